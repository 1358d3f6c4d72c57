"""What the fields proper to the other documents mean, in French; those that the report shares are told with it."""

from __future__ import annotations

from cpts_xl.report.champs.sens_argent import sous

_ANNEE = {
    "annee": "année civile", "heures": "heures payées", "indemnites": "indemnités", "remunerations": "rémunérations",
    "total": "total", "plafond": "plafond", "reste": "plafond restant", "part": "part du plafond",
}  # fmt: skip

SENS_DOCUMENTS: dict[str, str] = {
    "dialogue_le": "date du dialogue de gestion, en lettres",
    "dialogue_fixe": "vrai si cette date est saisie (pour {% if %})",
    "ecarts": "liste : les valeurs des deux côtés, par indicateur",
    **sous("ecarts[]", {
        "id": "numéro", "libelle": "intitulé", "cible": "cible", "en_jeu": "montant en jeu", "acquis": "montant acquis",
        "statut": "statut", "preuve": "pièces", "rang_de_force": "force de preuve", "valeur_cpts": "valeur de la CPTS",
        "valeur_cpam": "valeur de la CPAM", "valeur_retenue": "valeur convenue", "ecart": "CPAM moins CPTS",
        "accord": "contrôle de l'accord avec la CPAM",
    }),
    "ouverts": "liste : les points ouverts du dialogue, mêmes champs que « dialogue »",
    "faits": "liste : les points clos du dialogue, mêmes champs que « dialogue »",
    "expediteur": "liste de lignes : nom, adresse et FINESS de la CPTS, ceux qui sont saisis",
    "destinataire": "liste de lignes : la caisse et le jour de la lettre, ceux qui sont saisis",
    "contrat_signe": "vrai si la date de signature est saisie (pour {% if %})",
    "retards": "liste : les échéances en retard, mêmes champs que « echeances »",
    "retards_total": "total dû, toutes échéances en retard connues",
    "retards_non_comptes": "sommes que ce total ne comprend pas, faute d'être établies, ou rien",
    "textes_des_retards": "textes et articles qui les commandent, par volet",
    "recu_apres": "somme reçue et datée d'après l'arrêté, ou rien",
    "retards_etablis": "vrai si tous les retards sont connus (pour {% if %})",
    "retards_inconnus": "liste de phrases : ce qui manque pour les établir",
    "reunion": "la réunion choisie, mêmes champs que « reunions », sa durée et son jour (« Le 12/06/2025 »)",
    "lignes_a_signer": "liste : les lignes vides à signer",
    "professionnel": "le professionnel choisi",
    **sous("professionnel", {
        "numero": "numéro", "nom": "prénom et nom, seulement s'ils sont demandés", "designation": "nom ou numéro",
        "profession": "profession", "exercice": "libéral, salarié, mixte", "adhesion": "début d'adhésion",
        "taux": "taux horaire", "heures": "heures payées dans l'année conventionnelle",
        "heures_payees": "ces heures et leur mot, accordé",
        "montant": "montant payé dans l'année conventionnelle", "alerte": "contrôle du plafond annuel",
        "deja_verse": "payé avant l'année conventionnelle", "annees": "liste : les deux années civiles",
    }),
    **sous("professionnel.annees[]", _ANNEE),
    "participations": "liste : ses participations",
    **sous("participations[]", {
        "date": "date", "reunion": "réunion", "poste": "poste", "nature": "indemnité ou rémunération",
        "duree": "heures",
        "taux": "taux horaire", "montant": "montant", "paye_le": "date du paiement, ou « à payer »",
    }),
}  # fmt: skip
