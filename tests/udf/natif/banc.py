"""The common bench written with no Python in the cells: native formulas, or calls of LAMBDA names, one per place.

A range is spread as a user of these carriers does: the formula is written on each row, under the guard of presence that
our workbooks put (an empty row stays empty).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import xlsxwriter

from cpts_xl.law import en_vigueur
from cpts_xl.rules.colonnes import Plage as PlageSymbole
from cpts_xl.rules.symbol import Symbole
from cpts_xl.workbook.inks import Encre, serie
from cpts_xl.workbook.lambdas import definitions
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.xlsx.lu import ErreurCellule
from cpts_xl.workbook.xlsx.types import lettres
from tests.rules.banc import Banc
from tests.udf.cellules import JOUR, Cas, Cellule, Erreur, Omis, Plage, Typee, brut, cas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cpts_xl.workbook.moteurs.recalcul import Recalcul

FEUILLE = "Banc"
LE = "le"
ERREURS = {"#N/A": "NA()", "#DIV/0!": "1/0"}
MARGE = 1e-9


@dataclass(frozen=True)
class Place:
    """One formula of the bench: its case, what the cells hold on this row, its text, its address, what is expected."""

    cas: Cas
    saisi: dict[str, Any]
    formule: str
    adresse: str
    attendu: Any


EDATE_TROP_LOIN = frozenset({
    "CPTS_DEBUT_RANG, rang : très grand", "CPTS_DEBUT_CIVIL, decalage : très grand",
    "CPTS_DATE_PREPARATION, mois : très grand",
})  # fmt: skip
"""Cases at which IronCalc stops, the whole workbook with it: EDATE with a million billion months."""
RECALCUL_MAX = 120


def hors_du_banc(un: Cas, encre: Encre) -> str:
    """Return why a case has no cell with this carrier, or the empty text; each reason is counted by a test."""
    if un.publiee.regle is None:
        return "outil"
    if un.reponse().echec:
        return "appel impossible"
    if encre is Encre.NATIVE and un.publiee.regle.lit_droit and _le(un) != JOUR:
        return "autre jour"
    if encre is Encre.NATIVE and any(
        isinstance(donne, Typee) and isinstance(donne.valeur, str) and attendu.genre.numerique
        for donne, attendu in zip(un.arguments, un.publiee.arguments, strict=False)
    ):
        return "mot pour un nombre"
    return ""


def _le(un: Cas) -> Any:
    """Return the day of the law of a case, as its last argument gives it."""
    rang = [a.nom for a in un.publiee.arguments].index(LE)
    argument = un.arguments[rang] if rang < len(un.arguments) else None
    return argument.valeur if isinstance(argument, Cellule | Typee) else argument


class BancNatif:
    """One workbook: the bench in one ink, the law of its day, the address of each formula."""

    def __init__(self, encre: Encre, parmi: Sequence[Cas] | None = None) -> None:
        self.encre = encre
        self.places: list[Place] = []
        self.cas = [un for un in (cas() if parmi is None else parmi) if not hors_du_banc(un, encre)]

    @classmethod
    def pour(cls, encre: Encre, moteur: str) -> BancNatif:
        """Return the bench of an engine: whole, less the cases at which that engine stops, by their names."""
        exclus = EDATE_TROP_LOIN if moteur == "ironcalc" else frozenset()
        return cls(encre, [un for un in cas() if un.nom not in exclus])

    def ecrire(self, chemin: Path) -> None:
        """Write the workbook; ``places`` then says where each formula stands."""
        self.places.clear()
        with xlsxwriter.Workbook(str(chemin), {"in_memory": True, "strings_to_formulas": False}) as classeur:
            feuille = classeur.add_worksheet(FEUILLE)
            droit = en_vigueur(JOUR)
            ligne = 1
            for un in self.cas:
                ligne += self._bloc(feuille, un, ligne)
            Banc._bareme(SimpleNamespace(droit=droit), classeur)
            if self.encre is Encre.LAMBDA:
                for nom, contenu in definitions(droit).items():
                    classeur.define_name(nom, f"={contenu}")

    def _bloc(self, feuille: Any, un: Cas, ligne: int) -> int:
        """Write a case from this row on; return how many rows it takes."""
        genres = {a.nom: a.genre for a in un.publiee.arguments}
        donnes = dict(zip(genres, un.arguments, strict=False))
        attendu = un.reponse().valeurs
        haut, large = len(attendu), len(attendu[0])
        coins: dict[str, tuple[int, Plage]] = {}
        colonne = 1 + haut * large
        for nom, argument in donnes.items():
            if isinstance(argument, Typee | Omis):
                continue
            plage = argument if isinstance(argument, Plage) else Plage(((argument.valeur,),))
            coins[nom] = (colonne, plage)
            for rang, cases in enumerate(plage.lignes):
                for place, case in enumerate(cases):
                    ecrire_cellule(feuille, ligne + rang, colonne + place, case)
            colonne += len(plage.lignes[0])
        seuls = {n: plage.lignes for n, (_, plage) in coins.items() if not genres[n].liste}
        etales = [n for n, lignes in seuls.items() if len(lignes) * len(lignes[0]) > 1]
        for rang in range(haut):
            for place in range(large):
                ici = {n: (rang, place) if n in etales else (0, 0) for n in seuls}
                references, saisi = self._ici(un, coins, ici, ligne, rang if etales else None, haut)
                texte = self._texte(un, references)
                vides = [f'{references[n].formule}=""' for n in etales]
                if vides:
                    texte = f'IF({vides[0] if len(vides) == 1 else "AND(" + ",".join(vides) + ")"},"",{texte})'
                case = 1 + rang * large + place
                ecrire_formule(feuille, ligne, case, texte, dynamique=self.encre is Encre.LAMBDA)
                self.places.append(Place(un, saisi, texte, f"{lettres(case)}{ligne}", attendu[rang][place]))
        return max([1, *(len(p.lignes) for _, p in coins.values())])

    @staticmethod
    def _ici(  # noqa: PLR0917  (où l'on est, dans quel bloc)
        un: Cas,
        coins: dict[str, tuple[int, Plage]],
        ici: dict[str, tuple[int, int]],
        ligne: int,
        rang: int | None,
        haut: int,
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what the formula of one place reads, and what stands there; ``rang`` is None when nothing spreads."""
        references: dict[str, Any] = {}
        saisi: dict[str, Any] = {}
        for publie, argument in zip(un.publiee.arguments, un.arguments, strict=False):
            nom = publie.nom
            if nom not in coins:
                references[nom] = None if isinstance(argument, Omis) else constante(argument.valeur)
                saisi[nom] = brut(argument)
                continue
            colonne, plage = coins[nom]
            if nom in ici:
                bas, droite = ici[nom]
                references[nom] = Symbole(f"{lettres(colonne + droite)}{ligne + bas}")
                saisi[nom] = plage.lignes[bas][droite]
                continue
            hauteur, largeur = len(plage.lignes), len(plage.lignes[0])
            par_ligne = rang is not None and hauteur == haut and largeur > 1
            premiere, derniere = (ligne + rang,) * 2 if par_ligne else (ligne, ligne + hauteur - 1)
            references[nom] = PlageSymbole(f"{lettres(colonne)}{premiere}:{lettres(colonne + largeur - 1)}{derniere}")
            saisi[nom] = plage.lignes
        return references, saisi

    def _texte(self, un: Cas, references: dict[str, Any]) -> str:
        regle = un.publiee.regle
        assert regle is not None
        if self.encre is Encre.NATIVE:
            return regle.formule({a.nom: references.get(a.nom) for a in regle.arguments})
        arguments = [references.get(a.nom) for a in un.publiee.arguments]
        return f"{un.fonction}({','.join(map(tapee, arguments))})"

    def recalculer(self, chemin: Path, moteur: str) -> Recalcul:
        """Write the workbook and return what an engine computes in it."""
        self.ecrire(chemin)
        return recalculer(chemin, moteur, RECALCUL_MAX)

    def ecarts(self, recalcul: Recalcul) -> Iterator[tuple[Place, Any]]:
        """Yield each place whose recalculated cell does not show what Python answers, with what it shows."""
        for place in self.places:
            vu = recalcul.get((FEUILLE, place.adresse), "")
            if not pareil(place.attendu, vu):
                yield place, vu


