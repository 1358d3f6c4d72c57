"""The sheet Calculs rewritten by hand, value and sentence together; the same sheet merely old accuses nobody."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook.verification.datation import DITES, LECTURES_INCHANGEES, REFAIRE, SAISIES_INCHANGEES
from tests.sabotage.base import (
    avec_identite,
    avec_ligne,
    dossier,
    jour,
    octets,
    rang_calcul,
    resultat,
)
from tests.sabotage.gestes import Geste, rien
from tests.sabotage.h_saisies import tapee
from tests.sabotage.juge import constats_de
from tests.sabotage.moteurs import enregistrer, fichier, recalculer
from tests.sabotage.paquet import PROPRIETES, Paquet, adresse
from tests.sabotage.rangees import supprimer_ligne

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpts_xl.engine.dossier import Dossier

DROIT = "ligne.acces_fixe.droit"
"""A right that reads steps only, and that the year's spending does not touch."""


def forge(ident: str, valeur: float = 99_999.0) -> Geste:
    """Rewrite the value of the tool on the row of a step, and its sentence; the gap and the counts then follow."""

    def applique(p: Paquet) -> None:
        rang = rang_calcul(ident)
        phrase = str(p.valeur("Calculs", f"I{rang}"))
        p.poser("Calculs", f"E{rang}", valeur)
        p.poser("Calculs", f"I{rang}", phrase.replace("90\u202f000,00", "99\u202f999,00") + " (revu)")
        assert p.valeur("Calculs", f"I{rang}") != phrase
        p.stocker("Calculs", f"F{rang}", float(p.valeur("Calculs", f"D{rang}") or 0) - valeur)
        for lieu, de_plus in (("D3", -1), ("E3", 1)):
            p.stocker("Calculs", lieu, float(p.valeur("Calculs", lieu) or 0) + de_plus)

    return Geste(applique, rien)


def dits(*gestes: Geste, faux: Sequence[Geste] = ()) -> list[Constat]:
    """Return what is said of Calculs after these gestures, results computed anew, then these forgeries."""
    paquet = Paquet(octets())
    for geste in gestes:
        geste.applique(paquet)
    if gestes:
        recalculer(paquet)
    for geste in faux:
        geste.applique(paquet)
    return de_calculs(paquet.octets())


def de_calculs(contenu: bytes) -> list[Constat]:
    """Return the findings on the sheet Calculs."""
    with fichier("classeur.xlsx", contenu) as chemin:
        return [c for c in constats_de(chemin)[0] if c.feuille == "Calculs"]


def attendu(ident: str, preuve: str) -> Constat:
    """Return the finding of a row so rewritten, to the letter."""
    libelle = resultat().par_id[ident].etape.libelle
    return Constat(
        Gravite.BLOQUANT,
        f"{libelle} : la valeur de l'outil et sa phrase ont été récrites, car {preuve}.",
        "Calculs",
        f"E{rang_calcul(ident)}",
        "99\u202f999,00\u00a0€",
        "90\u202f000,00\u00a0€",
        REFAIRE,
        Cause.CONSTANTE,
    )


def constate() -> Dossier:
    """Return the dossier after an indicator was measured again: the money of its mission changes, no other."""
    return avec_ligne("indicateur", 2, constate=Fraction(71, 100))


def test_a_row_rewritten_while_no_input_changed_is_named() -> None:
    """The fingerprint of the inputs is that of the day of writing: nothing in the sheet can be merely old."""
    assert dits(faux=[forge(DROIT)]) == [attendu(DROIT, SAISIES_INCHANGEES)]
    assert SAISIES_INCHANGEES == "aucune saisie n'a changé depuis que l'outil a écrit le classeur"
    assert REFAIRE == (
        "Ne pas se fier à cette ligne : refaire la feuille par « cpts-xl relecture », qui la récrit des saisies."
    )


def test_a_row_rewritten_under_the_cover_of_a_changed_input_is_named() -> None:
    """An input changed elsewhere: the rows that it feeds are old, told once; this one reads nothing that changed."""
    constats = dits(tapee(constate), faux=[forge(DROIT)])
    assert [c for c in constats if c.gravite is Gravite.BLOQUANT] == [attendu(DROIT, LECTURES_INCHANGEES)]
    [vieilles] = [c for c in constats if c.gravite is Gravite.INFORMATION]
    assert "datent de l'écriture du classeur : des saisies, ou l'outil, ont changé depuis." in vieilles.message


