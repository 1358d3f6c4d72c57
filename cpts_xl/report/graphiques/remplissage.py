"""Filling a chart that a user drew and styled in Word: its data are replaced, its look is kept.

The part is cut once, at the places of the data; each filling then only joins texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.graphiques.caches import categories, nom_de_serie, valeurs
from cpts_xl.report.graphiques.donnees import Graphique
from cpts_xl.report.graphiques.ecriture import lignes_de_titre, xml
from cpts_xl.report.graphiques.maison import RELATION

_SERIE = re.compile(r"<c:ser>.*?</c:ser>", re.DOTALL)
_ORDRE = re.compile(r'<c:order val="(\d+)"/>')
_NOM = re.compile(r"<c:tx>.*?</c:tx>", re.DOTALL)
_NOMS = re.compile(r"<c:cat>.*?</c:cat>", re.DOTALL)
_VALEURS = re.compile(r"<c:val>.*?</c:val>", re.DOTALL)
_TITRE = re.compile(r"<c:title>.*?</c:title>", re.DOTALL)
_RICHE = re.compile(r"<c:tx>.*?</c:tx>", re.DOTALL)
_PARAGRAPHE = re.compile(r"<a:p>.*?</a:p>", re.DOTALL)
_COURSE = re.compile(r"<a:rPr\b[^>]*?/>|<a:rPr\b.*?</a:rPr>", re.DOTALL)
_PARAGRAPHE_PROPRIETES = re.compile(r"<a:pPr\b[^>]*?/>|<a:pPr\b.*?</a:pPr>", re.DOTALL)
_DONNEES = re.compile(r"<c:externalData\b.*?</c:externalData>|<c:externalData\b[^>]*/>", re.DOTALL)
_ETIQUETTE = re.compile(r"<c:dLbl>.*?</c:dLbl>", re.DOTALL)
_ANCIENNES = re.compile(r"<c15:(datalabelsRange|filtered\w+)>.*?</c15:\1>", re.DOTALL)
_EXTENSION_VIDE = re.compile(r"<c:ext\b[^>]*>\s*</c:ext>|<c:ext\b[^>]*/>")
_TROUS = re.compile(r'<c:dispBlanksAs val="\w+"/>')
_SANS_SERIES_SIMPLES = re.compile(r"<c:(scatterChart|bubbleChart|stockChart|surfaceChart|surface3DChart)>")
_SIGNES = 2_000_000
_DECLARATION = 5  # après les premiers signes de « <?xml »
# Word n'en écrit pas ; là seulement une balise peut s'ouvrir sans se fermer, et la recherche s'y perdrait
_JAMAIS_ECRITS = ("<!--", "<![CDATA[", "<?")

_Morceau = str | Callable[[Graphique], str]


@dataclass(frozen=True, slots=True)
class Modele:
    """A chart of a template, cut at its data: how many series it draws, and whether its bars lie down."""

    morceaux: tuple[_Morceau, ...]
    series: int
    couche: bool
    titre: bool

    def remplir(self, graphique: Graphique) -> bytes:
        """Return the part with these data; ``graphique`` has as many series as the template's chart."""
        return "".join(m if isinstance(m, str) else m(graphique) for m in self.morceaux).encode()


@lru_cache(maxsize=64)
def preparer(partie: bytes, relation: str = RELATION) -> Modele:
    """Return a chart part ready to be filled; its data will be the workbook of this relation.

    Raises:
        GabaritInvalide: a chart without plain series (a cloud of points), or of an unknown form.
    """
    texte = partie.decode("utf-8")
    if len(texte) > _SIGNES or any(rare in texte[_DECLARATION:] for rare in _JAMAIS_ECRITS):
        raise GabaritInvalide("son contenu est démesuré ou inhabituel ; le recréer dans Word (Insertion, Graphique)")
    if "<c:chartSpace" not in texte:
        raise GabaritInvalide("sa forme est inconnue ; le recréer dans Word (Insertion, Graphique)")
    if trouve := _SANS_SERIES_SIMPLES.search(texte):
        raise GabaritInvalide(
            f"c'est un graphique « {trouve[1].removesuffix('Chart')} », qui ne se remplit pas ; choisir des barres, "
            "des courbes, des aires ou des secteurs (Création de graphique, Modifier le type)"
        )
    texte = _sans_donnees_figees(texte, relation)
    series = sorted(_SERIE.finditer(texte), key=_rang)
    if not series:
        raise GabaritInvalide("il ne contient aucune série ; le recréer dans Word (Insertion, Graphique)")
    coupes: list[tuple[int, int, _Morceau]] = []
    for rang, serie in enumerate(series):
        coupes += _coupes(serie.group(), serie.start(), rang)
    if titre := _TITRE.search(texte):
        coupes.append(_coupe_du_titre(titre.group(), titre.start()))
    morceaux: list[_Morceau] = []
    place = 0
    for debut, fin, morceau in sorted(coupes, key=lambda coupe: coupe[0]):
        morceaux += [texte[place:debut], morceau]
        place = fin
    morceaux.append(texte[place:])
    return Modele(tuple(morceaux), len(series), '<c:barDir val="bar"/>' in texte, titre is not None)


