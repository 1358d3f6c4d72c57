"""The « balance générale » of a closed year: one balance per account, as accounting programs export it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.constats import Constat, Gravite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.exchange.entete_balance import COMPTE, LIBELLE, MOUVEMENT, NET, REPORT, SENS, SOLDE, doute
from cpts_xl.exchange.modele import (
    ZERO,
    Comptes,
    Entete,
    LigneCompte,
    Releve,
    lire_jour,
    lire_montant,
    mots,
    verifier_cellules,
    verifier_entete,
)
from cpts_xl.exchange.source import Rangee
from cpts_xl.exchange.sous_totaux import Lue, sans_sous_totaux

_CHIFFRES = re.compile(r"[0-9]+(?: [0-9]+)*")
_NUMERO = re.compile(r"[0-9][0-9A-Za-z]*")
_NUMERO_ET_LIBELLE = re.compile(r"([0-9][0-9A-Za-z]*)\s*(?:[-–:]\s*|\s)(.+)")
_TOTAL = re.compile(r"\btota(?:l|ux)\b|\b(?:classe|cumul|report|reporter|resultat|bilan|gestion|balance)\b")
_PERIODE = re.compile(r"(?:\bdu\s+([\d/.-]{8,10})\s+)?\bau\s+([\d/.-]{8,10})", re.IGNORECASE)
_SUFFIXE = re.compile(r"(.{0,60}[^A-Z\s])\s?([DC])[BR]?", re.IGNORECASE)
_MONTANT_ATTENDU = "un montant, par exemple 1 234,56"
_RESULTAT = ("6", "7")


def lire_balance(nom: str, encodage: str, entete: Entete, rangees: Iterable[Rangee], titres: Sequence[str]) -> Comptes:
    """Return the accounts of a balance; ``rangees`` are those below its header, ``titres`` the texts above it.

    Raises:
        SaisieInvalide: no account can be read, two columns may be the balance, or a social-security number is there.
    """
    verifier_entete(nom, entete)
    lecture = _Lecture(nom, entete, exacte=encodage != "xlsx")
    if message := doute(nom, entete):
        lecture.releve.a_regarder("colonnes", message, "Vérifier que ce sont les soldes de clôture.")
    for ligne, cellules in rangees:
        if any(cellules):
            lecture.prendre(ligne, cellules)
    premier, dernier = _periode(titres)
    return Comptes("balance", lecture.lignes(), (), lecture.releve.constats(), premier, dernier, encodage)


def _periode(titres: Sequence[str]) -> tuple[date | None, date | None]:
    for titre in titres:
        if trouve := _PERIODE.search(titre):
            return lire_jour(trouve[1] or ""), lire_jour(trouve[2])
    return None, None


def _numero(cellule: str) -> tuple[str, str]:
    """Return the account that a cell holds, and the label written after it in the same cell; empty when none."""
    propre = re.sub(r"\s+", " ", cellule.lstrip("'")).strip()
    if _CHIFFRES.fullmatch(propre) or _NUMERO.fullmatch(propre):
        return propre.replace(" ", ""), ""
    if trouve := _NUMERO_ET_LIBELLE.fullmatch(propre):
        return trouve[1], trouve[2]
    return "", ""


@dataclass(frozen=True, slots=True)
class _Montants:
    """The amounts of one line, by role; a role that the file has not is absent."""

    valeurs: Mapping[str, Fraction]

    def paire(self, roles: tuple[str, str]) -> Fraction | None:
        debit, credit = (self.valeurs.get(role) for role in roles)
        return None if debit is None or credit is None else debit - credit

    def flux(self) -> Fraction | None:
        mouvement = self.paire(MOUVEMENT)
        return None if mouvement is None else mouvement + (self.paire(REPORT) or ZERO)


class _Lecture:
    """One pass over the lines of a balance. ``exacte``: a text, whose lines may not be wider than the header."""

    def __init__(self, nom: str, entete: Entete, *, exacte: bool) -> None:
        self.nom, self.entete, self.exacte, self.releve = nom, entete, exacte, Releve()
        roles = (*SOLDE, NET, *MOUVEMENT, *REPORT)
        self.montants = {role: rang for role, rang in entete.colonnes.items() if role in roles}
        self.nette = not set(SOLDE) <= self.montants.keys() and NET in self.montants
        if set(SOLDE) <= self.montants.keys():
            self.montants = {role: self.montants[role] for role in SOLDE}
        self.lues: list[Lue] = []
        self.totaux: list[int] = []

    def prendre(self, ligne: int, cellules: list[str]) -> None:
        """Keep one line, or the finding that says why it is left out; totals, titles and repeated headers go."""
        verifier_cellules(self.nom, ligne, cellules, self.entete, self.releve)
        textes = {role: self._cellule(cellules, rang) for role, rang in self.montants.items()}
        compte, suite = _numero(self._cellule(cellules, self.entete.colonnes[COMPTE]))
        libelle = self._cellule(cellules, self.entete.colonnes.get(LIBELLE, -1)) or suite
        if not compte:
            self._sans_compte(ligne, cellules, textes)
        elif self.exacte and len(cellules) > self.entete.largeur:
            self.releve.mal_decoupee(ligne, len(cellules), self.entete)
        elif any(textes.values()):
            solde = self._solde(ligne, compte, cellules, textes)
            if solde is not None:
                self.lues.append(Lue(ligne, compte, libelle, solde))

    @staticmethod
    def _cellule(cellules: Sequence[str], rang: int) -> str:
        return cellules[rang] if 0 <= rang < len(cellules) else ""

    def _sans_compte(self, ligne: int, cellules: list[str], textes: Mapping[str, str]) -> None:
        if not any(lire_montant(texte) for texte in textes.values()):
            return  # un titre, un en-tête répété : rien n'y est perdu
        rangs = set(self.montants.values())
        mention = mots(" ".join(cellule for rang, cellule in enumerate(cellules) if rang not in rangs))
        if not mention or _TOTAL.search(mention):
            self.totaux.append(ligne)
            return
        rang = self.entete.colonnes[COMPTE]
        attendu = "un numéro de compte, ou le mot « Total »"
        self.releve.illisible(ligne, self.entete.nom(rang), self._cellule(cellules, rang) or "(vide)", attendu)

    def _montant(self, ligne: int, role: str, texte: str) -> Fraction | None:
        signe = 1
        if role == NET and (trouve := _SUFFIXE.fullmatch(texte)):
            texte, signe = trouve[1], -1 if trouve[2].upper() == "C" else 1
        montant = lire_montant(texte)
        if montant is None:
            self.releve.illisible(ligne, self.entete.nom(self.montants[role]), texte, _MONTANT_ATTENDU)
            return None
        return signe * montant

    def _solde(self, ligne: int, compte: str, cellules: list[str], textes: Mapping[str, str]) -> Fraction | None:
        lus = {role: self._montant(ligne, role, texte) for role, texte in textes.items()}
        montants = _Montants({role: montant for role, montant in lus.items() if montant is not None})
        if len(montants.valeurs) < len(lus):
            return None
        flux = montants.flux()
        if not self.nette:
            return flux if SOLDE[0] not in lus else montants.paire(SOLDE)
        net = montants.valeurs[NET]
        if mots(self._cellule(cellules, self.entete.colonnes.get(SENS, -1))).startswith("c"):
            net = -net
        if flux is None:
            return net
        if abs(flux) == abs(net):
            return flux  # le solde peut être écrit sans signe : débit et crédit le donnent
        if compte.startswith(_RESULTAT):
            message = f"Ligne {ligne}, compte {compte} : le solde n'est pas débit - crédit."
            self.releve.a_regarder("soldes discordants", message, "Vérifier que les deux colonnes sont de l'année.")
        return net

    def lignes(self) -> tuple[LigneCompte, ...]:
        """Return the accounts, once every line was taken. Raises SaisieInvalide when none could be read."""
        if not self.lues:
            constats = self.releve.constats()
            premiere = f" {constats[0].phrase()}" if constats else ""
            raise SaisieInvalide(
                f"« {self.nom} » : aucun compte lisible sous l'en-tête de la ligne {self.entete.ligne}.{premiere} "
                "Demander un nouvel export."
            )
        lignes, ecartees = sans_sous_totaux(self.lues, self.releve)
        if ecartees := sorted([*ecartees, *self.totaux]):
            dites = ", ".join(map(str, ecartees[:10])) + (", …" if len(ecartees) > 10 else "")  # noqa: PLR2004 - assez pour vérifier
            s = formats.pluriel(len(ecartees))
            message = f"{len(ecartees)} ligne{s} de total ou de sous-total écartée{s} (ligne{s} {dites})."
            self.releve.noter("totaux", Constat(Gravite.INFORMATION, message))
        self._verifier_sens(lignes)
        self._verifier_total(lignes)
        return lignes

    def _verifier_sens(self, lignes: Sequence[LigneCompte]) -> None:
        produits = sum((ligne.solde for ligne in lignes if ligne.compte.startswith("7")), ZERO)
        if self.nette and produits > 0:
            message = (
                f"Colonne {self.entete.nom(self.montants[NET])} : les produits y sont débiteurs, ce qui ne se peut."
            )
            remede = "Demander une balance où le solde débiteur et le solde créditeur ont chacun leur colonne."
            self.releve.noter("sens", Constat(Gravite.BLOQUANT, message, remede=remede))

    def _verifier_total(self, lignes: Sequence[LigneCompte]) -> None:
        ecart = sum((ligne.solde for ligne in lignes), ZERO)
        gestion = [ligne for ligne in lignes if ligne.compte.startswith(_RESULTAT)]
        if not gestion:
            self.releve.a_regarder("classes", "Aucun compte de charges (classe 6) ni de produits (classe 7).")
        if len(gestion) == len(lignes):
            message = f"Le fichier n'a que les classes 6 et 7 ; produits moins charges : {formats.euros(-ecart)}."
            self.releve.noter("classes", Constat(Gravite.INFORMATION, message))
        elif ecart:
            message = f"Total des soldes débiteurs et créditeurs : écart {formats.euros(abs(ecart))}."
            remede = "Vérifier qu'aucun total n'est compté deux fois, ou demander une balance complète."
            self.releve.a_regarder("équilibre", message, remede)
