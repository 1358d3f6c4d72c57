"""The example's received workbook, verified once; a review of it; and how a reviewer types in its yellow cells."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from xml.sax.saxutils import escape

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import PLURIELS, TABLEAUX
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.revue.construire import construire_revue
from cpts_xl.revue.depuis import depuis
from cpts_xl.revue.ecarts import ECARTS
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.releve import ENTETE, RELEVE
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre, serie
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.verification import Verification, verifier
from cpts_xl.workbook.xlsx.types import lettres
from tests.workbook.exemples import dossier_exemple

COLONNE = {code: lettres(rang) for rang, (code, _) in enumerate(ECARTS, 1)}
COLONNE_RELEVE = {code: lettres(rang) for rang, (code, _) in enumerate(RELEVE, 1)}


@cache
def dossier() -> Dossier:
    """Return the example without what a review does not judge line by line: quicker to read and to write."""
    vides = (
        "participations",
        "professionnels",
        "reunions",
        "depenses",
        "comptes",
        "budget",
        "budgets",
        "tarifs",
        "adherents",
    )
    return dossier_exemple().avec(**{p: () for p in vides if p in PLURIELS and TABLEAUX[PLURIELS[p]].libre})


@cache
def recu() -> Path:
    """Return the path of the received workbook: the example's copy in native formulas."""
    chemin = Path(mkdtemp(prefix="cpts-revue-")) / "Suivi de l'Étang & du Bois.xlsx"
    resultat = calculer(dossier(), en_vigueur(dossier().debut))
    chemin.write_bytes(construire(resultat, Encre.NATIVE, calculs=False))
    return chemin


@cache
def lecture() -> Lecture:
    """Return the received workbook, read."""
    return lire_classeur(recu())


@cache
def verification() -> Verification:
    """Return the received workbook, verified by the tool alone."""
    return verifier(lecture(), complet=False)


@cache
def revue() -> bytes:
    """Return the review of the received workbook."""
    return construire_revue(verification())


@cache
def rang_de(code: str) -> int:
    """Return the rank of an indicator among the rows of the review, from 0."""
    return [i.code for i in depuis(verification().resultat).indicateurs].index(code)


def cellule(code: str, colonne: str) -> tuple[str, str]:
    """Return where an indicator shows something on the sheet of the gaps."""
    return Onglet.ECARTS, f"{COLONNE[colonne]}{LIGNE_ENTETE + 1 + rang_de(code)}"


def cellule_releve(rang: int, colonne: str) -> tuple[str, str]:
    """Return a cell of a line (from 0) of the record of decisions."""
    return Onglet.RELEVE, f"{COLONNE_RELEVE[colonne]}{ENTETE + 1 + rang}"


def taper(
    ou: Path, saisies: dict[tuple[str, str], Any], nom: str = "revue.xlsx", *, revue_de: bytes | None = None
) -> Path:
    """Return the path of a review in whose cells someone typed; the stored results are then stale, as they may be."""
    parties: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(revue_de or revue())) as source:
        parties = {info.filename: source.read(info) for info in source.infolist()}
    feuilles = [str(onglet) for onglet in Onglet]
    for (feuille, adresse), valeur in saisies.items():
        partie = f"xl/worksheets/sheet{feuilles.index(str(feuille)) + 1}.xml"
        parties[partie] = _saisie(parties[partie].decode(), adresse, valeur).encode()
    chemin = ou / nom
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as cible:
        for partie, contenu in parties.items():
            cible.writestr(partie, contenu)
    return chemin


def _saisie(xml: str, adresse: str, valeur: Any) -> str:
    """Return the XML of a sheet with one cell typed anew: number, day, text, or nothing."""
    trouve = re.search(rf'<c r="{adresse}"((?: s="[0-9]+")?)[^>]*?(?:/>|>.*?</c>)', xml)
    assert trouve is not None, adresse
    if valeur is None:
        neuve = f'<c r="{adresse}"{trouve[1]}/>'
    elif isinstance(valeur, str):
        neuve = f'<c r="{adresse}"{trouve[1]} t="inlineStr"><is><t>{escape(valeur)}</t></is></c>'
    else:
        nombre = serie(valeur) if isinstance(valeur, date) else valeur
        neuve = f'<c r="{adresse}"{trouve[1]}><v>{nombre}</v></c>'
    return xml[: trouve.start()] + neuve + xml[trouve.end() :]


def avec_indicateurs(changes: dict[str, dict[str, Any]]) -> Resultat:
    """Return the example computed with some fields of its indicators changed, by code of the indicator."""
    exemple = dossier()
    fiches = tuple({**f, **changes.get(str(f["id"]), {})} for f in exemple.liste("indicateur"))
    return calculer(exemple.avec(indicateurs=fiches), verification().resultat.droit)
