"""The chapters of the missions: calendar, indicators, envelope and free texts, with the same rhythm for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Sorte
from cpts_xl.engine.schema import NB_PALIERS
from cpts_xl.report.lecteur import Lecteur, ecrire
from cpts_xl.report.preuves import force, pieces_de
from cpts_xl.report.typographie import TIRET, Chiffre, composer

A_COMPLETER = str(Sorte.A_COMPLETER)
_RUBRIQUES = ("actions", "difficultes", "perspectives")


def rubriques_de_missions(lecteur: Lecteur) -> set[str]:
    """Return the headings under which a typed text finds its place in the chapter of a mission."""
    return {f"{m.code}.{rubrique}" for m in lecteur.droit.missions for rubrique in _RUBRIQUES}


def missions(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return one chapter per mission of the text in force, engaged or not."""
    return [_mission(lecteur, mission) for mission in lecteur.droit.missions]


def _mission(lecteur: Lecteur, mission: Any) -> dict[str, Any]:
    m = f"mission.{mission.code}"
    genre = "socle" if mission.socle else "optionnelle"
    engagee = lecteur.valeurs[f"{m}.engagee"]
    poste = f"poste.{mission.code}"
    rangs = _rangs(lecteur, mission.code)
    return {
        "code": mission.code,
        "titre": composer(mission.libelle),
        "type": genre,
        "engagee": engagee != "Non",
        "non_engagee": f"Mission {genre} non engagée.",
        "statut": _statut(lecteur, m, genre, engagee),
        "calendrier": [_etape(lecteur, m, "demarrage", "Démarrage"), _etape(lecteur, m, "deploiement", "Déploiement")],
        "indicateurs": [_indicateur(lecteur, rang) for rang in rangs],
        "acquis": lecteur.chiffre(f"{m}.acquis") if f"{m}.acquis" in lecteur.valeurs else Chiffre(TIRET),
        "lignes": [
            {
                "libelle": composer(ligne.libelle),
                "plafond": lecteur.chiffre(f"ligne.{ligne.code}.plafond"),
                "droit": lecteur.chiffre(f"ligne.{ligne.code}.droit"),
                "verse": lecteur.chiffre(f"ligne.{ligne.code}.verse"),
            }
            for ligne in lecteur.droit.lignes
            if ligne.mission == mission.code and lecteur.ligne_montree(ligne)
        ],
        "plafond": lecteur.chiffre(f"{poste}.plafond"),
        "droit": lecteur.chiffre(f"{poste}.droit"),
        "verse": lecteur.chiffre(f"{poste}.verse"),
        "depense": lecteur.chiffre(f"{poste}.depense"),
        **{rubrique: lecteur.texte_libre(f"{mission.code}.{rubrique}") for rubrique in _RUBRIQUES},
    }


def _statut(lecteur: Lecteur, m: str, genre: str, engagee: Any) -> str:
    if engagee == "Non":
        return f"Mission {genre} non engagée."
    if engagee != "Oui":
        return composer(f"Mission {genre}. Engagement à préciser : dire si elle figure au contrat.")
    phrases = [f"Mission {genre}, engagée au contrat."]
    for champ, fait, attendu in (
        ("demarrage", "Démarrée le", "Démarrage non renseigné."),
        ("deploiement", "Déployée le", "Déploiement non achevé à la date d'arrêté."),
    ):
        valeur = lecteur.valeurs[f"{m}.{champ}"]
        jour = formats.jour_en_lettres(valeur) if isinstance(valeur, date) else None
        phrases.append(f"{fait} {jour}." if jour else attendu)
    return composer(" ".join(phrases))


def _etape(lecteur: Lecteur, m: str, code: str, libelle: str) -> dict[str, Any]:
    return {
        "libelle": libelle,
        "date": lecteur.saisie(f"{m}.{code}", "non renseigné" if code == "demarrage" else "non achevé"),
        "echeance": lecteur.chiffre(f"{m}.echeance_{code}"),
        "retard": lecteur.chiffre(f"{m}.retard_{code}", jours(lecteur.valeurs[f"{m}.retard_{code}"])),
    }


def jours(valeur: Any) -> str:
    """Return a delay in words: « aucun », « 1 jour », « 79 jours »; a dash when there is no delay to speak of."""
    if not isinstance(valeur, Fraction):
        return TIRET
    if valeur == 0:
        return "aucun"
    return f"{formats.nombre(valeur)}{formats.INSECABLE}{'jour' if valeur == 1 else 'jours'}"


