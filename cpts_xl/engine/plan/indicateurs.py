"""The plan of the indicators: from a measured value to euros, what is still to be won, what does not agree."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import NB_PALIERS

VERDICTS = (
    ("cibles", "controle_cible", "progression", "Indicateurs : départ et progression donnent la cible imprimée"),
    ("taux_imprimes", "controle_taux", "numerateur", "Indicateurs : taux imprimés égaux au rapport de leurs termes"),
    ("poids", "controle_poids", "poids", "Indicateurs : euros inscrits égaux à ceux du poids"),
    ("desaccords", "controle_cpam", "id", "Indicateurs : aucun désaccord ouvert avec la CPAM"),
    ("preuves", "controle_preuve", "id", "Indicateurs : chaque montant acquis a une pièce valable"),
)
"""The checks of the list: code, column of verdicts, input that calls for one, label."""


def indicateurs(c: Chantier) -> Iterator[Etape]:
    """Yield the steps of each indicator."""
    declares = c.dossier.liste("indicateur")
    for rang in c.rangs("indicateur"):
        i = f"indicateur.{rang}"
        fiche = declares[rang - 1] if rang <= len(declares) else {}
        nom = f"Indicateur {fiche.get('id') or rang}"
        yield from _enjeu(c, i, nom)
        yield from _mesure(c, i, nom)
        yield from _acquis(c, i, nom)
        yield from _coherence(c, i, nom)


def controles_indicateurs(c: Chantier) -> Iterator[Etape]:
    """Yield the checks of the whole list: one per column of verdicts."""
    for code, colonne, saisie, libelle in VERDICTS:
        yield c.etape(
            f"controle.{code}",
            "controle_lignes",
            libelle,
            saisies=c.colonne("indicateur", saisie),
            verdicts=c.colonne("indicateur", colonne),
        )


def _enjeu(c: Chantier, i: str, nom: str) -> Iterator[Etape]:
    yield c.etape(
        f"{i}.montant_poids",
        "montant_poids",
        f"{nom} : montant d'après le poids",
        f"{i}.poids",
        poids=f"{i}.poids",
        mission=f"{i}.mission",
        postes=c.colonne("ligne", "poste"),
        volets=c.colonne("ligne", "volet"),
        montants=c.colonne("ligne", "plafond"),
    )
    yield c.etape(
        f"{i}.enjeu",
        "enjeu",
        f"{nom} : montant en jeu retenu",
        f"{i}.id",
        montant_en_jeu=f"{i}.montant_en_jeu",
        montant_poids=f"{i}.montant_poids",
        mission=f"{i}.mission",
        postes=c.colonne("ligne", "poste"),
        volets=c.colonne("ligne", "volet"),
        dues=c.colonne("ligne", "due"),
    )


def _mesure(c: Chantier, i: str, nom: str) -> Iterator[Etape]:
    cle = f"{i}.id"
    yield c.etape(
        f"{i}.mesure",
        "valeur_mesuree",
        f"{nom} : valeur mesurée",
        cle,
        mode=f"{i}.mode",
        constate=f"{i}.constate",
        numerateur=f"{i}.numerateur",
        denominateur=f"{i}.denominateur",
        base_taux=f"{i}.base",
    )
    yield c.etape(
        f"{i}.valeur",
        "valeur_retenue",
        f"{nom} : valeur retenue",
        cle,
        valeur_mesuree=f"{i}.mesure",
        valeur_convenue=f"{i}.valeur_retenue",
    )
    yield c.etape(
        f"{i}.palier",
        "palier",
        f"{nom} : palier atteint",
        cle,
        mode=f"{i}.mode",
        sens=f"{i}.sens",
        constate=f"{i}.valeur",
        seuils=tuple(f"{i}.seuil_{n}" for n in range(1, NB_PALIERS + 1)),
    )
    yield c.etape(
        f"{i}.montant_palier",
        "montant_palier",
        f"{nom} : montant du palier",
        cle,
        palier=f"{i}.palier",
        montants=tuple(f"{i}.montant_{n}" for n in range(1, NB_PALIERS + 1)),
    )
    yield c.etape(
        f"{i}.avancement",
        "avancement",
        f"{nom} : chemin parcouru",
        cle,
        mode=f"{i}.mode",
        sens=f"{i}.sens",
        depart=f"{i}.depart",
        cible=f"{i}.cible",
        constate=f"{i}.valeur",
    )
    yield c.etape(
        f"{i}.taux_mesure",
        "taux_atteinte",
        f"{nom} : taux d'atteinte",
        cle,
        mode=f"{i}.mode",
        realise=f"{i}.realise",
        montant_palier=f"{i}.montant_palier",
        montant_en_jeu=f"{i}.enjeu",
        avancement=f"{i}.avancement",
        realise_convenu=f"{i}.realise_retenu",
    )


def _acquis(c: Chantier, i: str, nom: str) -> Iterator[Etape]:
    cle, neutralisation = f"{i}.id", f"{i}.neutralisation"
    yield c.etape(
        f"{i}.taux",
        "taux_retenu",
        f"{nom} : taux retenu",
        cle,
        taux_atteinte=f"{i}.taux_mesure",
        neutralisation=neutralisation,
    )
    yield c.etape(
        f"{i}.mesure_saisie",
        "mesure_saisie",
        f"{nom} : mesure saisie",
        cle,
        mode=f"{i}.mode",
        constate=f"{i}.constate",
        numerateur=f"{i}.numerateur",
        valeur_convenue=f"{i}.valeur_retenue",
        realise=f"{i}.realise",
        realise_convenu=f"{i}.realise_retenu",
    )
    yield c.etape(
        f"{i}.statut",
        "statut_indicateur",
        f"{nom} : statut",
        cle,
        taux_retenu=f"{i}.taux",
        mesure_saisie=f"{i}.mesure_saisie",
        neutralisation=neutralisation,
    )
    yield c.etape(
        f"{i}.acquis",
        "montant_acquis",
        f"{nom} : montant acquis",
        cle,
        montant_en_jeu=f"{i}.enjeu",
        taux_atteinte=f"{i}.taux",
    )
    yield c.etape(
        f"{i}.reste_enjeu",
        "reste_enjeu",
        f"{nom} : reste à gagner",
        cle,
        enjeu=f"{i}.enjeu",
        acquis=f"{i}.acquis",
        statut=f"{i}.statut",
    )
    yield c.etape(
        f"{i}.central",
        "acquis_attendu",
        f"{nom} : acquis attendu",
        cle,
        enjeu=f"{i}.enjeu",
        acquis=f"{i}.acquis",
        statut=f"{i}.statut",
        prevision=f"{i}.prevision",
    )


def _coherence(c: Chantier, i: str, nom: str) -> Iterator[Etape]:
    """Yield what two readings of the same contract must agree on; empty where there is nothing to compare."""
    yield c.etape(
        f"{i}.controle_cible",
        "controle_cible",
        f"{nom} : départ, progression et cible",
        f"{i}.progression",
        depart=f"{i}.depart",
        progression=f"{i}.progression",
        cible=f"{i}.cible",
    )
    yield c.etape(
        f"{i}.controle_taux",
        "controle_taux",
        f"{nom} : taux imprimé",
        f"{i}.numerateur",
        constate=f"{i}.constate",
        numerateur=f"{i}.numerateur",
        denominateur=f"{i}.denominateur",
        base_taux=f"{i}.base",
    )
    yield c.etape(
        f"{i}.controle_poids",
        "controle_egalite",
        f"{nom} : euros et poids",
        f"{i}.poids",
        valeur_a=f"{i}.enjeu",
        valeur_b=f"{i}.montant_poids",
    )
    yield c.etape(
        f"{i}.ecart_cpam",
        "ecart_cpam",
        f"{nom} : valeur CPAM moins valeur CPTS",
        f"{i}.valeur_cpam",
        valeur_cpam=f"{i}.valeur_cpam",
        valeur_mesuree=f"{i}.mesure",
    )
    yield c.etape(
        f"{i}.controle_cpam",
        "controle_cpam",
        f"{nom} : accord avec la CPAM",
        f"{i}.id",
        mode=f"{i}.mode",
        valeur_mesuree=f"{i}.mesure",
        valeur_cpam=f"{i}.valeur_cpam",
        valeur_convenue=f"{i}.valeur_retenue",
        realise=f"{i}.realise",
        realise_cpam=f"{i}.realise_cpam",
        realise_convenu=f"{i}.realise_retenu",
    )
