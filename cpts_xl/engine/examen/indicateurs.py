"""The check of the indicators: mode, direction, steps, stakes, rates, what was neutralised or offered again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.examen.commun import examiner_champ, examiner_identifiant, mot_lu
from cpts_xl.engine.examen.echelles import echelle
from cpts_xl.engine.examen.mots_lus import message_du_code, remede_du_code
from cpts_xl.engine.schema import NB_PALIERS, TABLEAUX
from cpts_xl.formats import nombre, taux


def indicateurs(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in each indicator, then in the whole list."""
    connues = {mission.code: mission.libelle for mission in droit.missions}
    passes = {str(f.get("indicateur")).casefold() for f in dossier.liste("historique") if f.get("indicateur")}
    vus: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.liste("indicateur"), 1):
        i = f"indicateur.{rang}"
        for champ in TABLEAUX["indicateur"].champs:
            yield from examiner_champ(f"{i}.{champ.code}", champ, fiche.get(champ.code))
        ident = str(fiche.get("id") or "")
        yield from examiner_identifiant(f"{i}.id", ident)
        if ident and ident.casefold() in vus:
            yield Anomalie(
                f"{i}.id",
                f"L'identifiant « {ident} » sert déjà à la ligne {vus[ident.casefold()]}.",
                "Donner un identifiant propre à chaque indicateur.",
                autre=f"indicateur.{vus[ident.casefold()]}.id",
            )
        vus.setdefault(ident.casefold(), rang)
        mission = fiche.get("mission")
        if mission and mission not in connues:
            yield Anomalie(
                f"{i}.mission",
                message_du_code(mission, connues, f"La mission « {mission} » n'existe pas dans le texte en vigueur."),
                remede_du_code(mission, connues),
                lu=mot_lu(str(mission)),
            )
        yield from _mode(i, fiche)
        yield from _enjeu(i, fiche)
        yield from _rapport(i, fiche)
        yield from echelle(i, fiche)
        yield from _dialogue(i, fiche, passes)
    yield from _meme_passe(dossier)
    yield from _somme_des_poids(dossier)


def _meme_passe(dossier: Dossier) -> Iterator[Anomalie]:
    """Yield an indicator taken over from one that another already continues: that past would be told twice."""
    vus: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.liste("indicateur"), 1):
        repris = str(fiche.get("reporte_de") or "").strip()
        if repris and repris.casefold() in vus:
            yield Anomalie(
                f"indicateur.{rang}.reporte_de",
                f"L'indicateur « {repris} » de l'année précédente est déjà repris à la ligne "
                f"{vus[repris.casefold()]} : son passé serait compté deux fois.",
                "Garder « Repris de » sur l'indicateur qui le continue, et l'effacer sur l'autre.",
                Gravite.A_REGARDER,
                repris,
                f"indicateur.{vus[repris.casefold()]}.reporte_de",
            )
        vus.setdefault(repris.casefold(), rang)


