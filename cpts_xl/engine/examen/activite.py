"""The check of the activity: dates in order, results told, no action twice, no more members than professionals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.examen.commun import examiner_identifiant
from cpts_xl.engine.examen.non_engagees import sur_mission_non_engagee
from cpts_xl.formats import jour, nombre, pluriel

ETP_MAX = Fraction(6, 5)
"""Beyond, a full-time equivalent is not that of one person."""
CENT, POURCENTAGE = 100, 10
"""From ten on, it is rather a percentage of a full time."""
INTERVALLES = (
    ("action", "debut", "fin", "L'action finit avant de commencer."),
    ("convention", "date", "fin", "La convention finit avant de prendre effet."),
)


def activite(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong or doubtful in the actions, the agreements, the members and the team."""
    for tableau, premier, dernier, message in INTERVALLES:
        for rang, fiche in enumerate(dossier.liste(tableau), 1):
            debut, fin = fiche.get(premier), fiche.get(dernier)
            if isinstance(debut, date) and isinstance(fin, date) and fin < debut:
                yield Anomalie(
                    f"{tableau}.{rang}.{dernier}", message, "Vérifier les deux dates.", Gravite.A_REGARDER, jour(fin)
                )
    yield from _actions(dossier)
    yield from _citations(dossier)
    yield from _adherents(dossier)
    for rang, fiche in enumerate(dossier.liste("poste_equipe"), 1):
        etp = fiche.get("etp")
        if isinstance(etp, Fraction) and etp < 0:
            yield Anomalie(f"poste_equipe.{rang}.etp", "L'équivalent temps plein est négatif.", "Vérifier le nombre.")
        elif isinstance(etp, Fraction) and etp > ETP_MAX:
            yield from _plus_d_une_personne(f"poste_equipe.{rang}.etp", etp)
    yield from sur_mission_non_engagee(dossier, droit)


def _plus_d_une_personne(saisie: str, etp: Fraction) -> Iterator[Anomalie]:
    """Yield a full-time equivalent that one person cannot have: a percentage, hours of a week, or several people."""
    part = f"{nombre(etp / CENT)} si c'est {nombre(etp)}\u00a0% d'un temps plein, " if etp >= POURCENTAGE else ""
    yield Anomalie(
        saisie,
        f"L'équivalent temps plein est de {nombre(etp)} : c'est plus qu'une personne à temps plein.",
        f"Saisir {part}1 pour un temps plein, 0,8 pour quatre jours par semaine. Si la ligne réunit plusieurs "
        "personnes, ne rien changer.",
        Gravite.A_REGARDER,
        nombre(etp),
    )


def _doublons(dossier: Dossier, tableau: str, champ: str) -> Iterator[tuple[int, str, int]]:
    """Yield each row whose code was already used: its rank, the code, the rank of the first."""
    vus: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.liste(tableau), 1):
        code = str(fiche.get(champ) or "")
        if code and code.casefold() in vus:
            yield rang, code, vus[code.casefold()]
        vus.setdefault(code.casefold(), rang)


def _actions(dossier: Dossier) -> Iterator[Anomalie]:
    for rang, code, premier in _doublons(dossier, "action", "id"):
        yield Anomalie(
            f"action.{rang}.id",
            f"L'identifiant « {code} » sert déjà à la ligne {premier}.",
            "Donner un identifiant propre à chaque action : les dépenses y sont rattachées par lui.",
            autre=f"action.{premier}.id",
        )
    for rang, fiche in enumerate(dossier.liste("action"), 1):
        yield from examiner_identifiant(f"action.{rang}.id", str(fiche.get("id") or ""))
        yield from _resultat(f"action.{rang}", fiche, dossier.identite.get("arrete"))


