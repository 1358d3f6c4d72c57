"""What the engines find otherwise than the tool: the cells, and which of the three computations is alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.verification.causes import memes, montree
from cpts_xl.workbook.verification.cellules import Examen
from cpts_xl.workbook.verification.recalculs import Recalculs


@dataclass
class Desaccords:
    """The steps that the file's own formulas do not give as the tool does, and the cells where engines differ."""

    fautes: dict[str, Constat] = field(default_factory=dict)
    """By step: every engine that answered finds another value than the tool."""
    montrees: dict[str, Any] = field(default_factory=dict)
    """What the engines find there."""
    constats: list[Constat] = field(default_factory=list)
    """One engine alone differs: the two other computations decide, and the cell is shown."""


def comparer_recalculs(examen: Examen, recalculs: Recalculs) -> tuple[Desaccords, dict[str, int]]:
    """Return the disagreements, and how many each engine has with the tool; dates compare as serial numbers."""
    rendu, ecarts = Desaccords(), dict.fromkeys(recalculs.valeurs, 0)
    if not recalculs.valeurs:
        return rendu, ecarts
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
        if ident in examen.fautes:
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


def _jour(calculee: EtapeCalculee, valeur: Any) -> Any:
    """Return a serial number as the day that it is, where a day is due."""
    lue = montree(calculee, valeur)
    return lue if isinstance(lue, date) else valeur
