"""The one colour of a template: that of its first headings, so that charts wear the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cpts_xl.report.modele.styles import ACCENT

STYLES = "word/styles.xml"
_TITRE_1 = re.compile(rb'<w:style\b[^>]*w:styleId="(?:Heading1|Titre1)"[^>]*>(.*?)</w:style>', re.DOTALL)
_COULEUR = re.compile(rb'<w:color\b[^>]*w:val="([0-9A-Fa-f]{6})"')


def accent_de(parties: Mapping[str, bytes]) -> str:
    """Return the colour of the headings of level 1, in six digits; that of the house when the template says none."""
    titre = _TITRE_1.search(parties.get(STYLES, b""))
    couleur = _COULEUR.search(titre[1]) if titre else None
    return couleur[1].decode().upper() if couleur else ACCENT
