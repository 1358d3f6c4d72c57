"""One year with its accounting year and no money yet, and how to give it some: shared by the tests of money."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.schema import TABLEAUX
from tests.engine.dossiers import DOSSIERS, calcul, lire_dossier, montre

ROVIRA = lire_dossier(DOSSIERS / "rovira-annee-5.toml")
DEBUT, FIN = date(2026, 4, 15), date(2027, 4, 15)
EXERCICE = {"exercice_debut": date(2026, 1, 1), "exercice_cloture": date(2026, 12, 31)}
BASE = ROVIRA.avec(identite={**ROVIRA.identite, **EXERCICE}, versements=(), depenses=())
A_COMPLETER = "À compléter"
FIR = {"date": DEBUT, "financeur": "FIR", "nature": "74", "attribue": 20_000, "verse": 15_000,
       "verse_le": date(2026, 6, 1), "public": "Oui"}  # fmt: skip


def rangees(tableau: str, *fiches: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return rows of a free table, the fields that are not told left empty; whole numbers are exact."""
    vide = dict.fromkeys(TABLEAUX[tableau].codes)
    exacts = [{c: Fraction(v) if isinstance(v, int | float) else v for c, v in fiche.items()} for fiche in fiches]
    return tuple({**vide, **fiche} for fiche in exacts)


def avec(dossier: Dossier = BASE, **tables: Any) -> Dossier:
    """Return the dossier with these rows, each table named by its plural."""
    codes = {t.pluriel: t.code for t in TABLEAUX.values()}
    return dossier.avec(**{pluriel: rangees(codes[pluriel], *fiches) for pluriel, fiches in tables.items()})


def depense(jour: date | None, montant: Any = 100, **reste: Any) -> dict[str, Any]:
    """Return a spending of running costs, unless told otherwise."""
    return {"date": jour, "montant": Fraction(montant), **(reste or {"poste": "fonctionnement"})}


def dit(dossier: Dossier, ident: str) -> Any:
    """Return a computed value as a case writes it."""
    return montre(calcul(dossier).valeur(ident))
