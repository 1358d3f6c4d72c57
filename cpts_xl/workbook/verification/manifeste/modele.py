"""What the manifest of a received workbook says: everything that is neither a value nor a formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Zone(NamedTuple):
    """A rectangle of cells, rows and columns counted from 1, ends included."""

    haut: int
    gauche: int
    bas: int
    droite: int

    def contient(self, ligne: int, colonne: int) -> bool:
        """Return whether a cell stands in the rectangle."""
        return self.haut <= ligne <= self.bas and self.gauche <= colonne <= self.droite


class Validation(NamedTuple):
    """One data validation: where, which kind, between what, and whether it really refuses."""

    zones: tuple[Zone, ...]
    genre: str
    """``none``, ``list``, ``whole``, ``decimal``, ``date``, ``time``, ``textLength`` or ``custom``."""
    operateur: str
    formules: tuple[str, ...]
    refuse: bool
    """False when the message of refusal is off, or only a warning."""


class Apparence(NamedTuple):
    """How a style may hide what it shows; nothing said by default."""

    invisible: str = ""
    """Why the text cannot be read: « encre #FFFFFF sur fond #FFFFFF »; empty when it can."""
    fond: str = ""
    """The colour laid behind, the first one of a gradient; empty for none."""
    format: str = ""
    """The number format, for the styles that a conditional format gives."""


class Conditionnel(NamedTuple):
    """One rule of conditional formatting: where, its kind, its formulas, the style that it gives."""

    zones: tuple[Zone, ...]
    genre: str
    operateur: str
    formules: tuple[str, ...]
    style: Apparence
    sans_valeur: bool
    """True for bars or icons that replace the number."""
    priorite: int
    """The rules of the smallest ones come first."""
    arret: bool
    """True when no rule after this one is looked at once it holds."""


class Tableau(NamedTuple):
    """One table: its name, its rectangle, whether a filter of it hides rows."""

    nom: str
    zone: Zone | None
    filtre: bool


class Dessin(NamedTuple):
    """One drawing and the cells whose middle it covers."""

    nature: str
    nom: str
    zone: Zone | None


class EtiquettesLues(NamedTuple):
    """What the labels of a series show: the formats of its numbers, the words and the cells put in their place."""

    formats: tuple[str, ...] = ()
    mots: tuple[str, ...] = ()
    cellules: str = ""


class SerieLue(NamedTuple):
    """One series of a chart: its name as shown, then the formulas of its name, its categories and its values."""

    mot: str
    nom: str
    categories: str
    valeurs: str
    invisible: bool
    etiquettes: EtiquettesLues
    gardes: Mapping[int, str]
    """The numbers that the chart keeps of its last drawing, by rank."""
    noms_gardes: Mapping[int, str]
    """The names of its bars that it keeps, by rank."""


class AxeLu(NamedTuple):
    """One axis of values: its bounds when they are fixed, and what changes the way it is read."""

    minimum: float | None
    maximum: float | None
    logarithme: bool
    inverse: bool
    unites: bool
    format: str
    """Empty when it is that of the cells."""


class GraphiqueLu(NamedTuple):
    """One chart: the cell under its corner, its words, its series, how they stand together, its axes."""

    cellule: str
    description: str
    titre: str
    titre_lie: str
    """The formula of a title that repeats a cell."""
    series: tuple[SerieLue, ...]
    groupements: frozenset[str]
    axes: tuple[AxeLu, ...]
    deplace: bool
    """True when the bars do not start from 0."""


class Nom(NamedTuple):
    """One defined name; ``portee`` is the sheet that it is limited to, or empty."""

    nom: str
    portee: str
    cible: str
    masque: bool


@dataclass(slots=True)
class FeuilleManifeste:
    """One sheet, its cells apart: what shows, what is restrained, what lies over it."""

    nom: str
    etat: str = "visible"
    genre: str = "worksheet"
    protection: Mapping[str, str] | None = None
    lignes: dict[int, str] = field(default_factory=dict)
    """Rows that do not show, each with why: « masquée », « groupée », « de hauteur nulle »."""
    hauteur_nulle: bool = False
    """True when every row that is not described is hidden."""
    colonnes: list[tuple[int, int, str]] = field(default_factory=list)
    """Columns that do not show: first, last, why."""
    validations: list[Validation] = field(default_factory=list)
    conditionnels: list[Conditionnel] = field(default_factory=list)
    tableaux: list[Tableau] = field(default_factory=list)
    filtres: list[Zone] = field(default_factory=list)
    """Ranges whose filter has a criterion: the rows that it hides are filtered, not hidden."""
    fusions: list[Zone] = field(default_factory=list)
    dessins: list[Dessin] = field(default_factory=list)
    graphiques: list[GraphiqueLu] = field(default_factory=list)
    """The charts of the dashboard, where ours are; those of other sheets are not read."""
    commentaires: int = 0
    liens_externes: int = 0
    invisibles: dict[str, str] = field(default_factory=dict)
    """Cells whose text cannot be read, each with why."""
    courses: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Cells some words of which cannot be read, each with why, and those words."""
    formules_cachees: list[str] = field(default_factory=list)
    """Cells whose formula does not show once the sheet is protected."""
    recopies: list[str] = field(default_factory=list)
    """Cells whose alignment repeats what they show up to their edge."""
    sans_zeros: bool = False
    ouvertes: list[Zone] = field(default_factory=list)
    """Ranges that a protected sheet lets change all the same."""
    comme_lotus: bool = False
    """True when the formulas of the sheet are computed as Lotus 1-2-3 did: a text counts for 0."""
    sans_conditionnels: bool = False
    """True when the conditional formats of the sheet are switched off."""
    formules_montrees: bool = False
    """True when the sheet shows formulas in the place of their results."""
    hors_volets: tuple[int, int] = (0, 0)
    """Rows and columns that frozen panes leave out of reach, from the first: the view was scrolled when they froze."""
    croises: int = 0
    pieds: tuple[str, ...] = ()
    """What is printed above and under each page, as written: « &L » begins what stands on the left."""
    image_de_fond: bool = False
    """True when a picture is spread behind the cells."""
    liens: dict[str, str] = field(default_factory=dict)
    """Where the cells that are links lead inside the file; empty: outside."""


@dataclass(slots=True)
class Manifeste:
    """A received workbook, its values and formulas apart."""

    feuilles: dict[str, FeuilleManifeste] = field(default_factory=dict)
    noms: list[Nom] = field(default_factory=list)
    calcul: Mapping[str, str] = field(default_factory=dict)
    """The attributes of ``calcPr``, as written."""
    date1904: bool = False
    structure_verrouillee: bool = False
    fenetre_masquee: bool = False
    sans_onglets: bool = False
    objets: str = "all"
    """Whether drawings and charts show: « all », « placeholders » (grey frames), « none »."""
    caches_croises: int = 0
