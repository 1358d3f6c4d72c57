"""Two reports face to face: lines of the same words paired, their numbers compared. Pure text, no law.

Lines are paired in four rounds, from the surest: same heading and same numbers; same heading; same numbers elsewhere
(what was moved); headings that only one report has (what was renamed). What is left is absent, or new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from cpts_xl.report.relu.lignes import Ligne
from cpts_xl.report.relu.phrases import Mots, Rangee, net, separer, valeur, valeurs

RESSEMBLANCE = 0.6
"""From this likeness on, a sentence is the other one retouched, and no new one."""
LONGUEUR, NOUVELLES = 600, 300
"""Characters of a sentence that are held against another one, and lines of a report among which it is looked for."""
PEU = 2
"""Numbers of a line up to which all of them may be false; beyond, a line mostly other is another line."""


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
    """What differs between the lines of two reports; ``attendues`` were looked for.

    ``absentes`` are the lines that none of the report answers, ``nouvelles`` those that only the report has,
    ``surplus`` those of them that have the words of a line of the tool and other numbers.
    """

    ecarts: tuple[Ecart, ...]
    absentes: tuple[Ligne, ...]
    nouvelles: tuple[Ligne, ...]
    surplus: tuple[Ligne, ...]
    attendues: int

    @property
    def retrouvees(self) -> int:
        """Return how many of the lines looked for a line of the report answers."""
        return self.attendues - len(self.absentes)

    def retouches(self, nombre: int) -> list[Retouche]:
        """Return the first lines that are no longer said, each with the new line that looks most like it."""
        libres = [ligne for ligne in self.nouvelles if ligne not in self.surplus][:NOUVELLES]
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
    does not count, nor that of the columns under the same headings. The contents are not expected of a report.
    """
    attendues = [ligne for ligne in attendues if not ligne.mouvante]
    lues = _colonnes_remises([ligne for ligne in lues if not ligne.mouvante], attendues)
    voulues, trouvees = _par_mots(attendues), _par_mots(lues)
    titres = ({ligne.sous for ligne in lues}, {ligne.sous for ligne in attendues})
    ecarts: list[Ecart] = []
    absentes: list[Ligne] = []
    nouvelles: list[Ligne] = []
    surplus: list[Ligne] = []
    for mots in voulues | trouvees:
        siennes, les_lues = voulues.get(mots, []), trouvees.get(mots, [])
        paires, manquent, restent = _apparier(siennes, les_lues, *titres)
        for voulue, lue in paires:
            ecarts += _ecarts(lue, voulue)
        absentes += [ligne for _, ligne in manquent]
        nouvelles += [ligne for _, ligne in restent]
        connues = {valeurs(rangee) for rangee in siennes}
        surplus += [rangee[1] for rangee in restent if siennes and any(rangee[0]) and valeurs(rangee) not in connues]
    return FaceAFace(tuple(ecarts), tuple(absentes), tuple(nouvelles), tuple(surplus), len(attendues))


def _par_mots(lignes: Iterable[Ligne]) -> dict[Mots, list[Rangee]]:
    rangees: defaultdict[Mots, list[Rangee]] = defaultdict(list)
    for ligne in lignes:
        mots, rangee = separer(ligne)
        rangees[mots].append(rangee)
    return dict(rangees)


def _colonnes_remises(lues: list[Ligne], attendues: list[Ligne]) -> list[Ligne]:
    """Return the lines, the cells of those whose columns were exchanged with their headings in the expected order."""
    ordres = {tuple(sorted(map(net, ligne.entetes))): ligne.entetes for ligne in attendues}
    connus = {tuple(map(net, entetes)) for entetes in ordres.values()}

    def remise(ligne: Ligne) -> Ligne:
        siens = [net(entete) for entete in ligne.entetes]
        voulu = ordres.get(tuple(sorted(siens)))
        if tuple(siens) in connus or voulu is None or len(set(siens)) != len(ligne.cases):
            return ligne
        cases = tuple(ligne.cases[siens.index(net(entete))] for entete in voulu)
        return replace(ligne, cases=cases, entetes=voulu)

    return [remise(ligne) if ligne.entetes else ligne for ligne in lues]


Paires = list[tuple[Rangee, Rangee]]


def _apparier(
    voulues: list[Rangee], lues: list[Rangee], titres_lus: set[str], titres_voulus: set[str]
) -> tuple[Paires, list[Rangee], list[Rangee]]:
    """Return the pairs whose numbers differ, the lines that none answers, and those that answer none."""
    connues = {valeurs(rangee) for rangee in voulues}

    def sous(rangee: Rangee) -> str:
        return rangee[1].sous

    def admises(voulue: Rangee, lue: Rangee) -> bool:
        nombres = sum(map(len, voulue[0]))
        return nombres <= PEU or 2 * _communs(voulue, lue) >= nombres or valeurs(lue) in connues

    voulues, lues = _sans_les_egales(voulues, lues, lambda rangee: (valeurs(rangee), sous(rangee)))
    paires, voulues, lues = _a_deux(voulues, lues, lambda v, lue: sous(v) == sous(lue) and admises(v, lue))
    voulues, lues = _sans_les_egales(voulues, lues, valeurs)

    def sans_leur_titre(voulue: Rangee, lue: Rangee) -> bool:
        proches = sous(lue) not in titres_voulus or _communs(voulue, lue) > 0
        return sous(voulue) not in titres_lus and proches and admises(voulue, lue)

    autres, voulues, lues = _a_deux(voulues, lues, sans_leur_titre)
    return paires + autres, voulues, lues


def _a_deux(
    voulues: list[Rangee], lues: list[Rangee], admises: Callable[[Rangee, Rangee], bool]
) -> tuple[Paires, list[Rangee], list[Rangee]]:
    """Return each wanted line with the admitted one that shares most numbers with it, and both remainders."""
    libres, paires, restent = list(lues), [], []
    for voulue in voulues:
        possibles = [rang for rang, lue in enumerate(libres[:NOUVELLES]) if admises(voulue, lue)]
        if possibles:
            meilleure = max(possibles, key=lambda rang: _communs(voulue, libres[rang]))
            paires.append((voulue, libres.pop(meilleure)))
        else:
            restent.append(voulue)
    return paires, restent, libres


def _communs(voulue: Rangee, lue: Rangee) -> int:
    cases = zip(voulue[0], lue[0], strict=True)
    return sum(valeur(v) == valeur(lu) for siens, lus in cases for v, lu in zip(siens, lus, strict=True))


def _sans_les_egales(
    voulues: list[Rangee], lues: list[Rangee], cle: Callable[[Rangee], Hashable]
) -> tuple[list[Rangee], list[Rangee]]:
    """Return both lists without the lines of the same key, one against one."""
    communes = Counter(map(cle, voulues)) & Counter(map(cle, lues))
    return _otees(voulues, cle, communes), _otees(lues, cle, communes)


def _otees(rangees: list[Rangee], cle: Callable[[Rangee], Hashable], communes: Counter[Hashable]) -> list[Rangee]:
    a_oter, restent = Counter(communes), []
    for rangee in rangees:
        if a_oter[cle(rangee)]:
            a_oter[cle(rangee)] -= 1
        else:
            restent.append(rangee)
    return restent


def _ecarts(lue: Rangee, voulue: Rangee) -> list[Ecart]:
    return [
        Ecart(lue[1], rang, lu, attendu)
        for rang, (lus, attendus) in enumerate(zip(lue[0], voulue[0], strict=True))
        for lu, attendu in zip(lus, attendus, strict=True)
        if valeur(lu) != valeur(attendu)
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
