"""Where our VBA runs: an interpreter that holds the text of our modules, as it stands in the files.

Only ``CptsWindows``, the few calls to Windows, is replaced: its files are those of a dictionary, and its server hands
the arguments over as COM would.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PureWindowsPath
from typing import Any

from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import HostBridge, Interpreter, VBAArray, VBAObject, member, method, to_text

from cpts_xl.poste.lieux import Lieux
from cpts_xl.poste.reglages import rediger
from cpts_xl.udf.vba.modules import WINDOWS, modules
from tests.udf.vba.faux_excel import FausseApplication, FauxClasseur
from tests.udf.vba.valeurs_vba import de_com, vers_com

_WINDOWS = """
Public Function CptsBits() As Long
    CptsBits = Transport.Bits
End Function
Public Function CptsDeployer(ByVal chemin As String) As String
    CptsDeployer = Replace(chemin, "%LOCALAPPDATA%", Transport.Profil)
End Function
Public Function CptsExiste(ByVal chemin As String) As Boolean
    CptsExiste = Transport.Existe(chemin)
End Function
Public Function CptsAnsi(ByVal chemin As String) As String
    CptsAnsi = chemin
End Function
Public Function CptsContenu(ByVal chemin As String) As String
    CptsContenu = Transport.Contenu(chemin)
End Function
Public Function CptsCharger(ByVal bibliotheque As String) As Boolean
    CptsCharger = Transport.Existe(bibliotheque)
End Function
Public Function CptsActiver(ByVal commande As String, ByRef serveur As Object) As String
    CptsActiver = Transport.Activer(commande)
    If CptsActiver = "" Then Set serveur = Transport
End Function
"""
PROFIL = "C:\\Users\\Éloïse D'Orgeval\\AppData\\Local"
REGLAGES = f"{PROFIL}\\cpts_xl\\reglages.conf"
PYTHON, LIAISON = f"{PROFIL}\\cpts_xl\\python\\Scripts\\pythonw.exe", f"{PROFIL}\\cpts_xl\\cpts_xl64.dll"


class FauxTransport(VBAObject):
    """What stands for COM: hands raw values to ``recevoir``, and its answer back as VBA values."""

    vba_type_name = "Transport"

    def __init__(self, recevoir: Callable[[str, str, tuple[Any, ...]], Any]) -> None:
        self.recevoir = recevoir
        self.panne: VBARuntimeError | None = None
        self.fichiers = {REGLAGES: _reglages(), PYTHON: "", LIAISON: ""}
        self.bits, self.refus, self.commandes = 64, "", list[str]()
        self.appels: list[tuple[str, tuple[Any, ...]]] = []

    @member
    def Bits(self) -> object:  # noqa: N802
        """Return the kind of Excel."""
        return self.bits

    @member
    def Profil(self) -> object:  # noqa: N802
        """Return the folder of the user's local data."""
        return PROFIL

    @method
    def Existe(self, chemin: object) -> object:  # noqa: N802
        """Return whether a file is there."""
        return to_text(chemin) in self.fichiers

    @method
    def Contenu(self, chemin: object) -> object:  # noqa: N802
        """Return the lines of a file."""
        return self.fichiers[to_text(chemin)]

    @method
    def Activer(self, commande: object) -> object:  # noqa: N802
        """Start Python, or say why not."""
        self.commandes.append(to_text(commande))
        return self.refus

    @method
    def CallUDF(self, script: object, fname: object, args: object) -> object:  # noqa: N802
        """Call Python."""
        if self.panne is not None:
            raise self.panne
        assert isinstance(args, VBAArray)
        donnees = tuple(map(vers_com, args.elements()))
        self.appels.append((to_text(fname), donnees))
        return de_com(self.recevoir(to_text(script), to_text(fname), donnees))


class FauxHote(HostBridge):
    """The names that our modules find in Excel."""

    def __init__(self, transport: FauxTransport) -> None:
        self.transport, self.application = transport, FausseApplication()
        self.classeur: object = FauxClasseur()
        self.actif: object = self.classeur

    def global_object(self, name: str) -> object:
        """Return an object of Excel by its name."""
        noms = {"application": self.application, "transport": self.transport, "thisworkbook": self.classeur,
                "activeworkbook": self.actif}  # fmt: skip
        return noms[name.lower()] if name.lower() in noms else super().global_object(name)


def _reglages() -> str:
    """Return the settings as the installer writes them, for this profile."""
    local = PureWindowsPath(PROFIL) / "cpts_xl"
    return rediger(Lieux(local, local), "0.0.0").decode("ascii")  # type: ignore[arg-type]  # chemins d'un autre système


def interprete(hote: FauxHote) -> Interpreter:
    """Return an interpreter that holds our modules, but for the one that calls Windows."""
    vba = Interpreter(hote)
    for nom, texte in modules().items():
        vba.add_module(_WINDOWS if nom == WINDOWS else texte, name=nom)
    return vba
