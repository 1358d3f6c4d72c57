"""What a percentage may be: « 76,3 % » typed in a cell of numbers is stored 0,763, and no rule could tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cpts_xl.revue.plan import PALIERS, Indicateur
from cpts_xl.revue.tables import texte
from cpts_xl.workbook.layout import Case

CENT = 100
INFINI = 10**9
"""Bound of a value that nothing else bounds."""


@dataclass(frozen=True, slots=True)
class Bornes:
    """What a party may say of an indicator in percent, from what the contract and the CPTS say of it.

    ``centieme`` tells that a value between 0 and 1 would be a hundredth of what was meant: « 0,763 » for « 76,3 ».
    """

    minimum: int
    maximum: int
    centieme: bool
    cible: Fraction | None
    mesure: Fraction | None

    @property
    def reperes(self) -> str:
        """Return in words what the value is judged by."""
        dits = (("la cible", self.cible), ("la valeur de la CPTS", self.mesure))
        connus = [f"{nom} est {texte(valeur)}" for nom, valeur in dits if valeur is not None]
        return " et ".join(connus) or "ni la cible ni la valeur de la CPTS ne sont des nombres"

    def refus(self, dite: Fraction) -> str:
        """Return why a value cannot be kept and what to type instead; "" when it can."""
        if dite < self.minimum:
            return f"un pourcentage n'est pas négatif ({self.reperes}). Saisir la valeur en %, sans le signe."
        if dite > self.maximum:
            return f"un pourcentage ne dépasse pas {CENT} ({self.reperes}). Saisir la valeur en %, sans le signe."
        return ""

    def est_un_centieme(self, dite: Fraction) -> bool:
        """Return whether a value may be a hundredth of the one that was meant."""
        return self.centieme and 0 < dite < 1

    def validation(self, case: Case) -> dict[str, Any]:
        """Return the same rule as a spreadsheet applies it to what is typed in a cell."""
        phrase = "Saisir la valeur en %, sans le signe : 76,3 pour 76,3 %."
        if not self.centieme:
            return {"validate": "decimal", "criteria": "between", "minimum": self.minimum, "maximum": self.maximum,
                    "error_message": phrase}  # fmt: skip
        ici = case.adresse
        regle = f"=AND(COUNT({ici})=1,{ici}>={self.minimum},{ici}<={self.maximum},OR({ici}<=0,{ici}>=1))"
        # un avertissement, et non un refus : 0,8 % existe, et le relevé le prend si le motif l'écrit
        return {"validate": "custom", "value": regle, "error_type": "warning", "error_title": "Valeur à relire",
                "error_message": f"{phrase} Un nombre entre 0 et 1 serait moins de 1 %."}  # fmt: skip


def bornes(indicateur: Indicateur, saisies: Mapping[str, Any]) -> Bornes | None:
    """Return what an indicator in percent admits; None when its result is no percentage.

    Its target stands for what the contract aims at or, without one, its thresholds.
    """
    i = indicateur.ident
    if indicateur.realise or "%" not in str(saisies.get(f"{i}.unite") or ""):
        return None
    cible, mesure = _lu(saisies, f"{i}.cible"), _lu(saisies, f"{i}.mesure")
    vises = [v for v in (cible, *(_lu(saisies, f"{i}.seuil_{n}") for n in PALIERS)) if v is not None]
    vise = cible if cible is not None else max(vises, default=None)
    connus = [*vises, *([] if mesure is None else [mesure])]
    return Bornes(
        -INFINI if any(v < 0 for v in connus) else 0,
        INFINI if any(v > CENT for v in connus) else CENT,
        vise is not None and vise > 1 and mesure is not None and mesure > 1,
        vise,
        mesure,
    )


def _lu(saisies: Mapping[str, Any], ident: str) -> Fraction | None:
    valeur = saisies.get(ident)
    return valeur if isinstance(valeur, Fraction) else None
