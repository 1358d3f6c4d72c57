"""Falsifications of what is declared: texts for numbers, definitions and history against last year."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause
from tests.sabotage.base import annee_suivante, cases_suivantes, ou
from tests.sabotage.gestes import saisie
from tests.sabotage.modele import REFUS, Falsification, Qui

DATE = (Cause.TEXTE, "saisie")
"""A date typed as a text: the reading already asks for a date, in its own words."""


def textes() -> Iterator[Falsification]:
    """Yield the numbers and dates typed as texts: they look right, and every formula skips them."""
    cas: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
        ("montant avec espace", "ligne.acces_fixe.solde_n1", "22 500", (Cause.TEXTE,), "textes"),
        ("montant avec son symbole", "versement.2.montant", "67500 €", (Cause.TEXTE,), "textes"),
        ("montant à la française", "versement.3.montant", "33 750,00 €", (Cause.TEXTE,), ""),
        ("montant précédé d'une apostrophe", "depense.3.montant", "145.60", (Cause.TEXTE,), "textes"),
        ("population en texte", "identite.population", "98450", (Cause.TEXTE,), ""),
        ("population avec son unité", "identite.population", "98 450 habitants", (Cause.TEXTE,), ""),
        ("pourcentage en texte", "indicateur.2.constate", "85 %", (Cause.TEXTE,), ""),
        ("durée avec son unité", "participation.2.duree", "2h30", (Cause.TEXTE,), ""),
        ("date d'un versement en texte", "versement.11.date", "27/06/2025", DATE, "textes"),
        ("date d'arrêté en texte", "identite.arrete", "14/03/2026", DATE, ""),
        ("début de l'année en texte", "identite.debut", "15/03/2025", (*DATE, REFUS), ""),
        ("date d'une pièce en texte", "piece.3.date", "mars 2026", DATE, ""),
        ("montant d'un compte en texte", "compte.3.montant", "1 140,00", (Cause.TEXTE,), ""),
    )
    for nom, ident, texte, causes, lot in cas:
        lieu = ou(ident)
        yield Falsification(nom, "texte", lieu, causes, saisie(*lieu, texte), libreoffice=lot, qui=Qui.TOUS)


def invisibles() -> Iterator[Falsification]:
    """Yield the words of a list that look right, and hold a character that draws nothing."""
    cas = (
        ("espace sans chasse dans un code de ligne", "versement.1.ligne", "fonctionnement\u200b"),
        ("trait d'union conditionnel dans un « Oui »", "mission.acces.engagee", "O\u00adui"),
    )
    for nom, ident, texte in cas:
        lieu = ou(ident)
        yield Falsification(
            nom, "texte", lieu, (Cause.ESPACE,), saisie(*lieu, texte), cite="caractère invisible", qui=Qui.TOUS
        )


def annees() -> Iterator[Falsification]:
    """Yield what last year's workbook contradicts: history rewritten, definitions, size, sums that were due."""
    lignes = annee_suivante().liste("historique")
    rang = next(n for n, ligne in enumerate(lignes, 1) if ligne["annee"] == 3 and ligne["valeur"] is not None)
    inverse = {"hausse": "baisse", "baisse": "hausse"}[str(annee_suivante().liste("indicateur")[1]["sens"])]
    valeur, acquis = f"historique.{rang}.valeur", f"historique.{rang}.acquis"
    cas: tuple[tuple[str, str, str | float, tuple[str, ...]], ...] = (
        ("valeur de l'an dernier récrite", valeur, 12345.0, (Cause.VALEUR,)),
        ("montant acquis l'an dernier récrit", acquis, 1.0, (Cause.VALEUR,)),
        (
            "définition d'un indicateur changée sans le dire",
            "indicateur.1.definition",
            "Tout patient vu",
            (Cause.DEFINITION,),
        ),
        ("sens d'un indicateur retourné", "indicateur.2.sens", inverse, (Cause.DEFINITION,)),
        ("droit d'une année close récrit", "annee.2.droit", 350000.0, (Cause.VALEUR,)),
        ("versé d'une année close récrit", "annee.2.verse", 1000.0, (Cause.VALEUR,)),
        ("taille d'une année close récrite", "annee.3.taille", 4.0, (Cause.TAILLE, Cause.VALEUR)),
        ("solde attendu de l'an dernier gonflé", "ligne.acces_fixe.solde_n1", 90000.0, (Cause.VALEUR,)),
        (
            "définition de l'historique récrite",
            f"historique.{rang}.definition",
            "autre",
            (Cause.DEFINITION, Cause.VALEUR),
        ),
    )
    for nom, ident, neuve, causes in cas:
        lieu = _suivante(ident)
        yield Falsification(
            nom, "année précédente", lieu, causes, saisie(*lieu, neuve), base="suivante", precedente=True
        )


def _suivante(ident: str) -> tuple[str, str]:
    return cases_suivantes()[ident]
