"""The cases are strong enough: every small alteration of every formula changes at least one of their results.

Each formula is altered at each place where a comparison, a rounding, a bound, a sign, a word or a duration stands; a
real spreadsheet recalculates the altered formula on the cases that a jurist can read, without the random ones. An
alteration that nobody notices is either listed below, with the reason why it changes nothing, or a missing case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from cpts_xl.rules import CATALOGUE
from cpts_xl.workbook.moteurs.recalcul import recalculer
from tests.rules.banc import Banc, bancs
from tests.rules.cas import Cas, tous

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALTERATIONS: tuple[tuple[str, str, str], ...] = (
    ("<= devient <", r"<=", "<"),
    (">= devient >", r">=", ">"),
    ("> devient >=", r'(?<!<)>(?![="])', ">="),
    ("< devient <=", r'<(?![=>"])', "<="),
    ("l'arrondi tronque", r"ROUND\(", "ROUNDDOWN("),
    ("le centime devient le dixième", r",2\)", ",1)"),
    ("le millionième devient le centième", r",6\)", ",2)"),
    ("MIN devient MAX", r"MIN\(", "MAX("),
    ("MAX devient MIN", r"MAX\(", "MIN("),
    ("+ devient -", r"\+", "-"),
    ("- devient +", r"(?<=[\d)])-(?=[A-Z(])", "+"),
    ("* devient +", r"\*", "+"),
    ("/ devient *", r"/(?=[A-Z(\d])", "*"),
    ("douze mois en font onze", r"(?<=[,*/])12(?=[,)])", "11"),
    ("AND devient OR", r"AND\(", "OR("),
    ("Oui devient Non", r'"Oui"', '"Non"'),
    ("Non devient Oui", r'"Non"', '"Oui"'),
    ("la clé exacte devient approchée", r",0\)\)", ",1))"),
    ("NOT disparaît", r"NOT\(", "("),
)
SANS_EFFET = {
    ("taille", "l'arrondi tronque", 1): "un nombre égal à son arrondi est entier, donc égal aussi à sa troncature",
    ("taille_retenue", "l'arrondi tronque", 1): "de même",
    ("montant_palier", "l'arrondi tronque", 1): "de même",
    ("annee_payee", "l'arrondi tronque", 1): "de même",
    ("montant_annee", "- devient +", 1): "l'avenant tombe après le départ et avant la fin : ce diviseur n'est pas nul",
    ("prorata", "< devient <=", 2): "de la fin à la fin, il y a zéro mois : la branche écartée donne aussi zéro",
    ("prorata", "- devient +", 1): "une année vide est déjà refusée : ce diviseur n'est jamais nul",
    (
        "echeance_demarrage",
        "la clé exacte devient approchée",
        4,
    ): "dans les textes, un délai est un nombre ou « libre »",
    ("echeance_deploiement", "la clé exacte devient approchée", 4): "de même",
    ("taux_acompte", "la clé exacte devient approchée", 1): "la clé est écrite en entier dans la formule, et existe",
    ("cumul_professionnel", ">= devient >", 1): "il n'y a pas d'année zéro",
    ("cumul_professionnel", "+ devient -", 1): "il n'y a pas d'année négative",
    ("adherents_profession", ">= devient >", 1): "il n'y a pas de date zéro",
    ("adherents_profession", "+ devient -", 1): "il n'y a pas de date négative",
    ("somme_cle", "l'arrondi tronque", 1): "un milliardième est sous la tolérance du banc",
    ("quote_part", "l'arrondi tronque", 1): "la différence de deux montants au centime est déjà au centime",
    ("solde_le_plus_bas", "< devient <=", 1): "une colonne complète a plus d'un solde",
    ("depense_action", ">= devient >", 1): "il n'y a pas de date zéro",
    ("depense_action", "+ devient -", 1): "il n'y a pas de date négative",
    ("alerte_plafond", "la clé exacte devient approchée", 1): "une part inconnue tenue pour 1 ne dépasse pas non plus",
    ("adherent", "+ devient -", 2): "qui est entré la veille ou ce jour-là est déjà compté parmi les entrés",
}
Alteration = tuple[str, str, int]


def alterees(regle: str, texte: str) -> Iterator[tuple[Alteration, str]]:
    """Yield each alteration of a formula: which rule, what, at which of its places, and the altered text."""
    for nom, motif, remplace in ALTERATIONS:
        for rang, trouve in enumerate(re.finditer(motif, texte), 1):
            yield (regle, nom, rang), texte[: trouve.start()] + remplace + texte[trouve.end() :]


@pytest.mark.moteur
def test_every_alteration_of_a_formula_is_seen(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """No place of any formula can be altered without one case, at least, telling that the result is wrong."""
    vues: dict[Alteration, bool] = defaultdict(bool)
    for numero, banc in enumerate(bancs(tous())):
        banc.preparer()
        # chaque cas autant de fois que sa formule a d'altérations
        places = [
            (cas, cle, texte_altere)
            for cas, (_adresse, texte) in zip(banc.cas, banc.formules, strict=True)
            for cle, texte_altere in alterees(cas.regle.nom, texte)
        ]
        clefs = iter([cle for _, cle, _ in places])

        def altere(cas: Cas, texte: str, clefs: Iterator[Alteration] = clefs) -> str:
            return dict(alterees(cas.regle.nom, texte))[next(clefs)]

        fichier = tmp_path / f"{numero}.xlsx"
        mutant = Banc([cas for cas, _, _ in places], altere)
        mutant.ecrire(fichier)
        resultats = mutant.compare(recalculer(fichier, moteurs[1], 120))
        for (_, cle, _), (*_, motif, _) in zip(places, resultats, strict=True):
            vues[cle] |= bool(motif)
    assert len(vues) > 200
    assert {cle for cle, vue in vues.items() if not vue} == set(SANS_EFFET)


def test_list_of_what_changes_nothing_names_real_rules() -> None:
    """Each alteration said to be without effect has its reason, and its rule exists."""
    assert {regle for regle, _nom, _rang in SANS_EFFET} <= set(CATALOGUE)
    assert all(SANS_EFFET.values())
