"""The sheet of the money: what was spent on each post against what it earned, other funders, ceilings of persons."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.engine.schema import TOTAL
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.rules.genres import CHOIX, CODE, ENTIER, MONTANT, NOMBRE, TAUX, Genre
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case
from cpts_xl.workbook.styles import FOND_TOTAL
from cpts_xl.workbook.verification.modele import Verification

POSTES = (
    ("libelle", Colonne("Poste", 40)), ("plafond", Colonne("Plafond", 14, MONTANT)),
    ("droit", Colonne("Droit ouvert", 14, MONTANT)), ("verse", Colonne("Versé", 14, MONTANT)),
    ("directe", Colonne("Dépensé en direct", 14, MONTANT)), ("repartie", Colonne("Réparti par les clés", 14, MONTANT)),
    ("depense", Colonne("Dépensé", 14, MONTANT)), ("consommation", Colonne("Dépensé sur droit", 11, TAUX)),
    ("cloture", Colonne("Non dépensé à la clôture", 14, MONTANT)), ("usage", Colonne("Usage prévu", 32)),
    ("heures", Colonne("Heures payées", 11, NOMBRE)), ("total", Colonne("Versé aux professionnels", 14, MONTANT)),
)  # fmt: skip
_DU_PAIEMENT = {"heures", "total"}
_DES_DEPENSES = {"directe", "repartie", "depense", "consommation"}
"""Columns summed over the spending: where no line of it is typed, they say nothing, and never zero."""
FINANCEURS = (("libelle", "Financeur", CHOIX), ("attribue", "Attribué", MONTANT), ("verse", "Versé", MONTANT),
              ("reste", "Reste à verser", MONTANT), ("recu_exercice", "Reçu dans l'exercice", MONTANT))  # fmt: skip
PERSONNES = (("professionnel", "Professionnel", CODE), ("annee", "Année civile", ENTIER), ("total", "Total", MONTANT),
             ("plafond", "Plafond annuel", MONTANT), ("part", "Part du plafond", TAUX))  # fmt: skip
ANNEES = (1, 2)
GRAS: dict[str, Any] = {"bold": True, "bg_color": FOND_TOTAL}


def fonds(p: Plume, verification: Verification) -> None:
    """Write the posts, then the other funders, then the professionals near or above their ceiling, by number."""
    nom, v = Onglet.FONDS, verification.resultat.valeurs
    colonnes = [colonne for _, colonne in POSTES]
    p.page(
        nom,
        "Emploi des fonds",
        "Ce que chaque poste a ouvert comme droit, reçu et dépensé. Droit ouvert, versé et dépensé ne se "
        "mêlent jamais : le versé est de l'année conventionnelle.",
        colonnes,
    )
    codes = [ident.split(".")[1] for ident in v if ident.startswith("poste.") and ident.endswith(".code")]
    sans_depense = not verification.resultat.dossier.liste("depense")
    ligne = LIGNE_ENTETE
    for code in codes:
        ligne += 1
        style = GRAS if code == TOTAL else {}
        for place, (champ, colonne) in enumerate(POSTES, 1):
            prefixe = "paiement" if champ in _DU_PAIEMENT else "poste"
            lue = v.get(f"{prefixe}.{code}.{champ}")
            if sans_depense and champ in _DES_DEPENSES and lue == 0:
                lue = "aucune dépense saisie" if champ == "depense" else None
            p.montrer(Case(nom, ligne, place), lue, colonne.genre, **style)
        p.hauteur(
            nom, ligne, [(str(v.get(f"poste.{code}.usage") or ""), 30), (str(v.get(f"poste.{code}.libelle")), 38)]
        )
    p.lister(nom, "tblFonds", colonnes, len(codes))
    financeurs = [i.split(".")[1] for i in v if i.startswith("financeur.") and i.endswith(".code")]
    rangees = [(tuple(v.get(f"financeur.{f}.{champ}") for champ, _, _ in FINANCEURS), f == TOTAL) for f in financeurs]
    ligne = _bloc(p, ligne + 2, "Sources de financement", [(t, g) for _, t, g in FINANCEURS], rangees)
    proches = [(fiche, False) for fiche in proches_du_plafond(verification)]
    titre = "Professionnels proches du plafond annuel, ou au-delà (par leur numéro)"
    ligne = _bloc(p, ligne + 2, titre, [(t, g) for _, t, g in PERSONNES], proches)
    p.impression(nom, ligne, len(POSTES), entete=LIGNE_ENTETE)


def proches_du_plafond(verification: Verification) -> list[tuple[Any, ...]]:
    """Return the professionals whose share of the ceiling reaches the alert of the workbook, the highest first."""
    v = verification.resultat.valeurs
    seuil = v.get("identite.alerte_plafond")
    seuil = seuil if isinstance(seuil, Fraction) else Fraction(9, 10)
    trouves: list[tuple[Any, ...]] = []
    for rang, _ in enumerate(verification.resultat.dossier.liste("professionnel"), 1):
        i = f"indemnite.{rang}"
        for annee in ANNEES:
            part = v.get(f"{i}.part_{annee}")
            if isinstance(part, Fraction) and part >= seuil:
                trouves.append((v[f"{i}.professionnel"], v[f"{i}.annee_{annee}"], v[f"{i}.total_{annee}"],
                                v[f"{i}.plafond_{annee}"], part))  # fmt: skip
    return sorted(trouves, key=lambda fiche: -fiche[4])


def _bloc(
    p: Plume, ligne: int, titre: str, colonnes: list[tuple[str, Genre]], rangees: list[tuple[tuple[Any, ...], bool]]
) -> int:
    """Write a small table under the others; return its last row."""
    nom = Onglet.FONDS
    p.montrer_note(nom, ligne, 1, titre, bold=True)
    if not rangees:
        p.montrer(Case(nom, ligne + 1, 1), "Aucun.")
        return ligne + 1
    p.feuille(nom).set_row(ligne, 28)
    for place, (entete, _) in enumerate(colonnes, 1):
        p.feuille(nom).write_string(ligne, place - 1, entete, p.styles.entete)
    for rang, (valeurs, total) in enumerate(rangees):
        for place, (valeur, (_, genre)) in enumerate(zip(valeurs, colonnes, strict=True), 1):
            p.montrer(Case(nom, ligne + 2 + rang, place), valeur, genre, **(GRAS if total else {}))
    return ligne + 1 + len(rangees)
