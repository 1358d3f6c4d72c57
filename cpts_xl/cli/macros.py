"""The macros of a working workbook: ours put in a .xlsm, those of a received one told apart."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.xlsx.garde import MACROS

_DIT = "Ce classeur contient des macros"
_AVEC_MACROS = frozenset({".xlsm", ".xltm", ".xlam"})
"""Extensions under which Excel opens a workbook declared with macros."""
_DECLAREES = b"macroEnabled.main"
Macros = Callable[[Sequence[str]], bytes] | None
"""What gives the VBA project of a list of sheets; None for a workbook without macros."""


def macros_pour(vers: Path, encre: Encre) -> Macros:
    """Return what gives the VBA project of a workbook of this name: ours for .xlsm, nothing for .xlsx.

    Raises:
        SaisieInvalide: another extension, or an ink that needs no macro in a .xlsm.
    """
    if nature_de(vers) == ".xlsx":
        return None
    if encre is not Encre.PYTHON:
        raise SaisieInvalide(
            f"{vers.name} : un .xlsm porte les macros des fonctions CPTS_ ; ce classeur n'en a pas besoin. "
            "Donner un nom en .xlsx."
        )
    from cpts_xl.udf.vba.projet import projet  # noqa: PLC0415  (lourd : seulement pour un .xlsm)

    return projet


def nature_de(vers: Path) -> str:
    """Return the extension of a workbook to be written, « .xlsx » or « .xlsm ».

    Raises:
        SaisieInvalide: another extension.
    """
    extension = vers.suffix.lower()
    if extension not in {".xlsx", ".xlsm"}:
        raise SaisieInvalide(f"{vers.name} : écrire un classeur en .xlsx, ou en .xlsm avec ses fonctions. Le renommer.")
    return extension


def macros_perdues(chemin: Path) -> list[tuple[str, str, str]]:
    """Return the modules of macros that a user added to a .xlsm: ours are written anew, the others are to be redone."""
    projet = _projet(chemin)
    if not projet:
        return []
    from cpts_xl.udf.vba.lecture import modules_ajoutes  # noqa: PLC0415  (lourd : seulement pour un .xlsm)

    conseil = "à recopier à la main, depuis l'éditeur de macros de l'ancien classeur (Alt+F11)"
    return [(f"Module de macros « {nom} »", "projet VBA", conseil) for nom in modules_ajoutes(projet)]


def situer_macros(chemin: Path, constats: Sequence[Constat]) -> list[Constat]:
    """Return the findings of a received workbook, the one about its macros made exact: ours and ours alone, or not."""
    if not any(constat.message == MACROS for constat in constats):
        return list(constats)
    from cpts_xl.udf.vba.lecture import examiner  # noqa: PLC0415  (lourd : seulement pour un .xlsm)

    lu = examiner(_projet(chemin))
    de = "" if lu.version == __version__ else f" de cpts_xl {lu.version}"
    dit = (
        Constat(Gravite.A_REGARDER, f"{_DIT}, et pas seulement les nôtres : {lu.etrangete}.", cause=Cause.CONTENU,
                remede="Ne pas les activer sans les avoir lues ; les nombres se vérifient sans elles.")
        if lu.etrangete
        else Constat(Gravite.INFORMATION, f"{_DIT} : celles des fonctions CPTS_{de}, et elles seules.",
                     cause=Cause.CONTENU)
    )  # fmt: skip
    dits = [dit, *_mal_nomme(chemin)]
    return [autre for constat in constats for autre in (dits if constat.message == MACROS else [constat])]


def _mal_nomme(chemin: Path) -> Iterator[Constat]:
    """Yield that a workbook declared with macros has the extension of another kind of file."""
    if chemin.suffix.lower() in _AVEC_MACROS or _DECLAREES not in _partie(chemin, "[content_types].xml"):
        return
    sous = f"l'extension {chemin.suffix}" if chemin.suffix else "un nom sans extension"
    yield Constat(
        Gravite.INFORMATION, f"Ce classeur a des macros sous {sous} : Excel refusera de l'ouvrir.",
        cause=Cause.CONTENU, remede="Lui rendre un nom en .xlsm.",
    )  # fmt: skip


def _projet(chemin: Path) -> bytes:
    """Return the VBA project of a workbook, whatever its extension; empty when it has none."""
    return _partie(chemin, "xl/vbaproject.bin")


def _partie(chemin: Path, voulue: str) -> bytes:
    """Return a part of a workbook, its name in small letters; empty when it has none."""
    with zipfile.ZipFile(chemin) as archive:
        parties = [nom for nom in archive.namelist() if nom.lower() == voulue]
        return archive.read(parties[0]) if parties else b""
