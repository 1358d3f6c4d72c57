"""What a person meant by what she typed: the numbers that a text may be, the code whose label was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

from cpts_xl.engine.schema import Champ
from cpts_xl.formats import FINE, lire_nombre, nombre

_MILLIERS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+|[+-]?[1-9]\d{0,2}(?:,\d{3})+")
"""A number whose points, or commas, may part the thousands: « 52.500 », « 1.250.000 »."""
_AVEC_UNITE = re.compile(
    r"\s*([+-]?\d[\d\s.,']*?)\s*(?![km])[^\W\d_]\D*|\s*([+-]?\d[\d\s.,']*?)\s*[€(]\D*", re.IGNORECASE
)
"""A number, then words without a figure: « 62 000 hab. », « 75 €/h »; not thousands, millions, minutes nor months."""
_TOTAL = re.compile(r"(?:sous[ -]?)?(?:total|totaux|somme|cumul)\b", re.IGNORECASE)


def remede_du_nombre(texte: str, champ: Champ) -> str:
    """Return what to type in place of a text that should be a number: both readings when there are two."""
    lus = [_retape(valeur) for valeur in nombres_possibles(texte, champ)]
    if len(lus) > 1:
        signe = "la virgule" if "," in texte else "le point"
        return f"Choisir, puis retaper {lus[0]} si {signe} sépare les milliers, {lus[1]} sinon."
    if lus:
        return f"Retaper {lus[0]} sans unité ni espace."
    trouve = _AVEC_UNITE.fullmatch(texte)
    if trouve is None or champ.genre.code == "taux":
        return champ.aide
    seuls = [_retape(valeur) for valeur in nombres_possibles(trouve[1] or trouve[2], champ)]
    return f"{champ.aide} Si c'est bien le nombre, retaper {' ou '.join(seuls)} seul." if seuls else champ.aide


def nombres_possibles(texte: str, champ: Champ) -> tuple[Fraction, ...]:
    """Return the numbers that a text may be: none, one, or two when its sign may part thousands as well as decimals."""
    propre = texte.strip().rstrip("€").strip()
    decimal = lire_nombre(texte)
    if decimal is not None and texte.rstrip().endswith("%"):
        # seul un taux va de 0 à 1 : un indicateur garde l'unité de son contrat
        return (decimal if champ.genre.code == "taux" else decimal * 100,)
    milliers = lire_nombre(re.sub("[.,]", "", propre)) if _MILLIERS.fullmatch(propre) else None
    if champ.genre.code == "taux":
        milliers = None
    return tuple(dict.fromkeys(lu for lu in (milliers, decimal) if lu is not None))


def _retape(valeur: Fraction) -> str:
    return nombre(valeur).replace(FINE, "")


LETTRES_D_UN_NOM = 4
"""From so many letters on, the beginning of a label may tell it from the others."""


def code_voulu(mot: object, libelles: Mapping[str, str]) -> str:
    """Return the code of which a word is the label, or the accented spelling; nothing when none, or several, may be."""
    dit = _nu(mot)
    exacts = [code for code, libelle in libelles.items() if dit in {_nu(code), _nu(libelle)}]
    proches = [
        code for code, libelle in libelles.items() if len(dit) >= LETTRES_D_UN_NOM and _nu(libelle).startswith(dit)
    ]
    trouves = exacts or proches
    return trouves[0] if len(trouves) == 1 else ""


def remede_du_code(mot: object, libelles: Mapping[str, str]) -> str:
    """Return what to do of a word that is no code: erase a total, choose the code of a label, or one of the list."""
    if dit_un_total(mot):
        return "Effacer la ligne, si c'est un total : l'outil fait les siens, et la compterait en plus des autres."
    if code := code_voulu(mot, libelles):
        return f"Choisir {code} : c'est le code de « {libelles[code]} »."
    return f"Choisir : {', '.join(sorted(libelles))}."


def message_du_code(mot: object, libelles: Mapping[str, str], inconnu: str) -> str:
    """Return what is told of a word that is no code: it is the label of one, else ``inconnu``."""
    code = code_voulu(mot, libelles)
    if code and _nu(mot) != _nu(code):  # un code mal accentué reste un code inconnu
        return f"« {mot} » est un nom, et cette case attend son code : les formules ne le reconnaissent pas."
    return inconnu


def dit_un_total(mot: object) -> bool:
    """Return whether a word typed in a row says that the row adds up others."""
    return _TOTAL.match(str(mot).strip()) is not None


def _nu(mot: object) -> str:
    """Return a word as it is compared: without capitals, accents, nor signs."""
    lettres = unicodedata.normalize("NFKD", str(mot)).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in lettres if not unicodedata.combining(c))))
