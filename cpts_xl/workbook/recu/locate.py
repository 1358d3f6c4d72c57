"""Where things stand in a received workbook: sheets by name, columns by header, totals and checks by label."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from cpts_xl.engine.etapes import MESURES, PERIMETRES
from cpts_xl.workbook import sheets
from cpts_xl.workbook.xlsx.lu import ClasseurLu, FeuilleLue, lettres

Place = tuple[str, str]
"""A sheet and an address: ("Financement", "K6")."""
_LIGNES_D_ENTETE = range(1, 31)


_LIBELLE = 120
"""Characters beyond which a text is no label: it is compared, but not remembered."""


def normaliser(texte: object) -> str:
    """Return a label as it is compared: no accent, no case, single spaces."""
    lu = str(texte)
    return _remise(lu) if len(lu) <= _LIBELLE else _mise_a_plat(lu)


def _mise_a_plat(texte: str) -> str:
    plat = unicodedata.normalize("NFKD", texte.replace("’", "'")).encode("ascii", "ignore").decode()
    return " ".join(plat.casefold().split())


# les libellés sont les mêmes d'une feuille à l'autre, et d'un classeur à l'autre
_remise = lru_cache(maxsize=4096)(_mise_a_plat)


_NOTRES = frozenset(normaliser(nom) for nom in (*sheets.ORDRE, sheets.REPRISE))


def feuille_de_l_outil(nom: str) -> bool:
    """Return whether a sheet has the name of one of ours; the others are the user's, copies of ours included."""
    return normaliser(nom) in _NOTRES


def feuilles_par_nom(classeur: ClasseurLu) -> dict[str, FeuilleLue]:
    """Return the sheets by their compared name."""
    return {normaliser(nom): feuille for nom, feuille in classeur.feuilles.items()}


def entete_de(feuille: FeuilleLue, cherches: tuple[str, ...]) -> tuple[int, dict[str, int]]:
    """Return the header row and the column of each header; row 0 when none was recognised."""
    attendus = {normaliser(titre): titre for titre in cherches}
    meilleure: tuple[int, dict[str, int]] = (0, {})
    for numero in _LIGNES_D_ENTETE:
        colonnes: dict[str, int] = {}
        for colonne, cellule in feuille.ligne(numero).items():
            titre = attendus.get(normaliser(cellule.valeur))
            if titre is not None:
                colonnes.setdefault(titre, colonne)
        if len(colonnes) > len(meilleure[1]):
            meilleure = (numero, colonnes)
    return meilleure


def _rangs(feuille: FeuilleLue, colonne: int) -> dict[str, int]:
    """Return the row of each label of a column, the first time it appears."""
    rangs: dict[str, int] = {}
    for numero in sorted(feuille.lignes):
        if cellule := feuille.ligne(numero).get(colonne):
            rangs.setdefault(normaliser(cellule.valeur), numero)
    return rangs


def _places(
    feuille: FeuilleLue, numero: int, colonnes: Mapping[str, int], prefixe: str, codes: tuple[str, ...]
) -> Iterator[tuple[str, Place]]:
    for code in codes:
        if code in colonnes:
            yield f"{prefixe}.{code}", (feuille.nom, f"{lettres(colonnes[code])}{numero}")


def restitutions(classeur: ClasseurLu) -> dict[str, Place]:
    """Return where the totals and the named perimeters stand, under the table of Financement, by their label."""
    finance = feuilles_par_nom(classeur).get(normaliser(sheets.FINANCEMENT_FEUILLE.nom))
    return dict(_totaux(finance)) if finance is not None else {}


def _totaux(finance: FeuilleLue) -> Iterator[tuple[str, Place]]:
    titres = {col.titre: col.code for col in sheets.FINANCEMENT_FEUILLE.colonnes}
    _, trouvees = entete_de(finance, tuple(titres))
    colonnes = {titres[titre]: colonne for titre, colonne in trouvees.items()}
    for libelle, numero in _rangs(finance, colonnes.get("libelle", 2)).items():
        if libelle.startswith("totaux (plafond"):
            yield from _places(finance, numero, colonnes, "total", ("acompte", "solde", "reste", "trop_percu"))
        elif libelle.startswith("acces aux soins : parts retenues moins"):
            ecart = {"ecart_acces": colonnes.get("plafond", 10)}
            yield from _places(finance, numero, ecart, "total", ("ecart_acces",))
        for perimetre in PERIMETRES:
            if libelle and libelle in {normaliser(perimetre.libelle), normaliser(perimetre.autrefois)}:
                codes = tuple(code for code, _ in MESURES)
                yield from _places(finance, numero, colonnes, f"perimetre.{perimetre.code}", codes)


def controles(classeur: ClasseurLu, libelles: Mapping[str, str]) -> dict[str, Place]:
    """Return where each check stands, by its label."""
    feuille = feuilles_par_nom(classeur).get(normaliser(sheets.CONTROLES))
    if feuille is None:
        return {}
    _, colonnes = entete_de(feuille, ("Contrôle", "Résultat"))
    rangs = _rangs(feuille, colonnes.get("Contrôle", 2))
    lettre = lettres(colonnes.get("Résultat", 3))
    return {
        ident: (feuille.nom, f"{lettre}{rangs[normaliser(libelle)]}")
        for ident, libelle in libelles.items()
        if normaliser(libelle) in rangs
    }
