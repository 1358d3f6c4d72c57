"""A received workbook against the engine: what it stores, what its formulas say, what they should give.

Nothing stored is trusted: the inputs are read, everything is computed anew, and each cell is compared.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.constats import Constat, Gravite
from cpts_xl.engine.resultat import EtapeCalculee, Resultat, calculer
from cpts_xl.errors import MoteurIndisponible
from cpts_xl.rules.genres import afficher
from cpts_xl.workbook import recalcul
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.inks import Encre, cache, formule
from cpts_xl.workbook.lambdas import PREFIXE, definitions, est_lambda
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.locate import controles
from cpts_xl.workbook.read import Lecture
from cpts_xl.workbook.verification.modele import Verification
from cpts_xl.workbook.xlsx_types import ErreurCellule

TOLERANCE = Fraction(1, 1_000_000)
ABSENTE = "cellule absente"
VIDE = "vide"
PERIMEE = "valeur périmée ou falsifiée"
NOM_MODIFIE = "définition modifiée"
RECALCULER = {
    Encre.NATIVE: "Recalculer le classeur (F9), l'enregistrer, puis vérifier à nouveau.",
    Encre.PYTHON: "L'enregistrer là où les fonctions CPTS_ sont installées, ou vérifier sa copie de relecture.",
    Encre.LAMBDA: "Le recalculer dans Excel 365 ou 2024 (Ctrl+Alt+F9), l'enregistrer, puis vérifier à nouveau.",
}
SANS_RECALCUL = {
    Encre.PYTHON: "ce classeur appelle les fonctions CPTS_ ; vérifier sa copie de relecture",
    Encre.LAMBDA: "il ne connaît pas LAMBDA ; vérifier la copie de relecture en formules ordinaires",
}
LIT_LAMBDA = "ironcalc"
_ESPACES = re.compile(r"\s+")


def verifier(lecture: Lecture, moteurs: tuple[str, ...] = ()) -> Verification:
    """Return the comparison of a workbook already read; ``moteurs`` also recalculate its own native formulas."""
    resultat = calculer(lecture.dossier, lecture.droit)
    verification = Verification(resultat, lecture)
    libelles = {c.etape.id: c.etape.libelle for c in resultat.etapes if c.etape.id.startswith("controle.")}
    places = {**lecture.places, **controles(lecture.classeur, libelles)}
    layout = Layout(resultat)
    encre = encre_de(lecture)
    fautes: dict[str, Constat] = {}
    for calculee in resultat.pleines:
        place = places.get(calculee.etape.id)
        if place is not None:
            verification.comparees += 1
        constat = _absente(calculee) if place is None else _compare(lecture, calculee, place, layout, encre)
        if constat is not None:
            fautes[calculee.etape.id] = constat
    verification.identiques = verification.comparees - sum(1 for c in fautes.values() if c.cause != ABSENTE)
    verification.constats = _sans_resultats(fautes, encre) or _racines(fautes, resultat)
    if encre is Encre.LAMBDA:
        verification.constats += _noms_modifies(lecture, layout)
    for moteur in moteurs:
        verification.moteurs[moteur] = _recalcule(lecture, resultat, places, moteur, encre, verification.constats)
    return verification


def _sans_resultats(fautes: dict[str, Constat], encre: Encre) -> list[Constat]:
    """Return the one finding of a workbook saved by a program that computes nothing: its formulas, without results."""
    vides = [c for c in fautes.values() if c.cause == PERIMEE and c.lu == VIDE]
    if not vides or len(vides) < len(fautes):
        return []
    return [
        Constat(
            Gravite.BLOQUANT,
            f"{len(vides)} formules sont sans résultat : le classeur vient d'un programme qui ne calcule pas.",
            cause=PERIMEE,
            remede=RECALCULER[encre],
        )
    ]


def _absente(calculee: EtapeCalculee) -> Constat:
    return Constat(
        Gravite.BLOQUANT,
        f"« {calculee.etape.libelle} » est introuvable dans le classeur.",
        cause=ABSENTE,
        remede="Vérifier qu'aucune ligne ni colonne calculée n'a été supprimée.",
    )


def _racines(fautes: dict[str, Constat], resultat: Resultat) -> list[Constat]:
    """Return the findings that no other explains; each says how many wrong values follow from it.

    One stale cell makes stale all that reads it: a list of thirty consequences would hide the cause.
    """
    origine: dict[str, str] = {}
    suites: dict[str, int] = {}
    for ident, constat in fautes.items():  # les étapes sont rangées : une entrée vient avant ce qui la lit
        lues = [i for e in resultat.par_id[ident].etape.entrees.values() for i in (e if isinstance(e, tuple) else (e,))]
        amont = next((origine[i] for i in lues if isinstance(i, str) and i in origine), None)
        if amont is None or constat.cause != PERIMEE:
            origine[ident] = ident
        else:
            origine[ident] = amont
            suites[amont] = suites.get(amont, 0) + 1
    racines = []
    for ident, constat in fautes.items():
        if origine[ident] == ident:
            n = suites.get(ident, 0)
            suite = f" {n} autre(s) valeur(s) en découlent." if n else ""
            racines.append(replace(constat, message=constat.message + suite))
    return racines


def _noms_modifies(lecture: Lecture, layout: Layout) -> list[Constat]:
    """Return the names of ours whose content is not what we write: each cell that calls them would be wrong."""
    lus = {nom.upper(): contenu for nom, contenu in lecture.classeur.noms.items()}
    constats = []
    for nom, due in definitions(layout.droit, layout.noms).items():
        contenu = lus.get(nom)
        if contenu is None or _canonique(contenu) != _canonique(due):
            etat = "a été supprimé" if contenu is None else "a été modifié"
            constats.append(
                Constat(
                    Gravite.BLOQUANT,
                    f"Le nom {nom} {etat} : les cellules qui l'appellent ne disent plus le calcul de l'outil.",
                    cause=NOM_MODIFIE,
                    remede="Reprendre la copie d'origine ; les noms se lisent dans Formules, Gestionnaire de noms.",
                )
            )
    return constats


def encre_de(lecture: Lecture) -> Encre:
    """Return the ink of a workbook: one LAMBDA name of ours, or one call of ours in a formula, is enough to know."""
    noms = lecture.classeur.noms.items()
    if any(nom.upper().startswith(PREFIXE) and est_lambda(contenu) for nom, contenu in noms):
        return Encre.LAMBDA
    for feuille in lecture.classeur.feuilles.values():
        for cellule in feuille.cellules.values():
            if cellule.formule and PREFIXE in cellule.formule.upper():
                return Encre.PYTHON
    return Encre.NATIVE


def _compare(
    lecture: Lecture, calculee: EtapeCalculee, place: tuple[str, str], layout: Layout, encre: Encre
) -> Constat | None:
    feuille, adresse = place
    cellule = lecture.classeur.feuilles[feuille].cellule(adresse)
    genre = calculee.etape.regle.retour
    stockee = cellule.valeur if cellule else None
    attendue = afficher(genre, calculee.valeur)
    commun: dict[str, Any] = {"feuille": feuille, "cellule": adresse, "lu": _affiche(genre, stockee), "attendu": attendue}
    if cellule is None or cellule.formule is None:
        return Constat(
            Gravite.BLOQUANT,
            f"{calculee.etape.libelle} : la formule a été remplacée par une valeur.",
            **commun,
            cause="formule remplacée par une constante",
            remede="Remettre la formule de la copie d'origine.",
        )
    prevue = layout.cases[calculee.etape.id]
    if (prevue.feuille, prevue.adresse) == place:
        due = f"={formule(layout, calculee.etape, encre)}"
        if _canonique(cellule.formule) != _canonique(due):
            return Constat(
                Gravite.BLOQUANT,
                f"{calculee.etape.libelle} : la formule a été modifiée.",
                feuille,
                adresse,
                en_francais(cellule.formule),
                en_francais(due),
                cause="formule modifiée",
                remede="Remettre la formule de la copie d'origine.",
            )
    if not memes(stockee, calculee.valeur, encre):
        return Constat(
            Gravite.BLOQUANT,
            f"{calculee.etape.libelle} : la valeur affichée n'est pas celle du calcul.",
            **commun,
            cause=PERIMEE,
            remede=RECALCULER[encre],
        )
    return None


def _canonique(texte: str) -> str:
    """Return a formula as it is compared: without spaces, prefixes, nor the braces of an array formula."""
    nue = texte[1:-1] if texte.startswith("{") else texte
    return _ESPACES.sub("", nue.removeprefix("=")).replace("_xlfn.", "").replace("_xlpm.", "").upper()


def _affiche(genre: Any, valeur: Any) -> str:
    return valeur.code if isinstance(valeur, ErreurCellule) else afficher(genre, valeur)


def memes(stockee: Any, calculee: Any, encre: Encre) -> bool:
    """Return whether a stored value is the computed one: to the millionth for numbers, to the word for texts."""
    attendue = cache(calculee, encre)
    if isinstance(attendue, str):
        if isinstance(calculee, Absent):  # le classeur natif n'a pas la place du détail : la nature suffit
            return isinstance(stockee, str) and stockee.startswith(str(calculee.sorte))
        return stockee == attendue or (attendue == "" and stockee is None)
    if isinstance(stockee, date):
        return bool(stockee == calculee)
    if isinstance(calculee, date):
        return bool(stockee == attendue)
    return isinstance(stockee, Fraction) and abs(stockee - calculee) <= TOLERANCE


def _recalcule(  # noqa: PLR0917  (ce que la vérification a déjà en main)
    lecture: Lecture,
    resultat: Resultat,
    places: dict[str, tuple[str, str]],
    moteur: str,
    encre: Encre,
    constats: list[Constat],
) -> str:
    """Recalculate the file's own formulas with one engine, note the differences, return what to tell."""
    if encre in SANS_RECALCUL and (encre is not Encre.LAMBDA or moteur != LIT_LAMBDA):
        return f"non recalculé : {SANS_RECALCUL[encre]}"
    try:
        valeurs = recalcul.recalculer(Path(lecture.classeur.chemin), moteur)
    except MoteurIndisponible as erreur:
        return f"non recalculé ({erreur})"
    ecarts = compares = 0
    for calculee in resultat.pleines:
        if calculee.etape.id not in places:
            continue
        compares += 1
        brute = valeurs.get(places[calculee.etape.id])
        lue: Any = (
            Fraction(f"{brute:.15g}") if isinstance(brute, float | int) and not isinstance(brute, bool) else brute
        )
        if not memes(lue, calculee.valeur, encre):
            ecarts += 1
            feuille, adresse = places[calculee.etape.id]
            genre = calculee.etape.regle.retour
            constats.append(
                Constat(
                    Gravite.BLOQUANT,
                    f"{calculee.etape.libelle} : {recalcul.NOMS[moteur]} trouve autre chose que l'outil.",
                    feuille,
                    adresse,
                    _affiche(genre, lue),
                    afficher(genre, calculee.valeur),
                    cause="recalcul différent",
                    remede="Comparer la formule à celle de la copie d'origine.",
                )
            )
    return f"{compares} cellules recalculées, {ecarts} écart(s)"
