"""Charts wear the colour of their template."""

from __future__ import annotations

import pytest

from cpts_xl.report.graphiques import accent_de
from cpts_xl.report.modele.styles import ACCENT
from cpts_xl.report.paquet import ouvrir
from cpts_xl.ressources import ressource

TITRE = b'<w:style w:type="paragraph" w:styleId="%s"><w:rPr><w:color w:val="%s"/></w:rPr></w:style>'


@pytest.mark.parametrize(
    ("styles", "couleur"),
    [
        (TITRE % (b"Heading1", b"262626"), "262626"),
        (TITRE % (b"Titre1", b"0f5c63"), "0F5C63"),
        (TITRE % (b"Heading1", b"auto"), ACCENT),
        (TITRE % (b"Heading2", b"FF0000") + TITRE % (b"Heading1", b"00FF00"), "00FF00"),
        (b"", ACCENT),
    ],
)
def test_the_colour_is_that_of_the_first_headings(styles, couleur):
    """English or French names of styles; the house colour when none is said."""
    assert accent_de({"word/styles.xml": styles}) == couleur


def test_our_two_looks_differ():
    """The sober template is not teal."""
    couleurs = []
    for nom in ("rapport_activite.docx", "rapport_sobre.docx"):
        modele = ressource("report_templates", nom)
        couleurs.append(accent_de(ouvrir(nom, modele.read_bytes())))
    assert couleurs[0] == ACCENT != couleurs[1]
