"""The indicators of the contract."""

from __future__ import annotations

from cpts_xl.engine.schema.modele import OUI_NON, Tableau, champ

NB_PALIERS = 4

INDICATEURS = Tableau("indicateur", "indicateurs", "Indicateurs", (
    champ("id", "N°", "code", "Identifiant court, commençant par une lettre : A1, P2…", obligatoire=True),
    champ("mission", "Mission", "code", "Code de la mission.", obligatoire=True, liste="LISTE_MISSIONS"),
    champ("libelle", "Indicateur", "texte", "Intitulé du contrat.", obligatoire=True),
    champ("axe", "Axe", "choix", "Moyens ou résultats ; aucun poids n'y est attaché.", choix=("moyens", "résultats")),
    champ("unite", "Unité", "texte", "patients, %, réunions…"),
    champ("mode", "Mode", "choix", "Réalisé (oui ou non), paliers qui se remplacent, ou linéaire (convention).",
          choix=("réalisé", "paliers", "linéaire"), obligatoire=True),
    champ("sens", "Sens", "choix", "Hausse ou baisse attendue.", choix=("hausse", "baisse")),
    champ("montant_en_jeu", "Montant en jeu", "montant", "Euros inscrits au contrat pour cet indicateur.",
          obligatoire=True),
    champ("depart", "Valeur de départ", "nombre", "Valeur mesurée avant l'année."),
    champ("cible", "Cible", "nombre", "Cible imprimée au contrat."),
    champ("constate", "Constaté", "nombre", "Valeur mesurée à la fin de l'année."),
    champ("realise", "Réalisé", "choix", "Pour le mode réalisé : Oui ou Non.", choix=OUI_NON),
    *(champ(f"seuil_{n}", f"Seuil {n}", "nombre", "Seuils du plus facile au plus exigeant.")
      for n in range(1, NB_PALIERS + 1)),
    *(champ(f"montant_{n}", f"Montant {n}", "montant", "Montant payé quand ce palier est le plus haut atteint.")
      for n in range(1, NB_PALIERS + 1)),
    champ("preuve", "Pièce justificative", "texte", "Intitulé de la pièce qui prouve le résultat."),
    champ("force", "Force de preuve", "entier",
          "0 rien, 1 mention, 2 document interne, 3 document daté et signé, 4 donnée d'un tiers."),
), "id", 40)  # fmt: skip

TABLEAUX_INDICATEURS = (INDICATEURS,)
