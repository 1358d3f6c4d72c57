"""What a chart shows: checked once, exact, in French, and nothing missing ever becomes 0."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cpts_xl.report.graphiques import Graphique, MarqueDeGraphique, Serie, Sorte
from cpts_xl.report.graphiques.ecriture import exact, format_nombre

from .conftest import ENVELOPPES, HOSTILE, MISSIONS, VIDE


@pytest.mark.parametrize(
    ("valeur", "texte"),
    [
        (12, "12"),
        (0, "0"),
        (Fraction(-3), "-3"),
        (Fraction(100_000_000), "100000000"),
        (Fraction(3, 10), "0.3"),
        (Fraction(123_456_789, 100), "1234567.89"),
        (Fraction(1, 3), "0.333333333333333"),
        (Fraction(-2, 3), "-0.666666666666667"),
        (Fraction(1, 1_000_000), "0.000001"),
    ],
)
def test_exact_numbers_have_no_float_noise(valeur, texte):
    """The shortest decimal text, never an exponent; fifteen digits when the number has no end."""
    assert exact(valeur) == texte


@pytest.mark.parametrize(
    ("code", "titre", "series", "mots"),
    [
        ("a b", "T", (Serie("s", (1,)),), "code"),
        ("a", "  ", (Serie("s", (1,)),), "titre"),
        ("a", "T", (), "0 série"),
        ("a", "T", (Serie("s", (1,)), Serie("t", (1,))), "2 série"),
        ("a", "T", (Serie("s", (1, 2)),), "une valeur par catégorie"),
        ("a", "T", (Serie("s", (0.1,)),), "exactes"),
        ("a", "T", (Serie("s", (True,)),), "exactes"),
    ],
)
def test_a_chart_that_nobody_could_read_is_refused(code, titre, series, mots):
    """Bad code, no finding, wrong lengths, a float: refused where the chart is made."""
    with pytest.raises(ValueError, match=mots):
        Graphique(code, Sorte.BARRES, titre, ("x",), series)


def test_a_missing_value_is_said_beside_its_category():
    """A gap alone could be read as 0: the category says that the value is missing, and which one."""
    assert ENVELOPPES.etiquettes == ("Accès aux soins", "Prévention", "Crise sanitaire (non renseigné)")
    assert MISSIONS.etiquettes[1] == "Parcours (Résultat\u00a0: non renseigné)"
    assert "Valeurs absentes\u00a0: Crise sanitaire (non renseigné)" in ENVELOPPES.texte_de_remplacement


def test_the_text_for_who_cannot_see_states_the_finding_and_what_is_drawn():
    """The alternative text says the finding, then what is drawn."""
    assert ENVELOPPES.texte_de_remplacement.startswith(
        "La prévention consomme 94\u00a0% de son enveloppe. Une barre par enveloppe. "
    )


def test_the_table_beside_the_chart_reads_in_french():
    """The same data as rows: French numbers, « non renseigné » where nothing is known."""
    assert ENVELOPPES.tableau() == [
        ["", "Consommé"],
        ["Accès aux soins", "33,3\u00a0%"],
        ["Prévention", "94,0\u00a0%"],
        ["Crise sanitaire", "non renseigné"],
    ]
    assert [rangee[2] for rangee in MISSIONS.tableau()[1:]] == ["95,0", "non renseigné", "60,5"]


@pytest.mark.parametrize(
    ("unite", "valeurs", "decimales", "forme"),
    [
        ("€", (Fraction(1),), 0, '#,##0"\u00a0€"'),
        ("€", (Fraction(1, 100),), 2, '#,##0.00"\u00a0€"'),
        ("€", (Fraction(29329, 2), Fraction(60000)), 2, '#,##0.00"\u00a0€"'),
        ("%", (Fraction(1, 2), Fraction(1)), 0, '0"\u00a0"%'),
        ("%", (Fraction(1, 3),), 1, '0.0"\u00a0"%'),
        ("", (Fraction(5, 2),), 1, "#,##0.0"),
        ('"pro\\', (2,), 0, '#,##0"\u00a0pro"'),
    ],
)
def test_labels_show_the_decimals_that_their_values_need(unite, valeurs, decimales, forme):
    """Whole values have none; the unit cannot break out of the format."""
    un = Graphique("a", Sorte.BARRES, "T", tuple("abc"[: len(valeurs)]), (Serie("s", valeurs),), unite)
    assert un.decimales == decimales
    assert format_nombre(unite, decimales) == forme


def test_an_empty_chart_says_so():
    """Nothing known at all: a sentence, and the field tells it to conditions."""
    assert VIDE.vide
    assert (
        VIDE.phrase_vide
        == "Graphique non établi\u00a0: «\u00a0Rien n'est connu\u00a0», aucune valeur n'est renseignée."
    )
    assert MarqueDeGraphique(VIDE).vide
    assert not MarqueDeGraphique(ENVELOPPES).vide
    assert MarqueDeGraphique(ENVELOPPES).source == "Feuille Dépenses"


def test_typed_text_cannot_forge_the_mark_of_a_chart():
    """Private and control characters are removed from every typed text."""
    un = Graphique("a", Sorte.BARRES, HOSTILE, (HOSTILE,), (Serie(HOSTILE, (1,)),), "", HOSTILE, HOSTILE)
    for texte in (*un.etiquettes, *un.noms, un.texte_de_remplacement, MarqueDeGraphique(un).titre):
        assert "\ue000" not in texte
        assert "\x0b" not in texte
