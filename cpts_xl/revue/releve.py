"""The sheet of the decisions: one line per indicator and per reserve, pre-filled, typed during the dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.revue.depuis import de_l_an_passe
from cpts_xl.revue.plan import Revue
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.rules.genres import CHOIX, CODE, JOUR, MONTANT, NOMBRE, TEXTE
from cpts_xl.workbook.layout import Case

RELEVE = (
    ("code", Colonne("N°", 7, CODE)), ("objet", Colonne("Objet", 36)), ("cpts", Colonne("Valeur CPTS", 10, NOMBRE)),
    ("cpam", Colonne("Valeur CPAM", 10, NOMBRE)), ("convenu", Colonne("Valeur convenue", 10, NOMBRE)),
    ("acquis_cpts", Colonne("Acquis, valeur CPTS", 12, MONTANT)),
    ("acquis_cpam", Colonne("Acquis, valeur CPAM", 12, MONTANT)),
    ("acquis_convenu", Colonne("Acquis, valeur convenue", 12, MONTANT)),
    ("reserve", Colonne("Réserve", 28)), ("motif", Colonne("Motif", 28)), ("suite", Colonne("Suite à donner", 28)),
    ("echeance", Colonne("Échéance", 12, JOUR)), ("qui", Colonne("Qui", 14)), ("etat", Colonne("État", 11, CHOIX)),
)  # fmt: skip
JAUNES = ("reserve", "motif", "suite", "echeance", "qui", "etat")
SEANCE = (
    ("date", "Date du dialogue de gestion", JOUR), ("lieu", "Lieu", TEXTE),
    ("cpts", "Pour la CPTS (nom et qualité)", TEXTE), ("cpam", "Pour la CPAM (nom et qualité)", TEXTE),
    ("ars", "Pour l'ARS (nom et qualité)", TEXTE),
)  # fmt: skip
PREMIERE_SEANCE = 4
ENTETE = PREMIERE_SEANCE + len(SEANCE) + 1
LIBRES = 12
"""Yellow lines left for what the meeting brings."""
ETATS = TABLEAUX["point"].champ("etat").choix


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the record: the indicator it is about (None for a general point), the CPTS value, its subject."""

    ident: str | None
    cpts: str
    code: str
    objet: str
    dit: Mapping[str, Any]


def points(revue: Revue, dossier: Dossier) -> list[Point]:
    """Return the lines of the record: each indicator with its last point, then the other points, then free lines.

    A point of the year before, still open, has a line of its own that says so: it is not what is decided this year.
    """
    discutes = sorted(
        (f for f in dossier.liste("point") if any(f.get(c) for c in ("date", "motif", "reserve", "suite"))),
        key=lambda f: f["date"] if isinstance(f.get("date"), date) else date.min,
    )
    lignes, pris = [], set()
    for indicateur in (i for i in revue.indicateurs if i.code):
        siens = [n for n, f in enumerate(discutes) if _vise(f, indicateur.code) and not de_l_an_passe(dossier, f)]
        pris |= set(siens[-1:])
        dit = discutes[siens[-1]] if siens else {}
        objet = str(revue.saisies[f"{indicateur.ident}.libelle"] or "")
        cpts = f"{indicateur.ident}.{'realise' if indicateur.realise else 'mesure'}"
        lignes.append(Point(indicateur.ident, cpts, indicateur.code, objet, dit))
    for n, fiche in enumerate(discutes):
        if n not in pris:
            code = str(fiche.get("indicateur") or "")
            lignes.append(Point(None, "", code, _objet(dossier, fiche, code), fiche))
    return lignes + [Point(None, "", "", "", {})] * LIBRES


def _objet(dossier: Dossier, fiche: Mapping[str, Any], code: str) -> str:
    if de_l_an_passe(dossier, fiche):
        quand = f"Point de l'année précédente ({formats.jour(fiche['date'])})"
        return f"{quand} sur {code}" if code else quand
    return f"Autre point sur {code}" if code else "Point général"


def _vise(fiche: Mapping[str, Any], code: str) -> bool:
    return str(fiche.get("indicateur") or "").casefold() == code.casefold()


