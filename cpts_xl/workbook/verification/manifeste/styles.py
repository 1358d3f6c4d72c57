"""Which styles of a workbook hide or repeat what they show: ink of the colour of the paper, letters too small…"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cpts_xl.workbook.verification.manifeste.modele import Apparence
from cpts_xl.workbook.xlsx.valeurs import vrai

BLANC, NOIR = "FFFFFF", "000000"
CONTRASTE = 1.12
"""Under this ratio of luminances (1 is the same colour), nobody reads anything."""
CORPS_MINIMAL = 3.0
"""Under this size, in points, nobody reads anything."""
SYMBOLES = frozenset({
    "wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol", "marlett", "mt extra", "zapf dingbats",
    "zapfdingbats", "bookshelf symbol 7", "ms outlook", "ms reference specialty",
})  # fmt: skip
RETRAIT = 15
"""Indents from which a text leaves its cell: Excel's own buttons stop there."""
ETAPES = 16
"""Stops of a gradient that are looked at."""
STYLES = 70_000
"""Excel stops at 64 000 cell styles; beyond, the others are not looked at."""
_THEME = (BLANC, NOIR, "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646")
_INDEXEES = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_PAPIER, _ENCRE = 65, 64


def theme(racine: Any) -> tuple[str, ...]:
    """Return the colours of a theme in the order of the cells' ``theme`` numbers: paper and ink come first."""
    lues = []
    for balise in racine.iterfind(".//{*}clrScheme/*"):
        couleur = next(iter(balise), None)
        brute = "" if couleur is None else couleur.get("lastClr") or couleur.get("val") or ""
        lues.append(brute[-6:].upper() if _est_couleur(brute[-6:]) else "")
    if len(lues) < 4:  # noqa: PLR2004  (l'encre et le papier, deux fois)
        return _THEME
    echanges = [lues[1], lues[0], lues[3], lues[2], *lues[4:10]]
    return tuple(c or d for c, d in zip(echanges, _THEME, strict=False))


def polices(racine: Any) -> dict[str, str]:
    """Return the fonts of a theme, by the schemes that the fonts of cells follow."""
    lues = {}
    for schema in ("minor", "major"):
        latine = racine.find(f".//{{*}}{schema}Font/{{*}}latin")
        lues[schema] = "" if latine is None else latine.get("typeface") or ""
    return lues


def _est_couleur(texte: str) -> bool:
    return len(texte) == 6 and all(c in "0123456789abcdefABCDEF" for c in texte)  # noqa: PLR2004  (RRVVBB)


