"""Every case of ``tests/cases``: what is typed, what the rule must give, exactly."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cpts_xl.absence import Absent, Sorte
from cpts_xl.rules import CATALOGUE
from tests.rules.cas import DOSSIER, Cas, lire, tous

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORIGINE = re.compile(r"(publié|à la main) : \S")
_INTERDIT = re.compile(
    r"programme|logiciel|python|\bcpts_xl\b|\boutput\b|\bsorti[er]?s? d[eu]\b|relevé|r[ée]sultat affiché", re.IGNORECASE
)
TEXTES = {
    "accord-2019", "avenant-2", "contrat-type", "decret-2022-375", "conventions", "echeances",
    "indicateurs-du-contrat", "personnes", "pieces", "cinq-annees", "echeancier", "depenses", "tresorerie",
}  # fmt: skip
"""The files that must be there; a new text brings its own, which is read without being named here."""
BORNES = (0, -1, Fraction(25, 2), 39_999, 40_000, 40_001, 79_999, 80_000, 80_001, 174_999, 175_000, 175_001)


@pytest.mark.parametrize("cas", tous(), ids=lambda cas: f"{cas.fichier} : {cas.nom}")
def test_case(cas: Cas) -> None:
    """The rule gives exactly what the case says: a number without margin, a word, or a refusal in those words."""
    rendu = cas.evaluer()
    if cas.refus_contient:
        assert isinstance(rendu, Absent)
        assert rendu.sorte is Sorte.REFUS
        assert [mots for mots in cas.refus_contient if mots not in rendu.detail] == []
    elif isinstance(rendu, Absent):
        assert rendu.texte_natif == cas.attendu
    else:
        assert rendu == cas.attendu
        assert not isinstance(rendu, float)


@pytest.mark.parametrize("cas", tous(), ids=lambda cas: f"{cas.fichier} : {cas.nom}")
def test_origin_is_a_document_or_a_hand_calculation(cas: Cas) -> None:
    """An expected value is published, or worked out in words; it was never read off a screen."""
    assert _ORIGINE.match(cas.origine), (
        "« origine » commence par « publié : » ou « à la main : », puis dit d'où vient le nombre"
    )
    assert not _INTERDIT.search(cas.origine), "« origine » ne peut pas être ce que le programme a rendu"


def test_origin_check_can_fail() -> None:
    """The two patterns do refuse what they are there to refuse."""
    for fausse in ("", "à la main : ", "vu", "sortie du programme"):
        assert not _ORIGINE.match(fausse)
    for fausse in ("à la main : sortie du programme", "publié : relevé à l'écran", "à la main : output of cpts_xl"):
        assert _INTERDIT.search(fausse)


def test_every_rule_has_a_case() -> None:
    """Each rule of the catalogue, checks included, is proved by at least two cases."""
    compte = {nom: sum(cas.regle.nom == nom for cas in tous()) for nom in CATALOGUE}
    assert {nom for nom, nombre in compte.items() if nombre < 2} == set()


def test_every_rule_is_seen_without_a_value() -> None:
    """For each rule, one case at least ends without a number: something is missing, or refused."""
    sans = {cas.regle.nom for cas in tous() if isinstance(cas.evaluer(), Absent)}
    assert set(CATALOGUE) == sans


def test_every_edge_of_every_bracket_has_a_case() -> None:
    """Each bound of the sizes is tried just below, at it and just above, with zero, a negative and a broken number."""
    vues = {cas.saisie["population"] for cas in tous() if cas.regle.nom == "taille" and "population" in cas.saisie}
    assert set(BORNES) <= vues


def test_files_and_names() -> None:
    """Every file of the folder gives cases, none of those of the house is lost, and a name designates one case only."""
    fichiers = {fichier.stem for fichier in DOSSIER.glob("*.toml")}
    assert {cas.fichier for cas in tous()} == fichiers
    assert fichiers >= TEXTES
    noms = [cas.nom for cas in tous()]
    assert sorted(noms) == sorted(set(noms))


def _refuse(tmp_path: Path, lignes: Sequence[str]) -> str:
    fichier = tmp_path / "essai.toml"
    fichier.write_text("[[cas]]\n" + "\n".join(lignes), encoding="utf-8")
    with pytest.raises((AssertionError, KeyError)) as refus:
        lire(fichier)
    return str(refus.value)


def test_a_case_without_contract_is_refused(tmp_path: Path) -> None:
    """A case without origin, without expectation, with both, or for an unknown rule is not read."""
    corps = ['nom = "x"', "le = 2021-03-12", 'regle = "taille"', "saisie = {}"]
    assert "origine" in _refuse(tmp_path, [*corps, "attendu = 1"])
    assert "l'un des deux" in _refuse(tmp_path, [*corps, 'origine = "à la main : 1"'])
    deux = [*corps, 'origine = "à la main : 1"', "attendu = 1", 'refus_contient = ["x"]']
    assert "l'un des deux" in _refuse(tmp_path, deux)
    assert "taile" in _refuse(tmp_path, [*corps[:2], 'regle = "taile"', "saisie = {}", 'origine = "x"', "attendu = 1"])
    assert "clés inconnues" in _refuse(tmp_path, [*corps, 'origine = "x"', "attendu = 1", "marge = 1"])
