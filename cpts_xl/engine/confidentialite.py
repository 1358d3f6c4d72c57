"""What must not be in a dossier: social-security numbers, hence patients. Found in any text, however written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.schema import LISTES_LIBRES, TABLEAUX

_SEPARE = r"[\s\u00a0\u202f.-]?"
_NIR = re.compile(
    rf"(?<!\d)([12]){_SEPARE}(\d{{2}}){_SEPARE}(0[1-9]|1[0-2]){_SEPARE}(\d[\dAB]){_SEPARE}(\d{{3}}){_SEPARE}(\d{{3}})"
    rf"(?:{_SEPARE}(\d{{2}}))?(?!\d)"
)
_CLE = 97
_CORSE = {"2A": "19", "2B": "18"}
"""How the key of a number born in Corsica is computed (INSEE)."""

_LONGUEUR = 13
"""Characters of the shortest number: a shorter text cannot hold one, and is not looked at."""

_TITRE = re.compile(
    r"\bnir\b|\bn(?:o|um|umero)? ?(?:de |d )?(?:la )?(?:secu|securite sociale|ss|assure social)\b"
    r"|\bimmatriculation (?:secu|sociale|a la securite sociale)|\bcarte vitale\b"
)
_SUITE = 3
"""From how many look-alikes a column is taken for a list of people rather than for references that resemble."""

REMEDE = "L'effacer : aucune donnée de patient n'a sa place dans ce classeur."


def _cle(morceaux: tuple[str, ...]) -> int:
    """Return the two-digit key that the thirteen first characters call for."""
    departement = _CORSE.get(morceaux[3], morceaux[3])
    return _CLE - int("".join((*morceaux[:3], departement, *morceaux[4:6]))) % _CLE


def _texte(valeur: Any) -> str:
    """Return what a cell may hide: its text, or a whole number long enough, as it is written."""
    if isinstance(valeur, str):
        return valeur
    entier = isinstance(valeur, int | Fraction) and not isinstance(valeur, bool) and Fraction(valeur).denominator == 1
    return str(valeur) if entier else ""


def _gravite(texte: str) -> Gravite | None:
    """Return how sure it is that a text holds such a number: its key proves it, or it has no key at all."""
    trouve = _NIR.search(texte) if len(texte) >= _LONGUEUR else None
    if trouve is None:
        return None
    *corps, cle = trouve.groups()
    if cle is None:
        return Gravite.A_REGARDER
    return Gravite.BLOQUANT if int(cle) == _cle(tuple(corps)) else None  # clé fausse : une référence


def colonne_suspecte(titre: str, valeurs: Iterable[Any]) -> str | None:
    """Return, in French, why a column looks like social-security numbers; None when it does not.

    Its header says so, or several of its cells, and at least half of those that are filled, have the shape of one:
    thirteen or fifteen characters, whatever parts them, and whatever their key.
    """
    if _TITRE.search(_plat(titre)):
        return f"La colonne « {titre} » annonce des numéros de sécurité sociale."
    textes = [texte for valeur in valeurs if (texte := _texte(valeur))]
    formes = sum(1 for texte in textes if len(texte) >= _LONGUEUR and _NIR.search(texte))
    if formes >= _SUITE and formes * 2 >= len(textes):
        return f"La colonne « {titre} » ressemble à des numéros de sécurité sociale ({formes} cases)."
    return None


def _plat(titre: str) -> str:
    """Return a header without accent, case nor sign: « N° de sécu. » gives « n de secu »."""
    nu = unicodedata.normalize("NFKD", str(titre).replace("°", " ")).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", nu).split())


def donnees_de_sante(dossier: Dossier) -> Iterator[Anomalie]:
    """Yield each text that holds a social-security number, then each column that looks like a list of them.

    A number is blocking when its key proves it, else to be looked at; a column is blocking.
    """
    for saisie, valeur in dossier.saisies().items():
        if isinstance(valeur, str) and (gravite := _gravite(valeur)) is not None:
            yield Anomalie(saisie, "Cette case ressemble à un numéro de sécurité sociale.", REMEDE, gravite)
    for tableau in LISTES_LIBRES:
        lignes = dossier.liste(tableau)
        if len(lignes) < _SUITE:
            continue
        for champ in TABLEAUX[tableau].champs:
            motif = colonne_suspecte(champ.libelle, (ligne.get(champ.code) for ligne in lignes))
            if motif is not None:
                yield Anomalie(f"{tableau}.1.{champ.code}", motif, REMEDE)
