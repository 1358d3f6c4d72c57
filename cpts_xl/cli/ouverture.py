"""The command of the anniversary: the next contract year, or the first of a renewed contract, in a new workbook."""

from __future__ import annotations

import argparse
from datetime import date
from fractions import Fraction

from cpts_xl.cli.affichage import dire
from cpts_xl.cli.analyse import CONSTATS
from cpts_xl.cli.annee import consigner, dire_perdus, transposer
from cpts_xl.cli.fichiers import code, ecrire, lire, nommer_classeur
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.suite import ouvrir
from cpts_xl.formats import jour


def ouvrir_annee(options: argparse.Namespace) -> int:
    """Open the next contract year, or a renewed contract, from a workbook; the old file is only read."""
    nommer_classeur(options.vers, options.classeur, remplacer=options.remplacer)
    lecture, empeche = lire(options)
    if empeche:
        return CONSTATS
    population = None if options.population is None else Fraction(options.population)
    nouveau: date | None = options.nouveau_contrat
    resultat = calculer(lecture.dossier, lecture.droit)
    ouverture = ouvrir(resultat, population=population, nouveau_contrat=nouveau)
    action = "année ouverte depuis la précédente"
    if nouveau is not None:
        annee, signature = resultat.valeurs["identite.annee"], lecture.dossier.identite["signature"]
        action = f"contrat renouvelé, ouvert depuis l'année {annee} du contrat signé le {jour(signature)}"
    dossier = consigner(ouverture.dossier, lecture, action)
    deplaces = {ident: None for ident in lecture.places if not _tenu(ident, ouverture.rangs_tenus)}
    transfert = transposer(lecture, dossier, deplaces, [(t, t, texte) for t, texte in ouverture.suites], options)
    ecrit = ecrire(options.vers, transfert.contenu, remplacer=options.remplacer)
    dire(f"Année ouverte : {ecrit}" if nouveau is None else f"Année 1 du contrat renouvelé ouverte : {ecrit}")
    for table, texte in ouverture.suites:
        dire(f"  {table} : {texte}.")
    dire_perdus(transfert)
    if nouveau is None:
        dire(f"{options.classeur.name} n'a pas été touché : il reste la preuve de l'année close.")
        dire("Ensuite : recopier la nouvelle annexe (euros, départs, cibles), puis lire la feuille Reprise.")
    else:
        dire(f"{options.classeur.name} n'a pas été touché : il reste la preuve de l'ancien contrat, et suit sa fin.")
        dire(
            "Ensuite : recopier le contrat et son annexe (missions, euros, départs, cibles), puis lire la feuille "
            "Reprise."
        )
    return code(lecture.constats)


def _tenu(ident: str, tenus: frozenset[str]) -> bool:
    """Return whether an input keeps its row from a year to the next: a note may then follow it."""
    table, _, reste = ident.partition(".")
    return not reste.split(".")[0].isdigit() or table in tenus
