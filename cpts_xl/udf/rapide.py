"""The fast reading of a call: cells straight to whole numbers, for the rules that compile; None sends to the exact one.

Same answers, by a shorter way: what is not a plain number, word or day of a plain column is left to the exact reading,
row by row. Nothing here decides anything that the exact reading does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from cpts_xl.errors import CptsError
from cpts_xl.law import Droit, en_vigueur
from cpts_xl.rules import entiers_verbes  # noqa: F401  (inscrit la façon de compiler chaque verbe)
from cpts_xl.rules.catalogue import Argument
from cpts_xl.rules.dates import annee_de, mois_de, mois_entiers, plus_jours, plus_mois, premier_du_mois
from cpts_xl.rules.entiers import (
    ABANDON,
    ECHELLE,
    ECHELLE_DROIT,
    LIMITE,
    HorsDePortee,
    Jour,
    Nombre,
    Programme,
    compiler,
)
from cpts_xl.udf.etalement import CELLULES_MAX, Table
from cpts_xl.udf.frontiere import absence_de, entrer, vide
from cpts_xl.udf.reference import LE, par_nom

MEMOIRE_MAX = 4096  # mots, clés et jours retenus : au-delà, la table est refaite

Boucle = Callable[..., Any]


class _Memoire(dict[Any, Any]):
    """A table that asks once for each key, and forgets everything when it has grown too long."""

    def __init__(self, demander: Callable[[Any], Any]) -> None:
        super().__init__()
        self._demander = demander

    def __missing__(self, cle: Any) -> Any:
        if len(self) >= MEMOIRE_MAX:
            self.clear()
        self[cle] = rendu = self._demander(cle)
        return rendu


def _plie(mot: str) -> str | None:
    """Return a word as it is compared, None for one of our answers or an error."""
    return mot.casefold() if absence_de(mot) is None else None


PLIES = _Memoire(_plie)


def _mot(brut: Any) -> str | None:
    """Return the folded word of a cell that must hold one, None when it holds something else."""
    return PLIES[brut] if isinstance(brut, str) and brut else None


def _mot_ou_vide(brut: Any) -> str | None:
    """Return the same, "" for an empty cell."""
    return "" if vide(brut) else _mot(brut)


def _ordinal(brut: Any) -> int | None:
    """Return the rank of a day in the calendar, or None when the cell is not plainly a day."""
    lu = entrer(LE.genre, brut)
    return lu.toordinal() if isinstance(lu, date) else None


ORDINAUX = _Memoire(_ordinal)


def _calendrier(verbe: Callable[..., Any], jours: int) -> Callable[..., int | None]:
    """Return a verb of the calendar as the loops call it: over ranks of days, then a numerator and its denominator."""

    def appeler(*nombres: int) -> int | None:
        rendu = verbe(
            *map(date.fromordinal, nombres[:jours]), *(Fraction(*nombres[jours:]),) if nombres[jours:] else ()
        )
        if isinstance(rendu, date):
            return rendu.toordinal()
        return int(rendu) if isinstance(rendu, Fraction) and rendu.denominator == 1 else None

    return appeler


CALENDRIER = {
    f"CALENDRIER_{verbe.__name__}": _calendrier(verbe, jours)
    for verbe, jours in (
        (mois_entiers, 2), (annee_de, 1), (mois_de, 1), (plus_mois, 1), (plus_jours, 1), (premier_du_mois, 1),
    )
}  # fmt: skip


class _Tranches:
    """The brackets of a scale, asked with a numerator: its rank, as a whole number, or None below the first one."""

    def __init__(self, droit: Droit, den: int) -> None:
        self._bornes = [int(seuil.valeur * den) + (not seuil.comprise) for seuil in droit.seuils]
        self._rangs = [int(seuil.rang * ECHELLE_DROIT) for seuil in droit.seuils]

    def __getitem__(self, cle: tuple[int]) -> int | None:
        rang = bisect_right(self._bornes, cle[0])
        return self._rangs[rang - 1] if rang else None


def rapide(nom: str, bruts: Sequence[Any]) -> Table | None:
    """Return what the exact reading would, or None when it has to answer itself.

    In a column, a row that is not plain is None: ``lignes_laissees`` says which, and with what.
    """
    pret = PRETS[nom]
    if pret is None or len(bruts) != pret.attendus:
        return None
    try:
        if pret.lit_droit:
            boucle = pret.boucles[0, bruts[-1]]
            rendu: Table | None = None if boucle is None else boucle(*bruts[:-1])
        else:
            rendu = pret.boucles[0, None](*bruts)
    except (TypeError, ValueError, OverflowError):  # un jour donné en plage, un nombre infini
        rendu = None
    return _en_colonnes(pret, bruts) if rendu is None else rendu


def _en_colonnes(pret: _Pret, bruts: Sequence[Any]) -> Table | None:
    """Return the column of answers to columns of one height and single cells; None for any other shape."""
    arguments, masque, hauteur = [], 0, 0
    for rang, brut in enumerate(bruts):
        valeur = brut
        if type(brut) is list or type(brut) is tuple:
            if not brut or not (type(brut[0]) is list or type(brut[0]) is tuple) or hauteur not in {0, len(brut)}:
                return None
            if len(brut) == 1:  # une cellule, ou une ligne
                if len(brut[0]) != 1:
                    return None
                valeur = brut[0][0]
            else:
                masque |= 1 << rang
                hauteur = len(brut)
        arguments.append(valeur)
    le = arguments.pop() if pret.lit_droit else None
    if hauteur * len(bruts) > CELLULES_MAX or masque >> len(arguments):
        return None
    try:
        boucle = pret.boucles[masque, le]
        rendus: Table | None = None if boucle is None else boucle(*arguments)
    except (TypeError, ValueError, OverflowError):  # une ligne de plusieurs cellules, un nombre infini
        return None
    return rendus


def lignes_laissees(rendus: Table, bruts: Sequence[Any]) -> tuple[list[int], list[Any]]:
    """Return the ranks of the rows given up, and the arguments of the exact reading for those rows only.

    One row alone is given twice: a single cell would not be read as a row of a column.
    """
    rangs = [rang for rang, ligne in enumerate(rendus) if ligne is None]
    lus = rangs if len(rangs) > 1 else rangs * 2
    return rangs, [
        [brut[rang] for rang in lus] if isinstance(brut, list | tuple) and len(brut) == len(rendus) > 1 else brut
        for brut in bruts
    ]


class _Pret:
    """A compiled rule with its loops: one for each way to mix columns and single cells, under each law."""

    def __init__(self, nom: str, arguments: Sequence[Argument], programme: Programme, *, lit_droit: bool) -> None:
        self.nom = nom
        self.lit_droit = lit_droit
        self.attendus = len(arguments) + lit_droit
        self._arguments = arguments
        self._programme = programme
        self._codes: dict[int, Any] = {}
        self.boucles = _Memoire(self._nouvelle)
        """The loops, by mix of columns (one bit an argument) and raw day of the law; None under no law."""

    def _nouvelle(self, cle: tuple[int, Any]) -> Boucle | None:
        masque, le = cle
        espace: dict[str, Any] = {
            "CONNU": PLIES.get, "MOT": _mot, "MOT_OU_VIDE": _mot_ou_vide, "ORDINAL": ORDINAUX.__getitem__,
            "JOUR": date.fromordinal, "DATE": datetime, **CALENDRIER,
        }  # fmt: skip
        if self.lit_droit:
            jour = entrer(LE.genre, le)
            if not isinstance(jour, date):
                return None
            try:
                droit = en_vigueur(jour)
            except CptsError:
                return None
            for rang, (verbe, gabarit) in enumerate(self._programme.recherches):
                espace[f"DROIT{rang}"] = (
                    _Tranches(droit, gabarit[1]) if verbe == "palier" else _Memoire(_question(droit, gabarit))
                )
        if masque not in self._codes:
            self._codes[masque] = compile(self._source(masque), f"<{self.nom} en nombres entiers>", "exec")
        exec(self._codes[masque], espace)  # noqa: S102  (notre propre texte, tiré de l'arbre d'une règle)
        boucle: Boucle = espace["boucle"]
        return boucle

    def _source(self, masque: int) -> str:
        """Return the text of the loop: single cells read once, columns row by row, then the rule."""
        noms = [f"a_{argument.nom}" for argument in self._arguments]
        seules, lues = [], []
        colonnes = []
        for rang, argument in enumerate(self._arguments):
            if masque >> rang & 1:
                colonnes.append(noms[rang])
                lues += lecture(argument)
            else:
                seules += lecture(argument)
        if all(self._arguments[rang].genre.facultatif for rang in range(len(noms)) if masque >> rang & 1):
            vides = " and ".join(f"({nom} is None or {nom} == '')" for nom in colonnes)
            lues = [f"if {vides}:", f"    {ABANDON}", *lues] if colonnes else lues  # une ligne vide reste vide
        corps = [*lues, *self._programme.lignes]
        rendu = sortie(self._programme)
        lignes = [f"def boucle({', '.join(noms)}):", *_retrait(seules, ["return None"], 1)]
        if not colonnes:
            lignes += [*_retrait(corps, ["return None"], 1), f"    return [[{rendu}]]"]
            return "\n".join(lignes)
        lignes += [
            "    rendus = []",
            "    ajoute = rendus.append",
            f"    for {''.join(f'({nom},), ' for nom in colonnes)} in zip({', '.join(colonnes)}):",
            *_retrait(corps, ["ajoute(None)", "continue"], 2),
            f"        ajoute([{rendu}])",
            "    return rendus",
        ]
        return "\n".join(lignes)


def _retrait(lignes: Sequence[str], abandon: Sequence[str], cran: int) -> list[str]:
    """Return lines indented, each « give up » written as the loop understands it."""
    rendues = []
    for ligne in lignes:
        marge = "    " * cran + ligne[: len(ligne) - len(ligne.lstrip())]
        rendues += [marge + un for un in (abandon if ligne.lstrip() == ABANDON else [ligne.lstrip()])]
    return rendues


def lecture(argument: Argument) -> list[str]:
    """Return the lines that read the cell of an argument: its whole number, its folded word or the rank of its day."""
    genre, a = argument.genre, f"a_{argument.nom}"
    vide = f'elif {a} is None or {a} == "":'
    fin = [vide, f"    {{}}_{argument.nom} = {{}}", "else:", f"    {ABANDON}"] if genre.facultatif else [
        "else:", f"    {ABANDON}"]  # fmt: skip
    if genre.code == "jour":
        n = f"j_{argument.nom}"
        lignes = [f"if type({a}) is DATE or type({a}) is float:", f"    {n} = ORDINAL({a})", f"    if {n} is None:",
                  f"        {ABANDON}"]  # fmt: skip
        return lignes + [ligne.format("j", "None") for ligne in fin]
    if genre.numerique or genre.code == "libre":
        n = f"n_{argument.nom}"
        lignes = [f"if type({a}) is float and -{LIMITE} < {a} < {LIMITE}:", f"    {n} = round({a} * {ECHELLE}.0)",
                  f"    if {n} / {ECHELLE}.0 != {a}:", f"        {ABANDON}"]  # fmt: skip
        return lignes + [ligne.format("n", "None") for ligne in fin]
    m, lire = f"m_{argument.nom}", "MOT_OU_VIDE" if genre.facultatif else "MOT"
    return [f"{m} = CONNU({a})", f"if {m} is None:", f"    {m} = {lire}({a})", f"    if {m} is None:",
            f"        {ABANDON}"]  # fmt: skip


def sortie(programme: Programme) -> str:
    """Return the expression of what the cell shows: the float nearest to the quotient, the day, or the word."""
    rendu = programme.rendu
    if isinstance(rendu, Nombre):
        return f"{rendu.code} / {rendu.den}"
    return f"JOUR({rendu.code})" if isinstance(rendu, Jour) else rendu.brut


def _question(droit: Droit, gabarit: tuple[Any, ...]) -> Callable[[Any], int | None]:
    """Return what asks the texts once for a key, as a whole number; None sends the row to the exact reading."""

    def demander(cle: tuple[Any, ...]) -> int | None:
        parties = iter(cle)
        mots = [
            mot if isinstance(mot, str) else next(parties) if mot is None else Fraction(next(parties), mot)
            for mot in gabarit
        ]
        try:
            valeur = droit.valeur(*mots)
        except CptsError:
            return None
        if not isinstance(valeur, Fraction | int) or (valeur * ECHELLE_DROIT).denominator != 1:
            return None
        return int(valeur * ECHELLE_DROIT)

    return demander


def _preparer(nom: str) -> _Pret | None:
    fonction = par_nom().get(nom)
    if fonction is None or fonction.regle is None:
        return None
    try:
        programme = compiler(fonction.regle)
    except HorsDePortee:
        return None
    return _Pret(nom, fonction.regle.arguments, programme, lit_droit=fonction.regle.lit_droit)


PRETS = _Memoire(_preparer)
"""The compiled rule of each published function, made at its first call; None for those that do not compile."""
