"""A computed dossier as a workbook: layout times ink, with the value of every formula stored beside it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from cpts_xl import __version__
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import Resultat
from cpts_xl.workbook import lambdas, sheets
from cpts_xl.workbook.empreinte.partie import Empreintes, poser_la_partie
from cpts_xl.workbook.empreinte.porteurs import en_proprietes
from cpts_xl.workbook.empreinte.theorique import Plume, modele_ecrit
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.pages import dashboard, guide, lists, trace
from cpts_xl.workbook.pages import tableaux as pages
from cpts_xl.workbook.pages.fonctions import Fiche
from cpts_xl.workbook.pages.fonctions import fonctions as ecrire_fonctions
from cpts_xl.workbook.writer import Ecrivain

CALCUL_RECENT = 191029
"""Engine number of a current Excel: a file that claims it is not recalculated on opening."""


def construire(
    resultat: Resultat,
    encre: Encre,
    *,
    empreinte: str = "",
    simple: bool = False,
    suite: Callable[[Any, Layout], None] | None = None,
    calculs: bool = True,
    macros: Callable[[Sequence[str]], bytes] | None = None,
    fonctions: Sequence[Fiche] = (),
) -> bytes:
    """Return the bytes of a workbook; the same input gives the same bytes.

    ``simple`` shows six tabs and hides the others plainly; ``suite`` may add sheets (what a user had added) before the
    workbook is closed; without ``calculs``, the sheets of the computations and of the functions stay empty; ``macros``
    gives the VBA project of a list of sheets, and the bytes are then those of an ``.xlsm``; ``fonctions`` are the
    published functions with their examples, for the sheet « Fonctions ». Every text is written as text: what a user
    typed never becomes a formula.

    Raises:
        ValueError: a LAMBDA copy with macros, where one name would be a function twice.
    """
    if macros is not None and encre is Encre.LAMBDA:
        raise ValueError("des macros et des noms LAMBDA dans un même classeur : un nom y serait deux fonctions")
    import xlsxwriter  # noqa: PLC0415  (lourd : seulement quand un classeur s'écrit)

    tampon = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    classeur = xlsxwriter.Workbook(tampon, options)
    arrete = resultat.dossier.identite.get("arrete")
    jour = arrete if isinstance(arrete, date) else resultat.dossier.debut
    _decrire(classeur, resultat, encre, jour)
    if encre is not Encre.NATIVE:
        # sans l'extension, ou sans LAMBDA, un recalcul à l'ouverture remplacerait chaque nombre par #NOM?
        classeur.calc_on_load = False
        classeur.set_calc_mode("auto", CALCUL_RECENT)
    layout = Layout(resultat)
    ecrivain = Plume(classeur, layout, encre)
    visibles = sheets.MODE_SIMPLE if simple else frozenset(sheets.ORDRE)
    _feuilles(ecrivain, fonctions, calculs=calculs)
    _noms(classeur, layout, encre)
    empreintes = Empreintes(
        version=__version__, encre=str(encre), modele=modele_ecrit(ecrivain).empreinte, textes=empreinte,
        saisies=empreinte_saisies(resultat.dossier), arrete=arrete.isoformat() if isinstance(arrete, date) else "",
    )  # fmt: skip
    guide.mode_emploi(ecrivain, empreintes, visibles)
    _proprietes(classeur, resultat, empreintes, ecrivain.empreinte_formules())
    ecrivain.feuille(sheets.TABLEAU_DE_BORD).activate()
    ecrivain.feuille(sheets.MODE_EMPLOI).set_first_sheet()
    for nom in sheets.ORDRE:
        if nom not in visibles:
            ecrivain.feuille(nom).hide()
    if suite is not None:
        suite(classeur, layout)
    if macros is not None:
        projet = macros([feuille.get_name() for feuille in classeur.worksheets()])
        classeur.add_vba_project(io.BytesIO(projet), is_stream=True)
    classeur.close()
    return poser_la_partie(tampon.getvalue(), empreintes)


def _feuilles(e: Ecrivain, fonctions: Sequence[Fiche], *, calculs: bool) -> None:
    """Write every sheet but the guide, which says the fingerprint of them all; in the order of the tabs."""
    for nom in sheets.ORDRE:
        e.feuille(nom)
    dashboard.tableau_de_bord(e)
    pages.identite(e)
    for feuille in sheets.TABLEAUX_FEUILLES:
        pages.tableau(e, feuille)
    pages.totaux(e)
    trace.bareme(e)
    trace.controles(e)
    if calculs:
        trace.calculs(e)
        ecrire_fonctions(e, fonctions)
    lists.listes(e)


def _noms(classeur: Any, layout: Layout, encre: Encre) -> None:
    """Define the names of the workbook; a LAMBDA copy also has one for each rule."""
    for nom, zone in layout.noms.items():
        classeur.define_name(nom, f"={zone}")
    if encre is Encre.LAMBDA:
        for nom, contenu in lambdas.definitions(layout.droit, layout.noms).items():
            classeur.define_name(nom, f"={contenu}")


def _decrire(classeur: Any, resultat: Resultat, encre: Encre, jour: date) -> None:
    nature = {Encre.PYTHON: "Classeur de suivi", Encre.NATIVE: "Copie de relecture", Encre.LAMBDA: "Copie LAMBDA"}
    classeur.set_properties(
        {
            "title": f"{nature[encre]} — {resultat.dossier.nom}",
            "subject": "Financement ACI de la CPTS",
            "author": resultat.dossier.nom,
            "comments": "Écrit par cpts_xl. Les cases jaunes se remplissent ; les autres se calculent.",
            "created": datetime.combine(jour, time(), UTC),
        }
    )


def _proprietes(classeur: Any, resultat: Resultat, empreintes: Empreintes, formules: str) -> None:
    """Write the properties of the document: who wrote it, under which law, its fingerprints."""
    dites = {**en_proprietes(empreintes), "cpts_xl_droit": resultat.droit.jour.isoformat(),
             "cpts_xl_empreinte_textes": empreintes.textes or "non calculée",
             "cpts_xl_empreinte_formules": formules}  # fmt: skip
    for nom, valeur in dites.items():
        if valeur:
            classeur.set_custom_property(nom, valeur)