def _rang(serie: re.Match[str]) -> int:
    ordre = _ORDRE.search(serie.group())
    return int(ordre[1]) if ordre else 0


def _sans_donnees_figees(texte: str, relation: str) -> str:
    """Return the part bound to our workbook, without what would outlive its figures.

    That is: labels typed by hand or taken from cells, and series hidden by a filter, kept whole in the part.
    """
    texte = _EXTENSION_VIDE.sub("", _ANCIENNES.sub("", texte))
    texte = texte.replace('<c15:showDataLabelsRange val="1"/>', '<c15:showDataLabelsRange val="0"/>')
    donnees = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    texte = _DONNEES.sub("", texte)
    suite = next((s for s in ("<c:printSettings", "<c:userShapes", "<c:extLst") if s in _fin(texte)), "</c:chartSpace>")
    place = texte.rindex(suite)
    texte = texte[:place] + donnees + texte[place:]
    texte = _ETIQUETTE.sub(lambda trouve: "" if "<c:tx>" in trouve.group() else trouve.group(), texte)
    texte = _TROUS.sub('<c:dispBlanksAs val="gap"/>', texte)
    if "<c:dispBlanksAs" not in texte:
        # sans cette ligne, un tableur trace une valeur absente comme un zéro
        suite = next((s for s in ("<c:showDLblsOverMax", "<c:extLst") if s in _queue_du_trace(texte)), "</c:chart>")
        fin = texte.rindex(suite, 0, texte.rindex("</c:chart>") + len("</c:chart>"))
        texte = f'{texte[:fin]}<c:dispBlanksAs val="gap"/>{texte[fin:]}'
    return texte


def _fin(texte: str) -> str:
    """Return what follows the plot in the part."""
    return texte[texte.rindex("</c:chart>") :]


def _queue_du_trace(texte: str) -> str:
    """Return what follows plot and legend inside the chart."""
    fin = texte.rindex("</c:chart>")
    return texte[max(texte.rfind("</c:plotArea>", 0, fin), texte.rfind("</c:legend>", 0, fin)) : fin]


def _coupes(serie: str, decalage: int, rang: int) -> list[tuple[int, int, _Morceau]]:
    def nommer(graphique: Graphique) -> str:
        return nom_de_serie(graphique, rang)

    def chiffrer(graphique: Graphique) -> str:
        return valeurs(graphique, rang)

    ordre, val = _ORDRE.search(serie), _VALEURS.search(serie)
    if ordre is None or val is None:
        raise GabaritInvalide("une de ses séries n'a pas de valeurs ; le recréer dans Word (Insertion, Graphique)")
    nom, noms = _NOM.search(serie, ordre.end()), _NOMS.search(serie)
    # une étiquette écrite à la main a aussi son « tx » ; celui du nom suit aussitôt l'ordre
    place_nom = nom.span() if nom and nom.start() == ordre.end() else (ordre.end(), ordre.end())
    place_noms = noms.span() if noms else (val.start(), val.start())
    return [
        (decalage + place_nom[0], decalage + place_nom[1], nommer),
        (decalage + place_noms[0], decalage + place_noms[1], categories),
        (decalage + val.start(), decalage + val.end(), chiffrer),
    ]


def _coupe_du_titre(titre: str, decalage: int) -> tuple[int, int, _Morceau]:
    """Return where the title goes, in the look of its first words."""
    riche = _RICHE.search(titre)
    paragraphe = _PARAGRAPHE.search(riche.group()) if riche else None
    bloc = paragraphe.group() if paragraphe else ""
    proprietes = _PARAGRAPHE_PROPRIETES.search(bloc)
    course = _COURSE.search(bloc)
    avant = "<a:p>" + (proprietes.group() if proprietes else "") + "<a:r>" + (course.group() if course else "")

    def intituler(graphique: Graphique) -> str:
        lignes = "".join(f"{avant}<a:t>{xml(une)}</a:t></a:r></a:p>" for une in lignes_de_titre(graphique.titre))
        return f"<c:tx><c:rich>{tete}{lignes}</c:rich></c:tx>"

    tete = "<a:bodyPr/><a:lstStyle/>"
    if riche and paragraphe and "<c:rich>" in riche.group():
        tete = riche.group()[len("<c:tx><c:rich>") : paragraphe.start()]
    if riche:
        return decalage + riche.start(), decalage + riche.end(), intituler
    debut = decalage + len("<c:title>")
    return debut, debut, intituler
