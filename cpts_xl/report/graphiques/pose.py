"""Putting the charts in a rendered document: parts, relations and types, whatever loop or condition repeated them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.graphiques.cadre import cadre, hauteur_lisible, renommer
from cpts_xl.report.graphiques.classeur import classeur_incorpore
from cpts_xl.report.graphiques.donnees import Graphique
from cpts_xl.report.graphiques.ecriture import xml
from cpts_xl.report.graphiques.maison import partie_graphique
from cpts_xl.report.graphiques.marque import BORNE, MARQUE
from cpts_xl.report.graphiques.relations import (
    DOCUMENT,
    GRAPHIQUE,
    TYPES,
    Relations,
    orphelines,
    type_de,
    types_completes,
)
from cpts_xl.report.graphiques.remplissage import preparer
from cpts_xl.report.modele.styles import ACCENT

_BALISE = re.compile(r"<wp:docPr\b[^>]*>")
_PARTIE_LIEE = re.compile(r'<c:chart\b[^>]*\br:id="([^"]+)"')
_ETENDUE = re.compile(r'(<wp:extent\b[^>]*\bcy=")(\d+)(")')
_NUMERO = re.compile(r'<wp:docPr\b[^>]*\bid="(\d+)"')
_LIEN = re.compile(r'\br:(?:id|embed|link)="([^"]+)"')
_A_NOUS = re.compile(r"word/(?:charts|embeddings)/graphique(\d+)\D")
_MOTS = 60
_LOIN = 20_000
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


@dataclass(slots=True)
class Pose:
    """A document with its charts: its text, the parts added or changed, those of the template to leave out."""

    document: str
    parties: dict[str, bytes] = field(default_factory=dict)
    retirees: frozenset[str] = frozenset()


def ajouter_graphiques(
    document: str, parties: Mapping[str, bytes], graphiques: Mapping[str, Graphique], *, accent: str = ACCENT
) -> Pose:
    """Return a rendered document whose marks have become native charts; ``parties`` are those of its template.

    A mark in the alternative text of a Word chart keeps the look of that chart; a mark in the text draws one in the
    look of the house, in this ``accent``; a chart without any value gives way to a sentence. The charts of the
    template that no page shows any more are left out, with their sample data. Pure: same arguments, same answer.

    Raises:
        GabaritInvalide: a mark of an unknown chart, on something else than a chart, or on one that cannot be filled.
    """
    return _Pose(document, parties, graphiques, accent).faire()


def semer_graphiques(
    document: str, parties: Mapping[str, bytes], exemples: Mapping[str, Graphique], champs: Mapping[str, str]
) -> Pose:
    """Return a template under construction whose marks have become Word charts that its users may style and move.

    ``champs`` gives, by code, the field that fills each (« {{ graphiques.enveloppes }} »): it stands in the
    alternative text; ``exemples`` are the sample data that Word shows meanwhile.
    """
    return _Pose(document, parties, exemples, ACCENT, champs).faire()


class _Pose:
    """The work under way: what was placed so far."""

    def __init__(
        self,
        document: str,
        parties: Mapping[str, bytes],
        graphiques: Mapping[str, Graphique],
        accent: str,
        champs: Mapping[str, str] | None = None,
    ) -> None:
        self.document = document
        self.parties = parties
        self.graphiques = graphiques
        self.accent = accent
        self.champs = champs or {}
        self.relations = Relations.lire(parties, DOCUMENT)
        self.nouvelles: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.numero = max((int(n) for n in _NUMERO.findall(document)), default=0)
        # un rapport repris comme modèle a déjà des parties à nos noms
        self.rang = max((int(p[1]) for p in map(_A_NOUS.match, parties) if p), default=0)

    def faire(self) -> Pose:
        """Place all the charts, then leave out those of the template that nothing shows any more."""
        texte = self.document
        if f"{BORNE}graphique:" in texte:
            texte = self._dans_les_dessins(texte)
            texte = MARQUE.sub(self._dans_le_texte, texte)
        retirees = self._retirer(texte)
        if self.types or retirees:
            self.nouvelles[self.relations.nom] = self.relations.ecrire()
            self.nouvelles[TYPES] = types_completes(self.parties[TYPES], self.types, retirees)
        return Pose(texte, self.nouvelles, frozenset(retirees))

    def _retirer(self, texte: str) -> set[str]:
        """Return the parts of the charts that the text does not call: sample data must not travel with a report."""
        appelees = set(_LIEN.findall(texte))
        charts = [i for i in self.relations.liste if self.relations.sorte(i) == GRAPHIQUE and i not in appelees]
        cibles = [self.relations.cible(ident) for ident in charts]
        for ident in charts:
            del self.relations.liste[ident]
        restantes = {cible for _, cible in self.relations.internes()}
        return orphelines(self.parties, [cible for cible in cibles if cible not in restantes])

    def _dans_les_dessins(self, texte: str) -> str:
        morceaux: list[str] = []
        place = 0
        for balise in _BALISE.finditer(texte):
            trouve = MARQUE.search(balise.group())
            if trouve is None:
                continue
            graphique = self._choisir(trouve[1], texte, balise.start())
            debut = max(
                texte.rfind("<w:drawing>", place, balise.start()), texte.rfind("<w:drawing ", place, balise.start())
            )
            fin = texte.find("</w:drawing>", balise.end()) + len("</w:drawing>")
            dessin = texte[debut:fin]
            lien = _PARTIE_LIEE.search(dessin)
            if lien is None or self.relations.sorte(lien[1]) != GRAPHIQUE:
                raise self._refus(graphique.code, texte, balise.start(), "ce n'est pas un graphique de Word")
            morceaux += [texte[place:debut], self._rhabiller(graphique, dessin, lien[1], (texte, balise.start()))]
            place = fin
        return "".join((*morceaux, texte[place:]))

    def _rhabiller(self, graphique: Graphique, dessin: str, lien: str, lieu: tuple[str, int]) -> str:
        """Return a drawing of the template, bound to a chart of these data in the look that it had."""
        if graphique.vide:
            return f'<w:t xml:space="preserve">{xml(graphique.phrase_vide)}</w:t>'
        source = self.relations.cible(lien)
        relations = _sans_donnees(Relations.lire(self.parties, source))
        try:
            modele = preparer(self.parties[source], relations.libre())
        except GabaritInvalide as erreur:
            raise self._refus(graphique.code, *lieu, str(erreur)) from erreur
        if modele.series == len(graphique.series):
            partie = modele.remplir(graphique)
        else:
            # autant d'habits que de séries, ou ceux de la maison : un habit de reste ne dirait plus ce qu'il montre
            relations = Relations()
            partie = partie_graphique(graphique, titre=modele.titre, accent=self.accent)
        nouveau = self._ajouter(graphique, partie, relations)
        dessin = _BALISE.sub(lambda balise: renommer(balise.group(), graphique, self.numero), dessin, count=1)
        if modele.couche or modele.series != len(graphique.series):
            # le modèle est fait pour quelques barres : la hauteur grandit avec leur nombre, elle ne rétrécit pas
            moins = hauteur_lisible(graphique, titre=modele.titre)
            dessin = _ETENDUE.sub(lambda e: e[1] + str(max(int(e[2]), moins)) + e[3], dessin, count=1)
        return _PARTIE_LIEE.sub(lambda c: c.group().replace(f'"{c[1]}"', f'"{nouveau}"'), dessin, count=1)

    def _dans_le_texte(self, trouve: re.Match[str]) -> str:
        graphique = self._choisir(trouve[1], trouve.string, trouve.start())
        texte, place = trouve.string, trouve.start()
        if max(texte.rfind("<w:t>", 0, place), texte.rfind("<w:t ", 0, place)) <= texte.rfind("</w:t>", 0, place):
            raise self._refus(graphique.code, texte, place, "le champ n'est pas dans une ligne de texte")
        if graphique.vide:
            return xml(graphique.phrase_vide)
        champ = self.champs.get(graphique.code)
        partie = partie_graphique(graphique, modele=champ is not None, accent=self.accent)
        lien = self._ajouter(graphique, partie, Relations())
        dessin = cadre(graphique, lien, self.numero, description=champ)
        return f'</w:t>{dessin}<w:t xml:space="preserve">'

    def _ajouter(self, graphique: Graphique, partie: bytes, relations: Relations) -> str:
        """Add one chart part, its workbook and copies of what it depends on; return its relation in the document."""
        self.rang += 1
        self.numero += 1
        nom = f"word/charts/graphique{self.rang}.xml"
        self.nouvelles[nom] = partie
        self.types[nom] = _TYPE
        propres = Relations(nom)
        for ident, cible in relations.internes():
            copie = f"word/charts/graphique{self.rang}_{posixpath.basename(cible)}"
            self.nouvelles[copie] = self.parties[cible]
            self.types[copie] = type_de(self.parties, cible)
            propres.liste[ident] = (relations.liste[ident][0], posixpath.basename(copie), "")
        propres.ajouter("package", f"../embeddings/graphique{self.rang}.xlsx")
        self.nouvelles[f"word/embeddings/graphique{self.rang}.xlsx"] = classeur_incorpore(graphique)
        self.nouvelles[propres.nom] = propres.ecrire()
        return self.relations.ajouter("chart", f"charts/graphique{self.rang}.xml")

    def _choisir(self, code: str, texte: str, place: int) -> Graphique:
        if code not in self.graphiques:
            raise self._refus(code, texte, place, "aucun graphique ne porte ce nom")
        return self.graphiques[code]

    @staticmethod
    def _refus(code: str, texte: str, place: int, motif: str) -> GabaritInvalide:
        avant = re.sub(r"<[^>]*>", " ", texte[max(0, place - _LOIN) : place]).rpartition(">")[2]
        mots = unescape(" ".join(MARQUE.sub("", avant).split()))
        ou = f"après « …{mots[-_MOTS:]} »" if mots else "au début du document"
        return GabaritInvalide(f"Modèle, graphique « {code} », {ou} : {motif}.")


def _sans_donnees(relations: Relations) -> Relations:
    """Return the relations of a chart without its workbook, which ours replaces, nor anything outside."""
    relations.liste = {
        i: un for i, un in relations.liste.items() if relations.sorte(i) != "/package" and un[2] != "External"
    }
    return relations
