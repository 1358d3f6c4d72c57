"""What a campaign has gathered: the records that count, in one order, and why the other files do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cpts_xl.campaign.depot import NOM, Depot
from cpts_xl.campaign.traitement import RELANCER, Bilan


@dataclass(frozen=True, slots=True)
class Echec:
    """One file that does not count, or that lacks something: what happened, where, what to do."""

    relatif: str
    motif: str
    remede: str
    feuille: str = ""
    cellule: str = ""

    @property
    def lieu(self) -> str:
        """Return where, as a reader says it."""
        if not self.feuille:
            return "fichier entier"
        return f"feuille « {self.feuille} »" + (f", cellule {self.cellule}" if self.cellule else "")


@dataclass(frozen=True, slots=True, order=True)
class _Candidat:
    """A record read: whose year it is, then what makes it the one that counts."""

    identifiant: str
    annee: int
    arrete: str
    rang: int
    relatif: str
    clef: str


CORRIGER_MODELE = "Corriger le modèle (cpts-xl gabarit verifier), puis relancer."
GARDER = "Garder un seul classeur par CPTS et par année dans le dossier, puis relancer."


@dataclass(frozen=True, slots=True)
class Recueil:
    """The records of a campaign by identifier and year; only their names are kept in memory."""

    depot: Depot
    retenus: tuple[_Candidat, ...]
    echecs: tuple[Echec, ...]
    fichiers: int
    ignores: dict[str, int]

    def fiches(self) -> Iterator[dict[str, list[dict[str, Any]]]]:
        """Yield each record, read again from its small file."""
        for candidat in self.retenus:
            resultat = self.depot.lire(candidat.clef)
            if resultat is None:  # effacé à l'instant, par qui n'est pas nous
                raise FileNotFoundError(self.depot.chemin(candidat.clef))
            yield resultat["fiche"]

    def lignes(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the lines of one table, over every record."""
        for fiche in self.fiches():
            yield from fiche[table]


def recueillir(depot: Depot, bilans: Sequence[Bilan], ignores: dict[str, int]) -> Recueil:
    """Return what counts: one record per CPTS and year, the one closed last; ``bilans`` are in the order of the files.

    A file twice there, or two workbooks for one year, are told and counted once.
    """
    echecs: list[Echec] = []
    candidats: dict[tuple[str, int], list[_Candidat]] = {}
    vus: dict[str, str] = {}
    for rang, bilan in enumerate(bilans):
        resultat = depot.lire(bilan.clef)
        if resultat is None or resultat["etat"] != "lu":
            echecs.append(_echec(bilan, resultat))
            continue
        if bilan.rapport:
            echecs.append(Echec(bilan.relatif, f"Le rapport n'a pas été écrit. {bilan.rapport}", CORRIGER_MODELE))
        if bilan.clef in vus:
            echecs.append(Echec(bilan.relatif, f"Copie exacte de « {vus[bilan.clef]} » : compté une fois.", GARDER))
            continue
        vus[bilan.clef] = bilan.relatif
        annee = resultat["fiche"]["cpts_annees"][0]
        cle = (str(annee["identifiant"]), int(annee["annee"] or 0))
        candidats.setdefault(cle, []).append(_Candidat(*cle, annee["arrete"] or "", rang, bilan.relatif, bilan.clef))
    retenus = []
    for cle in sorted(candidats):
        *ecartes, retenu = sorted(candidats[cle])
        retenus.append(retenu)
        echecs += [Echec(e.relatif, _doublon(retenu), GARDER) for e in ecartes]
    ordre = {bilan.relatif: rang for rang, bilan in enumerate(bilans)}
    echecs.sort(key=lambda echec: (ordre[echec.relatif], echec.motif))
    return Recueil(depot, tuple(retenus), tuple(echecs), len(bilans), ignores)


def _echec(bilan: Bilan, resultat: dict[str, Any] | None) -> Echec:
    if resultat is None:
        return Echec(bilan.relatif, "Son résultat a disparu du dossier de travail.", RELANCER)
    # la colonne voisine nomme le fichier : le message n'a pas à le redire
    motif = resultat["motif"].removeprefix(f"« {NOM} »").removeprefix(NOM).removeprefix(" : ").removeprefix(", ")
    motif = initiale(motif).replace(NOM, bilan.relatif.rpartition("/")[2])
    return Echec(bilan.relatif, motif, resultat["remede"], resultat["feuille"], resultat["cellule"])


def initiale(texte: str) -> str:
    """Return a sentence with its capital."""
    return texte[:1].upper() + texte[1:]


def _doublon(retenu: _Candidat) -> str:
    return (
        f"Même CPTS et même année (année {retenu.annee} du contrat) que « {retenu.relatif} », dont l'état est "
        "arrêté le plus tard (à défaut, le dernier dans l'ordre des noms) : c'est lui qui compte."
    )
