"""The lists of a template: chapters, annexes, bullets. Headings take their numbers from them, never from typing."""

from __future__ import annotations

from typing import Any

_TITRES = (("decimal", "%1.", "Heading1"), ("decimal", "%1.%2.", "Heading2"))
_ANNEXES = (("upperLetter", "Annexe %1.", "Annexe"), ("decimal", "%1.%2.", "Annexe2"))
_PUCES = (("bullet", "•", "ListBullet"),)
_RETRAIT = 284


def poser_listes(document: Any) -> None:
    """Replace the lists of a document by ours."""
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    racine = document.part.numbering_part.element
    for enfant in list(racine):
        racine.remove(enfant)
    listes = (_TITRES, _ANNEXES, _PUCES)
    espace = nsdecls("w")
    for numero, niveaux in enumerate(listes, 1):
        lignes = "".join(_niveau(rang, *niveau) for rang, niveau in enumerate(niveaux))
        racine.append(
            parse_xml(
                f'<w:abstractNum {espace} w:abstractNumId="{numero}"><w:multiLevelType w:val="multilevel"/>'
                f"{lignes}</w:abstractNum>"
            )
        )
    for numero, _ in enumerate(listes, 1):
        racine.append(parse_xml(f'<w:num {espace} w:numId="{numero}"><w:abstractNumId w:val="{numero}"/></w:num>'))


def _niveau(rang: int, forme: str, texte: str, style: str) -> str:
    retrait = _RETRAIT if forme == "bullet" else 0
    return (
        f'<w:lvl w:ilvl="{rang}"><w:start w:val="1"/><w:numFmt w:val="{forme}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="{"tab" if forme == "bullet" else "space"}"/><w:lvlText w:val="{texte}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{retrait}" w:hanging="{retrait}"/></w:pPr></w:lvl>'
    )
