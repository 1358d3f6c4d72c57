"""What each command does: read, compute, write atomically, and say in French what was written and what to do next."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl import __version__
from cpts_xl.cli.affichage import avancement, dire, dire_constats
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.consultation import montrer_droit, montrer_fonctions
from cpts_xl.constats import Constat, Gravite, bloquants
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law.in_force import empreinte as empreinte_textes
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.ressources import ressource
from cpts_xl.rules.dates import plus_mois
from cpts_xl.workbook.atomique import ecriture
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.read import Lecture, lire_classeur
from cpts_xl.workbook.recalcul import NOMS, disponibles
from cpts_xl.workbook.verify import Verification, verifier

MOIS_PAR_AN = 12


def _ecrire(vers: Path, contenu: bytes, *, remplacer: bool) -> Path:
    """Write a file whole or not at all; return the path really written (another one if it was open)."""
    cible = ecriture(vers, remplacer=remplacer)
    with cible as provisoire:
        provisoire.write_bytes(contenu)
    return cible.ecrit


def _classeur(resultat: Resultat, encre: Encre) -> bytes:
    return construire(resultat, encre, empreinte=empreinte_textes())


def _rapport(resultat: Resultat, modele: Path | None) -> bytes:
    from cpts_xl.report import rediger  # noqa: PLC0415  (python-docx et docxtpl ne servent qu'ici)

    return rediger(
        resultat, modele=modele, adresses=Layout(resultat).adresses(), empreinte=empreinte_saisies(resultat.dossier),
        version=__version__,
    )  # fmt: skip


def demo(options: argparse.Namespace) -> int:
    """Write the example's three documents, then check that they agree to the cent."""
    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    resultat = calculer(dossier, en_vigueur(dossier.debut))
    vers: Path = options.vers
    with avancement(5) as suivant:
        suivant("classeur de suivi")
        suivi = _ecrire(vers / "suivi.xlsx", _classeur(resultat, Encre.PYTHON), remplacer=True)
        suivant("copie de relecture")
        relu = _ecrire(vers / "relecture.xlsx", _classeur(resultat, Encre.NATIVE), remplacer=True)
        suivant("rapport d'activité")
        rapport = _ecrire(vers / "rapport.docx", _rapport(resultat, None), remplacer=True)
        suivant("vérification des deux classeurs")
        bilans = [verifier(lire_classeur(suivi)), verifier(lire_classeur(relu), disponibles())]
        suivant("vérification du rapport")
        constats = [c for bilan in bilans for c in bilan.constats] + _comparer_rapport(rapport, resultat)
    dire(f"Écrits dans {vers} :")
    dire(f"  {suivi.name:16} classeur de suivi, dont les cellules appellent les fonctions CPTS_…")
    dire(f"  {relu.name:16} copie de relecture, en formules ordinaires")
    dire(f"  {rapport.name:16} rapport d'activité")
    for nom, bilan in zip((suivi.name, relu.name), bilans, strict=True):
        _dire_bilan(nom, bilan)
    dire_constats(constats)
    dire("Ensuite : ouvrir suivi.xlsx, changer une case jaune, puis « cpts-xl verifier » et « cpts-xl rapport ».")
    return _code(constats)


def _dire_bilan(nom: str, bilan: Verification) -> None:
    dire(f"{nom} : {bilan.comparees} valeurs recalculées par l'outil, {bilan.identiques} identiques.")
    for moteur, texte in bilan.moteurs.items():
        dire(f"  {NOMS[moteur]} : {texte}.")


def _comparer_rapport(chemin: Path, resultat: Resultat) -> list[Constat]:
    from cpts_xl.report import comparer  # noqa: PLC0415  (python-docx ne sert qu'ici)

    return list(comparer(chemin, resultat, adresses=Layout(resultat).adresses()))


def nouveau(options: argparse.Namespace) -> int:
    """Write an empty working workbook for a contract year."""
    debut = plus_mois(options.signature, MOIS_PAR_AN * (options.annee - 1))
    population = None if options.population is None else Fraction(options.population)
    identite: dict[str, Any] = {
        "nom": options.nom or None, "signature": options.signature, "debut": debut, "population": population,
        "arrete": plus_mois(debut, MOIS_PAR_AN) - timedelta(days=1),
    }  # fmt: skip
    resultat = calculer(Dossier(identite), en_vigueur(debut))
    ecrit = _ecrire(options.vers, _classeur(resultat, Encre.PYTHON), remplacer=options.remplacer)
    dire(f"Classeur de suivi écrit : {ecrit}")
    dire("Ensuite : remplir les cases jaunes, en commençant par la feuille Identité.")
    return FAIT


