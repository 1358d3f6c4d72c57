"""The plan of the payments: which year each one pays, what the schedule expects, what came late."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Entree, Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.versements import NATURES_ECHEANCE


def echeances(c: Chantier, suffixe: str, champ: str) -> tuple[str, ...]:
    """Return the cells of one column of the schedule for one nature: they follow each other."""
    return tuple(f"echeance.{ligne.code}_{suffixe}.{champ}" for ligne in c.droit.lignes)


def versements(c: Chantier) -> Iterator[Etape]:
    """Yield the year that each payment pays, the day when it was expected and its delay."""
    lignes, dates = echeances(c, "acompte", "ligne"), echeances(c, "acompte", "date_attendue")
    for rang in c.rangs("versement"):
        v, cle, nom = f"versement.{rang}", f"versement.{rang}.ligne", f"Versement, ligne {rang}"
        yield c.etape(
            f"{v}.annee_payee",
            "annee_payee",
            f"{nom} : année payée",
            cle,
            annee_versement=f"{v}.annee",
            annee="identite.annee",
        )
        yield c.etape(
            f"{v}.attendu_le",
            "attendu_le",
            f"{nom} : attendu le",
            cle,
            nature_versement=f"{v}.nature",
            ligne=cle,
            payee=f"{v}.annee_payee",
            annee="identite.annee",
            lignes=lignes,
            dates=dates,
            debut="identite.debut",
            fin="identite.fin",
        )
        yield c.etape(
            f"{v}.retard",
            "retard_versement",
            f"{nom} : retard",
            cle,
            attendu=f"{v}.attendu_le",
            recu_le=f"{v}.date",
        )


def echeancier(c: Chantier) -> Iterator[Etape]:
    """Yield what is expected of each line, when, what came and how late the rest is."""
    colonnes: dict[str, Entree] = {
        "lignes": c.colonne("versement", "ligne"),
        "annees": c.colonne("versement", "annee_payee"),
        "montants": c.colonne("versement", "montant"),
    }
    for suffixe, nature in NATURES_ECHEANCE:
        for ligne in c.droit.lignes:
            e, i = f"echeance.{ligne.code}_{suffixe}", f"ligne.{ligne.code}"
            nom = f"{ligne.libelle}, {nature}"
            # ce que l'année d'avant doit encore ne se mesure pas au reste de celle-ci
            reste: Entree = Const(None) if suffixe == "n1" else f"{i}.reste"
            if suffixe == "n1":
                yield c.etape(
                    f"{e}.attendu",
                    "solde_precedent",
                    f"{nom} : attendu",
                    annee="identite.annee",
                    solde_n1=f"{i}.solde_n1",
                )
                recu = c.etape(
                    f"{e}.recu",
                    "recu_precedent",
                    f"{nom} : reçu",
                    ligne=f"{e}.ligne",
                    annee="identite.annee",
                    **colonnes,
                )
            elif suffixe == "acompte":
                yield c.etape(f"{e}.attendu", "report", f"{nom} : attendu", montant=f"{i}.acompte")
                recu = c.etape(
                    f"{e}.recu",
                    "recu_acompte",
                    f"{nom} : reçu",
                    verse=f"{i}.verse",
                    ligne=f"{e}.ligne",
                    annee="identite.annee",
                    natures_versement=c.colonne("versement", "nature"),
                    **colonnes,
                )
            else:
                yield c.etape(f"{e}.attendu", "report", f"{nom} : attendu", montant=f"{i}.solde")
                acompte = f"echeance.{ligne.code}_acompte.recu"
                recu = c.etape(f"{e}.recu", "difference", f"{nom} : reçu", montant=f"{i}.verse", retranche=acompte)
            yield c.etape(
                f"{e}.date_attendue",
                "date_echeance",
                f"{nom} : attendu le",
                nature_echeance=f"{e}.nature",
                attendu=f"{e}.attendu",
                depart=f"{i}.depart",
                debut="identite.debut",
                fin="identite.fin",
                # seule une part variable attend son évaluation
                dialogue="identite.dialogue" if ligne.volet == "variable" else Const(None),
            )
            yield recu
            yield c.etape(f"{e}.ecart", "difference", f"{nom} : écart", montant=f"{e}.recu", retranche=f"{e}.attendu")
            yield c.etape(
                f"{e}.retard",
                "retard_echeance",
                f"{nom} : retard",
                attendu=f"{e}.attendu",
                recu=f"{e}.recu",
                date_attendue=f"{e}.date_attendue",
                arrete="identite.arrete",
                reste=reste,
            )
            yield c.etape(
                f"{e}.en_retard",
                "somme_en_retard",
                f"{nom} : somme en retard",
                nature_echeance=f"{e}.nature",
                attendu=f"{e}.attendu",
                recu=f"{e}.recu",
                retard=f"{e}.retard",
                fin="identite.fin",
                arrete="identite.arrete",
                reste=reste,
            )


def total_echeancier(c: Chantier) -> Iterator[Etape]:
    """Yield what the whole schedule has received and what is late, every line and nature together."""
    for mesure, mot in (("recu", "reçu"), ("en_retard", "somme en retard")):
        yield c.etape(
            f"echeance.{TOTAL}.{mesure}", "total", f"Échéancier, total : {mot}", montants=c.colonne("echeance", mesure)
        )


def controles_versements(c: Chantier) -> Iterator[Etape]:
    """Yield the checks of the schedule: nothing late, nature by nature, and every euro in its place."""
    mots = {"n1": "Soldes de l'année précédente", "acompte": "Acomptes", "solde": "Soldes de l'année"}
    for suffixe, mot in mots.items():
        yield c.etape(
            f"controle.echeances_{suffixe}",
            "controle_echeances",
            f"{mot} : aucun versement attendu n'est en retard",
            retards=echeances(c, suffixe, "retard"),
        )
    yield c.etape(
        "controle.echeancier",
        "controle_echeancier",
        "Chaque versement de l'année ou de la précédente a sa place à l'échéancier",
        annee="identite.annee",
        place="echeance.total.recu",
        annees=c.colonne("versement", "annee_payee"),
        montants=c.colonne("versement", "montant"),
    )
