"""What is dated after the day of the state: the steps count it, so a sentence about that day has to say so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.engine.dossier import Enregistrement
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.typographie import composer


def verses_de_l_annee(lecteur: Lecteur) -> list[int]:
    """Return the rows of the payments that the total of the year counts: this year, a line of the grid."""
    lignes, annee = {ligne.code for ligne in lecteur.droit.lignes}, lecteur.valeurs["identite.annee"]
    return [
        rang
        for rang, fiche in enumerate(lecteur.dossier.liste("versement"), 1)
        if fiche.get("ligne") in lignes
        and isinstance(annee, Fraction)
        and lecteur.valeurs[f"versement.{rang}.annee_payee"] == annee
    ]


def apres_l_arrete(lecteur: Lecteur, rangs: Iterable[int]) -> str:
    """Return what the payments of these rows dated after the day of the state add up to; nothing when there is none."""
    fiches = lecteur.dossier.liste("versement")
    return _apres(lecteur, (fiches[rang - 1] for rang in rangs))


def depenses_apres(lecteur: Lecteur) -> str:
    """Return what the spendings of the year dated after the day of the state add up to; nothing when none is."""
    fin = lecteur.valeurs["identite.fin"]
    de_l_annee = (
        fiche
        for fiche in lecteur.dossier.liste("depense")
        if isinstance(fin, date) and isinstance(jour := fiche.get("date"), date) and jour < fin
    )
    return _apres(lecteur, de_l_annee)


def _apres(lecteur: Lecteur, fiches: Iterable[Enregistrement]) -> str:
    arrete = lecteur.valeurs["identite.arrete"]
    # aucune étape ne les compte à part : la somme se fait ici, exacte, et ne sert qu'à dire ce qu'un total contient
    montants = [
        montant
        for fiche in fiches
        if isinstance(arrete, date)
        and isinstance(jour := fiche.get("date"), date)
        and jour > arrete
        and isinstance(montant := fiche.get("montant"), Fraction)
    ]
    return composer(formats.euros(sum(montants, Fraction()))) if montants else ""
