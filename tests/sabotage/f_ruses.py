"""Falsifications that leave every cell as it was: words that hide in its text, and what is laid around it."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause
from tests.sabotage.base import ou
from tests.sabotage.gestes import Geste
from tests.sabotage.gestes_textes import courses
from tests.sabotage.modele import Falsification
from tests.sabotage.paquet import position

BLANC = "FFFFFFFF"


def mots() -> Iterator[Falsification]:
    """Yield the words that vanish inside a text whose other words stay."""
    definition, reference = ou("indicateur.1.definition"), ou("versement.1.reference")
    controle = ("Contrôles", f"B{position(ou('controle.preuves')[1])[0]}")
    cas: tuple[tuple[str, tuple[str, str], Geste, str, str], ...] = (
        ("mots d'un contrôle écrits en blanc", controle, courses(*controle, 2, color=BLANC), "pièce valable", "vues"),
        ("mots d'une définition écrits en blanc", definition, courses(*definition, 2, commun=True, color=BLANC),
         "encre #FFFFFF", "vues"),
        ("mots d'une définition d'un point", definition, courses(*definition, 2, sz="1"), "caractères de 1 point", ""),
        ("mots d'une référence écrits en signes", reference, courses(*reference, 1, rFont="Wingdings"),
         "police de symboles", ""),
    )  # fmt: skip
    for nom, lieu, geste, cite, lot in cas:
        yield Falsification(nom, "format", lieu, (Cause.FORMAT,), geste, cite=cite, libreoffice=lot)
