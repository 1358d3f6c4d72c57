"""The sheet « Lire ce classeur »: what each sheet shows, what each measure means, over which perimeter."""

from __future__ import annotations

from cpts_xl import __version__
from cpts_xl.campaign import schema
from cpts_xl.campaign.consolide.plume import TITRE, Plume
from cpts_xl.campaign.recueil import Recueil
from cpts_xl.engine.etapes import PERIMETRES

NOM = "Lire ce classeur"
LARGEUR = 112
FEUILLES = (
    ("Synthèse", "Combien de classeurs, combien d'euros, par taille."),
    ("Par taille", "Pour chaque ratio : nombre, minimum, quartiles, maximum, par taille de CPTS."),
    ("Par ancienneté", "Les mêmes, par année du contrat."),
    ("Graphiques", "Les mêmes par taille, en boîtes."),
    ("Indicateurs", "Taux d'atteinte par classe et par mission, statuts, force de preuve."),
    ("Par poste", "Plafond, droit ouvert, versé, dépensé, pour le fonctionnement et chaque mission."),
    ("Constats", "Ce que la vérification a relevé, par cause, avec les euros en jeu."),
    ("Échecs", "Les fichiers qui ne comptent pas, et que faire."),
    ("CPTS et années", "Les données : une ligne par CPTS et par année conventionnelle."),
    ("Données indicateurs", "Les données : une ligne par indicateur."),
    ("Données postes", "Les données : une ligne par poste."),
)
REGLES = (
    "Chaque nombre est recalculé des saisies du classeur reçu ; les résultats que celui-ci affichait sont ignorés.",
    "Ce qui manque est une case vide, avec sa raison ; il n'entre dans aucune moyenne, aucun quartile, aucune somme.",
    "Un montant seul ne compare rien : lire les ratios pour 1 000 habitants et par adhérent, à taille et âge égaux.",
    "Quartiles et sommes sont des formules : filtrer les données ne les change pas, y supprimer une ligne les change.",
    "Aucune donnée personnelle : ni nom de professionnel, ni texte libre.",
)


def ecrire(plume: Plume, recueil: Recueil) -> None:
    """Write the sheet."""
    aide = f"{len(recueil.retenus)} CPTS et années. Écrit par cpts_xl {__version__}, schéma {schema.VERSION}."
    feuille = plume.tete(NOM, "Campagne CPTS : classeur consolidé", aide)
    feuille.set_column(0, 0, 34)
    feuille.set_column(1, 1, LARGEUR)
    feuille.set_column(2, 2, 92)
    ligne = _section(plume, 3, "Ce qu'il faut savoir")
    for regle in REGLES:
        feuille.write_string(ligne, 0, "•", plume.style(align="right"))
        feuille.write_string(ligne, 1, regle, plume.style(text_wrap=True))
        feuille.set_row(ligne, 16)
        ligne += 1
    ligne = _section(plume, ligne + 1, "Les feuilles")
    for nom, sens in FEUILLES:
        feuille.write_url(ligne, 0, f"internal:'{nom}'!A1", plume.style(font_color="#0B5A8A", underline=1), nom)
        feuille.write_string(ligne, 1, sens, plume.style(text_wrap=True))
        ligne += 1
    ligne = _section(plume, ligne + 1, "Les périmètres")
    for nomme in PERIMETRES:
        feuille.write_string(ligne, 0, nomme.code, plume.style())
        feuille.write_string(ligne, 1, f"{nomme.libelle}.", plume.style(text_wrap=True))
        ligne += 1
    ligne = _section(plume, ligne + 1, "Les colonnes de « CPTS et années »")
    plume.entetes(NOM, ligne, ("Colonne", "Définition", "Unité et périmètre"), haut=20)
    for colonne in schema.CPTS_ANNEES.colonnes:
        ligne += 1
        perimetre = " – ".join(mot for mot in (colonne.unite, colonne.perimetre) if mot)
        for rang, texte in enumerate((colonne.titre, colonne.sens, perimetre)):
            plume.valeur(NOM, ligne, rang, texte, "texte", text_wrap=True)
        feuille.set_row(ligne, 30 if len(colonne.sens) > LARGEUR else 16)
    plume.impression(NOM, ligne + 1, 3, entete=0)


def _section(plume: Plume, ligne: int, titre: str) -> int:
    """Write the title of a part; return the row after."""
    plume.feuille(NOM).write_string(ligne, 0, titre, plume.style(bold=True, font_size=12, font_color=TITRE))
    return ligne + 1
