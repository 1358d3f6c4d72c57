"""The commands of the coordinator's year: upgrade, import the accounts, dates, evidence, tabs."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cpts_xl import __version__
from cpts_xl.cli.affichage import dire, dire_constats
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.fichiers import code, ecrire, lire, nommer_classeur, nommer_copie, nommer_sortie
from cpts_xl.cli.macros import macros_perdues, macros_pour, situer_macros
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import calculer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import nombre, pluriel
from cpts_xl.law.in_force import empreinte as empreinte_textes
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.udf.fiches import fiches
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.absences import perdants
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.recu.upgrade import lire_ancien
from cpts_xl.workbook.reprise.transfer import Transfert, transferer
from cpts_xl.workbook.verification import encre_de


def mettre_a_niveau(options: argparse.Namespace) -> int:
    """Write a workbook of an older version in the present layout; nothing is dropped without being told."""
    nommer_classeur(options.vers, options.classeur, remplacer=options.remplacer)
    lecture, conversion, version = lire_ancien(options.classeur)
    lecture.constats[:] = situer_macros(options.classeur, lecture.constats)
    dire_constats(lecture.constats)
    if perdants(lecture.constats):
        dire("Rien n'a été écrit : les saisies de ce qui manque seraient perdues. Corriger ce qui est dit ci-dessus.")
        return CONSTATS
    dossier = consigner(conversion.dossier, lecture, f"mis à niveau depuis la version {version or 'inconnue'}")
    transfert = transposer(lecture, dossier, conversion.deplaces, conversion.suites, options)
    ecrit = ecrire(options.vers, transfert.contenu, remplacer=options.remplacer)
    dire(f"Classeur mis à niveau (cpts_xl {version or 'inconnu'} vers {__version__}) : {ecrit}")
    lues = sum(1 for valeur in lecture.dossier.saisies().values() if valeur is not None)
    dire(f"  {nombre(lues)} saisie{pluriel(lues)} lue{pluriel(lues)}, toutes reprises.")
    for quoi, ou, devenir in conversion.suites:
        dire(f"  {quoi} ({ou}) : {devenir}.")
    dire_perdus(transfert)
    dire(f"{options.classeur.name} n'a pas été touché.")
    return code(lecture.constats)


def transposer(
    lecture: Lecture,
    dossier: Dossier,
    deplaces: Mapping[str, str | None],
    suites: Sequence[tuple[str, str, str]],
    options: argparse.Namespace,
) -> Transfert:
    """Return a dossier in a new workbook of the same ink, with what the user had added to the one that was read."""
    resultat = calculer(dossier, en_vigueur(dossier.debut))
    simple = any(
        lecture.classeur.feuilles[nom].visible != "visible" for nom in sheets.ORDRE if nom in lecture.classeur.feuilles
    )
    encre = getattr(options, "encre", None) or encre_de(lecture)
    return transferer(
        lecture, resultat, encre, deplaces=deplaces, suites=suites, perdus=macros_perdues(lecture.classeur.chemin),
        empreinte=empreinte_textes(), simple=simple, fonctions=fiches(), macros=macros_pour(options.vers, encre),
    )  # fmt: skip


def consigner(dossier: Dossier, lecture: Lecture, action: str) -> Dossier:
    """Return the dossier with one more line in its journal: what was done, from which file and which inputs."""
    arrete = lecture.dossier.identite.get("arrete")
    ligne: dict[str, Any] = {
        "date": arrete if isinstance(arrete, date) else lecture.dossier.debut,
        "action": action,
        "version": __version__,
        "empreinte": empreinte_saisies(lecture.dossier)[:16],
        "fichier": lecture.classeur.chemin.name,
    }
    return dossier.avec(journaux=(*dossier.liste("journal"), ligne))


def dire_perdus(transfert: Transfert) -> None:
    """Tell what the user had added and is to be done again by hand."""
    perdus = transfert.perdus
    if perdus:
        dire(f"  {len(perdus)} ajout{pluriel(len(perdus))} de votre main à refaire (feuille {sheets.REPRISE}) :")
        for repris in perdus:
            dire(f"    {repris.quoi}, {repris.lieu} : {repris.devenir}")


def importer(options: argparse.Namespace) -> int:
    """Put the accounts of an accountant's export (FEC or balance) into a new copy of the workbook."""
    from cpts_xl.exchange.comptes import en_comptes, en_depenses, lire_comptes  # noqa: PLC0415  (ne sert qu'ici)

    nommer_classeur(options.vers, options.classeur, options.fichier, remplacer=options.remplacer)
    lecture, empeche = lire(options)
    if empeche:
        return CONSTATS
    comptes = lire_comptes(options.fichier)
    dire_constats(comptes.constats)
    precedents = {str(c.get("compte")): c.get("precedent") for c in lecture.dossier.liste("compte")}
    neufs = [{**ligne, "precedent": precedents.get(ligne["compte"])} for ligne in en_comptes(comptes)]
    dossier = lecture.dossier.avec(comptes=neufs)
    s = pluriel(len(neufs))
    suites = [("Comptes", "Comptes", f"{len(neufs)} compte{s} importé{s} de {options.fichier.name} ({comptes.nature})")]
    if options.depenses:
        deja = {d.get("reference") for d in dossier.liste("depense")}
        ajoutees = [d for d in en_depenses(comptes) if d["reference"] not in deja]
        dossier = dossier.avec(depenses=(*dossier.liste("depense"), *ajoutees))
        s = pluriel(len(ajoutees))
        suites.append(("Dépenses", "Dépenses", f"{len(ajoutees)} écriture{s} ajoutée{s}, à rattacher à un poste"))
    dossier = consigner(dossier, lecture, f"import de {options.fichier.name}")
    transfert = transposer(lecture, dossier, {}, suites, options)
    ecrit = ecrire(options.vers, transfert.contenu, remplacer=options.remplacer)
    dire(f"Classeur écrit : {ecrit}")
    for _, _, texte in suites:
        dire(f"  {texte}.")
    dire_perdus(transfert)
    dire("Ensuite : lire la feuille Rapprochement, classe par classe.")
    return code([*lecture.constats, *comptes.constats])


