"""What becomes of each list when the next contract year opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.engine.dossier import Enregistrement
from cpts_xl.engine.echeancier import CLOS
from cpts_xl.engine.schema.tresorerie import VARIABLE_ACI
from cpts_xl.engine.suite.argent import depenses, produits, versements
from cpts_xl.engine.suite.cloture import dire_resultats
from cpts_xl.engine.suite.passage import FINIES, Lignes, Passage, cle, sans_action_finie
from cpts_xl.formats import pluriel

INDICATEUR_A_MESURER = (
    "constate", "realise", "numerateur", "denominateur", "valeur_cpam", "valeur_retenue", "realise_cpam",
    "realise_retenu", "neutralisation", "motif", "prevision", "commentaire", "definition_changee", "reporte_de",
    "cible_proposee",
)  # fmt: skip
"""What a year says of an indicator, and the next must say anew."""


def indicateurs(p: Passage) -> Lignes:
    """Return the indicators without last year's measures; a target proposed for the new year becomes its target."""
    lignes = p.dossier.liste("indicateur")
    p.dire("Indicateurs", f"{len(lignes)} repris, mesures vidées : mettre euros, départ et cible à jour de l'annexe")
    proposees = sum(1 for ligne in lignes if ligne.get("cible_proposee") is not None)
    if proposees:
        s = pluriel(proposees)
        p.dire("Indicateurs", f"{proposees} cible{s} proposée{s} reprise{s} comme cible{s} : à confirmer par l'annexe")
    return tuple({**ligne, **dict.fromkeys(INDICATEUR_A_MESURER), "cible": _cible(ligne)} for ligne in lignes)


def _cible(ligne: Enregistrement) -> Any:
    proposee = ligne.get("cible_proposee")
    return ligne.get("cible") if proposee is None else proposee


def historique(p: Passage) -> Lignes:
    """Return the history, with the results of the year just ended."""
    neuves = resultats(p, p.annee, source_de(p.annee))
    dire_resultats(p, neuves)
    return (*p.dossier.liste("historique"), *neuves)


def source_de(annee: Fraction | int) -> str:
    """Return where the results of a year of the contract come from, as the history writes it."""
    return f"classeur de l'année {annee}"


def resultats(p: Passage, annee: Fraction, source: str) -> Lignes:
    """Return the results of the year just ended, as rows of the history."""
    neuves = []
    for rang, ligne in enumerate(p.dossier.liste("indicateur"), 1):
        i = f"indicateur.{rang}"
        statut = p.resultat.valeurs.get(f"{i}.statut")
        neuves.append({
            "annee": annee, "indicateur": ligne.get("id"), "libelle": ligne.get("libelle"),
            "mission": ligne.get("mission"), "definition": ligne.get("definition"), "depart": ligne.get("depart"),
            "cible": ligne.get("cible"), "valeur": p.lu(f"{i}.valeur"), "acquis": p.lu(f"{i}.acquis"),
            "statut": statut if isinstance(statut, str) else None, "source": source,
        })  # fmt: skip
    return tuple(neuves)


def pieces(p: Passage) -> Lignes:
    """Return the evidence still valid: one without a last day of validity never expires."""

    def encore(ligne: Enregistrement) -> bool:
        return ligne.get("valable_jusqu_au") is None or p.apres("valable_jusqu_au")(ligne)

    gardees = p.garder("piece", "Pièces", encore, "pièces encore valables, ou sans date de fin")
    return sans_action_finie(p, "Pièces", gardees)


def budget(p: Passage) -> Lignes:
    """Return the budget foreseen for the new year; where there is none, the former lines without their amounts."""
    lignes, prevues = p.dossier.liste("budget"), p.dossier.liste("budget_suivant")
    if prevues:
        reprises = tuple(ligne for ligne in prevues if ligne.get("sens") != VARIABLE_ACI)
        s = pluriel(len(reprises))
        p.dire(
            "Budget", f"{len(reprises)} ligne{s} du budget n+1 reprise{s}, hors ACI : ses droits viennent du contrat"
        )
        p.liberer("budget")
        return reprises
    if lignes:
        s, leurs = pluriel(len(lignes)), pluriel(len(lignes), "leurs", "ses")
        p.dire("Budget", f"{len(lignes)} ligne{s} reprise{s} sans {leurs} montants")
    return tuple({**ligne, "prudent": None, "central": None, "complet": None} for ligne in lignes)


