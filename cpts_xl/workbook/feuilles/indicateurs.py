"""The sheets of the indicators."""

from __future__ import annotations

from cpts_xl.rules.genres import ENTIER, MONTANT, TAUX
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, saisie

INDICATEURS_FEUILLE = FeuilleTableau(
    "Indicateurs", "Indicateurs du contrat",
    "Une ligne par indicateur. Les paliers vont du plus facile au plus exigeant.",
    "indicateur", "tblIndicateurs", (
        saisie("indicateur", "id", 7),
        saisie("indicateur", "mission", 16),
        saisie("indicateur", "libelle", 44),
        saisie("indicateur", "axe", 10),
        saisie("indicateur", "unite", 12),
        saisie("indicateur", "mode", 10),
        saisie("indicateur", "sens", 9),
        saisie("indicateur", "montant_en_jeu", 13),
        saisie("indicateur", "depart", 10),
        saisie("indicateur", "cible", 10),
        saisie("indicateur", "constate", 10),
        saisie("indicateur", "realise", 9),
        *(saisie("indicateur", f"seuil_{n}", 9) for n in range(1, 5)),
        *(saisie("indicateur", f"montant_{n}", 12) for n in range(1, 5)),
        calcul("palier", "Palier atteint", ENTIER, 10),
        calcul("montant_palier", "Montant du palier", MONTANT, 13),
        calcul("avancement", "Chemin parcouru", TAUX, 11),
        calcul("taux", "Taux d'atteinte", TAUX, 11),
        calcul("acquis", "Montant acquis", MONTANT, 13),
        saisie("indicateur", "preuve", 38),
        saisie("indicateur", "force", 9),
    ), Groupe.CONTRAT, "id", pages_de_large=2, repete="C",
)  # fmt: skip

FEUILLES_INDICATEURS = (INDICATEURS_FEUILLE,)
