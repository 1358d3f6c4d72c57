"""The verbs that look something up in a table: a value by its code, the n-th largest, the n-th smallest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent, a_completer, refus
from cpts_xl.rules.choix import sans_objet
from cpts_xl.rules.colonnes import LONGUEURS, Plage
from cpts_xl.rules.symbol import INCONNUE, Rang, Symbole, symbolique, texte_formule, texte_phrase, valeur_de

VERBES = ("cherche", "grandeur", "petitesse")


def cherche(cle: Any, cles: Any, valeurs: Any, *, si_absent: Any) -> Any:
    """La valeur en face d'un code ; ``si_absent`` si le code manque ; « À compléter » si la case est vide."""
    if isinstance(cles, Plage):
        rang = f"MATCH({texte_formule(cle)},{cles.formule},0)"
        cellule = f"INDEX({valeurs.formule},{rang})"
        manque = a_completer().texte_natif
        formule = f'IF(ISNUMBER({rang}),IF({cellule}="","{manque}",{cellule}),{texte_formule(si_absent)})'
        resultat: Any = INCONNUE
        phrase = f"{valeurs.parmi}, pour {texte_phrase(cle)}"
        if cles.valeurs is not None and valeurs.valeurs is not None and valeur_de(cle) is not INCONNUE:
            resultat = cherche(valeur_de(cle), cles.valeurs, valeurs.valeurs, si_absent=valeur_de(si_absent))
            phrase = f"{texte_phrase(resultat)} ({phrase})"
        return Symbole(formule, phrase, Rang.ATOME, resultat)
    if isinstance(cle, Absent):
        return cle
    if len(cles) != len(valeurs):
        return refus(LONGUEURS)
    trouve = next((rang for rang, candidat in enumerate(cles) if _egaux(cle, candidat)), None)
    if trouve is None:
        return si_absent
    valeur = valeurs[trouve]
    return a_completer() if valeur is None or valeur == "" else valeur


def _egaux(cle: Any, candidat: Any) -> bool:
    if isinstance(cle, str) and isinstance(candidat, str):
        return cle.casefold() == candidat.casefold()
    return type(cle) is type(candidat) and bool(cle == candidat)


def _ordre(fonction: str, mot: str, valeurs: Any, rang: Any, *, decroissant: bool) -> Any:
    if isinstance(valeurs, Plage) or symbolique(rang):
        r, v = texte_formule(rang), valeurs.formule
        formule = f'IF(COUNT({v})<{r},"{sans_objet().texte_natif}",{fonction}({v},{r}))'
        resultat: Any = INCONNUE
        phrase = f"{mot} {valeurs.contenu}, rang {texte_phrase(rang)}"
        if valeurs.valeurs is not None and valeur_de(rang) is not INCONNUE:
            resultat = _choisi(valeurs.valeurs, valeur_de(rang), decroissant=decroissant)
        return Symbole(formule, phrase, Rang.ATOME, resultat)
    return _choisi(valeurs, rang, decroissant=decroissant)


def _choisi(valeurs: Sequence[Any], rang: Any, *, decroissant: bool) -> Any:
    if isinstance(rang, Absent):
        return rang
    nombres = sorted((v for v in valeurs if isinstance(v, Fraction | date)), reverse=decroissant)
    return nombres[int(rang) - 1] if 0 < rang <= len(nombres) else sans_objet()


def grandeur(valeurs: Any, rang: Any) -> Any:
    """Le nombre de ce rang en partant du plus grand (LARGE) ; sans objet s'il n'y en a pas tant."""
    return _ordre("LARGE", "en partant du plus grand", valeurs, rang, decroissant=True)


def petitesse(valeurs: Any, rang: Any) -> Any:
    """Le nombre de ce rang en partant du plus petit (SMALL) ; sans objet s'il n'y en a pas tant."""
    return _ordre("SMALL", "en partant du plus petit", valeurs, rang, decroissant=False)
