"""The commands that bring the functions into a spreadsheet: installation, diagnosis, add-ins."""

from __future__ import annotations

import argparse

from cpts_xl.cli.affichage import dire
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.fichiers import ecrire, nommer_sortie, pas_sur_place
from cpts_xl.errors import EcritureImpossible, SaisieInvalide
from cpts_xl.formats import nombre
from cpts_xl.workbook.atomique import ecriture


def installer(options: argparse.Namespace) -> int:
    """Install, or take away, what Excel needs on this machine, for this user alone."""
    from cpts_xl.poste.installation import deplanifier, executer, planifier  # noqa: PLC0415  (ne sert qu'ici)
    from cpts_xl.poste.machine import Machine  # noqa: PLC0415

    machine = Machine()
    if options.desinstaller:
        executer(deplanifier(machine), dire, essai=options.essai)
        return FAIT
    etapes = planifier(machine, options.depuis, complement=not options.sans_complement)
    executer(etapes, dire, essai=options.essai)
    if not options.essai:
        dire("C'est fait. Fermer Excel s'il est ouvert, puis ouvrir un classeur de suivi .xlsm.")
    return FAIT


def diagnostic(options: argparse.Namespace) -> int:
    """Tell what prevents the functions from computing, and how to mend it."""
    from cpts_xl.poste.controle import code_de_sortie  # noqa: PLC0415  (ne sert qu'ici)
    from cpts_xl.poste.diagnostic import diagnostiquer  # noqa: PLC0415
    from cpts_xl.poste.machine import Machine  # noqa: PLC0415

    controles = diagnostiquer(Machine(), "" if options.classeur is None else str(options.classeur))
    for controle in controles:
        dire(controle.phrase())
    return CONSTATS if code_de_sortie(controles) else FAIT


def complement_libreoffice(options: argparse.Namespace) -> int:
    """Write the extension of LibreOffice."""
    from cpts_xl.udf.calc.paquet import construire_oxt  # noqa: PLC0415  (ne sert qu'ici)

    nommer_sortie(options.vers, ".oxt", remplacer=options.remplacer)
    ecrit = ecrire(options.vers, construire_oxt(), remplacer=options.remplacer)
    dire(f"Extension de LibreOffice écrite : {ecrit}")
    dire("Ensuite : l'ouvrir d'un double clic, accepter, redémarrer LibreOffice (docs/libreoffice.md).")
    return FAIT


def copie_libreoffice(options: argparse.Namespace) -> int:
    """Write a copy of a workbook whose formulas LibreOffice computes with its extension."""
    from cpts_xl.workbook.dialectes import copier_pour_calc  # noqa: PLC0415  (ne sert qu'ici)

    pas_sur_place(options.classeur, options.vers)
    if options.vers.suffix.lower() != ".xlsx":
        raise SaisieInvalide(f"{options.vers.name} : la copie pour LibreOffice n'a pas de macros ; la nommer en .xlsx.")
    nommer_sortie(options.vers, ".xlsx", remplacer=options.remplacer)
    cible = ecriture(options.vers, remplacer=options.remplacer)
    with cible as provisoire:
        total = copier_pour_calc(options.classeur, provisoire)
    dire(f"Copie pour LibreOffice écrite : {cible.ecrit}")
    dire(f"  {nombre(total)} formules y appellent l'extension ; {options.classeur.name} n'a pas été touché.")
    dire("Envoyer à la CPAM le classeur d'origine, ou une copie de relecture : Excel ne connaît pas ces noms-là.")
    return FAIT


def complement(options: argparse.Namespace) -> int:
    """Write the folder of the Office add-in, to be put on a web host.

    Raises:
        EcritureImpossible: a file of the folder is already there and may not be replaced; nothing is written.
    """
    from cpts_xl.udf.officejs import moteur  # noqa: PLC0415  (ne sert qu'ici)
    from cpts_xl.udf.officejs.complement import complement as fichiers  # noqa: PLC0415

    contenus = fichiers(options.adresse, options.pyodide, aide=options.page_aide)
    deja = [chemin for chemin in contenus if (options.vers / chemin).exists()]
    if deja and not options.remplacer:
        raise EcritureImpossible(
            f"{options.vers} contient déjà {deja[0]}. Choisir un autre dossier, ou ajouter --remplacer."
        )
    for chemin, contenu in contenus.items():
        ecrire(options.vers / chemin, contenu, remplacer=options.remplacer)
    dire(f"Complément Office écrit : {options.vers} ({len(contenus)} fichiers, à héberger à {options.adresse}).")
    if options.pyodide is None:
        dire(f"  Il manque le dossier « pyodide » ({', '.join(moteur.FICHIERS)}). {moteur.OBTENIR}.")
        return CONSTATS
    dire("Ensuite : lire docs/complement-office.md avec votre service informatique.")
    return FAIT
