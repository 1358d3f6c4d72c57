"""The indicators: values as declared, rates and amounts as computed, proof, and the series of the past years."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Sorte
from cpts_xl.engine.examen.identite import rang_annee
from cpts_xl.engine.reprise import annee_du_contrat, code_precedent, periode
from cpts_xl.engine.schema import NB_PALIERS
from cpts_xl.report.lecteur import Lecteur, ecrire
from cpts_xl.report.preuves import force, pieces_de
from cpts_xl.report.typographie import TIRET, Chiffre, composer

A_COMPLETER = str(Sorte.A_COMPLETER)
PALIERS = "paliers"
"""The mode that its thresholds and their amounts fill."""


def rangs(lecteur: Lecteur, mission: str = "") -> list[int]:
    """Return the rows of the indicators, of one mission or of all, in the order of the workbook."""
    fiches = enumerate(lecteur.dossier.liste("indicateur"), 1)
    return [rang for rang, fiche in fiches if fiche.get("id") and mission in {"", fiche.get("mission")}]


def indicateurs(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return all the indicators, in the order of the workbook."""
    return [indicateur(lecteur, rang) for rang in rangs(lecteur)]


def indicateur(lecteur: Lecteur, rang: int) -> dict[str, Any]:
    """Return the fields of one indicator."""
    i = f"indicateur.{rang}"
    fiche = lecteur.dossier.liste("indicateur")[rang - 1]
    unite = str(fiche.get("unite") or "")
    realise_ou_non = fiche.get("mode") == "réalisé"
    sans_depart = fiche.get("mode") in {"réalisé", PALIERS}
    libelle = str(fiche.get("libelle") or "Sans intitulé")
    # l'unité ne se répète pas : « % » suit les valeurs, un mot déjà dans l'intitulé suffit
    muette = realise_ou_non or unite in {"", "fait", "%"} or unite.casefold() in libelle.casefold()
    libelles = {mission.code: mission.libelle for mission in lecteur.droit.missions}
    return {
        "id": lecteur.saisie(f"{i}.id"),
        "mission": composer(libelles.get(str(fiche.get("mission")), fiche.get("mission") or TIRET)),
        "libelle": composer(libelle if muette else f"{libelle} ({unite})"),
        "intitule": composer(_intitule(libelle if muette else f"{libelle} ({unite})", fiche.get("definition"))),
        "nature": _suite(lecteur, i, ("axe", "mode", "sens"), "non renseignée"),
        "origine": origine(lecteur, i),
        "axe": lecteur.saisie(f"{i}.axe", TIRET),
        "mode": lecteur.saisie(f"{i}.mode"),
        "sens": lecteur.saisie(f"{i}.sens", TIRET),
        "depart": valeur_saisie(lecteur, f"{i}.depart", unite, TIRET if sans_depart else A_COMPLETER),
        "cible": valeur_saisie(lecteur, ident_de_cible(rang, fiche), unite, TIRET if realise_ou_non else A_COMPLETER),
        "resultat": resultat_de(lecteur, rang),
        "paliers": _paliers(fiche),
        "en_jeu": lecteur.chiffre(f"{i}.enjeu"),
        "taux": lecteur.chiffre(f"{i}.taux"),
        "acquis": lecteur.chiffre(f"{i}.acquis"),
        "statut": lecteur.texte(f"{i}.statut"),
        "motif": lecteur.saisie(f"{i}.motif", TIRET),
        "preuve": pieces_de(lecteur, rang),
        "force": force(lecteur.valeurs[f"{i}.force"]),
        "rang_de_force": lecteur.chiffre(f"{i}.force"),
        "definition": lecteur.saisie(f"{i}.definition"),
        "producteur": lecteur.saisie(f"{i}.producteur"),
        "periode": lecteur.saisie(f"{i}.periode"),
        "cellule": lecteur.cellule(f"{i}.id"),
    }


def _intitule(libelle: str, definition: Any) -> str:
    """Return the title and the definition of an indicator, as one text."""
    return f"{libelle}. {definition}" if definition else f"{libelle} (définition non renseignée)"


def origine(lecteur: Lecteur, i: str) -> str:
    """Return who produces an indicator and over which period, what is typed of them."""
    return _suite(lecteur, i, ("producteur", "periode"), "non renseignée")


