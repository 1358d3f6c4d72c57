"""The cells of a worksheet and the shared texts, as ordinary programs write them: one pattern, nothing left over.

Whoever calls has had an XML parser check all the rest of the part, and has refused the characters that XML forbids. The
patterns then leave room for elements and attributes that are known, for texts whose entities are the five of XML, and
for nothing else: what they do not cover to the last character is ``Inhabituel``, and the strict reading decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from cpts_xl.workbook.xlsx.formats_nombre import jour, jour_iso
from cpts_xl.workbook.xlsx.garde_partie import CELLULES, COLONNES, LIGNES
from cpts_xl.workbook.xlsx.types import Cellule, ErreurCellule, FeuilleLue, lettres
from cpts_xl.workbook.xlsx.valeurs import Style, formule_de, nombre, sans_echappement, vrai

_LIGNE = re.compile(r'<row r="([1-9][0-9]*)"([^<>]*)>')
_CELLULE = re.compile(
    # « (?:…|) » plutôt que « (?:…)? » : le moteur de motifs y passe moins de temps
    r'<c r="([A-Z]+)([1-9][0-9]*)"([^<>/]*)(?:/>|>'
    r"(?:<f([^<>/]*)(?:>([^<]*)</f>|/>)|)"
    r'(?:<v>([^<]*)</v>|<v ?/>|<is><t(?: xml:space="preserve"|)>([^<]+)</t></is>|)</c>)|.',
    re.DOTALL,
)
PREFIXE = "x14ac:"
"""The one prefix that an attribute of a row may have; the caller sees to it that the sheet declares it."""
_CONNUS = (
    "s|t|cm|vm|ph|ref|si|ca|aca|dt2D|dtr|del1|del2|r1|r2|bx|spans|customFormat|ht|hidden|customHeight|outlineLevel"
    f"|collapsed|thickTop|thickBot|{PREFIXE}dyDescent"
)
_ATTRIBUTS = re.compile(rf'(?: (?:{_CONNUS})="[^"<>&\n\t]*")* ?/?')
_ATTRIBUT = re.compile(r' ([\w:]+)="([^"]*)"')
_CHAINE = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_BALISES_PAR_CHAINE = 4
_SIGNES_D_UNE_LIGNE = 500_000
"""Beyond, the cells of a row are not taken all at once: a reader of streams counts them first."""
_NOMMEES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}  # et l'esperluette, en dernier
_ENTITE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|amp|lt|gt|quot|apos);")
_CONTROLES_ADMIS = (9, 10, 13)
_CARACTERES = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_COLONNES = {lettres(rang): rang for rang in range(1, COLONNES + 1)}


class Inhabituel(Exception):
    """Something that the quick reading does not know: the strict one has to look."""


def unifier(texte: str) -> str:
    """Return a text with the ends of lines that an XML parser reads."""
    return texte.replace("\r\n", "\n").replace("\r", "\n") if "\r" in texte else texte


def clair(texte: str) -> str:
    """Return a text with its entities as the characters that they stand for.

    Raises:
        Inhabituel: an entity is none of the five, or the number that it gives is not that of a character.
    """
    if "&#" in texte:
        rendu, combien = _ENTITE.subn(_caractere, texte)
        if combien != texte.count("&"):
            raise Inhabituel
        return rendu
    texte = texte.replace("&lt;", "<").replace("&gt;", ">")
    if "&" not in texte:  # dans une formule, il n'y a guère que ces deux-là
        return texte
    texte = texte.replace("&quot;", '"').replace("&apos;", "'")
    if texte.count("&") != texte.count("&amp;"):
        raise Inhabituel
    return texte.replace("&amp;", "&")


def _caractere(entite: re.Match[str]) -> str:
    decimal, hexa = entite.groups()
    if not decimal and not hexa:
        return _NOMMEES.get(entite[0], "&")
    code = int(decimal) if decimal else int(hexa, 16)
    if code in _CONTROLES_ADMIS or any(code in suite for suite in _CARACTERES):
        return chr(code)
    raise Inhabituel


def chaines(corps: str) -> list[str]:
    """Return the shared texts that stand between the two tags of their part.

    Raises:
        Inhabituel: one has runs, a phonetic guide, or is anything but a plain text.
    """
    trouvees: list[str] = _CHAINE.findall(corps)
    if corps.count("<") != _BALISES_PAR_CHAINE * len(trouvees):
        raise Inhabituel
    if "&" in corps:
        trouvees = [clair(trouvee) if "&" in trouvee else trouvee for trouvee in trouvees]
    if "_x" in corps:
        trouvees = [sans_echappement(trouvee) if "_x" in trouvee else trouvee for trouvee in trouvees]
    return trouvees


def _attributs(texte: str) -> dict[str, str]:
    """Return what follows the name of an element, or its address, as attributes."""
    trouves = _ATTRIBUT.findall(texte)
    attributs: dict[str, str] = dict(trouves)
    if len(attributs) != len(trouves) or not _ATTRIBUTS.fullmatch(texte):
        raise Inhabituel
    return attributs


class _Memoire(dict[str, Any]):
    """What texts stand for, made once each: in a workbook, numbers, words and looks repeat a lot."""

    def __init__(self, faire: Callable[[str], Any]) -> None:
        super().__init__()
        self._faire = faire

    def __missing__(self, texte: str) -> Any:
        fait = self[texte] = self._faire(texte)
        return fait


def _formule(adresse: str, attributs: str, texte: str, partagees: dict[str, Any]) -> str | None:
    """Return the formula of a cell: written in full but for those that have attributes."""
    if attributs:
        return formule_de(adresse, _attributs(attributs), clair(texte), partagees)
    return "=" + (clair(texte) if "&" in texte else texte)


def _ligne(texte: str) -> tuple[bool, bool]:
    """Return whether a row is hidden, and whether it is empty."""
    attributs = _attributs(texte)
    return vrai(attributs.get("hidden")) or attributs.get("ht") == "0", texte.endswith("/")


class Remplisseur:
    """Fills sheets with the cells of their data; one for a whole workbook, whose values it remembers."""

    def __init__(self, styles: Sequence[Style], textes: Sequence[str], *, date1904: bool) -> None:
        # une entité dans un nombre n'en fait pas un nombre : la lecture stricte la verra
        self._styles = styles
        self._nombres = _Memoire(nombre)
        self._jours = _Memoire(lambda brut: jour(nombre(brut), date1904=date1904))
        self._mots = _Memoire(lambda brut: sans_echappement(clair(brut)))
        partages = _Memoire(lambda brut: textes[int(brut)])
        partages.update(zip(map(str, range(len(textes))), textes, strict=True))
        self._par_sorte = {
            "s": partages,
            "str": self._mots,
            "b": _Memoire(lambda brut: vrai(clair(brut))),
            "e": _Memoire(lambda brut: ErreurCellule(clair(brut))),
            "d": _Memoire(jour_iso),
        }
        self._genres, self._lignes = _Memoire(self._genre), _Memoire(_ligne)

    def _genre(self, texte: str) -> tuple[str, bool, _Memoire]:
        """Return what the attributes of a cell say: its format, its lock, and what its value stands for."""
        attributs = _attributs(texte)
        rang = int(attributs.get("s", "0"))
        style = self._styles[rang] if rang < len(self._styles) else Style()
        valeurs = self._par_sorte.get(attributs.get("t", "n"), self._jours if style.date else self._nombres)
        return style.code, style.verrouillee, valeurs

    def remplir(self, feuille: FeuilleLue, corps: str) -> None:
        """Add to a sheet what stands between its ``sheetData`` tags.

        Raises:
            Inhabituel: something there is not what ordinary programs write, or is wrong.
        """
        partagees: dict[str, Any] = {}
        numero = balises = remplies = 0
        place, longueur = 0, len(corps)
        while place < longueur:
            ligne = _LIGNE.match(corps, place)
            if ligne is None:
                raise Inhabituel
            rang, attributs = ligne.groups()
            if (suivant := int(rang)) <= numero:
                raise Inhabituel
            numero, place = suivant, ligne.end()
            cases = feuille.lignes[numero] = {}
            masquee, vide = self._lignes[attributs]
            if masquee:
                feuille.lignes_masquees.add(numero)
            if vide:
                continue
            fin = corps.index("</row>", place)
            if fin - place > _SIGNES_D_UNE_LIGNE:
                raise Inhabituel
            trouvees = _CELLULE.findall(corps, place, fin)
            place = fin + len("</row>")
            balises += len(trouvees)
            remplies += self._remplir_ligne(feuille.cellules, cases, rang, trouvees, partagees)
        if numero > LIGNES or balises > CELLULES or remplies != len(feuille.cellules):
            raise Inhabituel
        larges = {numero: max(cases) for numero, cases in feuille.lignes.items() if cases}
        if larges:
            feuille.dimensions = (max(larges), max(larges.values()))

    def _remplir_ligne(
        self,
        cellules: dict[str, Cellule],
        cases: dict[int, Cellule],
        ligne: str,
        trouvees: list[tuple[str, ...]],
        partagees: dict[str, Any],
    ) -> int:
        """Add the cells of one row; return how many it holds. Nothing is called per cell: this loop is what lasts."""
        genres, mots, colonnes, neuve, styles_seuls = self._genres, self._mots, _COLONNES, tuple.__new__, 0
        for lettre, rang, attributs, attributs_f, texte_f, brut, en_ligne in trouvees:
            if rang != ligne:
                raise Inhabituel
            colonne, (code, verrouillee, valeurs), adresse = colonnes[lettre], genres[attributs], lettre + rang
            formule = None
            if texte_f or attributs_f:
                formule = _formule(adresse, attributs_f, texte_f, partagees)
            if brut:
                valeur = valeurs[brut]
            elif en_ligne:
                valeur = mots[en_ligne]
            elif formule is not None:
                valeur = "" if valeurs is mots else None
            elif valeurs is mots:  # un texte vide, ou rien du tout : le motif ne les distingue pas
                raise Inhabituel
            else:
                styles_seuls += 1
                continue
            cases[colonne] = cellules[adresse] = neuve(Cellule, (adresse, valeur, formule, code, verrouillee))
        return len(trouvees) - styles_seuls
