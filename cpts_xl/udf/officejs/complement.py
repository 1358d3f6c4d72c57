"""The whole folder to host: every file of the add-in by its path. Nothing is written here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from cpts_xl import __version__
from cpts_xl.law import empreinte
from cpts_xl.udf.etalement import CELLULES_MAX
from cpts_xl.udf.officejs import icones, moteur, paquet
from cpts_xl.udf.officejs.manifeste import adresse, manifeste, verifier
from cpts_xl.udf.officejs.metadonnees import INDIFFERENTES, metadonnees
from cpts_xl.udf.reference import fonctions

DELAI = 120_000
"""Milliseconds after which a computation that does not load is given up, with a sentence in the cells."""

ATTENTE = 20_000
"""Milliseconds after which Excel, asked whether a 0 is an empty cell, is waited for no longer: the cell says so."""

_GABARITS = ("functions.js", "vides.js", "page.html", "page.css", "page.js")


def complement(hebergement: str, pyodide: Path | None = None, *, aide: str = "") -> dict[str, bytes]:
    """Return the files of the add-in hosted at ``hebergement``, by path in the folder.

    ``pyodide``: the folder of Pyodide to copy; without it, the folder « pyodide » is left to be filled.
    ``aide``: the https address of a support page, instead of the one of the add-in.

    Raises:
        SaisieInvalide: an address that Excel would refuse, or a folder that is not that of Pyodide, whole and of
            the right version.
    """
    lieu = adresse(hebergement)
    page_aide = verifier(aide, "donner celle d'une page, par exemple https://exemple.fr/aide.html") if aide else ""
    publiees = fonctions()
    python = paquet.membres()
    contenus = {nom: _gabarit(nom) for nom in _GABARITS}
    contenus["functions.json"] = metadonnees(publiees)
    marque = _marque({**contenus, **python})
    contenus["page.html"] = contenus["page.html"].replace(b"@EMPREINTE@", marque.encode())
    contenus["catalogue.js"] = _catalogue({f.nom: [a.libelle for a in f.arguments] for f in publiees}, marque)
    contenus["cpts_xl.zip"] = paquet.archiver(python)
    contenus["manifest.xml"] = manifeste(lieu, __version__, len(publiees), page_aide)
    contenus |= {f"icones/{taille}.png": icones.dessiner(taille) for taille in icones.TAILLES}
    if pyodide is not None:
        contenus |= {f"pyodide/{nom}": contenu for nom, contenu in moteur.lire(pyodide).items()}
    return dict(sorted(contenus.items()))


def _gabarit(nom: str) -> bytes:
    return (files("cpts_xl.udf.officejs") / "gabarits" / nom).read_bytes().replace(b"\r\n", b"\n")


def _marque(contenus: Mapping[str, bytes]) -> str:
    """Return what changes when any file does: put after « ? », it keeps a page and its files of one version."""
    resume = hashlib.sha256()
    for nom, contenu in sorted(contenus.items()):
        resume.update(nom.encode() + b"\0" + hashlib.sha256(contenu).digest())
    return resume.hexdigest()[:12]


def _catalogue(libelles: Mapping[str, list[str]], marque: str) -> bytes:
    """Return ``catalogue.js``: what the kernel must know before it computes; the functions, with what each takes."""
    connu = {
        "version": f"cpts_xl {__version__}, textes {empreinte()[:12]}",
        "paquet": f"cpts_xl.zip?v={marque}",
        "metadonnees": f"functions.json?v={marque}",
        "moteur": list(moteur.FICHIERS),
        "delai": DELAI,
        "attente": ATTENTE,
        "cellules": CELLULES_MAX,
        "indifferentes": list(INDIFFERENTES),
        "fonctions": libelles,
    }
    return f'"use strict";\nself.CPTS = {json.dumps(connu, ensure_ascii=False, indent=1)};\n'.encode()