def constante(valeur: Any) -> Any:
    """Return a constant typed in a formula as a rule writes it."""
    return Fraction(str(valeur)) if isinstance(valeur, float) else valeur


def tapee(reference: Any) -> str:
    """Return an argument of a call of ours; what is left out is written as an empty text, LAMBDA admits no less."""
    if isinstance(reference, Symbole | PlageSymbole):
        return reference.formule
    if isinstance(reference, Fraction):
        return format(float(reference), ".15g")
    if isinstance(reference, date):
        return f"DATE({reference.year},{reference.month},{reference.day})"
    return '"' + str(reference or "").replace('"', '""') + '"'


def ecrire_cellule(feuille: Any, ligne: int, colonne: int, valeur: Any) -> None:
    """Write one input cell, rows and columns counted from 1."""
    place = (ligne - 1, colonne - 1)
    if valeur is None:
        return
    if isinstance(valeur, Erreur):
        feuille.write_formula(*place, f"={ERREURS[valeur.texte]}", None, valeur.texte)
    elif isinstance(valeur, bool):
        feuille.write_boolean(*place, valeur)
    elif valeur == "":
        feuille.write_formula(*place, '=""', None, "")
    elif isinstance(valeur, str):
        feuille.write_string(*place, valeur)
    else:
        feuille.write_number(*place, serie(valeur) if isinstance(valeur, date) else valeur)


def ecrire_formule(feuille: Any, ligne: int, colonne: int, texte: str, *, dynamique: bool) -> None:
    """Write a formula with a stored value that nothing computes, so that no engine can repeat a right one."""
    if dynamique:
        feuille.write_dynamic_array_formula(ligne - 1, colonne - 1, ligne - 1, colonne - 1, f"={texte}", None, -987_654)
    else:
        feuille.write_formula(ligne - 1, colonne - 1, f"={texte}", None, -987_654)


def pareil(attendu: Any, vu: Any) -> bool:
    """Return whether a cell shows the answer of Python; « À compléter : … » has no detail in a formula."""
    if isinstance(attendu, date):
        attendu = float(serie(attendu))
    if isinstance(attendu, str):
        if isinstance(vu, ErreurCellule) or not isinstance(vu, str):
            return False
        for muet in ("À compléter", "À reprendre de l'annexe financière du contrat"):
            if attendu.startswith(muet):
                return vu == muet
        return vu == attendu
    if isinstance(vu, bool) or not isinstance(vu, float | int):
        return False
    return abs(vu - attendu) <= max(MARGE, abs(attendu) * 1e-12)
