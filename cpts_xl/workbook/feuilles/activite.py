"""The sheets of the activity."""

from __future__ import annotations

from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, saisie

TEXTES_FEUILLE = FeuilleTableau(
    "Textes", "Textes du rapport", "Vos textes, repris tels quels dans le rapport d'activité.",
    "texte", "tblTextes", (
        saisie("texte", "rubrique", 30),
        saisie("texte", "texte", 110),
    ), Groupe.ACTIVITE, "rubrique",
)  # fmt: skip

FEUILLES_ACTIVITE = (TEXTES_FEUILLE,)
