"""The prepared engine: the same report as docxtpl's, paragraph by paragraph, whatever the texts; only faster."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from bench.rapport import _en_donnees
from bench.rapport_seul import _du_fichier, nous
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.contexte import contexte
from cpts_xl.report.gabarit import remplir, rendre
from cpts_xl.report.moteur import cache
from cpts_xl.report.moteur.gabarit_pret import oublier
from cpts_xl.report.typographie import Chiffre
from tests.conformite.test_open_xml import _erreurs, validateur

from .conftest import DEPOT, EXEMPLE, W, calcule, ouvre, tout_le_texte
from .oracle import rendre_docxtpl, structure

assert validateur  # la fixture des conformités
MODELES = sorted((DEPOT / "report_templates").glob("rapport_*.docx"))
PREMIERE = EXEMPLE.with_name("exemple-premiere-annee.toml")
HOSTILE = "<w:p> & « 1 < 2 » \"x\" 'y' {{ 7*7 }} {% for x in y %} ]]> \U0001f600 \u05e9\u05dc\u05d5\u05dd fin"


def _hostile() -> Dossier:
    dossier = lire_dossier(EXEMPLE)
    indicateurs = tuple({**f, "libelle": HOSTILE, "motif": HOSTILE} for f in dossier.liste("indicateur"))
    return dossier.avec(
        identite={**dossier.identite, "nom": HOSTILE, "presidence": HOSTILE, "adresse": HOSTILE},
        indicateurs=indicateurs, textes=({"rubrique": "presidence", "texte": HOSTILE},),
    )  # fmt: skip


DOSSIERS = {
    "exemple": lambda: lire_dossier(EXEMPLE),
    "première année": lambda: lire_dossier(PREMIERE),
    "vide": lambda: Dossier({**dict.fromkeys(lire_dossier(EXEMPLE).identite), "debut": date(2025, 3, 15)}),
    "textes hostiles": _hostile,
}


@pytest.fixture(autouse=True)
def cache_a_part(tmp_path, monkeypatch):
    """Keep what these tests prepare out of the cache of the user, and out of each other's memory."""
    monkeypatch.setenv(cache.DOSSIER, str(tmp_path / "cache"))
    oublier()


@pytest.mark.parametrize("modele", MODELES, ids=lambda m: m.stem)
@pytest.mark.parametrize("nom", DOSSIERS)
def test_the_report_is_the_one_of_docxtpl(nom, modele):
    """Same styles, texts, breaks, links, bookmarks, rows kept together: each paragraph is that of the oracle."""
    champs = contexte(calcule(DOSSIERS[nom]()))
    nous, pair = structure(ouvre(rendre(modele, champs))), structure(rendre_docxtpl(modele, champs))
    assert len(nous) == len(pair) > 100
    for lu, attendu in zip(nous, pair, strict=True):
        assert lu == attendu


CHAMPS = {
    "cpts": {"nom": "CPTS d'essai", "cpam": "CPAM"},
    "lignes": [{"libelle": "une", "droit": Chiffre("1\u00a0€", "[B-001]")},
               {"libelle": "deux", "droit": Chiffre("2\u00a0€")}],
    "vides": [],
    "raisons": ["a", "b"],
    "provisoire": False,
    "document": {"titre": "t & <u>", "sujet": "s", "auteur": "a", "date_iso": "2026-03-14"},
}  # fmt: skip


def _textes(modele, champs=CHAMPS):
    return tout_le_texte(ouvre(rendre(modele, champs)))


def _partie(contenu: bytes, nom: str) -> str:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return archive.read(nom).decode()


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
    assert _textes(chemin, {**CHAMPS, "cpts": {"nom": Marque(nom), "cpam": nom}})[0] == f"{nom}|graphique:un"


def test_blocks_filters_and_the_state_of_a_loop(modele):
    """Loops filtered, first and last, choices in chain, filters: as in any Jinja template."""
    chemin = modele(
        "{% for l in lignes if l.libelle != 'une' %}{{ loop.index }} {{ l.libelle|upper }}{% else %}rien{% endfor %}",
        "{% if provisoire %}a{% elif raisons|length == 2 %}b{% else %}c{% endif %}{{ raisons|join(', ') }}",
        "{% for v in vides %}{{ v.x }}{% else %}aucun{% endfor %} {{ lignes[0].libelle }} {{ cpts['nom'] }}",
        "{%- if true %} collé{% endif %}",
    )
    assert _textes(chemin)[:3] == ["1 DEUX", "ba, b", "aucun une CPTS d'essai collé"]


def test_a_tag_that_word_cut_between_runs_is_mended(tmp_path):
    """A tag typed in several goes, in several formats, is read whole; it takes the format of its beginning."""
    document = Document()
    paragraphe = document.add_paragraph()
    for morceau, gras in (("avant {", True), ("{ cp", True), ("ts.", False), ("nom }", None), ("} après", False)):
        paragraphe.add_run(morceau).bold = gras
    document.save(tmp_path / "m.docx")
    assert _textes(tmp_path / "m.docx")[0] == "avant CPTS d'essai après"


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


