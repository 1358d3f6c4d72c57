"""Where a line of a report stands, as a finding says it; what Word writes by itself there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.formats import pluriel
from cpts_xl.report.relu.lignes import Ligne
from cpts_xl.report.relu.marques import NUMERO, Marque
from cpts_xl.report.relu.phrases import Mots, separer
from cpts_xl.report.relu.traces import ENTETES

LONGUEUR_CITEE = 160
"""Characters of a sentence that a finding quotes."""
MARQUES_DITES = 5
"""Contents that Word writes by itself told one by one; the others are counted."""


def lieu(ligne: Ligne, rang: int) -> str:
    """Return where a line stands, as a reader finds it: chart, or headings and sentence, or row and column."""
    cases = [plate(case) for case in ligne.cases]
    if ligne.entetes == ENTETES:
        return f"graphique « {ligne.sous} », {', '.join(f'« {mot} »' for mot in cases[:2] if mot)}"
    sous = f"sous « {ligne.sous} », " if ligne.sous else ""
    if len(cases) == 1:
        return f"{sous}« {citee(cases[0])} »"
    colonne = plate(ligne.entetes[rang]) if 0 <= rang < len(ligne.entetes) else ""
    return f"{sous}ligne « {citee(next(filter(None, cases), ''))} »" + (f", colonne « {colonne} »" if colonne else "")


def plate(texte: str) -> str:
    """Return a text on one line."""
    return " ".join(texte.split())


def citee(texte: str) -> str:
    """Return a text as a finding quotes it."""
    return texte if len(texte) <= LONGUEUR_CITEE else f"{texte[:LONGUEUR_CITEE].rpartition(' ')[0]} …"


def ecrits_par_word(nom: str, lues: Collection[Ligne], attendues: Collection[Ligne]) -> Iterator[Constat]:
    """Yield what Word writes by itself in the lines of the tool, that the tool does not have there.

    A coordinator numbers her own lists and dates her own page: in her lines, only what writes an amount counts.
    """
    connues: defaultdict[Mots, set[Marque]] = defaultdict(set)
    for ligne in attendues:
        connues[separer(ligne)[0]] |= set(ligne.marques)
    a_dire = []
    for ligne in lues:
        if ligne.marques and not ligne.mouvante:
            mots = separer(ligne)[0]
            a_dire += [(ligne, m) for m in ligne.marques if (m.partout or mots in connues) and m not in connues[mots]]
    for ligne, marque in a_dire[:MARQUES_DITES]:
        numero = f"{marque.dite} y écrit un chiffre devant un nombre"
        ecrit = numero if marque.dite == NUMERO else f"Word y récrit {marque.dite}"
        yield Constat(
            Gravite.A_REGARDER, f"{nom}, {lieu(ligne, -1)} : {ecrit} ; l'outil n'en met pas là.",
            lu=f"« {citee(ligne.dite)} »", cause=Cause.RAPPORT,
            remede="Word peut montrer là un autre nombre que celui qui a été comparé : demander à la CPTS de le taper.",
        )  # fmt: skip
    if n := len(a_dire[MARQUES_DITES:]):
        yield Constat(
            Gravite.A_REGARDER, f"{nom} : Word écrit de lui-même un nombre dans {n} autre{pluriel(n)} "
            f"ligne{pluriel(n)}, où l'outil n'a ni champ ni numérotation.", cause=Cause.RAPPORT,
            remede="Demander à la CPTS de taper ces nombres, ou le rapport tel que l'outil l'a écrit.",
        )  # fmt: skip
