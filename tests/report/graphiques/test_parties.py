"""The chart part and its workbook, as Word and a spreadsheet read them."""

from __future__ import annotations

import io
import itertools
import re
import zipfile

import pytest
from lxml import etree
from openpyxl import load_workbook

from cpts_xl.report.graphiques import Graphique, Serie, Sorte, classeur_incorpore, partie_graphique
from cpts_xl.report.graphiques.ecriture import LIGNE_DE_TITRE, exact, lignes_de_titre
from cpts_xl.report.modele.styles import ACCENT

from .conftest import ENVELOPPES, HOSTILE, MISSIONS, SERIE, STATUTS, TOUS

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HOSTILES = Graphique("h", Sorte.GROUPEES, HOSTILE, (HOSTILE, "=1+1"), (Serie(HOSTILE, (1, 2)), Serie("=A1", (3, 4))))
CAS = [*TOUS.values(), HOSTILES]
CODES = [g.code for g in CAS]


def _points(cache) -> dict[int, str]:
    return {int(p.get("idx")): p.findtext(f"{C}v") for p in cache.iter(f"{C}pt")}


@pytest.mark.parametrize("graphique", CAS, ids=CODES)
def test_the_caches_hold_the_data_and_nothing_for_what_is_missing(graphique):
    """Each series has its name, its categories, its exact values; a missing value has no point, hence a gap."""
    racine = etree.fromstring(partie_graphique(graphique))
    series = list(racine.iter(f"{C}ser"))
    assert len(series) == len(graphique.series)
    for rang, serie in enumerate(series):
        assert _points(serie.find(f"{C}tx")) == {0: graphique.noms[rang]}
        assert _points(serie.find(f"{C}cat")) == dict(enumerate(graphique.etiquettes))
        attendues = {r: exact(v) for r, v in enumerate(graphique.series[rang].valeurs) if v is not None}
        assert _points(serie.find(f"{C}val")) == attendues
    assert racine.find(f".//{C}dispBlanksAs").get("val") == "gap"


@pytest.mark.parametrize("graphique", CAS, ids=CODES)
def test_the_embedded_workbook_holds_the_same_data(graphique):
    """Each reference of the chart leads to the cells that hold its cache; text is never a formula."""
    racine = etree.fromstring(partie_graphique(graphique))
    feuille = load_workbook(io.BytesIO(classeur_incorpore(graphique))).active
    assert feuille.title == "Données"
    vues = 0
    for reference in racine.iter(f"{C}strRef", f"{C}numRef"):
        onglet, _, plage = reference.findtext(f"{C}f").partition("!")
        assert onglet == "Données"
        cellules = feuille[plage.replace("$", "")]
        cellules = [c for (c,) in cellules] if isinstance(cellules, tuple) else [cellules]
        cache = _points(reference)
        for rang, cellule in enumerate(cellules):
            assert cellule.data_type != "f"
            if rang not in cache:
                assert cellule.value is None
            elif reference.tag == f"{C}numRef":
                assert cellule.value == float(cache[rang])
            else:
                assert cellule.value == cache[rang]
            vues += 1
    assert vues == sum(1 + 2 * len(graphique.categories) for _ in graphique.series)


def test_same_chart_same_bytes_and_no_clock():
    """The archive has fixed dates and can be checked by any tool."""
    assert classeur_incorpore(MISSIONS) == classeur_incorpore(MISSIONS)
    with zipfile.ZipFile(io.BytesIO(classeur_incorpore(MISSIONS))) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize("graphique", CAS, ids=CODES)
def test_one_accent_and_greys(graphique):
    """No other colour than the accent of the house and greys; nothing in three dimensions."""
    texte = partie_graphique(graphique).decode()
    couleurs = set(re.findall(r'srgbClr val="(\w{6})"', texte))
    assert {c for c in couleurs if len({c[:2], c[2:4], c[4:]}) > 1} <= {ACCENT}
    assert "3D" not in texte


