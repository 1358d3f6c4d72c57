"""Chapitre : dix-huit mois de trésorerie, réels jusqu'à l'arrêté, prévus ensuite. Conventions de l'outil."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, et, manque, si
from cpts_xl.rules.dates import mois_de, plus_jours, plus_mois, premier_du_mois
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    Code,
    Codes,
    Entier,
    Jour,
    Jours,
    Montant,
    Montants,
    Nombres,
)
from cpts_xl.rules.plages import a_partir_de, avant, compte_negatifs, compte_si, cumul, si_complet, si_dates
from cpts_xl.rules.recherche import cherche, petitesse
from cpts_xl.rules.verbs import arrondi, plus_grand

TRESORERIE = "plan de trésorerie"
SUIVI = "suivi de l'argent"


@regle(libelle="Début de l'année civile", texte="calendrier civil", article="", statut="convention")
def debut_civil(jour: Jour, decalage: Entier) -> Jour:
    """Donne le 1er janvier de l'année civile d'un jour, ou d'une année suivante.

    Args:
        jour: Jour de référence.
        decalage: Nombre d'années à ajouter, 0 pour l'année du jour.
    """
    return plus_mois(premier_du_mois(jour), 1 - mois_de(jour) + decalage * 12)


@regle(libelle="Début du mois", texte=TRESORERIE, article="", statut="convention")
def debut_mois(debut: Jour, rang: Entier) -> Jour:
    """Donne le premier jour d'un mois de trésorerie ; le premier mois commence avec l'année conventionnelle.

    Le solde bancaire d'ouverture est celui de ce jour : ce qui précède y est déjà compté.

    Args:
        debut: Début de l'année conventionnelle.
        rang: Rang du mois, de 1 à 18.
    """
    return plus_grand(debut, plus_mois(premier_du_mois(debut), rang - 1))


@regle(libelle="Fin du mois", texte=TRESORERIE, article="", statut="convention")
def fin_mois(debut: Jour, rang: Entier) -> Jour:
    """Donne le premier jour qui n'est plus dans un mois de trésorerie.

    Args:
        debut: Début de l'année conventionnelle.
        rang: Rang du mois, de 1 à 18.
    """
    return plus_mois(premier_du_mois(debut), rang)


@regle(libelle="État du mois", texte=TRESORERIE, article="", statut="convention")
def etat_mois(debut: Jour, fin: Jour, arrete: Jour) -> Choix:
    """Dit si un mois est réel (achevé à l'arrêté), en cours, ou en prévision.

    Args:
        debut: Premier jour du mois.
        fin: Premier jour qui n'est plus dans le mois.
        arrete: Date d'arrêté de l'état.
    """
    return si(fin <= plus_jours(arrete, 1), "réel", si(debut > arrete, "prévision", "en cours"))


@regle(libelle="Payé dans la période", texte=SUIVI, article="", statut="convention")
def paye_periode(debut: Jour, fin: Jour, paiements: Jours, montants: Montants) -> Montant:
    """Additionne les dépenses dont le paiement est daté de la période.

    Args:
        debut: Premier jour de la période.
        fin: Premier jour qui n'est plus dans la période.
        paiements: Colonne des dates de paiement.
        montants: Colonne des montants.
    """
    periode = ((a_partir_de(debut), paiements), (avant(fin), paiements))
    return si_complet(montants, arrondi(cumul(montants, *periode)), *periode)


@regle(libelle="Présumé payé dans la période", texte=SUIVI, article="", statut="convention")
def paye_presume(debut: Jour, fin: Jour, jours: Jours, paiements: Jours, montants: Montants) -> Montant:
    """Additionne les dépenses datées de la période et sans date de paiement : elles comptent à la date de la pièce.

    Args:
        debut: Premier jour de la période.
        fin: Premier jour qui n'est plus dans la période.
        jours: Colonne des dates de pièce.
        paiements: Colonne des dates de paiement.
        montants: Colonne des montants.
    """
    periode = ((a_partir_de(debut), jours), (avant(fin), jours))
    payees = cumul(montants, *periode, (a_partir_de(0), paiements))
    return si_complet(montants, arrondi(cumul(montants, *periode) - payees), *periode)


@regle(libelle="Budget qui reste à venir dans le mois", texte=TRESORERIE, article="", statut="convention")
def prevu_mois(  # noqa: PLR0917  (une colonne par critère)
    etat_mois: ChoixCalcule,
    sens_budget: Code,
    debut: Jour,
    fait: Montant,
    colonne_sens: Codes,
    etales: Montants,
    mois: Nombres,
    montants: Montants,
) -> Montant:
    """Donne ce que le budget prévoit encore pour un mois : rien s'il est réel, sinon le prévu moins le fait.

    Une somme étalée se partage entre les douze mois sans perdre un centime. Sans charge au budget, à compléter.

    Args:
        etat_mois: État du mois, soit réel, soit en cours, soit prévision.
        sens_budget: Sens, charge ou produit.
        debut: Premier jour du mois.
        fait: Déjà payé, ou reçu, dans le mois.
        colonne_sens: Colonne des sens du budget.
        etales: Colonne des montants étalés.
        mois: Colonne des mois d'échéance unique.
        montants: Colonne des montants du scénario.
    """
    rang, annee = mois_de(debut), cumul(etales, (sens_budget, colonne_sens))
    etale = arrondi(annee * rang / 12) - arrondi(annee * (rang - 1) / 12)
    prevu = arrondi(etale + cumul(montants, (sens_budget, colonne_sens), (rang, mois)))
    reste = si_complet(etales, plus_grand(0, arrondi(prevu - fait)), (sens_budget, colonne_sens))
    lignes = si(egal(sens_budget, "charge"), compte_si((sens_budget, colonne_sens)), 1)
    return si(egal(etat_mois, "réel"), 0, si(lignes > 0, reste, manque()))


@regle(libelle="Versements ACI attendus dans le mois", texte=TRESORERIE, article="", statut="convention")
def attendu_mois(etat_mois: ChoixCalcule, debut: Jour, fin: Jour, jours: Jours, ecarts: Montants) -> Montant:
    """Additionne ce que l'échéancier attend encore dans un mois qui n'est pas achevé.

    Un versement en retard, dont la date tombe dans un mois achevé, n'est compté nulle part : par prudence.

    Args:
        etat_mois: État du mois, soit réel, soit en cours, soit prévision.
        debut: Premier jour du mois.
        fin: Premier jour qui n'est plus dans le mois.
        jours: Colonne des dates attendues.
        ecarts: Colonne des écarts, négatifs tant qu'il manque quelque chose.
    """
    periode = ((a_partir_de(debut), jours), (avant(fin), jours))
    manquant = si_complet(ecarts, arrondi(0 - cumul(ecarts, *periode, (avant(0), ecarts))), *periode)
    return si(egal(etat_mois, "réel"), 0, si_dates(jours, manquant, (avant(0), ecarts)))


@regle(libelle="Attendu à l'anniversaire", texte=TRESORERIE, article="", statut="convention")
def attendu_anniversaire(solde: Montant, acompte_suivant: Montant, recus: Montants) -> Montant:
    """Donne ce que l'anniversaire du contrat fait attendre : le solde d'un scénario et l'acompte de l'année suivante.

    Args:
        solde: Solde attendu dans le scénario, en euros.
        acompte_suivant: Acompte de l'année suivante, en euros.
        recus: Colonne des soldes déjà reçus, ligne par ligne.
    """
    return si_complet(recus, arrondi(plus_grand(0, solde - cumul(recus)) + acompte_suivant))


@regle(libelle="Anniversaire du contrat dans le mois", texte=TRESORERIE, article="", statut="convention")
def anniversaire_mois(  # noqa: PLR0917  (une colonne par critère)
    etat_mois: ChoixCalcule,
    debut: Jour,
    fin: Jour,
    anniversaire: Jour,
    scenario_retenu: ChoixCalcule,
    scenarios: Codes,
    attendus: Montants,
) -> Montant:
    """Porte dans son mois ce que l'anniversaire fait attendre dans le scénario retenu ; rien si le mois est réel.

    Args:
        etat_mois: État du mois, soit réel, soit en cours, soit prévision.
        debut: Premier jour du mois.
        fin: Premier jour qui n'est plus dans le mois.
        anniversaire: Anniversaire du contrat.
        scenario_retenu: Scénario retenu, soit prudent, soit central, soit complet.
        scenarios: Colonne des scénarios.
        attendus: Colonne de ce que l'anniversaire fait attendre, par scénario.
    """
    dedans = et(anniversaire >= debut, anniversaire < fin)
    porte = si(dedans, cherche(scenario_retenu, scenarios, attendus, si_absent=manque()), 0)
    return si(egal(etat_mois, "réel"), 0, porte)


@regle(libelle="Entrées encore prévues", texte=TRESORERIE, article="", statut="convention")
def entrees_prevues(aci_attendu: Montant, anniversaire: Montant, autres_prevus: Montant) -> Montant:
    """Donne les entrées d'un mois qui ne sont encore que prévues.

    Args:
        aci_attendu: Versements ACI attendus à l'échéancier, en euros.
        anniversaire: Attendu à l'anniversaire du contrat, en euros.
        autres_prevus: Autres produits prévus au budget, en euros.
    """
    return arrondi(aci_attendu + anniversaire + autres_prevus)


@regle(libelle="Solde à la fin du mois", texte=TRESORERIE, article="", statut="convention")
def cloture_mois(  # noqa: PLR0917  (une entrée ou une sortie par argument)
    ouverture: Montant, aci: Montant, autres: Montant, a_entrer: Montant, sorti: Montant, a_sortir: Montant
) -> Montant:
    """Donne le solde bancaire à la fin d'un mois : ouverture, plus les entrées, moins les sorties.

    Args:
        ouverture: Solde au début du mois, en euros.
        aci: Versements ACI reçus, en euros.
        autres: Autres produits reçus, en euros.
        a_entrer: Entrées encore prévues, en euros.
        sorti: Dépenses payées ou présumées payées, en euros.
        a_sortir: Charges encore prévues, en euros.
    """
    return arrondi(ouverture + aci + autres + a_entrer - sorti - a_sortir)


@regle(libelle="Solde le plus bas", texte=TRESORERIE, article="", statut="convention")
def solde_le_plus_bas(soldes: Montants) -> Montant:
    """Donne le plus bas des soldes de fin de mois ; à compléter si l'un d'eux manque.

    Args:
        soldes: Colonne des soldes de fin de mois.
    """
    return si_complet(soldes, petitesse(soldes, 1))


@regle(libelle="Trésorerie jamais négative", texte=TRESORERIE, article="", statut="convention")
def controle_tresorerie(soldes: Montants) -> Choix:
    """Dit si aucun solde de fin de mois n'est négatif ; à compléter si l'un d'eux manque.

    Args:
        soldes: Colonne des soldes de fin de mois.
    """
    return si_complet(soldes, si(compte_negatifs(soldes) > 0, "À regarder", "Conforme"))
