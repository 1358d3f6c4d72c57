"""What Word shows otherwise than it is stored: symbols, texts hidden by every means, fields, lists of numbers."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from cpts_xl.constats import Constat
from cpts_xl.report.paquet import ouvrir
from cpts_xl.report.relu.lignes import lignes_du_texte
from cpts_xl.report.relu.textes import Document
from tests.report.rapport_relu import (
    A_REGARDER,
    BLOQUANT,
    DOCUMENT,
    LISTES,
    STYLES,
    compare,
    octets_du_rapport,
    recrit,
    vus,
)

PHRASE = "Ces périmètres s'emboîtent"
MONTANT = "331\u202f497,47\u00a0€"
OUVERT = f"Le droit ouvert de l'année est de {MONTANT}"


def _course(reglages: str, texte: str = "931 497,47 €") -> str:
    return f'<w:r><w:rPr>{reglages}</w:rPr><w:t xml:space="preserve">{texte}</w:t></w:r>'


def _symboles(texte: str, police: str = "Calibri", *, cote: int = 0) -> str:
    signes = "".join(f'<w:sym w:font="{police}" w:char="{ord(signe) + cote:04X}"/>' for signe in texte)
    return f'</w:t></w:r><w:r>{signes}</w:r><w:r><w:t xml:space="preserve">'


def _avec(course: str, *, styles: str = "", paragraphe: str = "") -> str:
    """Return what is read once a paragraph of one more run stands before the sentence."""
    neuf = f"<w:p><w:pPr>{paragraphe}</w:pPr>{course}</w:p>"
    octets = recrit({DOCUMENT: [("<w:body>", f"<w:body>{neuf}")], STYLES: [("</w:styles>", f"{styles}</w:styles>")]})
    lu = vus(octets)
    assert PHRASE in lu
    return lu


def _style(sorte: str, nom: str, reglages: str, sur: str = "") -> str:
    base = f'<w:basedOn w:val="{sur}"/>' if sur else ""
    return f'<w:style w:type="{sorte}" w:styleId="{nom}"><w:name w:val="{nom}"/>{base}{reglages}</w:style>'


@pytest.mark.parametrize("cote", [0, 0xF000])
def test_a_digit_given_by_its_code_is_read(tmp_path: Path, cote: int) -> None:
    """« 9 » drawn by ``w:sym`` before an amount is a digit of the amount."""
    ouvert = OUVERT.removesuffix(MONTANT)
    octets = recrit({DOCUMENT: [(OUVERT, f"{ouvert}{_symboles('9', cote=cote)}{MONTANT}")]})
    lus = [c for c in compare(tmp_path, octets) if str(c.gravite) == BLOQUANT]
    assert lus
    assert f"{ouvert}9{MONTANT}" in vus(octets)


def test_a_code_of_a_font_of_pictures_is_no_digit() -> None:
    """The code of « 9 » in Wingdings draws a picture: the amount is the one that was typed."""
    ouvert = OUVERT.removesuffix(MONTANT)
    assert OUVERT in vus(recrit({DOCUMENT: [(OUVERT, f"{ouvert}{_symboles('9', 'Wingdings')}{MONTANT}")]}))


INVISIBLES = {
    "presque blanc": '<w:color w:val="FEFEFE"/>',
    "blanc du thème": '<w:color w:val="auto" w:themeColor="background1"/>',
    "un demi-point": '<w:sz w:val="1"/>',
    "deux points": '<w:sz w:val="4"/>',
    "surligné de noir": '<w:highlight w:val="black"/>',
    "trame noire": '<w:shd w:val="clear" w:fill="000000"/>',
    "trame pleine": '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
    "foncé sur foncé": '<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>',
    "au cinquième de sa largeur": '<w:w w:val="20"/>',
    "lettres superposées": '<w:spacing w:val="-80"/>',
    "lettres dispersées": '<w:spacing w:val="1200"/>',
    "hors de sa ligne": '<w:position w:val="-60"/>',
    "ajusté à rien": '<w:fitText w:val="30"/>',
    "style caché": '<w:rStyle w:val="Cache"/>',
    "style fondé sur un style caché": '<w:rStyle w:val="CacheDessous"/>',
    "style blanc": '<w:rStyle w:val="Blanc"/>',
}
VISIBLES = {
    "blanc sur bleu": '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
    "blanc surligné de bleu": '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
    "gris clair": '<w:color w:val="BFBFBF"/>',
    "jaune": '<w:color w:val="FFFF00"/>',
    "surligné de jaune": '<w:highlight w:val="yellow"/>',
    "à la moitié de sa largeur": '<w:w w:val="50"/>',
    "lettres rapprochées": '<w:spacing w:val="-20"/>',
    "lettres espacées": '<w:spacing w:val="120"/>',
    "en exposant": '<w:position w:val="10"/>',
    "ajusté à deux tiers": '<w:fitText w:val="900"/>',
    "six points": '<w:sz w:val="12"/>',
    "style caché, démenti": '<w:rStyle w:val="Cache"/><w:vanish w:val="0"/>',
    "caché à l'écran d'un navigateur": "<w:webHidden/>",
    "style inconnu": '<w:rStyle w:val="Ailleurs"/>',
    "style qui se suit lui-même": '<w:rStyle w:val="Boucle"/>',
}
DE_CARACTERE = (
    _style("character", "Cache", "<w:rPr><w:vanish/></w:rPr>")
    + _style("character", "CacheDessous", "<w:rPr><w:b/></w:rPr>", "Cache")
    + _style("character", "Blanc", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
    + _style("character", "Boucle", "<w:rPr><w:b/></w:rPr>", "Boucle")
)


@pytest.mark.parametrize("cas", INVISIBLES)
def test_what_word_does_not_show_is_not_read(cas: str) -> None:
    """Whatever hides it, a text that nobody sees says nothing."""
    assert "931 497,47 €" not in _avec(_course(INVISIBLES[cas]), styles=DE_CARACTERE)


@pytest.mark.parametrize("cas", VISIBLES)
def test_what_word_shows_is_read(cas: str) -> None:
    """A report restyled is as readable as before: white on a dark ground, small, pale."""
    assert "931 497,47 €" in _avec(_course(VISIBLES[cas]), styles=DE_CARACTERE)


DE_PARAGRAPHE = (
    _style("paragraph", "CacheP", "<w:rPr><w:vanish/></w:rPr>")
    + _style("paragraph", "EcraseP", '<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>')
    + _style("paragraph", "FonceP", '<w:pPr><w:shd w:val="clear" w:fill="0F5C63"/></w:pPr>'
             '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
)  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphe", "course", "vu"),
    [
        ('<w:pStyle w:val="CacheP"/>', "", False),
        ('<w:pStyle w:val="EcraseP"/>', "", False),
        ('<w:spacing w:line="20" w:lineRule="exact"/>', "", False),
        ('<w:pStyle w:val="FonceP"/>', "", True),
        ('<w:pStyle w:val="FonceP"/><w:shd w:val="nil"/>', "", False),
        ('<w:ind w:left="12000"/>', "", False),
        ('<w:ind w:left="-1000" w:hanging="3000"/>', "", False),
        ('<w:ind w:left="720" w:hanging="360"/>', "", True),
        # deux styles qui cachent se démentent
        ('<w:pStyle w:val="CacheP"/>', '<w:rStyle w:val="Cache"/>', True),
        ('<w:spacing w:line="240" w:lineRule="exact"/>', "", True),
    ],
)
def test_a_paragraph_is_hidden_by_its_style_too(paragraphe: str, course: str, *, vu: bool) -> None:
    """Styles of paragraph count as those of character, and two toggles of different kinds cancel."""
    lu = _avec(_course(course), styles=DE_CARACTERE + DE_PARAGRAPHE, paragraphe=paragraphe)
    assert ("931 497,47 €" in lu) is vu


@pytest.mark.parametrize(
    ("rangee", "case", "vu"),
    [
        ('<w:trHeight w:val="1" w:hRule="exact"/>', "", False),
        ('<w:trHeight w:val="1" w:hRule="atLeast"/>', "", True),
        ("<w:hidden/>", "", False),
        ("", '<w:shd w:val="clear" w:fill="262626"/>', False),
    ],
)
def test_a_row_without_height_and_a_cell_of_the_colour_of_its_text(rangee: str, case: str, *, vu: bool) -> None:
    """A row of a twentieth of a point and a cell blackened hide what they hold."""
    cellule = f"<w:tc><w:tcPr>{case}</w:tcPr><w:p>{_course('')}</w:p></w:tc>"
    tableau = f"<w:tbl><w:tr><w:trPr>{rangee}</w:trPr>{cellule}</w:tr></w:tbl>"
    assert ("931 497,47 €" in vus(recrit({DOCUMENT: [("<w:body>", f"<w:body>{tableau}")]}))) is vu


def _a_regarder(constats: list[Constat]) -> list[str]:
    return [c.message for c in constats if str(c.gravite) == A_REGARDER]


def _champ(instruction: str, *, complet: bool = False) -> bytes:
    """Return the report whose first sentence holds an empty field before its amount."""
    debut, fin = (f'<w:r><w:fldChar w:fldCharType="{borne}"/></w:r>' for borne in ("begin", "end"))
    bornes = f"{debut}<w:r><w:instrText>{instruction}</w:instrText></w:r>{fin}"
    simple = f'<w:fldSimple w:instr="{instruction}" w:dirty="true"/>'
    coupe = f'</w:t></w:r>{bornes if complet else simple}<w:r><w:t xml:space="preserve">'
    return recrit({DOCUMENT: [(OUVERT, OUVERT.replace(MONTANT, f"{coupe}{MONTANT}"))]})


@pytest.mark.parametrize(
    ("instruction", "nom", "complet"),
    [(" QUOTE 9 ", "QUOTE", False), (" = 9 ", "=", True), (" DOCPROPERTY M ", "DOCPROPERTY", True)],
)
def test_a_field_that_word_computes_again_is_told(tmp_path: Path, instruction: str, nom: str, *, complet: bool) -> None:
    """The stored text is right; Word writes another one when it opens: the field is named, in its place."""
    (dit,) = _a_regarder(compare(tmp_path, _champ(instruction, complet=complet)))
    assert f"Word y récrit le champ « {nom} »" in dit
    assert "sous « " in dit


def test_a_control_tied_to_data_is_told(tmp_path: Path) -> None:
    """A content control shows what its data says, not what is stored in it."""
    lie = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a[1]" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent>'
    coupe = f'</w:t></w:r>{lie}<w:r><w:t>{MONTANT}</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space="preserve">'
    (dit,) = _a_regarder(compare(tmp_path, recrit({DOCUMENT: [(OUVERT, OUVERT.replace(MONTANT, coupe))]})))
    assert "un contrôle de contenu lié à une donnée du fichier" in dit


def _liste(forme: str, modele: str, suite: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="990"><w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="{forme}"/>'
        f'<w:suff w:val="{suite}"/><w:lvlText w:val="{modele}"/></w:lvl></w:abstractNum>'
    )


def _numerote(texte: str, forme: str = "decimal", modele: str = "%1", suite: str = "nothing") -> bytes:
    """Return the report where the paragraph of a text takes a number of list."""
    num = '<w:num w:numId="990"><w:abstractNumId w:val="990"/></w:num></w:numbering>'
    listes = [("<w:num ", f"{_liste(forme, modele, suite)}<w:num "), ("</w:numbering>", num)]
    pris = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="990"/></w:numPr>'
    with zipfile.ZipFile(io.BytesIO(octets_du_rapport())) as archive:
        document = archive.read(DOCUMENT).decode()
    place = document.index(f">{texte}<")
    debut = document.rindex("<w:pPr>", 0, place)
    avant = document[debut : place + 1]
    style_fini = avant.index("/>") + 2
    return recrit({DOCUMENT: [(avant, f"{avant[:style_fini]}{pris}{avant[style_fini:]}")], LISTES: listes})


def test_a_number_of_list_before_an_amount_is_told(tmp_path: Path) -> None:
    """« 9 » that a list writes before an amount makes another amount of it; a bullet does not."""
    (dit,) = _a_regarder(compare(tmp_path, _numerote(MONTANT)))
    assert "une numérotation automatique y écrit un chiffre devant un nombre" in dit
    assert compare(tmp_path, _numerote(MONTANT, "bullet", "•")) == []


def test_her_own_lists_and_fields_are_hers(tmp_path: Path) -> None:
    """Numbered paragraphs of her own, the date of her page, cross-references in our sentences: nothing is told."""
    pris = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    siens = (
        f"<w:p>{pris}<w:r><w:t>3 ateliers pour 120 habitants</w:t></w:r></w:p>"
        '<w:p><w:fldSimple w:instr=" DATE "><w:r><w:t>12/03/2026</w:t></w:r></w:fldSimple></w:p>'
    )
    renvoi = '</w:t></w:r><w:fldSimple w:instr=" REF _Ref1 \\h "/><w:r><w:t xml:space="preserve">'
    changes = [("<w:body>", f"<w:body>{siens}"), (OUVERT, OUVERT.replace("Le droit", f"{renvoi}Le droit"))]
    assert compare(tmp_path, recrit({DOCUMENT: changes})) == []


def test_thousands_of_fields_and_runs_are_read_in_no_time() -> None:
    """A paragraph of as many fields as words stays linear to read."""
    champs = '<w:fldSimple w:instr=" QUOTE 9 "><w:r><w:rPr><w:b/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>' * 4_000
    octets = recrit({DOCUMENT: [("<w:body>", f"<w:body><w:p>{champs}</w:p>")]})
    debut = time.perf_counter()
    parties = ouvrir("rapport.docx", octets)
    (marquee,) = [ligne for ligne in lignes_du_texte(Document("rapport.docx", parties)) if ligne.marques]
    assert {marque.dite for marque in marquee.marques} == {"le champ « QUOTE »"}
    assert time.perf_counter() - debut < 20