def _mode(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    mode, sens = fiche.get("mode"), fiche.get("sens")
    if mode in {"paliers", "linéaire"} and not sens:
        yield Anomalie(f"{i}.sens", "Le sens de l'indicateur manque.", "Choisir hausse ou baisse.")
    if mode == "linéaire" and _mesure(fiche) and fiche.get("depart") is None:
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


def _mesure(fiche: Enregistrement) -> bool:
    return any(fiche.get(champ) is not None for champ in ("constate", "valeur_retenue", "numerateur"))


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
    if fiche.get("montant_en_jeu") is not None and montants[-1] != fiche["montant_en_jeu"]:
        yield Anomalie(
            f"{i}.montant_en_jeu",
            "Le dernier palier ne paie pas le montant en jeu.",
            "Les paliers se remplacent : le dernier vaut le montant entier.",
            Gravite.A_REGARDER,
        )


def _enjeu(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    poids, montant = fiche.get("poids"), fiche.get("montant_en_jeu")
    if poids is None and montant is None:
        champ = TABLEAUX["indicateur"].champ("montant_en_jeu")
        yield Anomalie(
            f"{i}.montant_en_jeu",
            f"« {champ.libelle} » n'est pas renseigné.",
            "Saisir les euros inscrits au contrat ou, à défaut, le poids de l'indicateur dans sa mission.",
            Gravite.A_REGARDER,
        )
    if isinstance(montant, Fraction) and montant < 0:
        yield Anomalie(f"{i}.montant_en_jeu", "Le montant en jeu est négatif.", "Reprendre le montant du contrat.")
    for code, nom in (("poids", "Le poids"), ("prevision", "La prévision")):
        valeur = fiche.get(code)
        if isinstance(valeur, Fraction) and not 0 <= valeur <= 1:
            yield Anomalie(f"{i}.{code}", f"{nom} va de 0 à 100 %.", "Saisir 25 % ou 0,25.", lu=nombre(valeur))


def _rapport(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    numerateur, denominateur, base = (fiche.get(c) for c in ("numerateur", "denominateur", "base"))
    for code, valeur, autre in (
        ("numerateur", numerateur, denominateur),
        ("denominateur", denominateur, numerateur),
    ):
        if valeur is None and autre is not None:
            yield Anomalie(
                f"{i}.{code}",
                "Un seul terme du taux est saisi.",
                "Saisir le numérateur et le dénominateur.",
                Gravite.A_REGARDER,
            )
    if numerateur is not None and denominateur is not None and base is None:
        yield Anomalie(
            f"{i}.base",
            "Il manque le nombre pour lequel le taux est exprimé.",
            TABLEAUX["indicateur"].champ("base").aide,
            Gravite.A_REGARDER,
        )
    if isinstance(denominateur, Fraction) and denominateur <= 0:
        yield Anomalie(
            f"{i}.denominateur",
            "Le dénominateur doit être positif.",
            "Reprendre l'effectif de la source.",
            lu=nombre(denominateur),
        )
    elif isinstance(numerateur, Fraction) and isinstance(denominateur, Fraction) and base != 1:
        # exprimé pour 1, un rapport n'est pas toujours une part : des patients par médecin dépassent l'unité
        if 0 <= numerateur <= denominateur:
            return
        yield Anomalie(
            f"{i}.numerateur",
            "Le numérateur n'est pas une part du dénominateur.",
            "Vérifier les deux termes, et qu'ils ne sont pas intervertis.",
            Gravite.A_REGARDER,
            f"{nombre(numerateur)} sur {nombre(denominateur)}",
        )


def _dialogue(i: str, fiche: Enregistrement, passes: set[str]) -> Iterator[Anomalie]:
    if fiche.get("neutralisation") and not fiche.get("motif"):
        yield Anomalie(
            f"{i}.motif",
            "L'indicateur est neutralisé sans motif.",
            "Dire pourquoi, comme au relevé du dialogue de gestion.",
            Gravite.A_REGARDER,
        )
    autre_mode = {
        "réalisé": ("valeur_cpam", "valeur_retenue"),
        "paliers": ("realise_cpam", "realise_retenu"),
        "linéaire": ("realise_cpam", "realise_retenu"),
    }
    for code in autre_mode.get(str(fiche.get("mode")), ()):
        if fiche.get(code) is not None:
            yield Anomalie(
                f"{i}.{code}",
                f"« {TABLEAUX['indicateur'].champ(code).libelle} » ne sert pas au mode {fiche['mode']}.",
                "L'effacer, ou changer le mode.",
                Gravite.A_REGARDER,
            )
    reprise = fiche.get("reporte_de")
    if reprise and passes and str(reprise).casefold() not in passes:
        yield Anomalie(
            f"{i}.reporte_de",
            f"L'indicateur « {reprise} » n'est pas dans la feuille Historique.",
            "Vérifier le numéro qu'il portait l'année précédente.",
            Gravite.A_REGARDER,
            str(reprise),
        )


def _somme_des_poids(dossier: Dossier) -> Iterator[Anomalie]:
    sommes: dict[str, Fraction] = defaultdict(Fraction)
    for rang, fiche in enumerate(dossier.liste("indicateur"), 1):
        poids, mission = fiche.get("poids"), str(fiche.get("mission") or "")
        if isinstance(poids, Fraction):
            avant = sommes[mission]
            sommes[mission] += poids
            if avant <= 1 < sommes[mission]:
                yield Anomalie(
                    f"indicateur.{rang}.poids",
                    f"Les poids de la mission « {mission} » dépassent 100 %.",
                    "Reprendre les poids du contrat.",
                    Gravite.A_REGARDER,
                    taux(sommes[mission]),
                )
