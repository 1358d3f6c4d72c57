"""What keeps persons out of the open data: words from closed lists, codes with a shape, names of associations only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from cpts_xl.engine.dossier import Dossier

FORMES = {
    "finess": re.compile(r"\d[0-9AB]\d{7}"),
    "rna": re.compile(r"W[0-9A-Z]{9}"),
    "siret": re.compile(r"\d{14}"),
    "code": re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,11}"),
    "version_classeur": re.compile(r"\d{1,4}(\.\d{1,4}){0,3}"),
}
"""The columns whose words are codes: anything of another shape is not copied."""
LONGUEUR = 120
"""Beyond, a name is no longer a name, but a text in which anything may have been typed."""

_CIVILITE = re.compile(r"\b(?:dr|docteure?|mme|madame|mlle|monsieur|mr|pr|professeure?)\b\.?|\bm\.\s", re.IGNORECASE)
_CONTACT = re.compile(r"@|(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b")
RETIRE = "retiré : peut désigner une personne"
PAS_UN_CODE = "retiré : n'a pas la forme attendue"
INCONNU = "retiré : hors de la liste"


def _plat(texte: str) -> str:
    nu = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode().casefold()
    return f" {' '.join(re.sub(r'[^a-z0-9]+', ' ', nu).split())} "


class Filtre:
    """The persons that a dossier names, and whether a text may be published in spite of them."""

    def __init__(self, dossier: Dossier) -> None:
        seuls = (dossier.identite.get(champ) for champ in ("presidence", "coordination"))
        self._entiers = tuple(_plat(str(texte)) for texte in seuls if texte)
        self._couples = tuple(
            (_plat(str(p["nom"])), _plat(str(p["prenom"])))
            for p in dossier.liste("professionnel")
            if p.get("nom") and p.get("prenom")
        )

    def association(self, texte: str) -> bool:
        """Return whether a text can be the name of an association or of a public body, and of nobody."""
        if len(texte) > LONGUEUR or _CIVILITE.search(texte) or _CONTACT.search(texte):
            return False
        plat = _plat(texte)
        return not any(nom in plat for nom in self._entiers) and not any(
            nom in plat and prenom in plat for nom, prenom in self._couples
        )

    def mot(self, code: str, texte: str, choix: Iterable[str]) -> tuple[str | None, str]:
        """Return a word that may be published, or None and why not."""
        admis = tuple(choix)
        if admis:
            return (texte, "") if texte in admis else (None, INCONNU)
        if code in FORMES:
            propre = texte.replace(" ", "").replace("\u00a0", "").strip()
            return (propre, "") if FORMES[code].fullmatch(propre) else (None, PAS_UN_CODE)
        return (texte.strip(), "") if self.association(texte) else (None, RETIRE)
