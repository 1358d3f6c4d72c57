"""The other CPTS of a campaign, read in its open data: one line per CPTS and year, no person in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl.engine.resultat import Resultat
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import jour, lire_jour
from cpts_xl.revue.comparaison import BRUTS, NUMEROS, numeros

FICHIER = "cpts_annees.csv"
OCTETS_MAX = 64 * 2**20
"""A line takes about a thousand bytes: sixty thousand CPTS would hold in it."""
_NOMBRE = re.compile(r"-?[0-9]{1,40}(?:[.][0-9]{1,40})?")  # sans exposant : 1e900000000 se calculerait sans fin
_MOTS = {"nom"}


def lire_voisines(dossier: Path, resultat: Resultat) -> list[dict[str, Any]]:
    """Return the other CPTS of a campaign, this one's own line left out; a missing value is None.

    Raises:
        SaisieInvalide: no open data of a campaign there, or unreadable ones; the file and the line are told.
    """
    chemin = next((c for c in (dossier / "donnees" / FICHIER, dossier / FICHIER, dossier) if c.is_file()), None)
    if chemin is None:
        raise SaisieInvalide(
            f"« {dossier.absolute().name} » ne contient pas « {FICHIER} », que « cpts-xl campagne » écrit dans le "
            "dossier « donnees » de sa sortie. Donner ce dossier de sortie, ou lancer d'abord la campagne."
        )
    if chemin.stat().st_size > OCTETS_MAX:
        raise SaisieInvalide(f"« {chemin.name} » est trop gros pour une campagne ({OCTETS_MAX // 2**20} Mo au plus).")
    return list(_lignes(chemin, resultat))


def _lignes(chemin: Path, resultat: Resultat) -> Iterator[dict[str, Any]]:
    siens, debut = numeros(resultat), jour(resultat.dossier.debut)
    try:
        with chemin.open(encoding="utf-8-sig", newline="") as flux:
            for numero, ligne in enumerate(csv.DictReader(flux), 2):
                if "identifiant" not in ligne:
                    raise SaisieInvalide(
                        f"« {chemin.name} », ligne 1 : la colonne « identifiant » manque. Ce n'est pas un fichier de "
                        "« cpts-xl campagne »."
                    )
                lue = lire_jour(str(ligne.get("debut") or ""))
                if not (siens & {ligne["identifiant"], *(ligne.get(code) for code in NUMEROS)}
                        and lue and jour(lue) == debut):  # fmt: skip
                    qui = {code: ligne.get(code) or None for code in ("identifiant", *NUMEROS)}
                    yield {code: _valeur(chemin, numero, code, ligne) for code, _ in BRUTS} | qui
    except (UnicodeDecodeError, csv.Error) as erreur:
        raise SaisieInvalide(
            f"« {chemin.name} » n'est pas un fichier CSV en UTF-8 ({erreur}). Relancer la campagne."
        ) from erreur


def _valeur(chemin: Path, numero: int, code: str, ligne: Mapping[str, str | None]) -> Any:
    brut = (ligne.get(code) or "").strip()
    if not brut or code in _MOTS:
        return brut or None
    if not _NOMBRE.fullmatch(brut):
        raise SaisieInvalide(
            f"« {chemin.name} », ligne {numero}, colonne « {code} » : « {brut[:40]} » n'est pas un nombre tel que la "
            "campagne les écrit (chiffres et point, sans exposant, 40 chiffres au plus). Relancer la campagne."
        )
    return Fraction(brut)
