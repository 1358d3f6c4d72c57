"""Every step with its value, inputs, text, article, status and sentence: the trace that the four readers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from cpts_xl.absence import VIDE, Absent, Sorte
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.etapes import PERIMETRES, Const, Entree, Etape, capacite, rangees
from cpts_xl.engine.plan import plan
from cpts_xl.engine.schema import LISTES_LIBRES, TABLEAUX, TABLES_FIXES
from cpts_xl.rules.catalogue import STATUTS


@dataclass(frozen=True, slots=True)
class Source:
    """A parameter of law that a step has read: code, label, value, reference and status."""

    code: str
    libelle: str
    valeur: Any
    reference: str
    statut: str


class _Temoin:
    """The law, noting each parameter that a rule reads."""

    def __init__(self, droit: Any) -> None:
        self._droit = droit
        self.lus: dict[str, Source] = {}

    def valeur(self, *cle: Any) -> Any:
        valeur = self._droit.valeur(*cle)
        if any(isinstance(partie, Absent) for partie in cle):  # la clé manque : aucun paramètre n'a été lu
            return valeur
        p = self._droit.parametre(*cle)
        self.lus[p.code] = Source(p.code, p.libelle, valeur, p.reference, str(p.statut))
        return valeur

    def palier(self, code: str, x: Any) -> Any:
        rang = self._droit.palier(code, x)
        if isinstance(rang, Fraction):
            p = self._droit.parametre(f"seuil_{code}", rang)
            self.lus[p.code] = Source(p.code, p.libelle, p.valeur, p.reference, str(p.statut))
        return rang

    def parametre(self, *cle: Any) -> Any:
        return self._droit.parametre(*cle)


@dataclass(frozen=True)
class EtapeCalculee:
    """One step, computed: exact value (Fraction, date, text, Absent, or None on an empty row) and what explains it."""

    etape: Etape
    valeur: Any
    entrees: Mapping[str, Any]
    sources: tuple[Source, ...]
    _droit: Any

    @cached_property
    def phrase(self) -> str:
        """Return the French sentence of this step, with its numbers."""
        return "" if self.vide else self.etape.regle.expliquer(self.entrees, self._droit)

    @property
    def vide(self) -> bool:
        """Return whether the step stands on an empty row of a table."""
        return self.valeur is None

    @property
    def reference(self) -> str:
        """Return the text and article of the rule, then those of the parameters that it read."""
        lus = [source.reference for source in self.sources if source.reference != self.etape.regle.reference]
        regle = self.etape.regle
        propre = [] if regle.texte == "texte en vigueur" and lus else [regle.reference]
        return " ; ".join(dict.fromkeys([*propre, *lus]))

    @property
    def statut(self) -> str:
        """Return the weakest status among the rule and the parameters read."""
        ordre = list(STATUTS)
        regle = self.etape.regle
        statuts = [s.statut for s in self.sources]
        if regle.texte != "texte en vigueur" or not statuts:
            statuts.append(regle.statut)
        return max(statuts, key=ordre.index)


@dataclass(frozen=True)
class Resultat:
    """A computed dossier: every value by identifier, every step in order, and the law that was applied."""

    dossier: Dossier
    droit: Any
    valeurs: Mapping[str, Any]
    etapes: tuple[EtapeCalculee, ...]

    @cached_property
    def par_id(self) -> dict[str, EtapeCalculee]:
        """Return the computed steps by identifier."""
        return {calculee.etape.id: calculee for calculee in self.etapes}

    def valeur(self, ident: str) -> Any:
        """Return a declared or computed value; KeyError when the identifier is unknown."""
        return self.valeurs[ident]

    @property
    def complet(self) -> bool:
        """Return whether the financial part is whole: every line has its right, earned and paid total."""
        return all(isinstance(self.valeurs[f"perimetre.tout.{m}"], Fraction) for m in ("plafond", "droit", "verse"))

    @property
    def pleines(self) -> tuple[EtapeCalculee, ...]:
        """Return the steps that do not stand on an empty row."""
        return tuple(calculee for calculee in self.etapes if not calculee.vide)


def constantes(droit: Any) -> dict[str, Any]:
    """Return the fixed words of the tables, by identifier: codes, families, named perimeters."""
    fixes: dict[str, Any] = {}
    for tableau in TABLES_FIXES:
        for code, mots in rangees(tableau, droit).items():
            fixes.update({f"{tableau}.{code}.{colonne}": mot for colonne, mot in mots.items()})
    for perimetre in PERIMETRES:
        p = f"perimetre.{perimetre.code}"
        fixes[f"{p}.libelle"] = perimetre.libelle
        fixes[f"{p}.fonctionnement"] = perimetre.fonctionnement
        fixes[f"{p}.supplement_snp"] = perimetre.supplement_snp
        fixes[f"{p}.crise_variable"] = perimetre.crise_variable
    return fixes


def _saisies(dossier: Dossier, droit: Any) -> dict[str, Any]:
    """Return every input cell, empty rows and undeclared missions included."""
    saisies: dict[str, Any] = {}
    for tableau in LISTES_LIBRES:
        for rang in range(1, capacite(dossier, tableau) + 1):
            saisies.update({f"{tableau}.{rang}.{code}": None for code in TABLEAUX[tableau].codes})
    for tableau in TABLES_FIXES:
        for rangee in rangees(tableau, droit):
            saisies.update({f"{tableau}.{rangee}.{code}": None for code in TABLEAUX[tableau].codes})
    declarees = dossier.saisies()
    saisies.update({k: v for k, v in declarees.items() if k in saisies or k.startswith("identite.")})
    return saisies


class _Lecteur:
    """The values as the steps read them; a range read by many steps is gathered once."""

    def __init__(self, valeurs: Mapping[str, Any]) -> None:
        self.valeurs = valeurs
        self._plages: dict[int, tuple[tuple[str, ...], list[Any]]] = {}

    def lire(self, entree: Entree) -> Any:
        if isinstance(entree, Const):
            return Fraction(entree.valeur) if isinstance(entree.valeur, int) else entree.valeur
        if not isinstance(entree, tuple):
            return self.valeurs[entree]
        connue = self._plages.get(id(entree))
        if connue is None or connue[0] is not entree:
            connue = self._plages[id(entree)] = (entree, [self.valeurs[ident] for ident in entree])
        return connue[1]


def calculer(dossier: Dossier, droit: Any) -> Resultat:
    """Return the computed dossier: each step evaluated in order, exactly, with what it read.

    Raises:
        SaisieInvalide: the dossier has no first day (no law can be chosen).
    """
    valeurs: dict[str, Any] = {**constantes(droit), **_saisies(dossier, droit)}
    lecteur = _Lecteur(valeurs)
    calculees = []
    for etape in plan(dossier, droit):
        entrees = {nom: lecteur.lire(entree) for nom, entree in etape.entrees.items()}
        if etape.presence and valeurs[etape.presence] in {None, ""}:
            valeur: Any = None
            lus: tuple[Source, ...] = ()
        else:
            temoin = _Temoin(droit)
            valeur = etape.regle.evaluer(entrees, temoin)
            lus = tuple(temoin.lus.values())
            if valeur is VIDE:
                valeur = Absent(Sorte.A_COMPLETER)
        valeurs[etape.id] = valeur
        calculees.append(EtapeCalculee(etape, valeur, entrees, lus, droit))
    return Resultat(dossier, droit, valeurs, tuple(calculees))