@pytest.mark.moteur
def test_a_rewritten_row_saved_by_libreoffice_is_named(moteurs: tuple[str, ...]) -> None:
    """LibreOffice keeps the fingerprint and the constants: the row is named all the same."""
    assert "libreoffice" in moteurs
    paquet = Paquet(octets())
    forge(DROIT).applique(paquet)
    contenu = enregistrer({"classeur": paquet.octets()}, recalcules=True)["classeur"]
    assert [(c.gravite, c.message, c.cellule) for c in de_calculs(contenu)] == [
        (Gravite.BLOQUANT, attendu(DROIT, SAISIES_INCHANGEES).message, f"E{rang_calcul(DROIT)}")
    ]


def test_rows_rewritten_by_the_dozen_are_counted() -> None:
    """The first ones are told one by one, the others in one finding that gives the first of them."""
    montants = [c.etape.id for c in resultat().pleines if c.etape.regle.retour.code == "montant"][: DITES + 5]
    idents = sorted(montants, key=rang_calcul)
    constats = dits(faux=[forge(ident, 123_456.0) for ident in idents])
    assert len(constats) == DITES + 1
    assert all(c.gravite is Gravite.BLOQUANT and c.cause == Cause.CONSTANTE for c in constats)
    restes = [c for c in constats if c.message == "5 autres valeurs de l'outil ont été récrites avec leur phrase."]
    assert [c.cellule for c in restes] == [f"E{rang_calcul(idents[DITES])}"]


# ------------------------------------------------------------------------------------------ merely old


DATENT = re.compile(
    "(1 valeur de la colonne « Valeur de l'outil » date|[2-9].* valeurs de la colonne « Valeur de l'outil » datent"
    "|1.+ valeurs de la colonne « Valeur de l'outil » datent) de l'écriture du classeur"
)
CHANGEES: dict[str, Callable[[], Dossier]] = {
    "un indicateur mesuré de nouveau": constate,
    "un versement": lambda: avec_ligne("versement", 2, montant=Fraction(1)),
    "une dépense de plus": lambda: avec_ligne(
        "depense", len(dossier().liste("depense")) + 1, date=jour("2025-11-03"), libelle="Affiches", nature="62",
        poste="prevention", montant=Fraction("312.4"),
    ),
    "une population, un arrêté et un montant de l'annexe": lambda: avec_identite(
        population=Fraction(30_000), arrete=jour("2026-06-30")
    ).avec(lignes={**dossier().fiche("ligne"), "prevention_fixe": {"annexe": Fraction(18_000)}}),
}  # fmt: skip


@pytest.mark.parametrize("quoi", CHANGEES)
def test_an_old_sheet_accuses_nobody(quoi: str) -> None:
    """Inputs changed after the writing: the values of the tool are old, told once, and nothing is accused."""
    constats = dits(tapee(CHANGEES[quoi]))
    assert [c.gravite for c in constats] == [Gravite.INFORMATION]
    assert DATENT.match(constats[0].message), constats[0].message


def vide(feuille: str, ligne: int) -> Geste:
    """Clear the inputs of a row in the middle of a table: those below keep their places."""

    def applique(p: Paquet) -> None:
        for colonne in range(1, 15):
            lieu = adresse(ligne, colonne)
            if p.formule(feuille, lieu) is None and p.valeur(feuille, lieu) is not None:
                p.poser(feuille, lieu, None)

    return Geste(applique, rien)


@pytest.mark.parametrize("geste", [vide("Versements", 6), supprimer_ligne("Versements", 6)], ids=["vidée", "supprimée"])
def test_a_row_cleared_or_deleted_leaves_an_old_sheet(geste: Geste) -> None:
    """A total lost what a row gave it: nothing of what is left proves that it was rewritten."""
    constats = dits(geste)
    assert any("datent de l'écriture du classeur" in c.message for c in constats)
    assert [c for c in constats if c.gravite is Gravite.BLOQUANT] == []


def test_another_version_proves_nothing() -> None:
    """Another version computed otherwise: what it wrote is old, whoever typed it."""

    def ancienne(p: Paquet) -> None:
        p.remplacer(PROPRIETES, p.parties[PROPRIETES].replace(__version__.encode(), b"0.3.0"))

    assert [c.gravite for c in dits(faux=[forge(DROIT), Geste(ancienne, rien)])] == [Gravite.INFORMATION]
