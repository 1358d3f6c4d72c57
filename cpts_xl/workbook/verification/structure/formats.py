"""Number formats that hide or change what a cell shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.rules.genres import JOUR, afficher
from cpts_xl.workbook.verification.manifeste.plages import resumer
from cpts_xl.workbook.verification.structure.codes import altere_le_texte, tort
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, bloquant, premiere
from cpts_xl.workbook.verification.structure.formats_textes import REMETTRE, textes_alteres
from cpts_xl.workbook.verification.structure.torts import GRAVES, Tort
from cpts_xl.workbook.xlsx.formats_nombre import jour
from cpts_xl.workbook.xlsx.types import position

REALIGNER = "Aligner à droite (Ctrl+1, onglet Alignement, Horizontal : Standard), puis relire la cellule."
TEMOIN = Fraction(123_456, 100)
_ORIGINES = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
"""The day that a workbook counts as 0: it was not born in 1904, or it was."""


def formats(c: Contexte) -> Iterator[Constat]:
    """Yield, by sheet and by format, the cells of ours whose format shows something else than what they hold."""
    juge = Juge()
    for nom in c.a_nous:
        fautifs, textes = _fautifs(c, nom, juge)
        for (motif, code, _), lieux in fautifs.items():
            if siens := [lieu for lieu in lieux if c.est_notre(nom, *position(lieu))]:
                yield _constat(c, nom, motif, code, siens)
        for code, lieux in textes.items():
            siens = [lieu for lieu in lieux if c.est_notre(nom, *position(lieu))]
            yield from textes_alteres(c, nom, code, siens, condition=False)
        yield from _recopies(c, nom)


def _fautifs(c: Contexte, nom: str, juge: Juge) -> tuple[dict[tuple[Tort, str, str], list[str]], dict[str, list[str]]]:
    """Return the cells of one sheet whose format misleads: the numbers by what is wrong, the texts by their format."""
    fautifs: dict[tuple[Tort, str, str], list[str]] = {}
    textes: dict[str, list[str]] = {}
    genres = c.genres.get(nom, {})
    for lieu, cellule in c.classeur.feuilles[nom].cellules.items():
        valeur = cellule.valeur
        if type(valeur) is str:  # les deux tiers d'un classeur : rien de plus pour eux
            if altere_le_texte(cellule.format):
                textes.setdefault(cellule.format, []).append(lieu)
            continue
        trouve = genres.get(lieu)
        genre = trouve.code if trouve else ""
        if type(valeur) is not Fraction:
            if not isinstance(valeur, dt.date):
                continue
            genre = genre or "jour"
            valeur = rang_du_jour(c, valeur)
        motif = juge.tort(cellule.format, genre, valeur)
        if motif is not None:
            fautifs.setdefault((motif, cellule.format, genre), []).append(lieu)
    return fautifs, textes


def rang_du_jour(c: Contexte, valeur: dt.date) -> Fraction:
    """Return the number that stands for a day in a workbook."""
    return Fraction((dt.date(valeur.year, valeur.month, valeur.day) - _ORIGINES[c.manifeste.date1904]).days)


class Juge:
    """What is wrong with a format: the same for all the numbers of one sign, unless the format has a condition."""

    def __init__(self) -> None:
        self._connus: dict[tuple[str, str, int], Tort | None] = {}

    def tort(self, code: str, genre: str, valeur: Fraction) -> Tort | None:
        """Return how a format misleads about a value of a kind, or None."""
        numerateur = valeur.numerator
        cle = code, genre, (numerateur > 0) - (numerateur < 0)
        if cle in self._connus:
            return self._connus[cle]
        if "[" in code and any(borne in code for borne in "<>="):
            return tort(code, genre, valeur)
        motif = self._connus[cle] = tort(code, genre, cle[2] * TEMOIN)
        return motif


def _constat(c: Contexte, nom: str, motif: Tort, code: str, lieux: list[str]) -> Constat:
    lieu = premiere(lieux)
    cellule, genre = c.classeur.feuilles[nom].cellules[lieu], c.genres.get(nom, {}).get(lieu)
    vraie, valeur = "", cellule.valeur
    if isinstance(valeur, Fraction) and genre is not None and genre.code == JOUR.code:
        valeur = jour(valeur, date1904=c.manifeste.date1904)  # sous une heure, un jour se lit comme un nombre
    if isinstance(valeur, dt.date):
        vraie = afficher(JOUR, valeur)
    elif genre is not None and isinstance(valeur, Fraction):
        vraie = afficher(genre, valeur)
    message = f"Le format de {nombre(len(lieux))} cellule{pluriel(len(lieux))} {motif} : {resumer(lieux)}."
    dire = bloquant if motif in GRAVES else a_regarder
    return dire(message, nom, lieu, Cause.FORMAT, REMETTRE, lu=f"format {code}", attendu=vraie)


def _recopies(c: Contexte, nom: str) -> Iterator[Constat]:
    """Yield the numbers repeated up to the edge of their cell: 5 would then read as 55 555."""
    cellules = c.classeur.feuilles[nom].cellules
    siens = [
        lieu
        for lieu in c.manifeste.feuilles[nom].recopies
        if lieu in cellules and type(cellules[lieu].valeur) is Fraction and cellules[lieu].valeur != 0
        and c.est_notre(nom, *position(lieu))
    ]  # fmt: skip
    if siens:
        n = len(siens)
        message = f"L'alignement « Recopié » de {nombre(n)} cellule{pluriel(n)} répète le nombre : {resumer(siens)}."
        yield bloquant(message, nom, premiere(siens), Cause.FORMAT, REALIGNER, lu="alignement « Recopié »")
