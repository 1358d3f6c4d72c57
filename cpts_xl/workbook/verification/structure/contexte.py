"""What the comparisons of structure share: our sheets as found, their columns, the cells of ours that hold numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.rules.genres import Genre
from cpts_xl.workbook import sheets
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Nature
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.recu import ours
from cpts_xl.workbook.recu.entetes import Recrit, recrits
from cpts_xl.workbook.recu.locate import entete_de, feuilles_par_nom, normaliser
from cpts_xl.workbook.recu.read import Lecture, version_de
from cpts_xl.workbook.verification.manifeste.modele import FeuilleManifeste, Manifeste, Zone
from cpts_xl.workbook.xlsx.types import Cellule, FeuilleLue, lettres, position

LIGNES_PARCOURUES = 4_000_000
"""Rows looked at for one workbook: a hostile one piles up merges and rules over the same cells."""


_A_VOIR = frozenset({sheets.CONTROLES, sheets.BAREME, sheets.CALCULS, sheets.FINANCEMENT_FEUILLE.nom})
"""What a reviewer reads first: outside the simple mode, none of these is hidden by chance."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of ours as found: its sheet, its header row, the column of each of its codes."""

    decrite: FeuilleTableau
    feuille: FeuilleLue
    entete: int
    colonnes: dict[str, int]
    recrits: Mapping[str, Recrit]
    """By code, the columns whose header was rewritten; they are in ``colonnes`` too."""


