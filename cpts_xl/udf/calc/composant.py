"""The component that LibreOffice loads: one class whose methods are the published functions.

This file alone must be read by an old Python (LibreOffice for Windows and Mac brings its own): nothing of the
house is imported before its version is known. It runs inside LibreOffice only; the package never imports it.
"""

from __future__ import annotations

import datetime as dt
import functools
import sys
from pathlib import Path
from typing import Any, Callable, Sequence, Tuple  # noqa: UP035  (lu par des Python d'avant 3.9)

import uno  # dans LibreOffice seulement
import unohelper

PREFIXE = "CPTS_"
SERVICE = "CPTS"
IMPLEMENTATION = "fr.cptsxl.Fonctions"
INTERFACE = "fr.cptsxl.XFonctions"
TABLEAUX = ("CPTS_BAREME",)  # celles dont LibreOffice attend des lignes, quoi qu'il arrive
PYTHON_MINIMAL = (3, 11)

_Interface: Any = uno.getClass(INTERFACE)
_XServiceInfo: Any = uno.getClass("com.sun.star.lang.XServiceInfo")


def trop_ancien(version: Sequence[Any]) -> str:
    """Return the sentence that says that this Python cannot compute; "" when it can."""
    majeure, mineure = version[:2]
    if (majeure, mineure) >= PYTHON_MINIMAL:
        return ""
    return (
        f"Refus : ce LibreOffice apporte Python {majeure}.{mineure} et les fonctions CPTS demandent au moins "
        f"Python {'.'.join(map(str, PYTHON_MINIMAL))} ; installer un LibreOffice plus récent"
    )


@functools.lru_cache(maxsize=None)  # noqa: UP033  (functools.cache est de Python 3.9)
def charger() -> Callable[..., Any]:
    """Return what answers, from the folder beside this file: another ``cpts_xl`` of the machine is never taken."""
    ici = str(Path(__file__).resolve().parent / "pythonpath")
    sys.path[:] = [ici, *(chemin for chemin in sys.path if chemin != ici)]
    from cpts_xl.udf.calc.passage import repondre_calc  # noqa: PLC0415  (illisible d'un Python ancien)

    return repondre_calc


def origine_de(document: Any) -> Tuple[dt.date, ...]:  # noqa: UP006  (tuple[…] est de Python 3.9)
    """Return the day 0 of the calling workbook, or nothing when there is no workbook."""
    if document is None:
        return ()
    jour = document.getPropertyValue("NullDate")
    return (dt.date(jour.Year, jour.Month, jour.Day),)


class Fonctions(unohelper.Base, _Interface, _XServiceInfo):  # type: ignore[misc]
    """The add-in. Its methods are found by name, ``TAILLE`` for CPTS_TAILLE: the catalogue alone lists them."""

    def __init__(self, contexte: Any) -> None:
        self.contexte = contexte

    def __getattr__(self, nom: str) -> Callable[..., Any]:
        if not nom.isupper():
            raise AttributeError(nom)
        return functools.partial(self._repondre, PREFIXE + nom)

    def _repondre(self, nom: str, document: Any, *arguments: Any) -> Any:
        refus = trop_ancien(sys.version_info)
        if not refus:
            try:
                return charger()(nom, arguments, *origine_de(document))
            except Exception as erreur:  # noqa: BLE001  (Calc ne montrerait que #VALEUR!, sans dire pourquoi)
                refus = f"Refus : complément abîmé ({type(erreur).__name__}) ; l'installer de nouveau"
        return ((refus,),) if nom in TABLEAUX else refus

    def getImplementationName(self) -> str:  # noqa: N802  (nom voulu par LibreOffice)
        """Return the name under which LibreOffice knows this class."""
        return IMPLEMENTATION

    def supportsService(self, nom: str) -> bool:  # noqa: N802  (nom voulu par LibreOffice)
        """Return whether this is the service of that name."""
        return nom == SERVICE

    def getSupportedServiceNames(self) -> Tuple[str, ...]:  # noqa: N802, UP006  (idem)
        """Return the one service."""
        return (SERVICE,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816  (nom voulu par LibreOffice)
g_ImplementationHelper.addImplementation(Fonctions, IMPLEMENTATION, (SERVICE,))
