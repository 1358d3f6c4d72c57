"""Why a report is provisional: the missing data that its totals wait for, and what the entry check blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cpts_xl.constats import Gravite
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.resultat import EtapeCalculee, Resultat
from cpts_xl.engine.schema import IDENTITE, TABLEAUX
from cpts_xl.engine.schema.personnes import PERSONNELLES
from cpts_xl.report.lecteur import libelle_de_saisie, manque
from cpts_xl.report.typographie import composer, initiale

_TOTAUX = ("perimetre.tout.plafond", "perimetre.tout.droit", "perimetre.tout.verse")
_TABLEAUX = {
    "indicateur": "Indicateurs",
    "versement": "Versements",
    "depense": "Dépenses",
    "professionnel": "Professionnels",
    "tarif": "Tarifs",
    "reunion": "Réunions",
    "participation": "Participations",
    "texte": "Textes",
}


def raisons(resultat: Resultat) -> list[str]:
    """Return, in French, why the report is provisional; an empty list when it is complete."""
    motifs = [
        f"Identité : « {champ.libelle} » n'est pas renseigné."
        for champ in IDENTITE
        if champ.obligatoire and resultat.dossier.identite.get(champ.code) in {None, ""}
    ]
    if not resultat.complet:
        motifs.append("La partie financière est incomplète : les totaux ne peuvent être établis.")
        motifs += causes(resultat)
    motifs += [_anomalie(a.saisie, a.message) for a in examiner(resultat.dossier, resultat.droit)
               if a.gravite is Gravite.BLOQUANT]  # fmt: skip
    return list(dict.fromkeys(composer(motif) for motif in motifs))


def causes(resultat: Resultat, totaux: Sequence[str] = _TOTAUX) -> Iterator[str]:
    """Yield the missing data that these totals wait for: each chain of absences, followed down to its source."""
    vues: set[str] = set()
    sources: set[str] = set()
    a_voir = list(totaux)
    while a_voir:
        ident = a_voir.pop()
        if ident in vues or ident not in resultat.par_id or not manque(resultat.valeurs[ident]):
            continue
        vues.add(ident)
        plus_loin = [amont for amont in _amont(resultat.par_id[ident]) if manque(resultat.valeurs[amont])]
        if not plus_loin:
            sources.add(ident)
        a_voir.extend(plus_loin)
    for calculee in resultat.etapes:
        if calculee.etape.id in sources:
            yield _cause(resultat, calculee)


def _amont(calculee: EtapeCalculee) -> Iterator[str]:
    for entree in calculee.etape.entrees.values():
        if isinstance(entree, str):
            yield entree
        elif isinstance(entree, tuple):
            yield from entree


def _cause(resultat: Resultat, calculee: EtapeCalculee) -> str:
    """Return the missing step, and the typed cell that it waits for when one is plainly empty."""
    vides = [
        ident
        for ident in calculee.etape.entrees.values()
        if isinstance(ident, str) and ident not in resultat.par_id and resultat.valeurs.get(ident) is None
    ]
    attendus = ", ".join([*(_nommee(libelle_de_saisie(ident)) for ident in vides), *_cases_vides(resultat, calculee)])
    valeur = resultat.valeurs[calculee.etape.id]
    suite = f" (à saisir : {attendus})" if attendus else ""
    return f"{calculee.etape.libelle} : {initiale(valeur.texte)}{suite}."


def _nommee(libelle: str) -> str:
    """Return the name of a cell in a list of them: between quotes when it holds the comma of the list."""
    return f"« {libelle} »" if "," in libelle else libelle


def _cases_vides(resultat: Resultat, calculee: EtapeCalculee) -> Iterator[str]:
    """Yield the empty cells of a typed column, on the rows that do hold something: « Versements, ligne 1, montant »."""
    for colonne in calculee.etape.entrees.values():
        for ident in colonne if isinstance(colonne, tuple) else ():
            tableau, rang, code = (*ident.split("."), "", "")[:3]
            if tableau not in _TABLEAUX or code not in TABLEAUX[tableau].codes or resultat.valeurs[ident] is not None:
                continue
            if resultat.valeurs[f"{tableau}.{rang}.{TABLEAUX[tableau].cle}"]:
                yield f"{_TABLEAUX[tableau]}, ligne {rang}, {libelle_de_saisie(ident)}"


def _anomalie(saisie: str, message: str) -> str:
    """Return a blocking anomaly with its place; what concerns a person is never quoted."""
    tableau, _, reste = saisie.partition(".")
    rang = reste.partition(".")[0]
    if tableau in PERSONNELLES:
        return f"{_TABLEAUX[tableau]}, ligne {rang} : une saisie est à corriger."
    if tableau in _TABLEAUX:
        return f"{_TABLEAUX[tableau]}, ligne {rang} : {message}"
    return message
