"""The charts of the report, in plain data: a title that states the finding, values that are those of the steps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cpts_xl.engine.schema import FONCTIONNEMENT
from cpts_xl.report.graphiques import Graphique, Serie, Sorte
from cpts_xl.report.indicateurs import cette_periode, ident_de_cible, indicateur_de_tete, passe, periode_de
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.preuves import FORCES
from cpts_xl.report.typographie import composer

CODES = ("cibles", "adherents", "statuts", "preuves", "enveloppes")
"""The charts of the whole CPTS; each mission has besides its own series, « serie_acces »."""


def figures(lecteur: Lecteur) -> dict[str, Graphique]:
    """Return the charts that have something to draw, by code; each stands beside the table of its data."""
    faits = (*(_FAIRE[code](lecteur) for code in CODES), *_series(lecteur))
    return {graphique.code: graphique for graphique in faits if graphique is not None and not graphique.vide}


def _exact(valeur: Any) -> Fraction | None:
    """Return a number, or nothing: an absence is a gap, never a zero."""
    return valeur if isinstance(valeur, Fraction) else None


def _serie(lecteur: Lecteur, nom: str, idents: list[str]) -> Serie:
    return Serie(nom, tuple(_montree(lecteur, ident) for ident in idents))


def _montree(lecteur: Lecteur, ident: str) -> Fraction | None:
    return None if lecteur.depense_non_saisie(ident) else _exact(lecteur.valeurs[ident])


def _enumere(noms: list[str]) -> str:
    *premiers, dernier = noms
    return f"{', '.join(premiers)} et {dernier}" if premiers else dernier


def _cibles(lecteur: Lecteur) -> Graphique | None:
    """Return what the indicators could earn and what they earned, by mission (G1)."""
    missions = [m for m in lecteur.droit.missions
                if lecteur.engagee(m.code) and lecteur.valeurs[f"couverture.{m.code}.indicateurs"] != 0]  # fmt: skip
    if not missions:
        return None
    en_jeu = [f"ligne.{_variable(lecteur, m.code)}.plafond" for m in missions]
    acquis = [f"mission.{m.code}.acquis" for m in missions]
    # rien n'est en jeu pour une crise non reconnue : zéro acquis sur zéro n'est pas une part acquise en entier
    pleines = [m.libelle for m, a, b in zip(missions, en_jeu, acquis, strict=True)
               if lecteur.valeurs[a] != 0 and isinstance(lecteur.valeurs[b], Fraction)
               and lecteur.valeurs[b] == lecteur.valeurs[a]]  # fmt: skip
    if any(_exact(lecteur.valeurs[ident]) is None for ident in (*en_jeu, *acquis)):
        constat = "Part variable acquise par mission, avant prorata : encore incomplète"
    elif pleines:
        constat = f"Part variable acquise en entier, avant prorata : {_enumere(pleines)}"
    elif all(lecteur.valeurs[ident] == 0 for ident in en_jeu):
        constat = "Part variable, avant prorata : aucun montant n'est en jeu cette année"
    else:
        constat = "Aucune mission n'a acquis toute sa part variable, avant prorata"
    return Graphique(
        "cibles", Sorte.GROUPEES, constat, tuple(composer(m.libelle) for m in missions),
        (_serie(lecteur, "En jeu", en_jeu), _serie(lecteur, "Acquis", acquis)), "€",
        "Pour chaque mission qui a des indicateurs, le montant en jeu et le montant acquis, avant prorata.",
        "Tableaux 8 et 12",
    )  # fmt: skip


def _variable(lecteur: Lecteur, mission: str) -> str:
    """Return the line of the grid that pays the indicators of a mission."""
    return str(
        next(ligne.code for ligne in lecteur.droit.lignes if ligne.mission == mission and ligne.volet == "variable")
    )


def _adherents(lecteur: Lecteur) -> Graphique | None:
    """Return the rate of membership by profession (G3); a rate to complete leaves a gap."""
    rangs = [n for n, f in enumerate(lecteur.dossier.liste("adherent"), 1) if f.get("profession")]
    taux = {n: lecteur.valeurs[f"adherent.{n}.taux"] for n in rangs}
    connus = {n: valeur for n, valeur in taux.items() if isinstance(valeur, Fraction)}
    if not connus:
        return None
    haut = max(connus, key=lambda n: connus[n])
    return Graphique(
        "adherents", Sorte.BARRES, f"Taux d'adhésion le plus haut : {lecteur.valeurs[f'adherent.{haut}.profession']}",
        tuple(composer(str(lecteur.valeurs[f"adherent.{n}.profession"])) for n in rangs),
        (_serie(lecteur, "Taux d'adhésion", [f"adherent.{n}.taux" for n in rangs]),),
        "%", "Part des professionnels du territoire qui adhèrent, par profession.", "Tableau 5",
    )  # fmt: skip


def _statuts(lecteur: Lecteur) -> Graphique | None:
    """Return what is earned and what remained to be earned, for the indicators that are not wholly reached (G5)."""
    rangs = [n for n, f in enumerate(lecteur.dossier.liste("indicateur"), 1)
             if f.get("id") and lecteur.valeurs[f"indicateur.{n}.reste_enjeu"] != 0]  # fmt: skip
    if not rangs:
        return None
    noms = {n: str(lecteur.valeurs[f"indicateur.{n}.id"]) for n in rangs}
    rates = [nom for n, nom in noms.items() if lecteur.valeurs[f"indicateur.{n}.statut"] == "non atteint"]
    inconnus = [nom for n, nom in noms.items() if _exact(lecteur.valeurs[f"indicateur.{n}.acquis"]) is None]
    if inconnus:
        constat = f"Indicateurs encore à évaluer : {_enumere(inconnus)}"
    elif rates:
        constat = f"Indicateurs non atteints : {_enumere(rates)}"
    else:
        constat = "Aucun indicateur n'est resté non atteint"
    return Graphique(
        "statuts", Sorte.EMPILEES, constat, tuple(composer(nom) for nom in noms.values()),
        (_serie(lecteur, "Acquis", [f"indicateur.{n}.acquis" for n in rangs]),
         _serie(lecteur, "Reste à gagner", [f"indicateur.{n}.reste_enjeu" for n in rangs])),
        "€", "Indicateurs qui ne sont pas atteints en totalité : montant acquis et reste à gagner.", "Tableau 11",
    )  # fmt: skip


def _preuves(lecteur: Lecteur) -> Graphique | None:
    """Return how many indicators of each mission rest on each strength of proof (G6)."""
    missions = [m for m in lecteur.droit.missions if lecteur.valeurs[f"couverture.{m.code}.indicateurs"] != 0]
    if not missions:
        return None
    sans = lecteur.valeurs["couverture.total.force_0"]
    constat = (
        "Chaque indicateur a une pièce valable" if sans == 0
        else "Un indicateur au moins n'a aucune pièce valable"
    )  # fmt: skip
    return Graphique(
        "preuves", Sorte.EMPILEES, constat, tuple(composer(m.libelle) for m in missions),
        tuple(_serie(lecteur, f"{rang} – {mot}", [f"couverture.{m.code}.force_{rang}" for m in missions])
              for rang, mot in FORCES.items()),
        "", "Nombre d'indicateurs de chaque mission, par force de leur meilleure preuve.", "Tableau 11",
    )  # fmt: skip


def _enveloppes(lecteur: Lecteur) -> Graphique | None:
    """Return the right and the spending of each envelope (G7)."""
    codes = [c for c in (FONCTIONNEMENT, *(m.code for m in lecteur.droit.missions)) if lecteur.poste_montre(c)]
    parts = {c: lecteur.valeurs[f"poste.{c}.consommation"] for c in codes}
    au_dela = [
        str(lecteur.valeurs[f"poste.{c}.libelle"]) for c, p in parts.items() if isinstance(p, Fraction) and p > 1
    ]
    inconnues = [str(lecteur.valeurs[f"poste.{c}.libelle"]) for c, p in parts.items() if _exact(p) is None]
    if all(lecteur.depense_non_saisie(f"poste.{c}.depense") for c in codes):
        constat = "Aucune dépense saisie : la part consommée des enveloppes n'est pas connue"
    elif au_dela:
        constat = f"Dépense supérieure au droit ouvert : {_enumere(au_dela)}"
    elif inconnues:
        constat = f"Part consommée encore inconnue : {_enumere(inconnues)}"
    else:
        constat = "Aucune enveloppe n'est dépensée au-delà de son droit ouvert"
    return Graphique(
        "enveloppes", Sorte.GROUPEES, constat,
        tuple(composer(str(lecteur.valeurs[f"poste.{c}.libelle"])) for c in codes),
        (_serie(lecteur, "Droit ouvert", [f"poste.{c}.droit" for c in codes]),
         _serie(lecteur, "Dépensé", [f"poste.{c}.depense" for c in codes])),
        "€", "Droit ouvert et dépense de chaque enveloppe, dans l'année conventionnelle.", "Tableaux 10 et 17",
    )  # fmt: skip


def _series(lecteur: Lecteur) -> Iterator[Graphique | None]:
    """Yield the leading indicator of each engaged mission over four years at most (G4)."""
    for mission in lecteur.droit.missions:
        rang = indicateur_de_tete(lecteur, mission.code) if lecteur.engagee(mission.code) else 0
        fiche = lecteur.dossier.liste("indicateur")[rang - 1] if rang else {}
        anciennes = passe(lecteur, fiche) if rang else []
        if not anciennes:
            continue
        # une mesure en % est saisie « 76,3 » : la convertir en taux serait un calcul
        signe = " (%)" if fiche.get("unite") == "%" else ""
        cibles = [a.get("cible") for _, a in anciennes]
        valeurs = [a.get("valeur") for _, a in anciennes]
        cibles.append(lecteur.valeurs[ident_de_cible(rang, fiche)])
        valeurs.append(lecteur.valeurs[f"indicateur.{rang}.valeur"])
        annees = [periode_de(lecteur, a) for _, a in anciennes]
        annees.append(cette_periode(lecteur))
        yield Graphique(
            f"serie_{mission.code}", Sorte.COURBE, _constat_de_serie(lecteur, rang, fiche, anciennes[-1][1]),
            tuple(annees),
            (Serie(f"Cible{signe}", tuple(_exact(v) for v in cibles)),
             Serie(f"Résultat{signe}", tuple(_exact(v) for v in valeurs))),
            "" if signe else str(fiche.get("unite") or ""),
            f"Cible et résultat de l'indicateur {fiche['id']}, année par année.",
            f"Tableau de l'indicateur {fiche['id']}",
        )  # fmt: skip


def _constat_de_serie(lecteur: Lecteur, rang: int, fiche: Any, ancienne: Any) -> str:
    """Return the direction since last year, in words: nothing is subtracted."""
    valeur, avant = lecteur.valeurs[f"indicateur.{rang}.valeur"], ancienne.get("valeur")
    nom = str(fiche.get("libelle") or fiche["id"])
    if not isinstance(valeur, Fraction) or not isinstance(avant, Fraction):
        return f"{nom} : série incomplète"
    if valeur == avant:
        return f"{nom} : stable depuis l'an dernier"
    return f"{nom} : {'en hausse' if valeur > avant else 'en baisse'} depuis l'an dernier"


_FAIRE = {
    "cibles": _cibles,
    "adherents": _adherents,
    "statuts": _statuts,
    "preuves": _preuves,
    "enveloppes": _enveloppes,
}
