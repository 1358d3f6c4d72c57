"""What a workbook says of itself without being opened: its ink, its macros, the versions that wrote it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from cpts_xl.udf.vba.lecture import version_des_macros

_PARTIE_MAX = 64 * 1024 * 1024
"""A part that claims more is not read: a workbook of ours holds a hundredth of it."""


@dataclass(frozen=True, slots=True)
class Recu:
    """What was found; ``panne`` says why nothing could be."""

    version: str = ""
    appelle_cpts: bool = False
    lambdas: bool = False
    macros: bool = False
    version_macros: str = ""
    lie: bool = False
    panne: str = ""


def lire(chemin: Path) -> Recu:
    """Return what a workbook holds; never raises."""
    try:
        with zipfile.ZipFile(chemin) as archive:
            noms = [i.filename for i in archive.infolist() if i.file_size <= _PARTIE_MAX]
            return _lire(archive, noms)
    except FileNotFoundError:
        return Recu(panne="ce fichier n'existe pas")
    except PermissionError:
        return Recu(panne="ce fichier est refusé : le fermer dans Excel, ou vérifier vos droits")
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return Recu(panne="ce fichier n'est pas un classeur .xlsx ou .xlsm lisible")


def _lire(archive: zipfile.ZipFile, noms: list[str]) -> Recu:
    feuilles = [archive.read(nom) for nom in noms if re.fullmatch(r"xl/worksheets/[^/]+\.xml", nom)]
    formules = [f for feuille in feuilles for f in re.findall(rb"<f\b[^>]*>([^<]*CPTS_[^<]*)</f>", feuille)]
    classeur = archive.read("xl/workbook.xml") if "xl/workbook.xml" in noms else b""
    proprietes = archive.read("docProps/custom.xml") if "docProps/custom.xml" in noms else b""
    version = re.search(rb'name="cpts_xl_version".*?<vt:lpwstr>([^<]*)<', proprietes, re.DOTALL)
    macros = "xl/vbaProject.bin" in noms
    return Recu(
        version=version[1].decode("utf-8", errors="replace") if version else "",
        appelle_cpts=bool(formules),
        lambdas=bool(re.search(rb'<definedName [^>]*name="CPTS_[^>]*>[^<]*LAMBDA', classeur)),
        macros=macros,
        version_macros=version_des_macros(archive.read("xl/vbaProject.bin")) if macros else "",
        lie=any(re.search(rb"\[\d+\]!CPTS_|xlam'?!CPTS_", formule) for formule in formules),
    )
