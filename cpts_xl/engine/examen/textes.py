"""The check of the texts that take effect during the contract year, or on the first day of the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen.identite import fin_annee, rang_annee
from cpts_xl.formats import jour, pluriel
from cpts_xl.law.fold import plie

MONTANT = "montant"
"""First word of the key of an amount of the grid, before its line and its size."""

TOTAUX = ("total_acces",)
"""First words of the keys that only control a sum of the grid: they follow its amounts, and pay nothing."""


@dataclass(frozen=True, slots=True)
class Effets:
    """What a text does to a law, in labels: amounts changed, lines ended, lines created, other values changed."""

    changees: tuple[str, ...]
    finies: tuple[str, ...]
    creees: tuple[str, ...]
    autres: tuple[str, ...]

    def __bool__(self) -> bool:
        """Return whether the text does anything to what was in force."""
        return bool(self.changees or self.finies or self.creees or self.autres)


def textes(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield the texts that take effect after the first day of the contract year and until that of the next one."""
    fin, rang = fin_annee(dossier), rang_annee(dossier)
    if fin is None or rang is None:
        return
    debut, suivie = dossier.debut, rang < droit.valeur("duree_contrat")
    for acte in droit.actes:
        if not debut < acte.texte.effet <= fin:
            continue
        effets = _effets(acte, droit)
        if acte.texte.effet < fin:
            yield from _dans_l_annee(acte.texte, effets, debut, suivie=suivie)
        elif suivie and effets:
            yield Anomalie(
                "identite.debut",
                f"Un texte s'applique dès le premier jour de l'année suivante ({jour(fin)}) : {acte.texte.court}. "
                "Prévisions et Budget n+1 sont calculés à textes constants, donc sans lui.",
                "Ne pas tenir ces montants pour acquis : l'année suivante, une fois ouverte, appliquera ce texte. Il "
                f"touche : {_noms((*effets.changees, *effets.finies, *effets.creees, *effets.autres))}.",
                Gravite.A_REGARDER,
                jour(debut),
            )


def _dans_l_annee(texte: Any, effets: Effets, debut: date, *, suivie: bool) -> Iterator[Anomalie]:
    """Yield what a text changes within the year, by what there is to do: an amendment, nothing to type, a question."""
    dit = f"Un texte prend effet le {jour(texte.effet)}, dans cette année : {texte.court}."
    if effets.changees or effets.finies:
        phrases = [f"Il change le montant de {_noms(effets.changees)}."] if effets.changees else []
        phrases += [f"Il met fin à {_noms(effets.finies)}."] if effets.finies else []
        zero = " (0 pour une ligne qui prend fin)" if effets.finies else ""
        yield Anomalie(
            "identite.debut",
            f"{dit} {' '.join(phrases)}",
            "Les montants sont ceux du premier jour. Si le contrat applique ce texte dès sa date, saisir dans "
            f"Financement la date d'effet et le montant d'après{zero}.",
            Gravite.A_REGARDER,
            jour(debut),
        )
    if effets.creees:
        n = len(effets.creees)
        la, elle = pluriel(n, "les", "la"), pluriel(n, "Elles ne peuvent", "Elle ne peut")
        suite = (
            f"l'argent reçu pour {la} payer se saisira dans le classeur de l'année suivante, avec l'année qu'il paie."
            if suivie
            else "cette année est la dernière du contrat, et aucun classeur de ce contrat ne le comptera."
        )
        yield Anomalie(
            "identite.debut",
            f"{dit} Il crée {_noms(effets.creees)} : ce classeur, fait des textes du premier jour, n'a pas de ligne "
            f"pour {la} recevoir.",
            f"{elle} être saisie{pluriel(n)} ici, et cet argent n'y est pas compté. Garder la notification de la "
            f"CPAM : {suite}",
            Gravite.A_REGARDER,
            jour(debut),
        )
    if effets.autres:
        yield Anomalie(
            "identite.debut",
            f"{dit} Il change : {_noms(effets.autres)}.",
            "Ce classeur applique les règles du premier jour. Demander à la CPAM si le contrat applique ce texte dès "
            "sa date, et le noter dans la feuille Dialogue.",
            Gravite.A_REGARDER,
            jour(debut),
        )


def _effets(acte: Any, droit: Any) -> Effets:
    """Return what an act does to the law of its eve; what it adds beside the grid touches nothing in force."""
    avant = plie(droit.actes, date.fromordinal(acte.texte.effet.toordinal() - 1))
    connues = {ligne.code: ligne.libelle for ligne in droit.lignes}
    redites = {ligne.code for ligne in acte.lignes}
    changes = [p for p in acte.parametres if _change(p, avant)]
    touchees = {p.cle[1] for p in changes if p.cle[0] == MONTANT}
    finies = {fin.ligne for fin in acte.abrogations} - redites
    presentes = {*connues, *(ligne.code for ligne in avant.lignes)}
    autres = [p.libelle for p in changes if p.cle[0] not in {MONTANT, *TOTAUX}]
    return Effets(
        tuple(libelle for code, libelle in connues.items() if code in touchees),
        tuple(libelle for code, libelle in connues.items() if code in finies),
        tuple(ligne.libelle for ligne in acte.lignes if ligne.code not in presentes),
        tuple(dict.fromkeys(autres)),
    )


def _change(parametre: Any, avant: Any) -> bool:
    ancien = avant.parametres.get(parametre.code)
    return ancien is not None and bool(ancien.valeur != parametre.valeur)


def _noms(libelles: Iterable[str]) -> str:
    return ", ".join(f"« {libelle} »" for libelle in libelles)
