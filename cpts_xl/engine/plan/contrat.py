"""The plan of the contract over time: its five years, what each scenario gives, what the next year would bring."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Entree, Etape, rangees
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import TOTAL

DUE_ENSUITE = {"": "Oui", "plan_mise_a_jour": "Oui", "plan_redaction": "Non", "crise_reconnue": "Non"}
"""What a condition is expected to be next year: the plan is written once, then updated; no crisis is foreseen."""

PREMIERE = "1"
"""The year that none comes before."""

COMPAREES = {
    "plafond": "plafond", "droit": "droit ouvert", "verse": "versé", "reste": "reste à recevoir", "depense": "dépensé",
}  # fmt: skip
"""What a year is compared by with the year before: measure, word of its label."""

TAUX_DECLARES = {"snp": "identite.taux_acompte_snp"}


def annees(c: Chantier) -> Iterator[Etape]:
    """Yield the five years: dates without overlap, what was, what is, what would be with the law as it stands."""
    for rang in rangees("annee", c.droit):
        a, nom, code = f"annee.{rang}", f"Année {rang}", f"annee.{rang}.code"
        situation = f"{a}.situation"
        yield c.etape(f"{a}.debut", "debut_rang", f"{nom} : début", signature="identite.signature", rang=code)
        yield c.etape(f"{a}.fin", "fin_rang", f"{nom} : fin (non comprise)", signature="identite.signature", rang=code)
        yield c.etape(f"{a}.jours", "jours_annee", f"{nom} : jours", debut=f"{a}.debut", fin=f"{a}.fin")
        yield c.etape(situation, "situation_annee", f"{nom} : situation", rang=code, annee="identite.annee")
        yield c.etape(
            f"{a}.taille_annee",
            "taille_annee",
            f"{nom} : taille",
            situation=situation,
            taille="identite.taille",
            taille_passee=f"{a}.taille",
        )
        yield c.etape(
            f"{a}.droit_annee",
            "droit_annee",
            f"{nom} : droit ouvert",
            situation=situation,
            droit_courant="perimetre.tout.droit",
            droit_passe=f"{a}.droit",
        )
        yield c.etape(
            f"{a}.verse_annee",
            "verse_annee",
            f"{nom} : versé",
            situation=situation,
            rang=code,
            reporte=f"{a}.verse",
            lignes=c.colonne("versement", "ligne"),
            annees=c.colonne("versement", "annee_payee"),
            montants=c.colonne("versement", "montant"),
        )
        yield c.etape(
            f"{a}.reste_annee",
            "reste_annee",
            f"{nom} : reste à recevoir",
            droit_ouvert=f"{a}.droit_annee",
            verse=f"{a}.verse_annee",
        )
        yield from _suivies(c, rang, situation, nom)
        for mesure in ("acompte", "solde"):
            yield c.etape(
                f"{a}.{mesure}_prevu",
                "prevu_annee",
                f"{nom} : {mesure} prévu",
                situation=situation,
                courant=f"total.{mesure}",
                passe=f"{a}.{mesure}",
                suivant=f"prevision.{TOTAL}.{mesure}_suivant",
            )


def _suivies(c: Chantier, rang: str, situation: str, nom: str) -> Iterator[Etape]:
    """Yield what else is known of a year, then what each amount of it gained or lost since the year before."""
    a, avant = f"annee.{rang}", f"annee.{int(rang) - 1}"
    for mesure, courant, mot in (
        ("plafond", "perimetre.tout.plafond", "plafond"),
        ("depense", f"poste.{TOTAL}.depense", "dépensé"),
    ):
        yield c.etape(
            f"{a}.{mesure}_annee",
            "montant_arrete",
            f"{nom} : {mot}",
            situation=situation,
            courant=courant,
            arrete=f"{a}.{mesure}",
        )
    for mesure, mot in COMPAREES.items():
        precedente: Entree = Const(None) if rang == PREMIERE else f"{avant}.{mesure}_annee"
        yield c.etape(
            f"{a}.{mesure}_evolution",
            "evolution_annee",
            f"{nom} : évolution, {mot}",
            situation=situation,
            valeur=f"{a}.{mesure}_annee",
            precedente=precedente,
        )


def previsions(c: Chantier) -> Iterator[Etape]:
    """Yield, line by line, the right of each scenario and what the next year would pay with the law as it stands."""
    for ligne in c.droit.lignes:
        yield from _scenarios_de(c, ligne.code, ligne.libelle, ligne.mission if ligne.volet == "variable" else "")
        p, i, nom = f"prevision.{ligne.code}", f"ligne.{ligne.code}", ligne.libelle
        # la part variable n'est jamais supposée : l'année suivante ne compte que la part fixe
        attendue = "Non" if ligne.volet == "variable" else DUE_ENSUITE.get(ligne.condition, "")
        condition: Entree = Const(attendue) if attendue else f"identite.{ligne.condition}"
        yield c.etape(
            f"{p}.due_suivante",
            "ligne_due",
            f"{nom} : due l'année suivante",
            engagee=f"mission.{ligne.mission}.engagee" if ligne.mission else Const("Oui"),
            condition=condition,
            ouvre=Const("Oui"),
            ferme=Const("Non"),
        )
        yield c.etape(
            f"{p}.montant_suivant",
            "montant_suivant",
            f"{nom} : montant de l'année suivante",
            annee="identite.annee",
            due=f"{p}.due_suivante",
            depart=f"{i}.depart",
            fin="identite.fin",
            montant_retenu=f"{i}.retenu",
            montant_apres=f"{i}.annexe_apres",
        )
        yield c.etape(
            f"{p}.taux_suivant",
            "taux_acompte",
            f"{nom} : taux d'acompte de l'année suivante",
            volet=f"{p}.volet",
            annee="annee.2.code",  # jamais la première : le fonctionnement n'y est plus payé d'un coup
            taux_contrat=TAUX_DECLARES.get(ligne.volet, Const(None)),
        )
        yield c.etape(
            f"{p}.acompte_suivant",
            "acompte",
            f"{nom} : acompte de l'année suivante",
            assiette=f"{p}.montant_suivant",
            taux_acompte=f"{p}.taux_suivant",
        )
        yield c.etape(
            f"{p}.solde_suivant",
            "solde",
            f"{nom} : solde de l'année suivante",
            droit_ouvert=f"{p}.montant_suivant",
            acompte=f"{p}.acompte_suivant",
        )
    for champ, libelle in (
        ("prudent", "Total, scénario prudent"),
        ("central", "Total, scénario central"),
        ("complet", "Total, scénario complet"),
        ("montant_suivant", "Total de l'année suivante"),
        ("acompte_suivant", "Total, acomptes de l'année suivante"),
        ("solde_suivant", "Total, soldes de l'année suivante"),
    ):
        yield c.etape(f"prevision.{TOTAL}.{champ}", "total", libelle, montants=c.colonne("prevision", champ))


def _scenarios_de(c: Chantier, code: str, nom: str, mission_variable: str) -> Iterator[Etape]:
    """Yield the right of a line under each scenario; only a variable line, of a mission, depends on it."""
    p, i, m = f"prevision.{code}", f"ligne.{code}", f"mission.{mission_variable}"
    ferme: dict[str, Entree] = {"volet": f"{p}.volet", "droit_ouvert": f"{i}.droit"}
    yield c.etape(f"{p}.prudent", "droit_sans_variable", f"{nom} : scénario prudent", **ferme)
    if not mission_variable:
        yield c.etape(f"{p}.central", "droit_sans_variable", f"{nom} : scénario central", **ferme)
        yield c.etape(f"{p}.complet", "droit_sans_variable", f"{nom} : scénario complet", **ferme)
        return
    yield c.etape(
        f"{p}.central",
        "droit_variable",
        f"{nom} : scénario central",
        plafond=f"{i}.plafond",
        acquis=f"{m}.central",
        prorata=f"{m}.prorata_variable",
    )
    yield c.etape(
        f"{p}.complet",
        "droit_fixe",
        f"{nom} : scénario complet",
        plafond=f"{i}.plafond",
        prorata=f"{m}.prorata_variable",
    )


def scenarios(c: Chantier) -> Iterator[Etape]:
    """Yield the right of the year under each scenario, none of which changes a right."""
    for code in rangees("scenario", c.droit):
        s, nom = f"scenario.{code}", f"Scénario {code}"
        yield c.etape(f"{s}.fixe", "total", f"{nom} : part fixe", montants=c.colonne("prevision", "prudent"))
        yield c.etape(f"{s}.droit", "total", f"{nom} : droit de l'année", montants=c.colonne("prevision", code))
        yield c.etape(
            f"{s}.variable", "difference", f"{nom} : part variable", montant=f"{s}.droit", retranche=f"{s}.fixe"
        )
        yield c.etape(f"{s}.acompte", "total", f"{nom} : acomptes", montants=c.colonne("ligne", "acompte"))
        yield c.etape(
            f"{s}.solde", "solde", f"{nom} : solde attendu", droit_ouvert=f"{s}.droit", acompte=f"{s}.acompte"
        )
        yield c.etape(
            f"{s}.affiche",
            "scenario_affiche",
            f"{nom} : affiché",
            scenario=f"{s}.code",
            scenario_retenu="identite.scenario_retenu",
        )
