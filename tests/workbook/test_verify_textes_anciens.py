"""A workbook written before a text or a parameter existed: told, never accused; what changes its numbers still is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.absence import a_completer
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.law.in_force import empreinte, en_vigueur
from cpts_xl.ressources import ressource
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.verification.anteriorite import droits_anterieurs, expliquees

D_AVANT = "a" * 64
INUTILE, EMPLOYE, SEUIL = "pass|2019", "pass|2026", "seuil_taille|1"
PLAFONDS = ("indemnite.1.plafond_2", "indemnite.2.plafond_2")
"""Two cells that read the ceiling of the second civil year."""
ANCIENNE_ANNEE = date(2020, 10, 15)
"""A day of the accord of 2019: the texts that follow end its law."""


def _exemple() -> Dossier:
    return lire_dossier(ressource("workbooks", "exemple.toml"))


def _ecrire(chemin: Path, dossier: Dossier, encre: Encre, textes: str, **droit: Any) -> list[Any]:
    """Return what is said of a workbook written under a law changed as told, from texts of that fingerprint."""
    ancien = replace(en_vigueur(dossier.debut), **droit)
    chemin.write_bytes(construire(calculer(dossier, ancien), encre, empreinte=textes))
    return verifier(lire_classeur(chemin)).constats


def _sans(code: str) -> dict[str, Any]:
    parametres = en_vigueur(_exemple().debut).parametres
    return {cle: parametre for cle, parametre in parametres.items() if cle != code}


def test_a_parameter_newer_than_the_workbook_accuses_nobody(tmp_path: Path) -> None:
    """Next year's ceiling, added to the texts since: one information, with its key, and nothing else."""
    (constat,) = _ecrire(tmp_path / "c.xlsx", _exemple(), Encre.NATIVE, D_AVANT, parametres=_sans(INUTILE))
    assert constat.gravite is Gravite.INFORMATION
    assert "écrit avant le paramètre" in constat.message
    assert INUTILE in constat.message


@pytest.mark.parametrize("textes", ["", empreinte()], ids=["empreinte perdue", "nos textes"])
def test_a_parameter_that_the_workbook_had_is_missed(textes: str, tmp_path: Path) -> None:
    """Written from the present texts, or not saying from which, a workbook has all their parameters."""
    (constat,) = _ecrire(tmp_path / "c.xlsx", _exemple(), Encre.NATIVE, textes, parametres=_sans(INUTILE))
    assert constat.gravite is Gravite.BLOQUANT
    assert f"({INUTILE}) manque" in constat.message


def test_a_workbook_that_computed_without_a_parameter_is_to_be_brought_up_to_date(tmp_path: Path) -> None:
    """Its cells show what was right then: one finding to look at, with how many and the remedy, and no accusation."""
    constats = _ecrire(tmp_path / "c.xlsx", _exemple(), Encre.NATIVE, D_AVANT, parametres=_sans(EMPLOYE))
    (constat,) = (c for c in constats if EMPLOYE in c.message)
    assert constat.gravite is Gravite.A_REGARDER
    assert "telles qu'on les calculait alors" in constat.message
    assert "mettre-a-niveau" in constat.remede
    assert not [c for c in constats if c.gravite is Gravite.BLOQUANT]


def _juge(perimees: dict[str, Any]) -> tuple[set[str], Gravite]:
    resultat = calculer(_exemple(), en_vigueur(_exemple().debut))
    dit = Constat(Gravite.A_REGARDER, "Le classeur a été écrit avant.")
    justes, (constat,) = expliquees(resultat, {EMPLOYE: dit}, perimees, Encre.NATIVE)
    return justes, constat.gravite


def test_being_older_excuses_no_value_but_those_of_then() -> None:
    """A cell changed to another number is not what was computed then: only the absence is."""
    plafond, _ = PLAFONDS
    manque = a_completer().texte_natif
    assert _juge({plafond: manque}) == ({plafond}, Gravite.A_REGARDER)
    assert _juge({plafond: Fraction(99_999)}) == (set(), Gravite.BLOQUANT)
    assert _juge(dict(zip(PLAFONDS, (manque, Fraction(99_999)), strict=True))) == ({plafond}, Gravite.A_REGARDER)


def test_a_row_removed_from_a_workbook_that_computed_with_it_is_blocking() -> None:
    """Every number is that of the parameter: whatever the file says of its texts, its row was there."""
    assert _juge({}) == (set(), Gravite.BLOQUANT)


