"""Rows that formulas of another sheet read one by one: deleted, or read in the place of another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpts_xl.constats import Cause
from tests.sabotage.gestes import Geste
from tests.sabotage.modele import Falsification, Qui
from tests.sabotage.paquet import NS, Paquet
from tests.sabotage.rangees import supprimer_ligne


def lignes() -> Iterator[Falsification]:
    """Yield the rows lost or exchanged under the formulas that read them."""
    cas: tuple[tuple[str, tuple[str, str], Cause, Geste, str, bool], ...] = (
        ("professionnel supprimé avec sa ligne, que Indemnités lisait", ("Indemnités", "A6"), Cause.ABSENTE,
         supprimer_ligne("Professionnels", 6), "« Professionnels » : elle a été supprimée", True),
        ("clé de répartition supprimée avec sa ligne, que Répartition lisait", ("Répartition", "A6"), Cause.ABSENTE,
         supprimer_ligne("Clés", 6), "« Clés » : elle a été supprimée", True),
        ("ligne d'Indemnités supprimée", ("Indemnités", "A9"), Cause.FORMULE, supprimer_ligne("Indemnités", 6),
         "non sa ligne 6", True),
        ("ligne de Répartition supprimée", ("Répartition", "A6"), Cause.FORMULE, supprimer_ligne("Répartition", 6),
         "non sa ligne 6", True),
        ("toute une ligne d'Indemnités lue chez un autre", ("Indemnités", "A6"), Cause.FORMULE,
         redirigee("Indemnités", 6, "Professionnels", 7), "lisent la ligne 7 de la feuille « Professionnels »", False),
        # recalculée, elle montre deux fois la même personne : la seconde ligne est celle de trop
        ("toute une ligne d'Indemnités lue chez un autre, puis recalculée", ("Indemnités", "A7"), Cause.FORMULE,
         redirigee("Indemnités", 6, "Professionnels", 7), "lisent la ligne 7 de la feuille « Professionnels »", True),
        ("trois cases d'Indemnités lues chez un autre", ("Indemnités", "I6"), Cause.FORMULE,
         redirigee("Indemnités", 6, "Professionnels", 7, "ABI"), "la formule a été modifiée", False),
    )  # fmt: skip
    for nom, lieu, cause, geste, cite, recalcule in cas:
        yield Falsification(
            nom, "lignes et colonnes", lieu, (cause,), geste, cite=cite, qui=Qui.TOUS, recalcule=recalcule
        )


def redirigee(feuille: str, ligne: int, lue: str, vers: int, colonnes: str = "") -> Geste:
    """Have the formulas of a row read another row of a sheet than the one of the same rank; all of them, or some."""

    def applique(p: Paquet) -> None:
        for lieu, cellule in p.cellules(feuille).items():
            formule = cellule.find(f"{NS}f")
            lettre = lieu.rstrip("0123456789")
            if formule is None or lieu != f"{lettre}{ligne}" or (colonnes and lettre not in colonnes):
                continue
            formule.text = re.sub(rf"({lue}!\$[A-Z]+\$){ligne}\b", rf"\g<1>{vers}", formule.text or "")

    def prouve(avant: Paquet, apres: Paquet) -> bool:
        return avant.formule(feuille, f"A{ligne}") != apres.formule(feuille, f"A{ligne}")

    return Geste(applique, prouve)
