"""What the fields of the money, of next year and of the annexes mean, in French."""

from __future__ import annotations

LIGNE = {
    "libelle": "libellé",
    "plafond": "plafond de l'année, avant prorata",
    "droit": "droit ouvert",
    "verse": "somme versée à la date d'arrêté",
}
_POSTE = {**LIGNE, "depense": "dépense saisie", "consommation": "part du droit ouvert consommée"}
_PAIEMENTS = {
    "heures": "heures payées", "indemnites": "indemnités", "remunerations": "rémunérations", "total": "total payé",
}  # fmt: skip
_CADRE = {
    "libelle": "poste", "prevu": "budget du scénario retenu", "realise": "dépensé dans l'exercice",
    "ecart": "reste à dépenser", "prudent": "budget prudent", "central": "budget central", "complet": "budget complet",
}  # fmt: skip
_CLASSE = {
    "libelle": "nature", "central": "budget central", "suivi": "montant du classeur",
    "comptes": "montant des comptes clos",
    "ecart": "écart entre les deux", "precedent": "exercice précédent",
}  # fmt: skip
_FINANCEUR = {
    "libelle": "financeur", "attribue": "attribué", "verse": "reçu", "reste": "reste à recevoir",
    "recu_exercice": "reçu dans l'exercice",
}  # fmt: skip
_SCENARIOS = {"prudent": "scénario prudent", "central": "scénario central", "complet": "scénario complet"}
_SUIVANTE = {
    "libelle": "ligne", "montant_suivant": "montant de l'année suivante", "acompte_suivant": "acompte",
    "solde_suivant": "solde",
}  # fmt: skip


def sous(prefixe: str, sens: dict[str, str]) -> dict[str, str]:
    """Return the meanings of the fields below a path, each under its whole path."""
    return {f"{prefixe}.{cle}": texte for cle, texte in sens.items()}


