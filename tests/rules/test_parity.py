"""Parity: Python, and three independent spreadsheets that compute the native formulas, give the same cells.

The judge is a real spreadsheet, never a second Python. Every stored result is falsified before it is recalculated,
so that no engine can repeat what we wrote.
"""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.rules import CATALOGUE
from cpts_xl.workbook.moteurs.recalcul import MOTEURS
from cpts_xl.workbook.portable import ecarts
from cpts_xl.workbook.xlsx.lu import ErreurCellule
from tests.rules.banc import Banc, bancs, different, recalculer_tous
from tests.rules.cas import Cas, tous
from tests.rules.tirages import tirages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpts_xl.workbook.moteurs.recalcul import Recalcul

GRAINE = 20_220_375
PAR_REGLE = 100

DIFFERENCES = frozenset({
    "droit_variable", "ecart_enveloppe", "dotation", "ecart_total_acces", "solde", "reste_a_percevoir", "trop_percu",
    "plafond_restant", "controle_nul", "reste_annee", "controle_echeancier", "difference", "solde_budget",
    "reste_produit", "cloture_enveloppe", "cloture_mois", "paye_presume", "attendu_anniversaire", "ecart_comptes",
    "prevu_mois", "cumul_budget", "somme_montants", "reste_enjeu", "evolution_annee", "somme_en_retard",
})  # fmt: skip


@dataclass(frozen=True)
class Admise:
    """One way in which a spreadsheet may differ from Python: its name, where it is admitted, and why."""

    nom: str
    moteurs: tuple[str, ...]
    reconnait: Callable[[Cas, Any], bool]
    raison: str


def _demi_centime(cas: Cas, obtenu: Any) -> bool:
    """Return whether amounts finer than the cent were subtracted, and the spreadsheet is one cent away."""
    cellules = [c for v in cas.saisie.values() for c in (v if isinstance(v, list) else [v])]
    fins = any(isinstance(c, Fraction) and (c * 100).denominator != 1 for c in cellules)
    attendu = cas.evaluer()
    un_centime = isinstance(obtenu, float) and isinstance(attendu, Fraction) and abs(obtenu - attendu) < 0.011
    return cas.regle.nom in DIFFERENCES and fins and un_centime


def _majuscule_accentuee(cas: Cas, _obtenu: Any) -> bool:
    """Return whether a word was typed in capitals with an accent."""
    return any(isinstance(c, str) and re.search("[À-Þ]", c) and c.isupper() for c in cas.saisie.values())


ADMISES = (
    Admise(
        "demi-centime né d'une soustraction", MOTEURS, _demi_centime,
        "Un tableur calcule en binaire : 158 411,805 - 150 390,85 y vaut un rien de moins que 8 020,955. Les montants "
        "que ces règles soustraient sortent d'une étape arrondie au centime, ou se saisissent au centime : le "
        "demi-centime n'y entre que par ces tirages.",
    ),
    Admise(
        "majuscule accentuée", ("formualizer",), _majuscule_accentuee,
        "Excel, LibreOffice et IronCalc tiennent « RÉDACTION » pour égal à « rédaction », formualizer non. Le mot "
        "vient d'une liste fermée, en minuscules.",
    ),
)  # fmt: skip


def admise(cas: Cas, moteur: str, obtenu: Any) -> str:
    """Return the name of what makes a difference admissible, or the empty text."""
    return next((a.nom for a in ADMISES if moteur in a.moteurs and a.reconnait(cas, obtenu)), "")


@cache
def _tirages() -> tuple[Cas, ...]:
    return tuple(tirages(random.Random(GRAINE), PAR_REGLE))


@pytest.fixture(scope="session")
def recalculs(
    moteurs: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Banc, dict[str, Recalcul]]]:
    """Return every bench with what each engine computes in it."""
    dossier = tmp_path_factory.mktemp("parite")
    les_bancs = bancs([*tous(), *_tirages()])
    chemins = [dossier / f"banc-{rang}.xlsx" for rang in range(len(les_bancs))]
    for banc, chemin in zip(les_bancs, chemins, strict=True):
        banc.ecrire(chemin)
    par_moteur = recalculer_tous(chemins, moteurs)
    return [(banc, {m: par_moteur[m][rang] for m in moteurs}) for rang, banc in enumerate(les_bancs)]


