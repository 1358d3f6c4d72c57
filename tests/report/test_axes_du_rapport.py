"""How the charts of a report tell their numbers: an axis that misleads is told, a chart dressed otherwise is not."""

from __future__ import annotations

import pytest

from cpts_xl.report.paquet import DOCUMENT, ouvrir
from cpts_xl.report.relu.axes import Dessin, axes_faux, dessins
from tests.report.rapport_relu import TRACE, octets_du_rapport, recrit

MINIMUM = '<c:min val="0"/>'


def _lus(octets: bytes) -> list[Dessin]:
    return list(dessins(ouvrir("rapport.docx", octets), DOCUMENT))


def _dits(avant: str, apres: str) -> list[str]:
    """Return what is told of the report of the example, something of its first chart being rewritten."""
    lus, dus = _lus(recrit({TRACE: [(avant, apres)]})), _lus(octets_du_rapport())
    constats = list(axes_faux("rapport.docx", lus, dus))
    assert all(constat.remede for constat in constats)
    return [constat.message for constat in constats]


def test_our_charts_are_all_read() -> None:
    """Each one has a title, an axis of values, and numbers of which the ends are known."""
    lus = _lus(octets_du_rapport())
    assert len(lus) >= 6
    assert all(lu.axes and lu.bornes[0] <= 0 <= lu.bornes[1] for lu in lus)
    assert list(axes_faux("rapport.docx", lus, lus)) == []


@pytest.mark.parametrize(
    ("apres", "mot"),
    [
        ('<c:max val="10"/><c:min val="0"/>', "maximum de son axe coupe"),
        ('<c:max val="100000000"/><c:min val="0"/>', "l'écrase"),
        ('<c:min val="1"/>', "minimum de son axe coupe"),
        ('<c:min val="-90000000"/>', "l'écrase"),
        ('<c:logBase val="10"/><c:min val="0"/>', "logarithmique"),
    ],
)
def test_an_axis_that_misleads_is_told(apres: str, mot: str) -> None:
    """Its end inside the bars or far beyond them, or a scale that does not follow the numbers."""
    [dit] = _dits(MINIMUM, apres)
    assert mot in dit
    assert "graphique « " in dit


@pytest.mark.parametrize(
    "apres",
    ["", '<c:max val="60000"/><c:min val="0"/>', '<c:min val="nan"/>', '<c:min val="zéro"/>', '<c:max val="inf"/>'],
)
def test_an_axis_left_to_word_or_set_around_the_bars_is_not(apres: str) -> None:
    """Automatic, a little longer than its bars, or a bound that is no number."""
    assert _dits(MINIMUM, apres) == []


def test_a_chart_of_her_own_may_be_cut() -> None:
    """Under a title that is not ours, a chart is the CPTS's."""
    titre = _lus(octets_du_rapport())[0].titre
    autres = [lu._replace(titre="Nos effectifs depuis 2019") for lu in _lus(
        recrit({TRACE: [(MINIMUM, '<c:min val="500"/>')]})) if lu.titre == titre]  # fmt: skip
    assert autres
    assert list(axes_faux("rapport.docx", autres, _lus(octets_du_rapport()))) == []
