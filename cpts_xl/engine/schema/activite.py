"""The activity: what the report tells in words."""

from __future__ import annotations

from cpts_xl.engine.schema.modele import Tableau, champ

TEXTES = Tableau("texte", "textes", "Textes", (
    champ("rubrique", "Rubrique", "code", "Où le texte paraît dans le rapport.", obligatoire=True,
          liste="LISTE_RUBRIQUES"),
    champ("texte", "Texte", "texte", "Votre texte, repris tel quel."),
), "rubrique", 30)  # fmt: skip

TABLEAUX_ACTIVITE = (TEXTES,)