def test_a_threshold_is_never_too_new(tmp_path: Path) -> None:
    """Every size is looked up in the whole table: a threshold taken away is blocking."""
    seuils = en_vigueur(_exemple().debut).seuils[1:]
    droit = {"parametres": _sans(SEUIL), "seuils": seuils}
    constats = _ecrire(tmp_path / "c.xlsx", _exemple(), Encre.NATIVE, D_AVANT, **droit)
    assert any(c.gravite is Gravite.BLOQUANT and SEUIL in c.message for c in constats)


@pytest.mark.parametrize(("textes", "averti"), [(D_AVANT, 1), (empreinte(), 0)])
def test_other_texts_are_told_beside_what_they_may_explain(tmp_path: Path, textes: str, averti: int) -> None:
    """Once, with the command that settles it, and nothing excused; a workbook of our own texts gets no such word."""
    droit = en_vigueur(_exemple().debut)
    autres = {c: replace(p, valeur=p.valeur + 1) if c == EMPLOYE else p for c, p in droit.parametres.items()}
    constats = _ecrire(tmp_path / "c.xlsx", _exemple(), Encre.NATIVE, textes, parametres=autres)
    assert any(c.gravite is Gravite.BLOQUANT and c.cause == Cause.PARAMETRE for c in constats)
    dits = [c for c in constats if c.cause == Cause.AUTRE_DROIT]
    assert len(dits) == averti
    for dit in dits:
        assert dit.gravite is Gravite.A_REGARDER
        assert "d'après d'autres textes" in dit.message
        assert "mettre-a-niveau" in dit.remede


def _ancien_dossier() -> Dossier:
    return Dossier({"nom": "CPTS", "signature": ANCIENNE_ANNEE, "debut": ANCIENNE_ANNEE, "arrete": ANCIENNE_ANNEE})


def test_a_lambda_copy_older_than_the_next_text_is_authentic(tmp_path: Path) -> None:
    """Written when nothing ended its law, or when only a later text did: one information, with the day it ignores."""
    anciens = droits_anterieurs(en_vigueur(ANCIENNE_ANNEE))
    assert len(anciens) > 1
    for rang, ancien in enumerate(anciens):
        chemin = tmp_path / f"{rang}.xlsx"
        (constat,) = _ecrire(chemin, _ancien_dossier(), Encre.LAMBDA, D_AVANT, actes=ancien.actes)
        assert constat.gravite is Gravite.INFORMATION
        assert "avant que l'outil connaisse le texte qui prend effet le" in constat.message


def test_a_lambda_copy_of_our_texts_has_their_bound(tmp_path: Path) -> None:
    """From the present texts, a name without its last day was changed by hand."""
    actes = droits_anterieurs(en_vigueur(ANCIENNE_ANNEE))[0].actes
    constats = _ecrire(tmp_path / "c.xlsx", _ancien_dossier(), Encre.LAMBDA, empreinte(), actes=actes)
    assert len(constats) > 10
    assert {c.gravite for c in constats} == {Gravite.BLOQUANT}


def test_what_an_older_copy_says_otherwise_is_still_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Being older excuses the bound, not a formula: the changed name alone is blocking."""
    from cpts_xl.workbook import lambdas  # noqa: PLC0415  (remplacé le temps d'écrire)

    actes = droits_anterieurs(en_vigueur(ANCIENNE_ANNEE))[0].actes
    vraies = lambdas.definitions

    def fausses(*arguments: Any) -> dict[str, str]:
        rendues = vraies(*arguments)
        return rendues | {"CPTS_ACOMPTE": rendues["CPTS_ACOMPTE"].replace("ROUND(", "2*ROUND(", 1)}

    dossier, chemin = _ancien_dossier(), tmp_path / "c.xlsx"
    with monkeypatch.context() as faux:
        faux.setattr(lambdas, "definitions", fausses)
        ancien = replace(en_vigueur(ANCIENNE_ANNEE), actes=actes)
        chemin.write_bytes(construire(calculer(dossier, ancien), Encre.LAMBDA, empreinte=D_AVANT))
    constats = verifier(lire_classeur(chemin)).constats
    assert [c.message.split()[2] for c in constats if c.gravite is Gravite.BLOQUANT] == ["CPTS_ACOMPTE"]