def _suite(lecteur: Lecteur, i: str, champs: tuple[str, ...], vide: str) -> str:
    dits = (str(lecteur.saisie(f"{i}.{champ}", "")) for champ in champs)
    return composer(", ".join(dit for dit in dits if dit)) or vide


def en_unite(valeur: str, unite: str) -> str:
    """Return a value that is shown, with its « % » when such is the unit; words and dashes are left as they are."""
    return f"{valeur}{formats.INSECABLE}%" if unite == "%" and valeur[-1:].isdigit() else valeur


def ident_de_cible(rang: int, fiche: Any) -> str:
    """Return which input is the target of an indicator: its last step, by steps, when no target is typed."""
    # en paliers, le guide ne fait remplir que seuils et montants : viser la cible, c'est viser le dernier
    if fiche.get("mode") == PALIERS and fiche.get("cible") is None:
        for n in range(NB_PALIERS, 0, -1):
            if fiche.get(f"seuil_{n}") is not None:
                return f"indicateur.{rang}.seuil_{n}"
    return f"indicateur.{rang}.cible"


def resultat_de(lecteur: Lecteur, rang: int) -> Chiffre:
    """Return the result of an indicator as every table shows it: « 76,3 % », « non réalisé »."""
    i, fiche = f"indicateur.{rang}", lecteur.dossier.liste("indicateur")[rang - 1]
    if fiche.get("mode") == "réalisé":
        return _realise(lecteur, i)
    return _resultat(lecteur, i, fiche, str(fiche.get("unite") or ""))


def valeur_saisie(lecteur: Lecteur, ident: str, unite: str, vide: str) -> Chiffre:
    """Return a measured value, with its « % » when such is the unit."""
    saisie = lecteur.saisie(ident, vide)
    if unite == "%" and isinstance(lecteur.valeurs.get(ident), Fraction):
        return Chiffre(f"{saisie}{formats.INSECABLE}%", "", saisie.cellule)
    return saisie


def _resultat(lecteur: Lecteur, i: str, fiche: Any, unite: str) -> Chiffre:
    """Return the value that counts: the one agreed, else the one typed, else the rate of its two terms."""
    if fiche.get("valeur_retenue") is not None:
        return valeur_saisie(lecteur, f"{i}.valeur_retenue", unite, A_COMPLETER)
    if fiche.get("constate") is not None or not isinstance(lecteur.valeurs[f"{i}.mesure"], Fraction):
        return valeur_saisie(lecteur, f"{i}.constate", unite, A_COMPLETER)
    pourcent = f"{formats.INSECABLE}%" if unite == "%" else ""
    return lecteur.chiffre(f"{i}.mesure", f"{lecteur.texte(f'{i}.mesure')}{pourcent}")


def _realise(lecteur: Lecteur, i: str) -> Chiffre:
    mots = {"Oui": "réalisé", "Non": "non réalisé"}
    champ = "realise" if lecteur.valeurs.get(f"{i}.realise_retenu") is None else "realise_retenu"
    declare = lecteur.valeurs.get(f"{i}.{champ}")
    return Chiffre(mots.get(str(declare), A_COMPLETER), "", lecteur.cellule(f"{i}.{champ}"))


def _paliers(fiche: Any) -> str:
    paires = [(fiche.get(f"seuil_{n}"), fiche.get(f"montant_{n}")) for n in range(1, NB_PALIERS + 1)]
    remplis = [
        f"{ecrire(seuil)} : {formats.euros(montant) if isinstance(montant, Fraction) else ecrire(montant or TIRET)}"
        for seuil, montant in paires
        if seuil is not None
    ]
    return composer(" ; ".join(remplis)) or TIRET


def synthese_indicateurs(lecteur: Lecteur) -> dict[str, str]:
    """Return which indicators are reached, in part or not at all, by their numbers; nothing is counted."""
    places = {"atteint": "atteints", "partiel": "partiels", "non atteint": "non_atteints", "neutralisé": "neutralises"}
    mots = {
        "atteints": "atteints en totalité",
        "partiels": "atteints en partie",
        "non_atteints": "non atteints",
        "neutralises": "neutralisés",
        "a_completer": "à compléter",
    }
    tris: dict[str, list[str]] = {cle: [] for cle in mots}
    for rang in rangs(lecteur):
        statut = lecteur.valeurs[f"indicateur.{rang}.statut"]
        tris[places.get(str(statut), "a_completer")].append(str(lecteur.saisie(f"indicateur.{rang}.id")))
    phrases = list(_enumeration(tris, mots))
    phrase = f"Indicateurs {' ; '.join(phrases)}." if phrases else "Aucun indicateur n'est saisi."
    return {**{cle: ", ".join(noms) or "aucun" for cle, noms in tris.items()}, "phrase": composer(phrase)}


