"""Identity and contract: one declared value each."""

from __future__ import annotations

from cpts_xl.engine.schema.modele import OUI_NON, Champ, champ

IDENTITE: tuple[Champ, ...] = (
    champ("nom", "Nom de la CPTS", "texte", "Nom inscrit au contrat.", obligatoire=True),
    champ("finess", "N° FINESS", "texte", "Neuf chiffres, sur le contrat."),
    champ("rna", "N° RNA", "texte", "W suivi de neuf chiffres, sur le récépissé de la préfecture."),
    champ("siret", "N° SIRET", "texte", "Quatorze chiffres, sur l'avis de situation de l'INSEE."),
    champ("adresse", "Adresse", "texte", "Siège de l'association."),
    champ("presidence", "Présidence", "texte", "Prénom et nom, si vous souhaitez les faire figurer au rapport."),
    champ("coordination", "Coordination", "texte", "Prénom et nom, si vous souhaitez les faire figurer au rapport."),
    champ("cpam", "CPAM", "texte", "Caisse signataire du contrat."),
    champ("ars", "ARS", "texte", "Agence régionale de santé signataire."),
    champ("signature", "Date de signature du contrat", "jour", "Date portée au contrat tripartite.", obligatoire=True),
    champ("debut", "Début de l'année conventionnelle", "jour", "Jour anniversaire de la signature.", obligatoire=True),
    champ("arrete", "État arrêté au", "jour", "Date à laquelle l'état est dressé ; elle mesure les retards.",
          obligatoire=True),
    champ("dialogue", "Dialogue de gestion", "jour",
          "Prochaine revue avec la CPAM et l'ARS, si elle est fixée : la part variable est attendue ce jour-là."),
    champ("exercice_debut", "Début de l'exercice comptable", "jour",
          "Le plus souvent le 1er janvier ; voir les statuts."),
    champ("exercice_cloture", "Clôture de l'exercice comptable", "jour", "Dernier jour de l'exercice, compris."),
    champ("population", "Population du territoire", "entier", "Total des communes du projet de santé.",
          obligatoire=True),
    champ("population_source", "Source de la population", "texte", "Par exemple : INSEE, population municipale."),
    champ("population_annee", "Année de référence de la population", "entier", "Millésime de la source."),
    champ("taille_contrat", "Taille inscrite au contrat", "entier",
          "De 1 à 4. Laisser vide si le contrat n'en dit rien."),
    champ("supplement_snp", "Supplément soins non programmés", "choix",
          "Oui si le contrat prévoit le financement spécifique (grille de 2019 seulement).", choix=OUI_NON),
    champ("plan_crise", "Plan de crise, cette année", "choix",
          "Année de rédaction ou de mise à jour du plan, d'après l'annexe du contrat.",
          choix=("rédaction", "mise à jour")),
    champ("crise_reconnue", "Crise reconnue par l'ARS", "choix", "Oui seulement si l'ARS a reconnu une crise.",
          choix=OUI_NON),
    champ("unite_prorata", "Unité du prorata", "choix",
          "Jours ou mois entiers, d'après le contrat. Vide : jours (convention de l'outil).", choix=("jours", "mois")),
    champ("prorata_variable", "Proratiser la part variable", "choix",
          "Utile si une mission démarre dans l'année ; le contrat le dit.", choix=OUI_NON),
    champ("taux_acompte_variable", "Taux d'acompte de la part variable", "taux",
          "Vide : aucun acompte (convention de l'outil)."),
    champ("taux_acompte_snp", "Taux d'acompte des lignes SNP", "taux",
          "Aucun texte lu ne le donne : à reprendre du contrat (grille de 2019 seulement)."),
    champ("majoration", "Majoration de démarrage du fonctionnement", "choix",
          "Oui si la première année du contrat en bénéficie. Comptée à part, hors des totaux.", choix=OUI_NON),
    champ("aide_lettre", "Aide à la lettre d'intention", "montant",
          "Montant notifié, s'il y en a eu une. Comptée à part, hors des totaux."),
    champ("scenario", "Scénario affiché", "choix",
          "Prudent : part fixe seule. Central : ce que vous attendez. Complet : plafonds. Ne change aucun droit.",
          choix=("prudent", "central", "complet")),
    champ("tresorerie_ouverture", "Solde bancaire au début de l'année", "montant",
          "Relevé bancaire au début de l'année conventionnelle, tous comptes."),
    champ("alerte_plafond", "Alerte sur le plafond d'un professionnel", "taux",
          "Part du plafond à partir de laquelle alerter. Vide : 90 % (convention de l'outil)."),
)  # fmt: skip


def champ_identite(code: str) -> Champ:
    """Return the identity field of this code; KeyError if there is none."""
    return {c.code: c for c in IDENTITE}[code]
