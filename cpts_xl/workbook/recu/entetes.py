"""The headers that a user rewrote or translated: whose column it still is, by its name, its place and its contents.

A column that was removed, or moved under other words, is not found here: it stays missing, and is told as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from cpts_xl.workbook.empreinte.jetons import reference
from cpts_xl.workbook.feuilles.modele import Colonne, FeuilleTableau
from cpts_xl.workbook.layout import nom_colonne
from cpts_xl.workbook.recu.anciens import absente_alors
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.xlsx.types import ClasseurLu, FeuilleLue, lettres

LISIBLES = 120
"""Letters of a rewritten header that are told."""


class Recrit(NamedTuple):
    """A header that is no longer ours, over a column that still is."""

    code: str
    titre: str
    lu: str
    ligne: int
    colonne: int

    @property
    def adresse(self) -> str:
        """Return the cell of the header."""
        return f"{lettres(self.colonne)}{self.ligne}"


class ZoneNommee(NamedTuple):
    """What the name of a column covers: its column, its first and last row."""

    colonne: int
    haut: int
    bas: int


def recrits(
    classeur: ClasseurLu, decrite: FeuilleTableau, feuille: FeuilleLue, entete: int, colonnes: Mapping[str, int]
) -> dict[str, Recrit]:
    """Return, by code, the columns of a table whose header was rewritten; ``colonnes`` are those found by their title.

    ``entete`` is the row of the headers, 0 when not one of them was recognised.
    """
    manquantes = [col for col in decrite.colonnes if col.code not in colonnes]
    if not manquantes:
        return {}
    nommees = dict(zones_nommees(classeur, decrite, feuille))
    rang = entete or _rang_des_titres(nommees)
    titres = {normaliser(col.titre) for col in decrite.colonnes}
    prises = set(colonnes.values())
    rendus: dict[str, Recrit] = {}
    for col in manquantes:
        colonne = nommees[col.code].colonne if col.code in nommees else _entre_voisines(decrite, col, colonnes)
        sans_nom = col.code not in nommees
        if not colonne or colonne in prises or (sans_nom and not _sans_noms(classeur, decrite, col, nommees)):
            continue
        cellule = feuille.ligne(rang).get(colonne)
        lu = cellule.valeur if cellule is not None else None
        if not isinstance(lu, str) or not lu.strip() or normaliser(lu) in titres:
            continue
        bas = nommees[col.code].bas if not sans_nom else feuille.dimensions[0]
        if _a_sa_place(decrite, col, colonne, {**colonnes, **{r.code: r.colonne for r in rendus.values()}}) and (
            _du_genre(col, feuille, colonne, range(rang + 1, min(bas, feuille.dimensions[0]) + 1))
        ):
            rendus[col.code] = Recrit(col.code, col.titre, " ".join(lu.split())[:LISIBLES], rang, colonne)
            prises.add(colonne)
    return rendus


def zones_nommees(
    classeur: ClasseurLu, decrite: FeuilleTableau, feuille: FeuilleLue
) -> Iterator[tuple[str, ZoneNommee]]:
    """Yield what the names of the columns of a table cover, on its own sheet."""
    noms = {nom.upper(): zone for nom, zone in classeur.noms.items() if "!" not in nom}
    for col in decrite.colonnes:
        lue = reference(noms.get(nom_colonne(decrite.prefixe, col.code), ""))
        if lue is None or lue.colonne != lue.derniere_colonne:
            continue
        if normaliser(lue.feuille) == normaliser(feuille.nom):
            yield col.code, ZoneNommee(lue.colonne, lue.ligne, lue.derniere_ligne)


def _rang_des_titres(nommees: Mapping[str, ZoneNommee]) -> int:
    """Return the row above most of the named columns: where the headers stand when not one was recognised."""
    hauts = Counter(nommee.haut for nommee in nommees.values())
    return hauts.most_common(1)[0][0] - 1 if hauts else 0


def _sans_noms(classeur: ClasseurLu, decrite: FeuilleTableau, col: Colonne, nommees: Mapping[str, ZoneNommee]) -> bool:
    """Return whether a program dropped all the names of a table: a name lost alone is that of a removed column."""
    version = str(classeur.proprietes.get("cpts_xl_version", ""))
    noms = {nom.upper() for nom in classeur.noms}
    perdus = not nommees and not any(nom_colonne(decrite.prefixe, c.code) in noms for c in decrite.colonnes)
    return perdus and not absente_alors(version, decrite.nom, col.code)


def _entre_voisines(decrite: FeuilleTableau, col: Colonne, colonnes: Mapping[str, int]) -> int:
    """Return the column between the two neighbours of a missing one, when both stand where they must; 0 otherwise."""
    rang = decrite.colonnes.index(col)
    avant = colonnes.get(decrite.colonnes[rang - 1].code) if rang else 0
    apres = colonnes.get(decrite.colonnes[rang + 1].code) if rang + 1 < len(decrite.colonnes) else None
    if avant is None or apres is None or apres != avant + 2:  # au bord droit, rien ne dit où le tableau finit
        return 0
    return avant + 1


def _a_sa_place(decrite: FeuilleTableau, col: Colonne, colonne: int, colonnes: Mapping[str, int]) -> bool:
    """Return whether a column stands after those that precede it in the layout, and before those that follow."""
    rang = decrite.colonnes.index(col)
    avant = [colonnes[c.code] for c in decrite.colonnes[:rang] if c.code in colonnes]
    apres = [colonnes[c.code] for c in decrite.colonnes[rang + 1 :] if c.code in colonnes]
    return max(avant, default=0) < colonne and (not apres or colonne < min(apres))


def _du_genre(col: Colonne, feuille: FeuilleLue, colonne: int, lignes: range) -> bool:
    """Return whether a column holds what its field expects: most of its cells, since one may be mistyped."""
    if col.champ is None:
        return True
    cellules = (feuille.ligne(ligne).get(colonne) for ligne in lignes)
    valeurs = [c.valeur for c in cellules if c is not None and c.valeur is not None and c.valeur != ""]
    justes = sum(_convient(col, valeur) for valeur in valeurs)
    return 2 * justes >= len(valeurs)


def _convient(col: Colonne, valeur: Any) -> bool:
    champ = col.champ
    if champ is None or isinstance(valeur, bool):
        return champ is None
    if champ.genre.code == "jour":
        return isinstance(valeur, date)
    if champ.genre.numerique:
        return isinstance(valeur, Fraction)
    if champ.choix:
        return str(valeur).strip().casefold() in {mot.casefold() for mot in champ.choix}
    return isinstance(valeur, str | Fraction | date)
