"""The dashboard: the three figures and their perimeter, the checks, the posts, what is worth doing, the next dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Absent
from cpts_xl.engine.etapes import MESURES
from cpts_xl.engine.schema import TOTAL, postes
from cpts_xl.rules.genres import ENTIER, JOUR, MONTANT, TEXTE, Genre
from cpts_xl.workbook import sheets
from cpts_xl.workbook.inks import cache
from cpts_xl.workbook.layout import Case
from cpts_xl.workbook.pages.charts import Graphique, Serie, inserer
from cpts_xl.workbook.styles import FOND_TITRE, FOND_TOTAL
from cpts_xl.workbook.writer import Ecrivain

COLONNES = (12, 46, 17, 17, 17, 17, 17, 17)
LARGEUR = len(COLONNES)
"""Columns that we fill: the others are the user's."""
LIGNE_POSTES = 11
MESURES_POSTES = (*MESURES, ("depense", "Dépensé"))
CHIFFRES = (
    ("perimetre.tout.droit", "Droit ouvert"),
    ("perimetre.tout.verse", "Versé"),
    ("total.reste", "Reste à percevoir"),
)
LIGNES_GRAPHIQUE = 18
ECHELLE = 66
"""Percent at which the tables hold on one printed page, and the charts on the next."""


@dataclass(frozen=True, slots=True)
class Apercu:
    """The first rows of a sorted list that has its own sheet: title, rows of the list, columns shown."""

    titre: str
    prefixe: str
    nombre: int
    colonnes: tuple[tuple[str, str, Genre], ...]


APERCUS = (
    Apercu("Ce qui vaut encore la peine : euros en jeu, par indicateur", "priorite", 6, (
        ("indicateur", "N°", TEXTE), ("libelle", "Indicateur", TEXTE), ("mission", "Mission", TEXTE),
        ("reste", "Reste en jeu", MONTANT), ("statut", "Où il en est", TEXTE),
    )),
    Apercu("Prochaines dates", "prochaine", 6, (
        ("jour", "Le", JOUR), ("libelle", "Échéance", TEXTE), ("jours_restants", "Jours restants", ENTIER),
    )),
)  # fmt: skip
_TITRES = (
    "Plafond, droit ouvert et versé par poste (en euros)",
    "Droit ouvert et dépensé par poste (en euros)",
    "Part variable : enveloppe et acquis par mission (en euros)",
    "Force des preuves : nombre d'indicateurs par mission",
)


def descriptions(droit: Any) -> frozenset[str]:
    """Return the titles and alternative texts of our charts: what tells them from those that a user drew."""
    return frozenset({*_TITRES, *(_description(titre, droit) for titre in _TITRES)})


def _description(titre: str, droit: Any) -> str:
    noms = ", ".join(postes(droit).values())
    return f"Barres horizontales. {titre}, pour : {noms}. Les mêmes nombres sont dans les tableaux de la feuille."


def tableau_de_bord(e: Ecrivain) -> None:
    """Write the dashboard and its four charts."""
    nom = sheets.TABLEAU_DE_BORD
    fin = e.resultat.valeurs["identite.fin"]
    periode = f"Année conventionnelle du {formats.jour(e.resultat.dossier.debut)} à l'anniversaire suivant"
    if not isinstance(fin, Absent):
        periode += f" ({formats.jour(fin)}, non compris)"
    f = e.titre(nom, f"Tableau de bord — {e.resultat.dossier.nom}", periode + ".")
    for colonne, largeur in enumerate(COLONNES):
        f.set_column(colonne, colonne, largeur)
    _chiffres(e)
    _bilan_controles(e)
    bas = _postes(e)
    for apercu in APERCUS:
        bas = _liste(e, bas + 1, apercu)
    lignes = _graphiques(e, bas + 1)
    f.print_area(0, 0, bas + 1 + lignes, LARGEUR - 1)
    f.set_h_pagebreaks([bas])
    f.set_print_scale(ECHELLE)


def _chiffres(e: Ecrivain) -> None:
    nom, f = sheets.TABLEAU_DE_BORD, e.feuille(sheets.TABLEAU_DE_BORD)
    tete = e.styles(bold=True, align="center", bg_color=FOND_TITRE, font_color="#FFFFFF")
    for rang, (ident, libelle) in enumerate(CHIFFRES):
        f.write_string(3, 2 + rang, libelle, tete)
        e.rappel(Case(nom, 5, 3 + rang), ident, MONTANT, bold=True, font_size=14, align="center", bg_color=FOND_TOTAL)
    f.set_row(4, 30)
    manques = [str(v) for i, _ in CHIFFRES if isinstance(v := cache(e.resultat.valeurs[i], e.encre), str)]
    e.hauteur(nom, 5, [(texte, 17) for texte in manques], taille=14)
    f.write_string(4, 1, "Les chiffres de l'année", e.styles(bold=True, font_size=13))
    perimetre = "Périmètre : toutes lignes, avec fonctionnement, supplément SNP et part variable de crise."
    f.write_string(5, 1, perimetre, e.styles.aide)


def _bilan_controles(e: Ecrivain) -> None:
    """Write how many checks hold, how many are to be looked at, how many wait for an input."""
    nom = sheets.TABLEAU_DE_BORD
    f = e.feuille(nom)
    idents = tuple(i for i in e.layout.cases if i.startswith("controle."))
    plage = e.layout.plage(idents, Case(nom, 1, 1))
    f.write_string(7, 1, "Contrôles", e.styles(bold=True, font_size=13))
    textes = [_texte(e.resultat.valeurs[i]) for i in idents]
    for rang, mot in enumerate(("Conforme", "À regarder", "À compléter")):
        f.write_string(7, 2 + rang, mot, e.styles.entete)
        compte = sum(1 for texte in textes if texte == mot or texte.startswith(f"{mot} :"))
        critere = f'"{mot}"' if mot != "À compléter" else '"À compléter*"'
        e.formule(Case(nom, 9, 3 + rang), f"COUNTIF({plage},{critere})", compte, ENTIER, align="center")


