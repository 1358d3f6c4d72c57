"""An Excel small enough for our VBA to run in pyOpenVBA's interpreter: ranges, a caller, a wizard, and a transport.

What runs is the text of our modules, as it stands in the files; only ``CptsWindows``, the few calls to Windows, is
replaced: its files are those of a dictionary, and its server hands the arguments over as COM would.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import PureWindowsPath
from typing import Any

from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import (
    EMPTY,
    MISSING,
    NOTHING,
    HostBridge,
    Interpreter,
    VBAArray,
    VBADate,
    VBAErrorValue,
    VBAObject,
    member,
    method,
    setter,
    to_text,
)

from cpts_xl.poste.lieux import Lieux
from cpts_xl.poste.reglages import rediger
from cpts_xl.udf.vba.modules import WINDOWS, modules
from tests.udf.cellules import Argument, Cellule, Erreur, Omis, Plage
from tests.udf.faux_windows import ERREURS, OMIS, DateCom

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
_ORIGINE = dt.datetime(1899, 12, 30)  # noqa: DTZ001
_ERREUR_COM = -2146828288  # 0x800A0000 : le numéro d'erreur d'Excel s'y ajoute


class FauxClasseur(VBAObject):
    """A book, of the 1900 or of the 1904 date system."""

    vba_type_name = "Workbook"

    def __init__(self, nom: str = "suivi.xlsm", *, de_1904: bool = False, complement: bool = False) -> None:
        self.nom, self.de_1904, self.complement, self.sauve = nom, de_1904, complement, True
        self.bascules: list[bool] = []
        self.reglages: list[tuple[str, str]] = []

    @member
    def Name(self) -> object:  # noqa: N802
        """Return its name."""
        return self.nom

    @method
    def Worksheets(self, index: object) -> object:  # noqa: N802
        """Return a sheet by its name; ``reglages`` are the rows of « xlwings.conf »."""
        if to_text(index) != "xlwings.conf" or not self.reglages:
            raise VBARuntimeError(9, "L'indice n'appartient pas à la sélection.")
        return FausseFeuille(self)

    @member
    def Date1904(self) -> object:  # noqa: N802
        """Return whether its days are counted from 1904."""
        return self.de_1904

    @member
    def Saved(self) -> object:  # noqa: N802
        """Return whether nothing is left to save."""
        return self.sauve

    @setter("Saved")
    def _saved(self, valeur: object) -> None:
        self.sauve = bool(valeur)

    @member
    def IsAddin(self) -> object:  # noqa: N802
        """Return whether it is an add-in, hidden."""
        return self.complement

    @setter("IsAddin")
    def _is_addin(self, valeur: object) -> None:
        self.complement = bool(valeur)
        self.bascules.append(self.complement)


class FausseFeuille(VBAObject):
    """A sheet of a book."""

    vba_type_name = "Worksheet"

    def __init__(self, classeur: FauxClasseur) -> None:
        self.classeur = classeur

    @member
    def Parent(self) -> object:  # noqa: N802
        """Return the book."""
        return self.classeur

    @method
    def Cells(self, ligne: object, colonne: object) -> object:  # noqa: N802
        """Return a cell of the sheet of settings."""
        rang, place = int(to_text(ligne)) - 1, int(to_text(colonne)) - 1
        reglages = self.classeur.reglages
        return FausseCellule(reglages[rang][place] if rang < len(reglages) else "")


class FausseCellule(VBAObject):
    """A cell that holds a text."""

    vba_type_name = "Range"

    def __init__(self, texte: str) -> None:
        self.texte = texte

    @member
    def Text(self) -> object:  # noqa: N802
        """Return what it shows."""
        return self.texte


class FaussesZones(VBAObject):
    """What is counted in a range: areas, rows, columns."""

    vba_type_name = "Areas"

    def __init__(self, nombre: int) -> None:
        self.nombre = nombre

    @member
    def Count(self) -> object:  # noqa: N802
        """Return how many."""
        return self.nombre


class FauxRange(VBAObject):
    """A range; ``lectures`` counts the readings of its values."""

    vba_type_name = "Range"

    def __init__(
        self, valeur: object, adresse: str = "$A$1", classeur: FauxClasseur | None = None, *,
        zones: int = 1, cellules: int | None = None, formule: str = "", matrice: FauxRange | None = None,
    ) -> None:  # fmt: skip
        self.valeur, self.adresse, self.classeur = valeur, adresse, classeur or FauxClasseur()
        self.zones, self.formule, self.matrice, self.lectures = zones, formule, matrice, 0
        taille = valeur.size if isinstance(valeur, VBAArray) else 1
        self.cellules = taille if cellules is None else cellules

    @member(default=True)
    def Value(self) -> object:  # noqa: N802
        """Return what it holds."""
        self.lectures += 1
        return self.valeur

    @member
    def Areas(self) -> object:  # noqa: N802
        """Return its areas."""
        return FaussesZones(self.zones)

    @member
    def Rows(self) -> object:  # noqa: N802
        """Return its rows; the tests count cells, whatever their shape."""
        return FaussesZones(self.cellules)

    @member
    def Columns(self) -> object:  # noqa: N802
        """Return its columns."""
        return FaussesZones(1)

    @member
    def Worksheet(self) -> object:  # noqa: N802
        """Return its sheet."""
        return FausseFeuille(self.classeur)

    @member
    def HasArray(self) -> object:  # noqa: N802
        """Return whether an array formula fills it."""
        return self.matrice is not None

    @member
    def CurrentArray(self) -> object:  # noqa: N802
        """Return the range of its array formula."""
        return self.matrice

    @member
    def Formula(self) -> object:  # noqa: N802
        """Return its formula."""
        return self.formule

    @method
    def Address(self, External: object = MISSING) -> object:  # noqa: N802, N803
        """Return its address, with its book and sheet when ``External`` is asked for."""
        return f"[{self.classeur.nom}]Feuil1!{self.adresse}" if External is True else self.adresse


class FausseApplication(VBAObject):
    """Excel: the calling cell, the calls planned, the help registered."""

    vba_type_name = "Application"

    def __init__(self) -> None:
        self.appelant: object = NOTHING
        self.prevus: list[str] = []
        self.aides: list[dict[str, Any]] = []
        self.refuse_aide = False

    @member
    def Caller(self) -> object:  # noqa: N802
        """Return the cell that calls, or an error when none does."""
        return VBAErrorValue(2023) if self.appelant is NOTHING else self.appelant

    @member
    def ScreenUpdating(self) -> object:  # noqa: N802
        """Return whether the screen follows."""
        return True

    @setter("ScreenUpdating")
    def _screen_updating(self, _valeur: object) -> None:
        """Do nothing: there is no screen."""

    @method
    def OnTime(self, _EarliestTime: object, Procedure: object) -> object:  # noqa: N802, N803
        """Keep what is to run later."""
        self.prevus.append(to_text(Procedure))
        return EMPTY

    @method
    def MacroOptions(  # noqa: N802
        self,
        Macro: object,  # noqa: N803
        Description: object,  # noqa: N803
        Category: object,  # noqa: N803
        ArgumentDescriptions: object = MISSING,  # noqa: N803
    ) -> object:
        """Keep the help of one function, or refuse as Excel does of a hidden book."""
        if self.refuse_aide:
            raise VBARuntimeError(1004, "Impossible de modifier une macro dans un classeur masqué")
        textes = ArgumentDescriptions.elements() if isinstance(ArgumentDescriptions, VBAArray) else []
        self.aides.append({"macro": Macro, "description": Description, "categorie": Category, "arguments": textes})
        return EMPTY


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


def vers_com(valeur: object) -> Any:  # noqa: PLR0911  (une sorte de valeur, une ligne)
    """Return what pywin32 gives for a VBA value: integers for errors, aware dates, tuples of tuples."""
    if valeur is MISSING:
        return OMIS
    if valeur is EMPTY:
        return None
    if isinstance(valeur, VBAErrorValue):
        return _ERREUR_COM + valeur.number
    if isinstance(valeur, VBADate):
        jour = valeur.to_datetime()
        return DateCom(jour.year, jour.month, jour.day, jour.hour, jour.minute, jour.second, tzinfo=dt.UTC)
    if isinstance(valeur, VBAArray):
        lignes = [range(bas, haut + 1) for bas, haut in valeur.bounds]
        if len(lignes) == 1:
            return tuple(vers_com(valeur.get([n])) for n in lignes[0])
        return tuple(tuple(vers_com(valeur.get([n, c])) for c in lignes[1]) for n in lignes[0])
    if isinstance(valeur, VBAObject):
        raise TypeError(f"{valeur.vba_type_name} envoyé à Python : l'enveloppe devait en lire les valeurs")
    return valeur


def de_com(valeur: Any) -> object:
    """Return the VBA value of what pywin32 makes of an answer."""
    if isinstance(valeur, list | tuple):
        if not valeur or not isinstance(valeur[0], list | tuple):
            return VBAArray([(0, len(valeur) - 1)], items=[de_com(case) for case in valeur])
        return tableau([[de_com(case) for case in ligne] for ligne in valeur], 0)
    if isinstance(valeur, dt.datetime):
        assert valeur.tzinfo is not None, "pywin32 prendrait cette date pour une heure locale"
        return VBADate.from_datetime(valeur.astimezone(dt.UTC).replace(tzinfo=None))
    assert isinstance(valeur, bool | float | str | Decimal), f"pywin32 ne sait pas rendre {type(valeur).__name__}"
    return valeur


def tableau(lignes: list[list[object]], base: int = 1) -> VBAArray:
    """Return a 2-D VBA array of rows."""
    bornes = [(base, base + len(lignes) - 1), (base, base + len(lignes[0]) - 1)]
    return VBAArray(bornes, items=[ligne[c] for c in range(len(lignes[0])) for ligne in lignes])


def cellule_vba(valeur: Any) -> object:
    """Return what ``.Value`` gives for a cell of the bench."""
    if valeur is None:
        return EMPTY
    if isinstance(valeur, Erreur):
        return VBAErrorValue(ERREURS[valeur.texte] - _ERREUR_COM)
    if isinstance(valeur, dt.date):
        return VBADate.from_datetime(dt.datetime(valeur.year, valeur.month, valeur.day))  # noqa: DTZ001
    return float(valeur) if isinstance(valeur, int) and not isinstance(valeur, bool) else valeur


def argument_vba(argument: Argument, classeur: FauxClasseur) -> object:
    """Return what Excel hands to a function for an argument of the bench."""
    if isinstance(argument, Omis):
        return MISSING
    if isinstance(argument, Cellule):
        return FauxRange(cellule_vba(argument.valeur), classeur=classeur)
    if isinstance(argument, Plage):
        lignes = [[cellule_vba(case) for case in ligne] for ligne in argument.lignes]
        return FauxRange(tableau(lignes), classeur=classeur)
    if isinstance(argument.valeur, dt.date):  # DATE(…) : un numéro, du calendrier du classeur
        rang = float((dt.datetime.combine(argument.valeur, dt.time()) - _ORIGINE).days)
        return rang - 1462.0 if classeur.de_1904 else rang
    return cellule_vba(argument.valeur)


def de_vba(valeur: object) -> Any:
    """Return rows of values of what a wrapper gave to Excel, or the number of a true error."""
    if isinstance(valeur, VBAErrorValue):
        return valeur.number
    if isinstance(valeur, VBAArray):
        if valeur.dimensions == 1:
            return [[_simple(case) for case in valeur.elements()]]
        hauteur, largeur = (range(bas, haut + 1) for bas, haut in valeur.bounds)
        return [[_simple(valeur.get([n, c])) for c in largeur] for n in hauteur]
    return [[_simple(valeur)]]


def _simple(valeur: object) -> Any:
    return valeur.to_datetime().date() if isinstance(valeur, VBADate) else valeur
