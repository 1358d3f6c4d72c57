from __future__ import annotations

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.confidentialite import donnees_de_sante
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
