"""A computed dossier as a workbook: layout times ink, with the value of every formula stored beside it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import Any

from cpts_xl import __version__
from cpts_xl.engine.resultat import Resultat
from cpts_xl.workbook import dashboard, lists, pages, sheets, trace
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.writer import Ecrivain

CALCUL_RECENT = 191029
"""Engine number of a current Excel: a file that claims it is not recalculated on opening."""


def construire(resultat: Resultat, encre: Encre, *, empreinte: str = "") -> bytes:
    """Return the bytes of a workbook; the same input gives the same bytes.

    Every text is written as text: what a user typed never becomes a formula.
    """
    import xlsxwriter  # noqa: PLC0415  (lourd : seulement quand un classeur s'écrit)

    tampon = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    classeur = xlsxwriter.Workbook(tampon, options)
    arrete = resultat.dossier.identite.get("arrete")
    jour = arrete if isinstance(arrete, date) else resultat.dossier.debut
    _proprietes(classeur, resultat, encre, jour, empreinte)
    if encre is Encre.PYTHON:
        # sans l'extension, un recalcul à l'ouverture remplacerait chaque nombre par #NOM?
        classeur.calc_on_load = False
        classeur.set_calc_mode("auto", CALCUL_RECENT)
    layout = Layout(resultat)
    ecrivain = Ecrivain(classeur, layout, encre)
    for nom in sheets.ORDRE:
        ecrivain.feuille(nom)
    pages.mode_emploi(ecrivain, empreinte)
    dashboard.tableau_de_bord(ecrivain)
    pages.identite(ecrivain)
    for feuille in sheets.TABLEAUX_FEUILLES:
        pages.tableau(ecrivain, feuille)
    pages.totaux(ecrivain)
    trace.bareme(ecrivain)
    trace.controles(ecrivain)
    trace.calculs(ecrivain)
    lists.listes(ecrivain)
    for nom, zone in layout.noms.items():
        classeur.define_name(nom, f"={zone}")
    ecrivain.feuille(sheets.TABLEAU_DE_BORD).activate()
    ecrivain.feuille(sheets.MODE_EMPLOI).set_first_sheet()
    classeur.close()
    return tampon.getvalue()


def _proprietes(classeur: Any, resultat: Resultat, encre: Encre, jour: date, empreinte: str) -> None:
    nature = "Classeur de suivi" if encre is Encre.PYTHON else "Copie de relecture"
    classeur.set_properties(
        {
            "title": f"{nature} — {resultat.dossier.nom}",
            "subject": "Financement ACI de la CPTS",
            "author": resultat.dossier.nom,
            "comments": "Écrit par cpts_xl. Les cases jaunes se remplissent ; les autres se calculent.",
            "created": datetime.combine(jour, time(), UTC),
        }
    )
    classeur.set_custom_property("cpts_xl_version", __version__)
    classeur.set_custom_property("cpts_xl_encre", str(encre))
    classeur.set_custom_property("cpts_xl_droit", resultat.droit.jour.isoformat())
    classeur.set_custom_property("cpts_xl_empreinte_textes", empreinte or "non calculée")
