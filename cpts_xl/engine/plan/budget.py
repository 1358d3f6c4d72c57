"""The plan of the budget: each line in the scenario shown, by post against what was spent, and its balance."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.plan.versements import echeances
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.contrat import SCENARIOS
from cpts_xl.engine.schema.tresorerie import CHARGE, PRODUIT

SCENARIO = "identite.scenario_retenu"


def budget(c: Chantier) -> Iterator[Etape]:
    """Yield the budget: each line in the scenario shown, then by post against what was spent, then its balance."""
    for rang in c.rangs("budget"):
        b, cle, nom = f"budget.{rang}", f"budget.{rang}.sens", f"Budget, ligne {rang}"
        yield c.etape(
            f"{b}.retenu",
            "montant_scenario",
            f"{nom} : montant du scénario",
            cle,
            scenario_retenu=SCENARIO,
            **{mot: f"{b}.{mot}" for mot in SCENARIOS},
        )
        yield c.etape(f"{b}.etale", "part_etalee", f"{nom} : part étalée", cle, montant=f"{b}.retenu", mois=f"{b}.mois")
    yield from _equilibre(c)
    for code in (*c.postes, TOTAL):
        yield from _cadre(c, code)


def _equilibre(c: Chantier) -> Iterator[Etape]:
    for scenario in SCENARIOS:
        e, nom = f"equilibre.{scenario}", f"Budget {scenario}"
        yield c.etape(f"{e}.aci", "report", f"{nom} : droits ACI", montant=f"scenario.{scenario}.droit")
        montants = c.colonne("budget", scenario)
        yield c.etape(
            f"{e}.produits",
            "cumul_ligne",
            f"{nom} : autres produits",
            ligne=Const(PRODUIT),
            lignes=c.colonne("budget", "sens"),
            montants=montants,
        )
        yield c.etape(
            f"{e}.charges",
            "cumul_sens",
            f"{nom} : charges",
            sens_budget=Const(CHARGE),
            colonne_sens=c.colonne("budget", "sens"),
            montants=montants,
        )
        yield c.etape(
            f"{e}.solde",
            "solde_budget",
            f"{nom} : solde",
            droits_aci=f"{e}.aci",
            produits=f"{e}.produits",
            charges=f"{e}.charges",
        )
        yield c.etape(
            f"{e}.anniversaire",
            "attendu_anniversaire",
            f"{nom} : attendu à l'anniversaire",
            solde=f"scenario.{scenario}.solde",
            acompte_suivant=f"prevision.{TOTAL}.acompte_suivant",
            recus=echeances(c, "solde", "recu"),
        )


def _cadre(c: Chantier, code: str) -> Iterator[Etape]:
    p, nom = f"cadre.{code}", c.postes.get(code, "Total")
    for scenario in SCENARIOS:
        if code == TOTAL:
            yield c.etape(
                f"{p}.{scenario}",
                "total_affecte",
                f"{nom} : budget {scenario}",
                affectes=c.colonne("cadre", scenario),
                ensemble=f"equilibre.{scenario}.charges",
            )
        else:
            yield budget_code(c, f"{p}.{scenario}", f"{nom} : budget {scenario}", f"{p}.code", "poste", scenario)
    yield c.etape(
        f"{p}.prevu",
        "montant_scenario",
        f"{nom} : budget du scénario retenu",
        scenario_retenu=SCENARIO,
        **{mot: f"{p}.{mot}" for mot in SCENARIOS},
    )
    yield c.etape(
        f"{p}.realise", "report", f"{nom} : dépensé dans l'exercice", montant=f"poste.{code}.depense_exercice"
    )
    yield c.etape(
        f"{p}.ecart", "difference", f"{nom} : reste à dépenser", montant=f"{p}.prevu", retranche=f"{p}.realise"
    )


def budget_code(  # noqa: PLR0917  (une case : sa place, son nom, ce qui la filtre)
    c: Chantier, ident: str, libelle: str, code: str, colonne: str, scenario: str
) -> Etape:
    """Return the step that adds the charges of one code (a post, a nature) in one scenario."""
    return c.etape(
        ident,
        "cumul_budget",
        libelle,
        sens_budget=Const(CHARGE),
        code=code,
        colonne_sens=c.colonne("budget", "sens"),
        codes=c.colonne("budget", colonne),
        montants=c.colonne("budget", scenario),
    )
