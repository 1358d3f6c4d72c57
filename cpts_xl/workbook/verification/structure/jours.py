"""What a number format shows of a day: the day itself, that of another calendar, an hour, or another day."""

from __future__ import annotations

import re

from cpts_xl.workbook.verification.structure.torts import Tort

D_OFFICE = frozenset({"mm-dd-yy", "m/d/yy h:mm"})
"""Built-in formats 14 and 22: whatever they say, a spreadsheet shows the short date of its own language."""
_ANGLAISES = str.maketrans("jae", "dyy")
"""French letters kept as typed, and « e », another letter of the year."""
_SUITES = re.compile(r"([a-z])\1*")
_LANGUE = re.compile(r"([0-9A-Fa-f]{1,8})")
_NOMMEE = re.compile(r"[^,]*,\s*([0-9A-Fa-f]{1,4})")
_GREGORIENS = frozenset({0x00, 0x01, 0x02, 0x09, 0x0A, 0x0B, 0x0C})
"""Numbers of calendars whose days, months and years are ours."""
_ERES = re.compile(r"(?:[0-9A-F]{0,4}0?4(?:11|04|12)|(?:ja|zh-tw|ko)\b.*)", re.IGNORECASE)
"""Languages whose « g » and « e » count the years of an era."""
_MOIS_ECRIT = re.compile(
    r"\b(?:janv(?:ier)?|f[ée]v(?:r|rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|sept(?:embre)?|oct(?:obre)?"
    r"|nov(?:embre)?|d[ée]c(?:embre)?)\b",
    re.IGNORECASE,
)
_EN_CHIFFRES = 2
"""Letters up to which a day or a month is shown by its number."""


def faux_jour(code: str, lettres: str, region: str, calendrier: str) -> Tort | None:
    """Return how a format misleads about a day, or None.

    ``lettres`` are its letters of days and hours in order, ``region`` what it says of a language, ``calendrier`` its
    « B2 », if any.
    """
    if code.lower() in D_OFFICE or region.upper().startswith(("F800", "X-SYSDATE")):
        return None
    ere = _ERES.fullmatch(region) is not None and not {"g", "e"}.isdisjoint(lettres)
    if calendrier == "B2" or "bb" in lettres or ere or etranger(region):
        return Tort.CALENDRIER
    suites = [suite[0] for suite in _SUITES.finditer(lettres.translate(_ANGLAISES))]
    jours = [suite for suite in suites if suite[0] in "dy"]
    if not jours and any(suite[0] in "hs" for suite in suites):
        return Tort.HEURE
    return Tort.ORDRE if _desordre(suites) else None


def nomme_un_mois(litteral: str) -> bool:
    """Return whether what a format writes by itself names a month: it is that of every day that it shows."""
    return _MOIS_ECRIT.search(litteral) is not None


def etranger(region: str) -> bool:
    """Return whether what a format says of a language asks for a calendar that is not ours."""
    if region.startswith("~"):
        return "gregorian" not in region.lower()
    if "gannen" in region.lower():
        return True
    trouve = _NOMMEE.fullmatch(region) or _LANGUE.fullmatch(region)
    if trouve is None:
        return False
    numero = int(trouve[1], 16)
    # huit chiffres : ceux des nombres (2), le calendrier (2), la langue (4) ; après un nom, les deux premiers seuls
    return (numero if "," in region else numero >> 16) & 0xFF not in _GREGORIENS


def _desordre(suites: list[str]) -> bool:
    """Return whether a numeric month comes before the day, or a day or a month stands where the other is read."""
    ecrits = ""
    for rang, suite in enumerate(suites):
        avant, apres = suites[rang - 1][0] if rang else "", suites[rang + 1][0] if rang + 1 < len(suites) else ""
        minutes = suite[0] == "m" and (avant == "h" or apres == "s")
        if suite[0] == "y" or (suite[0] in "dm" and len(suite) <= _EN_CHIFFRES and not minutes):
            ecrits += suite[0]
    return ecrits.startswith("md") or ecrits.count("d") > 1 or ecrits.count("m") > 1
