"""Where each input and each step stands in a received workbook: the layout as it was found, not as it was written.

Rows may have been inserted or sorted, columns moved, a table made longer: a formula is judged where it now stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from cpts_xl.engine.etapes import MESURES, PERIMETRES, Debut, codes_rangees
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.workbook import sheets
from cpts_xl.workbook.layout import LIGNE_ENTETE, NOMS, Case, Layout, Zone, feuille_citee, nom_colonne
from cpts_xl.workbook.recu.locate import Place, controles, normaliser
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.sheets import FeuilleTableau, Nature
from cpts_xl.workbook.xlsx.types import lettres, position

_COLONNE = re.compile(r"=?(?P<feuille>'(?:[^']|'')+'|[^'!]+)!\$(?P<c>[A-Z]{1,3})\$(?P<haut>\d+):\$(?P=c)\$(?P<bas>\d+)")

MOTS_DES_PERIMETRES = {
    "libelle": "libelle", "fonctionnement": "national", "supplement_snp": "annexe", "crise_variable": "retenu",
}  # fmt: skip
"""What each named perimeter says in words, and the column of Financement under which it says it."""


class Etendue(NamedTuple):
    """A table as it stands: its sheet, first and last row, and the column (from 1) of each of its codes."""

    feuille: str
    haut: int
    bas: int
    colonnes: Mapping[str, int]
    lignes: Mapping[str, int]
    """Row of each rank or code whose inputs, or formulas, were found."""


class _Cases(dict[str, Case]):
    """The cells by identifier, made when they are asked for: a verification cites few of them as such."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        super().__init__()
        self.places = places

    def __missing__(self, ident: str) -> Case:
        feuille, adresse = self.places[ident]
        case = self[ident] = Case(feuille, *position(adresse))
        return case

    def __contains__(self, ident: object) -> bool:
        return ident in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


