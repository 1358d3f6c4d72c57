"""The check of the people: identifiers without a name, memberships, rates, meetings, payments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.examen.commun import examiner_identifiant
from cpts_xl.engine.examen.durees import duree
from cpts_xl.engine.examen.identite import MOIS_PAR_AN, fin_annee, suit_un_contrat
from cpts_xl.formats import jour
from cpts_xl.rules.dates import plus_mois


def personnes(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the professionals, their rates, the meetings and the participations."""
    yield from _cles(dossier, "tarif", "profession", "Garder une seule ligne par profession : le taux serait ambigu.")
    yield from _cles(dossier, "professionnel", "id", "Donner un identifiant propre à chaque professionnel.")
    yield from _cles(dossier, "reunion", "id", "Donner un identifiant propre à chaque réunion.")
    for rang, fiche in enumerate(dossier.liste("tarif"), 1):
        taux = fiche.get("taux_horaire")
        if isinstance(taux, Fraction) and taux <= 0:
            yield Anomalie(f"tarif.{rang}.taux_horaire", "Un taux horaire est positif.", "Reprendre la délibération.")
        elif taux is not None and fiche.get("approuve_le") is None:
            yield Anomalie(
                f"tarif.{rang}.approuve_le",
                f"Le taux horaire de « {fiche.get('profession')} » est saisi sans la date de son approbation : le "
                "contrôle des taux le tient pour approuvé.",
                "Saisir la date de la délibération qui a fixé ce taux, ou le faire approuver.",
                Gravite.A_REGARDER,
            )
    tarifs = _index(dossier, "tarif", "profession")
    payes = {_cle(fiche.get("professionnel")) for fiche in dossier.liste("participation") if _payee(fiche)}
    for rang, fiche in enumerate(dossier.liste("professionnel"), 1):
        yield from _professionnel(f"professionnel.{rang}", fiche, tarifs, paye=_cle(fiche.get("id")) in payes)
    for rang, fiche in enumerate(dossier.liste("reunion"), 1):
        yield from examiner_identifiant(f"reunion.{rang}.id", str(fiche.get("id") or ""))
        yield from duree(f"reunion.{rang}.duree", fiche.get("duree"), longue=False)
        yield from _tenue(f"reunion.{rang}.date", fiche.get("date"), dossier)
    yield from _participations(dossier)


def _cle(valeur: Any) -> str:
    return str(valeur or "").casefold()


def _index(dossier: Dossier, tableau: str, champ: str) -> dict[str, Enregistrement]:
    return {_cle(fiche.get(champ)): fiche for fiche in dossier.liste(tableau) if fiche.get(champ)}


def _payee(fiche: Enregistrement) -> bool:
    return isinstance(fiche.get("paye_le"), date) and fiche.get("nature") != "aucune"


def _cles(dossier: Dossier, tableau: str, champ: str, remede: str) -> Iterator[Anomalie]:
    """Yield each key that already stands higher in its table."""
    vues: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.liste(tableau), 1):
        cle = _cle(fiche.get(champ))
        if cle and cle in vues:
            yield Anomalie(
                f"{tableau}.{rang}.{champ}",
                f"« {fiche[champ]} » figure déjà à la ligne {vues[cle]}.",
                remede,
                lu=str(fiche[champ]),
                autre=f"{tableau}.{vues[cle]}.{champ}",
            )
        vues.setdefault(cle, rang)


def _tenue(saisie: str, tenue: Any, dossier: Dossier) -> Iterator[Anomalie]:
    """Yield a meeting held before the contract was signed, or more than a year after the contract year.

    A renewed contract also has the meetings of the former one that are still to be paid: its last year, and the months
    without a contract.
    """
    signature, fin = dossier.identite.get("signature"), fin_annee(dossier)
    premiere = plus_mois(signature, -2 * MOIS_PAR_AN) if signature and suit_un_contrat(dossier) else signature
    limite = None if fin is None else plus_mois(fin, MOIS_PAR_AN)
    if not isinstance(tenue, date):
        return
    if isinstance(signature, date) and isinstance(premiere, date) and tenue < premiere:
        dite = f"précède la signature du contrat ({jour(signature)})"
    elif fin is not None and isinstance(limite, date) and tenue >= limite:
        dite = f"vient plus d'un an après la fin de l'année conventionnelle (le {jour(fin)})"
    else:
        return
    yield Anomalie(
        saisie,
        f"La date de cette réunion {dite}.",
        "Vérifier la date, ou porter la réunion dans le classeur de son année.",
        Gravite.A_REGARDER,
        jour(tenue),
    )


def _professionnel(
    i: str, fiche: Enregistrement, tarifs: dict[str, Enregistrement], *, paye: bool
) -> Iterator[Anomalie]:
    yield from examiner_identifiant(f"{i}.id", str(fiche.get("id") or ""))
    profession = fiche.get("profession")
    if profession and _cle(profession) not in tarifs:
        yield Anomalie(
            f"{i}.profession",
            f"« {profession} » n'a pas de ligne à la feuille Tarifs.",
            "Y ajouter la profession et son taux approuvé.",
            Gravite.A_REGARDER,
            str(profession),
        )
    debut, fin = fiche.get("adhesion_debut"), fiche.get("adhesion_fin")
    if isinstance(debut, date) and isinstance(fin, date) and fin < debut:
        yield Anomalie(f"{i}.adhesion_fin", "L'adhésion prend fin avant de commencer.", "Vérifier les deux dates.")
    deja = fiche.get("deja_verse")
    if isinstance(deja, Fraction) and deja < 0:
        yield Anomalie(
            f"{i}.deja_verse", "Ce qui a été versé est négatif.", "Reprendre le relevé de l'année précédente."
        )
    if paye and fiche.get("exercice") == "salarié" and fiche.get("convention_employeur") != "Oui":
        yield Anomalie(
            f"{i}.convention_employeur",
            "Un salarié est payé sans accord déclaré de son employeur.",
            "Indiquer la convention avec l'employeur, ou expliquer.",
            Gravite.A_REGARDER,
        )


