"""Every dated deadline of a dossier, for a calendar: what is due, what is expected, what expires.

An event keeps its identity from one file to the next, so that a calendar replaces it instead of adding a twin. The
identity says what the event is (mission, piece, agreement), never its row, and its day only where the day makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.restes import Restes
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import TOTAL
from cpts_xl.formats import euros, jour

PROPRES_A_L_ANNEE = ("fin_annee", "dialogue", "dialogue_preparation", "exercice_cloture")
"""Dates that come back every contract year: each year has its own."""

CLOS = ("fait", "abandonné")


@dataclass(frozen=True, slots=True)
class EvenementDate:
    """A whole day of the calendar: identity, day, title and description."""

    uid: str
    jour: date
    titre: str
    description: str


def evenements(resultat: Resultat) -> tuple[EvenementDate, ...]:
    """Return the deadlines from the day of the state on, sorted by day then identity; amounts are in euros.

    What is past, done, received or without object is left out, and so is a date that is not known yet.
    """
    dossier = resultat.dossier
    arrete = dossier.identite.get("arrete")
    depuis = arrete if isinstance(arrete, date) else dossier.debut
    cpts = next((str(dossier.identite[c]) for c in ("finess", "siret", "rna") if dossier.identite.get(c)), dossier.nom)
    domaine = sha256(cpts.encode()).hexdigest()[:8]
    retenus: dict[str, EvenementDate] = {}
    sources = (_rendezvous, _anniversaires, _versements, _pieces, _conventions, _suites)
    for evenement in sorted((e for source in sources for e in source(resultat)), key=lambda e: (e.jour, e.uid)):
        if evenement.jour < depuis:
            continue
        base, fois = evenement.uid, 1
        while (uid := f"{base}{f'-{fois}' if fois > 1 else ''}@{domaine}.cpts-xl") in retenus:
            fois += 1
        retenus[uid] = replace(evenement, uid=uid)
    return tuple(retenus.values())


def _cle(*mots: object) -> str:
    """Return a short identity made of words that a user typed."""
    lisible = "-".join(str(mot) for mot in mots if mot).casefold()
    propre = re.sub(r"[^a-z0-9]+", "-", lisible).strip("-")[:24]
    return f"{propre}-{sha256(lisible.encode()).hexdigest()[:6]}"


def _lignes(*morceaux: object) -> str:
    return "\n".join(str(morceau) for morceau in morceaux if morceau)


def _rendezvous(resultat: Resultat) -> Iterator[EvenementDate]:
    debut = resultat.dossier.debut
    for code, mots in rangees("rendezvous", resultat.droit).items():
        quand = resultat.valeurs[f"rendezvous.{code}.jour"]
        if not isinstance(quand, date):
            continue
        if code == "anniversaire":
            yield _anniversaire(resultat, quand, str(mots["libelle"]))
        else:
            suffixe = f"-{debut:%Y%m%d}" if code in PROPRES_A_L_ANNEE else ""
            yield EvenementDate(f"{code}{suffixe}", quand, str(mots["libelle"]), _reference(resultat, code))


def _reference(resultat: Resultat, code: str) -> str:
    """Return what the deadline rests on, in one sentence, for a deadline of the texts."""
    source = {"demarrage": "echeance_demarrage", "deploiement": "echeance_deploiement"}
    etape, _, mission = code.partition("_")
    if etape not in source:
        return ""
    calculee = resultat.par_id[f"mission.{mission}.{source[etape]}"]
    return _lignes(calculee.phrase, f"Texte : {calculee.reference}.")


def _anniversaire(resultat: Resultat, quand: date, titre: str) -> EvenementDate:
    """Return an anniversary of the contract, with what is expected that day where it is known."""
    attendus = []
    for rang in rangees("annee", resultat.droit):
        for mesure, borne, mot in (("solde_prevu", "fin", "Solde"), ("acompte_prevu", "debut", "Acompte")):
            montant = resultat.valeurs[f"annee.{rang}.{mesure}"]
            if resultat.valeurs[f"annee.{rang}.{borne}"] != quand or not isinstance(montant, Fraction):
                continue
            reste = resultat.valeurs["total.reste"]
            en_cours = mesure == "solde_prevu" and Fraction(rang) == resultat.valeurs["identite.annee"]
            if en_cours and isinstance(reste, Fraction):  # le solde prévu ne sait rien de ce qui est déjà venu
                attendus.append(f"Reste à recevoir de l'année {rang} : {euros(reste)}.")
                continue
            attendus.append(f"{mot} de l'année {rang}, prévu : {euros(montant)}.")
    return EvenementDate(f"anniversaire-{quand:%Y%m%d}", quand, titre, _lignes(*attendus))


def _anniversaires(resultat: Resultat) -> Iterator[EvenementDate]:
    """Yield the anniversaries of the years to come; that of the current year is one of its deadlines."""
    annee = resultat.valeurs["identite.annee"]
    rangs = list(rangees("annee", resultat.droit))
    for rang in rangs:
        quand = resultat.valeurs[f"annee.{rang}.fin"]
        if isinstance(annee, Fraction) and int(rang) > annee and isinstance(quand, date):
            dernier = rang == rangs[-1]
            suite = "fin du contrat" if dernier else f"acompte de l'année {int(rang) + 1}"
            yield _anniversaire(resultat, quand, f"Anniversaire : solde de l'année {rang}, {suite}")


def _versements(resultat: Resultat) -> Iterator[EvenementDate]:
    """Yield what is still expected from the CPAM, one event a day and a nature, its lines in the description."""
    v, restes = resultat.valeurs, Restes(resultat.valeurs)
    attendus: dict[tuple[date, str], list[tuple[str, Fraction]]] = {}
    for code, mots in rangees("echeance", resultat.droit).items():
        if code == TOTAL:
            continue
        quand, montant, recu = (v[f"echeance.{code}.{champ}"] for champ in ("date_attendue", "attendu", "recu"))
        if isinstance(quand, date) and isinstance(montant, Fraction):
            reste = montant - recu if isinstance(recu, Fraction) else montant
            if reste > 0:
                ligne, _, nature = code.rpartition("_")
                reste = restes.prendre(ligne, nature, reste)
            if reste > 0:
                attendus.setdefault((quand, str(mots["nature"])), []).append((str(mots["libelle"]), reste))
    for (quand, nature), lignes in attendus.items():
        total = sum((reste for _, reste in lignes), Fraction(0))
        yield EvenementDate(
            f"{_cle('versement', nature)}-{quand:%Y%m%d}",
            quand,
            f"Versement attendu, {nature} : {euros(total)}",
            _lignes(*(f"{libelle} : {euros(reste)}" for libelle, reste in lignes)),
        )


def _pieces(resultat: Resultat) -> Iterator[EvenementDate]:
    for fiche in resultat.dossier.liste("piece"):
        limite, numero = fiche.get("valable_jusqu_au"), fiche.get("numero")
        if isinstance(limite, date) and numero:
            cites = [str(fiche[c]) for c in ("indicateur", "indicateur_2", "indicateur_3") if fiche.get(c)]
            yield EvenementDate(
                _cle("piece", numero),
                limite,
                f"Pièce {numero} : dernier jour de validité",
                _lignes(fiche.get("intitule"), f"Indicateur : {', '.join(cites)}" if cites else ""),
            )


def _conventions(resultat: Resultat) -> Iterator[EvenementDate]:
    for fiche in resultat.dossier.liste("convention"):
        fin, partenaire, objet = fiche.get("fin"), fiche.get("partenaire"), fiche.get("objet")
        if isinstance(fin, date) and partenaire:
            depuis = fiche.get("date")
            yield EvenementDate(
                _cle("convention", partenaire, objet),
                fin,
                f"Convention avec {partenaire} : dernier jour",
                _lignes(objet, f"En vigueur depuis le {jour(depuis)}." if isinstance(depuis, date) else ""),
            )


def _suites(resultat: Resultat) -> Iterator[EvenementDate]:
    """Yield what was promised at the dialogue and is not closed."""
    for fiche in resultat.dossier.liste("point"):
        quand = fiche.get("echeance")
        if isinstance(quand, date) and fiche.get("etat") not in CLOS:
            sujet: Any = fiche.get("indicateur")
            yield EvenementDate(
                _cle("dialogue", fiche.get("date"), sujet, fiche.get("suite")),
                quand,
                f"Suite du dialogue de gestion{f', indicateur {sujet}' if sujet else ''}",
                _lignes(fiche.get("suite"), fiche.get("motif"), fiche.get("reserve")),
            )
