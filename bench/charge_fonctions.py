"""Ten thousand rows of functions: one call per cell, one call per column, and the same in native formulas.

The same data in each ink; the answers of Python are stored beside the formulas, as in our workbooks.
"""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.mesure import Mesure, Rapport, dire_duree, duree, juger, titre
from cpts_xl.absence import Absent
from cpts_xl.law import Droit, en_vigueur
from cpts_xl.rules.droit import NOM_CLES, NOM_RANGS, NOM_SEUILS, NOM_VALEURS
from cpts_xl.rules.symbol import Symbole
from cpts_xl.udf.appel import appeler
from cpts_xl.udf.reference import par_nom
from cpts_xl.workbook.inks import Encre, serie
from cpts_xl.workbook.lambdas import definitions
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.xlsx.types import lettres

LIGNES = 10_000
GRAINE = 20_250_315
LE = date(2025, 3, 15)
DONNEES, PLAGES = "Lignes", "Plages"
ENTETE = 1
DELAI = 300.0
PLAGE_SUR_LIBREOFFICE = 0.25

_FORMULE = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)")

COLONNES = ("mode", "realise", "montant_palier", "montant_en_jeu", "avancement", "realise_convenu", "plafond", "acquis",
            "prorata", "engagee", "unite", "demarrage", "debut", "fin", "assiette", "taux_acompte", "ligne", "taille",
            "population", "le")  # fmt: skip
"""What the rows hold, each column named after the argument that it feeds."""
LIGNES_DE_GRILLE = (*("acces_fixe", "parcours_fixe", "fonctionnement") * 150, "ligne inconnue")
UNIQUE = "le"
"""The day of the law stands once: every row and every range reads the same cell."""
TENUES = frozenset({"le", "taux_acompte", "prorata", "population", "taille"})
"""Never empty, so that no row of a call is: a range leaves an empty row empty, a call says what is missing."""
FONCTIONS = ("CPTS_TAUX_ATTEINTE", "CPTS_DROIT_VARIABLE", "CPTS_PRORATA", "CPTS_ACOMPTE", "CPTS_MONTANT", "CPTS_TAILLE")
"""What a CPTS computes by the dozen: rate reached, variable part, prorata, advance, amount of the texts, size."""


@dataclass(frozen=True, slots=True)
class Charge:
    """The rows, and what Python answers to each function on each row."""

    lignes: tuple[Mapping[str, Any], ...]
    reponses: Mapping[str, list[Any]]


def lignes(combien: int = LIGNES) -> tuple[Mapping[str, Any], ...]:
    """Return rows as cells give them: one in twenty cells is empty, one in fifty a text where a number is due."""
    hasard = random.Random(GRAINE)
    return tuple(_ligne(hasard) for _ in range(combien))


def _ligne(hasard: random.Random) -> Mapping[str, Any]:
    enjeu = hasard.randrange(100, 2_000_000) / 100
    debut = datetime(2025, 3, 15) + timedelta(days=hasard.randrange(300))  # noqa: DTZ001  (une cellule n'a pas de fuseau)
    ligne: dict[str, Any] = {
        "mode": hasard.choice(("paliers", "linéaire", "réalisé")), "realise": hasard.choice(("Oui", "Non")),
        "montant_palier": round(enjeu * hasard.choice((0.0, 0.5, 1.0)), 2), "montant_en_jeu": enjeu,
        "avancement": hasard.randrange(1001) / 1000, "realise_convenu": hasard.choice(("Oui", None, None)),
        "plafond": hasard.randrange(6_000_000) / 100, "acquis": hasard.randrange(4_000_000) / 100,
        "prorata": hasard.randrange(101) / 100, "engagee": hasard.choice(("Oui", "Oui", "Oui", "Non")),
        "unite": hasard.choice(("jours", "mois")), "demarrage": debut + timedelta(days=hasard.randrange(-90, 200)),
        "debut": debut, "fin": debut + timedelta(days=365), "assiette": hasard.randrange(9_000_000) / 100,
        "taux_acompte": hasard.choice((0.5, 0.75, 1.0)),
        "ligne": hasard.choice(LIGNES_DE_GRILLE),
        "taille": float(hasard.randrange(1, 5)), "population": float(hasard.randrange(1, 300_000)),
        "le": datetime(LE.year, LE.month, LE.day),  # noqa: DTZ001
    }  # fmt: skip
    for nom, valeur in ligne.items():
        tirage = hasard.random()
        if nom not in TENUES and tirage < 1 / 20:
            ligne[nom] = None
        elif isinstance(valeur, float) and tirage > 1 - 1 / 50:
            ligne[nom] = "à voir"
    return ligne


