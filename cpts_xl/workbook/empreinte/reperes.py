"""What each cell of a workbook designates, wherever it stands: « ligne.acces_fixe.plafond », « indicateur[].acquis ».

Sheets are found by name, columns by header (else by the name that covers them), rows by code; the rows of a free table
have no identity of their own. So an inserted row, a moved column or another capacity change no designation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import Any

from cpts_xl.engine.etapes import PERIMETRES
from cpts_xl.engine.schema import IDENTITE, TABLEAUX
from cpts_xl.workbook import sheets
from cpts_xl.workbook.empreinte.grille import Grille
from cpts_xl.workbook.empreinte.jetons import Reference, reference, references
from cpts_xl.workbook.layout import IDENTITE_CALCULS, nom_colonne
from cpts_xl.workbook.recu.locate import entete_de, feuilles_par_nom, normaliser
from cpts_xl.workbook.sheets import FeuilleTableau
from cpts_xl.workbook.xlsx.types import ClasseurLu, FeuilleLue, lettres

BAREME, CONTROLES, CALCULS = "bareme", "controle", "calculs"
"""What designates the sheets that are not one of the tables."""
TITRES_BAREME = {"cle": "Clé", "valeur": "Valeur", "rang": "Taille", "seuil": "À partir de (habitants)"}
TITRES_CONTROLES = {"numero": "N°", "libelle": "Contrôle", "resultat": "Résultat"}
TITRES_CALCULS = {"numero": "N°", "classeur": "Valeur du classeur", "outil": "Valeur de l'outil", "ecart": "Écart"}
_LIGNES_D_ENTETE = 30


class Reperes:
    """The sheets of ours in one workbook; what a reference designates there."""

    def __init__(self, classeur: ClasseurLu) -> None:
        self.classeur = classeur
        self.feuilles = feuilles_par_nom(classeur)
        self.zones = {nom.upper(): lue for nom, zone in classeur.noms.items() if (lue := reference(zone)) is not None}
        self.grilles: dict[str, Grille] = {}
        for description in sheets.TABLEAUX_FEUILLES:
            self._poser(self._tableau(description))
        for grille in (self._identite(), self._bareme(), self._controles(), self._calculs()):
            self._poser(grille)
        for description in sheets.TABLEAUX_FEUILLES:
            if menant := TABLEAUX[description.prefixe].suit:
                self._suivre(description, sheets.feuille_de(menant))

    def _suivre(self, description: FeuilleTableau, menant: FeuilleTableau) -> None:
        """Note which row each row of a computed table follows: the one that its key shows."""
        grille, meneuse = self.grille(description.nom), self.grille(menant.nom)
        if grille is None or meneuse is None:
            return
        grille.meneuse = meneuse
        cle = grille.colonne(description.cle)
        for ligne in range(grille.premiere, min(grille.derniere, grille.feuille.dimensions[0]) + 1):
            cellule = grille.feuille.ligne(ligne).get(cle)
            if cellule is not None and cellule.formule is not None:
                suivies = (lue for lue in references(cellule.formule) if self.grille(lue.feuille) is meneuse)
                if (suivie := next(suivies, None)) is not None:
                    grille.meneurs[ligne] = suivie.ligne

    def _poser(self, grille: Grille | None) -> None:
        if grille is not None:
            self.grilles[grille.feuille.nom] = grille

    def grille(self, feuille: str) -> Grille | None:
        """Return the grid of a sheet, by its name as a formula or a name writes it; None if it is not ours."""
        connue = self.grilles.get(feuille)
        if connue is None and (lue := self.feuilles.get(normaliser(feuille))) is not None:
            connue = self.grilles.get(lue.nom)
        return connue

    def designer(self, lue: Reference, feuille: str, ici: int) -> str:
        """Return what a reference designates, for a formula that stands in ``feuille``, row ``ici``."""
        nom = lue.feuille or feuille
        grille = self.grille(nom)
        if grille is None:
            bouts = [f"{lettres(lue[1])}{lue[2]}", f"{lettres(lue[3])}{lue[4]}"]
            return f"{normaliser(nom)}!{':'.join(dict.fromkeys(bouts))}"
        if not lue.feuille or nom == feuille:
            return grille.mots(lue, ici)
        ou = self.grilles.get(feuille)
        if ou is not None and ou.meneuse is grille and lue.ligne == lue.derniere_ligne == ou.meneurs.get(ici):
            noms = (grille.colonnes.get(c, lettres(c)) for c in (lue.colonne, lue.derniere_colonne))
            return f"{grille.prefixe}[=].{':'.join(dict.fromkeys(noms))}"
        return grille.mots(lue, 0)

    # -- les feuilles --------------------------------------------------------------------------------------------

    def _feuille(self, nom: str) -> FeuilleLue | None:
        return self.feuilles.get(normaliser(nom))

    def _tableau(self, description: FeuilleTableau) -> Grille | None:
        feuille = self._feuille(description.nom)
        if feuille is None:
            return None
        entete, colonnes = _entete(feuille, {col.code: col.titre for col in description.colonnes})
        etendues: Counter[tuple[int, int]] = Counter()
        for col in description.colonnes:
            zone = self.zones.get(nom_colonne(description.prefixe, col.code))
            if zone is not None and normaliser(zone.feuille) == normaliser(feuille.nom):
                etendues[zone.ligne, zone.derniere_ligne] += 1
                if col.code not in colonnes.values():  # un titre traduit : le nom de la colonne la désigne encore
                    colonnes.setdefault(zone.colonne, col.code)
        premiere, derniere = min(etendues, key=lambda e: (-etendues[e], e), default=(entete + 1, feuille.dimensions[0]))
        grille = Grille(feuille, description.prefixe, entete, colonnes, premiere, derniere)
        if TABLEAUX[description.prefixe].rangees is not None:
            grille.codes = dict(_codes(feuille, grille.colonne("code") or 1, premiere, derniere))
        if description is sheets.FINANCEMENT_FEUILLE:
            grille.suites = dict(_suites(feuille, grille.colonne("libelle") or 2, derniere))
        return grille

    def _identite(self) -> Grille | None:
        feuille = self._feuille(sheets.IDENTITE)
        if feuille is None:
            return None
        entete, colonnes = _entete(feuille, {"rubrique": "Rubrique", "valeur": "Valeur"})
        attendus = {normaliser(champ.libelle): champ.code for champ in IDENTITE}
        attendus |= {normaliser(libelle): code for code, libelle in IDENTITE_CALCULS}
        rubrique = _inverse(colonnes).get("rubrique", 1)
        codes: dict[int, str] = {}
        for ligne in sorted(feuille.lignes):
            cellule = feuille.lignes[ligne].get(rubrique)
            code = attendus.pop(normaliser(cellule.valeur), None) if cellule is not None else None
            if code is not None and ligne > entete:
                codes[ligne] = code
        colonnes.setdefault(2, "valeur")
        return Grille(feuille, sheets.IDENTITE, entete, colonnes, min(codes, default=1), max(codes, default=0), codes)

    def _bareme(self) -> Grille | None:
        feuille = self._feuille(sheets.BAREME)
        if feuille is None:
            return None
        entete, colonnes = _entete(feuille, TITRES_BAREME)
        zone = self.zones.get("BAREME_CLE")
        fin = zone.derniere_ligne if zone is not None else feuille.dimensions[0]
        return Grille(feuille, BAREME, entete, colonnes, entete + 1, fin,
                      dict(_codes(feuille, _inverse(colonnes).get("cle", 1), entete + 1, fin)))  # fmt: skip

    def _controles(self) -> Grille | None:
        return self._numerotee(sheets.CONTROLES, CONTROLES, TITRES_CONTROLES, "libelle")

    def _calculs(self) -> Grille | None:
        return self._numerotee(sheets.CALCULS, CALCULS, TITRES_CALCULS, "")

    def _numerotee(self, nom: str, prefixe: str, titres: dict[str, str], cle: str) -> Grille | None:
        """Return the grid of a list without names, whose rows carry a number."""
        feuille = self._feuille(nom)
        if feuille is None:
            return None
        entete, colonnes = _entete(feuille, titres)
        numero = _inverse(colonnes).get("numero", 1)
        lignes = [
            ligne
            for ligne, cellules in feuille.lignes.items()
            if ligne > entete and numero in cellules and isinstance(cellules[numero].valeur, Fraction)
        ]
        grille = Grille(feuille, prefixe, entete, colonnes, min(lignes, default=1), max(lignes, default=0))
        if cle:
            place = _inverse(colonnes).get(cle, 2)
            grille.codes = dict(_codes(feuille, place, grille.premiere, grille.derniere))
        return grille


def _inverse(colonnes: dict[int, str]) -> dict[str, int]:
    return {code: colonne for colonne, code in colonnes.items()}


def _entete(feuille: FeuilleLue, titres: dict[str, str]) -> tuple[int, dict[int, str]]:
    """Return the row of the headers, and the code of each column; by the very words first, which is quick."""
    par_titre = {titre: code for code, titre in titres.items()}
    meilleure, rang = 0, 0
    for ligne in range(1, _LIGNES_D_ENTETE + 1):
        vues = sum(1 for c in feuille.ligne(ligne).values() if isinstance(c.valeur, str) and c.valeur in par_titre)
        if vues > meilleure:
            meilleure, rang = vues, ligne
    if meilleure >= len(titres):
        colonnes: dict[int, str] = {}
        for colonne, cellule in feuille.ligne(rang).items():
            code = par_titre.get(cellule.valeur) if isinstance(cellule.valeur, str) else None
            if code is not None and code not in colonnes.values():
                colonnes[colonne] = code
        return rang, colonnes
    rang, trouvees = entete_de(feuille, tuple(titres.values()))
    return rang, {colonne: par_titre[titre] for titre, colonne in trouvees.items()}


def _codes(feuille: FeuilleLue, colonne: int, premiere: int, derniere: int) -> Iterable[tuple[int, str]]:
    """Yield the rows of a table and their code, the second of two equal codes being told from the first."""
    vus: Counter[str] = Counter()
    for ligne in range(premiere, min(derniere, feuille.dimensions[0]) + 1):
        cellule = feuille.ligne(ligne).get(colonne)
        code = _mot(cellule.valeur) if cellule is not None else ""
        if code:
            vus[code] += 1
            yield ligne, code if vus[code] == 1 else f"{code}#{vus[code]}"


@cache
def _mot_de_texte(texte: str) -> str:
    return normaliser(texte)


def _mot(valeur: Any) -> str:
    if isinstance(valeur, str):
        return _mot_de_texte(valeur)
    return "" if valeur is None else normaliser(valeur)


def _suites(feuille: FeuilleLue, colonne: int, derniere: int) -> Iterable[tuple[int, str]]:
    """Yield the rows under the table of Financement that have a name: totals, named perimeters, the gap of access."""
    perimetres = {normaliser(mot): f"perimetre.{p.code}" for p in PERIMETRES for mot in (p.libelle, p.autrefois) if mot}
    for ligne in sorted(n for n in feuille.lignes if n > derniere):
        cellule = feuille.ligne(ligne).get(colonne)
        libelle = _mot(cellule.valeur) if cellule is not None else ""
        if libelle.startswith("totaux (plafond"):
            yield ligne, "total"
        elif libelle.startswith("acces aux soins : parts retenues moins"):
            yield ligne, "ecart_acces"
        elif libelle in perimetres:
            yield ligne, perimetres[libelle]
