"""The verbs that read a range of cells: sums, counts and steps, never skipping a missing value in silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent, a_completer, refus
from cpts_xl.formats import pluriel
from cpts_xl.rules.colonnes import LONGUEURS, Plage, additionner, compter, memes_longueurs, nombres_de, retenir
from cpts_xl.rules.criteres import Borne, serie
from cpts_xl.rules.symbol import INCONNUE, Rang, Symbole, symbolique, texte_formule, texte_phrase, valeur_de

VERBES = (
    "si_complet", "cumul", "compte_si", "compte_atteints", "compte_negatifs", "compte_nombres", "compte_remplis",
    "element", "a_partir_de", "avant", "si_dates",
)  # fmt: skip


def a_partir_de(valeur: Any) -> Borne:
    """Critère : à partir de cette valeur, comprise."""
    return Borne(">=", valeur)


def avant(valeur: Any) -> Borne:
    """Critère : avant cette valeur, non comprise."""
    return Borne("<", valeur)


def _lecture(plage: Any) -> Sequence[Any] | None:
    return plage.valeurs if isinstance(plage, Plage) else plage


def _critere(cle: Any) -> str:
    return f'"{cle.signe}"&{texte_formule(cle.valeur)}' if isinstance(cle, Borne) else texte_formule(cle)


def _clauses(criteres: Sequence[tuple[Any, Any]]) -> str:
    return ",".join(f"{plage.formule},{_critere(cle)}" for cle, plage in criteres)


def _pour(criteres: Sequence[tuple[Any, Any]]) -> str:
    """Return what the rows answer; what a symbol does not name is told with the column where it is looked for."""
    mots: list[str] = []
    bornes: list[str] = []
    for cle, plage in criteres:
        if isinstance(cle, Borne):
            bornes.append(cle.phrase if symbolique(cle.valeur) else f"{cle.phrase} {plage.parmi}")
        else:
            mots.append(texte_phrase(cle) if symbolique(cle) else f"{texte_phrase(cle)} {plage.parmi}")
    pour = f" pour {' et '.join(mots)}" if mots else ""
    return pour + ("," if mots and bornes else "") + (f" {' et '.join(bornes)}" if bornes else "")


def _valeur_cle(cle: Any) -> Any:
    if isinstance(cle, Borne):
        valeur = valeur_de(cle.valeur)
        return INCONNUE if valeur is INCONNUE else Borne(cle.signe, valeur)
    return valeur_de(cle)


def _connues(criteres: Sequence[tuple[Any, Any]], *plages: Any) -> bool:
    lues = [*plages, *(plage for _cle, plage in criteres)]
    return all(_lecture(p) is not None for p in lues) and all(_valeur_cle(cle) is not INCONNUE for cle, _ in criteres)


def _evalues(criteres: Sequence[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [(_valeur_cle(cle), _lecture(plage)) for cle, plage in criteres]


def si_complet(valeurs: Any, alors: Any, *criteres: tuple[Any, Any]) -> Any:
    """Donner ``alors`` si chaque ligne (qui répond aux critères) porte un nombre, sinon « À compléter ».

    SUM et SUMIFS sautent un texte en silence : la formule compte d'abord les lignes et les nombres.
    """
    if isinstance(valeurs, Plage):
        v, clauses = valeurs.formule, _clauses(criteres)
        condition = f"COUNT({v})=ROWS({v})"
        if criteres:
            condition = f'COUNTIFS({clauses})=COUNTIFS({clauses},{v},">="&0)+COUNTIFS({clauses},{v},"<"&0)'
        resultat: Any = INCONNUE
        if _connues(criteres, valeurs):
            resultat = si_complet(_lecture(valeurs), valeur_de(alors), *_evalues(criteres))
        formule = f'IF({condition},{texte_formule(alors)},"{a_completer().texte_natif}")'
        return Symbole(formule, texte_phrase(alors), Rang.ATOME, resultat)
    if not memes_longueurs(valeurs, criteres):
        return refus(LONGUEURS)
    retenues = retenir(valeurs, criteres) if criteres else list(valeurs)
    manquants = len(retenues) - compter(retenues)
    return a_completer(f"{manquants} ligne{pluriel(manquants)} sans montant") if manquants else alors


def si_dates(jours: Any, alors: Any, *criteres: tuple[Any, Any]) -> Any:
    """Donner ``alors`` si chaque ligne qui répond aux critères porte une date, sinon « À compléter »."""
    if isinstance(jours, Plage):
        clauses = _clauses(criteres)
        resultat: Any = INCONNUE
        if _connues(criteres, jours):
            resultat = si_dates(_lecture(jours), valeur_de(alors), *_evalues(criteres))
        condition = f'COUNTIFS({clauses})=COUNTIFS({clauses},{jours.formule},">"&0)'
        formule = f'IF({condition},{texte_formule(alors)},"{a_completer().texte_natif}")'
        return Symbole(formule, texte_phrase(alors), Rang.ATOME, resultat)
    if not memes_longueurs(jours, criteres):
        return refus(LONGUEURS)
    retenus = retenir(jours, criteres)
    manquants = sum(1 for jour in retenus if not (isinstance(jour, Fraction | int | date) and serie(jour) > 0))
    return a_completer(f"{manquants} ligne{pluriel(manquants)} sans date") if manquants else alors


def cumul(valeurs: Any, *criteres: tuple[Any, Any]) -> Any:
    """Somme brute des nombres d'une colonne, filtrée par critères ; à n'employer que sous ``si_complet``."""
    if isinstance(valeurs, Plage):
        total: Any = INCONNUE
        if _connues(criteres, valeurs):
            total = cumul(_lecture(valeurs), *_evalues(criteres))
        v = valeurs.formule
        formule = f"SUMIFS({v},{_clauses(criteres)})" if criteres else f"SUM({v})"
        return Symbole(formule, f"somme {valeurs.contenu}{_pour(criteres)}", Rang.ATOME, total)
    if not memes_longueurs(valeurs, criteres):
        return refus(LONGUEURS)
    return additionner(retenir(valeurs, criteres) if criteres else valeurs)


def compte_si(*criteres: tuple[Any, Any]) -> Any:
    """Nombre de lignes qui répondent aux critères (clé, colonne)."""
    if any(isinstance(plage, Plage) for _cle, plage in criteres):
        compte: Any = INCONNUE
        if _connues(criteres):
            compte = compte_si(*_evalues(criteres))
        return Symbole(f"COUNTIFS({_clauses(criteres)})", f"nombre de lignes{_pour(criteres)}", Rang.ATOME, compte)
    premiere = criteres[0][1]
    if not memes_longueurs(premiere, criteres):
        return refus(LONGUEURS)
    return Fraction(len(retenir(premiere, criteres)))


def _compare(plage: Any, signe: str, borne: Any, mot: str, garde: Any) -> Any:
    if isinstance(plage, Plage):
        compte: Any = INCONNUE
        if plage.valeurs is not None and valeur_de(borne) is not INCONNUE:
            compte = garde(plage.valeurs, valeur_de(borne))
        formule = f'COUNTIF({plage.formule},"{signe}"&{texte_formule(borne)})'
        return Symbole(formule, f"nombre {plage.compte} {mot} {texte_phrase(borne)}", Rang.ATOME, compte)
    return garde(plage, borne)


def compte_atteints(seuils: Any, *, constate: Any, a_la_baisse: bool) -> Any:
    """Nombre de seuils que le constaté atteint : au plus égal à lui (hausse) ou au moins égal (baisse)."""

    def garde(valeurs: Sequence[Any], x: Any) -> Any:
        if isinstance(x, Absent):
            return x
        return Fraction(sum(1 for seuil in nombres_de(valeurs) if (seuil >= x if a_la_baisse else seuil <= x)))

    signe, mot = (">=", "au moins égaux à") if a_la_baisse else ("<=", "au plus égaux à")
    return _compare(seuils, signe, constate, mot, garde)


def compte_negatifs(valeurs: Any) -> Any:
    """Nombre de valeurs strictement négatives."""
    return _compare(
        valeurs, "<", 0, "inférieurs à", lambda liste, _x: Fraction(sum(1 for v in nombres_de(liste) if v < 0))
    )


def compte_nombres(valeurs: Any) -> Any:
    """Nombre de cases qui portent un nombre (COUNT)."""
    if isinstance(valeurs, Plage):
        compte: Any = INCONNUE if valeurs.valeurs is None else compte_nombres(valeurs.valeurs)
        return Symbole(f"COUNT({valeurs.formule})", f"nombre {valeurs.compte}", Rang.ATOME, compte)
    return Fraction(compter(valeurs))


def compte_remplis(valeurs: Any) -> Any:
    """Nombre de cases saisies, quoi qu'elles portent (COUNTA) ; à n'employer que sur une colonne de saisies."""
    if isinstance(valeurs, Plage):
        compte: Any = INCONNUE if valeurs.valeurs is None else compte_remplis(valeurs.valeurs)
        return Symbole(f"COUNTA({valeurs.formule})", f"nombre de cases saisies {valeurs.parmi}", Rang.ATOME, compte)
    return Fraction(sum(1 for valeur in valeurs if valeur is not None and valeur != ""))


def element(valeurs: Any, rang: Any, *, si_aucun: Any) -> Any:
    """L'élément de ce rang ; ``si_aucun`` au rang 0 ; « À compléter » si la case est vide."""
    if isinstance(valeurs, Plage) or symbolique(rang):
        r, v = texte_formule(rang), valeurs.formule
        cellule = f"INDEX({v},{r})"
        formule = f'IF({r}=0,{texte_formule(si_aucun)},IF(ISNUMBER({cellule}),{cellule},"{a_completer().texte_natif}"))'
        resultat: Any = INCONNUE
        phrase = f"{valeurs.phrase} de rang {texte_phrase(rang)}"
        if valeurs.valeurs is not None and valeur_de(rang) is not INCONNUE:
            resultat = element(valeurs.valeurs, valeur_de(rang), si_aucun=valeur_de(si_aucun))
            phrase = f"{texte_phrase(resultat)} ({valeurs.phrase}, rang {texte_phrase(valeur_de(rang))})"
        return Symbole(formule, phrase, Rang.ATOME, resultat)
    if isinstance(rang, Absent):
        return rang
    if rang == 0:
        return si_aucun
    if not 0 < rang <= len(valeurs):
        return a_completer()
    choisi = valeurs[int(rang) - 1]
    return Fraction(choisi) if isinstance(choisi, Fraction | int) else a_completer()
