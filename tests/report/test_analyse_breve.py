"""The short parsing of a template gives the tree of the whole source, or the same refusal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateSyntaxError

from cpts_xl.report.moteur import analyse_breve
from cpts_xl.report.moteur.analyse_breve import analyser
from cpts_xl.report.moteur.environnement import bac_a_sable
from cpts_xl.report.moteur.preparation import preparer
from cpts_xl.report.paquet import ouvrir

MODELES = sorted((Path(__file__).resolve().parents[2] / "report_templates").glob("*.docx"))
SOURCES = (
    "",
    "sans balise",
    "a {{ b }} c {% if d %} e {% else %} f {% endif %}{{ g.h }}",
    "{% for x in y %}{{ x.z|e }}, {% endfor %}\n fin",
    "une fin de ligne {{ b }}\n",
    "deux lignes\r\n{{ b }}\r",
    "{{ 'une }} citation' }} après",
    '{{ "l\'an" }} après',
    "{{ {'a': {}} }} après",
    "{# un commentaire {{ b }} #} après {{ c }}",
    "avant   {%- if a -%}   b   {%- endif %}   après",
    "{% raw %}{{ b }}{% endraw %} {{ c }}",
    "une accolade } seule }} et %} encore {{ b }}",
    "\ue0fe0\ue0ff {{ b }}",
)
FAUTES = (
    "{{ a", "a {% if %}", "{% for x in y %}", "{% endif %}", "{{ a b }} c", "{{ }}", "{% if a %}{{ b }",
    "{{ {{ a }} }}",
)  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_the_tree_is_that_of_the_whole_source(source: str) -> None:
    """Whatever stands in a source, both roads give equal trees."""
    assert analyser(bac_a_sable(), source) == bac_a_sable().parse(source)


@pytest.mark.parametrize("source", FAUTES)
def test_a_malformed_tag_is_refused_with_the_same_words_and_line(source: str) -> None:
    """A fault is told as the whole source has it told, at its line."""
    long = f"une ligne\nune autre {{{{ champ }}}}\n{source}"
    with pytest.raises(TemplateSyntaxError) as attendu:
        bac_a_sable().parse(long)
    with pytest.raises(TemplateSyntaxError) as refus:
        analyser(bac_a_sable(), long)
    assert (refus.value.message, refus.value.lineno) == (attendu.value.message, attendu.value.lineno)


@pytest.mark.parametrize("modele", MODELES[:3], ids=lambda modele: modele.name)
def test_the_gallery_takes_the_short_road(modele: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The templates of the house give equal trees, and their bodies are never parsed whole."""
    plan, _ = preparer(modele.name, ouvrir(modele.name, modele.read_bytes()))
    entiers = {partie: bac_a_sable().parse(source) for partie, source in plan.sources.items()}
    longueurs: list[int] = []

    class Temoin:
        """The sandbox, which notes how long what it parses is."""

        def parse(self, source: str) -> Any:
            longueurs.append(len(source))
            return bac_a_sable().parse(source)

    assert {partie: analyser(Temoin(), source) for partie, source in plan.sources.items()} == entiers
    assert max(longueurs) < max(map(len, plan.sources.values())) / 4
    monkeypatch.setattr(analyse_breve, "_MARQUE", re.compile("jamais"))
    longueurs.clear()
    assert {partie: analyser(Temoin(), source) for partie, source in plan.sources.items()} == entiers
    assert max(longueurs) == max(map(len, plan.sources.values()))