def _texte(valeur: Any) -> str:
    return valeur.texte if isinstance(valeur, Absent) else str(valeur)


def _postes(e: Ecrivain) -> int:
    """Write the posts again, for the eye and for the charts: each cell shows another. Return the row under them."""
    nom, debut, f = sheets.TABLEAU_DE_BORD, LIGNE_POSTES, e.feuille(sheets.TABLEAU_DE_BORD)
    codes = tuple(postes(e.resultat.droit))
    for rang, code in enumerate((*codes, TOTAL)):
        ligne = debut + 1 + rang
        total: dict[str, Any] = {"bold": True, "bg_color": FOND_TOTAL} if code == TOTAL else {}
        libelle = "Total" if code == TOTAL else e.resultat.valeurs[f"poste.{code}.libelle"]
        e.valeur(Case(nom, ligne, 2), libelle, e.styles.case(TEXTE, **total))
        idents = [f"poste.{code}.{mesure}" for mesure, _ in MESURES_POSTES]
        idents += [f"ligne.{code}_variable.plafond", f"mission.{code}.acquis"]
        # une mission sans ligne variable a sa case « acquis » dans la grille, et aucun calcul à y montrer
        montres = [ident for ident in idents if ident in e.layout.cases and ident in e.resultat.valeurs]
        for colonne, ident in enumerate(idents, 3):
            if ident in montres:
                e.rappel(Case(nom, ligne, colonne), ident, MONTANT, **total)
            else:
                e.valeur(Case(nom, ligne, colonne), None, e.styles.case(TEXTE, **total))
        vus = (cache(e.resultat.valeurs[i], e.encre) for i in montres)
        e.hauteur(nom, ligne, [(texte, 16) for texte in vus if isinstance(texte, str)])
    titres = ("Poste", *(t for _, t in MESURES_POSTES), "Variable : enveloppe", "Variable : acquis")
    for colonne, titre in enumerate(titres, 1):
        f.write_string(debut - 1, colonne, titre, e.styles.entete)
    f.set_row(debut - 1, 28)
    note = "Droit ouvert, versé et dépensé se lisent côte à côte, sans s'additionner : voir la feuille Enveloppes."
    f.write_string(debut + len(codes) + 1, 1, note, e.styles.aide)
    return debut + len(codes) + 3


def _liste(e: Ecrivain, ligne: int, apercu: Apercu) -> int:
    """Write the first rows of a sorted list kept on its own sheet; return the row under it."""
    nom, f = sheets.TABLEAU_DE_BORD, e.feuille(sheets.TABLEAU_DE_BORD)
    f.write_string(ligne - 1, 1, apercu.titre, e.styles(bold=True, font_size=13))
    for colonne, (_code, entete, _genre) in enumerate(apercu.colonnes):
        f.write_string(ligne, colonne, entete, e.styles.entete)
    for rang in range(1, apercu.nombre + 1):
        place = ligne + 1 + rang
        textes = []
        for colonne, (code, _entete, genre) in enumerate(apercu.colonnes, 1):
            e.rappel(Case(nom, place, colonne), f"{apercu.prefixe}.{rang}.{code}", genre)
            vu = cache(e.resultat.valeurs[f"{apercu.prefixe}.{rang}.{code}"], e.encre)
            textes.append((str(vu) if isinstance(vu, str) else "", COLONNES[colonne - 1]))
        e.hauteur(nom, place, textes)
    return ligne + apercu.nombre + 2


def _graphiques(e: Ecrivain, ligne: int) -> int:
    """Insert the four charts, two by two; return how many rows they stand over."""
    droit, nom = e.resultat.droit, sheets.TABLEAU_DE_BORD
    debut, fin = LIGNE_POSTES, LIGNE_POSTES + len(postes(droit)) - 1
    noms = Serie(nom, 1, debut, fin)
    poste = {mesure: Serie(nom, 2 + rang, debut, fin) for rang, (mesure, _) in enumerate(MESURES_POSTES)}
    missions = Serie(nom, 1, debut + 1, fin)  # le fonctionnement n'a pas d'indicateur
    variable = [Serie(nom, colonne, debut, fin) for colonne in (6, 7)]
    zones = (
        (noms, [poste["plafond"], poste["droit"], poste["verse"]]),
        (noms, [poste["droit"], poste["depense"]]),
        (noms, variable),
        (missions, _forces(e)),
    )
    for rang, (titre, (categories, series)) in enumerate(zip(_TITRES, zones, strict=True)):
        graphique = Graphique(titre, _description(titre, droit), categories, series, empile=rang == 3, euros=rang != 3)  # noqa: PLR2004  (le dernier)
        colonne, decalage = (0, 0) if rang % 2 == 0 else (3, 70)
        inserer(e, graphique, ligne + (rang // 2) * LIGNES_GRAPHIQUE, colonne, decalage)
    return 2 * LIGNES_GRAPHIQUE


def _forces(e: Ecrivain) -> list[Serie]:
    """Return the columns of the sheet Couverture that count the indicators by strength, weakest first."""
    missions = [m.code for m in e.resultat.droit.missions]
    series = []
    for force in range(5):
        premiere, derniere = (
            e.layout.cases[f"couverture.{code}.force_{force}"] for code in (missions[0], missions[-1])
        )
        series.append(Serie(premiere.feuille, premiere.colonne - 1, premiere.ligne - 1, derniere.ligne - 1))
    return series
