"""Honest saves by other programs, and edits made in LibreOffice itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from fractions import Fraction

import openpyxl

from cpts_xl.constats import Cause
from cpts_xl.engine.dossier import Dossier
from cpts_xl.workbook import sheets
from cpts_xl.workbook.reprise.visibility import afficher
from tests.sabotage.base import avec_ligne, dossier, ou
from tests.sabotage.gestes import Geste, rien, saisie
from tests.sabotage.gestes_vue import style
from tests.sabotage.h_rangees import feuille_a_soi
from tests.sabotage.modele import Honnete
from tests.sabotage.paquet import Paquet


def programmes() -> Iterator[Honnete]:
    """Yield the saves by other programs, and our own commands."""
    for mode, visibles in (("simple", sheets.MODE_SIMPLE), ("complet", None)):
        yield Honnete(f"affichage {mode}, par notre commande", brut=lambda octets, v=visibles: afficher(octets, v))  # type: ignore[misc]
    yield Honnete("mode simple du classeur de suivi", base="simple", geste=saisie("Mode d'emploi", "A60", "mémo"))
    yield Honnete("enregistré par openpyxl", brut=_openpyxl, admis=(Cause.PERIMEE,))
    yield Honnete("classeur .xlsm enregistré en .xlsx", base="xlsm", brut=_sans_macro)
    yield Honnete(
        "couleur dans le classeur de suivi", style(*ou("ligne.acces_fixe.droit"), fond="FFFFE0B0"), base="python"
    )
    yield Honnete("feuille à soi dans la copie LAMBDA", Geste(feuille_a_soi, rien), base="lambda")
    yield Honnete(
        "macros de l'outil, intactes", base="xlsm", geste=saisie("Mode d'emploi", "A60", "mémo"), fichier="suivi.xlsm"
    )
    yield Honnete(
        "macros de l'outil, classeur renommé en .xlsx", base="xlsm", geste=saisie("Mode d'emploi", "A60", "mémo")
    )
    yield Honnete("enregistré par LibreOffice, recalculé", bureau="intact")
    edits: dict[str, tuple[str, Callable[[], Dossier] | None]] = {
        "ligne insérée et remplie dans LibreOffice": ("ligne_inseree", _de_libreoffice),
        "tableau trié dans LibreOffice": ("lignes_triees", _depenses_triees),
        "indicateurs triés dans LibreOffice, formules comprises": ("indicateurs_tries", _indicateurs_tries),
        "colonne déplacée dans LibreOffice": ("colonne_deplacee", None),
        "colonne à soi insérée dans LibreOffice": ("colonne_inseree", None),
        "valeurs tapées dans LibreOffice": (
            "saisies_tapees", lambda: avec_ligne("versement", 1, montant=Fraction(50_000), reference="BDX retapée")),
        "cellules d'un graphique déplacées dans LibreOffice": ("cellules_de_graphique_deplacees", None),
        "versement coupé puis inséré plus haut dans LibreOffice": (
            "versement_coupe_insere", lambda: _deplacee("versement", 7, 2)),
        "indicateur recopié avec ses formules dans LibreOffice": ("ligne_recopiee", _indicateur_recopie),
        "dernières lignes vides supprimées dans LibreOffice": ("lignes_vides_supprimees", None),
        "feuille et note ajoutées dans LibreOffice": ("feuille_ajoutee", None),
    }  # fmt: skip
    for nom, (tache, declare) in edits.items():
        yield Honnete(nom, declare=declare, bureau=tache)


def _de_libreoffice() -> Dossier:
    """Return what the row inserted by the pilot declares: that of the row above, its amount and reference apart."""
    lignes = list(dossier().liste("versement"))
    lignes.insert(5, {**lignes[4], "montant": Fraction("1234.5"), "reference": "BDX insérée"})
    return Dossier(dossier().identite, dossier().fiches, {**dossier().listes, "versement": tuple(lignes)})


def _deplacee(table: str, rang: int, vers: int) -> Dossier:
    """Return the dossier with a row of a table moved to another rank, both counted from 1."""
    lignes = list(dossier().liste(table))
    lignes.insert(vers - 1, lignes.pop(rang - 1))
    return Dossier(dossier().identite, dossier().fiches, {**dossier().listes, table: tuple(lignes)})


def _indicateur_recopie() -> Dossier:
    lignes = dossier().liste("indicateur")
    recopie = {**lignes[3], "id": "Z9"}
    return Dossier(dossier().identite, dossier().fiches, {**dossier().listes, "indicateur": (*lignes, recopie)})


def _depenses_triees() -> Dossier:
    lignes = tuple(sorted(dossier().liste("depense"), key=lambda ligne: ligne["montant"]))
    return Dossier(dossier().identite, dossier().fiches, {**dossier().listes, "depense": lignes})


def _indicateurs_tries() -> Dossier:
    lignes = tuple(sorted(dossier().liste("indicateur"), key=lambda ligne: ligne["montant_en_jeu"]))
    return Dossier(dossier().identite, dossier().fiches, {**dossier().listes, "indicateur": lignes})


def _openpyxl(octets: bytes) -> bytes:
    tampon = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(octets)).save(tampon)
    return tampon.getvalue()


def _sans_macro(octets: bytes) -> bytes:
    """Return a macro workbook as Excel saves it as .xlsx: the project gone, the type of the main part changed."""
    paquet = Paquet(octets)
    types = paquet.arbre("[Content_Types].xml")
    for element in list(types):
        if element.get("PartName") == "/xl/workbook.xml":
            element.set("ContentType", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
        elif "vba" in (element.get("PartName") or "") or element.get("Extension") == "bin":
            types.remove(element)
    liens = paquet.arbre("xl/_rels/workbook.xml.rels")
    for lien in list(liens):
        if lien.get("Type").endswith("vbaProject"):
            liens.remove(lien)
    del paquet.parties["xl/vbaProject.bin"]
    return paquet.octets()
