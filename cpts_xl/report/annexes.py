"""Annexes B, C and G: the detailed computation by family, the slip of evidence, the texts applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from cpts_xl.engine.etapes import Const
from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.engine.schema.preuves import CITATIONS
from cpts_xl.formats import jour
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.preuves import force, pieces_de
from cpts_xl.report.typographie import SANS_CELLULE, TIRET, Chiffre, composer, initiale
from cpts_xl.rules.lectures import STATUTS

_TETE = re.compile(r"^[^=(]*? : [^=(]*?(?: = | (?=\(car ))")
"""How a sentence starts: « Plafond de la ligne : 90 000,00 € = ». The columns beside it already say so."""

_ALLEGER = (
    (re.compile(r"\b([Aa]nnée) de début de"), r"\1 du début de"),
    (re.compile(r"\bannée de date de"), "année de la date de"),
    (re.compile(r", (?:arrondi au centime|borné entre 0 et 1)"), ""),
    (re.compile(r" \(car situation de l'année \([^()]*\)\)"), ""),
    (re.compile(r"ligne de la grille \([^()]*\)"), "la ligne"),
    (re.compile(r"pour mission \([^()]*\)"), "pour la mission"),
    (re.compile(r" parmi les familles de lignes"), ""),
    (re.compile(r" \(car ([^()]*(?:\([^()]*\))?[^()]*)\)"), r", car \1"),
)
"""What the sentence of a cell repeats and a page does not: every amount is rounded, a column is told by its cells."""

_SOURCE = re.compile(r" \(source : [^()]*\)")
_MUETTES = ("code", "volet", "famille", "libelle")
"""Fixed words of the tables: they feed a rule, and a reader has nothing to check in them."""


def annexe_b(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the lines of annex B by family: reference, value, computation, text, inputs and cell."""
    titre = lambda numerotee: numerotee[0].titre  # noqa: E731 - la clé d'un seul regroupement
    return [
        {
            "titre": composer(nom),
            "numero": f"B{lignes[0][0].chiffre}",
            "lignes": [_ligne(lecteur, numero, calculee) for _, numero, calculee in lignes],
            "sources": composer(" ; ".join(_sources(lignes))),
        }
        for nom, numerotees in groupby(lecteur.numerotees, key=titre)
        for lignes in (list(numerotees),)
    ]


def _sources(lignes: list[tuple[Any, str, EtapeCalculee]]) -> list[str]:
    """Return where the amounts and thresholds read in the texts were found, each once."""
    lues = (source for _, _, calculee in lignes for source in (*calculee.sources, *calculee.suivies))
    return list(dict.fromkeys(source.reference for source in lues if "(source : " in source.reference))


def _ligne(lecteur: Lecteur, numero: str, calculee: EtapeCalculee) -> dict[str, Any]:
    ident = calculee.etape.id
    texte = calculee.valeur.texte if manque(calculee.valeur) else lecteur.texte(ident)
    return {
        "ref": numero,
        "libelle": composer(calculee.etape.libelle),
        "valeur": Chiffre(texte, "", lecteur.cellule(ident)),
        "texte": composer(_texte(calculee)),
        "entrees": composer(" ; ".join(_entrees(lecteur, calculee))) or TIRET,
        "cellule": lecteur.cellule(ident),
        "phrase": composer(_calcul(lecteur, calculee)),
    }


def _calcul(lecteur: Lecteur, calculee: EtapeCalculee) -> str:
    """Return the sentence of a step without what its columns say; that of a rate joins its amount."""
    phrase = _allegee(calculee.phrase)
    taux = lecteur.resultat.par_id.get(f"{calculee.etape.id.rpartition('.')[0]}.taux_mesure")
    if taux is None or taux.vide or not calculee.etape.id.startswith("indicateur."):
        return phrase
    if manque(taux.valeur) or lecteur.sans_objet(taux.etape.id):
        return f"{phrase} Taux : {lecteur.texte(taux.etape.id)}."
    return f"{phrase} Taux : {lecteur.texte(taux.etape.id)} = {_minuscule(_allegee(taux.phrase))}"


def _minuscule(phrase: str) -> str:
    return f"{phrase[:1].lower()}{phrase[1:]}"


def _allegee(phrase: str) -> str:
    legere = _TETE.sub("", phrase, count=1)
    for motif, mots in _ALLEGER:
        legere = motif.sub(mots, legere)
    return initiale(legere.removeprefix(", "))


