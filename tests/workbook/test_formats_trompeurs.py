"""Formats that show another text, another number, or the same one several times; those of every day stay silent."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl.constats import Cause, Gravite
from cpts_xl.workbook.verification.structure.codes import Tort, altere_le_texte, tort
from tests.workbook.exemples import ou
from tests.workbook.livre import DROIT, STYLES, F, Livre, accuses, condition, dits, habiller

CONTROLE, REFERENCE = ou("controle.preuves"), ou("versement.1.reference")
CONFORME = 'General;General;General;"Vérifié"'
DXF = '<dxf><numFmt numFmtId="199" formatCode="{}"/></dxf>'


@pytest.mark.parametrize(
    "code",
    ['#\\ ##0\\,00\\ "€"', "#,##0\\.00", '#,##0","00', '0"/"0', "*9#,##0.00", '0" € "00', '","0', '","General',
     "#\\,##0", "0\\·00", '0.0"."0', '0.00;0" , "00'],
)  # fmt: skip
def test_signs_between_the_digits_make_another_number(code: str) -> None:
    """A comma, a point, a slash or a unit between the digits, a digit that fills the cell: other digits are read."""
    assert Tort.AUTRE in {tort(code, "montant", Fraction(valeur)) for valeur in (90_000, -90_000)}
    assert tort(code, "montant", Fraction(90_000)) in {Tort.AUTRE, None}


@pytest.mark.parametrize(
    "code",
    ['#\\ ##0.00\\ "€"', "#\u202f##0.00", "#\\'##0.00", '#,##0.0,," M€"', '0," k€"', '0" € TTC"', '"n° "0',
     "_9#,##0.00", "# ?/?", "0.00E+00", "##0.0E+0", "* #,##0.00", "*.#,##0", '#,##0",-"', "[$-40C]General",
     '00" "00" "00', "0.00\\ 00"],
)  # fmt: skip
def test_the_formats_of_every_day_change_no_number(code: str) -> None:
    """A space or an apostrophe groups thousands; a fraction, a power of ten and a unit apart say the same number."""
    assert tort(code, "montant", Fraction(90_000)) is None


@pytest.mark.parametrize(
    ("code", "genre", "attendu"),
    [
        ('0" KF"', "montant", Tort.ECHELLE), ('0" k€"', "montant", Tort.ECHELLE), ('0" k€"', "", Tort.ECHELLE),
        ('"K€ "0', "montant", Tort.ECHELLE), ('#,##0,," k€"', "montant", Tort.ECHELLE), ("0,", "", Tort.ECHELLE),
        ('0," M€"', "montant", Tort.ECHELLE), ('"Total "0" milliers"', "montant", Tort.ECHELLE),
        ('0" k"', "entier", Tort.ECHELLE), ('"on m\'a dit "0', "montant", None), ('0" j\'ai"', "montant", None),
        ('0.00" %"', "montant", Tort.UNITE), ('0" h"', "montant", Tort.UNITE), ('0" %"', "entier", Tort.UNITE),
        ('0" €"', "entier", Tort.UNITE), ('0" F"', "montant", Tort.MONNAIE), ('0" francs"', "montant", Tort.MONNAIE),
        ('0" %"', "nombre", None), ('0" k"', "nombre", None), ('0" km"', "", None), ('0" h"', "nombre", None),
        ('0" habitants"', "entier", None), ('"reste "#,##0" hors charges"', "montant", None),
    ],
)  # fmt: skip
def test_the_unit_that_a_format_writes_is_that_of_the_number(code: str, genre: str, attendu: Tort | None) -> None:
    """Thousands that are not divided by, another money, hours or a share for euros; one's own words change nothing."""
    assert tort(code, genre, Fraction(90_000)) is attendu


@pytest.mark.parametrize("code", ["00\\.00\\.00\\.00\\.00", '0000"/"00', '000" "000" "000" "00000'])
def test_an_identifier_may_be_cut_by_any_sign(code: str) -> None:
    """A phone number, a SIRET or a file number is read as a word: its signs are its own."""
    assert tort(code, "texte", Fraction(102_030_405)) is None


@pytest.mark.parametrize(
    ("code", "attendu"),
    [
        ('dd/mm"/2027"', Tort.AUTRE), ("dd/mm/\\2\\0yy", Tort.AUTRE), ("dd/mm/2027", Tort.AUTRE),
        ('d" déc. "yyyy', Tort.AUTRE), ("*2dd/mm", Tort.AUTRE), ('[<50000]dd/mm"/2027";dd/mm/yyyy', Tort.AUTRE),
        ("mm/dd/yyyy", Tort.ORDRE), ("[$-409]m/d/yy h:mm AM/PM;@", Tort.ORDRE), ("dd/dd/yyyy", Tort.ORDRE),
        ("mm/mm/yyyy", Tort.ORDRE), ("[$-107041E]dd/mm/yyyy", Tort.CALENDRIER), ("B2dd/mm/yyyy", Tort.CALENDRIER),
        ("[$-th-TH,107]d mmm yyyy", Tort.CALENDRIER), ("[$-411]ge.m.d", Tort.CALENDRIER),
        ("[~buddhist]dd/mm/yyyy", Tort.CALENDRIER), ("dd/mm/bbbb", Tort.CALENDRIER), ("hh:mm:ss", Tort.HEURE),
        ("[h]", Tort.HEURE), ("mm:ss", Tort.HEURE), ("[$-F400]h:mm:ss AM/PM", Tort.HEURE),
    ],
)  # fmt: skip
def test_a_format_may_show_another_day(code: str, attendu: Tort) -> None:
    """Digits or a month of its own, an exchanged order, another calendar, an hour: the day read is not the cell's."""
    assert tort(code, "jour", Fraction(46_033)) is attendu