class Couleurs:
    """The colours of one workbook, theme and palette, and the fonts of its theme by their schemes."""

    def __init__(self, racine: Any, du_theme: Sequence[str] = _THEME, polices: Mapping[str, str] | None = None) -> None:
        self.polices = polices or {}
        propres = [(b.get("rgb") or "")[-6:].upper() for b in racine.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")]
        self._theme = tuple(du_theme)
        self._palette = tuple(propres[:64]) or (*_INDEXEES, *_INDEXEES)

    def de(self, balise: Any, defaut: str) -> str:
        """Return a colour as RRGGBB; the default when the element says nothing."""
        if balise is None:
            return defaut
        if brute := balise.get("rgb"):
            return str(brute)[-6:].upper() if _est_couleur(brute[-6:]) else defaut
        if (rang := balise.get("theme")) is not None:
            base = self._theme[int(rang)] if int(rang) < len(self._theme) else defaut
            return _teinte(base, float(balise.get("tint") or 0))
        if (rang := balise.get("indexed")) is not None:
            indice = int(rang)
            if indice in {_PAPIER, _ENCRE}:
                return BLANC if indice == _PAPIER else NOIR
            return self._palette[indice] if indice < len(self._palette) else defaut
        return defaut


def _teinte(couleur: str, teinte: float) -> str:
    if not teinte:
        return couleur
    canaux = [int(couleur[n : n + 2], 16) for n in (0, 2, 4)]
    if teinte < 0:
        canaux = [round(c * (1 + max(teinte, -1))) for c in canaux]
    else:
        canaux = [round(c + (255 - c) * min(teinte, 1)) for c in canaux]
    return "".join(f"{c:02X}" for c in canaux)


def contraste(une: str, autre: str) -> float:
    """Return the ratio of the luminances of two colours, from 1 to 21, as accessibility rules compute it."""

    def luminance(couleur: str) -> float:
        canaux = [int(couleur[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        lin = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]  # noqa: PLR2004  (sRGB)
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    claire, sombre = sorted((luminance(une), luminance(autre)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


def fonds_des_styles(racine: Any, couleurs: Couleurs) -> list[tuple[str, ...]]:
    """Return the colours behind the text of each style of cells, by its number."""
    fonds = [_fonds(b, couleurs) for b in racine.findall("{*}fills/{*}fill")[:STYLES]]
    numeros = (int(xf.get("fillId") or 0) for xf in racine.findall("{*}cellXfs/{*}xf")[:STYLES])
    return [fonds[numero] if numero < len(fonds) else () for numero in numeros]


def _fonds(remplissage: Any, couleurs: Couleurs, *, conditionnel: bool = False) -> tuple[str, ...]:
    """Return the colours behind a text: one, those of a gradient, or none when nothing is given."""
    if remplissage is None:
        return ()
    degrade = [couleurs.de(b, "") for b in remplissage.findall("{*}gradientFill/{*}stop/{*}color")[:ETAPES]]
    motif = remplissage.find("{*}patternFill")
    if all(degrade) and degrade:
        return tuple(degrade)
    if motif is None:
        return ()
    genre = motif.get("patternType", "solid" if conditionnel else "none")
    if genre != "solid":
        if conditionnel or genre == "none":
            return ()
        # une trame mêle deux couleurs : du noir sur du papier, quand rien n'est dit
        deux = couleurs.de(motif.find("{*}fgColor"), NOIR), couleurs.de(motif.find("{*}bgColor"), BLANC)
        return tuple(dict.fromkeys(deux))
    # dans un style conditionnel, la couleur du fond est rangée à l'autre place
    ordre = ("{*}bgColor", "{*}fgColor") if conditionnel else ("{*}fgColor",)
    balise = next((b for place in ordre if (b := motif.find(place)) is not None), None)
    return tuple(filter(None, [couleurs.de(balise, "")])) if balise is not None else ()


def motif(police: Any, fonds: tuple[str, ...], couleurs: Couleurs, defaut: str = NOIR) -> str:
    """Return why a font does not read on some colours, empty when it does."""
    if police is None:
        return ""
    encre = couleurs.de(police.find("{*}color"), defaut)
    # un dégradé ne cache que ce qu'il cache d'un bord à l'autre
    if all(contraste(encre, papier) < CONTRASTE for papier in fonds or (BLANC,)):
        sur = "sur fond" if len(fonds) <= 1 else "sur un dégradé de"
        return f"encre #{encre} {sur} #{fonds[0]}" if fonds else f"encre #{encre} sans fond"
    corps = police.find("{*}sz")
    if corps is not None and float(corps.get("val") or 11) < CORPS_MINIMAL:
        return f"caractères de {corps.get('val')} point"
    # qui suit le thème en prend la police dans Excel, et la sienne ailleurs
    cles = ("name", "rFont", "scheme")
    dits = {cle: e.get("val") or "" for cle in cles if (e := police.find(f"{{*}}{cle}")) is not None}
    noms = (dits.get("name", ""), dits.get("rFont", ""), couleurs.polices.get(dits.get("scheme", ""), ""))
    symbole = next((nom for nom in noms if nom.casefold() in SYMBOLES), "")
    return f"police de symboles {symbole}" if symbole else ""


def apparences(racine: Any, couleurs: Couleurs) -> tuple[dict[int, str], frozenset[int], frozenset[int]]:
    """Return the styles of cells that hide their text, each with why; that hide their formula; that repeat it."""
    polices = racine.findall("{*}fonts/{*}font")[:STYLES]
    fonds = [_fonds(b, couleurs) for b in racine.findall("{*}fills/{*}fill")[:STYLES]]
    motifs: dict[tuple[int, int], str] = {}
    invisibles: dict[int, str] = {}
    cachees, recopies = set(), set()
    for rang, xf in enumerate(racine.iterfind("{*}cellXfs/{*}xf")):
        if rang >= STYLES:
            break
        cle = int(xf.get("fontId") or 0), int(xf.get("fillId") or 0)
        if cle not in motifs:
            siens = fonds[cle[1]] if cle[1] < len(fonds) else ()
            motifs[cle] = motif(polices[cle[0]] if cle[0] < len(polices) else None, siens, couleurs)
        alignement = xf.find("{*}alignment")
        if pourquoi := motifs[cle] or _retrait(alignement):
            invisibles[rang] = pourquoi
        protection = xf.find("{*}protection")
        if protection is not None and vrai(protection.get("hidden")):
            cachees.add(rang)
        if alignement is not None and alignement.get("horizontal") == "fill":
            recopies.add(rang)
    return invisibles, frozenset(cachees), frozenset(recopies)


def _retrait(alignement: Any) -> str:
    retrait = 0 if alignement is None else int(alignement.get("indent") or 0)
    return f"retrait de {retrait} crans" if retrait >= RETRAIT else ""


def confondu(fonds: Sequence[str]) -> str:
    """Return why the black ink of a number does not read on grounds that a condition lays, empty when it does."""
    if not fonds or any(contraste(NOIR, fond) >= CONTRASTE for fond in fonds):
        return ""
    return f"encre #{NOIR} sur fond #{fonds[0]}"


def conditionnels(racine: Any, couleurs: Couleurs) -> list[Apparence]:
    """Return the styles that conditional formats may give, in the order of their numbers."""
    return [apparence(dxf, couleurs) for dxf in racine.findall("{*}dxfs/{*}dxf")[:STYLES]]


def apparence(dxf: Any, couleurs: Couleurs) -> Apparence:
    """Return what one conditional style does to what it covers."""
    fonds = _fonds(dxf.find("{*}fill"), couleurs, conditionnel=True)
    police = dxf.find("{*}font")
    pourquoi = ""
    if police is not None and police.find("{*}color") is not None:
        pourquoi = motif(police, fonds, couleurs)
    elif fonds:
        pourquoi = confondu(fonds)  # rien ne dit l'encre : celle des nombres est noire
    code = dxf.find("{*}numFmt")
    return Apparence(pourquoi, fonds[0] if fonds else "", "" if code is None else code.get("formatCode") or "")
