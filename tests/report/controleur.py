"""The checker of a generated document: what a reader, a screen reader and an auditor would find wrong in it.

Every function returns sentences, empty when all is well, so that a failing test says what to mend and where.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from docx import Document

from cpts_xl import formats
from cpts_xl.engine.resultat import Resultat

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RESTES = ("{{", "}}", "{%", "%}", "#N/A", "#NOM", "#REF", "Undefined", "Fraction(", "Absent(", "\ue000")
_MOTS = re.compile(r"\b(None|nan|NaN)\b")
_EUROS = re.compile(r"-?\d[\d\u202f]*,\d{2}\u00a0€")
_NOMBRE = re.compile(r"(-?\d[\d\u202f]*(?:,\d+)?)(?:\u00a0€)?(?:\s*\[B-\d+\])?")
_NE_S_ADDITIONNE_PAS = re.compile(r"additionn|totalis|n'ont de total")


def ouvrir(contenu: bytes) -> Any:
    """Return the document, opened by python-docx."""
    return Document(io.BytesIO(contenu))


def texte_de(element: Any) -> str:
    """Return the visible text of an element, a no-break hyphen read as a hyphen."""
    return "".join("-" if n.tag == f"{W}noBreakHyphen" else n.text or "" for n in
                   element.iter(f"{W}t", f"{W}noBreakHyphen"))  # fmt: skip


def style(element: Any, sorte: str = "p") -> str:
    """Return the identifier of the style of a paragraph, a run or a table."""
    trouve = element.find(f"{W}{sorte}Pr/{W}{'tbl' if sorte == 'tbl' else sorte}Style")
    return "" if trouve is None else trouve.get(f"{W}val", "")


def racines(document: Any) -> Iterator[Any]:
    """Yield the body, then the headers and footers."""
    yield document.element.body
    for section in document.sections:
        yield section.header._element
        yield section.footer._element


def controler(contenu: bytes) -> list[str]:
    """Return every fault of form of a generated document."""
    document = ouvrir(contenu)
    niveaux = _niveaux(document)
    return [
        *_restes(document),
        *_tableaux(document),
        *_dessins(document),
        *_titres(document, niveaux),
        *_sommaire(document, niveaux),
        *_langue(document),
        *_paquet(contenu),
    ]


def _restes(document: Any) -> Iterator[str]:
    for racine in racines(document):
        for paragraphe in racine.iter(f"{W}p"):
            texte = texte_de(paragraphe)
            for reste in (*(r for r in RESTES if r in texte), *_MOTS.findall(texte)):
                yield f"reste « {reste} » dans « {texte[:80]} »"


def _tableaux(document: Any) -> Iterator[str]:
    """Yield what is wrong with the tables: no caption, no style, no repeated header, merged cells, nothing inside."""
    numeros = []
    for table in document.element.body.iter(f"{W}tbl"):
        legende = table.getprevious()
        texte = "" if legende is None else texte_de(legende)
        trouve = re.match(r"Tableau\u00a0(\S+(?: (?:bis|ter|quater))?) – \S", texte)
        if legende is None or style(legende) != "Caption" or trouve is None:
            yield f"tableau sans légende numérotée, après « {texte[:60]} »"
            continue
        numeros.append(trouve[1])
        rangees = table.findall(f"{W}tr")
        if table.find(f"{W}tblPr/{W}tblStyle") is None:
            yield f"{texte} : sans style"
        if rangees[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield f"{texte} : ligne de titre non répétée"
        if len(rangees) == 1:
            yield f"{texte} : vide"
        if any(r.find(f"{W}trPr/{W}cantSplit") is None for r in rangees):
            yield f"{texte} : une ligne peut se couper"
        if list(table.iter(f"{W}gridSpan", f"{W}vMerge")):
            yield f"{texte} : cellules fusionnées"
        if list(table.iter(f"{W}shd", f"{W}tcBorders")):
            yield f"{texte} : mise en forme directe"
    if doubles := {numero for numero in numeros if numeros.count(numero) > 1}:
        yield f"numéros de tableau donnés deux fois : {sorted(doubles)}"


def _dessins(document: Any) -> Iterator[str]:
    for dessin in document.element.body.iter(f"{W}drawing"):
        proprietes = next(dessin.iter(f"{WP}docPr"), None)
        if proprietes is None or not (proprietes.get("descr") or "").strip():
            yield "dessin sans texte de remplacement"


def _niveaux(document: Any) -> dict[str, int]:
    """Return the outline level of each heading style, inherited or not."""
    niveaux = {}
    for s in document.styles.element.findall(f"{W}style"):
        niveau = s.find(f"{W}pPr/{W}outlineLvl")
        if niveau is not None:
            niveaux[s.get(f"{W}styleId")] = int(niveau.get(f"{W}val"))
    return niveaux


def titres(document: Any) -> list[tuple[int, str]]:
    """Return the headings of a document: level and text, without its number."""
    niveaux = _niveaux(document)
    return [(niveaux[style(p)], texte_de(p).strip()) for p in document.element.body.iter(f"{W}p")
            if style(p) in niveaux]  # fmt: skip


def _titres(document: Any, niveaux: dict[str, int]) -> Iterator[str]:
    suite = [(niveaux[style(p)], texte_de(p).strip()) for p in document.element.body.iter(f"{W}p")
             if style(p) in niveaux]  # fmt: skip
    if not suite or suite[0][0] != 0:
        yield "le premier titre n'est pas de premier niveau"
    for (avant, _), (apres, texte) in pairwise(suite):
        if apres > avant + 1:
            yield f"le titre « {texte} » saute un niveau"
    yield from (f"titre vide de niveau {niveau}" for niveau, texte in suite if not texte)


def _sommaire(document: Any, niveaux: dict[str, int]) -> Iterator[str]:
    """Yield where the contents are not the headings of the first two levels, or a link leads nowhere."""
    corps = document.element.body
    signets = {s.get(f"{W}name") for s in corps.iter(f"{W}bookmarkStart")}
    liens = {lien.get(f"{W}anchor") for lien in corps.iter(f"{W}hyperlink") if lien.get(f"{W}anchor")}
    yield from (f"lien vers {lien}, qui n'existe pas" for lien in sorted(liens - signets))
    entrees = [p for p in corps.iter(f"{W}p") if style(p) in {"TOC1", "TOC2"}]
    if not entrees:
        return
    vus = [_entree(p) for p in entrees]
    attendus = [texte_de(p).strip() for p in corps.iter(f"{W}p") if niveaux.get(style(p), 9) < 2]
    if len(vus) != len(attendus):
        yield f"sommaire et titres diffèrent : {len(vus)} entrées pour {len(attendus)} titres"
    for vu, attendu in zip(vus, attendus, strict=False):
        numero = vu.removesuffix(attendu)
        if vu == numero or not re.fullmatch(r"((Annexe )?[\dA-Z][\d.]*\.? )?", numero):
            yield f"sommaire et titres diffèrent : « {vu} » pour « {attendu} »"


def _entree(paragraphe: Any) -> str:
    """Return the text of an entry of the contents, without its page number."""
    morceaux = []
    for noeud in paragraphe.iter(f"{W}t", f"{W}tab", f"{W}noBreakHyphen"):
        if noeud.tag == f"{W}tab":
            if morceaux and noeud.getparent().tag == f"{W}r":
                break
        else:
            morceaux.append(noeud.text or "-")
    return "".join(morceaux).strip()


def _langue(document: Any) -> Iterator[str]:
    autres = {lang.get(f"{W}val") for racine in (document.styles.element, *racines(document))
              for lang in racine.iter(f"{W}lang")} - {"fr-FR"}  # fmt: skip
    if autres:
        yield f"autres langues que fr-FR : {sorted(map(str, autres))}"
    if document.core_properties.language != "fr-FR" or not document.core_properties.title:
        yield "propriétés : langue ou titre manquant"
    for racine in racines(document):
        for course in racine.iter(f"{W}r"):
            if course.find(f"{W}t") is not None and course.find(f"{W}rPr/{W}lang") is None:
                yield f"course sans langue : « {texte_de(course)[:40]} »"


def _paquet(contenu: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if b"updateFields" in archive.read("word/settings.xml"):
            yield "Word demanderait une mise à jour à l'ouverture"
        if any(b'TargetMode="External"' in archive.read(nom) for nom in archive.namelist() if nom.endswith(".rels")):
            yield "le document dépend d'un fichier extérieur"
        if {info.date_time for info in archive.infolist()} != {(1980, 1, 1, 0, 0, 0)}:
            yield "une partie du fichier porte l'heure de sa fabrication"


def montants_inconnus(contenu: bytes, resultat: Resultat) -> list[str]:
    """Return the amounts of a document that no cell of the workbook holds: none may be born in the document."""
    connus = {formats.euros(abs(v)) for v in resultat.valeurs.values() if isinstance(v, Fraction)}
    vus = {montant.lstrip("-") for racine in racines(ouvrir(contenu)) for p in racine.iter(f"{W}p")
           for montant in _EUROS.findall(texte_de(p))}  # fmt: skip
    libres = " ".join(str(f.get("texte")) for f in resultat.dossier.liste("texte")).replace("\u00a0", " ")
    return sorted(m for m in vus - connus if m.replace("\u00a0", " ").replace("\u202f", " ") not in libres)


def sommes_fausses(contenu: bytes) -> list[str]:
    """Return the columns whose displayed total is not the sum of what is displayed, and that no note explains."""
    fautes = []
    for table in ouvrir(contenu).tables:
        drapeau = table._tbl.tblPr.find(f"{W}tblLook")
        if drapeau is None or drapeau.get(f"{W}lastRow") != "1":
            continue
        note = table._tbl.getnext()
        explique = note is not None and style(note) == "Source" and _NE_S_ADDITIONNE_PAS.search(texte_de(note))
        rangees = [[texte_de(c._tc) for c in rangee.cells] for rangee in table.rows]
        for rang, total in enumerate(rangees[-1]):
            valeurs = [_valeur(rangee[rang]) for rangee in rangees[1:-1]]
            attendu = _valeur(total)
            if attendu is None or any(v is None for v in valeurs) or not valeurs:
                continue
            if sum(v for v in valeurs if v is not None) != attendu and not ("%" in total and explique):
                fautes.append(f"{texte_de(table._tbl.getprevious())}, colonne « {rangees[0][rang]} » : {total}")
    return fautes


def _valeur(texte: str) -> Fraction | None:
    """Return the number that a cell displays, or None for words; a reference to annex B is left aside."""
    if "%" in texte:
        trouve = re.match(r"(-?\d[\d\u202f]*(?:,\d+)?)\u00a0%", texte)
        return formats.lire_nombre(trouve[1]) if trouve else None
    trouve = _NOMBRE.fullmatch(texte.strip())
    return formats.lire_nombre(trouve[1]) if trouve else None
