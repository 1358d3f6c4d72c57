"""The check of the payments: the day and year of each, doubles, and money for a crisis that was not recognised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.examen.identite import MOIS_PAR_AN, rang_annee
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.formats import jour, nombre
from cpts_xl.law.fold import plie
from cpts_xl.rules.dates import plus_mois

AVANCE_MAX = 31
"""Days before a contract year beyond which a payment can hardly be one of its own."""


def versements(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the payments, beyond each value taken alone."""
    annees = [Fraction(code) for code in rangees("annee", droit)]
    crise = {ligne.code for ligne in droit.lignes if ligne.condition == "crise_reconnue"}
    reconnue = dossier.identite.get("crise_reconnue") == "Oui"
    vus: dict[tuple[Any, ...], list[tuple[int, str]]] = {}
    for rang, fiche in enumerate(dossier.liste("versement"), 1):
        annee = fiche.get("annee")
        yield from _date(f"versement.{rang}", fiche, dossier)
        yield from _double(rang, fiche, vus)
        yield from _deja_deduit(f"versement.{rang}", fiche, dossier, droit)
        if isinstance(annee, Fraction) and annee not in annees:
            yield Anomalie(
                f"versement.{rang}.annee",
                f"L'année payée va de {annees[0]} à {annees[-1]}.",
                "Saisir le rang de l'année dans le contrat, et non l'année civile.",
                lu=nombre(annee),
            )
        courante = annee is None or annee == rang_annee(dossier)
        if fiche.get("ligne") in crise and courante and not reconnue:
            yield Anomalie(
                f"versement.{rang}.ligne",
                "Ce versement paie la part variable de crise, sans crise reconnue cette année.",
                "Déclarer la crise reconnue par l'ARS dans Identité, ou vérifier la ligne payée.",
                Gravite.A_REGARDER,
                str(fiche["ligne"]),
            )


def _date(v: str, fiche: Enregistrement, dossier: Dossier) -> Iterator[Anomalie]:
    """Yield a payment of a day that it can hardly have: after the state was drawn up, or long before what it pays."""
    quand, signature, arrete = fiche.get("date"), dossier.identite.get("signature"), dossier.identite.get("arrete")
    if not isinstance(quand, date):
        return
    debut = _debut_paye(fiche, dossier)
    if isinstance(arrete, date) and quand > arrete:
        dite, remede = f"d'après la date d'arrêté ({jour(arrete)})", "ou la date d'arrêté, feuille Identité."
    elif isinstance(signature, date) and quand < signature:
        dite, remede = f"d'avant la signature du contrat ({jour(signature)})", "ou celle de la signature."
    elif debut is not None and (debut - quand).days > AVANCE_MAX:
        dite = f"de plus d'un mois avant l'année qu'il paie (elle commence le {jour(debut)})"
        remede = "et l'année payée : vide, c'est celle de ce classeur."
    else:
        return
    yield Anomalie(
        f"{v}.date",
        f"Ce versement est daté {dite} : il est compté dans le versé tel qu'il est saisi.",
        f"Vérifier cette date sur le relevé bancaire, {remede}",
        Gravite.A_REGARDER,
        jour(quand),
    )


