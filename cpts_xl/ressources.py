"""Where the files that come with the package are: inside it once installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from cpts_xl.errors import CptsError

_PAQUET = Path(__file__).resolve().parent


def ressource(dossier: str, nom: str) -> Path:
    """Return the path of a file of « workbooks » or « report_templates ».

    Raises:
        CptsError: the file came neither with the package nor with the checkout.
    """
    for racine in (_PAQUET, _PAQUET.parent):
        chemin = racine / dossier / nom
        if chemin.is_file():
            return chemin
    raise CptsError(f"Le fichier {dossier}/{nom} n'a pas été installé avec cpts_xl. Réinstaller le paquet.")
