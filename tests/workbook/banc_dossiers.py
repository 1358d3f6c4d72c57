"""The bench of whole dossiers: workbooks built, falsified, recalculated by three engines, called function by function.

One lot of seeds is judged in one process of its own: one start of LibreOffice converts all the files of the lot, the
two other engines are loaded once. What comes back is counts and sentences, never workbooks.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import tempfile
import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import mock

from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.law import en_vigueur
from cpts_xl.workbook import build
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre, cache, formule
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.moteurs.caches import falsifier
from cpts_xl.workbook.verification import memes
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lire
from tests.engine.tirages_dossiers import petites_tables
from tests.workbook.banc_fonctions import Appels, _memes_rendues
from tests.workbook.banc_moteurs import _MOTEURS, Valeurs, _alleger, pareilles
from tests.workbook.banc_totaux import totaux_menteurs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpts_xl.engine.dossier import Dossier
    from cpts_xl.workbook.xlsx.lu import ClasseurLu

FONCTION = "fonctions"


@dataclass(frozen=True)
class Piece:
    """One dossier to judge: its name, how it is built, and how many functions are called (None: all)."""

    nom: str
    dossier: Dossier
    complet: bool = False
    """The files as a user gets them: every sheet, tables of their usual size, menus, notes, charts; both inks."""
    appels: int | None = None


@dataclass
class Bilan:
    """What one dossier gave: cells compared by judge, differences in words, totals checked, seconds by judge."""

    nom: str
    etapes: int = 0
    vides: int = 0
    comparees: Counter[str] = field(default_factory=Counter)
    ecarts: dict[str, list[str]] = field(default_factory=dict)
    totaux: int = 0
    menteurs: list[str] = field(default_factory=list)
    secondes: Counter[str] = field(default_factory=Counter)


def juger(pieces: Sequence[Piece], moteurs: Sequence[str]) -> list[Bilan]:
    """Return what each dossier of a lot gave, engine by engine, then function by function."""
    with tempfile.TemporaryDirectory(prefix="cpts-dossiers-", ignore_cleanup_errors=True) as dossier:
        travail = Path(dossier)
        lot = [_preparer(piece, travail, rang) for rang, piece in enumerate(pieces)]
        for moteur in moteurs:
            depart = time.process_time() + _enfants()
            for banc, valeurs in zip(lot, _MOTEURS[moteur]([banc.faux for banc in lot]), strict=True):
                banc.comparer(moteur, valeurs)
            lot[0].bilan.secondes[moteur] += time.process_time() + _enfants() - depart
        for banc in lot:
            banc.appeler()
        return [banc.bilan for banc in lot]


def calcul(dossier: Dossier) -> Resultat:
    """Return the dossier computed under the law of its first day."""
    return calculer(dossier, en_vigueur(dossier.debut))


def _enfants() -> float:
    temps = os.times()
    return temps.children_user + temps.children_system


class Banc:
    """One dossier, computed and written."""

    def __init__(self, piece: Piece, resultat: Resultat, layout: Layout, chemin: Path) -> None:
        self.piece, self.resultat, self.layout, self.chemin = piece, resultat, layout, chemin
        self.faux = chemin.with_name(f"faux-{chemin.name}")
        self.bilan = Bilan(piece.nom, len(resultat.etapes), len(resultat.etapes) - len(resultat.pleines))
        self.lu = lire(chemin)
        self.formules = {
            (feuille.nom, cellule.adresse): cellule.valeur
            for feuille in self.lu.feuilles.values()
            for cellule in feuille.cellules.values()
            if cellule.formule
        }
        self.etapes = {(case.feuille, case.adresse): ident for ident, case in layout.cases.items()}

    def ecart(self, juge: str, lieu: tuple[str, str], attendu: Any, obtenu: Any) -> None:
        """Note one difference, situated."""
        phrase = f"{self.piece.nom}, {lieu[0]}!{lieu[1]} ({self.etapes.get(lieu, '')}) : {attendu!r}, {obtenu!r} obtenu"
        self.bilan.ecarts.setdefault(juge, []).append(phrase)

    def ranger(self) -> None:
        """Compare what the native file stores beside each formula with what Python computed: no step is forgotten."""
        for calculee in self.resultat.etapes:
            case = self.layout.cases[calculee.etape.id]
            stockee = self.formules.get((case.feuille, case.adresse), "aucune formule")
            if not memes(stockee, calculee.valeur, Encre.NATIVE):
                self.ecart("python", (case.feuille, case.adresse), calculee.valeur, stockee)
        self.bilan.comparees["python"] += len(self.resultat.etapes)

    def comparer(self, moteur: str, valeurs: Valeurs) -> None:
        """Compare every formula of the workbook, then look for an error cell anywhere else."""
        for lieu, attendu in self.formules.items():
            if not pareilles(attendu, valeurs.get(lieu, "cellule absente")):
                self.ecart(moteur, lieu, attendu, valeurs.get(lieu, "cellule absente"))
        for lieu, valeur in valeurs.items():
            if isinstance(valeur, ErreurCellule) and lieu not in self.formules:
                self.ecart(moteur, lieu, "aucune erreur", valeur)
        self.bilan.comparees[moteur] += len(self.formules)

    def appeler(self) -> None:
        """Call the functions that the working workbook cites, with the cells that it holds."""
        depart = time.process_time()
        appels = Appels(self._de_travail())
        choisies = list(self.resultat.etapes)
        if self.piece.appels is not None:
            alea = random.Random(self.piece.nom)  # noqa: S311 - un échantillon à refaire, non un secret
            choisies = alea.sample(choisies, min(self.piece.appels, len(choisies)))
        for calculee in choisies:
            case = self.layout.cases[calculee.etape.id]
            stockee, rendue = appels.cellule(case.feuille, case.adresse)
            if not _memes_rendues(stockee, rendue, calculee.valeur):
                self.ecart(FONCTION, (case.feuille, case.adresse), stockee, rendue)
        self.bilan.comparees[FONCTION] += len(choisies)
        self.bilan.secondes[FONCTION] += time.process_time() - depart

    def _de_travail(self) -> ClasseurLu:
        """Return the working workbook, read back; for a small one, the inputs of the native file serve again."""
        if self.piece.complet:
            chemin = self.chemin.with_name(f"python-{self.chemin.name}")
            chemin.write_bytes(construire(self.resultat, Encre.PYTHON))
            return lire(chemin)
        for calculee in self.resultat.etapes:
            case = self.layout.cases[calculee.etape.id]
            cellules = self.lu.feuilles[case.feuille].cellules
            texte = f"={formule(self.layout, calculee.etape, Encre.PYTHON)}"
            valeur = calculee.valeur
            if not isinstance(valeur, dt.date):  # une date se relit comme une date
                valeur = valeur if isinstance(valeur, Fraction) else cache(valeur, Encre.PYTHON)
            cellules[case.adresse] = cellules[case.adresse]._replace(formule=texte, valeur=valeur)
        return self.lu


def _sans_empreinte() -> AbstractContextManager[Any]:
    """Leave the fingerprint of the model aside: a fifth of what writing costs, and no engine looks at it."""
    return mock.patch.object(build, "modele_ecrit", return_value=SimpleNamespace(empreinte="0" * 64))


def _preparer(piece: Piece, travail: Path, rang: int) -> Banc:
    depart = time.process_time()
    chemin = travail / f"d{rang}.xlsx"
    with nullcontext() if piece.complet else petites_tables(), nullcontext() if piece.complet else _sans_empreinte():
        resultat = calcul(piece.dossier)
        ecoule = time.process_time() - depart
        chemin.write_bytes(construire(resultat, Encre.NATIVE, calculs=piece.complet))
        banc = Banc(piece, resultat, Layout(resultat), chemin)
    assert falsifier(chemin, banc.faux) > 0
    if not piece.complet:
        _alleger(banc.faux)
    banc.ranger()
    banc.bilan.totaux, banc.bilan.menteurs = totaux_menteurs(resultat)
    banc.bilan.secondes |= {"calcul": ecoule, "écriture": time.process_time() - depart - ecoule}
    return banc
