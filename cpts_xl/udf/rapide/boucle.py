"""The loops of a compiled rule: one for each way to mix columns and single cells, under each law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from cpts_xl.errors import CptsError
from cpts_xl.law import en_vigueur
from cpts_xl.rules.entiers import ABANDON, HorsDePortee, Programme, compiler
from cpts_xl.rules.lectures import Argument
from cpts_xl.udf.frontiere import entrer
from cpts_xl.udf.rapide.cellules import ORDINAUX, PLIES, lecture, mot, mot_ou_vide, sortie
from cpts_xl.udf.rapide.memoire import Memoire
from cpts_xl.udf.rapide.questions import CALENDRIER, Tranches, question
from cpts_xl.udf.reference import LE, par_nom

Boucle = Callable[..., Any]


class Pret:
    """A compiled rule with its loops: one for each way to mix columns and single cells, under each law."""

    def __init__(self, nom: str, arguments: Sequence[Argument], programme: Programme, *, lit_droit: bool) -> None:
        self.nom = nom
        self.lit_droit = lit_droit
        self.attendus = len(arguments) + lit_droit
        self._arguments = arguments
        self._programme = programme
        self._codes: dict[int, Any] = {}
        self.boucles = Memoire(self._nouvelle)
        """The loops, by mix of columns (one bit an argument) and raw day of the law; None under no law."""

    def _nouvelle(self, cle: tuple[int, Any]) -> Boucle | None:
        masque, le = cle
        espace: dict[str, Any] = {
            "CONNU": PLIES.get, "MOT": mot, "MOT_OU_VIDE": mot_ou_vide, "ORDINAL": ORDINAUX.__getitem__,
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
                    Tranches(droit, gabarit[1]) if verbe == "palier" else Memoire(question(droit, gabarit))
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


def _preparer(nom: str) -> Pret | None:
    fonction = par_nom().get(nom)
    if fonction is None or fonction.regle is None:
        return None
    try:
        programme = compiler(fonction.regle)
    except HorsDePortee:
        return None
    return Pret(nom, fonction.regle.arguments, programme, lit_droit=fonction.regle.lit_droit)


PRETS = Memoire(_preparer)
"""The compiled rule of each published function, made at its first call; None for those that do not compile."""
