"""Next year: actions, rights and budget in three scenarios, indicators to work on (T19 to T21); dialogue (T22)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.engine.echeancier import CLOS
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.tresorerie import CHARGE
from cpts_xl.report.chapitres.cpts import annee
from cpts_xl.report.chapitres.gouvernance import libelle_de_poste
from cpts_xl.report.indicateurs import A_COMPLETER, ident_de_cible, resultat_de, valeur_saisie
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.missions import libelle_de_mission
from cpts_xl.report.typographie import NON_RENSEIGNE, TIRET, Chiffre, composer, initiale

SCENARIOS = (
    ("prudent", "Prudent : parts fixes seules"),
    ("central", "Central : part variable attendue"),
    ("complet", "Complet : part variable entière"),
)
_SCENARIO = ("fixe", "variable", "droit", "acompte", "solde")
_ANNEE = (
    ("Part fixe ACI", "scenario", "fixe"),
    ("Part variable ACI", "scenario", "variable"),
    ("Droits ACI du scénario", "scenario", "droit"),
    ("Autres produits du budget", "equilibre", "produits"),
    ("Charges du budget", "equilibre", "charges"),
    ("Solde du budget", "equilibre", "solde"),
)
_SUIVANTE = (
    ("Parts fixes ACI, à droit constant", "equilibre", "aci_suivant"),
    ("Part variable ACI attendue", "equilibre", "variable_suivant"),
    ("Autres produits", "equilibre", "produits_suivant"),
    ("Charges", "equilibre", "charges_suivant"),
    ("Résultat", "equilibre", "solde_suivant"),
)
PREVUE = "prévue"
_SUIVANT = ("montant_suivant", "acompte_suivant", "solde_suivant")


def programme(lecteur: Lecteur) -> dict[str, Any]:
    """Return the fields of the chapter about next year."""
    return {
        "actions_prevues": _actions(lecteur),
        "scenarios": [
            {"libelle": composer(mot), **{m: lecteur.chiffre(f"scenario.{code}.{m}") for m in _SCENARIO}}
            for code, mot in SCENARIOS
        ],
        "equilibres": _equilibres(lecteur, _ANNEE),
        "budget_suivant": _budget(lecteur),
        "equilibres_suivants": _equilibres(lecteur, _SUIVANTE),
        "cadres_suivants": [_cadre(lecteur, code) for code in lecteur.rangs("cadre") if _prevu(lecteur, code)],
        "cadres_suivants_total": _cadre(lecteur, TOTAL),
        "suivante": [_suivante(lecteur, ligne.code, ligne.libelle) for ligne in lecteur.droit.lignes
                     if lecteur.valeurs[f"prevision.{ligne.code}.due_suivante"] != "Non"],
        "suivante_total": _suivante(lecteur, "total", "Total, parts fixes"),
        "suivante_sans_objet": _fin_du_contrat(lecteur),
        "suivante_non_comptees": _non_comptees(lecteur),
        "scenario_retenu": lecteur.texte("identite.scenario_retenu"),
        "indicateurs_proposes": _proposes(lecteur),
        "prochaines_dates": _dates(lecteur),
    }  # fmt: skip


def _equilibres(lecteur: Lecteur, lignes: tuple[tuple[str, str, str], ...]) -> list[dict[str, Any]]:
    return [
        {"libelle": composer(mot), **{code: lecteur.chiffre(f"{table}.{code}.{mesure}") for code, _ in SCENARIOS}}
        for mot, table, mesure in lignes
    ]


def _budget(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the lines of next year's budget, charges first; an amount that is not typed is said so."""
    lignes = [(rang, f) for rang, f in enumerate(lecteur.dossier.liste("budget_suivant"), 1) if f.get("sens")]
    return [
        {
            "sens": composer(initiale(str(fiche["sens"]))),
            "nature": lecteur.saisie(f"budget_suivant.{rang}.nature"),
            "libelle": lecteur.saisie(f"budget_suivant.{rang}.libelle"),
            "poste": libelle_de_poste(lecteur, fiche),
            **{code: lecteur.montant(f"budget_suivant.{rang}.{code}") for code, _ in SCENARIOS},
        }
        for rang, fiche in sorted(lignes, key=lambda ligne: ligne[1]["sens"] != CHARGE)
    ]


def _prevu(lecteur: Lecteur, code: str) -> bool:
    """Return whether next year's budget foresees something for a post, in one scenario at least."""
    return code != TOTAL and any(lecteur.valeurs[f"cadre.{code}.{mot}_suivant"] != 0 for mot, _ in SCENARIOS)


def _cadre(lecteur: Lecteur, code: str) -> dict[str, Any]:
    return {
        "libelle": composer(lecteur.valeurs[f"cadre.{code}.libelle"]),
        **{mot: lecteur.chiffre(f"cadre.{code}.{mot}_suivant") for mot, _ in SCENARIOS},
    }


def _suivante(lecteur: Lecteur, code: str, libelle: str) -> dict[str, Any]:
    return {
        "libelle": composer(libelle),
        **{mesure: lecteur.chiffre(f"prevision.{code}.{mesure}") for mesure in _SUIVANT},
    }


