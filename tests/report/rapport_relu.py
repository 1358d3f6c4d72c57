"""The report of the example, rewritten as a person or a falsifier would, and what is told of it."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import docx.document

from cpts_xl import __version__
from cpts_xl.constats import Constat
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.report import MODELES_DU_RAPPORT, comparer, rediger
from cpts_xl.ressources import ressource
from cpts_xl.workbook.layout import Layout
from tests.workbook.exemples import resultat

DOCUMENT = "word/document.xml"
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
    return comparer(chemin, resultat(), adresses=Layout(resultat()).adresses())


def relu(ici: Path, *changes: tuple[str, str], partie: str = DOCUMENT) -> list[Constat]:
    """Return what is told of the example's report once the first occurrence of some texts was rewritten."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets_du_rapport())) as source, zipfile.ZipFile(tampon, "w") as cible:
        for nom in source.namelist():
            texte = source.read(nom)
            if nom == partie:
                for ancien, neuf in changes:
                    assert ancien.encode() in texte, ancien
                    texte = texte.replace(ancien.encode(), neuf.encode(), 1)
            cible.writestr(nom, texte)
    return compare(ici, tampon.getvalue())


def ecrit(rapport: docx.document.Document) -> bytes:
    """Return the bytes of a document that python-docx changed."""
    tampon = io.BytesIO()
    rapport.save(tampon)
    return tampon.getvalue()
