"""Which wrong cell is the cause and which are its consequences: one finding for each cause, with its euros.

One stale cell makes stale all that reads it: a list of thirty consequences would hide it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent, Sorte
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import EtapeCalculee, Resultat
from cpts_xl.errors import CptsError
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.verification.enjeux import Propagation, ecart, entrees_de, evaluer
from cpts_xl.workbook.verification.manifeste.plages import resumer
from cpts_xl.workbook.xlsx.formats_nombre import nombre_stocke
from cpts_xl.workbook.xlsx.types import ErreurCellule

TOLERANCE = Fraction(1, 1_000_000)
_EPOQUE = date(1899, 12, 30)
_MOT = re.compile(r"[A-Z][A-Z0-9_]*")
_SUITES = frozenset({Cause.PERIMEE, Cause.RECALCUL})
"""The causes that another wrong cell may explain; a formula changed by hand has no other cause than that hand."""
DITS_PAR_FEUILLE, DITS_QUAND_MEME = 30, 10
"""Findings of one cause on one sheet beyond which the last are told together; how many are still told one by one."""
_PROPAGATIONS = 25
"""Wrong cells whose effect is walked step by step; beyond, the amounts alone have their difference."""


def memes(stockee: Any, calculee: Any, encre: Encre) -> bool:
    """Return whether a stored value is the computed one: to the millionth for numbers, whatever the case for words.

    A code typed « Acces » shows as it was typed wherever a formula repeats it; formulas compare it without its case.
    """
    if type(calculee) is Fraction:
        if isinstance(stockee, date):  # un montant montré comme un jour : son format est dit, sa valeur est juste
            stockee = nombre_stocke(stockee)
        return stockee == calculee or (isinstance(stockee, Fraction) and abs(stockee - calculee) <= TOLERANCE)
    attendue = cache(calculee, encre)
    if isinstance(attendue, str):
        if isinstance(calculee, Absent):  # le classeur natif n'a pas la place du détail : la nature suffit
            return isinstance(stockee, str) and stockee.startswith(str(calculee.sorte))
        if stockee == attendue or (attendue == "" and stockee is None):
            return True
        return isinstance(stockee, str) and stockee.casefold() == attendue.casefold()
    if isinstance(stockee, date):
        return bool(stockee == calculee)
    return bool(stockee == attendue)


def montree(calculee: EtapeCalculee, stockee: Any) -> Any:
    """Return what a cell shows as the engine would take it: a day, an absence, an exact number, a word."""
    if stockee is None or stockee == "":
        return None
    if isinstance(stockee, ErreurCellule):
        return Absent(Sorte.REFUS, stockee.code)
    if isinstance(stockee, str):
        for sorte in Sorte:
            if stockee == sorte or stockee.startswith(f"{sorte} : "):
                return Absent(sorte, stockee[len(sorte) + 3 :])
        return Absent(Sorte.A_COMPLETER, stockee) if calculee.etape.regle.retour.numerique else stockee
    if calculee.etape.regle.retour.code == "jour" and isinstance(stockee, Fraction):
        return _EPOQUE + timedelta(days=int(stockee))
    return stockee


@dataclass
class Origine:
    """Something wrong that is no step: a parameter, a name, a row out of reach; its finding, and what follows."""

    constat: Constat
    suites: int = 0
    enjeu: Fraction | None = None


@dataclass
class Enquete:
    """What the search of causes starts from."""

    resultat: Resultat
    encre: Encre
    droit: Any
    """The law as the sheet Barème tells it."""
    fautes: Mapping[str, Constat]
    """By step, in the order of the steps."""
    stockees: Mapping[str, Any]
    """What each wrong step shows."""
    dues: Mapping[str, str]
    """The formula due in each wrong cell, where it is known."""
    parametres: Mapping[str, Origine] = field(default_factory=dict)
    noms: Mapping[str, Origine] = field(default_factory=dict)
    lignes: Mapping[str, Origine] = field(default_factory=dict)
    """What is lost or out of reach, by row of a table (« versement.12 ») or by step."""
    manquantes: Mapping[str, Origine] = field(default_factory=dict)
    """Inputs lost, by table, by column (« versement.montant ») or by input: told when values follow from it."""


def racines(enquete: Enquete) -> tuple[list[Constat], dict[str, Cause]]:
    """Return the findings that no other explains, and the cause of each wrong step.

    Each says how many wrong values follow from it, and carries the euros at stake.
    """
    propagation = Propagation(enquete.resultat)
    valeurs = {**enquete.resultat.valeurs}
    origines: dict[str, str | Origine] = {}
    suites: dict[str, int] = {}
    effets: dict[str, Fraction] = {}
    for ident in enquete.fautes:
        valeurs[ident] = montree(enquete.resultat.par_id[ident], enquete.stockees.get(ident))
    for ident, constat in enquete.fautes.items():  # les étapes sont rangées : une entrée vient avant ce qui la lit
        calculee = enquete.resultat.par_id[ident]
        amont = _amont(enquete, calculee, constat, origines, valeurs) if constat.cause in _SUITES else None
        origines[ident] = amont if amont is not None else ident
        if amont is None:
            continue
        montant = calculee.etape.regle.retour.code == "montant"
        effet = ecart(valeurs[ident], calculee.valeur) if montant else None
        if isinstance(amont, Origine):
            amont.suites += 1
            amont.enjeu = max(filter(None, (amont.enjeu, effet)), default=amont.enjeu)
        else:
            suites[amont] = suites.get(amont, 0) + 1
            if effet is not None:
                effets[amont] = max(effet, effets.get(amont, Fraction(0)))
    constats: list[Constat] = []
    for ident, constat in enquete.fautes.items():
        if origines[ident] != ident:
            continue
        enjeu = _enjeu(enquete, propagation, ident, valeurs[ident], effets.get(ident), len(constats))
        constats.append(replace(constat, message=constat.message + _suite(suites.get(ident, 0)), enjeu=enjeu))
    autres = (*enquete.parametres.values(), *enquete.noms.values(), *enquete.lignes.values())
    suivies = (origine for origine in enquete.manquantes.values() if origine.suites)
    vus: set[int] = set()
    for origine in (*autres, *suivies):
        if id(origine) not in vus:  # plusieurs cellules peuvent partager leur origine
            vus.add(id(origine))
            message = origine.constat.message + _suite(origine.suites)
            gravite = Gravite.BLOQUANT if origine.suites else origine.constat.gravite
            constats.append(replace(origine.constat, gravite=gravite, message=message, enjeu=origine.enjeu))
    return constats, {ident: _cause(enquete, origine) for ident, origine in origines.items()}


def _cause(enquete: Enquete, origine: str | Origine) -> Cause:
    return enquete.fautes[origine].cause if isinstance(origine, str) else origine.constat.cause


def _suite(n: int) -> str:
    s = pluriel(n)
    return f" {nombre(n)} autre{s} valeur{s} en découle{pluriel(n, 'nt')}." if n else ""


def _amont(
    enquete: Enquete,
    calculee: EtapeCalculee,
    constat: Constat,
    origines: Mapping[str, str | Origine],
    valeurs: Mapping[str, Any],
) -> str | Origine | None:
    """Return what explains a wrong value: something wrong that it reads, if it follows from it."""
    trouvee: str | Origine | None = None
    for lu in entrees_de(calculee.etape):
        if lu in origines:
            trouvee = origines[lu]
            break
        trouvee = _perdue(enquete, lu)
        if trouvee is not None:
            break
    if trouvee is None:
        trouvee = next((enquete.parametres[s.code] for s in calculee.sources if s.code in enquete.parametres), None)
    if trouvee is None and enquete.noms:
        mots = _MOT.findall(enquete.dues.get(calculee.etape.id, "").upper())
        trouvee = next((enquete.noms[mot] for mot in mots if mot in enquete.noms), None)
    if trouvee is None or constat.cause == Cause.RECALCUL or not isinstance(trouvee, str):
        return trouvee
    return trouvee if _decoule(enquete, calculee, valeurs) else None


def _perdue(enquete: Enquete, lu: str) -> Origine | None:
    """Return what is lost of a cell that a step reads: itself, its row, its column or its sheet."""
    prefixe, _, reste = lu.partition(".")
    rang, _, code = reste.partition(".")
    for perdu in (lu, f"{prefixe}.{rang}"):
        if perdu in enquete.lignes:
            return enquete.lignes[perdu]
    cles = (lu, prefixe, f"{prefixe}.{code}")
    return next((enquete.manquantes[cle] for cle in cles if cle in enquete.manquantes), None)


def _decoule(enquete: Enquete, calculee: EtapeCalculee, valeurs: Mapping[str, Any]) -> bool:
    """Return whether a wrong value is what its formula gives on the other wrong values: else it was changed itself."""
    stockee = enquete.stockees.get(calculee.etape.id)
    if isinstance(stockee, ErreurCellule):
        return True
    try:
        attendue = evaluer(calculee, valeurs, enquete.droit)
    except (CptsError, TypeError):
        return True
    return memes(stockee, attendue, enquete.encre)


def _enjeu(  # noqa: PLR0917  (ce que la recherche a déjà en main)
    enquete: Enquete, propagation: Propagation, ident: str, valeur: Any, suites: Fraction | None, rang: int
) -> Fraction | None:
    """Return the euros at stake in one wrong cell: its own, those that the file shows downstream, or would show."""
    calculee = enquete.resultat.par_id[ident]
    if calculee.etape.regle.retour.code == "montant":
        return ecart(valeur, calculee.valeur)
    if suites is not None:
        return suites
    return propagation.effet(ident, valeur) if rang < _PROPAGATIONS and valeur != calculee.valeur else None


def ranger(constats: Iterable[Constat]) -> list[Constat]:
    """Return the findings as a reviewer wants them: the gravest first, then the most euros."""
    tries = sorted(constats, key=lambda c: (c.gravite.rang, -(c.enjeu or Fraction(0))))
    groupes: dict[tuple[str, str, str], list[Constat]] = {}
    for constat in tries:
        if constat.cellule and constat.gravite is Gravite.BLOQUANT:
            groupes.setdefault((constat.feuille, str(constat.cause), constat.remede), []).append(constat)
    longs = {cle: groupe for cle, groupe in groupes.items() if len(groupe) > DITS_PAR_FEUILLE}
    tus = {id(constat) for groupe in longs.values() for constat in groupe[DITS_QUAND_MEME:]}
    resumes = (_resume(groupe[DITS_QUAND_MEME:]) for groupe in longs.values())
    gardes = [constat for constat in tries if id(constat) not in tus] + list(resumes)
    return sorted(gardes, key=lambda c: (c.gravite.rang, -(c.enjeu or Fraction(0))))


def _resume(groupe: list[Constat]) -> Constat:
    """Return the one finding that stands for many of one sheet and one cause, with their cells."""
    enjeux = [constat.enjeu for constat in groupe if constat.enjeu is not None]
    cellules = [constat.cellule for constat in groupe if ":" not in constat.cellule]
    combien = nombre(Fraction(len(groupe)))
    return Constat(
        Gravite.BLOQUANT,
        f"Et {combien} autres cellules de cette feuille, {groupe[0].cause} : {resumer(cellules)}.",
        groupe[0].feuille, cause=groupe[0].cause, remede=groupe[0].remede, enjeu=max(enjeux, default=None),
    )  # fmt: skip
