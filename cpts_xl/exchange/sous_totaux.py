"""Sub-totals of a balance: lines that repeat the sum of the accounts below them, and must not be counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.exchange.modele import ZERO, LigneCompte, Releve, mots

_TOTAL = re.compile(r"(?:sous |s )?tota(?:l|ux)\b")
_GROUPE = 2  # chiffres : une classe ou un groupe du plan comptable, jamais un compte mouvementé qui a des sous-comptes


@dataclass(frozen=True, slots=True)
class Lue:
    """A line of the file that bears an account number."""

    ligne: int
    compte: str
    libelle: str
    solde: Fraction


def _prefixes(compte: str) -> Iterator[str]:
    return (compte[:longueur] for longueur in range(1, len(compte)))


def sans_sous_totaux(lues: Sequence[Lue], releve: Releve) -> tuple[tuple[LigneCompte, ...], list[int]]:
    """Return the accounts sorted, one line each, and the numbers of the lines left out as sub-totals.

    « 60 » is a sub-total as soon as an account begins with it; « 606 » is one when it is the sum of its
    sub-accounts, else an account of its own.
    """
    groupes, ecartees = _par_compte(lues)
    sommes: dict[str, Fraction] = {}
    gardees: list[LigneCompte] = []
    for compte in sorted(groupes, key=len, reverse=True):
        lignes = groupes[compte]
        solde = sum((lue.solde for lue in lignes), ZERO)
        if compte in sommes and _est_sous_total(lignes[0], solde, sommes[compte], releve):
            ecartees += [lue.ligne for lue in lignes]
            continue
        _signaler_repetition(lignes, releve)
        gardees.append(LigneCompte(compte, next((lue.libelle for lue in lignes if lue.libelle), ""), solde))
        for prefixe in _prefixes(compte):
            sommes[prefixe] = sommes.get(prefixe, ZERO) + solde
    return tuple(sorted(gardees, key=lambda ligne: ligne.compte)), ecartees


def _par_compte(lues: Sequence[Lue]) -> tuple[dict[str, list[Lue]], list[int]]:
    """Return the lines by account, less those called « Total … » beside the lines that they add up."""
    prefixes = {prefixe for lue in lues for prefixe in _prefixes(lue.compte)}
    detail = prefixes | {lue.compte for lue in lues if not _TOTAL.match(mots(lue.libelle))}
    groupes: dict[str, list[Lue]] = {}
    ecartees: list[int] = []
    for lue in lues:
        if lue.compte in detail and _TOTAL.match(mots(lue.libelle)):
            ecartees.append(lue.ligne)
        else:
            groupes.setdefault(lue.compte, []).append(lue)
    return groupes, ecartees


def _est_sous_total(lue: Lue, solde: Fraction, somme: Fraction, releve: Releve) -> bool:
    if solde == somme:
        return True
    ecart = formats.euros(abs(solde - somme))
    if len(lue.compte) <= _GROUPE:
        message = f"Ligne {lue.ligne} : le sous-total {lue.compte} n'est pas la somme de ses comptes (écart {ecart})."
        releve.a_regarder("sous-totaux", message, "Vérifier qu'aucun compte ne manque à l'export.")
        return True
    message = (
        f"Ligne {lue.ligne} : le compte {lue.compte} a des sous-comptes et n'est pas leur somme (écart {ecart}) ; il "
        "est gardé comme un compte."
    )
    releve.a_regarder("sous-totaux", message, "Si c'est un sous-total, retirer cette ligne.")
    return False


def _signaler_repetition(lignes: Sequence[Lue], releve: Releve) -> None:
    if len(lignes) > 1:
        rangs = ", ".join(str(lue.ligne) for lue in lignes[:10])
        message = f"Compte {lignes[0].compte} écrit {len(lignes)} fois (lignes {rangs}) : ses soldes sont additionnés."
        releve.a_regarder("comptes répétés", message, "Si l'une est un total, la retirer.")
