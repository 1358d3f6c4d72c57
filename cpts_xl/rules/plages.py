"""The verbs that read a range of cells: sums, counts and steps, never skipping a missing value in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn

from cpts_xl.absence import Absent, a_completer, refus
from cpts_xl.errors import RegleInvalide
from cpts_xl.rules.symbol import INCONNUE, Rang, Symbole, symbolique, texte_formule, texte_phrase, valeur_de

VERBES = (
    "si_complet", "cumul", "compte_si", "compte_atteints", "compte_negatifs", "compte_nombres", "compte_remplis",
    "element", "a_partir_de", "avant", "si_dates",
)  # fmt: skip


LONGUEURS = "colonnes de longueurs différentes"


class Plage:
    """A contiguous range of cells, recorded: its address, how a sentence calls it, its values when known."""

    __slots__ = ("formule", "phrase", "valeurs")

    def __init__(self, formule: str, phrase: str = "", valeurs: Sequence[Any] | None = None) -> None:
        self.formule = formule
        self.phrase = phrase or formule
        self.valeurs = valeurs

    def __bool__(self) -> NoReturn:
        raise RegleInvalide("une colonne n'est ni vraie ni fausse : employer compte_remplis(…) ou compte_nombres(…)")

    def __iter__(self) -> NoReturn:
        raise RegleInvalide("une colonne ne se parcourt pas : employer cumul(…), compte_si(…) ou element(…)")

    def __len__(self) -> NoReturn:
        raise RegleInvalide("« len » ne laisse pas de formule : employer compte_remplis(…) ou compte_nombres(…)")


class Colonne(list[Any]):
    """The values of a range that many steps read: which rows answer a criterion is looked for once.

    It is never changed once made.
    """

    __slots__ = ("_bornes", "_egaux")

    def __init__(self, valeurs: Iterable[Any] = ()) -> None:
        super().__init__(valeurs)
        self._egaux: dict[Any, dict[int, None]] | None = None
        self._bornes: dict[Borne, dict[int, None]] = {}

    def rangs(self, cle: Any) -> dict[int, None]:
        """Return the ranks of the rows that answer a criterion, in order: the keys of the answer."""
        if isinstance(cle, Borne):
            trouves = self._bornes.get(cle)
            if trouves is None:
                trouves = self._bornes[cle] = dict.fromkeys(_repondent(cle, self, range(len(self))))
            return trouves
        if self._egaux is None:
            self._egaux = self._par_valeur()
        return self._egaux.get(cle.casefold() if isinstance(cle, str) else cle, _AUCUN)

    def _par_valeur(self) -> dict[Any, dict[int, None]]:
        """Return the ranks of the rows by what they hold, as ``_meme`` compares it: an empty cell answers nothing."""
        index: dict[Any, dict[int, None]] = {}
        for rang, valeur in enumerate(self):
            if valeur is not None:
                index.setdefault(valeur.casefold() if isinstance(valeur, str) else valeur, {})[rang] = None
        return index

    def __reduce__(self) -> tuple[Any, ...]:
        return Colonne, (list(self),)  # les rangs trouvés ne voyagent pas : ils se retrouvent


_AUCUN: dict[int, None] = {}


def _nombres(valeurs: Sequence[Any]) -> list[Fraction]:
    return [v if type(v) is Fraction else Fraction(v) for v in valeurs if type(v) in _EXACTS]


def _somme(valeurs: Sequence[Any]) -> Fraction:
    """Return the sum of the numbers of a range: by denominator first, for reducing each step would cost the most."""
    totaux: dict[int, int] = {}
    for valeur in valeurs:
        if type(valeur) in _EXACTS:
            n, d = valeur.as_integer_ratio()
            totaux[d] = totaux.get(d, 0) + n
    total = Fraction(totaux.pop(1, 0))
    for d, n in totaux.items():
        total += Fraction(n, d)
    return total


_EXACTS = frozenset({Fraction, int})  # par le type même : Fraction est abstraite, « isinstance » y coûte dix fois plus
_COMPTES = _EXACTS | {date}
_COMPTABLES = (Fraction, int, date)
_VEILLE_DU_PREMIER_JOUR = date(1899, 12, 30)


def _serie(valeur: Any) -> Any:
    """Return a day as the number that a spreadsheet sees; a number is itself."""
    return (valeur - _VEILLE_DU_PREMIER_JOUR).days if isinstance(valeur, date) else valeur


def _compte(valeurs: Sequence[Any]) -> int:
    """Return how many cells hold a number; a day is one, for a spreadsheet."""
    return len([valeur for valeur in valeurs if type(valeur) in _COMPTES])


@dataclass(frozen=True, slots=True)
class Borne:
    """A criterion that is a bound: days from one on, days before one."""

    signe: str
    valeur: Any

    @property
    def phrase(self) -> str:
        """Return « à partir du 15/03/2025 »."""
        mot = "à partir de" if self.signe == ">=" else "avant"
        return f"{mot} {texte_phrase(self.valeur)}"

    def admet(self, candidat: Any) -> bool:
        """Return whether a cell answers, as COUNTIFS decides: only a number or a day may."""
        if not isinstance(candidat, _COMPTABLES) or not isinstance(self.valeur, _COMPTABLES):
            return False
        vu: Any = candidat
        seuil: Any = self.valeur
        if isinstance(vu, date) is not isinstance(seuil, date):  # pour un tableur, un jour est un nombre
            vu, seuil = _serie(vu), _serie(seuil)
        return bool(vu >= seuil if self.signe == ">=" else vu < seuil)


def a_partir_de(valeur: Any) -> Borne:
    """Critère : à partir de cette valeur, comprise."""
    return Borne(">=", valeur)


def avant(valeur: Any) -> Borne:
    """Critère : avant cette valeur, non comprise."""
    return Borne("<", valeur)


def _meme(cle: Any, candidat: Any) -> bool:
    """Return whether a spreadsheet's criterion would match: words without regard to case, numbers by value."""
    if isinstance(cle, Borne):
        return cle.admet(candidat)
    if isinstance(cle, str) and isinstance(candidat, str):
        return cle.casefold() == candidat.casefold()
    return not isinstance(cle, str) and not isinstance(candidat, str) and candidat is not None and cle == candidat


