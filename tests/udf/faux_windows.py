"""Stand-ins for Windows, pywin32 and Excel: enough for xlwings' own classic UDF code to run on Linux.

Only for a child process: ``charger`` replaces modules and patches ``ctypes`` for good. What is faked is the
transport (COM) and the objects of Excel; decorators, wrappers, converters and dispatch are those of xlwings.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import ctypes
import datetime as dt
import locale
import os
import subprocess
import sys
import tempfile
import types
from decimal import Decimal
from pathlib import Path
from unittest import mock

# xlwings imports these while sys.platform is a lie: they must have chosen their platform before
_DEJA_IMPORTES = (asyncio, concurrent.futures, locale, subprocess, tempfile)

OMIS = -2147352572
"""What VBA sends for an optional argument that the formula leaves out (DISP_E_PARAMNOTFOUND)."""

ERREURS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
    "#SPILL!": -2146826243,
    "#CALC!": -2146826238,
}
"""The integers that COM gives for error cells (0x800A0000 + the CVErr number)."""

_IID_PLAGE = "{00020846-0000-0000-C000-000000000046}"


class ComError(Exception):
    """``pywintypes.com_error``."""


class DateCom(dt.datetime):
    """``pywintypes.datetime``: what COM gives for a date cell, always aware."""


class FauxObjet:
    """A COM object of Excel: whatever attributes it is given."""

    def __init__(self, **attributs: object) -> None:
        self.__dict__.update(attributs)


class FauxClasseur(FauxObjet):
    """A book, which keeps the VBA text imported into it and the calls to ``MacroOptions``."""

    def __init__(self) -> None:
        self.vba = ""
        self.macro_options: list[dict[str, object]] = []
        application = FauxObjet(Version="16.0", Hwnd=1, MacroOptions=self._macro_options)
        super().__init__(Name="essai.xlsm", Application=application, Parent=application, Worksheets=[])
        self.VBProject = FauxObjet(VBComponents=self)
        self.feuille = FauxObjet(Name="Feuil1", Parent=self, Application=application)

    def __call__(self, nom: str) -> object:
        """Look a VBA component up, as ``VBComponents(name)``: there is none yet."""
        raise ComError(nom)

    def Remove(self, _composant: object) -> None:  # noqa: N802 - le nom est celui d'Excel
        """Remove a VBA component: never reached, since none is found."""

    def Import(self, chemin: str) -> None:  # noqa: N802 - le nom est celui d'Excel
        """Keep the VBA text of a module file."""
        self.vba = Path(chemin).read_text(encoding="locale")

    def _macro_options(self, macro: str, **options: object) -> None:
        self.macro_options.append({"macro": macro, **options})


class FauxePlage(FauxObjet):
    """A range: ``valeur`` is a scalar for one cell, a list of rows otherwise."""

    def __init__(self, classeur: FauxClasseur, valeur: object) -> None:
        lignes = valeur if isinstance(valeur, list) else [[valeur]]
        hauteur, largeur = len(lignes), len(lignes[0])
        seule = hauteur == largeur == 1
        attributs = FauxObjet(iid=_IID_PLAGE)
        interface = FauxObjet(GetTypeInfo=lambda: FauxObjet(GetTypeAttr=lambda: attributs))
        super().__init__(
            Value=lignes[0][0] if seule else tuple(tuple(ligne) for ligne in lignes),
            Worksheet=classeur.feuille,
            Address="$A$1",
            Row=1,
            Column=1,
            Count=hauteur * largeur,
            Rows=FauxObjet(Count=hauteur),
            Columns=FauxObjet(Count=largeur),
            _oleobj_=interface,
        )


def en_variant(valeur: object) -> object:
    """Return ``valeur`` if pywin32 can make a VARIANT of it; refuse it with pywin32's words otherwise."""
    if isinstance(valeur, list | tuple):
        return [en_variant(element) for element in valeur]
    if valeur is None or isinstance(valeur, bool | int | float | str | dt.datetime | Decimal):
        return valeur
    raise TypeError(f"Objects of type '{type(valeur).__name__}' can not be converted to a COM VARIANT")


def _pas_un_objet_python(_objet: object) -> None:
    raise ComError("rien à déballer : la valeur vient d'Excel")


def _tel_quel(objet: object, *_arguments: object, **_options: object) -> object:
    return objet


def _module(nom: str, **attributs: object) -> None:
    module = types.ModuleType(nom)
    module.__dict__.update(attributs)
    sys.modules[nom] = module
    parent, _, court = nom.rpartition(".")
    if parent:
        setattr(sys.modules[parent], court, module)


def charger() -> types.ModuleType:
    """Import xlwings as on Windows with pywin32; return the ``xlwings`` module."""
    rien = mock.MagicMock()
    identifiant = "IDispatch"
    _module("pywintypes", com_error=ComError, error=ComError, TimeType=DateCom, IID=str)
    _module(
        "pythoncom",
        __file__="pythoncom.dll",
        CoInitialize=lambda: None,
        ole_error=ComError,
        IID_IDispatch=identifiant,
        IID_IEnumVARIANT="IEnumVARIANT",
        TypeIIDs={identifiant: type("PyIDispatch", (), {})},
    )
    for nom in ("win32api", "win32con", "win32event", "win32gui", "win32process"):
        _module(nom, GetWindowThreadProcessId=lambda _fenetre: (1, 1))
    _module("win32timezone", TimeZoneInfo=FauxObjet(utc=lambda: dt.UTC))
    _module("win32com")
    classes = {nom: type(nom, (), {}) for nom in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")}
    _module("win32com.client", Dispatch=_tel_quel, DispatchEx=_tel_quel, gencache=rien, **classes)
    _module("win32com.server")
    _module("win32com.server.util", wrap=_tel_quel, unwrap=_pas_un_objet_python)
    _module("win32com.server.dispatcher")
    _module("win32com.server.policy")
    ctypes.windll = ctypes.oledll = rien
    for nom in ("XLWINGS_LICENSE_KEY", "XLWINGS_ON_SERVER"):
        os.environ.pop(nom, None)  # pas de fonctions PRO ici
    with mock.patch.object(sys, "platform", "win32"), mock.patch.object(ctypes, "PyDLL", rien):
        import xlwings  # noqa: PLC0415 - sous les faux modules seulement
    if not xlwings.has_pywin32:
        raise RuntimeError("xlwings n'a pas accepté les faux modules de pywin32")
    return xlwings
