"""Falsifications of what is seen or guarded: hidden, masked, covered, unlocked, relabelled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.utils import column_index_from_string

from cpts_xl.constats import Cause
from tests.sabotage.base import cases, cellule_bareme, ou
from tests.sabotage.gestes import Geste, echange, saisie
from tests.sabotage.gestes_cadre import de_feuille, plage_ouverte, sans_protection, validation
from tests.sabotage.gestes_couverts import retrait
from tests.sabotage.gestes_vue import colonne, etat, fusion, ligne_masquee, mise_en_forme, style, zone_de_texte
from tests.sabotage.modele import DIT, Falsification, Qui
from tests.sabotage.paquet import NS, Paquet, adresse, position

BLANC = "FFFFFFFF"


def _ligne(ident: str) -> int:
    return position(ou(ident)[1])[0]


def _lettre(ident: str) -> str:
    return ou(ident)[1].rstrip("0123456789")


def masquees() -> Iterator[Falsification]:
    """Yield the rows, columns and sheets that are no longer seen; the place is the row or column, or the sheet."""
    acces, droit = _ligne("ligne.acces_fixe.droit"), _lettre("ligne.acces_fixe.droit")
    rang = column_index_from_string(droit)
    bareme = int(cellule_bareme("montant|acces_fixe|3")[1:])
    cas: tuple[tuple[str, tuple[str, str], Geste, str, str], ...] = (
        ("ligne masquée", ("Financement", f"{acces}"), ligne_masquee("Financement", acces), "native", "vues"),
        ("colonne masquée", ("Financement", droit), colonne("Financement", rang, hidden="1"), "native", "vues"),
        ("feuille masquée", ("Contrôles", ""), etat("Contrôles", "hidden"), "native", ""),
        ("feuille masquée pour de bon", ("Versements", ""), etat("Versements", "veryHidden"), "native", ""),
        ("ligne de hauteur nulle", ("Indicateurs", "7"), ligne_masquee("Indicateurs", 7, "0"), "native", ""),
        ("ligne d'un point de haut", ("Indicateurs", "8"), ligne_masquee("Indicateurs", 8, "1"), "native", ""),
        ("ligne de trois points de haut", ("Indicateurs", "9"), ligne_masquee("Indicateurs", 9, "3"), "native", ""),
        ("colonne de largeur nulle", ("Barème", "C"), colonne("Barème", 3, width="0", customWidth="1"), "native", ""),
        ("colonne d'un filet", ("Financement", "V"), colonne("Financement", 22, width="0.8", customWidth="1"), "native",
         ""),
        ("ligne du barème masquée", ("Barème", f"{bareme}"), ligne_masquee("Barème", bareme), "native", ""),
        ("dépense masquée", ("Dépenses", "9"), ligne_masquee("Dépenses", 9), "native", "vues"),
        ("contrôles masqués pour de bon, dans le mode simple", ("Contrôles", ""), etat("Contrôles", "veryHidden"),
         "simple", ""),
        ("ligne masquée du classeur de suivi", ("Financement", f"{acces}"), ligne_masquee("Financement", acces),
         "python", ""),
    )  # fmt: skip
    for nom, lieu, geste, base, lot in cas:
        yield Falsification(nom, "masqué", lieu, (Cause.MASQUEE,), geste, base=base, libreoffice=lot)


def formats() -> Iterator[Falsification]:
    """Yield the looks that make a cell say something else than its value."""
    droit, trop, taux = ou("ligne.acces_fixe.droit"), ou("ligne.acces_fixe.trop_percu"), ou("indicateur.2.taux")
    solde, ecart, part = ou("ligne.acces_fixe.solde"), ou("classe.60.ecart"), ou("indemnite.3.part_1")
    cas: tuple[tuple[str, tuple[str, str], Geste, str], ...] = (
        ("format qui écrit un autre montant", droit, style(*droit, code='"99 999,00 €"'), "vues"),
        ("format qui n'affiche rien", trop, style(*trop, code=";;;"), "vues"),
        ("format qui récrit un pourcentage", taux, style(*taux, code='"100 %"'), ""),
        ("format qui divise par mille", solde, style(*solde, code='#,##0.00,\\ "€"'), ""),
        ("format qui cache le signe", ecart, style(*ecart, code='#,##0.00\\ "€";#,##0.00\\ "€"'), ""),
        ("pourcentage montré sans décimale ni signe", part, style(*part, code='0"0 %"'), ""),
        ("blanc sur blanc", droit, style(*droit, encre=BLANC), "vues"),
        ("mise en forme conditionnelle qui masque", droit, mise_en_forme(*droit, code=";;;"), ""),
        ("mise en forme conditionnelle blanche", trop, mise_en_forme(*trop, encre=BLANC), ""),
        ("contrôle à regarder écrit en blanc", ou("controle.preuves"), style(*ou("controle.preuves"), encre=BLANC,
         fond=BLANC), ""),
        ("contrôle poussé hors de sa case", ou("controle.preuves"), retrait(*ou("controle.preuves"), 60), ""),
        ("saisie d'un montant sous un format fixe", ou("versement.1.montant"), style(*ou("versement.1.montant"),
         code='"5 625,00 €"'), ""),
    )  # fmt: skip
    for nom, lieu, geste, lot in cas:
        yield Falsification(nom, "format", lieu, (Cause.FORMAT,), geste, libreoffice=lot)


def recouvertes() -> Iterator[Falsification]:
    """Yield the cells that something lies over."""
    ligne = _ligne("ligne.acces_fixe.droit")
    rang = position(ou("ligne.acces_fixe.droit")[1])[1]
    droit, gauche = adresse(ligne, rang), adresse(ligne, rang - 1)
    total = ou("perimetre.tout.droit")[1]
    controle = ou("controle.preuves")[1]
    cas = (
        ("cellules fusionnées", ("Financement", droit), fusion("Financement", f"{gauche}:{droit}"), "recouvertes"),
        ("zone de texte posée sur un total", ("Financement", total),
         zone_de_texte("Financement", total, total, "341 497,47 €"), "recouvertes"),
        ("zone de texte posée sur un contrôle", ("Contrôles", controle),
         zone_de_texte("Contrôles", controle, controle, "Conforme"), ""),
        ("saisies fusionnées", ("Versements", "D7"), fusion("Versements", "D6:D7"), ""),
    )  # fmt: skip
    for nom, lieu, geste, lot in cas:
        yield Falsification(nom, "recouvert", lieu, (Cause.RECOUVERTE,), geste, libreoffice=lot)


def libelles() -> Iterator[Falsification]:
    """Yield the words that no longer say what stands beside them."""
    f = "Financement"
    libelle, code = _lettre("ligne.acces_fixe.libelle"), _lettre("ligne.acces_fixe.code")
    un, deux = _ligne("ligne.acces_fixe.droit"), _ligne("ligne.parcours_fixe.droit")
    acompte, solde = (f"{_lettre(f'ligne.acces_fixe.{c}')}4" for c in ("acompte", "solde"))
    perimetres = [f"B{_ligne(f'perimetre.{c}.droit')}" for c in ("tout", "sans_snp")]
    population, annee = (f"A{_ligne(f'identite.{c}')}" for c in ("population", "population_annee"))
    cas: tuple[tuple[str, tuple[str, str], Geste, str], ...] = (
        ("intitulés de deux lignes échangés", (f, f"{libelle}{un}"), echange(f, f"{libelle}{un}", f"{libelle}{deux}"),
         "libelles"),
        ("codes de deux lignes échangés", (f, f"{code}{un}"), echange(f, f"{code}{un}", f"{code}{deux}"), ""),
        ("titres de deux colonnes échangés", (f, acompte), echange(f, acompte, solde), ""),
        ("périmètres échangés", (f, perimetres[0]), echange(f, *perimetres), ""),
        ("rubriques de l'identité échangées", ("Identité", population), echange("Identité", population, annee), ""),
        ("intitulé d'un contrôle changé", ("Contrôles", f"B{_ligne('controle.preuves')}"),
         saisie("Contrôles", f"B{_ligne('controle.preuves')}", "Chaque indicateur a sa preuve (vérifié)"), "libelles"),
        ("titres de deux chiffres du tableau de bord échangés", ("Tableau de bord", "C4"), echange("Tableau de bord",
         "C4", "D4"), ""),
        ("famille d'une ligne changée", (f, f"E{un}"), saisie(f, f"E{un}", "supplement_snp"), "libelles"),
        ("poste d'une ligne changé", (f, f"C{un}"), saisie(f, f"C{un}", "parcours"), ""),
        ("code d'une mission changé", ("Missions", "A6"), echange("Missions", "A6", "A7"), ""),
        ("poste renommé au tableau de bord", ("Tableau de bord", "B14"), saisie("Tableau de bord", "B14",
         "Accès aux soins"), ""),
    )  # fmt: skip
    for nom, lieu, geste, lot in cas:
        # un code ou un titre échangé déplace ce qu'il nomme : la formule, ou la cellule, n'est plus où elle doit être
        causes = (Cause.LIBELLE,) if "code" not in nom else (Cause.LIBELLE, Cause.FORMULE)
        yield Falsification(nom, "libellé", lieu, causes, geste, libreoffice=lot, qui=Qui.TOUS)


def gardes() -> Iterator[Falsification]:
    """Yield the validations and the protections taken away or widened."""
    montant, nature = _plage("versement", "montant"), _plage("versement", "nature")
    engagee = _plage("mission", "engagee")
    droit = ou("ligne.acces_fixe.droit")
    population = ou("identite.population")[1]
    cas: tuple[tuple[str, tuple[str, str], Cause, Geste, str], ...] = (
        ("validation retirée", ("Versements", montant), Cause.VALIDATION, validation("Versements", montant), "gardes"),
        ("liste de choix élargie", ("Versements", nature), Cause.VALIDATION,
         validation("Versements", nature, formula1='"acompte,solde,variable,régularisation,avance"'), "gardes"),
        ("refus de saisie désarmé", ("Missions", engagee), Cause.VALIDATION,
         validation("Missions", engagee, showErrorMessage="0"), ""),
        ("bornes d'une saisie élargies", ("Identité", population), Cause.VALIDATION,
         validation("Identité", population, formula1="-1000"), ""),
        ("plage ouverte malgré la protection", droit, Cause.PROTECTION, plage_ouverte(droit[0], droit[1]), ""),
        ("cellule calculée déverrouillée", droit, Cause.PROTECTION, style(*droit, verrou="0"), "gardes"),
    )  # fmt: skip
    for nom, lieu, cause, geste, lot in cas:
        yield Falsification(nom, "garde", lieu, (cause,), geste, libreoffice=lot, gravites=DIT)
    for feuille, base in (("Financement", "native"), ("Barème", "python")):
        yield Falsification(
            f"protection de la feuille {feuille} retirée", "garde", (feuille, ""), (Cause.PROTECTION,),
            sans_protection(feuille), gravites=DIT, base=base, libreoffice="textes" if base == "native" else "",
        )  # fmt: skip


def _plage(prefixe: str, code: str) -> str:
    """Return the range of an input column of a table: « D5:D34 »."""
    lieux = [lieu for ident, (_, lieu) in _colonne(prefixe, code)]
    return f"{lieux[0]}:{lieux[-1]}"


def _colonne(prefixe: str, code: str) -> list[tuple[str, tuple[str, str]]]:
    return [
        (ident, lieu)
        for ident, lieu in cases().items()
        if ident.startswith(f"{prefixe}.") and ident.endswith(f".{code}")
    ]


def _alertes(p: Paquet) -> list[Any]:
    return [e for e in p.feuille("Contrôles") if e.tag.endswith("}conditionalFormatting")]


def _retirees(p: Paquet) -> None:
    for element in _alertes(p):
        p.feuille("Contrôles").remove(element)


def _raccourcies(p: Paquet) -> None:
    for element in _alertes(p):
        element.set("sqref", "C5:C6")


def _desarmees(p: Paquet) -> None:
    for texte in (t for element in _alertes(p) for t in element.iter(f"{NS}formula")):
        texte.text = 'LEFT(C5,2)="Z "'


def couleurs_des_controles() -> Iterator[Falsification]:
    """Yield the colour of the alerts taken away, from all the checks or some, or given to other words."""

    def dites(p: Paquet) -> list[Any]:
        return [(e.get("sqref"), [t.text for t in e.iter(f"{NS}formula")]) for e in _alertes(p)]

    cas: tuple[tuple[str, Geste, str], ...] = (
        ("couleur des alertes retirée", Geste(_retirees, lambda _, apres: not dites(apres)), ""),
        ("couleur des alertes arrêtée avant la fin", Geste(_raccourcies, lambda a, b: dites(a) != dites(b)), "C7:C"),
        ("couleur des alertes donnée à un autre mot", Geste(_desarmees, lambda a, b: dites(a) != dites(b)), ""),
        ("mises en forme conditionnelles éteintes",
         de_feuille("Contrôles", "enableFormatConditionsCalculation", "0"), ""),
    )  # fmt: skip
    for nom, geste, cite in cas:
        yield Falsification(nom, "format", ("Contrôles", ""), (Cause.FORMAT,), geste, gravites=DIT, cite=cite)
