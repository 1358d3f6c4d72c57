"""Which step sits in which cell. The one place that knows addresses; both inks and the reader follow it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cpts_xl.engine.etapes import FONCTIONNEMENT, PERIMETRES
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import IDENTITE as CHAMPS_IDENTITE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.sheets import FeuilleTableau

LIGNE_ENTETE = 4
"""Row of the headers on every sheet that is a table: title, explanation and a blank line stand above."""

NOMS = {
    "identite.debut": "ANNEE_DEBUT",
    "identite.fin": "ANNEE_FIN",
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
}
"""Names that stand for one input or result of the identity sheet, so that a formula reads like a sentence."""

IDENTITE_CALCULS = (
    ("fin", "Fin de l'année conventionnelle (jour non compris)"),
    ("annee", "Année du contrat"),
    ("taille_calculee", "Taille d'après la population"),
    ("taille", "Taille retenue"),
    ("unite", "Unité du prorata retenue"),
)


def lettres(colonne: int) -> str:
    """Return the letters of a column (1 → A, 27 → AA)."""
    texte = ""
    while colonne:
        colonne, reste = divmod(colonne - 1, 26)
        texte = chr(65 + reste) + texte
    return texte


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


class Layout:
    """The addresses of one workbook: every input and every step of a computed dossier has its cell."""

    def __init__(self, resultat: Resultat) -> None:
        self.resultat = resultat
        self.droit = resultat.droit
        self.cases: dict[str, Case] = {}
        self.rangees: dict[str, tuple[str, ...]] = {
            "mission": tuple(f"mission.{m.code}" for m in self.droit.missions),
            "ligne": tuple(f"ligne.{ligne.code}" for ligne in self.droit.lignes),
        }
        for feuille in sheets.TABLEAUX_FEUILLES:
            self._tableau(feuille)
        self._identite()
        self._perimetres()
        self._postes()
        self._controles()

    def _tableau(self, feuille: FeuilleTableau) -> None:
        if feuille.prefixe not in self.rangees:
            cles = [
                k
                for k in self.resultat.valeurs
                if k.startswith(f"{feuille.prefixe}.") and k.endswith(f".{feuille.cle}")
            ]
            self.rangees[feuille.prefixe] = tuple(k.rpartition(".")[0] for k in cles)
        for rang, ident in enumerate(self.rangees[feuille.prefixe]):
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

    def _postes(self) -> None:
        codes = (FONCTIONNEMENT, *(m.code for m in self.droit.missions), "total")
        for rang, code in enumerate(codes):
            for colonne, col in enumerate(sheets.POSTES_COLONNES, 1):
                if code != "total" or col.code not in {"code", "libelle"}:
                    self.cases[f"poste.{code}.{col.code}"] = Case(
                        sheets.TABLEAU_DE_BORD, self.ligne_postes + 1 + rang, colonne
                    )

    @property
    def ligne_postes(self) -> int:
        """Return the header row of the table by post, on the dashboard."""
        return 11

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

    def _colonne_entiere(self, idents: tuple[str, ...]) -> str:
        prefixe, code = idents[0].partition(".")[0], idents[0].rpartition(".")[2]
        entiere = tuple(f"{rangee}.{code}" for rangee in self.rangees.get(prefixe, ()))
        return nom_colonne(prefixe, code) if idents == entiere else ""

    def plage(self, idents: tuple[str, ...], vue_de: Case) -> str:
        """Return the absolute range of cells that follow each other, in a column or along a row.

        Raises:
            ValueError: the cells are not contiguous; the layout is wrong, and no formula may hide it.
        """
        cases = [self.cases[ident] for ident in idents]
        if cases[0].feuille != vue_de.feuille and (nom := self._colonne_entiere(idents)):
            return nom
        premiere, derniere = cases[0], cases[-1]
        en_colonne = [Case(premiere.feuille, premiere.ligne + n, premiere.colonne) for n in range(len(cases))]
        en_ligne = [Case(premiere.feuille, premiere.ligne, premiere.colonne + n) for n in range(len(cases))]
        if cases not in (en_colonne, en_ligne):
            raise ValueError(f"cellules non contiguës : {idents[0]} … {idents[-1]}")
        if (
            cases == en_ligne
            and len(cases) > 1
            and vue_de.feuille == premiere.feuille
            and vue_de.ligne == premiere.ligne
        ):
            return f"{premiere.vue_de(vue_de)}:{derniere.vue_de(vue_de)}"
        corps = f"{premiere.absolue}:{derniere.absolue}"
        return corps if premiere.feuille == vue_de.feuille else f"{feuille_citee(premiere.feuille)}!{corps}"

    def adresses(self) -> dict[str, str]:
        """Return where each input and step stands, as a reader is told: « Financement!L7 »."""
        return {ident: case.nommee for ident, case in self.cases.items()}
