"""What a campaign has gathered: the records that count, in one order, and why the other files do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cpts_xl.campaign.depot import NOM, Depot
from cpts_xl.campaign.inventaire import Inventaire
from cpts_xl.campaign.traitement import RELANCER, Bilan
from cpts_xl.formats import jour


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
    annee: int | None = field(compare=False)
    """The rank of its year in the contract, when it is known."""
    debut: str = field(compare=False)
    """The first day of its year."""
    arrete: str
    surete: int
    """The number of its blocking findings, negative: the fewer, the better."""
    rang: int
    relatif: str
    clef: str
    saisies: str = field(default="", compare=False)
    """The fingerprint of its inputs."""


AUTRE_CONTRAT = 730
"""Days between two first days of the same rank beyond which the contract is another one."""
GARDE = (
    "Le rapport en place n'est pas tel que l'outil l'avait écrit, ou ne peut être remplacé : il a été gardé. Le "
    "nouveau est à côté : « {} »."
)
CORRIGER_MODELE = "Corriger le modèle (cpts-xl gabarit verifier), puis relancer."
REPORTER = "Reporter dans le nouveau ce que vous aviez ajouté, lui donner le nom de l'ancien, puis relancer."
GARDER = "Garder un seul classeur par CPTS et par année dans le dossier, puis relancer."
CHOISIR = "Demander à la CPTS lequel est le bon, ne garder que celui-là dans le dossier, puis relancer."


@dataclass(frozen=True, slots=True)
class Recueil:
    """The records of a campaign by identifier and year; only their names are kept in memory."""

    depot: Depot
    retenus: tuple[_Candidat, ...]
    echecs: tuple[Echec, ...]
    fichiers: int
    ignores: dict[str, int]
    fermes: int = 0
    """How many links, folders, odd files and names that are no text could not be opened in the received folder."""

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


def recueillir(depot: Depot, bilans: Sequence[Bilan], inventaire: Inventaire) -> Recueil:
    """Return what counts: one record per CPTS and year, in order; ``bilans`` are in the order of the files.

    A file twice there, or two workbooks for one year, are told and counted once: the one closed last, then the one
    with fewer blocking findings, then the last by its name. What could not be reached is told too.
    """
    echecs: list[Echec] = [Echec(e.relatif, e.motif, e.remede) for e in inventaire.ecartes]
    candidats: list[_Candidat] = []
    vus: dict[str, str] = {}
    for rang, bilan in enumerate(bilans):
        resultat = depot.lire(bilan.clef)
        if resultat is None or resultat["etat"] != "lu":
            echecs.append(_echec(bilan, resultat))
            continue
        if bilan.rapport:
            echecs.append(Echec(bilan.relatif, f"Le rapport n'a pas été écrit. {bilan.rapport}", CORRIGER_MODELE))
        if bilan.a_cote:
            echecs.append(Echec(bilan.relatif, GARDE.format(bilan.a_cote), REPORTER))
        if bilan.clef in vus:
            echecs.append(Echec(bilan.relatif, f"Copie exacte de « {vus[bilan.clef]} » : compté une fois.", GARDER))
            continue
        vus[bilan.clef] = bilan.relatif
        annee = resultat["fiche"]["cpts_annees"][0]
        candidats.append(_Candidat(
            annee["identifiant"], annee["annee"], annee["debut"], annee["arrete"] or "", -annee["bloquants"], rang,
            bilan.relatif, bilan.clef, annee.get("empreinte_saisies", ""),
        ))  # fmt: skip
    retenus = []
    for groupe in _par_annee(candidats):
        *ecartes, retenu = sorted(groupe)
        retenus.append(retenu)
        echecs += [_doublon(ecarte, retenu) for ecarte in ecartes]
    retenus.sort(key=lambda c: (c.identifiant, c.annee is None, c.annee or 0, c.debut))
    echecs.sort(key=lambda echec: (echec.relatif.casefold(), echec.relatif, echec.motif))
    return Recueil(depot, tuple(retenus), tuple(echecs), len(bilans), inventaire.ignores, len(inventaire.ecartes))


def _par_annee(candidats: Sequence[_Candidat]) -> list[list[_Candidat]]:
    """Return the records of each CPTS and year: those of one rank, and those of one first day when it has no rank.

    A record whose rank is not known is of the year of a known rank that begins on the same day. Two contracts, the
    second renewing the first, have the same ranks years apart: they are other years.
    """
    rangs = {(c.identifiant, c.debut): c.annee for c in candidats if c.annee is not None}
    groupes: dict[tuple[str, int | None, str], list[_Candidat]] = {}
    for candidat in candidats:
        rang = rangs.get((candidat.identifiant, candidat.debut)) if candidat.annee is None else candidat.annee
        groupes.setdefault((candidat.identifiant, rang, "" if rang else candidat.debut), []).append(candidat)
    return [contrat for groupe in groupes.values() for contrat in _par_contrat(groupe)]


def _par_contrat(groupe: list[_Candidat]) -> Iterator[list[_Candidat]]:
    """Yield the records of one rank by contract: a first day typed amiss is a matter of weeks, a renewal of years."""
    dates = sorted(groupe, key=lambda c: c.debut)
    depart = 0
    for rang in range(1, len(dates) + 1):
        if rang == len(dates) or _jours(dates[rang - 1].debut, dates[rang].debut) > AUTRE_CONTRAT:
            yield dates[depart:rang]
            depart = rang


def _jours(debut: str, fin: str) -> int:
    return (date.fromisoformat(fin) - date.fromisoformat(debut)).days


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


def _doublon(ecarte: _Candidat, retenu: _Candidat) -> Echec:
    """Return what is told of a workbook that another of the same year replaces: by what right, with what doubt."""
    annee = f"année {retenu.annee} du contrat" if retenu.annee else f"commencée le {_jour(retenu.debut)}"
    tete = f"Même CPTS et même année ({annee}) que « {retenu.relatif} »"
    if ecarte.arrete != retenu.arrete:
        jours = (
            f"arrêté le {_jour(retenu.arrete)}, après celui-ci ({_jour(ecarte.arrete)})"
            if ecarte.arrete
            else f"arrêté le {_jour(retenu.arrete)}, quand celui-ci ne dit pas son jour"
        )
        return Echec(ecarte.relatif, f"{tete}, dont l'état est {jours} : c'est l'autre qui compte.", GARDER)
    if ecarte.surete != retenu.surete:
        constats = f"{-retenu.surete} contre {-ecarte.surete}"
        motif = (
            f"{tete}, arrêté le même jour. L'autre a moins de constats bloquants ({constats}) : c'est lui qui compte, "
            "sans que rien ne dise lequel la CPTS voulait envoyer."
        )
        return Echec(ecarte.relatif, motif, CHOISIR)
    if ecarte.saisies and ecarte.saisies == retenu.saisies:
        return Echec(ecarte.relatif, f"{tete}, avec les mêmes saisies : compté une fois.", GARDER)
    motif = (
        f"{tete}, arrêté le même jour, avec autant de constats bloquants : rien ne dit lequel est le bon. L'autre, "
        "dernier dans l'ordre des noms, est compté."
    )
    return Echec(ecarte.relatif, motif, CHOISIR)


def _jour(iso: str) -> str:
    return jour(date.fromisoformat(iso))
