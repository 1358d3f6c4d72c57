"""Which sheets a workbook has and which columns they carry: the one description that build, read and verify share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cpts_xl.engine.schema import (
    DEPENSES,
    INDEMNITES,
    INDICATEURS,
    LIGNES,
    MISSIONS,
    TEXTES,
    VERSEMENTS,
    Champ,
    Tableau,
)
from cpts_xl.rules.genres import ENTIER, JOUR, MONTANT, TAUX, TEXTE, Genre

MODE_EMPLOI = "Mode d'emploi"
TABLEAU_DE_BORD = "Tableau de bord"
IDENTITE = "Identité"
BAREME = "Barème"
CONTROLES = "Contrôles"
CALCULS = "Calculs"
LISTES = "Listes"


class Nature(StrEnum):
    """Who fills a cell: the user, the layout (a fixed word), or a rule."""

    SAISIE = "saisie"
    FIXE = "fixe"
    CALCUL = "calcul"


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column of a table: identifier suffix, header, who fills it, kind, width, input field if any."""

    code: str
    titre: str
    nature: Nature
    genre: Genre
    largeur: float
    champ: Champ | None = None


@dataclass(frozen=True, slots=True)
class FeuilleTableau:
    """A sheet made of one table. ``prefixe`` is the identifier of its rows: « indicateur » gives « indicateur.3 »."""

    nom: str
    titre: str
    aide: str
    prefixe: str
    nom_tableau: str
    colonnes: tuple[Colonne, ...]
    couleur: str
    cle: str
    pages_de_large: int = 1
    repete: str = ""
    """Last column repeated on every printed page, when the table is wider than one."""

    @property
    def saisies(self) -> tuple[Colonne, ...]:
        """Return the columns that the user fills."""
        return tuple(c for c in self.colonnes if c.nature is Nature.SAISIE)


def _saisie(tableau: Tableau, code: str, largeur: float) -> Colonne:
    champ = tableau.champ(code)
    return Colonne(code, champ.libelle, Nature.SAISIE, champ.genre, largeur, champ)


def _fixe(code: str, titre: str, largeur: float, genre: Genre = TEXTE) -> Colonne:
    return Colonne(code, titre, Nature.FIXE, genre, largeur)


def _calcul(code: str, titre: str, genre: Genre, largeur: float = 13) -> Colonne:
    return Colonne(code, titre, Nature.CALCUL, genre, largeur)


BLEU, GRIS, VERT, AMBRE = "#2F5D8C", "#7A7F87", "#2E6B4F", "#9A5B00"

MISSIONS_FEUILLE = FeuilleTableau(
    "Missions", "Missions du contrat", "Cases jaunes : à remplir d'après le contrat. Le reste se calcule.",
    "mission", "tblMissions", (
        _fixe("code", "Code", 15),
        _fixe("libelle", "Mission", 40),
        _fixe("type", "Type", 11),
        _saisie(MISSIONS, "engagee", 10),
        _saisie(MISSIONS, "depart_declare", 12),
        _saisie(MISSIONS, "demarrage", 12),
        _saisie(MISSIONS, "deploiement", 12),
        _calcul("depart_delai", "Délai compté du", JOUR, 12),
        _calcul("echeance_demarrage", "Échéance de démarrage", JOUR, 12),
        _calcul("retard_demarrage", "Retard de démarrage (jours)", ENTIER, 12),
        _calcul("echeance_deploiement", "Échéance de déploiement", JOUR, 12),
        _calcul("retard_deploiement", "Retard de déploiement (jours)", ENTIER, 12),
        _calcul("prorata", "Prorata de l'année", TAUX, 11),
        _calcul("prorata_variable", "Prorata du variable", TAUX, 11),
        _calcul("acquis", "Acquis aux indicateurs", MONTANT, 14),
        _calcul("ecart", "Indicateurs moins enveloppe", MONTANT, 14),
    ), BLEU, "code",
)  # fmt: skip

INDICATEURS_FEUILLE = FeuilleTableau(
    "Indicateurs", "Indicateurs du contrat",
    "Une ligne par indicateur. Les paliers vont du plus facile au plus exigeant.",
    "indicateur", "tblIndicateurs", (
        _saisie(INDICATEURS, "id", 7),
        _saisie(INDICATEURS, "mission", 16),
        _saisie(INDICATEURS, "libelle", 44),
        _saisie(INDICATEURS, "axe", 10),
        _saisie(INDICATEURS, "unite", 12),
        _saisie(INDICATEURS, "mode", 10),
        _saisie(INDICATEURS, "sens", 9),
        _saisie(INDICATEURS, "montant_en_jeu", 13),
        _saisie(INDICATEURS, "depart", 10),
        _saisie(INDICATEURS, "cible", 10),
        _saisie(INDICATEURS, "constate", 10),
        _saisie(INDICATEURS, "realise", 9),
        *(_saisie(INDICATEURS, f"seuil_{n}", 9) for n in range(1, 5)),
        *(_saisie(INDICATEURS, f"montant_{n}", 12) for n in range(1, 5)),
        _calcul("palier", "Palier atteint", ENTIER, 10),
        _calcul("montant_palier", "Montant du palier", MONTANT, 13),
        _calcul("avancement", "Chemin parcouru", TAUX, 11),
        _calcul("taux", "Taux d'atteinte", TAUX, 11),
        _calcul("acquis", "Montant acquis", MONTANT, 13),
        _saisie(INDICATEURS, "preuve", 38),
        _saisie(INDICATEURS, "force", 9),
    ), BLEU, "id", pages_de_large=2, repete="C",
)  # fmt: skip

