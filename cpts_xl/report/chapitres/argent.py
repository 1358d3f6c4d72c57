"""Money beyond the rights: schedule, budget and spending, other products, unspent money, accounts (T13 to T17)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.schema import FONCTIONNEMENT, TOTAL
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.missions import jours
from cpts_xl.report.typographie import TIRET, composer, initiale

_CADRE = ("prevu", "realise", "ecart")
_CLASSE = ("suivi", "comptes", "ecart", "precedent")
_FINANCEUR = ("attribue", "verse", "reste")
_NON_DEPENSE = {"ouverture": "reporte", "encaisse": "encaisse", "depense": "depense", "cloture": "cloture"}
NATURES = (("n1", "Solde n-1"), ("acompte", "Acompte"), ("solde", "Solde"))


def echeances(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return what was expected from the health insurance, what came and when; lines without anything left out."""
    return [_echeance(lecteur, ligne, nature, mot) for ligne, nature, mot in echeances_utiles(lecteur)]


def echeances_utiles(lecteur: Lecteur) -> list[tuple[Any, str, str]]:
    """Return the line and the nature of each échéance that has something to say, in the order of ``echeances``."""
    return [
        (ligne, nature, mot)
        for nature, mot in NATURES
        for ligne in lecteur.droit.lignes
        if _utile(lecteur, f"echeance.{ligne.code}_{nature}")
    ]


def _utile(lecteur: Lecteur, e: str) -> bool:
    if all(lecteur.valeurs[f"{e}.{mesure}"] in (0, None) for mesure in ("attendu", "recu")):
        return False
    return not all(lecteur.sans_objet(f"{e}.{mesure}") for mesure in ("attendu", "ecart"))


def _echeance(lecteur: Lecteur, ligne: Any, nature: str, mot: str) -> dict[str, Any]:
    e = f"echeance.{ligne.code}_{nature}"
    recus = versements_de(lecteur, ligne.code, nature)
    retard = lecteur.valeurs[f"{e}.retard"]
    en_retard = isinstance(retard, Fraction) and retard > 0
    retards = [lecteur.valeurs[f"versement.{n}.retard"] for n in recus]
    connus = [valeur for valeur in retards if isinstance(valeur, Fraction)]
    return {
        "nature": mot,
        "ligne": composer(ligne.libelle),
        "date": lecteur.chiffre(f"{e}.date_attendue"),
        "attendu": lecteur.chiffre(f"{e}.attendu"),
        "recu": lecteur.chiffre(f"{e}.recu"),
        "recu_le": composer(" ; ".join(_bordereau(lecteur, n) for n in recus)) or TIRET,
        "ecart": lecteur.chiffre(f"{e}.ecart"),
        "somme_en_retard": lecteur.chiffre(f"{e}.en_retard"),
        "retard": jours(retard if en_retard or not connus else max(connus)),
        "en_retard": en_retard,
        "texte": composer(texte_du_volet(lecteur, ligne.volet)),
    }


def texte_du_volet(lecteur: Lecteur, volet: str) -> str:
    """Return the text that orders the payments of a part of the grid, or that none fixes their day."""
    parametre = lecteur.droit.parametre("taux_acompte", volet)
    if parametre.article:
        return str(parametre.reference)
    if volet == "variable":
        return "après l'évaluation de l'année, dont aucun texte ne fixe le jour (avance au taux du contrat)"
    return "contrat (son taux d'avance)"


def versements_de(lecteur: Lecteur, ligne: str, nature: str) -> list[int]:
    """Return the rows of the payments that an échéance has received, as the schedule counts them."""
    annee = lecteur.valeurs["identite.annee"]
    return [
        n
        for n, fiche in enumerate(lecteur.dossier.liste("versement"), 1)
        if fiche.get("ligne") == ligne
        and _nature(fiche, lecteur.valeurs[f"versement.{n}.annee_payee"], annee) == nature
    ]


def _nature(fiche: Any, payee: Any, annee: Any) -> str:
    """Return to which kind of échéance a payment belongs: last year's balance, or this year's advance or balance."""
    if not isinstance(payee, Fraction) or not isinstance(annee, Fraction):
        return ""
    if payee == annee:
        return "acompte" if fiche.get("nature") == "acompte" else "solde"
    return "n1" if payee < annee else ""


def _bordereau(lecteur: Lecteur, n: int) -> str:
    jour, reference = lecteur.saisie(f"versement.{n}.date"), lecteur.saisie(f"versement.{n}.reference", "")
    return f"{jour}, {reference}" if reference else str(jour)


def _non_nul(valeur: Any) -> bool:
    return isinstance(valeur, Fraction) and valeur != 0


def echeances_total(lecteur: Lecteur) -> dict[str, Any]:
    """Return what was received and what is late, all lines and natures."""
    return {mesure: lecteur.chiffre(f"echeance.{TOTAL}.{mesure}") for mesure in ("recu", "en_retard")}