def scalaires(rangees: Sequence[Mapping[str, Any]], nom: str) -> list[Any]:
    """Return what one call per cell answers, row by row."""
    arguments = [a.nom for a in par_nom()[nom].arguments]
    return [appeler(nom, [rangee[a] for a in arguments])[0][0] for rangee in rangees]


def plage(rangees: Sequence[Mapping[str, Any]], nom: str) -> list[Any]:
    """Return what one call on whole columns answers, row by row."""
    return [ligne[0] for ligne in appeler(nom, colonnes(rangees, nom))]


def colonnes(rangees: Sequence[Mapping[str, Any]], nom: str) -> list[Any]:
    """Return what one call reads: columns, as Excel hands them, and the day of the law in its one cell."""
    return [
        rangees[0][UNIQUE] if a.nom == UNIQUE else [[rangee[a.nom]] for rangee in rangees]
        for a in par_nom()[nom].arguments
    ]


def charger(combien: int = LIGNES) -> Charge:
    """Return the rows with their answers."""
    rangees = lignes(combien)
    return Charge(rangees, {nom: plage(rangees, nom) for nom in FONCTIONS})


def ecrire(chemin: Path, charge: Charge, encre: Encre) -> None:
    """Write the stress workbook in one ink: data, then a column per function, a formula on each row.

    The working ink also has the sheet « Plages », one formula per function, which spreads over all rows.
    """
    import xlsxwriter  # noqa: PLC0415  (lourd : seulement quand un classeur s'écrit)

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(chemin), options) as classeur:
        page = classeur.add_worksheet(DONNEES)
        page.write_row(0, 0, [*COLONNES, *FONCTIONS])
        for rang, rangee in enumerate(charge.lignes):
            for colonne, nom in enumerate(COLONNES):
                if nom != UNIQUE or rang == 0:
                    _cellule(page, ENTETE + rang, colonne, rangee[nom])
        for place, nom in enumerate(FONCTIONS):
            _colonne(page, charge, encre, nom, len(COLONNES) + place)
        if encre is Encre.PYTHON:
            _plages(classeur.add_worksheet(PLAGES), charge)
            return
        droit = en_vigueur(LE)
        _bareme(classeur, droit)
        if encre is Encre.LAMBDA:
            for nom, contenu in definitions(droit).items():
                classeur.define_name(nom, f"={contenu}")


def adresse(nom: str, rang: int) -> tuple[str, str]:
    """Return where the formula of a function stands for a row, counted from 0: sheet and address."""
    return DONNEES, f"{lettres(len(COLONNES) + FONCTIONS.index(nom) + 1)}{ENTETE + rang + 1}"


def _colonne(page: Any, charge: Charge, encre: Encre, nom: str, colonne: int) -> None:
    publiee = par_nom()[nom]
    # la formule d'une ligne ne diffère de la première que par son numéro
    references = {a.nom: _lettre(a.nom) + ("$2" if a.nom == UNIQUE else "{rang}") for a in publiee.arguments}
    if encre is Encre.NATIVE and publiee.regle is not None:
        modele = publiee.regle.formule({a.nom: Symbole(references[a.nom]) for a in publiee.regle.arguments})
    else:
        modele = f"{nom}({','.join(references.values())})"
    for rang, reponse in enumerate(charge.reponses[nom]):
        ici, texte = ENTETE + rang, "=" + modele.replace("{rang}", str(ENTETE + rang + 1))
        if encre is Encre.LAMBDA:
            page.write_dynamic_array_formula(ici, colonne, ici, colonne, texte, None, _garde(reponse))
        else:
            page.write_formula(ici, colonne, texte, None, _garde(reponse))


def _plages(page: Any, charge: Charge) -> None:
    page.write_row(0, 0, FONCTIONS)
    bas = ENTETE + len(charge.lignes)
    for colonne, nom in enumerate(FONCTIONS):
        zones = [_zone(a.nom, bas) for a in par_nom()[nom].arguments]
        appel = ",".join(f"{DONNEES}!{zone}" for zone in zones)
        valeurs = charge.reponses[nom]
        page.write_dynamic_array_formula(
            ENTETE, colonne, bas - 1, colonne, f"={nom}({appel})", None, _garde(valeurs[0])
        )
        for rang, valeur in enumerate(valeurs[1:], 1):
            _cellule(page, ENTETE + rang, colonne, valeur)


