"""The report as a Word file: what a reader, a screen reader and a printer find in it."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from datetime import date
from fractions import Fraction

import pytest

from cpts_xl import formats
from cpts_xl.engine.dossier import Dossier
from cpts_xl.report import rediger
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.typographie import composer

from .conftest import W, calcule, ouvre, tout_le_texte


def _style(paragraphe):
    trouve = paragraphe.find(f"{W}pPr/{W}pStyle")
    return "" if trouve is None else trouve.get(f"{W}val")


def _texte(element):
    return "".join(n.text or "" for n in element.iter(f"{W}t"))


def test_nothing_is_left_over(document):
    """Nothing is left over."""
    texte = "\n".join(tout_le_texte(document))
    for reste in ("{{", "}}", "{%", "%}", "None", "#N/A", "#NOM", "Undefined", "Fraction", "\ue000"):
        assert reste not in texte
    assert not re.search(r"\bnan\b", texte)


def test_no_breaking_space_where_french_wants_none(document):
    """No breaking space where french wants none."""
    texte = "\n".join(tout_le_texte(document))
    assert not re.findall(r".{0,20} [€%;:?!»](?:\W|$)", texte)
    assert not re.findall(r"« .{0,10}", texte)
    assert not re.findall(r"\d \d{3}\b", texte)


def test_amounts_of_annex_b_are_those_of_the_steps(document, resultat):
    """Amounts of annex b are those of the steps."""
    montres = {}
    for table in document.tables:
        if table.rows[0].cells[0].text == "Réf.":
            for rangee in table.rows[1:]:
                cellules = [c.text for c in rangee.cells]
                montres[cellules[0]] = cellules
    lecteur = Lecteur(resultat)
    retenues = lecteur.retenues()
    assert len(montres) == len(retenues)
    for calculee in retenues:
        ligne = montres[lecteur.renvois[calculee.etape.id]]
        if calculee.etape.regle.retour.code == "montant" and isinstance(calculee.valeur, Fraction):
            assert ligne[2] == composer(formats.euros(calculee.valeur))
    assert [ligne[6] for ligne in montres.values() if ligne[6] != "—"] == ["Financement!L7"]


def test_heading_levels_never_jump(document):
    """Heading levels never jump."""
    niveaux = {"Heading1": 1, "Heading2": 2, "Heading3": 3, "Annexe": 1, "Annexe2": 2}
    suite = [niveaux[_style(p)] for p in document.element.body.iter(f"{W}p") if _style(p) in niveaux]
    assert suite[0] == 1
    assert all(apres <= avant + 1 for avant, apres in itertools.pairwise(suite))
    assert len(suite) > 30


def test_every_table_has_a_caption_above_and_a_repeated_header(document):
    """Every table has a caption above and a repeated header; its number is typed, and given once."""
    numeros = []
    for table in document.element.body.iter(f"{W}tbl"):
        legende = table.getprevious()
        assert _style(legende) == "Caption"
        numeros.append(re.match(r"Tableau\u00a0(.+?) – ", _texte(legende))[1])
        premiere = table.find(f"{W}tr")
        assert premiere.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in table.findall(f"{W}tr"))
        assert table.find(f"{W}tblPr/{W}tblStyle") is not None
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge"))
    assert len(numeros) == len(set(numeros))
    attendus = {"1", "2", "3", "4", "5", "6", "7", "8.1", "9.1", "10.1", "11", "12", "13", "14", "15", "16", "17", "18",
                "19", "20", "21", "22", "A1", "B1", "C1", "D1", "E1", "F1", "G1"}  # fmt: skip
    assert attendus <= set(numeros)


def test_no_table_is_empty(document):
    """No table is empty."""
    assert all(len(table.rows) > 1 for table in document.tables)


def test_the_language_is_french_everywhere(document):
    """The language is french everywhere."""
    styles = document.styles.element
    assert styles.find(f"{W}docDefaults").find(f".//{W}lang").get(f"{W}val") == "fr-FR"
    for lang in [*styles.iter(f"{W}lang"), *document.element.body.iter(f"{W}lang")]:
        assert lang.get(f"{W}val") == "fr-FR"
    for course in document.element.body.iter(f"{W}r"):
        assert course.find(f"{W}rPr/{W}lang") is not None
    assert document.core_properties.language == "fr-FR"
    assert document.settings.element.find(f"{W}themeFontLang").get(f"{W}val") == "fr-FR"


def test_contents_are_the_headings_in_order_with_working_links(document):
    """Contents are the headings in order with working links."""
    corps = document.element.body
    signets = {s.get(f"{W}name") for s in corps.iter(f"{W}bookmarkStart")}
    liens = [lien.get(f"{W}anchor") for lien in corps.iter(f"{W}hyperlink")]
    assert set(liens) <= signets
    entrees = [_texte(p) for p in corps.iter(f"{W}p") if _style(p) in {"TOC1", "TOC2"}]
    titres = [_texte(p) for p in corps.iter(f"{W}p") if _style(p) in {"Heading1", "Heading2", "Annexe", "Annexe2"}]
    assert [re.sub(r"^(Annexe )?[\dA-Z][\d.]*\.? ?", "", entree, count=1) for entree in entrees] == titres
    assert entrees[0] == "1. L'essentiel"
    assert "Annexe B. Calcul détaillé du financement" in entrees
    assert "8.2. Versements de l'assurance maladie" in entrees


def test_word_is_never_asked_to_update_anything(rapport):
    """Word is never asked to update anything."""
    with zipfile.ZipFile(io.BytesIO(rapport)) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")
        assert b'TargetMode="External"' not in b"".join(archive.read(n) for n in archive.namelist() if "rels" in n)


def test_bookmarks_are_unique(document):
    """Bookmarks are unique."""
    signets = list(document.element.body.iter(f"{W}bookmarkStart"))
    for attribut in ("id", "name"):
        valeurs = [s.get(f"{W}{attribut}") for s in signets]
        assert len(valeurs) == len(set(valeurs))


def test_references_are_links_to_annex_b(document):
    """References are links to annex b."""
    liens = {lien.get(f"{W}anchor") for lien in document.element.body.iter(f"{W}hyperlink")}
    assert len([lien for lien in liens if lien.startswith("B_")]) > 100


def test_properties_come_from_the_dossier(document):
    """Properties come from the dossier."""
    proprietes = document.core_properties
    assert proprietes.author == "CPTS de Montfleury-sur-Lyre (exemple fictif)"
    assert proprietes.title.startswith("Rapport d'activité – ")
    assert f"{proprietes.created:%Y-%m-%d}" == f"{proprietes.modified:%Y-%m-%d}" == "2026-03-14"


def test_same_input_same_bytes(resultat, rapport):
    """Same input same bytes."""
    encore = rediger(
        resultat, adresses={"ligne.acces_fixe.droit": "Financement!L7"}, empreinte="3f9a1c2e", version="0.1.0"
    )
    assert encore == rapport


def test_annex_a_is_on_landscape_pages(document):
    """Annex a is on landscape pages."""
    largeurs = [section.page_width > section.page_height for section in document.sections]
    assert largeurs == [False, True, False]


def test_footer_and_header(document):
    """Footer and header."""
    section = document.sections[0]
    assert section.header.paragraphs[0].text.startswith("CPTS de Montfleury")
    champs = [c.get(f"{W}instr").strip() for c in section.footer._element.iter(f"{W}fldSimple")]
    assert champs == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer


def test_the_header_tells_the_chapter_without_asking_anything(document):
    """Each section follows the headings of its own kind; the text already written reads well where none is followed."""
    vus = []
    for section in document.sections:
        (champ,) = section.header._element.iter(f"{W}fldSimple")
        vus.append((champ.get(f"{W}instr").strip(), "".join(t.text for t in champ.iter(f"{W}t"))))
    assert vus == [
        ("STYLEREF 1", "Rapport d'activité"),
        ('STYLEREF "Annexe"', "Annexes"),
        ('STYLEREF "Annexe"', "Annexes"),
    ]
    noms = {s.style_id: s.name for s in document.styles}
    assert (noms["Heading1"], noms["Annexe"]) == ("Heading 1", "Annexe")
    assert not [c for s in document.sections for c in s.header._element.iter(f"{W}fldSimple") if c.get(f"{W}dirty")]


def test_each_lettered_annex_begins_a_page(document):
    """The style of an annex asks for a new page, and no heading takes that back."""
    saut = f"{W}pageBreakBefore"
    style = next(s for s in document.styles.element.iter(f"{W}style") if s.get(f"{W}styleId") == "Annexe")
    assert next(style.iter(saut)).get(f"{W}val") in {None, "1", "true"}
    annexes = [p for p in document.paragraphs if p.style.style_id == "Annexe"]
    assert len(annexes) == 7
    assert [p.text for p in annexes if next(p._p.iter(saut), None) is not None] == []


def test_the_references_of_what_to_remember_are_links(document):
    """« [B-5201] » in a sentence leads to its line of annex B, as it does in a table."""
    retenus = [p for p in document.paragraphs if p.style.style_id == "Retenir" and "[B" in p.text]
    liens = [[h.get(f"{W}anchor") for h in p._p.iter(f"{W}hyperlink")] for p in retenus]
    assert liens == [["B_5201", "B_5101"], ["B_5301", "B_5501"]]
    signets = {s.get(f"{W}name") for s in document.element.body.iter(f"{W}bookmarkStart")}
    assert {ancre for deux in liens for ancre in deux} <= signets


def test_fingerprint_and_version_are_in_the_attestation(document):
    """Fingerprint and version are in the attestation."""
    texte = "\n".join(tout_le_texte(document))
    assert "3f9a1c2e" in texte
    assert "Version de l'outil\u00a0: 0.1.0" in texte


def test_a_provisional_report_says_so_and_why_on_its_cover(dossier):
    """A provisional report says so and why on its cover."""
    versements = ({**dossier.liste("versement")[0], "montant": None}, *dossier.liste("versement")[1:])
    lignes = tout_le_texte(ouvre(rediger(calcule(dossier.avec(versements=versements)))))
    garde = lignes[: lignes.index("Sommaire")]
    assert "Version provisoire" in garde
    assert any("Versements, ligne 1" in ligne for ligne in garde)


def test_an_amount_to_take_from_the_contract_is_said_in_words(dossier):
    """An amount to take from the contract is said in words."""
    taille2 = dossier.avec(identite={**dossier.identite, "taille_contrat": Fraction(2)})
    texte = "\n".join(tout_le_texte(ouvre(rediger(calcule(taille2)))))
    assert "À reprendre de l'annexe financière du contrat" in texte
    assert "Version provisoire" in texte


HOSTILES = [
    "{{ 7*7 }}", "{% for x in y %}", "<w:p>&amp;</w:p>", "A & B < C > D", "=cmd|' /C calc'!A0", "x" * 400,
    "nul\x00 cloche\x07 saut\x0c", "emoji 🩺", "]]>", "{# rien #}", "'; DROP", "${jndi:x}",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILES)
def test_hostile_text_comes_out_as_text(dossier, hostile):
    """Hostile text comes out as text."""
    identite = {**dossier.identite, "nom": hostile, "presidence": hostile, "cpam": hostile}
    indicateurs = tuple({**f, "libelle": hostile, "motif": hostile} for f in dossier.liste("indicateur"))
    pieces = tuple({**f, "intitule": hostile} for f in dossier.liste("piece"))
    textes = ({"rubrique": "presidence", "texte": f"avant\n{hostile}"}, {"rubrique": hostile, "texte": hostile})
    versements = ({**dossier.liste("versement")[0], "reference": hostile}, *dossier.liste("versement")[1:])
    piege = dossier.avec(identite=identite, indicateurs=indicateurs, pieces=pieces, textes=textes,
                          versements=versements)  # fmt: skip
    document = ouvre(rediger(calcule(piege)))
    attendu = re.sub(r"[\x00-\x08\x0b-\x1f]", "", hostile)
    assert attendu in "\n".join(tout_le_texte(document)).replace("\u00a0", " ")
    assert "49" not in document.core_properties.title
    assert document.core_properties.author.replace("\u00a0", " ") == attendu[:255]


def test_an_almost_empty_dossier_gives_a_report(dossier):
    """An almost empty dossier gives a report."""
    vide = Dossier({**dict.fromkeys(dossier.identite), "debut": date(2025, 3, 15)})
    document = ouvre(rediger(calcule(vide)))
    assert "Version provisoire" in tout_le_texte(document)
    assert all(len(table.rows) > 1 for table in document.tables)
