"""An Excel small enough for our VBA to run in pyOpenVBA's interpreter: books, sheets, ranges, a caller, a wizard."""

from __future__ import annotations

from typing import Any

from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import (
    EMPTY,
    MISSING,
    NOTHING,
    VBAArray,
    VBAErrorValue,
    VBAObject,
    member,
    method,
    setter,
    to_text,
)


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