def releve(p: Plume, revue: Revue, dossier: Dossier) -> None:
    """Write the record: who met and when, then the lines; the values and the euros come from the other sheets."""
    nom, colonnes = Onglet.RELEVE, [colonne for _, colonne in RELEVE]
    p.page(
        nom,
        "Relevé de décisions du dialogue de gestion",
        "Les valeurs se saisissent dans la feuille « Écarts CPTS et CPAM » ; ici, la réserve, le motif et la "
        "suite. Puis « cpts-xl releve-decisions » en fait un document Word.",
        colonnes,
    )
    _seance(p, dossier)
    lignes = points(revue, dossier)
    for rang, point in enumerate(lignes):
        _ligne(p, point, ENTETE + 1 + rang)
    bas = ENTETE + len(lignes)
    p.lister(nom, "tblReleve", colonnes, len(lignes), entete=ENTETE)
    _validations(p, bas)
    p.impression(nom, bas, len(RELEVE), entete=ENTETE, repete="A:B")


def _seance(p: Plume, dossier: Dossier) -> None:
    jour = dossier.identite.get("dialogue")
    for rang, (code, libelle, genre) in enumerate(SEANCE):
        ligne = PREMIERE_SEANCE + rang
        p.montrer(Case(Onglet.RELEVE, ligne, 2), libelle, TEXTE, bold=True)
        valeur = jour if code == "date" and isinstance(jour, date) else None
        style = p.styles.case(
            genre, saisie=True, align="left", indent=1, **({"num_format": "dd/mm/yyyy"} if genre is JOUR else {})
        )
        p.feuille(Onglet.RELEVE).merge_range(ligne - 1, 2, ligne - 1, 7, "", style)
        p.valeur(Case(Onglet.RELEVE, ligne, 3), valeur, style)


def _ligne(p: Plume, point: Point, ligne: int) -> None:
    nom = Onglet.RELEVE
    for place, (code, colonne) in enumerate(RELEVE, 1):
        case = Case(nom, ligne, place)
        if code in JAUNES:
            genre = colonne.genre
            p.valeur(case, point.dit.get(code), p.styles.case(genre, saisie=True, text_wrap=True,
                     **({"num_format": "dd/mm/yyyy"} if genre is JOUR else {})))  # fmt: skip
        elif point.ident is None and code in {"code", "objet"}:
            texte = point.code if code == "code" else point.objet
            p.valeur(case, texte or None, p.styles.case(colonne.genre, saisie=True, text_wrap=True))
        elif point.ident is None:
            p.montrer(case, point.dit.get(_DIT.get(code, "")), colonne.genre)
        elif code == "objet":
            p.redite(case, f"{point.ident}.libelle", TEXTE)
        else:
            p.redite(case, point.cpts if code == "cpts" else f"{point.ident}.{code}", colonne.genre)
    textes = [(str(point.dit.get(c) or ""), 26.0) for c in ("reserve", "motif", "suite")]
    p.hauteur(nom, ligne, [*textes, (point.objet, 34)])


_DIT = {"cpts": "valeur_cpts", "cpam": "valeur_cpam", "convenu": "valeur_retenue"}


def _validations(p: Plume, bas: int) -> None:
    places = {code: place - 1 for place, (code, _) in enumerate(RELEVE, 1)}
    page = p.feuille(Onglet.RELEVE)
    jour = {"validate": "date", "criteria": "between", "minimum": date(2015, 1, 1), "maximum": date(2099, 12, 31),
            "error_title": "Saisie refusée", "error_message": "Saisir une date jj/mm/aaaa."}  # fmt: skip
    page.data_validation(ENTETE, places["echeance"], bas - 1, places["echeance"], jour)
    page.data_validation(PREMIERE_SEANCE - 1, 2, PREMIERE_SEANCE - 1, 2, jour)
    page.data_validation(ENTETE, places["etat"], bas - 1, places["etat"], {
        "validate": "list", "source": list(ETATS), "error_title": "Saisie refusée",
        "error_message": "Choisir un mot de la liste.", "input_title": "État", "input_message": "Où en est la suite.",
    })  # fmt: skip
    page.data_validation(ENTETE, places["reserve"], bas - 1, places["reserve"], {
        "validate": "any", "input_title": "Réserve",
        "input_message": "Ce que l'une des parties fait inscrire ; elle figurera au document Word.",
    })  # fmt: skip
