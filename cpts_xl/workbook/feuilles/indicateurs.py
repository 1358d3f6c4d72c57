"""The sheets of the indicators: the list of the contract, its past years, the talks with the CPAM."""

from __future__ import annotations

from cpts_xl.engine.schema import NB_PALIERS
from cpts_xl.engine.schema.preuves import FORCE_MAX
from cpts_xl.rules.genres import ENTIER, MONTANT, NOMBRE, TAUX, TEXTE
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, saisie
from cpts_xl.workbook.feuilles.preuves import FEUILLES_PREUVES

INDICATEURS_FEUILLE = FeuilleTableau(
    "Indicateurs", "Indicateurs du contrat",
    "Une ligne par indicateur : l'essentiel d'abord, le détail à droite.",
    "indicateur", "tblIndicateurs", (
        # l'essentiel : ce que tout contrat donne, et ce qui en sort
        saisie("indicateur", "id", 7),
        saisie("indicateur", "mission", 16),
        saisie("indicateur", "libelle", 44),
        saisie("indicateur", "mode", 10),
        saisie("indicateur", "sens", 9),
        saisie("indicateur", "montant_en_jeu", 13),
        saisie("indicateur", "depart", 10),
        saisie("indicateur", "cible", 10),
        saisie("indicateur", "constate", 10),
        saisie("indicateur", "realise", 9),
        calcul("taux", "Taux retenu", TAUX, 11),
        calcul("acquis", "Montant acquis", MONTANT, 13),
        calcul("statut", "Statut", TEXTE, 13),
        calcul("force", "Force de preuve", ENTIER, 9),
        *(saisie("indicateur", f"seuil_{n}", 9) for n in range(1, NB_PALIERS + 1)),
        *(saisie("indicateur", f"montant_{n}", 12) for n in range(1, NB_PALIERS + 1)),
        # ce que certains contrats écrivent autrement, ou en plus
        saisie("indicateur", "axe", 10),
        saisie("indicateur", "unite", 12),
        saisie("indicateur", "definition", 40),
        saisie("indicateur", "producteur", 12),
        saisie("indicateur", "periode", 16),
        saisie("indicateur", "poids", 9),
        saisie("indicateur", "progression", 11),
        saisie("indicateur", "numerateur", 11),
        saisie("indicateur", "denominateur", 12),
        saisie("indicateur", "base", 10),
        # le dialogue de gestion
        saisie("indicateur", "valeur_cpam", 10),
        saisie("indicateur", "valeur_retenue", 10),
        saisie("indicateur", "realise_cpam", 10),
        saisie("indicateur", "realise_retenu", 10),
        saisie("indicateur", "neutralisation", 15),
        saisie("indicateur", "motif", 30),
        saisie("indicateur", "reporte_de", 10),
        saisie("indicateur", "definition_changee", 11),
        saisie("indicateur", "prevision", 10),
        saisie("indicateur", "cible_proposee", 11),
        saisie("indicateur", "commentaire", 30),
        # le chemin du calcul
        calcul("montant_poids", "Montant d'après le poids", MONTANT, 13),
        calcul("enjeu", "Montant en jeu retenu", MONTANT, 13),
        calcul("mesure", "Valeur mesurée", NOMBRE, 10),
        calcul("valeur", "Valeur retenue", NOMBRE, 10),
        calcul("palier", "Palier atteint", ENTIER, 10),
        calcul("montant_palier", "Montant du palier", MONTANT, 13),
        calcul("avancement", "Chemin parcouru", TAUX, 11),
        calcul("taux_mesure", "Taux d'atteinte", TAUX, 11),
        calcul("mesure_saisie", "Mesure saisie", TEXTE, 9),
        calcul("reste_enjeu", "Reste à gagner", MONTANT, 13),
        calcul("numero", "N° d'ordre du reste", ENTIER, 9),
        calcul("priorite", "Priorité", ENTIER, 9),
        calcul("central", "Acquis attendu", MONTANT, 13),
        calcul("controle_cible", "Cible imprimée", TEXTE, 12),
        calcul("controle_taux", "Taux imprimé", TEXTE, 12),
        calcul("controle_poids", "Euros et poids", TEXTE, 12),
        calcul("ecart_cpam", "CPAM moins CPTS", NOMBRE, 10),
        calcul("controle_cpam", "Accord avec la CPAM", TEXTE, 12),
        calcul("nb_pieces", "Pièces", ENTIER, 8),
        *(calcul(f"pieces_{n}", f"Pièces de force {n} et plus", ENTIER, 9) for n in range(1, FORCE_MAX + 1)),
        calcul("controle_preuve", "Acquis et preuve", TEXTE, 12),
    ), Groupe.CONTRAT, "id", pages_de_large=5, repete="C", simple=True,
)  # fmt: skip

HISTORIQUE_FEUILLE = FeuilleTableau(
    "Historique", "Historique des indicateurs",
    "Une ligne par indicateur et par année passée. L'ouverture d'une année la remplit.",
    "historique", "tblHistorique", (
        saisie("historique", "annee", 8),
        saisie("historique", "indicateur", 11),
        saisie("historique", "libelle", 40),
        saisie("historique", "mission", 16),
        saisie("historique", "definition", 36),
        saisie("historique", "depart", 10),
        saisie("historique", "cible", 10),
        saisie("historique", "valeur", 10),
        saisie("historique", "acquis", 13),
        saisie("historique", "statut", 13),
        saisie("historique", "source", 26),
    ), Groupe.CONTRAT, "indicateur",
)  # fmt: skip

DIALOGUE_FEUILLE = FeuilleTableau(
    "Dialogue", "Dialogue de gestion",
    "Une ligne par point discuté : valeurs des deux parties, valeur convenue, réserve et suite.",
    "point", "tblDialogue", (
        saisie("point", "date", 12),
        saisie("point", "indicateur", 11),
        saisie("point", "valeur_cpts", 11),
        saisie("point", "valeur_cpam", 11),
        saisie("point", "valeur_retenue", 11),
        saisie("point", "motif", 36),
        saisie("point", "reserve", 30),
        saisie("point", "suite", 36),
        saisie("point", "echeance", 12),
        saisie("point", "etat", 11),
    ), Groupe.CONTRAT, "date",
)  # fmt: skip

FEUILLES_INDICATEURS = (INDICATEURS_FEUILLE, *FEUILLES_PREUVES, HISTORIQUE_FEUILLE, DIALOGUE_FEUILLE)
