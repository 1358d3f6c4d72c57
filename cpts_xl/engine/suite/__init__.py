"""The next contract year, or the first of a renewed contract, opened from a computed one: what is carried, or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Dossier, Enregistrement
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import TOTAL, postes
from cpts_xl.engine.suite import renouvellement
from cpts_xl.engine.suite.argent import dire_anterieurs
from cpts_xl.engine.suite.cloture import (
    dire_annee,
    dire_avant_la_fin,
    dire_enveloppes,
    dire_identite,
    dire_soldes,
    sans_objet,
)
from cpts_xl.engine.suite.listes import LISTES, RANGS_TENUS
from cpts_xl.engine.suite.passage import Passage
from cpts_xl.errors import CptsError
from cpts_xl.formats import euros, pluriel
from cpts_xl.law.model import Ligne

__all__ = ["RANGS_TENUS", "Ouverture", "ouvrir"]

_IDENTITE_A_REDIRE = ("dialogue", "crise_reconnue", "majoration", "aide_lettre", "tresorerie_ouverture")
"""What each year must declare anew: carried over, it would be a guess."""


@dataclass(frozen=True, slots=True)
class Ouverture:
    """The next year, and in French what was done with each table: « Indicateurs », « 12 repris, mesures vidées »."""

    dossier: Dossier
    suites: tuple[tuple[str, str], ...]
    rangs_tenus: frozenset[str] = RANGS_TENUS
    """Free tables whose rows kept their place: what was noted beside them may follow."""


def ouvrir(resultat: Resultat, *, population: Fraction | None = None, nouveau_contrat: date | None = None) -> Ouverture:
    """Return the contract year that follows: lists carried over, history kept, balance of the year just ended.

    The new year is computed under the texts of its own first day: they say here which missions and which lines it has,
    and what of the past finds no place any more is told. ``population`` is the
    renewed population, if it is known; otherwise the former one is carried, to be confirmed. ``nouveau_contrat`` is the
    day on which a renewed contract is signed, from the end of this year on: its first year is then opened, with nothing
    of what it must say itself.

    Raises:
        SaisieInvalide: the year has no readable end, it was the last of the contract and no new one is given, or the
            new one would begin before its end.
    """
    p = Passage(resultat, population, nouveau_contrat)
    identite = _identite(p)
    fiches = renouvellement.fiches(p) if p.renouvele else _fiches(p)
    tables = {**LISTES, **renouvellement.LISTES_RENOUVELEES} if p.renouvele else LISTES
    listes = {table: tuple(passage(p)) for table, passage in tables.items()}
    return Ouverture(Dossier(identite, fiches, listes), tuple(p.suites), RANGS_TENUS - p.liberees)


def _fiches(p: Passage) -> Mapping[str, Mapping[str, Enregistrement]]:
    return {"mission": _missions(p), "ligne": _lignes(p), "annee": _annees(p), "poste": _postes(p)}


def _identite(p: Passage) -> Enregistrement:
    neuve = {**p.dossier.identite, **dict.fromkeys(_IDENTITE_A_REDIRE)}
    neuve["debut"] = neuve["arrete"] = p.debut
    if p.exercice is not None:
        neuve["exercice_debut"], neuve["exercice_cloture"] = p.exercice
    if neuve.get("plan_crise") != "mise à jour":
        neuve["plan_crise"] = None
    dire_avant_la_fin(p)
    if not p.renouvele:
        neuve |= dict.fromkeys(sans_objet(p))
    if p.renouvele:
        neuve |= renouvellement.identite(p)
    neuve["tresorerie_ouverture"] = _tresorerie(p)
    if p.population is not None:
        neuve |= {"population": p.population, "population_source": None, "population_annee": None}
        p.dire("Identité", "population renouvelée : indiquer sa source et son millésime")
    dire_identite(p, neuve)
    return neuve


def _tresorerie(p: Passage) -> Fraction | None:
    """Return the closing cash of the month before the new year, when it was computed from real movements."""
    mois = p.resultat.valeurs.get("identite.arrete")
    reel = isinstance(mois, date) and mois >= p.debut
    for rang in range(1, 19):
        if reel and p.lu(f"mois.{rang}.fin") == p.debut:
            cloture: Fraction | None = p.lu(f"mois.{rang}.cloture")
            return cloture
    return None


def _missions(p: Passage) -> Mapping[str, Enregistrement]:
    """Return what is declared of the missions that the law of the new year still has."""
    suivantes = {mission.code for mission in p.droit_suivant.missions}
    return {code: fiche for code, fiche in p.dossier.fiche("mission").items() if code in suivantes}


def _lignes(p: Passage) -> Mapping[str, Enregistrement]:
    """Return the lines of the law of the new year: a new one has no past, an ended one has no place for its balance."""
    anciennes = {ligne.code for ligne in p.resultat.droit.lignes}
    suivantes = {ligne.code for ligne in p.droit_suivant.lignes}
    fiches: dict[str, Enregistrement] = {}
    perdus: list[tuple[str, Fraction | None]] = []
    for ligne in p.resultat.droit.lignes:
        ancienne = p.dossier.fiche("ligne").get(ligne.code, {})
        apres = ancienne.get("annexe_apres")
        reste, trop = p.lu(f"ligne.{ligne.code}.reste"), p.lu(f"ligne.{ligne.code}.trop_percu")
        solde = None if reste is None or trop is None else reste - trop + p.reporte(p.annee, ligne.code)
        annexe = ancienne.get("annexe") if apres is None else apres
        if ligne.code in suivantes:
            fiches[ligne.code] = {"annexe": annexe, "solde_n1": solde}
            _dire_annexe(p, ligne, annexe)
        elif solde != 0:
            perdus.append((ligne.libelle, solde))
    dire_soldes(p, {code: fiche["solde_n1"] for code, fiche in fiches.items()})
    neuves = [ligne for ligne in p.droit_suivant.lignes if ligne.code not in anciennes]
    for ligne in neuves:
        fiches[ligne.code] = {"solde_n1": Fraction(0)}
    if neuves:
        s, noms = pluriel(len(neuves)), ", ".join(f"« {ligne.libelle} »" for ligne in neuves)
        p.dire("Financement", f"{len(neuves)} ligne{s} nouvelle{s}, sans solde de l'année {p.annee} : {noms}")
    dire_anterieurs(p)
    for libelle, solde in perdus:
        _perdre(p, "Financement", f"la ligne « {libelle} »", f"solde de l'année {p.annee}", solde)
    return fiches


def _dire_annexe(p: Passage, ligne: Ligne, annexe: object) -> None:
    """Tell an annex amount carried over a national amount that moved: only an amendment can say which one is due."""
    avant, apres = p.lu(f"ligne.{ligne.code}.national"), _national_suivant(p, ligne.code)
    # un montant d'annexe déjà égal au nouveau montant national est celui d'un avenant signé
    if not isinstance(annexe, Fraction) or apres in {avant, annexe}:
        return
    dits = [euros(montant) if isinstance(montant, Fraction) else "un montant inconnu" for montant in (avant, apres)]
    p.dire(
        "Financement",
        f"{Gravite.A_REGARDER} : le montant de l'annexe de « {ligne.libelle} », {euros(annexe)}, est repris tel quel, "
        f"alors que le montant national de cette ligne passe de {dits[0]} à {dits[1]} : vérifier l'avenant au contrat",
    )


def _national_suivant(p: Passage, ligne: str) -> Fraction | None:
    """Return the national amount of a line in the new year, for the size of that year; None when it is not known."""
    population = p.dossier.identite.get("population") if p.population is None else p.population
    taille = p.dossier.identite.get("taille_contrat")
    try:
        if taille is None and isinstance(population, Fraction):
            taille = p.droit_suivant.palier("taille", population)
        montant = p.droit_suivant.valeur("montant", ligne, taille) if isinstance(taille, Fraction) else None
    except CptsError:  # une taille ou une population hors du barème : l'examen le dit à sa case
        return None
    return montant if isinstance(montant, Fraction) else None


def _perdre(p: Passage, table: str, quoi: str, nom: str, montant: Fraction | None) -> None:
    """Tell an amount that finds no row in the law of the new year: said by nobody, it would be claimed by nobody."""
    combien = "n'est pas connu" if montant is None else f"est de {euros(montant)}"
    p.dire(
        table,
        f"{Gravite.A_REGARDER} : {quoi} n'existe plus dans les textes de la nouvelle année ; son {nom} {combien} et "
        "n'est inscrit nulle part. Le noter dans la feuille Dialogue et le suivre avec la CPAM",
    )


def _moins(recu: Fraction | None, reporte: Fraction) -> Fraction | None:
    return None if recu is None else recu - reporte


def _annees(p: Passage) -> Mapping[str, Enregistrement]:
    textes = ", ".join(dict.fromkeys(texte.court for texte in p.resultat.droit.textes))
    close = {
        "population": p.dossier.identite.get("population"),
        "taille": p.lu("identite.taille"),
        "plafond": p.lu("perimetre.tout.plafond"),
        "droit": p.lu("perimetre.tout.droit"),
        "acompte": p.lu("total.acompte"),
        "solde": p.lu("total.solde"),
        "verse": _moins(p.lu("perimetre.tout.verse"), p.reporte(p.annee)),
        "depense": p.lu(f"poste.{TOTAL}.depense"),
        "textes": textes,
    }
    dire_annee(p, close)
    fiches = {code: dict(fiche) for code, fiche in p.dossier.fiche("annee").items()}
    for rang in range(1, int(p.annee)):  # reçu depuis au titre d'une année close : le nouveau classeur le sait aussi
        recu = _moins(p.lu(f"annee.{rang}.verse_annee"), p.reporte(Fraction(rang)))
        if recu is not None:
            fiches[str(rang)] = {**fiches.get(str(rang), {}), "verse": recu}
    return {**fiches, str(p.annee): close}


def _postes(p: Passage) -> Mapping[str, Enregistrement]:
    """Return the envelopes of the posts of the new year: a new one opens empty, an ended one has no place."""
    anciens, suivants = postes(p.resultat.droit), postes(p.droit_suivant)
    ouvertures: dict[str, Enregistrement] = {}
    for code, libelle in anciens.items():
        cloture = p.lu(f"poste.{code}.cloture")
        if code in suivants:
            ouvertures[code] = {"ouverture": cloture, "usage": None}
        elif cloture != 0:
            _perdre(p, "Enveloppes", f"l'enveloppe « {libelle} »", "non-dépensé", cloture)
    dire_enveloppes(p, [f"« {nom} »" for code, nom in anciens.items() if _vide(ouvertures.get(code))])
    ouvertures |= {code: {"ouverture": Fraction(0), "usage": None} for code in suivants if code not in anciens}
    return ouvertures


def _vide(fiche: Enregistrement | None) -> bool:
    return fiche is not None and fiche.get("ouverture") is None
