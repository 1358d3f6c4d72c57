"""The entry check of a dossier: everything wrong or doubtful, located, never corrected in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.confidentialite import donnees_de_sante
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.etapes import FONCTIONNEMENT
from cpts_xl.engine.schema import IDENTITE, NB_PALIERS, TABLEAUX, Champ
from cpts_xl.formats import FINE, jour, lire_jour, lire_nombre, nombre
from cpts_xl.rules.genres import ENTIER, afficher

_IDENTIFIANT = re.compile(r"^[A-Za-zÀ-ÿ][\wÀ-ÿ.-]{0,19}$")
FORCE_MAX = 4
TAILLE_MAX = 4


def examiner(dossier: Dossier, droit: Any) -> list[Anomalie]:
    """Return what is wrong (bloquant) or to be looked at in a dossier, in the order of its sheets."""
    return [
        *_identite(dossier),
        *_missions(dossier, droit),
        *_indicateurs(dossier, droit),
        *_listes(dossier, droit),
        *donnees_de_sante(dossier),
    ]


def _champ(saisie: str, champ: Champ, valeur: Any) -> Iterator[Anomalie]:
    """Check one value against its field: there if it must be, of the right kind, in its closed list."""
    if valeur is None or valeur == "":
        if champ.obligatoire:
            yield Anomalie(saisie, f"« {champ.libelle} » n'est pas renseigné.", champ.aide, Gravite.A_REGARDER)
        return
    if champ.genre.code == "jour" and not isinstance(valeur, date):
        compris = lire_jour(str(valeur))
        remede = f"Retaper {jour(compris)} comme une date." if compris else "Saisir une date jj/mm/aaaa."
        yield Anomalie(saisie, f"« {champ.libelle} » doit être une date.", remede, lu=str(valeur))
    elif champ.genre.numerique and champ.genre.code != "jour" and not isinstance(valeur, Fraction | int):
        nombre_compris = lire_nombre(str(valeur))
        remede = (
            champ.aide
            if nombre_compris is None
            else f"Retaper {nombre(nombre_compris).replace(FINE, '')} sans unité ni espace."
        )
        yield Anomalie(saisie, f"« {champ.libelle} » doit être un nombre.", remede, lu=str(valeur))
    elif champ.genre.code == "montant" and (Fraction(valeur) * 100).denominator != 1:
        remede = "Le ramener au centime, comme sur la pièce."
        yield Anomalie(
            saisie, f"« {champ.libelle} » a plus de deux décimales.", remede, Gravite.A_REGARDER, nombre(valeur)
        )
    elif champ.choix and str(valeur).casefold() not in {mot.casefold() for mot in champ.choix}:
        yield Anomalie(
            saisie,
            f"« {champ.libelle} » n'est pas dans la liste.",
            f"Choisir : {', '.join(champ.choix)}.",
            lu=str(valeur),
        )


def _identite(dossier: Dossier) -> Iterator[Anomalie]:
    i = dossier.identite
    for champ in IDENTITE:
        yield from _champ(f"identite.{champ.code}", champ, i.get(champ.code))
    population = i.get("population")
    if isinstance(population, Fraction) and (population <= 0 or population.denominator != 1):
        yield Anomalie(
            "identite.population",
            "La population doit être un nombre entier et positif.",
            "Reprendre le total de la source.",
            lu=afficher(ENTIER, population),
        )
    taille = i.get("taille_contrat")
    if isinstance(taille, Fraction) and taille not in {1, 2, 3, TAILLE_MAX}:
        yield Anomalie(
            "identite.taille_contrat", "La taille va de 1 à 4.", "Reprendre la taille du contrat.", lu=str(taille)
        )
    signature, debut = i.get("signature"), i.get("debut")
    if isinstance(signature, date) and isinstance(debut, date) and debut < signature:
        yield Anomalie(
            "identite.debut",
            "L'année conventionnelle commence avant la signature du contrat.",
            "Saisir le jour anniversaire de la signature.",
        )
    if isinstance(population, Fraction) and not i.get("population_source"):
        yield Anomalie(
            "identite.population_source",
            "La population est donnée sans sa source.",
            "Indiquer la source et le millésime : la taille en dépend.",
            Gravite.A_REGARDER,
        )


def _missions(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    connues = {mission.code for mission in droit.missions}
    signature = dossier.identite.get("signature")
    for code, fiche in dossier.missions.items():
        if code not in connues:
            yield Anomalie(
                f"mission.{code}.engagee",
                f"La mission « {code} » n'existe pas dans le texte en vigueur.",
                f"Missions connues : {', '.join(sorted(connues))}.",
            )
            continue
        for champ in TABLEAUX["mission"].champs:
            yield from _champ(f"mission.{code}.{champ.code}", champ, fiche.get(champ.code))
        demarrage, deploiement = fiche.get("demarrage"), fiche.get("deploiement")
        if fiche.get("engagee") == "Oui" and demarrage is None:
            yield Anomalie(
                f"mission.{code}.demarrage",
                "La mission est engagée sans date de démarrage.",
                "Saisir la date de démarrage retenue avec la CPAM.",
                Gravite.A_REGARDER,
            )
        if isinstance(demarrage, date) and isinstance(signature, date) and demarrage < signature:
            yield Anomalie(
                f"mission.{code}.demarrage",
                "La mission démarre avant la signature du contrat.",
                "Vérifier la date.",
                Gravite.A_REGARDER,
            )
        if isinstance(demarrage, date) and isinstance(deploiement, date) and deploiement < demarrage:
            yield Anomalie(f"mission.{code}.deploiement", "Le déploiement précède le démarrage.", "Vérifier les dates.")
    lignes = {ligne.code for ligne in droit.lignes}
    for code, fiche in dossier.lignes.items():
        annexe = fiche.get("annexe")
        if code not in lignes:
            yield Anomalie(
                f"ligne.{code}.annexe",
                f"La ligne « {code} » n'existe pas dans le texte en vigueur : son montant n'est pas compté.",
                f"Lignes connues : {', '.join(sorted(lignes))}.",
                lu=afficher(TABLEAUX["ligne"].champs[0].genre, annexe),
            )
            continue
        yield from _champ(f"ligne.{code}.annexe", TABLEAUX["ligne"].champs[0], annexe)
        if isinstance(annexe, Fraction) and annexe < 0:
            yield Anomalie(
                f"ligne.{code}.annexe", "Le montant de l'annexe est négatif.", "Reprendre le montant du contrat."
            )


def _indicateurs(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    connues = {mission.code for mission in droit.missions}
    vus: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.indicateurs, 1):
        i = f"indicateur.{rang}"
        for champ in TABLEAUX["indicateur"].champs:
            yield from _champ(f"{i}.{champ.code}", champ, fiche.get(champ.code))
        ident = str(fiche.get("id") or "")
        yield from _identifiant(f"{i}.id", ident)
        if ident and ident.casefold() in vus:
            yield Anomalie(
                f"{i}.id",
                f"L'identifiant « {ident} » sert déjà à la ligne {vus[ident.casefold()]}.",
                "Donner un identifiant propre à chaque indicateur.",
            )
        vus.setdefault(ident.casefold(), rang)
        mission = fiche.get("mission")
        if mission and mission not in connues:
            yield Anomalie(
                f"{i}.mission",
                f"La mission « {mission} » n'existe pas dans le texte en vigueur.",
                f"Missions connues : {', '.join(sorted(connues))}.",
                lu=str(mission),
            )
        yield from _mode(i, fiche)


def _mode(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    mode, sens = fiche.get("mode"), fiche.get("sens")
    if mode in {"paliers", "linéaire"} and not sens:
        yield Anomalie(f"{i}.sens", "Le sens de l'indicateur manque.", "Choisir hausse ou baisse.")
    if mode == "linéaire" and fiche.get("constate") is not None and fiche.get("depart") is None:
        yield Anomalie(
            f"{i}.depart", "Un résultat est saisi sans valeur de départ.", "Saisir la valeur de départ du contrat."
        )
    depart, cible = fiche.get("depart"), fiche.get("cible")
    if mode == "linéaire" and isinstance(depart, Fraction) and isinstance(cible, Fraction):
        attendu = cible > depart if sens == "hausse" else cible < depart
        if sens in {"hausse", "baisse"} and not attendu:
            yield Anomalie(
                f"{i}.cible", f"La cible ne va pas dans le sens déclaré ({sens}).", "Vérifier cible et sens."
            )
    if mode == "paliers":
        yield from _paliers(i, fiche)
    force = fiche.get("force")
    if isinstance(force, Fraction) and not (0 <= force <= FORCE_MAX and force.denominator == 1):
        yield Anomalie(f"{i}.force", "La force de preuve va de 0 à 4.", TABLEAUX["indicateur"].champ("force").aide)


def _paliers(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    paires = [(fiche.get(f"seuil_{n}"), fiche.get(f"montant_{n}")) for n in range(1, NB_PALIERS + 1)]
    remplies = [(s, m) for s, m in paires if s is not None or m is not None]
    if not remplies:
        yield Anomalie(f"{i}.seuil_1", "Aucun palier n'est saisi.", "Saisir au moins un seuil et son montant.")
        return
    if paires[: len(remplies)] != remplies or any(s is None or m is None for s, m in remplies):
        yield Anomalie(
            f"{i}.seuil_1", "Un palier est incomplet.", "Chaque seuil a son montant, sans case vide entre deux."
        )
        return
    seuils: list[Any] = [s for s, _ in remplies]
    montants: list[Any] = [m for _, m in remplies]
    if not all(isinstance(nombre_, Fraction | int) for nombre_ in (*seuils, *montants)):
        return  # un texte à la place d'un nombre : déjà dit, case par case
    ordre = seuils == sorted(set(seuils), reverse=fiche.get("sens") == "baisse")
    if not ordre or montants != sorted(montants):
        yield Anomalie(
            f"{i}.seuil_1",
            "Les paliers ne vont pas du plus facile au plus exigeant.",
            "Ranger les seuils dans le sens déclaré, montants croissants.",
        )
    if montants[-1] != fiche.get("montant_en_jeu"):
        yield Anomalie(
            f"{i}.montant_en_jeu",
            "Le dernier palier ne paie pas le montant en jeu.",
            "Les paliers se remplacent : le dernier vaut le montant entier.",
            Gravite.A_REGARDER,
        )


def _identifiant(saisie: str, ident: str) -> Iterator[Anomalie]:
    if ident and not _IDENTIFIANT.match(ident):
        yield Anomalie(
            saisie,
            f"L'identifiant « {ident} » n'est pas admis.",
            "Commencer par une lettre ; lettres, chiffres, point et tiret ensuite, 20 au plus.",
            lu=ident,
        )


def _listes(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    lignes = {ligne.code for ligne in droit.lignes}
    postes = {FONCTIONNEMENT, *(mission.code for mission in droit.missions)}
    admis = {"versement": ("ligne", lignes), "depense": ("poste", postes), "indemnite": ("poste", postes)}
    for tableau, (colonne, codes) in admis.items():
        for rang, fiche in enumerate(dossier.liste(tableau), 1):
            for champ in TABLEAUX[tableau].champs:
                yield from _champ(f"{tableau}.{rang}.{champ.code}", champ, fiche.get(champ.code))
            code = fiche.get(colonne)
            if code and code not in codes:
                yield Anomalie(
                    f"{tableau}.{rang}.{colonne}",
                    f"« {code} » n'est pas connu du texte en vigueur.",
                    f"Choisir : {', '.join(sorted(codes))}.",
                    lu=str(code),
                )
            if tableau == "indemnite":
                yield from _identifiant(f"{tableau}.{rang}.professionnel", str(fiche.get("professionnel") or ""))
