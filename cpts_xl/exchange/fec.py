"""The « fichier des écritures comptables » (LPF, art. A. 47 A-1): each line of each journal of a closed year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.errors import SaisieInvalide
from cpts_xl.exchange.modele import (
    ZERO,
    Comptes,
    Ecriture,
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

COLONNES = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
DEBIT_CREDIT = ("Debit", "Credit")
VARIANTE = ("Montant", "Sens")
_NOMS = {nom.lower(): nom for nom in (*COLONNES, *VARIANTE)}
_INDISPENSABLES = ("JournalCode", "EcritureNum", "EcritureDate", "CompteNum")
_UTILES = ("CompteLib", "PieceRef", "EcritureLib")
_COMPTE = re.compile(r"[0-9]{2}[0-9A-Za-z]*")
_NOM_DE_FICHIER = re.compile(r"[0-9]{9}FEC([0-9]{8})", re.IGNORECASE)
_SENS = {"d": 1, "debit": 1, "1": 1, "c": -1, "credit": -1}
_RESULTAT = ("6", "7")
_MONTANT_ATTENDU = "un montant, par exemple 1234,56"


def reconnaitre(tete: Sequence[Rangee]) -> Entete | None:
    """Return the header of a FEC among the first rows, whatever the case and the order of its columns, or None."""
    for ligne, cellules in tete:
        colonnes: dict[str, int] = {}
        for rang, cellule in enumerate(cellules):
            if nom := _NOMS.get(mots(cellule).replace(" ", "")):
                colonnes.setdefault(nom, rang)
        if "CompteNum" in colonnes and colonnes.keys() & {"EcritureNum", "JournalCode", "EcritureDate"}:
            return Entete.parmi(tete, ligne, cellules, colonnes)
    return None


def lire_fec(nom: str, encodage: str, entete: Entete, rangees: Iterable[Rangee]) -> Comptes:
    """Return the accounts and the écritures of a FEC; ``rangees`` are those below its header.

    Raises:
        SaisieInvalide: an indispensable column is missing, no line can be read, or a social-security number is there.
    """
    _verifier_colonnes(nom, entete)
    verifier_entete(nom, entete)
    lecture = _Lecture(nom, entete, exacte=encodage != "xlsx")
    for ligne, cellules in rangees:
        if any(cellules):
            lecture.prendre(ligne, cellules)
    return lecture.comptes(encodage)


def _verifier_colonnes(nom: str, entete: Entete) -> None:
    if manquent := [colonne for colonne in _indispensables(entete) if colonne not in entete.colonnes]:
        lues = ", ".join(cellule for cellule in entete.cellules if cellule)
        raise SaisieInvalide(
            f"« {nom} », ligne {entete.ligne} : ce fichier des écritures n'a pas la colonne {', '.join(manquent)}. "
            f"Lues : {lues}. Attendues : {', '.join(COLONNES)}. Demander au comptable un FEC aux normes "
            "(article A. 47 A-1 du livre des procédures fiscales)."
        )


def _en_variante(entete: Entete) -> bool:
    return set(VARIANTE) <= entete.colonnes.keys() or ("Sens" in entete.colonnes and "Debit" not in entete.colonnes)


def _indispensables(entete: Entete) -> tuple[str, ...]:
    return (*_INDISPENSABLES, *(VARIANTE if _en_variante(entete) else DEBIT_CREDIT))


class _Lecture:
    """One pass over the lines of a FEC. ``exacte``: a text, which parts its empty cells too, as a workbook does not."""

    def __init__(self, nom: str, entete: Entete, *, exacte: bool) -> None:
        self.nom, self.entete, self.exacte, self.releve = nom, entete, exacte, Releve()
        self.dernier = max(entete.colonnes[nom] for nom in _indispensables(entete))
        self.montants = self._sens if _en_variante(entete) else self._debit_credit
        self.ecritures: list[Ecriture] = []
        self.rangs: dict[tuple[str, str, date], int] = {}
        self.sans_jour: dict[tuple[str, str], int] = {}
        self.libelles: dict[str, str] = {}
        if manquent := [colonne for colonne in _UTILES if colonne not in entete.colonnes]:
            self.releve.a_regarder("colonnes", f"Ligne {entete.ligne} : colonnes absentes, {', '.join(manquent)}.")

    def prendre(self, ligne: int, cellules: list[str]) -> None:
        """Keep one line, or the finding that says why it is left out."""
        verifier_cellules(self.nom, ligne, cellules, self.entete, self.releve)
        valeurs = {nom: cellules[rang] if rang < len(cellules) else "" for nom, rang in self.entete.colonnes.items()}
        journal, numero = valeurs["JournalCode"], valeurs["EcritureNum"]
        # Compté avant tout refus : une ligne corrigée plus tard ne déplace pas le rang des suivantes. Et dans la seule
        # écriture, que nomment aussi sa pièce et son jour : sans numéro, ou numérotée par mois, elle aurait celui d'une
        # autre, et une écriture ajoutée plus haut déplacerait tous les rangs.
        rang = self._rang((journal, numero or valeurs.get("PieceRef", "")), lire_jour(valeurs["EcritureDate"]))
        if self.exacte and not self.dernier < len(cellules) <= self.entete.largeur:
            self.releve.mal_decoupee(ligne, len(cellules), self.entete)
            return
        jour = self._jour(ligne, valeurs)
        compte = self._compte(ligne, valeurs)
        montants = self.montants(ligne, valeurs)
        if jour is None or compte is None or montants is None:
            return
        libelle_compte = valeurs.get("CompteLib", "")
        if libelle_compte or compte not in self.libelles:
            self.libelles[compte] = self.libelles.get(compte) or libelle_compte
        libelle = valeurs.get("EcritureLib") or libelle_compte
        self.ecritures.append(
            Ecriture(jour, journal, valeurs.get("PieceRef", ""), compte, libelle, _tiers(compte, valeurs), *montants,
                     ligne, numero, rang)
        )  # fmt: skip

    def _rang(self, ecriture: tuple[str, str], jour: date | None) -> int:
        """Return the rank of a line in its écriture; one without a readable day counts before the next of its own."""
        if jour is None:
            self.sans_jour[ecriture] = self.sans_jour.get(ecriture, 0) + 1
            return 0
        cle = (*ecriture, jour)
        self.rangs[cle] = self.rangs.get(cle, 0) + 1 + self.sans_jour.pop(ecriture, 0)
        return self.rangs[cle]

    def _jour(self, ligne: int, valeurs: dict[str, str]) -> date | None:
        jour = lire_jour(valeurs["EcritureDate"])
        if jour is None:
            self.releve.illisible(ligne, "EcritureDate", valeurs["EcritureDate"], "une date AAAAMMJJ")
        return jour

    def _compte(self, ligne: int, valeurs: dict[str, str]) -> str | None:
        compte = valeurs["CompteNum"].replace(" ", "")
        if not _COMPTE.fullmatch(compte):
            attendu = "un compte du plan comptable, par exemple 606300"
            self.releve.illisible(ligne, "CompteNum", valeurs["CompteNum"], attendu)
            return None
        return compte

    def _montant(self, ligne: int, colonne: str, valeurs: dict[str, str]) -> Fraction | None:
        texte = valeurs[colonne]
        # La norme du FEC exclut les milliers séparés : un point seul y est une virgule.
        montant = lire_montant(texte if "," in texte else texte.replace(".", ","))
        if montant is None:
            self.releve.illisible(ligne, colonne, texte, _MONTANT_ATTENDU)
        return montant

    def _debit_credit(self, ligne: int, valeurs: dict[str, str]) -> tuple[Fraction, Fraction] | None:
        debit, credit = self._montant(ligne, "Debit", valeurs), self._montant(ligne, "Credit", valeurs)
        return None if debit is None or credit is None else (debit, credit)

    def _sens(self, ligne: int, valeurs: dict[str, str]) -> tuple[Fraction, Fraction] | None:
        montant = self._montant(ligne, "Montant", valeurs)
        texte = valeurs["Sens"]
        sens = -1 if texte.replace(" ", "") == "-1" else _SENS.get(mots(texte))
        if sens is None:
            self.releve.illisible(ligne, "Sens", texte, "D ou C (ou +1, -1)")
        if montant is None or sens is None:
            return None
        return (montant, ZERO) if sens > 0 else (ZERO, montant)

    def comptes(self, encodage: str) -> Comptes:
        """Return what was read, once every line was taken. Raises SaisieInvalide when nothing could be."""
        if not self.ecritures:
            constats = self.releve.constats()
            premiere = f" {constats[0].phrase()}" if constats else ""
            raise SaisieInvalide(
                f"« {self.nom} » : aucune écriture lisible sous l'en-tête de la ligne {self.entete.ligne}.{premiere} "
                "Demander un nouvel export."
            )
        soldes: dict[str, Fraction] = dict.fromkeys(self.libelles, ZERO)
        for ecriture in self.ecritures:
            soldes[ecriture.compte] += ecriture.debit - ecriture.credit
        lignes = tuple(LigneCompte(compte, self.libelles[compte], soldes[compte]) for compte in sorted(soldes))
        self._equilibre()
        self._cloture(lignes)
        premier, dernier = self._periode()
        return Comptes("FEC", lignes, tuple(self.ecritures), self.releve.constats(), premier, dernier, encodage)

    def _equilibre(self) -> None:
        ecarts: dict[tuple[str, str, str], Fraction] = {}
        premieres: dict[tuple[str, str, str], int] = {}
        for e in self.ecritures:
            cle = (e.journal, e.numero, "" if e.numero else f"{e.jour} {e.piece}")
            ecarts[cle] = ecarts.get(cle, ZERO) + e.debit - e.credit
            premieres.setdefault(cle, e.ligne)
        remede = "Demander au comptable un export complet, ou corriger les lignes écartées."
        for cle, ecart in ecarts.items():
            if ecart:
                message = (
                    f"Écriture {cle[0]} {cle[1] or cle[2]}, à partir de la ligne {premieres[cle]} : débit et crédit "
                    f"diffèrent de {formats.euros(abs(ecart))}."
                )
                self.releve.a_regarder("écritures déséquilibrées", message, remede)
        debit = sum((e.debit for e in self.ecritures), ZERO)
        credit = sum((e.credit for e in self.ecritures), ZERO)
        if debit != credit:
            message = (
                f"Total des débits {formats.euros(debit)}, total des crédits {formats.euros(credit)} : "
                f"écart {formats.euros(abs(debit - credit))}."
            )
            self.releve.a_regarder("totaux", message, remede)

    def _cloture(self, lignes: Iterable[LigneCompte]) -> None:
        soldes = [ligne.solde for ligne in lignes if ligne.compte.startswith(_RESULTAT)]
        if soldes and not any(soldes):
            self.releve.a_regarder(
                "comptes soldés",
                "Tous les comptes de charges et de produits sont à zéro : ils ont été soldés par la clôture.",
                "Demander un FEC sans les écritures de solde des classes 6 et 7.",
            )

    def _periode(self) -> tuple[date, date]:
        jours = [ecriture.jour for ecriture in self.ecritures]
        premier, dernier = min(jours), max(jours)
        nomme = _NOM_DE_FICHIER.match(self.nom)
        cloture = lire_jour(nomme[1]) if nomme else None
        if cloture is not None and dernier > cloture:
            ligne = next(ecriture.ligne for ecriture in self.ecritures if ecriture.jour == dernier)
            self.releve.a_regarder(
                "dates",
                f"Ligne {ligne} : une écriture du {formats.jour(dernier)} suit la clôture que donne le nom du fichier "
                f"({formats.jour(cloture)}).",
                "Vérifier l'exercice de cet export.",
            )
        return premier, max(dernier, cloture or dernier)


def _tiers(compte: str, valeurs: dict[str, str]) -> str:
    """Return the third party of a line; « 401DUPONT » names its supplier in the label of the account."""
    tiers = valeurs.get("CompAuxLib") or valeurs.get("CompAuxNum")
    if not tiers and compte.startswith("40"):
        libelle = valeurs.get("CompteLib", "")
        tiers = "" if mots(libelle).startswith("fournisseur") else libelle
    return tiers or ""
