"""The unit that a number format writes beside a number: thousands that are none, another money, hours for euros."""

from __future__ import annotations

import re

_PUISSANCES = (
    (1, re.compile(r"(?:k|kilo)\s*(?:€|f|frs?|francs?|eur\w*)?(?![\w'’])|milliers?", re.IGNORECASE)),
    (2, re.compile(r"m\s*(?:€|f|frs?|francs?|eur\w*)?(?![\w'’])|millions?", re.IGNORECASE)),
    (3, re.compile(r"md\s*(?:€|f|frs?|francs?|eur\w*)?(?![\w'’])|milliards?", re.IGNORECASE)),
)
"""The words that say thousands, millions, thousands of millions, at the start of what stands beside the digits."""
_D_ARGENT = re.compile(r"[€f]|eur|milli", re.IGNORECASE)
_MONNAIES = re.compile(r"[$£¥₣₤]|CHF|USD|GBP|XPF|FRF|(?i:francs?(?![\w'’])|dollars?)")
_FRANCS = re.compile(r"(?:f|ff|frs?)(?![\w'’])", re.IGNORECASE)
_AUTRES = {
    "montant": re.compile(
        r"[%‰]|(?:h|heures?|j|jours?|mois|ans?|années?|hab\w*|patients?|personnes?|points?)(?![\w'’])", re.IGNORECASE
    ),
    "entier": re.compile(r"[%‰€]|(?:eur\w*)(?![\w'’])", re.IGNORECASE),
}
"""The units of other kinds, by the kind of a number: an amount is no share, a count is no money."""


def puissance(avant: str, apres: str) -> int:
    """Return how many times a unit, before the digits or after them, says « thousand »; 0 when it does not."""
    return next((rang for rang, mots in _PUISSANCES if any(mots.match(m.strip()) for m in (apres, avant))), 0)


def dit_mille(genre: str, avant: str, apres: str) -> bool:
    """Return whether a unit multiplies a number of this kind: of an unknown kind, only when it tells money."""
    if not puissance(avant, apres):
        return False
    return genre in {"montant", "entier"} or (not genre and _D_ARGENT.search(avant + apres) is not None)


def autre_monnaie(litteral: str, apres: str) -> bool:
    """Return whether what is written beside an amount is another money than the euro."""
    return _MONNAIES.search(litteral) is not None or _FRANCS.match(apres.strip()) is not None


def autre_unite(genre: str, apres: str) -> bool:
    """Return whether the unit written after a number is that of another kind."""
    autres = _AUTRES.get(genre)
    return autres is not None and autres.match(apres.strip()) is not None
