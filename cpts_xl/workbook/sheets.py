"""Which sheets a workbook has, in order: the one description that build, read and verify share."""

from __future__ import annotations

from cpts_xl.workbook.feuilles.activite import FEUILLES_A_VENIR, FEUILLES_ACTIVITE
from cpts_xl.workbook.feuilles.argent import FEUILLES_ARGENT
from cpts_xl.workbook.feuilles.contrat import FEUILLES_CONTRAT, FINANCEMENT_FEUILLE
from cpts_xl.workbook.feuilles.indicateurs import FEUILLES_INDICATEURS
from cpts_xl.workbook.feuilles.modele import COULEURS, Colonne, FeuilleTableau, Groupe, Nature
from cpts_xl.workbook.feuilles.personnes import FEUILLES_PERSONNES
from cpts_xl.workbook.feuilles.tresorerie import FEUILLES_TRESORERIE
from cpts_xl.workbook.feuilles.versements import FEUILLES_VERSEMENTS

__all__ = [
    "BAREME",
    "CALCULS",
    "CONTROLES",
    "COULEUR_ONGLET",
    "FINANCEMENT_FEUILLE",
    "FONCTIONS",
    "GROUPES",
    "IDENTITE",
    "LISTES",
    "MODE_EMPLOI",
    "MODE_SIMPLE",
    "ORDRE",
    "REPRISE",
    "TABLEAUX_FEUILLES",
    "TABLEAU_DE_BORD",
    "Colonne",
    "FeuilleTableau",
    "Groupe",
    "Nature",
    "feuille_de",
    "rubriques",
]

MODE_EMPLOI = "Mode d'emploi"
TABLEAU_DE_BORD = "Tableau de bord"
IDENTITE = "Identité"
BAREME = "Barème"
CONTROLES = "Contrôles"
CALCULS = "Calculs"
LISTES = "Listes"
FONCTIONS = "Fonctions"
REPRISE = "Reprise"
"""Sheet that a passage from an older workbook, or from a year to the next, adds: what became of each thing."""

TABLEAUX_FEUILLES: tuple[FeuilleTableau, ...] = (
    *FEUILLES_CONTRAT, *FEUILLES_INDICATEURS, *FEUILLES_VERSEMENTS, *FEUILLES_ARGENT, *FEUILLES_TRESORERIE,
    *FEUILLES_PERSONNES, *FEUILLES_ACTIVITE,
)  # fmt: skip

GROUPES: dict[str, Groupe] = {
    MODE_EMPLOI: Groupe.GUIDE, TABLEAU_DE_BORD: Groupe.GUIDE, **{f.nom: f.groupe for f in FEUILLES_A_VENIR},
    IDENTITE: Groupe.CONTRAT,
    **{f.nom: f.groupe for f in TABLEAUX_FEUILLES},
    CONTROLES: Groupe.CONTROLE, BAREME: Groupe.CONTROLE, CALCULS: Groupe.CONTROLE, FONCTIONS: Groupe.CONTROLE,
    LISTES: Groupe.CONTROLE,
}  # fmt: skip
"""The group of each sheet, in the order of the tabs."""

ORDRE = tuple(GROUPES)
COULEUR_ONGLET = {nom: COULEURS[groupe] for nom, groupe in GROUPES.items()}
MODE_SIMPLE = frozenset({MODE_EMPLOI, TABLEAU_DE_BORD, IDENTITE, *(f.nom for f in TABLEAUX_FEUILLES if f.simple)})
"""The tabs that a first look shows; the others are hidden plainly, and listed in the guide."""

RUBRIQUES = ("actions", "difficultes", "perspectives")


def feuille_de(prefixe: str) -> FeuilleTableau:
    """Return the sheet of a table, by its code (« indicateur »); KeyError if there is none."""
    return {f.prefixe: f for f in TABLEAUX_FEUILLES}[prefixe]


CHAPITRES = (
    "territoire",
    "gouvernance",
    "partenariats",
    "indicateurs",
    "finances",
    "evolutions",
    "programme",
    "dialogue",
)
"""The chapters of the report, besides the missions, that take a text of the user."""


def rubriques(missions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places of the report where a user's text may go."""
    return (
        "presidence",
        "conclusion",
        *CHAPITRES,
        *(f"{mission}.{rubrique}" for mission in missions for rubrique in RUBRIQUES),
    )
