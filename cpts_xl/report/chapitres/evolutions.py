"""What changed since last year, by cause: size, rules, definitions, values (T18). Nothing is subtracted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.reprise import (
    NOUVEL,
    TERMINE,
    code_precedent,
    derniers_connus,
    lignes_abrogees,
    termines,
)
from cpts_xl.law import en_vigueur
from cpts_xl.report.chapitres.cpts import rang_courant, rang_precedent
from cpts_xl.report.chapitres.essentiel import evolution
from cpts_xl.report.indicateurs import en_unite
from cpts_xl.report.lecteur import Lecteur, ecrire
from cpts_xl.report.typographie import NON_RENSEIGNE, TIRET, composer

HISTORIQUE_VIDE = "historique non saisi : rien à comparer"
PREMIERE = "Première année du contrat\u00a0: aucune année antérieure à comparer."


def evolutions(lecteur: Lecteur) -> dict[str, Any]:
    """Return the changes of the contract (T18.1), those of the indicators (T18.2), and why there are none."""
    avant = rang_precedent(lecteur)
    indicateurs = list(_indicateurs(lecteur))
    return {
        "contrat": list(_contrat(lecteur, avant)) if avant else [],
        "indicateurs": indicateurs,
        "sans_objet": "" if avant else PREMIERE,
    }


def _contrat(lecteur: Lecteur, avant: str) -> Iterator[dict[str, str]]:
    """Yield the causes that weigh on every amount: population, size, texts, rights."""
    v = lecteur.valeurs
    population = v["identite.population"]
    yield _ligne("Taille", "Population du territoire", _nombre(v[f"annee.{avant}.population"]), _nombre(population),
                 evolution(population, v[f"annee.{avant}.population"]))  # fmt: skip
    ancienne, actuelle = v[f"annee.{avant}.taille_annee"], v["identite.taille"]
    yield _ligne("Taille", "Taille retenue", lecteur.texte(f"annee.{avant}.taille_annee"),
                 lecteur.texte("identite.taille"), evolution(actuelle, ancienne))  # fmt: skip
    yield _regle(lecteur, avant)
    yield from _abrogees(lecteur, avant)
    rang = rang_courant(lecteur)
    for mesure, objet in (
        ("plafond", "Plafond, toutes lignes"), ("droit", "Droit ouvert, toutes lignes"),
        ("depense", "Dépensé, tous postes"),
    ):  # fmt: skip
        yield _ligne("Valeur", objet, lecteur.chiffre(f"annee.{avant}.{mesure}_annee"),
                     lecteur.chiffre(f"annee.{rang}.{mesure}_annee"),
                     lecteur.ecart(f"annee.{rang}.{mesure}_evolution"))  # fmt: skip


def _ligne(cause: str, objet: str, avant: str, apres: str, constat: str) -> dict[str, str]:
    return {
        "cause": cause,
        "objet": composer(objet),
        "avant": composer(avant),
        "apres": composer(apres),
        "constat": composer(constat),
    }


def _nombre(valeur: Any) -> str:
    return formats.nombre(valeur) if isinstance(valeur, Fraction) else NON_RENSEIGNE


def _regle(lecteur: Lecteur, avant: str) -> dict[str, str]:
    """Return whether the texts in force moved between the first days of the two years."""
    jour = lecteur.valeurs[f"annee.{avant}.debut"]
    actuels = {texte.court for texte in lecteur.droit.textes}
    anciens = {texte.court for texte in en_vigueur(jour).textes} if isinstance(jour, date) else set()
    if not anciens:
        return _ligne("Règle", "Textes en vigueur", NON_RENSEIGNE, _principaux(actuels), TIRET)
    nouveaux = sorted(actuels - anciens)
    constat = f"nouveaux textes : {', '.join(nouveaux)}" if nouveaux else "mêmes textes les deux années"
    return _ligne("Règle", "Textes en vigueur au premier jour", _principaux(anciens), _principaux(actuels), constat)


def _abrogees(lecteur: Lecteur, avant: str) -> Iterator[dict[str, str]]:
    """Yield the lines that the texts of last year opened and that those of this year no longer do."""
    jour = lecteur.valeurs[f"annee.{avant}.debut"]
    for ligne in lignes_abrogees(en_vigueur(jour), lecteur.droit) if isinstance(jour, date) else ():
        yield _ligne("Règle", ligne.libelle, "prévue par les textes", "abrogée", "ligne abrogée")


def _principaux(noms: set[str]) -> str:
    """Return the agreement and its amendments; the codes and the type contract go with them."""
    return ", ".join(sorted(nom for nom in noms if nom.startswith(("accord", "avenant")) and "(" not in nom))


def _indicateurs(lecteur: Lecteur) -> Iterator[dict[str, str]]:
    """Yield one line per indicator of this year: last year's value, this year's, the cause; then those that ended."""
    fiches, anciens = lecteur.dossier.liste("indicateur"), derniers_connus(lecteur.dossier)
    for rang, fiche in enumerate(fiches, 1):
        if not fiche.get("id"):
            continue
        repris = str(fiche.get("reporte_de") or "")
        ancien = anciens.get(code_precedent(fiche, fiches).casefold())
        yield {
            "id": str(lecteur.saisie(f"indicateur.{rang}.id")),
            "indicateur": composer(fiche.get("libelle") or "Sans intitulé"),
            "avant": _valeur_ancienne(ancien, str(fiche.get("unite") or ""), suivi=bool(anciens)),
            "apres": _valeur(lecteur, rang, fiche),
            "acquis_avant": _acquis(ancien),
            "acquis": lecteur.texte(f"indicateur.{rang}.acquis"),
            "cause": composer(_cause(lecteur, rang, fiche, ancien, repris)),
        }
    for ancien in termines(lecteur.dossier):
        yield {
            "id": composer(ancien["indicateur"]),
            "indicateur": composer(ancien.get("libelle") or "Sans intitulé"),
            "avant": _valeur_ancienne(ancien, "", suivi=True),
            "apres": TIRET,
            "acquis_avant": _acquis(ancien),
            "acquis": TIRET,
            "cause": composer(TERMINE),
        }


def _valeur_ancienne(ancien: Mapping[str, Any] | None, unite: str, *, suivi: bool) -> str:
    if ancien is None:
        return "non suivi" if suivi else "non saisi"
    valeur = ancien.get("valeur")
    if valeur is None:
        return composer(ancien.get("statut") or NON_RENSEIGNE)
    return composer(en_unite(ecrire(valeur), unite))


def _acquis(ancien: Mapping[str, Any] | None) -> str:
    montant = None if ancien is None else ancien.get("acquis")
    return formats.euros(montant) if isinstance(montant, Fraction) else TIRET


def _valeur(lecteur: Lecteur, rang: int, fiche: Mapping[str, Any]) -> str:
    if fiche.get("mode") == "réalisé":
        return lecteur.texte(f"indicateur.{rang}.statut")
    return en_unite(lecteur.texte(f"indicateur.{rang}.valeur"), str(fiche.get("unite") or ""))


def _cause(lecteur: Lecteur, rang: int, fiche: Mapping[str, Any], ancien: Mapping[str, Any] | None, repris: str) -> str:
    """Return why the value moved: new indicator, definition, or the value itself."""
    if ancien is None:
        if repris:
            return f"repris de l'indicateur {repris}, absent de l'historique"
        # un historique vide ne dit d'aucun indicateur qu'il est nouveau
        return NOUVEL if derniers_connus(lecteur.dossier) or lecteur.valeurs["identite.annee"] == 1 else HISTORIQUE_VIDE
    if fiche.get("definition_changee") == "Oui":
        return "définition changée : les deux valeurs ne se comparent pas"
    if repris:
        return f"repris de l'indicateur {repris}"
    valeur, avant = lecteur.valeurs[f"indicateur.{rang}.valeur"], ancien.get("valeur")
    mot = evolution(valeur, avant)
    if mot != TIRET:
        return "valeur inchangée" if mot == "stable" else f"valeur {mot}"
    meme = ancien.get("statut") == lecteur.valeurs[f"indicateur.{rang}.statut"]
    return "statut inchangé" if meme else "statut changé"
