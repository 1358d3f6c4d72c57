"""The page of functions, in French: ``python -m cpts_xl.udf.page`` writes ``workbooks/FONCTIONS.md``.

Nothing in it is typed by hand: the examples are executed by the same dispatcher as a cell, boundary included.
"""

from __future__ import annotations

import sys
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.errors import NomInvalide
from cpts_xl.formats import FINE
from cpts_xl.rules.catalogue import STATUTS
from cpts_xl.rules.genres import Genre, afficher
from cpts_xl.udf.appel import appeler
from cpts_xl.udf.exemples import Exemple, lire
from cpts_xl.udf.frontiere import entrer
from cpts_xl.udf.reference import ArgumentPublie, FonctionPubliee, fonctions

CHEMIN = Path(__file__).resolve().parents[2] / "workbooks" / "FONCTIONS.md"
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
    "depenses": "Dépenses, clés de répartition, enveloppes",
    "budget": "Budget en trois scénarios, autres financeurs",
    "tresorerie": "Trésorerie sur dix-huit mois",
    "comptes": "Rapprochement avec les comptes",
    "participations": "Taux horaires, participations, adhésions",
    "personnes": "Payé aux professionnels",
    "plafonds": "Plafond par professionnel",
    "echeances": "Dates à venir, priorités",
    "controles": "Contrôles de cohérence",
    "outils": "Comprendre une réponse",
}

TETE = """# Les fonctions CPTS_ dans Excel

Page produite par `python -m cpts_xl.udf.page` ; ne pas la modifier à la main. Chaque exemple a été exécuté.

Les formules sont écrites comme dans un Excel en français : `;` entre les arguments, virgule décimale,
`DATE(an;mois;jour)`.

## Ce qui vaut pour toutes

- **Une cellule ou une plage.** Un argument qui attend une valeur accepte une plage : la réponse prend sa forme et
  s'étale. Toutes les plages d'un appel ont la même taille ; une cellule seule sert à chaque ligne ; une ligne vide
  reste vide. Un argument marqué « plage » est lu en entier ; face à une colonne de même hauteur, une plage de
  plusieurs colonnes donne à chaque ligne la sienne. Une formule sur quarante lignes va plus vite que
  quarante formules. Avant Excel 2021, sélectionner d'abord les cellules de la réponse,
  puis valider par Ctrl+Maj+Entrée.
- **`le`, le jour du droit.** Les fonctions qui lisent les textes prennent en dernier argument le jour dont le droit
  s'applique, en principe le début de l'année conventionnelle. Aucune ne lit la date d'aujourd'hui.
- **Ce qui manque n'est jamais zéro.** La réponse est alors une phrase :
  - `À compléter : …` : une cellule est vide, porte un texte, ou une erreur comme `#N/A` ;
  - `À reprendre de l'annexe financière du contrat : …` : aucun texte public n'établit ce nombre ;
  - `sans objet` : la case n'a pas lieu d'être ;
  - `Refus : …` : une valeur n'est pas admise, et la phrase dit laquelle.

  Cette phrase passe de formule en formule avec sa cause. `CPTS_MOTIF` dit que faire.
- **Un texte n'est pas un nombre.** « 1 000 » saisi comme texte n'est pas converti : il est signalé.
- **`SOMME` saute les phrases en silence.** Pour additionner, employer `CPTS_TOTAL`, qui le dit s'il manque une ligne.

"""


def texte() -> str:
    """Return the whole page."""
    publiees = fonctions()
    morceaux = [TETE, "## Sommaire\n\n"]
    groupes = [(chapitre, list(groupe)) for chapitre, groupe in groupby(_ranger(publiees), lambda f: f.chapitre)]
    for chapitre, groupe in groupes:
        noms = ", ".join(f"[`{f.nom}`](#{f.nom.lower()})" for f in groupe)
        morceaux.append(f"- {CHAPITRES.get(chapitre, chapitre)} : {noms}\n")
    for chapitre, groupe in groupes:
        morceaux.append(f"\n## {CHAPITRES.get(chapitre, chapitre)}\n")
        morceaux += [_fiche(fonction) for fonction in groupe]
    return "".join(morceaux)


def _ranger(publiees: tuple[FonctionPubliee, ...]) -> list[FonctionPubliee]:
    ordre = list(CHAPITRES)
    return sorted(publiees, key=lambda f: ordre.index(f.chapitre) if f.chapitre in ordre else len(ordre))


def _fiche(fonction: FonctionPubliee) -> str:
    appel = "; ".join(f"[{a.nom}]" if a.omissible and a.facultatif else a.nom for a in fonction.arguments)
    morceaux = [f"\n### {fonction.nom}\n\n`={fonction.nom}({appel})`\n\n"]
    resume = fonction.regle.resume if fonction.regle else fonction.aide
    morceaux.append(f"**{fonction.libelle}.** {resume}\n")
    if fonction.precision:
        morceaux.append(f"\n{' '.join(fonction.precision.split())}\n")
    if fonction.arguments:
        morceaux.append("\n| argument | ce qu'on y met | unité | |\n|---|---|---|---|\n")
        morceaux += [_argument(a) for a in fonction.arguments]
    retour = "un tableau" if fonction.tableau else fonction.retour.unite
    morceaux.append(f"\nRend : {retour}.")
    if fonction.texte:
        lieu = f"{fonction.texte}, {fonction.article}" if fonction.article else fonction.texte
        morceaux.append(f" Texte : {lieu}. Statut : {STATUTS[fonction.statut]}.")
    return "".join(morceaux) + "\n\n" + _execute(fonction)


def _argument(argument: ArgumentPublie) -> str:
    marque = "peut être vide" if argument.facultatif else ""
    aide = argument.aide.replace("|", "\\|")
    return f"| `{argument.nom}` | {aide} | {argument.unite} | {marque} |\n"


def _execute(fonction: FonctionPubliee) -> str:
    exemple = lire().get(fonction.nom)
    if exemple is None:
        raise NomInvalide(f"{fonction.nom} : aucun exemple ; en ajouter un dans cpts_xl/udf/exemples.toml")
    rendu = appeler(fonction.nom, exemple.arguments)
    suite = _tableau(rendu) if fonction.tableau else f"    → {_lu(fonction.retour, rendu[0][0])}\n"
    return f"Exemple :\n\n{_saisie(exemple)}{suite}"


def _saisie(exemple: Exemple) -> str:
    lignes = [f"    {exemple.formule}\n"]
    lignes += [f"    avec {adresse} : {contenu}\n" for adresse, contenu in exemple.plages]
    return "".join(lignes)


def _lu(genre: Genre, rendu: Any) -> str:
    """Return an answer as a cell with the right format shows it."""
    if isinstance(rendu, str):
        return rendu
    exact = rendu if isinstance(rendu, date) else entrer(genre, rendu)
    lu = exact.texte if isinstance(exact, Absent) else afficher(genre, exact)
    return lu.replace(FINE, " ")


def _tableau(rendu: list[list[Any]]) -> str:
    montant = Genre("montant", "€")
    lignes = [" | ".join(_lu(montant, case) for case in ligne) for ligne in rendu[: 1 + LIGNES_MONTREES]]
    reste = len(rendu) - 1 - LIGNES_MONTREES
    fin = [f"… et {reste} autres lignes"] if reste > 0 else []
    return "".join(f"    → {ligne}\n" for ligne in [*lignes, *fin])


def main(chemin: Path = CHEMIN) -> None:
    """Write the page."""
    chemin.write_text(texte(), encoding="utf-8", newline="\n")
    print(f"{chemin} : {len(fonctions())} fonctions")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
