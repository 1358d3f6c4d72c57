"""What was due in a received workbook and is not there: told once per row, column or sheet, not once per cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.engine.schema import TABLEAUX, champ_de
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.anciens import absente_alors
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.recu.read import Lecture, version_de
from cpts_xl.workbook.verification.homographes import trompeur
from cpts_xl.workbook.xlsx.types import ClasseurLu

_REMEDE = "Vérifier qu'aucune ligne ni colonne calculée n'a été supprimée."
_REMETTRE = "La remettre depuis la copie d'origine."
_HORS_TABLE = {"identite": sheets.IDENTITE, "controle": sheets.CONTROLES, "perimetre": sheets.FINANCEMENT_FEUILLE.nom,
               "total": sheets.FINANCEMENT_FEUILLE.nom}  # fmt: skip
_MAL_LUES = frozenset({Cause.ESPACE, Cause.HEURE})
_SAISIES_DE_LIGNE = 2
"""Cells of ours filled in a row of a fixed table from which it is a row, and not a word left there."""


def absences(layout: LayoutRecu, absentes: Sequence[EtapeCalculee]) -> dict[str, Constat]:
    """Return the finding of each step that was not found, by step or by row; steps lost together share theirs."""
    groupes: dict[tuple[str, str], list[EtapeCalculee]] = {}
    version = version_de(layout.lecture.classeur)
    for calculee in absentes:
        if _pas_encore(version, calculee.etape.id):
            continue
        groupes.setdefault(_groupe(layout, calculee.etape.id), []).append(calculee)
    rendues: dict[str, Constat] = {}
    for (sorte, quoi), membres in groupes.items():
        constat = _constat(layout, sorte, quoi, membres)
        rendues |= {calculee.etape.id: constat for calculee in membres}
        if sorte == "ligne":
            rendues[quoi] = constat
    return rendues


def _pas_encore(version: str, ident: str) -> bool:
    """Return whether the version that wrote the workbook did not have this step yet: nothing was removed."""
    prefixe, code = ident.partition(".")[0], ident.rpartition(".")[2]
    return any(f.prefixe == prefixe and absente_alors(version, f.nom, code) for f in sheets.TABLEAUX_FEUILLES)


def _groupe(layout: LayoutRecu, ident: str) -> tuple[str, str]:
    """Return what was lost with a step: its sheet, its row, its column, the totals, or itself alone."""
    prefixe, _, reste = ident.partition(".")
    etendue = layout.etendues.get(prefixe)
    if prefixe == "controle" and not any(i.startswith("controle.") for i in layout.places):
        return "feuille", prefixe
    if etendue is None:
        return ("totaux", "") if prefixe in {"perimetre", "total"} else ("seule", ident)
    if not etendue.lignes:
        return "feuille", prefixe
    rangee = f"{prefixe}.{reste.partition('.')[0]}"
    return ("ligne", rangee) if rangee not in etendue.lignes else ("colonne", f"{prefixe}.{reste.partition('.')[2]}")


def _constat(layout: LayoutRecu, sorte: str, quoi: str, membres: Sequence[EtapeCalculee]) -> Constat:
    prefixe, _, suite = quoi.partition(".")
    n = nombre(len(membres))
    if sorte in {"seule", "totaux"}:
        feuille = _HORS_TABLE.get(membres[0].etape.id.partition(".")[0], "")
        if len(membres) == 1:
            texte = f"« {membres[0].etape.libelle} » est introuvable."
        else:
            texte = f"{n} totaux sont introuvables, dont « {membres[0].etape.libelle} »."
        return Constat(Gravite.BLOQUANT, texte, feuille, cause=Cause.ABSENTE, remede=_REMEDE)
    if sorte == "feuille":
        nom = _HORS_TABLE.get(prefixe) or sheets.feuille_de(prefixe).nom
        message = f"Les {n} valeurs calculées de la feuille « {nom} » sont introuvables."
        return Constat(Gravite.BLOQUANT, message, cause=Cause.FEUILLE_ABSENTE, remede=_REMETTRE)
    decrite = sheets.feuille_de(prefixe)
    feuille = layout.etendues[prefixe].feuille or decrite.nom
    if sorte == "ligne":
        fixe = TABLEAUX[prefixe].rangees is not None
        return Constat(
            Gravite.BLOQUANT if fixe else Gravite.A_REGARDER,
            f"La ligne « {suite} » n'a pas ses {n} valeurs calculées.", feuille,
            cause=Cause.ABSENTE if fixe else Cause.LIGNE, remede=_REMEDE,
        )  # fmt: skip
    titre = next((col.titre for col in decrite.colonnes if col.code == suite), suite)
    s, nt = pluriel(len(membres)), pluriel(len(membres), "nt")
    message = f"La colonne « {titre} » est introuvable : {n} valeur{s} calculée{s} manque{nt}."
    return Constat(Gravite.BLOQUANT, message, feuille, cause=Cause.ABSENTE, remede=_REMEDE)


def manquantes(layout: LayoutRecu) -> dict[str, Constat]:
    """Return the input sheets and columns that were not found, by table or by column (« versement.montant »).

    The reading already tells each; here is what the values that they feed are told to follow from.
    """
    rendues: dict[str, Constat] = {}
    for feuille in sheets.TABLEAUX_FEUILLES:
        etendue = layout.etendues[feuille.prefixe]
        if not etendue.feuille:
            message = f"Ce que la feuille « {feuille.nom} » donnait aux calculs est perdu avec elle."
            rendues[feuille.prefixe] = Constat(Gravite.BLOQUANT, message, cause=Cause.FEUILLE_ABSENTE, remede=_REMETTRE)
        elif etendue.lignes:
            for col in feuille.saisies:
                if col.code not in etendue.colonnes:
                    message = f"Ce que la colonne « {col.titre} » donnait aux calculs est perdu avec elle."
                    rendues[f"{feuille.prefixe}.{col.code}"] = Constat(
                        Gravite.BLOQUANT, message, etendue.feuille, cause=Cause.ABSENTE, remede=_REMETTRE
                    )
    return rendues


def illisibles(lecture: Lecture) -> dict[str, Constat]:
    """Return the inputs that the formulas read otherwise than the tool, by input: what they feed follows from them."""
    douteuses = {
        (c.feuille, c.cellule): c
        for c in lecture.constats
        if (c.gravite is Gravite.BLOQUANT and c.lu) or c.cause in _MAL_LUES
    }
    rendues: dict[str, Constat] = {}
    for ident, place in lecture.places.items() if douteuses else ():
        constat = douteuses.get(place)
        cellule = lecture.lue(ident) if constat is not None else None
        champ = champ_de(ident)
        if constat is None or cellule is None or champ is None:
            continue
        if constat.cause in _MAL_LUES:
            comptee = constat.cause == Cause.HEURE  # la lecture l'a dite à regarder ; ce qui en découle est faux
            rendues[ident] = replace(
                constat,
                message=f"L'heure de « {champ.libelle} » est comptée par les formules." if comptee else constat.message,
                cause=Cause.HEURE_COMPTEE if comptee else constat.cause,
            )
        elif champ.genre.numerique and isinstance(cellule.valeur, str):
            rendues[ident] = Constat(
                Gravite.BLOQUANT, f"« {champ.libelle} » est un texte : les formules n'y voient pas le nombre.", *place,
                constat.lu, remede=constat.remede, cause=Cause.TEXTE,
            )  # fmt: skip
    return rendues


def feuilles_en_double(classeur: ClasseurLu) -> Iterator[Constat]:
    """Yield the sheets of ours that another sheet imitates, but for an accent or a capital: one of them is not read."""
    vues: dict[str, str] = {}
    notres = {normaliser(nom): nom for nom in sheets.ORDRE}
    for nom in classeur.feuilles:
        cle = normaliser(nom)
        if cle in vues and cle in notres:
            signe = trompeur(nom) or trompeur(vues[cle])
            porte = f" (l'une porte {signe})" if signe else ""
            yield Constat(
                Gravite.BLOQUANT, f"Deux feuilles se nomment « {notres[cle]} », à une lettre près : « {vues[cle]} » et "
                f"« {nom} »{porte}. Une seule est lue.", cause=Cause.LIBELLE,
                remede="Renommer celle qui a été ajoutée, puis vérifier à nouveau.",
            )  # fmt: skip
        vues.setdefault(cle, nom)
    for nom in (sheets.CALCULS, sheets.TABLEAU_DE_BORD):
        if normaliser(nom) not in vues:
            yield Constat(
                Gravite.A_REGARDER, f"La feuille « {nom} » manque : ses nombres ne sont pas comparés.",
                cause=Cause.FEUILLE_ABSENTE, remede=_REMETTRE,
            )  # fmt: skip


def lignes_inconnues(layout: LayoutRecu) -> Iterator[Constat]:
    """Yield the rows filled inside or just under a table whose rows are fixed, with a code that no text knows."""
    for feuille in sheets.TABLEAUX_FEUILLES:
        etendue = layout.etendues[feuille.prefixe]
        page = layout.lecture.classeur.feuilles.get(etendue.feuille)
        if TABLEAUX[feuille.prefixe].rangees is None or page is None or not etendue.lignes:
            continue
        connus = {normaliser(rangee.partition(".")[2]) for rangee in layout.rangees[feuille.prefixe]}
        colonne = etendue.colonnes.get("code", etendue.colonnes.get(feuille.cle, 0))
        for ligne in range(etendue.haut, etendue.bas + 2):
            cellules = page.ligne(ligne)
            cle = cellules.get(colonne)
            remplies = [c for n, c in cellules.items() if n in etendue.colonnes.values() and c.valeur not in {None, ""}]
            if cle is None or not isinstance(cle.valeur, str) or normaliser(cle.valeur) in connus:
                continue
            if cle.formule is None and len(remplies) >= _SAISIES_DE_LIGNE:
                yield Constat(
                    Gravite.A_REGARDER, f"La ligne {ligne} porte un code, « {cle.valeur} », que les textes ne "
                    "connaissent pas : aucun calcul ne la lit.", etendue.feuille, cle.adresse, cause=Cause.LIGNE,
                    remede="La supprimer, ou la placer hors du tableau.",
                )  # fmt: skip
