"""The register of evidence, and what it covers."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.schema.modele import OUI_NON, TOTAL, Rangees, Tableau, champ

FORCE_MAX = 4
CITATIONS = ("indicateur", "indicateur_2", "indicateur_3")
"""Where a piece names the indicators that it proves."""


def _couverture(droit: Any) -> Rangees:
    missions = {m.code: {"code": m.code, "libelle": m.libelle} for m in droit.missions}
    return {**missions, TOTAL: {"code": TOTAL, "libelle": "Total"}}


PIECES = Tableau("piece", "pieces", "Pièces justificatives", (
    champ("numero", "N°", "code", "Numéro de la pièce dans votre dossier de preuves : PJ01, PJ02…", obligatoire=True),
    champ("date", "Date", "jour", "Date portée sur la pièce."),
    champ("type", "Type", "choix", "Ce qu'est la pièce ; la force de preuve en découle.",
          choix=("donnée d'un tiers", "document signé", "document interne", "mention au rapport"), obligatoire=True),
    champ("intitule", "Intitulé", "texte", "Titre de la pièce, sans nom de patient.", obligatoire=True),
    champ("fichier", "Fichier", "texte", "Chemin à partir du dossier de preuves : acces/requete-2026-02.pdf."),
    champ("page", "Page", "texte", "Page ou repère utile dans la pièce."),
    champ("signee", "Signée", "choix", "Oui si la pièce porte une signature.", choix=OUI_NON),
    champ("indicateur", "Indicateur", "code", "Indicateur que la pièce prouve.", liste="INDICATEUR_ID"),
    champ("indicateur_2", "Indicateur 2", "code", "Un deuxième, s'il y a lieu.", liste="INDICATEUR_ID"),
    champ("indicateur_3", "Indicateur 3", "code", "Un troisième, s'il y a lieu.", liste="INDICATEUR_ID"),
    champ("action", "Action", "code", "Action que la pièce documente, s'il y a lieu.", liste="ACTION_ID"),
    champ("valable_jusqu_au", "Valable jusqu'au", "jour",
          "Dernier jour de validité, compris ; vide si elle n'expire pas."),
    champ("sur_disque", "Sur le disque", "choix",
          "Rempli par l'outil quand il vérifie le dossier de preuves ; vide : non vérifié.", choix=OUI_NON),
), "numero", 60)  # fmt: skip

COUVERTURE = Tableau("couverture", "couvertures", "Couverture", (), "code", rangees=_couverture)

TABLEAUX_PREUVES = (PIECES, COUVERTURE)
