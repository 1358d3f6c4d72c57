"""The accounts of a closed year, from the file that an accountant sends: FEC or « balance générale », recognised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from cpts_xl.constats import Constat, Gravite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.exchange import entete_balance, fec
from cpts_xl.exchange.balance import lire_balance
from cpts_xl.exchange.modele import Comptes, Ecriture, Entete, LigneCompte, Nature
from cpts_xl.exchange.source import Rangee, Source, Vue, ouvrir

__all__ = ["Comptes", "Ecriture", "LigneCompte", "Nature", "en_comptes", "en_depenses", "lire_comptes"]

_TETE = 60
_CHARGES, _PRODUITS = "6", "7"
_FOURNISSEURS = "40"


@dataclass(frozen=True, slots=True)
class _Candidat:
    """A table of the file whose header was recognised."""

    nature: Nature
    vue: Vue
    entete: Entete
    tete: list[Rangee]


def lire_comptes(chemin: Path) -> Comptes:
    """Return the accounts of the file, whether a FEC or a balance, a text or an .xlsx workbook.

    Raises:
        ClasseurIllisible: the file is missing, too big, or neither a text nor an .xlsx workbook.
        SaisieInvalide: it is not recognised, nothing in it can be read, or it holds a social-security number.
    """
    source = ouvrir(chemin)
    candidats = [candidat for vue in source.vues if (candidat := _reconnaitre(vue))]
    if not candidats:
        raise _non_reconnu(source)
    # Le bon séparateur est celui qui fait paraître le plus d'en-têtes connus ; à égalité, l'ordre des vues décide.
    choisi = max(candidats, key=lambda candidat: len(candidat.entete.colonnes))
    rangees = (rangee for rangee in choisi.vue.rangees() if rangee[0] > choisi.entete.ligne)
    if choisi.nature == "FEC":
        return fec.lire_fec(source.nom, source.encodage, choisi.entete, rangees)
    titres = [" ".join(cellules) for ligne, cellules in choisi.tete if ligne < choisi.entete.ligne]
    comptes = lire_balance(source.nom, source.encodage, choisi.entete, rangees, titres)
    if source.encodage == "xlsx" and len(candidats) > 1:
        noms = ", ".join(candidat.vue.nom for candidat in candidats)
        message = f"Plusieurs feuilles portent des comptes ({noms}) ; seule est lue la {choisi.vue.nom}."
        comptes.constats.append(Constat(Gravite.A_REGARDER, message, remede="Vérifier que c'est l'année voulue."))
    return comptes


def _reconnaitre(vue: Vue) -> _Candidat | None:
    tete = list(islice((rangee for rangee in vue.rangees() if any(rangee[1])), _TETE))
    lecteurs: tuple[tuple[Nature, Callable[[list[Rangee]], Entete | None]], ...] = (
        ("FEC", fec.reconnaitre),
        ("balance", entete_balance.reconnaitre),
    )
    for nature, lecteur in lecteurs:
        if (entete := lecteur(tete)) is not None:
            return _Candidat(nature, vue, entete, tete)
    return None


def _non_reconnu(source: Source) -> SaisieInvalide:
    """Return the refusal of a file that is neither: what its first full line holds, and what is expected."""
    lignes = [rangee for vue in source.vues for rangee in islice(vue.rangees(), _TETE) if any(rangee[1])]
    ligne, cellules = max(lignes, key=lambda rangee: sum(map(bool, rangee[1])), default=(1, []))
    trouves = ", ".join(cellule[:40] for cellule in cellules[:20] if cellule)
    return SaisieInvalide(
        f"« {source.nom} » n'est reconnu ni comme un FEC ni comme une balance. En-têtes trouvés (ligne {ligne}) : "
        f"{trouves or 'aucun'}. Attendus, pour un FEC : {', '.join(fec.COLONNES)} ; pour une balance : "
        f"{entete_balance.ATTENDUES}. Demander au comptable l'un de ces deux exports, avec sa ligne d'en-tête."
    )


def en_comptes(comptes: Comptes) -> list[dict[str, Any]]:
    """Return the rows of the table « Comptes »: charges and produits that are not zero, amounts in euros.

    ``nature`` is the two first digits; ``montant`` is positive in the ordinary sense of the class.
    """
    return [
        {
            "compte": ligne.compte,
            "libelle": ligne.libelle,
            "nature": ligne.compte[:2],
            "montant": ligne.solde if ligne.compte.startswith(_CHARGES) else -ligne.solde,
        }
        for ligne in comptes.lignes
        if ligne.compte.startswith((_CHARGES, _PRODUITS)) and ligne.solde
    ]


def en_depenses(comptes: Comptes) -> list[dict[str, Any]]:
    """Return one row per line of charge of a FEC, in the order of the file; none for a balance.

    ``montant`` is debit minus credit, negative for a credit note. ``reference`` names the line the same way at
    each import: journal, number, day of the écriture, rank in it.
    """
    fournisseurs = _fournisseurs(comptes)
    return [
        {
            "date": ecriture.jour,
            "piece": ecriture.piece,
            "fournisseur": ecriture.tiers or fournisseurs.get(_cle(ecriture), ""),
            "libelle": ecriture.libelle,
            "compte": ecriture.compte,
            "nature": ecriture.compte[:2],
            "montant": ecriture.debit - ecriture.credit,
            "reference": reference,
        }
        for ecriture, reference in _references(comptes)
        if ecriture.compte.startswith(_CHARGES) and ecriture.debit != ecriture.credit
    ]


def _cle(ecriture: Ecriture) -> tuple[str, str, str]:
    return ecriture.journal, ecriture.numero or ecriture.piece, ecriture.jour.isoformat()


def _references(comptes: Comptes) -> Iterator[tuple[Ecriture, str]]:
    """Yield each écriture with its identity.

    The day is part of it: numbers start again each year, and a contract year covers two sets of accounts. The rank
    is counted inside the écriture: the line in the file moves as soon as another is added above.
    """
    for ecriture in comptes.ecritures:
        jour = f"{ecriture.jour:%Y%m%d}"
        yield ecriture, f"{ecriture.journal}/{ecriture.numero or ecriture.piece}/{jour}/{ecriture.rang}"


def _fournisseurs(comptes: Comptes) -> dict[tuple[str, str, str], str]:
    """Return the supplier of each écriture: the FEC names it on the line of account 40, never on that of the charge."""
    trouves: dict[tuple[str, str, str], set[str]] = {}
    for ecriture in comptes.ecritures:
        if ecriture.compte.startswith(_FOURNISSEURS) and ecriture.tiers:
            trouves.setdefault(_cle(ecriture), set()).add(ecriture.tiers)
    return {cle: next(iter(tiers)) for cle, tiers in trouves.items() if len(tiers) == 1}
