"""What is falsified: a short but complete CPTS, computed once, and the workbooks and report made from it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from cpts_xl import __version__
from cpts_xl.cli.documents import classeur_de
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.suite import ouvrir
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.report import rediger
from cpts_xl.udf.vba.projet import projet
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.pages.papier import ranger
from tests.workbook.exemples import dossier_exemple

if TYPE_CHECKING:
    from collections.abc import Mapping

GARDEES = {
    "depense": 12,
    "participation": 8,
    "professionnel": 5,
    "compte": 10,
    "budget": 12,
    "texte": 6,
}
"""How many rows of the long tables of the example are kept: a verification then costs half, every sheet is there."""


@cache
def dossier() -> Dossier:
    """Return the example with its longest tables shortened; the participations left are those of who is left."""
    exemple = dossier_exemple()
    listes = {table: lignes[: GARDEES.get(table, len(lignes))] for table, lignes in exemple.listes.items()}
    presents = {ligne["id"] for ligne in listes["professionnel"]}
    faites = [ligne for ligne in exemple.listes["participation"] if ligne["professionnel"] in presents]
    listes["participation"] = tuple(faites[: GARDEES["participation"]])
    return Dossier(exemple.identite, exemple.fiches, listes)


def calcul(declare: Dossier) -> Resultat:
    """Return a dossier computed under the law of its first day."""
    return calculer(declare, en_vigueur(declare.debut))


@cache
def resultat() -> Resultat:
    """Return the computed CPTS."""
    return calcul(dossier())


def classeur(declare: Dossier, encre: Encre = Encre.NATIVE) -> bytes:
    """Return the workbook of a dossier as the command line writes it."""
    return classeur_de(calcul(declare), encre)


@cache
def octets(base: str = "native") -> bytes:
    """Return the untouched workbook: an ink, « simple » (six tabs), « xlsm » (our macros), « suivante » (next year)."""
    if base == "simple":
        return classeur_de(resultat(), Encre.PYTHON, simple=True)
    if base == "xlsm":
        return classeur_de(resultat(), Encre.PYTHON, macros=projet)
    if base == "suivante":
        return classeur(annee_suivante())
    return classeur_de(resultat(), Encre(base))


@cache
def annee_suivante() -> Dossier:
    """Return the next contract year as the tool opens it: its history comes from this one."""
    return ouvrir(resultat()).dossier


@cache
def rapport() -> bytes:
    """Return the annual report of the computed CPTS."""
    return rediger(
        resultat(),
        adresses=Layout(resultat()).adresses(),
        empreinte=empreinte_saisies(dossier()),
        version=__version__,
    )


@cache
def cases() -> Mapping[str, tuple[str, str]]:
    """Return where each input and each step of the untouched workbook stands: sheet and address."""
    return {ident: (case.feuille, case.adresse) for ident, case in Layout(resultat()).cases.items()}


def ou(ident: str) -> tuple[str, str]:
    """Return the sheet and the address of an input or a step: « ligne.acces_fixe.droit »."""
    return cases()[ident]


def rang_calcul(ident: str) -> int:
    """Return the row of a step on the sheet Calculs, which lists every full step, the essential ones first."""
    rangs = [calculee.etape.id for calculee in ranger(resultat().pleines)[0]]
    return 5 + rangs.index(ident)


def cellule_bareme(code: str) -> str:
    """Return the address of the value of a parameter on the sheet Barème: thresholds first, then the others."""
    droit = resultat().droit
    seuils = [seuil.parametre.code for seuil in droit.seuils]
    codes = [*seuils, *(p.code for p in droit.parametres.values() if p.code not in seuils)]
    return f"C{5 + codes.index(code)}"


def avec_ligne(table: str, rang: int, **champs: Any) -> Dossier:
    """Return the dossier with a row of a free table changed, or added when the rank is the next one."""
    lignes = list(dossier().liste(table))
    if rang == len(lignes) + 1:
        lignes.append(dict.fromkeys(lignes[0]))
    lignes[rang - 1] = {**lignes[rang - 1], **champs}
    return Dossier(dossier().identite, dossier().fiches, {**dossier().listes, table: tuple(lignes)})


def avec_identite(**champs: Any) -> Dossier:
    """Return the dossier with some fields of its identity changed."""
    return Dossier({**dossier().identite, **champs}, dossier().fiches, dossier().listes)


def avec_fiche(table: str, code: str, **champs: Any) -> Dossier:
    """Return the dossier with one row of a table of fixed rows changed."""
    fiches = {**dossier().fiche(table), code: {**dossier().fiche(table).get(code, {}), **champs}}
    return Dossier(dossier().identite, {**dossier().fiches, table: fiches}, dossier().listes)


def jour(texte: str) -> date:
    """Return a day written 2026-01-31."""
    return date.fromisoformat(texte)


@cache
def cases_suivantes() -> Mapping[str, tuple[str, str]]:
    """Return where each input and each step stands in the workbook of the next year."""
    suivante = calcul(annee_suivante())
    return {ident: (case.feuille, case.adresse) for ident, case in Layout(suivante).cases.items()}
