"""Money spent and money of the others: spending, keys, envelopes, other funders, the three calendars side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.engine.schema.modele import FONCTIONNEMENT, OUI_NON, TOTAL, Rangees, Tableau, champ, postes
from cpts_xl.law.model import MISSIONS

CHARGES = {
    "60": "Achats",
    "61": "Services extérieurs",
    "62": "Autres services extérieurs",
    "63": "Impôts et taxes",
    "64": "Charges de personnel",
    "65": "Autres charges de gestion",
    "66": "Charges financières",
    "67": "Charges exceptionnelles",
    "68": "Dotations, engagements à réaliser",
    "69": "Impôts sur les bénéfices",
}
PRODUITS_COMPTABLES = {
    "70": "Ventes et prestations",
    "71": "Production stockée",
    "72": "Production immobilisée",
    "73": "Concours publics",
    "74": "Subventions d'exploitation",
    "75": "Cotisations et autres produits",
    "76": "Produits financiers",
    "77": "Produits exceptionnels",
    "78": "Reprises, fonds reportés",
    "79": "Transferts de charges",
}
NATURES = {**CHARGES, **PRODUITS_COMPTABLES}
NATURE_ACI = "74"
"""The nature under which the payments of the ACI are compared with the accounts: operating subsidies."""

POSTES_CLE = (FONCTIONNEMENT, *MISSIONS)
"""The posts that a key may serve, in the order of its columns: running costs, then every mission that a text knows."""
NOMS_POSTES_CLE = {poste: poste for poste in POSTES_CLE} | {
    "acces": "accès", "prevention": "prévention", "qualite": "qualité",
}  # fmt: skip
"""How a header says each post: its code with the accents, which finding a header by its words does not look at."""

FINANCEURS = {
    "fir": "FIR",
    "collectivite": "collectivité",
    "cotisations": "cotisations",
    "prive": "privé",
    "autre": "autre",
}
ACI = "aci"

PERIODES = {
    "contrat": ("Année conventionnelle", "Droits, versements, enveloppes, réserves"),
    "exercice": ("Exercice comptable", "Budget, comptes, seuil du commissaire aux comptes"),
    "civile_1": ("Année civile où l'année conventionnelle commence", "Plafond de chaque professionnel"),
    "civile_2": ("Année civile suivante", "Plafond de chaque professionnel"),
}


def rangees_postes(droit: Any) -> Rangees:
    """Return one row per post of the law, then the total."""
    connus = {code: {"code": code, "libelle": libelle} for code, libelle in postes(droit).items()}
    return {**connus, TOTAL: {"code": TOTAL, "libelle": "Total"}}


def _financeurs(_droit: Any) -> Rangees:
    lignes = {ACI: "ACI", **FINANCEURS}
    return {
        **{code: {"code": code, "libelle": mot} for code, mot in lignes.items()},
        TOTAL: {"code": TOTAL, "libelle": "Total"},
    }


def _periodes(_droit: Any) -> Rangees:
    decalages = {"civile_1": Fraction(0), "civile_2": Fraction(1)}
    return {
        code: {"code": code, "libelle": libelle, "sert": sert, "decalage": decalages.get(code)}
        for code, (libelle, sert) in PERIODES.items()
    }


CALENDRIERS = Tableau("calendrier", "calendriers", "Calendriers", (), "code", rangees=_periodes)

DEPENSES = Tableau("depense", "depenses", "Dépenses", (
    champ("date", "Date", "jour", "Date de la pièce : elle dit l'année conventionnelle et l'exercice.",
          obligatoire=True),
    champ("piece", "N° de pièce", "texte", "Numéro de la facture ou de la pièce comptable."),
    champ("fournisseur", "Fournisseur", "texte", "Qui est payé. Pour un professionnel, son identifiant."),
    champ("libelle", "Libellé", "texte", "Objet de la dépense."),
    champ("nature", "Nature", "choix",
          "Deux premiers chiffres du compte : 60 achats, 61 et 62 services extérieurs, 63 impôts et taxes, "
          "64 personnel, 65 autres charges (indemnités), 66 à 69 voir la feuille Rapprochement.", choix=tuple(CHARGES)),
    champ("compte", "Compte", "texte", "Numéro de compte de l'expert-comptable, s'il est connu."),
    champ("poste", "Poste", "code", "fonctionnement, ou le code de la mission ; vide si une clé répartit la dépense.",
          liste="LISTE_POSTES"),
    champ("cle", "Clé", "code", "Code d'une clé de répartition ; vide si la dépense va à un seul poste.",
          liste="CLE_ID"),
    champ("action", "Action", "code", "Numéro de l'action que la dépense sert, s'il y en a une.", liste="ACTION_ID"),
    champ("montant", "Montant", "montant", "Montant TTC ; négatif pour un avoir.", obligatoire=True),
    champ("paye_le", "Payée le", "jour",
          "Date du relevé bancaire. Vide : comptée en trésorerie à la date de la pièce (convention de l'outil)."),
    champ("justificatif", "Justificatif", "texte", "Numéro de la pièce dans le registre des justificatifs."),
    champ("reference", "Référence d'import", "texte", "Écrite par l'import, pour ne pas compter deux fois une ligne."),
), "date", 300)  # fmt: skip

CLES = Tableau("cle", "cles", "Clés de répartition", (
    champ("id", "Clé", "code", "Identifiant court, commençant par une lettre : LOYER, COORD…", obligatoire=True),
    champ("libelle", "Intitulé", "texte", "Ce que la clé répartit."),
    champ("motif", "Motif", "texte", "D'où viennent les parts : temps passé, surfaces, décision du bureau…"),
    champ("validee_le", "Validée le", "jour", "Date de la décision qui fixe la clé."),
    *(champ(f"part_{poste}", f"Part {nom}", "taux", "Part de ce poste ; vide si la clé ne le sert pas.")
      for poste, nom in NOMS_POSTES_CLE.items()),
), "id", 12)  # fmt: skip

REPARTITIONS = Tableau("repartition", "repartitions", "Répartition", (), "cle", suit="cle")

POSTES = Tableau("poste", "postes", "Enveloppes", (
    champ("ouverture", "Non dépensé à l'ouverture", "montant",
          "Reste de l'enveloppe au début de l'année conventionnelle. 0 la première année."),
    champ("usage", "Usage prévu du non-dépensé", "texte",
          "Ce que la CPTS prévoit d'en faire : fonds dédiés, réserve, action… L'outil ne dit pas si c'est admis."),
), "code", rangees=rangees_postes)  # fmt: skip

PRODUITS = Tableau("produit", "produits", "Produits", (
    champ("date", "Date", "jour", "Date de la décision ou de la convention.", obligatoire=True),
    champ("financeur", "Financeur", "choix", "Qui apporte l'argent. L'ACI se saisit dans Versements.",
          choix=tuple(FINANCEURS.values()), obligatoire=True),
    champ("nature", "Nature", "choix",
          "Deux premiers chiffres du compte : 70 ventes, 74 subventions, 75 cotisations, 76 produits financiers…",
          choix=tuple(PRODUITS_COMPTABLES), obligatoire=True),
    champ("poste", "Poste", "code", "fonctionnement, ou la mission que ce produit finance.", liste="LISTE_POSTES"),
    champ("objet", "Objet", "texte", "Ce que l'argent finance."),
    champ("attribue", "Attribué", "montant", "Montant notifié ou convenu.", obligatoire=True),
    champ("verse", "Reçu", "montant", "Montant reçu à ce jour ; vide tant que rien n'est reçu."),
    champ("verse_le", "Reçu le", "jour", "Date du relevé bancaire. Une ligne par encaissement."),
    champ("public", "Subvention publique", "choix", "Oui si l'argent vient d'une personne publique.", choix=OUI_NON,
          obligatoire=True),
    champ("convention", "Convention", "texte", "Référence de la convention ou de la notification."),
), "financeur", 30)  # fmt: skip

FINANCEURS_TABLEAU = Tableau("financeur", "financeurs", "Financeurs", (), "code", rangees=_financeurs)

TABLEAUX_ARGENT = (CALENDRIERS, DEPENSES, CLES, REPARTITIONS, POSTES, PRODUITS, FINANCEURS_TABLEAU)
