"""The plan of the cash: eighteen months, what moved up to the closing day of the statement, what is foreseen after."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Etape
from cpts_xl.engine.plan.budget import SCENARIO
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.plan.versements import echeances
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.tresorerie import CHARGE, NB_MOIS, PRODUIT


def tresorerie(c: Chantier) -> Iterator[Etape]:
    """Yield eighteen months of cash: what moved up to the closing day of the statement, what is foreseen after."""
    solde = "identite.tresorerie_ouverture"
    for rang in range(1, NB_MOIS + 1):
        yield from _mois(c, rang, solde)
        solde = f"mois.{rang}.cloture"
    t = f"mois.{TOTAL}"
    for colonne, mot in MOUVEMENTS.items():
        yield c.etape(f"{t}.{colonne}", "total", f"Dix-huit mois, {mot}", montants=c.colonne("mois", colonne))
    clotures = c.colonne("mois", "cloture")
    yield c.etape(f"{t}.cloture", "solde_le_plus_bas", "Solde le plus bas en dix-huit mois", soldes=clotures)
    yield c.etape(
        "controle.tresorerie", "controle_tresorerie", "Trésorerie jamais négative en fin de mois", soldes=clotures
    )


MOUVEMENTS = {
    "aci": "versements ACI reçus",
    "autres": "autres produits reçus",
    "aci_attendu": "versements ACI attendus",
    "anniversaire": "attendu à l'anniversaire",
    "autres_prevus": "autres produits prévus",
    "a_entrer": "entrées encore prévues",
    "paye": "dépenses payées",
    "presume": "dépenses sans date de paiement",
    "sorti": "sorti",
    "a_sortir": "charges encore prévues",
}


def _mois(c: Chantier, rang: int, solde: str) -> Iterator[Etape]:
    m, nom = f"mois.{rang}", f"Mois {rang}"
    debut, fin, etat = f"{m}.debut", f"{m}.fin", f"{m}.etat"
    periode = {"debut": debut, "fin": fin}
    yield c.etape(debut, "debut_mois", f"{nom} : du", debut="identite.debut", rang=f"{m}.code")
    yield c.etape(fin, "fin_mois", f"{nom} : au (non compris)", debut="identite.debut", rang=f"{m}.code")
    yield c.etape(etat, "etat_mois", f"{nom} : état", **periode, arrete="identite.arrete")
    yield c.etape(f"{m}.ouverture", "report", f"{nom} : solde d'ouverture", montant=solde)
    for colonne, tableau, jour, montant in (
        ("aci", "versement", "date", "montant"),
        ("autres", "produit", "verse_le", "verse"),
    ):
        yield c.etape(
            f"{m}.{colonne}",
            "total_periode",
            f"{nom} : {MOUVEMENTS[colonne]}",
            **periode,
            jours=c.colonne(tableau, jour),
            montants=c.colonne(tableau, montant),
        )
    yield from _attendus(c, rang, {**periode, "etat_mois": etat})
    paiements, montants = c.colonne("depense", "paye_le"), c.colonne("depense", "montant")
    yield c.etape(
        f"{m}.paye",
        "paye_periode",
        f"{nom} : {MOUVEMENTS['paye']}",
        **periode,
        paiements=paiements,
        montants=montants,
    )
    yield c.etape(
        f"{m}.presume",
        "paye_presume",
        f"{nom} : {MOUVEMENTS['presume']}",
        **periode,
        jours=c.colonne("depense", "date"),
        paiements=paiements,
        montants=montants,
    )
    yield c.etape(
        f"{m}.sorti", "somme_montants", f"{nom} : {MOUVEMENTS['sorti']}", premier=f"{m}.paye", second=f"{m}.presume"
    )
    yield _prevu(c, rang, "a_sortir", CHARGE, "sorti")
    yield _prevu(c, rang, "autres_prevus", PRODUIT, "autres")
    yield c.etape(
        f"{m}.a_entrer",
        "entrees_prevues",
        f"{nom} : {MOUVEMENTS['a_entrer']}",
        aci_attendu=f"{m}.aci_attendu",
        anniversaire=f"{m}.anniversaire",
        autres_prevus=f"{m}.autres_prevus",
    )
    yield c.etape(
        f"{m}.cloture",
        "cloture_mois",
        f"{nom} : solde de fin de mois",
        **{mot: f"{m}.{mot}" for mot in ("ouverture", "aci", "autres", "a_entrer", "sorti", "a_sortir")},
    )


def _attendus(c: Chantier, rang: int, mois: dict[str, str]) -> Iterator[Etape]:
    """Yield what the schedule still expects, then what the anniversary brings in the scenario shown."""
    m, nom = f"mois.{rang}", f"Mois {rang}"
    # les soldes n-1 puis les acomptes : deux suites de cases qui n'en font qu'une
    jours, ecarts = (echeances(c, "n1", champ) + echeances(c, "acompte", champ) for champ in ("date_attendue", "ecart"))
    yield c.etape(
        f"{m}.aci_attendu", "attendu_mois", f"{nom} : {MOUVEMENTS['aci_attendu']}", **mois, jours=jours, ecarts=ecarts
    )
    yield c.etape(
        f"{m}.anniversaire",
        "anniversaire_mois",
        f"{nom} : {MOUVEMENTS['anniversaire']}",
        **mois,
        anniversaire="identite.fin",
        scenario_retenu=SCENARIO,
        scenarios=c.colonne("equilibre", "code"),
        attendus=c.colonne("equilibre", "anniversaire"),
    )


def _prevu(c: Chantier, rang: int, colonne: str, sens: str, fait: str) -> Etape:
    m = f"mois.{rang}"
    return c.etape(
        f"{m}.{colonne}",
        "prevu_mois",
        f"Mois {rang} : {MOUVEMENTS[colonne]}",
        etat_mois=f"{m}.etat",
        sens_budget=Const(sens),
        debut=f"{m}.debut",
        fait=f"{m}.{fait}",
        colonne_sens=c.colonne("budget", "sens"),
        etales=c.colonne("budget", "etale"),
        mois=c.colonne("budget", "mois"),
        montants=c.colonne("budget", "retenu"),
    )
