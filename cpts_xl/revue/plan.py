"""The steps of a review: each indicator with three values (CPTS, CPAM, agreed), and what each makes of the rights.

The rules are those of the engine, fed otherwise: nothing is computed here that a rule does not compute. Like a dossier,
a review is a list of steps, read twice: as values, and as native formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpts_xl.absence import VIDE, Absent, Sorte
from cpts_xl.engine.etapes import PERIMETRES, Const, Entree, Etape
from cpts_xl.engine.schema import NB_PALIERS
from cpts_xl.rules import CATALOGUE

CPTS, CPAM, CONVENU = "cpts", "cpam", "convenu"
CAS = (CPTS, CPAM, CONVENU)
"""The three ways to value an indicator: as the CPTS measured it, as the CPAM did, as both agreed."""
REALISE = "réalisé"
PALIERS = range(1, NB_PALIERS + 1)


@dataclass(frozen=True, slots=True)
class Indicateur:
    """What the review keeps of one indicator: ``ident`` names its inputs and steps (« i.3 »), ``origine`` its row."""

    rang: int
    code: str
    mode: str

    @property
    def ident(self) -> str:
        """Return the prefix of everything that concerns this indicator."""
        return f"i.{self.rang}"

    @property
    def realise(self) -> bool:
        """Return whether the result is a yes or a no, and not a number."""
        return self.mode == REALISE


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of funding; only a variable one follows the indicators."""

    code: str
    variable: bool

    @property
    def ident(self) -> str:
        """Return the prefix of everything that concerns this line."""
        return f"l.{self.code}"


@dataclass(frozen=True, slots=True)
class Revue:
    """The indicators and lines of one review, in order, and the value of each input."""

    indicateurs: tuple[Indicateur, ...]
    lignes: tuple[Ligne, ...]
    saisies: Mapping[str, Any]

    def colonne(self, prefixe: str, code: str) -> tuple[str, ...]:
        """Return the cells of a column of the table of indicators (« i ») or of lines (« l »)."""
        rangees = self.indicateurs if prefixe == "i" else self.lignes
        return tuple(f"{rangee.ident}.{code}" for rangee in rangees)


def plan(revue: Revue) -> tuple[Etape, ...]:
    """Return the steps of a review, each after those that it reads."""
    return (
        *(e for indicateur in revue.indicateurs for e in _indicateur(indicateur)),
        *(e for ligne in revue.lignes for e in _ligne(ligne, revue)),
        *_totaux(revue),
    )


def evaluer(revue: Revue, etapes: tuple[Etape, ...]) -> dict[str, Any]:
    """Return every value of a review: inputs, then steps, exactly as the engine evaluates them.

    A step whose ``presence`` is empty is None: nobody gave that value, and nothing stands for it.
    """
    valeurs: dict[str, Any] = dict(revue.saisies)
    for etape in etapes:
        if etape.presence and valeurs[etape.presence] in {None, ""}:
            valeurs[etape.id] = None
            continue
        valeur = etape.regle.evaluer({nom: _lue(entree, valeurs) for nom, entree in etape.entrees.items()})
        valeurs[etape.id] = Absent(Sorte.A_COMPLETER) if valeur is VIDE else valeur
    return valeurs


def _lue(entree: Entree, valeurs: Mapping[str, Any]) -> Any:
    if isinstance(entree, Const):
        return entree.valeur
    if isinstance(entree, tuple):
        return [valeurs[ident] for ident in entree]
    return valeurs[entree]


def _etape(ident: str, regle: str, libelle: str, presence: str = "", /, **entrees: Entree) -> Etape:
    return Etape(ident, CATALOGUE[regle], libelle, entrees, presence)


def _indicateur(ind: Indicateur) -> Iterator[Etape]:
    """Yield the chain of one indicator, three times, then what separates the parties."""
    i = ind.ident
    for cas in CAS:
        yield from _chaine(ind, cas)
    if not ind.realise:
        yield _etape(
            f"{i}.ecart", "ecart_cpam", f"{ind.code} : valeur CPAM moins valeur CPTS", f"{i}.cpam",
            valeur_cpam=f"{i}.cpam", valeur_mesuree=f"{i}.mesure",
        )  # fmt: skip
    chiffre, fait = _selon_mode(ind, CPAM)
    convenu, convenu_fait = _selon_mode(ind, CONVENU)
    yield _etape(
        f"{i}.accord", "controle_cpam", f"{ind.code} : accord avec la CPAM",
        mode=f"{i}.mode", valeur_mesuree=f"{i}.mesure", valeur_cpam=chiffre, valeur_convenue=convenu,
        realise=f"{i}.realise", realise_cpam=fait, realise_convenu=convenu_fait,
    )  # fmt: skip
    for cas, nom in ((CPAM, "CPAM"), (CONVENU, "convenu")):
        yield _etape(
            f"{i}.difference_{cas}", "ecart_cpam", f"{ind.code} : euros, {nom} moins CPTS",
            f"{i}.cpam" if cas == CPAM else "",
            valeur_cpam=f"{i}.acquis_{cas}", valeur_mesuree=f"{i}.acquis_{CPTS}",
        )  # fmt: skip


def _selon_mode(ind: Indicateur, cas: str) -> tuple[Entree, Entree]:
    """Return what the party said, as a number and as a yes or no: one of them is empty."""
    dit: Entree = Const(None) if cas == CPTS else f"{ind.ident}.{cas}"
    return (Const(None), dit) if ind.realise else (dit, Const(None))


