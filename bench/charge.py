"""A CPTS far larger than any: thousands of spending lines and of participations, computed, written, recalculated, read.

Rows are made from the fields of the tables, so that a table that gains a field is still filled.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from bench import pair
from bench.mesure import dire_duree, duree, juger, titre
from bench.objectifs import LIRE
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.schema import TABLEAUX, Champ, postes
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.ressources import ressource
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.xlsx import lu as xlsx_lu

T = TypeVar("T")

LIGNES: Mapping[str, int] = {"depense": 5_000, "participation": 2_000, "indemnite": 2_000}
"""How many rows each table receives, if it is one that a user fills."""
RECALCULER, DELAI = 5.0, 600.0
_FORMULE = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)")


def dossier_charge(lignes: Mapping[str, int] = LIGNES) -> Dossier:
    """Return the example with thousands of rows in its longest tables."""
    exemple = lire_dossier(ressource("workbooks", "exemple.toml"))
    droit = en_vigueur(exemple.debut)
    admis = _admis(exemple, droit)
    tables = {
        tableau.pluriel: tuple(_rangee(tableau.champs, rang, exemple, admis) for rang in range(lignes[code]))
        for code, tableau in TABLEAUX.items()
        if code in lignes and tableau.libre
    }
    return exemple.avec(**tables)


def _admis(exemple: Dossier, droit: Any) -> dict[str, tuple[str, ...]]:
    """Return the codes of each list that a field may name: those of the law, then the keys of the other tables."""
    admis = {
        "LISTE_POSTES": tuple(postes(droit)),
        "LISTE_LIGNES": tuple(ligne.code for ligne in droit.lignes),
        "LISTE_MISSIONS": tuple(mission.code for mission in droit.missions),
    }
    for code, tableau in TABLEAUX.items():
        if tableau.libre:
            cles = (rangee.get(tableau.cle) for rangee in exemple.liste(code))
            admis[f"{code}_{tableau.cle}".upper()] = tuple(dict.fromkeys(cle for cle in cles if cle))
    return admis


def _rangee(
    champs: tuple[Champ, ...], rang: int, exemple: Dossier, admis: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Return one plausible row: every field that must be typed, and the words, days and amounts that often are."""
    rangee: dict[str, Any] = {}
    for place, champ in enumerate(champs):
        genre, choix = champ.genre.code, champ.choix or admis.get(champ.liste, ())
        if choix:
            # une clé de répartition remplacerait le poste, une action le répéterait : seuls les codes dus sont mis
            due = champ.obligatoire or champ.code == "poste" or bool(champ.choix)
            rangee[champ.code] = choix[(rang // (place + 1)) % len(choix)] if due else None
        elif genre == "jour":
            rangee[champ.code] = exemple.debut + timedelta(days=(rang * 37) % 360)
        elif genre == "montant":
            rangee[champ.code] = Fraction(500 + (rang * 7_919) % 90_000, 100) if champ.obligatoire else None
        elif genre == "nombre":
            rangee[champ.code] = Fraction(1 + rang % 6, 2)
        elif genre == "texte" and champ.code != "compte":  # un numéro de compte au hasard contredirait la nature
            rangee[champ.code] = f"{champ.libelle} n° {rang + 1}"
    return rangee


def mesurer(dossier_temporaire: Path) -> None:
    """Print what each work lasts on this dossier, once each: they are long."""
    dossier = dossier_charge()
    longues = ", ".join(
        f"{TABLEAUX[c].libelle} : {n} lignes" for c, n in LIGNES.items() if c in TABLEAUX and TABLEAUX[c].libre
    )
    titre(f"{longues} (une fois chacun)")
    droit = en_vigueur(dossier.debut)
    resultat, _ = _chrono("calculer", lambda: calculer(dossier, droit))
    print(f"  {len(resultat.pleines)} calculs", flush=True)
    _chrono("écrire le classeur aux fonctions CPTS_, phrases comprises", lambda: construire(resultat, Encre.PYTHON))
    octets, _ = _chrono("écrire la copie de relecture, phrases gardées", lambda: construire(resultat, Encre.NATIVE))
    relecture = dossier_temporaire / "relecture.xlsx"
    relecture.write_bytes(octets)
    print(f"  {len(octets) / 1e6:.1f} Mo", flush=True)
    _, lire = _chrono("relire : lecteur maison", lambda: xlsx_lu.lire(relecture))
    _, deux_fois = _chrono("relire : openpyxl, deux fois", lambda: pair.lire(relecture))
    lecture, _ = _chrono("relire le dossier et ses constats", lambda: lire_classeur(relecture))
    _chrono("vérifier", lambda: verifier(lecture))
    juger("relire valeurs et formules / openpyxl, deux fois", lire / deux_fois, LIRE)
    if "libreoffice" in recalcul.disponibles():
        _libreoffice(relecture)


def _libreoffice(relecture: Path) -> None:
    """Print what LibreOffice takes, and what it takes without formulas: opening, saving and our reading remain."""
    figee = relecture.with_name("figee.xlsx")
    with zipfile.ZipFile(relecture) as source, zipfile.ZipFile(figee, "w", zipfile.ZIP_DEFLATED) as copie:
        for info in source.infolist():
            partie = source.read(info)
            copie.writestr(info.filename, _FORMULE.sub(b"", partie) if "worksheets/" in info.filename else partie)
    _, tout = _chrono("LibreOffice : ouvrir, recalculer tout, enregistrer, relire", lambda: _recalculer(relecture))
    _, rien = _chrono("LibreOffice : de même, les formules ôtées", lambda: _recalculer(figee))
    juger("LibreOffice : lire et recalculer les formules, par différence", tout - rien, RECALCULER, " s")


def _recalculer(chemin: Path) -> recalcul.Recalcul:
    return recalcul.recalculer(chemin, "libreoffice", DELAI)


def _chrono(nom: str, travail: Callable[[], T]) -> tuple[T, float]:
    rendus: list[T] = []
    secondes = duree(lambda: rendus.append(travail()))
    dire_duree(nom, secondes)
    return rendus[0], secondes
