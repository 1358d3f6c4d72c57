"""The CPTS, its contract, its year and its territory (tables T2 and T3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.typographie import NON_RENSEIGNE, Chiffre, composer


def annee(lecteur: Lecteur) -> dict[str, Any]:
    """Return the contract year in words, and the rank of the year before in the table of the years."""
    fin = lecteur.valeurs["identite.fin"]
    # la fin calculée est le premier jour qui n'y est plus ; le lecteur attend le dernier qui y est
    incluse = formats.jour_en_lettres(fin - timedelta(days=1)) if isinstance(fin, date) else NON_RENSEIGNE
    debut = lecteur.en_lettres("identite.debut")
    return {
        "numero": lecteur.chiffre("identite.annee"),
        "debut": debut,
        "fin_incluse": incluse,
        "libelle": f"du {debut} au {incluse}",
        "arrete": lecteur.en_lettres("identite.arrete"),
        "exercice": f"du {lecteur.saisie('identite.exercice_debut')} au {lecteur.saisie('identite.exercice_cloture')}",
    }


def rang_precedent(lecteur: Lecteur) -> str:
    """Return the rank of the contract year that ends when this one starts; nothing in the first year."""
    for rang in lecteur.rangs("annee"):
        if lecteur.valeurs[f"annee.{rang}.fin"] == lecteur.valeurs["identite.debut"]:
            return rang
    return ""


def rang_courant(lecteur: Lecteur) -> str:
    """Return the rank of this contract year in the table of the years; nothing when it is not known."""
    for rang in lecteur.rangs("annee"):
        if lecteur.valeurs[f"annee.{rang}.situation"] == "en cours":
            return rang
    return ""


def taille(lecteur: Lecteur) -> dict[str, Any]:
    """Return the size: retained, given by the population, and how the two compare."""
    valeurs = lecteur.valeurs
    population, contrat = valeurs["identite.population"], valeurs["identite.taille_contrat"]
    habitants = formats.nombre(population) if isinstance(population, Fraction) else NON_RENSEIGNE
    millesime = lecteur.saisie("identite.population_annee", "millésime non renseigné").replace(formats.FINE, "")
    source = f"{lecteur.saisie('identite.population_source', 'source non renseignée')}, {millesime}"
    retenue, calculee = lecteur.chiffre("identite.taille"), lecteur.chiffre("identite.taille_calculee")
    if manque(valeurs["identite.taille_calculee"]):
        phrase = _taille_sans_population(retenue, inscrite=contrat is not None)
    elif contrat is None:
        phrase = "Le contrat n'inscrit pas de taille : celle que donne la population est retenue."
    elif valeurs["identite.taille"] == valeurs["identite.taille_calculee"]:
        phrase = "La taille inscrite au contrat est celle que donne la population."
    else:
        phrase = f"La taille inscrite au contrat ({retenue}) l'emporte sur celle que donne la population ({calculee})."
    return {
        "retenue": retenue,
        "calculee": calculee,
        "population": habitants,
        "source": composer(source),
        "statut": lecteur.statut("identite.taille_calculee"),
        "forcee": contrat is not None,
        "phrase": composer(phrase),
        "garde": composer(f"{_taille_de_garde(valeurs['identite.taille'], retenue)}, {_habitants(population)}"),
    }


def _taille_sans_population(retenue: Chiffre, *, inscrite: bool) -> str:
    """Return what is known of the size when the population gives none."""
    if inscrite:
        return f"La taille inscrite au contrat ({retenue}) est retenue ; celle que donne la population reste à établir."
    return "Le contrat n'inscrit pas de taille, et celle que donne la population reste à établir."


def _taille_de_garde(valeur: Any, retenue: Chiffre) -> str:
    return "CPTS dont la taille reste à établir" if manque(valeur) else f"CPTS de taille {retenue}"


def _habitants(population: Any) -> str:
    connue = isinstance(population, Fraction)
    return f"{formats.nombre(population)} habitants" if connue else "population non renseignée"


def identite(lecteur: Lecteur, cpts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows of the table of identity (T2)."""
    la_taille = taille(lecteur)
    rangs: list[tuple[str, str | Chiffre]] = [
        ("Nom", cpts["nom"]),
        ("N° FINESS", cpts["finess"]),
        ("N° RNA", cpts["rna"]),
        ("N° SIRET", cpts["siret"]),
        ("Siège", cpts["adresse"]),
        ("Présidence", cpts["presidence"]),
        ("Coordination", cpts["coordination"]),
        ("Caisse signataire", cpts["cpam"]),
        ("Agence régionale de santé", cpts["ars"]),
        ("Contrat signé le", lecteur.en_lettres("identite.signature")),
        ("Année du contrat", lecteur.chiffre("identite.annee")),
        ("Anniversaire du contrat", lecteur.chiffre("identite.fin")),
        ("Population du territoire", _population(lecteur, la_taille)),
        ("Taille d'après la population", la_taille["calculee"]),
        *_fiabilite(lecteur),
        ("Taille inscrite au contrat", lecteur.saisie("identite.taille_contrat", "non inscrite")),
        ("Taille retenue", la_taille["retenue"]),
    ]
    return [{"libelle": composer(libelle), "valeur": _figure(valeur)} for libelle, valeur in rangs]


def _fiabilite(lecteur: Lecteur) -> list[tuple[str, str]]:
    """Return how sure the size is, when it is not: the brackets are known, their very bound may not be."""
    population = lecteur.valeurs["identite.population"]
    bornes = [lecteur.droit.parametre("seuil_taille", taille_) for taille_ in range(2, 5)]
    if not any(borne.valeur == population and borne.statut != "confirme" for borne in bornes):
        return []
    return [
        (
            "Fiabilité de la taille",
            f"{lecteur.statut('identite.taille_calculee')}, la population étant juste à la borne",
        )
    ]


def _population(lecteur: Lecteur, la_taille: Mapping[str, Any]) -> str:
    connue = isinstance(lecteur.valeurs["identite.population"], Fraction)
    return f"{la_taille['population']} habitants ({la_taille['source']})" if connue else "non renseignée"


def _figure(valeur: str | Chiffre) -> Chiffre:
    return valeur if isinstance(valeur, Chiffre) else Chiffre(valeur)


def territoire(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the rows of the table of the territory and its needs (T3): value with its unit, year and source."""
    return [
        {
            "rubrique": composer(fiche["rubrique"]),
            "valeur": _mesure(lecteur, rang, fiche),
            "annee": _millesime(fiche),
            "source": lecteur.saisie(f"territoire.{rang}.source"),
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("territoire"), 1)
        if fiche.get("rubrique")
    ]


def _millesime(fiche: Mapping[str, Any]) -> str:
    """Return a year without the space of the thousands."""
    annee_de_la_donnee = fiche.get("annee")
    return NON_RENSEIGNE if annee_de_la_donnee is None else formats.nombre(annee_de_la_donnee).replace(formats.FINE, "")


def _mesure(lecteur: Lecteur, rang: int, fiche: Mapping[str, Any]) -> Chiffre:
    saisie = lecteur.saisie(f"territoire.{rang}.valeur")
    unite = str(fiche.get("unite") or "")
    if fiche.get("valeur") is None or not unite:
        return saisie
    return Chiffre(f"{saisie}{formats.INSECABLE}{unite}", "", saisie.cellule)
