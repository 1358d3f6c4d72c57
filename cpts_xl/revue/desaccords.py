"""What the parties disagree on, in a sentence that follows what is typed, beside the euros that it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cpts_xl.engine.etapes import PERIMETRES
from cpts_xl.formats import nombre, pluriel
from cpts_xl.revue.plan import CPAM, CPTS, Revue
from cpts_xl.revue.plume import Plume
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.genres import MONTANT, afficher
from cpts_xl.workbook.layout import feuille_citee

PERIMETRE = PERIMETRES[0]
"""That of the right told and of the difference shown: the same, named in the sentence."""
VIVANT = f"p.{PERIMETRE.code}.difference_{CPAM}"
A_REGARDER = "À regarder"
CITES = 8
"""Indicators cited in the sentence; the sheet has them all."""


@dataclass(frozen=True, slots=True)
class Desaccords:
    """The sentence of the disagreements: its words at the reception, and the formula that keeps it up to date."""

    revue: Revue
    dits: int
    ouverts: tuple[str, ...]
    fin: str

    @property
    def phrase(self) -> str:
        """Return the sentence as things stand at the reception."""
        valeurs = f"{nombre(self.dits)} valeur{pluriel(self.dits)}"
        return f"La CPAM a donné {valeurs}, dont {nombre(len(self.ouverts))} à regarder. {self.fin}"

    def formule(self, p: Plume) -> str:
        """Return the formula of the same sentence; the counts are those of the yellow cells."""
        cpam, accord = (self._plage(p, code) for code in (CPAM, "accord"))
        dits = f"COUNTA({cpam})"
        return (
            f'"La CPAM a donné "&{dits}&IF({dits}>1," valeurs"," valeur")&", dont "'
            f'&COUNTIF({accord},"{A_REGARDER}")&" à regarder. "&"{self.fin.replace(chr(34), chr(34) * 2)}"'
        )

    def _plage(self, p: Plume, code: str) -> str:
        idents = self.revue.colonne("i", code)
        premiere, derniere = p.cases[idents[0]], p.cases[idents[-1]]
        return Plage(f"{feuille_citee(premiere.feuille)}!{premiere.absolue}:{derniere.absolue}").formule


def desaccords(revue: Revue, valeurs: dict[str, Any]) -> Desaccords:
    """Return what the parties disagree on when the review is written."""
    dits = sum(valeurs[ident] is not None for ident in revue.colonne("i", CPAM))
    ouverts = tuple(i.code for i in revue.indicateurs if valeurs[f"{i.ident}.accord"] == A_REGARDER)
    a, b = (afficher(MONTANT, valeurs[f"p.{PERIMETRE.code}.droit_{cas}"]) for cas in (CPTS, CPAM))
    libelle = PERIMETRE.libelle[:1].lower() + PERIMETRE.libelle[1:]
    autres = f" et {nombre(len(ouverts) - CITES)} de plus" if len(ouverts) > CITES else ""
    lesquels = f" ; à regarder : {', '.join(ouverts[:CITES])}{autres}" if ouverts else ""
    fin = (
        f"À droite : droit selon la CPAM moins droit selon la CPTS, {libelle}. "
        f"À la réception : {a} selon la CPTS, {b} selon la CPAM{lesquels}."
    )
    return Desaccords(revue, dits, ouverts, fin)
