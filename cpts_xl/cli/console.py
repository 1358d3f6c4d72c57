"""Consoles and pipes of an old code page: each sign that they have not is written in plain ASCII, never as « ? »."""

from __future__ import annotations

import codecs

TYPE_CHECKING = False  # chargé par toutes les commandes, l'aide comprise : rien de lourd
if TYPE_CHECKING:
    from typing import TextIO

ERREURS = "cpts_xl.substituts"
"""The name under which the streams know the substitutes."""
SUBSTITUTS = {
    "€": "EUR",
    "≤": "<=",
    "≥": ">=",
    "≠": "<>",
    "−": "-",
    "‐": "-",
    "–": "-",
    "—": "-",
    "→": "->",
    "←": "<-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "⟨": "<",
    "⟩": ">",
    "×": "x",
    "÷": "/",
    "⁄": "/",
    "°": "o",
    "·": ".",
    "•": "-",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "ß": "ss",
    "\u00ad": "",
    "\u200b": "",
    "\ufeff": "",
}  # fmt: skip
"""What Unicode does not decompose by itself; the accents, the spaces and « … » it does."""


def accorder(*flux: TextIO | None) -> None:
    """Have each stream write a readable substitute for what its encoding has not; nothing else changes.

    A console of Windows speaks UTF-8 to Python; a pipe, or a file behind « > », has the code page of the machine.
    """
    codecs.register_error(ERREURS, _remplacer)
    for sortie in flux:
        # un programme sans console n'a pas de flux, un essai en a de plus simples
        if sortie is not None and hasattr(sortie, "reconfigure"):
            sortie.reconfigure(errors=ERREURS)


def montre(texte: str, flux: TextIO | None) -> str:
    """Return a text as a stream will show it: what is aligned must be measured so."""
    encodage = getattr(flux, "encoding", None) or "utf-8"
    codecs.register_error(ERREURS, _remplacer)
    return texte.encode(encodage, ERREURS).decode(encodage)


def _remplacer(erreur: UnicodeError) -> tuple[str, int]:
    """Return the substitute of what cannot be encoded, in ASCII, which every code page has."""
    if not isinstance(erreur, UnicodeEncodeError):
        raise erreur
    return "".join(_ascii(signe) for signe in erreur.object[erreur.start : erreur.end]), erreur.end


def _ascii(signe: str) -> str:
    """Return one sign in ASCII: ours, the one that Unicode gives, or its number (a Greek name, a broken file name)."""
    if signe in SUBSTITUTS:
        return SUBSTITUTS[signe]
    import unicodedata  # noqa: PLC0415  (une bibliothèque du système, que presque personne n'aura à charger)

    decompose = unicodedata.normalize("NFKD", signe)
    nu = "".join(SUBSTITUTS.get(morceau, morceau) for morceau in decompose if not unicodedata.combining(morceau))
    return nu if nu and nu.isascii() else signe.encode("ascii", "backslashreplace").decode("ascii")
