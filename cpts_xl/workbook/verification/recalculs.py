"""The file's own formulas recalculated by independent engines, at the same time, each in its process.

An engine that refuses, crashes or takes too long has recalculated nothing, and that is what is said of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl.errors import ClasseurIllisible, MoteurIndisponible
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.recu.locate import Place
from cpts_xl.workbook.recu.read import Lecture

LIT_LAMBDA = "ironcalc"
SANS_RECALCUL = {
    Encre.PYTHON: "ce classeur appelle les fonctions CPTS_ ; vérifier sa copie de relecture",
    Encre.LAMBDA: "il ne connaît pas LAMBDA ; vérifier la copie de relecture en formules ordinaires",
}


@dataclass
class Recalculs:
    """What each engine made of the formulas of the file, and why the others made nothing of them."""

    valeurs: dict[str, Mapping[Place, Any]] = field(default_factory=dict)
    motifs: dict[str, str] = field(default_factory=dict)

    def de(self, place: Place | None) -> dict[str, Any]:
        """Return what each engine that answered finds in one cell: Fraction, text, truth or error; None if empty."""
        if place is None:
            return {}
        return {moteur: _exacte(valeurs.get(place)) for moteur, valeurs in self.valeurs.items()}


def recalculer(lecture: Lecture, moteurs: Sequence[str], encre: Encre) -> Recalculs:
    """Return the recalculation of a received workbook by each engine asked for; they work side by side."""
    rendu = Recalculs()
    demandes = []
    for moteur in dict.fromkeys(moteurs):
        if encre in SANS_RECALCUL and (encre is not Encre.LAMBDA or moteur != LIT_LAMBDA):
            rendu.motifs[moteur] = SANS_RECALCUL[encre]
        else:
            demandes.append(moteur)
    if not demandes:
        return rendu
    chemin = Path(lecture.classeur.chemin)

    def demander(moteur: str) -> Mapping[Place, Any] | str:
        try:
            return recalcul.recalculer(chemin, moteur, recu=lecture.classeur)
        except (MoteurIndisponible, ClasseurIllisible) as erreur:
            return str(erreur)

    with ThreadPoolExecutor(len(demandes)) as ensemble:
        for moteur, reponse in zip(demandes, ensemble.map(demander, demandes), strict=True):
            if isinstance(reponse, str):
                rendu.motifs[moteur] = reponse.rstrip(".")
            else:
                rendu.valeurs[moteur] = reponse
    return rendu


def _exacte(brute: Any) -> Any:
    """Return a value of an engine as the reading would give it: 15 significant digits, exactly."""
    if isinstance(brute, bool) or not isinstance(brute, float | int):
        return brute
    return Fraction(brute) if isinstance(brute, int) else Fraction(f"{brute:.15g}")


def dire(compares: int, ecarts: int, motif: str = "", figees: int = 0) -> str:
    """Return what is told of one engine: how many cells, how many differences, or why none.

    Of the compared cells, ``figees`` hold no formula: no engine has anything to compute there.
    """
    if motif:
        return f"non recalculé : {motif}"
    n = compares - figees
    s = pluriel(n)
    dites = f"{nombre(n)} cellule{s} recalculée{s}, {nombre(ecarts)} écart{pluriel(ecarts)}"
    return f"{dites} ; {nombre(figees)} sans formule, donc non recalculée{pluriel(figees)}" if figees else dites
