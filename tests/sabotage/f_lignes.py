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
        ("versement coupé puis collé plus bas : la ligne quittée", ("Versements", "G8"), Cause.FORMULE,
         coupee("Versements", 8, 26, "ABCDEF"), "lisent la ligne 26 de cette feuille, et non sa ligne 8", True),
        ("versement coupé puis collé plus bas : la ligne écrasée", ("Versements", "G26"), Cause.ABSENTE,
         coupee("Versements", 8, 26, "ABCDEF"), "qu'un couper-coller a écrasées", False),
        ("indicateur coupé puis inséré plus haut : son numéro", ("Indicateurs", "BB6"), Cause.LIGNE,
         comptee_jusqu_a("Indicateurs", "BB6", 11), "ne sert qu'à départager deux montants égaux", False),
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


def coupee(feuille: str, ligne: int, vers: int, saisies: str) -> Geste:
    """Cut the inputs of a row and paste them in another, as Excel does: formulas follow them, those pasted over die."""

    def applique(p: Paquet) -> None:
        quitte, ecrase = (re.compile(rf"\$([{saisies}])\$?{n}\b") for n in (ligne, vers))
        for lettre in saisies:
            p.poser(feuille, f"{lettre}{vers}", p.valeur(feuille, f"{lettre}{ligne}"))
            p.poser(feuille, f"{lettre}{ligne}", None)
        for cellule in p.cellules(feuille).values():
            formule = cellule.find(f"{NS}f")
            if formule is not None and formule.text:
                formule.text = quitte.sub(rf"$\g<1>{vers}", ecrase.sub("#REF!", formule.text))

    return Geste(
        applique, lambda avant, apres: avant.formule(feuille, f"G{ligne}") != apres.formule(feuille, f"G{ligne}")
    )


def comptee_jusqu_a(feuille: str, lieu: str, ligne: int) -> Geste:
    """Leave to a count that ends on its own row the end that it had where its row was cut."""

    def applique(p: Paquet) -> None:
        sienne = lieu.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        p.ecrire_formule(
            feuille, lieu, re.sub(rf"(:\$[A-Z]+){sienne}\b", rf"\g<1>{ligne}", p.formule(feuille, lieu) or "")
        )

    return Geste(applique, lambda avant, apres: avant.formule(feuille, lieu) != apres.formule(feuille, lieu))
