"""The annexes: detailed computation line by line, evidence, texts applied."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.formats import jour
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.preuves import force, pieces_de
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
    "paiement": "Payé aux professionnels, par poste",
    "tarif": "Payé aux professionnels, par profession",
    "indemnite": "Part du plafond annuel des professionnels",
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
        "phrase": composer(calculee.phrase),
    }


def annexe_c(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the evidence, indicator by indicator."""
    fiches = enumerate(lecteur.dossier.liste("indicateur"), 1)
    return [_preuve(lecteur, rang, fiche) for rang, fiche in fiches if fiche.get("id")]


def _preuve(lecteur: Lecteur, rang: int, fiche: Any) -> dict[str, Any]:
    piece = pieces_de(lecteur, rang)
    return {
        "id": lecteur.saisie(f"indicateur.{rang}.id"),
        "indicateur": composer(fiche.get("libelle") or "Sans intitulé"),
        "piece": piece,
        "force": force(lecteur.valeurs[f"indicateur.{rang}.force"]),
        "cellule": piece.cellule,
    }


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
