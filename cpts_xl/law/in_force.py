"""The texts folded into the law of one day: a later text is a delta, applied from its date of effect."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cpts_xl.errors import ParametreAbsent, ParametreConcurrent, TexteInvalide
from cpts_xl.law.droit import Droit
from cpts_xl.law.fold import plie
from cpts_xl.law.grammaire import lit_toml
from cpts_xl.law.model import en_clair
from cpts_xl.law.reader import lit_acte

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from cpts_xl.law.model import Abrogation, Acte, Parametre, Texte

_TEXTE = re.compile(r"\.toml(\.|$)|^\d{4}-\d{2}-\d{2}", re.IGNORECASE)
"""The name of a text, or what an editor made of it: « ….TOML », « ….toml.txt », « 2027-05-14_avenant-3.txt »."""

__all__ = ["Corpus", "Droit", "abrogations", "charger", "empreinte", "en_vigueur", "historique", "textes"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All the acts of one folder, by date of effect, and the fingerprint of their content."""

    actes: tuple[Acte, ...]
    empreinte: str

    @property
    def textes(self) -> tuple[Texte, ...]:
        """Return the texts by date of effect, then by file name."""
        return tuple(acte.texte for acte in self.actes)

    def en_vigueur(self, jour: date) -> Droit:
        """Return the law of a day; raise ParametreAbsent when no accord was in force yet."""
        jour = jour.date() if isinstance(jour, datetime) else jour
        droit = plie(self.actes, jour)
        if not droit.lignes:
            accords = [acte.texte for acte in self.actes if acte.lignes]
            premier = (
                f" : le premier, {accords[0].court}, prend effet le {en_clair(accords[0].effet)}" if accords else ""
            )
            raise ParametreAbsent(f"Aucun accord n'est en vigueur le {en_clair(jour)}{premier}. Vérifier cette date.")
        return droit

    def historique(self, code: str) -> list[tuple[date, Parametre]]:
        """Return the successive states of a parameter, each with its first day, oldest first; empty when none gives it.

        A later text that keeps a value opens a state too: its value and its text are those of before, not how sure
        we are of it.
        """
        etats: list[tuple[date, Parametre]] = []
        for effet in _effets(self.actes):
            etat = plie(self.actes, effet).parametres.get(code)
            if etat is not None and (not etats or etats[-1][1] != etat):
                etats.append((effet, etat))
        return etats

    def abrogations(self, code: str) -> list[Abrogation]:
        """Return what ended a parameter, oldest first; each ends the last state that took effect before it."""
        return [fin for acte in self.actes for fin in acte.abrogations if code in fin.codes]


def charger(dossier: Path | Traversable) -> Corpus:
    """Read and check every ``*.toml`` of a folder.

    Raise TexteInvalide for a file malformed or misnamed, or for a delta that fits nothing, ParametreConcurrent when two
    texts of the same effect state the same key.
    """
    presents = sorted(dossier.iterdir(), key=lambda un: un.name)
    fichiers = [un for un in presents if un.name.endswith(".toml")]
    for un in presents:
        _refuse_mal_nomme(un.name)
    if not fichiers:
        raise TexteInvalide(f"{dossier} : aucun texte (*.toml) dans ce dossier. Vérifier le chemin.")
    somme = hashlib.sha256()
    actes = []
    for fichier in fichiers:
        try:
            contenu = fichier.read_bytes().decode("utf-8-sig")  # le Bloc-notes de Windows ajoute une marque
        except UnicodeDecodeError as erreur:
            raise TexteInvalide(f"{fichier.name} : n'est pas en UTF-8. L'enregistrer en UTF-8.") from erreur
        actes.append(lit_acte(fichier.name, contenu))
        canon = json.dumps(lit_toml(fichier.name, contenu), default=str, sort_keys=True, ensure_ascii=True)
        somme.update(f"{fichier.name}\n{canon}\n".encode())
    actes.sort(key=lambda acte: (acte.texte.effet, acte.texte.fichier))
    _refuse_homonymes(actes)
    _refuse_concurrents(actes)
    for effet in _effets(actes):
        plie(actes, effet)
    return Corpus(tuple(actes), somme.hexdigest())


@cache
def _maison() -> Corpus:
    return charger(files("cpts_xl.law") / "textes")


def textes() -> tuple[Texte, ...]:
    """Return all the texts of the house, by date of effect."""
    return _maison().textes


@lru_cache(maxsize=512)
def en_vigueur(jour: date) -> Droit:
    """Return the law of a day; raise ParametreAbsent before the first accord (25/08/2019)."""
    return _maison().en_vigueur(jour)


def historique(code: str) -> list[tuple[date, Parametre]]:
    """Return the successive states of a parameter over all the texts of the house, oldest first."""
    return _maison().historique(code)


def abrogations(code: str) -> list[Abrogation]:
    """Return what ended a parameter over all the texts of the house, oldest first."""
    return _maison().abrogations(code)


def empreinte() -> str:
    """Return the sha256, in hexadecimal, of what the texts say: whatever the line endings and comments."""
    return _maison().empreinte


def _effets(actes: Sequence[Acte]) -> list[date]:
    return sorted({acte.texte.effet for acte in actes})


def _refuse_mal_nomme(nom: str) -> None:
    """Refuse what looks like a text and would not be read: left aside in silence, it would be believed in force."""
    if nom.endswith((".toml", "~")) or nom.startswith(".") or _TEXTE.search(nom) is None:
        return
    raise TexteInvalide(
        f"{nom} : ce nom ne finit pas par « .toml », en minuscules et sans rien après ; ce texte ne serait pas lu. "
        "Le renommer (l'explorateur de Windows cache parfois la fin des noms), ou le sortir du dossier."
    )


def _refuse_homonymes(actes: Sequence[Acte]) -> None:
    connus: dict[str, str] = {}
    for acte in actes:
        texte = acte.texte
        if texte.nom in connus:
            raise TexteInvalide(
                f"{texte.fichier}, [texte], clé « nom » : « {texte.nom} » est déjà le nom de "
                f"{connus[texte.nom]}. Donner à chaque texte un nom à lui."
            )
        connus[texte.nom] = texte.fichier


def _refuse_concurrents(actes: Sequence[Acte]) -> None:
    """Two texts of the same effect for one key: no order could be fair, so both are named."""
    vus: dict[tuple[date, str], tuple[Texte, str]] = {}
    for acte in actes:
        origines = [(un.code, un.article or un.source) for un in acte.parametres]
        origines += [(un.code, un.article or un.source) for un in acte.maintiens]
        origines += [(code, un.article or un.source) for un in acte.abrogations for code in un.codes]
        for code, origine in origines:
            ici = (acte.texte.effet, code)
            if ici in vus:
                autre, son_origine = vus[ici]
                raise ParametreConcurrent(
                    f"« {code} » : deux textes de même date d'effet ({en_clair(ici[0])}) en disposent, "
                    f"{autre.court} ({autre.fichier}, {son_origine}) et {acte.texte.court} "
                    f"({acte.texte.fichier}, {origine}). Corriger une date d'effet, ou retirer l'un des deux."
                )
            vus[ici] = (acte.texte, origine)
