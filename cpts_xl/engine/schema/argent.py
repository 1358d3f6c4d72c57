"""Money received and spent: payments, spending, and what each post makes of it."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.schema.modele import TOTAL, Rangees, Tableau, champ, postes


def _postes(droit: Any) -> Rangees:
    connus = {code: {"code": code, "libelle": libelle} for code, libelle in postes(droit).items()}
    return {**connus, TOTAL: {"code": TOTAL, "libelle": "Total"}}


VERSEMENTS = Tableau("versement", "versements", "Versements", (
    champ("date", "Date", "jour", "Date du relevé bancaire.", obligatoire=True),
    champ("ligne", "Ligne", "code", "Ligne de la grille que ce versement paie.", obligatoire=True,
          liste="LISTE_LIGNES"),
    champ("nature", "Nature", "choix", "Nature du versement.",
          choix=("acompte", "solde", "variable", "régularisation")),
    champ("montant", "Montant reçu", "montant", "Négatif pour une reprise.", obligatoire=True),
    champ("reference", "Référence", "texte", "Référence du bordereau de la CPAM."),
), "ligne", 30)  # fmt: skip

DEPENSES = Tableau("depense", "depenses", "Dépenses", (
    champ("date", "Date", "jour", "Date de la pièce.", obligatoire=True),
    champ("poste", "Poste", "code", "fonctionnement, ou le code de la mission.", obligatoire=True,
          liste="LISTE_POSTES"),
    champ("libelle", "Libellé", "texte", "Objet de la dépense."),
    champ("montant", "Montant", "montant", "Montant TTC.", obligatoire=True),
), "poste", 40)  # fmt: skip

POSTES = Tableau("poste", "postes", "Enveloppes", (), "code", rangees=_postes)

TABLEAUX_ARGENT = (VERSEMENTS, DEPENSES, POSTES)
