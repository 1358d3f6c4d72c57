"""The formula that each cell should hold where it now stands, and whether the one that it holds says the same.

The text comes from the inks alone: asked once per rule with holes in the place of its cells, filled for each step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from cpts_xl.engine.etapes import Const, Debut, Etape
from cpts_xl.workbook.empreinte.jetons import Mots, Reference, canonique
from cpts_xl.workbook.inks import JOUR_DU_DROIT, Encre, formule
from cpts_xl.workbook.layout import NOMS, Layout, feuille_citee
from cpts_xl.workbook.recu.locate import Place
from cpts_xl.workbook.xlsx.types import lettres

_FIXEES = re.compile(r"\$?\b[A-Z]{1,3}\$?[0-9]{1,7}\b(?![(!])")
_TROU = "\x01"
_PRESENCE = "\x02presence"


class _Trou:
    """A cell that is not known yet: cited, it leaves its name between two marks."""

    def __init__(self, nom: str) -> None:
        self.nom = nom

    def vue_de(self, _autre: object) -> str:
        return f"{_TROU}{self.nom}{_TROU}"


class _Trous:
    """A layout that knows no address: every reference is a hole."""

    def __init__(self) -> None:
        self.cases: Any = self

    def __getitem__(self, ident: str) -> _Trou:
        return _Trou(ident)

    def reference(self, ident: str, _case: object) -> str:
        return f"{_TROU}{ident}{_TROU}"

    def plage(self, idents: tuple[str, ...], _case: object) -> str:
        return f"{_TROU}{idents[0]}{_TROU}"


@dataclass(frozen=True, slots=True)
class Gabarit:
    """A formula with holes, that « % » fills from a mapping; whether it also cites the day whose law applies."""

    texte: str
    lit_le_jour: bool


def _gabarit(etape: Etape, encre: Encre) -> Gabarit:
    """Return the formula of a step with a hole for each cell and each range that it cites."""
    entrees: dict[str, Any] = {
        nom: nom if isinstance(entree, str) else (nom,) if isinstance(entree, tuple) else entree
        for nom, entree in etape.entrees.items()
    }
    etape = Etape("", etape.regle, "", entrees, _PRESENCE if etape.presence else "")
    morceaux = ("=" + formule(cast("Layout", _Trous()), etape, encre)).split(_TROU)
    morceaux[::2] = [morceau.replace("%", "%%") for morceau in morceaux[::2]]
    lit_le_jour = JOUR_DU_DROIT in morceaux[1::2]
    morceaux[1::2] = [f"%({nom})s" for nom in morceaux[1::2]]
    return Gabarit("".join(morceaux), lit_le_jour)


@lru_cache(maxsize=50_000)
def _coupe(adresse: str) -> tuple[str, str]:
    """Return the letters and the digits of an address."""
    lettre = adresse.rstrip("0123456789")
    return lettre, adresse[len(lettre) :]


MOTS_GARDES = 50_000
_GABARITS: dict[tuple[Any, ...], Gabarit] = {}
"""By ink, rule, presence and kind of each argument: the rules of a process are always the same."""


class Formules:
    """The formulas due in one workbook, by step: its layout as found, its ink, and what was already cited."""

    def __init__(self, layout: Layout, encre: Encre) -> None:
        self.layout = layout
        self.encre = encre
        self.places: dict[str, Place] = getattr(layout, "places", None) or {
            ident: (case.feuille, case.adresse) for ident, case in layout.cases.items()
        }
        self._citees: dict[str, str] = {}
        self._plages: dict[tuple[int, str], tuple[tuple[str, ...], str]] = {}

    def due(self, etape: Etape) -> str | None:
        """Return the formula of a step, with its « = » sign; None when it cites what was not found in the workbook."""
        feuille, adresse = self.places[etape.id]
        ligne = _coupe(adresse)[1]
        cles: list[Any] = [self.encre, etape.regle.fonction, etape.presence == ""]
        cites: dict[str, str] = {}
        try:
            for nom, entree in etape.entrees.items():
                if type(entree) is str:
                    cles.append(nom)
                    cites[nom] = self._cellule(entree, feuille, ligne)
                elif isinstance(entree, tuple):
                    cles.append((nom,))
                    cites[nom] = self._plage(entree, feuille, etape.id)
                else:
                    cles.append((nom, cast("Const", entree).valeur))
            cle = tuple(cles)
            if (gabarit := _GABARITS.get(cle)) is None:
                gabarit = _GABARITS[cle] = _gabarit(etape, self.encre)
            if etape.presence:
                cites[_PRESENCE] = self._cellule(etape.presence, feuille, ligne, nommee=False)
            if gabarit.lit_le_jour:
                cites[JOUR_DU_DROIT] = self._cellule(JOUR_DU_DROIT, feuille, ligne)
        except KeyError:
            return None
        return gabarit.texte % cites

    def _cellule(self, ident: str, feuille: str, ligne: str, *, nommee: bool = True) -> str:
        """Return one cell as it is cited from a row of a sheet: what ``Layout.reference`` says, without its cases."""
        sienne, adresse = self.places[ident]
        lettre, rang = _coupe(adresse)
        if sienne == feuille:
            return f"${lettre}{rang}" if rang == ligne else f"${lettre}${rang}"
        if nommee and ident in NOMS:
            return NOMS[ident]
        citee = self._citees.get(sienne)
        if citee is None:
            citee = self._citees[sienne] = feuille_citee(sienne)
        return f"{citee}!${lettre}${rang}"

    def _plage(self, idents: tuple[str, ...], feuille: str, depuis: str) -> str:
        connue = self._plages.get((id(idents), feuille))
        if connue is not None and connue[0] is idents:
            return connue[1]
        zone = self.layout._zone(idents)  # noqa: SLF001  (la sorte de la plage dit si sa citation dépend de la ligne)
        texte = self.layout.plage(idents, self.layout.cases[depuis])
        if not zone.en_ligne and not isinstance(idents, Debut):
            self._plages[id(idents), feuille] = (idents, texte)
        return texte


@lru_cache(maxsize=64)
def _mots(feuille: str) -> Mots:
    """Return the canonical words of the formulas of one sheet: the sheet always said, « $ » never.

    A lost « $ » in one cell changes nothing of its value: it is no change.
    """

    def designer(lue: Reference) -> str:
        fin = (lue.derniere_colonne, lue.derniere_ligne)
        suite = "" if fin == (lue.colonne, lue.ligne) else f":{lettres(fin[0])}{fin[1]}"
        return f"{(lue.feuille or feuille).casefold()}!{lettres(lue.colonne)}{lue.ligne}{suite}"

    return Mots(designer)


def dollars_perdus(lue: str, due: str) -> bool:
    """Return whether a formula that says the same cites a cell with fewer « $ »: copied elsewhere, it would slide."""
    lues, dues = ([texte.count("$") for texte in _FIXEES.findall(formule)] for formule in (lue, due))
    return len(lues) != len(dues) or any(une < autre for une, autre in zip(lues, dues, strict=True))


def equivalentes(lue: str, due: str, feuille: str) -> bool:
    """Return whether two formulas of one sheet say the same, whatever the program that wrote them."""
    if lue == due:
        return True
    mots = _mots(feuille)
    if len(mots) > MOTS_GARDES:  # une campagne de mille fichiers ne doit pas s'en souvenir de tous
        mots.clear()
    return canonique(lue, mots) == canonique(due, mots)
