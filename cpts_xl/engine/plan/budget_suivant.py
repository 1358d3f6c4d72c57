"""The plan of next year's budget: its charges by post, its balance by scenario; the rights are those of Prévisions."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.contrat import SCENARIOS
from cpts_xl.engine.schema.tresorerie import CHARGE, PRODUIT, VARIABLE_ACI

TABLE = "budget_suivant"


def budget_suivant(c: Chantier) -> Iterator[Etape]:
    """Yield what next year's budget adds up to, scenario by scenario, then post by post."""
    for scenario in SCENARIOS:
        yield from _equilibre(c, scenario)
    for code in (*c.postes, TOTAL):
        for scenario in SCENARIOS:
            yield _cadre(c, code, scenario)


def _equilibre(c: Chantier, scenario: str) -> Iterator[Etape]:
    e, nom = f"equilibre.{scenario}", f"Budget n+1 {scenario}"
    sens, montants = c.colonne(TABLE, "sens"), c.colonne(TABLE, scenario)
    # la part variable n'est jamais supposée : celle qu'on attend se saisit, dans les produits
    yield c.etape(
        f"{e}.aci_suivant", "report", f"{nom} : parts fixes ACI", montant=f"prevision.{TOTAL}.montant_suivant"
    )
    for mesure, mot, nature in (
        ("variable_suivant", "part variable ACI attendue", VARIABLE_ACI),
        ("produits_suivant", "autres produits", PRODUIT),
    ):
        yield c.etape(
            f"{e}.{mesure}", "cumul_ligne", f"{nom} : {mot}", ligne=Const(nature), lignes=sens, montants=montants
        )
    yield c.etape(
        f"{e}.droits_suivant",
        "somme_montants",
        f"{nom} : ACI, parts fixes et variable",
        premier=f"{e}.aci_suivant",
        second=f"{e}.variable_suivant",
    )
    yield c.etape(
        f"{e}.charges_suivant",
        "cumul_sens",
        f"{nom} : charges",
        sens_budget=Const(CHARGE),
        colonne_sens=sens,
        montants=montants,
    )
    yield c.etape(
        f"{e}.solde_suivant",
        "solde_budget",
        f"{nom} : résultat",
        droits_aci=f"{e}.droits_suivant",
        produits=f"{e}.produits_suivant",
        charges=f"{e}.charges_suivant",
    )


def _cadre(c: Chantier, code: str, scenario: str) -> Etape:
    p, nom = f"cadre.{code}", f"{c.postes.get(code, 'Total')} : budget n+1 {scenario}"
    if code == TOTAL:
        return c.etape(
            f"{p}.{scenario}_suivant",
            "total_affecte",
            nom,
            affectes=c.colonne("cadre", f"{scenario}_suivant"),
            ensemble=f"equilibre.{scenario}.charges_suivant",
        )
    return c.etape(
        f"{p}.{scenario}_suivant",
        "cumul_budget",
        nom,
        sens_budget=Const(CHARGE),
        code=f"{p}.code",
        colonne_sens=c.colonne(TABLE, "sens"),
        codes=c.colonne(TABLE, "poste"),
        montants=c.colonne(TABLE, scenario),
    )
