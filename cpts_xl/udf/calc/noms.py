"""What the add-in is called inside LibreOffice: its service, its interface, and the name of a function in a file."""

from __future__ import annotations

from cpts_xl.udf.noms import PREFIXE

SERVICE = "CPTS"
"""LibreOffice writes ``CPTS.TAILLE`` in files: the name of the service, a dot, the method."""

MODULE = ("fr", "cptsxl")
INTERFACE = "XFonctions"
DOCUMENT = "document"
"""The first argument of each method, that LibreOffice fills itself: the workbook that calls."""


def methode(nom: str) -> str:
    """Return the method of a published function: « CPTS_TAILLE » is ``TAILLE``."""
    return nom.removeprefix(PREFIXE)


def nom_calc(nom: str) -> str:
    """Return how a file names a published function: « CPTS_TAILLE » is ``CPTS.TAILLE``."""
    return f"{SERVICE}.{methode(nom)}"
