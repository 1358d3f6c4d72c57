"""Honest edits made in LibreOffice itself, through its own programming interface, as its menus make them.

Run by a Python that has ``uno``, never by that of the tests: ``python bureau_pilote.py SOFFICE PROFIL``, with the tasks
as JSON on its standard input: ``[[source, destination, name of the edit], …]``.
"""

import json
import sys
from pathlib import Path

import uno
from com.sun.star.table import CellAddress, CellRangeAddress

# ce Python-là ne connaît pas le paquet « tests » : le pilote commun se prend dans son dossier
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "udf" / "calc"))
from pilote import demarrer, propriete

FILTRE = "Calc MS Excel 2007 XML"


def ligne_inseree(classeur):
    """Insert a row inside Versements, fill it down from the row above, then type a payment in it."""
    feuille = classeur.Sheets.getByName("Versements")
    feuille.unprotect("")
    feuille.Rows.insertByIndex(9, 1)
    colonnes = 11
    source = CellRangeAddress(feuille.RangeAddress.Sheet, 0, 8, colonnes, 8)
    feuille.copyRange(CellAddress(feuille.RangeAddress.Sheet, 0, 9), source)
    feuille.getCellRangeByName("D10").setValue(1234.5)
    feuille.getCellRangeByName("F10").setString("BDX insérée")
    feuille.protect("")


def _trier(classeur, nom, etendue, colonne):
    """Sort a range of a sheet by one of its columns, counted from 0, in place."""
    from com.sun.star.table import TableSortField  # noqa: PLC0415  (n'existe que dans LibreOffice)

    feuille = classeur.Sheets.getByName(nom)
    feuille.unprotect("")
    champ = TableSortField()
    champ.Field, champ.IsAscending = colonne, True
    feuille.getCellRangeByName(etendue).sort(
        (
            propriete("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (champ,))),
            propriete("ContainsHeader", False),  # noqa: FBT003  (UNO ne connaît pas les noms)
        )
    )
    feuille.protect("")


def lignes_triees(classeur):
    """Sort the expenses by amount, in place."""
    _trier(classeur, "Dépenses", "A5:M16", 7)


def indicateurs_tries(classeur):
    """Sort the whole table of the indicators by amount at stake, its formulas with it."""
    _trier(classeur, "Indicateurs", "A5:BO19", 5)


def colonne_deplacee(classeur):
    """Move the column « Référence » of Versements to a free place, on the right: what cites it follows."""
    feuille = classeur.Sheets.getByName("Versements")
    feuille.unprotect("")
    rang = feuille.RangeAddress.Sheet
    feuille.moveRange(CellAddress(rang, 14, 3), CellRangeAddress(rang, 5, 3, 5, 33))
    feuille.protect("")


def colonne_inseree(classeur):
    """Insert a column of one's own inside Dépenses, with a title and a few words."""
    feuille = classeur.Sheets.getByName("Dépenses")
    feuille.unprotect("")
    feuille.Columns.insertByIndex(3, 1)
    feuille.getCellRangeByName("D4").setString("Mon repère")
    feuille.getCellRangeByName("D5").setString("à relire")
    feuille.protect("")


def saisies_tapees(classeur):
    """Type a number, a percentage, a date and a word in four input cells."""
    feuille = classeur.Sheets.getByName("Versements")
    feuille.getCellRangeByName("D5").setValue(50000)
    feuille.getCellRangeByName("F5").setString("BDX retapée")


def versement_coupe_insere(classeur):
    """Cut a payment and insert it higher in its table: row 11 becomes row 6."""
    feuille = classeur.Sheets.getByName("Versements")
    feuille.unprotect("")
    rang = feuille.RangeAddress.Sheet
    feuille.Rows.insertByIndex(5, 1)
    feuille.moveRange(CellAddress(rang, 0, 5), CellRangeAddress(rang, 0, 11, 100, 11))
    feuille.Rows.removeByIndex(11, 1)
    feuille.protect("")


def lignes_vides_supprimees(classeur):
    """Delete the last rows of three tables, where nothing is typed."""
    for nom, ligne, combien in (("Versements", 30, 4), ("Dépenses", 26, 20), ("Indicateurs", 36, 4)):
        feuille = classeur.Sheets.getByName(nom)
        feuille.unprotect("")
        feuille.Rows.removeByIndex(ligne - 1, combien)
        feuille.protect("")


def ligne_recopiee(classeur):
    """Copy a whole row of Indicateurs, its formulas with it, over a free one, then give it a number of its own."""
    feuille = classeur.Sheets.getByName("Indicateurs")
    feuille.unprotect("")
    rang = feuille.RangeAddress.Sheet
    feuille.copyRange(CellAddress(rang, 0, 19), CellRangeAddress(rang, 0, 7, 66, 7))
    feuille.getCellRangeByName("A20").setString("Z9")
    feuille.protect("")


def feuille_ajoutee(classeur):
    """Add a sheet of one's own that reads ours, and a note on one of our cells."""
    classeur.Sheets.insertNewByName("Mes notes", 3)
    notes = classeur.Sheets.getByName("Mes notes")
    notes.getCellRangeByName("A1").setString("Reste à percevoir")
    notes.getCellRangeByName("B1").setFormula("=$Financement.V19")
    feuille = classeur.Sheets.getByName("Financement")
    feuille.unprotect("")
    feuille.Annotations.insertNew(CellAddress(feuille.RangeAddress.Sheet, 1, 6), "À revoir avec la CPAM")
    feuille.protect("")


def cellules_de_graphique_deplacees(classeur):
    """Insert rows and columns of one's own before, and among, the cells that the charts of the dashboard draw."""
    for nom, lignes, colonnes in (("Tableau de bord", (13, 2), ()), ("Couverture", (2,), (6,))):
        feuille = classeur.Sheets.getByName(nom)
        feuille.unprotect("")
        for rang in lignes:
            feuille.Rows.insertByIndex(rang, 1)
        for rang in colonnes:
            feuille.Columns.insertByIndex(rang, 1)
        feuille.protect("")


GESTES = {
    geste.__name__: geste
    for geste in (
        ligne_inseree,
        lignes_triees,
        indicateurs_tries,
        colonne_deplacee,
        colonne_inseree,
        saisies_tapees,
        versement_coupe_insere,
        lignes_vides_supprimees,
        ligne_recopiee,
        feuille_ajoutee,
        cellules_de_graphique_deplacees,
    )
}


def principal(soffice, profil):
    """Make every edit asked for, each on a workbook of its own."""
    programme, contexte = demarrer(soffice, profil)
    bureau = contexte.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", contexte)
    try:
        for source, destination, nom in json.load(sys.stdin):
            classeur = bureau.loadComponentFromURL(source, "_blank", 0, (propriete("Hidden", True),))  # noqa: FBT003
            try:
                GESTES[nom](classeur)
                classeur.calculateAll()
                classeur.storeToURL(destination, (propriete("FilterName", FILTRE),))
            finally:
                classeur.close(True)  # noqa: FBT003
    finally:
        try:
            bureau.terminate()
        except Exception:  # noqa: BLE001  (il se ferme en coupant la ligne)
            programme.wait(20)
        programme.wait(20)


if __name__ == "__main__":
    principal(sys.argv[1], sys.argv[2])
