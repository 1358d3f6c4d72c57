"""The report of the example, rewritten as a person or a falsifier would, and what is told of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import docx.document

from cpts_xl import __version__
from cpts_xl.constats import Constat
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.report import MODELES_DU_RAPPORT, comparer, rediger
from cpts_xl.report.paquet import ouvrir
from cpts_xl.report.relu.textes import Document
from cpts_xl.ressources import ressource
from cpts_xl.workbook.layout import Layout
from tests.report.refaits import refaits_une_fois
from tests.workbook.exemples import resultat

DOCUMENT = "word/document.xml"
STYLES, LISTES = "word/styles.xml", "word/numbering.xml"
TRACE = "word/charts/graphique1.xml"
BLOQUANT, A_REGARDER, INFORMATION = "bloquant", "à regarder", "information"


@cache
def octets_du_rapport(modele: str = MODELES_DU_RAPPORT[0]) -> bytes:
    """Return the report of the example on one of the templates of the tool."""
    calcule = resultat()
    return rediger(
        calcule, modele=ressource("report_templates", modele), adresses=Layout(calcule).adresses(),
        empreinte=empreinte_saisies(calcule.dossier), version=__version__,
    )  # fmt: skip


def compare(ici: Path, octets: bytes) -> list[Constat]:
    """Return what is told of a report against the workbook of the example."""
    chemin = ici / "rapport.docx"
    chemin.write_bytes(octets)
    with refaits_une_fois():
        return comparer(chemin, resultat(), adresses=adresses())


@cache
def adresses() -> dict[str, str]:
    """Return the labels of the cells of the example, as the command line gives them to a report."""
    return Layout(resultat()).adresses()


def relu(ici: Path, *changes: tuple[str, str], partie: str = DOCUMENT, fois: int = 1, apres: str = "") -> list[Constat]:
    """Return what is told of the example's report once some texts of a part were rewritten, ``apres`` another one."""
    return compare(ici, recrit({partie: changes}, fois=fois, apres=apres))


def recrit(parties: Mapping[str, Iterable[tuple[str, str]]], *, fois: int = 1, apres: str = "") -> bytes:
    """Return the report of the example, texts of some of its parts rewritten."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets_du_rapport())) as source, zipfile.ZipFile(tampon, "w") as cible:
        for nom in source.namelist():
            octets = source.read(nom)
            if nom in parties:
                texte = octets.decode()
                for ancien, neuf in parties[nom]:
                    debut = texte.index(apres)
                    assert ancien in texte[debut:], ancien
                    texte = texte[:debut] + texte[debut:].replace(ancien, neuf, fois)
                octets = texte.encode()
            cible.writestr(nom, octets)
    return tampon.getvalue()


def vus(octets: bytes) -> str:
    """Return the text of a report as a reader sees it, a line for each paragraph or cell."""
    parties = ouvrir("rapport.docx", octets)
    return "\n".join(passage.texte for passage in Document("rapport.docx", parties).passages())


def ecrit(rapport: docx.document.Document) -> bytes:
    """Return the bytes of a document that python-docx changed."""
    tampon = io.BytesIO()
    rapport.save(tampon)
    return tampon.getvalue()
