"""What an input cell admits: the rule that a spreadsheet applies when somebody types, with its French refusal."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from cpts_xl.engine.schema import Champ

BORNE = 10**9
"""No CPTS handles a billion euros: beyond, a number was typed in another unit, or twice."""
DECIMALES = 2
"""Decimals of an amount in euros."""
CONDITION_MAX = 255
"""Letters that a spreadsheet accepts in the condition of a validation."""
_FEUILLE, _COLONNE = r"(?:(?P<feuille>'(?:[^']|'')+'|[^'!(]+)!)?", r"\$(?P<colonne>[A-Z]{1,3})"
_CASE = rf"INDEX\({_FEUILLE}{_COLONNE}(?:\$1)?:\$(?P=colonne)(?:\$1048576)?,ROW\(\)\)"
_MONTANT = re.compile(
    rf"AND\(ISNUMBER\((?P<case>{_CASE})\),ABS\((?P=case)\)<=(?P<borne>[0-9]{{1,15}}(?:[.][0-9]{{1,15}})?),"
    r"(?P=case)=ROUND\((?P=case),(?P<decimales>[0-9])\)\)",
    re.IGNORECASE,
)


class ConditionMontant(NamedTuple):
    """What a condition says of an amount: the column that it looks at ("" for its own sheet), how far, how finely."""

    feuille: str
    colonne: str
    borne: float
    decimales: int


def condition_montant(feuille: str, colonne: str) -> str:
    """Return the condition, in the English of the file format, that the amounts of a column must meet.

    ``feuille`` is cited as a formula cites it. The cell is found by its row in the whole column, both absolute: a
    relative reference goes astray when LibreOffice inserts a row or a column.
    """
    case = f"INDEX({feuille}!${colonne}:${colonne},ROW())"
    return f"AND(ISNUMBER({case}),ABS({case})<={BORNE},{case}=ROUND({case},{DECIMALES}))"


def lire_condition(formule: str) -> ConditionMontant | None:
    """Return what a condition says when it has the words of ours, whatever its numbers; None for any other formula."""
    lue = _MONTANT.fullmatch(formule.strip().removeprefix("="))
    if lue is None:
        return None
    feuille = (lue["feuille"] or "").strip("'").replace("''", "'")
    return ConditionMontant(feuille, lue["colonne"].upper(), float(lue["borne"]), int(lue["decimales"]))


def domaine_de(champ: Champ, feuille: str = "", colonne: str = "A") -> dict[str, Any]:  # noqa: PLR0911  (un genre, un domaine)
    """Return the rule of a field for XlsxWriter; ``feuille``, as a formula cites it, and ``colonne`` are its place."""
    if champ.choix:
        return {"validate": "list", "source": list(champ.choix), "error_message": "Choisir un mot de la liste."}
    if champ.liste:
        return {"validate": "list", "source": f"={champ.liste}", "error_message": "Choisir un code de la liste."}
    genre = champ.genre.code
    if genre == "jour":
        return {"validate": "date", "criteria": "between", "minimum": date(2015, 1, 1), "maximum": date(2099, 12, 31),
                "error_message": "Saisir une date jj/mm/aaaa."}  # fmt: skip
    if genre == "taux":
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1,
                "error_message": "Saisir un taux de 0 à 100 %."}  # fmt: skip
    if genre == "entier":
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_message": "Saisir un nombre entier, sans lettre.",
        }
    if genre == "montant":
        # un tableur ne vérifie à la fois des bornes et des décimales que par une formule
        refus = "Saisir un montant en euros, deux décimales au plus, sans lettre ni unité."
        return {"validate": "custom", "value": f"={condition_montant(feuille, colonne)}", "error_message": refus}
    if genre == "nombre":
        return {"validate": "decimal", "criteria": "between", "minimum": -BORNE, "maximum": BORNE,
                "error_message": "Saisir un nombre, sans lettre ni unité."}  # fmt: skip
    return {"validate": "any"}
