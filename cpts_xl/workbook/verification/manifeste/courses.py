"""Words that hide inside the text of a cell: a run of it has its own ink, its own size, its own font."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import etree

from cpts_xl.workbook.verification.manifeste.styles import Couleurs, motif

TEXTES, COURSES = 20_000, 200
"""Texts of a workbook dressed by parts, and parts of one text, that are looked at."""
_MARQUE = b"rPr"
_SANS_ENTITE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip


class Course(NamedTuple):
    """One run of a text that has a look of its own."""

    police: Any
    texte: str


class Courses:
    """The texts of a workbook that several looks share, and what lies behind the cells of each style."""

    def __init__(self, fonds: Sequence[tuple[str, ...]], couleurs: Couleurs) -> None:
        self._fonds, self._couleurs = fonds, couleurs
        self._communes: dict[int, list[Course]] = {}

    def lire(self, octets: bytes) -> None:
        """Keep, of the shared texts, those whose runs have a look of their own.

        Raises:
            etree.XMLSyntaxError: the part is not well-formed.
        """
        if not _parlante(octets):
            return
        analyse = etree.iterparse(io.BytesIO(octets), events=("end",), tag=["{*}si"], **_SANS_ENTITE)
        for rang, (_, element) in enumerate(analyse):
            if len(self._communes) < TEXTES and (courses := _courses(element)):
                self._communes[rang] = courses
            element.clear(keep_tail=False)
            while (precedent := element.getprevious()) is not None:
                precedent.getparent().remove(precedent)

    def a_chercher(self, lignes: bytes) -> bool:
        """Return whether some cell of these rows may hold such a text: each must then be looked at."""
        return bool(self._communes) or _MARQUE in lignes

    def cachee(self, case: Any) -> tuple[str, str] | None:
        """Return why some words of a cell do not read, and those words; None when all of them do."""
        courses: Sequence[Course] = ()
        if case.get("t") == "s":
            rang = (case.findtext("{*}v") or "").strip()
            courses = self._communes.get(int(rang), ()) if rang.isdecimal() else ()
        elif (texte := case.find("{*}is")) is not None:
            courses = _courses(texte)
        if not courses:
            return None
        style = int(case.get("s") or 0)
        fonds = self._fonds[style] if style < len(self._fonds) else ()
        vus = [(pourquoi, c.texte) for c in courses if (pourquoi := motif(c.police, fonds, self._couleurs))]
        return (vus[0][0], "".join(texte for pourquoi, texte in vus if pourquoi == vus[0][0])) if vus else None


def _parlante(octets: bytes) -> bool:
    """Return whether a part may hold runs: in an encoding of two bytes, nothing can be said before it is read."""
    return _MARQUE in octets or b"\0" in octets[:4]


def _courses(texte: Any) -> list[Course]:
    """Return the runs of a text that show something, and have a look of their own."""
    trouvees = []
    for balise in texte.findall("{*}r")[:COURSES]:
        police, mots = balise.find("{*}rPr"), balise.findtext("{*}t") or ""
        if police is not None and mots.strip():
            trouvees.append(Course(police, mots))
    return trouvees
