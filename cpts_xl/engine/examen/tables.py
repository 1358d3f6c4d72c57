"""The check of every other table: each value against its field, each code against what the law knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.examen.commun import examiner_champ, mot_lu
from cpts_xl.engine.examen.mots_lus import message_du_code, remede_du_code
from cpts_xl.engine.schema import LISTES_LIBRES, TABLEAUX, TABLES_FIXES, postes

_A_PART = {"indicateur", "mission", "ligne"}
"""Tables that have a check of their own."""


def codes_admis(droit: Any) -> dict[str, frozenset[str]]:
    """Return the codes that the law knows, by the name of the list that offers them."""
    return {liste: frozenset(libelles) for liste, libelles in libelles_admis(droit).items()}


def libelles_admis(droit: Any) -> dict[str, dict[str, str]]:
    """Return the label of each code that the law knows, by the name of the list that offers them."""
    return {
        "LISTE_MISSIONS": {mission.code: mission.libelle for mission in droit.missions},
        "LISTE_POSTES": postes(droit),
        "LISTE_LIGNES": {ligne.code: ligne.libelle for ligne in droit.lignes},
    }


def tables(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the tables that only need their fields and codes checked."""
    admis = libelles_admis(droit)
    for tableau in LISTES_LIBRES:
        if tableau not in _A_PART:
            for rang, fiche in enumerate(dossier.liste(tableau), 1):
                yield from _ligne(f"{tableau}.{rang}", tableau, fiche, admis)
    for tableau in TABLES_FIXES:
        if tableau not in _A_PART:
            connues = rangees(tableau, droit)
            for code, fiche in dossier.fiche(tableau).items():
                if code in connues:
                    yield from _ligne(f"{tableau}.{code}", tableau, fiche, admis)


def _ligne(ident: str, tableau: str, fiche: Any, admis: dict[str, dict[str, str]]) -> Iterator[Anomalie]:
    for champ in TABLEAUX[tableau].champs:
        valeur = fiche.get(champ.code)
        yield from examiner_champ(f"{ident}.{champ.code}", champ, valeur)
        codes = admis.get(champ.liste)
        if codes is not None and valeur and valeur not in codes:
            yield Anomalie(
                f"{ident}.{champ.code}",
                message_du_code(valeur, codes, f"« {valeur} » n'est pas connu du texte en vigueur."),
                remede_du_code(valeur, codes),
                lu=mot_lu(str(valeur)),
            )
