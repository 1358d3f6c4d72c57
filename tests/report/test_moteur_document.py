"""The document that the prepared engine makes: what Word would repair, contents, images, parts, properties."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from cpts_xl.report.contexte import contexte
from cpts_xl.report.gabarit import remplir, rendre
from tests.conformite.test_open_xml import _erreurs, validateur

from .conftest import W, calcule, ouvre
from .modeles import CHAMPS, DOSSIERS, MODELES, lire_partie

assert validateur  # la fixture des conformités
pytestmark = pytest.mark.usefixtures("cache_a_part")


def test_nothing_that_word_would_repair_is_left(tmp_path):
    """A cell left without paragraph gets one; a table left without row goes."""
    document = Document()
    document.add_paragraph("début")
    cellule = document.add_table(1, 1).rows[0].cells[0]
    for rang, texte in enumerate(("{%p for v in vides %}", "{{ v }}", "{%p endfor %}")):
        (cellule.paragraphs[0] if rang == 0 else cellule.add_paragraph()).text = texte
    vide = document.add_table(3, 1)
    for rangee, texte in zip(vide.rows, ("{%tr for v in vides %}", "{{ v }}", "{%tr endfor %}"), strict=True):
        rangee.cells[0].text = texte
    document.add_paragraph("fin")
    document.save(tmp_path / "m.docx")
    corps = ouvre(rendre(tmp_path / "m.docx", CHAMPS)).element.body
    assert len(list(corps.iter(f"{W}tbl"))) == 1
    assert all(c[-1].tag == f"{W}p" for c in corps.iter(f"{W}tc"))
    assert [p.text for p in ouvre(rendre(tmp_path / "m.docx", CHAMPS)).paragraphs] == ["début", "fin"]


def test_page_numbers_are_written_where_they_are_known(resultat):
    """A contents entry carries a page field with its result; without a page, no number; and no question ever."""
    rempli = remplir(MODELES[0], contexte(resultat))
    pages = {titre.signet: rang for rang, titre in enumerate(rempli.titres[:3], 4)}
    corps = ouvre(rempli.octets(pages)).element.body
    liens = [lien for lien in corps.iter(f"{W}hyperlink") if lien.get(f"{W}anchor", "").startswith("_Toc")]
    entrees = [lien.getparent() for lien in liens]
    assert len(entrees) == len(rempli.titres) > 10
    textes = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in entrees]
    assert textes[:3] == [f"{_texte(t.xml)}{rang}" for rang, t in enumerate(rempli.titres[:3], 4)]
    assert [" ".join(i.text.split()) for p in entrees[:4] for i in p.iter(f"{W}instrText")] == [
        f"PAGEREF {titre.signet} \\h" for titre in rempli.titres[:3]
    ]
    assert len(list(entrees[0].iter(f"{W}tab"))) >= 1
    assert rempli.octets() == rendre(MODELES[0], contexte(resultat))
    assert b"dirty" not in rempli.octets(pages)


def _texte(xml: str) -> str:
    return etree.fromstring(f"<a>{xml}</a>").text


@pytest.mark.parametrize("nom", DOSSIERS)
def test_microsofts_validator_accepts_the_report(nom, validateur, tmp_path):
    """With its page numbers and its charts' places, each report follows the schemas of Word: nothing to repair."""
    champs = contexte(calcule(DOSSIERS[nom]()))
    for rang, modele in enumerate(MODELES):
        rempli = remplir(modele, champs)
        chemin = tmp_path / f"{rang}.docx"
        chemin.write_bytes(rempli.octets({titre.signet: place for place, titre in enumerate(rempli.titres)}))
        assert _erreurs(validateur, chemin) == []


def test_images_headers_and_notes_are_kept(tmp_path):
    """An image of the header, one of a loop: same bytes, compressed as they were; numbers of drawings never twice."""
    image = tmp_path / "i.png"
    image.write_bytes(_png())
    document = Document()
    document.sections[0].header.paragraphs[0].add_run().add_picture(str(image))
    document.add_paragraph("{%p for r in raisons %}")
    document.add_picture(str(image))
    document.add_paragraph("{%p endfor %}")
    document.save(tmp_path / "m.docx")
    contenu = rendre(tmp_path / "m.docx", CHAMPS)
    numeros = [d.get("id") for d in ouvre(contenu).element.body.iter(qn("wp:docPr"))]
    assert len(numeros) == len(set(numeros)) == 2
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive, zipfile.ZipFile(tmp_path / "m.docx") as avant:
        medias = [nom for nom in archive.namelist() if nom.startswith("word/media/")]
        assert medias
        assert all(archive.read(nom) == avant.read(nom) for nom in medias)
        assert archive.read("word/header1.xml") == avant.read("word/header1.xml")


