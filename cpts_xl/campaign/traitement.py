"""One workbook of a campaign: read with the guard, computed, verified, told in a record; never an exception.

What is done here depends on the file and on the settings only: any executor may run it, repeat it, or run it elsewhere.
"""

from __future__ import annotations

import gc
import re
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cpts_xl import __version__
from cpts_xl.campaign import rapport
from cpts_xl.campaign.depot import NOM, Depot, clef, empreinte_fichier
from cpts_xl.campaign.fiche import Lu, etablir
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import calculer
from cpts_xl.errors import ClasseurIllisible, CptsError, EcritureImpossible, raison
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import LISIBLES, lire_classeur, version_de
from cpts_xl.workbook.recu.upgrade import lire_ancien
from cpts_xl.workbook.xlsx.lu import sans_ramassage

RENVOYER = "Redemander le classeur à la CPTS, au format .xlsx."
CORRIGER = "Faire corriger par la CPTS, puis relancer."
RELANCER = "Relancer la campagne : seul ce qui manque sera fait."
SIGNALER = "Vérifier ce classeur seul par « cpts-xl verifier » ; si cela se répète, signaler l'anomalie."
CHANGE = "Le fichier a changé pendant sa lecture."

_LIEU = re.compile(r"feuille « ([^»]*) »(?:, cellule ([A-Z]{1,3}[0-9]{1,7}))?")


@dataclass(frozen=True, slots=True)
class Tache:
    """One workbook to do: where it is, where its result goes, its report if one is asked, the engines to use."""

    dossier: str
    relatif: str
    depot: str
    moteurs: tuple[str, ...] = ()
    rapport: str = ""
    marque: str = ""
    """The note that says from what the report was written, and which bytes were."""
    modele: str = ""
    empreinte_modele: str = ""
    outil: str = ""
    """The fingerprint of the program that leads: its workers may have been updated meanwhile."""

    @property
    def chemin(self) -> Path:
        """Return the path of the workbook."""
        return Path(self.dossier) / self.relatif

    @classmethod
    def de(cls, brut: dict[str, Any]) -> Tache:
        """Return the task that was sent as plain data."""
        return cls(**{**brut, "moteurs": tuple(brut["moteurs"])})


@dataclass(frozen=True, slots=True)
class Bilan:
    """What became of one workbook: the name of its result, whether it was already there, why no report if none.

    ``a_cote`` names the report written beside the one in place, which is not as the tool wrote it.
    """

    relatif: str
    clef: str
    deja: bool = False
    rapport: str = ""
    a_cote: str = ""

    def brut(self) -> dict[str, Any]:
        """Return plain data to send."""
        return asdict(self)


def traiter(tache: Tache) -> Bilan:
    """Return what became of one workbook; its result and its report are then in their places.

    Raises:
        EcritureImpossible: the output folder cannot be written to; nothing else is raised.
    """
    with sans_ramassage():
        bilan = _traiter(tache)
    gc.collect(0)  # le peu que des boucles retiennent, avant que le suivant ne s'y ajoute
    return bilan


def _traiter(tache: Tache) -> Bilan:
    try:
        avant = tache.chemin.stat()
        empreinte = empreinte_fichier(tache.chemin)
    except OSError as erreur:
        return echouer(tache, f"« {tache.chemin.name} » n'a pas pu être lu ({raison(erreur)}).", RELANCER)
    nom, depot = clef(empreinte, tache.moteurs, tache.outil), Depot(Path(tache.depot))
    connu = depot.lire(nom)
    if connu is not None and not connu.get("passager") and (connu["etat"] != "lu" or rapport.a_jour(tache, nom)):
        return Bilan(tache.relatif, nom, deja=True, a_cote=rapport.a_cote(tache))
    try:
        lu, layout = _verifier(tache, empreinte)
        fiche = etablir(lu)
        apres = tache.chemin.stat()
        if (apres.st_mtime_ns, apres.st_size) != (avant.st_mtime_ns, avant.st_size):
            return echouer(tache, CHANGE, RELANCER, nom)
        refus = rapport.rediger(tache, lu.resultat, layout, nom) if tache.rapport else ""
        depot.ecrire(nom, {"etat": "lu", "fiche": fiche})
    except EcritureImpossible:
        raise
    except Exception as erreur:  # noqa: BLE001  (un classeur ne doit jamais arrêter les autres)
        motif, remede, passager = _expliquer(erreur)
        return echouer(tache, motif, remede, nom, passager=passager)
    return Bilan(tache.relatif, nom, rapport=refus, a_cote=rapport.a_cote(tache))


