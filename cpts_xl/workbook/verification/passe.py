"""A past that this year's workbook does not tell as last year's did.

The history that a workbook carries was copied from the one before it: that one is at hand, so it is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.reprise import code_precedent
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import TABLEAUX, Champ
from cpts_xl.engine.suite import ouvrir
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import jour
from cpts_xl.rules.calendrier import MOIS_PAR_AN
from cpts_xl.rules.dates import plus_mois
from cpts_xl.rules.genres import NOMBRE, afficher
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.verification.annees import disent_pareil, fiches_de, nouveau_contrat, redefinis
from cpts_xl.workbook.verification.versions import correction_de

_CAUSES = {"taille": Cause.TAILLE, "population": Cause.TAILLE, "definition": Cause.DEFINITION}
_A_EXPLIQUER = "Rétablir ce que dit le classeur de l'année précédente, ou expliquer la différence."
_CLES = {"historique": ("annee", "indicateur"), "adherent": ("profession",), "compte": ("compte",)}
_PASSE = {"historique": None, "adherent": ("precedent",), "compte": ("precedent",)}
"""Columns of free tables that last year's workbook decides; None: all of them."""
_PASSE_FIXE = {"annee": None, "ligne": ("solde_n1",), "poste": ("ouverture",)}


def passe_recrit(lecture: Lecture, precedente: Lecture) -> list[Constat]:
    """Return where a workbook does not tell the past as last year's workbook does.

    History, closed years, balances due, opening of the envelopes, and definitions changed without saying so. A
    previous workbook that is not the one of the year before is one finding, and nothing is compared. A renewed contract
    carries of the former one its history alone: the rest is not compared, and that is told.
    """
    avant = calculer(precedente.dossier, precedente.droit)
    if not est_la_precedente(lecture, precedente, avant):
        return [_pas_la_precedente(lecture, precedente, avant.valeurs.get("identite.fin"))]
    constats = _recrits(lecture, precedente, avant)
    if (signature := nouveau_contrat(lecture, precedente)) is not None:
        constats.append(_renouvele(signature, precedente, avant))
    if (correction := correction_de(precedente.classeur, avant)) is not None:
        # l'année a pu s'ouvrir avec les nombres d'alors : n'est récrit que ce qui ne dit ni les uns ni les autres
        alors = {(c.feuille, c.cellule) for c in _recrits(lecture, precedente, correction.alors)}
        constats = [c for c in constats if not c.cellule or (c.feuille, c.cellule) in alors]
    return constats


def _recrits(lecture: Lecture, precedente: Lecture, avant: Resultat) -> list[Constat]:
    """Return where a workbook does not tell the past as last year's, computed so, hands it over."""
    nouveau = nouveau_contrat(lecture, precedente)
    try:
        attendu = ouvrir(avant, nouveau_contrat=nouveau).dossier
    except SaisieInvalide as erreur:
        return [Constat(Gravite.A_REGARDER, f"L'année précédente n'est pas comparée. {erreur}", cause=Cause.VALEUR)]
    constats: list[Constat] = []
    for table, codes in _PASSE_FIXE.items():
        for rangee, fiche in attendu.fiche(table).items():
            lue = lecture.dossier.fiche(table).get(rangee, {})
            if table == "annee" and not any(valeur is not None for valeur in fiche.values()):
                continue
            constats += _ecarts(lecture, table, f"{table}.{rangee}", fiche, lue, codes)
    for table, codes in _PASSE.items():
        # un nouveau contrat ne doit pas l'historique de l'ancien : rien n'en est dit s'il n'en reprend rien
        if nouveau is None or table != "historique" or any(fiches_de(lecture, table)):
            constats += _liste(lecture, table, attendu.liste(table), codes)
    if nouveau is None:  # un contrat neuf définit ses indicateurs : rien n'y est changé en silence
        constats += _definitions(lecture, precedente)
    return constats


def est_la_precedente(lecture: Lecture, precedente: Lecture, avant: Resultat | None = None) -> bool:
    """Return whether a workbook is that of the same CPTS, for the year that ends when this one begins.

    Between two contracts, months may pass, but no whole year. ``avant`` is the previous workbook computed, when it is
    at hand.
    """
    avant = avant or calculer(precedente.dossier, precedente.droit)
    fin, debut = avant.valeurs.get("identite.fin"), lecture.dossier.identite.get("debut")
    if fin != debut:
        if not isinstance(fin, date) or nouveau_contrat(lecture, precedente) is None:
            return False
        limite = plus_mois(fin, MOIS_PAR_AN)
        if not (isinstance(limite, date) and fin < lecture.dossier.debut < limite):
            return False
    noms = {normaliser(lu.dossier.identite.get("nom") or "") for lu in (precedente, lecture)}
    return len(noms) == 1


def _renouvele(signature: date, precedente: Lecture, avant: Resultat) -> Constat:
    """Return what is not compared because a contract began: usual after its last year, to be looked at before."""
    ancienne, annee = precedente.dossier.identite.get("signature"), avant.valeurs.get("identite.annee")
    anticipe = isinstance(annee, Fraction) and annee < avant.droit.valeur("duree_contrat")
    de_l_ancien = f" du contrat signé le {jour(ancienne)}" if isinstance(ancienne, date) else " d'un autre contrat"
    if anticipe:
        de_l_ancien += f", à son année {annee} seulement"
    return Constat(
        Gravite.A_REGARDER if anticipe else Gravite.INFORMATION,
        f"Première année du contrat signé le {jour(signature)} ; le classeur de l'année précédente est celui"
        f"{de_l_ancien} : années closes, soldes n-1, enveloppes et définitions n'en sont pas comparés.",
        remede="Vérifier les deux dates de signature.",
    )


