"""The financial part: rights line by line, named perimeters, payments, spending, indemnities without names."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.absence import Sorte
from cpts_xl.engine.etapes import PERIMETRES
from cpts_xl.engine.schema import FONCTIONNEMENT, TOTAL
from cpts_xl.engine.schema.personnes import NATURES_PAYEES
from cpts_xl.report.chapitres.argent import (
    cadres,
    cadres_total,
    classe,
    classes,
    echeances,
    echeances_total,
    financeur,
    financeurs,
    non_depense,
    non_depense_total,
    rapprochement,
)
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.missions import jours
from cpts_xl.report.typographie import NON_RENSEIGNE, TIRET, Chiffre, composer
from cpts_xl.rules.lectures import STATUTS

_PAIEMENTS = ("heures", "indemnites", "remunerations", "total")
_POSTE = ("plafond", "droit", "verse", "depense", "consommation")
_MESURES = ("plafond", "droit", "acompte", "verse", "reste")


def finances(lecteur: Lecteur) -> dict[str, Any]:
    """Return the fields of the financial part."""
    montrees = [ligne for ligne in lecteur.droit.lignes if lecteur.ligne_montree(ligne)]
    tues = [ligne.libelle for ligne in lecteur.droit.lignes if not lecteur.ligne_montree(ligne)]
    lignes = {ligne.code: ligne.libelle for ligne in lecteur.droit.lignes}
    return {
        "lignes": [_ligne(lecteur, ligne) for ligne in montrees],
        "lignes_non_dues": composer(" ; ".join(tues)),
        "demarrage": _demarrage(lecteur),
        "totaux": {
            "plafond": lecteur.chiffre("perimetre.tout.plafond"),
            "droit": lecteur.chiffre("perimetre.tout.droit"),
            "acompte": lecteur.chiffre("total.acompte"),
            "verse": lecteur.chiffre("perimetre.tout.verse"),
            "reste": lecteur.chiffre("total.reste"),
            "trop_percu": lecteur.chiffre("total.trop_percu"),
        },
        "perimetres": [
            {
                "libelle": composer(p.libelle),
                **{mesure: lecteur.chiffre(f"perimetre.{p.code}.{mesure}") for mesure in ("plafond", "droit", "verse")},
            }
            for p in PERIMETRES
        ],
        "versements": [
            {
                "date": lecteur.saisie(f"versement.{rang}.date"),
                "ligne": composer(lignes.get(str(fiche["ligne"]), fiche["ligne"])),
                "nature": lecteur.saisie(f"versement.{rang}.nature"),
                "reference": lecteur.saisie(f"versement.{rang}.reference", TIRET),
                "montant": lecteur.montant(f"versement.{rang}.montant", "À compléter"),
                "annee": lecteur.texte(f"versement.{rang}.annee_payee"),
                "retard": jours(lecteur.valeurs[f"versement.{rang}.retard"]),
            }
            for rang, fiche in enumerate(lecteur.dossier.liste("versement"), 1)
            if fiche.get("ligne")
        ],
        "postes": _postes(lecteur),
        "postes_total": {mesure: lecteur.chiffre(f"poste.total.{mesure}") for mesure in _POSTE},
        "indemnites": _indemnites(lecteur),
        "paiements": _paiements(lecteur),
        "paiements_total": {mesure: lecteur.chiffre(f"paiement.total.{mesure}") for mesure in _PAIEMENTS},
        "echeances": echeances(lecteur),
        "echeances_total": echeances_total(lecteur),
        "cadres": cadres(lecteur),
        "cadres_total": cadres_total(lecteur),
        "charges": classes(lecteur, "charges"),
        "charges_total": classe(lecteur, "charges"),
        "produits": classes(lecteur, "produits"),
        "produits_total": classe(lecteur, "produits"),
        "rapprochement": rapprochement(lecteur),
        "financeurs": financeurs(lecteur),
        "financeurs_total": financeur(lecteur, TOTAL),
        "non_depense": non_depense(lecteur),
        "non_depense_total": non_depense_total(lecteur),
    }


def _ligne(lecteur: Lecteur, ligne: Any) -> dict[str, Any]:
    i = f"ligne.{ligne.code}"
    return {
        "libelle": composer(ligne.libelle),
        "retenu": lecteur.chiffre(f"{i}.retenu"),
        "origine": _origine(lecteur, i),
        **{mesure: lecteur.chiffre(f"{i}.{mesure}") for mesure in _MESURES},
    }


def _origine(lecteur: Lecteur, i: str) -> str:
    """Return where the amount comes from, when it is not a confirmed national amount: « annexe du contrat »."""
    if lecteur.valeurs[f"{i}.annexe"] is not None:
        return "annexe du contrat"
    if not isinstance(lecteur.valeurs[f"{i}.national"], Fraction):
        return ""
    statut = lecteur.resultat.par_id[f"{i}.national"].statut
    return "" if statut == "confirme" else f"grille nationale, {STATUTS[statut]}"


def _postes(lecteur: Lecteur) -> list[dict[str, Any]]:
    codes = (FONCTIONNEMENT, *(mission.code for mission in lecteur.droit.missions))
    return [
        {
            "libelle": composer(lecteur.valeurs[f"poste.{code}.libelle"]),
            **{mesure: lecteur.chiffre(f"poste.{code}.{mesure}") for mesure in _POSTE},
        }
        for code in codes
        if lecteur.poste_montre(code)
    ]


def _indemnites(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return one row per profession: no name, no identifier; the highest share is picked among computed ones."""
    rangs: dict[str, list[int]] = {}
    for rang, fiche in enumerate(lecteur.dossier.liste("professionnel"), 1):
        if fiche.get("id"):
            rangs.setdefault(str(fiche.get("profession") or "").casefold(), []).append(rang)
    tarifs = {str(f.get("profession") or "").casefold(): n for n, f in enumerate(lecteur.dossier.liste("tarif"), 1)}
    return [
        {
            "profession": composer(_profession(lecteur, siens)),
            "natures": ", ".join(_natures(lecteur, siens)) or TIRET,
            **{
                mesure: _par_profession(lecteur, tarifs.get(cle), mesure)
                for mesure in ("personnes", "heures", "montant")
            },
            **_plus_haute_part(lecteur, siens),
        }
        for cle, siens in sorted(rangs.items())
    ]


