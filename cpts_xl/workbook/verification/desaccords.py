"""What the engines find otherwise than the tool: the cells, and which of the three computations is alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.engine.schema import Champ, champ_de
from cpts_xl.formats import pluriel
from cpts_xl.rules.genres import afficher
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.verification.causes import TOLERANCE, memes, montree
from cpts_xl.workbook.verification.cellules import Examen
from cpts_xl.workbook.verification.recalculs import Recalculs
from cpts_xl.workbook.xlsx.formats_nombre import nombre_stocke
from cpts_xl.workbook.xlsx.types import ErreurCellule

_EPOQUE = date(1899, 12, 30)


@dataclass
class Desaccords:
    """The steps that the file's own formulas do not give as the tool does, and the cells where engines differ."""

    fautes: dict[str, Constat] = field(default_factory=dict)
    """By step: every engine that answered finds another value than the tool."""
    montrees: dict[str, Any] = field(default_factory=dict)
    """What the engines find there."""
    saisies: dict[str, Constat] = field(default_factory=dict)
    """By input given by a formula: an engine finds another value than the stored one, which the tool has read."""
    constats: list[Constat] = field(default_factory=list)
    """One engine alone differs: the two other computations decide, and the cell is shown."""


def comparer_recalculs(examen: Examen, recalculs: Recalculs) -> tuple[Desaccords, dict[str, int]]:
    """Return the disagreements, and how many each engine has with the tool; dates compare as serial numbers."""
    rendu, ecarts = Desaccords(), dict.fromkeys(recalculs.valeurs, 0)
    if not recalculs.valeurs:
        return rendu, ecarts
    rendu.saisies = dict(_saisies(examen, recalculs))
    for calculee in examen.layout.resultat.etapes:
        ident = calculee.etape.id
        place = examen.layout.places.get(ident)
        if place is None or calculee.valeur is None:
            continue
        trouvees = recalculs.de(place)
        autres = {m: v for m, v in trouvees.items() if not memes(v, calculee.valeur, examen.encre)}
        if not autres:
            continue
        for moteur in autres:
            ecarts[moteur] += 1
        if ident in examen.fautes or ident in examen.dites:
            if len(autres) == len(trouvees):  # ce que le classeur montrera dès qu'un tableur l'aura recalculé
                rendu.montrees[ident] = next(iter(autres.values()))
            continue
        montrees = {moteur: _jour(calculee, valeur) for moteur, valeur in autres.items()}
        lues = " ; ".join(f"{recalcul.NOMS[m]} : {examen.affiche(calculee, v)}" for m, v in montrees.items())
        if len(autres) < len(trouvees):
            seul = " et ".join(recalcul.NOMS[m] for m in autres)
            rendu.constats.append(Constat(
                Gravite.INFORMATION,
                f"{calculee.etape.libelle} : {seul} trouve autre chose ; l'outil et l'autre tableur s'accordent.",
                *place, lues, examen.attendu(calculee), cause=Cause.RECALCUL,
                remede="Rien à corriger : la valeur du classeur est celle des deux autres calculs.",
            ))  # fmt: skip
            continue
        noms = " et ".join(recalcul.NOMS[m] for m in autres)
        trouve = "trouve" if len(autres) == 1 else "trouvent"
        rendu.montrees[ident] = next(iter(autres.values()))
        rendu.fautes[ident] = Constat(
            Gravite.BLOQUANT, f"{calculee.etape.libelle} : {noms} {trouve} autre chose que l'outil.", *place, lues,
            examen.attendu(calculee), "Comparer la formule à celle de la copie d'origine.", Cause.RECALCUL,
        )  # fmt: skip
    return rendu, ecarts


def _saisies(examen: Examen, recalculs: Recalculs) -> Iterator[tuple[str, Constat]]:
    """Yield the inputs whose own formula no longer gives what the file stores."""
    date1904 = examen.layout.lecture.classeur.date1904  # les moteurs ne comptent pas tous les jours depuis là
    for ident, place in examen.layout.lecture.places.items():
        cellule = examen.layout.lecture.lue(ident)
        champ = champ_de(ident) if cellule is not None and cellule.formule else None
        if cellule is None or champ is None or (isinstance(cellule.valeur, date) and date1904):
            continue
        autres = {m: v for m, v in recalculs.de(place).items() if not _pareilles(cellule.valeur, v)}
        if autres:
            noms = " et ".join(recalcul.NOMS[moteur] for moteur in autres)
            trouve = pluriel(len(autres), "trouvent", "trouve")
            dites = [f"fichier : {_montree(champ, cellule.valeur)}"]
            dites += [f"{recalcul.NOMS[m]} : {_montree(champ, v)}" for m, v in autres.items()]
            yield ident, Constat(
                Gravite.A_REGARDER,
                f"« {champ.libelle} » est donné par une formule, et {noms} {trouve} une autre valeur que celle du "
                "fichier.", *place, " ; ".join(dites), cause=Cause.PERIMEE,
                remede="Demander le nombre à la CPTS, et le taper à la place de la formule.",
            )  # fmt: skip


def _pareilles(stockee: Any, trouvee: Any) -> bool:
    """Return whether an engine finds what a cell stores: to the millionth, nothing and no word being alike."""
    if isinstance(stockee, date) and isinstance(trouvee, Fraction):
        return int(nombre_stocke(stockee)) == int(trouvee)
    if isinstance(stockee, Fraction) and isinstance(trouvee, Fraction):
        return abs(stockee - trouvee) <= TOLERANCE
    return bool((stockee or "") == (trouvee or ""))


def _montree(champ: Champ, valeur: Any) -> str:
    """Return a value as its field shows it."""
    if isinstance(valeur, ErreurCellule):
        return valeur.code
    if champ.genre.code == "jour" and isinstance(valeur, Fraction):
        valeur = _EPOQUE + timedelta(days=int(valeur))
    return afficher(champ.genre, valeur)


def _jour(calculee: EtapeCalculee, valeur: Any) -> Any:
    """Return a serial number as the day that it is, where a day is due."""
    lue = montree(calculee, valeur)
    return lue if isinstance(lue, date) else valeur
