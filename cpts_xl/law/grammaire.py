"""TOML as a text of the law writes it: exact decimals, and a fault located by its line."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from typing import Any

from cpts_xl.errors import TexteInvalide


def lit_toml(fichier: str, contenu: str) -> dict[str, Any]:
    """Return the tables of a file, decimals as exact fractions; raise TexteInvalide when it is not TOML."""
    try:
        return tomllib.loads(contenu, parse_float=_decimal)
    except _PasUnNombreError as erreur:
        rang = next((n for n, ligne in enumerate(contenu.splitlines(), 1) if _porte(ligne, str(erreur))), 0)
        raise TexteInvalide(
            f"{fichier}, ligne {rang} : « {erreur} » n'est pas un nombre que l'outil puisse lire. Écrire un nombre, ou "
            '"absent" entre guillemets.'
        ) from erreur
    except ValueError as erreur:
        place = re.search(r"at line (\d+), column (\d+)", str(erreur))
        lieu = f"ligne {place[1]}, colonne {place[2]}" if place else "lieu non précisé"
        raise TexteInvalide(
            f"{fichier}, {lieu} : le fichier n'est pas du TOML correct. Vérifier les guillemets et les "
            "crochets de cette ligne, et qu'aucune clé n'est écrite deux fois dans un bloc."
        ) from erreur


class _PasUnNombreError(ValueError):
    """A decimal of TOML that is no number of ours: nan, inf, or one beyond all measure."""


def _decimal(brut: str) -> Fraction:
    try:
        return Fraction(brut)
    except ValueError:
        raise _PasUnNombreError(brut) from None


def _porte(ligne: str, valeur: str) -> bool:
    """Return whether a line writes this value, outside its comment."""
    return re.search(rf"(?:^|[=\[,])\s*{re.escape(valeur)}(?![\w.])", ligne.split("#", maxsplit=1)[0]) is not None
