"""One card per published function: what the page of functions and the sheet of each workbook say of it.

Examples are executed by the dispatcher of the cells, boundary included: no answer is typed by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.errors import NomInvalide
from cpts_xl.formats import FINE
from cpts_xl.rules.genres import Genre, afficher
from cpts_xl.rules.lectures import STATUTS
from cpts_xl.udf.appel import appeler
from cpts_xl.udf.exemples import Exemple, lire
from cpts_xl.udf.frontiere import entrer
from cpts_xl.udf.reference import ArgumentPublie, FonctionPubliee, fonctions

LIGNES_MONTREES = 4

CHAPITRES = {
    "taille": "Taille de la CPTS",
    "calendrier": "Année conventionnelle, échéances, prorata",
    "contrat": "Les cinq années du contrat, ses échéances",
    "dotation": "Montants, plafonds, droits, totaux",
    "indicateurs": "Indicateurs du contrat",
    "mesures": "Valeurs mesurées, CPTS et CPAM",
    "enjeux": "Enjeu des indicateurs",
    "preuves": "Pièces justificatives",
    "versements": "Acompte, solde, versé",
    "echeancier_jours": "Dates attendues des versements",
    "echeancier": "Échéancier des versements, retards",
    "depenses": "Dépenses, clés de répartition, enveloppes",
    "budget": "Budget en trois scénarios, autres financeurs",
    "previsions": "Scénarios, année suivante, argent du démarrage",
    "tresorerie": "Trésorerie sur dix-huit mois",
    "comptes": "Rapprochement avec les comptes",
    "participations": "Taux horaires, participations, adhésions",
    "adhesions": "Adhérents, par profession",
    "personnes": "Payé aux professionnels",
    "plafonds": "Plafond par professionnel",
    "echeances": "Dates à venir, priorités",
    "controles": "Contrôles de cohérence",
    "outils": "Comprendre une réponse",
}
"""The chapters, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Fiche:
    """One function as the sheet shows it: each field is a text, lines apart where there are several."""

    nom: str
    chapitre: str
    rend: str
    arguments: str
    unite: str
    texte: str
    statut: str
    exemple: str
    reponse: str


@cache
def fiches() -> tuple[Fiche, ...]:
    """Return the cards of all published functions, by chapter.

    Raises:
        NomInvalide: a function has no example.
    """
    return tuple(map(_fiche, rangees(fonctions())))


def rangees(publiees: tuple[FonctionPubliee, ...]) -> list[FonctionPubliee]:
    """Return functions by chapter, each chapter in the order of the catalogue."""
    ordre = list(CHAPITRES)
    return sorted(publiees, key=lambda f: ordre.index(f.chapitre) if f.chapitre in ordre else len(ordre))


def resume(fonction: FonctionPubliee) -> str:
    """Return in one sentence what a function gives."""
    return fonction.regle.resume if fonction.regle else fonction.aide


def unite(fonction: FonctionPubliee) -> str:
    """Return the unit of the answer."""
    return "un tableau" if fonction.tableau else fonction.retour.unite


def lieu(fonction: FonctionPubliee) -> str:
    """Return the text and the article that a function applies; "" when it applies none."""
    return f"{fonction.texte}, {fonction.article}" if fonction.article else fonction.texte


def exemple(fonction: FonctionPubliee) -> Exemple:
    """Return the example of a function.

    Raises:
        NomInvalide: it has none.
    """
    trouve = lire().get(fonction.nom)
    if trouve is None:
        raise NomInvalide(f"{fonction.nom} : aucun exemple ; en ajouter un dans cpts_xl/udf/exemples.toml")
    return trouve


def reponse(fonction: FonctionPubliee) -> tuple[str, ...]:
    """Return what the example answers, as the cells show it: one line, or the first ones of a table."""
    rendu = appeler(fonction.nom, exemple(fonction).arguments)
    return _tableau(rendu) if fonction.tableau else (_lu(fonction.retour, rendu[0][0]),)


def _fiche(fonction: FonctionPubliee) -> Fiche:
    saisi = exemple(fonction)
    plages = [f"avec {adresse} : {contenu}" for adresse, contenu in saisi.plages]
    return Fiche(
        nom=fonction.nom,
        chapitre=CHAPITRES.get(fonction.chapitre, fonction.chapitre),
        rend=resume(fonction),
        arguments="\n".join(map(_argument, fonction.arguments)) or "aucun",
        unite=unite(fonction),
        texte=lieu(fonction),
        statut=STATUTS.get(fonction.statut, ""),
        exemple="\n".join([saisi.formule, *plages]),
        reponse="\n".join(reponse(fonction)),
    )


def _argument(argument: ArgumentPublie) -> str:
    vide = " ; peut être vide" if argument.facultatif else ""
    return f"{argument.nom} ({argument.unite}{vide}) : {argument.aide}"


def _lu(genre: Genre, rendu: Any) -> str:
    """Return an answer as a cell with the right format shows it."""
    if isinstance(rendu, str):
        return rendu
    exact = rendu if isinstance(rendu, date) else entrer(genre, rendu)
    vu = exact.texte if isinstance(exact, Absent) else afficher(genre, exact)
    return vu.replace(FINE, " ")


def _tableau(rendu: list[list[Any]]) -> tuple[str, ...]:
    montant = Genre("montant", "€")
    lignes = [" | ".join(_lu(montant, case) for case in ligne) for ligne in rendu[: 1 + LIGNES_MONTREES]]
    reste = len(rendu) - 1 - LIGNES_MONTREES
    return (*lignes, *([f"… et {reste} autres lignes"] if reste > 0 else []))
