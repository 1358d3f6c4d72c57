"""Small readings of XML elements: texts, ranges, formulas, places and sizes of drawings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cpts_xl import formats
from cpts_xl.workbook.extras.modele import PIXELS
from cpts_xl.workbook.xlsx.lu import lettres
from cpts_xl.workbook.xlsx.valeurs import sans_echappement

EMU_PAR_PIXEL = 9525


def relation(balise: Any) -> str:
    """Return the id of the part that an element refers to, whatever the edition of the standard."""
    return next((v for n, v in balise.attrib.items() if n.endswith(("relationships}id", "relationships}embed"))), "")


def plat(texte: str) -> str:
    """Return a text as it is compared: programs do not keep its spaces and ends of lines alike."""
    return " ".join(texte.split())


def texte(balise: Any) -> str:
    """Return the text of a note, its phonetic guide left out."""
    morceaux = () if balise is None else (*balise.iterfind("{*}t"), *balise.iterfind("{*}r/{*}t"))
    return sans_echappement("".join(m.text or "" for m in morceaux))


def message(auteur: str, jour: str, texte: str) -> str:
    """Return one message of a thread, with who wrote it and when."""
    try:
        quand = f" ({formats.jour(dt.date.fromisoformat(jour))})"
    except ValueError:
        quand = ""
    return f"{auteur or 'Anonyme'}{quand} : {texte}"


def plage(balise: Any) -> str:
    """Return the cells of a rule: an attribute, or an element in what Excel added in 2010."""
    return balise.get("sqref") or balise.findtext("{*}sqref") or ""


def formules(balise: Any) -> list[str]:
    """Return the formulas that a rule or a validation holds."""
    noms = {"formula", "formula1", "formula2", "f"}
    return [e.text for e in balise.iter() if e.text and e.text.strip() and e.tag.rpartition("}")[2] in noms]


def place(ancre: Any) -> tuple[str, tuple[int, int]]:
    """Return the cell of an anchor and the shift inside it, in pixels; a drawing may be placed on no cell."""
    coin, absolu = ancre.find("{*}from"), ancre.find("{*}pos")
    if coin is not None:
        colonne, ligne, droite, bas = (int(coin.findtext(f"{{*}}{n}") or 0) for n in ("col", "row", "colOff", "rowOff"))
        lieu = f"{lettres(min(max(colonne, 0), 16_383) + 1)}{min(max(ligne, 0), 1_048_575) + 1}"
        return lieu, (pixels(droite), pixels(bas))
    return "A1", (0, 0) if absolu is None else (pixels(absolu.get("x")), pixels(absolu.get("y")))


def taille(ancre: Any, objet: Any) -> tuple[int, int]:
    """Return the width and height of a drawing, in pixels; (0, 0) when the file does not say."""
    etendues = (*objet.iterfind("{*}spPr/{*}xfrm/{*}ext"), *ancre.iterfind("{*}ext"))
    return next(((pixels(e.get("cx")), pixels(e.get("cy"))) for e in etendues), (0, 0))


def pixels(emu: str | int | None) -> int:
    """Return a length of the file (EMU) in pixels, bounded."""
    return min(max(int(emu or 0) // EMU_PAR_PIXEL, 0), PIXELS)
