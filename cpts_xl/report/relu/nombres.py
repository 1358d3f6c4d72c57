"""The numbers of a report, however they were typed: « 191 506,85 € », « 191.506,85 euros », « − 8,40 € ». Pure text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.report.typographie import MOINS, TIRET

_INVISIBLES = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SIGNE = rf"(?P<signe>[+{MOINS}{TIRET}-][^\S\n\t]*)?"
_CHIFFRES = r"(?P<chiffres>\d++(?:(?:[^\S\n\t]+|[.,'])\d++){0,7})"
_UNITE = r"\s*+(?P<unite>[kM]€|€|[eE]uros?\b|EUR\b|%)"
_REFERENCE = r"\s*+[\[(]\s*(?P<reference>B-\d{3,})\s*[\])]"
_DEVANT = r"(?<![\w.,])"
_MONTANT = re.compile(_DEVANT + _SIGNE + _DEVANT + _CHIFFRES + _UNITE)
_CITE = re.compile(f"{_MONTANT.pattern}{_REFERENCE}")
_SEUL = re.compile(rf"\s*{_SIGNE}{_CHIFFRES}(?:{_UNITE})?\s*")
_CASE_CITEE = re.compile(rf"(?P<texte>[^\[\]]+?){_REFERENCE}\s*")
_ENTIER = re.compile(r"\d+|\d{1,3}(?:[^\d,]+\d{3})+")
LONGUEUR = 200
"""Characters of a cell that holds a value and its reference, and nothing else."""
CHIFFRES_LUS = 40
"""Characters of a number beyond which it is none: no amount has as many, and none is quoted at such length."""
_FACTEURS = {"k€": 1_000, "M€": 1_000_000}


@dataclass(frozen=True, slots=True)
class Nombre:
    """A typed number: its value in its unit (euros, percent, none), None when its digits cannot be read.

    ``certain`` says that its sign is one; a hyphen or a dash then a space may as well be punctuation. ``arrondi`` says
    that no decimal was typed.
    """

    valeur: Fraction | None
    unite: str
    ecrit: str
    certain: bool = True
    arrondi: bool = False

    @property
    def texte(self) -> str:
        """Return the number as the tool writes it, to two decimals with a unit; as typed when it cannot be read."""
        if self.valeur is None:
            return self.ecrit
        if self.unite == "€":
            return formats.euros(self.valeur)
        return formats.taux(self.valeur / 100) if self.unite == "%" else formats.nombre(self.valeur)


def uni(texte: str) -> str:
    """Return a text as it reads: straight apostrophes and hyphens, no invisible character."""
    return _INVISIBLES.sub("", texte).replace("\u2019", "'").replace("\u2011", "-").replace("\u2010", "-")


def plat(texte: str) -> str:
    """Return a text on one line, as it reads, single plain spaces between its words."""
    return " ".join(uni(texte).split())


def montants(texte: str) -> Iterator[Nombre]:
    """Yield the amounts in euros of a text, in its order."""
    for trouve in _MONTANT.finditer(uni(texte)):
        if trouve["unite"] != "%":
            yield _nombre(trouve)


def cites(texte: str, *, case: bool = False) -> Iterator[tuple[Nombre | str, str]]:
    """Yield each number of a text that a reference of annex B follows, and that reference.

    In a ``case`` of a table that holds nothing else, a number without unit or a word may be cited too.
    """
    texte = uni(texte)
    if case and len(texte) <= LONGUEUR and (seule := _CASE_CITEE.fullmatch(texte)):
        ecrit = seule["texte"].strip()
        if (nombre := lire(ecrit)) is not None or not any(c.isdigit() for c in ecrit):
            # en tête de case, un tiret ne ponctue rien
            yield ecrit if nombre is None else replace(nombre, certain=True), seule["reference"]
            return
    for trouve in _CITE.finditer(texte):
        yield _nombre(trouve), trouve["reference"]


def lire(texte: str) -> Nombre | None:
    """Return the number that a text is, with its unit if it has one; None when the text says something else."""
    trouve = _SEUL.fullmatch(uni(texte))
    return _nombre(trouve) if trouve else None


def au_propre(texte: str) -> str:
    """Return what a text says, whoever typed it: a number as the tool writes it, else the words with plain spaces."""
    nombre = lire(texte)
    return plat(texte) if nombre is None or nombre.valeur is None else nombre.texte


def _nombre(trouve: re.Match[str]) -> Nombre:
    signe, chiffres, unite = trouve["signe"] or "", trouve["chiffres"], trouve["unite"] or ""
    entier, decimales = _decoupe(chiffres)
    # « en 2026 191 506,85 € » : un groupe qui ne peut pas être des milliers n'est pas du nombre
    while not _ENTIER.fullmatch(entier) and (reste := re.search(r"\s+", entier)):
        entier, signe = entier[reste.end() :], ""
    negatif = signe[:1] in {MOINS, TIRET, "-"}
    ecrit = f"{'-' if negatif else ''}{' '.join(chiffres.split())} {unite}".strip()
    if len(ecrit) > CHIFFRES_LUS:
        return Nombre(None, unite, f"{ecrit[:CHIFFRES_LUS]}…")
    if not _ENTIER.fullmatch(entier):
        return Nombre(None, unite, ecrit)
    valeur = Fraction(f"{re.sub(r'[^0-9]', '', _ascii(entier))}.{_ascii(decimales) or '0'}") * _FACTEURS.get(unite, 1)
    certain = signe[:1] != TIRET and signe not in {"- ", "-  "}
    return Nombre(-valeur if negatif else valeur, unite if unite in {"%", ""} else "€", ecrit, certain, not decimales)


def _decoupe(chiffres: str) -> tuple[str, str]:
    """Return the whole part and the decimals: after a comma, or after a point that one or two digits follow."""
    entier, _, decimales = chiffres.rpartition(",")
    if not entier:
        point = re.search(r"\.(\d{1,2})$", chiffres)
        return (chiffres[: point.start()], point[1]) if point else (chiffres, "")
    return (entier, decimales) if decimales.isdigit() else (chiffres, "")


def _ascii(chiffres: str) -> str:
    """Return the same digits, those of another script as ours."""
    return "".join(str(int(c)) if c.isdigit() else c for c in chiffres)
