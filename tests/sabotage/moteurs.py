"""Real programs at work on a changed workbook: results computed again by an engine, saves by LibreOffice."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from cpts_xl.bureautique import convertir, ecrire_profil, trouver_soffice
from cpts_xl.workbook.moteurs.copies_moteurs import sans_tables
from cpts_xl.workbook.moteurs.recalcul import RECALCULER
from tests.sabotage.paquet import Paquet
from tests.udf.calc.bureau import trouver_python

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILTRE = "xlsx:Calc MS Excel 2007 XML"
DELAI = 180


class ProgrammeManquant(Exception):
    """A program that this machine lacks: its name is the message."""


def recalculer(p: Paquet) -> None:
    """Put beside each formula what formualizer makes of it: the whole workbook then looks coherent."""
    if importlib.util.find_spec("formualizer") is None:
        raise ProgrammeManquant("formualizer")
    import formualizer  # noqa: PLC0415  (natif, et seulement quand un résultat doit être refait)

    with tempfile.TemporaryDirectory() as dossier:
        brut, nu, calcule = (Path(dossier) / nom for nom in ("brut.xlsx", "nu.xlsx", "calcule.xlsx"))
        brut.write_bytes(p.octets())
        sans_tables(brut, nu)
        formualizer.recalculate_xlsx_file(str(nu), str(calcule))
        neuf = Paquet(calcule.read_bytes())
    for nom, partie in p.feuilles.items():
        if neuf.parties[partie] != p.parties[partie]:
            avant = etree.tostring(p.feuille(nom), xml_declaration=True, encoding="UTF-8", standalone=True)
            p.remplacer(partie, _reprendre(avant, neuf.parties[partie]))
            p.feuille(nom)  # comptée parmi celles qui ont changé : son étendue se redit


def _reprendre(avant: bytes, neuve: bytes) -> bytes:
    """Return a sheet with the cells of its recalculated copy, everything around them staying as it was.

    As text: lxml takes four times longer to move the cells from a tree to another.
    """
    debut, fin = (avant.index(b"<sheetData>"), avant.rindex(b"</sheetData>"))
    lignes = neuve[neuve.index(b"<sheetData>") : neuve.rindex(b"</sheetData>")]
    return avant[:debut] + lignes + avant[fin:]


def enregistrer(fichiers: Mapping[str, bytes], *, recalcules: bool) -> dict[str, bytes]:
    """Return each workbook as LibreOffice saves it, one start for all; results computed anew, or kept as found."""
    if not fichiers:
        return {}
    soffice = trouver_soffice()
    if soffice is None:
        raise ProgrammeManquant("LibreOffice")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as dossier:
        travail = Path(dossier)
        sources = []
        for nom, contenu in fichiers.items():
            sources.append(travail / f"{nom}.xlsx")
            sources[-1].write_bytes(contenu)
        code, erreurs = convertir(
            soffice, sources, FILTRE, travail / "sortie", RECALCULER if recalcules else (), delai=DELAI
        )
        assert code == 0, erreurs[-500:]
        return {nom: (travail / "sortie" / f"{nom}.xlsx").read_bytes() for nom in fichiers}


@contextlib.contextmanager
def fichier(nom: str, contenu: bytes) -> Iterator[Path]:
    """Give a file of that name for the time of one check."""
    with tempfile.TemporaryDirectory(prefix="cpts-sabotage-", ignore_cleanup_errors=True) as dossier:
        chemin = Path(dossier) / nom
        chemin.write_bytes(contenu)
        yield chemin


PILOTE = Path(__file__).with_name("bureau_pilote.py")


def editer(contenu: bytes, gestes: tuple[str, ...]) -> dict[str, bytes]:
    """Return the workbook after each edit of the LibreOffice pilot, each made alone; one start for all."""
    soffice = trouver_soffice()
    python = trouver_python(soffice) if soffice else None
    if soffice is None or python is None:
        raise ProgrammeManquant("LibreOffice et son Python")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as dossier:
        travail = Path(dossier)
        source = travail / "source.xlsx"
        source.write_bytes(contenu)
        ecrire_profil(travail / "profil", RECALCULER)
        taches = [[source.as_uri(), (travail / f"{nom}.xlsx").as_uri(), nom] for nom in gestes]
        fini = subprocess.run(
            [str(python), str(PILOTE), str(soffice), (travail / "profil").as_uri()],
            input=json.dumps(taches), capture_output=True, encoding="utf-8", timeout=DELAI, check=False,
            env={**os.environ, "HOME": dossier, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert fini.returncode == 0, fini.stderr[-800:]
        return {nom: (travail / f"{nom}.xlsx").read_bytes() for nom in gestes}
