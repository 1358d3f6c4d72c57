"""The check of the money spent: where each spending goes, when, once only; keys that make a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.examen.commun import examiner_identifiant
from cpts_xl.engine.examen.identite import fin_annee
from cpts_xl.engine.schema import postes
from cpts_xl.engine.schema.argent import CHARGES, POSTES_CLE
from cpts_xl.formats import jour, pluriel, taux
from cpts_xl.rules.verbs import arrondi

Periode = tuple[str, date, date]


def depenses(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield the spending that goes nowhere, or twice, or to an unknown key, or to no year; and the likely doubles."""
    cles = {str(fiche.get("id")).casefold() for fiche in dossier.liste("cle") if fiche.get("id")}
    periodes = _periodes(dossier)
    vues: dict[tuple[Any, ...], tuple[int, str]] = {}
    references: dict[str, int] = {}
    yield from _apres_l_arrete(dossier, periodes)
    for rang, fiche in enumerate(dossier.liste("depense"), 1):
        d = f"depense.{rang}"
        yield from _destination(d, fiche, cles)
        yield from _calendrier(d, fiche, periodes)
        yield from _nature(d, fiche)
        yield from _double(rang, fiche, vues, references)


def _destination(d: str, fiche: Enregistrement, cles: set[str]) -> Iterator[Anomalie]:
    """Yield what is wrong in where a spending goes: one post, or one key that exists."""
    poste, cle = fiche.get("poste"), str(fiche.get("cle") or "")
    if poste and cle:
        yield Anomalie(
            f"{d}.cle",
            f"La dépense a un poste (« {poste} ») et une clé (« {cle} ») : elle serait comptée deux fois.",
            "Effacer l'un des deux.",
            lu=cle,
        )
    if not poste and not cle:
        yield Anomalie(
            f"{d}.poste",
            "La dépense n'a ni poste ni clé : les totaux par poste restent à compléter.",
            "Choisir un poste, ou une clé si la dépense est partagée.",
            Gravite.A_REGARDER,
        )
    if cle and cle.casefold() not in cles:
        yield Anomalie(
            f"{d}.cle",
            f"La clé « {cle} » n'est pas dans la feuille Clés : cette dépense n'irait à aucun poste.",
            "Écrire la clé telle qu'elle y figure, ou l'y ajouter.",
            lu=cle,
        )


def _periodes(dossier: Dossier) -> list[Periode]:
    """Return the calendars that are known: contract year and accounting year, first day and last day."""
    i = dossier.identite
    annee, exercice = (i.get("debut"), fin_annee(dossier)), (i.get("exercice_debut"), i.get("exercice_cloture"))
    periodes = []
    if isinstance(annee[0], date) and annee[1] is not None:
        periodes.append(("l'année conventionnelle", annee[0], date.fromordinal(annee[1].toordinal() - 1)))
    if isinstance(exercice[0], date) and isinstance(exercice[1], date):
        periodes.append(("l'exercice comptable", exercice[0], exercice[1]))
    return periodes


def _calendrier(d: str, fiche: Enregistrement, periodes: list[Periode]) -> Iterator[Anomalie]:
    """Yield a spending whose day is in no calendar that this workbook follows; paid in one, it counts in cash there."""
    quand, paye_le = fiche.get("date"), fiche.get("paye_le")
    if isinstance(paye_le, date) and any(debut <= paye_le <= fin for _nom, debut, fin in periodes):
        return
    if isinstance(quand, date) and periodes and not any(debut <= quand <= fin for _nom, debut, fin in periodes):
        bornes = " ni dans ".join(f"{nom} ({jour(debut)} au {jour(fin)})" for nom, debut, fin in periodes)
        yield Anomalie(
            f"{d}.date",
            f"La dépense n'est pas dans {bornes} : elle n'y compte pas.",
            "Vérifier la date, ou porter la dépense dans le classeur de son année.",
            Gravite.A_REGARDER,
            jour(quand),
        )


def _apres_l_arrete(dossier: Dossier, periodes: list[Periode]) -> Iterator[Anomalie]:
    """Yield, once for all of them, the spendings that count though dated after the day of the state."""
    arrete = dossier.identite.get("arrete")
    apres = [
        (rang, quand)
        for rang, fiche in enumerate(dossier.liste("depense"), 1)
        if isinstance(arrete, date)
        and isinstance(quand := fiche.get("date"), date)
        and quand > arrete
        and any(debut <= quand <= fin for _nom, debut, fin in periodes)
    ]
    if apres and isinstance(arrete, date):
        rang, quand = apres[0]
        autres = f", comme {len(apres) - 1} autre{pluriel(len(apres) - 1)}," if len(apres) > 1 else ""
        yield Anomalie(
            f"depense.{rang}.date",
            f"Cette dépense{autres} est datée d'après la date d'arrêté ({jour(arrete)}) et comptée telle qu'elle est "
            "saisie dans le dépensé.",
            "Vérifier ces dates, ou la date d'arrêté, feuille Identité.",
            Gravite.A_REGARDER,
            jour(quand),
        )


