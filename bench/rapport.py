"""The Word report against docxtpl, on the house template and the same fields: warm, then each in a fresh process.

docxtpl does what its page of documentation shows: opened, rendered, saved. It then lacks what our side adds (contents,
numbers of captions, links to annex B); the whole oracle of the tests, which adds them to its tree, is timed beside it.
Before anything is timed, our report must be the oracle's, paragraph by paragraph. « cpts-xl rapport » itself, which
reads, checks and locates the received workbook, has for peer openpyxl reading it twice, then the same computations and
the oracle: nothing is checked there. Modules are compiled once for all processes, as an installation does.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench.exemple import resultat_exemple
from bench.mesure import Mesure, Rapport
from bench.rapport_seul import docxtpl, oracle, sortes
from cpts_xl.engine.resultat import Resultat
from cpts_xl.report import modele_par_defaut
from cpts_xl.report.champs.connus import attributs
from cpts_xl.report.contexte import contexte
from cpts_xl.report.gabarit import rendre
from cpts_xl.report.moteur import cache
from cpts_xl.report.moteur.gabarit_pret import oublier
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre

TITRE = "Le rapport Word, sur le modèle de la maison"
TIEDE, FROID = 0.05, 0.5
NOUS, PAIR, ORACLE = "un rapport", "le même : docxtpl, ouvrir, remplir, enregistrer", "le même : docxtpl, puis l'oracle"
PREPARER = "préparer le modèle, puis un rapport"
NEUF, NEUF_PAIR = "un processus neuf : un rapport", "un processus neuf : docxtpl, puis l'oracle"
NEUF_NU = "un processus neuf : docxtpl, ouvrir, remplir, enregistrer"
ENTIER, ENTIER_PAIR = "un processus neuf, calculs compris", "un processus neuf, calculs compris : docxtpl, l'oracle"
COMMANDE, COMMANDE_PAIR = "cpts-xl rapport, sans les pages", "openpyxl deux fois, calculs, docxtpl, l'oracle"

RAPPORTS = (
    Rapport("un rapport / docxtpl", NOUS, PAIR, TIEDE),
    Rapport("un rapport / docxtpl et l'oracle", NOUS, ORACLE),
    Rapport("préparer et remplir / docxtpl", PREPARER, PAIR),
    Rapport("un processus neuf / docxtpl et l'oracle", NEUF, NEUF_PAIR, FROID),
    Rapport("un processus neuf / docxtpl sans sommaire ni liens", NEUF, NEUF_NU),
    Rapport("un processus neuf, calculs compris / docxtpl et l'oracle", ENTIER, ENTIER_PAIR, FROID),
    Rapport("cpts-xl rapport / openpyxl deux fois, calculs, docxtpl et l'oracle", COMMANDE, COMMANDE_PAIR, FROID),
)
_RACINE = Path(__file__).resolve().parents[1]


def mesures(dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield one report by each road, warm, then in a fresh process with its own cache of templates.

    Raises:
        RuntimeError: the reports are not the same; the comparison would be false.
    """
    resultat = resultat_exemple()
    modele, champs = modele_par_defaut(), contexte(resultat)
    _memes(modele, champs)
    fichier = dossier_temporaire / "champs.json"
    fichier.write_text(json.dumps(_en_donnees(champs), ensure_ascii=False), encoding="utf-8")
    dossier = dossier_temporaire / "modeles"
    yield NOUS, partial(rendre, modele, champs)
    yield PAIR, partial(docxtpl, modele, champs)
    yield ORACLE, partial(oracle, modele, champs)
    yield PREPARER, partial(_preparer, modele, champs)
    for nom, voie, donnees in (
        (NEUF, "nous", fichier), (NEUF_PAIR, "oracle", fichier), (NEUF_NU, "docxtpl", fichier),
        (ENTIER, "nous", None), (ENTIER_PAIR, "oracle", None),
    ):  # fmt: skip
        yield nom, partial(_processus, dossier, "bench.rapport_seul", voie, str(modele), str(donnees or ""))
    classeur, rapport = _classeur(resultat, dossier_temporaire), str(dossier_temporaire / "rapport.docx")
    yield (
        COMMANDE,
        partial(
            _processus, dossier, "cpts_xl.cli", "rapport", classeur, "--vers", rapport, "--remplacer", "--sans-pages"
        ),
    )
    yield COMMANDE_PAIR, partial(_processus, dossier, "bench.rapport_seul", "lecture", str(modele), classeur)


def _classeur(resultat: Resultat, dossier_temporaire: Path) -> str:
    chemin = dossier_temporaire / "relecture-du-rapport.xlsx"
    chemin.write_bytes(construire(resultat, Encre.NATIVE))
    return str(chemin)


def _memes(modele: Path, champs: dict[str, Any]) -> None:
    from docx import Document  # noqa: PLC0415 - un processus neuf ne la charge pas pour rien

    from tests.report.oracle import rendre_docxtpl, structure  # noqa: PLC0415

    nous = structure(Document(io.BytesIO(rendre(modele, champs))))
    if nous != structure(rendre_docxtpl(modele, champs)):
        raise RuntimeError("docxtpl ne donne pas le même rapport : la comparaison ne vaudrait rien")


def _preparer(modele: Path, champs: dict[str, Any]) -> bytes:
    avant = os.environ.get(cache.DOSSIER)
    os.environ[cache.DOSSIER] = ""
    try:
        oublier()
        return rendre(modele, champs)
    finally:
        os.environ.pop(cache.DOSSIER)
        if avant is not None:
            os.environ[cache.DOSSIER] = avant


def _processus(dossier: Path, module: str, *arguments: str) -> None:
    environnement = {
        **os.environ, cache.DOSSIER: str(dossier), "PYTHONUTF8": "1", "PYTHONPYCACHEPREFIX": str(dossier / "modules"),
    }  # fmt: skip
    environnement.pop("PYTHONDONTWRITEBYTECODE", None)  # aucun outil installé ne recompile ses modules à chaque fois
    subprocess.run(  # noqa: S603 - nos propres commandes
        [sys.executable, "-m", module, *arguments],
        check=True, cwd=_RACINE, env=environnement, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _en_donnees(valeur: Any) -> Any:
    """Return fields as JSON holds them: a figure keeps its parts."""
    for nom, sorte in sortes().items():
        if isinstance(valeur, sorte):
            parts = {cle: _en_donnees(getattr(valeur, cle)) for cle in attributs(valeur)}
            return {"": nom, "texte": str(valeur), "parts": parts}
    if isinstance(valeur, dict):
        return {cle: _en_donnees(sous) for cle, sous in valeur.items()}
    return [_en_donnees(sous) for sous in valeur] if isinstance(valeur, list) else valeur
