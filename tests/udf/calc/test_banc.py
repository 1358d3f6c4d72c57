"""The common bench in LibreOffice: what Python answers, but for what the row « calc » of the carriers says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpts_xl.absence import a_completer
from cpts_xl.udf.calc.passage import AMBIGU, AUTRE_ORIGINE, ETALEE, NOMMES, ORIGINE
from cpts_xl.udf.porteurs import PORTEURS
from tests.udf.calc.banc import FAUX, ecrire
from tests.udf.cellules import Cas, Cellule, Erreur, Plage, Typee, cas

pytestmark = pytest.mark.moteur

ESSAIS = sorted({un.essai for un in cas()})
CODES = {"#N/A": 32767, "#DIV/0!": 532}
ERREUR_DANS_PLAGE = 504
ORIGINE_1904 = date(1904, 1, 1)
ECRITE, TAPEE = "A", "B"


@pytest.fixture(scope="module")
def recalcule(bureau):
    """Return the bench and its examples in a workbook of 1904, both recalculated, with the rows of their cases."""
    exemples = tuple(un for un in cas() if un.essai == "exemple")
    banc, ancien = bureau.dossier / "banc.xlsx", bureau.dossier / "ancien.xlsx"
    lignes, lignes_1904 = ecrire(banc, cas()), ecrire(ancien, exemples, depuis_1904=True)
    rendu, rendu_1904 = bureau.recalculer(banc, ancien)
    return (rendu, lignes), (rendu_1904, lignes_1904)


def lue(rendu, colonne: str, ligne: int):
    """Return what a cell shows: a value, "" for none, or ``Erreur`` with its code."""
    ou = ("Cas", f"{colonne}{ligne}")
    return Erreur(str(rendu.erreurs[ou])) if ou in rendu.erreurs else rendu.valeurs.get(ou, "")


def en_calc(argument):
    """Return an argument as LibreOffice has it: it knows no booleans."""
    vrai = isinstance(argument, Cellule | Typee) and isinstance(argument.valeur, bool)
    return replace(argument, valeur=float(argument.valeur)) if vrai else argument


def erreur_recue(un: Cas, colonne: str) -> int:
    """Return the code that the cell shows because of an error cell; 0 when there is none."""
    for argument in un.arguments:
        if isinstance(argument, Cellule) and isinstance(argument.valeur, Erreur):
            return ERREUR_DANS_PLAGE if colonne == ECRITE else CODES[argument.valeur.texte]
        if isinstance(argument, Plage) and any(isinstance(c, Erreur) for ligne in argument.lignes for c in ligne):
            return ERREUR_DANS_PLAGE
    return 0


def douteux(un: Cas) -> list[str]:
    """Return the arguments that are one cell, empty or zero."""
    if un.fonction == "CPTS_MOTIF":
        return []
    paires = zip(un.publiee.arguments, un.arguments, strict=False)
    return [p.libelle for p, a in paires if isinstance(a, Cellule) and a.valeur in {None, 0.0}]


def attendue(un: Cas, colonne: str, origine: date = ORIGINE):
    """Return what the cell must show: Python's answer, or what the row « calc » says instead."""
    code = erreur_recue(un, colonne)
    if code:
        return Erreur(str(code))
    if colonne == TAPEE and douteux(un):
        nommes = list(dict.fromkeys(douteux(un)))
        return a_completer(f"{', '.join(nommes[:NOMMES])}{', …' * (len(nommes) > NOMMES)} ({AMBIGU})").texte
    reponse = replace(un, arguments=tuple(map(en_calc, un.arguments))).reponse()
    valeurs = [[reponse.echec]] if reponse.echec else reponse.valeurs
    if len(valeurs) * len(valeurs[0]) > 1 and not un.publiee.tableau:
        return ETALEE
    premiere = valeurs[0][0]
    return float((premiere - origine).days) if isinstance(premiere, date) else premiere


@pytest.mark.parametrize("colonne", [ECRITE, TAPEE])
@pytest.mark.parametrize("essai", ESSAIS)
def test_libreoffice_answers_as_python(recalcule, essai: str, colonne: str) -> None:
    """Every case of a kind gives in LibreOffice what Python gives, as written by us and as typed by a user."""
    (rendu, lignes), _ = recalcule
    choisis = [un for un in cas() if un.essai == essai]
    ecarts = {un.nom: (lue(rendu, colonne, lignes[un.nom]), attendue(un, colonne)) for un in choisis
              if lue(rendu, colonne, lignes[un.nom]) != attendue(un, colonne)}  # fmt: skip
    assert not ecarts
    assert choisis


def test_the_differences_are_those_of_the_table() -> None:
    """Of what we write, only errors, booleans and answers of several cells differ from Python, and by kind."""
    differents = {un.essai for un in cas() if attendue(un, ECRITE) != python(un)}
    assert differents == {"erreur", "VRAI", "colonne", "bloc"}
    (ligne,) = [p for p in PORTEURS if p.code == "calc"]
    assert "A1:A1" in ligne.vide
    assert "{0}" in ligne.vide
    assert "Err:504" in ligne.erreur
    assert "VRAI est 1" in ligne.booleen
    assert "étale pas" in ligne.echec


def python(un: Cas):
    """Return Python's answer, a day as its number; a table whole."""
    reponse = un.reponse()
    valeurs = [[reponse.echec]] if reponse.echec else reponse.valeurs
    if len(valeurs) * len(valeurs[0]) > 1 and not un.publiee.tableau:
        return valeurs
    return float((valeurs[0][0] - ORIGINE).days) if isinstance(valeurs[0][0], date) else valeurs[0][0]


def test_no_stored_result_is_repeated(recalcule) -> None:
    """Every stored result was false: none is found again, and every formula was computed."""
    (rendu, lignes), _ = recalcule
    lues = [lue(rendu, colonne, ligne) for ligne in lignes.values() for colonne in (ECRITE, TAPEE)]
    assert FAUX not in lues
    assert len(lues) == 2 * len(cas()) > 4000
    print(f"{len(lues)} formules du banc recalculées par LibreOffice en {rendu.duree:.1f} s")


def test_days_of_a_1904_workbook(recalcule) -> None:
    """In a workbook that counts from 1904, days are read and given in its own calendar; nothing is shifted."""
    _, (rendu, lignes) = recalcule
    choisis = [un for un in cas() if un.essai == "exemple"]
    attendues = {un.nom: attendue(un, ECRITE, ORIGINE_1904) for un in choisis}
    attendues["CPTS_EXPLICATION, exemple"] = AUTRE_ORIGINE
    assert {nom: lue(rendu, ECRITE, ligne) for nom, ligne in lignes.items()} == attendues
    jours = [un for un in choisis if isinstance(un.reponse().valeurs[0][0], date)]
    assert len(jours) > 3
    assert all(attendues[un.nom] != attendue(un, ECRITE) for un in jours)
