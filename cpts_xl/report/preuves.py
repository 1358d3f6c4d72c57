"""The evidence as the report tells it: which pieces stand behind an indicator, and how strong they are."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.schema.preuves import CITATIONS
from cpts_xl.report.lecteur import Lecteur, ecrire
from cpts_xl.report.typographie import Chiffre, composer

FORCES = {
    0: "aucune preuve",
    1: "simple mention",
    2: "document interne",
    3: "document daté et signé",
    4: "donnée d'un tiers",
}
AUCUNE = "aucune pièce saisie"


def force(valeur: Any) -> str:
    """Return the strength of a proof in words, with its rank: « 3 – document daté et signé »."""
    if isinstance(valeur, Fraction) and valeur in FORCES:
        return composer(f"{valeur}{formats.INSECABLE}–{formats.INSECABLE}{FORCES[int(valeur)]}")
    return "non renseignée" if valeur is None else ecrire(valeur)


def pieces_de(lecteur: Lecteur, rang: int) -> Chiffre:
    """Return the titles of the pieces that cite an indicator, the strongest first, with the cell of that one."""
    ident = str(lecteur.dossier.liste("indicateur")[rang - 1].get("id") or "").casefold()
    citees = [
        (_rang_de_force(lecteur, n), n, fiche)
        for n, fiche in enumerate(lecteur.dossier.liste("piece"), 1)
        if ident and fiche.get("numero") and ident in {str(fiche.get(champ) or "").casefold() for champ in CITATIONS}
    ]
    if not citees:
        return Chiffre(AUCUNE)
    citees.sort(key=lambda citee: (-citee[0], citee[1]))
    titres = "\N{NO-BREAK SPACE}; ".join(_titre(lecteur, n, fiche) for _, n, fiche in citees)
    return Chiffre(composer(titres), "", lecteur.cellule(f"piece.{citees[0][1]}.numero"))


def _rang_de_force(lecteur: Lecteur, n: int) -> Fraction:
    valeur = lecteur.valeurs[f"piece.{n}.force"]
    return valeur if isinstance(valeur, Fraction) else Fraction(-1)


def _titre(lecteur: Lecteur, n: int, fiche: Any) -> str:
    expiree = " (expirée)" if lecteur.valeurs[f"piece.{n}.validite"] == "Expirée" else ""
    return f"{fiche.get('intitule') or fiche['numero']}{expiree}"
