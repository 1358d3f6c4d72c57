"""The command « demo »: the two example CPTS written out, then checked."""

from __future__ import annotations

import argparse
from pathlib import Path

from cpts_xl.cli.affichage import avancement, dire, dire_constats
from cpts_xl.cli.documents import classeur_de, comparer_rapport, dire_bilan, rapport_de
from cpts_xl.cli.fichiers import code, ecrire, nommer_sortie
from cpts_xl.cli.macros import macros_pour, situer_macros
from cpts_xl.constats import Constat
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.ressources import ressource
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.moteurs.recalcul import disponibles
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import Verification, verifier

EXEMPLES = (
    ("exemple.toml", "", "CPTS de taille 3, troisième année"),
    ("exemple-premiere-annee.toml", "premiere-annee", "CPTS de taille 1, première année"),
)
"""The examples kept with the tool, and the folder where each is written."""
DOCUMENTS = (
    ("suivi.xlsm", "classeur de suivi, avec ses fonctions CPTS_… (macros)"),
    ("relecture.xlsx", "copie de relecture, en formules ordinaires"),
    ("rapport.docx", "rapport d'activité"),
)


def demo(options: argparse.Namespace) -> int:
    """Write the three documents of both examples, then check that they agree to the cent."""
    for _, sous, _ in EXEMPLES:
        for nom, _ in DOCUMENTS:
            nommer_sortie(options.vers / sous / nom, Path(nom).suffix, remplacer=True)
    constats: list[Constat] = []
    bilans: list[tuple[str, Verification]] = []
    with avancement(4 * len(EXEMPLES)) as suivant:
        for source, dossier, _sens in EXEMPLES:
            lu = lire_dossier(ressource("workbooks", source))
            resultat = calculer(lu, en_vigueur(lu.debut))
            ici: Path = options.vers / dossier
            suivant(f"{lu.nom} : classeur de suivi")
            vers = ici / DOCUMENTS[0][0]
            octets = classeur_de(resultat, Encre.PYTHON, macros=macros_pour(vers, Encre.PYTHON))
            suivi = ecrire(vers, octets, remplacer=True)
            suivant("copie de relecture")
            relu = ecrire(ici / DOCUMENTS[1][0], classeur_de(resultat, Encre.NATIVE), remplacer=True)
            suivant("rapport d'activité")
            rapport = ecrire(ici / DOCUMENTS[2][0], rapport_de(resultat, None), remplacer=True)
            suivant("vérification")
            lecture = lire_classeur(suivi)
            lecture.constats[:] = situer_macros(suivi, lecture.constats)
            bilans.append((str(Path(dossier) / suivi.name), verifier(lecture)))
            bilans.append((str(Path(dossier) / relu.name), verifier(lire_classeur(relu), disponibles())))
            constats += comparer_rapport(rapport, Layout(resultat))
    constats += [constat for _, bilan in bilans for constat in bilan.constats]
    dire(f"Écrits dans {options.vers} :")
    for _source, dossier, sens in EXEMPLES:
        dire(f"  {sens} :")
        for nom, contenu in DOCUMENTS:
            dire(f"    {Path(dossier) / nom!s:30} {contenu}")
    for nom, bilan in bilans:
        dire_bilan(nom, bilan)
    dire_constats(constats)
    dire("Ensuite : ouvrir suivi.xlsm, changer une case jaune, puis « cpts-xl verifier » et « cpts-xl rapport ».")
    return code(constats)
