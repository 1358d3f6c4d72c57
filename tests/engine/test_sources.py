"""How sure a number is: no more than the amount, the rate or the unit that it rests on, and what it is drawn from.

The statuses of the grid are those of the reference: size 3 of avenant 2 read in two annexes; sizes 1 and 4 of the
crisis read in the press; size 2 deduced (uncertain); access of sizes 1, 2 and 4 printed nowhere: the contract gives it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.resultat import EtapeCalculee, calculer
from cpts_xl.law.in_force import en_vigueur
from tests.engine.contrats import annee, avec_identite, avec_lignes

MESURES = ("plafond", "droit", "acompte", "solde")


def _etapes(dossier: Dossier, ligne: str) -> dict[str, EtapeCalculee]:
    resultat = calculer(dossier, en_vigueur(dossier.debut))
    return {mesure: resultat.par_id[f"ligne.{ligne}.{mesure}"] for mesure in MESURES}


def _statuts(dossier: Dossier, ligne: str) -> set[str]:
    return {etape.statut for etape in _etapes(dossier, ligne).values()}


def test_an_amount_of_the_grid_that_is_confirmed_makes_confirmed_rights() -> None:
    """Size 3, access: 90 000 € read in two annexes, and the ceiling names them."""
    assert _statuts(annee(2), "acces_fixe") == {"confirme"}
    assert "annexes financières de deux contrats" in _etapes(annee(2), "acces_fixe")["plafond"].reference


def test_an_amount_that_was_deduced_makes_uncertain_rights() -> None:
    """Size 2, crisis: 17 500 € are deduced; neither the ceiling, the right nor the advance is surer."""
    deux = avec_identite(annee(2), population=Fraction(62_000), taille_contrat=Fraction(2))
    assert _statuts(deux, "crise_fixe_mise_a_jour") == {"incertain"}


def test_an_amount_of_the_annex_is_that_of_the_contract() -> None:
    """Size 1, access: no text gives it; it is told as the contract's, not as law."""
    une = avec_identite(annee(2), population=Fraction(31_240), taille_contrat=Fraction(1))
    saisie = avec_lignes(une, acces_fixe={"annexe": Fraction(55_000)})
    assert _statuts(saisie, "acces_fixe") == {"convention"}
    plafond = _etapes(saisie, "acces_fixe")["plafond"]
    assert (plafond.valeur, plafond.reference) == (55_000, "contrat type, annexe financière (convention)")


def test_what_is_not_due_rests_on_no_amount() -> None:
    """Nothing is due of the plan's writing in year 2: zero is sure, whatever its amount would have been."""
    assert {etape.valeur for etape in _etapes(annee(2), "crise_fixe_redaction").values()} == {0}
    assert "incertain" not in _statuts(annee(2), "crise_fixe_redaction")


@pytest.mark.parametrize(("unite", "statut"), [(None, "incertain"), ("jours", "confirme")])
def test_a_prorated_right_is_no_surer_than_its_unit(unite: str | None, statut: str) -> None:
    """No text read says days or months: uncertain, unless the contract says it. A whole year owes nothing to it."""
    demarrages = {"acces": date(2023, 9, 15)}
    premiere = avec_identite(annee(1, demarrages=demarrages), unite_prorata=unite)
    etapes = _etapes(premiere, "acces_fixe")
    assert (etapes["plafond"].statut, etapes["droit"].statut, etapes["acompte"].statut) == ("confirme", statut, statut)
    assert _statuts(avec_identite(annee(2), unite_prorata=unite), "acces_fixe") == {"confirme"}


def test_the_balance_of_a_variable_part_is_no_surer_than_its_advance() -> None:
    """No percentage of advance was found for the variable part: 0 % is uncertain, the balance that follows too."""
    assert _etapes(annee(2), "acces_variable")["solde"].statut == "incertain"


@pytest.mark.parametrize(
    ("population", "statut"), [(79_999, "confirme"), (80_000, "incertain"), (80_001, "confirme"), (98_450, "confirme")]
)
def test_only_the_bound_itself_is_uncertain(population: int, statut: str) -> None:
    """« entre 40 000 et 80 000 », « entre 80 000 et 175 000 »: the brackets are sure, 80 000 belongs to neither."""
    dossier = avec_identite(annee(2), population=Fraction(population), taille_contrat=None)
    taille: Any = calculer(dossier, en_vigueur(dossier.debut)).par_id["identite.taille_calculee"]
    assert taille.statut == statut
