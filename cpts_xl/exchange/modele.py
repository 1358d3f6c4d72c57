"""What an import of accounts gives, and what its two readers share: amounts, days, headers, findings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from cpts_xl import formats
from cpts_xl.constats import Constat, Gravite
from cpts_xl.engine.confidentialite import donnees_de_sante
from cpts_xl.engine.dossier import Dossier
from cpts_xl.errors import SaisieInvalide
from cpts_xl.exchange.source import Rangee

Nature = Literal["FEC", "balance"]

ZERO = Fraction(0)
DITS = 100
"""How many findings of one kind are told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class LigneCompte:
    """One account of the plan; ``solde`` is debit minus credit, in euros."""

    compte: str
    libelle: str
    solde: Fraction


@dataclass(frozen=True, slots=True)
class Ecriture:
    """One line of a journal; ``ligne`` is its place in the file, ``rang`` its place in the écriture, from 1."""

    jour: date
    journal: str
    piece: str
    compte: str
    libelle: str
    tiers: str
    debit: Fraction
    credit: Fraction
    ligne: int
    numero: str = ""
    rang: int = 0


@dataclass(frozen=True, slots=True)
class Comptes:
    """The accounts of a year as received: accounts sorted, écritures in the order of the file, what is doubtful."""

    nature: Nature
    lignes: tuple[LigneCompte, ...]
    ecritures: tuple[Ecriture, ...]
    constats: list[Constat]
    premier_jour: date | None
    dernier_jour: date | None
    encodage: str


@dataclass(frozen=True, slots=True)
class Entete:
    """The header that was recognised: its line, its cells, the place of each column read, how wide a line may be."""

    ligne: int
    cellules: tuple[str, ...]
    colonnes: Mapping[str, int]
    largeur: int

    @classmethod
    def parmi(cls, tete: Sequence[Rangee], ligne: int, cellules: Sequence[str], colonnes: Mapping[str, int]) -> Entete:
        """Return the header found among the first rows; lines that all end with a separator are not too wide."""
        dessous = [len(rangee) for numero, rangee in tete if numero > ligne and any(rangee)]
        return cls(ligne, tuple(cellules), colonnes, max(len(cellules), min(dessous, default=0)))

    def nom(self, rang: int) -> str:
        """Return the name of a column as the file writes it, or its number."""
        ecrit = self.cellules[rang] if rang < len(self.cellules) else ""
        return ecrit or f"n° {rang + 1}"


class Releve:
    """The findings of one reading. Beyond a hundred of one kind they are counted, not told."""

    def __init__(self) -> None:
        self._constats: list[Constat] = []
        self._sortes: dict[str, tuple[int, Gravite]] = {}

    def noter(self, sorte: str, constat: Constat) -> None:
        """Keep a finding; ``sorte`` is the French plural that counts those of its kind: « lignes illisibles »."""
        nombre = self._sortes[sorte][0] + 1 if sorte in self._sortes else 1
        self._sortes[sorte] = nombre, constat.gravite
        if nombre <= DITS:
            self._constats.append(constat)

    def illisible(self, ligne: int, colonne: str, lu: str, attendu: str) -> None:
        """Keep the finding of a line that cannot be read, hence is left out."""
        message = f"Ligne {ligne}, colonne {colonne} : valeur illisible, la ligne est écartée."
        remede = "Corriger cette ligne, ou demander un nouvel export."
        self.noter("lignes illisibles", Constat(Gravite.BLOQUANT, message, lu=lu[:80], attendu=attendu, remede=remede))

    def mal_decoupee(self, ligne: int, lues: int, entete: Entete) -> None:
        """Keep the finding of a line that has not the columns of its header."""
        attendu = f"{entete.largeur} colonnes ; un séparateur ou un saut de ligne se trouve sans doute dans un libellé"
        self.illisible(ligne, "(toutes)", f"{lues} colonnes", attendu)

    def a_regarder(self, sorte: str, message: str, remede: str = "") -> None:
        """Keep a doubtful finding."""
        self.noter(sorte, Constat(Gravite.A_REGARDER, message, remede=remede))

    def constats(self) -> list[Constat]:
        """Return the findings, blocking ones first, with the count of those that were not told."""
        suites = [
            Constat(gravite, f"Et {nombre - DITS} de plus ({sorte}), comptées sans être détaillées.")
            for sorte, (nombre, gravite) in self._sortes.items()
            if nombre > DITS
        ]
        return sorted([*self._constats, *suites], key=lambda constat: constat.gravite.rang)