@pytest.mark.parametrize(
    "code",
    ["dd/mm/yyyy", "d/m/yy", "d\\ mmm\\ yyyy", "dddd d mmmm yyyy", "yyyy-mm-dd", "yyyy/mm/dd", "mm-dd-yy", "d-mmm-yy",
     "d-mmm", "mmm-yy", "m/d/yy h:mm", "[$-40C]d mmmm yyyy", "[$-fr-FR,1]dddd d mmmm yyyy", "jj/mm/aaaa", "dd/mm hh:mm",
     '"le "dd/mm/yyyy', '"décision du "dd/mm/yyyy', "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "mmm dd, yyyy",
     "mmmm yyyy", "[$-x-sysdate]dddd, mmmm dd, yyyy", "dd.mm.yyyy", "[$-409]d/m/yy h:mm AM/PM;@", "B1dd/mm/yyyy",
     "[~gregorian]d/m/yy",
     'yyyy\\-mm\\-dd"T"hh:mm:ss.000', "[$-1040C]d mmm yyyy", "[Red]dd/mm/yyyy;;", "_-dd/mm/yyyy_-", "dd/mm/yyyy;@"],
)  # fmt: skip
def test_the_dates_of_every_day_are_the_day_of_the_cell(code: str) -> None:
    """Any order that names the month or begins by the year, a language, the long date of the system, words beside."""
    assert tort(code, "jour", Fraction(46_033)) is None


@pytest.mark.parametrize(
    ("code", "altere"),
    [
        (CONFORME, True), (";;;", True), ("0;0;0;", True), ('0;0;0;"-"', True), ('@" : Conforme"', True),
        ("0;0;0;[White]@", True), ('0;"non "@', True),
        ("General", False), ("@", False), ("0.00;;;@", False), ("_-* #,##0.00_-;_-@_-", False), (";;", False),
        ('"5 000 €"', False), ("dd/mm/yyyy", False), ("0;0;0;General", False), ("[Red]@", False), ('@" :"', False),
    ],
)  # fmt: skip
def test_a_text_is_judged_by_the_section_that_shows_it(code: str, altere: bool) -> None:  # noqa: FBT001
    """The fourth section, or the last one with « @ », is that of texts; without it a text shows as it is."""
    assert altere_le_texte(code) is altere


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        (CONFORME, "affiche « Vérifié » à la place de son texte"),
        (";;;", "n'affiche rien de son texte"),
        ('"Non, "@', "ajoute des mots à son texte et affiche « Non, "),
    ],
)
def test_a_computed_text_shown_otherwise_is_told(code: str, phrase: str, tmp_path: Path) -> None:
    """The finding names the cell, says what it shows and what it holds, and blocks."""
    livre = Livre()
    livre.style(*CONTROLE, code=code)
    trouves = [c for c in dits(livre.octets(), tmp_path) if (c.feuille, c.cellule) == CONTROLE]
    assert [(c.gravite, c.cause) for c in trouves] == [(Gravite.BLOQUANT, Cause.FORMAT)]
    assert phrase in trouves[0].message
    assert trouves[0].attendu
    assert code in trouves[0].lu


def test_words_around_what_was_typed_accuse_nobody(tmp_path: Path) -> None:
    """« Facture 12 » shown for « 12 » in an input is a habit: said, not accused; other words in its place are."""
    livre = Livre()
    livre.style(*REFERENCE, code='"Facture "@', verrou="0")
    constats = dits(livre.octets(), tmp_path)
    assert accuses(constats) == []
    assert any("« Facture " in c.message for c in constats)
    remplace = Livre()
    remplace.style(*REFERENCE, code='0;0;0;"BDX 2025-0099"', verrou="0")
    assert len(accuses(dits(remplace.octets(), tmp_path))) == 1


def test_a_format_that_hides_the_zeros_is_only_to_look_at_where_a_text_stands_for_a_number(tmp_path: Path) -> None:
    """« 0;-0;; » also hides « À compléter », which who wanted no zeros did not mean."""
    livre = Livre()
    livre.ecrire(*DROIT, "<v>À compléter</v>", ' t="str"')
    livre.style(*DROIT, code="#,##0;-#,##0;;")
    trouves = [c for c in dits(livre.octets(), tmp_path) if "n'affiche rien de son texte" in c.message]
    assert [c.gravite for c in trouves] == [Gravite.A_REGARDER]


def test_a_condition_that_shows_another_text_is_told(tmp_path: Path) -> None:
    """A conditional format has the same fourth section; one that shows the text stays silent."""
    libelle = ou("ligne.acces_fixe.libelle")[1]
    for code, combien in ((CONFORME.replace('"', "&quot;"), 1), ("0.00;-0.00;0;@", 0)):
        livre = Livre()
        condition(livre, DXF.format(code), plage=libelle)
        trouves = [c for c in dits(livre.octets(), tmp_path) if "format conditionnel" in c.message]
        assert [(c.feuille, c.cellule, c.gravite) for c in trouves] == [(F, libelle, Gravite.BLOQUANT)] * combien


def test_a_number_that_its_alignment_repeats_is_told(tmp_path: Path) -> None:
    """« Recopié » shows 5 as 55 555; on a text, it changes nothing that is read."""
    for lieu, combien in ((DROIT, 1), (CONTROLE, 0)):
        livre = Livre()
        habiller(lieu, code="General")(livre)
        livre.changer(STYLES, r"></xf></cellXfs>", '><alignment horizontal="fill"/></xf></cellXfs>')
        trouves = [c for c in dits(livre.octets(), tmp_path) if "Recopié" in c.message]
        assert [(c.feuille, c.cellule, c.gravite) for c in trouves] == [(*lieu, Gravite.BLOQUANT)] * combien
