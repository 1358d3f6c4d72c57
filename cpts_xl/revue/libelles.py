"""How an input, a step or a fixed word is called, and of which kind it is."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import IDENTITE, TABLEAUX, Champ
from cpts_xl.rules.genres import NOMBRE, TEXTE, Genre, afficher

_IDENTITE = {champ.code: champ for champ in IDENTITE}


def champ_de(ident: str) -> Champ | None:
    """Return the field of an input; None for what nobody types."""
    tableau, _, reste = ident.partition(".")
    if tableau == "identite":
        return _IDENTITE.get(reste)
    code = reste.rpartition(".")[2]
    decrit = TABLEAUX.get(tableau)
    return decrit.champ(code) if decrit is not None and code in decrit.codes else None


def libelle_de(resultat: Resultat, ident: str) -> str:
    """Return the label of a step, or that of an input with what designates its row: « Indicateur A1 : Constaté »."""
    calculee = resultat.par_id.get(ident)
    if calculee is not None:
        return calculee.etape.libelle
    champ = champ_de(ident)
    tableau, _, reste = ident.partition(".")
    rang, _, code = reste.rpartition(".")
    nom = champ.libelle if champ else code.replace("_", " ")
    if tableau == "identite" or tableau not in TABLEAUX:
        return nom
    designe = TABLEAUX[tableau].cle if TABLEAUX[tableau].libre else "libelle"
    cle = resultat.valeurs.get(f"{tableau}.{rang}.{designe}")
    qui = cle if isinstance(cle, str) and cle else f"ligne {rang}" if TABLEAUX[tableau].libre else rang
    return f"{TABLEAUX[tableau].libelle}, {qui} : {nom}"


def genre_de(resultat: Resultat, ident: str) -> Genre:
    """Return the kind of a step or of an input."""
    calculee = resultat.par_id.get(ident)
    if calculee is not None:
        return calculee.etape.regle.retour
    champ = champ_de(ident)
    return champ.genre if champ else TEXTE


def montrer(resultat: Resultat, ident: str) -> str:
    """Return the value of an input or a step as a French reader sees it."""
    return afficher(genre_de(resultat, ident), resultat.valeurs.get(ident))


def montrer_lue(genre: Genre, valeur: Any) -> str:
    """Return a value found in the received file as a French reader sees it, whatever it is."""
    if hasattr(valeur, "code"):
        return str(valeur.code)
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    return afficher(genre if genre.numerique else NOMBRE, valeur)
