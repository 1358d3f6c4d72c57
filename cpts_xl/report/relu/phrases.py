"""The sentences and rows of two reports set face to face: same words, other numbers. Pure text, no law."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache

from cpts_xl.report.relu.nombres import lire, uni
from cpts_xl.report.relu.textes import Ligne
from cpts_xl.report.typographie import MOINS

RESSEMBLANCE = 0.6
"""From this likeness on, a sentence is the other one retouched, and no new one."""
LONGUEUR, NOUVELLES = 600, 1_000
"""Characters of a sentence that are held against another one, and lines of a report among which it is looked for."""

_UNITE = r"(?:[kM]?€|%)"
_RENVOI = re.compile(r"\s*\[B-\d{3,}\]")
_EUROS = re.compile(r"\b(?:[eE]uros?|EUR)\b")
_MILLIERS = re.compile(r"(?<!\d{4})(?<=\d)[ .'](?=\d{3}(?!\d))")
_POINT = re.compile(rf"(?<=\d)\.(?=\d{{1,2}} ?{_UNITE})")
_BLANCS = re.compile(rf"(?<=\d) (?={_UNITE})| (?=[:;?!»])|(?<=«) |(?<=^-) (?=\d)|\+ ?(?=\d)")
# le numéro d'un tableau n'est pas un nombre du classeur : qui en retire un renumérote les autres
_MOT_OU_NOMBRE = re.compile(rf"[Tt]ableaux? [\w.]+|[^\W\d][\w-]*|(?P<nombre>(?:(?<![\w)])-)?\d+(?:,\d+)?{_UNITE}?)")

Mots = tuple[str, ...]
Nombres = tuple[tuple[str, ...], ...]
Rangee = tuple[Nombres, Ligne]
"""A line and the numbers of each of its cells, as typed."""


@dataclass(frozen=True, slots=True)
class Ecart:
    """One number that a report says otherwise: the line where it stands, the rank of its cell, what is read there."""

    ligne: Ligne
    rang: int
    lu: str
    attendu: str


@dataclass(frozen=True, slots=True)
class Retouche:
    """One line of the tool that the report no longer says, and what it says instead, if anything."""

    ligne: Ligne
    lu: str


@dataclass(frozen=True, slots=True)
class FaceAFace:
    """What differs between the lines of two reports; ``attendues`` were looked for, ``retrouvees`` of them found."""

    ecarts: tuple[Ecart, ...]
    absentes: tuple[Ligne, ...]
    nouvelles: tuple[Ligne, ...]
    attendues: int

    @property
    def retrouvees(self) -> int:
        """Return how many of the lines looked for have the same words in the report."""
        return self.attendues - len(self.absentes)

    def retouches(self, nombre: int) -> list[Retouche]:
        """Return the first lines that are no longer said, each with the new line that looks most like it."""
        libres = list(self.nouvelles[:NOUVELLES])
        dites = []
        for ligne in self.absentes[:nombre]:
            ressemblances = _ressemblances(ligne.dite, [autre.dite for autre in libres])
            meilleure = max(ressemblances, default=0.0)
            proche = libres.pop(ressemblances.index(meilleure)).dite if meilleure >= RESSEMBLANCE else ""
            dites.append(Retouche(ligne, proche))
        return dites


def face_a_face(lues: Iterable[Ligne], attendues: Iterable[Ligne]) -> FaceAFace:
    """Return what the lines of a report say otherwise than those that were expected of it.

    Two lines are the same when their words are; their numbers are then compared by value, whoever typed them. Order
    does not count. What follows the layout (pages, contents, numbers of tables) is not expected of a report.
    """
    voulues, trouvees = _par_mots(ligne for ligne in attendues if not ligne.mouvante), _par_mots(lues)
    ecarts: list[Ecart] = []
    absentes: list[Ligne] = []
    nouvelles: list[Ligne] = []
    for mots in voulues | trouvees:
        siennes, les_lues = _sans_les_egales(voulues.get(mots, []), trouvees.get(mots, []))
        for (nombres, _), (lus, ligne) in zip(siennes, les_lues, strict=False):
            ecarts += _ecarts(ligne, lus, nombres)
        absentes += [ligne for _, ligne in siennes[len(les_lues) :]]
        nouvelles += [ligne for _, ligne in les_lues[len(siennes) :]]
    return FaceAFace(tuple(ecarts), tuple(absentes), tuple(nouvelles), sum(map(len, voulues.values())))


def _par_mots(lignes: Iterable[Ligne]) -> dict[Mots, list[Rangee]]:
    """Return the lines by their words alone, each with the numbers of its cells."""
    rangees: defaultdict[Mots, list[Rangee]] = defaultdict(list)
    for ligne in lignes:
        lues = [_separer(case) for case in ligne.cases]
        rangees[tuple(mots for mots, _ in lues)].append((tuple(nombres for _, nombres in lues), ligne))
    return dict(rangees)


def net(texte: str) -> str:
    """Return a text without what typing may change: spaces, signs, « euros », references to annex B."""
    lu = " ".join(_RENVOI.sub("", uni(texte)).replace(MOINS, "-").split())
    return _BLANCS.sub("", _POINT.sub(",", _MILLIERS.sub("", _EUROS.sub("€", lu))))


def _separer(texte: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a text, a mark standing for each number, and these numbers as they read."""
    nombres: list[str] = []

    def marque(trouve: re.Match[str]) -> str:
        if trouve["nombre"] is None:
            return trouve[0]
        nombres.append(trouve["nombre"])
        return "#€" if trouve["nombre"].endswith("€") else "#"

    return _MOT_OU_NOMBRE.sub(marque, net(texte)), tuple(nombres)


