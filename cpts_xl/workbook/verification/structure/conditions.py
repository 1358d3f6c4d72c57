"""Formats that a condition gives, and that hide or change what the cells that it covers show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from cpts_xl.constats import Cause, Constat
from cpts_xl.workbook.verification.manifeste.modele import Conditionnel
from cpts_xl.workbook.verification.manifeste.plages import adresse
from cpts_xl.workbook.verification.structure.codes import altere_le_texte
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, information, premiere
from cpts_xl.workbook.verification.structure.formats import TEMOIN, Juge, rang_du_jour
from cpts_xl.workbook.verification.structure.formats_textes import SUPPRIMER, textes_alteres

_ZERO = ("0", '""', "")


def conditions(c: Contexte) -> Iterator[Constat]:
    """Yield the conditional formats that hide or change the numbers and the texts of our sheets."""
    for feuille in c.manifeste.feuilles.values():
        if not c.chez(feuille):
            continue
        for regle in feuille.conditionnels:
            if altere_le_texte(regle.style.format):
                yield from _textes(c, feuille.nom, regle)
            for motif, couvertes in _masques(c, feuille.nom, regle).items():
                lieux = ", ".join(adresse(zone) for zone in regle.zones[:3])
                quand = "" if not regle.formules else f" (condition : {' ; '.join(regle.formules)[:120]})"
                message = f"Une mise en forme conditionnelle {motif} sur {lieux}{quand}."
                dire = information if _zeros(regle) else a_regarder
                yield dire(message, feuille.nom, premiere(couvertes), Cause.FORMAT, SUPPRIMER)


def _textes(c: Contexte, nom: str, regle: Conditionnel) -> Iterator[Constat]:
    """Yield the texts of ours that a rule would show otherwise."""
    lieux = {x.adresse: None for zone in regle.zones for _, _, x in c.cellules(nom, zone) if type(x.valeur) is str}
    yield from textes_alteres(c, nom, regle.style.format, lieux, condition=True)


def _masques(c: Contexte, nom: str, regle: Conditionnel) -> dict[str, list[str]]:
    """Return what a rule does to the cells of ours that it covers, each with those to which it does so."""
    motif = ""
    if regle.sans_valeur:
        motif = "remplace les nombres par des barres ou des icônes"
    elif regle.style.invisible:
        motif = f"rend des nombres illisibles ({regle.style.invisible})"
    if motif:
        couvertes = [a for zone in regle.zones for a in c.dites(nom, zone)]
        return {motif: couvertes} if couvertes else {}
    return _nombres(c, nom, regle) if regle.style.format else {}


def _nombres(c: Contexte, nom: str, regle: Conditionnel) -> dict[str, list[str]]:
    """Return how the format of a rule misleads about the numbers and the days that it covers, by the kind of each."""
    juge, genres = Juge(), c.genres.get(nom, {})
    motifs: dict[str, list[str]] = {}
    for zone in regle.zones:
        dites = set(c.dites(nom, zone))
        for _, _, cellule in c.cellules(nom, zone):
            valeur, genre = cellule.valeur, genres.get(cellule.adresse)
            if cellule.adresse not in dites or not isinstance(valeur, Fraction | dt.date):
                continue
            defaut, rang = "montant", TEMOIN
            if isinstance(valeur, dt.date):
                defaut, rang = "jour", rang_du_jour(c, valeur)
            code = defaut if genre is None else genre.code
            if (motif := juge.tort(regle.style.format, code, rang)) is not None:
                motifs.setdefault(motif.value, []).append(cellule.adresse)
    return motifs


def _zeros(regle: Conditionnel) -> bool:
    """Tell whether a rule only bears on zeros or errors, which many hide for the eye."""
    if regle.genre == "cellIs":
        return regle.operateur == "equal" and regle.formules[:1] in {(z,) for z in _ZERO}
    return regle.genre in {"containsErrors", "containsBlanks"} or any("ISERROR" in f.upper() for f in regle.formules)
