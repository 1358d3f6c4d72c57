"""What the wrappers of our ``.xlsm`` and ``.xlam`` call through xlwings: ``CallUDF("cpts_xl.udf.excel", "CPTS_…", …)``.

The wrapper sends plain cell values, read by VBA in one go: xlwings' converters, which walk every cell, are not needed.
Functions are made when first asked for; importing this module loads neither xlwings nor the rules.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

MARQUE = "\tCPTS_ECHEC\t"
"""What precedes the sentence of a call that cannot be made: no answer can begin so (``frontiere.sortir``)."""

DE_1904 = "_1904"
"""End of the name asked for by a workbook in the 1904 date system: a day typed in a formula is a number of it."""

_ECART_1904 = 1462.0
_EXPLICATION = "CPTS_EXPLICATION"


def __getattr__(nom: str) -> Callable[..., Any]:
    """Return the published function ``nom``, made once; an unknown one says so in its cell."""
    if not nom.startswith("CPTS_"):
        raise AttributeError(f"module {__name__!r} has no attribute {nom!r}")
    globals()[nom] = fonction = _publier(nom)
    return fonction


def servir(clsid: str) -> None:
    """Serve Excel until it quits: what the loader of the workbook runs, in a process of its own."""
    os.environ.pop("XLWINGS_ON_SERVER", None)  # posée pour un autre usage, elle mettrait xlwings dans son mode payant
    import xlwings  # noqa: PLC0415  (n'existe qu'ici : le calcul n'en a pas besoin)

    from cpts_xl.udf import appel  # noqa: F401, PLC0415  (chargé d'avance, que la première cellule n'attende pas)

    xw: Any = xlwings
    xw.serve(clsid)


def _publier(nom: str) -> Callable[..., Any]:
    """Return the function, decorated for xlwings only where xlwings is there to call it."""

    def fonction(*valeurs: Any) -> Any:
        return appeler(nom, valeurs)

    fonction.__name__ = fonction.__qualname__ = nom
    xw: Any = sys.modules.get("xlwings")
    if xw is None:
        return fonction

    def emballee(*valeurs: Any) -> Rendu:
        return Rendu(appeler(nom, valeurs))

    emballee.__name__ = emballee.__qualname__ = nom
    brute: Callable[..., Any] = xw.func(xw.arg("*valeurs", convert=Passage)(xw.ret(convert=Passage)(emballee)))
    return brute if hasattr(brute, "__xlfunc__") else fonction  # hors de Windows, xlwings ne décore rien


class Rendu:
    """Rows on their way to Excel, which xlwings, seeing no list, does not walk to check that they are of one length."""

    __slots__ = ("lignes",)

    def __init__(self, lignes: Any) -> None:  # pas une dataclass : l'importer coûterait plus que tout ce module
        self.lignes = lignes


class Passage:
    """What xlwings calls an accessor: arguments as they come, answers as they are; VBA has read, Python has shaped."""

    @staticmethod
    def reader(_options: Any) -> Callable[[Any], None]:
        """Return the way in: nothing to do."""
        return lambda _contexte: None

    @classmethod
    def router(cls, *_: Any) -> type[Passage]:
        """Return the accessor of any answer: this one."""
        return cls

    @staticmethod
    def writer(_options: Any) -> Callable[[Any], None]:
        """Return the way out: the rows themselves."""
        return _deballer


def _deballer(contexte: Any) -> None:
    contexte.value = contexte.value.lignes


def appeler(nom: str, valeurs: Sequence[Any]) -> Any:
    """Return what goes back to VBA: rows of values, or one text, ``MARQUE`` and why the call cannot be made."""
    from cpts_xl.udf.appel import repondre  # noqa: PLC0415  (les règles, au premier appel)

    publiee = nom.removesuffix(DE_1904)
    recues = valeurs if publiee is nom or publiee == nom else _en_1900(publiee, valeurs)
    reponse = repondre(publiee, recues)
    if reponse.echec:
        return [[MARQUE + reponse.echec]]
    return _dates(reponse.valeurs) if _peut_dater(publiee) else reponse.valeurs


def _peut_dater(nom: str) -> bool:
    from cpts_xl.udf.reference import par_nom  # noqa: PLC0415  (les règles, au premier appel)

    fonction = par_nom().get(nom)
    return fonction is not None and (fonction.retour.code == "jour" or not fonction.retour.numerique)


def _dates(lignes: list[list[Any]]) -> list[list[Any]]:
    """Return rows where a day is what pywin32 makes an Excel date of: a datetime that says its time zone."""
    return [[_date(case) if isinstance(case, date) else case for case in ligne] for ligne in lignes]


def _date(jour: date) -> datetime:
    return datetime(jour.year, jour.month, jour.day, tzinfo=UTC)


def _en_1900(nom: str, valeurs: Sequence[Any]) -> list[Any]:
    """Return the arguments with the day numbers of the 1904 system in the 1900 one."""
    from cpts_xl.udf.reference import par_nom  # noqa: PLC0415  (les règles, au premier appel)

    decalage = 0
    if nom == _EXPLICATION and valeurs and isinstance(valeurs[0], str):
        nom, decalage = "CPTS_" + valeurs[0].strip().lstrip("=").upper().removeprefix("CPTS_"), 1
    fonction = par_nom().get(nom)
    jours = (
        {rang + decalage for rang, a in enumerate(fonction.arguments) if a.genre.code == "jour"} if fonction else set()
    )
    return [_decaler(valeur) if rang in jours else valeur for rang, valeur in enumerate(valeurs)]


def _decaler(valeur: Any) -> Any:
    if isinstance(valeur, list | tuple):
        return [_decaler(case) for case in valeur]
    if isinstance(valeur, float) and valeur > 0 and valeur.is_integer():
        return valeur + _ECART_1904
    return valeur  # ce qui n'est un jour dans aucun calendrier est cité tel qu'il a été saisi
