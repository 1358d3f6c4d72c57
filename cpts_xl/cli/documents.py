"""The documents that several commands make or check: workbooks, report, and what a verification found."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from cpts_xl import __version__
from cpts_xl.cli.affichage import dire
from cpts_xl.cli.macros import Macros
from cpts_xl.constats import Constat
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import Resultat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.law.in_force import empreinte as empreinte_textes
from cpts_xl.udf.fiches import fiches
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.moteurs.recalcul import NOMS
from cpts_xl.workbook.verification import Verification


def classeur_de(resultat: Resultat, encre: Encre, *, simple: bool = False, macros: Macros = None) -> bytes:
    """Return the bytes of a workbook in one ink, with the fingerprint of the texts and the sheet of functions."""
    return construire(resultat, encre, empreinte=empreinte_textes(), simple=simple, fonctions=fiches(), macros=macros)


def rapport_de(resultat: Resultat, modele: Path | None) -> bytes:
    """Return the bytes of the annual report of a computed dossier, with its pages where LibreOffice is installed."""
    from cpts_xl.report import rediger  # noqa: PLC0415  (python-docx et docxtpl ne servent qu'ici)
    from cpts_xl.report.pagination import trouver_soffice  # noqa: PLC0415

    return rediger(
        resultat, modele=modele, adresses=Layout(resultat).adresses(), empreinte=empreinte_saisies(resultat.dossier),
        version=__version__, paginer=trouver_soffice() is not None,
    )  # fmt: skip


def dire_bilan(nom: str, bilan: Verification) -> None:
    """Tell how many values were recomputed, and what each engine found."""
    comparees, identiques = nombre(Fraction(bilan.comparees)), nombre(Fraction(bilan.identiques))
    dire(f"{nom} : {comparees} valeurs recalculées par l'outil, {identiques} identique{pluriel(bilan.identiques)}.")
    for moteur, texte in bilan.moteurs.items():
        dire(f"  {NOMS[moteur]} : {texte}.")


def comparer_rapport(chemin: Path, layout: Layout, alors: Mapping[str, Resultat] | None = None) -> list[Constat]:
    """Return where a report does not say the numbers of its workbook, whose cells ``layout`` knows.

    ``alors`` is what an older version computed, for a report that it wrote.
    """
    from cpts_xl.report import comparer  # noqa: PLC0415  (python-docx ne sert qu'ici)

    return list(comparer(chemin, layout.resultat, adresses=layout.adresses(), alors=alors))
