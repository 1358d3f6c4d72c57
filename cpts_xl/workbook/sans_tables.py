"""A copy of a workbook without its Excel tables, for an engine that refuses the large ones.

Our formulas never cite a table (names and addresses only): without them, every value is computed all the same. The
link to a custom XML part goes too: LibreOffice writes it as leaving the package, and the engine then refuses the file.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_TABLE = re.compile(r"xl/tables/[^/]+\.xml")
_PARTIES = re.compile(rb"<(?:\w+:)?tableParts\b(?:[^>]*/>|.*?</(?:\w+:)?tableParts>)", re.DOTALL)
_LIEN = re.compile(rb"<Relationship\b[^>]*/tables/[^>]*/>")
_LIEN_XML = re.compile(rb"<Relationship\b[^>]*/customXml\"[^>]*/>")
_TYPE = re.compile(rb"<Override\b[^>]*/tables/[^>]*/>")


def sans_tables(source: Path, vers: Path) -> None:
    """Write a copy of ``source`` without its tables; every other part is copied as it is."""
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(vers, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for membre in lu.infolist():
            nom = membre.filename
            if _TABLE.fullmatch(nom):
                continue
            octets = lu.read(membre)
            if nom.startswith("xl/worksheets/"):
                octets = _LIEN.sub(b"", octets) if nom.endswith(".rels") else _PARTIES.sub(b"", octets)
            elif nom == "_rels/.rels":
                octets = _LIEN_XML.sub(b"", octets)
            elif nom == "[Content_Types].xml":
                octets = _TYPE.sub(b"", octets)
            ecrit.writestr(nom, octets)