def _repondent(cle: Any, cles: Sequence[Any], rangs: Iterable[int]) -> list[int]:
    """Return, among ranks, those whose cell answers a criterion; words without any call, for there may be thousands."""
    if isinstance(cle, str):
        mot = cle.casefold()
        return [r for r in rangs if type(vu := cles[r]) is str and (vu == cle or vu.casefold() == mot)]
    if isinstance(cle, Borne) and type(cle.valeur) is date:
        seuil, apres = cle.valeur, cle.signe == ">="
        return [
            r for r in rangs
            if (((vu >= seuil) is apres) if type(vu := cles[r]) is date else vu is not None and cle.admet(vu))
        ]  # fmt: skip
    return [r for r in rangs if _meme(cle, cles[r])]


def _retenues(valeurs: Sequence[Any], criteres: Sequence[tuple[Any, Sequence[Any]]]) -> list[Any]:
    """Return the values of the rows that answer every criterion, in order."""
    etroit: dict[int, None] | None = None  # le plus étroit d'abord : les autres ne regardent que ce qu'il garde
    larges = []
    for cle, cles in criteres:
        if type(cles) is Colonne:
            connus = cles.rangs(cle)
            if not connus:
                return []
            if etroit is not None:
                larges.append(etroit if len(connus) < len(etroit) else connus)
            etroit = connus if etroit is None or len(connus) < len(etroit) else etroit
    rangs: Iterable[int] = range(len(valeurs)) if etroit is None else etroit
    for large in larges:
        rangs = [r for r in rangs if r in large]
    for cle, cles in criteres:
        if type(cles) is not Colonne:
            rangs = _repondent(cle, cles, rangs)
    return [valeurs[r] for r in rangs]


def _memes_longueurs(valeurs: Sequence[Any], criteres: Sequence[tuple[Any, Sequence[Any]]]) -> bool:
    attendue = len(valeurs)
    for _cle, cles in criteres:  # noqa: SIM110  (appelé à chaque somme : « all » coûterait le double)
        if len(cles) != attendue:
            return False
    return True


def _lecture(plage: Any) -> Sequence[Any] | None:
    return plage.valeurs if isinstance(plage, Plage) else plage


def _critere(cle: Any) -> str:
    return f'"{cle.signe}"&{texte_formule(cle.valeur)}' if isinstance(cle, Borne) else texte_formule(cle)


def _clauses(criteres: Sequence[tuple[Any, Any]]) -> str:
    return ",".join(f"{plage.formule},{_critere(cle)}" for cle, plage in criteres)


