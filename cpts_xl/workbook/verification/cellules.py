"""Each computed cell of a received workbook: is its formula there, is it ours, does it show what is computed anew?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.etapes import Debut, Etape
from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.formats import nombre
from cpts_xl.rules.genres import afficher
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.locate import Place
from cpts_xl.workbook.verification.absences import absences, lignes_inconnues
from cpts_xl.workbook.verification.causes import memes
from cpts_xl.workbook.verification.formules import Formules, dollars_perdus, equivalentes
from cpts_xl.workbook.verification.lignes_lues import qui_lisent_ailleurs
from cpts_xl.workbook.verification.rangees import REMETTRE, VIDE, hors_de_portee, orphelines, sans_formules
from cpts_xl.workbook.xlsx.types import Cellule, ErreurCellule

RECALCULER = {
    Encre.NATIVE: "Recalculer le classeur (F9), l'enregistrer, puis vérifier à nouveau.",
    Encre.PYTHON: "L'enregistrer là où les fonctions CPTS_ sont installées, ou vérifier sa copie de relecture.",
    Encre.LAMBDA: "Le recalculer dans Excel 365 ou 2024 (Ctrl+Alt+F9), l'enregistrer, puis vérifier à nouveau.",
}
_CHIFFRES = re.compile(r"\d+")
_NOMBRE_TAPE = re.compile(r"[-+−]?\s*\d[\d\s\u00a0\u202f.,]*\s*(?:€|%|euros?)?", re.IGNORECASE)


class Examen:
    """One pass over the steps of a workbook, where they stand; what is wrong with each, by identifier."""

    def __init__(self, layout: LayoutRecu, encre: Encre) -> None:
        self.layout = layout
        self.encre = encre
        self.formules = Formules(layout, encre)
        self.fautes: dict[str, Constat] = {}
        self.stockees: dict[str, Any] = {}
        self.dues: dict[str, str] = {}
        self.lignes: dict[str, Constat] = {}
        """What is lost or out of reach, by row (« versement.12 ») or by step: the formulas miss it."""
        self.dites: dict[str, Constat] = {}
        """What is wrong with the cells that ``lignes`` tells together, in one sentence for their row."""
        self.autres: list[Constat] = []
        """What is wrong and stands on no step: numbers in a row that nobody reads, rows that no text knows."""
        self.comparees = 0
        self.differentes = 0
        self.figees = 0
        """Cells compared where no formula is left."""

    def examiner(self) -> None:
        """Compare every step; findings are left in ``fautes``, ``lignes`` and ``autres``."""
        feuilles = self.layout.lecture.classeur.feuilles
        absentes: list[EtapeCalculee] = []
        places, due_de = self.layout.places, self.formules.due
        for calculee in self.layout.resultat.etapes:
            etape, valeur = calculee.etape, calculee.valeur
            place = places.get(etape.id)
            if place is None:
                if valeur is not None:
                    absentes.append(calculee)
                continue
            cellule = feuilles[place[0]].cellules.get(place[1])
            if valeur is not None:
                self.comparees += 1
            elif cellule is None:
                continue
            if cellule is not None and cellule.formule is not None:
                due = due_de(etape)
                if (due is None or cellule.formule == due) and memes(cellule.valeur, valeur, self.encre):
                    continue
                constat = self._formule(calculee, place, cellule, due)
            else:
                self.figees += valeur is not None
                constat = self._constante(calculee, place, cellule)
            if constat is not None:
                self.fautes[etape.id] = constat
                self.stockees[etape.id] = cellule.valeur if cellule else None
                self.differentes += valeur is not None
        hors_de_portee(self)
        sans_formules(self)
        qui_lisent_ailleurs(self)
        self.lignes |= absences(self.layout, absentes)
        self.autres += [*orphelines(self), *lignes_inconnues(self.layout)]

    def _formule(self, calculee: EtapeCalculee, place: Place, cellule: Cellule, due: str | None) -> Constat | None:
        """Return what is wrong with a cell that holds a formula, if anything is."""
        etape, lue = calculee.etape, str(cellule.formule)
        if due is not None:
            self.dues[etape.id] = due
        juste = memes(cellule.valeur, calculee.valeur, self.encre)
        if due is not None and not equivalentes(lue, due, place[0]):
            en_l_air = calculee.valeur is None and juste and _CHIFFRES.sub("", lue) == _CHIFFRES.sub("", due)
            if en_l_air:  # une ligne vide parmi d'autres : son rang n'est celui de personne
                return None
            return self._modifiee(etape, place, lue, due)
        if juste:
            return self._glissante(etape, place, lue, due) if due is not None and dollars_perdus(lue, due) else None
        message, cause = f"{etape.libelle} : la valeur affichée n'est pas celle du calcul.", Cause.PERIMEE
        return Constat(
            Gravite.BLOQUANT, message, *place, self.affiche(calculee, cellule.valeur), self.attendu(calculee),
            RECALCULER[self.encre], cause,
        )  # fmt: skip

    @staticmethod
    def _glissante(etape: Etape, place: Place, lue: str, due: str) -> Constat:
        return Constat(
            Gravite.A_REGARDER,
            f"{etape.libelle} : une référence a perdu son « $ » ; la valeur est la même, mais elle glisserait si la "
            "formule était recopiée.",
            *place, en_francais(lue), en_francais(due), REMETTRE, Cause.FORMULE,
        )  # fmt: skip

    def _modifiee(self, etape: Etape, place: Place, lue: str, due: str) -> Constat:
        compte = any(isinstance(entree, Debut) for entree in etape.entrees.values())
        if compte and _CHIFFRES.sub("", lue) == _CHIFFRES.sub("", due):
            return Constat(
                Gravite.A_REGARDER,
                f"{etape.libelle} : il se compte jusqu'à une autre ligne que la sienne, qui a été coupée puis insérée "
                "ici. Il ne sert qu'à départager deux montants égaux.",
                *place, en_francais(lue), en_francais(due), "Y recopier la formule d'une ligne voisine.", Cause.LIGNE,
            )  # fmt: skip
        if self._d_origine(etape, lue):
            return Constat(
                Gravite.BLOQUANT,
                f"{etape.libelle} : la formule est celle d'origine, mais les lignes qu'elle lit ont changé de place.",
                *place, en_francais(lue), en_francais(due),
                "Remettre les lignes dans l'ordre de la copie d'origine.", Cause.LIGNE,
            )  # fmt: skip
        return Constat(
            Gravite.BLOQUANT, f"{etape.libelle} : la formule a été modifiée.", *place, en_francais(lue),
            en_francais(due), REMETTRE, Cause.FORMULE,
        )  # fmt: skip

    def _d_origine(self, etape: Etape, lue: str) -> bool:
        """Return whether a formula that is wrong where it stands is the one that the tool had written there."""
        if not hasattr(self, "_origine"):
            self._origine = Formules(Layout(self.layout.resultat), self.encre)
        if self._origine.places.get(etape.id) != self.layout.places[etape.id]:
            return False
        due = self._origine.due(etape)
        return due is not None and equivalentes(lue, due, self.layout.places[etape.id][0])

    def _constante(self, calculee: EtapeCalculee, place: Place, cellule: Cellule | None) -> Constat | None:
        """Return what is wrong with a cell that holds no formula where one is due."""
        etape = calculee.etape
        stockee = cellule.valeur if cellule else None
        if stockee is None or stockee == "":
            if calculee.valeur is None:
                return None
            message, cause = f"{etape.libelle} : la formule a été effacée.", Cause.ABSENTE
        elif calculee.valeur is None:
            message = f"{etape.libelle} : une valeur est écrite à la place de la formule, dans une ligne sans saisie."
            cause = Cause.CONSTANTE
        elif isinstance(stockee, str) and etape.regle.retour.numerique and _NOMBRE_TAPE.fullmatch(stockee.strip()):
            message = f"{etape.libelle} : un texte a pris la place de la formule ; aucun total ne le compte."
            cause = Cause.TEXTE
        else:
            message, cause = f"{etape.libelle} : la formule a été remplacée par une valeur.", Cause.CONSTANTE
        return Constat(
            Gravite.BLOQUANT, message, *place, self.affiche(calculee, stockee), self.attendu(calculee), REMETTRE, cause
        )

    def affiche(self, calculee: EtapeCalculee, valeur: Any) -> str:
        """Return a value read as a French reader sees it."""
        return valeur.code if isinstance(valeur, ErreurCellule) else afficher(calculee.etape.regle.retour, valeur)

    def attendu(self, calculee: EtapeCalculee) -> str:
        """Return the value computed anew as a French reader sees it."""
        return afficher(calculee.etape.regle.retour, calculee.valeur)

    def sans_resultats(self) -> list[Constat]:
        """Return the one finding of a workbook saved by a program that computes nothing: formulas without results."""
        vides = [c for c in self.fautes.values() if c.cause == Cause.PERIMEE and c.lu == VIDE]
        if not vides or len(vides) < len(self.fautes):
            return []
        message = (
            f"{nombre(len(vides))} formules sont sans résultat : le classeur vient d'un programme qui ne calcule pas."
        )
        return [replace(vides[0], message=message, feuille="", cellule="", lu="", attendu="")]
