"""Notes always shown, whatever the VML that comes from outside: where they lie, and no stop on what is not XML."""

from __future__ import annotations

import pytest
from lxml import etree

from cpts_xl.workbook.verification.manifeste.dessins import Grille
from cpts_xl.workbook.verification.manifeste.modele import Zone
from cpts_xl.workbook.verification.manifeste.notes import notes

TETE = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
ANCRE = "<x:Anchor>3, 0, 4, 0, 4, 0, 8, 0</x:Anchor>"


def _lues(corps: str, forme: str = "", sorte: str = "Note") -> list[Zone | None]:
    vml = f'{TETE}<v:shape {forme}><br><x:ClientData ObjectType="{sorte}">{corps}</x:ClientData></v:shape></xml>'
    racine = etree.fromstring(vml.encode(), etree.XMLParser(recover=True, resolve_entities=False))
    return [dessin.zone for dessin in notes(racine, Grille({}, []))]


@pytest.mark.parametrize("marque", ["<x:Visible/>", "<x:Visible>True</x:Visible>"])
def test_a_note_always_shown_lies_on_its_anchor(marque: str) -> None:
    """« <br> » that nothing closes, as Excel writes it, stops nothing."""
    assert _lues(ANCRE + marque) == [Zone(5, 4, 8, 4)]


def test_a_form_control_lies_on_its_anchor() -> None:
    """A drop-down list stands over its cells whether it says that it is visible or not."""
    assert _lues(ANCRE, "", "Drop") == _lues(ANCRE + "<x:Visible/>", "", "Drop") == [Zone(5, 4, 8, 4)]


@pytest.mark.parametrize(
    ("corps", "forme", "sorte"),
    [
        (ANCRE, "", "Note"), (f"{ANCRE}<x:Visible>False</x:Visible>", "", "Note"),
        (f"{ANCRE}<x:Visible/>", 'filled="f"', "Note"), (ANCRE, 'style="visibility: hidden"', "Drop"),
        ("<x:Anchor>3, 0, 4</x:Anchor><x:Visible/>", "", "Note"), ("<x:Visible/>", "", "Note"),
        ("<x:Anchor>1e9, 0, -4, 0, 4, 0, ٣, 0</x:Anchor><x:Visible/>", "", "Note"),
        ("<x:Anchor>99999999999, 0, 4, 0, 4, 0, 8, 0</x:Anchor><x:Visible/>", "", "Note"),
    ],
)  # fmt: skip
def test_a_note_that_hides_nothing_is_not_noted(corps: str, forme: str, sorte: str) -> None:
    """Shown on hover, without a fill, a control out of sight, an anchor that is none."""
    assert _lues(corps, forme, sorte) == []


def test_a_part_that_holds_nothing_has_no_note() -> None:
    """An empty VML part gives no tree."""
    assert list(notes(None, Grille({}, []))) == []
