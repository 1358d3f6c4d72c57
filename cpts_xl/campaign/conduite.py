"""A campaign from end to end: inventory, work, gathering, outputs; started again, it does only what is missing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cpts_xl import __version__
from cpts_xl.campaign import csv_ouvert, parquet, schema, sorties
from cpts_xl.campaign.depot import Depot, empreinte_outil
from cpts_xl.campaign.echecs import page
from cpts_xl.campaign.executeurs import Executeur
from cpts_xl.campaign.inventaire import Inventaire, inventorier
from cpts_xl.campaign.recueil import Recueil, recueillir
from cpts_xl.campaign.traitement import Bilan, Tache
from cpts_xl.campaign.verrou import verrou
from cpts_xl.errors import EcritureImpossible, SaisieInvalide, raison
from cpts_xl.workbook.atomique import ecriture
from cpts_xl.workbook.moteurs.recalcul import disponibles

RESULTATS = "resultats"
CONSOLIDE, ECHECS, DONNEES, FICHES, RAPPORTS, TRAVAIL = (
    "consolide.xlsx", "echecs.html", sorties.DONNEES, "fiches", sorties.RAPPORTS, sorties.TRAVAIL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Demande:
    """What was asked: the folder to read, the one to fill, reports or not, the engines, who does the work."""

    dossier: Path
    sortie: Path
    executeur: Executeur
    rapports: bool = False
    modele: Path | None = None
    recalcul: bool = False


@dataclass(frozen=True, slots=True)
class Compte:
    """What a campaign did: what it gathered, how many workbooks were read now, how many had not to be.

    Among the latter, ``copies`` are those that only repeat one of the ``originaux`` read now.
    """

    recueil: Recueil
    faits: int
    deja: int
    ecrits: dict[str, Path] = field(default_factory=dict)
    copies: int = 0
    originaux: int = 0


Annonce = Callable[[int, int, str], None]


def mener(demande: Demande, annoncer: Annonce = lambda _fait, _total, _nom: None) -> Compte:
    """Return what was done; everything asked is then in the output folder.

    Raises:
        SaisieInvalide: a folder that cannot be used as asked.
        EcritureImpossible: another campaign writes there, or the disk refuses.
        MoteurIndisponible: the executor or the engines asked for are not there.
    """
    dossier, sortie = demande.dossier.absolute(), demande.sortie.absolute()
    inventaire = inventorier(dossier, sortie)
    _preparer(dossier, sortie)
    travail = sortie / TRAVAIL
    with verrou(travail):
        taches = list(_taches(demande, inventaire, sortie))
        bilans: dict[str, Bilan] = {}
        for bilan in demande.executeur(taches):
            bilans[bilan.relatif] = bilan
            annoncer(len(bilans), len(taches), bilan.relatif)
        recueil = recueillir(Depot(travail / RESULTATS), [bilans[tache.relatif] for tache in taches], inventaire)
        ecrits = _ecrire(recueil, sortie)
    faits = {bilan.clef for bilan in bilans.values() if not bilan.deja}
    fois = Counter(bilan.clef for bilan in bilans.values() if bilan.clef in faits)
    copies, originaux = fois.total() - len(fois), sum(1 for combien in fois.values() if combien > 1)
    return Compte(recueil, len(faits), len(bilans) - len(faits), ecrits, copies, originaux)


def _preparer(dossier: Path, sortie: Path) -> None:
    """Make the output folder, or recognise one of ours; never fill a folder where somebody keeps something else."""
    if sortie.resolve() == dossier.resolve():
        raise SaisieInvalide("--vers est le dossier des classeurs reçus : donner un autre dossier, où tout sera écrit.")
    if sortie.resolve() in dossier.resolve().parents:
        raise SaisieInvalide(f"« {sortie} » contient le dossier des classeurs reçus : donner un dossier à part.")
    temoin = sortie / TRAVAIL / sorties.TEMOIN
    try:
        if sortie.exists() and not temoin.is_file() and any(sortie.iterdir()):
            raise SaisieInvalide(
                f"« {sortie} » contient déjà autre chose qu'une campagne : donner un dossier vide, ou un nom nouveau."
            )
        (temoin.parent / RESULTATS).mkdir(parents=True, exist_ok=True)
        if not temoin.is_file():
            temoin.write_text(json.dumps({"outil": f"cpts_xl {__version__}", "nature": "campagne"}), encoding="utf-8")
    except OSError as erreur:
        raise EcritureImpossible(
            f"« {sortie} » ne peut pas être rempli ({raison(erreur)}) : choisir un autre dossier."
        ) from erreur


def _taches(demande: Demande, inventaire: Inventaire, sortie: Path) -> Iterator[Tache]:
    moteurs = _moteurs() if demande.recalcul else ()
    modele = demande.modele.absolute() if demande.modele else None
    empreinte, outil = "", empreinte_outil()
    if demande.rapports:
        from cpts_xl.report import modele_par_defaut  # noqa: PLC0415  (seulement quand un rapport est demandé)

        try:
            empreinte = hashlib.sha256((modele or modele_par_defaut()).read_bytes()).hexdigest()
        except OSError as erreur:
            motif = f"Le modèle « {modele} » ne se lit pas ({raison(erreur)}) : vérifier son nom."
            raise SaisieInvalide(motif) from erreur
    for recu in inventaire.recus:
        rapport = sortie / RAPPORTS / recu.rapport
        marque = hashlib.sha256(recu.rapport.encode()).hexdigest()
        yield Tache(
            str(inventaire.dossier), recu.relatif, str(sortie / TRAVAIL / RESULTATS), moteurs,
            *((str(rapport), str(sortie / TRAVAIL / "marques" / f"{marque}.json")) if demande.rapports else ("", "")),
            str(modele) if modele and demande.rapports else "", empreinte, outil,
        )  # fmt: skip


def _moteurs() -> tuple[str, ...]:
    """Return the embedded engines that are installed.

    Raises:
        SaisieInvalide: none is.
    """
    presents = tuple(moteur for moteur in disponibles() if moteur != "libreoffice")
    if not presents:
        raise SaisieInvalide('--recalcul demande un tableur embarqué : pip install "cpts-xl[recalcul]".')
    return presents


def _ecrire(recueil: Recueil, sortie: Path) -> dict[str, Path]:
    """Write every output, each whole or not at all; return where."""
    donnees = sortie / DONNEES
    lignes: dict[str, int] = {}
    ecrits: dict[str, Path] = {}
    for table in schema.TABLES:
        cible = ecriture(donnees / f"{table.code}.csv", remplacer=True)
        with cible as provisoire:
            lignes[table.code] = csv_ouvert.ecrire_csv(provisoire, table, recueil.lignes(table.code))
        ecrits[cible.ecrit.name] = cible.ecrit
        if parquet.disponible():
            with (cible := ecriture(donnees / f"{table.code}.parquet", remplacer=True)) as provisoire:
                parquet.ecrire_parquet(provisoire, table, recueil.lignes(table.code))
            ecrits[cible.ecrit.name] = cible.ecrit
    _texte(donnees / "datapackage.json", csv_ouvert.datapackage(lignes))
    _fiches(recueil, donnees / FICHES)
    from cpts_xl.campaign.consolide import consolider  # noqa: PLC0415  (XlsxWriter : seulement pour écrire)

    with (cible := ecriture(sortie / CONSOLIDE, remplacer=True)) as provisoire:
        consolider(recueil, provisoire)
    ecrits[CONSOLIDE] = cible.ecrit
    ecrits[ECHECS] = _texte(sortie / ECHECS, page(recueil))
    return ecrits


def _texte(vers: Path, texte: str) -> Path:
    with (cible := ecriture(vers, remplacer=True)) as provisoire:
        provisoire.write_text(texte, encoding="utf-8", newline="\n")
    return cible.ecrit


def _fiches(recueil: Recueil, dossier: Path) -> None:
    """Write each record that changed; remove those of our own that no longer count."""
    voulues = set()
    dossier.mkdir(parents=True, exist_ok=True)
    for fiche in recueil.fiches():
        nom, texte = csv_ouvert.nom_de_fiche(fiche), csv_ouvert.en_json(fiche)
        voulues.add(nom)
        with contextlib.suppress(OSError, ValueError):
            if (dossier / nom).read_text(encoding="utf-8") == texte:
                continue
        _texte(dossier / nom, texte)
    for chemin in dossier.glob("*-annee-*.json"):
        if chemin.name not in voulues:
            chemin.unlink()


def processus_par_defaut() -> int:
    """Return how many workers suit this machine: its processors, eight at most (the disk would wait)."""
    return max(1, min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))
