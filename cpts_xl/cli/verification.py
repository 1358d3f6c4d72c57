"""The command of the reviewer: a received workbook recomputed, recalculated, compared, and told finding by finding."""

from __future__ import annotations

import argparse
from pathlib import Path

from cpts_xl.cli import signature
from cpts_xl.cli.affichage import avancement, dire, dire_constats
from cpts_xl.cli.documents import comparer_rapport, dire_bilan
from cpts_xl.cli.fichiers import code
from cpts_xl.cli.macros import situer_macros
from cpts_xl.constats import Constat
from cpts_xl.formats import euros
from cpts_xl.workbook.empreinte.etat import etat_du_modele
from cpts_xl.workbook.empreinte.signature import lire_cle
from cpts_xl.workbook.moteurs.recalcul import disponibles
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.verification import comparer_annees, est_la_precedente, passe_recrit, verifier


def verification(options: argparse.Namespace) -> int:
    """Recompute a received workbook and compare every cell; exit 1 when anything differs."""
    # une clé qui n'en est pas une se dit avant tout travail
    cle = None if options.cle_publique is None else lire_cle(options.cle_publique, privee=False)
    lecture = lire_classeur(options.classeur)
    lecture.constats[:] = situer_macros(options.classeur, lecture.constats)
    presents = disponibles()
    voulus = [] if options.sans_recalcul else [m for m in presents if m != "libreoffice" or options.avec_libreoffice]
    with avancement(1) as suivant:
        suivant("recalcul")
        bilan = verifier(lecture, tuple(voulus))
    etat = etat_du_modele(lecture, options.classeur)
    constats = [*lecture.constats, *bilan.constats]
    # d'un modèle altéré, la comparaison a déjà dit chaque cellule : ne rester que sur le verdict et sur ce qu'il porte
    constats += etat.constats[:1] if etat.altere else etat.constats
    if options.rapport is not None:
        constats += comparer_rapport(options.rapport, bilan.layout, bilan.alors)
        dire(f"{options.rapport.name} : nombres, graphiques et phrases comparés à ceux du classeur.")
    if options.annee_precedente is not None:
        constats += _annee_precedente(lecture, options.annee_precedente)
    dire_bilan(options.classeur.name, bilan)
    dire(f"  {etat.phrase} Empreintes : {etat.courtes}.")
    constats += signature.dire_signature(lecture, etat, cle)
    if not voulus and not options.sans_recalcul:
        dire("  Aucun tableur embarqué n'est installé (pip install \"cpts-xl[recalcul]\") : seul l'outil a recalculé.")
    constats = _sans_redites(constats)
    dire_constats(constats)
    if bilan.enjeu:
        plusieurs = sum(1 for c in bilan.constats if c.enjeu) > 1
        double = " Un même euro peut y être compté plusieurs fois." if plusieurs else ""
        dire(f"Euros en jeu, toutes constatations ensemble : {euros(bilan.enjeu)}.{double}")
    if not constats:
        dire("Aucun écart.")
    return code(constats)


def _annee_precedente(lecture: Lecture, chemin: Path) -> list[Constat]:
    """Tell what moved since the workbook of the year before, and return where the past was rewritten."""
    precedente = lire_classeur(chemin)
    if not est_la_precedente(lecture, precedente):
        return passe_recrit(lecture, precedente)  # un seul constat : ce n'est pas elle
    evolutions = comparer_annees(lecture, precedente)
    par_cause: dict[str, int] = {}
    for evolution in evolutions:
        if evolution.cause:
            par_cause[str(evolution.cause)] = par_cause.get(str(evolution.cause), 0) + 1
    detail = ", ".join(f"{cause} : {nombre}" for cause, nombre in sorted(par_cause.items())) or "aucun"
    dire(f"{chemin.name} : {len(evolutions)} lignes comparées à l'année précédente ; changements : {detail}.")
    return passe_recrit(lecture, precedente)


def _sans_redites(constats: list[Constat]) -> list[Constat]:
    """Return the findings, the gravest one per cell and cause: the reading and the comparison may see the same text."""
    gardes: dict[object, Constat] = {}
    for constat in constats:
        cle = (constat.feuille, constat.cellule, str(constat.cause)) if constat.cellule else id(constat)
        if cle not in gardes or constat.gravite.rang < gardes[cle].gravite.rang:
            gardes[cle] = constat
    return list(gardes.values())
