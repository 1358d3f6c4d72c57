"""The findings that the page of the workbook lists: gathered from the code that makes them, so that none is missed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cpts_xl.formats import pluriel

PAQUET = Path(__file__).resolve().parents[1]
LIEUX = (("engine/examen", "saisie"), ("engine/confidentialite.py", "saisie"), ("workbook/recu", "lecture"),
         ("workbook/verification", "vérification"))  # fmt: skip
_GRAVITES = {"BLOQUANT": "bloquant", "A_REGARDER": "à regarder", "INFORMATION": "information"}
_FABRIQUES = {"Anomalie": (1, 2, 3), "Constat": (1, None, 0)}
"""Where a finding's constructor takes its message, its remedy and its severity (by position)."""


@dataclass(frozen=True, slots=True)
class Constatation:
    """One kind of finding: when it is made, how grave, its message and its remedy with « … » for what varies."""

    moment: str
    gravite: str
    message: str
    remede: str


def constatations() -> tuple[Constatation, ...]:
    """Return every kind of finding, in the order of the code."""
    trouvees = []
    for lieu, moment in LIEUX:
        chemin = PAQUET / lieu
        for fichier in sorted(chemin.rglob("*.py")) if chemin.is_dir() else [chemin]:
            trouvees += list(_de(fichier, moment))
    return tuple(dict.fromkeys(trouvees))


def _de(fichier: Path, moment: str) -> Iterator[Constatation]:
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id in _FABRIQUES:
            message_, remede_, gravite_ = _FABRIQUES[noeud.func.id]
            message = _texte(_argument(noeud, message_, "message"))
            if message.strip("… ."):
                gravite = _gravite(_argument(noeud, gravite_, "gravite"))
                yield Constatation(moment, gravite, message, _texte(_argument(noeud, remede_, "remede")))


def _argument(appel: ast.Call, place: int | None, nom: str) -> ast.expr | None:
    nomme = next((k.value for k in appel.keywords if k.arg == nom), None)
    if nomme is None and place is not None and place < len(appel.args):
        return appel.args[place]
    return nomme


def _texte(noeud: ast.expr | None) -> str:
    """Return a text as written in the code, with « … » in place of what is only known when it is made."""
    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
        return noeud.value
    if isinstance(noeud, ast.JoinedStr):
        return "".join(map(_texte, noeud.values))
    if isinstance(noeud, ast.FormattedValue):
        return _au_pluriel(noeud.value)
    if isinstance(noeud, ast.BinOp):
        return _texte(noeud.left) + _texte(noeud.right)
    return "" if noeud is None else "…"


def _au_pluriel(noeud: ast.expr) -> str:
    """Return what an agreement adds from two on, and « … » for anything else that is put in a text."""
    if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id == pluriel.__name__:
        return _texte(noeud.args[1]) if len(noeud.args) > 1 else pluriel(2)
    return "…"


def _gravite(noeud: ast.expr | None) -> str:
    if isinstance(noeud, ast.Attribute):
        return _GRAVITES.get(noeud.attr, "selon le cas")
    return "bloquant" if noeud is None else "selon le cas"
