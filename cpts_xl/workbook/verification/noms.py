"""The defined names that our formulas read: each must stand for the cells that it names, wherever they now are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.formats import jour, nombre
from cpts_xl.rules import CATALOGUE, Regle
from cpts_xl.workbook import sheets
from cpts_xl.workbook.empreinte.jetons import Reference, reference
from cpts_xl.workbook.lambdas import bornes, definitions
from cpts_xl.workbook.layout import NOMS, nom_colonne
from cpts_xl.workbook.pages.lists import colonnes as listes
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.locate import feuille_de_l_outil, normaliser
from cpts_xl.workbook.verification.anteriorite import d_autres_textes, droits_anterieurs
from cpts_xl.workbook.verification.formules import equivalentes
from cpts_xl.workbook.xlsx.types import ClasseurLu, lettres

_REMEDE = "Reprendre la copie d'origine ; les noms se lisent dans Formules, Gestionnaire de noms."
DITS_UN_PAR_UN = 8
"""Names lost that are told one by one; a program that drops them all is told once."""


@dataclass
class NomsLus:
    """The findings on the names, and those whose cells are not ours any more."""

    constats: list[Constat] = field(default_factory=list)
    rediriges: dict[str, str] = field(default_factory=dict)
    """By name, what it stands for in the workbook."""


def noms_de_l_outil() -> tuple[str, ...]:
    """Return every name that the tool gives to a cell or to a column."""
    colonnes = (nom_colonne(f.prefixe, col.code) for f in sheets.TABLEAUX_FEUILLES for col in f.colonnes)
    return (*NOMS.values(), *colonnes)


def comparer_noms(layout: LayoutRecu, bareme: Mapping[str, str]) -> NomsLus:
    """Return the names of ours that are missing, redirected, or hidden by a name of one sheet only."""
    rendu = NomsLus()
    perdus: list[str] = []
    dus = {**layout.noms, **bareme}
    for nom, due in dus.items():
        lue = layout.noms_lus.get(nom)
        if lue is None:
            perdus.append(nom)
        elif not _memes(lue, due):
            rendu.rediriges[nom] = lue
            rendu.constats.append(_constat(layout, nom, lue, due))
    for nom, (titre, mots) in listes(layout.droit).items():
        lue = layout.noms_lus.get(nom)
        if lue is not None and not _liste_tenue(layout.lecture.classeur, lue, titre, len(mots)):
            rendu.constats.append(Constat(
                Gravite.A_REGARDER, f"Le nom {nom} ne donne plus les mots que la saisie admet.", lu=lue,
                attendu=", ".join(mots[:4]) + "…" * (len(mots) > 4), cause=Cause.NOM, remede=_REMEDE,  # noqa: PLR2004  (de quoi reconnaître la liste)
            ))  # fmt: skip
    rendu.constats += _perdus(perdus)
    rendu.constats += _doublures(layout.lecture.classeur, frozenset(dus), rendu)
    return rendu


def _memes(lue: str, due: str) -> bool:
    """Return whether two ranges are the same cells."""
    if lue == due:
        return True
    une, autre = reference(lue), reference(due)
    if une is None or autre is None:
        return False
    return une[1:] == autre[1:] and normaliser(une.feuille) == normaliser(autre.feuille)


def _constat(layout: LayoutRecu, nom: str, lue: str, due: str) -> Constat:
    zone = reference(due)
    feuille, adresse = ("", "") if zone is None else (zone.feuille, f"{lettres(zone.colonne)}{zone.ligne}")
    vraie = next((n for n in layout.lecture.classeur.feuilles if normaliser(n) == normaliser(feuille)), feuille)
    return Constat(
        Gravite.BLOQUANT, f"Le nom {nom} a été redirigé : les formules qui l'emploient lisent d'autres cellules.",
        vraie, adresse, lue, due, _REMEDE, Cause.NOM,
    )  # fmt: skip


def _perdus(perdus: list[str]) -> list[Constat]:
    if len(perdus) > DITS_UN_PAR_UN:
        message = f"{nombre(len(perdus))} noms du classeur ont disparu, dont {', '.join(perdus[:3])}."
        return [Constat(Gravite.BLOQUANT, message, cause=Cause.NOM, remede=_REMEDE)]
    phrases = (f"Le nom {nom} a été supprimé." for nom in perdus)
    return [Constat(Gravite.BLOQUANT, phrase, cause=Cause.NOM, remede=_REMEDE) for phrase in phrases]


def _doublures(classeur: ClasseurLu, notres: frozenset[str], rendu: NomsLus) -> list[Constat]:
    """Return the names of one sheet of ours that hide one of ours: the formulas of that sheet would read them."""
    constats = []
    for cle, cible in classeur.noms.items():
        feuille, _, nom = cle.rpartition("!")
        # sur une feuille dupliquée, le tableur double les noms : aucune formule de l'outil ne les lit
        if feuille and nom.upper() in notres and feuille_de_l_outil(feuille):
            rendu.rediriges[nom.upper()] = cible
            constats.append(Constat(
                Gravite.BLOQUANT, f"Un nom {nom}, propre à cette feuille, y prend la place de celui du classeur.",
                feuille, lu=cible, cause=Cause.NOM, remede="Le supprimer : Formules, Gestionnaire de noms.",
            ))  # fmt: skip
    return constats


def _liste_tenue(classeur: ClasseurLu, lue: str, titre: str, nombre: int) -> bool:
    """Return whether a name of list stands for the cells under its title, all of them; their words are told apart."""
    zone: Reference | None = reference(lue)
    feuille = None if zone is None else classeur.feuilles.get(zone.feuille)
    if zone is None or feuille is None or zone.derniere_ligne - zone.ligne + 1 < nombre:
        return False
    entete = feuille.cellule(f"{lettres(zone.colonne)}{zone.ligne - 1}")
    return entete is not None and normaliser(entete.valeur) == normaliser(titre)


def comparer_lambda(layout: LayoutRecu, registre: Mapping[str, Regle] = CATALOGUE) -> NomsLus:
    """Return the LAMBDA names whose content is not what we write: each cell that calls them would be wrong.

    A copy written before a later text could not know it: without the bound of that text, its names are authentic.
    ``registre`` holds the rules as the version that wrote the copy read them.
    """
    rendu = NomsLus()
    classeur, pris = layout.lecture.classeur, noms_de_l_outil()
    dues = definitions(layout.droit, pris, registre)
    autres = [nom for nom, due in dues.items() if not _dit(layout.noms_lus.get(nom), due)]
    if autres and d_autres_textes(classeur):
        anciennes = (definitions(ancien, pris, registre) for ancien in droits_anterieurs(layout.droit))
        restes = ([nom for nom in autres if not _dit(layout.noms_lus.get(nom), d[nom])] for d in anciennes)
        reste = min(restes, key=len)
        if len(reste) < len(autres):
            rendu.constats.append(_copie_anterieure(layout.droit))
        autres = reste
    for nom in autres:
        contenu = layout.noms_lus.get(nom)
        etat = "a été supprimé" if contenu is None else "a été modifié"
        rendu.rediriges[nom] = contenu or ""
        rendu.constats.append(Constat(
            Gravite.BLOQUANT,
            f"Le nom {nom} {etat} : les cellules qui l'appellent ne disent plus le calcul de l'outil.",
            cause=Cause.NOM, remede=_REMEDE,
        ))  # fmt: skip
    return rendu


def _dit(contenu: str | None, due: str) -> bool:
    return contenu is not None and equivalentes(contenu, due, "")


def _copie_anterieure(droit: Any) -> Constat:
    """Return what is told of a copy that ends its law later than today's texts do: true when it was written."""
    suite = bornes(droit)[1]
    fin = f" qui prend effet le {jour(suite)}" if suite else ""
    return Constat(
        Gravite.INFORMATION,
        f"Cette copie LAMBDA a été écrite avant que l'outil connaisse le texte{fin} : ses calculs de l'année sont "
        "justes, mais ses fonctions répondraient aussi pour un jour que ce texte gouverne.",
        remede="La récrire par « cpts-xl relecture » pour qu'elles s'arrêtent la veille.",
    )  # fmt: skip