def _nature(d: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    """Yield an account that does not begin with the nature chosen."""
    nature, compte = str(fiche.get("nature") or ""), str(fiche.get("compte") or "")
    if nature in CHARGES and compte and not compte.startswith(nature):
        yield Anomalie(
            f"{d}.compte",
            f"Le compte « {compte} » n'est pas de la nature {nature}.",
            "Vérifier la nature ou le compte : le rapprochement avec les comptes en dépend.",
            Gravite.A_REGARDER,
            compte,
        )


def _double(
    rang: int, fiche: Enregistrement, vues: dict[tuple[Any, ...], tuple[int, str]], references: dict[str, int]
) -> Iterator[Anomalie]:
    """Yield a spending already seen: same reference of import, or same day, amount, piece and supplier."""
    reference = str(fiche.get("reference") or "")
    if reference and reference in references:
        yield Anomalie(
            f"depense.{rang}.reference",
            f"Cette dépense a déjà été importée à la ligne {references[reference]}.",
            "Supprimer l'une des deux lignes.",
            lu=reference,
            autre=f"depense.{references[reference]}.reference",
        )
        return
    references.setdefault(reference, rang)
    signe = (fiche.get("date"), fiche.get("montant"), fiche.get("piece"), fiche.get("fournisseur"))
    if not isinstance(signe[0], date) or signe[1] is None:
        return
    avant, autre = vues.get(signe, (0, ""))
    if avant and not (reference and autre):  # deux lignes d'une même écriture ont chacune leur référence
        yield Anomalie(
            f"depense.{rang}.montant",
            f"Même date, même montant, même pièce et même fournisseur qu'à la ligne {avant}.",
            "Si c'est la même dépense, supprimer l'une des deux lignes.",
            Gravite.A_REGARDER,
            autre=f"depense.{avant}.montant",
        )
    vues.setdefault(signe, (rang, reference))


def cles(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the keys: identifier, share out of bounds, sum, mission that the text does not know."""
    connus = postes(droit)
    servies = {str(fiche.get("cle")).casefold() for fiche in dossier.liste("depense") if fiche.get("cle")}
    vues: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.liste("cle"), 1):
        k, ident = f"cle.{rang}", str(fiche.get("id") or "")
        yield from examiner_identifiant(f"{k}.id", ident)
        if ident and ident.casefold() in vues:
            yield Anomalie(
                f"{k}.id",
                f"La clé « {ident} » figure déjà à la ligne {vues[ident.casefold()]} : elle répartirait deux fois.",
                "Donner un identifiant propre à chaque clé.",
                lu=ident,
                autre=f"cle.{vues[ident.casefold()]}.id",
            )
        vues.setdefault(ident.casefold(), rang)
        parts = {poste: fiche.get(f"part_{poste}") for poste in POSTES_CLE}
        nombres = {poste: part for poste, part in parts.items() if isinstance(part, Fraction)}
        for poste, part in nombres.items():
            yield from _part(f"{k}.part_{poste}", poste, part, connus)
        somme = arrondi(sum(nombres.values(), Fraction(0)), 9)  # trois tiers, lus d'un tableur, font un
        if ident and somme != 1 and all(0 <= part <= 1 for part in nombres.values()):
            yield Anomalie(
                f"{k}.part_{POSTES_CLE[0]}",
                f"Les parts de la clé « {ident} » font {taux(somme)}, et non 100 %.",
                "Compléter les parts : tant qu'elles ne font pas 100 %, rien n'est réparti.",
                Gravite.BLOQUANT if ident.casefold() in servies else Gravite.A_REGARDER,
            )


def _part(saisie: str, poste: str, part: Fraction, connus: dict[str, str]) -> Iterator[Anomalie]:
    if not 0 <= part <= 1:
        yield Anomalie(saisie, "Une part va de 0 à 100 %.", "Saisir un taux de 0 à 100 %.", lu=taux(part))
    elif part and poste not in connus:
        yield Anomalie(
            saisie,
            f"La mission « {poste} » n'existe pas dans le texte en vigueur : cette part n'irait à aucun poste.",
            f"Effacer cette part ; postes connus : {', '.join(connus)}.",
            lu=taux(part),
        )
