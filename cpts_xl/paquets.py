"""What every guard of a received package (workbook, Word document, accounts) must agree on: which parts are XML.

Each guard streams the parts that are XML by their name, and refuses that another one be read as XML: a single idea of
that name, or a part would pass between two guards.
"""

from __future__ import annotations

import zipfile
from urllib.parse import unquote, urlsplit

COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The two that Excel and Word write; of the others, a library says as it likes that they are damaged."""
_SUFFIXES = (".xml", ".rels")


def est_xml(partie: str) -> bool:
    """Return whether the name of a part is that of XML: the guards measure those parts, and those only."""
    return partie.lower().endswith(_SUFFIXES)


def chemin_de(cible: str) -> str:
    """Return the path of the target of a relation: what follows « # » or « ? » is no part of its name."""
    try:
        return unquote(urlsplit(cible).path)
    except ValueError:
        return ""