def _pour(criteres: Sequence[tuple[Any, Any]]) -> str:
    return " et ".join(cle.phrase if isinstance(cle, Borne) else texte_phrase(cle) for cle, _plage in criteres)


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
    if not _memes_longueurs(valeurs, criteres):
        return refus(LONGUEURS)
    retenues = _retenues(valeurs, criteres) if criteres else list(valeurs)
    manquants = len(retenues) - _compte(retenues)
    return a_completer(f"{manquants} ligne(s) sans montant") if manquants else alors


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
    if not _memes_longueurs(jours, criteres):
        return refus(LONGUEURS)
    retenus = _retenues(jours, criteres)
    manquants = sum(1 for jour in retenus if not (isinstance(jour, Fraction | int | date) and _serie(jour) > 0))
    return a_completer(f"{manquants} ligne(s) sans date") if manquants else alors


def cumul(valeurs: Any, *criteres: tuple[Any, Any]) -> Any:
    """Somme brute des nombres d'une colonne, filtrée par critères ; à n'employer que sous ``si_complet``."""
    if isinstance(valeurs, Plage):
        total: Any = INCONNUE
        if _connues(criteres, valeurs):
            total = cumul(_lecture(valeurs), *_evalues(criteres))
        v = valeurs.formule
        formule = f"SUMIFS({v},{_clauses(criteres)})" if criteres else f"SUM({v})"
        pour = f" pour {_pour(criteres)}" if criteres else ""
        return Symbole(formule, f"somme de {valeurs.phrase}{pour}", Rang.ATOME, total)
    if not _memes_longueurs(valeurs, criteres):
        return refus(LONGUEURS)
    return _somme(_retenues(valeurs, criteres) if criteres else valeurs)


def compte_si(*criteres: tuple[Any, Any]) -> Any:
    """Nombre de lignes qui répondent aux critères (clé, colonne)."""
    if any(isinstance(plage, Plage) for _cle, plage in criteres):
        compte: Any = INCONNUE
        if _connues(criteres):
            compte = compte_si(*_evalues(criteres))
        return Symbole(
            f"COUNTIFS({_clauses(criteres)})", f"nombre de lignes pour {_pour(criteres)}", Rang.ATOME, compte
        )
    premiere = criteres[0][1]
    if not _memes_longueurs(premiere, criteres):
        return refus(LONGUEURS)
    return Fraction(len(_retenues(premiere, criteres)))


def _compare(plage: Any, signe: str, borne: Any, mot: str, garde: Any) -> Any:
    if isinstance(plage, Plage):
        compte: Any = INCONNUE
        if plage.valeurs is not None and valeur_de(borne) is not INCONNUE:
            compte = garde(plage.valeurs, valeur_de(borne))
        formule = f'COUNTIF({plage.formule},"{signe}"&{texte_formule(borne)})'
        return Symbole(formule, f"nombre de {plage.phrase} {mot} {texte_phrase(borne)}", Rang.ATOME, compte)
    return garde(plage, borne)


def compte_atteints(seuils: Any, *, constate: Any, a_la_baisse: bool) -> Any:
    """Nombre de seuils que le constaté atteint : au plus égal à lui (hausse) ou au moins égal (baisse)."""

    def garde(valeurs: Sequence[Any], x: Any) -> Any:
        if isinstance(x, Absent):
            return x
        return Fraction(sum(1 for seuil in _nombres(valeurs) if (seuil >= x if a_la_baisse else seuil <= x)))

    signe, mot = (">=", "au moins égaux à") if a_la_baisse else ("<=", "au plus égaux à")
    return _compare(seuils, signe, constate, mot, garde)


def compte_negatifs(valeurs: Any) -> Any:
    """Nombre de valeurs strictement négatives."""
    return _compare(
        valeurs, "<", 0, "inférieurs à", lambda liste, _x: Fraction(sum(1 for v in _nombres(liste) if v < 0))
    )


def compte_nombres(valeurs: Any) -> Any:
    """Nombre de cases qui portent un nombre (COUNT)."""
    if isinstance(valeurs, Plage):
        compte: Any = INCONNUE if valeurs.valeurs is None else compte_nombres(valeurs.valeurs)
        return Symbole(f"COUNT({valeurs.formule})", f"nombre de {valeurs.phrase}", Rang.ATOME, compte)
    return Fraction(_compte(valeurs))


def compte_remplis(valeurs: Any) -> Any:
    """Nombre de cases saisies, quoi qu'elles portent (COUNTA) ; à n'employer que sur une colonne de saisies."""
    if isinstance(valeurs, Plage):
        compte: Any = INCONNUE if valeurs.valeurs is None else compte_remplis(valeurs.valeurs)
        return Symbole(f"COUNTA({valeurs.formule})", f"nombre de cases saisies, {valeurs.phrase}", Rang.ATOME, compte)
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
