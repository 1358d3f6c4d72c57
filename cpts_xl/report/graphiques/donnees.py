"""What a chart shows, in plain data: checked once, written in French, a missing value never turned into 0."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.formats import INSECABLE, pluriel
from cpts_xl.report.graphiques.ecriture import exact
from cpts_xl.report.typographie import NON_RENSEIGNE, composer

Valeur = Fraction | int | None
SERIES_AU_PLUS = 6
"""Beyond, neither greys nor patterns can be told apart on paper."""
CATEGORIES_AU_PLUS = 60

_CODE = re.compile(r"[A-Za-z0-9_.-]+")
_CHIFFRES_AU_PLUS = 2


class Sorte(StrEnum):
    """The closed set of charts that the report draws."""

    BARRES = "barres"
    GROUPEES = "barres groupées"
    EMPILEES = "barres empilées"
    COURBE = "courbe"


@dataclass(frozen=True, slots=True)
class Serie:
    """One series: its name, and one value per category, None where nothing is known."""

    nom: str
    valeurs: tuple[Valeur, ...]


@dataclass(frozen=True, slots=True)
class Graphique:
    """One chart. ``titre`` states the finding, ``description`` says in words what the drawing shows.

    ``unite`` is « € », « % » (values are then rates, 1 for 100 %), empty, or a noun in the plural. The last series is
    the one that the eye must meet (the result); those before it are its measure (the target), in grey.
    """

    code: str
    sorte: Sorte
    titre: str
    categories: tuple[str, ...]
    series: tuple[Serie, ...]
    unite: str = ""
    description: str = ""
    source: str = ""
    etiquettes: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The categories as shown: each says which of its values are missing, since a gap alone says nothing."""
    noms: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The names of the series as shown."""
    exactes: tuple[tuple[str | None, ...], ...] = field(init=False, repr=False, compare=False)
    """The values of each series as decimal text, written once for the chart and for its workbook."""
    decimales: int = field(init=False, repr=False, compare=False)
    """How many decimals the labels show: none when all values are whole, two at most; never one for euros."""

    def __post_init__(self) -> None:
        """Refuse what no reader could read.

        Raises:
            ValueError: bad code, no title, series of other lengths, too many or too few of them, inexact values.
        """
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"graphique « {self.code} » : un code n'a que des lettres, chiffres, points et tirets")
        if not composer(self.titre):
            raise ValueError(f"graphique « {self.code} » : le titre, qui énonce le constat, manque")
        if not 1 <= len(self.series) <= (1 if self.sorte is Sorte.BARRES else SERIES_AU_PLUS):
            raise ValueError(
                f"graphique « {self.code} » : {len(self.series)} série{pluriel(len(self.series))} pour des {self.sorte}"
            )
        if not 1 <= len(self.categories) <= CATEGORIES_AU_PLUS:
            raise ValueError(f"graphique « {self.code} » : {len(self.categories)} catégories")
        for serie in self.series:
            if len(serie.valeurs) != len(self.categories):
                raise ValueError(f"graphique « {self.code} », série « {serie.nom} » : une valeur par catégorie")
            if any(isinstance(v, bool) or not isinstance(v, int | Fraction | None) for v in serie.valeurs):
                raise ValueError(f"graphique « {self.code} », série « {serie.nom} » : valeurs exactes ou absentes")
        object.__setattr__(self, "noms", tuple(composer(s.nom) for s in self.series))
        object.__setattr__(self, "etiquettes", tuple(self._etiquettes()))
        object.__setattr__(self, "decimales", self._decimales())
        textes = (tuple(None if v is None else exact(v) for v in s.valeurs) for s in self.series)
        object.__setattr__(self, "exactes", tuple(textes))

    @property
    def vide(self) -> bool:
        """Return whether nothing at all is known: there is then nothing to draw."""
        return all(valeur is None for serie in self.series for valeur in serie.valeurs)

    @property
    def phrase_vide(self) -> str:
        """Return what stands where an empty chart would have stood."""
        return composer(f"Graphique non établi : « {self.titre} », aucune valeur n'est renseignée.")

    def _etiquettes(self) -> list[str]:
        toutes = [s.valeurs for s in self.series]
        return [
            self._etiquette(composer(c), [n for n, v in zip(self.noms, toutes, strict=True) if v[r] is None])
            for r, c in enumerate(self.categories)
        ]

    def _etiquette(self, categorie: str, absentes: list[str]) -> str:
        if not absentes:
            return categorie
        if len(absentes) == len(self.series):
            return f"{categorie} ({NON_RENSEIGNE})"
        return composer(f"{categorie} ({', '.join(absentes)} : {NON_RENSEIGNE})")

    @property
    def texte_de_remplacement(self) -> str:
        """Return what a screen reader says instead of the drawing: the finding, what is drawn, what is missing."""
        absentes = [e for e in self.etiquettes if NON_RENSEIGNE in e]
        morceaux = [self.titre, self.description, f"Valeurs absentes : {', '.join(absentes)}" if absentes else ""]
        phrases = [composer(m).rstrip(".") for m in morceaux if m.strip()]
        return ". ".join(phrases) + "."

    def _decimales(self) -> int:
        facteur = 100 if self.unite == "%" else 1
        diviseurs = {v.denominator for s in self.series for v in s.valeurs if v is not None}
        essais = (0,) if self.unite == "€" else range(_CHIFFRES_AU_PLUS)  # des centimes s'écrivent à deux chiffres
        courtes = (n for n in essais if all(facteur * 10**n % d == 0 for d in diviseurs))
        return next(courtes, 1 if self.unite == "%" else _CHIFFRES_AU_PLUS)

    def montrer(self, valeur: Valeur) -> str:
        """Return one value as a label or a table shows it."""
        if valeur is None:
            return NON_RENSEIGNE
        facteur = 100 if self.unite == "%" else 1
        texte = formats.nombre(Fraction(valeur) * facteur, self.decimales)
        return f"{texte}{INSECABLE}{self.unite}" if self.unite else texte

    def tableau(self) -> list[list[str]]:
        """Return the same data as rows of text, titles first: a chart never stands without its table."""
        return [
            ["", *self.noms],
            *([composer(c), *(self.montrer(s.valeurs[r]) for s in self.series)] for r, c in enumerate(self.categories)),
        ]
