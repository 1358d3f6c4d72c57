"""What the pages write besides the steps: their writers are run with a pen that notes, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Self

from cpts_xl.rules.genres import Genre
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.layout import Case, Layout
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.xlsx.types import FeuilleLue, lettres


class _Muet:
    """Whatever a page asks of a style or a chart: it takes everything and does nothing."""

    def __getattr__(self, _nom: str) -> Self:
        return self

    def __call__(self, *_arguments: Any, **_options: Any) -> Self:
        return self


class Trace(_Muet):
    """A chart, as ``xlsxwriter`` is asked for it: its title, its series, where it goes, how it is described."""

    def __init__(self, genre: Mapping[str, Any]) -> None:
        self.empile = genre.get("subtype") == "stacked"
        self.titre, self.description, self.format = "", "", ""
        self.place = (0, 0)
        self.series: list[Mapping[str, Any]] = []

    def add_series(self, serie: Mapping[str, Any]) -> None:
        """Note a series."""
        self.series.append(serie)

    def set_title(self, titre: Mapping[str, Any]) -> None:
        """Note the title."""
        self.titre = titre["name"]

    def set_x_axis(self, axe: Mapping[str, Any]) -> None:
        """Note the format of the numbers."""
        self.format = axe["num_format"]


class _Page(_Muet):
    """One sheet: the words written directly on it, and its charts, are noted too."""

    def __init__(self, nom: str, constantes: dict[tuple[str, int, int], Any], traces: list[Trace]) -> None:
        self._nom, self._constantes, self._traces = nom, constantes, traces

    def insert_chart(self, ligne: int, colonne: int, trace: Trace, options: Mapping[str, Any]) -> None:
        """Note a chart and its place."""
        trace.place, trace.description = (ligne + 1, colonne + 1), options["description"]
        self._traces.append(trace)

    def write_string(self, ligne: int, colonne: int, texte: str, *_style: Any) -> None:
        """Note a word."""
        self._constantes[self._nom, ligne + 1, colonne + 1] = texte


class Greffier:
    """The pen of ``Ecrivain`` without its ink: formulas, constants and names, each with the cell it would go to."""

    def __init__(self, layout: Layout, encre: Encre) -> None:
        self.layout = layout
        self.resultat = layout.resultat
        self.encre = encre
        self.styles: Any = _Muet()
        self.formules: dict[tuple[str, int, int], tuple[str, Any, Genre]] = {}
        """By sheet, row and column: the formula without its « = » sign, the value beside it, its kind."""
        self.constantes: dict[tuple[str, int, int], Any] = {}
        self.rappels: dict[tuple[str, int, int], str] = {}
        """The cells that show another one: which step."""
        self.noms: dict[str, str] = {}
        self.traces: list[Trace] = []
        """The charts of the pages, in order."""

    @property
    def classeur(self) -> Any:
        """Return what the pages take for the workbook; as an attribute, it would keep all that was read."""
        return self

    def tenir(self, page: Callable[[Any], Any]) -> Self:
        """Run the writer of one page; what it would have written is noted."""
        page(self)
        return self

    def feuille(self, nom: str) -> _Page:
        """Return a sheet on which words are noted."""
        return _Page(nom, self.constantes, self.traces)

    def titre(self, nom: str, *_textes: str) -> _Page:
        """Return a sheet; its title is not a place to be found by."""
        return self.feuille(nom)

    def add_chart(self, genre: Mapping[str, Any]) -> Trace:
        """Return a chart that notes what is asked of it, and draws nothing."""
        return Trace(genre)

    def define_name(self, nom: str, zone: str) -> None:
        """Note a name and its cells."""
        self.noms[nom] = zone.removeprefix("=")

    def valeur(self, case: Case, valeur: Any, _style: Any = None) -> None:
        """Note a constant."""
        if valeur is not None and valeur != "":
            self.constantes[case.feuille, case.ligne, case.colonne] = valeur

    def formule(self, case: Case, texte: str, valeur: Any, genre: Genre, **_style: Any) -> None:
        """Note a formula and the value beside it."""
        self.formules[case.feuille, case.ligne, case.colonne] = (texte, valeur, genre)

    def rappel(self, case: Case, ident: str, genre: Genre, **_style: Any) -> None:
        """Note a cell that shows a step; one that was not found shows nothing."""
        if ident in self.layout.cases:
            self.rappels[case.feuille, case.ligne, case.colonne] = ident
            vu = cache(self.resultat.valeurs[ident], self.encre)
            self.formule(case, self.layout.reference(ident, case), vu, genre)

    def etape(self, *_arguments: Any, **_style: Any) -> None:
        """Do nothing: a step is judged where it stands."""

    hauteur = tableau = impression = validation = note = saisie = etape


class Calque:
    """Where the rows and columns of a page of ours now stand, told by the words that were written on it."""

    def __init__(self, feuille: FeuilleLue, constantes: dict[tuple[int, int], Any]) -> None:
        lieux: dict[str, list[tuple[int, int]]] = {}
        for ligne, cellules in feuille.lignes.items():
            for colonne, cellule in cellules.items():
                if isinstance(cellule.valeur, str) and cellule.formule is None:
                    lieux.setdefault(normaliser(cellule.valeur), []).append((ligne, colonne))
        self.lignes: dict[int, int] = {}
        self.colonnes: dict[int, int] = {}
        dernier = 0
        for (ligne, colonne), texte in sorted(constantes.items()):
            # un mot peut revenir : sa place est la première sous celle du mot qui le précède
            vues = [vue for vue in lieux.get(normaliser(texte), ()) if vue[0] >= dernier]
            if isinstance(texte, str) and vues:
                meme = [vue for vue in vues if vue[0] == self.lignes.get(ligne)]
                trouvee = (meme or vues)[0]
                self.lignes.setdefault(ligne, trouvee[0])
                self.colonnes.setdefault(colonne, trouvee[1])
                dernier = self.lignes[ligne]

    def adresse(self, ligne: int, colonne: int) -> str:
        """Return the address where a cell written at this place now stands."""
        return f"{lettres(_glisser(self.colonnes, colonne))}{_glisser(self.lignes, ligne)}"


def _glisser(reperes: dict[int, int], rang: int) -> int:
    """Return where a row or column went: as its own words, else as the nearest ones before it."""
    if rang in reperes:
        return reperes[rang]
    avant = max((repere for repere in reperes if repere < rang), default=None)
    return rang if avant is None else rang + reperes[avant] - avant
