"""What to look at: the findings by cause with the euros at stake, and the files that do not count."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.campaign.consolide.plume import Plume
from cpts_xl.campaign.recueil import Recueil

CONSTATS, ECHECS = "Constats", "Échecs"
_GRAVITES = ("bloquant", "à regarder", "information")


def constats(plume: Plume, recueil: Recueil) -> None:
    """Write the findings of the whole campaign: gravity, cause, how many, how many CPTS-years, euros."""
    groupes: dict[tuple[str, str], dict[str, Any]] = {}
    for ligne in recueil.lignes("constats"):
        cle = (ligne["gravite"], ligne["cause"])
        neuf = {"nombre": 0, "annees": 0, "chiffres": 0, "cumul": Fraction(0), "enjeux": []}
        groupe = groupes.setdefault(cle, neuf)
        groupe["nombre"] += ligne["nombre"]
        groupe["annees"] += 1
        if ligne["enjeu_cumule"] is not None:  # un enjeu non publié n'est pas compté parmi ceux que la somme contient
            groupe["chiffres"] += ligne["chiffres"]
            groupe["cumul"] += Fraction(str(ligne["enjeu_cumule"]))
        if ligne["enjeu_maximal"] is not None:
            groupe["enjeux"].append(ligne["enjeu_maximal"])
    feuille = plume.tete(CONSTATS, "Constats par cause", "Le détail de chacun, avec sa cellule, s'obtient sur le "
                         "classeur lui-même par « cpts-xl verifier ».")  # fmt: skip
    feuille.set_column(0, 0, 14)
    feuille.set_column(1, 1, 46)
    feuille.set_column(2, 6, 18)
    plume.entetes(CONSTATS, 2, (
        "Gravité", "Cause", "Constats", "CPTS et années concernées", "Constats chiffrés",
        "Enjeu cumulé (€) – un même euro peut compter plusieurs fois", "Plus grand enjeu (€) – un seul constat",
    ), haut=62)  # fmt: skip
    rangees = sorted(groupes, key=lambda cle: (_GRAVITES.index(cle[0]), -groupes[cle]["nombre"], cle[1]))
    for numero, cle in enumerate(rangees, 3):
        groupe = groupes[cle]
        cumul = float(groupe["cumul"]) if groupe["chiffres"] else None
        cases = (
            (cle[0], "texte"), (cle[1], "texte"), (groupe["nombre"], "effectif"), (groupe["annees"], "effectif"),
            (groupe["chiffres"], "effectif"), (cumul, "montant"), (max(groupe["enjeux"], default=None), "montant"),
        )  # fmt: skip
        for colonne, (valeur, genre) in enumerate(cases):
            plume.valeur(CONSTATS, numero, colonne, valeur, genre)
    plume.impression(CONSTATS, 3 + len(rangees), 7, entete=3)


def echecs(plume: Plume, recueil: Recueil) -> None:
    """Write the files that do not count: file, what happened, where, what to do; then what was left aside."""
    feuille = plume.tete(ECHECS, "Fichiers à reprendre", "La même liste est dans echecs.html. Remettre chaque fichier "
                         "corrigé dans le dossier, puis relancer : ce qui est fait le reste.")  # fmt: skip
    for colonne, largeur in enumerate((40, 70, 30, 60)):
        feuille.set_column(colonne, colonne, largeur)
    plume.entetes(ECHECS, 2, ("Fichier", "Ce qui est arrivé", "Où", "Que faire"), haut=20)
    ligne = 3
    for echec in recueil.echecs:
        feuille.set_row(ligne, 15 * max(1, -(-len(echec.motif) // 75), -(-len(echec.remede) // 65)))
        for colonne, texte in enumerate((echec.relatif, echec.motif, echec.lieu, echec.remede)):
            plume.valeur(ECHECS, ligne, colonne, texte, "texte", text_wrap=True)
        ligne += 1
    for sorte, nombre in recueil.ignores.items():
        plume.valeur(ECHECS, ligne, 0, f"({nombre})", "texte")
        plume.valeur(ECHECS, ligne, 1, f"Laissé de côté, ce n'est pas un classeur : {sorte}.", "texte")
        plume.valeur(ECHECS, ligne, 2, "", "texte")
        plume.valeur(ECHECS, ligne, 3, "Rien.", "texte")
        ligne += 1
    plume.impression(ECHECS, ligne, 4, entete=3)
