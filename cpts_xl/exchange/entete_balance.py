"""The header of a « balance générale », in the words of the programs that export one, on one line or on two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cpts_xl.errors import SaisieInvalide
from cpts_xl.exchange.modele import Entete, mots
from cpts_xl.exchange.source import Rangee

SOLDE = ("solde débit", "solde crédit")
MOUVEMENT = ("mouvement débit", "mouvement crédit")
REPORT = ("report débit", "report crédit")
NET = "solde"
SENS = "sens"
COMPTE = "compte"
LIBELLE = "libellé"
ATTENDUES = (
    "« Compte », « Libellé », puis « Débit » et « Crédit », ou « Solde débiteur » et « Solde créditeur », ou « Solde »"
)

_HORS_ANNEE = re.compile(r"\bn ?[12]\b|precedent|anterieur|budget|devise|variation|ecart|evolution")
_DEBIT = re.compile(r"\b(?:deb|debits?|debiteurs?|debitrice)\b")
_CREDIT = re.compile(r"\b(?:cred|credits?|crediteurs?|creditrice)\b")
_REPORT = re.compile(r"nouveau|report|ouverture|initia|\ban\b")
_SENS = re.compile(r"^(?:sens|d c|dc)\b")
_LIBELLE = re.compile(r"libel|comptelib|intitul|designation|description|^nom\b")
_COMPTE = re.compile(r"\b(?:comptes?|comptenum|cpte|cpt|numero|num)\b|^(?:n|no|code|racine)$")
_NON_COMPTE = re.compile(r"aux|tiers|collectif|type|classe|sens|nature")


def _role_de_montant(titre: str) -> str | None:
    debit, credit = bool(_DEBIT.search(titre)), bool(_CREDIT.search(titre))
    if debit and credit:
        return None
    report = bool(_REPORT.search(titre))
    if not debit and not credit:
        return NET if "solde" in titre.split() and not report else None
    paire = REPORT if report else SOLDE if re.search(r"\bsoldes?\b", titre) else MOUVEMENT
    return paire[0] if debit else paire[1]


def role(cellule: str) -> str | None:
    """Return what a column of that title holds, or None when it is not read."""
    titre = mots(cellule)
    if not titre or _HORS_ANNEE.search(titre):
        return None
    if _SENS.search(titre):
        return SENS
    if montant := _role_de_montant(titre):
        return montant
    if _LIBELLE.search(titre):
        return LIBELLE
    return COMPTE if _COMPTE.search(titre) and not _NON_COMPTE.search(titre) else None


def _colonnes(cellules: Sequence[str]) -> dict[str, int]:
    """Return the place of each role: the first account and label, the last of each amount (balances come last)."""
    colonnes: dict[str, int] = {}
    for rang, cellule in enumerate(cellules):
        trouve = role(cellule)
        if trouve is not None and not (trouve in {COMPTE, LIBELLE} and trouve in colonnes):
            colonnes[trouve] = rang
    return colonnes


def _suffit(colonnes: dict[str, int]) -> bool:
    paires = any(set(paire) <= colonnes.keys() for paire in (SOLDE, MOUVEMENT))
    return COMPTE in colonnes and (paires or NET in colonnes)


def _repetes(cellules: Sequence[str]) -> set[str]:
    roles = [trouve for cellule in cellules if (trouve := role(cellule)) not in {None, COMPTE, LIBELLE, SENS}]
    return {trouve for trouve in roles if trouve is not None and roles.count(trouve) > 1}


def _sur_deux_lignes(haut: Sequence[str], bas: Sequence[str]) -> list[str]:
    """Return the titles of a header whose groups (« Mouvements », « Soldes ») stand over « Débit » and « Crédit »."""
    titres, groupe = [], ""
    for rang in range(max(len(haut), len(bas))):
        dessus = haut[rang] if rang < len(haut) else ""
        dessous = bas[rang] if rang < len(bas) else ""
        groupe = dessus or groupe
        titres.append(
            f"{groupe} {dessous}" if dessous and role(dessous) not in {COMPTE, LIBELLE} else dessous or dessus
        )
    return titres


def _porte_des_sens(cellules: Sequence[str]) -> bool:
    return sum(1 for cellule in cellules if role(cellule) in {*SOLDE, *MOUVEMENT, *REPORT}) > 1


def reconnaitre(tete: Sequence[Rangee]) -> Entete | None:
    """Return the header of a balance among the first rows, below its titles, or None."""
    pleines = [(ligne, cellules) for ligne, cellules in tete if any(cellules)]
    for (ligne, cellules), (suivante, dessous) in zip(pleines, [*pleines[1:], (0, [])], strict=True):
        if _porte_des_sens(dessous):
            seule = _suffit(_colonnes(dessous)) and not _repetes(dessous)
            if not seule and sum(map(bool, cellules)) > 1:
                titres = _sur_deux_lignes(cellules, dessous)
                if _suffit(_colonnes(titres)):
                    return Entete.parmi(tete, suivante, titres, _colonnes(titres))
        elif _suffit(_colonnes(cellules)):
            return Entete.parmi(tete, ligne, cellules, _colonnes(cellules))
    return None


def doute(nom: str, entete: Entete) -> str:
    """Return the French doubt about columns that bear the same title, or nothing.

    Raises:
        SaisieInvalide: two columns may be the balance of the year, and nothing tells which.
    """
    repetes = _repetes(entete.cellules)
    if NET in repetes and not set(SOLDE) <= entete.colonnes.keys():
        titres = [cellule for cellule in entete.cellules if role(cellule) == NET]
        raise SaisieInvalide(
            f"« {nom} », ligne {entete.ligne} : plusieurs colonnes peuvent être le solde ({', '.join(titres)}). "
            "Ne garder que celle de l'exercice clos."
        )
    if not repetes:
        return ""
    lues = ", ".join(f"{rang + 1}" for code, rang in entete.colonnes.items() if code in repetes)
    return (
        f"Ligne {entete.ligne} : plusieurs colonnes ont le même titre ; celles de droite sont lues (colonnes {lues})."
    )
