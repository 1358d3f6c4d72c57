"""The committed template and the page of fields are what the code makes; the template only says what exists."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile

import pytest

from cpts_xl.report import modele_par_defaut, rediger
from cpts_xl.report.champs.page import (
    PAGE,
    champs_de_demonstration,
    documents_de_demonstration,
    manquants,
    manquants_des_documents,
    page,
)
from cpts_xl.report.documents import DOCUMENTS
from cpts_xl.report.documents.decisions import RELEVE_DECISIONS
from cpts_xl.report.examen_modele import examiner_modele
from cpts_xl.report.modele.documents import construire_document
from cpts_xl.report.modele.galerie import GALERIE, construire
from cpts_xl.report.paquet import ouvrir

from .conftest import DEPOT, W, ouvre, tout_le_texte


def _parties(contenu: bytes) -> dict[str, bytes]:
    return ouvrir("modele", contenu)


@pytest.mark.parametrize("modele", GALERIE, ids=lambda modele: modele.nom)
def test_the_committed_template_is_what_the_code_builds(modele):
    """The committed templates of the gallery are what the code builds."""
    depose = (DEPOT / "report_templates" / modele.nom).read_bytes()
    assert _parties(depose) == _parties(construire(modele)), "relancer : python -m cpts_xl.report.modele"


@pytest.mark.parametrize("sorte", DOCUMENTS, ids=lambda sorte: sorte.code)
def test_the_committed_templates_of_the_documents_are_what_the_code_builds(sorte):
    """The committed templates of the other documents are what the code builds."""
    depose = (DEPOT / "report_templates" / sorte.modele).read_bytes()
    assert _parties(depose) == _parties(construire_document(sorte.code)), "relancer : python -m cpts_xl.report.modele"


def test_every_committed_template_is_one_of_ours():
    """No template is left behind in the folder."""
    nos = {modele.nom for modele in GALERIE} | {sorte.modele for sorte in DOCUMENTS} | {RELEVE_DECISIONS.modele}
    assert {chemin.name for chemin in (DEPOT / "report_templates").glob("*.docx")} == nos


def test_the_fields_proper_to_the_documents_are_explained():
    """Each field that only a document has is told in the page of fields."""
    assert manquants_des_documents(champs_de_demonstration(), documents_de_demonstration()) == set()


def test_building_twice_gives_the_same_bytes():
    """Building twice gives the same bytes."""
    assert construire() == construire()


def test_the_page_of_fields_is_up_to_date():
    """The page of fields is up to date."""
    champs = champs_de_demonstration()
    assert manquants(champs) == set()
    assert PAGE.read_text(encoding="utf-8") == page(champs), "relancer : python -m cpts_xl.report.champs"


def test_the_default_template_is_the_one_of_the_repository():
    """The default template is the one of the repository."""
    assert modele_par_defaut() == DEPOT / "report_templates" / "rapport_activite.docx"


def test_the_template_uses_known_fields_only():
    """The template uses known fields only."""
    examiner_modele(_parties(modele_par_defaut().read_bytes()), champs_de_demonstration())


def test_no_tag_is_split_across_runs():
    """No tag is split across runs."""
    document = ouvre(modele_par_defaut().read_bytes())
    racines = [document.element.body, document.sections[0].header._element, document.sections[0].footer._element]
    for racine in racines:
        for noeud in racine.iter(f"{W}t"):
            texte = noeud.text or ""
            assert texte.count("{{") == texte.count("}}")
            assert texte.count("{%") == texte.count("%}")
        for paragraphe in racine.iter(f"{W}p"):
            commandes = "".join(n.text or "" for n in paragraphe.iter(f"{W}t")).count("{%")
            assert commandes <= 1


def _resauve_en_francais(contenu: bytes) -> bytes:
    """Return the template as a French Word saves it: other style identifiers, captions as long fields."""
    identifiants = {
        "Heading1": "Titre1", "Heading2": "Titre2", "Heading3": "Titre3", "TOC1": "TM1", "TOC2": "TM2",
        "Caption": "Lgende", "Repere": "Repre", "Renvoi": "Renvoi0", "Source": "Source0",
    }  # fmt: skip
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        for nom, octets in _parties(contenu).items():
            texte = octets.decode() if nom.endswith(".xml") else octets
            for ancien, nouveau in identifiants.items() if nom.endswith(".xml") else ():
                texte = re.sub(rf'(?<!<w:name )(w:styleId|w:val)="{ancien}"', rf'\1="{nouveau}"', texte)
            if nom == "word/document.xml":
                texte = re.sub(
                    r'<w:fldSimple w:instr="( SEQ [^"]*)">(.*?)</w:fldSimple>',
                    r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>\1</w:instrText></w:r>'
                    r'<w:r><w:fldChar w:fldCharType="separate"/></w:r>\2<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                    texte,
                )
            archive.writestr(nom, texte)
    return sortie.getvalue()


def test_a_template_saved_by_a_french_word_gives_the_same_report(resultat, tmp_path):
    """Style identifiers change with the language of Word; names do not."""
    chemin = tmp_path / "modele.docx"
    chemin.write_bytes(_resauve_en_francais(modele_par_defaut().read_bytes()))
    autre, nous = ouvre(rediger(resultat, modele=chemin)), ouvre(rediger(resultat))
    assert tout_le_texte(autre) == tout_le_texte(nous)
    for balise in ("hyperlink", "bookmarkStart"):
        assert len(list(autre.element.body.iter(f"{W}{balise}"))) == len(list(nous.element.body.iter(f"{W}{balise}")))


def test_importing_the_room_is_light():
    """Importing the room is light."""
    code = (
        "import sys, cpts_xl.report, cpts_xl.report.gabarit, cpts_xl.report.contexte, cpts_xl.report.modele.galerie;"
        "print([m for m in ('docx', 'docxtpl', 'jinja2', 'lxml') if m in sys.modules])"
    )
    sortie = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=DEPOT)
    assert sortie.stdout.strip() == "[]"
