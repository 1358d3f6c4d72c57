"""The seal of the findings: what the tool wrote of each, so that a sentence typed over is refused with its cell.

Rows are taken in no order, since a reviewer may sort them. One hash proves the whole; short ones, of each row and of
each column, only tell where to look.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cpts_xl.errors import SaisieInvalide
from cpts_xl.revue.canon import REFAIRE, mot
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.recalcul import CONSTATS
from cpts_xl.revue.tables import Rangee

SCEAU = "cpts_xl_constats"
SUITE = "suite"
CODES = ("gravite", "lieu", "constat", "lu", "attendu", "cause", "enjeu", "remede", SUITE)
COLONNES = tuple(zip(CODES, CONSTATS, strict=True))
ECRITES = CODES[:-1]
"""The columns that the tool writes; the last one is the reviewer's."""
_ENTIER, _COLONNE, _LIGNE = 64, 8, 6
_PAR_PROPRIETE = 40
"""Rows told by one property of the file: Excel keeps 255 letters of each."""
CITEES = 5


def sceau_constats(rangees: Iterable[Sequence[Any]]) -> dict[str, str]:
    """Return the properties that seal the findings, by name, from the columns that the tool writes of each row."""
    mots = [ligne for rangee in rangees if any(ligne := [mot(valeur) for valeur in rangee])]
    lignes = sorted(_lignes(mots))
    par_paquet = range(0, len(lignes), _PAR_PROPRIETE)
    return {SCEAU: f"{_entier(mots)}.{''.join(_colonnes(mots))}"} | {
        f"{SCEAU}_{rang}": "".join(lignes[debut : debut + _PAR_PROPRIETE]) for rang, debut in enumerate(par_paquet, 1)
    }


def exiger_constats(nom: str, proprietes: Mapping[str, str], rangees: Sequence[Rangee]) -> None:
    """Raise ``SaisieInvalide`` when a finding is not the one that the tool wrote, with the cells that were changed."""
    ecrit = proprietes.get(SCEAU, "")
    if not ecrit:
        raise SaisieInvalide(
            f"« {nom} » ne porte pas l'empreinte de ses constats : une version antérieure de l'outil l'a écrite, ou un "
            f"programme l'a retirée. {REFAIRE}"
        )
    pleines = [(r, ligne) for r in rangees if any(ligne := [mot(r[code]) for code in ECRITES])]
    mots = [ligne for _, ligne in pleines]
    if ecrit[:_ENTIER] == _entier(mots):
        return
    dites = _paquets(ecrit[_ENTIER + 1 :], _COLONNE)
    fautives = [code for code, du, lu in zip(ECRITES, dites, _colonnes(mots), strict=False) if du != lu]
    connues = Counter(
        ligne
        for rang in range(1, len(proprietes) + 1)
        for ligne in _paquets(proprietes.get(f"{SCEAU}_{rang}", ""), _LIGNE)
    )
    changees = []
    for rangee, empreinte in zip((r for r, _ in pleines), _lignes(mots), strict=True):
        if connues[empreinte]:
            connues[empreinte] -= 1
        else:
            changees.append(rangee)
    raise SaisieInvalide(
        f"{nom}, feuille « {Onglet.CONSTATS} »{_ou(changees, fautives)} : ce que l'outil avait écrit d'un constat a "
        "été modifié ; le relevé ne citerait plus ce que la vérification a trouvé. N'y saisir que dans la colonne "
        f"« {CONSTATS[-1].titre} ». {REFAIRE}"
    )


def _ou(rangees: Sequence[Rangee], colonnes: Sequence[str]) -> str:
    """Return the cells when what was changed tells them, else the rows; "" when a row is missing or moved."""
    if not rangees:
        return ""
    if not colonnes or (len(rangees) > 1 and len(colonnes) > 1):
        quelles, mot_ = [str(rangee.numero) for rangee in rangees], "ligne"
    else:
        quelles, mot_ = [rangee.adresses[code] for rangee in rangees for code in colonnes], "cellule"
    suite = " et d'autres" if len(quelles) > CITEES else ""
    return f", {mot_}{'s' * (len(quelles) > 1)} {', '.join(quelles[:CITEES])}{suite}"


def _entier(mots: Sequence[Sequence[str]]) -> str:
    return _hache("\n".join(sorted("\t".join(ligne) for ligne in mots)))


def _lignes(mots: Sequence[Sequence[str]]) -> list[str]:
    return [_hache("\t".join(ligne))[:_LIGNE] for ligne in mots]


def _colonnes(mots: Sequence[Sequence[str]]) -> list[str]:
    return [_hache("\n".join(sorted(ligne[rang] for ligne in mots)))[:_COLONNE] for rang in range(len(ECRITES))]


def _paquets(texte: str, taille: int) -> list[str]:
    return [texte[debut : debut + taille] for debut in range(0, len(texte), taille)]


def _hache(texte: str) -> str:
    return hashlib.sha256(texte.encode("utf-8", "replace")).hexdigest()
