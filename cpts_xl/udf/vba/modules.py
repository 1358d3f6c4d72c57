"""The modules of our VBA project, all generated: wrappers and help from the catalogue, the rest from models beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from cpts_xl import __version__
from cpts_xl.udf.etalement import CELLULES_MAX
from cpts_xl.udf.reference import CATEGORIE, FonctionPubliee, fonctions
from cpts_xl.udf.vba.ecriture import LIGNE_MAX, coder, en_ascii, litteral

CLASSEUR = "ThisWorkbook"
"""The document module of the workbook, as XlsxWriter and Excel name it."""

FONCTIONS, AIDE, WINDOWS = "CptsFonctions", "CptsAide", "CptsWindows"
_PAR_PROCEDURE = 20  # VBA refuse une procédure de plus de 64 Ko compilés

_EN_TETE = """\
Option Explicit

' Une enveloppe par fonction, ecrite par cpts_xl @VERSION@ : ne rien modifier ici, tout est dans CptsAppel.

"""


@cache
def modules() -> dict[str, str]:
    """Return the body of each module by its name: ASCII, lines ended as Windows does, no attribute header."""
    publiees = fonctions()
    return {
        "CptsEcriture": _modele("CptsEcriture"),
        "CptsAppel": _modele("CptsAppel"),
        "CptsTransport": _modele("CptsTransport"),
        WINDOWS: _modele(WINDOWS),
        FONCTIONS: en_ascii(_EN_TETE.replace("@VERSION@", __version__) + "\n".join(map(_enveloppe, publiees))),
        AIDE: _aide(publiees),
    }


def ouverture() -> str:
    """Return the body of the document module of the workbook: what happens when it opens."""
    return _modele(CLASSEUR)


def _modele(nom: str, **autres: str) -> str:
    source = (files("cpts_xl.udf.vba") / "modeles" / f"{nom}.bas").read_text(encoding="utf-8")
    remplacements = {"VERSION": __version__, "CELLULES_MAX": str(CELLULES_MAX), "CATEGORIE": CATEGORIE, **autres}
    for cle, valeur in remplacements.items():
        source = source.replace(f"@{cle}@", valeur)
    return en_ascii(source)


def _enveloppe(publiee: FonctionPubliee) -> str:
    """Return the wrapper of one function: its signature, and one call."""
    signature = ", ".join(f"{'Optional ' if a.omissible else ''}{a.nom} As Variant" for a in publiee.arguments)
    noms = ", ".join(a.nom for a in publiee.arguments)
    # le motif d'une vraie erreur est gardé par le classeur : Python ne le connaît plus
    appel = f"CptsMotif({noms})" if publiee.nom == "CPTS_MOTIF" else f'CptsAppeler("{publiee.nom}", Array({noms}))'
    return f"Public Function {publiee.nom}({signature}) As Variant\n    {publiee.nom} = {appel}\nEnd Function\n"


def _aide(publiees: Iterable[FonctionPubliee]) -> str:
    """Return the module that registers the texts of the wizard, in procedures of a few functions each."""
    procedures, appels = [], []
    for rang, lot in enumerate(_lots(publiees), 1):
        corps = "\n".join(ligne for publiee in lot for ligne in _inscription(publiee))
        procedures.append(f"Private Sub Aide{rang}()\n{corps}\nEnd Sub\n")
        appels.append(f"    Aide{rang}")
    return _modele(AIDE, APPELS="\n".join(appels), PROCEDURES="\n".join(procedures))


def _lots(publiees: Iterable[FonctionPubliee]) -> Iterator[tuple[FonctionPubliee, ...]]:
    toutes = list(publiees)
    for debut in range(0, len(toutes), _PAR_PROCEDURE):
        yield tuple(toutes[debut : debut + _PAR_PROCEDURE])


def _inscription(publiee: FonctionPubliee) -> list[str]:
    """Return the call that registers one function, one text per line."""
    textes = [publiee.nom, *(coder(texte) for texte in (publiee.aide, *(a.aide for a in publiee.arguments)))]
    lignes = [litteral(texte) for texte in textes]
    if max(map(len, lignes)) > LIGNE_MAX:
        raise ValueError(f"{publiee.nom} : aide trop longue pour une ligne de VBA")
    debut = f"    Inscrire {lignes[0]}, {lignes[1]}"
    return [debut + "".join(f", _\n        {ligne}" for ligne in lignes[2:])]
