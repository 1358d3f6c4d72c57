"""Whether the sheet Calculs may be old: what the tool wrote there is a constant, true on the day when it was written.

A row whose inputs changed since is old, and accuses nobody. A row that nothing can have changed was rewritten by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.etapes import Const, Debut
from cpts_xl.formats import nombre, pluriel
from cpts_xl.law.in_force import empreinte as empreinte_textes
from cpts_xl.rules.genres import afficher
from cpts_xl.workbook.empreinte.porteurs import lire_porteurs
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import version_de
from cpts_xl.workbook.verification.causes import memes
from cpts_xl.workbook.xlsx.types import ErreurCellule

SAISIES_INCHANGEES = "aucune saisie n'a changé depuis que l'outil a écrit le classeur"
LECTURES_INCHANGEES = "rien de ce que ce calcul lit n'a changé depuis"
REFAIRE = "Ne pas se fier à cette ligne : refaire la feuille par « cpts-xl relecture », qui la récrit des saisies."
DITES = 20
"""Rewritten rows told one by one."""


class Difference(NamedTuple):
    """A row where the value of the tool and its sentence are both others than today's."""

    ident: str
    libelle: str
    cellule: str
    valeur: Any


class Datation:
    """What proves that a row of Calculs cannot be merely old.

    ``outils`` is the stored value of the tool, by step, of every row that was recognised; ``entiere`` when all of them
    were: what a lost row held, and what it gave to a total, nobody knows any more.
    """

    def __init__(self, layout: LayoutRecu, encre: Encre, outils: Mapping[str, Any], *, entiere: bool) -> None:
        self.layout, self.encre, self.outils, self.entiere = layout, encre, outils, entiere

    def preuve(self, difference: Difference) -> str:
        """Return why a difference cannot come from a change of the inputs, in French; "" when it may."""
        if not self._memes_regles:
            return ""
        if self._memes_saisies and not self._a_glisse(difference.ident):
            return SAISIES_INCHANGEES
        return LECTURES_INCHANGEES if self.entiere and self._lit_inchange(difference.ident) else ""

    @cached_property
    def _memes_regles(self) -> bool:
        """Return whether the workbook comes from this version and these texts: others computed otherwise."""
        textes = self._porteurs.proprietes.textes if self._porteurs.proprietes is not None else ""
        return version_de(self.layout.lecture.classeur) == __version__ and textes in {"", empreinte_textes()}

    @cached_property
    def _porteurs(self) -> Any:
        return lire_porteurs(self.layout.lecture.classeur)

    @cached_property
    def _memes_saisies(self) -> bool:
        """Return whether the inputs are those that the tool wrote; what a file says of itself cannot invent a hash."""
        portee = self._porteurs.saisies
        return bool(portee) and empreinte_saisies(self.layout.lecture.dossier).startswith(portee)

    def _a_glisse(self, ident: str) -> bool:
        """Return whether a step stands in a table where a row was left empty above others, which then moved down."""
        etendue = self.layout.etendues.get(ident.partition(".")[0])
        if etendue is None or not etendue.lignes:
            return False
        return sorted(etendue.lignes.values()) != list(range(etendue.haut, etendue.haut + len(etendue.lignes)))

    def _lit_inchange(self, ident: str) -> bool:
        """Return whether a step reads only steps whose own rows are still right, and no text."""
        etape = self.layout.resultat.par_id[ident].etape
        if etape.regle.lit_droit or any(isinstance(entree, Debut) for entree in etape.entrees.values()):
            return (
                False  # un compte jusqu'à sa ligne change avec la place de la ligne, ses nombres fussent-ils les mêmes
            )
        return all(map(self._inchange, _lus(etape.entrees)))

    def _inchange(self, lu: str) -> bool:
        calculee = self.layout.resultat.par_id.get(lu)
        if calculee is None:  # une saisie : elle a pu changer
            return False
        if lu not in self.outils:  # sans ligne alors ; elle en aurait une si elle avait eu une valeur
            return calculee.valeur is None
        return memes(self.outils[lu], calculee.valeur, self.encre)

    def constats(self, feuille: str, preuves: Mapping[Difference, str]) -> Iterator[Constat]:
        """Yield the rows that were rewritten, each with what proves it; beyond the first ones, in one finding."""
        for autre, preuve in list(preuves.items())[:DITES]:
            calculee = self.layout.resultat.par_id[autre.ident]
            genre, lue = calculee.etape.regle.retour, autre.valeur
            yield Constat(
                Gravite.BLOQUANT,
                f"{autre.libelle} : la valeur de l'outil et sa phrase ont été récrites, car {preuve}.",
                feuille, autre.cellule, lue.code if isinstance(lue, ErreurCellule) else afficher(genre, lue),
                afficher(genre, calculee.valeur), REFAIRE, Cause.CONSTANTE,
            )  # fmt: skip
        if reste := list(preuves)[DITES:]:
            n = len(reste)
            yield Constat(
                Gravite.BLOQUANT,
                f"{nombre(n)} autre{pluriel(n)} valeur{pluriel(n)} de l'outil {pluriel(n, 'ont', 'a')} été "
                f"récrite{pluriel(n)} avec {pluriel(n, 'leur', 'sa')} phrase.",
                feuille, reste[0].cellule, remede=REFAIRE, cause=Cause.CONSTANTE,
            )  # fmt: skip


def _lus(entrees: Mapping[str, Any]) -> Iterator[str]:
    """Yield every cell that feeds a step."""
    for entree in entrees.values():
        if isinstance(entree, tuple):
            yield from entree
        elif not isinstance(entree, Const):
            yield entree