@lru_cache(maxsize=4096)
def _valeur(nombre: str) -> tuple[Fraction | None, str]:
    lu = lire(nombre)
    return (None, nombre) if lu is None or lu.valeur is None else (lu.valeur, lu.unite)


def _sans_les_egales(voulues: list[Rangee], lues: list[Rangee]) -> tuple[list[Rangee], list[Rangee]]:
    """Return both lists without the lines that say the same numbers, one against one, those of one heading first."""
    for cle in (lambda rangee: (_valeurs(rangee), rangee[1].sous), _valeurs):
        communes = Counter(map(cle, voulues)) & Counter(map(cle, lues))
        voulues, lues = _otees(voulues, cle, communes), _otees(lues, cle, communes)
    return voulues, lues


def _otees(rangees: list[Rangee], cle: Callable[[Rangee], Hashable], communes: Counter[Hashable]) -> list[Rangee]:
    a_oter, restent = Counter(communes), []
    for rangee in rangees:
        if a_oter[cle(rangee)]:
            a_oter[cle(rangee)] -= 1
        else:
            restent.append(rangee)
    return restent


def _valeurs(rangee: Rangee) -> Hashable:
    return tuple(tuple(map(_valeur, case)) for case in rangee[0])


def _ecarts(ligne: Ligne, lus: Nombres, voulus: Nombres) -> list[Ecart]:
    return [
        Ecart(ligne, rang, lu, attendu)
        for rang, (de_la_case, voulus_de_la_case) in enumerate(zip(lus, voulus, strict=True))
        for lu, attendu in zip(de_la_case, voulus_de_la_case, strict=True)
        if _valeur(lu) != _valeur(attendu)
    ]


def _ressemblances(voulue: str, autres: list[str]) -> list[float]:
    """Return how much each text looks like the wanted one, 0 below the likeness that counts."""
    suite: SequenceMatcher[str] = SequenceMatcher(b=voulue[:LONGUEUR], autojunk=False)
    notes = []
    for autre in autres:
        suite.set_seq1(autre[:LONGUEUR])
        proche = suite.real_quick_ratio() >= RESSEMBLANCE and suite.quick_ratio() >= RESSEMBLANCE
        notes.append(suite.ratio() if proche else 0.0)
    return notes