def comptes(p: Passage) -> Lignes:
    """Return the accounts, their balance become that of the year before."""
    lignes = p.dossier.liste("compte")
    if lignes:
        devenus = "les soldes deviennent ceux de l'exercice précédent"
        if p.exercice_saute:
            devenus = "un exercice sépare les deux classeurs : les soldes de l'exercice précédent sont à saisir"
        p.dire("Comptes", f"{devenus} ; importer les nouveaux")
    anciens = [None if p.exercice_saute else ligne.get("montant") for ligne in lignes]
    return tuple({**ligne, "precedent": a, "montant": None} for ligne, a in zip(lignes, anciens, strict=True))


def professionnels(p: Passage) -> Lignes:
    """Return the professionals with what this civil year already paid them."""
    lignes = p.dossier.liste("professionnel")
    if lignes:
        n, leur = len(lignes), pluriel(len(lignes), "leur", "lui")
        su = "calculé" if p.civile_connue else "à saisir : l'ancien classeur ne va pas jusqu'au nouveau contrat"
        p.dire("Professionnels", f"{n} repris ; ce que l'année civile {p.debut.year} {leur} a déjà versé, {su}")
    return tuple({**ligne, "deja_verse": _deja_verse(p, ligne.get("id"))} for ligne in lignes)


def _deja_verse(p: Passage, qui: object) -> Fraction | None:
    """Return what a professional received in the civil year of the new first day, before it; None if one is unknown."""
    if not p.civile_connue:
        return None
    somme = Fraction(0)
    for rang, ligne in enumerate(p.dossier.liste("participation"), 1):
        jour = ligne.get("paye_le")
        if (
            cle(ligne.get("professionnel")) == cle(qui)
            and isinstance(jour, date)
            and date(p.debut.year, 1, 1) <= jour < p.debut
        ):
            montant = p.lu(f"participation.{rang}.montant")
            if montant is None:
                return None
            somme += montant
    return somme


def participations(p: Passage) -> Lignes:
    """Return the participations not yet paid, or paid in the new year."""

    def ouverte(ligne: Enregistrement) -> bool:
        jour = ligne.get("paye_le")
        return not isinstance(jour, date) or jour >= p.debut

    return p.garder("participation", "Participations", ouverte, "sommes non payées, ou payées depuis")


def reunions(p: Passage) -> Lignes:
    """Return the meetings of the new year, and those whose payment is still due."""
    citees = {cle(ligne.get("reunion")) for ligne in p.dossier.liste("participation")
              if not isinstance(ligne.get("paye_le"), date) or ligne["paye_le"] >= p.debut}  # fmt: skip

    def garde(ligne: Enregistrement) -> bool:
        return p.apres("date")(ligne) or cle(ligne.get("id")) in citees - {""}

    return p.garder("reunion", "Réunions", garde, "réunions de la nouvelle année, ou dont un paiement reste dû")


def actions(p: Passage) -> Lignes:
    """Return the actions not finished."""
    return p.garder("action", "Actions", lambda ligne: ligne.get("etat") not in FINIES, "actions non terminées")


def conventions(p: Passage) -> Lignes:
    """Return the agreements still in force."""

    def encore(ligne: Enregistrement) -> bool:
        return ligne.get("fin") is None or p.apres("fin")(ligne)

    return p.garder("convention", "Conventions", encore, "conventions encore en vigueur")


def adherents(p: Passage) -> Lignes:
    """Return the members' table, this year's count become last year's."""
    lignes = p.dossier.liste("adherent")
    return tuple({**ligne, "precedent": p.lu(f"adherent.{rang}.adherents")} for rang, ligne in enumerate(lignes, 1))


def dialogue(p: Passage) -> Lignes:
    """Return the points that nothing says closed, as the calendar tells them."""
    return p.garder("point", "Dialogue", lambda ligne: ligne.get("etat") not in CLOS, "points non clos")


def _repris(table: str) -> Callable[[Passage], Lignes]:
    return lambda p: p.dossier.liste(table)


LISTES: Mapping[str, Callable[[Passage], Lignes]] = {
    "indicateur": indicateurs,
    "historique": historique,
    "piece": pieces,
    "point": dialogue,
    "versement": versements,
    "depense": depenses,
    "cle": _repris("cle"),
    "budget": budget,
    "produit": produits,
    "compte": comptes,
    "professionnel": professionnels,
    "tarif": _repris("tarif"),
    "reunion": reunions,
    "participation": participations,
    "action": actions,
    "convention": conventions,
    "poste_equipe": _repris("poste_equipe"),
    "adherent": adherents,
    "territoire": _repris("territoire"),
    "journal": _repris("journal"),
}
"""What becomes of each free table; « texte » and « budget_suivant » start empty. A test holds that none is missed."""

RANGS_TENUS = frozenset({
    "indicateur", "cle", "budget", "compte", "professionnel", "tarif", "poste_equipe", "adherent", "territoire",
})  # fmt: skip
"""Free tables whose rows keep their place from a year to the next, unless they were made anew (« Passage.liberer »)."""
