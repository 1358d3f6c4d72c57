"""A « balance générale » written on the spot, and what is read of it: shared by the tests of balances."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from cpts_xl.exchange.comptes import Comptes


def ecrire(dossier: Path, contenu: str | bytes, nom: str = "balance.csv") -> Path:
    """Return the path of a file just written, in UTF-8 when given as a text."""
    chemin = dossier / nom
    chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
    return chemin


def soldes(comptes: Comptes) -> list[tuple[str, Fraction]]:
    """Return each account with its balance."""
    return [(ligne.compte, ligne.solde) for ligne in comptes.lignes]


def table(entete: str, *lignes: str) -> str:
    """Return a text, one line per row."""
    return "\n".join((entete, *lignes)) + "\n"


SOLDES = ("512000;Banque;300,00;", "606300;Achats;100,00;", "706000;Recettes;;400,00")
TROIS = [("512000", Fraction(300)), ("606300", Fraction(100)), ("706000", Fraction(-400))]
