"""The commands of the reviewer's desk: the review workbook, the record made from it, where a number comes from."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING

from cpts_xl.cli.affichage import avancement, dire
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.documents import comparer_rapport
from cpts_xl.cli.fichiers import code, ecrire, nommer_sortie
from cpts_xl.cli.macros import situer_macros
from cpts_xl.engine.resultat import calculer
from cpts_xl.formats import pluriel
from cpts_xl.workbook.empreinte.etat import etat_du_modele
from cpts_xl.workbook.moteurs.recalcul import disponibles
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import passe_recrit, verifier

if TYPE_CHECKING:
    from cpts_xl.constats import Constat

LARGEUR_MIN = 60


def revue(options: argparse.Namespace) -> int:
    """Write the review workbook of a received workbook; exit 1 when it found something to look at."""
    from cpts_xl.revue import construire_revue  # noqa: PLC0415  (rien de la revue ne sert ailleurs)
    from cpts_xl.revue.questions import verdict  # noqa: PLC0415
    from cpts_xl.revue.voisines import lire_voisines  # noqa: PLC0415

    lus = (options.classeur, options.annee_precedente, options.rapport)
    nommer_sortie(options.vers, ".xlsx", *lus, remplacer=options.remplacer)
    lecture = lire_classeur(options.classeur)
    lecture.constats[:] = situer_macros(options.classeur, lecture.constats)
    precedente = lire_classeur(options.annee_precedente) if options.annee_precedente else None
    voulus = [m for m in disponibles() if m != "libreoffice" or options.avec_libreoffice]
    with avancement(2) as suivant:
        suivant("recalcul")
        verification = verifier(lecture, () if options.sans_recalcul else tuple(voulus))
        etat = etat_du_modele(lecture, options.classeur)
        rapport: list[Constat] = []
        if options.rapport is not None:
            rapport = comparer_rapport(options.rapport, verification.layout, verification.alors)
        voisines = lire_voisines(options.comparaison, verification.resultat) if options.comparaison else None
        suivant("écriture de la revue")
        contenu = construire_revue(
            verification, precedente=precedente, comparaison=voisines, rapport=rapport, etat=etat
        )
    dire(f"Revue écrite : {ecrire(options.vers, contenu, remplacer=options.remplacer)}")
    dire(f"  {verdict(verification)}")
    passe = passe_recrit(lecture, precedente) if precedente else []
    constats = [*lecture.constats, *verification.constats, *rapport, *passe, *etat.constats]
    if code(constats) == CONSTATS:
        dire("  Des points sont à regarder : la feuille Constats de la revue les porte tous.")
    if not voulus and not options.sans_recalcul:
        dire("  Aucun tableur embarqué n'est installé (pip install \"cpts-xl[recalcul]\") : seul l'outil a recalculé.")
    dire("Ensuite : saisir les valeurs de la CPAM et les valeurs convenues (cases jaunes), l'enregistrer, puis")
    dire("  « cpts-xl releve-decisions » en fait le relevé de décisions en Word.")
    return code(constats)


def expliquer(options: argparse.Namespace) -> int:
    """Tell where a number of a workbook comes from; exit 1 when the file does not hold what is computed."""
    from cpts_xl.revue import connait_les_filets, rendre  # noqa: PLC0415
    from cpts_xl.revue import expliquer as arbre_de  # noqa: PLC0415

    lecture = lire_classeur(options.classeur)
    resultat = calculer(lecture.dossier, lecture.droit)
    arbre = arbre_de(lecture, resultat, options.cellule, profondeur=options.profondeur)
    largeur = max(LARGEUR_MIN, shutil.get_terminal_size((110, 24)).columns - 1)
    dire(rendre(arbre, filets=connait_les_filets(sys.stdout.encoding), largeur=largeur))
    return CONSTATS if any(noeud.alerte for noeud in arbre.parcours()) else FAIT


def releve_decisions(options: argparse.Namespace) -> int:
    """Write the record of the dialogue de gestion from a filled review."""
    from cpts_xl.report.documents.decisions import rediger_decisions, tait_les_constats  # noqa: PLC0415
    from cpts_xl.revue import lire_releve  # noqa: PLC0415

    nommer_sortie(options.vers, ".docx", options.revue, options.modele, remplacer=options.remplacer)
    releve = lire_releve(options.revue)
    contenu = rediger_decisions(releve, modele=options.modele)
    dire(f"Relevé de décisions écrit : {ecrire(options.vers, contenu, remplacer=options.remplacer)}")
    convenues = sum(1 for d in releve.decisions if d.indicateur and d.valeur_convenue is not None)
    lignes, s = len(releve.decisions), pluriel(convenues)
    dire(
        f"  {lignes} ligne{pluriel(lignes)}, {convenues} valeur{s} convenue{s} ; les euros ont été recalculés par "
        "l'outil."
    )
    if releve.constats_phrase:
        dire(f"  Constats qui ont leur suite : {len(releve.constats)}. {releve.constats_phrase}")
    if options.modele and tait_les_constats(releve, options.modele):
        dire(
            f"  À relire : le modèle « {options.modele.name} » n'a pas de place pour les constats, et ce relevé n'en "
            "dit rien. Y copier la partie « Constats et suites données » du modèle fourni, puis recommencer."
        )
    for remarque in releve.remarques:
        dire(f"  À relire : {remarque}")
    dire("Ensuite : le relire, le faire signer, puis reporter les valeurs convenues dans la feuille Indicateurs.")
    return FAIT
