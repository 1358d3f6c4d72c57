"""VBA text in plain ASCII: accents are written by number, and put back by ``CptsTexte`` when the macro runs.

The editor of macros reads a module in the code page of the machine; an accent written on one would be another
letter on the next.
"""

from __future__ import annotations

import re
import unicodedata

LIGNE_MAX = 1000
"""The editor refuses a line of more than 1023 characters."""

_LITTERAL = re.compile(r'"(?:[^"]|"")*"')


def coder(texte: str) -> str:
    """Return ``texte`` in ASCII, for ``CptsTexte``: each other character, and each brace, as ``{00e9}``."""
    return "".join(c if c.isascii() and c.isprintable() and c != "{" else f"{{{ord(c):04x}}}" for c in texte)


def decoder(code: str) -> str:
    """Return the text that ``coder`` wrote."""
    return re.sub(r"\{([0-9a-f]{4})\}", lambda trouve: chr(int(trouve[1], 16)), code)


def litteral(texte: str) -> str:
    """Return a VBA string literal of an ASCII text."""
    return '"' + texte.replace('"', '""') + '"'


def en_ascii(source: str) -> str:
    """Return a module in ASCII: accented literals through ``CptsTexte``, accents of comments dropped.

    Raises:
        ValueError: a line is too long for the editor, or a constant, which cannot call a function, has an accent.
    """
    return "".join(_ligne(ligne) + "\r\n" for ligne in source.splitlines())


def _ligne(ligne: str) -> str:
    code, commentaire = _separer(ligne)
    ecrite = _LITTERAL.sub(_convertir, code)
    if ecrite != code and " Const " in f" {code} ":
        raise ValueError(f"constante VBA accentuée : {ligne.strip()}")
    rendue = ecrite + _sans_accents(commentaire)
    if not rendue.isascii() or len(rendue) > LIGNE_MAX:
        raise ValueError(f"ligne VBA trop longue ou non ASCII : {rendue[:80]}…")
    return rendue


def _separer(ligne: str) -> tuple[str, str]:
    """Return the code of a line, and its comment with the apostrophe."""
    dans_un_texte = False
    for rang, c in enumerate(ligne):
        if c == '"':
            dans_un_texte = not dans_un_texte
        elif c == "'" and not dans_un_texte:
            return ligne[:rang], ligne[rang:]
    return ligne, ""


def _convertir(trouve: re.Match[str]) -> str:
    ecrit = trouve[0]
    if ecrit.isascii():
        return ecrit
    texte = ecrit[1:-1].replace('""', '"')
    return f"CptsTexte({litteral(coder(texte))})"


def _sans_accents(commentaire: str) -> str:
    plat = commentaire.replace("«", '"').replace("»", '"').replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", plat) if c.isascii())
