"""The commands of the signature: a pair of keys, a signed copy of a workbook, the word said at a verification."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cpts_xl.cli.affichage import dire, dire_constats
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.fichiers import code, ecrire, nommer_copie
from cpts_xl.constats import Constat
from cpts_xl.errors import EcritureImpossible, raison
from cpts_xl.workbook.empreinte.etat import EtatModele, etat_du_modele
from cpts_xl.workbook.empreinte.signature import creer_cles, lire_cle, verifier_signature
from cpts_xl.workbook.empreinte.signature import signer as signer_octets
from cpts_xl.workbook.recu.read import Lecture, lire_classeur

PUBLIQUE = ".publique.pem"


def cle(options: argparse.Namespace) -> int:
    """Write a pair of keys: the private one, readable by its owner only, and the public one beside it."""
    privee: Path = options.vers
    publique = privee.with_name(privee.stem + PUBLIQUE)
    secret, montree = creer_cles()
    _deposer(privee, secret, 0o600)
    try:
        _deposer(publique, montree, 0o644)
    except EcritureImpossible:
        privee.unlink()
        raise
    dire(f"Clé privée écrite : {privee}")
    dire("  Elle seule signe. Ne l'envoyer à personne, ne pas la ranger dans un dossier partagé, en garder une copie.")
    dire("  Qui la possède peut signer à votre place ; perdue, il faut en faire une autre et le faire savoir.")
    if os.name == "nt":
        dire("  Sous Windows, vérifier que seul votre compte peut ouvrir ce fichier.")
    dire(f"Clé publique écrite : {publique}")
    dire("  L'envoyer à la CPAM par un autre chemin que le classeur : elle vérifie par « verifier --cle-publique ».")
    return FAIT


def signer(options: argparse.Namespace) -> int:
    """Write a signed copy of a workbook, in which everything else stays as it is."""
    nommer_copie(options)
    cle = lire_cle(options.cle, privee=True)
    lecture = lire_classeur(options.classeur)
    etat = etat_du_modele(lecture, options.classeur)
    if etat.altere:
        dire(etat.phrase)
        dire_constats(list(etat.constats))
        dire("Rien n'a été écrit : un modèle altéré ne se signe pas.")
        return CONSTATS
    contenu = signer_octets(options.classeur.read_bytes(), lecture, etat, cle)
    ecrit = ecrire(options.vers, contenu, remplacer=options.remplacer)
    dire(f"Classeur signé : {ecrit}")
    dire(f"  {etat.phrase} Empreintes signées : {etat.courtes}.")
    dire("  Une saisie ou une formule changée ensuite rend la signature caduque ; un simple enregistrement, non.")
    return code(list(etat.constats))


def dire_signature(lecture: Lecture, etat: EtatModele, cle_publique: bytes | None) -> list[Constat]:
    """Tell what the signature of a workbook is worth, and return its findings; the key is the PEM that is trusted."""
    signature = verifier_signature(lecture, etat, cle_publique)
    dire(f"  {signature.phrase}")
    return list(signature.constats)


def _deposer(chemin: Path, octets: bytes, droits: int) -> None:
    """Write a new file with its rights from the first byte on; a key is never written over another.

    Raises:
        EcritureImpossible: the file exists, or the folder cannot be written to.
    """
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        numero = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, droits)
    except FileExistsError as erreur:
        raise EcritureImpossible(
            f"« {chemin.name} » existe déjà : une clé n'en remplace jamais une autre. Choisir un autre nom."
        ) from erreur
    except OSError as erreur:
        raise EcritureImpossible(f"« {chemin.name} » n'a pas pu être écrit ({raison(erreur)}).") from erreur
    with os.fdopen(numero, "wb") as flux:
        flux.write(octets)
