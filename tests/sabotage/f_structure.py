"""Damage and frauds of structure: rows, columns and sheets inserted, deleted, doubled, renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from cpts_xl.constats import Cause
from tests.sabotage.base import cases, cellule_bareme, ou, rang_calcul
from tests.sabotage.gestes import Geste, ensemble, saisie
from tests.sabotage.modele import REFUS, Falsification, Qui
from tests.sabotage.paquet import CLASSEUR, NS, NS_R, Paquet, position
from tests.sabotage.rangees import inserer_colonne, inserer_ligne, supprimer_colonne, supprimer_ligne

LIGNE_ABSENTE, COLONNE_ABSENTE = "ligne absente", "colonne absente"
"""Causes that the reading already gives."""
RECALCULEES = frozenset({"ligne d'un tableau libre supprimée, que Calculs citait"})
"""A spreadsheet recalculates at once: what cited the row then shows an error."""
_TOUTES = tuple(Cause)


def _remplie(feuille: str, ligne: int, *valeurs: str | float) -> Geste:
    """Type a whole row, from the first column."""
    return ensemble(*(saisie(feuille, f"{chr(65 + rang)}{ligne}", valeur) for rang, valeur in enumerate(valeurs)))


def rangees() -> Iterator[Falsification]:
    """Yield the rows and columns inserted or deleted so that something is missed."""
    parcours = position(ou("ligne.parcours_fixe.droit")[1])[0]
    total = position(ou("total.acompte")[1])[0]
    controle = position(ou("controle.preuves")[1])[0]
    droit, montant = position(ou("ligne.acces_fixe.droit")[1])[1], position(ou("versement.1.montant")[1])[1]
    bareme, calcul = int(cellule_bareme("montant|acces_fixe|3")[1:]), rang_calcul("ligne.acces_fixe.droit")
    bas = _derniere("versement") + 1
    versement = (45900.0, "acces_fixe", "régularisation", 4321.0)
    ajoutee = ("acces_fixe_bis", "Accès aux soins, volet fixe (complément)", "acces", "fixe", "missions")
    cas: tuple[tuple[str, tuple[str, str], tuple[str, ...], Geste, str], ...] = (
        ("versement tapé sous la dernière ligne du tableau", ("Versements", f"{bas}"),
         (Cause.LIGNE, Cause.ABSENTE, Cause.CONSTANTE), _remplie("Versements", bas, *versement), ""),
        ("total faux écrit sous un tableau", ("Versements", f"D{bas + 1}"), (Cause.HORS_TABLE,),
         ensemble(saisie("Versements", f"C{bas + 1}", "Total"), saisie("Versements", f"D{bas + 1}", 654321.0)), ""),
        ("ligne insérée puis remplie sans ses formules", ("Versements", "8"), (Cause.LIGNE, Cause.ABSENTE,
         Cause.CONSTANTE),
         ensemble(inserer_ligne("Versements", 8), _remplie("Versements", 8, *versement)), "lignes"),
        ("ligne insérée au-dessus des totaux, qu'ils ne comptent pas", ("Financement", f"{total}"), (Cause.LIGNE,),
         ensemble(inserer_ligne("Financement", total), _remplie("Financement", total, *ajoutee)), "lignes"),
        ("ligne insérée sans que les formules suivent", ("Financement", ""), (Cause.LIGNE, Cause.FORMULE, Cause.NOM),
         inserer_ligne("Financement", parcours, suivies=False), ""),
        ("ligne de financement supprimée", ("Financement", ""), (Cause.ABSENTE, LIGNE_ABSENTE),
         supprimer_ligne("Financement", parcours), ""),
        ("contrôle supprimé", ("Contrôles", ""), (Cause.ABSENTE, LIGNE_ABSENTE), supprimer_ligne("Contrôles",
         controle), "lignes"),
        ("colonne calculée supprimée", ("Financement", ""), (Cause.ABSENTE, COLONNE_ABSENTE),
         supprimer_colonne("Financement", droit), ""),
        ("colonne de saisie supprimée", ("Versements", ""), (Cause.ABSENTE, COLONNE_ABSENTE),
         supprimer_colonne("Versements", montant), ""),
        ("ligne du barème supprimée", ("Barème", ""), (Cause.ABSENTE, Cause.PARAMETRE, LIGNE_ABSENTE),
         supprimer_ligne("Barème", bareme), ""),
        ("ligne de la feuille Calculs supprimée", ("Calculs", ""), (Cause.ABSENTE, Cause.LIGNE, LIGNE_ABSENTE),
         supprimer_ligne("Calculs", calcul), ""),
        ("ligne d'un tableau libre supprimée, que Calculs citait", ("Calculs", ""),
         (Cause.ABSENTE, Cause.LIGNE, Cause.FORMULE, LIGNE_ABSENTE), supprimer_ligne("Versements", 9), ""),
        ("ligne de financement en double", ("Financement", f"{total}"), _TOUTES,
         ensemble(inserer_ligne("Financement", total), _remplie("Financement", total, "acces_fixe",
          "Accès aux soins")), ""),
        ("seconde rubrique « population » au-dessus de la vraie", ("Identité", "3"), _TOUTES,
         ensemble(saisie("Identité", "A3", "Population du territoire"), saisie("Identité", "B3", 30000.0)), ""),
        ("seconde colonne « Montant reçu » devant la vraie", ("Versements", ""), _TOUTES,
         _colonne_double("Versements", montant), ""),
    )  # fmt: skip
    for nom, lieu, causes, geste, lot in cas:
        yield Falsification(
            nom, "lignes et colonnes", lieu, causes, geste, libreoffice=lot, qui=Qui.TOUS, recalcule=nom in RECALCULEES
        )


def _derniere(prefixe: str) -> int:
    return max(position(lieu)[0] for ident, (_, lieu) in cases().items() if ident.startswith(f"{prefixe}."))


def _colonne_double(feuille: str, colonne: int) -> Geste:
    """Insert a column that bears the header of the true one, with other amounts: who reads by header reads these."""
    lettre = chr(64 + colonne)

    def applique(p: Paquet) -> None:
        titre = str(p.valeur(feuille, f"{lettre}4"))
        inserer_colonne(feuille, colonne, titre).applique(p)
        for ligne in range(5, 19):
            p.poser(feuille, f"{lettre}{ligne}", 99999.0)

    return Geste(
        applique,
        lambda _, apres: (
            apres.valeur(feuille, f"{lettre}4") == apres.valeur(feuille, f"{chr(65 + colonne)}4")
            and apres.valeur(feuille, f"{lettre}5") == 99999.0
        ),
    )


def feuilles() -> Iterator[Falsification]:
    """Yield the sheets deleted, renamed, doubled."""
    cas: tuple[tuple[str, tuple[str, str], tuple[str, ...], Geste], ...] = (
        ("feuille de saisie renommée", ("", ""), (Cause.FEUILLE_ABSENTE,), _renommee("Versements", "Paiements reçus")),
        ("feuille de contrôle renommée", ("", ""), (Cause.FEUILLE_ABSENTE,), _renommee("Contrôles", "Vérifications")),
        ("feuille Contrôles supprimée", ("", ""), (Cause.FEUILLE_ABSENTE,), _supprimee("Contrôles")),
        ("feuille Calculs supprimée", ("", ""), (Cause.FEUILLE_ABSENTE,), _supprimee("Calculs")),
        ("feuille Tableau de bord supprimée", ("", ""), (Cause.FEUILLE_ABSENTE,), _supprimee("Tableau de bord")),
        ("deux feuilles du même nom", ("", ""), (*_TOUTES, REFUS), _doublee("Versements", "Versements")),
        ("feuille au nom voisin, aux montants doublés", ("", ""), _TOUTES, _doublee("Versements", "Vèrsements")),
        (
            "feuille au nom suivi d'un signe qui ne se voit pas",
            ("", ""),
            (Cause.LIBELLE,),
            _doublee("Versements", "Versements\u200b"),
        ),
        (
            "feuille au nom à la lettre cyrillique",
            ("Ver\u0455ements", ""),
            (Cause.LIBELLE,),
            _doublee("Versements", "Ver\u0455ements"),
        ),
        (
            "feuille renommée d'une lettre cyrillique",
            ("Versem\u0435nts", ""),
            (Cause.LIBELLE,),
            _renommee("Versements", "Versem\u0435nts"),
        ),
    )
    for nom, lieu, causes, geste in cas:
        ailleurs = {"feuille de contrôle renommée": "Contrôles", "feuille Contrôles supprimée": "Contrôles",
                    "feuille Calculs supprimée": "Calculs",
                     "feuille Tableau de bord supprimée": "Tableau de bord",
                    "feuille au nom suivi d'un signe qui ne se voit pas": "Une seule est lue",
                    "feuille au nom à la lettre cyrillique": "lettre d'un autre alphabet",
                    "feuille renommée d'une lettre cyrillique": "Retaper le nom"}  # fmt: skip
        cite = ailleurs.get(nom, "Versements")
        yield Falsification(nom, "feuilles", lieu, causes, geste, cite=cite, qui=Qui.TOUS)


def _renommee(feuille: str, neuf: str) -> Geste:
    """Rename a sheet as a spreadsheet does: formulas and names follow."""

    def applique(p: Paquet) -> None:
        cite = re.compile(rf"(?<![\w'])'?{feuille}'?!".encode())
        for partie in (CLASSEUR, *p.feuilles.values()):
            if cite.search(p.parties[partie]):
                p.remplacer(partie, cite.sub(f"'{neuf}'!".encode(), p.parties[partie]))
        p.balise(feuille).set("name", neuf)

    return Geste(
        applique,
        lambda avant, apres: feuille in avant.feuilles and neuf in apres.feuilles and feuille not in apres.feuilles,
    )


def _supprimee(feuille: str) -> Geste:
    """Delete a sheet; what cited it shows #REF!."""

    def applique(p: Paquet) -> None:
        rang = list(p.feuilles).index(feuille)
        cite = re.compile(rf"(?<![\w'])'?{feuille}'?!\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?".encode())
        for partie in (CLASSEUR, *p.feuilles.values()):
            if cite.search(p.parties[partie]):
                p.remplacer(partie, cite.sub(b"#REF!", p.parties[partie]))
        balise = p.balise(feuille)
        balise.getparent().remove(balise)
        for element in list(p.arbre(CLASSEUR).iter(f"{NS}definedName")):
            local = element.get("localSheetId")
            if local is not None and int(local) == rang:
                element.getparent().remove(element)
            elif local is not None and int(local) > rang:
                element.set("localSheetId", str(int(local) - 1))

    return Geste(applique, lambda avant, apres: feuille in avant.feuilles and feuille not in apres.feuilles)


def _doublee(feuille: str, neuf: str) -> Geste:
    """Add a copy of a sheet, its amounts doubled, under a name that a reader would take for the same."""

    def applique(p: Paquet) -> None:
        copie = deepcopy(p.feuille(feuille))
        for lien in ("legacyDrawing", "tableParts", "drawing"):
            for element in copie.findall(f"{NS}{lien}"):
                copie.remove(element)
        sorte = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        p.declarer("xl/worksheets/sheet999.xml", sorte, etree.tostring(copie))
        p.lier(CLASSEUR, "rId999", "worksheet", "worksheets/sheet999.xml")
        groupe = p.arbre(CLASSEUR).find(f"{NS}sheets")
        balise: Any = etree.SubElement(groupe, f"{NS}sheet", name="copie", sheetId="999")
        balise.set(f"{NS_R}id", "rId999")
        for ligne in range(5, 19):
            p.poser("copie", f"D{ligne}", 2 * float(p.valeur(feuille, f"D{ligne}") or 0))
        balise.set("name", neuf)

    return Geste(
        applique,
        lambda avant, apres: (
            len(apres.balises()) == len(avant.balises()) + 1 and [b.get("name") for b in apres.balises()][-1] == neuf
        ),
    )
