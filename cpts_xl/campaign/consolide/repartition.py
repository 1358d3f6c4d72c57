"""How the CPTS spread: minimum, quartiles, maximum of each ratio, by size and by age of the contract; box charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cpts_xl.campaign import schema
from cpts_xl.campaign.consolide.donnees import Donnees
from cpts_xl.campaign.consolide.plume import PALE, TITRE, Plume

TAILLES, ANCIENNETE, GRAPHIQUES = "Par taille", "Par ancienneté", "Graphiques"
MESURES = ("droit_1000", "verse_1000", "depense_1000", "droit_adherent", "depense_adherent", "adherents_1000",
           "consommation", "taux_moyen", "force", "taux_adhesion")  # fmt: skip
DESSINEES = ("droit_1000", "depense_1000", "droit_adherent", "consommation", "taux_moyen", "adherents_1000")
"""The measures that have a chart."""

ENSEMBLE = "Ensemble"
LARGEUR = 78
"""Letters that the column of the measures shows on one line."""
_STATISTIQUES = ("Minimum", "1er quartile", "Médiane", "3e quartile", "Maximum")
_AIDES = ("Libellé", "Bas de la boîte", "Jusqu'à la médiane", "Jusqu'au 3e quartile", "Moustache basse",
          "Moustache haute")  # fmt: skip
_PREMIERE_AIDE = 9
"""Column, from 0, of what only serves the charts, apart from the table."""


@dataclass(frozen=True, slots=True)
class _Axe:
    """What groups the CPTS-years: its sheet, its column, its groups, its word."""

    feuille: str
    colonne: str
    groupes: tuple[int, ...]
    mot: str
    titre: str


_AXES = (
    _Axe(TAILLES, "taille", (1, 2, 3, 4), "Taille", "Répartition par taille de CPTS"),
    _Axe(ANCIENNETE, "annee", (1, 2, 3, 4, 5), "Année", "Répartition par année du contrat"),
)


def quartile(valeurs: Sequence[float], rang: int) -> float | None:
    """Return a quartile as QUARTILE computes it (0: minimum, 2: median, 4: maximum); None when there is no value."""
    if not valeurs:
        return None
    rangees = sorted(Fraction(str(valeur)) for valeur in valeurs)
    place = Fraction((len(rangees) - 1) * rang, 4)
    bas = int(place)
    haut = min(bas + 1, len(rangees) - 1)
    return float(rangees[bas] + (rangees[haut] - rangees[bas]) * (place - bas))


def ecrire(plume: Plume, annees: Donnees) -> None:
    """Write both sheets of quartiles, then the charts by size."""
    blocs = {axe.feuille: _feuille(plume, axe, annees) for axe in _AXES}
    _graphiques(plume, _AXES[0], blocs[TAILLES])


def _feuille(plume: Plume, axe: _Axe, annees: Donnees) -> dict[str, int]:
    """Write the quartiles of each measure; return the first row of each block, from 0."""
    feuille = plume.tete(axe.feuille, axe.titre, "Quartiles calculés sur les seules valeurs connues ; la colonne "
                         "« Nombre » dit combien. Une case vide : aucune CPTS du groupe n'a cette valeur.")  # fmt: skip
    feuille.set_column(0, 0, 66)
    feuille.set_column(1, 1, 12)
    feuille.set_column(2, 7, 14)
    feuille.set_column(8, 8, 3)
    feuille.set_column(_PREMIERE_AIDE, _PREMIERE_AIDE, 22)
    feuille.set_column(_PREMIERE_AIDE + 1, _PREMIERE_AIDE + 5, 13)
    plume.entetes(axe.feuille, 2, ("Mesure, unité et périmètre", axe.mot, "Nombre", *_STATISTIQUES))
    for rang, titre in enumerate(_AIDES, _PREMIERE_AIDE):
        feuille.write_string(2, rang, f"{titre} (pour les graphiques)", plume.entete)
    ligne, blocs = 3, {}
    for mesure in MESURES:
        blocs[mesure] = ligne
        for groupe in (*axe.groupes, None):
            _rangee(plume, axe, annees, mesure=mesure, groupe=groupe, ligne=ligne)
            ligne += 1
    plume.impression(axe.feuille, ligne, 8, entete=3)
    return blocs


def _rangee(
    plume: Plume, axe: _Axe, annees: Donnees, *, mesure: str, groupe: int | None, ligne: int
) -> None:  # fmt: skip
    """Write one group of one measure: how many, quartiles, then what the chart reads."""
    nom, colonne = axe.feuille, schema.CPTS_ANNEES.colonne(mesure)
    valeurs = [
        valeur
        for valeur, a in zip(annees.valeurs[mesure], annees.valeurs[axe.colonne], strict=True)
        if valeur is not None and groupe in {a, None}
    ]
    fond: dict[str, Any] = {"bg_color": PALE, "bold": True} if groupe is None else {}
    genre = "taux" if colonne.genre == "taux" else "nombre"
    if len(colonne.entete) > LARGEUR:
        plume.feuille(nom).set_row(ligne, 27)
    plume.valeur(nom, ligne, 0, colonne.entete, "texte", text_wrap=True, **fond)
    plume.valeur(nom, ligne, 1, ENSEMBLE if groupe is None else groupe, "texte", align="center", **fond)
    v, g, ici = f"cpts_{mesure}", f"cpts_{axe.colonne}", ligne + 1
    compte = f"COUNT({v})" if groupe is None else f"SUMPRODUCT(({g}=B{ici})*ISNUMBER({v}))"
    plume.formule(nom, (ligne, 2), compte, len(valeurs), "effectif", **fond)
    quartiles = [quartile(valeurs, rang) for rang in range(5)]
    for rang, valeur in enumerate(quartiles):
        choisies = v if groupe is None else f"IF(ISNUMBER({v}),IF({g}=B{ici},{v}))"
        texte = f'IF(C{ici}=0,"",QUARTILE({choisies},{rang}))'
        plume.formule(nom, (ligne, 3 + rang), texte, valeur, genre, matrice=groupe is not None, **fond)
    libelle = ENSEMBLE if groupe is None else f"{axe.mot} {groupe}"
    texte = f'"{libelle} ("&C{ici}&")"'
    plume.formule(nom, (ligne, _PREMIERE_AIDE), texte, f"{libelle} ({len(valeurs)})", "texte", font_color="#6B777B")
    for rang, (haut, bas) in enumerate((("E", ""), ("F", "E"), ("G", "F"), ("E", "D"), ("H", "G")), 1):
        difference = f"{haut}{ici}-{bas}{ici}" if bas else f"{haut}{ici}"
        texte = f'IF(C{ici}=0,"",{difference})'
        plume.formule(nom, (ligne, _PREMIERE_AIDE + rang), texte, _ecart(quartiles, haut, bas), genre,
                      font_color="#6B777B")  # fmt: skip


def _ecart(quartiles: Sequence[float | None], haut: str, bas: str) -> float | None:
    """Return what the helper of a chart holds; columns D to H are the five statistics."""
    dessus, dessous = quartiles["DEFGH".index(haut)], quartiles["DEFGH".index(bas)] if bas else 0.0
    return None if dessus is None or dessous is None else float(Fraction(str(dessus)) - Fraction(str(dessous)))


def _graphiques(plume: Plume, axe: _Axe, blocs: dict[str, int]) -> None:
    """Draw one box chart per measure: from the first quartile to the third, cut at the median, whiskers to the ends."""
    aide = "La boîte va du 1er au 3e quartile, coupée à la médiane ; les traits, du minimum au maximum. (n) : nombre."
    feuille = plume.tete(GRAPHIQUES, "Répartition par taille de CPTS", aide)
    feuille.set_column(0, 15, 11)
    for rang, mesure in enumerate(DESSINEES):
        graphique = _boite(plume, axe, mesure, blocs[mesure])
        description = f"Boîtes : {schema.CPTS_ANNEES.colonne(mesure).entete}. Valeurs : feuille {axe.feuille}."
        place = {"description": description, "object_position": 1}
        feuille.insert_chart(3 + 18 * (rang // 2), 8 * (rang % 2), graphique, place)
    plume.impression(GRAPHIQUES, 3 + 18 * ((len(DESSINEES) + 1) // 2), 16, entete=0, haut=1)


def _boite(plume: Plume, axe: _Axe, mesure: str, premiere: int) -> Any:
    colonne = schema.CPTS_ANNEES.colonne(mesure)
    derniere = premiere + len(axe.groupes)

    def zone(aide: int) -> list[Any]:
        rang = _PREMIERE_AIDE + aide
        return [axe.feuille, premiere, rang, derniere, rang]

    def plage(aide: int) -> str:
        lettre = "JKLMNO"[aide]
        return f"='{axe.feuille}'!${lettre}${premiere + 1}:${lettre}${derniere + 1}"

    graphique = plume.classeur.add_chart({"type": "column", "subtype": "stacked"})
    moustache = {"type": "custom", "line": {"color": TITRE, "width": 1}}
    graphique.add_series({
        "name": "1er quartile", "categories": zone(0), "values": zone(1), "fill": {"none": True},
        "border": {"none": True}, "gap": 60,
        "y_error_bars": {**moustache, "direction": "minus", "minus_values": plage(4), "plus_values": plage(4)},
    })  # fmt: skip
    graphique.add_series({
        "name": "Du 1er quartile à la médiane", "categories": zone(0), "values": zone(2),
        "fill": {"color": "#C9D3D6"}, "border": {"color": TITRE, "width": 0.75},
    })  # fmt: skip
    graphique.add_series({
        "name": "De la médiane au 3e quartile", "categories": zone(0), "values": zone(3),
        "fill": {"color": "#5C9AA6"}, "border": {"color": TITRE, "width": 0.75},
        "y_error_bars": {**moustache, "direction": "plus", "plus_values": plage(5), "minus_values": plage(5)},
    })  # fmt: skip
    graphique.set_title({"name": colonne.titre, "name_font": {"size": 11, "color": TITRE}})
    graphique.set_y_axis({
        "num_format": "[$-40C]0\\ %" if colonne.genre == "taux" else "[$-40C]#,##0.##", "num_font": {"size": 8},
        "name": colonne.unite, "name_font": {"size": 8, "bold": False},
        "major_gridlines": {"visible": True, "line": {"color": "#D8DEE0"}},
    })  # fmt: skip
    graphique.set_x_axis({"num_font": {"size": 8}})
    graphique.set_legend({"position": "bottom", "font": {"size": 8}, "delete_series": [0]})
    graphique.set_size({"width": 620, "height": 350})
    return graphique
