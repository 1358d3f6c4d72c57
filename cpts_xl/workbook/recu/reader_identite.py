"""The sheet « Identité » of a received workbook: its inputs found by their label, wherever they stand."""

from __future__ import annotations

from typing import Any, NamedTuple

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.schema import IDENTITE as CHAMPS
from cpts_xl.errors import SaisieInvalide
from cpts_xl.workbook import sheets
from cpts_xl.workbook.layout import IDENTITE_CALCULS
from cpts_xl.workbook.recu.cases_saisies import SaisieFormule, etrangetes
from cpts_xl.workbook.recu.entetes import LISIBLES
from cpts_xl.workbook.recu.locate import Place, entete_de
from cpts_xl.workbook.recu.rubriques import adresse as adresse_de
from cpts_xl.workbook.recu.rubriques import situer
from cpts_xl.workbook.recu.valeur_saisie import valeur_saisie
from cpts_xl.workbook.xlsx.lu import ClasseurLu, FeuilleLue


class IdentiteLue(NamedTuple):
    """What was typed, by code; the place of each input and of each step; what is wrong with the labels."""

    valeurs: dict[str, Any]
    places: dict[str, Place]
    constats: list[Constat]
    formules: list[SaisieFormule]


def lire_identite(classeur: ClasseurLu, feuille: FeuilleLue | None, *, ancien: bool) -> IdentiteLue:
    """Return what the sheet « Identité » says; ``ancien``: a label that is not there is not a finding.

    Raises:
        SaisieInvalide: there is no such sheet.
    """
    if feuille is None and classeur.proprietes.get("cpts_xl_nature") == "revue":
        raise SaisieInvalide(
            f"{classeur.chemin.name} est un classeur de revue : donner le classeur reçu de la CPTS, dont il a été tiré."
        )
    if feuille is None:
        raise SaisieInvalide(
            f"{classeur.chemin.name} : la feuille « {sheets.IDENTITE} » manque. Feuilles présentes : "
            f"{', '.join(classeur.feuilles)}. Lui rendre son nom, ou repartir de « cpts-xl nouveau »."
        )
    entete, colonnes = entete_de(feuille, ("Rubrique", "Valeur"))
    libelle, valeur = colonnes.get("Rubrique", 1), colonnes.get("Valeur", 2)
    calculs = [mot for _, mot in IDENTITE_CALCULS]
    rubriques = situer(feuille, libelle, entete, [(champ.code, champ.libelle) for champ in CHAMPS], calculs)
    identite: dict[str, Any] = {}
    places: dict[str, Place] = {}
    constats: list[Constat] = []
    formules: list[SaisieFormule] = []
    for champ in CHAMPS:
        rubrique = rubriques.get(champ.code)
        if rubrique is None:
            if not ancien:
                constats.append(Constat(
                    Gravite.BLOQUANT if champ.obligatoire else Gravite.A_REGARDER,
                    f"La rubrique « {champ.libelle} » est introuvable.", feuille.nom, cause=Cause.RUBRIQUE_ABSENTE,
                    remede="Remettre son intitulé dans la première colonne.",
                ))  # fmt: skip
            continue
        if rubrique.lu:
            constats.append(Constat(
                Gravite.INFORMATION,
                f"Rubrique lue « {rubrique.lu[:LISIBLES]} » au lieu de « {champ.libelle} » : sa valeur a été lue "
                "à sa place.", feuille.nom, adresse_de(libelle, rubrique), cause=Cause.LIBELLE,
                remede="Rien à corriger si les mots seuls ont changé ; sinon, remettre l'intitulé.",
            ))  # fmt: skip
        place = (feuille.nom, adresse_de(valeur, rubrique))
        places[f"identite.{champ.code}"] = place
        cellule = feuille.cellule(place[1])
        identite[champ.code] = valeur_saisie(cellule, champ)
        constats += etrangetes(cellule, champ, place)
        if cellule is not None and cellule.formule:
            formules.append(SaisieFormule(champ, place, cellule.formule))
    for code, rubrique in situer(feuille, libelle, 0, IDENTITE_CALCULS, ()).items():
        if not rubrique.lu:
            places[f"identite.{code}"] = (feuille.nom, adresse_de(valeur, rubrique))
    return IdentiteLue(identite, places, constats, formules)
