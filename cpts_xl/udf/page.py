"""The page of functions, in French: ``python -m cpts_xl.udf.page`` writes ``workbooks/FONCTIONS.md``.

Nothing in it is typed by hand: the examples are executed by the same dispatcher as a cell, boundary included.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from cpts_xl.rules.lectures import STATUTS
from cpts_xl.udf.etalement import CELLULES_MAX
from cpts_xl.udf.exemples import Exemple
from cpts_xl.udf.fiches import CHAPITRES, exemple, lieu, rangees, reponse, resume, unite
from cpts_xl.udf.porteurs import PORTEURS
from cpts_xl.udf.reference import ArgumentPublie, FonctionPubliee, fonctions

CHEMIN = Path(__file__).resolve().parents[2] / "workbooks" / "FONCTIONS.md"

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


COUTS = f"""## Ce que coûte un appel

Hors d'Excel, sur un ordinateur de bureau, l'ordre de grandeur (`make bench` le mesure sur le vôtre) :

| façon d'écrire | 1 ligne | 10 000 lignes |
|---|---|---|
| une formule par ligne : le calcul seul | 0,5 à 50 millionièmes de seconde | 0,01 à 0,5 s |
| une formule sur toute la plage : le calcul seul | de même | 0,005 à 0,4 s |
| formules ordinaires, recalculées par LibreOffice | | 0,2 à 0,5 s |

Ce n'est pas le calcul qui dure : c'est l'aller-retour entre le tableur et Python, que chaque **formule** fait une
fois (il dépend du poste, et n'a pas été mesuré dans Excel). Dix mille formules en font dix mille ; une formule de
plage n'en fait qu'un. D'où :

- **jusqu'à une cinquantaine de lignes**, écrire comme il vous plaît ;
- **au-delà, une formule de plage par colonne** : `=CPTS_ACOMPTE(B2:B10001; C2:C10001)` ; le jour du droit, la taille
  ou toute valeur commune restent une cellule seule ;
- désigner la plage utile, jamais des colonnes entières : au-delà de {f"{CELLULES_MAX:,}".replace(",", " ")} cellules,
  l'appel est refusé ;
- pour un grand tableau qui ne change plus, la copie de relecture n'a aucun aller-retour : ses formules sont ordinaires.

Les formules ordinaires et les noms LAMBDA se calculent dans le tableur : une cellule par formule, recopiée.

"""


def _porteurs() -> str:
    """Return the table of the carriers: how a cell reaches a function, and what a call that cannot be made shows."""
    titres = ("où", "cellule vide", "cellule en erreur", "date", "VRAI ou FAUX", "argument laissé", "appel impossible")
    lignes = [
        "## Où elles se calculent, et ce que cela change",
        "",
        f"| {' | '.join(titres)} |",
        f"|{'---|' * len(titres)}",
    ]
    for p in PORTEURS:
        sens = (p.vide, p.erreur, p.date, p.booleen, p.omis, p.echec)
        lignes.append(f"| **{p.nom}**, pour {p.pour} | {' | '.join(m.replace('|', chr(92) + '|') for m in sens)} |")
    suite = (
        "Partout ailleurs, la réponse est la même : le même nombre, la même date, la même phrase (son détail entre deux"
    )
    return "\n".join([*lignes, "", f"{suite}\npoints manque aux formules ordinaires et aux noms LAMBDA).", "", ""])


def texte() -> str:
    """Return the whole page."""
    publiees = fonctions()
    morceaux = [TETE, COUTS, _porteurs(), "## Sommaire\n\n"]
    groupes = [(chapitre, list(groupe)) for chapitre, groupe in groupby(rangees(publiees), lambda f: f.chapitre)]
    for chapitre, groupe in groupes:
        noms = ", ".join(f"[`{f.nom}`](#{f.nom.lower()})" for f in groupe)
        morceaux.append(f"- {CHAPITRES.get(chapitre, chapitre)} : {noms}\n")
    for chapitre, groupe in groupes:
        morceaux.append(f"\n## {CHAPITRES.get(chapitre, chapitre)}\n")
        morceaux += [_fiche(fonction) for fonction in groupe]
    return "".join(morceaux)


def _fiche(fonction: FonctionPubliee) -> str:
    appel = "; ".join(f"[{a.nom}]" if a.omissible and a.facultatif else a.nom for a in fonction.arguments)
    morceaux = [f"\n### {fonction.nom}\n\n`={fonction.nom}({appel})`\n\n"]
    morceaux.append(f"**{fonction.libelle}.** {resume(fonction)}\n")
    if fonction.precision:
        morceaux.append(f"\n{' '.join(fonction.precision.split())}\n")
    if fonction.arguments:
        morceaux.append("\n| argument | ce qu'on y met | unité | |\n|---|---|---|---|\n")
        morceaux += [_argument(a) for a in fonction.arguments]
    morceaux.append(f"\nRend : {unite(fonction)}.")
    if fonction.texte:
        morceaux.append(f" Texte : {lieu(fonction)}. Statut : {STATUTS[fonction.statut]}.")
    return "".join(morceaux) + "\n\n" + _execute(fonction)


def _argument(argument: ArgumentPublie) -> str:
    marque = "peut être vide" if argument.facultatif else ""
    aide = argument.aide.replace("|", "\\|")
    return f"| `{argument.nom}` | {aide} | {argument.unite} | {marque} |\n"


def _execute(fonction: FonctionPubliee) -> str:
    suite = "".join(f"    → {ligne}\n" for ligne in reponse(fonction))
    return f"Exemple :\n\n{_saisie(exemple(fonction))}{suite}"


def _saisie(saisi: Exemple) -> str:
    lignes = [f"    {saisi.formule}\n"]
    lignes += [f"    avec {adresse} : {contenu}\n" for adresse, contenu in saisi.plages]
    return "".join(lignes)


def main(chemin: Path = CHEMIN) -> None:
    """Write the page."""
    chemin.write_text(texte(), encoding="utf-8", newline="\n")
    print(f"{chemin} : {len(fonctions())} fonctions")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
