"""The indicators of the contract: what the annex writes, what was measured and agreed; their past, their talks."""

from __future__ import annotations

from cpts_xl.engine.schema.modele import OUI_NON, Tableau, champ
from cpts_xl.engine.schema.preuves import TABLEAUX_PREUVES

NB_PALIERS = 4
STATUTS_INDICATEUR = ("atteint", "partiel", "non atteint", "neutralisé", "non évalué")

INDICATEURS = Tableau("indicateur", "indicateurs", "Indicateurs", (
    champ("id", "N°", "code", "Identifiant court, commençant par une lettre : A1, P2…", obligatoire=True),
    champ("mission", "Mission", "code", "Code de la mission.", obligatoire=True, liste="LISTE_MISSIONS"),
    champ("libelle", "Indicateur", "texte", "Intitulé du contrat.", obligatoire=True),
    champ("mode", "Mode", "choix", "Réalisé (oui ou non), paliers qui se remplacent, ou linéaire (convention).",
          choix=("réalisé", "paliers", "linéaire"), obligatoire=True),
    champ("sens", "Sens", "choix", "Hausse ou baisse attendue.", choix=("hausse", "baisse")),
    champ("montant_en_jeu", "Montant en jeu", "montant",
          "Euros inscrits au contrat pour cet indicateur ; vide si le contrat donne un poids."),
    champ("depart", "Valeur de départ", "nombre", "Valeur mesurée avant l'année."),
    champ("cible", "Cible", "nombre", "Cible imprimée au contrat."),
    champ("constate", "Constaté", "nombre",
          "Valeur mesurée à la fin de l'année, dans l'unité du contrat ; un taux avec deux décimales. Vide : le taux "
          "se calcule du numérateur et du dénominateur."),
    champ("realise", "Réalisé", "choix", "Pour le mode réalisé : Oui ou Non.", choix=OUI_NON),
    *(champ(f"seuil_{n}", f"Seuil {n}", "nombre", "Seuils du plus facile au plus exigeant.")
      for n in range(1, NB_PALIERS + 1)),
    *(champ(f"montant_{n}", f"Montant {n}", "montant", "Montant payé quand ce palier est le plus haut atteint.")
      for n in range(1, NB_PALIERS + 1)),
    champ("axe", "Axe", "choix", "Moyens ou résultats ; aucun poids n'y est attaché.", choix=("moyens", "résultats")),
    champ("unite", "Unité", "texte", "patients, %, réunions…"),
    champ("definition", "Définition", "texte", "Définition et formule, telles que le contrat les écrit."),
    champ("producteur", "Producteur", "choix", "Qui fournit la valeur.",
          choix=("CPTS", "CPAM", "ARS", "donnée publique")),
    champ("periode", "Période", "texte", "Période que la valeur couvre : du 01/01 au 31/12/2025, au 31/12/2025…"),
    champ("poids", "Poids", "taux", "Part de l'enveloppe variable de la mission, si le contrat n'écrit pas d'euros."),
    champ("progression", "Progression", "nombre", "Progression écrite au contrat, négative à la baisse : -100."),
    champ("numerateur", "Numérateur", "nombre", "Numérateur du taux mesuré."),
    champ("denominateur", "Dénominateur", "nombre", "Dénominateur du taux mesuré."),
    champ("base", "Taux exprimé pour", "nombre",
          "100 pour un pourcentage, 1 000 pour mille habitants, 1 pour un simple rapport."),
    champ("valeur_cpam", "Valeur CPAM", "nombre", "Valeur mesurée par la CPAM, dans la même unité."),
    champ("valeur_retenue", "Valeur convenue", "nombre",
          "Valeur retenue au dialogue de gestion ; vide tant que rien n'est convenu. Elle l'emporte sur le constaté."),
    champ("realise_cpam", "Réalisé, CPAM", "choix", "Avis de la CPAM, pour le mode réalisé.", choix=OUI_NON),
    champ("realise_retenu", "Réalisé, convenu", "choix",
          "Ce qui est retenu au dialogue de gestion, pour le mode réalisé.", choix=OUI_NON),
    champ("neutralisation", "Neutralisation", "choix",
          "Vide : l'indicateur compte. Sinon, ce que le dialogue de gestion a décidé d'en payer.",
          choix=("à décider", "payé en entier", "non payé")),
    champ("motif", "Motif", "texte", "Pourquoi l'indicateur est neutralisé, ou d'où vient l'écart."),
    champ("reporte_de", "Repris de", "texte", "Indicateur de l'année précédente que celui-ci propose de nouveau."),
    champ("definition_changee", "Définition changée", "choix", "Oui si la définition n'est plus celle de l'an passé.",
          choix=OUI_NON),
    champ("prevision", "Prévision", "taux",
          "Part que vous pensez atteindre. Ne sert qu'au scénario central ; ne change aucun droit."),
    champ("cible_proposee", "Cible proposée n+1", "nombre",
          "Cible que la CPTS propose pour l'année suivante ; vide tant que rien n'est proposé."),
    champ("commentaire", "Commentaire", "texte", "Ce qu'il faut savoir pour lire cette ligne."),
), "id", 40)  # fmt: skip

HISTORIQUE = Tableau("historique", "historique", "Historique", (
    champ("annee", "Année", "entier", "Année du contrat, de 1 à 5.", obligatoire=True),
    champ("indicateur", "Indicateur", "code", "N° que l'indicateur portait cette année-là.", obligatoire=True),
    champ("libelle", "Intitulé", "texte", "Intitulé de cette année-là."),
    champ("mission", "Mission", "code", "Code de la mission.", liste="LISTE_MISSIONS"),
    champ("definition", "Définition", "texte", "Définition de cette année-là."),
    champ("depart", "Valeur de départ", "nombre", "Valeur de départ de cette année-là."),
    champ("cible", "Cible", "nombre", "Cible de cette année-là."),
    champ("valeur", "Valeur retenue", "nombre", "Valeur finalement retenue."),
    champ("acquis", "Montant acquis", "montant", "Montant acquis cette année-là."),
    champ("statut", "Statut", "choix", "Ce que l'indicateur a donné.", choix=STATUTS_INDICATEUR),
    champ("source", "Source", "texte", "Classeur ou notification d'où vient la ligne."),
), "indicateur", 80)  # fmt: skip

DIALOGUE = Tableau("point", "dialogue", "Dialogue de gestion", (
    champ("date", "Date", "jour", "Jour de l'échange avec la CPAM ou l'ARS.", obligatoire=True),
    champ("indicateur", "Indicateur", "code", "N° de l'indicateur ; vide pour un point général.",
          liste="INDICATEUR_ID"),
    champ("valeur_cpts", "Valeur CPTS", "nombre", "Valeur présentée par la CPTS."),
    champ("valeur_cpam", "Valeur CPAM", "nombre", "Valeur présentée par la CPAM."),
    champ("valeur_retenue", "Valeur convenue", "nombre", "Valeur retenue à l'issue de l'échange."),
    champ("motif", "Motif", "texte", "Ce qui explique l'écart ou la décision."),
    champ("reserve", "Réserve", "texte", "Réserve que l'une des parties a fait inscrire."),
    champ("suite", "Suite à donner", "texte", "Qui fait quoi."),
    champ("echeance", "Échéance", "jour", "Pour quand."),
    champ("etat", "État", "choix", "Où en est la suite.", choix=("ouvert", "fait", "abandonné")),
), "date", 30)  # fmt: skip

TABLEAUX_INDICATEURS = (INDICATEURS, *TABLEAUX_PREUVES, HISTORIQUE, DIALOGUE)
