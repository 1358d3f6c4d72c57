"""Converting one of our Word documents with LibreOffice, and saying in French why it could not be."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from cpts_xl import bureautique
from cpts_xl.bureautique import Reglage, trouver_soffice
from cpts_xl.errors import MoteurIndisponible

DELAI = 120.0
_ABSENT = (
    "LibreOffice n'est pas installé sur ce poste : l'installer depuis https://fr.libreoffice.org, ou donner son "
    "chemin dans CPTS_XL_SOFFICE."
)


def convertir(contenu: bytes, vers: str, reglages: Iterable[Reglage] = (), *, delai: float = DELAI) -> bytes:
    """Return a Word document converted by LibreOffice; ``vers`` is « extension:filter ».

    Raises:
        MoteurIndisponible: LibreOffice is missing, refused the document, crashed, or took over ``delai`` s.
    """
    soffice = trouver_soffice()
    if soffice is None:
        raise MoteurIndisponible(_ABSENT)
    # une copie, sous un nom simple, dans un dossier à nous : ni accents ni « & » dans une URL, rien d'écrit ailleurs
    with tempfile.TemporaryDirectory(prefix="cpts-document-", ignore_cleanup_errors=True) as dossier:
        travail = Path(dossier)
        source, sortie = travail / "document.docx", travail / "sortie"
        source.write_bytes(contenu)
        code, erreurs = bureautique.convertir(soffice, [source], vers, sortie, reglages, delai=delai)
        converti = sortie / f"document.{vers.partition(':')[0]}"
        if code is None:
            raise _refus(f"pas de réponse en {delai:g} s")
        if code or not converti.is_file():
            raise _refus(f"aucun résultat ({(erreurs.strip().splitlines() or [f'code {code}'])[-1]})")
        return converti.read_bytes()


def _refus(motif: str) -> MoteurIndisponible:
    return MoteurIndisponible(
        f"LibreOffice n'a pas pu convertir le document : {motif}. Fermer LibreOffice, puis recommencer ; le document "
        "Word, lui, est complet."
    )
