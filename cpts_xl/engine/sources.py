"""Where a number of a line comes from: the parameters that its rule read, or those behind the amount that it follows.

A ceiling, a right or an advance reads no text by itself: it follows the amount of the grid, or of the contract's annex,
and cannot be surer than it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

SUIVENT = {
    "retenu": (), "montant_annee": (), "plafond": (), "droit": (), "acompte": ("taux_acompte",),
    "solde": ("taux_acompte",), "reste": (), "trop_percu": (),
}  # fmt: skip
"""The measures of a line that follow its amount, and what else they follow."""

UNITE, CHOISIE = "identite.unite", "identite.unite_prorata"
"""The unit of the proration, and what the contract says of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A parameter of law that a step has read: code, label, value, reference and status."""

    code: str
    libelle: str
    valeur: Any
    reference: str
    statut: str


class Origines:
    """The sources behind the amount of each line, kept as the steps are computed, in their order."""

    def __init__(self, valeurs: Mapping[str, Any]) -> None:
        self._valeurs = valeurs
        self._lues: dict[str, tuple[Source, ...]] = {}

    def noter(self, ident: str, lues: tuple[Source, ...]) -> None:
        """Keep what a step read, when others follow it."""
        if lues and (ident == UNITE or ident.startswith("ligne.")):
            self._lues[ident] = lues

    def de(self, ident: str) -> tuple[Source, ...]:
        """Return the sources that a step follows without having read them; none when nothing is due."""
        table, _, reste = ident.partition(".")
        ligne, _, mesure = reste.partition(".")
        if table != "ligne" or mesure not in SUIVENT:
            return ()
        valeur = self._valeurs[ident]
        if isinstance(valeur, Fraction) and valeur == 0:
            return ()
        autres = (source for suivie in SUIVENT[mesure] for source in self._lues.get(f"ligne.{ligne}.{suivie}", ()))
        return (*self._montant(ligne), *autres, *self._prorata(ligne))

    def _prorata(self, ligne: str) -> tuple[Source, ...]:
        """Return the unit of the proration, when it shortens a fixed right and the contract does not say it."""
        plafond, droit = (self._valeurs.get(f"ligne.{ligne}.{mesure}") for mesure in ("plafond", "droit"))
        entier = droit is None or plafond == droit or self._valeurs[f"ligne.{ligne}.volet"] == "variable"
        return () if entier or self._valeurs.get(CHOISIE) is not None else self._lues.get(UNITE, ())

    def _montant(self, ligne: str) -> tuple[Source, ...]:
        annexe = self._valeurs[f"ligne.{ligne}.annexe"]
        if annexe is None:
            return self._lues.get(f"ligne.{ligne}.national", ())
        libelle = "Montant de l'annexe financière du contrat"
        return (Source("annexe", libelle, annexe, "contrat type, annexe financière (convention)", "convention"),)
