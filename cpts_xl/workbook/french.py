"""A stored formula (English names, commas) as a French spreadsheet shows it: what a reviewer reads and can retype."""

from __future__ import annotations

import re

FONCTIONS = {
    "ABS": "ABS", "AND": "ET", "COUNT": "NB", "COUNTA": "NBVAL", "COUNTIF": "NB.SI", "COUNTIFS": "NB.SI.ENS",
    "DATE": "DATE", "DATEDIF": "DATEDIF", "DAY": "JOUR", "EDATE": "MOIS.DECALER", "IF": "SI", "INDEX": "INDEX",
    "INT": "ENT", "ISBLANK": "ESTVIDE", "ISERROR": "ESTERREUR", "ISNUMBER": "ESTNUM", "ISTEXT": "ESTTEXTE",
    "LARGE": "GRANDE.VALEUR", "SMALL": "PETITE.VALEUR",
    "MATCH": "EQUIV", "MAX": "MAX", "MIN": "MIN", "MOD": "MOD", "MONTH": "MOIS", "NOT": "NON", "OR": "OU",
    "ROUND": "ARRONDI", "ROWS": "LIGNES", "SUM": "SOMME", "SUMIF": "SOMME.SI", "SUMIFS": "SOMME.SI.ENS",
    "SUMPRODUCT": "SOMMEPROD", "YEAR": "ANNEE",
}  # fmt: skip
_DECIMAL = re.compile(r"\d+\.\d+")


def en_francais(formule: str) -> str:
    """Return a formula in French: names of functions, « ; » between arguments, decimal comma; texts are untouched.

    A formula that cannot be read is returned as it is: a finding must show what the file holds.
    """
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError  # noqa: PLC0415  (lourd, inutile en saisie)

    try:
        jetons = Tokenizer(formule).items
    except TokenizerError:
        return formule
    morceaux = []
    for jeton in jetons:
        texte = jeton.value
        if jeton.type == "FUNC" and jeton.subtype == "OPEN":
            nom = texte[:-1].removeprefix("_xlfn.").upper()
            texte = f"{FONCTIONS.get(nom, texte[:-1])}("
        elif jeton.type == "SEP" and jeton.subtype == "ARG":
            texte = ";"
        elif jeton.type == "OPERAND" and jeton.subtype == "NUMBER" and _DECIMAL.fullmatch(texte):
            texte = texte.replace(".", ",")
        morceaux.append(texte)
    return f"={''.join(morceaux)}"
