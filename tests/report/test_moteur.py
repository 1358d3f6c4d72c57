"""The prepared engine: the same report as docxtpl's, paragraph by paragraph, whatever the texts."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.contexte import contexte
from cpts_xl.report.gabarit import rendre

from .conftest import W, calcule, ouvre, tout_le_texte
from .modeles import CHAMPS, DOSSIERS, MODELES, textes_rendus
from .oracle import rendre_docxtpl, structure

pytestmark = pytest.mark.usefixtures("cache_a_part")


@pytest.mark.parametrize("modele", MODELES, ids=lambda m: m.stem)
@pytest.mark.parametrize("nom", DOSSIERS)
def test_the_report_is_the_one_of_docxtpl(nom, modele):
    """Same styles, texts, breaks, links, bookmarks, rows kept together: each paragraph is that of the oracle."""
    champs = contexte(calcule(DOSSIERS[nom]()))
    nous, pair = structure(ouvre(rendre(modele, champs))), structure(rendre_docxtpl(modele, champs))
    assert len(nous) == len(pair) > 100
    for lu, attendu in zip(nous, pair, strict=True):
        assert lu == attendu


@pytest.mark.parametrize(
    "texte",
    ["<w:t>", "a > b & c", "\"d\" 'e' &amp; &#60;", "x" * 20_000, "🩺 👩‍⚕️", "\u05e9\u05dc\u05d5\u05dd \u202etfel",
     "{{ 7*7 }}", "{% for %}", "{# rien #}", "{_{ x }_}", "]]>", "\ud800 seul", "\ue001H\ue000sommaire\ue000",
     "nul\x00 cloche\x07 échap\x1b \x7f \x9f \ufffe"],
    ids=range(14),
)  # fmt: skip
def test_any_text_stays_a_text(modele, texte):
    """What is typed is printed as it is, less what no Word file can hold; the document is well-formed and opens."""
    contenu = rendre(modele("avant {{ cpts.nom }} après", entete="{{ cpts.nom }}"), {**CHAMPS, "cpts": {"nom": texte}})
    attendu = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe]", "", texte)
    assert tout_le_texte(ouvre(contenu))[:2] == [f"avant {attendu} après", attendu]
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        assert archive.testzip() is None
        for nom in (nom for nom in archive.namelist() if nom.endswith((".xml", ".rels"))):
            etree.fromstring(archive.read(nom))


def test_line_breaks_and_tabs_are_those_of_word(modele):
    """A line break in a value becomes a line break of Word, in its own run, as docxtpl does."""
    champs = {**CHAMPS, "cpts": {"nom": "un\ndeux\r\ntrois\tquatre"}}
    paragraphe = ouvre(rendre(modele("{{ cpts.nom }}"), champs)).paragraphs[0]
    assert paragraphe.text == "un\ndeux\ntrois\tquatre"
    assert len(paragraphe.runs) == 1


def test_a_mark_of_the_house_passes_a_typed_one_does_not(modele):
    """The place of a chart is a value of its own class; the same signs typed by a user are taken away."""

    class Marque(str):  # noqa: SLOT000
        titre: str

    chemin = modele("{{ cpts.nom }}|{{ cpts.cpam }}")
    nom = "\ue000graphique:un\ue000"
    assert textes_rendus(chemin, {**CHAMPS, "cpts": {"nom": Marque(nom), "cpam": nom}})[0] == f"{nom}|graphique:un"


def test_blocks_filters_and_the_state_of_a_loop(modele):
    """Loops filtered, first and last, choices in chain, filters: as in any Jinja template."""
    chemin = modele(
        "{% for l in lignes if l.libelle != 'une' %}{{ loop.index }} {{ l.libelle|upper }}{% else %}rien{% endfor %}",
        "{% if provisoire %}a{% elif raisons|length == 2 %}b{% else %}c{% endif %}{{ raisons|join(', ') }}",
        "{% for v in vides %}{{ v.x }}{% else %}aucun{% endfor %} {{ lignes[0].libelle }} {{ cpts['nom'] }}",
        "{%- if true %} collé{% endif %}",
    )
    assert textes_rendus(chemin)[:3] == ["1 DEUX", "ba, b", "aucun une CPTS d'essai collé"]


def test_a_tag_that_word_cut_between_runs_is_mended(tmp_path):
    """A tag typed in several goes, in several formats, is read whole; it takes the format of its beginning."""
    document = Document()
    paragraphe = document.add_paragraph()
    for morceau, gras in (("avant {", True), ("{ cp", True), ("ts.", False), ("nom }", None), ("} après", False)):
        paragraphe.add_run(morceau).bold = gras
    document.save(tmp_path / "m.docx")
    assert textes_rendus(tmp_path / "m.docx")[0] == "avant CPTS d'essai après"


def test_fields_in_attributes_have_their_own_escape(tmp_path):
    """A field in the title of a table keeps its quotes and its signs, and breaks nothing."""
    document = Document()
    table = document.add_table(1, 1)
    legende = OxmlElement("w:tblCaption")
    legende.set(qn("w:val"), "Total : {{ cpts.nom }} !")
    table._tbl.tblPr.append(legende)
    document.save(tmp_path / "m.docx")
    lu = ouvre(rendre(tmp_path / "m.docx", {**CHAMPS, "cpts": {"nom": "\"a\" <b> & 'c'\nd"}}))
    assert lu.element.body.find(f".//{W}tblCaption").get(f"{W}val") == "Total : \"a\" <b> & 'c' d !"


def test_what_is_missing_or_true_is_said_in_french(modele):
    """No « None », no « True » in a report, even where the check could not foresee them."""
    champs = {**CHAMPS, "vides": [{"a": None, "b": True, "c": False, "d": 1}, {"a": 0, "b": True, "c": "", "d": 1}]}
    chemin = modele("{% for v in vides %}{{ v.a }}, {{ v.d }}, {{ v.b }}, {{ v.c }} ; {% endfor %}")
    rendre(chemin, {**CHAMPS, "vides": []})
    assert textes_rendus(chemin, champs)[0] == "non renseigné, 1, oui, non ; 0, 1, oui,  ; "


def test_a_field_that_another_dossier_lacks_is_named(modele):
    """A template known by heart is checked again against each dossier: what is missing is told with its place."""
    chemin = modele("Heading 1|Partie", "{{ cpts.nom }}")
    rendre(chemin, CHAMPS)
    with pytest.raises(GabaritInvalide, match=r"sous le titre « Partie ».*« cpts\.nom » est inconnu"):
        rendre(chemin, {**CHAMPS, "cpts": {"nome": ""}})
