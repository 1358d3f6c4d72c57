"""What is wrong with the charts of a template, told before any filling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.graphiques.relations import DOCUMENT, GRAPHIQUE, Relations
from cpts_xl.report.graphiques.remplissage import preparer

_BALISE = re.compile(r"<wp:docPr\b[^>]*>")
_CHAMP = re.compile(r"\{\{.*?\}\}")
_PARTIE_LIEE = re.compile(r'<c:chart\b[^>]*\br:id="([^"]+)"')
_HORS_DU_CORPS = re.compile(r"word/(header|footer|footnotes|endnotes)\w*\.xml")
_PAS_UN_GRAPHIQUE = "l'ôter du texte de remplacement de ce dessin, qui n'est pas un graphique"
_HORS_DU_TEXTE = "un graphique ne se remplit ni dans un en-tête ni dans un pied ; le mettre dans le texte"
_SANS_CHAMP = (
    "ce graphique n'a pas de champ dans son texte de remplacement : il gardera ses données d'exemple. LibreOffice "
    "efface ce texte en enregistrant ; le remettre (clic droit, Modifier le texte de remplacement), ou retirer le "
    "graphique"
)


@dataclass(frozen=True, slots=True)
class FauteDeGraphique:
    """One fault: the part, how far in its text, the field, what to do, and whether the filling would be refused."""

    partie: str
    place: int
    champ: str
    motif: str
    bloquante: bool = True


def fautes_des_graphiques(parties: Mapping[str, bytes]) -> list[FauteDeGraphique]:
    """Return the faults of the charts of a template, in order; a chart without any field is only a remark."""
    noms = [nom for nom in sorted(parties) if nom == DOCUMENT or _HORS_DU_CORPS.fullmatch(nom)]
    return [faute for nom in noms for faute in _fautes(parties, nom)]


def _fautes(parties: Mapping[str, bytes], nom: str) -> Iterator[FauteDeGraphique]:
    texte = parties[nom].decode("utf-8")
    relations = Relations.lire(parties, nom)
    for balise in _BALISE.finditer(texte):
        champ = _CHAMP.search(balise.group())
        lien = _PARTIE_LIEE.search(texte[balise.end() : texte.find("</w:drawing>", balise.end())])
        graphique = lien is not None and relations.sorte(lien[1]) == GRAPHIQUE
        if champ and not (graphique and lien):
            yield FauteDeGraphique(nom, balise.start(), champ[0], _PAS_UN_GRAPHIQUE)
        elif champ and nom != DOCUMENT:
            yield FauteDeGraphique(nom, balise.start(), champ[0], _HORS_DU_TEXTE)
        elif champ and lien:
            try:
                preparer(parties[relations.cible(lien[1])])
            except GabaritInvalide as erreur:
                yield FauteDeGraphique(nom, balise.start(), champ[0], str(erreur))
        elif graphique:
            yield FauteDeGraphique(nom, balise.start(), "", _SANS_CHAMP, bloquante=False)
