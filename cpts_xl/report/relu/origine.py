"""What a report says of its own origin: fingerprint of its workbook, of the texts, version of the tool. Pure text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cpts_xl.report.relu.nombres import plat

# une espace au plus : les suites d'espaces sont réduites d'abord, et la lecture reste linéaire
EMPREINTE = re.compile(r"(?:Empreinte du classeur|classeur d'empreinte) ?:? ?([0-9a-f]{64})")
TEXTES = re.compile(r"Empreinte des textes appliqués ?: ?([0-9a-f]{64})")
VERSION = re.compile(r"(?:Version de l'outil ?:|, outil) ?([0-9]+(?:\.[0-9]+)*)")


def dite(motif: re.Pattern[str], textes: Iterable[str]) -> str:
    """Return the first origin of a kind that the paragraphs say, empty when none does."""
    return next((trouve[1] for texte in textes if (trouve := motif.search(plat(texte)))), "")


def dit_son_origine(texte: str) -> bool:
    """Return whether a paragraph says where the report comes from."""
    dit = plat(texte)
    return any(motif.search(dit) for motif in (EMPREINTE, TEXTES, VERSION))