class Contexte:
    """A received workbook read, its manifest, and what of it is ours."""

    def __init__(self, lecture: Lecture, manifeste: Manifeste) -> None:
        self.lecture, self.manifeste = lecture, manifeste
        self.classeur, self.droit = lecture.classeur, lecture.droit
        self.par_nom = feuilles_par_nom(self.classeur)
        self.budget = LIGNES_PARCOURUES
        self.meme_version = version_de(self.classeur) in {"", __version__}
        """A workbook of another version has other words: they are not compared."""

    def est_notre(self, nom: str, ligne: int, colonne: int) -> bool:
        """Return whether a cell is one of ours: beyond our columns, on our sheets, a cell is the user's."""
        if (largeur := ours.LARGEURS.get(self.a_nous.get(nom, ""))) is not None:
            return colonne <= largeur
        entete, colonnes = self._bornes.get(nom, (0, frozenset[int]()))
        return colonne == 1 if ligne < entete else colonne in colonnes

    @cached_property
    def _bornes(self) -> dict[str, tuple[int, frozenset[int]]]:
        """Return, by sheet in the file, the header row and the columns of our table."""
        return {t.feuille.nom: (t.entete, frozenset(t.colonnes.values())) for t in self.tables.values()}

    @cached_property
    def a_nous(self) -> dict[str, str]:
        """Return our sheets: name in the file to the name that we give."""
        donnes = {normaliser(nom): nom for nom in (*sheets.ORDRE, sheets.REPRISE)}
        return {nom: donnes[cle] for nom in self.classeur.feuilles if (cle := normaliser(nom)) in donnes}

    @cached_property
    def masquees_a_dire(self) -> frozenset[str]:
        """Return our plainly hidden sheets that neither the simple mode nor a user in a hurry would hide.

        The simple mode hides most of what it does not show; someone may then have shown a few sheets again.
        """
        cachees = {nom for nom in self.a_nous if self.manifeste.feuilles[nom].etat == "hidden"}
        autres = {nom for nom in self.a_nous if self.a_nous[nom] not in sheets.MODE_SIMPLE}
        simple = 2 * len(cachees & autres) > len(autres)
        controle = frozenset() if simple else _A_VOIR
        a_voir = {nom for nom, notre in self.a_nous.items() if notre in sheets.MODE_SIMPLE | controle}
        return frozenset(cachees & a_voir)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Return our tables that were found, by their code."""
        trouvees = {}
        for decrite in sheets.TABLEAUX_FEUILLES:
            feuille = self.par_nom.get(normaliser(decrite.nom))
            if feuille is None:
                continue
            titres = {col.titre: col.code for col in decrite.colonnes}
            entete, colonnes = entete_de(feuille, tuple(titres))
            connues = {titres[t]: c for t, c in colonnes.items()}
            autres = recrits(self.classeur, decrite, feuille, entete, connues)
            connues |= {code: recrit.colonne for code, recrit in autres.items()}
            entete = entete or next((recrit.ligne for recrit in autres.values()), LIGNE_ENTETE)
            trouvees[decrite.prefixe] = Table(decrite, feuille, entete, connues, autres)
        return trouvees

    @cached_property
    def genres(self) -> dict[str, dict[str, Genre]]:
        """Return the kind of each input and step that was found, by sheet then by address."""
        from cpts_xl.engine.schema import IDENTITE  # noqa: PLC0415  (le schéma n'est utile qu'ici)

        colonnes = {f.prefixe: {c.code: c.genre for c in f.colonnes} for f in sheets.TABLEAUX_FEUILLES}
        identite = {champ.code: champ.genre for champ in IDENTITE}
        genres: dict[str, dict[str, Genre]] = {}
        for ident, (nom, lieu) in self.lecture.places.items():
            prefixe, _, reste = ident.partition(".")
            code = reste.rpartition(".")[2]
            genre = identite.get(reste) if prefixe == "identite" else colonnes.get(prefixe, {}).get(code)
            if genre is not None:
                genres.setdefault(nom, {})[lieu] = genre
        return genres

    def places_de(self, nom: str) -> dict[str, tuple[int, int]]:
        """Return the inputs and steps of one sheet: address, row and column."""
        return self._places.get(nom, {})

    @cached_property
    def _places(self) -> dict[str, dict[str, tuple[int, int]]]:
        return {nom: {lieu: position(lieu) for lieu in lieux} for nom, lieux in self.genres.items()}

    @cached_property
    def calculees(self) -> dict[tuple[str, str], str]:
        """Return the places of the cells that a rule computes, and their code."""
        codes = {f.prefixe: {c.code for c in f.colonnes if c.nature is Nature.CALCUL} for f in sheets.TABLEAUX_FEUILLES}
        trouvees = {}
        for ident, place in self.lecture.places.items():
            prefixe, _, reste = ident.partition(".")
            if prefixe in {"total", "controle"} or reste.rpartition(".")[2] in codes.get(prefixe, ()):
                trouvees[place] = ident
        return trouvees

    def chez(self, feuille: FeuilleManifeste) -> bool:
        """Return whether a sheet is ours."""
        return feuille.nom in self.a_nous

    def pleines(self, nom: str, zone: Zone) -> Iterator[tuple[int, int, Cellule]]:
        """Yield the non-empty cells of a rectangle, with row and column; nothing once the budget of rows is spent."""
        feuille = self.classeur.feuilles.get(nom)
        if feuille is None:
            return
        haut, bas = max(zone.haut, 1), min(zone.bas, feuille.dimensions[0])
        self.budget -= max(bas - haut + 1, 1)
        for ligne in range(haut, bas + 1) if self.budget > 0 else ():
            for colonne, cellule in feuille.ligne(ligne).items():
                if zone.gauche <= colonne <= zone.droite and not vide(cellule.valeur):
                    yield ligne, colonne, cellule

    def cellules(self, nom: str, zone: Zone) -> Iterator[tuple[int, int, Cellule]]:
        """Yield the non-empty cells of ours in a rectangle, as ``pleines``."""
        for ligne, colonne, cellule in self.pleines(nom, zone):
            if self.est_notre(nom, ligne, colonne):
                yield ligne, colonne, cellule

    @cached_property
    def colonnes_fixes(self) -> dict[str, frozenset[int]]:
        """Return, by sheet in the file, the columns whose words or ranks the layout gives: they hide nothing."""
        return {
            t.feuille.nom: frozenset(
                colonne for col in t.decrite.colonnes
                if col.nature is Nature.FIXE and (colonne := t.colonnes.get(col.code)) is not None
            )
            for t in self.tables.values()
        }  # fmt: skip

    def nombres(self, nom: str, zone: Zone) -> list[str]:
        """Return the addresses, in a rectangle, of our cells that hold a number other than 0, or a day."""
        fixes = self.colonnes_fixes.get(nom, frozenset())
        return [c.adresse for _, colonne, c in self.cellules(nom, zone) if compte(c.valeur) and colonne not in fixes]

    def dites(self, nom: str, zone: Zone) -> list[str]:
        """Return the addresses, in a rectangle, of our cells that say something: computed, typed, or a number."""
        return [
            c.adresse
            for _, _, c in self.cellules(nom, zone)
            if c.formule is not None or not c.verrouillee or compte(c.valeur)
        ]

    def saisies(self, nom: str, zone: Zone) -> list[str]:
        """Return the addresses, in a rectangle, of our cells that hold something typed."""
        return [c.adresse for _, _, c in self.cellules(nom, zone) if not c.verrouillee and c.formule is None]

    def cellule(self, nom: str, ligne: int, colonne: int) -> Cellule | None:
        """Return one cell, or None when it is empty."""
        feuille = self.classeur.feuilles.get(nom)
        return None if feuille is None else feuille.ligne(ligne).get(colonne)


def vide(valeur: Any) -> bool:
    """Return whether a cell shows nothing."""
    return valeur is None or (isinstance(valeur, str) and not valeur)


def compte(valeur: Any) -> bool:
    """Return whether a value is a number other than 0, or a day."""
    return (isinstance(valeur, Fraction) and valeur != 0) or isinstance(valeur, dt.date)


def a_regarder(message: str, feuille: str, cellule: str, cause: Cause, remede: str, **reste: Any) -> Constat:
    """Return a finding to look at."""
    return Constat(Gravite.A_REGARDER, message, feuille, cellule, remede=remede, cause=cause, **reste)


def bloquant(message: str, feuille: str, cellule: str, cause: Cause, remede: str, **reste: Any) -> Constat:
    """Return a finding that changes or hides a number."""
    return Constat(Gravite.BLOQUANT, message, feuille, cellule, remede=remede, cause=cause, **reste)


def information(message: str, feuille: str, cellule: str, cause: Cause, remede: str = "", **reste: Any) -> Constat:
    """Return a finding that accuses nobody."""
    return Constat(Gravite.INFORMATION, message, feuille, cellule, remede=remede, cause=cause, **reste)


def premiere(adresses: Iterable[str]) -> str:
    """Return the first cell of several, in reading order."""
    return min(adresses, key=position)


def colonne_dite(debut: int, fin: int) -> str:
    """Return « colonne K » or « colonnes K à M »."""
    if debut == fin:
        return f"colonne {lettres(debut)}"
    return f"colonnes {lettres(debut)} à {lettres(fin)}"


def ligne_dite(debut: int, fin: int) -> str:
    """Return « ligne 5 » or « lignes 5 à 9 »."""
    return f"ligne {debut}" if debut == fin else f"lignes {debut} à {fin}"