def _participations(dossier: Dossier) -> Iterator[Anomalie]:
    professionnels, reunions = _index(dossier, "professionnel", "id"), _index(dossier, "reunion", "id")
    debut = dossier.identite.get("debut")
    vues: dict[tuple[str, str], int] = {}
    for rang, fiche in enumerate(dossier.liste("participation"), 1):
        i = f"participation.{rang}"
        qui, reunion = str(fiche.get("professionnel") or ""), _cle(fiche.get("reunion"))
        mal_ecrit = list(examiner_identifiant(f"{i}.professionnel", qui))
        yield from mal_ecrit
        if qui and not mal_ecrit and _cle(qui) not in professionnels:
            yield Anomalie(
                f"{i}.professionnel",
                f"« {qui} » n'est pas à la feuille Professionnels.",
                "L'y ajouter : sa profession donne le taux et le compte des présents, ses dates l'adhésion.",
                lu=qui,
            )
        yield from duree(f"{i}.duree", fiche.get("duree"), longue=not reunion)
        if reunion:
            yield from _sans_profession(i, fiche, professionnels.get(_cle(qui)))
            yield from _reunion(i, fiche, reunions.get(reunion))
            if (_cle(qui), reunion) in vues:
                yield Anomalie(
                    f"{i}.professionnel",
                    f"« {qui} » figure déjà à cette réunion, ligne {vues[_cle(qui), reunion]}.",
                    "Garder une ligne par personne et par réunion, ou expliquer.",
                    Gravite.A_REGARDER,
                    autre=f"participation.{vues[_cle(qui), reunion]}.professionnel",
                )
            vues.setdefault((_cle(qui), reunion), rang)
        yield from _paiement(i, fiche, debut)


def _sans_profession(i: str, fiche: Enregistrement, professionnel: Enregistrement | None) -> Iterator[Anomalie]:
    """Yield a presence that no count by profession holds: the professional is known, his profession is not."""
    if professionnel is None or professionnel.get("profession"):
        return
    qui = fiche["professionnel"]
    yield Anomalie(
        f"{i}.professionnel",
        f"La profession de « {qui} » n'est pas renseignée : sa présence à la réunion « {fiche['reunion']} » n'entre "
        "dans aucun compte de présents par profession.",
        f"Choisir la profession de « {qui} » à la feuille Professionnels.",
        Gravite.A_REGARDER,
        str(qui),
    )


def _reunion(i: str, fiche: Enregistrement, reunion: Enregistrement | None) -> Iterator[Anomalie]:
    if reunion is None:
        lu = str(fiche["reunion"])
        yield Anomalie(
            f"{i}.reunion", f"« {lu} » n'est pas à la feuille Réunions.", "L'y ajouter, ou vider la case.", lu=lu
        )
        return
    tenue, vecue = reunion.get("date"), fiche.get("date")
    if isinstance(tenue, date) and isinstance(vecue, date) and tenue != vecue:
        yield Anomalie(
            f"{i}.date",
            f"La réunion s'est tenue le {jour(tenue)}, non ce jour-là.",
            "Accorder les deux dates.",
            Gravite.A_REGARDER,
            jour(vecue),
        )


def _paiement(i: str, fiche: Enregistrement, debut: Any) -> Iterator[Anomalie]:
    paye_le, vecue = fiche.get("paye_le"), fiche.get("date")
    if fiche.get("nature") == "aucune" and (paye_le is not None or fiche.get("montant_saisi") is not None):
        yield Anomalie(
            f"{i}.nature",
            "Cette participation ne donne lieu à aucun paiement, et pourtant un montant ou une date est saisi.",
            "Choisir indemnité ou rémunération, ou vider ces cases.",
            Gravite.A_REGARDER,
        )
    if not isinstance(paye_le, date):
        return
    if isinstance(vecue, date) and paye_le < vecue:
        yield Anomalie(
            f"{i}.paye_le",
            "Le paiement précède le travail.",
            "Vérifier les deux dates.",
            Gravite.A_REGARDER,
            jour(paye_le),
        )
    if isinstance(debut, date) and not debut.year <= paye_le.year <= debut.year + 1:
        yield Anomalie(
            f"{i}.paye_le",
            "Ce paiement n'est dans aucune des deux années civiles de ce classeur.",
            "Le reporter dans le classeur de l'année où il tombe.",
            Gravite.A_REGARDER,
            jour(paye_le),
        )
    elif isinstance(debut, date) and paye_le < debut:
        yield Anomalie(
            f"{i}.paye_le",
            "Ce paiement précède l'année conventionnelle.",
            "Le compter dans « Déjà versé », feuille Professionnels, et non ici : il compterait deux fois.",
            Gravite.A_REGARDER,
            jour(paye_le),
        )