def calendrier(options: argparse.Namespace) -> int:
    """Write the deadlines of the contract as a calendar file."""
    from cpts_xl.engine.echeancier import evenements  # noqa: PLC0415
    from cpts_xl.exchange.agenda import Evenement, agenda  # noqa: PLC0415

    nommer_sortie(options.vers, ".ics", options.classeur, remplacer=options.remplacer)
    lecture, empeche = lire(options)
    if empeche:
        return CONSTATS
    resultat = calculer(lecture.dossier, lecture.droit)
    dates = [Evenement(e.uid, e.jour, e.titre, e.description) for e in evenements(resultat)]
    arrete = lecture.dossier.identite.get("arrete")
    jour = arrete if isinstance(arrete, date) else lecture.dossier.debut
    contenu = agenda(f"CPTS : {lecture.dossier.nom}", dates, version=__version__, arrete=jour)
    ecrit = ecrire(options.vers, contenu, remplacer=options.remplacer)
    combien = f"{len(dates)} date{pluriel(len(dates))}"
    dire(f"Calendrier écrit : {ecrit} ({combien}). L'ouvrir ajoute ces dates à votre agenda.")
    return FAIT


def releve(options: argparse.Namespace) -> int:
    """Write the statement of one professional; his name only if asked."""
    from cpts_xl.engine.releve import releve as dresser  # noqa: PLC0415
    from cpts_xl.workbook.pages.statement import construire_releve  # noqa: PLC0415

    nommer_sortie(options.vers, ".xlsx", options.classeur, remplacer=options.remplacer)
    lecture, empeche = lire(options)
    if empeche:
        return CONSTATS
    resultat = calculer(lecture.dossier, lecture.droit)
    contenu = construire_releve(dresser(resultat, options.professionnel, nominatif=options.avec_noms))
    ecrit = ecrire(options.vers, contenu, remplacer=options.remplacer)
    dire(f"Relevé écrit : {ecrit}")
    return code(lecture.constats)


def affichage(options: argparse.Namespace) -> int:
    """Show six tabs or all of them, in a copy where nothing else changes."""
    from cpts_xl.workbook.reprise.visibility import afficher  # noqa: PLC0415

    nommer_copie(options)
    visibles = sheets.MODE_SIMPLE if options.mode == "simple" else None
    ecrit = ecrire(options.vers, afficher(options.classeur, visibles), remplacer=options.remplacer)
    dire(f"Classeur écrit en mode {options.mode} : {ecrit}")
    if visibles is not None:
        dire("  Les autres feuilles sont masquées, non supprimées : clic droit sur un onglet, « Afficher… ».")
    return FAIT


def pieces(options: argparse.Namespace) -> int:
    """Tell which pieces of the register are on disk; with --vers, write it in a new copy of the workbook."""
    from cpts_xl.engine.pieces import fichiers_attendus  # noqa: PLC0415

    if options.vers is not None:
        nommer_classeur(options.vers, options.classeur, remplacer=options.remplacer)
    lecture, empeche = lire(options)
    if empeche:
        return CONSTATS
    dossier_pieces: Path = options.dossier
    if not dossier_pieces.is_dir():
        raise SaisieInvalide(f"{dossier_pieces} n'est pas un dossier. Indiquer celui où sont rangées les pièces.")
    lignes = [dict(ligne) for ligne in lecture.dossier.liste("piece")]
    absents: list[Constat] = []
    attendus = fichiers_attendus(lecture.dossier)
    for attendu in attendus:
        rang, chemin = attendu.rang, attendu.chemin
        reel = (dossier_pieces / chemin).resolve()  # un lien ne doit pas mener hors du dossier
        present = reel.is_file() and reel.is_relative_to(dossier_pieces.resolve())
        lignes[rang - 1]["sur_disque"] = "Oui" if present else "Non"
        if not present:
            feuille, adresse = lecture.places.get(f"piece.{rang}.fichier", ("Pièces", ""))
            absents.append(_introuvable(str(chemin), feuille, adresse))
    presentes = len(attendus) - len(absents)
    s = pluriel(presentes)
    dire(f"{presentes} pièce{s} sur {len(attendus)} présente{s} dans « {dossier_pieces} ».")
    dire_constats(absents)
    if options.vers is not None:
        dossier = consigner(lecture.dossier.avec(pieces=lignes), lecture, "présence des pièces vérifiée")
        transfert = transposer(lecture, dossier, {}, [], options)
        dire(f"Classeur écrit : {ecrire(options.vers, transfert.contenu, remplacer=options.remplacer)}")
        dire_perdus(transfert)
    return code([*lecture.constats, *absents])


def _introuvable(chemin: str, feuille: str, adresse: str) -> Constat:
    return Constat(
        Gravite.A_REGARDER,
        "Pièce introuvable sur le disque.",
        feuille,
        adresse,
        chemin,
        cause=Cause.PIECE_ABSENTE,
        remede="La ranger là, ou corriger son nom.",
    )
