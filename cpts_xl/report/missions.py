"""The chapters of the missions, with the same rhythm for each: promise, calendar, indicators, actions, envelope."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.report.indicateurs import indicateur, rangs, serie
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.typographie import NON_RENSEIGNE, TIRET, Chiffre, composer, initiale

PROMESSES = {
    "acces": "Permettre à chaque habitant de trouver un médecin traitant et une réponse à un besoin non programmé.",
    "parcours": "Organiser, entre professionnels, le suivi des patients dont la situation demande plusieurs métiers.",
    "prevention": "Prévenir, dépister et promouvoir la santé, selon les besoins du territoire.",
    "crise": "Se tenir prêts, ensemble, à répondre à une crise sanitaire grave.",
    "qualite": "Améliorer la qualité et la pertinence des soins par l'échange entre professionnels.",
    "accompagnement": "Accueillir, former et fidéliser les professionnels de santé du territoire.",
}
"""The promise of each mission in one line; a mission of a later text has none until it is written here."""

_RUBRIQUES = ("actions", "difficultes", "perspectives")


def rubriques_de_missions(lecteur: Lecteur) -> set[str]:
    """Return the headings under which a typed text finds its place in the chapter of a mission."""
    return {f"{m.code}.{rubrique}" for m in lecteur.droit.missions for rubrique in _RUBRIQUES}


def missions(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return one chapter per mission of the text in force, engaged or not; its rank numbers its tables."""
    return [_mission(lecteur, mission, rang) for rang, mission in enumerate(lecteur.droit.missions, 1)]


def libelle_de_mission(lecteur: Lecteur, fiche: Any) -> str:
    """Return the name of the mission that a row of a table cites, or what was typed."""
    libelles = {mission.code: mission.libelle for mission in lecteur.droit.missions}
    return str(libelles.get(str(fiche.get("mission")), fiche.get("mission") or TIRET))


def _mission(lecteur: Lecteur, mission: Any, rang: int) -> dict[str, Any]:
    m = f"mission.{mission.code}"
    genre = "socle" if mission.socle else "optionnelle"
    engagee = lecteur.valeurs[f"{m}.engagee"]
    poste = f"poste.{mission.code}"
    return {
        "code": mission.code,
        "rang": str(rang),
        "titre": composer(mission.libelle),
        "type": genre,
        "engagee": engagee != "Non",
        "non_engagee": f"Mission {genre} non engagée.",
        "statut": _statut(lecteur, m, genre, engagee),
        "promesse": PROMESSES.get(mission.code, ""),
        "calendrier": [_etape(lecteur, m, "demarrage", "Démarrage"), _etape(lecteur, m, "deploiement", "Déploiement")],
        "delais": _delais(lecteur, m),
        "indicateurs": [indicateur(lecteur, n) for n in rangs(lecteur, mission.code)],
        "acquis": lecteur.chiffre(f"{m}.acquis") if f"{m}.acquis" in lecteur.valeurs else Chiffre(TIRET),
        "lignes": [
            {
                "libelle": composer(ligne.libelle),
                "plafond": lecteur.chiffre(f"ligne.{ligne.code}.plafond"),
                "droit": lecteur.chiffre(f"ligne.{ligne.code}.droit"),
                "verse": lecteur.chiffre(f"ligne.{ligne.code}.verse"),
                "reste": lecteur.chiffre(f"ligne.{ligne.code}.reste"),
            }
            for ligne in lecteur.droit.lignes
            if ligne.mission == mission.code and lecteur.ligne_montree(ligne)
        ],
        "plafond": lecteur.chiffre(f"{poste}.plafond"),
        "droit": lecteur.chiffre(f"{poste}.droit"),
        "verse": lecteur.chiffre(f"{poste}.verse"),
        "reste": lecteur.chiffre(f"{poste}.reste"),
        "depense": lecteur.chiffre(f"{poste}.depense"),
        "consommation": lecteur.chiffre(f"{poste}.consommation"),
        "cloture": lecteur.chiffre(f"{poste}.cloture"),
        "actions_menees": _actions(lecteur, mission.code),
        "serie": serie(lecteur, mission.code),
        **{rubrique: lecteur.texte_libre(f"{mission.code}.{rubrique}") for rubrique in _RUBRIQUES},
    }


