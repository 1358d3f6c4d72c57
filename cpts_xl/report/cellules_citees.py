"""The cells that a written report cites, beside those of the copy that goes with it: an empty row moves the rest."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Mapping

from cpts_xl.report.typographie import composer

_BALISE = re.compile(r"<[^>]+>")
_DOCUMENT = "word/document.xml"


def feuilles_decalees(rapport: bytes, recues: Mapping[str, str], copiees: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sheets of which the report cites a cell that stands elsewhere in the copy made from the same inputs.

    Args:
        rapport: the report, as bytes.
        recues: where each number stands in the workbook from which the report was made (« Indicateurs!L8 »).
        copiees: where the same number stands in a workbook that the tool writes anew.
    """
    ailleurs: dict[str, set[str]] = {}
    for ident, place in recues.items():
        if copiees.get(ident, place) != place:
            feuille, _, adresse = place.rpartition("!")
            ailleurs.setdefault(feuille, set()).add(adresse)
    if not ailleurs:
        return ()
    with zipfile.ZipFile(io.BytesIO(rapport)) as lu:
        texte = html.unescape(_BALISE.sub("", lu.read(_DOCUMENT).decode("utf-8")))
    return tuple(
        feuille
        for feuille, adresses in ailleurs.items()
        if adresses & set(re.findall(rf"\b{re.escape(composer(feuille))}!([A-Z]{{1,3}}\d+)", texte))
    )


def enumerer(feuilles: tuple[str, ...]) -> str:
    """Return sheets as a sentence lists them: « Indicateurs » et « Actions »."""
    dites = [f"« {feuille} »" for feuille in feuilles]
    return " et ".join([", ".join(dites[:-1]), dites[-1]] if len(dites) > 1 else dites)
