"""The cases: what a jurist wrote in ``tests/cases/*.toml``, read exactly, and how a rule is asked about one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from cpts_xl.absence import Absent, Sorte, illisible
from cpts_xl.law import en_vigueur
from cpts_xl.rules import CATALOGUE, Regle

DOSSIER = Path(__file__).parents[1] / "cases"
ERREURS = {"#N/A": "NA()", "#DIV/0!": "1/0"}
"""Error cells that a case may declare, and a formula that makes one."""

FORMULE_VIDE = '=""'
"""A cell that holds a formula whose result is the empty text: it reads as an empty cell."""

_CLES = {"nom", "origine", "le", "regle", "saisie", "attendu", "refus_contient"}
_FRACTION = re.compile(r"-?\d+/\d+")


@dataclass(frozen=True)
class Cas:
    """One case: cells in, and either an exact value (or a text of absence) or the words that a refusal contains."""

    fichier: str
    nom: str
    origine: str
    le: date
    regle: Regle
    saisie: dict[str, Any]
    attendu: Any = None
    refus_contient: tuple[str, ...] = ()
    litteraux: frozenset[str] = frozenset()
    """Arguments written as a constant in the formula, as the plan does for a few of them."""

    @property
    def droit(self) -> Any:
        """Return the law of the day of the case."""
        return en_vigueur(self.le)

    @property
    def valeurs(self) -> dict[str, Any]:
        """Return the inputs as the engine reads them."""
        return {nom: lu(brut) for nom, brut in self.saisie.items()}

    @property
    def sans_cle(self) -> bool:
        """Return whether the rule asks the texts for something that they do not say: a refusal, or an error cell."""
        rendu = self.evaluer()
        return isinstance(rendu, Absent) and "rien en vigueur le" in rendu.detail

    @property
    def porte_erreur(self) -> bool:
        """Return whether an error cell stands among the inputs."""
        cellules = [c for v in self.saisie.values() for c in (v if isinstance(v, list) else [v])]
        return any(isinstance(c, str) and c in ERREURS for c in cellules)

    def evaluer(self) -> Any:
        """Return what the rule gives in Python."""
        return self.regle.evaluer(self.valeurs, self.droit)


def exact(brut: Any) -> Any:
    """Return a value of a case file: numbers as fractions, « 181/365 » as the fraction it writes."""
    if isinstance(brut, list):
        return [exact(element) for element in brut]
    if isinstance(brut, str) and _FRACTION.fullmatch(brut):
        return Fraction(brut)
    return Fraction(brut) if isinstance(brut, int) else brut


def lu(brut: Any) -> Any:
    """Return a cell as a rule receives it: nothing, an exact value, a text, or the absence that a text of ours says."""
    if isinstance(brut, list):
        return [lu(element) for element in brut]
    if brut in ("", FORMULE_VIDE):
        return None
    if isinstance(brut, str):
        if brut in ERREURS:
            return illisible(f"erreur {brut} reçue")
        for sorte in Sorte:
            if brut == sorte or brut.startswith(f"{sorte} : "):
                return Absent(sorte, brut[len(sorte) + 3 :])
    return brut


def lire(chemin: Path) -> list[Cas]:
    """Return the cases of a file; KeyError, TypeError or AssertionError says what a case lacks."""
    tables = tomllib.loads(chemin.read_text(encoding="utf-8"), parse_float=Fraction)
    assert set(tables) == {"cas"}, f"{chemin.name} : blocs inconnus {set(tables) - {'cas'}}"
    cas = []
    for bloc in tables["cas"]:
        lieu = f"{chemin.name}, « {bloc.get('nom')} »"
        assert set(bloc) <= _CLES, f"{lieu} : clés inconnues {set(bloc) - _CLES}"
        assert ("attendu" in bloc) != ("refus_contient" in bloc), f"{lieu} : attendu ou refus_contient, l'un des deux"
        cas.append(Cas(
            chemin.stem, bloc["nom"], bloc["origine"], bloc["le"], CATALOGUE[bloc["regle"]],
            {cle: exact(valeur) for cle, valeur in bloc["saisie"].items()},
            exact(bloc.get("attendu")), tuple(bloc.get("refus_contient", ())),
        ))  # fmt: skip
    return cas


@cache
def tous() -> tuple[Cas, ...]:
    """Return every case of the house, file by file."""
    return tuple(cas for chemin in sorted(DOSSIER.glob("*.toml")) for cas in lire(chemin))
