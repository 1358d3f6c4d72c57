"""Two models compared: what was added, lost or changed, told by what it designates and where it was read."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.formats import pluriel
from cpts_xl.workbook.empreinte.modele import Modele

MAXIMUM = 12
"""Differences told one by one; beyond, in one sentence."""
LONGUEUR = 160
_CAUSES = {"nom": Cause.NOM, "bareme": Cause.PARAMETRE, "dates": Cause.CALENDRIER}


def ecarts(lu: Modele, attendu: Modele) -> Iterator[Constat]:
    """Yield the differences, at most ``MAXIMUM`` one by one: each with its cell, what was read and what was due."""
    trouvees, dues = _par_ident(set(lu.lignes) - set(attendu.lignes)), _par_ident(set(attendu.lignes) - set(lu.lignes))
    idents = sorted({*trouvees, *dues})
    for ident in idents[:MAXIMUM]:
        lignes = trouvees.get(ident, [])
        feuille, adresse = lu.lieux.get(f"{ident}:{lignes[0]}", ("", "")) if lignes else ("", "")
        if ident.startswith("nom.") or not feuille:
            feuille = adresse = ""
        yield Constat(
            Gravite.BLOQUANT, f"{_dit(ident)} n'est pas ce que l'outil écrit.", feuille, adresse,
            _court(lignes), _court(dues.get(ident, [])),
            cause=_CAUSES.get(ident.partition(".")[0], Cause.MODELE_ALTERE),
        )  # fmt: skip
    if (reste := len(idents) - MAXIMUM) > 0:
        s = pluriel(reste)
        yield Constat(Gravite.BLOQUANT, f"{reste} autre{s} écart{s} avec le modèle.", cause=Cause.MODELE_ALTERE)


def _par_ident(lignes: set[str]) -> dict[str, list[str]]:
    par_ident: dict[str, list[str]] = {}
    for ligne in sorted(lignes):
        ident, _, contenu = ligne.partition(":")
        par_ident.setdefault(ident, []).append(contenu)
    return par_ident


def _dit(ident: str) -> str:
    """Return how a thing is named in a sentence."""
    tete, _, reste = ident.partition(".")
    if tete == "nom":
        return f"Le nom {reste}"
    if tete == "bareme":
        return f"Le paramètre « {reste.rpartition('.')[0] or reste} »"
    return f"« {ident} »"


def _court(contenus: list[str]) -> str:
    if not contenus:
        return "rien"
    texte = contenus[0].removeprefix("=")
    autres = len(contenus) - 1
    suite = f" (et {autres} autre{pluriel(autres)} écriture{pluriel(autres)})" if autres else ""
    return (texte if len(texte) <= LONGUEUR else f"{texte[: LONGUEUR - 1]}…") + suite