def _clarte(couleur: str) -> float:
    rouge, vert, bleu = (int(couleur[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


@pytest.mark.parametrize("sorte", [Sorte.GROUPEES, Sorte.EMPILEES], ids=str)
def test_neighbours_can_be_told_apart_on_grey_paper(sorte):
    """Two series side by side differ by a pattern, or by a fifth of the scale of greys at least."""
    series = tuple(Serie(f"s{r}", (r + 1,)) for r in range(6))
    racine = etree.fromstring(partie_graphique(Graphique("g", sorte, "T", ("x",), series)))
    habits = []
    for serie in racine.iter(f"{C}ser"):
        remplissage = serie.find(f"{C}spPr")[0]
        motif = remplissage.get("prst", "")
        habits.append((motif, _clarte(remplissage.find(f".//{A}srgbClr").get("val"))))
    for (motif, clarte), (suivant, autre) in itertools.pairwise(habits):
        assert motif != suivant or abs(clarte - autre) >= 0.2
    assert len(set(habits)) == len(habits)


def test_labels_over_a_fill_can_be_read():
    """The ink of a label and the fill under it have a contrast of 4,5 at least."""
    series = tuple(Serie(f"s{r}", (r + 1,)) for r in range(6))
    racine = etree.fromstring(partie_graphique(Graphique("g", Sorte.EMPILEES, "T", ("x",), series)))
    for serie in racine.iter(f"{C}ser"):
        remplissage = serie.find(f"{C}spPr")[0]
        fond = "FFFFFF" if remplissage.get("prst") else remplissage[0].get("val")
        encre = serie.find(f"{C}dLbls/{C}txPr").find(f".//{A}srgbClr").get("val")
        clair, fonce = sorted((_lineaire(fond), _lineaire(encre)), reverse=True)
        assert (clair + 0.05) / (fonce + 0.05) >= 4.5


def _lineaire(couleur: str) -> float:
    canaux = [int(couleur[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    rouge, vert, bleu = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def test_bars_start_at_zero_and_read_from_the_top():
    """Lengths are not cut, and the first category is the first that one reads."""
    for graphique in (ENVELOPPES, MISSIONS, STATUTS):
        racine = etree.fromstring(partie_graphique(graphique))
        assert racine.find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "0"
        assert racine.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"


def test_a_loss_is_not_hidden_by_the_axis():
    """A negative value frees the axis."""
    perte = Graphique("p", Sorte.BARRES, "T", ("a", "b"), (Serie("Solde", (-5, 3)),), "€")
    assert etree.fromstring(partie_graphique(perte)).find(f".//{C}valAx/{C}scaling/{C}min") is None


def test_grouped_bars_are_named_on_the_spot():
    """The first known bar of each series bears its name: no legend to go back to, no colour to remember."""
    racine = etree.fromstring(partie_graphique(MISSIONS))
    assert racine.find(f".//{C}legend") is None
    for serie in racine.iter(f"{C}ser"):
        point = serie.find(f"{C}dLbls/{C}dLbl")
        assert point.find(f"{C}idx").get("val") == "0"
        assert point.find(f"{C}showSerName").get("val") == "1"


def test_a_chart_for_a_template_bears_nothing_of_its_sample():
    """In a template, no label is placed after the sample values."""
    for graphique in (MISSIONS, SERIE):
        assert b"<c:dLbl>" not in partie_graphique(graphique, modele=True)
        assert b"<c:legend>" in partie_graphique(graphique, modele=True)


def test_the_higher_line_has_its_labels_above():
    """Where two lines are close, the figure of the higher is above and that of the lower below."""
    racine = etree.fromstring(partie_graphique(SERIE))
    places = []
    for serie in racine.iter(f"{C}ser"):
        etiquettes = serie.find(f"{C}dLbls")
        a_part = {
            int(p.find(f"{C}idx").get("val")): p.find(f"{C}dLblPos").get("val") for p in etiquettes.iter(f"{C}dLbl")
        }
        defaut = etiquettes.find(f"{C}dLblPos").get("val")
        places.append([a_part.get(r, defaut) for r in range(4)])
    assert [cible + resultat for cible, resultat in zip(*places, strict=True)] == ["bt", "bt", "bt", "tb"]


def test_a_long_title_is_cut_in_even_lines():
    """No line is too long, no last line holds a single word, and no figure leaves its unit."""
    titre = "La prévention consomme 94 % de son enveloppe, les soins non programmés la moitié, et le reste 3 % ou 4 %"
    lignes = lignes_de_titre(titre)
    assert len(lignes) == 2
    assert all(len(ligne) <= LIGNE_DE_TITRE for ligne in lignes)
    assert min(map(len, lignes)) > 0.6 * max(map(len, lignes))
    assert " ".join(lignes).replace("\u00a0", " ") == titre


def test_the_accent_is_that_of_the_template():
    """Another accent changes that colour and nothing else; a text that looks like the colour stays."""
    un = Graphique("a", Sorte.GROUPEES, f"Teinte {ACCENT}", ("x",), (Serie("s", (1,)), Serie("t", (2,))))
    maison, autre = partie_graphique(un).decode(), partie_graphique(un, accent="7A1F3D").decode()
    assert autre == maison.replace(f'srgbClr val="{ACCENT}"', 'srgbClr val="7A1F3D"')
    assert f"Teinte {ACCENT}" in autre
    assert "\ue001" not in maison


def test_a_label_longer_than_its_bar_is_read_over_its_neighbour():
    """1 480 € beside 20 000 €: dark on a white ground; the labels that hold in their bar keep the ink of its colour."""
    series = (Serie("Acquis", (6520, 100)), Serie("Reste à gagner", (1480, 19900)))
    graphique = Graphique("g", Sorte.EMPILEES, "T", ("A3", "P1"), series, "€")
    racine = etree.fromstring(partie_graphique(graphique))
    for serie, attendus in zip(racine.iter(f"{C}ser"), (["1"], ["0"]), strict=True):
        points = list(serie.iter(f"{C}dLbl"))
        assert [p.find(f"{C}idx").get("val") for p in points] == attendus
        for point in points:
            assert point.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") == "FFFFFF"
            assert point.find(f".//{A}defRPr/{A}solidFill/{A}srgbClr").get("val") == "262626"
    modele = etree.fromstring(partie_graphique(graphique, modele=True))
    assert not list(modele.iter(f"{C}dLbl"))  # d'autres valeurs y viendront