def cadres(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the budget and the spending of the accounting year by post (T14), and of three scenarios (T20)."""
    return [_cadre(lecteur, code) for code in _postes(lecteur)]


def cadres_total(lecteur: Lecteur) -> dict[str, Any]:
    """Return the totals of the budget and of the spending."""
    return _cadre(lecteur, TOTAL)


def _cadre(lecteur: Lecteur, code: str) -> dict[str, Any]:
    mesures = (*_CADRE, "prudent", "central", "complet")
    return {
        "libelle": composer(lecteur.valeurs[f"cadre.{code}.libelle"]),
        **{mesure: lecteur.chiffre(f"cadre.{code}.{mesure}") for mesure in mesures},
    }


def _postes(lecteur: Lecteur) -> list[str]:
    codes = (FONCTIONNEMENT, *(mission.code for mission in lecteur.droit.missions))
    return [code for code in codes if lecteur.poste_montre(code) or lecteur.valeurs[f"cadre.{code}.prevu"] != 0]


def classes(lecteur: Lecteur, total: str) -> list[dict[str, Any]]:
    """Return the natures of charges or of products against the closed accounts; natures without anything left out."""
    debut = {"charges": "6", "produits": "7"}[total]
    return [
        classe(lecteur, code)
        for code in lecteur.rangs("classe")
        if code.startswith(debut)
        and any(_non_nul(lecteur.valeurs[f"classe.{code}.{m}"]) for m in (*_CLASSE, "central"))
    ]


def classe(lecteur: Lecteur, code: str) -> dict[str, Any]:
    """Return one nature: budget retained, followed, accounts, gap, year before."""
    libelle = lecteur.valeurs[f"classe.{code}.libelle"]
    return {
        "libelle": composer(f"{code} {libelle}" if code.isdigit() else libelle),
        "central": lecteur.chiffre(f"classe.{code}.central"),
        **{mesure: lecteur.chiffre(f"classe.{code}.{mesure}") for mesure in _CLASSE},
    }


def rapprochement(lecteur: Lecteur) -> dict[str, Any]:
    """Return the sentences of the reconciliation with the closed accounts, and of the statutory auditor."""
    return {
        "phrases": [
            composer(phrase)
            for total, accorde in (("charges", "rapprochées"), ("produits", "rapprochés"))
            for phrase in (_phrase_de_rapprochement(lecteur, total, accorde),)
        ],
        "commissaire": _commissaire(lecteur),
    }


def _phrase_de_rapprochement(lecteur: Lecteur, total: str, accorde: str) -> str:
    suivi, comptes, ecart = (lecteur.valeurs[f"classe.{total}.{m}"] for m in ("suivi", "comptes", "ecart"))
    if not all(isinstance(valeur, Fraction) for valeur in (suivi, comptes, ecart)):
        return f"Les {total} ne peuvent encore être {accorde} des comptes : les comptes clos ne sont pas saisis."
    ecrits = {m: lecteur.chiffre(f"classe.{total}.{m}") for m in ("suivi", "comptes", "ecart")}
    if ecart == 0:
        return f"Total des {total} : {ecrits['suivi']} au suivi, comme dans les comptes clos."
    return (
        f"Total des {total} : {ecrits['suivi']} au suivi, {ecrits['comptes']} dans les comptes clos ; "
        f"écart de {ecrits['ecart']}, à expliquer."
    )


def _commissaire(lecteur: Lecteur) -> str:
    """Return what the check of the public money says, in one sentence."""
    etat = lecteur.valeurs["controle.commissaire"]
    public = lecteur.chiffre("financeur.total.public_exercice")
    if manque(etat) or lecteur.sans_objet("controle.commissaire"):
        return "L'argent public reçu dans l'exercice n'est pas entièrement connu."
    suite = {
        "Conforme": "sous le seuil qui impose un commissaire aux comptes",
        "À regarder": "au-dessus du seuil qui impose un commissaire aux comptes",
    }
    # ce qui, de l'ACI, compte comme subvention n'est pas établi : le seuil n'est jugé que sur cette somme
    seuil = suite.get(str(etat), "seuil à vérifier")
    dite = f"Argent public reçu dans l'exercice : {public} ; d'après ce seul montant, {seuil}."
    return composer(f"{dite}{_avant_l_annee(lecteur)}")


def _avant_l_annee(lecteur: Lecteur) -> str:
    """Return which money of the accounting year this workbook may not hold: that of before its contract year."""
    exercice, debut, annee = (lecteur.valeurs[f"identite.{c}"] for c in ("exercice_debut", "debut", "annee"))
    if annee == 1 or not isinstance(exercice, date) or not isinstance(debut, date) or exercice >= debut:
        return ""
    # un versement de l'ACI d'avant l'année ne s'y saisit pas : le solde n-1 le déduit, il compterait deux fois
    return (
        f" Ce qui a été reçu avant le {formats.jour(debut)} n'y est compté que s'il est saisi dans ce classeur ; l'ACI "
        "d'alors reste dans le précédent."
    )


def financeurs(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return every source of money: granted, received, left (T15), total last left aside."""
    return [
        financeur(lecteur, code)
        for code in lecteur.rangs("financeur")
        if code != TOTAL and any(_non_nul(lecteur.valeurs[f"financeur.{code}.{m}"]) for m in _FINANCEUR)
    ]


def financeur(lecteur: Lecteur, code: str) -> dict[str, Any]:
    """Return one source of money, or the total."""
    libelle = str(lecteur.valeurs[f"financeur.{code}.libelle"])
    return {
        "libelle": composer(initiale(libelle)),
        **{mesure: lecteur.chiffre(f"financeur.{code}.{mesure}") for mesure in (*_FINANCEUR, "recu_exercice")},
    }


def non_depense(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the unspent money by post and its planned use (T17)."""
    codes = (FONCTIONNEMENT, *(mission.code for mission in lecteur.droit.missions))
    return [
        {
            "libelle": composer(lecteur.valeurs[f"poste.{code}.libelle"]),
            **{champ: lecteur.chiffre(f"poste.{code}.{mesure}") for champ, mesure in _NON_DEPENSE.items()},
            "usage": lecteur.saisie(f"poste.{code}.usage", TIRET),
        }
        for code in codes
        if lecteur.poste_montre(code)
    ]


def non_depense_total(lecteur: Lecteur) -> dict[str, Any]:
    """Return the totals of the unspent money."""
    return {champ: lecteur.chiffre(f"poste.{TOTAL}.{mesure}") for champ, mesure in _NON_DEPENSE.items()}
