"""One LibreOffice of the tests: its own profile, our add-in installed as a user would, workbooks recalculated in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from cpts_xl.bureautique import ecrire_profil, trouver_soffice
from cpts_xl.workbook.moteurs import recalcul

PILOTE = Path(__file__).with_name("pilote.py")
PERSONNE = 65534
DELAI = 180


class Interrompu(Exception):
    """A program of LibreOffice was ended by a signal."""


@dataclass(frozen=True)
class Feuilles:
    """What the cells of a workbook show: (sheet, address) to a value; ``erreurs`` to the code of an error."""

    valeurs: dict[tuple[str, str], Any]
    erreurs: dict[tuple[str, str], int]
    duree: float


@dataclass(frozen=True)
class Bureau:
    """``dossier`` holds everything, and belongs to who runs LibreOffice."""

    dossier: Path
    soffice: Path
    python: Path

    def installer(self, oxt: Path, *options: str) -> str:
        """Return what ``unopkg add`` says; fail when it fails."""
        try:
            return self._unopkg("add", *options, str(self.place(oxt)))
        except Interrompu:  # vu une fois sur cent, sans un mot : le programme meurt après avoir travaillé
            return self._unopkg("add", "-f", str(self.place(oxt)))

    def installes(self) -> str:
        """Return what ``unopkg list`` says."""
        return self._unopkg("list")

    def retirer(self, identifiant: str) -> str:
        """Return what ``unopkg remove`` says."""
        return self._unopkg("remove", identifiant)

    def place(self, fichier: Path) -> Path:
        """Return a copy that LibreOffice may read, in the folder of this LibreOffice."""
        copie = self.dossier / fichier.name
        if copie != fichier:
            shutil.copyfile(fichier, copie)
        return copie

    def piloter(self, *taches: Any) -> list[Any]:
        """Return the answer to each task of the pilot."""
        pilote = self.place(PILOTE)
        return json.loads(self._lancer(self.python, pilote, self.soffice, self._profil, entree=json.dumps(taches)))

    def recalculer(self, *fichiers: Path, etendues: Sequence[Mapping[str, str]] = ()) -> list[Feuilles]:
        """Return what each workbook shows once every formula has been computed anew.

        ``etendues`` gives for each workbook the zone of each of its sheets, when all of them are known.
        """
        connues = etendues or [{}] * len(fichiers)
        taches = [
            [self.place(fichier).as_uri(), "", "", zones] for fichier, zones in zip(fichiers, connues, strict=True)
        ]
        return [_feuilles(reponse) for reponse in self.piloter(*taches)]

    @property
    def _profil(self) -> str:
        return (self.dossier / "profil").as_uri()

    def _unopkg(self, action: str, *arguments: str) -> str:
        programme = self.soffice.with_name("unopkg" + self.soffice.suffix.replace(".bin", ""))
        return self._lancer(programme, action, f"-env:UserInstallation={self._profil}", *arguments)

    def _lancer(self, *commande: object, entree: str = "") -> str:
        prefixe: list[str] = []
        if sys.platform != "win32" and os.geteuid() == 0:  # unopkg refuse root
            prefixe = ["setpriv", f"--reuid={PERSONNE}", f"--regid={PERSONNE}", "--clear-groups"]
            for chemin in (self.dossier, *self.dossier.rglob("*")):
                os.chown(chemin, PERSONNE, PERSONNE)
        fini = subprocess.run(
            [*prefixe, *map(str, commande)],
            input=entree,
            capture_output=True,
            encoding="utf-8",
            cwd=self.dossier,
            env={**os.environ, "HOME": str(self.dossier), "PYTHONIOENCODING": "utf-8"},
            timeout=DELAI,
            check=False,
        )
        if fini.returncode < 0:
            raise Interrompu(f"{commande} : signal {-fini.returncode}")
        assert fini.returncode == 0, f"{commande} : code {fini.returncode}\n{fini.stderr}{fini.stdout}"
        return fini.stdout


def _feuilles(reponse: dict[str, Any]) -> Feuilles:
    valeurs: dict[tuple[str, str], Any] = {}
    erreurs: dict[tuple[str, str], int] = {}
    for nom, cellules in reponse["feuilles"].items():
        for colonne, ligne, valeur, erreur in cellules:
            ou = (nom, f"{get_column_letter(colonne + 1)}{ligne + 1}")
            if erreur:
                erreurs[ou] = erreur
            else:
                valeurs[ou] = valeur
    return Feuilles(valeurs, erreurs, reponse["duree"])


def trouver_python(soffice: Path) -> Path | None:
    """Return a Python that has ``uno``: LibreOffice's own, or that of the system."""
    candidats = [soffice.with_name("python"), soffice.with_name("python.exe"), Path("/usr/bin/python3")]
    for candidat in candidats:
        essai = [str(candidat), "-c", "import uno"]
        if candidat.is_file() and subprocess.run(essai, capture_output=True, check=False).returncode == 0:
            return candidat
    return None


def ouvrir(dossier: Path) -> Bureau | None:
    """Return a LibreOffice whose profile is new and computes everything again; None when a part is missing."""
    soffice = trouver_soffice()
    python = trouver_python(soffice) if soffice else None
    if soffice is None or python is None:
        return None
    ecrire_profil(dossier / "profil", recalcul.RECALCULER)
    return Bureau(dossier, soffice, python)
