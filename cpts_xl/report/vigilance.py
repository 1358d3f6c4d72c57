"""The checks, and what a reader must look at: each check that is not met, each result without real proof."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.report.lecteur import Lecteur, manque, sans_objet
from cpts_xl.report.missions import jours
from cpts_xl.report.preuves import force
from cpts_xl.report.typographie import TIRET, composer, initiale

CONFORME, A_REGARDER = "Conforme", "À regarder"
FORCE_FAIBLE = 1


def controles(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the checks that have an object, with their result and what was measured; those to look at first."""
    return [
        {
            "libelle": composer(calculee.etape.libelle),
            "resultat": lecteur.chiffre(calculee.etape.id),
            "mesure": initiale(_mesure(lecteur, calculee)) or TIRET,
            "cellule": lecteur.cellule(calculee.etape.id),
        }
        for calculee in sorted(_a_objet(lecteur), key=lambda c: c.valeur == CONFORME)
    ]


def _a_objet(lecteur: Lecteur) -> Iterator[EtapeCalculee]:
    """Yield the checks that have an object; those of a mission that is not engaged have none."""
    for calculee in lecteur.resultat.pleines:
        table, _, nom = calculee.etape.id.partition(".")
        if table == "controle" and not sans_objet(calculee.valeur) and lecteur.engagee(nom.partition("_")[2]):
            yield calculee


def vigilance(lecteur: Lecteur) -> list[str]:
    """Return the points to look at, one sentence each."""
    phrases = (*_controles(lecteur), *_depassements(lecteur), *_trop_percus(lecteur), *_preuves(lecteur))
    return [composer(phrase) for phrase in dict.fromkeys(phrases)]


def _controles(lecteur: Lecteur) -> Iterator[str]:
    for calculee in _a_objet(lecteur):
        if calculee.valeur != CONFORME:
            mesure = "" if manque(calculee.valeur) else _mesure(lecteur, calculee)
            etat = lecteur.texte(calculee.etape.id)
            # le libellé dit ce qui devrait être : entre guillemets, il ne se lit pas comme un fait
            yield f"Contrôle {etat.lower()} : « {calculee.etape.libelle} »" + (f", {mesure}." if mesure else ".")


def _depassements(lecteur: Lecteur) -> Iterator[str]:
    """Yield each ceiling that is passed, whatever its check still waits for: by profession, never a name."""
    for rang, fiche in enumerate(lecteur.dossier.liste("professionnel"), 1):
        for n in (1, 2):
            part = lecteur.valeurs.get(f"indemnite.{rang}.part_{n}")
            if fiche.get("id") and isinstance(part, Fraction) and part > 1:
                yield (
                    f"Plafond annuel dépassé ({lecteur.saisie(f'professionnel.{rang}.profession')}) : "
                    f"{formats.taux(part)} du plafond de {lecteur.chiffre(f'indemnite.{rang}.annee_{n}')}."
                )


def _trop_percus(lecteur: Lecteur) -> Iterator[str]:
    """Yield each line known to be overpaid while the total of what is overpaid cannot be told yet."""
    if not manque(lecteur.valeurs["controle.trop_percu"]):
        return
    for ligne in lecteur.droit.lignes:
        trop_percu = lecteur.valeurs[f"ligne.{ligne.code}.trop_percu"]
        if isinstance(trop_percu, Fraction) and trop_percu > 0:
            yield f"Trop-perçu : {ligne.libelle}, {formats.euros(trop_percu)}."


def _preuves(lecteur: Lecteur) -> Iterator[str]:
    for rang, fiche in enumerate(lecteur.dossier.liste("indicateur"), 1):
        valeur, acquis = (lecteur.valeurs.get(f"indicateur.{rang}.{champ}") for champ in ("force", "acquis"))
        if not isinstance(acquis, Fraction) or acquis == 0:
            continue
        if isinstance(valeur, Fraction) and valeur <= FORCE_FAIBLE:
            yield (
                f"Indicateur {fiche['id']} : {formats.euros(acquis)} acquis, preuve faible "
                f"(force de preuve : {force(valeur)})."
            )


def _mesure(lecteur: Lecteur, calculee: EtapeCalculee) -> str:
    """Return what a check has looked at: « retard de déploiement : 79 jours »."""
    if calculee.etape.regle.nom == "controle_lignes":
        return _lignes_a_regarder(lecteur, calculee)
    morceaux = []
    for entree in calculee.etape.entrees.values():
        if not isinstance(entree, str):
            continue
        valeur = lecteur.valeurs.get(entree)
        if sans_objet(valeur):
            continue
        if entree in lecteur.resultat.par_id:
            libelle = lecteur.libelle(entree)
            # le nom de la mission est déjà dans le libellé du contrôle
            libelle = libelle.rpartition(" : ")[2] if entree.startswith("mission.") else libelle
            texte = jours(valeur) if ".retard_" in entree else lecteur.texte(entree)
        else:
            libelle, texte = lecteur.libelle(entree), str(lecteur.saisie(entree))
        morceaux.append(f"{libelle[:1].lower()}{libelle[1:]} : {texte}")
    return composer(" ; ".join(morceaux))


def _lignes_a_regarder(lecteur: Lecteur, calculee: EtapeCalculee) -> str:
    """Return which rows of the list of indicators a check points at, by their numbers: « A2, V1 »."""
    verdicts = calculee.etape.entrees["verdicts"]
    colonne = verdicts if isinstance(verdicts, tuple) else ()
    lignes = [ident.rpartition(".")[0] for ident in colonne if lecteur.valeurs[ident] == A_REGARDER]
    return composer(", ".join(str(lecteur.saisie(f"{ligne}.id")) for ligne in lignes))