def _pas_la_precedente(lecture: Lecture, precedente: Lecture, fin: Any) -> Constat:
    nom, sien = (lu.dossier.identite.get("nom") or "sans nom" for lu in (lecture, precedente))
    return Constat(
        Gravite.A_REGARDER, "Le classeur donné pour l'année précédente n'est pas celui de l'année d'avant : rien n'en "
        "est comparé.",
        lu=f"{sien}, {_dernier_jour(fin)}",
        attendu=f"{nom}, {_dernier_jour(lecture.dossier.identite.get('debut'))}",
        remede="Donner le classeur de la même CPTS, dont l'année finit quand celle-ci commence.", cause=Cause.VALEUR,
    )  # fmt: skip


def _dernier_jour(suivant: Any) -> str:
    """Return until which day a year goes, given the day that follows it, the first of another year."""
    if not isinstance(suivant, date):
        return "jusqu'à une date inconnue"
    return f"jusqu'au {afficher(NOMBRE, suivant - timedelta(1))}"


def _liste(
    lecture: Lecture, table: str, attendues: tuple[Mapping[str, Any], ...], codes: tuple[str, ...] | None
) -> Iterator[Constat]:
    """Yield what the rows of a free table tell of the past otherwise; a row that only this year has is new."""
    cles = _CLES[table]
    lues: dict[tuple[str, ...], int] = {}
    for rang, fiche in fiches_de(lecture, table):
        lues.setdefault(tuple(normaliser(fiche.get(cle)) for cle in cles), rang)
    for fiche in attendues:
        cle = tuple(normaliser(fiche.get(code)) for code in cles)
        if cle not in lues:
            if table == "historique":
                feuille = sheets.feuille_de(table).nom
                quoi = f"« {fiche.get('indicateur')} » pour l'année {fiche.get('annee')}"
                yield Constat(
                    Gravite.A_REGARDER,
                    f"L'historique ne dit plus rien de {quoi}.",
                    feuille, cause=Cause.VALEUR, remede="Reprendre la ligne du classeur de l'année précédente.",
                )  # fmt: skip
            continue
        lue = lecture.dossier.liste(table)[lues[cle] - 1]
        yield from _ecarts(lecture, table, f"{table}.{lues[cle]}", fiche, lue, codes)


def _ecarts(  # noqa: PLR0917  (une ligne, ce qu'elle devait dire, ce qu'elle dit)
    lecture: Lecture, table: str, rangee: str, attendue: Mapping[str, Any], lue: Mapping[str, Any],
    codes: tuple[str, ...] | None,
) -> Iterator[Constat]:  # fmt: skip
    champs: dict[str, Champ] = {champ.code: champ for champ in TABLEAUX[table].champs}
    for code, due in attendue.items():
        if (codes is not None and code not in codes) or code not in champs or code in {"textes", "source"}:
            continue
        if due is None and table != "annee":  # ce que l'an dernier ne savait pas, une notification l'a pu dire
            continue
        if not disent_pareil(due, lue.get(code)):
            yield _recrit(lecture, f"{rangee}.{code}", champs[code], due, lue.get(code))


def _recrit(lecture: Lecture, ident: str, champ: Champ, due: Any, lu: Any) -> Constat:
    feuille, adresse = lecture.places.get(ident, ("", ""))
    euros = None
    if champ.genre.code == "montant" and isinstance(due, Fraction):
        euros = abs((lu if isinstance(lu, Fraction) else Fraction(0)) - due)
    return Constat(
        Gravite.A_REGARDER, f"{champ.libelle} : le classeur de l'année précédente dit autre chose.", feuille, adresse,
        afficher(champ.genre, lu), afficher(champ.genre, due), _A_EXPLIQUER,
        _CAUSES.get(champ.code, Cause.VALEUR), euros,
    )  # fmt: skip


def _definitions(lecture: Lecture, precedente: Lecture) -> Iterator[Constat]:
    """Yield the indicators whose definition changed since last year, and that do not say so."""
    champs = {champ.code: champ for champ in TABLEAUX["indicateur"].champs}
    anciens = {normaliser(fiche.get("id")): fiche for _, fiche in fiches_de(precedente, "indicateur")}
    for rang, fiche in fiches_de(lecture, "indicateur"):
        avant = anciens.get(normaliser(code_precedent(fiche, lecture.dossier.liste("indicateur"))))
        if avant is None or fiche.get("definition_changee") == "Oui":
            continue
        for code in redefinis(avant, fiche):
            feuille, adresse = lecture.places.get(f"indicateur.{rang}.{code}", ("", ""))
            yield Constat(
                Gravite.A_REGARDER,
                f"Indicateur {fiche.get('id')}, {champs[code].libelle.lower()} : ce n'est plus celui de l'année "
                "précédente, et la colonne « Définition changée » ne le dit pas.",
                feuille, adresse, afficher(champs[code].genre, fiche.get(code)),
                afficher(champs[code].genre, avant.get(code)), "Écrire « Oui » dans cette colonne, et le motif.",
                Cause.DEFINITION,
            )  # fmt: skip
