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
from cpts_xl.engine.sources import Origines, Source
from cpts_xl.law.model import Statut
from cpts_xl.rules.colonnes import Colonne
from cpts_xl.rules.lectures import STATUTS


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
            # un seuil incertain ne l'est que du nombre tout juste : ailleurs, la tranche ne fait aucun doute
            statut = Statut.CONFIRME if p.statut is Statut.INCERTAIN and x != p.valeur else p.statut
            self.lus[p.code] = Source(p.code, p.libelle, p.valeur, p.reference, str(statut))
        return rang

    def parametre(self, *cle: Any) -> Any:
        return self._droit.parametre(*cle)


@dataclass(frozen=True, init=False)
class EtapeCalculee:
    """One step, computed: exact value (Fraction, date, text, Absent, or None on an empty row) and what explains it."""

    etape: Etape
    valeur: Any
    entrees: Mapping[str, Any]
    sources: tuple[Source, ...]
    suivies: tuple[Source, ...]
    """What its rule did not read, but what it read rests on."""
    _droit: Any

    def __init__(  # noqa: PLR0917  (les champs, dans leur ordre)
        self, etape: Etape, valeur: Any, entrees: Mapping[str, Any], sources: tuple[Source, ...], droit: Any,
        suivies: tuple[Source, ...] = (),
    ) -> None:  # fmt: skip
        # celui que dataclass écrirait prend le double du temps, des milliers de fois par dossier
        champs = self.__dict__
        champs["etape"] = etape
        champs["valeur"] = valeur
        champs["entrees"] = entrees
        champs["sources"] = sources
        champs["suivies"] = suivies
        champs["_droit"] = droit

    @cached_property
    def phrase(self) -> str:
        """Return the French sentence of this step, with its numbers."""
        return "" if self.vide else self.etape.regle.expliquer(self.entrees, self._droit, connu=self.valeur)

    @property
    def vide(self) -> bool:
        """Return whether the step stands on an empty row of a table."""
        return self.valeur is None

    @property
    def reference(self) -> str:
        """Return the text and article of the rule, then those of the parameters that it read, or that it follows."""
        regle = self.etape.regle
        sources = self.sources or (self.suivies if regle.texte == "texte en vigueur" else ())
        lus = [source.reference for source in sources if source.reference != regle.reference]
        propre = [] if regle.texte == "texte en vigueur" and lus else [regle.reference]
        return " ; ".join(dict.fromkeys([*propre, *lus]))

    @property
    def statut(self) -> str:
        """Return the weakest status among the rule, the parameters read, and those that the amount follows."""
        ordre = list(STATUTS)
        regle = self.etape.regle
        statuts = [s.statut for s in (*self.sources, *self.suivies)]
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
    version: str = ""
    """That of the older tool whose rules were followed; "" for those of today."""

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
        return tuple([calculee for calculee in self.etapes if calculee.valeur is not None])


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
        codes = TABLEAUX[tableau].codes
        for rang in range(1, capacite(dossier, tableau) + 1):
            for code in codes:
                saisies[f"{tableau}.{rang}.{code}"] = None
    for tableau in TABLES_FIXES:
        codes = TABLEAUX[tableau].codes
        for rangee in rangees(tableau, droit):
            for code in codes:
                saisies[f"{tableau}.{rangee}.{code}"] = None
    for saisie, valeur in dossier.saisies().items():
        if saisie in saisies or saisie.startswith("identite."):
            saisies[saisie] = valeur
    return saisies


class _Lecteur:
    """The values as the steps read them; a range read by many steps is gathered once."""

    def __init__(self, valeurs: Mapping[str, Any]) -> None:
        self.valeurs = valeurs
        self._connues: dict[int, tuple[Entree, Any]] = {}  # l'entrée y reste : son rang n'est à personne d'autre

    def lire(self, entree: Entree) -> Any:
        if isinstance(entree, str):
            return self.valeurs[entree]
        connue = self._connues.get(id(entree))
        if connue is None:
            connue = self._connues[id(entree)] = (entree, self._assembler(entree))
        return connue[1]

    def _assembler(self, entree: tuple[str, ...] | Const) -> Any:
        if isinstance(entree, Const):
            return Fraction(entree.valeur) if isinstance(entree.valeur, int) else entree.valeur
        return Colonne(map(self.valeurs.__getitem__, entree))


def _remplie(valeur: Any) -> bool:
    """Return whether an input holds something; a number is told by its type, for comparing it would reduce it."""
    return valeur is not None and (type(valeur) is Fraction or valeur != "")


def calculer(dossier: Dossier, droit: Any, version: str = "") -> Resultat:
    """Return the computed dossier: each step evaluated in order, exactly, with what it read.

    ``version`` is that of an older tool, to compute what it computed; without it, the rules are those of today.

    Raises:
        SaisieInvalide: the dossier has no first day (no law can be chosen).
    """
    valeurs: dict[str, Any] = {**constantes(droit), **_saisies(dossier, droit)}
    lecteur, origines = _Lecteur(valeurs), Origines(valeurs)
    calculees = []
    for etape in plan(dossier, droit, version):
        entrees = {
            nom: valeurs[entree] if type(entree) is str else lecteur.lire(entree)
            for nom, entree in etape.entrees.items()
        }
        valeur: Any = None
        lus: tuple[Source, ...] = ()
        if not etape.presence or _remplie(valeurs[etape.presence]):
            if etape.regle.lit_droit:
                temoin = _Temoin(droit)
                valeur = etape.regle.evaluer(entrees, temoin)
                lus = tuple(temoin.lus.values())
            else:
                valeur = etape.regle.evaluer(entrees)
            if valeur is VIDE:
                valeur = Absent(Sorte.A_COMPLETER)
        valeurs[etape.id] = valeur
        origines.noter(etape.id, lus)
        calculees.append(EtapeCalculee(etape, valeur, entrees, lus, droit, origines.de(etape.id)))
    return Resultat(dossier, droit, valeurs, tuple(calculees), version)
