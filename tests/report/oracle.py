"""The oracle of the engine: docxtpl as documented, then the finished tree, element by element; slow and plain."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from cpts_xl.report.numerotation import Compteurs, Numerotation
from cpts_xl.report.typographie import REPERE_SOMMAIRE

STYLE_RENVOI = "Renvoi"
STYLE_REPERE = "Repère"
STYLE_SOURCE = "Source"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ESPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RENVOI = re.compile(r"^\[?(B-\d+)\]?$")
_NIVEAUX_DU_SOMMAIRE = 2
_RANGEES_SOLIDAIRES = 6


def rendre_docxtpl(modele: Path | bytes, champs: Mapping[str, Any]) -> Any:
    """Return the python-docx document that docxtpl fills from a template, finished."""
    contenu = modele if isinstance(modele, bytes) else modele.read_bytes()
    gabarit = DocxTemplate(io.BytesIO(contenu))
    gabarit.init_docx()
    # docxtpl lit aussi les propriétés comme des balises
    gabarit.docx.core_properties.title = gabarit.docx.core_properties.subject = ""
    gabarit.render(dict(champs), SandboxedEnvironment(autoescape=True, undefined=StrictUndefined), autoescape=True)
    finir(gabarit.docx)
    return gabarit.docx


def structure(document: Any) -> list[tuple[Any, ...]]:
    """Return what each paragraph is and shows: style, kept with the next, in a table or not, its pieces in order."""
    noms = {f"{_W}{nom}" for nom in ("br", "tab", "noBreakHyphen", "drawing", "sectPr")}
    lus = []
    for paragraphe in document.element.body.iter(f"{_W}p"):
        pieces: list[Any] = []
        texte = ""
        for noeud in paragraphe.iter():
            if noeud.tag == f"{_W}t":
                texte += noeud.text or ""
                continue
            piece = _piece(noeud, noms)
            if piece is not None:
                pieces += [texte, piece] if texte else [piece]
                texte = ""
        rangs = (sum(1 for _ in a.itersiblings(preceding=True)) for a in paragraphe.iterancestors(f"{_W}tc", f"{_W}tr"))
        garde = paragraphe.find(f"{_W}pPr/{_W}keepNext") is not None
        lus.append((_style(paragraphe, "p"), garde, tuple(rangs), *pieces, texte))
    return lus


def _piece(noeud: Any, noms: set[str]) -> Any:
    nom = str(noeud.tag).rpartition("}")[2]
    if nom in {"hyperlink", "bookmarkStart"}:
        return nom, noeud.get(f"{_W}anchor") or noeud.get(f"{_W}name")
    if nom == "docPr":
        return nom, noeud.get("id"), noeud.get("descr")
    if nom == "fldSimple":
        return nom, noeud.get(f"{_W}instr")
    return nom if noeud.tag in noms else None


def finir(document: Any) -> None:
    """Complete a rendered python-docx document in place."""
    corps = document.element.body
    signets = iter(range(1, 1_000_000))
    listes = [r.target_part.element for r in document.part.rels.values() if r.reltype.endswith("/numbering")]
    numerotation = Numerotation(document.styles.element, listes[0] if listes else None)
    compteurs = Compteurs()
    _legendes(corps)
    _sommaire(corps, list(_titres(corps, numerotation, compteurs, signets)), numerotation)
    _renvois(corps, signets, numerotation.noms)
    _tableaux(corps, numerotation.noms)


def _w(nom: str, **attributs: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415

    element = OxmlElement(f"w:{nom}")
    for cle, valeur in attributs.items():
        element.set(f"{_W}{cle}", valeur)
    return element


def texte_de(paragraphe: Any) -> str:
    """Return the visible text of a paragraph element."""
    return "".join(noeud.text or "" for noeud in paragraphe.iter(f"{_W}t"))


def _style(element: Any, sorte: str) -> str:
    trouve = element.find(f"{_W}{sorte}Pr/{_W}{sorte}Style")
    return "" if trouve is None else trouve.get(f"{_W}val", "")


def _legendes(corps: Any) -> None:
    """Write the number of each caption in its field (SEQ), in order, by kind of caption."""
    comptes: dict[str, int] = {}
    for champ in corps.iter(f"{_W}fldSimple"):
        mots = champ.get(f"{_W}instr", "").split()
        if mots[:1] == ["SEQ"] and len(mots) > 1:
            comptes[mots[1]] = comptes.get(mots[1], 0) + 1
            _remplacer_texte(champ, str(comptes[mots[1]]))
    for paragraphe in corps.iter(f"{_W}p"):
        _legende_complexe(paragraphe, comptes)


def _legende_complexe(paragraphe: Any, comptes: dict[str, int]) -> None:
    """Number the form that Word itself writes: begin, instruction, separate, result, end."""
    sorte, dans_resultat = "", False
    resultat: list[Any] = []
    for noeud in paragraphe.iter(f"{_W}instrText", f"{_W}fldChar", f"{_W}t"):
        if noeud.tag == f"{_W}instrText":
            mots = (noeud.text or "").split()
            sorte = mots[1] if mots[:1] == ["SEQ"] and len(mots) > 1 else sorte
        elif noeud.tag == f"{_W}fldChar":
            dans_resultat = noeud.get(f"{_W}fldCharType") == "separate"
            if noeud.get(f"{_W}fldCharType") == "end" and sorte:
                comptes[sorte] = comptes.get(sorte, 0) + 1
                for rang, texte in enumerate(resultat):
                    texte.text = str(comptes[sorte]) if rang == 0 else ""
                sorte, resultat = "", []
        elif dans_resultat and sorte:
            resultat.append(noeud)


def _remplacer_texte(element: Any, texte: str) -> None:
    for rang, noeud in enumerate(element.iter(f"{_W}t")):
        noeud.text = texte if rang == 0 else ""


def _titres(
    corps: Any, numerotation: Numerotation, compteurs: Compteurs, signets: Iterator[int]
) -> Iterator[tuple[int, str, str]]:
    """Yield level, text with its number, and bookmark of each heading, once bookmarked."""
    for paragraphe in corps.iter(f"{_W}p"):
        niveau = numerotation.niveau(_style(paragraphe, "p"))
        texte = texte_de(paragraphe).strip()
        if niveau is None or not texte:
            continue
        numero = compteurs.suivant(numerotation.forme(paragraphe))
        if niveau >= _NIVEAUX_DU_SOMMAIRE:
            continue
        rang = next(signets)
        nom = f"_Toc{rang:06d}"
        _poser_signet(paragraphe, rang, nom)
        yield niveau, f"{numero} {texte}".strip(), nom


def _poser_signet(paragraphe: Any, rang: int, nom: str) -> None:
    debut, fin = _w("bookmarkStart", id=str(rang), name=nom), _w("bookmarkEnd", id=str(rang))
    proprietes = paragraphe.find(f"{_W}pPr")
    paragraphe.insert(0 if proprietes is None else 1, debut)
    paragraphe.append(fin)


def _sommaire(corps: Any, titres: list[tuple[int, str, str]], numerotation: Numerotation) -> None:
    """Replace the mark of the contents with one linked entry per heading of the first two levels."""
    for paragraphe in [p for p in corps.iter(f"{_W}p") if texte_de(p).strip() == REPERE_SOMMAIRE]:
        for niveau, texte, signet in titres:
            entree = _w("p")
            style = numerotation.identifiants.get(f"toc {niveau + 1}")
            if style:
                proprietes = _w("pPr")
                proprietes.append(_w("pStyle", val=style))
                entree.append(proprietes)
            lien = _w("hyperlink", anchor=signet, history="1")
            lien.append(_course(texte, paragraphe.find(f"{_W}r/{_W}rPr")))
            entree.append(lien)
            paragraphe.addprevious(entree)
        paragraphe.getparent().remove(paragraphe)


def _course(texte: str, proprietes: Any) -> Any:
    course, noeud = _w("r"), _w("t")
    if proprietes is not None:
        course.append(deepcopy(proprietes))
    noeud.text = texte
    noeud.set(_ESPACE, "preserve")
    course.append(noeud)
    return course


def _renvois(corps: Any, signets: Iterator[int], noms: Mapping[str, str]) -> None:
    """Bookmark each line of annex B, and make each reference to it a link; drop the references left empty."""
    reperes: set[str] = set()
    for paragraphe in corps.iter(f"{_W}p"):
        trouve = (
            _RENVOI.match(texte_de(paragraphe).strip()) if noms.get(_style(paragraphe, "p")) == STYLE_REPERE else None
        )
        if trouve and trouve[1] not in reperes:
            reperes.add(trouve[1])
            _poser_signet(paragraphe, next(signets), trouve[1].replace("-", "_"))
    for course in [c for c in corps.iter(f"{_W}r") if noms.get(_style(c, "r")) == STYLE_RENVOI]:
        texte = texte_de(course).strip()
        trouve = _RENVOI.match(texte)
        if not texte:
            course.getparent().remove(course)
        elif trouve and trouve[1] in reperes:
            lien = _w("hyperlink", anchor=trouve[1].replace("-", "_"), history="1")
            course.addprevious(lien)
            lien.append(course)
            _lier_le_tiret(course)


def _lier_le_tiret(course: Any) -> None:
    """Write the hyphen of « [B-012] » so that a line never breaks there."""
    for noeud in list(course.findall(f"{_W}t")):
        avant, tiret, apres = (noeud.text or "").partition("-")
        if tiret:
            noeud.text = avant
            noeud.addnext(_w("noBreakHyphen"))
            suite = _w("t")
            suite.text = apres
            noeud.getnext().addnext(suite)


def _tableaux(corps: Any, noms: Mapping[str, str]) -> None:
    """Keep a short table on one page, and the note below a table with its last row."""
    for table in corps.iter(f"{_W}tbl"):
        rangees = table.findall(f"{_W}tr")
        suivant = table.getnext()
        note = suivant is not None and noms.get(_style(suivant, "p")) == STYLE_SOURCE
        solidaires = rangees[:-1] if len(rangees) <= _RANGEES_SOLIDAIRES else rangees[:2] + rangees[-2:-1]
        for rangee in {*solidaires, *(rangees[-1:] if note else ())}:
            for paragraphe in rangee.iter(f"{_W}p"):
                _garder_avec_la_suite(paragraphe)


def _garder_avec_la_suite(paragraphe: Any) -> None:
    proprietes = paragraphe.get_or_add_pPr()
    if proprietes.find(f"{_W}keepNext") is None:
        style = proprietes.find(f"{_W}pStyle")
        proprietes.insert(0 if style is None else 1, _w("keepNext"))
