"""The fold: acts applied one after the other, oldest effect first, key by key."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from cpts_xl.errors import TexteInvalide
from cpts_xl.law.coherence import verifie
from cpts_xl.law.droit import Droit
from cpts_xl.law.model import TAILLES, Ligne, Mission, codes_de_ligne

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cpts_xl.law.model import Abrogation, Acte, Maintien, Parametre, Seuil

_Place = TypeVar("_Place", Mission, Ligne)


def plie(actes: Sequence[Acte], jour: date) -> Droit:
    """Return the law of a day from acts sorted by effect; raise TexteInvalide if a delta fits nothing."""
    missions: list[Mission] = []
    lignes: list[Ligne] = []
    seuils: dict[int, Seuil] = {}
    parametres: dict[str, Parametre] = {}
    abrogations: list[Abrogation] = []
    vigueur = [acte for acte in actes if acte.texte.effet <= jour]
    for acte in vigueur:
        for abrogation in acte.abrogations:
            for code in abrogation.codes:
                if parametres.pop(code, None) is None:
                    raise _sans_objet(acte, "abroge", code)
            lignes = [ligne for ligne in lignes if ligne.code != abrogation.ligne]
            missions = [un for un in missions if f"mission|{un.code}" not in abrogation.codes]
            abrogations.append(abrogation)
        for maintien in acte.maintiens:
            if maintien.code not in parametres:
                raise _sans_objet(acte, "maintien", maintien.code)
            parametres[maintien.code] = _maintenu(parametres[maintien.code], maintien)
        for mission in acte.missions:
            _place(missions, mission, acte, "mission")
        for ligne in acte.lignes:
            _place(lignes, ligne, acte, "ligne")
        seuils.update((seuil.rang, seuil) for seuil in acte.seuils)
        for parametre in acte.parametres:
            _verifie_unite(acte, parametre, parametres)
            parametres[parametre.code] = parametre
        _verifie_missions(acte, missions, lignes)
        _verifie_seuils(acte, seuils)
    verifie(vigueur, missions, lignes, parametres)
    ordre = [seuils[rang].parametre.code for rang in sorted(seuils)]
    ordre += [code for ligne in lignes for code in codes_de_ligne(ligne.code)]
    places = set(ordre)
    ordre += [code for code in parametres if code not in places]
    return Droit(
        jour=jour,
        textes=tuple(acte.texte for acte in vigueur),
        parametres={code: parametres[code] for code in ordre},
        missions=tuple(missions),
        lignes=tuple(lignes),
        seuils=tuple(seuils[rang] for rang in sorted(seuils)),
        abrogations=tuple(abrogations),
        actes=tuple(actes),
    )


def _sans_objet(acte: Acte, bloc: str, code: str) -> TexteInvalide:
    return TexteInvalide(
        f"{acte.texte.fichier}, [[{bloc}]], clé « {code} » : aucun texte antérieur ne la donne. Vérifier le "
        "code, ou la date d'effet."
    )


def _maintenu(parametre: Parametre, maintien: Maintien) -> Parametre:
    """Return the same amount from the same text, with how sure we are that it was kept, and why."""
    motif = maintien.article or maintien.source
    note = f"{maintien.note} ({motif})" if maintien.note else motif
    return replace(parametre, statut=maintien.statut, verifie_le=maintien.verifie_le, note=note)


def _place(suite: list[_Place], element: _Place, acte: Acte, bloc: str) -> None:
    """Put a mission or a line where its text wants it; one that is already there keeps its place."""
    rangs = {present.code: rang for rang, present in enumerate(suite)}
    if element.code in rangs:
        suite[rangs[element.code]] = element
        return
    apres = acte.places[element.code]
    if not apres:
        suite.append(element)
        return
    if apres not in rangs:
        raise TexteInvalide(
            f"{acte.texte.fichier}, [[{bloc}]] « {element.code} », clé « apres » : « {apres} » n'est pas "
            f"en vigueur. Choisir entre {', '.join(rangs)}."
        )
    suite.insert(rangs[apres] + 1, element)


def _verifie_unite(acte: Acte, neuf: Parametre, parametres: Mapping[str, Parametre]) -> None:
    """A value keeps the unit of the one it rewrites, and of those of its table: rules read it in that unit."""
    for ancien in parametres.values():
        if ancien.cle[0] == neuf.cle[0] and ancien.unite != neuf.unite:
            raise TexteInvalide(
                f"{acte.texte.fichier}, clé « {neuf.code} », unité « {neuf.unite} » : {ancien.texte.court} donne "
                f"« {ancien.code} » en « {ancien.unite} ». Écrire cette valeur dans la même unité."
            )


def _verifie_missions(acte: Acte, missions: list[Mission], lignes: list[Ligne]) -> None:
    """No line may be left without its mission, whether the text adds the line or removes the mission."""
    codes = ["", *(mission.code for mission in missions)]
    for ligne in lignes:
        if ligne.mission not in codes:
            raise TexteInvalide(
                f"{acte.texte.fichier}, [[ligne]] « {ligne.code} », clé « mission » : « {ligne.mission} » "
                "n'est pas une mission en vigueur. L'ajouter par un bloc [[mission]], ou abroger la ligne."
            )


def _verifie_seuils(acte: Acte, seuils: dict[int, Seuil]) -> None:
    """A text that touches the sizes leaves four of them, from 0 upwards, each bound above the one before."""
    if not acte.seuils:
        return
    rangees = [seuils[rang] for rang in sorted(seuils)]
    valeurs = [seuil.valeur for seuil in rangees]
    complet = [str(seuil.rang) for seuil in rangees] == list(TAILLES)
    croissant = all(bas < haut for bas, haut in pairwise(valeurs))
    if not complet or not croissant or valeurs[0] != 0 or not rangees[0].comprise:
        raise TexteInvalide(
            f"{acte.texte.fichier}, [[seuil]], clé « valeur » : les seuils {valeurs} ne font pas quatre "
            "tailles. Écrire les tailles 1 à 4, la première à partir de 0 comprise, "
            "chaque seuil plus haut que le précédent."
        )
