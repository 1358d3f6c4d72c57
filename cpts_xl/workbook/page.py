"""The page of the workbook, docs/classeur.md: every sheet, every column, every check, from the layout itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import IDENTITE, Champ
from cpts_xl.formats import INSECABLE
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.ressources import ressource
from cpts_xl.workbook import sheets
from cpts_xl.workbook.findings_page import constatations
from cpts_xl.workbook.layout import IDENTITE_CALCULS
from cpts_xl.workbook.sheets import Colonne, FeuilleTableau, Nature

_SIGNES = re.compile(r"(?<=[^\s|]) (?=[:;!?%€»])")
"""An ordinary space that French typography wants unbreakable."""
CHEMIN = Path(__file__).resolve().parents[2] / "docs" / "classeur.md"
NATURES = {Nature.SAISIE: "à remplir", Nature.FIXE: "fixe", Nature.CALCUL: "calculé"}
AUTRES = (
    (sheets.MODE_EMPLOI, "Ce qu'est le classeur, les cinq étapes, les couleurs, les versions."),
    (sheets.TABLEAU_DE_BORD, "Plafond, droit ouvert, versé, reste à percevoir ; les mêmes par poste, avec le dépensé."),
    (
        sheets.BAREME,
        "Chaque paramètre du droit : clé, valeur, unité, texte, article, source, statut, date de vérification.",
    ),
    (
        sheets.CALCULS,
        "Chaque nombre : sa cellule, sa valeur, celle de l'outil, l'écart, la règle, la formule, la phrase.",
    ),
    (
        sheets.FONCTIONS,
        "Chaque fonction `CPTS_…` : ce qu'elle donne, ses arguments, son texte, un exemple et sa réponse.",
    ),
    (sheets.LISTES, "Ce que proposent les menus déroulants."),
)


def texte() -> str:
    """Return the whole page, in French Markdown."""
    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    resultat = calculer(dossier, en_vigueur(dossier.debut))
    lignes = [
        "# Le classeur, feuille par feuille",
        "",
        "Page produite par `python -m cpts_xl.workbook.page` ; ne pas la modifier à la main.",
        "Le classeur de suivi et la copie de relecture ont les mêmes feuilles, aux mêmes adresses.",
        "",
        "En mode simple, six feuilles sont montrées ; les autres, masquées sans être supprimées, calculent de même.",
        "",
        *_feuilles(),
        "",
        *_identite(resultat),
    ]
    for feuille in sheets.TABLEAUX_FEUILLES:
        lignes += _tableau(feuille, resultat)
    lignes += _controles(resultat)
    lignes += _constats()
    page = "\n".join(lignes) + "\n"
    return _SIGNES.sub(INSECABLE, page).replace("« ", f"«{INSECABLE}")


def _feuilles() -> Iterator[str]:
    sens = {**dict(AUTRES), **{f.nom: f"{f.titre}." for f in sheets.TABLEAUX_FEUILLES}}
    sens |= {sheets.IDENTITE: "Le contrat, la population, les trois calendriers.",
             sheets.CONTROLES: "Les contrôles de cohérence, chacun avec son lien."}  # fmt: skip
    yield from _entete("feuille", "groupe", "mode simple", "ce qu'elle contient")
    for nom, groupe in sheets.GROUPES.items():
        yield f"| {nom} | {groupe} | {'oui' if nom in sheets.MODE_SIMPLE else ''} | {sens[nom]} |"


def _constats() -> Iterator[str]:
    yield from (
        "",
        "## Les constats",
        "",
        "Ce que l'outil dit d'une saisie ou d'un classeur reçu, avec la feuille et la cellule. « … » tient la place de",
        "ce qui n'est connu que sur le moment.",
        "",
        *_entete("moment", "gravité", "constat", "que faire"),
    )
    for c in constatations():
        yield f"| {c.moment} | {c.gravite} | {c.message} | {c.remede} |"


def _entete(*colonnes: str) -> list[str]:
    return [f"| {' | '.join(colonnes)} |", f"|{'---|' * len(colonnes)}"]


def _attendu(champ: Champ) -> str:
    return " ou ".join(champ.choix) if champ.choix else champ.genre.unite


def _identite(resultat: Resultat) -> Iterator[str]:
    yield from (
        f"## {sheets.IDENTITE}",
        "",
        *_entete("rubrique", "qui la remplit", "attendu", "où la trouver, ou règle"),
    )
    for champ in IDENTITE:
        yield f"| {champ.libelle} | à remplir | {_attendu(champ)} | {champ.aide} |"
    for code, libelle in IDENTITE_CALCULS:
        yield f"| {libelle} | calculé | | {_regle(f'identite.{code}', resultat)} |"
    yield ""


def _tableau(feuille: FeuilleTableau, resultat: Resultat) -> Iterator[str]:
    yield from (f"## {feuille.nom}", "", f"{feuille.titre}. {feuille.aide}", "")
    yield from _entete("colonne", "qui la remplit", "attendu", "aide, ou règle")
    for colonne in feuille.colonnes:
        yield _colonne(feuille, colonne, resultat)
    yield ""


def _colonne(feuille: FeuilleTableau, colonne: Colonne, resultat: Resultat) -> str:
    attendu = aide = ""
    if colonne.champ is not None:
        attendu, aide = _attendu(colonne.champ), colonne.champ.aide
    elif colonne.nature is Nature.CALCUL:
        fin = f".{colonne.code}"
        trouve = next((i for i in resultat.par_id if i.startswith(f"{feuille.prefixe}.") and i.endswith(fin)), "")
        aide = _regle(trouve, resultat)
    return f"| {colonne.titre} | {NATURES[colonne.nature]} | {attendu} | {aide} |"


def _regle(ident: str, resultat: Resultat) -> str:
    regle = resultat.par_id[ident].etape.regle
    return f"`CPTS_{regle.nom.upper()}` — {regle.resume} ({regle.reference})"


def _controles(resultat: Resultat) -> Iterator[str]:
    yield from (f"## {sheets.CONTROLES}", "", "« À regarder » se corrige ou s'explique avant l'envoi.", "")
    yield from _entete("contrôle", "règle")
    for calculee in resultat.etapes:
        if calculee.etape.id.startswith("controle."):
            yield f"| {calculee.etape.libelle} | {_regle(calculee.etape.id, resultat)} |"


if __name__ == "__main__":
    CHEMIN.write_text(texte(), encoding="utf-8")
    print(f"{CHEMIN.name} : {len(sheets.ORDRE)} feuilles")
