"""The colour of the checks to look at: gone, given to other words, put out by another rule, or turned reassuring."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.locate import entete_de
from cpts_xl.workbook.verification.manifeste.modele import Conditionnel, FeuilleManifeste, Zone
from cpts_xl.workbook.verification.manifeste.plages import DERNIERE_LIGNE, resumer
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, information, premiere

UN_A_UN = "Les lire un à un, ou reprendre la copie d'origine."
ORDRE = "Accueil, Mise en forme conditionnelle, Gérer les règles : supprimer cette règle, ou la placer la dernière."
VERTE = 8
"""How much more green than red and blue a colour has, out of 255, for an eye to call it green."""
_ALERTE = "à regarder"
_CITE = re.compile(r'"([^"]*)"')
_CONTRAIRE = re.compile(r"<>|(?<!NOT\()ISERROR|NOT\((?!ISERROR)", re.IGNORECASE)
_DE_NOMBRES = frozenset({
    "top10", "aboveAverage", "timePeriod", "colorScale", "dataBar", "iconSet", "containsBlanks", "containsErrors",
})  # fmt: skip
"""Kinds of rules that no word can make true."""


def alertes(c: Contexte) -> Iterator[Constat]:
    """Yield a word when the colour of the checks to look at is gone, or green: they must then be read one by one."""
    nom = next((nom for nom, notre in c.a_nous.items() if notre == sheets.CONTROLES), None)
    if nom is None or not c.meme_version:
        return
    feuille = c.manifeste.feuilles[nom]
    alerte = [r for r in feuille.conditionnels if r.style.fond and _alerte(r)]
    zones = [zone for r in alerte for zone in r.zones]
    places = _resultats(c, nom)
    nus = [lieu for lieu, place in places.items() if feuille.sans_conditionnels or not _couvre(zones, place)]
    if nus:
        lieu = premiere(nus) if zones and not feuille.sans_conditionnels else ""
        dits = f" : {resumer(nus)}" if lieu else ""
        yield information(f"Les contrôles à regarder ne sont plus colorés{dits}.", nom, lieu, Cause.FORMAT, UN_A_UN)
    if feuille.sans_conditionnels:
        return
    yield from _vertes(nom, alerte, places)
    yield from _eteintes(feuille, alerte, places)


def _resultats(c: Contexte, nom: str) -> dict[str, tuple[int, int]]:
    """Return the cells of the checks that a formula gives, with row and column."""
    entete, colonnes = entete_de(c.classeur.feuilles[nom], ("Contrôle", "Résultat"))
    colonne = colonnes.get("Résultat", 3)
    zone = Zone(entete + 1, colonne, DERNIERE_LIGNE, colonne)
    return {x.adresse: (ligne, rang) for ligne, rang, x in c.pleines(nom, zone) if x.formule is not None}


def _vertes(nom: str, alerte: list[Conditionnel], places: dict[str, tuple[int, int]]) -> Iterator[Constat]:
    """Yield the alerts that show on green: who reads colours takes them for checks that hold."""
    zones = [zone for r in alerte if _verte(r.style.fond) for zone in r.zones]
    if verts := [lieu for lieu, place in places.items() if _couvre(zones, place)]:
        fond = next(r.style.fond for r in alerte if _verte(r.style.fond))
        message = f"Les contrôles à regarder s'affichent sur fond vert : {resumer(verts)}."
        yield a_regarder(message, nom, premiere(verts), Cause.FORMAT, UN_A_UN, lu=f"fond #{fond}")


def _eteintes(
    feuille: FeuilleManifeste, alerte: list[Conditionnel], places: dict[str, tuple[int, int]]
) -> Iterator[Constat]:
    """Yield the rules that come before the alert on the same cells, and leave it no colour or another one."""
    rangs = {id(r): (r.priorite, rang) for rang, r in enumerate(feuille.conditionnels)}
    for regle in feuille.conditionnels:
        if regle in alerte or not (regle.arret or regle.style.fond) or not _peut_valoir(regle):
            continue
        suivantes = [zone for r in alerte if rangs[id(regle)] < rangs[id(r)] for zone in r.zones]
        eteints = [lieu for lieu, place in places.items() if _couvre(regle.zones, place) and _couvre(suivantes, place)]
        if not eteints:
            continue
        dite = f"condition : {' ; '.join(regle.formules)[:120]}" if regle.formules else regle.genre
        if _verte(regle.style.fond):
            message = (
                f"Une règle placée avant l'alerte met les contrôles à regarder sur fond vert : {resumer(eteints)}."
            )
            yield a_regarder(message, feuille.nom, premiere(eteints), Cause.FORMAT, ORDRE, lu=dite)
        else:
            effet = "la recolore" if regle.style.fond else "l'arrête"
            message = f"Une règle placée avant l'alerte des contrôles à regarder {effet} : {resumer(eteints)}."
            yield information(message, feuille.nom, premiere(eteints), Cause.FORMAT, ORDRE, lu=dite)


def _couvre(zones: list[Zone] | tuple[Zone, ...], place: tuple[int, int]) -> bool:
    return any(zone.contient(*place) for zone in zones)


def _alerte(regle: Conditionnel) -> bool:
    """Tell whether a rule bears on the word « À regarder », however a spreadsheet writes it again."""
    return any("À" in formule or "regarder" in formule for formule in regle.formules)


def _peut_valoir(regle: Conditionnel) -> bool:
    """Return whether a rule may be true of « À regarder »: one that only cites other words is not."""
    if regle.genre in _DE_NOMBRES:
        return False
    cites = [mot.casefold() for formule in regle.formules for mot in _CITE.findall(formule)]
    if not cites or regle.genre == "notContainsText" or regle.operateur in {"notEqual", "notContains"}:
        return True
    return any(mot and mot in _ALERTE for mot in cites) or any(_CONTRAIRE.search(f) for f in regle.formules)


def _verte(fond: str) -> bool:
    """Return whether an eye calls a colour green."""
    if not fond:
        return False
    rouge, vert, bleu = (int(fond[rang : rang + 2], 16) for rang in (0, 2, 4))
    return vert - max(rouge, bleu) >= VERTE
