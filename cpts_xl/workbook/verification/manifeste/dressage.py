"""The manifest of a received workbook: one pass over its parts for all that is neither a value nor a formula.

The guard has accepted the package; sizes are bounded again here, XML is read without entities, nothing is fetched.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any

from cpts_xl.errors import raison
from cpts_xl.workbook import sheets
from cpts_xl.workbook.extras.balises import relation
from cpts_xl.workbook.extras.paquet import Lien, Paquet
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.verification.manifeste.courses import Courses
from cpts_xl.workbook.verification.manifeste.dessins import Grille, dessins
from cpts_xl.workbook.verification.manifeste.feuille import OBJETS, Suspects, analyser, filtre
from cpts_xl.workbook.verification.manifeste.graphiques import graphiques
from cpts_xl.workbook.verification.manifeste.modele import (
    Apparence,
    FeuilleManifeste,
    Manifeste,
    Nom,
    Tableau,
)
from cpts_xl.workbook.verification.manifeste.notes import notes
from cpts_xl.workbook.verification.manifeste.plages import zone
from cpts_xl.workbook.verification.manifeste.styles import (
    Couleurs,
    apparences,
    conditionnels,
    fonds_des_styles,
    polices,
    theme,
)
from cpts_xl.workbook.xlsx.garde import OCTETS_PARTIE
from cpts_xl.workbook.xlsx.signature import refuser
from cpts_xl.workbook.xlsx.strict import INCOHERENCES
from cpts_xl.workbook.xlsx.valeurs import vrai

NOMS = 100_000
_HAUTEURS = re.compile(rb'<row[^<>]* r="([0-9]+)"[^<>]* ht="([0-9.]+)"')
_LARGEURS = re.compile(rb"<col ([^<>]*)/>")
_ATTRIBUT = re.compile(rb'(min|max|width)="([0-9.]+)"')


def dresser(chemin: Path) -> Manifeste:
    """Return the manifest of a workbook that the guard has accepted.

    Raises:
        ClasseurIllisible: a part is missing, too large, holds entities, or does not make sense.
    """
    partie = ["xl/workbook.xml"]
    try:
        with zipfile.ZipFile(chemin) as archive:
            return _Dresseur(Paquet(chemin, archive), partie).dresser()
    except INCOHERENCES as erreur:
        nom = posixpath.basename(partie[-1])
        motif = f"sa partie {nom} est incohérente ({erreur}) ; l'ouvrir dans Excel, l'enregistrer, puis recommencer"
        raise refuser(chemin, motif) from erreur
    except OSError as erreur:
        raise refuser(chemin, f"lecture impossible ({raison(erreur)})") from erreur


class _Dresseur:
    """The walk through the package; ``partie`` holds the name of the part being read, for the refusal."""

    def __init__(self, paquet: Paquet, partie: list[str]) -> None:
        self.paquet, self.partie = paquet, partie
        self.manifeste = Manifeste()
        self.couleurs: Couleurs
        self.suspects = Suspects({})
        self.courses: Courses
        self.styles: list[Apparence] = []

    def _arbre(self, partie: str) -> Any:
        self.partie.append(partie)
        return self.paquet.arbre(partie)

    def _liens(self, partie: str) -> dict[str, Lien]:
        self.partie.append(partie)
        return self.paquet.liens(partie)

    def dresser(self) -> Manifeste:
        racine = self._arbre("xl/workbook.xml")
        liens = self._liens("xl/workbook.xml")
        self._classeur(racine)
        cibles = {lien.genre: lien.cible for lien in liens.values()}
        self._styles(cibles)
        if (communes := cibles.get("sharedStrings", "")) in self.paquet.noms:
            self.partie.append(communes)
            self.courses.lire(self.paquet.octets(communes, OCTETS_PARTIE) or b"")
        balises = racine.findall("{*}sheets/{*}sheet")
        for balise in balises:
            lien = liens[relation(balise)]
            feuille = FeuilleManifeste(balise.get("name", ""), balise.get("state", "visible"), lien.genre)
            self.manifeste.feuilles[feuille.nom] = feuille
            self._feuille(feuille, lien.cible)
        ordre = [balise.get("name", "") for balise in balises]
        for balise in racine.findall("{*}definedNames/{*}definedName")[:NOMS]:
            rang = balise.get("localSheetId")
            self.manifeste.noms.append(
                Nom(balise.get("name", ""), "" if rang is None else ordre[int(rang)], balise.text or "",
                    vrai(balise.get("hidden")))
            )  # fmt: skip
        return self.manifeste

    def _classeur(self, racine: Any) -> None:
        m = self.manifeste
        for balise in racine.iterfind("{*}calcPr"):
            m.calcul = dict(balise.attrib)
        for balise in racine.iterfind("{*}workbookPr"):
            m.date1904 = vrai(balise.get("date1904"))
            m.objets = balise.get("showObjects", "all")
        for balise in racine.iterfind("{*}workbookProtection"):
            m.structure_verrouillee = vrai(balise.get("lockStructure"))
        vues = racine.findall("{*}bookViews/{*}workbookView")
        m.fenetre_masquee = bool(vues) and all(v.get("visibility", "visible") != "visible" for v in vues)
        m.sans_onglets = any(v.get("showSheetTabs") in {"0", "false"} for v in vues)
        m.caches_croises = len(racine.findall("{*}pivotCaches/{*}pivotCache"))

    def _styles(self, cibles: dict[str, str]) -> None:
        if "styles" not in cibles:
            self.couleurs = Couleurs([])
            self.courses = self.suspects.courses = Courses([], self.couleurs)
            return
        du_theme = self._arbre(cibles["theme"]) if cibles.get("theme") in self.paquet.noms else None
        racine = self._arbre(cibles["styles"])
        self.couleurs = Couleurs(racine)
        if du_theme is not None:
            self.couleurs = Couleurs(racine, theme(du_theme), polices(du_theme))
        self.courses = Courses(fonds_des_styles(racine, self.couleurs), self.couleurs)
        self.suspects = Suspects(*apparences(racine, self.couleurs), self.courses)
        self.styles = conditionnels(racine, self.couleurs)

    def _feuille(self, feuille: FeuilleManifeste, partie: str) -> None:
        liens = self._liens(partie)
        self.partie.append(partie)
        octets = self.paquet.octets(partie, OCTETS_PARTIE)
        if octets is None:
            raise KeyError(partie)
        if feuille.genre == "worksheet":
            analyser(octets, feuille, self.suspects, self.styles, self.couleurs)
        for genre, cible in liens.values():
            if genre == "table":
                self._tableau(feuille, self._arbre(cible))
            elif genre == "drawing":
                if cible in self.paquet.noms:
                    self._dessins(feuille, cible, octets)
            elif genre == "vmlDrawing" and cible in self.paquet.noms:
                self.partie.append(cible)
                feuille.dessins += notes(self.paquet.arbre(cible, tolerant=True), _grille(octets))
            elif genre == "comments":
                self.partie.append(cible)
                feuille.commentaires += (self.paquet.octets(cible, OCTETS_PARTIE) or b"").count(b"<comment ")
            elif genre == "pivotTable":
                feuille.croises += 1

    def _dessins(self, feuille: FeuilleManifeste, partie: str, octets: bytes) -> None:
        racine = self._arbre(partie)
        feuille.dessins += dessins(racine, _grille(octets))
        if normaliser(feuille.nom) == normaliser(sheets.TABLEAU_DE_BORD):
            lire = self._arbre
            noms = self.paquet.noms
            feuille.graphiques += graphiques(racine, self._liens(partie), lambda p: lire(p) if p in noms else None)

    @staticmethod
    def _tableau(feuille: FeuilleManifeste, racine: Any) -> None:
        cadre = racine.find("{*}autoFilter")
        lieu = None if cadre is None else filtre(cadre)
        nom = racine.get("displayName") or racine.get("name", "")
        feuille.tableaux.append(Tableau(nom, zone(racine.get("ref", "")), lieu is not None))
        if lieu is not None:
            feuille.filtres.append(lieu)


def _grille(octets: bytes) -> Grille:
    """Return the sizes of the rows and columns of a sheet, from its part."""
    hauteurs = {int(rang): float(ht) for rang, ht in _HAUTEURS.findall(octets)[:OBJETS]}
    largeurs = []
    for balise in _LARGEURS.findall(octets)[:OBJETS]:
        lus = {cle: float(valeur) for cle, valeur in _ATTRIBUT.findall(balise)}
        if len(lus) == 3:  # noqa: PLR2004  (de, à, largeur)
            largeurs.append((int(lus[b"min"]), int(lus[b"max"]), lus[b"width"]))
    return Grille(hauteurs, largeurs)