class LayoutRecu(Layout):
    """The same questions as ``Layout``, answered with the places that the reading found."""

    def __init__(self, resultat: Resultat, lecture: Lecture) -> None:
        # les places ne se calculent pas, elles se lisent : rien de la classe mère n'est à construire
        self.resultat = resultat
        self.droit = resultat.droit
        self.lecture = lecture
        self.rangees = {
            f.prefixe: tuple(f"{f.prefixe}.{code}" for code in codes_rangees(f.prefixe, resultat.dossier, self.droit))
            for f in sheets.TABLEAUX_FEUILLES
        }
        libelles = {c.etape.id: c.etape.libelle for c in resultat.etapes if c.etape.id.startswith("controle.")}
        self.places: dict[str, Place] = {**lecture.places, **controles(lecture.classeur, libelles)}
        self._zones: dict[tuple[int, str], tuple[tuple[str, ...], Zone]] = {}
        self.etendues: dict[str, Etendue] = {}
        self.noms_lus = {
            nom.upper(): cible.removeprefix("=") for nom, cible in lecture.classeur.noms.items() if "!" not in nom
        }
        for feuille in sheets.TABLEAUX_FEUILLES:
            self._situer(feuille)
        self._perimetres_lus()
        self.cases: dict[str, Case] = _Cases(self.places)

    def _situer(self, feuille: FeuilleTableau) -> None:
        """Note the rows and columns of one table, then give the rows left to the ranks that hold nothing."""
        prefixe, codes = feuille.prefixe, [col.code for col in feuille.colonnes]
        places, colonnes, lignes, lue = self.places, {}, {}, ""
        for rangee in self.rangees[prefixe]:
            for code in codes:
                if (place := places.get(f"{rangee}.{code}")) is not None:
                    lue = place[0]
                    lignes[rangee], colonnes[code] = position(place[1])
                    break
        if lignes:
            premiere = next(iter(lignes))
            colonnes = {c: position(places[i][1])[1] for c in codes if (i := f"{premiere}.{c}") in places}
            self._renommees(feuille, lue, colonnes, lignes)
        else:
            lue = next((n for n in self.lecture.classeur.feuilles if normaliser(n) == normaliser(feuille.nom)), "")
        haut, bas = self._bornes(feuille, list(lignes.values()))
        if lignes and TABLEAUX[prefixe].rangees is None:
            self._doubles(feuille, lignes)
            self._vides(feuille, Etendue(lue, haut, bas, colonnes, lignes))
        self.etendues[prefixe] = Etendue(lue, haut, bas, colonnes, lignes)

    def _renommees(
        self, feuille: FeuilleTableau, lue: str, colonnes: dict[str, int], lignes: Mapping[str, int]
    ) -> None:
        """Find by its defined name a computed column whose header was rewritten or translated."""
        for col in feuille.colonnes:
            if col.code in colonnes or col.nature is not Nature.CALCUL:
                continue
            trouve = _COLONNE.fullmatch(self.noms_lus.get(nom_colonne(feuille.prefixe, col.code), ""))
            if trouve is None or normaliser(trouve["feuille"].strip("'").replace("''", "'")) != normaliser(lue):
                continue
            colonne = position(f"{trouve['c']}1")[1]
            if colonne not in colonnes.values():
                colonnes[col.code] = colonne
                for rangee, ligne in lignes.items():
                    self.places.setdefault(f"{rangee}.{col.code}", (lue, f"{trouve['c']}{ligne}"))

    def _perimetres_lus(self) -> None:
        """Note where the words of each named perimeter stand, on the row of its totals."""
        colonnes = self.etendues["ligne"].colonnes
        for perimetre in PERIMETRES:
            mesures = (f"perimetre.{perimetre.code}.{mesure}" for mesure, _ in MESURES)
            place = next((self.places[ident] for ident in mesures if ident in self.places), None)
            for code, colonne in MOTS_DES_PERIMETRES.items():
                if place is not None and colonne in colonnes:
                    adresse = f"{lettres(colonnes[colonne])}{position(place[1])[0]}"
                    self.places[f"perimetre.{perimetre.code}.{code}"] = (place[0], adresse)

    def adresses(self) -> dict[str, str]:
        """Return where each input and step was found; what is empty is told where its table has it."""
        dites = {ident: f"{feuille}!{adresse}" for ident, (feuille, adresse) in self.places.items()}
        for feuille in sheets.TABLEAUX_FEUILLES:
            etendue, codes = self.etendues[feuille.prefixe], [col.code for col in feuille.colonnes]
            colonnes = {code: etendue.colonnes.get(code, rang) for rang, code in enumerate(codes, 1)}
            situees = {rangee: self._rangee_de(rangee, codes) for rangee in self.rangees[feuille.prefixe]}
            prises = set(situees.values())
            libres = (numero for numero in range(etendue.bas, etendue.haut - 1, -1) if numero not in prises)
            nom = etendue.feuille or feuille.nom
            for rangee, ligne in reversed(situees.items()):  # les rangs qui restent finissent où finit le tableau
                if (numero := ligne or next(libres, None)) is None:
                    continue
                for code, colonne in colonnes.items():
                    dites.setdefault(f"{rangee}.{code}", f"{nom}!{lettres(colonne)}{numero}")
        return dites

    def _rangee_de(self, rangee: str, codes: list[str]) -> int | None:
        """Return the row where a rank was found, by the first of its cells that was."""
        place = next((self.places[ident] for code in codes if (ident := f"{rangee}.{code}") in self.places), None)
        return position(place[1])[0] if place else None

    def _bornes(self, feuille: FeuilleTableau, placees: list[int]) -> tuple[int, int]:
        """Return the rows of a table: those that most of its named columns have, else those that were found.

        One name moved by a forger is an exception among its neighbours; rows inserted by a user move them all.
        """
        if TABLEAUX[feuille.prefixe].rangees is not None and placees:
            return min(placees), max(placees)
        vues: Counter[tuple[int, int]] = Counter()
        for col in feuille.colonnes:
            trouve = _COLONNE.fullmatch(self.noms_lus.get(nom_colonne(feuille.prefixe, col.code), ""))
            if trouve:
                vues[int(trouve["haut"]), int(trouve["bas"])] += 1
        if vues:
            return vues.most_common(1)[0][0]
        prevue = LIGNE_ENTETE + len(self.rangees[feuille.prefixe])
        return LIGNE_ENTETE + 1, max([prevue, *placees])

    def _doubles(self, feuille: FeuilleTableau, lignes: dict[str, int]) -> None:
        """Forget the place of a rank that only took the row of another: its own row was never there."""
        occupants: dict[int, str] = {}
        lieu = self.places.get(f"{next(iter(lignes))}.{feuille.cle}") if lignes else None
        page = self.lecture.classeur.feuilles[lieu[0]] if lieu else None  # sans sa clé, une rangée n'a que sa ligne
        for rangee, ligne in list(lignes.items()):
            autre = occupants.setdefault(ligne, rangee)
            if autre == rangee or page is None:
                continue
            cle = self.resultat.valeurs.get(f"{rangee}.{feuille.cle}")
            place = self.places.get(f"{rangee}.{feuille.cle}")
            montre = page.cellule(place[1]) if place else None
            perdu = autre if montre is not None and normaliser(montre.valeur) == normaliser(cle) else rangee
            occupants[ligne] = rangee if perdu == autre else autre
            lignes.pop(perdu, None)
            for col in feuille.colonnes:
                self.places.pop(f"{perdu}.{col.code}", None)

    def _vides(self, feuille: FeuilleTableau, etendue: Etendue) -> None:
        """Give to the ranks that hold nothing the rows that hold our formulas and no input."""
        page = self.lecture.classeur.feuilles[etendue.feuille]
        codes = [col.code for col in feuille.colonnes if col.nature is Nature.CALCUL]
        calculees = [etendue.colonnes[code] for code in codes if code in etendue.colonnes]
        prises = set(etendue.lignes.values())
        libres = (
            numero
            for numero in range(etendue.haut, etendue.bas + 1)
            if numero not in prises and any(c in page.ligne(numero) for c in calculees)
        )
        for rangee in self.rangees[feuille.prefixe]:
            if rangee in etendue.lignes:
                continue
            if (numero := next(libres, None)) is None:
                break
            for code, colonne in etendue.colonnes.items():
                self.places[f"{rangee}.{code}"] = (etendue.feuille, f"{lettres(colonne)}{numero}")

    @cached_property
    def noms(self) -> dict[str, str]:
        """Return what each of our names should stand for, where things now are."""
        noms = {}
        for ident, nom in NOMS.items():
            if ident in self.cases:
                case = self.cases[ident]
                noms[nom] = f"{feuille_citee(case.feuille)}!{case.absolue}"
        for feuille in sheets.TABLEAUX_FEUILLES:
            e = self.etendues[feuille.prefixe]
            for code, colonne in e.colonnes.items():
                lettre = lettres(colonne)
                zone = f"{feuille_citee(e.feuille)}!${lettre}${e.haut}:${lettre}${e.bas}"
                noms[nom_colonne(feuille.prefixe, code)] = zone
        return noms

    def plage(self, idents: tuple[str, ...], vue_de: Case) -> str:
        """Return a range where it now is; what is no longer anywhere is « #REF! », as a spreadsheet says."""
        return super().plage(idents, vue_de) if idents else "#REF!"

    def _zone(self, idents: tuple[str, ...]) -> Zone:
        connue = self._zones.get((id(idents), idents[0]))
        if connue is not None and connue[0] is idents:
            return connue[1]
        prefixe, code = idents[0].partition(".")[0], idents[0].rpartition(".")[2]
        rangs, etendue = self.rangees.get(prefixe, ()), self.etendues.get(prefixe)
        entiere = (
            len(rangs) == len(idents) and idents[0] == f"{rangs[0]}.{code}" and idents[-1] == f"{rangs[-1]}.{code}"
        )
        if entiere and etendue is not None and code in etendue.colonnes:
            colonne = etendue.colonnes[code]
            zone = Zone(Case(etendue.feuille, etendue.haut, colonne), Case(etendue.feuille, etendue.bas, colonne),
                        en_ligne=False, nom=nom_colonne(prefixe, code))  # fmt: skip
        else:
            cases = [self.cases[ident] for ident in idents if ident in self.cases] or [self.cases[idents[0]]]
            rangees, colonnes = [c.ligne for c in cases], [c.colonne for c in cases]
            # une ligne vidée entre deux autres a sa place à la fin, et sa plage commence comme celle des autres
            haut = etendue.haut if isinstance(idents, Debut) and etendue is not None else min(rangees)
            premiere = Case(cases[0].feuille, haut, min(colonnes))
            derniere = Case(cases[0].feuille, max(rangees), max(colonnes))
            zone = Zone(premiere, derniere, premiere.ligne == derniere.ligne and len(cases) > 1, "")
        self._zones[id(idents), idents[0]] = (idents, zone)
        return zone