def _chaine(ind: Indicateur, cas: str) -> Iterator[Etape]:
    """Yield, for one way to value an indicator, the rules of the engine from the value to the euros."""
    i = ind.ident
    chiffre, fait = _selon_mode(ind, cas)
    neutralisation = f"{i}.neutralisation_convenue" if cas == CONVENU else f"{i}.neutralisation"

    def etape(suffixe: str, regle: str, libelle: str, **entrees: Entree) -> Etape:
        return _etape(f"{i}.{suffixe}_{cas}", regle, f"{ind.code}, {cas} : {libelle}", **entrees)

    yield etape("valeur", "valeur_retenue", "valeur", valeur_mesuree=f"{i}.mesure", valeur_convenue=chiffre)
    yield etape(
        "palier", "palier", "palier atteint",
        mode=f"{i}.mode", sens=f"{i}.sens", constate=f"{i}.valeur_{cas}",
        seuils=tuple(f"{i}.seuil_{n}" for n in PALIERS),
    )  # fmt: skip
    yield etape(
        "montant_palier", "montant_palier", "montant du palier",
        palier=f"{i}.palier_{cas}", montants=tuple(f"{i}.montant_{n}" for n in PALIERS),
    )  # fmt: skip
    yield etape(
        "avancement", "avancement", "chemin parcouru",
        mode=f"{i}.mode", sens=f"{i}.sens", depart=f"{i}.depart", cible=f"{i}.cible", constate=f"{i}.valeur_{cas}",
    )  # fmt: skip
    yield etape(
        "atteinte", "taux_atteinte", "taux d'atteinte",
        mode=f"{i}.mode", realise=f"{i}.realise", montant_palier=f"{i}.montant_palier_{cas}",
        montant_en_jeu=f"{i}.enjeu", avancement=f"{i}.avancement_{cas}", realise_convenu=fait,
    )  # fmt: skip
    yield etape(
        "taux", "taux_retenu", "taux retenu", taux_atteinte=f"{i}.atteinte_{cas}", neutralisation=neutralisation
    )
    yield etape(
        "acquis", "montant_acquis", "montant acquis", montant_en_jeu=f"{i}.enjeu", taux_atteinte=f"{i}.taux_{cas}"
    )


def _ligne(ligne: Ligne, revue: Revue) -> Iterator[Etape]:
    """Yield the right of a line for each way to value the indicators; a fixed line has the same in all three."""
    i = ligne.ident
    if ligne.variable:
        for cas in CAS:
            yield _etape(
                f"{i}.acquis_{cas}", "acquis_mission", f"{ligne.code}, {cas} : acquis aux indicateurs",
                enveloppe=f"{i}.plafond", mission=f"{i}.mission", missions=revue.colonne("i", "mission"),
                montants=revue.colonne("i", f"acquis_{cas}"),
            )  # fmt: skip
            yield _etape(
                f"{i}.droit_{cas}", "droit_variable", f"{ligne.code}, {cas} : droit ouvert",
                plafond=f"{i}.plafond", acquis=f"{i}.acquis_{cas}", prorata=f"{i}.prorata",
            )  # fmt: skip
    yield from _differences(i, ligne.code)
    commun: dict[str, Entree] = {"droit_ouvert": f"{i}.droit_{CONVENU}", "verse": f"{i}.verse"}
    yield _etape(f"{i}.reste", "reste_a_percevoir", f"{ligne.code} : reste à percevoir", **commun)
    yield _etape(f"{i}.trop_percu", "trop_percu", f"{ligne.code} : trop-perçu", **commun)


def _differences(prefixe: str, nom: str) -> Iterator[Etape]:
    for cas, mot in ((CPAM, "CPAM"), (CONVENU, "convenu")):
        yield _etape(
            f"{prefixe}.difference_{cas}", "ecart_cpam", f"{nom} : droit, {mot} moins CPTS",
            valeur_cpam=f"{prefixe}.droit_{cas}", valeur_mesuree=f"{prefixe}.droit_{CPTS}",
        )  # fmt: skip


def _totaux(revue: Revue) -> Iterator[Etape]:
    """Yield the right of each named perimeter, then what remains to be paid or paid back, all lines together."""
    for perimetre in PERIMETRES:
        p = f"p.{perimetre.code}"
        for cas in CAS:
            yield _etape(
                f"{p}.droit_{cas}", "dotation", f"{perimetre.libelle}, {cas} : droit ouvert",
                montants=revue.colonne("l", f"droit_{cas}"), familles=revue.colonne("l", "famille"),
                avec_fonctionnement=Const(perimetre.fonctionnement),
                avec_supplement_snp=Const(perimetre.supplement_snp),
                avec_crise_variable=Const(perimetre.crise_variable),
            )  # fmt: skip
        yield from _differences(p, perimetre.libelle)
    for mesure in ("verse", "reste", "trop_percu"):
        yield _etape(f"t.{mesure}", "total", f"Total, {mesure.replace('_', ' ')}", montants=revue.colonne("l", mesure))
    for cas in CAS:
        yield _etape(f"t.acquis_{cas}", "total", f"Total, acquis, {cas}", montants=revue.colonne("i", f"acquis_{cas}"))
    for cas in (CPAM, CONVENU):
        yield _etape(
            f"t.difference_{cas}", "ecart_cpam", f"Total, acquis, {cas} moins CPTS",
            valeur_cpam=f"t.acquis_{cas}", valeur_mesuree=f"t.acquis_{CPTS}",
        )  # fmt: skip