def _enumeration(tris: dict[str, list[str]], mots: dict[str, str]) -> Iterator[str]:
    for cle, noms in tris.items():
        if noms:
            yield f"{mots[cle]} : {', '.join(noms)}"


def indicateur_de_tete(lecteur: Lecteur, mission: str) -> int:
    """Return the row of the leading indicator: measured, and with the most at stake; 0 when there is none."""
    mesures = [
        (valeur, rang)
        for rang in rangs(lecteur, mission)
        if isinstance(valeur := lecteur.valeurs[f"indicateur.{rang}.enjeu"], Fraction)
        and isinstance(lecteur.valeurs[f"indicateur.{rang}.valeur"], Fraction)
        and lecteur.dossier.liste("indicateur")[rang - 1].get("mode") != "réalisé"
    ]
    return max(mesures, key=lambda mesure: mesure[0])[1] if mesures else 0


def serie(lecteur: Lecteur, mission: str) -> dict[str, Any]:
    """Return the leading indicator over four years at most: past ones as declared, this one as retained."""
    rang = indicateur_de_tete(lecteur, mission)
    if not rang or not passe(lecteur, lecteur.dossier.liste("indicateur")[rang - 1]):
        return {"id": "", "libelle": "", "lignes": []}
    fiche = lecteur.dossier.liste("indicateur")[rang - 1]
    unite = str(fiche.get("unite") or "")
    passees = [
        {
            "annee": periode_de(lecteur, ancienne),
            **{champ: valeur_saisie(lecteur, f"historique.{n}.{champ}", unite, TIRET)
               for champ in ("depart", "cible", "valeur")},
            "statut": lecteur.saisie(f"historique.{n}.statut", TIRET),
            "source": lecteur.saisie(f"historique.{n}.source", TIRET),
        }
        for n, ancienne in passe(lecteur, fiche)
    ]  # fmt: skip
    cette_annee = {
        "annee": cette_periode(lecteur),
        "depart": valeur_saisie(lecteur, f"indicateur.{rang}.depart", unite, TIRET),
        "cible": valeur_saisie(lecteur, ident_de_cible(rang, fiche), unite, TIRET),
        "valeur": _resultat(lecteur, f"indicateur.{rang}", fiche, unite),
        "statut": lecteur.texte(f"indicateur.{rang}.statut"),
        "source": origine(lecteur, f"indicateur.{rang}"),
    }  # fmt: skip
    return {
        "id": str(lecteur.saisie(f"indicateur.{rang}.id")),
        "libelle": composer(fiche.get("libelle") or "Sans intitulé"),
        "lignes": [*passees, cette_annee],
    }


def passe(lecteur: Lecteur, fiche: Any) -> list[tuple[int, Any]]:
    """Return the rows of the history of one indicator before this year, the last three at most, oldest first."""
    ident = code_precedent(fiche, lecteur.dossier.liste("indicateur")).casefold()
    rang = rang_annee(lecteur.dossier)
    anciennes = [
        (annee, n, ancienne)
        for n, ancienne in enumerate(lecteur.dossier.liste("historique"), 1)
        if ident
        and str(ancienne.get("indicateur") or "").strip().casefold() == ident
        and (annee := annee_du_contrat(ancienne, lecteur.dossier)) is not None
        and (rang is None or annee < rang)
    ]
    return [(n, ancienne) for _, n, ancienne in sorted(anciennes, key=lambda ligne: ligne[:2])[-3:]]


def cette_periode(lecteur: Lecteur) -> str:
    """Return the civil years of this contract year, as those of the history are written."""
    rang = rang_annee(lecteur.dossier)
    return "cette année" if rang is None else periode(rang, lecteur.dossier)


def periode_de(lecteur: Lecteur, ancienne: Any) -> str:
    """Return the civil years of a row of the history."""
    annee = annee_du_contrat(ancienne, lecteur.dossier)
    return TIRET if annee is None else periode(annee, lecteur.dossier)
