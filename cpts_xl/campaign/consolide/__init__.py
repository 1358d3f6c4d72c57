"""The consolidated workbook: one line per CPTS and year, its distributions in native formulas and native charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpts_xl.campaign.consolide import donnees, indicateurs, lire, repartition, suivi, synthese
from cpts_xl.campaign.consolide.plume import Plume

if TYPE_CHECKING:
    from cpts_xl.campaign.recueil import Recueil

ORDRE = (
    lire.NOM, synthese.NOM, repartition.TAILLES, repartition.ANCIENNETE, repartition.GRAPHIQUES, indicateurs.NOM,
    synthese.POSTES, suivi.CONSTATS, suivi.ECHECS, donnees.CPTS, donnees.INDICATEURS, donnees.POSTES,
)  # fmt: skip
"""The sheets, in the order of the tabs."""


def consolider(recueil: Recueil, vers: Path) -> None:
    """Write the workbook; its lines go to the disk as they are read, and the same records give the same bytes."""
    import xlsxwriter  # noqa: PLC0415  (lourd : seulement quand un classeur s'écrit)

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    classeur = xlsxwriter.Workbook(str(vers), options)
    plume = Plume(classeur, ORDRE)
    annees = donnees.cpts(plume, recueil)
    resultats = donnees.indicateurs(plume, recueil)
    depenses = donnees.postes(plume, recueil)
    plume.proprietes(annees.dernier_jour)
    lire.ecrire(plume, recueil)
    synthese.ecrire(plume, recueil, annees)
    synthese.postes(plume, depenses)
    repartition.ecrire(plume, annees)
    indicateurs.ecrire(plume, resultats)
    suivi.constats(plume, recueil)
    suivi.echecs(plume, recueil)
    plume.feuille(lire.NOM).activate()
    classeur.close()
