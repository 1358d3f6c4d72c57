"""A received workbook as a dossier: what was typed, where it stands, and what is wrong, cell by cell.

Sheets may be reordered, columns and rows added or moved: everything is found by its sheet name, its header and its
code, never by its address.
"""

from __future__ import annotations

from pathlib import Path

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import pluriel
from cpts_xl.workbook import sheets
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.recu.absences import LISIBLES, lisible
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.recu.reader import Lecteur, Lecture
from cpts_xl.workbook.xlsx.lu import SUSPECTE, ClasseurLu, lire, signalements, suspectes
from cpts_xl.workbook.xlsx.types import lettres

__all__ = ["LISIBLES", "Lecteur", "Lecture", "lire_classeur", "version_de"]

APPELANTES_DITES = 20
"""Formulas that call outside told one by one; the first ones are enough to refuse a file."""
FEUILLES_DITES = 5
"""Hidden sheets told one by one; beyond, in one sentence."""
MASQUES_DITS = 3
"""Hidden rows and columns named in a sheet, or hidden sheets past those told one by one: enough to find them."""


def lire_classeur(chemin: Path, *, ancien: bool = False) -> Lecture:
    """Return a received workbook as a dossier with its findings; the file itself is only read.

    ``ancien`` reads a workbook of an older version: what that version did not have is not a finding.

    Raises:
        ClasseurIllisible: the file is not a workbook, or is dangerous.
        SaisieInvalide: it has no sheet « Identité », or no readable first day (no law can be chosen); or it was written
            by another version of the tool, and ``ancien`` was not asked.
    """
    classeur = lire(chemin)
    if not ancien:
        _refuser_autre_version(classeur)
    lecture = Lecteur(classeur, ancien=ancien).lire()
    lecture.constats.extend(_curiosites(lecture.classeur))
    return lecture


def version_de(classeur: ClasseurLu) -> str:
    """Return the version of the tool that wrote a workbook, or "" when it does not say."""
    return str(classeur.proprietes.get("cpts_xl_version", ""))


def _refuser_autre_version(classeur: ClasseurLu) -> None:
    version = version_de(classeur)
    if version and not lisible(version):
        raise SaisieInvalide(
            f"« {classeur.chemin.name} » a été écrit par cpts_xl {version} ; cet outil est en {__version__}, et les "
            f'feuilles ont changé. Le mettre à niveau : cpts-xl mettre-a-niveau "{classeur.chemin.name}" --vers …'
        )


def _curiosites(classeur: ClasseurLu) -> list[Constat]:
    """Return what a reviewer should know of the file itself: macros, links, hidden sheets, rows or columns."""
    appelantes = suspectes(classeur)
    constats = [
        Constat(Gravite.A_REGARDER, fait, cause=Cause.CONTENU)
        for fait in signalements(classeur, appelantes)
        if not (appelantes and fait == SUSPECTE)
    ]
    constats += [
        Constat(
            Gravite.A_REGARDER,
            "Cette formule appelle l'extérieur (lien, service web ou programme) : rien n'a été appelé.",
            nom,
            cellule.adresse,
            en_francais(cellule.formule or ""),
            cause=Cause.CONTENU,
            remede="Ne pas accepter de mettre les liaisons à jour ; demander à la CPTS un nombre, ou la pièce.",
        )
        for nom, cellule in appelantes[:APPELANTES_DITES]
    ]
    masquees = [nom for nom, feuille in classeur.feuilles.items() if feuille.visible != "visible"]
    if len(masquees) > FEUILLES_DITES:  # le mode simple : une phrase, non quarante
        constats.append(Constat(Gravite.INFORMATION, _dire_masquees(masquees, classeur), cause=Cause.MASQUE))
    else:
        constats += [
            Constat(Gravite.INFORMATION, "Cette feuille est masquée.", nom, cause=Cause.MASQUE) for nom in masquees
        ]
    for nom, feuille in classeur.feuilles.items():
        caches = [f"ligne {n}" for n in sorted(feuille.lignes_masquees)]
        caches += [f"colonne {lettres(n)}" for n in sorted(feuille.colonnes_masquees)]
        if caches:
            trop = len(caches) - MASQUES_DITS
            reste = f" et {trop} autre{pluriel(trop)}" if trop > 0 else ""
            message = f"Masqué dans cette feuille : {', '.join(caches[:MASQUES_DITS])}{reste}."
            constats.append(Constat(Gravite.INFORMATION, message, nom, cause=Cause.MASQUE))
    return constats


def _dire_masquees(masquees: list[str], classeur: ClasseurLu) -> str:
    """Return, in one sentence, how many sheets are hidden and which; the simple mode hides its own."""
    simples = {normaliser(nom) for nom in sheets.ORDRE if nom not in sheets.MODE_SIMPLE}
    presentes = {normaliser(nom) for nom in classeur.feuilles}
    if {normaliser(nom) for nom in masquees} == simples & presentes:
        return f"{len(masquees)} feuilles sont masquées : ce sont celles que masque le mode simple."
    trop = len(masquees) - MASQUES_DITS
    return (
        f"{len(masquees)} feuilles sont masquées : {', '.join(masquees[:MASQUES_DITS])} et {trop} autre{pluriel(trop)}."
    )
