"""Where a workbook carries its fingerprints: properties, custom XML part, a visible line. Any of them may be lost.

They are what the file says of itself: only what is worked out anew from its formulas and its inputs is believed.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from cpts_xl.formats import INSECABLE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.empreinte.partie import Empreintes, lire_la_partie
from cpts_xl.workbook.extras.paquet import Paquet
from cpts_xl.workbook.recu.locate import feuilles_par_nom, normaliser
from cpts_xl.workbook.xlsx.types import ClasseurLu

PROPRIETE = "cpts_xl_"
NOMS_DE_PROPRIETES = {
    "version": "cpts_xl_version", "encre": "cpts_xl_encre", "modele": "cpts_xl_empreinte_modele",
    "saisies": "cpts_xl_empreinte_saisies", "textes": "cpts_xl_empreinte_textes", "arrete": "cpts_xl_arrete",
    "cle": "cpts_xl_cle", "signature": "cpts_xl_signature",
}  # fmt: skip
CHIFFRES = 16
"""Hexadecimal digits of each fingerprint that the visible line shows."""
_LIGNE = re.compile(r"mod[eè]le\s+([0-9a-f]{16}),\s+saisies\s+([0-9a-f]{16})")
_HEXA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Porteurs:
    """What each carrier says; None for a carrier that is not there (any more)."""

    proprietes: Empreintes | None
    partie: Empreintes | None
    ligne: Empreintes | None

    @property
    def presents(self) -> dict[str, Empreintes]:
        """Return the carriers that survived, by the name that a reader is told."""
        tous = {"les propriétés du document": self.proprietes, "la partie XML": self.partie,
                "la feuille Mode d'emploi": self.ligne}  # fmt: skip
        return {nom: dit for nom, dit in tous.items() if dit is not None}

    @property
    def modele(self) -> str:
        """Return the fingerprint of the model that the fullest carrier says, "" when none does."""
        return next((dit.modele for dit in self.presents.values() if dit.modele), "")

    @property
    def saisies(self) -> str:
        """Return the fingerprint of the inputs that the fullest carrier says, "" when none does."""
        return next((dit.saisies for dit in self.presents.values() if dit.saisies), "")

    @property
    def signees(self) -> Empreintes | None:
        """Return the carrier that has a signature, if any."""
        return next((dit for dit in (self.partie, self.proprietes) if dit is not None and dit.signature), None)

    @property
    def desaccords(self) -> list[str]:
        """Return, in French, what two carriers say otherwise."""
        phrases = []
        for champ, nom in (("version", "version"), ("modele", "modèle"), ("saisies", "saisies")):
            dits = {porteur: valeur for porteur, dit in self.presents.items() if (valeur := getattr(dit, champ))}
            court = min(dits.values(), key=len, default="")  # la ligne visible n'a que les premiers chiffres
            longues = {valeur for valeur in dits.values() if len(valeur) > len(court)}
            if len(longues) > 1 or any(not valeur.startswith(court) for valeur in dits.values()):
                detail = " ; ".join(f"{porteur} : {valeur[:8]}" for porteur, valeur in dits.items())
                phrases.append(f"{nom} ({detail})")
        return phrases


def ligne_visible(empreintes: Empreintes) -> str:
    """Return the sentence of the sheet « Mode d'emploi »."""
    modele, saisies = empreintes.modele[:CHIFFRES], empreintes.saisies[:CHIFFRES]
    return f"Empreintes à l'écriture{INSECABLE}: modèle {modele}, saisies {saisies}."


def en_proprietes(empreintes: Empreintes) -> dict[str, str]:
    """Return the document properties that carry the fingerprints."""
    return {nom: getattr(empreintes, champ) for champ, nom in NOMS_DE_PROPRIETES.items()}


def lire_porteurs(classeur: ClasseurLu, chemin: Path | None = None) -> Porteurs:
    """Return what a received workbook says of itself; never raises on what it says, which is not believed.

    ``classeur`` has been read, so that the guard has checked the file; ``chemin`` when it is not where it was read.
    """
    return Porteurs(_des_proprietes(classeur), _de_la_partie(chemin or classeur.chemin), _de_la_ligne(classeur))


def _des_proprietes(classeur: ClasseurLu) -> Empreintes | None:
    dites = {champ: str(classeur.proprietes.get(nom, "")) for champ, nom in NOMS_DE_PROPRIETES.items()}
    for champ in ("modele", "saisies", "textes"):
        if not _HEXA.fullmatch(dites[champ]):
            dites[champ] = ""
    return Empreintes(**dites) if any(nom.startswith(PROPRIETE) for nom in classeur.proprietes) else None


def _de_la_partie(chemin: Path) -> Empreintes | None:
    try:
        with zipfile.ZipFile(chemin) as archive:
            trouvee = lire_la_partie(Paquet(chemin, archive))
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        return None
    return trouvee[1] if trouvee else None


def _de_la_ligne(classeur: ClasseurLu) -> Empreintes | None:
    feuille = feuilles_par_nom(classeur).get(normaliser(sheets.MODE_EMPLOI))
    for cellule in feuille.cellules.values() if feuille is not None else ():
        if isinstance(cellule.valeur, str) and (lue := _LIGNE.search(cellule.valeur)) is not None:
            return Empreintes(modele=lue[1], saisies=lue[2])
    return None
