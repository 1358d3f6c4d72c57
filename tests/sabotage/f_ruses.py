"""Falsifications that leave every cell as it was: words that hide in its text, and what is laid around it."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause
from tests.sabotage.base import ou, rang_calcul
from tests.sabotage.gestes import Geste, saisie
from tests.sabotage.gestes_autour import image_de_fond, lien, pied
from tests.sabotage.gestes_cadre import reglage
from tests.sabotage.gestes_regles import alerte_coloree, regle
from tests.sabotage.gestes_textes import courses
from tests.sabotage.gestes_vue import style
from tests.sabotage.modele import DIT, SERIEUX, Falsification, Qui
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
            libreoffice="vues" if nom.endswith("en vert") else "",
        )  # fmt: skip


def autour() -> Iterator[Falsification]:
    """Yield what misleads around the cells: a link, a footer, a picture behind, drawings switched off."""
    preuves = position(ou("controle.preuves")[1])[0]
    droit = ou("ligne.acces_fixe.droit")
    calcul = f"C{rang_calcul('ligne.acces_fixe.droit')}"
    cas: tuple[tuple[str, tuple[str, str], Cause, Geste, str, str], ...] = (
        ("graphiques éteints", ("", ""), Cause.MASQUEE, reglage("workbookPr", showObjects="none"), "ni graphique", ""),
        ("graphiques remplacés par des cadres gris", ("", ""), Cause.MASQUEE,
         reglage("workbookPr", showObjects="placeholders"), "cadres gris", ""),
        ("lien d'un contrôle détourné", ("Contrôles", f"D{preuves}"), Cause.LIBELLE,
         lien("Contrôles", f"D{preuves}", "Financement!O6"), "Financement!O6", "vues"),
        ("lien d'une feuille détourné", ("Mode d'emploi", "F5"), Cause.LIBELLE,
         lien("Mode d'emploi", "F5", "Prévisions!A1"), "Tableau de bord", ""),
        ("pied de page qui juge", ("Contrôles", ""), Cause.LIBELLE, pied("Contrôles", "&L&8 Contrôles vérifiés"),
         "Contrôles vérifiés", ""),
        ("en-tête d'une autre feuille", ("Prévisions", ""), Cause.LIBELLE, pied("Prévisions", "&C&14Financement",
         entete=True), "Financement", "vues"),
        ("en-tête qui écrit un montant", ("Tableau de bord", ""), Cause.LIBELLE,
         pied("Tableau de bord", "&CDroit ouvert : 399 999,00 €", entete=True), "399 999,00 €", ""),
        ("image de fond sous les montants", (droit[0], ""), Cause.RECOUVERTE, image_de_fond(droit[0]), "derrière", ""),
    )  # fmt: skip
    for nom, lieu, cause, geste, cite, lot in cas:
        yield Falsification(nom, "autour", lieu, (cause,), geste, cite=cite, libreoffice=lot)
    yield Falsification(
        "lien d'un calcul mené une ligne plus bas", "autour", ("Calculs", calcul), (Cause.LIBELLE,),
        lien("Calculs", calcul, "Financement!O7"), gravites=DIT, cite="O7",
    )  # fmt: skip


def signes() -> Iterator[Falsification]:
    """Yield the labels that read as ours and hold a sign nobody sees, or a letter that is not the one that is read."""
    preuves, droit = position(ou("controle.preuves")[1])[0], ou("ligne.acces_fixe.droit")[1].rstrip("0123456789")
    controle = ("Contrôles", f"B{preuves}")
    reference = ou("versement.1.reference")
    cas: tuple[tuple[str, tuple[str, str], str, bool], ...] = (
        ("espace sans largeur dans un titre", ("Financement", f"{droit}4"), "Droit ou\u200bvert", False),
        ("trait d'union conditionnel dans l'intitulé d'un contrôle", controle,
         "Indicateurs : chaque montant ac\u00adquis a une pièce valable", False),
        ("lettre d'un autre alphabet dans un titre", ("Financement", f"{droit}4"), "Dr\u043eit ouvert", True),
        ("lettre d'un autre alphabet dans un intitulé", ou("ligne.acces_fixe.libelle"), "Acc\u0435s aux soins", True),
        ("signe qui retourne un intitulé", controle, "Indicateurs : chaque montant acquis a une pièce \u202evalable",
         True),
        ("signe qui retourne une référence", reference, "BDX \u202e5202-0311", True),
    )  # fmt: skip
    for nom, lieu, texte, grave in cas:
        cite = "autre alphabet" if "alphabet" in nom else "retourne" if grave else "ne se voit pas"
        yield Falsification(
            nom, "libellé", lieu, (Cause.LIBELLE,), saisie(*lieu, texte), cite=cite, qui=Qui.TOUS,
            gravites=SERIEUX if grave else DIT,
        )  # fmt: skip