def test_what_is_missing_or_true_is_said_in_french(modele):
    """No « None », no « True » in a report, even where the check could not foresee them."""
    champs = {**CHAMPS, "vides": [{"a": None, "b": True, "c": False, "d": 1}, {"a": 0, "b": True, "c": "", "d": 1}]}
    chemin = modele("{% for v in vides %}{{ v.a }}, {{ v.d }}, {{ v.b }}, {{ v.c }} ; {% endfor %}")
    rendre(chemin, {**CHAMPS, "vides": []})
    assert _textes(chemin, champs)[0] == "non renseigné, 1, oui, non ; 0, 1, oui,  ; "


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


def test_two_threads_fill_the_same_template(modele):
    """A prepared template holds no state of one report."""
    chemin = modele("Heading 1|{{ cpts.nom }}", "{{ sommaire }}", "{% for r in raisons %}{{ r }}{% endfor %}")
    dossiers = [{**CHAMPS, "cpts": {"nom": f"CPTS {rang} < &"}} for rang in range(8)]
    seuls = [rendre(chemin, champs) for champs in dossiers]
    with ThreadPoolExecutor(4) as ensemble:
        assert list(ensemble.map(lambda champs: rendre(chemin, champs), dossiers * 5)) == seuls * 5


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
    assert "updateFields" not in _partie(rendre(chemin, CHAMPS), "word/settings.xml")


def test_memory_disk_and_first_time_give_the_same_bytes(modele):
    """Prepared now, read from the disk or kept in memory: one template and one dossier, one report."""
    chemin = modele("Heading 1|{{ cpts.nom }}", "{{ sommaire }}", entete="{{ cpts.cpam }}")
    premier = rendre(chemin, CHAMPS)
    assert rendre(chemin, CHAMPS) == premier
    oublier()
    assert list(Path(os.environ[cache.DOSSIER]).glob("*.gabarit"))
    assert rendre(chemin, CHAMPS) == premier


def test_a_known_template_loads_neither_docxtpl_nor_lxml(modele):
    """In a new process, a template already prepared is filled without the libraries that prepared it."""
    chemin = modele("{{ cpts.nom }}")
    code = (
        "import sys; from pathlib import Path; from cpts_xl.report.gabarit import rendre;"
        "rendre(Path(sys.argv[1]), {'cpts': {'nom': 'x'}});"
        "print(*(m for m in ('docxtpl', 'docx', 'lxml') if m in sys.modules))"
    )
    charges = [
        subprocess.run([sys.executable, "-c", code, str(chemin)], capture_output=True, text=True, check=True, cwd=DEPOT)
        for _ in range(2)
    ]
    assert [un.stdout.split() for un in charges] == [["docxtpl", "docx", "lxml"], []]


def test_the_bench_fills_the_same_report_in_another_process(resultat, tmp_path):
    """The fields that the bench sends to a new process give the same bytes there."""
    champs = contexte(resultat)
    fichier = tmp_path / "champs.json"
    fichier.write_text(json.dumps(_en_donnees(champs)), encoding="utf-8")
    assert nous(MODELES[0], _du_fichier(str(fichier))) == rendre(MODELES[0], champs)


def test_the_cache_holds_text_and_is_not_trusted(modele, monkeypatch):
    """What others could write is not read; what was tampered with is prepared again; nothing in it is ever run."""
    chemin = modele("{{ cpts.nom }}")
    attendu = rendre(chemin, CHAMPS)
    (fichier,) = Path(os.environ[cache.DOSSIER]).glob("*.gabarit")
    cle = fichier.stem
    for texte in ("pas du JSON", "{}", '{"sources": 3}', cache.lire(cle).replace("{{ cpts.nom }}", "{{ x.__class__ }}"),
                  cache.lire(cle).replace("{{ cpts.nom }}", "{% if x %}")):  # fmt: skip
        cache.ecrire(cle, texte)
        oublier()
        assert rendre(chemin, CHAMPS) == attendu
    if hasattr(os, "getuid"):
        fichier.chmod(0o666)
        assert cache.lire(cle) is None
        fichier.chmod(0o600)
        fichier.parent.chmod(0o777)
        assert cache.lire(cle) is None
    monkeypatch.setenv(cache.DOSSIER, "")
    oublier()
    assert cache.dossier_de_cache() is None
    assert rendre(chemin, CHAMPS) == attendu


def test_the_cache_keeps_few_files(monkeypatch, tmp_path):
    """Old templates leave the disk."""
    monkeypatch.setenv(cache.DOSSIER, str(tmp_path / "petit"))
    for rang in range(40):
        cache.ecrire(f"{rang:064d}", "texte")
    assert len(list((tmp_path / "petit").iterdir())) <= 24
    assert cache.lire(f"{39:064d}") == "texte"


def test_a_field_that_another_dossier_lacks_is_named(modele):
    """A template known by heart is checked again against each dossier: what is missing is told with its place."""
    chemin = modele("Heading 1|Partie", "{{ cpts.nom }}")
    rendre(chemin, CHAMPS)
    with pytest.raises(GabaritInvalide, match=r"sous le titre « Partie ».*« cpts\.nom » est inconnu"):
        rendre(chemin, {**CHAMPS, "cpts": {"nome": ""}})


def test_properties_are_those_of_the_dossier_even_without_their_part(tmp_path):
    """Title, author, language and date come from the dossier, also when the template has no properties."""
    source = io.BytesIO()
    Document().save(source)
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