SENS_ARGENT: dict[str, str] = {
    "lignes": "liste : les lignes de financement dues",
    **sous("lignes[]", {
        **LIGNE,
        "retenu": "montant annuel retenu",
        "origine": "d'où vient ce montant, s'il n'est pas un montant national confirmé",
        "acompte": "acompte attendu",
        "reste": "reste à percevoir",
    }),
    "lignes_non_dues": "lignes non dues cette année, séparées par des points-virgules",
    "demarrage": "la première année, majoration et aide déclarées, hors totaux, et leur statut ; vide sinon",
    "totaux": "totaux, toutes lignes",
    **sous("totaux", {
        "plafond": "plafond", "droit": "droit ouvert", "acompte": "acomptes attendus", "verse": "versé",
        "reste": "reste à percevoir", "trop_percu": "trop-perçu",
    }),
    "perimetres": "liste : un total par périmètre nommé",
    **sous("perimetres[]", LIGNE),
    "versements": "liste : les versements saisis",
    **sous("versements[]", {
        "date": "date", "ligne": "ligne payée", "nature": "acompte, solde…", "reference": "référence du bordereau",
        "montant": "montant saisi", "annee": "année du contrat payée", "retard": "retard à la réception, en mots",
    }),
    "echeances": "liste : ce qui était attendu de l'assurance maladie et ce qui est venu",
    **sous("echeances[]", {
        "nature": "solde n-1, acompte ou solde", "ligne": "ligne", "date": "date attendue",
        "attendu": "montant attendu",
        "recu": "montant reçu", "recu_le": "dates et références des versements", "ecart": "reçu moins attendu",
        "retard": "retard en mots", "somme_en_retard": "somme en retard",
        "en_retard": "vrai si la somme est encore due (pour {% if %})",
        "texte": "texte et article",
    }),
    "echeances_total": "total de l'échéancier",
    "echeances_total.recu": "total reçu",
    "echeances_total.en_retard": "total en retard à la date d'arrêté",
    "cadres": "liste : budget et dépense de l'exercice, par poste",
    **sous("cadres[]", _CADRE),
    "cadres_total": "totaux de cette liste",
    **sous("cadres_total", _CADRE),
    "charges": "liste : les charges de l'exercice par nature",
    **sous("charges[]", _CLASSE),
    "charges_total": "total des charges",
    **sous("charges_total", _CLASSE),
    "produits": "liste : les produits de l'exercice par nature",
    **sous("produits[]", _CLASSE),
    "produits_total": "total des produits",
    **sous("produits_total", _CLASSE),
    "rapprochement": "le rapprochement avec les comptes clos",
    **sous("rapprochement", {
        "phrases": "liste de phrases : charges, produits", "commissaire": "phrase sur le commissaire aux comptes",
    }),
    "financeurs": "liste : toutes les sources d'argent",
    **sous("financeurs[]", _FINANCEUR),
    "financeurs_total": "totaux de cette liste",
    **sous("financeurs_total", _FINANCEUR),
    "non_depense": "liste : les sommes non dépensées, par poste",
    **sous("non_depense[]", {
        "libelle": "poste", "ouverture": "non dépensé à l'ouverture", "encaisse": "reçu dans l'année",
        "depense": "dépensé dans l'année", "cloture": "non dépensé à la clôture", "usage": "usage prévu",
    }),
    "non_depense_total": "totaux de cette liste",
    **sous("non_depense_total", {
        "ouverture": "non dépensé à l'ouverture", "encaisse": "reçu", "depense": "dépensé",
        "cloture": "non dépensé à la clôture",
    }),
    "evolutions": "ce qui a changé depuis l'an dernier",
    **sous("evolutions", {
        "contrat": "liste : taille, règles, droits", "indicateurs": "liste : valeurs et définitions",
        "sans_objet": "pourquoi il n'y a rien à comparer",
    }),
    **sous("evolutions.contrat[]", {
        "cause": "cause", "objet": "objet", "avant": "année précédente", "apres": "cette année", "constat": "constat",
    }),
    **sous("evolutions.indicateurs[]", {
        "id": "numéro", "indicateur": "intitulé", "avant": "valeur d'avant", "apres": "valeur",
        "acquis_avant": "acquis d'avant",
        "acquis": "acquis", "cause": "cause du changement",
    }),
    "actions_prevues": "liste : les actions poursuivies et leurs suites",
    **sous("actions_prevues[]", {
        "numero": "numéro", "mission": "mission", "titre": "action", "etat": "état",
        "debut": "début", "suites": "suite prévue",
    }),
    "scenarios": "liste : les droits de l'année dans trois scénarios",
    **sous("scenarios[]", {
        "libelle": "scénario", "fixe": "part fixe", "variable": "part variable", "droit": "droit",
        "acompte": "acomptes", "solde": "solde attendu",
    }),
    "scenario_retenu": "scénario retenu au budget",
    "equilibres": "liste : les droits et le budget de l'année dans trois scénarios",
    **sous("equilibres[]", {"libelle": "ligne", **_SCENARIOS}),
    "budget_suivant": "liste : les lignes du budget de l'année suivante, charges d'abord",
    **sous("budget_suivant[]", {
        "sens": "charge, produit ou part variable ACI", "nature": "nature comptable", "libelle": "intitulé",
        "poste": "poste ou mission", **_SCENARIOS,
    }),
    "equilibres_suivants": "liste : l'équilibre du budget de l'année suivante",
    **sous("equilibres_suivants[]", {"libelle": "ligne", **_SCENARIOS}),
    "cadres_suivants": "liste : les charges de l'année suivante, par poste",
    **sous("cadres_suivants[]", {"libelle": "poste", **_SCENARIOS}),
    "cadres_suivants_total": "totaux de cette liste",
    **sous("cadres_suivants_total", {"libelle": "« Total »", **_SCENARIOS}),
    "suivante": "liste : les parts fixes de l'année suivante",
    **sous("suivante[]", _SUIVANTE),
    "suivante_total": "totaux de cette liste",
    **sous("suivante_total", _SUIVANTE),
    "suivante_sans_objet": "la dernière année du contrat, pourquoi rien n'est prévu ensuite ; vide sinon",
    "suivante_non_comptees": "les lignes de l'année suivante comptées pour zéro, leur mission démarrant plus tard",
    "indicateurs_proposes": "liste : les indicateurs par montant restant à gagner, et leur cible proposée",
    **sous("indicateurs_proposes[]", {
        "id": "numéro", "libelle": "intitulé", "statut": "statut", "resultat": "résultat", "cible": "cible de l'année",
        "reste": "reste à gagner", "proposition": "cible proposée",
    }),
    "prochaines_dates": "liste : les prochaines dates du contrat",
    **sous("prochaines_dates[]", {"jour": "jour", "libelle": "intitulé"}),
    "dialogue": "liste : les points du dialogue de gestion, les ouverts d'abord",
    **sous("dialogue[]", {
        "date": "date", "indicateur": "indicateur", "valeur_cpts": "valeur de la CPTS",
        "valeur_cpam": "valeur de la CPAM",
        "valeur_retenue": "valeur convenue", "motif": "motif", "reserve": "réserve entre parenthèses, ou rien",
        "suite": "suite à donner", "echeance": "échéance", "etat": "état",
        "ouvert": "vrai si le point est ouvert (pour {% if %})",
    }),
    "postes": "liste : un élément par poste de dépense",
    **sous("postes[]", _POSTE),
    "postes_total": "totaux des postes",
    **sous("postes_total", {cle: sens for cle, sens in _POSTE.items() if cle != "libelle"}),
    "indemnites": "liste : un élément par profession, sans nom ni identifiant",
    **sous("indemnites[]", {
        "profession": "profession", "natures": "indemnité, rémunération",
        "personnes": "nombre de professionnels de cette profession",
        "heures": "heures payées dans l'année conventionnelle",
        "montant": "montant payé dans l'année conventionnelle",
        "annee": "année civile de la part la plus élevée",
        "part": "part la plus élevée du plafond d'un professionnel",
    }),
    "paiements": "liste : ce qui a été payé aux professionnels dans l'année conventionnelle, par poste",
    **sous("paiements[]", {"libelle": "poste", **_PAIEMENTS}),
    "paiements_total": "totaux de ces paiements",
    **sous("paiements_total", _PAIEMENTS),
    "controles": "liste : les contrôles qui ont un objet",
    **sous("controles[]", {
        "libelle": "contrôle", "resultat": "résultat", "mesure": "ce qui est mesuré", "cellule": "cellule du classeur",
    }),
    "complements": "liste : les textes dont la rubrique n'est pas prévue",
    **sous("complements[]", {"titre": "rubrique saisie", "paragraphes": "liste de paragraphes"}),
    "annexe_b": "liste : les chapitres du calcul détaillé",
    **sous("annexe_b[]", {
        "titre": "titre du chapitre", "numero": "numéro de son tableau", "lignes": "liste : les étapes du chapitre",
        "sources": "sources des montants et seuils lus dans les textes",
    }),
    **sous("annexe_b[].lignes[]", {
        "ref": "référence, citée par les tableaux", "libelle": "libellé", "valeur": "valeur",
        "texte": "texte et article, avec leur fiabilité", "entrees": "cellules qui alimentent le calcul",
        "cellule": "cellule du classeur", "phrase": "phrase du calcul, avec ses nombres",
    }),
    "annexe_c": "liste : les pièces justificatives",
    **sous("annexe_c[]", {
        "numero": "numéro de la pièce", "date": "date", "type": "type", "intitule": "intitulé",
        "fichier": "fichier et page", "sert": "indicateurs et action servis", "force": "force de preuve",
        "validite": "valable ou expirée", "cellule": "cellule du classeur",
    }),
    "definitions": "liste : les mots employés",
    **sous("definitions[]", {"mot": "mot", "sens": "sens"}),
    "sigles": "liste : les sigles",
    **sous("sigles[]", {"mot": "sigle", "sens": "signification"}),
    "definitions_indicateurs": "liste : les définitions des indicateurs",
    **sous("definitions_indicateurs[]", {
        "id": "numéro", "definition": "définition", "producteur": "producteur", "periode": "période",
    }),
    "attestation": "ce qui identifie le calcul",
    **sous("attestation", {
        "empreinte": "empreinte du classeur", "version": "version de l'outil",
        "empreinte_textes": "empreinte des textes appliqués",
    }),
    "textes_appliques": "liste : les textes en vigueur",
    **sous("textes_appliques[]", {
        "titre": "titre", "signature": "date de signature", "effet": "date d'effet",
        "statut": "fiabilité de cette date", "source": "source",
    }),
}  # fmt: skip
