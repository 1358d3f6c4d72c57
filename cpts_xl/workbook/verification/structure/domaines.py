"""Whether the rule of an input cell, as received, lets through more than ours; and how both are told."""

from __future__ import annotations

from cpts_xl.workbook.domaine import lire_condition
from cpts_xl.workbook.verification.attendu import Domaine
from cpts_xl.workbook.verification.manifeste.modele import Validation
from cpts_xl.workbook.verification.manifeste.plages import cible
from cpts_xl.workbook.verification.structure.contexte import Contexte
from cpts_xl.workbook.xlsx.types import lettres

_GENRES = {"list": "une liste", "whole": "un nombre entier", "decimal": "un nombre", "date": "une date",
           "time": "une heure", "textLength": "une longueur de texte", "custom": "une formule"}  # fmt: skip


def plus_large(c: Contexte, colonne: tuple[str, int], regle: Validation, due: Domaine) -> str | None:
    """Return in what the validation of a column (sheet, number) lets through more than ours, or None."""
    if not regle.refuse:
        return "avertit sans refuser"
    if due.genre == "list":
        return _liste_plus_large(c, regle, due)
    return _montant_plus_large(colonne, regle, due) if due.genre == "custom" else _nombre_plus_large(regle, due)


def _nombre_plus_large(regle: Validation, due: Domaine) -> str | None:
    if regle.genre not in {due.genre, "whole"} or (regle.genre == "whole" and due.genre == "date"):
        return "n'est plus celle de ce champ"
    return _hors_bornes(_bornes(regle), due)


def _montant_plus_large(colonne: tuple[str, int], regle: Validation, due: Domaine) -> str | None:
    """Return in what the validation of an amount lets through more than ours, or None.

    Two bounds alone, as older copies have them, are admitted: the reading tells of every amount with more decimals.
    """
    if regle.genre in {"decimal", "whole"}:
        return _hors_bornes(_bornes(regle), due)
    lue = lire_condition((regle.formules or ("",))[0]) if regle.genre == "custom" else None
    if lue is None:
        return "n'est plus celle de ce champ"
    if lue.colonne != lettres(colonne[1]) or lue.feuille not in {"", colonne[0]}:
        return "regarde une autre colonne que la sienne"
    if due.decimales is not None and lue.decimales > due.decimales:
        return "admet plus de deux décimales"
    return _hors_bornes((-lue.borne, lue.borne), due)


def _hors_bornes(bornes: tuple[float | None, float | None] | None, due: Domaine) -> str | None:
    if bornes is None:
        return None  # les bornes sont des formules de l'utilisateur : plus étroites, ou non, nul ne le sait ici
    bas, haut = bornes
    if due.minimum is not None and (bas is None or bas < due.minimum):
        return "admet des valeurs plus petites"
    if due.maximum is not None and (haut is None or haut > due.maximum):
        return "admet des valeurs plus grandes"
    return None


def _bornes(regle: Validation) -> tuple[float | None, float | None] | None:
    """Return the least and the greatest value admitted (None: no bound), or None when a formula tells."""
    nombres: list[float] = []
    for formule in regle.formules[:2]:
        try:
            nombres.append(float(formule))
        except ValueError:
            return None
    if not nombres:
        return None, None
    un = nombres[0]
    deux = nombres[1] if len(nombres) > 1 else un
    return {
        "between": (un, deux), "equal": (un, un), "greaterThan": (un, None), "greaterThanOrEqual": (un, None),
        "lessThan": (None, un), "lessThanOrEqual": (None, un),
    }.get(regle.operateur, (None, None))  # fmt: skip


def _liste_plus_large(c: Contexte, regle: Validation, due: Domaine) -> str | None:
    if regle.genre != "list":
        return "n'est plus une liste"
    source = (regle.formules or ("",))[0].removeprefix("=")
    if due.liste:
        if source.upper() == due.liste.upper():
            return None
        due_zone, lue_zone = cible(c.classeur.noms.get(due.liste, "")), cible(source)
        return None if due_zone is not None and due_zone == lue_zone else "ne lit plus la liste de l'outil"
    if source.startswith('"'):
        mots = {mot.strip().casefold() for mot in source.strip('"').split(",")}
    elif (zone := cible(source)) is not None and zone[0] in c.classeur.feuilles:
        mots = {str(x.valeur).strip().casefold() for _, _, x in c.pleines(*zone)}
    else:
        return "ne lit plus la liste de l'outil"
    ajoutes = mots - {mot.casefold() for mot in due.mots} - {""}
    return f"admet un mot de plus (« {min(ajoutes)} »)" if ajoutes else None


def dire(due: Domaine) -> str:
    """Return what a cell must admit, in words."""
    if due.liste:
        return f"la liste {due.liste}"
    if due.mots:
        return f"un mot parmi : {', '.join(due.mots)}"
    if due.decimales is not None:
        return "un montant, deux décimales au plus"
    return _GENRES[due.genre]


def dire_regle(regle: Validation) -> str:
    """Return what a received rule admits, in words."""
    bornes = " ; ".join(regle.formules[:2])[:120]
    return f"{_GENRES.get(regle.genre, regle.genre)}{f' ({bornes})' if bornes else ''}"
