"""What Word writes by itself in a paragraph that holds a number: fields, controls tied to data, numbers of lists.

The stored text may be right, and what Word puts in its place when it opens the report be false.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cpts_xl.report.moteur.nettoyage import W
from cpts_xl.report.relu.styles import Styles
from cpts_xl.report.relu.textes import autour, texte_de

NUMERO = "une numérotation automatique"
CONTROLE = "un contrôle de contenu lié à une donnée du fichier"
CHAMPS_SUIVIS = 8
"""Fields open one inside the other that a paragraph is said to hold."""
_MISE_EN_PAGE = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "NOTEREF", "SEQ", "TOC", "REF", "STYLEREF",
                 "HYPERLINK", "TC", "XE", "RD", "INDEX", "LISTNUM", "AUTONUM", "ADVANCE", "ADDIN"}  # fmt: skip
"""What layout writes anywhere in an honest report: pages, captions, contents, cross-references, links."""
_CHIFFRENT = _MISE_EN_PAGE - {"HYPERLINK", "TOC", "TC", "XE", "RD", "INDEX", "ADVANCE", "ADDIN"}
"""Those that write a number: before an amount alone in its cell, layout has nothing to say."""
_CHIFFRE = re.compile(r"\d")
_NOM = re.compile(r"\s*(=|[A-Za-z]+)")
_MONTANT = re.compile(r"\d\s*(?:[kM]?€|[eE]uro|EUR|%)")
_EN_TETE = re.compile(r"\s*[+\-\u2212\u2013]?\s*\d")
_RANG = re.compile(r"%\d")
_LISTE = re.compile(r"%\d[.):°\u2013-]+$")
"""The number of an ordinary list: a mark parts it from what follows."""
_CHAMP, _INSTRUCTION, _SIMPLE = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"
_SANS_CHIFFRE = {"bullet", "none"}
_SOMME = re.compile(r"\s*=\s*\w+\s*\(\s*[A-Z]+\s*\)", re.IGNORECASE)
"""A sum of the cells above, as the menu of tables writes it: it says what the table says."""


@dataclass(frozen=True, slots=True)
class Marque:
    """What Word writes by itself; ``partout`` says that it counts in a line that the tool did not write, too."""

    dite: str
    partout: bool = False


@dataclass(frozen=True, slots=True)
class _Vu:
    """What a paragraph says, read once whatever it holds: a number, an amount, in a cell that begins by one."""

    porteur: Any
    chiffre: bool
    montant: bool
    nombre_en_case: bool

    @classmethod
    def de(cls, paragraphe: Any) -> _Vu:
        texte = texte_de(paragraphe, mise_en_page=False)
        en_tete = autour(paragraphe) is not None and _EN_TETE.match(texte) is not None
        return cls(
            _porteur(paragraphe), _CHIFFRE.search(texte) is not None, _MONTANT.search(texte) is not None, en_tete
        )


def marques(racine: Any, styles: Styles) -> dict[Any, tuple[Marque, ...]]:
    """Return what Word writes by itself in each paragraph outside tables, and each row, of a part."""
    posees: defaultdict[Any, dict[Marque, None]] = defaultdict(dict)
    vus: dict[Any, _Vu] = {}
    for paragraphe, instruction in [*_champs(racine), *_controles(racine)]:
        if paragraphe not in vus:
            vus[paragraphe] = _Vu.de(paragraphe)
        vu, nom = vus[paragraphe], _nom(instruction)
        if nom in _MISE_EN_PAGE:
            if nom in _CHIFFRENT and vu.nombre_en_case:
                posees[vu.porteur][Marque(f"le champ « {nom} »")] = None
        elif vu.chiffre or _CHIFFRE.search(instruction):
            montant = vu.montant or _MONTANT.search(instruction) is not None
            dite = f"le champ « {nom} »" if nom else CONTROLE
            posees[vu.porteur][Marque(dite, montant and not _SOMME.match(instruction))] = None
    for paragraphe in racine.iter(f"{W}p"):
        if _numerote(paragraphe, styles):
            posees[_porteur(paragraphe)][Marque(NUMERO)] = None
    return {porteur: tuple(siennes) for porteur, siennes in posees.items()}


def _porteur(paragraphe: Any) -> Any:
    case = autour(paragraphe)
    return paragraphe if case is None else next(case.iterancestors(f"{W}tr"))


def _nom(instruction: str) -> str:
    trouve = _NOM.match(instruction)
    return trouve[1].upper() if trouve else ""


def _champs(racine: Any) -> Iterator[tuple[Any, str]]:
    """Yield each paragraph that a field stands in, even begun in another one, and the words of the field."""
    ouverts: list[str] = []
    ici = None
    for noeud in racine.iter(f"{W}p", _CHAMP, _INSTRUCTION, _SIMPLE):
        borne = noeud.get(f"{W}fldCharType")
        if noeud.tag == f"{W}p":
            ici = noeud
            yield from ((ici, dite) for dite in ouverts[:CHAMPS_SUIVIS] if _nom(dite))
        elif noeud.tag == _SIMPLE and _nom(noeud.get(f"{W}instr", "")) and ici is not None:
            yield ici, noeud.get(f"{W}instr", "")
        elif borne == "begin":
            ouverts.append("")
        elif noeud.tag == _INSTRUCTION and ouverts:
            ouverts[-1] += noeud.text or ""
        elif borne in {"separate", "end"} and ouverts:
            dite = ouverts.pop()
            if borne == "separate":
                ouverts.append(dite)
            # un champ sans résultat rangé en reçoit un aussi : son début suffit
            if ici is not None and _nom(dite):
                yield ici, dite


def _controles(racine: Any) -> Iterator[tuple[Any, str]]:
    """Yield each paragraph that a control tied to data of the file writes, or writes a part of."""
    for reglages in racine.iter(f"{W}sdtPr"):
        controle = reglages.getparent()
        if not any(enfant.tag.rpartition("}")[2] == "dataBinding" for enfant in reglages):
            continue
        dedans = list(controle.iter(f"{W}p")) or list(controle.iterancestors(f"{W}p"))[:1]
        yield from ((paragraphe, "") for paragraphe in dedans)


def _numerote(paragraphe: Any, styles: Styles) -> bool:
    """Return whether a list writes a digit right before a number, or one that its level holds ready."""
    style = paragraphe.find(f"{W}pPr/{W}pStyle")
    lignee = styles.lignee("paragraph", None if style is None else style.get(f"{W}val"))
    listes = (porteur.find(f"{W}pPr/{W}numPr") for porteur in (paragraphe, *lignee))
    liste = next((liste for liste in listes if liste is not None), None)
    niveau = None if liste is None else styles.niveau(liste)
    if niveau is None:
        return False
    dit = {nom: e.get(f"{W}val", "") for nom in ("numFmt", "lvlText", "suff")
           if (e := niveau.find(f"{W}{nom}")) is not None}  # fmt: skip
    modele, texte = dit.get("lvlText", ""), texte_de(paragraphe, mise_en_page=False)
    compte = dit.get("numFmt", "decimal") not in _SANS_CHIFFRE and _RANG.search(modele) is not None
    if _CHIFFRE.search(_RANG.sub("", modele)):
        return _CHIFFRE.search(texte) is not None
    ordinaire = autour(paragraphe) is None and _LISTE.search(modele) and dit.get("suff") != "nothing"
    return compte and not ordinaire and _EN_TETE.match(texte) is not None
