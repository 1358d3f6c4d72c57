"""Our templates, dossiers of every sort, and small fields: shared by the tests of the engine that fills templates."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.report.gabarit import rendre
from cpts_xl.report.typographie import Chiffre

from .conftest import DEPOT, EXEMPLE, ouvre, tout_le_texte

MODELES = sorted((DEPOT / "report_templates").glob("rapport_*.docx"))
PREMIERE = EXEMPLE.with_name("exemple-premiere-annee.toml")
HOSTILE = "<w:p> & « 1 < 2 » \"x\" 'y' {{ 7*7 }} {% for x in y %} ]]> \U0001f600 \u05e9\u05dc\u05d5\u05dd fin"


def dossier_hostile() -> Dossier:
    """Return the demonstration CPTS, its texts those of somebody who means harm."""
    dossier = lire_dossier(EXEMPLE)
    indicateurs = tuple({**f, "libelle": HOSTILE, "motif": HOSTILE} for f in dossier.liste("indicateur"))
    return dossier.avec(
        identite={**dossier.identite, "nom": HOSTILE, "presidence": HOSTILE, "adresse": HOSTILE},
        indicateurs=indicateurs, textes=({"rubrique": "presidence", "texte": HOSTILE},),
    )  # fmt: skip


DOSSIERS = {
    "exemple": lambda: lire_dossier(EXEMPLE),
    "première année": lambda: lire_dossier(PREMIERE),
    "vide": lambda: Dossier({**dict.fromkeys(lire_dossier(EXEMPLE).identite), "debut": date(2025, 3, 15)}),
    "textes hostiles": dossier_hostile,
}


CHAMPS = {
    "cpts": {"nom": "CPTS d'essai", "cpam": "CPAM"},
    "lignes": [{"libelle": "une", "droit": Chiffre("1\u00a0€", "[B-001]")},
               {"libelle": "deux", "droit": Chiffre("2\u00a0€")}],
    "vides": [],
    "raisons": ["a", "b"],
    "provisoire": False,
    "document": {"titre": "t & <u>", "sujet": "s", "auteur": "a", "date_iso": "2026-03-14"},
}  # fmt: skip


def textes_rendus(modele, champs=CHAMPS):
    """Return the text of each paragraph of a template once filled."""
    return tout_le_texte(ouvre(rendre(modele, champs)))


def lire_partie(contenu: bytes, nom: str) -> str:
    """Return one part of a document, as text."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return archive.read(nom).decode()
