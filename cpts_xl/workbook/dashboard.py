"""The dashboard: the figures of the year and their perimeter, the checks, the table by post and its native chart."""

from __future__ import annotations

from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Absent
from cpts_xl.engine.etapes import MESURES
from cpts_xl.engine.schema import TOTAL, postes
from cpts_xl.rules.genres import ENTIER, MONTANT, TEXTE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.inks import cache
from cpts_xl.workbook.layout import Case
from cpts_xl.workbook.styles import FOND_TITRE, FOND_TOTAL
from cpts_xl.workbook.writer import Ecrivain

LIGNE_POSTES = 11
MESURES_POSTES = (*MESURES, ("depense", "Dépensé"))


def tableau_de_bord(e: Ecrivain) -> None:
    """Write the dashboard: the figures and their perimeter, the checks, the table by post and its chart."""
    nom = sheets.TABLEAU_DE_BORD
    fin = e.resultat.valeurs["identite.fin"]
    periode = f"Année conventionnelle du {formats.jour(e.resultat.dossier.debut)} à l'anniversaire suivant"
    if not isinstance(fin, Absent):
        periode += f" ({formats.jour(fin)}, non compris)"
    f = e.titre(nom, f"Tableau de bord — {e.resultat.dossier.nom}", periode + ".")
    for colonne, largeur in enumerate((16, 44, 18, 18, 18, 18)):
        f.set_column(colonne, colonne, largeur)
    chiffres = (("perimetre.tout.plafond", "Plafond"), ("perimetre.tout.droit", "Droit ouvert"),
                ("perimetre.tout.verse", "Versé"), ("total.reste", "Reste à percevoir"))  # fmt: skip
    for rang, (ident, libelle) in enumerate(chiffres):
        f.write_string(
            3, 2 + rang, libelle, e.styles(bold=True, align="center", bg_color=FOND_TITRE, font_color="#FFFFFF")
        )
        e.rappel(Case(nom, 5, 3 + rang), ident, MONTANT, bold=True, font_size=13, align="center", bg_color=FOND_TOTAL)
    manques = [str(v) for i, _ in chiffres if isinstance(v := cache(e.resultat.valeurs[i], e.encre), str)]
    f.set_row(4, 26)
    e.hauteur(nom, 5, [(texte, 18) for texte in manques], taille=13)
    f.write_string(4, 1, "Les chiffres de l'année", e.styles(bold=True, font_size=13))
    f.write_string(5, 1, "Périmètre : toutes lignes, avec fonctionnement, supplément SNP et part variable de crise.",
                   e.styles.aide)  # fmt: skip
    _bilan_controles(e)
    _postes(e)


def _bilan_controles(e: Ecrivain) -> None:
    """Write how many checks hold, how many are to be looked at, how many wait for an input."""
    nom = sheets.TABLEAU_DE_BORD
    f = e.feuille(nom)
    idents = [i for i in e.layout.cases if i.startswith("controle.")]
    plage = e.layout.plage(tuple(idents), Case(nom, 1, 1))
    f.write_string(7, 1, "Contrôles", e.styles(bold=True, font_size=13))
    textes = [_texte(e.resultat.valeurs[i]) for i in idents]
    for rang, mot in enumerate(("Conforme", "À regarder", "À compléter")):
        f.write_string(7, 2 + rang, mot, e.styles.entete)
        compte = sum(1 for texte in textes if texte == mot or texte.startswith(f"{mot} :"))
        critere = f'"{mot}"' if mot != "À compléter" else '"À compléter*"'
        e.formule(Case(nom, 9, 3 + rang), f"COUNTIF({plage},{critere})", compte, ENTIER, align="center")


def _texte(valeur: Any) -> str:
    return valeur.texte if isinstance(valeur, Absent) else str(valeur)


def _postes(e: Ecrivain) -> None:
    """Write the posts again, for the eye and for the chart: each cell shows that of the sheet Enveloppes."""
    nom, debut = sheets.TABLEAU_DE_BORD, LIGNE_POSTES
    f = e.feuille(nom)
    codes = tuple(postes(e.resultat.droit))
    for rang, code in enumerate((*codes, TOTAL)):
        ligne = debut + 1 + rang
        total: dict[str, Any] = {"bold": True, "bg_color": FOND_TOTAL} if code == TOTAL else {}
        libelle = "Total" if code == TOTAL else e.resultat.valeurs[f"poste.{code}.libelle"]
        e.valeur(Case(nom, ligne, 2), libelle, e.styles.case(TEXTE, **total))
        for colonne, (mesure, _titre) in enumerate(MESURES_POSTES, 3):
            e.rappel(Case(nom, ligne, colonne), f"poste.{code}.{mesure}", MONTANT, **total)
        textes = (cache(e.resultat.valeurs[f"poste.{code}.{mesure}"], e.encre) for mesure, _ in MESURES_POSTES)
        e.hauteur(nom, ligne, [(texte, 16) for texte in textes if isinstance(texte, str)])
    for colonne, titre in enumerate(("Poste", *(t for _, t in MESURES_POSTES)), 1):
        f.write_string(debut - 1, colonne, titre, e.styles.entete)
    total_ = debut + len(codes) + 1
    f.write_string(
        total_, 1, "Droit ouvert, versé et dépensé se lisent côte à côte, sans s'additionner.", e.styles.aide
    )
    _graphique(e, debut, len(codes), total_ + 2)
    f.print_area(0, 0, total_ + 25, 5)
    f.fit_to_pages(1, 1)


def _graphique(e: Ecrivain, debut: int, lignes: int, ancre: int) -> None:
    """Insert the native chart: bars by post, legible in black and white, described for a screen reader."""
    nom = sheets.TABLEAU_DE_BORD
    graphique = e.classeur.add_chart({"type": "bar"})
    for code, couleur in (("plafond", "#C9D3D6"), ("droit", "#5C9AA6"), ("verse", "#12404A")):  # lisibles en gris
        rang = 2 + [mesure for mesure, _ in MESURES_POSTES].index(code)
        graphique.add_series({
            "name": [nom, debut - 1, rang],
            "categories": [nom, debut, 1, debut + lignes - 1, 1],
            "values": [nom, debut, rang, debut + lignes - 1, rang],
            "fill": {"color": couleur}, "border": {"color": "#12404A", "width": 0.75}, "gap": 60,
        })  # fmt: skip
    graphique.set_title({"name": "Plafond, droit ouvert et versé par poste (en euros)", "name_font": {"size": 12}})
    graphique.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    graphique.set_x_axis(
        {"num_format": "[$-40C]#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D8DEE0"}}}
    )
    graphique.set_legend({"position": "bottom"})
    graphique.set_size({"width": 940, "height": 430})
    noms = ", ".join(postes(e.resultat.droit).values())
    e.feuille(nom).insert_chart(ancre, 0, graphique, {
        "description": f"Barres horizontales : plafond, droit ouvert et versé pour chaque poste ({noms}). "
                       "Les mêmes nombres sont dans le tableau au-dessus.",
        "object_position": 1,
    })  # fmt: skip
