"""How a chart of ours tells its numbers: its axes, its labels, its bars piled up or not, and whether they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre
from cpts_xl.workbook.verification.manifeste.modele import AxeLu, GraphiqueLu, SerieLue
from cpts_xl.workbook.verification.rappels import Trace
from cpts_xl.workbook.verification.structure.codes import section_de, tort
from cpts_xl.workbook.verification.structure.contexte import a_regarder
from cpts_xl.workbook.verification.structure.formats import TEMOIN
from cpts_xl.workbook.verification.structure.plages_graphiques import Lieux, dire

AXE = "Clic droit sur l'axe, Mise en forme de l'axe : bornes automatiques, unité d'affichage « Aucun »."
ETIQUETTES = "Clic droit sur les étiquettes, « Rétablir le texte d'étiquette », ou les supprimer."
BARRES = "Clic droit sur le graphique, Modifier le type de graphique, puis reprendre celui de la copie d'origine."
REMPLIR = "Clic droit sur la série, Mise en forme : remplissage automatique."
LARGE = 5
"""How many times the largest bar a fixed axis may measure: beyond, bars are too short to be compared."""
_ECHELLES = {
    0: re.compile(""),
    1: re.compile(r"k\s*€?|milliers?", re.IGNORECASE),
    2: re.compile(r"M\s*€?|(?i:millions?)"),
}
"""The word that must follow a number divided by a thousand, or by a million."""


def mesures(lieux: Lieux, feuille: str, lu: GraphiqueLu, trace: Trace) -> Iterator[Constat]:
    """Yield what makes the bars of a chart of ours read as other numbers than theirs."""
    ici = f"Graphique « {trace.titre} »"
    genre = "montant" if "€" in trace.format else "entier"
    bornes = _etendue(lieux, trace)
    torts = [tort for axe in lu.axes for tort in _axe(axe, bornes, genre)]
    if len(lu.axes) > 1:
        torts.append(("ses séries suivent deux axes, dont les longueurs ne se comparent pas", "deux axes"))
    if lu.deplace:
        torts.append(("ses barres ne partent pas de zéro", "barres qui partent d'ailleurs"))
    for quoi, lue in torts:
        yield a_regarder(f"{ici} : {quoi}.", feuille, lu.cellule, Cause.FORMAT, AXE, lu=lue,
                         attendu="axe automatique, depuis zéro")  # fmt: skip
    if "percentStacked" in lu.groupements:
        message = f"{ici} : ses barres montrent des parts, et non des nombres."
        yield a_regarder(message, feuille, lu.cellule, Cause.FORMAT, BARRES, lu="barres empilées à 100 %")
    elif "stacked" in lu.groupements and not trace.empile:
        message = f"{ici} : ses barres s'empilent, alors que leurs nombres ne s'additionnent pas."
        yield a_regarder(message, feuille, lu.cellule, Cause.FORMAT, BARRES, lu="barres empilées")
    for serie in lu.series:
        if serie.invisible:
            message = f"{ici} : les barres de la série « {serie.mot} » ne se voient pas."
            yield a_regarder(message, feuille, lu.cellule, Cause.FORMAT, REMPLIR, lu="sans remplissage")
        for lue in _etiquettes(serie, genre):
            message = f"{ici} : les étiquettes de la série « {serie.mot} » ne disent pas ses nombres."
            yield a_regarder(message, feuille, lu.cellule, Cause.FORMAT, ETIQUETTES, lu=lue)


def _etendue(lieux: Lieux, trace: Trace) -> tuple[Fraction, Fraction]:
    """Return the ends of the bars that a chart shows, 0 included."""
    colonnes = [lieux.montre(plages[0]) for serie in trace.series if (plages := lieux.attendues(serie["values"]))]
    vus = [n for colonne in colonnes for n in colonne]
    if trace.empile:
        vus = [sum(rangee, Fraction(0)) for rangee in zip(*colonnes, strict=False)]
    return min([Fraction(0), *vus]), max([Fraction(0), *vus])


def _axe(axe: AxeLu, bornes: tuple[Fraction, Fraction], genre: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an axis, and how a reader is told what it is."""
    bas, haut = bornes
    ampleur = max(haut, -bas) * LARGE
    fixes = [(axe.minimum, bas, "minimum"), (axe.maximum, haut, "maximum")]
    for lue, besoin, quoi in fixes:
        if lue is None or not ampleur:
            continue
        coupe = lue > besoin if quoi == "minimum" else lue < besoin
        if coupe or abs(lue) > ampleur:
            effet = "coupe ses barres" if coupe else "écrase ses barres"
            yield f"le {quoi} de son axe {effet}", f"{quoi} {nombre(Fraction(lue))}"
    if axe.logarithme:
        yield "son axe est logarithmique : la longueur des barres ne suit plus les nombres", "échelle logarithmique"
    if axe.inverse:
        yield "son axe va à l'envers", "valeurs en ordre inverse"
    if axe.unites:
        yield "son axe divise les nombres qu'il montre", "unité d'affichage"
    if trompe(axe.format, genre):
        yield "le format de son axe montre d'autres nombres", f"format {axe.format[:120]}"


def _etiquettes(serie: SerieLue, genre: str) -> Iterator[str]:
    yield from (f"format {code[:120]}" for code in serie.etiquettes.formats if trompe(code, genre))
    yield from (f"« {mot[:120]} »" for mot in serie.etiquettes.mots if any(c.isnumeric() for c in mot))
    if serie.etiquettes.cellules:
        yield dire(serie.etiquettes.cellules)


def trompe(code: str, genre: str) -> bool:
    """Return whether a format shows a number as another one: rounded to thousands, it must say so."""
    if not code:
        return False
    section, _ = section_de(code, TEMOIN)
    echelle = _ECHELLES.get(section.virgules)
    if echelle is None or (section.virgules and echelle.fullmatch(section.litteral.strip()) is None):
        return True
    return tort(code, genre, TEMOIN) is not None
