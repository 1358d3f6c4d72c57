from __future__ import annotations

import time
from fractions import Fraction

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.confidentialite import colonne_suspecte, donnees_de_sante
from cpts_xl.engine.dossier import Dossier


def _trouve(texte: str) -> list[Gravite]:
    """Return the gravity of what is found in one text of expenditure, and in the name of the CPTS."""
    return [a.gravite for a in donnees_de_sante(Dossier({"nom": None}, listes={"depense": ({"libelle": texte},)}))]


@pytest.mark.parametrize(
    "texte",
    ["2 69 05 49 588 157 80", "269054958815780", "Mme X, 2.69.05.49.588.157.80", "n° 2-69-05-49-588-157-80 (soins)"],
)
def test_a_number_proved_by_its_key_blocks(texte: str) -> None:
    """Fifteen digits whose key is right (the INSEE's published example) are refused, whatever parts them."""
    assert _trouve(texte) == [Gravite.BLOQUANT]


def test_thirteen_digits_are_to_be_looked_at() -> None:
    """Without its key, the same number is a doubt, not a proof."""
    assert _trouve("2690549588157") == [Gravite.A_REGARDER]


@pytest.mark.parametrize(
    "texte", ["269054958815781", "2026041500012", "BDX 2025-0412", "W991234567", "06 12 34 56 78", "12"]
)
def test_references_are_not_accused(texte: str) -> None:
    """A wrong key, a dated reference, a RNA or a telephone number are not social-security numbers."""
    assert _trouve(texte) == []


def test_identity_is_read_too() -> None:
    """The number is found in any field, identity included."""
    (anomalie,) = donnees_de_sante(Dossier({"adresse": "2 69 05 49 588 157 80"}))
    assert anomalie.saisie == "identite.adresse"


# ------------------------------------------------------------------------------------------ columns

FAUX = ("2 69 05 49 588 157 81", "269054958815782", "1 85 07 2A 123 456 11")
"""Shapes of a number, with a wrong key: one could be a reference, three in a column are people."""


@pytest.mark.parametrize(
    "titre",
    ["NIR", "nir", "N° sécu", "N° de Sécu.", "Numéro de sécurité sociale", "n° SS", "No SS", "Num. assuré social",
     "Immatriculation à la sécurité sociale", "Carte Vitale"],
)  # fmt: skip
def test_a_header_that_announces_them_is_enough(titre: str) -> None:
    """A column that a user adds is refused by its header, empty or not."""
    motif = colonne_suspecte(titre, [])
    assert motif is not None
    assert titre in motif


@pytest.mark.parametrize(
    "titre",
    ["N°", "N° FINESS", "N° SIRET", "Plafond de la sécurité sociale", "Sécurité sociale", "Mission", "Code INSEE",
     "Nirvana", "Référence", "Commentaire"],
)  # fmt: skip
def test_ordinary_headers_are_left_alone(titre: str) -> None:
    """A header that speaks of something else is no ground for suspicion."""
    assert colonne_suspecte(titre, ["BDX 2025-0412", None, "", Fraction(12)]) is None


def test_several_shapes_are_enough_whatever_their_key() -> None:
    """Three look-alikes, at least half of the filled cells: refused, even typed as numbers, even without a key."""
    assert colonne_suspecte("Repère", FAUX) is not None
    assert colonne_suspecte("Repère", [*FAUX, None, "", "a", "b", "c"]) is not None
    assert colonne_suspecte("Repère", [Fraction(2_690_549_588_157)] * 3) is not None
    assert colonne_suspecte("Repère", [*FAUX, "a", "b", "c", "d"]) is None
    assert colonne_suspecte("Repère", FAUX[:2]) is None


def test_a_column_of_ours_is_looked_at_too() -> None:
    """Wrong keys escape cell by cell; the column that they make is refused, and says which one it is."""
    lignes = tuple({"libelle": faux} for faux in FAUX)
    (anomalie,) = donnees_de_sante(Dossier({}, listes={"depense": lignes}))
    assert (anomalie.saisie, anomalie.gravite) == ("depense.1.libelle", Gravite.BLOQUANT)


def test_five_thousand_rows_are_read_at_once() -> None:
    """Sixty thousand texts take well under a few seconds: short ones are not even looked at."""
    lignes = tuple({"libelle": f"Salaires et charges, coordination, {n}", "poste": "acces"} for n in range(5_000))
    depart = time.process_time()
    assert list(donnees_de_sante(Dossier({}, listes={"depense": lignes}))) == []
    assert time.process_time() - depart < 3
