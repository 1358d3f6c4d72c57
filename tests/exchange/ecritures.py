"""A « fichier des écritures comptables » written on the spot, whole or with one cell changed: shared by its tests."""

from __future__ import annotations

from pathlib import Path

from cpts_xl.exchange.fec import COLONNES

EXERCICE = (
    (
        "BQ",
        "Banque",
        "1",
        "20250115",
        "512000",
        "Crédit coopératif",
        "",
        "",
        "VIR 1",
        "150000,00",
        "0,00",
        "Avance ACI",
    ),
    ("BQ", "Banque", "1", "20250115", "741000", "Dotation CPAM", "", "", "VIR 1", "0,00", "150000,00", "Avance ACI"),
    ("AC", "Achats", "7", "20250210", "606300", "Petit équipement", "", "", "F-88", "1234,56", "0,00", "Cœur & œdème"),
    ("AC", "Achats", "7", "20250210", "401000", "Fournisseurs", "BURO", "Buro SARL", "F-88", "0,00", "1234,56", "Buro"),
    ("AC", "Achats", "8", "20250301", "401000", "Fournisseurs", "BURO", "Buro SARL", "AV-3", "34,56", "0,00", "Avoir"),
    ("AC", "Achats", "8", "20250301", "606300", "Petit équipement", "", "", "AV-3", "0,00", "34,56", "Avoir"),
    ("PA", "Paie", "1", "20251231", "641000", "Rémunérations", "", "", "BS12", "40000,00", "", "Coordinatrice"),
    ("PA", "Paie", "1", "20251231", "421000", "Personnel", "", "", "BS12", "", "40000,00", "Coordinatrice"),
)
"""Journal, son nom, numéro, jour, compte, son nom, auxiliaire, son nom, pièce, débit, crédit, libellé."""


def rangee(ligne: tuple[str, ...]) -> list[str]:
    """Return the eighteen cells of a line, in the order of the norm."""
    journal, lib, numero, jour, compte, nom, aux, aux_nom, piece, debit, credit, libelle = ligne
    return [
        journal,
        lib,
        numero,
        jour,
        compte,
        nom,
        aux,
        aux_nom,
        piece,
        jour,
        libelle,
        debit,
        credit,
        "",
        "",
        jour,
        "",
        "",
    ]


def texte(lignes=EXERCICE, separateur="\t", entete=COLONNES) -> str:
    """Return a FEC as a text."""
    return "\r\n".join(separateur.join(cellules) for cellules in (entete, *map(rangee, lignes))) + "\r\n"


def ecrire(dossier: Path, contenu: str | bytes, nom: str = "123456789FEC20251231.txt") -> Path:
    """Return the path of a file just written, in UTF-8 when given as a text."""
    chemin = dossier / nom
    chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
    return chemin


def avec(rang: int, colonne: str, valeur: str, separateur: str = "\t") -> str:
    """Return the FEC with one cell changed; ``rang`` is the line of the file."""
    lignes = [ligne.split(separateur) for ligne in texte(separateur=separateur).splitlines()]
    lignes[rang - 1][COLONNES.index(colonne)] = valeur
    return "\r\n".join(separateur.join(ligne) for ligne in lignes)
