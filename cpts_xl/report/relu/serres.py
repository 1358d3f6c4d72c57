"""Letters pressed on one another, spread, or pushed away, so that nobody reads them; lines pushed off the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cpts_xl.report.moteur.nettoyage import W
from cpts_xl.report.relu.styles import entier

ETROIT = 25
"""Percent of their width under which nobody reads letters: a digit of text is then one point wide."""
DE_LARGE = 0.5
"""Width of a digit, as a share of the height of the text."""
SERRE, ECARTE = 0.3, 4
"""Shares of the height of a text: letters drawn so much closer overlap, and so far apart are no word any more."""
DEPLACE = 2
"""Heights of a text from which it is no longer on its line."""
A_GAUCHE, A_DROITE = -2_880, 11_000
"""Twentieths of a point from the margin: before, a line begins off the paper; beyond, it ends off it."""
CORPS = 22
"""Half-points of a text whose size nothing says."""


def serree(course: Any, reglages: Mapping[str, Any]) -> bool:
    """Return whether the letters of a run are pressed, spread or pushed away beyond reading."""
    demi_points = entier(_val(reglages.get(f"{W}sz")), CORPS) or CORPS
    vingtiemes = 10 * demi_points
    largeur = reglages.get(f"{W}w")
    if largeur is not None and 0 < entier(_val(largeur), 100) < ETROIT:
        return True
    ecart = entier(_val(reglages.get(f"{W}spacing")))
    if ecart <= -SERRE * vingtiemes or ecart >= ECARTE * vingtiemes:
        return True
    if abs(entier(_val(reglages.get(f"{W}position")))) > DEPLACE * demi_points:
        return True
    ajuste = reglages.get(f"{W}fitText")
    if ajuste is None:
        return False
    signes = sum(len(texte.text or "") for texte in course.iterfind(f"{W}t"))
    tient = entier(_val(ajuste), 0)
    return 0 < tient < ETROIT / 100 * DE_LARGE * vingtiemes * signes


def hors_page(retraits: Sequence[Any]) -> bool:
    """Return whether a paragraph begins off the paper, given its indents, the nearest first."""
    debut = _premier(retraits, "left", "start") + _premier(retraits, "firstLine") - _premier(retraits, "hanging")
    return not A_GAUCHE < debut < A_DROITE


def _premier(retraits: Sequence[Any], *noms: str) -> int:
    dits = (retrait.get(f"{W}{nom}") for retrait in retraits for nom in noms)
    return entier(next((dit for dit in dits if dit is not None), None))


def _val(element: Any) -> str | None:
    return None if element is None else element.get(f"{W}val")
