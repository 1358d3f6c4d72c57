"""What a folded law must be for the rules to compute it: refused when the texts are read, never met later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpts_xl.errors import TexteInvalide
from cpts_xl.law.model import MISSIONS, TAILLES, Ligne

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpts_xl.law.model import Acte, Mission, Parametre

FONCTIONNEMENT = "fonctionnement"
_ACCES = ("acces_fixe", "acces_variable")
_DELAIS = ("delai_demarrage", "delai_deploiement")
_TOTAL = "total_acces"


def verifie(
    actes: Sequence[Acte],
    missions: Sequence[Mission],
    lignes: Sequence[Ligne],
    parametres: Mapping[str, Parametre],
) -> None:
    """Refuse a law that could not be computed: ``actes`` are those in force, oldest first."""
    _missions_connues(actes, missions)
    _libelles(actes, missions, "mission")
    _libelles(actes, lignes, "ligne")
    _fonctionnement(actes, lignes)
    _total_acces(actes, lignes, parametres)
    _delais(actes, missions, parametres)


def _missions_connues(actes: Sequence[Acte], missions: Sequence[Mission]) -> None:
    """A key of distribution has one column per mission: a mission that has none could not share a cost."""
    for mission in missions:
        if mission.code not in MISSIONS:
            raise TexteInvalide(
                f"{_qui_donne(actes, mission.code)}, [[mission]] « {mission.code} », clé « code » : mission inconnue "
                "de l'outil. Une mission nouvelle demande aussi son code dans MISSIONS (cpts_xl/law/model.py), d'où "
                "viennent ses colonnes dans la feuille Clés ; l'y ajouter, ou reprendre le code d'une mission : "
                f"{', '.join(MISSIONS)}."
            )


def _libelles(actes: Sequence[Acte], suite: Sequence[Mission | Ligne], bloc: str) -> None:
    """Two lines of one name in force are one line written under two codes: both would be paid."""
    connus: dict[str, str] = {}
    for element in suite:
        nom = " ".join(element.libelle.casefold().split())
        if nom in connus:
            autre = connus[nom]
            raise TexteInvalide(
                f"{_qui_donne(actes, element.code, autre)}, [[{bloc}]], clé « libelle » : « {element.libelle} » est à "
                f"la fois « {autre} » et « {element.code} ». Pour récrire une {bloc}, reprendre "
                "son code ; pour en ajouter une, lui donner un libellé à elle."
            )
        connus[nom] = element.code


def _fonctionnement(actes: Sequence[Acte], lignes: Sequence[Ligne]) -> None:
    if lignes and FONCTIONNEMENT not in {ligne.code for ligne in lignes}:
        raise TexteInvalide(
            f"{_qui_abroge(actes, FONCTIONNEMENT)}, clé « ligne » : sans la ligne « {FONCTIONNEMENT} », l'outil ne "
            "calcule aucune année. Si un texte la supprime, l'écrire à 0 : montants = [0, 0, 0, 0]."
        )


def _total_acces(actes: Sequence[Acte], lignes: Sequence[Ligne], parametres: Mapping[str, Parametre]) -> None:
    """The check total of access is compared with two lines, for every size."""
    cles = [f"{_TOTAL}|{taille}" for taille in TAILLES]
    donnes = [cle for cle in cles if cle in parametres]
    if not donnes:
        return
    if len(donnes) < len(cles):
        manque = next(cle for cle in cles if cle not in parametres)
        raise TexteInvalide(
            f"{_qui_abroge(actes, manque)}, clé « {manque} » : le total de contrôle de l'accès aux soins va par quatre "
            "tailles. Les abroger toutes, ou les garder toutes."
        )
    codes = {ligne.code for ligne in lignes}
    for ligne in _ACCES:
        if lignes and ligne not in codes:
            raise TexteInvalide(
                f"{_qui_abroge(actes, ligne)}, clé « ligne » : « {ligne} » n'existe plus, et « {_TOTAL} » s'y compare "
                f'encore. Abroger aussi les quatre clés ["{_TOTAL}", "1"] à ["{_TOTAL}", "4"], ou garder la ligne.'
            )


def _delais(actes: Sequence[Acte], missions: Sequence[Mission], parametres: Mapping[str, Parametre]) -> None:
    """Every mission has its two delays, be they « libre »: the workbook looks them up by its code."""
    for famille in _DELAIS:
        if not any(code.startswith(f"{famille}|") for code in parametres):
            continue
        for mission in missions:
            cle = f"{famille}|{mission.code}"
            if cle not in parametres:
                raise TexteInvalide(
                    f"{_qui_donne(actes, mission.code, abroge=cle)}, clé « {cle} » : la mission « {mission.code} » "
                    "n'a pas, ou n'a plus, ce délai. "
                    f'Écrire un bloc [[parametre]] cle = ["{famille}", "{mission.code}"], en mois ou "libre" '
                    '(mots_admis = ["libre"]).'
                )


def _qui_donne(actes: Sequence[Acte], *codes: str, abroge: str = "") -> str:
    """Return the file that last wrote one of these missions or lines, or last removed a key or a line."""
    for acte in reversed(actes):
        abroges = {un.ligne for un in acte.abrogations}.union(*(un.codes for un in acte.abrogations))
        if {*codes} & {*acte.places} or (abroge and abroge in abroges):
            return acte.texte.fichier
    return actes[-1].texte.fichier


def _qui_abroge(actes: Sequence[Acte], quoi: str) -> str:
    """Return the file that removed a line or a key last, with its block."""
    return f"{_qui_donne(actes, abroge=quoi)}, [[abroge]]"
