"""Payments dated after the day of the state: the steps count them, so a sentence about that day has to say so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from cpts_xl import formats
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
    arrete, fiches = lecteur.valeurs["identite.arrete"], lecteur.dossier.liste("versement")
    # aucune étape ne les compte à part : la somme se fait ici, exacte, et ne sert qu'à dire ce qu'un total contient
    montants = [
        fiches[rang - 1]["montant"]
        for rang in rangs
        if isinstance(arrete, date)
        and isinstance(jour := fiches[rang - 1].get("date"), date)
        and jour > arrete
        and isinstance(fiches[rang - 1].get("montant"), Fraction)
    ]
    return composer(formats.euros(sum(montants, Fraction()))) if montants else ""
