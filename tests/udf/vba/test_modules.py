"""The VBA text: as expected to the letter, ASCII, within the limits of the editor, tied to nothing fragile."""

from __future__ import annotations

import re

import pytest
import xlwings

from cpts_xl import __version__
from cpts_xl.udf.excel import MARQUE
from cpts_xl.udf.reference import par_nom
from cpts_xl.udf.vba.ecriture import coder, decoder, en_ascii
from cpts_xl.udf.vba.modules import modules, ouverture
from tests.udf.vba.ecrire_attendu import ATTENDU, textes

TOUS = {**modules(), "ThisWorkbook": ouverture()}


@pytest.mark.parametrize("nom", TOUS)
def test_the_text_is_the_expected_one(nom):
    """A change of the VBA is seen; if it is wanted, run ``python -m tests.udf.vba.ecrire_attendu``."""
    assert textes()[nom] == (ATTENDU / f"{nom}.bas").read_text("ascii")


def test_there_is_no_expected_text_left_over():
    """Each expected file is a module."""
    assert {chemin.stem for chemin in ATTENDU.iterdir()} == set(TOUS)


@pytest.mark.parametrize("nom", TOUS)
def test_the_editor_takes_it(nom):
    """ASCII, Windows line ends, no line over 1023 characters, no more than 24 continuations, under 64 KB a module."""
    texte = TOUS[nom]
    assert texte.isascii()
    assert texte.count("\r\n") == texte.count("\n") == texte.count("\r")
    assert max(map(len, texte.splitlines())) < 1023
    assert not re.search(r"(?:_\r\n[^\n]*){25}", re.sub(r"(?m)^(?:(?! _\r$).)*[^_]\r$", "|", texte))
    assert texte.startswith("Option Explicit\r\n")


@pytest.mark.parametrize("nom", TOUS)
def test_nothing_fragile_is_written_in_it(nom):
    """No absolute path, no interpreter, no version of xlwings: what a machine holds stays on that machine."""
    texte = TOUS[nom]
    assert not re.search(r"[A-Za-z]:\\|/home/|/usr/|\\\\\w", texte)
    assert xlwings.__version__ not in texte
    assert "pythonw.exe" not in texte
    versions = set(re.findall(r"\d+\.\d+\.\d+", texte))
    assert versions <= {__version__}


def test_each_function_has_its_wrapper():
    """One thin function each, arguments in order, the last ones optional where the formula may leave them out."""
    motif = r"^Public Function (CPTS_\w+)\((.*)\) As Variant\r\n    (.*)\r\nEnd Function"
    lus = re.findall(motif, TOUS["CptsFonctions"], re.MULTILINE)
    assert [nom for nom, _, _ in lus] == list(par_nom())
    for nom, signature, corps in lus:
        arguments = par_nom()[nom].arguments
        attendus = [f"{'Optional ' if a.omissible else ''}{a.nom} As Variant" for a in arguments]
        assert signature == ", ".join(attendus)
        noms = ", ".join(a.nom for a in arguments)
        assert corps in {f'{nom} = CptsAppeler("{nom}", Array({noms}))', f"{nom} = CptsMotif({noms})"}
    assert len(lus) == 199


def test_the_mark_of_a_failure_is_the_same_on_both_sides():
    """VBA builds it from tabs; Python writes it."""
    assert 'MARQUE As String = vbTab & "CPTS_ECHEC" & vbTab' in TOUS["CptsAppel"]
    assert MARQUE == "\tCPTS_ECHEC\t"


TEXTES = ["", "année", "{00e9}", "a{b}c", 'il dit « "oui" »', "l'œuvre\t€ 12\u202f000", "C:\\users"]


@pytest.mark.parametrize("texte", TEXTES)
def test_a_text_survives_its_ascii_form(texte):
    """Coded then read back, whatever it holds, braces included."""
    assert coder(texte).isascii()
    assert decoder(coder(texte)) == texte


def test_an_accent_in_a_constant_is_refused():
    """A constant cannot call the function that puts accents back; the build says which."""
    with pytest.raises(ValueError, match="constante VBA accentuée"):
        en_ascii('Private Const MOT As String = "année"')
    assert en_ascii('x = "dû" \' déjà') == 'x = CptsTexte("d{00fb}") \' deja\r\n'
