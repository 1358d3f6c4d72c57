"""The plan of the money of the year: ceilings, rights, totals by named perimeter."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import MESURES, PERIMETRES, Const, Entree, Etape
from cpts_xl.engine.plan.chantier import Chantier


def plafonds(c: Chantier) -> Iterator[Etape]:
    """Yield the ceiling of each line."""
    conditions: dict[str, tuple[Entree, str, str]] = {
        "": (Const("Oui"), "Oui", "Non"),
        "supplement_snp": ("identite.supplement_snp", "Oui", "Non"),
        "crise_reconnue": ("identite.crise_reconnue", "Oui", "Non"),
        "plan_redaction": ("identite.plan_crise", "rédaction", "mise à jour"),
        "plan_mise_a_jour": ("identite.plan_crise", "mise à jour", "rédaction"),
    }
    for ligne in c.droit.lignes:
        i, nom = f"ligne.{ligne.code}", ligne.libelle
        condition, ouvre, ferme = conditions[ligne.condition]
        engagee: Entree = f"mission.{ligne.mission}.engagee" if ligne.mission else Const("Oui")
        yield c.etape(
            f"{i}.national", "montant", f"{nom} : montant national", ligne=f"{i}.code", taille="identite.taille"
        )
        yield c.etape(
            f"{i}.retenu",
            "montant_retenu",
            f"{nom} : montant retenu",
            montant_national=f"{i}.national",
            montant_annexe=f"{i}.annexe",
        )
        yield c.etape(
            f"{i}.due",
            "ligne_due",
            f"{nom} : due cette année",
            engagee=engagee,
            condition=condition,
            ouvre=Const(ouvre),
            ferme=Const(ferme),
        )
        yield c.etape(
            f"{i}.depart",
            "depart_ligne",
            f"{nom} : court à partir du",
            demarrage=f"mission.{ligne.mission}.demarrage" if ligne.mission else "identite.debut",
            debut="identite.debut",
        )
        yield c.etape(
            f"{i}.montant_annee",
            "montant_annee",
            f"{nom} : montant de l'année",
            montant_retenu=f"{i}.retenu",
            effet=f"{i}.effet",
            montant_apres=f"{i}.annexe_apres",
            depart=f"{i}.depart",
            debut="identite.debut",
            fin="identite.fin",
        )
        yield c.etape(
            f"{i}.plafond", "plafond", f"{nom} : plafond", due=f"{i}.due", montant_retenu=f"{i}.montant_annee"
        )


def variables(c: Chantier) -> Iterator[Etape]:
    """Yield what the indicators of each mission have earned."""
    missions = c.colonne("indicateur", "mission")
    for ligne in c.droit.lignes:
        if ligne.volet != "variable":
            continue
        communs: dict[str, Entree] = {
            "enveloppe": f"ligne.{ligne.code}.plafond",
            "mission": f"mission.{ligne.mission}.code",
            "missions": missions,
        }
        nom = c.nom_poste(ligne.mission)
        yield c.etape(
            f"mission.{ligne.mission}.acquis",
            "acquis_mission",
            f"{nom} : acquis aux indicateurs",
            **communs,
            montants=c.colonne("indicateur", "acquis"),
        )
        yield c.etape(
            f"mission.{ligne.mission}.central",
            "acquis_mission",
            f"{nom} : attendu des indicateurs",
            **communs,
            montants=c.colonne("indicateur", "central"),
        )
        yield c.etape(
            f"mission.{ligne.mission}.ecart",
            "ecart_enveloppe",
            f"{nom} : indicateurs moins enveloppe",
            **communs,
            montants=c.colonne("indicateur", "enjeu"),
        )


def droits(c: Chantier) -> Iterator[Etape]:
    """Yield the right, advance, balance and payments of each line."""
    contrat: dict[str, Entree] = {
        "variable": "identite.taux_acompte_variable",
        "snp": "identite.taux_acompte_snp",
    }
    for ligne in c.droit.lignes:
        i, nom, m = f"ligne.{ligne.code}", ligne.libelle, f"mission.{ligne.mission}"
        if ligne.volet == "variable":
            yield c.etape(
                f"{i}.droit",
                "droit_variable",
                f"{nom} : droit ouvert",
                plafond=f"{i}.plafond",
                acquis=f"{m}.acquis",
                prorata=f"{m}.prorata_variable",
            )
        else:
            prorata: Entree = f"{m}.prorata" if ligne.mission else Const(1)
            yield c.etape(f"{i}.droit", "droit_fixe", f"{nom} : droit ouvert", plafond=f"{i}.plafond", prorata=prorata)
        yield c.etape(
            f"{i}.taux_acompte",
            "taux_acompte",
            f"{nom} : taux d'acompte",
            volet=f"{i}.volet",
            annee="identite.annee",
            taux_contrat=contrat.get(ligne.volet, Const(None)),
        )
        assiette = f"{i}.plafond" if ligne.volet == "variable" else f"{i}.droit"
        yield c.etape(
            f"{i}.acompte", "acompte", f"{nom} : acompte attendu", assiette=assiette, taux_acompte=f"{i}.taux_acompte"
        )
        yield c.etape(
            f"{i}.solde", "solde", f"{nom} : solde attendu", droit_ouvert=f"{i}.droit", acompte=f"{i}.acompte"
        )
        yield c.etape(
            f"{i}.verse",
            "verse_ligne",
            f"{nom} : versé",
            ligne=f"{i}.code",
            annee="identite.annee",
            lignes=c.colonne("versement", "ligne"),
            annees=c.colonne("versement", "annee_payee"),
            montants=c.colonne("versement", "montant"),
        )
        yield c.etape(
            f"{i}.reste",
            "reste_a_percevoir",
            f"{nom} : reste à percevoir",
            droit_ouvert=f"{i}.droit",
            verse=f"{i}.verse",
        )
        yield c.etape(
            f"{i}.trop_percu", "trop_percu", f"{nom} : trop-perçu", droit_ouvert=f"{i}.droit", verse=f"{i}.verse"
        )


def totaux(c: Chantier) -> Iterator[Etape]:
    """Yield the totals and the totals by named perimeter."""
    for champ, nom in (
        ("acompte", "acomptes attendus"),
        ("solde", "soldes attendus"),
        ("reste", "reste à percevoir"),
        ("trop_percu", "trop-perçu"),
    ):
        yield c.etape(f"total.{champ}", "total", f"Total, {nom}", montants=c.colonne("ligne", champ))
    for perimetre in PERIMETRES:
        p = f"perimetre.{perimetre.code}"
        for mesure, nom in MESURES:
            mots = perimetre.libelle[0].lower() + perimetre.libelle[1:]
            yield c.etape(
                f"{p}.{mesure}",
                "dotation",
                f"{nom} : {mots}",
                montants=c.colonne("ligne", mesure),
                familles=c.colonne("ligne", "famille"),
                avec_fonctionnement=f"{p}.fonctionnement",
                avec_supplement_snp=f"{p}.supplement_snp",
                avec_crise_variable=f"{p}.crise_variable",
            )
