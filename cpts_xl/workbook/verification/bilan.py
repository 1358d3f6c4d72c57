"""A verification in a few French sentences: how many cells, which engines, what is wrong, how many euros."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from cpts_xl.constats import Constat, Gravite
from cpts_xl.formats import euros, nombre, pluriel
from cpts_xl.workbook.moteurs.recalcul import NOMS
from cpts_xl.workbook.verification.causes import ranger
from cpts_xl.workbook.verification.modele import Verification

PIRES = 3
"""Findings told in full; the others are counted."""


def bilan(verification: Verification) -> tuple[str, ...]:
    """Return what to tell of a verification, one sentence per line; what the reading itself found is part of it."""
    constats = ranger([*verification.lecture.constats, *verification.constats])
    lignes = [_compte(verification)]
    lignes += [f"{NOMS.get(moteur, moteur)} : {texte}." for moteur, texte in verification.moteurs.items()]
    lignes.append(_par_gravite(constats))
    graves = [constat for constat in constats if constat.gravite is not Gravite.INFORMATION]
    lignes += [_phrase(constat) for constat in graves[:PIRES]]
    enjeu = sum((c.enjeu for c in constats if c.enjeu is not None), Fraction(0))
    if enjeu:
        lignes.append(f"Euros en jeu, toutes constatations ensemble : {euros(enjeu)}.")
    return tuple(lignes)


def _compte(verification: Verification) -> str:
    """Return « 3 984 valeurs recalculées, 3 984 identiques. », and how many were not found."""
    attendues = len(verification.resultat.pleines)
    n = verification.identiques
    texte = f"{_n(verification.comparees)} valeurs recalculées, {_n(n)} identique{pluriel(n)}"
    perdues = attendues - verification.comparees
    return f"{texte}, {_n(perdues)} introuvables." if perdues > 0 else f"{texte}."


def _par_gravite(constats: list[Constat]) -> str:
    if not constats:
        return "Aucun écart."
    vus = Counter(constat.gravite for constat in constats)
    return " ; ".join(f"{gravite} : {_n(vus[gravite])}" for gravite in Gravite if vus[gravite]).capitalize() + "."


def _phrase(constat: Constat) -> str:
    enjeu = f" ({euros(constat.enjeu)} en jeu)" if constat.enjeu else ""
    lieu = f"{constat.lieu[:1].upper()}{constat.lieu[1:]} : " if constat.lieu else ""
    return f"{lieu}{constat.message}{enjeu}"


def _n(compte: int) -> str:
    return nombre(Fraction(compte))