def _deja_deduit(v: str, fiche: Enregistrement, dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield a payment of a former year, received before this one: what was carried of that year already counts it."""
    quand, annee, montant = fiche.get("date"), fiche.get("annee"), fiche.get("montant")
    rang, debut_paye = rang_annee(dossier), _debut_paye(fiche, dossier)
    if rang is None or debut_paye is None or not isinstance(quand, date) or not isinstance(montant, Fraction):
        return
    if not (isinstance(annee, Fraction) and 1 <= annee < rang) or quand >= dossier.debut or montant == 0:
        return
    repris = _repris(fiche, annee, rang, dossier)
    # une ligne que l'année payée n'avait pas n'a pu être reçue dans son classeur : rien ne l'a déduite
    if not repris or fiche.get("ligne") not in {ligne.code for ligne in plie(droit.actes, debut_paye).lignes}:
        return
    remede = (
        f"S'il figure au classeur de l'année {annee}, effacer cette ligne. Sinon, l'ajouter à ce classeur-là et ouvrir "
        f"de nouveau l'année, ou vérifier que {repris} ne le déduit pas."
    )
    if _dans_l_exercice(quand, dossier):
        remede += (
            " Effacé, il reste de l'exercice comptable : pour le seuil du commissaire aux comptes, l'ajouter à la main "
            "au total « Dont argent public » de la feuille Financeurs."
        )
    yield Anomalie(
        f"{v}.annee",
        f"Ce versement paie l'année {annee} et il est daté du {jour(quand)}, avant le premier jour de ce classeur "
        f"({jour(dossier.debut)}) : {repris}, repris à l'ouverture, déduit déjà ce qui a été reçu avant ce jour, et ce "
        "versement compterait deux fois.",
        remede,
        Gravite.A_REGARDER,
        nombre(annee),
    )


def _repris(fiche: Enregistrement, annee: Fraction, rang: int, dossier: Dossier) -> str:
    """Return the name of the amount, carried from a former year, that its payments are already counted in."""
    solde = dossier.fiche("ligne").get(str(fiche.get("ligne")), {}).get("solde_n1")
    if annee == rang - 1 and isinstance(solde, Fraction):
        return f"« {TABLEAUX['ligne'].champ('solde_n1').libelle} », feuille Financement"
    if isinstance(dossier.fiche("annee").get(str(annee), {}).get("verse"), Fraction):
        return f"« {TABLEAUX['annee'].champ('verse').libelle} » de l'année {annee}, feuille Contrat"
    return ""


def _dans_l_exercice(quand: date, dossier: Dossier) -> bool:
    debut, cloture = (dossier.identite.get(champ) for champ in ("exercice_debut", "exercice_cloture"))
    return isinstance(debut, date) and isinstance(cloture, date) and debut <= quand <= cloture


def _debut_paye(fiche: Enregistrement, dossier: Dossier) -> date | None:
    """Return the first day of the contract year that a payment pays, or None when it is not known."""
    annee, rang = fiche.get("annee"), rang_annee(dossier)
    payee = rang if annee is None else annee
    if rang is None or not isinstance(payee, Fraction | int):
        return None
    debut = plus_mois(dossier.identite["signature"], (int(payee) - 1) * MOIS_PAR_AN)
    return debut if isinstance(debut, date) else None  # hors du calendrier : l'année payée est déjà refusée


def _double(rang: int, fiche: Enregistrement, vus: dict[tuple[Any, ...], list[tuple[int, str]]]) -> Iterator[Anomalie]:
    """Yield a payment of nothing, and a payment already seen: same day, line, nature, amount and year paid."""
    montant, reference = fiche.get("montant"), str(fiche.get("reference") or "")
    if montant == 0:
        yield Anomalie(
            f"versement.{rang}.montant",
            "Ce versement est de zéro euro.",
            "Saisir le montant reçu, ou effacer la ligne.",
            Gravite.INFORMATION,
        )
        return
    signe = tuple(fiche.get(champ) for champ in ("date", "ligne", "nature", "montant", "annee"))
    if not isinstance(signe[0], date) or not isinstance(montant, Fraction):
        return
    deja = vus.setdefault(signe, [])
    # deux bordereaux de la CPAM ont chacun leur référence
    avant = next((autre for autre, bordereau in deja if not (reference and bordereau and reference != bordereau)), 0)
    if avant:
        yield Anomalie(
            f"versement.{rang}.montant",
            f"Même date, même ligne, même nature et même montant qu'à la ligne {avant}.",
            "Si c'est le même versement, supprimer l'une des deux lignes.",
            Gravite.A_REGARDER,
            autre=f"versement.{avant}.montant",
        )
    deja.append((rang, reference))
