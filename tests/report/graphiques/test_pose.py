"""Charts placed in a rendered document: loops, conditions, two ways to name them, and nothing foreign left behind."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from docx import Document
from docxtpl import DocxTemplate
from lxml import etree

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.graphiques import (
    MarqueDeGraphique,
    Pose,
    Serie,
    ajouter_graphiques,
    fautes_des_graphiques,
    hauteur_lisible,
    partie_graphique,
)
from cpts_xl.report.graphiques.relations import Relations
from cpts_xl.report.paquet import ouvrir

from .conftest import ENVELOPPES, HAUTEUR, HOSTILE, MISSIONS, SERIE, STATUTS, TOUS, VIDE, document, paquet, parties_de

MARQUES = {code: MarqueDeGraphique(g) for code, g in TOUS.items()}


def _poser(parties, graphiques=TOUS) -> tuple[Pose, dict[str, bytes]]:
    """Return the placing, and the parts of the finished document."""
    pose = ajouter_graphiques(parties["word/document.xml"].decode(), parties, graphiques)
    fini = {nom: octets for nom, octets in parties.items() if nom not in pose.retirees}
    return pose, {**fini, **pose.parties, "word/document.xml": pose.document.encode()}


def _coherent(parties) -> int:
    """Check that every relation leads somewhere, every part is typed and called; return how many charts there are."""
    types = parties["[Content_Types].xml"].decode()
    appelees = {"[Content_Types].xml"}
    for nom in parties:
        if nom.endswith(".rels"):
            relations = Relations.lire(parties, nom.replace("_rels/", "", 1).removesuffix(".rels"))
            appelees |= {nom, *(cible for _, cible in relations.internes())}
    assert {n for n in appelees if not n.endswith(".rels")} <= set(parties)
    assert {n for n in parties if n.startswith(("word/charts/", "word/embeddings/"))} <= appelees
    for nom in re.findall(r'PartName="/([^"]+)"', types):
        assert nom in parties
    charts = [n for n in parties if re.fullmatch(r"word/charts/\w+\.xml", n) and b"<c:chartSpace" in parties[n]]
    for nom in charts:
        assert f'PartName="/{nom}"' in types
    for octets in parties.values():
        if octets.startswith(b"<?xml"):
            etree.fromstring(octets)
    Document(io.BytesIO(paquet(parties)))
    return len(charts)


def test_a_mark_in_the_text_becomes_a_chart():
    """A field alone in a paragraph draws the chart in the look of the house, with its name and its text."""
    pose, parties = _poser(document("Avant", *MARQUES.values(), "Après"))
    assert _coherent(parties) == 4
    assert "\ue000" not in pose.document
    dessins = re.findall(r'<wp:docPr id="(\d+)" name="([^"]*)" descr="([^"]*)"', pose.document)
    assert [d[1] for d in dessins] == [f"Graphique {code}" for code in TOUS if code != "vide"]
    assert len({d[0] for d in dessins}) == 4
    assert dessins[0][2] == ENVELOPPES.texte_de_remplacement
    assert parties["word/charts/graphique1.xml"] == partie_graphique(ENVELOPPES)


def test_a_chart_without_any_value_gives_way_to_a_sentence(gabarit):
    """In the text as in a Word chart: no empty drawing, no sample data, a sentence that says why."""
    for parties in (document("Avant", MARQUES["vide"]), gabarit((MARQUES["vide"], ENVELOPPES))):
        pose, fini = _poser(parties)
        assert _coherent(fini) == 0
        assert VIDE.phrase_vide in Document(io.BytesIO(paquet(fini))).paragraphs[1].text
        assert "w:drawing" not in pose.document
        assert not [n for n in fini if n.startswith(("word/charts", "word/embeddings"))]


def test_a_word_chart_keeps_its_look(gabarit):
    """The mark is in the alternative text: the drawing stays where it is, its part is filled, its sample is gone."""
    modele = gabarit((MARQUES["missions"], STATUTS_DEUX))
    habit = b'<a:schemeClr val="accent3"/>'
    modele["word/charts/chart1.xml"] = re.sub(rb'<a:srgbClr val="0F5C63"/>', habit, modele["word/charts/chart1.xml"])
    pose, parties = _poser(modele)
    assert _coherent(parties) == 1
    assert habit in parties["word/charts/graphique1.xml"]
    assert b"Parcours" in parties["word/charts/graphique1.xml"]
    assert pose.retirees == {
        "word/charts/chart1.xml", "word/charts/_rels/chart1.xml.rels", "word/embeddings/Feuille1.xlsx"
    }  # fmt: skip
    assert f'descr="{MISSIONS.texte_de_remplacement}"' in pose.document
    assert 'cx="6120000"' in pose.document


STATUTS_DEUX = dataclasses.replace(STATUTS, series=STATUTS.series[:2], titre="Exemple")


def test_another_number_of_series_takes_the_look_of_the_house(gabarit):
    """A look made for two series cannot dress four: right and plain rather than half-dressed."""
    _, parties = _poser(gabarit((MARQUES["statuts"], MISSIONS)))
    assert _coherent(parties) == 1
    assert parties["word/charts/graphique1.xml"] == partie_graphique(STATUTS)


def test_the_drawing_grows_with_its_bars_and_never_shrinks(gabarit):
    """Bars that would not hold in the height of the template get what they need."""
    metiers = tuple(f"Profession {r}" for r in range(18))
    nombreux = dataclasses.replace(MISSIONS, categories=metiers, series=tuple(Serie(n, (1,) * 18) for n in "ab"))
    for graphique, attendue in ((nombreux, hauteur_lisible(nombreux)), (MISSIONS, HAUTEUR)):
        pose, _ = _poser(gabarit((MARQUES["missions"], MISSIONS)), {"missions": graphique})
        assert int(re.search(r'wp:extent cx="\d+" cy="(\d+)"', pose.document)[1]) == attendue
    assert hauteur_lisible(nombreux) > HAUTEUR


def test_charts_in_loops_and_conditions_filled_by_docxtpl(gabarit):
    """The field is Jinja like any other: repeated by a loop, left out by a condition; each chart has its own data."""
    modele = gabarit(
        ("{{ m.graphique }}", SERIE), ("{{ graphiques.enveloppes }}", ENVELOPPES), ("{{ graphiques.statuts }}", STATUTS)
    )
    texte = modele["word/document.xml"].decode()
    paragraphes = re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", texte)
    balise = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    texte = texte.replace(
        paragraphes[1], balise.format("{%p for m in missions %}") + paragraphes[1] + balise.format("{%p endfor %}")
    )
    texte = texte.replace(
        paragraphes[3], balise.format("{%p if montrer %}") + paragraphes[3] + balise.format("{%p endif %}")
    )
    modele["word/document.xml"] = texte.encode()
    trois = {f"m{r}": dataclasses.replace(SERIE, code=f"m{r}", titre=f"Mission numéro {r}") for r in range(3)}
    rendu = DocxTemplate(io.BytesIO(paquet(modele)))
    rendu.render(
        {
            "missions": [{"graphique": MarqueDeGraphique(g)} for g in trois.values()],
            "graphiques": MARQUES,
            "montrer": False,
        },
        autoescape=True,
    )
    sortie = io.BytesIO()
    rendu.save(sortie)
    _, parties = _poser(parties_de(sortie.getvalue()), TOUS | trois)
    assert _coherent(parties) == 4
    for rang in range(3):
        assert f"Mission numéro {rang}".encode() in parties[f"word/charts/graphique{rang + 1}.xml"]
    assert b"enveloppe" in parties["word/charts/graphique4.xml"]
    assert not [n for n in parties if "word/charts/chart" in n or "Feuille" in n]


def test_what_a_chart_depends_on_is_copied_with_it(gabarit):
    """Word keeps the styles of a chart in parts of their own: each copy has its own."""
    modele = gabarit((MARQUES["missions"], MISSIONS))
    modele["word/charts/style1.xml"] = b'<?xml version="1.0"?><cs:chartStyle xmlns:cs="x"/>'
    modele["word/charts/_rels/chart1.xml.rels"] = modele["word/charts/_rels/chart1.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2011/relationships/chartStyle" '
        b'Target="style1.xml"/></Relationships>',
    )
    modele["[Content_Types].xml"] = modele["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/charts/style1.xml" ContentType="application/vnd.ms-office.style+xml"/></Types>',
    )
    _, parties = _poser(modele)
    assert _coherent(parties) == 1
    assert parties["word/charts/graphique1_style1.xml"] == modele["word/charts/style1.xml"]
    assert "word/charts/style1.xml" not in parties


def test_a_report_taken_as_a_template_keeps_its_other_charts():
    """Parts that already bear our names are neither overwritten nor mixed up."""
    _, premier = _poser(document("Avant", MARQUES["enveloppes"], MARQUES["statuts"]))
    texte = premier["word/document.xml"].decode()
    premier["word/document.xml"] = texte.replace(STATUTS.texte_de_remplacement, MARQUES["serie"]).encode()
    _, second = _poser(premier)
    assert _coherent(second) == 2
    assert second["word/charts/graphique1.xml"] == premier["word/charts/graphique1.xml"]
    assert "word/charts/graphique2.xml" not in second
    assert SERIE.titre.split("%")[0].strip().encode() in second["word/charts/graphique3.xml"]


def test_a_chart_of_the_user_without_field_is_left_alone(gabarit):
    """No field in its alternative text: not one of ours."""
    modele = gabarit(("Un graphique à moi", ENVELOPPES))
    pose, _ = _poser(modele)
    assert pose == Pose(modele["word/document.xml"].decode())


def test_same_arguments_same_answer(gabarit):
    """Nothing depends on the hour nor on what was placed before."""
    modele = gabarit((MARQUES["missions"], MISSIONS), (MARQUES["serie"], SERIE))
    assert _poser(modele) == _poser(modele)


def test_hostile_text_stays_text():
    """Tags, quotes, control characters, emojis, marks typed by hand: kept or dropped, never obeyed."""
    un = dataclasses.replace(MISSIONS, titre=HOSTILE, description=HOSTILE, categories=(HOSTILE, "b", "c"), unite='"€')
    _, parties = _poser(document("Avant", MARQUES["missions"]), {"missions": un})
    assert _coherent(parties) == 1
    assert "\U0001f600" in parties["word/charts/graphique1.xml"].decode()


def test_the_charts_of_a_template_are_whole_and_bear_their_field(gabarit):
    """What the house sows in a template opens, holds sample data, and says which field fills it."""
    modele = gabarit(("{{ graphiques.missions }}", MISSIONS), ("{{ m.graphique }}", SERIE))
    assert _coherent(modele) == 2
    champs = re.findall(r'descr="([^"]*)"', modele["word/document.xml"].decode())
    assert champs == ["{{ graphiques.missions }}", "{{ m.graphique }}"]
    assert modele["word/charts/chart2.xml"] == partie_graphique(SERIE, modele=True)


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("\ue000graphique:inconnu\ue000", r"« inconnu », après « …Avant les mots ».*aucun graphique"),
    ],
)
def test_an_unknown_chart_is_refused_with_its_place(texte, mots):
    """The message says which one and after which words."""
    parties = document("Avant les mots", "ICI")
    parties["word/document.xml"] = parties["word/document.xml"].replace(b"ICI", texte.encode())
    with pytest.raises(GabaritInvalide, match=mots):
        _poser(parties)


def test_a_field_on_a_picture_is_refused(gabarit):
    """The field was put on something else than a chart."""
    parties = gabarit((MARQUES["missions"], MISSIONS))
    parties["word/document.xml"] = re.sub(rb"<c:chart .*?/>", b"", parties["word/document.xml"])
    with pytest.raises(GabaritInvalide, match=r"« missions », après « …Avant ».*pas un graphique"):
        _poser(parties)


def test_a_template_is_examined_before_any_filling(gabarit):
    """Faults are told with part, place, field and remedy; a sound template has none."""
    sain = gabarit(("{{ graphiques.missions }}", MISSIONS))
    assert fautes_des_graphiques(sain) == []
    nuage = dict(sain)
    nuage["word/charts/chart1.xml"] = nuage["word/charts/chart1.xml"].replace(b"barChart>", b"scatterChart>")
    (faute,) = fautes_des_graphiques(nuage)
    assert (faute.partie, faute.champ) == ("word/document.xml", "{{ graphiques.missions }}")
    assert "scatter" in faute.motif
    assert nuage["word/document.xml"].decode()[faute.place :].startswith("<wp:docPr")
    image = dict(sain)
    image["word/document.xml"] = re.sub(rb"<c:chart .*?/>", b"", image["word/document.xml"])
    assert "n'est pas un graphique" in fautes_des_graphiques(image)[0].motif
    assert all(faute.bloquante for faute in (*fautes_des_graphiques(nuage), *fautes_des_graphiques(image)))
    pied = dict(sain)
    pied["word/footer1.xml"] = pied["word/document.xml"]
    pied["word/_rels/footer1.xml.rels"] = pied["word/_rels/document.xml.rels"]
    assert [f.partie for f in fautes_des_graphiques(pied)] == ["word/footer1.xml"]
    (remarque,) = fautes_des_graphiques(gabarit(("Un graphique à moi", MISSIONS)))
    assert not remarque.bloquante
    assert "données d'exemple" in remarque.motif


def test_a_template_with_charts_passes_the_checks_of_its_package(gabarit):
    """The guard of templates lets native charts and their workbooks through."""
    modele = gabarit(("{{ graphiques.missions }}", MISSIONS))
    assert set(ouvrir("essai.docx", paquet(modele))) == set(modele)
