"""Recalculating a workbook with an independent spreadsheet engine, each in a process of its own with limits.

Three engines, because each has silent errors that the others lack; none may repeat the results already stored.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpts_xl.bureautique import convertir, lancer, trouver_soffice
from cpts_xl.errors import ClasseurIllisible, MoteurIndisponible
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.moteurs.recalcul_enfant import resultats
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lire

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpts_xl.workbook.xlsx.types import ClasseurLu

ValeurRecalculee = float | str | bool | ErreurCellule
Recalcul = dict[tuple[str, str], ValeurRecalculee]

MOTEURS = ("libreoffice", "ironcalc", "formualizer")
NOMS = {"libreoffice": "LibreOffice", "ironcalc": "IronCalc", "formualizer": "formualizer"}
PROPOS = 200
"""How many characters of what an engine says are repeated."""
_EXCEPTION = re.compile(r"^(?:\w*(?:Error|Exception|Exit|Interrupt)|Exception)\s*:\s*")
_ILLISIBLE = "qui n'a pas su lire ce fichier (il arrive qu'un autre logiciel l'ait réécrit à sa façon)"
_MOTIFS = (
    (
        r"not found in archive",
        "qui ne trouve pas une partie du fichier là où il l'attend (un autre logiciel l'a réécrit)",
    ),
    (r"duplicate (?:defined )?name", "qui n'admet pas deux définitions du même nom"),
    (
        r"unsupported|not (?:yet )?(?:supported|implemented)",
        "qui rencontre dans ce fichier ce qu'il ne sait pas calculer",
    ),
    (r"MemoryError|memory allocation|out of memory|Cannot allocate", "à qui la mémoire permise n'a pas suffi"),
    (r"Panic", "qui s'est arrêté au milieu de sa lecture"),
)
"""What engines say in English, and what it means; anything else is a file that the engine could not read."""
RECALCULER = (
    # sans ces deux réglages, LibreOffice fait confiance aux résultats stockés et ne recalcule presque rien
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "0"),
)


def disponibles() -> tuple[str, ...]:
    """Return the engines installed on this machine, in the order of ``MOTEURS``."""
    return tuple(moteur for moteur in MOTEURS if _installe(moteur))


def recalculer(chemin: Path, moteur: str, delai: float = 60, *, recu: ClasseurLu | None = None) -> Recalcul:
    """Return the value of each non-empty cell, by (sheet, address), as the engine computes it from the formulas.

    Dates come as serial numbers. Every formula of the workbook is in the answer, or there is no answer. ``recu`` is
    the workbook already read, when it was.

    Raises:
        ClasseurIllisible: the guard refuses the workbook.
        MoteurIndisponible: the engine is missing, crashed, refused, answered in part, or took over ``delai`` s.
    """
    if moteur not in MOTEURS:
        raise MoteurIndisponible(f"Moteur « {moteur} » inconnu : choisir parmi {', '.join(MOTEURS)}.")
    recu = recu or lire(chemin, dates=False)
    if not _installe(moteur):
        raise MoteurIndisponible(_comment_installer(moteur))
    # une copie, sous un nom simple : ni verrou à côté du fichier de l'utilisateur, ni accents, ni « & » dans une URL
    with tempfile.TemporaryDirectory(prefix="cpts-recalcul-", ignore_cleanup_errors=True) as dossier:
        travail = Path(dossier)
        copie = travail / "classeur.xlsx"
        shutil.copyfile(chemin, copie)
        if moteur == "libreoffice":
            cellules = _par_libreoffice(copie, chemin.name, delai)
        else:
            cellules = _par_enfant(moteur, copie, chemin.name, delai)
    valeurs: Recalcul = {
        (feuille, adresse): ErreurCellule(str(valeur)) if sorte == "e" else valeur
        for feuille, adresse, sorte, valeur in cellules
    }
    manquantes = [
        f"{feuille.nom}!{cellule.adresse}"
        for feuille in recu.feuilles.values()
        for cellule in feuille.cellules.values()
        if cellule.formule and (feuille.nom, cellule.adresse) not in valeurs
    ]
    if manquantes:
        # LibreOffice ouvre certains fichiers comme une feuille vide, sans rien dire
        n = len(manquantes)
        motif = f"{nombre(n)} formule{pluriel(n)} sans résultat, {pluriel(n, 'la première ')}en {manquantes[0]}"
        raise _refus(moteur, chemin.name, motif)
    return valeurs


def _installe(moteur: str) -> bool:
    return trouver_soffice() is not None if moteur == "libreoffice" else importlib.util.find_spec(moteur) is not None


def _comment_installer(moteur: str) -> str:
    if moteur == "libreoffice":
        remede = "l'installer depuis https://fr.libreoffice.org, ou donner son chemin dans CPTS_XL_SOFFICE"
    else:
        remede = 'l\'installer par « pip install "cpts-xl[recalcul]" »'
    return f"{NOMS[moteur]} n'est pas installé sur ce poste : {remede}."


def _refus(moteur: str, nom: str, motif: str) -> MoteurIndisponible:
    return MoteurIndisponible(f"« {nom} » n'a pas pu être recalculé par {NOMS[moteur]} : {motif}.")


def _en_clair(brut: str) -> str:
    """Return why an engine refuses, in French; its own words, which are English, come last and between quotes."""
    motif = next((dit for motif, dit in _MOTIFS if re.search(motif, brut, re.IGNORECASE)), _ILLISIBLE)
    return f"{motif}{_propos(brut)}"


def _propos(brut: str) -> str:
    """Return the words of an engine as a quotation, without the name of the exception that bore them."""
    mots = " ".join(_EXCEPTION.sub("", brut).split()).rstrip(" .")
    court = mots if len(mots) <= PROPOS else f"{mots[:PROPOS].rstrip()}…"
    return f" ; ses propres mots : « {court} »" if mots else ""


def _par_enfant(moteur: str, copie: Path, nom: str, delai: float) -> Iterable[Any]:
    racine = str(Path(__file__).resolve().parents[3])
    chemins = [racine, *filter(None, [os.environ.get("PYTHONPATH")])]
    environnement = os.environ | {"PYTHONPATH": os.pathsep.join(chemins), "PYTHONUTF8": "1"}
    commande = [sys.executable, "-m", "cpts_xl.workbook.moteurs.recalcul_enfant", moteur, str(copie)]
    code, sortie, erreurs = lancer(commande, copie.parent, time.monotonic() + delai, environnement)
    if code is None:
        raise _refus(moteur, nom, f"pas de réponse en {delai:g} s")
    if code:
        derniere = (erreurs.strip().splitlines() or [""])[-1]
        arret = f"signal {-code}" if code < 0 else f"code {code}"
        raise _refus(moteur, nom, f"le programme s'est arrêté ({arret}){_propos(derniere)}")
    reponse = json.loads(sortie)
    if "refus" in reponse:
        raise _refus(moteur, nom, f"refus du moteur, {_en_clair(reponse['refus'])}")
    cellules: list[Any] = reponse["cellules"]
    return cellules


def _par_libreoffice(copie: Path, nom: str, delai: float) -> Iterable[Any]:
    soffice, sortie = trouver_soffice(), copie.parent / "sortie"
    # xlsx plutôt que csv : le csv perd les types (texte, booléen, erreur) et n'écrit que les chiffres affichés ;
    # xlsx garde 15 chiffres, ce que nous lisons d'un nombre de toute façon
    code, erreurs = convertir(
        soffice or Path(), [copie], "xlsx:Calc MS Excel 2007 XML", sortie, RECALCULER, delai=delai
    )
    if code is None:
        raise _refus("libreoffice", nom, f"pas de réponse en {delai:g} s")
    calcule = sortie / copie.name
    if code or not calcule.is_file():
        derniere = (erreurs.strip().splitlines() or [f"code {code}"])[-1]
        raise _refus("libreoffice", nom, f"aucun résultat ({derniere})")
    try:
        return list(resultats(calcule))
    except ClasseurIllisible as erreur:
        raise _refus("libreoffice", nom, f"résultat illisible, {erreur}") from erreur
