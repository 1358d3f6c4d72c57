"""The annexes: detailed computation line by line, evidence, texts applied."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.formats import jour
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.missions import force
from cpts_xl.report.typographie import SANS_CELLULE, Chiffre, composer
from cpts_xl.rules.catalogue import STATUTS

_CHAPITRES = {
    "identite": "Année du contrat et taille",
    "indicateur": "Indicateurs",
    "mission": "Calendrier et acquis des missions",
    "ligne": "Lignes de financement",
    "perimetre": "Totaux et périmètres",
    "total": "Totaux et périmètres",
    "poste": "Postes de dépense",
    "indemnite": "Indemnités et rémunérations des professionnels",
    "controle": "Contrôles",
}


def annexe_b(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the steps of the computation by chapter, each with its reference, value, text, status and sentence."""
    groupes = groupby(lecteur.retenues(), key=lambda calculee: _CHAPITRES[calculee.etape.id.partition(".")[0]])
    return [{"titre": titre, "lignes": [_ligne(lecteur, c) for c in calculees]} for titre, calculees in groupes]


def _ligne(lecteur: Lecteur, calculee: EtapeCalculee) -> dict[str, Any]:
    ident = calculee.etape.id
    texte = calculee.valeur.texte if manque(calculee.valeur) else lecteur.texte(ident)
    return {
        "ref": lecteur.renvois[ident],
        "libelle": composer(calculee.etape.libelle),
        "valeur": Chiffre(texte, "", lecteur.cellule(ident)),
        "texte": composer(calculee.reference),
        "statut": STATUTS[calculee.statut],
        "cellule": lecteur.cellule(ident),
        "phrase": composer(_sans_identifiant(lecteur, calculee)),
    }


def _sans_identifiant(lecteur: Lecteur, calculee: EtapeCalculee) -> str:
    """Return the sentence of a step; the identifier of a professional stays in the workbook."""
    genre, _, reste = calculee.etape.id.partition(".")
    if genre != "indemnite":
        return calculee.phrase
    identifiant = str(lecteur.valeurs.get(f"indemnite.{reste.partition('.')[0]}.professionnel") or "")
    return calculee.phrase.replace(f"({identifiant})", "(identifiant non reproduit)")


def annexe_c(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the evidence, indicator by indicator."""
    return [
        {
            "id": lecteur.saisie(f"indicateur.{rang}.id"),
            "indicateur": composer(fiche.get("libelle") or "Sans intitulé"),
            "piece": lecteur.saisie(f"indicateur.{rang}.preuve", "aucune pièce saisie"),
            "force": force(fiche.get("force")),
            "cellule": lecteur.cellule(f"indicateur.{rang}.preuve"),
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("indicateur"), 1)
        if fiche.get("id")
    ]


def textes_appliques(lecteur: Lecteur) -> list[dict[str, str]]:
    """Return the texts in force on the first day of the year."""
    return [
        {
            "titre": composer(texte.titre),
            "signature": jour(texte.signature) if texte.signature else SANS_CELLULE,
            "effet": jour(texte.effet),
            "statut": STATUTS[str(texte.effet_statut)],
            "source": composer(texte.source),
        }
        for texte in lecteur.droit.textes
    ]