def _expliquer(erreur: Exception) -> tuple[str, str, bool]:
    """Return what happened, what to do, and whether another run may end otherwise."""
    if isinstance(erreur, CptsError):
        return str(erreur), RENVOYER if isinstance(erreur, ClasseurIllisible) else CORRIGER, False
    if isinstance(erreur, MemoryError):
        return "La lecture demande plus de mémoire que permis.", SIGNALER, False
    if isinstance(erreur, RecursionError):
        return "Le contenu du classeur est trop imbriqué pour être lu.", SIGNALER, False
    dernier = traceback.extract_tb(erreur.__traceback__)[-1]
    ou = f"{type(erreur).__name__}, {Path(dernier.filename).name}, ligne {dernier.lineno}"
    return f"L'outil s'est arrêté sur ce classeur (anomalie interne : {ou}).", SIGNALER, True


def echouer(tache: Tache, motif: str, remede: str, nom: str = "", *, passager: bool = True) -> Bilan:
    """Keep a failure as the result of a workbook; one that may not happen again is tried anew by the next run."""
    if not nom:
        try:
            nom = clef(empreinte_fichier(tache.chemin), tache.moteurs, tache.outil)
        except OSError:  # le fichier ne se lit pas : son nom tient lieu de contenu
            nom = clef(f"illisible {tache.relatif}", tache.moteurs, tache.outil)
    lieu = _LIEU.search(motif)
    Depot(Path(tache.depot)).ecrire(nom, {
        "etat": "echec", "passager": passager, "motif": motif.replace(tache.chemin.name, NOM), "remede": remede,
        "feuille": lieu[1] if lieu else "", "cellule": (lieu[2] or "") if lieu else "",
    })  # fmt: skip
    return Bilan(tache.relatif, nom)


def _verifier(tache: Tache, empreinte: str) -> tuple[Lu, LayoutRecu]:
    """Return the workbook read and verified, with every finding, and where its numbers stand."""
    from cpts_xl.workbook.verification import verifier  # noqa: PLC0415  (lourd : seulement quand un classeur est lu)

    try:
        lecture = lire_classeur(tache.chemin)
    except ClasseurIllisible:
        raise
    except CptsError as refus:
        return _ancien(tache, empreinte, refus)
    bilan = verifier(lecture, tache.moteurs)
    constats = (*lecture.constats, *bilan.constats)
    version = version_de(lecture.classeur)
    return Lu(bilan.resultat, constats, empreinte, version, bilan.comparees, bilan.identiques), bilan.layout


def _ancien(tache: Tache, empreinte: str, refus: CptsError) -> tuple[Lu, LayoutRecu]:
    """Return a workbook of a former version, whose inputs are read, but whose formulas are not those of today.

    Raises:
        CptsError: the refusal of the ordinary reading, when its version is not the reason.
    """
    lecture, conversion, version = lire_ancien(tache.chemin)
    if not version or ".".join(version.split(".")[:2]) in LISIBLES or _rang(version) > _rang(__version__):
        raise refus
    resultat = calculer(conversion.dossier, lecture.droit)
    lu = Lu(resultat, (*lecture.constats, _a_mettre_a_niveau(version)), empreinte, version, None, None)
    return lu, LayoutRecu(resultat, lecture)


def _rang(version: str) -> tuple[int, ...]:
    return tuple(int(partie) for partie in version.split(".")[:2] if partie.isdigit())


def _a_mettre_a_niveau(version: str) -> Constat:
    message = f"Ce classeur a été écrit par cpts_xl {version} : ses saisies sont reprises, ses cellules non comparées."
    return Constat(Gravite.A_REGARDER, message, cause=Cause.ANCIENNE_VERSION)
