"""Exceptions of the house: each stops the work and says, in French, what, where and what to do.

Findings of a check are not exceptions: they are records, returned as a list (see ``cpts_xl.constats``).
"""

from __future__ import annotations

import errno


class CptsError(Exception):
    """Le travail s'arrête ; le message dit ce qui est arrivé, où, et que faire."""


class TexteInvalide(CptsError):
    """Un fichier de textes (TOML) est mal formé."""


class ParametreAbsent(CptsError):
    """Aucun texte en vigueur ce jour-là ne donne ce paramètre."""


class ParametreConcurrent(CptsError):
    """Deux textes de même date d'effet donnent le même paramètre."""


class RegleInvalide(CptsError):
    """Une règle sort du vocabulaire des verbes."""


class NomInvalide(CptsError):
    """Un nom de fonction ou d'argument n'est pas admis par un tableur."""


class SaisieInvalide(CptsError):
    """Une saisie empêche de lire le dossier."""


class ClasseurIllisible(CptsError):
    """Le fichier reçu n'est pas un classeur que l'on puisse lire sans danger."""


class GabaritInvalide(CptsError):
    """Le modèle Word contient une balise inconnue ou mal formée."""


class MoteurIndisponible(CptsError):
    """Un moteur de recalcul manque, a refusé le fichier ou n'a pas répondu à temps."""


class EcritureImpossible(CptsError):
    """Le fichier de sortie n'a pas pu être écrit ; rien n'a été laissé à moitié."""


_RAISONS = {
    errno.ENOENT: "fichier ou dossier introuvable",
    errno.EACCES: "accès refusé, ou fichier ouvert dans un autre programme",
    errno.EPERM: "accès refusé",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "une partie du chemin n'est pas un dossier",
    errno.EEXIST: "ce nom est déjà pris",
    errno.ENOTEMPTY: "ce dossier n'est pas vide",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "support en lecture seule",
    errno.EBUSY: "fichier occupé par un autre programme",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EINVAL: "nom que le système n'admet pas",
    errno.EIO: "le disque ou le réseau n'a pas répondu",
    errno.ETIMEDOUT: "le réseau n'a pas répondu",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ELOOP: "lien qui revient sur lui-même",
}


def raison(erreur: OSError) -> str:
    """Return in French why the system refused; what it says itself is in its own language."""
    if erreur.errno is None:
        return str(erreur)
    return _RAISONS.get(erreur.errno, f"erreur {erreur.errno} du système")