def _png() -> bytes:
    def bloc(nom: bytes, donnees: bytes) -> bytes:
        return len(donnees).to_bytes(4, "big") + nom + donnees + zlib.crc32(nom + donnees).to_bytes(4, "big")

    entete = (1).to_bytes(4, "big") * 2 + bytes((8, 0, 0, 0, 0))
    return (b"\x89PNG\r\n\x1a\n" + bloc(b"IHDR", entete) + bloc(b"IDAT", zlib.compress(b"\0\0"))
            + bloc(b"IEND", b""))  # fmt: skip


def test_contents_and_list_of_tables(tmp_path):
    """Both lists are written from what the report really holds, with links to bookmarks that exist."""
    document = Document()
    document.add_paragraph("{{ sommaire }}")
    document.add_paragraph("{{ liste_tableaux }}")
    for texte in ("{%p for l in lignes %}", "Chapitre {{ l.libelle }}", "{%p endfor %}"):
        document.add_paragraph(texte, "Heading 1" if texte.startswith("Ch") else None)
    document.add_paragraph("Figure 1 – Ailleurs", "Caption")
    for titre in ("Un", "{{ cpts.nom }}"):
        legende = document.add_paragraph("Tableau ", "Caption")
        champ = OxmlElement("w:fldSimple")
        champ.set(qn("w:instr"), " SEQ Tableau \\* ARABIC ")
        champ.append(document.add_paragraph().add_run("9")._r)
        legende._p.append(champ)
        legende.add_run(f" – {titre}")
    document.save(tmp_path / "m.docx")
    document.add_paragraph("Tableau A1 – Numéro écrit à la main", "Caption")
    document.save(tmp_path / "m.docx")
    rempli = remplir(tmp_path / "m.docx", CHAMPS)
    corps = ouvre(rempli.octets({t.signet: 3 for t in rempli.tableaux})).element.body
    liens = {
        lien.get(f"{W}anchor"): "".join(t.text or "" for t in lien.iter(f"{W}t"))
        for lien in corps.iter(f"{W}hyperlink")
    }
    assert list(liens.values()) == [
        "Chapitre une", "Chapitre deux", "Tableau 1 – Un3", "Tableau 2 – CPTS d'essai3",
        "Tableau A1 – Numéro écrit à la main3",
    ]  # fmt: skip
    assert set(liens) <= {s.get(f"{W}name") for s in corps.iter(f"{W}bookmarkStart")}


def test_parts_can_be_added_replaced_and_retouched(modele):
    """Charts come by here: parts added or replaced, the last word on the text of the body."""

    class Pose:
        document = ""
        parties = {"word/media/b.png": b"deux"}  # noqa: RUF012
        retirees = frozenset({"word/webSettings.xml"})

    def retoucher(document, parties):
        assert b"styles" in parties["[Content_Types].xml"]
        pose = Pose()
        pose.document = document.replace("d'essai", "retouchée")
        return pose

    contenu = rendre(modele("{{ cpts.nom }}"), CHAMPS, parties_en_plus={"word/media/a.png": b"un"}, retoucher=retoucher)
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        assert archive.read("word/media/a.png") == b"un"
        assert archive.read("word/media/b.png") == b"deux"
        assert "word/webSettings.xml" not in archive.namelist()
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert "CPTS retouchée" in archive.read("word/document.xml").decode()


def test_word_is_never_asked_to_update_fields(modele):
    """A template that asks for its fields to be updated gives reports that ask nothing."""
    chemin = modele("{{ cpts.nom }}")
    with zipfile.ZipFile(chemin) as lu:
        parties = {nom: lu.read(nom) for nom in lu.namelist()}
    reglages = parties["word/settings.xml"].replace(b"</w:settings>", b'<w:updateFields w:val="true"/></w:settings>')
    with zipfile.ZipFile(chemin, "w") as ecrit:
        for nom, octets in (parties | {"word/settings.xml": reglages}).items():
            ecrit.writestr(nom, octets)
    assert "updateFields" not in lire_partie(rendre(chemin, CHAMPS), "word/settings.xml")


def test_properties_are_those_of_the_dossier_even_without_their_part(tmp_path):
    """Title, author, language and date come from the dossier, also when the template has no properties."""
    source = io.BytesIO()
    document = Document()
    document.add_paragraph("{{ cpts.nom }}")
    document.save(source)
    avec = tmp_path / "m.docx"
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(avec, "w") as ecrit:
        for nom in lu.namelist():
            octets = lu.read(nom)
            if nom == "docProps/core.xml":
                continue
            if nom in {"[Content_Types].xml", "_rels/.rels"}:
                octets = re.sub(rb"<(Override|Relationship) [^>]*docProps/core\.xml[^>]*/>", b"", octets)
            ecrit.writestr(nom, octets)
    proprietes = ouvre(rendre(avec, CHAMPS)).core_properties
    assert (proprietes.title, proprietes.author, proprietes.language) == ("t & <u>", "a", "fr-FR")
    assert f"{proprietes.modified:%Y-%m-%d}" == "2026-03-14"
