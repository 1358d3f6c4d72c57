"""The bench of whole dossiers: workbooks built, falsified, recalculated by three engines, called function by function.

One lot of seeds is judged in one process of its own: one start of LibreOffice converts all the files of the lot, the
two other engines are loaded once. What comes back is counts and sentences, never workbooks.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import tempfile
import time
import zipfile
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpts_xl.absence import Absent
from cpts_xl.bureautique import convertir, trouver_soffice
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.law import en_vigueur
from cpts_xl.udf.appel import appeler
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre, cache, formule, serie
from cpts_xl.workbook.layout import Layout, feuille_citee
from cpts_xl.workbook.moteurs import recalcul, recalcul_enfant
from cpts_xl.workbook.moteurs.caches import falsifier
from cpts_xl.workbook.moteurs.copies_moteurs import sans_tables
from cpts_xl.workbook.verification import memes
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lettres, lire, position
from tests.engine.tirages_dossiers import petites_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpts_xl.engine.dossier import Dossier
    from cpts_xl.engine.etapes import Etape
    from cpts_xl.workbook.xlsx.lu import ClasseurLu

DELAI = 600
FONCTION = "fonctions"
Valeurs = dict[tuple[str, str], Any]


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


def _preparer(piece: Piece, travail: Path, rang: int) -> Banc:
    depart = time.process_time()
    chemin = travail / f"d{rang}.xlsx"
    with nullcontext() if piece.complet else petites_tables():
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


# ------------------------------------------------------------------------------------------ engines

_HABILLAGE = re.compile(
    rb"<(dataValidations|conditionalFormatting|hyperlinks|tableParts)\b.*?</\1>|<(?:legacyDrawing|drawing)\b[^>]*/>",
    re.DOTALL,
)
_IMPRESSION = re.compile(rb'<definedName name="_xlnm\.[^>]*>[^<]*</definedName>')


def _alleger(chemin: Path) -> None:
    """Take from a workbook what surrounds its cells (menus, notes, charts, print areas), half of what it costs."""
    with zipfile.ZipFile(chemin) as source:
        parties = {info.filename: source.read(info) for info in source.infolist()}
    with zipfile.ZipFile(chemin, "w") as copie:
        for nom, contenu in parties.items():
            if nom.startswith("xl/worksheets/_rels/"):
                continue
            allege = _HABILLAGE.sub(b"", contenu) if nom.startswith("xl/worksheets/") else contenu
            copie.writestr(nom, _IMPRESSION.sub(b"", allege) if nom == "xl/workbook.xml" else allege)


def _valeurs(chemin: Path) -> Valeurs:
    return {
        (feuille.nom, cellule.adresse): cellule.valeur
        for feuille in lire(chemin).feuilles.values()
        for cellule in feuille.cellules.values()
    }


def _ironcalc(chemins: Sequence[Path]) -> Iterator[Valeurs]:
    """Yield what IronCalc computes, in this process: a lot is already a process of its own."""
    for chemin in chemins:
        cellules = recalcul_enfant._ironcalc(chemin)
        yield {(f, a): ErreurCellule(str(v)) if sorte == "e" else v for f, a, sorte, v in cellules}


def _formualizer(chemins: Sequence[Path]) -> Iterator[Valeurs]:
    """Yield what formualizer computes, in this process."""
    import formualizer  # noqa: PLC0415 - natif, et seulement dans les processus qui jugent

    for chemin in chemins:
        nu, calcule = (chemin.with_name(f"{mot}-{chemin.name}") for mot in ("nu", "formualizer"))
        sans_tables(chemin, nu)
        formualizer.recalculate_xlsx_file(str(nu), str(calcule))
        yield _valeurs(calcule)


def _libreoffice(chemins: Sequence[Path]) -> Iterator[Valeurs]:
    """Yield what LibreOffice computes of each workbook, all converted by one start."""
    travail = chemins[0].parent
    sortie, soffice = travail / "sortie", trouver_soffice()
    assert soffice is not None
    filtre = "xlsx:Calc MS Excel 2007 XML"
    code, erreurs = convertir(soffice, chemins, filtre, sortie, recalcul.RECALCULER, delai=DELAI)
    assert code == 0, f"LibreOffice : code {code}, {erreurs[-300:]}"
    for chemin in chemins:
        yield _valeurs(sortie / chemin.name)


_MOTEURS = {"libreoffice": _libreoffice, "ironcalc": _ironcalc, "formualizer": _formualizer}


def pareilles(attendu: Any, obtenu: Any) -> bool:
    """Return whether a recalculated cell is the stored one: to the millionth for numbers, to the letter for texts."""
    attendu, obtenu = (serie(v) if isinstance(v, dt.date) else v for v in (attendu, obtenu))
    if isinstance(attendu, Fraction | int):
        nombre = isinstance(obtenu, float | int | Fraction) and not isinstance(obtenu, bool)
        return nombre and abs(float(attendu) - float(obtenu)) <= max(1e-6, abs(float(attendu)) * 1e-12)
    return isinstance(obtenu, str | None) and (obtenu or "") == (attendu or "")


# ------------------------------------------------------------------------------------------ functions

_FORMULE = re.compile(r'=(?:IF\((?P<presence>[^,]+)="","",)?(?P<nom>CPTS_\w+)\((?P<arguments>.*?)\)\)?')
_ARGUMENT = re.compile(r"""((?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[^,"'])*)(?:,|$)""")
_NOMBRE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Appels:
    """A working workbook read back: its formulas called as a spreadsheet would, with the cells that it stores."""

    def __init__(self, classeur: ClasseurLu) -> None:
        self.classeur = classeur
        self._lues: dict[str, Any] = {}

    def cellule(self, feuille: str, adresse: str) -> tuple[Any, Any]:
        """Return the value stored in a cell, and what its function gives: the empty text on an empty row."""
        cellule = self.classeur.feuilles[feuille].cellules[adresse]
        trouve = _FORMULE.fullmatch(cellule.formule or "")
        assert trouve, f"{feuille}!{adresse} : {cellule.formule}"
        if trouve["presence"] and self.lire(trouve["presence"], feuille) in {None, ""}:
            return cellule.valeur, ""
        arguments = [self.argument(texte, feuille) for texte in _decouper(trouve["arguments"])]
        [[rendu]] = appeler(trouve["nom"], arguments)
        return cellule.valeur, rendu

    def argument(self, texte: str, feuille: str) -> Any:
        """Return what an argument of a formula brings: nothing, a literal, a cell, the cells of a range."""
        if not texte:
            return None
        if texte.startswith('"'):
            return texte[1:-1].replace('""', '"')
        return float(texte) if _NOMBRE.fullmatch(texte) else self.lire(texte, feuille)

    def lire(self, reference: str, feuille: str) -> Any:
        """Return the cell, or the rows of cells, that a reference or a name stands for."""
        cible = self.classeur.noms.get(reference, reference).replace("$", "")
        cle = cible if "!" in cible else f"{feuille_citee(feuille)}!{cible}"
        if cle not in self._lues:
            ou, _, zone = cle.rpartition("!")
            cellules = self.classeur.feuilles[ou.strip("'").replace("''", "'")].cellules
            debut, _, fin = zone.partition(":")
            self._lues[cle] = _en_lignes(cellules, debut, fin) if fin else _xlwings(cellules.get(debut))
        return self._lues[cle]


def _decouper(arguments: str) -> list[str]:
    trouves = _ARGUMENT.findall(arguments)
    return trouves if arguments.endswith(",") else trouves[:-1] if trouves[-1] == "" else trouves


def _en_lignes(cellules: Any, debut: str, fin: str) -> list[list[Any]]:
    (haut, gauche), (bas, droite) = position(debut), position(fin)
    return [
        [_xlwings(cellules.get(f"{lettres(c)}{ligne}")) for c in range(gauche, droite + 1)]
        for ligne in range(haut, bas + 1)
    ]


def _xlwings(cellule: Any) -> Any:
    """Return a cell as xlwings gives it: a float, a date and time, a text, nothing."""
    valeur = None if cellule is None else cellule.valeur
    if isinstance(valeur, Fraction):
        return float(valeur)
    if isinstance(valeur, dt.date):
        return dt.datetime(valeur.year, valeur.month, valeur.day)  # noqa: DTZ001
    return valeur.code if isinstance(valeur, ErreurCellule) else valeur


def _memes_rendues(stockee: Any, rendue: Any, calculee: Any) -> bool:
    """Return whether a function gives what its cell stores, which is what Python computed; an absence by its kind."""
    lue = Fraction(f"{rendue:.15g}") if isinstance(rendue, float) else rendue
    return memes(lue, calculee, Encre.PYTHON) and memes(stockee, calculee, Encre.PYTHON)


# ------------------------------------------------------------------------------------------ totals

_TOTAUX = {
    "total": "montants", "total_compte": "nombres", "total_heures": "heures", "total_affecte": "affectes",
    "dotation": "montants",
}  # fmt: skip
"""The rules that add up a whole column, and the argument that holds it."""
_EXCLUS = {
    "fonctionnement": "avec_fonctionnement", "supplement_snp": "avec_supplement_snp",
    "crise_variable": "avec_crise_variable",
}  # fmt: skip


def totaux_menteurs(resultat: Resultat) -> tuple[int, list[str]]:
    """Return how many totals stand over a line without a number, and those that give a number all the same."""
    vus, menteurs = 0, []
    for calculee in resultat.pleines:
        if manquantes := _manquantes(calculee.etape, resultat):
            vus += 1
            if not isinstance(calculee.valeur, Absent):
                menteurs.append(f"{calculee.etape.id} = {calculee.valeur} malgré {', '.join(manquantes[:3])}")
    return vus, menteurs


def _manquantes(etape: Etape, resultat: Resultat) -> list[str]:
    """Return the lines of a total that hold no number: all of its column, or those of its key."""
    valeurs, entrees, regle = resultat.valeurs, etape.entrees, etape.regle.nom
    if regle == "cumul_ligne":
        ligne = entrees["ligne"]
        cle = valeurs[ligne] if isinstance(ligne, str) else ligne.valeur  # type: ignore[union-attr]
        choisies = [m for c, m in zip(entrees["lignes"], entrees["montants"], strict=True)  # type: ignore[arg-type]
                    if isinstance(valeurs[c], str) and valeurs[c].casefold() == str(cle).casefold()]  # fmt: skip
    elif regle in _TOTAUX:
        choisies = list(entrees[_TOTAUX[regle]])  # type: ignore[arg-type]
        if regle == "dotation":
            exclues = {f for f, a in _EXCLUS.items() if valeurs[str(entrees[a])] == "Non"}
            familles = [valeurs[f] for f in entrees["familles"]]  # type: ignore[union-attr]
            choisies = [m for m, f in zip(choisies, familles, strict=True) if f not in exclues]
    else:
        return []
    return [ident for ident in choisies if isinstance(valeurs[ident], Absent)]
