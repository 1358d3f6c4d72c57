"""What each command does: read, compute, write atomically, and say in French what was written and what to do next."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from cpts_xl.cli import annee, exemples, ouverture, porteurs, rapports, revue, signature
from cpts_xl.cli.affichage import dire
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.campagne import campagne
from cpts_xl.cli.consultation import montrer_droit, montrer_fonctions
from cpts_xl.cli.documents import classeur_de
from cpts_xl.cli.fichiers import code, ecrire, lire, nommer_classeur
from cpts_xl.cli.macros import macros_pour
from cpts_xl.cli.verification import verification
from cpts_xl.engine.anonyme import noms_de, sans_noms
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.formats import nombre
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.rules.dates import plus_mois
from cpts_xl.workbook.inks import Encre

MOIS_PAR_AN = 12
SENS = {
    Encre.NATIVE: "en formules ordinaires",
    Encre.PYTHON: "par les fonctions CPTS_, à installer chez le lecteur",
    Encre.LAMBDA: "par des noms LAMBDA, pour Excel 365 ou 2024",
}


def nouveau(options: argparse.Namespace) -> int:
    """Write an empty working workbook for a contract year."""
    nommer_classeur(options.vers, remplacer=options.remplacer)
    debut = plus_mois(options.signature, MOIS_PAR_AN * (options.annee - 1))
    population = None if options.population is None else Fraction(options.population)
    identite: dict[str, Any] = {
        "nom": options.nom or None, "signature": options.signature, "debut": debut, "population": population,
        "arrete": plus_mois(debut, MOIS_PAR_AN) - timedelta(days=1),
    }  # fmt: skip
    encre = Encre(options.encre)
    macros = macros_pour(options.vers, encre)
    resultat = calculer(Dossier(identite), en_vigueur(debut))
    contenu = classeur_de(resultat, encre, simple=not options.complet, macros=macros)
    ecrit = ecrire(options.vers, contenu, remplacer=options.remplacer)
    dire(f"Classeur de suivi écrit : {ecrit}")
    dire("Ensuite : remplir les cases jaunes, en commençant par la feuille Identité.")
    return FAIT


def relecture(options: argparse.Namespace) -> int:
    """Write the reviewer's copy of a workbook, in native formulas unless another ink is asked for."""
    nommer_classeur(options.vers, options.classeur, remplacer=options.remplacer)
    encre = Encre(options.encre)
    macros = macros_pour(options.vers, encre)
    lecture, empeche = lire(options)
    if empeche:
        return CONSTATS
    dossier = lecture.dossier if options.avec_noms else sans_noms(lecture.dossier)
    resultat = calculer(dossier, lecture.droit)
    ecrit = ecrire(options.vers, classeur_de(resultat, encre, macros=macros), remplacer=options.remplacer)
    dire(f"Copie de relecture écrite : {ecrit}")
    calculs = nombre(Fraction(len(resultat.pleines)))
    dire(f"  {calculs} calculs {SENS[encre]} ; la feuille Calculs les compare à l'outil.")
    if not options.avec_noms and noms_de(lecture.dossier):
        dire("  Les noms des professionnels n'y sont pas : seuls leurs identifiants (--avec-noms pour les garder).")
    dire("Ensuite : la vérifier par « cpts-xl verifier », puis l'envoyer à la CPAM.")
    return code(lecture.constats)


COMMANDES: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": exemples.demo,
    "nouveau": nouveau,
    "ouvrir-annee": ouverture.ouvrir_annee,
    "mettre-a-niveau": annee.mettre_a_niveau,
    "importer": annee.importer,
    "pieces": annee.pieces,
    "calendrier": annee.calendrier,
    "releve": annee.releve,
    "affichage": annee.affichage,
    "relecture": relecture,
    "rapport": rapports.rapport,
    "document": rapports.document,
    "gabarit": rapports.gabarit,
    "verifier": verification,
    "campagne": campagne,
    "revue": revue.revue,
    "expliquer": revue.expliquer,
    "releve-decisions": revue.releve_decisions,
    "signer": signature.signer,
    "cle": signature.cle,
    "droit": montrer_droit,
    "fonctions": montrer_fonctions,
    "installer": porteurs.installer,
    "diagnostic": porteurs.diagnostic,
    "complement": porteurs.complement,
    "complement-libreoffice": porteurs.complement_libreoffice,
    "copie-libreoffice": porteurs.copie_libreoffice,
}
