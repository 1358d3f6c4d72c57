"""People: what is paid to the professionals, by identifier."""

from __future__ import annotations

from cpts_xl.engine.schema.modele import Tableau, champ

INDEMNITES = Tableau("indemnite", "indemnites", "Indemnités", (
    champ("professionnel", "Professionnel", "code", "Identifiant sans nom : P01, P02…", obligatoire=True),
    champ("profession", "Profession", "texte", "Profession exercée."),
    champ("date", "Versée le", "jour", "Date du versement : elle fixe l'année civile du plafond.", obligatoire=True),
    champ("nature", "Nature", "choix", "Indemnité (perte de ressources) ou rémunération (participation).",
          choix=("indemnité", "rémunération"), obligatoire=True),
    champ("poste", "Poste", "code", "fonctionnement, ou le code de la mission.", liste="LISTE_POSTES"),
    champ("montant", "Montant", "montant", "Montant versé.", obligatoire=True),
), "professionnel", 40)  # fmt: skip

TABLEAUX_PERSONNES = (INDEMNITES,)
