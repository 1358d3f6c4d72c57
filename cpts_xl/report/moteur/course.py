"""The text of runs already written in XML: read, or its hyphen bound, without parsing anything."""

from __future__ import annotations

import re

COUPE = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
"""What stands for a hyphen where a line must not break."""
_TEXTE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:(?:br|tab)/>)")
_TIRET = re.compile(r"(<w:t(?: [^>]*)?>[^<-]*)-")


def texte_visible(xml: str) -> str:
    """Return the visible text of a piece of XML, still escaped; a break or a tab is a space."""
    if bornes := _seul_texte(xml):
        return xml[bornes[0] : bornes[1]].strip()
    return "".join(" " if saut else texte for texte, saut in _TEXTE.findall(xml)).strip()


def lier_le_tiret(xml: str) -> str:
    """Return a run whose « [B-012] » no line breaks."""
    if bornes := _seul_texte(xml):
        debut, fin = bornes
        return xml[:debut] + xml[debut:fin].replace("-", COUPE, 1) + xml[fin:]
    return _TIRET.sub(lambda trouve: trouve[1] + COUPE, xml)


def _seul_texte(xml: str) -> tuple[int, int] | None:
    """Return where the one text of a piece starts and ends; None when it has none, or several, or breaks."""
    ouvrante = xml.find("<w:t")
    debut = xml.find(">", ouvrante) + 1
    fin = xml.find("</w:t>", debut)
    if ouvrante < 0 or fin < 0 or xml[ouvrante + 4] not in " >" or xml.find("<w:t", fin) >= 0 or "<w:br/>" in xml:
        return None
    return debut, fin
