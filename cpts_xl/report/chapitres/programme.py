"""Next year: actions, rights and budget in three scenarios, indicators to work on (T19 to T21); dialogue (T22)."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.echeancier import CLOS
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.missions import libelle_de_mission
from cpts_xl.report.typographie import TIRET, Chiffre, composer

SCENARIOS = (
    ("prudent", "Prudent : parts fixes seules"),
    ("central", "Central : part variable attendue"),
    ("complet", "Complet : part variable entière"),
)
_SCENARIO = ("fixe", "variable", "droit", "acompte", "solde")
_EQUILIBRE = (
    ("aci", "Droits ACI du scénario"),
    ("produits", "Autres produits du budget"),
    ("charges", "Charges du budget"),
    ("solde", "Solde du budget"),
)
_SUIVANT = ("montant_suivant", "acompte_suivant", "solde_suivant")
A_CONVENIR = "à convenir"


def programme(lecteur: Lecteur) -> dict[str, Any]:
    """Return the fields of the chapter about next year."""
    return {
        "actions_prevues": _actions(lecteur),
        "scenarios": [
            {"libelle": composer(mot), **{m: lecteur.chiffre(f"scenario.{code}.{m}") for m in _SCENARIO}}
            for code, mot in SCENARIOS
        ],
        "equilibres": [
            {"libelle": mot, **{code: lecteur.chiffre(f"equilibre.{code}.{mesure}") for code, _ in SCENARIOS}}
            for mesure, mot in _EQUILIBRE
        ],
        "suivante": [_suivante(lecteur, ligne.code, ligne.libelle) for ligne in lecteur.droit.lignes
                     if lecteur.valeurs[f"prevision.{ligne.code}.due_suivante"] != "Non"],
        "suivante_total": _suivante(lecteur, "total", "Total, parts fixes"),
        "scenario_retenu": lecteur.texte("identite.scenario_retenu"),
        "indicateurs_proposes": _proposes(lecteur),
        "prochaines_dates": _dates(lecteur),
    }  # fmt: skip


def _suivante(lecteur: Lecteur, code: str, libelle: str) -> dict[str, Any]:
    return {
        "libelle": composer(libelle),
        **{mesure: lecteur.chiffre(f"prevision.{code}.{mesure}") for mesure in _SUIVANT},
    }


def _actions(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the actions that go on or have a planned sequel."""
    return [
        {
            "numero": lecteur.saisie(f"action.{rang}.id"),
            "mission": composer(libelle_de_mission(lecteur, fiche)),
            "titre": lecteur.saisie(f"action.{rang}.titre"),
            "etat": lecteur.saisie(f"action.{rang}.etat"),
            "suites": lecteur.saisie(f"action.{rang}.suites", "suite non précisée"),
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("action"), 1)
        if fiche.get("id") and (fiche.get("suites") or fiche.get("etat") in {"en cours", "prévue", "à venir"})
    ]


def _proposes(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the indicators by what is still at stake, with this year's target; next year's one is to be agreed."""
    rangs = {str(f["id"]): rang for rang, f in enumerate(lecteur.dossier.liste("indicateur"), 1) if f.get("id")}
    proposes = []
    for place in lecteur.rangs("priorite"):
        ident = str(lecteur.valeurs[f"priorite.{place}.indicateur"])
        if ident not in rangs:
            continue
        i = f"indicateur.{rangs[ident]}"
        fiche = lecteur.dossier.liste("indicateur")[rangs[ident] - 1]
        realise = fiche.get("mode") == "réalisé"
        proposes.append({
            "id": composer(ident),
            "libelle": lecteur.texte(f"priorite.{place}.libelle"),
            "statut": lecteur.texte(f"priorite.{place}.statut"),
            "resultat": TIRET if realise else lecteur.texte(f"{i}.valeur"),
            "cible": "réalisé" if realise else str(lecteur.saisie(f"{i}.cible")),
            "reste": lecteur.chiffre(f"priorite.{place}.reste"),
            "proposition": A_CONVENIR,
        })  # fmt: skip
    return proposes


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