def _rangs(lecteur: Lecteur, mission: str = "") -> list[int]:
    fiches = enumerate(lecteur.dossier.liste("indicateur"), 1)
    return [rang for rang, fiche in fiches if fiche.get("id") and mission in {"", fiche.get("mission")}]


def indicateurs(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return all the indicators, in the order of the workbook."""
    return [_indicateur(lecteur, rang) for rang in _rangs(lecteur)]


def _indicateur(lecteur: Lecteur, rang: int) -> dict[str, Any]:
    i = f"indicateur.{rang}"
    fiche = lecteur.dossier.liste("indicateur")[rang - 1]
    unite = str(fiche.get("unite") or "")
    realise_ou_non = fiche.get("mode") == "réalisé"
    libelle = str(fiche.get("libelle") or "Sans intitulé")
    # l'unité ne se répète pas : « % » suit les valeurs, un mot déjà dans l'intitulé suffit
    muette = realise_ou_non or unite in {"", "fait", "%"} or unite.casefold() in libelle.casefold()
    libelles = {mission.code: mission.libelle for mission in lecteur.droit.missions}
    return {
        "id": lecteur.saisie(f"{i}.id"),
        "mission": composer(libelles.get(str(fiche.get("mission")), fiche.get("mission") or TIRET)),
        "libelle": composer(libelle if muette else f"{libelle} ({unite})"),
        "axe": lecteur.saisie(f"{i}.axe", TIRET),
        "mode": lecteur.saisie(f"{i}.mode"),
        "sens": lecteur.saisie(f"{i}.sens", TIRET),
        "depart": _valeur(lecteur, f"{i}.depart", unite, TIRET if realise_ou_non else A_COMPLETER),
        "cible": _valeur(lecteur, f"{i}.cible", unite, TIRET if realise_ou_non else A_COMPLETER),
        "resultat": _realise(lecteur, i) if realise_ou_non else _resultat(lecteur, i, fiche, unite),
        "paliers": _paliers(fiche),
        "en_jeu": lecteur.chiffre(f"{i}.enjeu"),
        "taux": lecteur.chiffre(f"{i}.taux"),
        "acquis": lecteur.chiffre(f"{i}.acquis"),
        "statut": lecteur.texte(f"{i}.statut"),
        "motif": lecteur.saisie(f"{i}.motif", TIRET),
        "preuve": pieces_de(lecteur, rang),
        "force": force(lecteur.valeurs[f"{i}.force"]),
        "cellule": lecteur.cellule(f"{i}.id"),
    }


def _valeur(lecteur: Lecteur, ident: str, unite: str, vide: str) -> Chiffre:
    """Return a measured value, with its « % » when such is the unit."""
    saisie = lecteur.saisie(ident, vide)
    if unite == "%" and isinstance(lecteur.valeurs.get(ident), Fraction):
        return Chiffre(f"{saisie}{formats.INSECABLE}%", "", saisie.cellule)
    return saisie


def _resultat(lecteur: Lecteur, i: str, fiche: Any, unite: str) -> Chiffre:
    """Return the value that counts: the one agreed, else the one typed, else the rate of its two terms."""
    if fiche.get("valeur_retenue") is not None:
        return _valeur(lecteur, f"{i}.valeur_retenue", unite, A_COMPLETER)
    if fiche.get("constate") is not None or not isinstance(lecteur.valeurs[f"{i}.mesure"], Fraction):
        return _valeur(lecteur, f"{i}.constate", unite, A_COMPLETER)
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
    for rang in _rangs(lecteur):
        statut = lecteur.valeurs[f"indicateur.{rang}.statut"]
        tris[places.get(str(statut), "a_completer")].append(str(lecteur.saisie(f"indicateur.{rang}.id")))
    phrases = list(_enumeration(tris, mots))
    phrase = f"Indicateurs {' ; '.join(phrases)}." if phrases else "Aucun indicateur n'est saisi."
    return {**{cle: ", ".join(noms) or "aucun" for cle, noms in tris.items()}, "phrase": composer(phrase)}


def _enumeration(tris: dict[str, list[str]], mots: dict[str, str]) -> Iterator[str]:
    for cle, noms in tris.items():
        if noms:
            yield f"{mots[cle]} : {', '.join(noms)}"
