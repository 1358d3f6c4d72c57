"""The page of the open data, docs/campagne-schema.md: every table, every column, from the schema itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cpts_xl.campaign import schema
from cpts_xl.campaign.colonnes import Colonne, Table
from cpts_xl.campaign.nombres import CHIFFRES
from cpts_xl.formats import INSECABLE

CHEMIN = Path(__file__).resolve().parents[2] / "docs" / "campagne-schema.md"
_SIGNES = re.compile(r"(?<=[^\s|]) (?=[:;!?%€»])")

TETE = f"""# Les données ouvertes d'une campagne

Page produite par `python -m cpts_xl.campaign.page_schema` ; ne pas la modifier à la main. Version du schéma :
**{schema.VERSION}**. Elle change quand une colonne s'ajoute, ou change de sens, d'unité ou de nom.

Une [campagne](campagne.md) écrit ces tables dans le dossier `donnees` : un CSV par table, un Parquet par table si la
bibliothèque est installée, une fiche JSON par CPTS et par année (dossier `fiches`), et leur description pour les outils
de données ouvertes (`datapackage.json`, norme Frictionless).

- **Aucune donnée personnelle.** Aucun nom de professionnel, aucun texte libre. Les mots viennent de listes fermées, les
  codes ont une forme ; le nom d'une association ou d'une caisse qui pourrait désigner une personne est retiré.
- **Une valeur absente est une case vide**, jamais zéro. La colonne `manquants` dit pourquoi, colonne par colonne :
  `droit: À compléter | verse: aucun versement saisi`.
- **CSV pour les machines d'abord** : UTF-8 sans marque, virgule entre les colonnes, point décimal, dates AAAA-MM-JJ,
  lignes terminées par CRLF. Pour le lire dans un tableur en français, ouvrir plutôt `consolide.xlsx`.
- **`fiche` est la clé commune** des tables : elle est toujours là. `annee`, elle, est vide quand le rang de l'année
  dans le contrat n'est pas connu (signature absente, ou début qui n'en est pas un anniversaire) : la fiche se nomme
  alors `990000017-annee-inconnue-2025-03-15`. Le premier jour distingue les années de même rang de deux contrats.
- **Un nombre de plus de {CHIFFRES} chiffres avant la virgule** n'est publié nulle part : sa case est vide, et
  `manquants` le dit.
- Un texte qui commencerait comme une formule est précédé d'une apostrophe.
- **Parquet** : montants en décimal exact à 2 chiffres, taux et nombres à 6, dates en dates.
"""

_OU = "\u00a0; "
"""Between two words of a choice: some of them have commas."""


def texte() -> str:
    """Return the whole page, in French Markdown."""
    lignes = [TETE, *(ligne for table in schema.TABLES for ligne in _table(table))]
    page = "\n".join(lignes) + "\n"
    return _SIGNES.sub(INSECABLE, page).replace("« ", f"«{INSECABLE}")


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.titre} : `{table.code}`"
    yield ""
    yield f"{table.sens} Clé : {', '.join(f'`{code}`' for code in table.cle)}."
    yield ""
    yield "| colonne | titre | genre | unité | périmètre | définition |"
    yield "|---|---|---|---|---|---|"
    for colonne in table.colonnes:
        cases = (f"`{colonne.code}`", colonne.titre, colonne.genre, colonne.unite, colonne.perimetre, _sens(colonne))
        yield f"| {' | '.join(case.replace('|', '¦') for case in cases)} |"
    yield ""


def _sens(colonne: Colonne) -> str:
    """Return what a column means, the words that it admits, and whether it is always there."""
    choix = f" Au choix : {_OU.join(colonne.choix)}." if colonne.choix else ""
    return f"{colonne.sens}{choix}{' Toujours là.' if colonne.obligatoire else ''}"


if __name__ == "__main__":
    CHEMIN.write_text(texte(), encoding="utf-8", newline="\n")
    print(f"Page écrite : {CHEMIN.name}")
