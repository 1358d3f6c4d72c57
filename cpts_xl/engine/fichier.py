"""A dossier as a TOML file: the example CPTS and the published cases are kept so, readable and diffable."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl.engine.dossier import Dossier, convertir
from cpts_xl.engine.schema import IDENTITE, LISTES_LIBRES, PLURIELS, TABLEAUX, TABLES_FIXES, Champ
from cpts_xl.errors import SaisieInvalide


def _enregistrement(champs: tuple[Champ, ...], brut: Mapping[str, Any], lieu: str) -> dict[str, Any]:
    connus = {champ.code for champ in champs}
    if inconnus := set(brut) - connus:
        raise SaisieInvalide(f"{lieu} : champ inconnu {', '.join(sorted(inconnus))}.")
    try:
        return {champ.code: convertir(champ, brut.get(champ.code)) for champ in champs}
    except SaisieInvalide as erreur:
        raise SaisieInvalide(f"{lieu}, {erreur}") from erreur


def depuis_toml(texte: str, nom: str = "dossier") -> Dossier:
    """Return the dossier written in a TOML text; numbers are read exactly.

    Raises:
        SaisieInvalide: malformed TOML, unknown field, or a value of the wrong kind, located.
    """
    try:
        brut = tomllib.loads(texte, parse_float=Fraction)
    except tomllib.TOMLDecodeError as erreur:
        raise SaisieInvalide(f"{nom} : fichier TOML mal formé ({erreur}).") from erreur
    return depuis_dict(brut, nom)


def depuis_dict(brut: Mapping[str, Any], nom: str) -> Dossier:
    """Return the dossier of tables already read: identity, then each table by its plural.

    Raises:
        SaisieInvalide: unknown table or field, or a value of the wrong kind, located.
    """
    inconnues = set(brut) - set(PLURIELS) - {"identite"}
    if inconnues:
        raise SaisieInvalide(f"{nom} : table inconnue {', '.join(sorted(inconnues))}.")
    listes = {
        code: tuple(
            _enregistrement(TABLEAUX[code].champs, ligne, f"{nom}, {code} {rang}")
            for rang, ligne in enumerate(brut.get(TABLEAUX[code].pluriel, ()), 1)
        )
        for code in LISTES_LIBRES
    }
    fiches = {
        code: {
            str(rangee): _enregistrement(TABLEAUX[code].champs, fiche, f"{nom}, {TABLEAUX[code].pluriel}.{rangee}")
            for rangee, fiche in brut.get(TABLEAUX[code].pluriel, {}).items()
        }
        for code in TABLES_FIXES
    }
    return Dossier(_enregistrement(IDENTITE, brut.get("identite", {}), f"{nom}, identite"), fiches, listes)


def lire_dossier(chemin: Path) -> Dossier:
    """Return the dossier of a TOML file. Raises SaisieInvalide with the file's name."""
    return depuis_toml(chemin.read_text(encoding="utf-8"), chemin.name)
