"""The sheets of the evidence: the register, and what it covers."""

from __future__ import annotations

from cpts_xl.engine.schema.preuves import FORCE_MAX
from cpts_xl.rules.genres import ENTIER, MONTANT, TAUX, TEXTE
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, fixe, saisie

PIECES_FEUILLE = FeuilleTableau(
    "Pièces", "Pièces justificatives",
    "Une ligne par pièce du dossier de preuves. La force se déduit du type, de la date et de la signature.",
    "piece", "tblPieces", (
        saisie("piece", "numero", 8),
        saisie("piece", "date", 12),
        saisie("piece", "type", 19),
        saisie("piece", "intitule", 44),
        saisie("piece", "signee", 8),
        saisie("piece", "indicateur", 11),
        saisie("piece", "indicateur_2", 11),
        saisie("piece", "indicateur_3", 11),
        calcul("force", "Force", ENTIER, 8),
        calcul("validite", "Validité", TEXTE, 11),
        saisie("piece", "valable_jusqu_au", 12),
        saisie("piece", "action", 9),
        saisie("piece", "fichier", 34),
        saisie("piece", "page", 8),
        saisie("piece", "sur_disque", 9),
    ), Groupe.CONTRAT, "numero", simple=True,
)  # fmt: skip

COUVERTURE_FEUILLE = FeuilleTableau(
    "Couverture", "Couverture des indicateurs par les pièces",
    "Nombre d'indicateurs selon la force de leur meilleure pièce valable, de 0 (rien) à 4 (donnée d'un tiers).",
    "couverture", "tblCouverture", (
        fixe("code", "Code", 16),
        fixe("libelle", "Mission", 44),
        calcul("indicateurs", "Indicateurs", ENTIER, 12),
        calcul("couverts", "Avec une pièce valable", ENTIER, 12),
        calcul("part", "Part couverte", TAUX, 11),
        *(calcul(f"force_{n}", f"Force {n}", ENTIER, 9) for n in range(FORCE_MAX + 1)),
        calcul("sans_piece", "Acquis sans pièce", MONTANT, 14),
    ), Groupe.CONTRAT, "code",
)  # fmt: skip

FEUILLES_PREUVES = (PIECES_FEUILLE, COUVERTURE_FEUILLE)
