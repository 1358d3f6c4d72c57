"""Three ways to write a step in its cell: a call of the published function, of its LAMBDA name, the native formula."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.engine.etapes import Const, Entree, Etape
from cpts_xl.formats import sans_formule
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.symbol import Symbole, texte_formule
from cpts_xl.workbook.lambdas import PREFIXE
from cpts_xl.workbook.layout import Case, Layout

JOUR_DU_DROIT = "identite.debut"
_EPOQUE = date(1899, 12, 30)


class Encre(StrEnum):
    """The ink of a workbook. LAMBDA has the cells of PYTHON, its functions being names of the file itself."""

    PYTHON = "python"
    NATIVE = "native"
    LAMBDA = "lambda"


def _reference(layout: Layout, entree: Entree, case: Case) -> Any:
    if isinstance(entree, Const):
        return entree.valeur
    if isinstance(entree, tuple):
        return Plage(layout.plage(entree, case))
    return Symbole(layout.reference(entree, case))


def _texte(reference: Any) -> str:
    return reference.formule if isinstance(reference, Plage) else texte_formule(reference)


def formule(layout: Layout, etape: Etape, encre: Encre) -> str:
    """Return the formula of a step, without its « = » sign, as a file stores it (English names, commas)."""
    case = layout.cases[etape.id]
    references = {nom: _reference(layout, entree, case) for nom, entree in etape.entrees.items()}
    if encre is Encre.NATIVE:
        texte = etape.regle.formule(references)
    else:
        arguments = [_texte(references.get(a.nom)) for a in etape.regle.arguments]
        if etape.regle.lit_droit:
            arguments.append(layout.reference(JOUR_DU_DROIT, case))
        texte = f"{PREFIXE}{etape.regle.nom.upper()}({','.join(arguments)})"
    if etape.presence:
        texte = f'IF({layout.cases[etape.presence].vue_de(case)}="","",{texte})'
    return texte


def serie(jour: date) -> int:
    """Return the serial number of a day, in the 1900 system."""
    return (jour - _EPOQUE).days


def cache(valeur: Any, encre: Encre) -> float | int | str:
    """Return what the cell shows once computed: the value stored beside the formula."""
    if valeur is None:
        return ""
    if isinstance(valeur, Absent):
        return valeur.texte if encre is Encre.PYTHON else valeur.texte_natif
    if isinstance(valeur, date):
        return serie(valeur)
    if isinstance(valeur, Fraction):
        return valeur.numerator if valeur.denominator == 1 else float(valeur)
    return sans_formule(str(valeur)) if encre is Encre.PYTHON else str(valeur)
