"""The pieces of a template: paragraphs, tags, captions, tables, fields. Every run says it is in French."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cpts_xl.report.modele.styles import LANGUE

_BALISE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")
_AVANT = re.compile(r" (?=[:;!?%€»])")
_APRES = re.compile(r"(?<=«) |(?<=\bn°) ")


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column: title, width in centimetres, what its cells hold. ``renvoi`` adds the line of annex B."""

    titre: str
    largeur: float
    texte: str
    droite: bool = False
    renvoi: bool = False
    style: str = ""
    mention: str = ""
    dessous: bool = False
    """Whether the reference goes below the figure: narrow columns then stay aligned."""


def chiffre(titre: str, largeur: float, champ: str, *, mention: str = "", dessous: bool = False) -> Colonne:
    """Return a column of figures: right-aligned, each followed by its reference to annex B."""
    return Colonne(titre, largeur, champ, droite=True, renvoi=True, mention=mention, dessous=dessous)


def montant(titre: str, largeur: float, champ: str) -> Colonne:
    """Return a column of figures read in the workbook: right-aligned, without a line in annex B."""
    return Colonne(titre, largeur, f"{{{{ {champ} }}}}", droite=True)


class Ecrivain:
    """A document under construction."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def paragraphe(self, texte: str, style: str = "Normal") -> Any:
        """Add a paragraph in one run, so that no tag is ever split, and return it."""
        paragraphe = self.document.add_paragraph()
        styler(paragraphe, style)
        if texte:
            course(paragraphe, texte)
        return paragraphe

    def phrase(self, morceaux: Sequence[str], style: str = "Normal") -> None:
        """Add a paragraph of texts and figures; a piece that starts with « = » names a figure."""
        paragraphe = self.paragraphe("", style)
        for morceau in morceaux:
            if morceau.startswith("="):
                course(paragraphe, f"{{{{ {morceau[1:]} }}}}")
                course(paragraphe, f" {{{{ {morceau[1:]}.ref }}}}", "Renvoi")
            else:
                course(paragraphe, morceau)

    def titre(self, texte: str, style: str = "Heading1", *, page: bool | None = None) -> None:
        """Add a heading: on a new page, on the same one, or as its style says."""
        self.paragraphe(texte, style).paragraph_format.page_break_before = page

    def balise(self, texte: str) -> None:
        """Add a tag that commands paragraphs: it disappears, with its paragraph, when the template is filled."""
        self.paragraphe(f"{{%p {texte} %}}", "Balise")

    def boucle(self, texte: str, style: str, element: str = "p") -> None:
        """Add one paragraph per element of a list."""
        self.balise(f"for {element} in {texte}")
        self.paragraphe(f"{{{{ {element} }}}}", style)
        self.balise("endfor")

    def phrases(self, texte: str, style: str, element: str = "p") -> None:
        """Add one paragraph per sentence of a list, each of its two figures followed by its reference to annex B."""
        self.balise(f"for {element} in {texte}")
        paragraphe = self.paragraphe("", style)
        for avant, chiffre_ in (("avant", "premier"), ("entre", "second")):
            course(paragraphe, f"{{{{ {element}.{avant} }}}}{{{{ {element}.{chiffre_} }}}}")
            course(paragraphe, f" {{{{ {element}.{chiffre_}.ref }}}}", "Renvoi")
        course(paragraphe, f"{{{{ {element}.apres }}}}")
        self.balise("endfor")

    def textes(self, champ: str, titre: str = "", style: str = "Heading2") -> None:
        """Add the free text of a heading, if there is one."""
        self.balise(f"if {champ}")
        if titre:
            self.titre(titre, style)
        self.boucle(champ, "Normal")
        self.balise("endif")

    def graphique(self, champ: str, style: str = "Figure") -> None:
        """Add a chart or a picture, if there is one, alone in its paragraph: a chart above the table of its data."""
        self.balise(f"if {champ}")
        self.paragraphe(f"{{{{ {champ} }}}}", style)
        self.balise("endif")

    def tableau(
        self,
        numero: str,
        legende: str,
        boucle: str,
        colonnes: Sequence[Colonne],
        *,
        total: Sequence[str] = (),
        taille: str = "Cellule",
    ) -> None:
        """Add a captioned table: repeated header, one row per element, a last row of totals if given.

        ``numero`` is the same from year to year, whatever else the report shows. A cell of ``total`` that starts
        with « = » names a figure; any other is text. ``taille`` is that of the cells: Cellule, Petite or Menue.
        """
        self.paragraphe(f"Tableau\u00a0{numero} – {legende}", "Caption")
        table = self.document.add_table(rows=0, cols=len(colonnes))
        _proprietes(table, colonnes, legende, total=bool(total))
        _rangee(table, colonnes, [_titre(c) for c in colonnes], entete=True)
        _rangee(table, colonnes, _seule(f"{{%tr for {boucle} %}}", len(colonnes)))
        _rangee(table, colonnes, [_contenu(c, taille) for c in colonnes])
        _rangee(table, colonnes, _seule("{%tr endfor %}", len(colonnes)))
        if total:
            _rangee(table, colonnes, [_total(c, t) for c, t in zip(colonnes, total, strict=True)])


_Cellule = tuple[str, list[tuple[str, str]]]
"""A cell: paragraph style, then its runs as (text, character style)."""


def _titre(colonne: Colonne) -> _Cellule:
    return ("CelluleTitreDroite" if colonne.droite else "CelluleTitre", [(colonne.titre, "")])


def _seule(balise: str, colonnes: int) -> list[_Cellule]:
    return [("Balise", [(balise, "")]), *(("Balise", []) for _ in range(colonnes - 1))]


def _style(colonne: Colonne, taille: str) -> str:
    return colonne.style or (f"{taille}Droite" if colonne.droite else taille)


def _courses(colonne: Colonne) -> list[tuple[str, str]]:
    courses = [(f"{{{{ {colonne.texte} }}}}" if colonne.renvoi else colonne.texte, "")]
    if colonne.renvoi:
        courses.append((f"{chr(10) if colonne.dessous else ' '}{{{{ {colonne.texte}.ref }}}}", "Renvoi"))
    if colonne.mention:
        courses.append((f" {{{{ {colonne.mention} }}}}", "Mention"))
    return courses


def _contenu(colonne: Colonne, taille: str) -> _Cellule:
    return _style(colonne, taille), _courses(colonne)


def _total(colonne: Colonne, texte: str) -> _Cellule:
    style = "CelluleTotalDroite" if colonne.droite else "CelluleTotal"
    if texte.startswith("="):
        return style, _courses(Colonne("", 0, texte[1:], droite=True, renvoi=True, dessous=colonne.dessous))
    return style, [(texte, "")] if texte else []


def _proprietes(table: Any, colonnes: Sequence[Colonne], legende: str, *, total: bool) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    proprietes = table._tbl.tblPr  # noqa: SLF001 - python-docx n'a pas d'accès public à ces propriétés
    for enfant in list(proprietes):
        proprietes.remove(enfant)
    largeur = sum(Cm(c.largeur).twips for c in colonnes)
    for nom, attributs in (
        ("tblStyle", {"val": "TableauCPTS"}),
        ("tblW", {"w": str(largeur), "type": "dxa"}),
        ("tblLayout", {"type": "fixed"}),
        ("tblLook", {"val": "0060" if total else "0020", "firstRow": "1", "lastRow": str(int(total)),
                     "firstColumn": "0", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}),
        ("tblCaption", {"val": legende}),
    ):  # fmt: skip
        proprietes.append(_w(nom, **attributs))
    for colonne, grille in zip(colonnes, table._tbl.tblGrid.findall(qn("w:gridCol")), strict=True):  # noqa: SLF001
        grille.set(qn("w:w"), str(Cm(colonne.largeur).twips))


def _rangee(table: Any, colonnes: Sequence[Colonne], cellules: Sequence[_Cellule], *, entete: bool = False) -> None:
    from docx.shared import Cm  # noqa: PLC0415

    rangee = table.add_row()
    proprietes = rangee._tr.get_or_add_trPr()  # noqa: SLF001
    proprietes.append(_w("cantSplit"))
    if entete:
        proprietes.append(_w("tblHeader"))
    for cellule, colonne, (style, courses) in zip(rangee.cells, colonnes, cellules, strict=True):
        cellule.width = Cm(colonne.largeur)
        paragraphe = cellule.paragraphs[0]
        styler(paragraphe, style)
        for texte, caractere in courses:
            course(paragraphe, texte, caractere)


def _w(nom: str, **attributs: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    element = OxmlElement(f"w:{nom}")
    for cle, valeur in attributs.items():
        element.set(qn(f"w:{cle}"), valeur)
    return element


def styler(paragraphe: Any, style: str) -> None:
    """Give a paragraph a style by its identifier."""
    proprietes = paragraphe._p.get_or_add_pPr()  # noqa: SLF001
    for ancien in proprietes.findall(_w("pStyle").tag):
        proprietes.remove(ancien)
    proprietes.insert(0, _w("pStyle", val=style))


def course(paragraphe: Any, texte: str, caractere: str = "") -> Any:
    """Add a run in French, in a character style if one is given, and return it."""
    ajoutee = paragraphe.add_run(_typographie(texte))
    proprietes = ajoutee._r.get_or_add_rPr()  # noqa: SLF001
    if caractere:
        proprietes.append(_w("rStyle", val=caractere))
    proprietes.append(_w("lang", val=LANGUE))
    return ajoutee


def _typographie(texte: str) -> str:
    """Return a text of the template with its no-break spaces; tags are left as they are."""
    morceaux = _BALISE.split(texte)
    return "".join(m if _BALISE.fullmatch(m) else _APRES.sub("\u00a0", _AVANT.sub("\u00a0", m)) for m in morceaux)


def champ(paragraphe: Any, instruction: str, resultat: str) -> None:
    """Add a field with its result already written."""
    element = _w("fldSimple", instr=f" {instruction} ")
    ecrite = course(paragraphe, resultat)._r  # noqa: SLF001
    ecrite.addprevious(element)
    element.append(ecrite)
    paragraphe._p.append(element)  # noqa: SLF001
