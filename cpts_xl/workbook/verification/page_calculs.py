"""The sheet Calculs as received: each number stands there again, with the value of the tool and its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.formats import nombre, pluriel
from cpts_xl.rules.genres import ENTIER, afficher
from cpts_xl.workbook import sheets
from cpts_xl.workbook.empreinte.jetons import reference
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import NOMS
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.locate import entete_de, feuilles_par_nom, normaliser
from cpts_xl.workbook.verification.causes import TOLERANCE, memes
from cpts_xl.workbook.verification.copies import PERDU, RECALCULER, REMETTRE, cellule_juste, montrer, valeur_juste
from cpts_xl.workbook.verification.datation import Datation, Difference
from cpts_xl.workbook.verification.formules import equivalentes
from cpts_xl.workbook.xlsx.types import Cellule, FeuilleLue, lettres, position

_RANG = re.compile(r"\d+")
_LIBELLE_COMPTES = "lignes comparees / identiques / a regarder"
_TITRES = ("Calcul", "Cellule", "Valeur du classeur", "Valeur de l'outil", "Écart", "En clair", "N°")


class _Calculs:
    """The sheet Calculs as received: its columns by header, its rows by the cell that each repeats."""

    def __init__(self, layout: LayoutRecu, encre: Encre, feuille: FeuilleLue) -> None:
        self.layout, self.encre, self.feuille = layout, encre, feuille
        self.entete, self.colonnes = entete_de(feuille, _TITRES)
        self.idents = {place: ident for ident, place in layout.places.items() if ident in layout.resultat.par_id}
        self.par_nom = {nom: ident for ident, nom in NOMS.items()}
        self.noms = {normaliser(nom): nom for nom in layout.lecture.classeur.feuilles}
        self.outils: dict[str, Any] = {}
        """The value of the tool, by step, on every row that was recognised."""

    def d_origine(self, ligne: Mapping[int, Cellule], vue: Cellule | None) -> bool:
        """Return whether a row still shows the cell that its own words name: sorted since, it tells of another row."""
        dite = ligne.get(self.colonnes.get("Cellule", 0))
        if dite is None or vue is None or vue.formule is None:
            return False
        nue = vue.formule.removeprefix("=").replace("$", "").replace("'", "")
        return normaliser(dite.valeur) == normaliser(nue)

    def ident(self, formule: str) -> str:
        """Return the step that a plain reference designates, or ""."""
        nue = formule.removeprefix("=")
        if nue.upper() in self.par_nom:
            return self.par_nom[nue.upper()]
        feuille, _, adresse = nue.rpartition("!")
        connue = self.idents.get((feuille, adresse.replace("$", "")))
        if connue is not None:
            return connue
        lue = reference(nue)
        nom = self.noms.get(normaliser(lue.feuille)) if lue is not None else None
        if lue is None or nom is None or lue[1:3] != lue[3:]:
            return ""
        return self.idents.get((nom, f"{lettres(lue.colonne)}{lue.ligne}"), "")


def comparer_calculs(layout: LayoutRecu, encre: Encre, fautes: Mapping[str, Constat]) -> Iterator[Constat]:
    """Yield what is wrong with the sheet Calculs: a redirected cell, a false number, a false gap.

    The values of the tool that it holds are those of the day when it was written: where a later input changed them,
    they are told once, and accuse nobody. A row that no input can have changed was rewritten.
    """
    feuille = feuilles_par_nom(layout.lecture.classeur).get(normaliser(sheets.CALCULS))
    if feuille is None:
        return
    page = _Calculs(layout, encre, feuille)
    if not {"Calcul", "Valeur du classeur", "Valeur de l'outil", "Écart"} <= page.colonnes.keys():
        return
    autres: list[Difference] = []
    perdues: list[str] = []
    lignes = [numero for numero in feuille.lignes if numero > page.entete]
    for numero in lignes:
        ligne = feuille.ligne(numero)
        if page.colonnes["Calcul"] in ligne:
            yield from _ligne(page, numero, ligne, fautes, (autres, perdues))
    lues = sum(page.colonnes["Calcul"] in feuille.ligne(numero) for numero in lignes)
    datation = Datation(layout, encre, page.outils, entiere=len(page.outils) == lues)
    preuves = {autre: datation.preuve(autre) for autre in autres}
    yield from datation.constats(feuille.nom, {autre: preuve for autre, preuve in preuves.items() if preuve})
    if datees := [autre.cellule for autre, preuve in preuves.items() if not preuve]:
        n = len(datees)
        yield Constat(
            Gravite.INFORMATION,
            f"{nombre(n)} valeur{pluriel(n)} de la colonne « Valeur de l'outil » date{pluriel(n, 'nt')} de l'écriture "
            "du classeur : des saisies, ou l'outil, ont changé depuis.",
            feuille.nom, datees[0], cause=Cause.VALEUR,
            remede="Refaire la copie par « cpts-xl relecture » pour que cette colonne suive les saisies.",
        )  # fmt: skip
    if n := len(perdues):
        yield Constat(
            Gravite.A_REGARDER,
            f"{nombre(n)} case{pluriel(n)} montrai{pluriel(n, 'ent', 't')} "
            f"{pluriel(n, 'des cellules qui ont été supprimées', 'une cellule qui a été supprimée')}.",
            feuille.nom, perdues[0], PERDU, cause=Cause.ABSENTE,
            remede="Retrouver la ligne ou la feuille supprimée dans une copie antérieure.",
        )  # fmt: skip
    yield from _comptes(page, lignes)


def _ligne(
    page: _Calculs, numero: int, ligne: Mapping[int, Cellule], fautes: Mapping[str, Constat],
    notes: tuple[list[Difference], list[str]],
) -> Iterator[Constat]:  # fmt: skip
    """Yield what is wrong on one row of the sheet; what may be old, or is lost with its row, goes to ``notes``."""
    autres, perdues = notes
    vue, outil, ecart = (ligne.get(page.colonnes[t]) for t in ("Valeur du classeur", "Valeur de l'outil", "Écart"))
    nom = page.feuille.nom
    ident = page.ident(vue.formule) if vue is not None and vue.formule is not None else ""
    libelle = str(ligne[page.colonnes["Calcul"]].valeur)
    calculee = page.layout.resultat.par_id.get(ident)
    if vue is not None and vue.formule is not None and PERDU in vue.formule:
        perdues.append(vue.adresse)
        return
    if calculee is None or not (_meme_calcul(libelle, calculee.etape.libelle) or page.d_origine(ligne, vue)):
        adresse = f"{lettres(page.colonnes['Valeur du classeur'])}{numero}"
        remplacee = vue is None or vue.formule is None
        quoi = "la formule a été remplacée par une valeur" if remplacee else "la formule montre une autre cellule"
        yield Constat(
            Gravite.BLOQUANT, f"{libelle} : {quoi}.", nom, adresse,
            "vide" if vue is None else en_francais(vue.formule) if vue.formule else str(vue.valeur), remede=REMETTRE,
            cause=Cause.CONSTANTE if remplacee else Cause.FORMULE,
        )  # fmt: skip
        return
    genre = calculee.etape.regle.retour
    page.outils[ident] = outil.valeur if outil is not None else None
    montree = vue.valeur if vue is not None and ident not in fautes else None
    if vue is not None and montree is not None and not memes(montree, calculee.valeur, page.encre):
        ecart = None  # il en découle
        yield Constat(
            Gravite.BLOQUANT, f"{libelle} : la valeur montrée n'est pas celle de la cellule.", nom, vue.adresse,
            montrer(genre, vue.valeur), afficher(genre, calculee.valeur), RECALCULER, Cause.PERIMEE,
        )  # fmt: skip
    if outil is None or outil.formule is not None or not memes(outil.valeur, calculee.valeur, page.encre):
        phrase = ligne.get(page.colonnes.get("En clair", 0))
        place = f"{lettres(page.colonnes[_TITRES[3]])}{numero}"
        autre_phrase = phrase is None or normaliser(phrase.valeur) != normaliser(calculee.phrase)
        if outil is not None and outil.formule is None and autre_phrase:
            autres.append(Difference(ident, libelle, place, outil.valeur))
        else:
            yield Constat(
                Gravite.BLOQUANT, f"{libelle} : la valeur de l'outil n'est pas celle que sa phrase explique.", nom,
                place, "vide" if outil is None else montrer(genre, outil.valeur), afficher(genre, calculee.valeur),
                REMETTRE, Cause.CONSTANTE,
            )  # fmt: skip
    if ecart is not None or montree is None:
        yield from _ecart(page, numero, (vue, outil, ecart), libelle)


def _meme_calcul(ecrit: str, du: str) -> bool:
    """Return whether a row tells of this step; the rank of a row of a table moves with the rows above it."""
    return ecrit == du or normaliser(_RANG.sub("#", ecrit)) == normaliser(_RANG.sub("#", du))


def _ecart(
    page: _Calculs, numero: int, cellules: tuple[Cellule | None, Cellule | None, Cellule | None], libelle: str
) -> Iterator[Constat]:
    """Yield what is wrong with the gap of a row: its formula, or the number that it shows."""
    vue, outil, ecart = cellules
    d, e = (f"${lettres(page.colonnes[t])}{numero}" for t in ("Valeur du classeur", "Valeur de l'outil"))
    due = f'=IF(COUNT({d},{e})=2,ROUND({d}-{e},6),IF({d}={e},0,"différent"))'
    adresse = f"{lettres(page.colonnes['Écart'])}{numero}"
    if ecart is None or ecart.formule is None or not equivalentes(ecart.formule, due, page.feuille.nom):
        yield Constat(
            Gravite.BLOQUANT, f"{libelle} : la formule de l'écart a été changée.", page.feuille.nom, adresse,
            "vide" if ecart is None else en_francais(ecart.formule or str(ecart.valeur)), en_francais(due), REMETTRE,
            Cause.FORMULE if ecart is not None and ecart.formule else Cause.CONSTANTE,
        )  # fmt: skip
        return
    if ecart.valeur is None or vue is None or outil is None:
        return
    if isinstance(vue.valeur, Fraction) and isinstance(outil.valeur, Fraction):
        juste = isinstance(ecart.valeur, Fraction) and abs(ecart.valeur - (vue.valeur - outil.valeur)) <= 2 * TOLERANCE
    else:
        juste = (ecart.valeur == 0) is _egales(vue.valeur, outil.valeur) or vue.valeur is None
    if not juste:
        yield Constat(
            Gravite.BLOQUANT, f"{libelle} : l'écart affiché n'est pas celui des deux valeurs de sa ligne.",
            page.feuille.nom, adresse, str(_affiche_nombre(ecart.valeur)), remede=RECALCULER, cause=Cause.PERIMEE,
        )  # fmt: skip


def _egales(une: Any, autre: Any) -> bool:
    """Return whether a spreadsheet finds two values equal: it compares words without their case."""
    if isinstance(une, str) and isinstance(autre, str):
        return une.casefold() == autre.casefold()
    return bool(une == autre)


def _affiche_nombre(valeur: Any) -> str:
    return nombre(valeur) if isinstance(valeur, Fraction) else str(valeur)


def _comptes(page: _Calculs, lignes: Iterable[int]) -> Iterator[Constat]:
    """Yield what is wrong with the three counts above the table, and the rows that it lost."""
    colonne = page.colonnes["Écart"]
    rangs = [n for n in lignes if colonne in page.feuille.ligne(n)]
    libelle = next((c for n in range(1, page.entete) for c in page.feuille.ligne(n).values()
                    if normaliser(c.valeur) == _LIBELLE_COMPTES), None)  # fmt: skip
    if not rangs:
        return
    yield from _rangs_perdus(page, rangs)
    if libelle is None:
        return
    zone = f"${lettres(colonne)}${min(rangs)}:${lettres(colonne)}${max(rangs)}"
    nuls = sum(page.feuille.ligne(n)[colonne].valeur == 0 for n in rangs)
    ligne, depart = position(libelle.adresse)
    places = [f"{lettres(depart + n)}{ligne}" for n in (1, 2, 3)]
    dues = (f"=ROWS({zone})", f"=COUNTIF({zone},0)", f"=${places[0]}-${places[1]}")
    for adresse, due, valeur in zip(places, dues, (len(rangs), nuls, len(rangs) - nuls), strict=True):
        constat = cellule_juste(page.feuille, adresse, due, ENTIER)
        if constat is None:
            constat = valeur_juste(page.feuille, adresse, Fraction(valeur), ENTIER, page.encre)
        if constat is not None:
            yield constat


def _rangs_perdus(page: _Calculs, rangs: list[int]) -> Iterator[Constat]:
    """Yield the gaps in the numbers of the rows: each was written, and is no longer there."""
    colonne = page.colonnes.get("N°", 1)
    numeros = {
        int(c.valeur) for n in rangs if (c := page.feuille.ligne(n).get(colonne)) and isinstance(c.valeur, Fraction)
    }
    perdus = sorted(set(range(1, max(numeros, default=0))) - numeros)
    n = len(perdus)
    if 0 < n < len(numeros):
        yield Constat(
            Gravite.A_REGARDER,
            f"{nombre(n)} ligne{pluriel(n)} manque{pluriel(n, 'nt')} dans ce tableau, à commencer par le n° "
            f"{perdus[0]}.",
            page.feuille.nom, cause=Cause.LIGNE, remede="Reprendre la feuille de la copie d'origine.",
        )  # fmt: skip
