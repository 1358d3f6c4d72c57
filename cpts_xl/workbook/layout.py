"""Which step sits in which cell. The one place that knows addresses; both inks and the reader follow it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cpts_xl.engine.etapes import PERIMETRES, Debut, codes_rangees
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import IDENTITE as CHAMPS_IDENTITE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.sheets import FeuilleTableau
from cpts_xl.workbook.xlsx.types import lettres

LIGNE_ENTETE = 4
"""Row of the headers on every sheet that is a table: title, explanation and a blank line stand above."""

NOMS = {
    "identite.debut": "DEBUT_ANNEE",
    "identite.fin": "FIN_ANNEE",
    "identite.annee": "CONTRAT_ANNEE",
    "identite.signature": "CONTRAT_SIGNATURE",
    "identite.arrete": "ETAT_ARRETE",
    "identite.population": "POPULATION",
    "identite.taille": "TAILLE_RETENUE",
    "identite.taille_calculee": "TAILLE_CALCULEE",
    "identite.unite": "PRORATA_UNITE",
    "identite.prorata_variable": "PRORATA_VARIABLE",
    "identite.supplement_snp": "SUPPLEMENT_SNP",
    "identite.plan_crise": "CRISE_PLAN",
    "identite.crise_reconnue": "CRISE_RECONNUE",
    "identite.taux_acompte_variable": "ACOMPTE_VARIABLE",
    "identite.taux_acompte_snp": "ACOMPTE_SNP",
    "identite.exercice_debut": "EXERCICE_DEBUT",
    "identite.exercice_fin": "EXERCICE_FIN",
    "identite.scenario_retenu": "SCENARIO_RETENU",
}
"""Names that stand for one input or result of the identity sheet, so that a formula reads like a sentence."""

IDENTITE_CALCULS = (
    ("fin", "Fin de l'année conventionnelle (jour non compris)"),
    ("annee", "Année du contrat"),
    ("taille_calculee", "Taille d'après la population"),
    ("taille", "Taille retenue"),
    ("unite", "Unité du prorata retenue"),
    ("exercice_fin", "Fin de l'exercice comptable (jour non compris)"),
    ("annee_civile", "Année civile du début"),
    ("annee_civile_suivante", "Année civile suivante"),
    ("scenario_retenu", "Scénario retenu"),
    ("majoration_montant", "Majoration de démarrage, hors totaux"),
    ("demarrage_total", "Argent du démarrage, hors totaux"),
)


def nom_colonne(prefixe: str, code: str) -> str:
    """Return the workbook-level name of a column of a table: « INDICATEUR_ACQUIS »."""
    return f"{prefixe}_{code}".upper()


def feuille_citee(nom: str) -> str:
    """Return a sheet name as a formula needs it: quoted as soon as it is not a plain word."""
    simple = nom.replace("_", "").isalnum() and not nom[0].isdigit()
    return nom if simple else "'" + nom.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """A cell: sheet, row and column, both counted from 1."""

    feuille: str
    ligne: int
    colonne: int

    @property
    def adresse(self) -> str:
        """Return « L7 »."""
        return f"{lettres(self.colonne)}{self.ligne}"

    @property
    def absolue(self) -> str:
        """Return « $L$7 »."""
        return f"${lettres(self.colonne)}${self.ligne}"

    @property
    def nommee(self) -> str:
        """Return « Financement!L7 », as a reader is told."""
        return f"{self.feuille}!{self.adresse}"

    def vue_de(self, autre: Case) -> str:
        """Return the reference to this cell, written in another: relative along a row, absolute elsewhere."""
        if self.feuille != autre.feuille:
            return f"{feuille_citee(self.feuille)}!{self.absolue}"
        return f"${lettres(self.colonne)}{self.ligne}" if self.ligne == autre.ligne else self.absolue


@dataclass(frozen=True, slots=True)
class Zone:
    """A range: its ends, whether it runs along a row, and its name when it is a whole column of a table."""

    premiere: Case
    derniere: Case
    en_ligne: bool
    nom: str


class Layout:
    """The addresses of one workbook: every input and every step of a computed dossier has its cell."""

    def __init__(self, resultat: Resultat) -> None:
        self.resultat = resultat
        self.droit = resultat.droit
        self.cases: dict[str, Case] = {}
        self.rangees: dict[str, tuple[str, ...]] = {}
        self._zones: dict[tuple[int, str], tuple[tuple[str, ...], Zone]] = {}
        for feuille in sheets.TABLEAUX_FEUILLES:
            self._tableau(feuille)
        self._identite()
        self._perimetres()
        self._controles()

    def _tableau(self, feuille: FeuilleTableau) -> None:
        prefixe = feuille.prefixe
        rangs = codes_rangees(prefixe, self.resultat.dossier, self.droit)
        self.rangees[prefixe] = tuple(f"{prefixe}.{rang}" for rang in rangs)
        for rang, ident in enumerate(self.rangees[prefixe]):
            for colonne, col in enumerate(feuille.colonnes, 1):
                self.cases[f"{ident}.{col.code}"] = Case(feuille.nom, LIGNE_ENTETE + 1 + rang, colonne)

    def _identite(self) -> None:
        ligne = LIGNE_ENTETE
        for champ in CHAMPS_IDENTITE:
            ligne += 1
            self.cases[f"identite.{champ.code}"] = Case(sheets.IDENTITE, ligne, 2)
        ligne += 2  # une ligne de titre sépare ce qui se calcule
        for code, _libelle in IDENTITE_CALCULS:
            ligne += 1
            self.cases[f"identite.{code}"] = Case(sheets.IDENTITE, ligne, 2)

    @cached_property
    def ligne_total(self) -> int:
        """Return the row of the totals of Financement, under its table."""
        return LIGNE_ENTETE + len(self.rangees["ligne"]) + 1

    def _colonne(self, feuille: FeuilleTableau, code: str) -> int:
        return next(rang for rang, col in enumerate(feuille.colonnes, 1) if col.code == code)

    def _perimetres(self) -> None:
        f = sheets.FINANCEMENT_FEUILLE
        for code in ("acompte", "solde", "reste", "trop_percu"):
            self.cases[f"total.{code}"] = Case(f.nom, self.ligne_total, self._colonne(f, code))
        place = {"libelle": "libelle", "fonctionnement": "national", "supplement_snp": "annexe",
                 "crise_variable": "retenu", "plafond": "plafond", "droit": "droit", "verse": "verse"}  # fmt: skip
        for rang, perimetre in enumerate(PERIMETRES):
            for code, colonne in place.items():
                ligne = self.ligne_total + 4 + rang
                self.cases[f"perimetre.{perimetre.code}.{code}"] = Case(f.nom, ligne, self._colonne(f, colonne))
        if "total.ecart_acces" in self.resultat.valeurs:
            ligne = self.ligne_total + 5 + len(PERIMETRES)
            self.cases["total.ecart_acces"] = Case(f.nom, ligne, self._colonne(f, "plafond"))

    def _controles(self) -> None:
        controles = [e.etape.id for e in self.resultat.etapes if e.etape.id.startswith("controle.")]
        for rang, ident in enumerate(controles):
            self.cases[ident] = Case(sheets.CONTROLES, LIGNE_ENTETE + 1 + rang, 3)

    def reference(self, ident: str, vue_de: Case) -> str:
        """Return how a formula in ``vue_de`` cites a cell: by name across sheets, else by address."""
        case = self.cases[ident]
        if case.feuille != vue_de.feuille and ident in NOMS:
            return NOMS[ident]
        return case.vue_de(vue_de)

    @cached_property
    def noms(self) -> dict[str, str]:
        """Return the workbook-level names and what they stand for: cells of identity, columns of tables."""
        noms = {}
        for ident, nom in NOMS.items():
            case = self.cases[ident]
            noms[nom] = f"{feuille_citee(case.feuille)}!{case.absolue}"
        for feuille in sheets.TABLEAUX_FEUILLES:
            for col in feuille.colonnes:
                idents = tuple(f"{rangee}.{col.code}" for rangee in self.rangees[feuille.prefixe])
                noms[nom_colonne(feuille.prefixe, col.code)] = self._absolue(idents)
        return noms

    def _absolue(self, idents: tuple[str, ...]) -> str:
        premiere, derniere = self.cases[idents[0]], self.cases[idents[-1]]
        return f"{feuille_citee(premiere.feuille)}!{premiere.absolue}:{derniere.absolue}"

    def _zone(self, idents: tuple[str, ...]) -> Zone:
        """Return the cells of a range: a column or a row without a hole. Asked once per range: some are long."""
        connue = self._zones.get((id(idents), idents[0]))
        if connue is not None and connue[0] is idents:
            return connue[1]
        cases = [self.cases[ident] for ident in idents]
        premiere, derniere = cases[0], cases[-1]
        en_colonne = all(
            c.feuille == premiere.feuille and c.ligne == premiere.ligne + n and c.colonne == premiere.colonne
            for n, c in enumerate(cases)
        )
        en_ligne = all(
            c.feuille == premiere.feuille and c.ligne == premiere.ligne and c.colonne == premiere.colonne + n
            for n, c in enumerate(cases)
        )
        if not (en_colonne or en_ligne):
            raise ValueError(f"cellules non contiguës : {idents[0]} … {idents[-1]}")
        prefixe, code = idents[0].partition(".")[0], idents[0].rpartition(".")[2]
        rangs = self.rangees.get(prefixe, ())
        entiere = (
            len(rangs) == len(idents) and idents[0] == f"{rangs[0]}.{code}" and idents[-1] == f"{rangs[-1]}.{code}"
        )
        zone = Zone(premiere, derniere, en_ligne and len(cases) > 1, nom_colonne(prefixe, code) if entiere else "")
        self._zones[id(idents), idents[0]] = (idents, zone)
        return zone

    def plage(self, idents: tuple[str, ...], vue_de: Case) -> str:
        """Return the absolute range of cells that follow each other, in a column or along a row.

        A range that ends on the row of the step is read from the sheet of the step: its end is relative to that row.

        Raises:
            ValueError: the cells are not contiguous; the layout is wrong, and no formula may hide it.
        """
        zone = self._zone(idents)
        premiere, derniere = zone.premiere, zone.derniere
        if premiere.feuille != vue_de.feuille and zone.nom:
            return zone.nom
        if zone.en_ligne and vue_de.feuille == premiere.feuille and vue_de.ligne == premiere.ligne:
            return f"{premiere.vue_de(vue_de)}:{derniere.vue_de(vue_de)}"
        if isinstance(idents, Debut):  # sa fin suit la ligne, pour qu'un tri du tableau ne la laisse pas ailleurs
            return f"{premiere.absolue}:{Case(derniere.feuille, vue_de.ligne, derniere.colonne).vue_de(vue_de)}"
        corps = f"{premiere.absolue}:{derniere.absolue}"
        return corps if premiere.feuille == vue_de.feuille else f"{feuille_citee(premiere.feuille)}!{corps}"

    def adresses(self) -> dict[str, str]:
        """Return where each input and step stands, as a reader is told: « Financement!L7 »."""
        return {ident: case.nommee for ident, case in self.cases.items()}
