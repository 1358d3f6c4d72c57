"""The properties of the file: title, author, language. Their dates are those of the dossier: the clock never shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cpts_xl.report.moteur.echappement import en_attribut

_LONGUEUR = 255
_JOUR = re.compile(r"\d{4}-\d\d-\d\d")
_SANS_DATE = "2000-01-01"
_MODELE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{titre}</dc:title><dc:subject>{sujet}</dc:subject>'
    "<dc:creator>{auteur}</dc:creator><cp:lastModifiedBy>{auteur}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{jour}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{jour}T00:00:00Z</dcterms:modified>'
    "<dc:language>fr-FR</dc:language></cp:coreProperties>"
)


def proprietes(document: Mapping[str, Any]) -> bytes:
    """Return the part of the properties, from the field « document »: titre, sujet, auteur, date_iso."""
    textes = {
        nom: en_attribut(str(document.get(nom, ""))[:_LONGUEUR]).xml.replace("&#39;", "'")
        for nom in ("titre", "sujet", "auteur")
    }
    jour = str(document.get("date_iso", ""))
    return _MODELE.format(**textes, jour=jour if _JOUR.fullmatch(jour) else _SANS_DATE).encode()
