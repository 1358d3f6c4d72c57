"""Falsifications of what a report establishes beside its numbers: verdicts, rows taken out, a version said complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docx.table import _Row

from cpts_xl.constats import Cause
from tests.sabotage.f_rapports import _document, _ecrire, _octets
from tests.sabotage.modele import Falsification

Rapport = Callable[[bytes], bytes]


def verdicts() -> Iterator[Falsification]:
    """Yield the reports whose tables judge otherwise than the workbook, or no longer tell all."""
    cas: tuple[tuple[str, str, Rapport], ...] = (
        ("contrôle à regarder dit conforme", "colonne « Résultat »", mot("Contrôle", "À regarder", "Conforme")),
        ("pièce expirée dite valable", "ligne « PJ04 », colonne « Validité »", mot("N°", "expirée", "valable")),
        ("convention échue dite en cours", "colonne « État »", mot("Partenaire", "échue", "en cours")),
        ("convention échue dont l'état est vidé", "Lu : vide", mot("Partenaire", "échue", "")),
        ("contrôles à regarder retirés", "Contrôle, Résultat", sans(lambda dits: "À regarder" in dits)),
        ("tableau des contrôles retiré", "Contrôle, Résultat", sans_le_tableau("Contrôle")),
        ("pièce expirée retirée du bordereau", "« PJ04 ;", sans(lambda dits: dits[0] == "PJ04")),
        ("indicateur non atteint retiré de ses tableaux", "« P3 ;", sans(lambda dits: dits[0] == "P3")),
        ("version complète dite provisoire", "une version complète", version("Version provisoire")),
    )
    for nom, cite, brut in cas:
        yield Falsification(nom, "rapport", ("", ""), (Cause.RAPPORT,), rapport=brut, cite=cite)


def mot(titre: str, ancien: str, neuf: str) -> Rapport:
    """Return what rewrites a whole cell of the tables whose first heading is given."""

    def rapport(octets: bytes) -> bytes:
        document, fois = _document(octets), 0
        for tableau in document.tables:
            if tableau.rows[0].cells[0].text == titre:
                for cellule in (c for c in tableau._cells if c.text == ancien):
                    _ecrire(cellule.paragraphs[0], neuf)
                    fois += 1
        assert fois, (titre, ancien)
        return _octets(document)

    return rapport


def sans(choisie: Callable[[list[str]], bool]) -> Rapport:
    """Return what takes out the chosen rows of every table, given the texts of their cells."""

    def rapport(octets: bytes) -> bytes:
        document = _document(octets)
        rangees: list[_Row] = [r for tableau in document.tables for r in tableau.rows]
        retirees = [rangee for rangee in rangees if choisie([c.text for c in rangee.cells])]
        assert retirees
        for rangee in retirees:
            rangee._tr.getparent().remove(rangee._tr)
        return _octets(document)

    return rapport


def sans_le_tableau(titre: str) -> Rapport:
    """Return what takes out the table whose first heading is given."""

    def rapport(octets: bytes) -> bytes:
        document = _document(octets)
        (tableau,) = [t for t in document.tables if t.rows[0].cells[0].text == titre]
        tableau._tbl.getparent().remove(tableau._tbl)
        return _octets(document)

    return rapport


def version(dite: str) -> Rapport:
    """Return what rewrites the line that says whether the report is complete."""

    def rapport(octets: bytes) -> bytes:
        document = _document(octets)
        (ligne,) = [p for p in document.paragraphs if p.text.startswith(("Version provisoire", "Version complète"))]
        assert ligne.text != dite
        _ecrire(ligne, dite)
        return _octets(document)

    return rapport