def _texte(calculee: EtapeCalculee) -> str:
    """Return text and article, and how sure they are; the sources of the texts stand below the table."""
    statut = STATUTS[calculee.statut]
    reference = _SOURCE.sub("", calculee.reference)
    if calculee.statut == "convention" or f"({statut})" in reference:
        return reference
    return f"{reference} ({statut})"


def _entrees(lecteur: Lecteur, calculee: EtapeCalculee) -> Iterator[str]:
    """Yield the cells that feed a step, sheet by sheet; the name of its own sheet is not written."""
    propre = lecteur.cellule(calculee.etape.id).partition("!")[0]
    par_feuille: dict[str, dict[str, None]] = {}
    for entree in calculee.etape.entrees.values():
        if isinstance(entree, Const) or not entree:
            continue
        bouts = (entree,) if isinstance(entree, str) else (entree[0], entree[-1])
        cellules = [lecteur.cellule(bout) for bout in bouts]
        if bouts[0].rpartition(".")[2] in _MUETTES or SANS_CELLULE in cellules:
            continue
        feuille = cellules[0].partition("!")[0]
        places = dict.fromkeys(cellule.partition("!")[2] for cellule in cellules)
        par_feuille.setdefault(feuille, {})[":".join(places)] = None
    for feuille, places in par_feuille.items():
        ecrites = ", ".join(places)
        yield ecrites if feuille == propre else f"{feuille}!{ecrites}"


def annexe_c(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the slip of evidence: one line per piece, then one per indicator that none supports."""
    pieces = [
        _piece(lecteur, rang, fiche)
        for rang, fiche in enumerate(lecteur.dossier.liste("piece"), 1)
        if fiche.get("numero")
    ]
    fiches = enumerate(lecteur.dossier.liste("indicateur"), 1)
    return [*pieces, *(_sans_piece(lecteur, rang) for rang, f in fiches if f.get("id") and not _citee(lecteur, f))]


def _citee(lecteur: Lecteur, fiche: Any) -> bool:
    ident = str(fiche["id"]).casefold()
    return any(
        ident == str(piece.get(champ) or "").casefold()
        for piece in lecteur.dossier.liste("piece")
        for champ in CITATIONS
    )


def _piece(lecteur: Lecteur, rang: int, fiche: Any) -> dict[str, Any]:
    p = f"piece.{rang}"
    servis = [str(fiche[champ]) for champ in (*CITATIONS, "action") if fiche.get(champ)]
    fichier = str(fiche.get("fichier") or "")
    page = f", page {lecteur.saisie(f'{p}.page')}" if fiche.get("page") else ""
    return {
        "numero": lecteur.saisie(f"{p}.numero"),
        "date": lecteur.saisie(f"{p}.date"),
        "type": lecteur.saisie(f"{p}.type"),
        "intitule": lecteur.saisie(f"{p}.intitule"),
        "fichier": composer(f"{fichier}{page}") or TIRET,
        "sert": composer(", ".join(servis)) or TIRET,
        "force": lecteur.chiffre(f"{p}.force"),
        "validite": lecteur.texte(f"{p}.validite").lower(),
        "cellule": lecteur.cellule(f"{p}.numero"),
    }


def _sans_piece(lecteur: Lecteur, rang: int) -> dict[str, Any]:
    i = f"indicateur.{rang}"
    return {
        "numero": TIRET, "date": TIRET, "type": TIRET,
        "intitule": pieces_de(lecteur, rang),
        "fichier": TIRET,
        "sert": lecteur.saisie(f"{i}.id"),
        "force": lecteur.chiffre(f"{i}.force"),
        "validite": force(lecteur.valeurs[f"{i}.force"]).partition("\N{EN DASH}")[2].strip() or TIRET,
        "cellule": lecteur.cellule(f"{i}.id"),
    }  # fmt: skip


def textes_appliques(lecteur: Lecteur) -> list[dict[str, str]]:
    """Return the texts in force on the first day of the year."""
    return [
        {
            "titre": composer(texte.titre),
            "signature": jour(texte.signature) if texte.signature else SANS_CELLULE,
            "effet": jour(texte.effet),
            "statut": STATUTS[str(texte.effet_statut)],
            "source": composer(texte.source),
        }
        for texte in lecteur.droit.textes
    ]
