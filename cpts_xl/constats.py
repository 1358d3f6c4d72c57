"""What a check observes: a finding is a record, never an exception, and checks return all of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Gravite(StrEnum):
    """How much a finding matters to the reader."""

    BLOQUANT = "bloquant"
    A_REGARDER = "à regarder"
    INFORMATION = "information"

    @property
    def rang(self) -> int:
        """Return the rank in which findings are told: 0 for the gravest."""
        return list(Gravite).index(self)


class Cause(StrEnum):
    """Why a finding is made: the words that a reviewer reads and sorts by, and that a campaign counts; all are here."""

    AUCUNE = ""

    # un nombre, une formule, un réglage qui ne sont plus ceux de l'outil
    VALEUR = "valeur changée"
    DEFINITION = "définition changée"
    REGLE = "règle changée"
    TAILLE = "taille changée"
    CONSTANTE = "formule remplacée par une constante"
    FORMULE = "formule modifiée"
    PARAMETRE = "paramètre modifié"
    PERIMEE = "valeur périmée ou falsifiée"
    RECALCUL = "recalcul différent"
    TEXTE = "texte à la place d'un nombre"
    NOM = "nom modifié"
    MASQUEE = "ligne, colonne ou feuille masquée"
    ABSENTE = "cellule absente"
    FEUILLE_ABSENTE = "feuille absente"
    LIGNE = "ligne ou colonne insérée"
    VALIDATION = "validation retirée ou modifiée"
    PROTECTION = "protection retirée"
    FORMAT = "format qui masque ou change la valeur"
    RECOUVERTE = "cellule recouverte"
    REGLAGE = "réglage du calcul changé"
    LIBELLE = "libellé modifié"

    # une saisie à revoir, ou lue autrement que ne font les formules
    SAISIE = "saisie"
    FORMULE_SAISIE = "formule dans une case à remplir"
    ESPACE = "espace autour d'un code"
    HEURE = "heure dans une date"
    HEURE_COMPTEE = "heure comptée par les formules"
    SANTE = "données de santé"

    # ce qui manque à la lecture, ou ne se voit pas
    COLONNE_ABSENTE = "colonne absente"
    LIGNE_ABSENTE = "ligne absente"
    RUBRIQUE_ABSENTE = "rubrique absente"
    PIECE_ABSENTE = "pièce absente"
    MASQUE = "masqué"
    CONTENU = "contenu du fichier"

    # d'où vient le fichier
    ANCIENNE_VERSION = "ancienne version"
    AUTRE_DROIT = "autre droit"
    MODELE_ALTERE = "modèle altéré"
    MODELE_INCONNU = "modèle inconnu"
    CALENDRIER = "calendrier 1904"
    HORS_TABLE = "ligne hors des formules"
    EMPREINTES = "empreintes portées"
    SIGNATURE = "signature"
    EMPREINTE = "empreinte"

    # le rapport et son modèle
    RAPPORT = "rapport"
    GABARIT = "modèle"


@dataclass(frozen=True, slots=True)
class Constat:
    """One finding, located for the person who will mend it.

    ``feuille`` and ``cellule`` are empty when the finding concerns the whole file; ``enjeu`` is the euros at stake,
    when the number concerned is an amount or bears on one.
    """

    gravite: Gravite
    message: str
    feuille: str = ""
    cellule: str = ""
    lu: str = ""
    attendu: str = ""
    remede: str = ""
    cause: Cause = Cause.AUCUNE
    enjeu: Fraction | None = None

    @property
    def lieu(self) -> str:
        """Return the place as a reader says it: « feuille Identité, cellule B7 »."""
        parts = [
            f"feuille « {self.feuille} »" if self.feuille else "",
            _endroit(self.cellule),
        ]
        return ", ".join(part for part in parts if part)

    def phrase(self) -> str:
        """Return the finding as one French paragraph: place, message, values, remedy."""
        texte = f"{self.lieu} : {self.message}" if self.lieu else self.message
        if self.lu:
            texte += f" Lu : {_sans_point(self.lu)}."
        if self.attendu:
            texte += f" Attendu : {_sans_point(self.attendu)}."
        if self.remede:
            texte += f" {self.remede}"
        return texte


def _sans_point(dit: str) -> str:
    """Return what was read, ready for the full stop of its sentence: « 62 000 hab. » already has one."""
    return dit[:-1] if dit.endswith(".") and not dit.endswith("..") else dit


def _endroit(cellule: str) -> str:
    """Return a cell as a reader says it: « cellule B7 »; whole rows and columns are not cells."""
    debut, _, fin = cellule.partition(":")
    if not fin or (debut.isalnum() and not (debut.isdigit() or debut.isalpha())):
        return f"cellule {cellule}" if cellule else ""
    nom = "ligne" if debut.isdigit() else "colonne"
    return f"{nom} {debut}" if debut == fin else f"{nom}s {debut} à {fin}"


def bloquants(constats: list[Constat]) -> list[Constat]:
    """Return the findings that prevent a complete result."""
    return [constat for constat in constats if constat.gravite is Gravite.BLOQUANT]