def _statut(lecteur: Lecteur, m: str, genre: str, engagee: Any) -> str:
    if engagee == "Non":
        return f"Mission {genre} non engagée."
    if engagee != "Oui":
        return composer(f"Mission {genre}. Engagement à préciser : dire si elle figure au contrat.")
    phrases = [f"Mission {genre}, engagée au contrat."]
    arrete = lecteur.valeurs["identite.arrete"]
    for champ, fait, prevu, attendu in (
        ("demarrage", "Démarrée le", "Démarrage prévu le", "Démarrage non renseigné."),
        ("deploiement", "Déployée le", "Déploiement prévu le", "Déploiement non achevé à la date d'arrêté."),
    ):
        valeur = lecteur.valeurs[f"{m}.{champ}"]
        jour = formats.jour_en_lettres(valeur) if isinstance(valeur, date) else None
        # un jour qui suit l'arrêté n'est pas encore un fait, l'état étant celui de ce jour-là
        mot = prevu if isinstance(valeur, date) and isinstance(arrete, date) and valeur > arrete else fait
        phrases.append(f"{mot} {jour}." if jour else attendu)
    if _sans_part_variable(lecteur, m.partition(".")[2]):
        phrases.append("Sa part variable n'est pas due cette année : ses indicateurs ne mettent aucun euro en jeu.")
    return composer(" ".join(phrases))


def _sans_part_variable(lecteur: Lecteur, mission: str) -> bool:
    """Return whether a mission has indicators, and no variable part that they could earn: a crisis not recognised."""
    variables = [ligne for ligne in lecteur.droit.lignes if ligne.mission == mission and ligne.volet == "variable"]
    dues = [lecteur.valeurs[f"ligne.{ligne.code}.due"] for ligne in variables]
    return bool(dues) and set(dues) == {"Non"} and bool(rangs(lecteur, mission))


def _etape(lecteur: Lecteur, m: str, code: str, libelle: str) -> dict[str, Any]:
    return {
        "libelle": libelle,
        "date": lecteur.saisie(f"{m}.{code}", "non renseigné" if code == "demarrage" else "non achevé"),
        "echeance": lecteur.chiffre(f"{m}.echeance_{code}"),
        "retard": lecteur.chiffre(f"{m}.retard_{code}", jours(lecteur.valeurs[f"{m}.retard_{code}"])),
    }


def _delais(lecteur: Lecteur, m: str) -> str:
    """Return the deadlines of the text and how they were kept, in one sentence."""
    phrases = [
        f"{mot} : {lecteur.chiffre(f'{m}.echeance_{code}')}, retard : {jours(lecteur.valeurs[f'{m}.retard_{code}'])}"
        for code, mot in (("demarrage", "échéance de démarrage"), ("deploiement", "échéance de déploiement"))
        if not lecteur.sans_objet(f"{m}.echeance_{code}")
    ]
    return composer(
        initiale(" ; ".join(phrases)) + "."
        if phrases
        else "Le calendrier de déploiement de l'accord ne lui fixe aucune échéance."
    )


def _actions(lecteur: Lecteur, mission: str) -> list[dict[str, Any]]:
    """Return the actions of a mission (T9)."""
    return [
        {
            "numero": lecteur.saisie(f"action.{rang}.id"),
            "titre": lecteur.saisie(f"action.{rang}.titre"),
            "objectif": lecteur.saisie(f"action.{rang}.objectif"),
            "action": _intitule(lecteur, rang),
            "public": lecteur.saisie(f"action.{rang}.public"),
            "dates": _dates(lecteur, rang),
            "participants": lecteur.saisie(f"action.{rang}.participants"),
            "etat": lecteur.saisie(f"action.{rang}.etat"),
            "resultat": lecteur.saisie(f"action.{rang}.resultat"),
            "difficultes": lecteur.saisie(f"action.{rang}.difficultes", TIRET),
            "depense": lecteur.chiffre(f"action.{rang}.depense"),
            "budget": lecteur.montant(f"action.{rang}.budget"),
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("action"), 1)
        if fiche.get("id") and fiche.get("mission") == mission
    ]


def _intitule(lecteur: Lecteur, rang: int) -> str:
    """Return the title of an action and its aim, what is typed of them, as sentences."""
    dits = (str(lecteur.saisie(f"action.{rang}.{champ}", "")).rstrip(". ") for champ in ("titre", "objectif"))
    return composer(" ".join(f"{dit}." for dit in dits if dit)) or NON_RENSEIGNE


def _dates(lecteur: Lecteur, rang: int) -> str:
    debut, fin = (lecteur.saisie(f"action.{rang}.{champ}", "") for champ in ("debut", "fin"))
    if not debut:
        return composer(f"jusqu'au {fin}, début non renseigné" if fin else "début non renseigné")
    return composer(f"du {debut} au {fin}" if fin else f"depuis le {debut}")


def jours(valeur: Any) -> str:
    """Return a delay in words: « aucun », « 1 jour », « 79 jours »; a dash when there is no delay to speak of."""
    if not isinstance(valeur, Fraction):
        return TIRET
    if valeur == 0:
        return "aucun"
    return f"{formats.nombre(valeur)}{formats.INSECABLE}{'jour' if valeur == 1 else 'jours'}"
