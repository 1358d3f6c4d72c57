"""What a report establishes beside its numbers: the verdicts of its tables, their rows, whether it is complete.

A coordinator may write her sentences again; « À regarder », « expirée » or a row of the tool's tables are not hers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.formats import pluriel
from cpts_xl.report.relu.face import FaceAFace, Retouche
from cpts_xl.report.relu.lieux import citee, lieu
from cpts_xl.report.relu.lignes import Ligne
from cpts_xl.report.relu.phrases import net
from cpts_xl.report.relu.traces import ENTETES

VERDICTS = (
    "conforme", "à regarder", "valable", "expirée", "échue", "en vigueur", "à venir", "atteint", "partiel",
    "non atteint", "neutralisé", "non évalué", "réalisé", "non réalisé", "prévue", "en cours", "terminée",
    "abandonnée", "abandonné", "ouvert", "fait", "confirmé", "source unique", "incertain",
)  # fmt: skip
"""The words by which a cell of a table of the tool judges what its row tells."""
DITS = 5
"""Findings told one by one; the others are counted."""
LIGNES, CITEES = 2_000, 3
"""Rows of each report that are set side by side; absent rows that a finding quotes."""
_MOTS = re.compile(rf"\b(?:{'|'.join(sorted(VERDICTS, key=len, reverse=True))})\b")
_ETAT = re.compile(r"version (provisoire|complète)\b")
_PROVISOIRE = "provisoire"
_VIDES = frozenset({"", "-", "–"})
_SIGNES = "+-\u2212 \u00a0\u202f"
"""What may stand before the first digit of a number."""
_RENVOI = re.compile(r"B-\d{3,}")
_RETABLIR = "Rétablir ce que l'outil avait écrit, ou refaire le rapport à partir du classeur."
_REMETTRE = "Remettre ces lignes, ou refaire le rapport à partir du classeur."


@dataclass(frozen=True, slots=True)
class Verdict:
    """One cell that judges otherwise than the tool does: its row, its rank there, what is read, what was due."""

    ligne: Ligne
    rang: int
    lu: str
    attendu: str


def verdicts(
    nom: str, lues: Iterable[Ligne], face: FaceAFace, expliquee: Callable[[Retouche], bool], *, meme_version: bool
) -> tuple[list[Constat], FaceAFace]:
    """Return what a report establishes otherwise than the tool, and the lines that differ in their words alone.

    ``expliquee`` tells the rows whose gap another check has told. A report of another version may have other rows:
    those that it lacks say nothing.
    """
    paires = _paires(face)
    faux: list[Verdict] = []
    dites: set[int] = set()
    for voulue, lue in paires:
        if not expliquee(Retouche(voulue, lue.dite)) and (autres := list(_faux(voulue, lue))):
            faux += autres
            dites |= {id(voulue), id(lue)}
    trouvees = {id(voulue) for voulue, _ in paires}
    retirees = [v for v in _rangees(face.absentes) if id(v) not in trouvees and _etablit(v)] if meme_version else []
    etats, siens = _etats(nom, lues, face)
    dites |= {id(ligne) for ligne in (*retirees, *siens)}
    reste = replace(
        face,
        absentes=tuple(ligne for ligne in face.absentes if id(ligne) not in dites),
        nouvelles=tuple(ligne for ligne in face.nouvelles if id(ligne) not in dites),
    )
    return [*etats, *_dits(nom, faux), *_absentes(nom, retirees)], reste


def _rangees(lignes: Iterable[Ligne]) -> list[Ligne]:
    """Return the rows of tables below their headings, those of annex B apart: another check holds them."""
    return [
        ligne for ligne in lignes
        if len(ligne.cases) > 1 and ligne.entetes and ligne.entetes != ENTETES and not _RENVOI.match(ligne.cases[0])
    ][:LIGNES]  # fmt: skip


def _etablit(ligne: Ligne) -> bool:
    """Return whether a row has a cell that is a number, a day or a verdict: a word explained, or a title, has none."""
    return any(case.strip(_SIGNES)[:1].isdigit() or _verdict(case) for case in ligne.cases)


def _paires(face: FaceAFace) -> list[tuple[Ligne, Ligne]]:
    """Return each row that is no longer said as it was, with the new row that shares most cells with it.

    Its first cell alone, or half of the others, make it the same row.
    """
    libres = [ligne for ligne in face.nouvelles if len(ligne.cases) > 1][:LIGNES]
    par_case: defaultdict[str, list[int]] = defaultdict(list)
    for rang, ligne in enumerate(libres):
        for case in set(_cases(ligne)):
            par_case[case].append(rang)
    pris: set[int] = set()
    paires = []
    for voulue in _rangees(face.absentes):
        siennes = _cases(voulue)
        communes = Counter(rang for case in set(siennes) for rang in par_case[case] if rang not in pris)
        if not communes:
            continue
        entetes, premiere = tuple(map(net, voulue.entetes)), siennes[0]
        rang = -max(
            (combien + (tuple(map(net, libres[r].entetes)) == entetes) + (premiere in _cases(libres[r])[:1]) * 2, -r)
            for r, combien in communes.items()
        )[1]
        proche = libres[rang]
        if premiere in _cases(proche)[:1] or 2 * communes[rang] >= len(set(siennes)):
            pris.add(rang)
            paires.append((voulue, proche))
    return paires


def _cases(ligne: Ligne) -> list[str]:
    """Return the cells of a row that say something, as compared."""
    return [dite for case in ligne.cases if (dite := net(case).casefold()) not in _VIDES]


def _verdict(case: str) -> str:
    """Return the verdict that a whole cell is, or an empty text."""
    dite = net(case).casefold()
    return dite if dite in VERDICTS else ""


def _faux(voulue: Ligne, lue: Ligne) -> Iterator[Verdict]:
    for rang, attendue in enumerate(voulue.cases):
        place = _place(voulue, rang, lue)
        if place is None:
            continue
        case = lue.cases[place]
        if not _verdict(attendue) and not _verdict(case):
            continue
        if set(_MOTS.findall(net(attendue).casefold())) != set(_MOTS.findall(net(case).casefold())):
            yield Verdict(lue, place, case, attendue)


def _place(voulue: Ligne, rang: int, lue: Ligne) -> int | None:
    """Return where a cell stands in the row that was read: under its heading, else at its rank; None: taken out."""
    entetes = [net(entete).casefold() for entete in lue.entetes[: len(lue.cases)]]
    titre = net(voulue.entetes[rang]).casefold() if rang < len(voulue.entetes) else ""
    if entetes.count(titre) == 1:
        return entetes.index(titre)
    return rang if len(lue.cases) == len(voulue.cases) else None


def _etats(nom: str, lues: Iterable[Ligne], face: FaceAFace) -> tuple[list[Constat], list[Ligne]]:
    """Return what says of a report that it is complete, or not, otherwise than the tool; and the lines that do."""
    constats, dites = [], []
    connus = {etat for ligne in lues if (etat := _etat(ligne))}
    autres = [ligne for ligne in face.nouvelles if _etat(ligne)]
    for voulue in face.absentes:
        etat = _etat(voulue)
        lue = next((ligne for ligne in autres if _etat(ligne) != etat), None)
        if not etat or etat in connus or (lue is None and etat != _PROVISOIRE):
            continue
        dites += [voulue, *([lue] if lue is not None else [])]
        constats.append(
            Constat(
                Gravite.A_REGARDER, f"{nom} ne dit plus que c'est une version {etat}.",
                lu="" if lue is None else f"« {citee(lue.dite)} »", attendu=f"« {citee(voulue.dite)} »",
                cause=Cause.RAPPORT, remede=_RETABLIR,
            )
        )  # fmt: skip
    return list(dict.fromkeys(constats)), dites


def _etat(ligne: Ligne) -> str:
    """Return « provisoire » or « complète » for a line that begins by saying so."""
    trouve = _ETAT.match(net(ligne.dite).casefold())
    return trouve[1] if trouve else ""


def _dits(nom: str, faux: list[Verdict]) -> Iterator[Constat]:
    for dit in faux[:DITS]:
        yield Constat(
            Gravite.A_REGARDER, f"{nom}, {lieu(dit.ligne, dit.rang)} : ce n'est pas ce que le classeur établit.",
            lu=dit.lu.strip() or "vide", attendu=dit.attendu.strip(), cause=Cause.RAPPORT, remede=_RETABLIR,
        )  # fmt: skip
    if n := len(faux[DITS:]):
        yield Constat(
            Gravite.A_REGARDER, f"{nom} : {n} autre{pluriel(n)} ligne{pluriel(n)} de ses tableaux "
            f"n'établi{pluriel(n, 'ssent', 't')} pas ce qu'établit le classeur.",
            attendu=" ; ".join(f"« {citee(dit.attendu)} » ({lieu(dit.ligne, -1)})" for dit in faux[DITS:][:CITEES]),
            cause=Cause.RAPPORT, remede=_RETABLIR,
        )  # fmt: skip


def _absentes(nom: str, retirees: list[Ligne]) -> Iterator[Constat]:
    """Yield the rows of the tool that a report no longer has, table by table."""
    tableaux: defaultdict[tuple[str, tuple[str, ...]], list[Ligne]] = defaultdict(list)
    for ligne in retirees:
        tableaux[ligne.sous, ligne.entetes].append(ligne)
    groupes = list(tableaux.values())
    if len(groupes) > DITS:
        groupes = [*groupes[:DITS], [ligne for siennes in groupes[DITS:] for ligne in siennes]]
    for rang, siennes in enumerate(groupes):
        n, ligne = len(siennes), siennes[0]
        sous = f", sous « {ligne.sous} »" if ligne.sous else ""
        titres = [entete.strip() for entete in ligne.entetes if entete.strip()]
        ou = "d'autres tableaux" if rang == DITS else f"du tableau « {citee(', '.join(titres))} »{sous}"
        yield Constat(
            Gravite.A_REGARDER, f"{nom} : {n} ligne{pluriel(n)} {ou} {pluriel(n, 'manquent', 'manque')}.",
            attendu=" ; ".join(f"« {citee(ligne.dite)} »" for ligne in siennes[:CITEES]), cause=Cause.RAPPORT,
            remede=_REMETTRE if n > 1 else "Remettre cette ligne, ou refaire le rapport à partir du classeur.",
        )  # fmt: skip