def _lire(options: argparse.Namespace) -> tuple[Lecture, bool]:
    """Return the workbook read, and whether something unacceptable forbids writing."""
    lecture = lire_classeur(options.classeur)
    dire_constats(lecture.constats)
    empeche = bool(bloquants(lecture.constats)) and not options.malgre_tout
    if empeche:
        dire("Rien n'a été écrit : corriger ces cellules, ou ajouter --malgre-tout.")
    return lecture, empeche


def _code(constats: list[Constat]) -> int:
    """Return the exit code: what is only told for information is not a finding."""
    return CONSTATS if any(c.gravite is not Gravite.INFORMATION for c in constats) else FAIT


def relecture(options: argparse.Namespace) -> int:
    """Write the reviewer's copy of a workbook, in native formulas."""
    _pas_sur_place(options.classeur, options.vers)
    lecture, empeche = _lire(options)
    if empeche:
        return CONSTATS
    resultat = calculer(lecture.dossier, lecture.droit)
    ecrit = _ecrire(options.vers, _classeur(resultat, Encre.NATIVE), remplacer=options.remplacer)
    dire(f"Copie de relecture écrite : {ecrit}")
    dire(f"  {len(resultat.pleines)} calculs en formules ordinaires ; la feuille Calculs les compare à l'outil.")
    dire("Ensuite : la vérifier par « cpts-xl verifier », puis l'envoyer à la CPAM.")
    return _code(lecture.constats)


def rapport(options: argparse.Namespace) -> int:
    """Write the annual report in Word from a filled workbook."""
    _pas_sur_place(options.classeur, options.vers)
    lecture, empeche = _lire(options)
    if empeche:
        return CONSTATS
    resultat = calculer(lecture.dossier, lecture.droit)
    with avancement(1) as suivant:
        suivant("rapport d'activité")
        contenu = _rapport(resultat, options.modele)
    ecrit = _ecrire(options.vers, contenu, remplacer=options.remplacer)
    dire(f"Rapport écrit : {ecrit}")
    if not resultat.complet:
        dire("  Il est marqué « provisoire » : la partie financière est incomplète (voir sa couverture).")
    dire("Ensuite : le relire dans Word ; vos textes libres vivent dans la feuille Textes du classeur.")
    return _code(lecture.constats)


def _pas_sur_place(classeur: Path, vers: Path) -> None:
    if vers.exists() and classeur.exists() and vers.samefile(classeur):
        raise SaisieInvalide(f"{vers.name} est le classeur lu : il n'est jamais récrit. Donner un autre nom à --vers.")


def verification(options: argparse.Namespace) -> int:
    """Recompute a received workbook and compare every cell; exit 1 when anything differs."""
    lecture = lire_classeur(options.classeur)
    presents = disponibles()
    voulus = [] if options.sans_recalcul else [m for m in presents if m != "libreoffice" or options.avec_libreoffice]
    with avancement(1) as suivant:
        suivant("recalcul")
        bilan = verifier(lecture, tuple(voulus))
    constats = [*lecture.constats, *bilan.constats]
    if options.rapport is not None:
        constats += _comparer_rapport(options.rapport, bilan.resultat)
        dire(f"{options.rapport.name} : montants comparés à ceux du classeur.")
    _dire_bilan(options.classeur.name, bilan)
    if not voulus and not options.sans_recalcul:
        dire("  Aucun tableur embarqué n'est installé (pip install \"cpts-xl[recalcul]\") : seul l'outil a recalculé.")
    dire_constats(constats)
    if not constats:
        dire("Aucun écart.")
    return _code(constats)


COMMANDES: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": demo,
    "nouveau": nouveau,
    "relecture": relecture,
    "rapport": rapport,
    "verifier": verification,
    "droit": montrer_droit,
    "fonctions": montrer_fonctions,
}
