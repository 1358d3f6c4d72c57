"""Falsifications that leave every cell as it was: words that hide in its text, and what is laid around it."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause
from tests.sabotage.base import ou
from tests.sabotage.gestes import Geste
from tests.sabotage.gestes_regles import alerte_coloree, regle
from tests.sabotage.gestes_textes import courses
from tests.sabotage.gestes_vue import style
from tests.sabotage.modele import DIT, SERIEUX, Falsification
from tests.sabotage.paquet import position

BLANC, VERT = "FFFFFFFF", "FFC6EFCE"


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


def unites() -> Iterator[Falsification]:
    """Yield the formats that write, beside the digits, a unit that makes them another number."""
    droit, montant, jours = ou("ligne.acces_fixe.droit"), ou("versement.1.montant"), ou("annee.1.jours")
    cas: tuple[tuple[str, tuple[str, str], str, str], ...] = (
        ("montant qui se dit en milliers d'euros", droit, '#,##0" k€"', "échelle"),
        ("montant qui se dit en milliers de francs", montant, '#,##0" KF"', "échelle"),
        ("chiffre du tableau de bord qui se dit en milliers", ("Tableau de bord", "C12"), '0" k€"', "échelle"),
        ("montant divisé par un million, qui se dit en milliers", droit, '#,##0.00,," k€"', "échelle"),
        ("montant qui se dit en francs", droit, '#,##0.00" F"', "monnaie"),
        ("montant qui se dit une part", droit, '0.00" %"', "unité"),
        ("jours qui se disent des euros", jours, '0" €"', "unité"),
    )
    for nom, lieu, code, cite in cas:
        yield Falsification(nom, "format", lieu, (Cause.FORMAT,), style(*lieu, code=code), cite=cite)


def alertes() -> Iterator[Falsification]:
    """Yield the rules that put the alert of the checks out, or make it reassuring."""
    page, preuves = "Contrôles", ou("controle.preuves")[1]
    cas: tuple[tuple[str, Geste, str, bool], ...] = (
        ("alerte des contrôles arrêtée par une règle d'avant", regle(page, "C5:C60", "ISTEXT(C5)", arret=True),
         "l'arrête", False),
        ("alerte d'un contrôle recolorée par une règle d'avant", regle(page, preuves, 'C5<>"Conforme"', "FFD9D9D9"),
         "la recolore", False),
        ("alerte d'un contrôle mise au vert par une règle d'avant", regle(page, preuves, "TRUE", VERT),
         "sur fond vert", True),
        ("alerte des contrôles donnée en vert", alerte_coloree("FFE2EFDA"), "fond vert", True),
    )  # fmt: skip
    for nom, geste, cite, grave in cas:
        lieu = (page, preuves if "d'un contrôle" in nom else "C5")
        yield Falsification(
            nom, "format", lieu, (Cause.FORMAT,), geste, cite=cite, gravites=SERIEUX if grave else DIT,
            libreoffice="vues" if nom.endswith("d'avant") and grave else "",
        )  # fmt: skip
