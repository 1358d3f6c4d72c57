"""What each document shows besides the fields that all share: steps and typed values, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cpts_xl.errors import SaisieInvalide
from cpts_xl.report.chapitres.essentiel import a_retenir, chiffres_cles
from cpts_xl.report.chapitres.gouvernance import adherents, instances, reunions
from cpts_xl.report.chapitres.programme import dialogue, programme
from cpts_xl.report.completude import raisons
from cpts_xl.report.documents import Preparateur
from cpts_xl.report.documents.personnes import participations, professionnel
from cpts_xl.report.documents.relance import relance
from cpts_xl.report.figures import figures
from cpts_xl.report.graphiques import Graphique, MarqueDeGraphique
from cpts_xl.report.indicateurs import indicateurs, synthese_indicateurs, valeur_saisie
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.missions import missions
from cpts_xl.report.typographie import TIRET, Chiffre
from cpts_xl.report.vigilance import vigilance

_REPRIS = ("id", "libelle", "cible", "en_jeu", "acquis", "statut", "preuve", "rang_de_force")
LIGNES_A_SIGNER = 16
"""How many blank lines an attendance sheet offers: one page."""


def synthese(lecteur: Lecteur, _choix: str, _nominatif: bool) -> tuple[dict[str, Any], dict[str, Graphique]]:  # noqa: FBT001
    """Return the fields of the two-page digest for the general assembly."""
    traces = {code: g for code, g in figures(lecteur).items() if code in {"cibles", "enveloppes"}}
    motifs = raisons(lecteur.resultat)
    return {
        "provisoire": bool(motifs),
        "chiffres_cles": chiffres_cles(lecteur),
        "a_retenir": a_retenir(lecteur, renvois=False),
        "presidence": lecteur.texte_libre("presidence"),
        "missions": missions(lecteur),
        "adherents": adherents(lecteur),
        "instances": instances(lecteur),
        "actions_prevues": programme(lecteur)["actions_prevues"],
        "graphiques": {
            code: MarqueDeGraphique(traces[code]) if code in traces else "" for code in ("cibles", "enveloppes")
        },
    }, traces


def preparation(lecteur: Lecteur, _choix: str, _nominatif: bool) -> tuple[dict[str, Any], dict[str, Graphique]]:  # noqa: FBT001
    """Return the fields of the preparation file: both values side by side, what is open, what proves."""
    points = dialogue(lecteur)
    return {
        "dialogue_le": lecteur.en_lettres("identite.dialogue"),
        "dialogue_fixe": lecteur.valeurs.get("identite.dialogue") is not None,
        "ecarts": [_ecart(lecteur, rang, ligne) for rang, ligne in _rangees(lecteur)],
        "synthese_indicateurs": synthese_indicateurs(lecteur),
        "ouverts": [point for point in points if point["ouvert"]],
        "faits": [point for point in points if not point["ouvert"]],
        "vigilance": vigilance(lecteur),
        "raisons": raisons(lecteur.resultat),
        "indicateurs_proposes": programme(lecteur)["indicateurs_proposes"],
    }, {}


def _rangees(lecteur: Lecteur) -> list[tuple[int, dict[str, Any]]]:
    rangs = [n for n, fiche in enumerate(lecteur.dossier.liste("indicateur"), 1) if fiche.get("id")]
    return list(zip(rangs, indicateurs(lecteur), strict=True))


def _ecart(lecteur: Lecteur, rang: int, ligne: Mapping[str, Any]) -> dict[str, Any]:
    """Return one indicator: the value of each side, what was agreed, the gap, what is at stake, the proof."""
    i = f"indicateur.{rang}"
    fiche = lecteur.dossier.liste("indicateur")[rang - 1]
    realise, unite = fiche.get("mode") == "réalisé", str(fiche.get("unite") or "")
    champs = ("realise", "realise_cpam", "realise_retenu") if realise else ("constate", "valeur_cpam", "valeur_retenue")
    cpts, cpam, convenue = (valeur_saisie(lecteur, f"{i}.{champ}", unite, TIRET) for champ in champs)
    return {
        **{cle: ligne[cle] for cle in _REPRIS},
        "valeur_cpts": cpts,
        "valeur_cpam": cpam,
        "valeur_retenue": convenue,
        "ecart": lecteur.chiffre(f"{i}.ecart_cpam"),
        "accord": lecteur.chiffre(f"{i}.controle_cpam"),
    }  # fmt: skip


def emargement(lecteur: Lecteur, choix: str, _nominatif: bool) -> tuple[dict[str, Any], dict[str, Graphique]]:  # noqa: FBT001
    """Return the fields of the attendance sheet of one meeting, with blank lines to sign.

    Raises:
        SaisieInvalide: no meeting of this number in the workbook.
    """
    # cette feuille se signe le jour venu : la réunion y est toujours à venir, sans qu'il faille le dire
    for reunion in reunions(lecteur, marquees=False):
        if str(reunion["numero"]).casefold() == choix.strip().casefold():
            fiche = next(f for f in lecteur.dossier.liste("reunion") if str(f.get("id")) == str(reunion["numero"]))
            duree = fiche.get("duree")
            dits = {"type": "type à préciser", "objet": "objet non renseigné", "lieu": "lieu à préciser"}
            return {
                "reunion": {
                    **reunion,
                    **{champ: reunion[champ] if fiche.get(champ) else mot for champ, mot in dits.items()},
                    "jour": f"Le {reunion['date']}" if fiche.get("date") else "Date à préciser",
                    "duree": Chiffre(f"{_heures(duree)}"),
                },
                "lignes_a_signer": [{"rang": str(rang)} for rang, _ in enumerate(range(LIGNES_A_SIGNER), 1)],
            }, {}
    connues = ", ".join(str(reunion["numero"]) for reunion in reunions(lecteur)) or "aucune"
    raise SaisieInvalide(
        f"Réunion « {choix} » introuvable dans la feuille Réunions. Réunions saisies : {connues}. "
        "Donner le numéro de l'une d'elles."
    )


def _heures(duree: Any) -> str:
    from cpts_xl.formats import INSECABLE, nombre  # noqa: PLC0415 - deux mots qui ne servent qu'ici

    return "non renseignée" if duree is None else f"{nombre(duree)}{INSECABLE}h"


def releve(lecteur: Lecteur, choix: str, nominatif: bool) -> tuple[dict[str, Any], dict[str, Graphique]]:  # noqa: FBT001
    """Return the fields of the statement of one professional; the name only when it is asked for.

    Raises:
        SaisieInvalide: no professional of this number in the workbook.
    """
    rangs = {str(f["id"]).casefold(): n for n, f in enumerate(lecteur.dossier.liste("professionnel"), 1) if f.get("id")}
    rang = rangs.get(choix.strip().casefold())
    if rang is None:
        raise SaisieInvalide(
            f"Professionnel « {choix} » introuvable dans la feuille Professionnels. Donner son numéro, tel qu'il y est "
            "écrit (par exemple P03)."
        )
    return {
        "professionnel": professionnel(lecteur, rang, nominatif=nominatif),
        "participations": participations(lecteur, rang),
    }, {}


PREPARATEURS: Mapping[str, Preparateur] = {
    "synthese": synthese,
    "preparation": preparation,
    "relance": relance,
    "emargement": emargement,
    "releve": releve,
}
