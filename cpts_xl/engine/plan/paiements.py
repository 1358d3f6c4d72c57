"""The plan of what was paid to the professionals in the contract year: by profession, by post, and its checks."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Entree, Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.plan.personnes import NATURES_PAYEES
from cpts_xl.engine.schema import FONCTIONNEMENT


def paiements(c: Chantier) -> Iterator[Etape]:
    """Yield what was paid in the contract year by profession, then by post."""
    for rang in c.rangs("tarif"):
        i = f"tarif.{rang}"
        cle, nom = f"{i}.profession", f"Profession, ligne {rang}"
        yield c.etape(
            f"{i}.personnes", "effectif", f"{nom} : professionnels", cle,
            code=cle, codes=c.colonne("indemnite", "profession"),
        )  # fmt: skip
        yield c.etape(
            f"{i}.heures", "cumul_heures", f"{nom} : heures payées dans l'année conventionnelle", cle,
            code=cle, codes=c.colonne("indemnite", "profession"), heures=c.colonne("indemnite", "heures"),
        )  # fmt: skip
        yield c.etape(
            f"{i}.montant", "cumul_ligne", f"{nom} : payé dans l'année conventionnelle", cle,
            ligne=cle, lignes=c.colonne("indemnite", "profession"), montants=c.colonne("indemnite", "montant"),
        )  # fmt: skip
    for code in (FONCTIONNEMENT, *(m.code for m in c.droit.missions)):
        yield from _poste(c, code)
    for code, regle, argument, libelle in (
        ("participations", "total_compte", "nombres", "participations"),
        ("heures", "total_heures", "heures", "heures payées"),
        ("indemnites", "total", "montants", "indemnités"),
        ("remunerations", "total", "montants", "rémunérations"),
        ("total", "total", "montants", "payé aux professionnels"),
    ):
        colonne: dict[str, Entree] = {argument: c.colonne("paiement", code)}
        yield c.etape(f"paiement.total.{code}", regle, f"Total, {libelle}", **colonne)


def _poste(c: Chantier, code: str) -> Iterator[Etape]:
    p, nom = f"paiement.{code}", c.nom_poste(code)
    postes = c.colonne("participation", "poste")
    yield c.etape(
        f"{p}.participations",
        "participations_suivies",
        f"{nom} : participations",
        code=f"{p}.code",
        codes=postes,
        annees=c.colonne("participation", "annee"),
    )
    communs: dict[str, Entree] = {
        "code": f"{p}.code",
        "participations": f"{p}.participations",
        "debut": "identite.debut",
        "fin": "identite.fin",
        "codes": postes,
        "payes": c.colonne("participation", "paye_le"),
    }
    durees, montants = c.colonne("participation", "duree"), c.colonne("participation", "montant")
    yield c.etape(f"{p}.heures", "heures_periode", f"{nom} : heures payées", **communs, durees=durees)
    communs["montants"] = montants
    for champ, nature in NATURES_PAYEES:
        yield c.etape(
            f"{p}.{champ}",
            "verse_pro_nature",
            f"{nom} : {nature}s",
            **communs,
            nature_paiement=Const(nature),
            natures_paiement=c.colonne("participation", "nature"),
        )
    yield c.etape(f"{p}.total", "verse_pro_periode", f"{nom} : payé aux professionnels", **communs)


def controles_personnes(c: Chantier) -> Iterator[Etape]:
    """Yield the checks of what the professionals were paid."""
    pros = c.colonne("professionnel", "id")
    alertes = c.colonne("indemnite", "alerte")
    yield c.etape(
        "controle.plafonds",
        "controle_alertes",
        "Plafond annuel de chaque professionnel, sur deux années civiles",
        alertes=alertes,
        professionnels=pros,
        alerte=Const("Dépassement"),
    )
    yield c.etape(
        "controle.plafonds_proches",
        "controle_alertes",
        "Aucun professionnel près de son plafond annuel",
        alertes=alertes,
        professionnels=pros,
        alerte=Const("À regarder"),
    )
    yield c.etape(
        "controle.tarifs",
        "controle_valeurs",
        "Un taux horaire approuvé pour chaque professionnel",
        valeurs=c.colonne("professionnel", "taux"),
        cles=pros,
    )
    for code, libelle in (
        ("hors_tarif", "Participations payées au taux de la profession"),
        ("hors_adhesion", "Participations payées à des adhérents au jour dit"),
        ("sans_validation", "Participations payées après validation"),
    ):
        yield c.etape(
            f"controle.{code}", "controle_aucun_cas", libelle, comptes=c.colonne("indemnite", code), cles=pros
        )
    yield c.etape(
        "controle.participations_postes",
        "controle_effectif",
        "Chaque participation a son poste",
        effectif="paiement.total.participations",
        cles=c.colonne("participation", "professionnel"),
    )