def _fin_du_contrat(lecteur: Lecteur) -> str:
    """Return why next year has no fixed part to foresee: the contract ends with this one; nothing in another year."""
    rang = lecteur.valeurs["identite.annee"]
    if not isinstance(rang, Fraction) or rang < lecteur.droit.valeur("duree_contrat"):
        return ""
    return composer(
        f"Le contrat s'achève le {annee(lecteur)['fin_incluse']} : les parts fixes de l'année suivante dépendent de "
        "son renouvellement."
    )


def _non_comptees(lecteur: Lecteur) -> str:
    """Return the lines due next year that the table counts for zero: their mission starts when this year is over."""
    fin = lecteur.valeurs["identite.fin"]
    noms = [
        ligne.libelle
        for ligne in lecteur.droit.lignes
        if ligne.mission
        and lecteur.valeurs[f"prevision.{ligne.code}.due_suivante"] == "Oui"
        and isinstance(jour := lecteur.valeurs[f"mission.{ligne.mission}.demarrage"], date)
        and isinstance(fin, date)
        and jour >= fin
    ]
    return composer(" ; ".join(noms))


def _actions(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the actions planned, then those that go on or have a planned sequel."""
    retenues = [
        (rang, fiche)
        for rang, fiche in enumerate(lecteur.dossier.liste("action"), 1)
        if fiche.get("id") and (fiche.get("suites") or fiche.get("etat") in {"en cours", PREVUE})
    ]
    return [
        {
            "numero": lecteur.saisie(f"action.{rang}.id"),
            "mission": composer(libelle_de_mission(lecteur, fiche)),
            "titre": lecteur.saisie(f"action.{rang}.titre"),
            "etat": lecteur.saisie(f"action.{rang}.etat"),
            "debut": lecteur.saisie(f"action.{rang}.debut"),
            "suites": lecteur.saisie(f"action.{rang}.suites", "suite non précisée"),
        }
        for rang, fiche in sorted(retenues, key=lambda retenue: retenue[1].get("etat") != PREVUE)
    ]


def _proposes(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the indicators by what is still at stake, then the others that have a target proposed for next year."""
    fiches = {str(f["id"]): (n, f) for n, f in enumerate(lecteur.dossier.liste("indicateur"), 1) if f.get("id")}
    en_jeu = [str(lecteur.valeurs[f"priorite.{place}.indicateur"]) for place in lecteur.rangs("priorite")]
    cibles = [ident for ident, (_, fiche) in fiches.items() if fiche.get("cible_proposee") is not None]
    ordre = [ident for ident in dict.fromkeys([*en_jeu, *cibles]) if ident in fiches]
    return [_propose(lecteur, *fiches[ident]) for ident in ordre]


def _propose(lecteur: Lecteur, rang: int, fiche: Mapping[str, Any]) -> dict[str, Any]:
    i, realise, unite = f"indicateur.{rang}", fiche.get("mode") == "réalisé", str(fiche.get("unite") or "")
    return {
        "id": lecteur.saisie(f"{i}.id"),
        "libelle": lecteur.saisie(f"{i}.libelle"),
        "statut": lecteur.texte(f"{i}.statut"),
        "resultat": resultat_de(lecteur, rang),
        "cible": TIRET if realise else valeur_saisie(lecteur, ident_de_cible(rang, fiche), unite, A_COMPLETER),
        "reste": lecteur.chiffre(f"{i}.reste_enjeu"),
        "proposition": Chiffre("réalisé")
        if realise
        else valeur_saisie(lecteur, f"{i}.cible_proposee", unite, NON_RENSEIGNE),
    }


def _dates(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the next dates of the contract, in order."""
    return [
        {"jour": lecteur.chiffre(f"prochaine.{rang}.jour"), "libelle": lecteur.texte(f"prochaine.{rang}.libelle")}
        for rang in lecteur.rangs("prochaine")
        if lecteur.valeurs[f"prochaine.{rang}.jour"] is not None and not lecteur.sans_objet(f"prochaine.{rang}.jour")
    ]


def dialogue(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the points of the dialogue de gestion, the open ones first (T22)."""
    points = [
        {
            "date": lecteur.saisie(f"point.{rang}.date"),
            "indicateur": lecteur.saisie(f"point.{rang}.indicateur", TIRET),
            "valeur_cpts": lecteur.saisie(f"point.{rang}.valeur_cpts", TIRET),
            "valeur_cpam": lecteur.saisie(f"point.{rang}.valeur_cpam", TIRET),
            "valeur_retenue": lecteur.saisie(f"point.{rang}.valeur_retenue", TIRET),
            "motif": lecteur.saisie(f"point.{rang}.motif", TIRET),
            "reserve": _reserve(lecteur, rang),
            "suite": lecteur.saisie(f"point.{rang}.suite", "sans suite à donner"),
            "echeance": lecteur.saisie(f"point.{rang}.echeance", TIRET),
            "etat": lecteur.saisie(f"point.{rang}.etat", "non précisé"),
            "ouvert": fiche.get("etat") not in CLOS,
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("point"), 1)
        if fiche.get("date")
    ]
    return sorted(points, key=lambda point: not point["ouvert"])


def _reserve(lecteur: Lecteur, rang: int) -> Chiffre:
    """Return the reservation of a point between brackets, or nothing."""
    saisie = lecteur.saisie(f"point.{rang}.reserve", "")
    return Chiffre(f"(réserve : {saisie})" if saisie else "", "", saisie.cellule)
