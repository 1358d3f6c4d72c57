"""Honest edits that leave an empty row among others: a row cleared and not deleted, a table typed one row lower."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cpts_xl.engine.dossier import Dossier
from tests.sabotage.base import cases, dossier
from tests.sabotage.gestes import Geste
from tests.sabotage.modele import Honnete
from tests.sabotage.paquet import Paquet, adresse, position

SEULES = ("versement", "depense", "participation", "produit", "historique", "point", "convention", "adherent")
"""Tables whose rows no other table names: clearing one leaves nothing to say elsewhere."""


def vides() -> Iterator[Honnete]:
    """Yield the rows emptied and the rows moved down, everything recalculated by a real engine."""
    yield _videes("indicateur vidé, sa ligne laissée entre les autres", {"indicateur": 4})
    yield _videes("premier indicateur vidé, sa ligne laissée en tête", {"indicateur": 1})
    milieux = {table: (len(dossier().liste(table)) + 1) // 2 for table in SEULES}
    assert min(milieux.values()) > 0
    yield _videes("une ligne vidée au milieu de chaque tableau", milieux)
    for table, rang in (("indicateur", 4), ("versement", 3), ("professionnel", 2)):
        yield Honnete(
            f"{table}s saisis une ligne plus bas, un vide au-dessus", _descendues(table, rang), recalcule=True
        )


def _videes(nom: str, rangs: dict[str, int]) -> Honnete:
    """Return the edit that clears one row of each of these tables, its formulas left in place."""

    def applique(p: Paquet) -> None:
        for table, rang in rangs.items():
            for code, valeur in dossier().liste(table)[rang - 1].items():
                if valeur is not None:
                    p.poser(*cases()[f"{table}.{rang}.{code}"], None)

    return Honnete(nom, Geste(applique, _a_change), _sans(rangs), recalcule=True)


def _sans(rangs: dict[str, int]) -> Callable[[], Dossier]:
    def declare() -> Dossier:
        listes = {
            table: tuple(ligne for n, ligne in enumerate(lignes, 1) if n != rangs.get(table))
            for table, lignes in dossier().listes.items()
        }
        return Dossier(dossier().identite, dossier().fiches, listes)

    return declare


def _descendues(table: str, depuis: int) -> Geste:
    """Type each row of a table one row lower from this rank on: the same inputs, and an empty row above them."""

    def applique(p: Paquet) -> None:
        lignes = dossier().liste(table)
        for rang in range(len(lignes), depuis - 1, -1):
            for code in lignes[rang - 1]:
                feuille, lieu = cases()[f"{table}.{rang}.{code}"]
                ligne, colonne = position(lieu)
                p.poser(feuille, adresse(ligne + 1, colonne), p.valeur(feuille, lieu))
                p.poser(feuille, lieu, None)

    return Geste(applique, _a_change)


def _a_change(avant: Paquet, apres: Paquet) -> bool:
    return avant.parties != apres.parties
