"""The dossiers of ``tests/cases/dossiers``: whole contract years with what each must give, and their variants."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from cpts_xl.absence import Absent
from cpts_xl.engine.dossier import Dossier, convertir
from cpts_xl.engine.fichier import depuis_dict
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import PLURIELS, TABLEAUX, champ_identite
from cpts_xl.law import en_vigueur
from tests.rules.cas import DOSSIER, exact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOSSIERS = DOSSIER / "dossiers"
_CLES = {"origine", "identite", *PLURIELS, "attendu", "variante"}
_CLES_VARIANTE = {"nom", "identite", "missions", "lignes", "attendu"}

_HORS_DOSSIER = {"origine", "attendu", "variante"}


@dataclass(frozen=True)
class Annee:
    """One contract year and what it must give, by identifier."""

    nom: str
    origine: str
    dossier: Dossier
    attendu: dict[str, Any]


def calcul(dossier: Dossier) -> Resultat:
    """Return the dossier computed under the law of its first day."""
    return calculer(dossier, en_vigueur(dossier.debut))


def montre(valeur: Any) -> Any:
    """Return a value as a case writes it: an absence by its text."""
    return valeur.texte_natif if isinstance(valeur, Absent) else valeur


def avec(dossier: Dossier, **changements: dict[str, Any]) -> Dossier:
    """Return the dossier with some fields of its identity, missions or lines declared otherwise."""
    identite = {
        **dossier.identite,
        **{code: convertir(champ_identite(code), brut) for code, brut in changements.get("identite", {}).items()},
    }
    fiches: dict[str, Any] = {}
    for pluriel, tableau in (("missions", "mission"), ("lignes", "ligne")):
        neuves = {code: dict(fiche) for code, fiche in dossier.fiche(tableau).items()}
        for code, champs in changements.get(pluriel, {}).items():
            lus = {champ: convertir(TABLEAUX[tableau].champ(champ), brut) for champ, brut in champs.items()}
            neuves[code] = {**neuves.get(code, {}), **lus}
        fiches[pluriel] = neuves
    return dossier.avec(identite=identite, **fiches)


def lire_dossier(chemin: Path) -> Dossier:
    """Return the dossier of a file of cases, what it must give left aside."""
    brut = tomllib.loads(chemin.read_text(encoding="utf-8"), parse_float=Fraction)
    return depuis_dict({c: v for c, v in brut.items() if c not in _HORS_DOSSIER}, chemin.name)


def lire(chemin: Path) -> Iterator[Annee]:
    """Yield the year of a file, then each of its variants."""
    brut = tomllib.loads(chemin.read_text(encoding="utf-8"), parse_float=Fraction)
    assert set(brut) <= _CLES, f"{chemin.name} : {set(brut) - _CLES}"
    dossier = lire_dossier(chemin)
    yield Annee(chemin.stem, brut["origine"], dossier, {c: exact(v) for c, v in brut["attendu"].items()})
    for variante in brut.get("variante", ()):
        assert set(variante) <= _CLES_VARIANTE, f"{chemin.name} : {set(variante) - _CLES_VARIANTE}"
        champs = {cle: variante[cle] for cle in ("identite", "missions", "lignes") if cle in variante}
        attendu = {c: exact(v) for c, v in variante["attendu"].items()}
        yield Annee(f"{chemin.stem}, {variante['nom']}", brut["origine"], avec(dossier, **champs), attendu)


@cache
def toutes() -> tuple[Annee, ...]:
    """Return every year of the house, variants included."""
    return tuple(annee for chemin in sorted(DOSSIERS.glob("*.toml")) for annee in lire(chemin))
