"""How far a template may go: beyond, it is refused, in bounded time and memory."""

from __future__ import annotations

from cpts_xl.errors import GabaritInvalide

PARAGRAPHES = 40_000
OCTETS_DE_TEXTE = 8_000_000
"""Length of one part that holds tags, before filling."""
BALISES = 10_000
LONGUEUR_DE_BALISE = 400
NOEUDS_DE_BALISE = 60
CONSTANTE = 120
EMBOITEMENT = 8
SOMMAIRES = 4
"""How many contents and lists of tables one report shows."""
COURSE = 2_000
"""Length of the XML of a run that finishing repeats by itself."""
SORTES = 4_000
"""How many kinds of headings, captions or references a template tells apart."""
TRAVAIL = 6_000_000
"""Elements looped over, each weighed by the size of what is repeated; the report of a very large CPTS: 300 000."""
SIGNES = 80_000_000
"""Length of one rendered part."""


class Demesure(Exception):
    """Rendering goes beyond a limit; the message is the reason, in French."""


def refus(nom: str, motif: str) -> GabaritInvalide:
    """Return the refusal of a template."""
    return GabaritInvalide(f"Modèle « {nom} » : {motif}")