def _profession(lecteur: Lecteur, rangs: list[int]) -> str:
    return str(lecteur.valeurs[f"professionnel.{rangs[0]}.profession"] or NON_RENSEIGNE)


def _par_profession(lecteur: Lecteur, rang: int | None, mesure: str) -> Chiffre:
    """Return a figure of a profession; « À compléter » for one that has no line among the rates, hence no total."""
    return Chiffre(str(Sorte.A_COMPLETER)) if rang is None else lecteur.chiffre(f"tarif.{rang}.{mesure}")


def _natures(lecteur: Lecteur, rangs: list[int]) -> list[str]:
    """Return what the professionals of one profession received: indemnités, rémunérations."""
    qui = {str(lecteur.valeurs[f"professionnel.{rang}.id"]).casefold() for rang in rangs}
    vues = {
        fiche.get("nature")
        for fiche in lecteur.dossier.liste("participation")
        if str(fiche.get("professionnel") or "").casefold() in qui
    }
    return [nature for nature in NATURES_PAYEES if nature in vues]


def _plus_haute_part(lecteur: Lecteur, rangs: list[int]) -> dict[str, Chiffre]:
    """Return the highest share among those of one profession, over both civil years, and its year."""
    parts = {(rang, n): lecteur.valeurs[f"indemnite.{rang}.part_{n}"] for rang in rangs for n in (1, 2)}
    connues = {cle: part for cle, part in parts.items() if isinstance(part, Fraction)}
    if any(part not in connues.values() for part in parts.values()):
        return {"annee": Chiffre(TIRET), "part": Chiffre(str(Sorte.A_COMPLETER))}
    rang, n = max(connues, key=lambda cle: connues[cle])
    return {
        "annee": lecteur.chiffre(f"indemnite.{rang}.annee_{n}"),
        "part": lecteur.chiffre(f"indemnite.{rang}.part_{n}"),
    }


def _demarrage(lecteur: Lecteur) -> str:
    """Return the money of the start, that no total holds, and how sure it is; nothing when none is declared."""
    if lecteur.sans_objet("identite.demarrage_total"):
        return ""
    majoration, aide = (lecteur.valeurs[f"identite.{code}"] for code in ("majoration", "aide_lettre"))
    dites = []
    if majoration == "Oui":
        dites.append(f"majoration du fonctionnement, {lecteur.chiffre('identite.majoration_montant')}")
    if aide is not None and aide != 0:
        dites.append(f"aide à la lettre d'intention, {lecteur.montant('identite.aide_lettre')}")
    if majoration == "Oui" and aide is not None and aide != 0:
        dites.append(f"en tout {lecteur.chiffre('identite.demarrage_total')}")
    statut = lecteur.statut("identite.demarrage_total")
    return composer(f"Argent du démarrage, hors totaux (statut : {statut}) : {' ; '.join(dites)}.") if dites else ""


def _paiements(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return what professionals were paid for each post in the contract year."""
    codes = (FONCTIONNEMENT, *(mission.code for mission in lecteur.droit.missions))
    return [
        {
            "libelle": composer(lecteur.valeurs[f"paiement.{code}.libelle"]),
            **{mesure: lecteur.chiffre(f"paiement.{code}.{mesure}") for mesure in _PAIEMENTS},
        }
        for code in codes
        if lecteur.poste_paye(code)
    ]