def _resultat(i: str, fiche: Enregistrement, arrete: Any) -> Iterator[Anomalie]:
    etat, fin = fiche.get("etat"), fiche.get("fin")
    passee = isinstance(fin, date) and isinstance(arrete, date) and fin < arrete
    if passee and etat in {"prévue", "en cours"}:
        yield Anomalie(
            f"{i}.etat",
            f"L'action devait finir avant l'état, elle est encore dite {etat}.",
            "Mettre à jour l'état de l'action, ou sa date de fin.",
            Gravite.INFORMATION,
            str(etat),
        )
    if etat != "abandonnée" and (etat == "terminée" or passee) and not fiche.get("resultat"):
        yield Anomalie(
            f"{i}.resultat",
            "L'action est terminée, son résultat n'est pas écrit.",
            "Dire en une phrase ce qui a été obtenu : le rapport d'activité le reprend.",
            Gravite.INFORMATION,
        )


def _citations(dossier: Dossier) -> Iterator[Anomalie]:
    """Yield the codes that name nothing: an action, an indicator served, the key of a post of the team."""
    actions = {str(f.get("id")).casefold() for f in dossier.liste("action") if f.get("id")}
    for rang, fiche in enumerate(dossier.liste("depense"), 1):
        action = str(fiche.get("action") or "")
        if action and action.casefold() not in actions:
            yield Anomalie(
                f"depense.{rang}.action",
                f"L'action « {action} » n'est pas dans la feuille Actions.",
                "Écrire le numéro tel qu'il y figure, ou effacer la case.",
                Gravite.A_REGARDER,
                action,
            )
    indicateurs = {str(f.get("id")).casefold() for f in dossier.liste("indicateur") if f.get("id")}
    for rang, fiche in enumerate(dossier.liste("action"), 1):
        cites = [mot for mot in re.split(r"[,;\s]+", str(fiche.get("indicateurs") or "")) if mot]
        inconnus = [mot for mot in cites if mot.casefold() not in indicateurs]
        if inconnus:
            yield Anomalie(
                f"action.{rang}.indicateurs",
                f"Indicateur absent de la feuille Indicateurs : {', '.join(inconnus)}.",
                "Écrire les numéros tels qu'ils y figurent, séparés par une virgule.",
                Gravite.A_REGARDER,
                str(fiche.get("indicateurs")),
            )
    cles = {str(f.get("id")).casefold() for f in dossier.liste("cle") if f.get("id")}
    for rang, fiche in enumerate(dossier.liste("poste_equipe"), 1):
        cle = str(fiche.get("cle") or "")
        if cle and cle.casefold() not in cles:
            yield Anomalie(
                f"poste_equipe.{rang}.cle",
                f"La clé « {cle} » n'est pas dans la feuille des clés de répartition.",
                "Choisir une clé de la liste, ou la créer.",
                Gravite.A_REGARDER,
                cle,
            )


def _adherents(dossier: Dossier) -> Iterator[Anomalie]:
    for rang, code, premier in _doublons(dossier, "adherent", "profession"):
        yield Anomalie(
            f"adherent.{rang}.profession",
            f"La profession « {code} » figure déjà à la ligne {premier}.",
            "Garder une ligne par profession : les adhérents y seraient comptés deux fois.",
            Gravite.A_REGARDER,
            autre=f"adherent.{premier}.profession",
        )
    arrete = dossier.identite.get("arrete")
    if not isinstance(arrete, date):
        return
    for rang, fiche in enumerate(dossier.liste("adherent"), 1):
        profession, effectif = str(fiche.get("profession") or ""), fiche.get("territoire")
        adherents = sum(
            _adhere(pro, arrete)
            for pro in dossier.liste("professionnel")
            if str(pro.get("profession") or "").casefold() == profession.casefold()
        )
        if profession and isinstance(effectif, Fraction) and adherents > effectif:
            yield Anomalie(
                f"adherent.{rang}.territoire",
                f"{adherents} adhérent{pluriel(adherents)} pour {effectif} professionnel{pluriel(int(effectif))} "
                "sur le territoire.",
                "Vérifier l'effectif et sa date, ou les adhésions qui ont pris fin.",
                Gravite.A_REGARDER,
                str(effectif),
            )


def _adhere(professionnel: Enregistrement, arrete: date) -> bool:
    """Return whether a professional is a member on a day, as the rule « adherents_profession » counts."""
    debut, fin = professionnel.get("adhesion_debut"), professionnel.get("adhesion_fin")
    return isinstance(debut, date) and debut <= arrete and not (isinstance(fin, date) and fin < arrete)