def mots(cellule: str) -> str:
    """Return a header in plain words: no accent, no sign, lower case, one space between words."""
    sans_accent = "".join(c for c in unicodedata.normalize("NFKD", cellule.lower()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", sans_accent))


_NOMBRE = re.compile(r"(?:[0-9]{1,15}(?:[.,][0-9]{0,15})?|[.,][0-9]{1,15})")
_MILLIERS = (
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]*"), "."),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]*"), ","),
)
_POINT_DE_MILLIERS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_DEVISE = re.compile(r"(?:€|EUROS?|EUR)$")
_SIGNES = (
    (re.compile(r"\((.+)\)"), -1),
    (re.compile(r"-(.+)"), -1),
    (re.compile(r"(.+)-"), -1),
    (re.compile(r"\+(.+)"), 1),
    (re.compile(r"(.+)\+"), 1),
)
_SIGNES_D_UN_MONTANT = 60
_TIRETS = {"", "-", "--", "–", "—"}


@lru_cache(maxsize=1 << 16)
def lire_montant(texte: str) -> Fraction | None:
    """Return an amount in euros as accounting programs write it, exact; 0 for an empty cell, None if it is not one.

    Spaces, a trailing €, parentheses or a minus on either side are understood. « 1.234 » is None: a thousand or
    a little more than one, nothing tells.
    """
    if len(texte) > _SIGNES_D_UN_MONTANT:
        return None
    propre = _DEVISE.sub("", re.sub(r"[\s']", "", texte).replace("\u2212", "-").upper())
    if propre in _TIRETS:
        return ZERO
    signe = 1
    for forme, valeur in _SIGNES:
        if trouve := forme.fullmatch(propre):
            propre, signe = _DEVISE.sub("", trouve[1]), valeur
            break
    for forme, separateur in _MILLIERS:
        if forme.fullmatch(propre):
            propre = propre.replace(separateur, "")
    if not _NOMBRE.fullmatch(propre) or _POINT_DE_MILLIERS.fullmatch(propre):
        return None
    return signe * Fraction(propre.replace(",", "."))


@lru_cache(maxsize=1 << 12)
def lire_jour(texte: str) -> date | None:
    """Return a day written AAAAMMJJ, jj/mm/aaaa or aaaa-mm-jj, or None."""
    if re.fullmatch(r"[0-9]{8}", texte):
        texte = f"{texte[:4]}-{texte[4:6]}-{texte[6:]}"
    return formats.lire_jour(texte)


_TREIZE_CHIFFRES = re.compile(r"[12](?:[\s\u00a0\u202f.-]?[0-9AB]){12}")
_ENTETE_SECURITE = re.compile(r"\b(?:nir|nss|secu|securite sociale)\b")


def verifier_entete(nom: str, entete: Entete) -> None:
    """Refuse a file that has a column of social-security numbers. Raises SaisieInvalide."""
    for cellule in entete.cellules:
        if _ENTETE_SECURITE.search(mots(cellule)):
            raise SaisieInvalide(
                f"« {nom} », colonne « {cellule} » : une colonne de numéros de sécurité sociale. Le fichier n'est pas "
                "lu : demander au comptable un export sans cette colonne."
            )


def verifier_cellules(nom: str, ligne: int, cellules: Sequence[str], entete: Entete, releve: Releve) -> None:
    """Refuse a line that holds a social-security number; note a doubtful one. Raises SaisieInvalide.

    The number itself is never repeated in a message.
    """
    for rang, cellule in enumerate(cellules):
        if len(cellule) < 13 or not _TREIZE_CHIFFRES.search(cellule):  # noqa: PLR2004 - la longueur d'un numéro sans clé
            continue
        for anomalie in donnees_de_sante(Dossier({"nom": cellule})):
            lieu = f"ligne {ligne}, colonne {entete.nom(rang)}"
            if anomalie.gravite is Gravite.BLOQUANT:
                raise SaisieInvalide(
                    f"« {nom} », {lieu} : un numéro de sécurité sociale. Le fichier n'est pas lu : demander au "
                    "comptable un export sans cette donnée."
                )
            releve.a_regarder(
                "valeurs semblables à un numéro de sécurité sociale",
                f"Treize chiffres, {lieu}, ressemblent à un numéro de sécurité sociale.",
                "Vérifier ; si c'en est un, demander un export sans cette donnée.",
            )
