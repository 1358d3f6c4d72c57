"""The check of the evidence, of the past years and of the talks: what they cite must exist, and be found again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.pieces import chemin_interne
from cpts_xl.engine.schema.preuves import CITATIONS
from cpts_xl.formats import jour


def preuves(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the register of evidence and in the points of the dialogue."""
    connus, actions = _connus(dossier, "indicateur"), _connus(dossier, "action")
    vus: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.liste("piece"), 1):
        p, numero = f"piece.{rang}", str(fiche.get("numero") or "")
        if numero and numero.casefold() in vus:
            yield Anomalie(
                f"{p}.numero",
                f"Le numéro « {numero} » sert déjà à la ligne {vus[numero.casefold()]}.",
                "Donner un numéro propre à chaque pièce.",
                autre=f"piece.{vus[numero.casefold()]}.numero",
            )
        vus.setdefault(numero.casefold(), rang)
        yield from _citations(p, fiche, connus)
        if fiche.get("action") and str(fiche["action"]).casefold() not in actions:
            yield _inconnu(f"{p}.action", "L'action", fiche["action"], "Actions", Gravite.A_REGARDER)
        yield from _dates(p, fiche, dossier.identite.get("arrete"))
        fichier = fiche.get("fichier")
        if fichier and chemin_interne(fichier) is None:
            yield Anomalie(
                f"{p}.fichier",
                "Ce chemin ne reste pas dans le dossier de preuves : la présence du fichier ne sera pas vérifiée.",
                "Écrire le chemin à partir du dossier de preuves, par exemple acces/requete-2026-02.pdf.",
                Gravite.A_REGARDER,
                str(fichier),
            )
    for rang, fiche in enumerate(dossier.liste("point"), 1):
        cite = fiche.get("indicateur")
        if cite and str(cite).casefold() not in connus:
            yield _inconnu(f"point.{rang}.indicateur", "L'indicateur", cite, "Indicateurs")


def _connus(dossier: Dossier, tableau: str) -> set[str]:
    return {str(fiche.get("id")).casefold() for fiche in dossier.liste(tableau) if fiche.get("id")}


def _citations(p: str, fiche: Any, connus: set[str]) -> Iterator[Anomalie]:
    cites: set[str] = set()
    for champ in CITATIONS:
        cite = fiche.get(champ)
        if not cite:
            continue
        if str(cite).casefold() not in connus:
            yield _inconnu(f"{p}.{champ}", "L'indicateur", cite, "Indicateurs")
        elif str(cite).casefold() in cites:
            yield Anomalie(
                f"{p}.{champ}",
                f"La pièce cite deux fois l'indicateur « {cite} » : elle compterait double.",
                "Effacer la citation en trop.",
                Gravite.A_REGARDER,
            )
        cites.add(str(cite).casefold())


def _inconnu(saisie: str, quoi: str, cite: Any, feuille: str, gravite: Gravite = Gravite.BLOQUANT) -> Anomalie:
    return Anomalie(
        saisie,
        f"{quoi} « {cite} » n'est pas dans la feuille {feuille}.",
        "Choisir un numéro de la liste.",
        gravite,
        str(cite),
    )


def _dates(p: str, fiche: Any, arrete: Any) -> Iterator[Anomalie]:
    datee, limite = fiche.get("date"), fiche.get("valable_jusqu_au")
    if isinstance(datee, date) and isinstance(arrete, date) and datee > arrete:
        yield Anomalie(
            f"{p}.date",
            f"La pièce est datée d'après l'arrêté de l'état ({jour(arrete)}).",
            "Vérifier la date, ou dire au dialogue de gestion pourquoi elle vient après.",
            Gravite.A_REGARDER,
            jour(datee),
        )
    if isinstance(datee, date) and isinstance(limite, date) and limite < datee:
        yield Anomalie(
            f"{p}.valable_jusqu_au",
            "La pièce expire avant d'être datée.",
            "Vérifier les deux dates.",
            Gravite.A_REGARDER,
            jour(limite),
        )
