"""The plan of what the professionals were paid: by civil year against the ceiling, by profession, by post."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Entree, Etape
from cpts_xl.engine.plan.chantier import Chantier

ANNEES = ((1, "annee_civile_debut", "1re année civile"), (2, "annee_civile_suite", "2e année civile"))
"""The two civil years that a contract year touches: rank, rule that finds it, how a label calls it."""

NATURES_PAYEES = (("indemnites", "indemnité"), ("remunerations", "rémunération"))
"""The columns of what is paid, and the nature that each adds up."""


def indemnites(c: Chantier) -> Iterator[Etape]:
    """Yield what each professional was paid in each civil year, against the ceiling of that year."""
    for rang in c.rangs("professionnel"):
        i, cle = f"indemnite.{rang}", f"professionnel.{rang}.id"
        nom = f"Indemnités, ligne {rang}"
        yield c.etape(f"{i}.professionnel", "reprise_code", f"{nom} : professionnel", cle, code=cle)
        yield c.etape(
            f"{i}.profession", "reprise_code", f"{nom} : profession", cle, code=f"professionnel.{rang}.profession"
        )
        yield c.etape(
            f"{i}.participations",
            "participations_suivies",
            f"{nom} : participations",
            cle,
            code=f"{i}.professionnel",
            codes=c.colonne("participation", "professionnel"),
            annees=c.colonne("participation", "annee"),
        )
        for annee, regle, mots in ANNEES:
            yield c.etape(f"{i}.annee_{annee}", regle, f"{nom} : {mots}", cle, debut="identite.debut")
            yield from _annee(c, rang, annee, mots)
        yield c.etape(
            f"{i}.alerte",
            "alerte_plafond",
            f"{nom} : alerte sur le plafond",
            cle,
            part_1=f"{i}.part_1",
            part_2=f"{i}.part_2",
            seuil="identite.alerte_plafond",
        )
        yield from _annee_conventionnelle(c, rang)
        yield from _cas(c, rang)


def _annee(c: Chantier, rang: int, annee: int, mots: str) -> Iterator[Etape]:
    """Yield one civil year of one professional: hours, amounts, ceiling, what is left of it."""
    i, cle, nom = f"indemnite.{rang}", f"professionnel.{rang}.id", f"Indemnités, ligne {rang}, {mots}"
    communs: dict[str, Entree] = {
        "professionnel": f"{i}.professionnel",
        "participations": f"{i}.participations",
        "annee": f"{i}.annee_{annee}",
        "professionnels": c.colonne("participation", "professionnel"),
        "annees": c.colonne("participation", "annee"),
    }
    durees = c.colonne("participation", "duree")
    yield c.etape(f"{i}.heures_{annee}", "heures_annee", f"{nom} : heures payées", cle, **communs, durees=durees)
    communs |= {
        "natures_paiement": c.colonne("participation", "nature"),
        "montants": c.colonne("participation", "montant"),
    }
    for code, nature in NATURES_PAYEES:
        yield c.etape(
            f"{i}.{code}_{annee}",
            "verse_pro_annee",
            f"{nom} : {nature}s",
            cle,
            **communs,
            nature_paiement=Const(nature),
        )
    if annee == 1:
        yield c.etape(
            f"{i}.deja_verse",
            "deja_verse",
            f"{nom} : payé avant l'année conventionnelle",
            cle,
            montant=f"professionnel.{rang}.deja_verse",
        )
    yield c.etape(
        f"{i}.total_{annee}",
        "total_professionnel",
        f"{nom} : total",
        cle,
        indemnites=f"{i}.indemnites_{annee}",
        remunerations=f"{i}.remunerations_{annee}",
        deja_verse=f"{i}.deja_verse" if annee == 1 else Const(0),
    )
    yield c.etape(
        f"{i}.plafond_{annee}",
        "plafond_annuel",
        f"{nom} : plafond",
        cle,
        annee=f"{i}.annee_{annee}",
        cumul_professionnel=f"{i}.total_{annee}",
    )
    mesures: dict[str, Entree] = {
        "plafond_professionnel": f"{i}.plafond_{annee}",
        "cumul_professionnel": f"{i}.total_{annee}",
    }
    yield c.etape(f"{i}.reste_{annee}", "plafond_restant", f"{nom} : plafond restant", cle, **mesures)
    yield c.etape(f"{i}.part_{annee}", "part_plafond", f"{nom} : part du plafond", cle, **mesures)


def _annee_conventionnelle(c: Chantier, rang: int) -> Iterator[Etape]:
    """Yield what one professional was paid in the contract year, which the report adds up by profession."""
    i, cle, nom = f"indemnite.{rang}", f"professionnel.{rang}.id", f"Indemnités, ligne {rang}"
    communs: dict[str, Entree] = {
        "code": f"{i}.professionnel",
        "participations": f"{i}.participations",
        "debut": "identite.debut",
        "fin": "identite.fin",
        "codes": c.colonne("participation", "professionnel"),
        "payes": c.colonne("participation", "paye_le"),
    }
    yield c.etape(
        f"{i}.heures",
        "heures_periode",
        f"{nom} : heures payées dans l'année conventionnelle",
        cle,
        **communs,
        durees=c.colonne("participation", "duree"),
    )
    yield c.etape(
        f"{i}.montant",
        "verse_pro_periode",
        f"{nom} : payé dans l'année conventionnelle",
        cle,
        **communs,
        montants=c.colonne("participation", "montant"),
    )


def _cas(c: Chantier, rang: int) -> Iterator[Etape]:
    """Yield how many of the participations of one professional are to be looked at, and why."""
    i, cle, nom = f"indemnite.{rang}", f"professionnel.{rang}.id", f"Indemnités, ligne {rang}"
    communs: dict[str, Entree] = {
        "professionnel": f"{i}.professionnel",
        "professionnels": c.colonne("participation", "professionnel"),
    }
    annees = c.colonne("participation", "annee")
    yield c.etape(
        f"{i}.hors_tarif",
        "hors_tarif",
        f"{nom} : participations à un autre taux",
        cle,
        **communs,
        tarif=f"professionnel.{rang}.taux",
        taux=c.colonne("participation", "taux"),
    )
    yield c.etape(
        f"{i}.hors_adhesion",
        "paiements_hors_adhesion",
        f"{nom} : paiements hors adhésion",
        cle,
        **communs,
        annees=annees,
        adherents=c.colonne("participation", "adherent"),
    )
    yield c.etape(
        f"{i}.sans_validation",
        "paiements_sans_validation",
        f"{nom} : paiements sans validation",
        cle,
        **communs,
        annees=annees,
        valides=c.colonne("participation", "valide_par"),
    )