FINANCEMENT_FEUILLE = FeuilleTableau(
    "Financement", "Financement ACI de l'année conventionnelle",
    "Une case « annexe » remplie remplace la grille nationale.",
    "ligne", "tblFinancement", (
        _fixe("code", "Ligne", 24),
        _fixe("libelle", "Intitulé", 44),
        _fixe("poste", "Poste", 17),
        _fixe("volet", "Volet", 13),
        _fixe("famille", "Famille", 15),
        _calcul("national", "Montant national", MONTANT, 14),
        _saisie(LIGNES, "annexe", 14),
        _calcul("retenu", "Montant retenu", MONTANT, 14),
        _calcul("due", "Due cette année", TEXTE, 13),
        _calcul("plafond", "Plafond", MONTANT, 14),
        _calcul("droit", "Droit ouvert", MONTANT, 14),
        _calcul("taux_acompte", "Taux d'acompte", TAUX, 10),
        _calcul("acompte", "Acompte attendu", MONTANT, 14),
        _calcul("solde", "Solde attendu", MONTANT, 14),
        _calcul("verse", "Versé", MONTANT, 14),
        _calcul("reste", "Reste à percevoir", MONTANT, 14),
        _calcul("trop_percu", "Trop-perçu", MONTANT, 12),
    ), GRIS, "code", pages_de_large=2, repete="B",
)  # fmt: skip

VERSEMENTS_FEUILLE = FeuilleTableau(
    "Versements", "Versements reçus de la CPAM", "Une ligne par versement et par ligne de la grille, au centime.",
    "versement", "tblVersements", (
        _saisie(VERSEMENTS, "date", 13),
        _saisie(VERSEMENTS, "ligne", 26),
        _saisie(VERSEMENTS, "nature", 15),
        _saisie(VERSEMENTS, "montant", 16),
        _saisie(VERSEMENTS, "reference", 30),
    ), BLEU, "ligne",
)  # fmt: skip

DEPENSES_FEUILLE = FeuilleTableau(
    "Dépenses", "Dépenses de l'année conventionnelle", "Une ligne par pièce, rattachée à un poste.",
    "depense", "tblDepenses", (
        _saisie(DEPENSES, "date", 13),
        _saisie(DEPENSES, "poste", 18),
        _saisie(DEPENSES, "libelle", 60),
        _saisie(DEPENSES, "montant", 16),
    ), BLEU, "poste",
)  # fmt: skip

INDEMNITES_FEUILLE = FeuilleTableau(
    "Indemnités", "Indemnités et rémunérations des professionnels",
    "Plafond par professionnel et par année civile. Des identifiants, jamais de noms.",
    "indemnite", "tblIndemnites", (
        _saisie(INDEMNITES, "professionnel", 14),
        _saisie(INDEMNITES, "profession", 24),
        _saisie(INDEMNITES, "date", 13),
        _saisie(INDEMNITES, "nature", 15),
        _saisie(INDEMNITES, "poste", 17),
        _saisie(INDEMNITES, "montant", 14),
        _calcul("annee", "Année civile", ENTIER, 9),
        _calcul("cumul", "Cumul de l'année", MONTANT, 14),
        _calcul("plafond", "Plafond", MONTANT, 14),
        _calcul("reste", "Plafond restant", MONTANT, 14),
        _calcul("part", "Part du plafond", TAUX, 11),
    ), BLEU, "professionnel",
)  # fmt: skip

TEXTES_FEUILLE = FeuilleTableau(
    "Textes", "Textes du rapport", "Vos textes, repris tels quels dans le rapport d'activité.",
    "texte", "tblTextes", (
        _saisie(TEXTES, "rubrique", 30),
        _saisie(TEXTES, "texte", 110),
    ), BLEU, "rubrique",
)  # fmt: skip

POSTES_COLONNES = (
    _fixe("code", "Poste", 16),
    _fixe("libelle", "Intitulé", 44),
    _calcul("plafond", "Plafond", MONTANT, 18),
    _calcul("droit", "Droit ouvert", MONTANT, 18),
    _calcul("verse", "Versé", MONTANT, 18),
    _calcul("depense", "Dépensé", MONTANT, 18),
)

TABLEAUX_FEUILLES = (
    MISSIONS_FEUILLE, INDICATEURS_FEUILLE, FINANCEMENT_FEUILLE, VERSEMENTS_FEUILLE, DEPENSES_FEUILLE,
    INDEMNITES_FEUILLE, TEXTES_FEUILLE,
)  # fmt: skip

ORDRE = (
    MODE_EMPLOI, TABLEAU_DE_BORD, IDENTITE, *(f.nom for f in TABLEAUX_FEUILLES), BAREME, CONTROLES, CALCULS, LISTES,
)  # fmt: skip

RUBRIQUES = ("actions", "difficultes", "perspectives")


def rubriques(missions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places of the report where a user's text may go."""
    return ("presidence", "conclusion", *(f"{mission}.{rubrique}" for mission in missions for rubrique in RUBRIQUES))
