"""The fingerprint of what was declared: the same inputs give the same letters, in the workbook and in the report."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.engine.anonyme import sans_noms
from cpts_xl.engine.dossier import Dossier


def _texte(valeur: Any) -> str:
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, Fraction):
        return f"{valeur.numerator}/{valeur.denominator}"
    return str(valeur)


def empreinte_saisies(dossier: Dossier) -> str:
    """Return the sha256 (hex) of every declared value, in the order of its identifier; empty cells do not count.

    Names of professionals do not count either: a copy without them holds the same numbers, and the same fingerprint.
    """
    declarees = sans_noms(dossier).saisies()
    saisies = sorted((ident, _texte(valeur)) for ident, valeur in declarees.items() if valeur not in {None, ""})
    corps = "\n".join(f"{ident}={valeur}" for ident, valeur in saisies)
    return hashlib.sha256(corps.encode()).hexdigest()