@pytest.mark.moteur
@pytest.mark.parametrize("moteur", MOTEURS)
def test_python_and_spreadsheet_agree(recalculs: list[tuple[Banc, dict[str, Recalcul]]], moteur: str) -> None:
    """Every case and every random input: the recalculated cell is what Python gives, to the cent and to the letter."""
    phrases, compares, admis = [], 0, 0
    for banc, par_moteur in recalculs:
        compares += len(banc.cas)
        for cas, obtenu, motif, texte in banc.compare(par_moteur[moteur]):
            if motif and admise(cas, moteur, obtenu):
                admis += 1
            elif motif:
                phrases.append(f"{cas.regle.nom}, « {cas.nom} » : {motif} ; saisie {cas.saisie} ; ={texte}")
    assert not phrases, f"{len(phrases)} écarts :\n" + "\n".join(phrases[:20])
    assert compares == len(tous()) + len(_tirages()) >= 2_000 + len(tous())
    assert admis <= compares // 200


def test_draws_reach_every_rule_and_every_sort_of_answer() -> None:
    """The random inputs are worth something: each rule both concludes and, where it may, declines to conclude."""
    assert {cas.regle.nom for cas in _tirages()} == set(CATALOGUE)
    conclusions = {cas.regle.nom for cas in _tirages() if isinstance(cas.evaluer(), Fraction | date | str)}
    assert conclusions == set(CATALOGUE)


def test_draws_are_the_same_every_time() -> None:
    """The same seed gives the same inputs: a failure seen once can be seen again."""
    assert list(tirages(random.Random(GRAINE), 3)) == list(tirages(random.Random(GRAINE), 3))


@pytest.mark.parametrize("nom", sorted(CATALOGUE))
def test_every_formula_is_portable(nom: str) -> None:
    """The formulas of the bench stay within the subset that every spreadsheet computes alike."""
    for banc in bancs([cas for cas in _tirages()[:: PAR_REGLE // 5] if cas.regle.nom == nom]):
        banc.preparer()
        assert [motif for _adresse, texte in banc.formules for motif in ecarts(texte)] == []


# ------------------------------------------------------------------------------------------ sabotage

SABOTAGES = (
    ("un arrondi tronque", "montant_acquis", "ROUND(", "ROUNDDOWN("),
    ("un arrondi au dixième", "acompte", ",2)", ",1)"),
    ("un seuil qui ne compte plus l'égalité", "palier", '"<="&', '"<"&'),
    ("un plafond qui n'en est plus un", "droit_variable", "MIN(", "MAX("),
    ("un mois de trop", "fin_annee", ",12)", ",11)"),
    ("un coefficient", "droit_fixe", "ROUND(", "ROUND(2*"),
    ("une borne qui change de côté", "controle_commissaire", ">INDEX", ">=INDEX"),
    ("une recherche approchée", "montant", "BAREME_CLE,0)", "BAREME_CLE,1)"),
    ("une garde oubliée", "reste_a_percevoir", "MAX(0,", "MAX(-12,"),
)  # fmt: skip


@pytest.mark.moteur
@pytest.mark.parametrize(("regle", "avant", "apres"), [s[1:] for s in SABOTAGES], ids=[s[0] for s in SABOTAGES])
def test_one_altered_formula_is_seen(
    moteurs: tuple[str, ...], tmp_path: Path, regle: str, avant: str, apres: str
) -> None:
    """One rule whose formula is altered makes the comparison fail, and is the only one that it names."""
    temoin = "annee_civile"
    cas = [c for c in (*tous(), *_tirages()) if c.regle.nom in {regle, temoin}]

    def sabote(un: Cas, texte: str) -> str:
        return texte.replace(avant, apres) if un.regle.nom == regle else texte

    noms: set[str] = set()
    for rang, groupe in enumerate(bancs(cas)):
        banc = Banc(groupe.cas, sabote)
        banc.ecrire(tmp_path / f"{rang}.xlsx")
        recalcul = recalculer_tous([tmp_path / f"{rang}.xlsx"], [moteurs[1]])[moteurs[1]][0]
        noms |= {c.regle.nom for c, obtenu, motif, _ in banc.compare(recalcul) if motif and not admise(c, "", obtenu)}
    assert noms == {regle}


def test_a_cell_that_answers_nothing_is_a_difference() -> None:
    """The comparison itself: an error, an empty text, a truth value or a missing cent never pass for the right cell."""
    cas = Cas("", "acompte", "", date(2026, 4, 15), CATALOGUE["acompte"],
              {"assiette": Fraction(1000), "taux_acompte": Fraction(3, 4)})  # fmt: skip
    assert different(cas, Fraction(750), 750.0) == ""
    for faux in (750.01, 749.99, "750", "", True, ErreurCellule("#N/A"), "À compléter"):
        assert different(cas, Fraction(750), faux)