def _lettre(nom: str) -> str:
    return f"${lettres(COLONNES.index(nom) + 1)}"


def _zone(nom: str, bas: int) -> str:
    debut = f"{_lettre(nom)}${ENTETE + 1}"
    return debut if nom == UNIQUE else f"{debut}:{_lettre(nom)}${bas}"


def _garde(reponse: Any) -> Any:
    return serie(reponse) if isinstance(reponse, date) else reponse


def _cellule(page: Any, ligne: int, colonne: int, valeur: Any) -> None:
    if isinstance(valeur, datetime):
        page.write_number(ligne, colonne, serie(valeur.date()))
    elif isinstance(valeur, str):
        page.write_string(ligne, colonne, valeur)
    elif valeur is not None:
        page.write_number(ligne, colonne, float(_garde(valeur)))


def _bareme(classeur: Any, droit: Droit) -> None:
    """Write the parameters that native formulas read, and their names."""
    page = classeur.add_worksheet("Barème")
    parametres, seuils = list(droit.parametres.values()), droit.seuils
    for rang, parametre in enumerate(parametres):
        valeur = droit.valeur(*parametre.cle)
        page.write_string(rang, 0, parametre.code)
        _cellule(page, rang, 1, str(valeur.sorte) if isinstance(valeur, Absent) else valeur)
    for rang, seuil in enumerate(seuils):
        page.write_number(rang, 2, seuil.rang)
        page.write_number(rang, 3, seuil.a_partir_de)
    for nom, lettre, fin in ((NOM_CLES, "A", len(parametres)), (NOM_VALEURS, "B", len(parametres)),
                             (NOM_RANGS, "C", len(seuils)), (NOM_SEUILS, "D", len(seuils))):  # fmt: skip
        classeur.define_name(nom, f"='Barème'!${lettre}$1:${lettre}${fin}")


def figer(classeur: Path, vers: Path) -> None:
    """Copy a workbook without its formulas: what then remains is opening it, saving it, and reading it."""
    with zipfile.ZipFile(classeur) as source, zipfile.ZipFile(vers, "w", zipfile.ZIP_DEFLATED) as copie:
        for info in source.infolist():
            partie = source.read(info)
            copie.writestr(info.filename, _FORMULE.sub(b"", partie) if "worksheets/" in info.filename else partie)


TITRE = f"Les fonctions sur {LIGNES} lignes, hors d'Excel"
RAPPORTS = tuple(
    Rapport(f"{nom} : {LIGNES} appels / un appel de plage", f"{nom}, cellules", f"{nom}, plage") for nom in FONCTIONS
)


def mesures(_dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield, for each function, one call on whole columns, then one call per cell."""
    rangees = lignes()
    for nom in FONCTIONS:
        yield f"{nom}, plage", partial(appeler, nom, colonnes(rangees, nom))
        yield f"{nom}, cellules", partial(scalaires, rangees, nom)


def mesurer(dossier_temporaire: Path) -> None:
    """Print what the ranges take against LibreOffice recalculating the same cells as native formulas."""
    titre(f"{len(FONCTIONS)} fonctions sur {LIGNES} lignes (une fois chacun)")
    charge = charger()
    par_nom_ = {nom: colonnes(charge.lignes, nom) for nom in FONCTIONS}
    plages = min(duree(lambda: [appeler(nom, recues) for nom, recues in par_nom_.items()]) for _ in range(3))
    dire_duree("Python : un appel de plage par fonction", plages)
    dire_duree("Python : un appel par cellule", duree(lambda: [scalaires(charge.lignes, nom) for nom in FONCTIONS]))
    if "libreoffice" not in recalcul.disponibles():
        return
    natif, figee = dossier_temporaire / "charge.xlsx", dossier_temporaire / "charge-figee.xlsx"
    ecrire(natif, charge, Encre.NATIVE)
    figer(natif, figee)
    tout, rien = (duree(partial(recalcul.recalculer, c, "libreoffice", DELAI)) for c in (natif, figee))
    dire_duree("LibreOffice : ouvrir, recalculer les formules ordinaires, enregistrer", tout)
    dire_duree("LibreOffice : de même, les formules ôtées", rien)
    juger(
        "Python, plages / LibreOffice, lire et recalculer par différence", plages / (tout - rien), PLAGE_SUR_LIBREOFFICE
    )
