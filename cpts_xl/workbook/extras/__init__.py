"""What a user added to a workbook of ours: sheets, cells, notes, drawings, links, rules, names; nothing left unsaid."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from cpts_xl.errors import raison
from cpts_xl.workbook.extras.balises import plat, relation
from cpts_xl.workbook.extras.feuille import Feuille
from cpts_xl.workbook.extras.modele import (
    LIEN,
    PIXELS,
    Ajouts,
    CelluleAjoutee,
    Dessin,
    Divers,
    FeuilleAjoutee,
    NomAjoute,
    Note,
)
from cpts_xl.workbook.extras.paquet import Paquet
from cpts_xl.workbook.xlsx.lu import Cellule, ClasseurLu, lire
from cpts_xl.workbook.xlsx.signature import refuser

OBJETS = 20_000

__all__ = [
    "LIEN",
    "PIXELS",
    "Ajouts",
    "CelluleAjoutee",
    "Dessin",
    "Divers",
    "FeuilleAjoutee",
    "NomAjoute",
    "Note",
    "inventaire",
]


def inventaire(
    chemin: Path,
    classeur: ClasseurLu,
    connues: Mapping[str, frozenset[str]],
    *,
    noms_connus: frozenset[str] = frozenset(),
    graphiques_connus: frozenset[str] = frozenset(),
    notes_connues: frozenset[str] = frozenset(),
    regles_connues: frozenset[str] = frozenset(),
) -> Ajouts:
    """Return all that the user added to the workbook ``chemin``, already read as ``classeur``.

    ``connues`` gives, for each sheet of ours under the name it has in the file, the cells that the tool knows; every
    other sheet is the user's. What is ours besides cells: defined names, alt texts or titles of drawings (LibreOffice
    drops the alt text of a chart: give both), texts of notes, texts or formulas of conditional formats.

    Raises:
        ClasseurIllisible: a part of the file is dangerous, or does not make sense.
    """
    connus = Connus(
        frozenset(nom.casefold() for nom in noms_connus),
        *(frozenset(map(plat, textes)) for textes in (graphiques_connus, notes_connues, regles_connues)),
    )
    try:
        with zipfile.ZipFile(chemin) as archive:
            return Inventaire(Paquet(chemin, archive), classeur, connues, connus).dresser()
    except (etree.XMLSyntaxError, KeyError, IndexError, ValueError, zipfile.BadZipFile, zlib.error) as erreur:
        motif = f"contenu incohérent ({erreur}) ; l'ouvrir dans Excel, l'enregistrer de nouveau, puis recommencer"
        raise refuser(chemin, motif) from erreur
    except OSError as erreur:
        raise refuser(chemin, f"lecture impossible ({raison(erreur)})") from erreur


class Connus(NamedTuple):
    noms: frozenset[str]
    dessins: frozenset[str]
    notes: frozenset[str]
    regles: frozenset[str]


class Inventaire:
    """The walk through the workbook; what is found piles up in its lists."""

    def __init__(
        self, paquet: Paquet, classeur: ClasseurLu, connues: Mapping[str, frozenset[str]], connus: Connus
    ) -> None:
        self.paquet, self.classeur, self.connues, self.connus = paquet, classeur, connues, connus
        self.feuilles: list[FeuilleAjoutee] = []
        self.cellules: list[CelluleAjoutee] = []
        self.notes: list[Note] = []
        self.dessins: list[Dessin] = []
        self.divers: list[Divers] = []
        self.personnes: dict[str, str] = {}
        self.reconnus: set[str] = set()
        self.series: ClasseurLu | None = None

    def dresser(self) -> Ajouts:
        liens = self.paquet.liens("xl/workbook.xml")
        for genre, cible in liens.values():
            if genre == "person":
                personnes = self.paquet.arbre(cible).iter("{*}person")
                self.personnes |= {p.get("id", ""): p.get("displayName", "") for p in personnes}
        for balise in self.paquet.arbre("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
            Feuille(self, self.classeur.feuilles[balise.get("name", "")], liens[relation(balise)]).relever()
            if len(self.notes) + len(self.dessins) + len(self.divers) > OBJETS:
                raise refuser(self.paquet.chemin, f"il contient plus de {OBJETS} notes, dessins ou liens ; en retirer")
        noms = tuple(
            NomAjoute(nom, cible)
            for nom, cible in self.classeur.noms.items()
            if (nu := nom.rpartition("!")[2].casefold()) not in self.connus.noms
            and not nu.startswith(("_xl", "excel_builtin"))  # zones d'impression et filtres : posés par le tableur
        )
        return Ajouts(
            tuple(self.feuilles), tuple(self.notes), tuple(self.dessins), tuple(self.cellules), noms, tuple(self.divers)
        )

    def cellule(self, feuille: str, cellule: Cellule) -> CelluleAjoutee:
        valeur = cellule.valeur
        if isinstance(valeur, dt.date) and "h" in cellule.format.lower():
            # la lecture ordinaire ne garde que le jour : l'heure est dans le numéro de série
            self.series = self.series or lire(self.paquet.chemin, dates=False)
            serie = self.series.feuilles[feuille].cellules[cellule.adresse].valeur
            if isinstance(serie, Fraction):
                minuit = dt.datetime.combine(valeur, dt.time())
                valeur = minuit + dt.timedelta(seconds=round(serie % 1 * 86_400))
        return CelluleAjoutee(feuille, cellule.adresse, valeur, cellule.formule, cellule.format)
