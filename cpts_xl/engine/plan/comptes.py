"""The plan of the accounts: nature by nature, budget, what this workbook follows, what the closed accounts say."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Entree, Etape
from cpts_xl.engine.plan.argent import EXERCICE
from cpts_xl.engine.plan.budget import budget_code
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.argent import ACI, CHARGES, NATURE_ACI, PRODUITS_COMPTABLES
from cpts_xl.engine.schema.contrat import SCENARIOS


def rapprochement(c: Chantier) -> Iterator[Etape]:
    """Yield, nature by nature, budget, what this workbook follows, what the closed accounts say, and the gap."""
    for nature, libelle in CHARGES.items():
        n, nom = f"classe.{nature}", f"{nature} {libelle}"
        for scenario in SCENARIOS:
            yield budget_code(c, f"{n}.{scenario}", f"{nom} : budget {scenario}", f"{n}.code", "nature", scenario)
        yield c.etape(
            f"{n}.suivi",
            "cumul_periode",
            f"{nom} : suivi",
            code=f"{n}.code",
            **EXERCICE,
            codes=c.colonne("depense", "nature"),
            jours=c.colonne("depense", "date"),
            montants=c.colonne("depense", "montant"),
        )
        yield from _comptes(c, n, nom)
    for nature, libelle in PRODUITS_COMPTABLES.items():
        n, nom = f"classe.{nature}", f"{nature} {libelle}"
        for scenario in SCENARIOS:
            yield c.etape(
                f"{n}.{scenario}",
                "cumul_ligne",
                f"{nom} : budget {scenario}",
                ligne=f"{n}.code",
                lignes=c.colonne("budget", "nature"),
                montants=c.colonne("budget", scenario),
            )
        aci: Entree = f"financeur.{ACI}.recu_exercice" if nature == NATURE_ACI else Const(0)
        yield c.etape(
            f"{n}.suivi",
            "produits_suivis",
            f"{nom} : suivi",
            code=f"{n}.code",
            codes=c.colonne("produit", "nature"),
            recus=c.colonne("produit", "exercice"),
            aci=aci,
        )
        yield from _comptes(c, n, nom)
    yield from _totaux_natures(c)


def _comptes(c: Chantier, n: str, nom: str) -> Iterator[Etape]:
    for colonne, source, mot in (("comptes", "montant", "comptes"), ("precedent", "precedent", "exercice précédent")):
        yield c.etape(
            f"{n}.{colonne}",
            "solde_comptes",
            f"{nom} : {mot}",
            code=f"{n}.code",
            codes=c.colonne("compte", "nature"),
            montants=c.colonne("compte", source),
        )
    yield c.etape(f"{n}.ecart", "ecart_comptes", f"{nom} : écart", suivi=f"{n}.suivi", comptes=f"{n}.comptes")


def _totaux_natures(c: Chantier) -> Iterator[Etape]:
    ensembles = {
        "charges": (CHARGES, "calendrier.exercice.depense"),
        "produits": (PRODUITS_COMPTABLES, f"financeur.{TOTAL}.recu_exercice"),
    }
    for total, (natures, ensemble) in ensembles.items():
        n, nom = f"classe.{total}", f"Total des {total}"

        def colonne(champ: str, natures: dict[str, str] = natures) -> tuple[str, ...]:
            return tuple(f"classe.{nature}.{champ}" for nature in natures)

        for scenario in SCENARIOS:
            du_sens = f"equilibre.{scenario}.{total}"
            yield c.etape(
                f"{n}.{scenario}",
                "total_affecte",
                f"{nom} : budget {scenario}",
                affectes=colonne(scenario),
                ensemble=du_sens,
            )
        yield c.etape(f"{n}.suivi", "total_affecte", f"{nom} : suivi", affectes=colonne("suivi"), ensemble=ensemble)
        for champ in ("comptes", "precedent"):
            yield c.etape(f"{n}.{champ}", "total_comptes", f"{nom} : {champ}", montants=colonne(champ))
        yield c.etape(f"{n}.ecart", "ecart_comptes", f"{nom} : écart", suivi=f"{n}.suivi", comptes=f"{n}.comptes")
        yield c.etape(
            f"controle.comptes_{total}", "controle_comptes", f"{nom} : suivi égal aux comptes clos", ecart=f"{n}.ecart"
        )
