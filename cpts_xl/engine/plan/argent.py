"""The plan of the envelopes: ceiling, earned, paid, received and spent side by side; what the other funders bring."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import MESURES, Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.argent import ACI, FINANCEURS, PERIODES

EXERCICE = {"debut": "identite.exercice_debut", "fin": "identite.exercice_fin"}
ANNEE = {"debut": "identite.debut", "fin": "identite.fin"}


def calendriers(c: Chantier) -> Iterator[Etape]:
    """Yield the three calendars, each with its own days, what was received and what was spent in it."""
    for code, (libelle, _sert) in PERIODES.items():
        p = f"calendrier.{code}"
        if code.startswith("civile"):
            yield c.etape(
                f"{p}.debut", "debut_civil", f"{libelle} : début", jour="identite.debut", decalage=f"{p}.decalage"
            )
            yield c.etape(f"{p}.fin", "debut_civil", f"{libelle} : fin", jour="identite.fin", decalage=f"{p}.decalage")
        else:
            bornes = ANNEE if code == "contrat" else EXERCICE
            yield c.etape(f"{p}.debut", "date_prevue", f"{libelle} : début", jour=bornes["debut"])
            yield c.etape(f"{p}.fin", "date_prevue", f"{libelle} : fin", jour=bornes["fin"])
        if code == "contrat":
            yield c.etape(f"{p}.droit", "report", f"{libelle} : droit ouvert", montant="perimetre.tout.droit")
        for colonne, tableau, mot in (("encaisse", "versement", "reçu de l'ACI"), ("depense", "depense", "dépensé")):
            yield c.etape(
                f"{p}.{colonne}",
                "total_periode",
                f"{libelle} : {mot}",
                debut=f"{p}.debut",
                fin=f"{p}.fin",
                jours=c.colonne(tableau, "date"),
                montants=c.colonne(tableau, "montant"),
            )


def encaisses(c: Chantier) -> Iterator[Etape]:
    """Yield what each line brought in during the contract year, whatever year it pays."""
    for ligne in c.droit.lignes:
        i = f"ligne.{ligne.code}"
        yield c.etape(
            f"{i}.encaisse",
            "cumul_periode",
            f"{ligne.libelle} : encaissé dans l'année",
            code=f"{i}.code",
            **ANNEE,
            codes=c.colonne("versement", "ligne"),
            jours=c.colonne("versement", "date"),
            montants=c.colonne("versement", "montant"),
        )


def postes(c: Chantier) -> Iterator[Etape]:
    """Yield the figures of each post and their total: contract year first, then accounting year."""
    for code, libelle in c.postes.items():
        p = f"poste.{code}"
        for mesure, mot in (*MESURES, ("reste", "Reste à percevoir"), ("encaisse", "Encaissé")):
            yield c.etape(
                f"{p}.{mesure}",
                "cumul_ligne",
                f"{libelle} : {mot.lower()}",
                ligne=f"{p}.code",
                lignes=c.colonne("ligne", "poste"),
                montants=c.colonne("ligne", mesure),
            )
        yield from _depenses(c, code, "", "")
        yield c.etape(
            f"{p}.consommation",
            "consommation",
            f"{libelle} : part du droit consommée",
            depense=f"{p}.depense",
            droit_ouvert=f"{p}.droit",
        )
        yield c.etape(f"{p}.reporte", "report", f"{libelle} : reporté à l'ouverture", montant=f"{p}.ouverture")
        yield c.etape(
            f"{p}.cloture",
            "cloture_enveloppe",
            f"{libelle} : non dépensé à la clôture",
            ouverture=f"{p}.ouverture",
            encaisse=f"{p}.encaisse",
            depense=f"{p}.depense",
        )
        yield from _depenses(c, code, "_exercice", " dans l'exercice")
    yield from _totaux(c)


def _depenses(c: Chantier, code: str, suffixe: str, mots: str) -> Iterator[Etape]:
    """Yield what was spent on a post in one calendar: put on it, given to it by the keys, and both."""
    p, libelle = f"poste.{code}", c.postes[code]
    yield c.etape(
        f"{p}.directe{suffixe}",
        "cumul_periode",
        f"{libelle} : dépensé en direct{mots}",
        code=f"{p}.code",
        **(EXERCICE if suffixe else ANNEE),
        codes=c.colonne("depense", "poste"),
        jours=c.colonne("depense", "date"),
        montants=c.colonne("depense", "montant"),
    )
    yield c.etape(
        f"{p}.repartie{suffixe}",
        "cumul_reparti",
        f"{libelle} : réparti par les clés{mots}",
        cles=c.colonne("cle", "id"),
        quotes=c.colonne("repartition", f"{code}{suffixe}"),
    )
    yield c.etape(
        f"{p}.depense{suffixe}",
        "somme_montants",
        f"{libelle} : dépensé{mots}",
        premier=f"{p}.directe{suffixe}",
        second=f"{p}.repartie{suffixe}",
    )


def _totaux(c: Chantier) -> Iterator[Etape]:
    t = f"poste.{TOTAL}"
    for mesure, mot in (
        *MESURES,
        ("reste", "Reste à percevoir"),
        ("reporte", "Reporté à l'ouverture"),
        ("encaisse", "Encaissé"),
        ("directe", "Dépensé en direct"),
        ("repartie", "Réparti par les clés"),
        ("cloture", "Non dépensé à la clôture"),
        ("directe_exercice", "Dépensé en direct dans l'exercice"),
        ("repartie_exercice", "Réparti par les clés dans l'exercice"),
    ):
        yield c.etape(f"{t}.{mesure}", "total", f"Total, {mot.lower()}", montants=c.colonne("poste", mesure))
    for suffixe, periode, mots in (("", "contrat", ""), ("_exercice", "exercice", " dans l'exercice")):
        yield c.etape(
            f"{t}.depense{suffixe}",
            "total_affecte",
            f"Total, dépensé{mots}",
            affectes=c.colonne("poste", f"depense{suffixe}"),
            ensemble=f"calendrier.{periode}.depense",
        )
    yield c.etape(
        f"{t}.consommation",
        "consommation",
        "Total : part du droit consommée",
        depense=f"{t}.depense",
        droit_ouvert=f"{t}.droit",
    )


def financeurs(c: Chantier) -> Iterator[Etape]:
    """Yield what each funder granted, paid and owes; what came in the accounting year, and how much of it is public."""
    for rang in c.rangs("produit"):
        p, cle, nom = f"produit.{rang}", f"produit.{rang}.financeur", f"Produit, ligne {rang}"
        yield c.etape(f"{p}.reste", "reste_produit", f"{nom} : reste", cle, attribue=f"{p}.attribue", recu=f"{p}.verse")
        yield c.etape(
            f"{p}.exercice",
            "recu_periode",
            f"{nom} : reçu dans l'exercice",
            cle,
            recu=f"{p}.verse",
            recu_le=f"{p}.verse_le",
            **EXERCICE,
        )
        yield c.etape(
            f"{p}.public_exercice",
            "part_publique",
            f"{nom} : argent public de l'exercice",
            cle,
            publique=f"{p}.public",
            recu=f"{p}.exercice",
        )
    yield from _aci(c)
    for code, mot in FINANCEURS.items():
        f = f"financeur.{code}"
        for colonne, source, nom in (
            ("attribue", "attribue", "attribué"),
            ("reste", "reste", "reste"),
            ("recu_exercice", "exercice", "reçu dans l'exercice"),
            ("public_exercice", "public_exercice", "argent public de l'exercice"),
        ):
            yield c.etape(
                f"{f}.{colonne}",
                "cumul_ligne",
                f"Financeur {mot} : {nom}",
                ligne=f"{f}.libelle",
                lignes=c.colonne("produit", "financeur"),
                montants=c.colonne("produit", source),
            )
        yield c.etape(
            f"{f}.verse", "difference", f"Financeur {mot} : reçu", montant=f"{f}.attribue", retranche=f"{f}.reste"
        )
    for colonne, mot in (
        ("attribue", "attribué"),
        ("verse", "reçu"),
        ("reste", "reste"),
        ("recu_exercice", "reçu dans l'exercice"),
        ("public_exercice", "argent public de l'exercice"),
    ):
        yield c.etape(
            f"financeur.{TOTAL}.{colonne}", "total", f"Total, {mot}", montants=c.colonne("financeur", colonne)
        )


def _aci(c: Chantier) -> Iterator[Etape]:
    """Yield the row of the ACI: its right and its payments are those of the contract year, its receipts are dated."""
    f = f"financeur.{ACI}"
    yield c.etape(f"{f}.attribue", "report", "ACI : droit ouvert de l'année", montant="perimetre.tout.droit")
    yield c.etape(f"{f}.verse", "report", "ACI : versé au titre de l'année", montant="perimetre.tout.verse")
    yield c.etape(f"{f}.reste", "report", "ACI : reste à percevoir", montant="total.reste")
    for colonne in ("recu_exercice", "public_exercice"):
        yield c.etape(f"{f}.{colonne}", "report", "ACI : reçu dans l'exercice", montant="calendrier.exercice.encaisse")


def controles_argent(c: Chantier) -> Iterator[Etape]:
    """Yield the checks of the money: keys whole, every spending placed, public money against the threshold."""
    yield c.etape(
        "controle.cles",
        "controle_cles",
        "Chaque clé de répartition fait 100 %",
        cles=c.colonne("cle", "id"),
        verdicts=c.colonne("cle", "controle"),
    )
    for nom, suffixe, periode, mots in (
        ("affectation", "", "contrat", "l'année conventionnelle"),
        ("affectation_exercice", "_exercice", "exercice", "l'exercice"),
    ):
        yield c.etape(
            f"controle.{nom}",
            "controle_affectation",
            f"Toutes les dépenses de {mots} ont un poste ou une clé",
            affectes=c.colonne("poste", f"depense{suffixe}"),
            ensemble=f"calendrier.{periode}.depense",
        )
    yield c.etape(
        "controle.commissaire",
        "controle_commissaire",
        "Argent public reçu dans l'exercice, sous le seuil du commissaire aux comptes",
        verse=f"financeur.{TOTAL}.public_exercice",
    )
