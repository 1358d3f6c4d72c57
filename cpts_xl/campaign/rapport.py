"""The report of one workbook: written once, and never over what somebody typed in it."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpts_xl import __version__
from cpts_xl.campaign.depot import deposer
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.errors import CptsError
from cpts_xl.workbook.atomique import ecriture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpts_xl.campaign.traitement import Tache
    from cpts_xl.engine.resultat import Resultat
    from cpts_xl.workbook.recu.layout_recu import LayoutRecu

NOUVEAU = "nouveau"
"""The word that the name of a report bears when it is put beside one that was changed."""


def a_jour(tache: Tache, nom: str) -> bool:
    """Return whether no report is asked, or the one in place was written from this result and this template."""
    if not tache.rapport:
        return True
    marque = _marque(tache)
    fait = (marque.get("resultat"), marque.get("modele"))
    return fait == (nom, tache.empreinte_modele) and Path(tache.rapport).is_file()


def a_cote(tache: Tache) -> str:
    """Return the name of the report that stands beside the one that was kept; nothing once it has taken its place."""
    marque = _marque(tache) if tache.rapport else {}
    nom, place = marque.get("a_cote"), Path(tache.rapport)
    if not nom or not place.with_name(nom).is_file():
        return ""
    present = _lire(place)
    return "" if present is not None and _condense(present) == marque["sha256"] else str(nom)


def rediger(tache: Tache, resultat: Resultat, layout: LayoutRecu, nom: str) -> str:
    """Write the report of a workbook; return why it could not be written, in French, or nothing.

    A report in place that is not what the tool wrote stays as it is: the new one goes beside, under a free name.

    Raises:
        EcritureImpossible: the folder of the reports cannot be written to.
    """
    from cpts_xl.report import rediger as ecrire_rapport  # noqa: PLC0415  (python-docx et docxtpl ne servent qu'ici)

    try:
        contenu = ecrire_rapport(
            resultat, modele=Path(tache.modele) if tache.modele else None,
            adresses=layout.adresses(), empreinte=empreinte_saisies(resultat.dossier),
            version=__version__,
        )  # fmt: skip
    except CptsError as erreur:
        return str(erreur)
    deposer(Path(tache.marque), json.dumps({
        "resultat": nom, "modele": tache.empreinte_modele, "sha256": _condense(contenu),
        "a_cote": _placer(tache, contenu),
    }))  # fmt: skip
    return ""


def _placer(tache: Tache, contenu: bytes) -> str:
    """Put a report in its place, or beside; return the name of the one that stands beside, if any."""
    place, marque = Path(tache.rapport), _marque(tache)
    connu, neuf = marque.get("sha256"), _condense(contenu)
    present = _lire(place)
    if present == contenu:
        return ""
    if present is None or _condense(present) == connu:
        with (cible := ecriture(place, remplacer=True)) as provisoire:
            provisoire.write_bytes(contenu)
        return "" if cible.ecrit == place else cible.ecrit.name  # ouvert dans un traitement de texte, sous Windows
    if connu == neuf:  # annoté depuis, et rien de nouveau à dire
        return a_cote(tache)
    voisin = next(chemin for chemin in _voisins(place) if _lire(chemin) in {None, contenu})
    if not voisin.exists():
        with ecriture(voisin) as provisoire:
            provisoire.write_bytes(contenu)
    return voisin.name


def _voisins(place: Path) -> Iterator[Path]:
    """Yield the names under which a report may stand beside another: « (nouveau) », « (nouveau 2) »…"""
    for rang in itertools.count(1):
        mot = NOUVEAU if rang == 1 else f"{NOUVEAU} {rang}"
        yield place.with_name(f"{place.stem} ({mot}){place.suffix}")


def _lire(chemin: Path) -> bytes | None:
    """Return what a file holds: None when it is not there, nothing when the system refuses, for it is not ours."""
    try:
        return chemin.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _condense(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()


def _marque(tache: Tache) -> dict[str, Any]:
    """Return what is known of the last report written; nothing when no note can be read: it is then not ours."""
    try:
        marque = json.loads(Path(tache.marque).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return marque if isinstance(marque, dict) else {}
