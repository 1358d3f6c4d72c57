"""The check of a template: every fault at once, where it is, what to do; and the annotated copy."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cpts_xl.constats import Gravite
from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.champs.page import champs_de_demonstration
from cpts_xl.report.gabarit import rendre
from cpts_xl.report.moteur import cache
from cpts_xl.report.moteur.gabarit_pret import oublier
from cpts_xl.report.pagination import trouver_soffice
from cpts_xl.report.pagination.bureautique import convertir
from cpts_xl.report.verification import Faute, copie_annotee, verifier_gabarit
from tests.conformite.test_open_xml import _erreurs, validateur
from tests.promesse import LIBREOFFICE, absent

from .conftest import W, ouvre, tout_le_texte
from .modeles import MODELES
from .test_gabarit import CHAMPS

assert validateur  # la fixture des conformités


@pytest.fixture(autouse=True)
def cache_a_part(monkeypatch):
    """Keep nothing on the disk."""
    monkeypatch.setenv(cache.DOSSIER, "")
    oublier()


FAUTIFS = [
    ("{{ cpts.nmo }}", "{{ cpts.nmo }}", "« cpts.nom »"),
    ("avant {{ inconnu }} après", "{{ inconnu }}", "est inconnu"),
    ("{%p for l in ligne %}", "{%p for l in ligne %}", "« lignes »"),
    ("{{ l.libele }}", "", ""),
    ("{%p endfor %}", "", ""),
    ("{% if provisoire %}oui{% endfor %}", "{% endfor %}", "ne ferme pas {% if provisoire %} : écrire {% endif %}"),
    ("{% esle %}", "{% esle %}", "écrire « else »"),
    ("{{ cpts.nom|majuscule }}", "{{ cpts.nom|majuscule }}", "filtre « majuscule »"),
    ("{{ cpts[‘nom’] }}", "{{ cpts[‘nom’] }}", "guillemet typographique"),
    ("{{ 1 + 1 }}", "{{ 1 + 1 }}", "aucun calcul"),
    ("{%p if provisoire %} perdu", "{%p if provisoire %}", "seule dans son paragraphe"),
    ("{%p endif %}", "", ""),
    ("{%tr endfor %}", "{%tr endfor %}", "ne peut servir que dans une ligne de tableau"),
    ("{{ lignes }}", "{{ lignes }}", "est une liste"),
    ("{{ cpts }}", "{{ cpts }}", "{{ cpts.nom }}"),
    ("{{ provisoire }}", "{{ provisoire }}", "{% if provisoire %}"),
    ("{{p cpts.nom }}", "{{p cpts.nom }}", "Écrire {{ cpts.nom }}"),
    ("voici {{ sommaire }}", "{{ sommaire }}", "seul dans son paragraphe"),
    ("{{ cpts.", "{{", "coupée entre deux paragraphes"),
    ("nom }}", "", ""),
    ("{% for l in lignes %}", "{% for l in lignes %}", "jamais fermé"),
]


def test_every_fault_is_told_once_in_order_with_its_place_and_its_remedy(modele):
    """A template full of faults gets the whole list in one go, nothing twice, each with its heading and its words."""
    chemin = modele("Heading 1|Partie un", "{{ cpts.nom }}", "Heading 1|Partie deux", *(t for t, _, _ in FAUTIFS))
    fautes = verifier_gabarit(chemin, CHAMPS)
    attendues = [(balise, motif) for _, balise, motif in FAUTIFS if motif]
    assert [faute.balise for faute in fautes] == [balise for balise, _ in attendues]
    for faute, (balise, motif) in zip(fautes, attendues, strict=True):
        assert motif in faute.motif
        assert faute.lieu == "corps du texte, sous le titre « Partie deux »"
        assert balise in faute.extrait
        assert faute.constat().gravite is Gravite.BLOQUANT
        assert faute.phrase() == f"Modèle, {faute.lieu}, paragraphe « {faute.extrait} » : {faute.motif}"


@pytest.mark.parametrize(
    ("rangees", "motif"),
    [
        ([["{%tr for l in lignes %}", "ici"], ["{{ l.libelle }}", ""], ["{%tr endfor %}", ""]], "sa ligne de tableau"),
        ([["{%tr for l in lignes %}", "{%tr endfor %}"]], "contient déjà {%tr for l in lignes %}"),
        ([["{%tr for l in lignes %}"], ["{{ l.libelle }}"], ["{% endfor %}"]], "pas au même niveau"),
        ([["{%p if provisoire %}"], ["{%p endif %}"]], "pas au même niveau"),
        ([["{%tc if provisoire %}", "x", "{%tc endif %} perdu"]], "sa cellule"),
    ],
)
def test_faults_of_tables(modele, rangees, motif):
    """What would be lost or crossed in a table is told."""
    (faute,) = verifier_gabarit(modele(rangees), CHAMPS)
    assert motif in faute.motif


def test_a_block_that_crosses_a_table_is_told(modele):
    """A block that opens before a table and closes inside it cannot be."""
    (faute,) = verifier_gabarit(modele("{%p if provisoire %}", [["{%p endif %}"]], "fin"), CHAMPS)
    assert "pas au même niveau" in faute.motif
    fautes = verifier_gabarit(modele("Heading 1|{% if provisoire %}x", "y{% endif %}"), CHAMPS)
    assert [("un bloc" in faute.motif, faute.rang) for faute in fautes] == [(True, -1)]


def test_what_can_be_filled_has_no_fault(modele):
    """The house templates, and what docxtpl's page of syntax shows and we admit."""
    for gabarit in MODELES:
        assert verifier_gabarit(gabarit, champs_de_demonstration()) == []
    chemin = modele(
        "{% for l in lignes %}{{ loop.index }}. {{ l.libelle }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{# un mot à soi-même {{ #} {{ cpts.nom }}",
        "ligne", "{%- if provisoire %} suite{% endif %}",
        "{%p if raisons and not provisoire or cpts.nom == 'x' %}", "y", "{%p elif vides|length %}", "z", "{%p else %}",
        "{%p endif %}", "{{ sommaire }}", "{{ liste_tableaux }}",
        [["{%tc for l in lignes %}", "{{ l.libelle }}", "{%tc endfor %}"]],
    )  # fmt: skip
    assert verifier_gabarit(chemin, CHAMPS) == []


def test_a_tag_cut_by_a_change_of_format_is_no_fault(tmp_path):
    """Word cuts tags between runs: they are mended, not reproached; a typo inside is still found."""
    document = Document()
    paragraphe = document.add_paragraph()
    for rang, morceau in enumerate(("{{ cp", "ts.n", "om }} {{ cpts.n", "mo }}")):
        paragraphe.add_run(morceau).bold = bool(rang % 2)
    document.save(tmp_path / "m.docx")
    (faute,) = verifier_gabarit(tmp_path / "m.docx", CHAMPS)
    assert faute.balise == "{{ cpts.nmo }}"
    commentaires, plages = _commentaires(copie_annotee(tmp_path / "m.docx", [faute]))
    assert len(commentaires) == 1
    assert plages == ["om }} {{ cpts.nmo }}"]


def test_faults_outside_paragraphs_are_found(tmp_path):
    """A field of a table's title, a header, a note: checked like the rest."""
    document = Document()
    legende = OxmlElement("w:tblCaption")
    legende.set(qn("w:val"), "{{ cpts.nmo }}")
    document.add_table(1, 1)._tbl.tblPr.append(legende)
    document.sections[0].header.paragraphs[0].text = "{{ cpts.cpma }} {{ sommaire }}"
    document.save(tmp_path / "m.docx")
    fautes = verifier_gabarit(tmp_path / "m.docx", CHAMPS)
    assert [faute.balise for faute in fautes] == ["{{ cpts.nmo }}", "{{ cpts.cpma }}", "{{ sommaire }}"]
    assert fautes[1].lieu == "en-tête"
    commentaires, _ = _commentaires(copie_annotee(tmp_path / "m.docx", fautes))
    assert commentaires[1].startswith("En-tête : ")


def _commentaires(contenu: bytes) -> tuple[list[str], list[str]]:
    """Return the text of each comment, and the text that each is about."""
    document = ouvre(contenu)
    commentaires = list(document.part._comments_part.comments)
    assert {c.author for c in commentaires} == {"cpts_xl"}
    plages = []
    for commentaire in commentaires:
        numero, dedans, texte = str(commentaire.comment_id), False, ""
        for noeud in document.element.body.iter():
            if noeud.tag == f"{W}commentRangeStart" and noeud.get(f"{W}id") == numero:
                dedans = True
            elif noeud.tag == f"{W}commentRangeEnd" and noeud.get(f"{W}id") == numero:
                break
            elif dedans and noeud.tag == f"{W}t":
                texte += noeud.text or ""
        plages.append(texte)
    return [c.text for c in commentaires], plages


def test_the_annotated_copy_says_each_fault_at_its_place(modele):
    """The same template, same text, one Word comment by fault, around the faulty tag; same bytes each time."""
    chemin = modele("Heading 1|Partie", *(t for t, _, _ in FAUTIFS), [["{{ cpts.nmo }}", ""]], entete="{{ x }}")
    avant = chemin.read_bytes()
    fautes = verifier_gabarit(chemin, CHAMPS)
    contenu = copie_annotee(chemin, fautes)
    commentaires, plages = _commentaires(contenu)
    assert len(commentaires) == len(fautes)
    for faute, commentaire, plage in zip(fautes, commentaires, plages, strict=True):
        assert faute.motif[1:] in commentaire
        assert faute.balise in plage or faute.lieu == "en-tête"
    assert tout_le_texte(ouvre(contenu)) == tout_le_texte(ouvre(avant))
    assert copie_annotee(chemin, fautes) == contenu
    assert chemin.read_bytes() == avant
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        assert b"w:date=" not in archive.read("word/comments.xml")


def test_a_commented_template_keeps_its_comments(modele):
    """Comments already there stay, and a second copy adds its own."""
    chemin = modele("{{ cpts.nmo }}")
    fautes = verifier_gabarit(chemin, CHAMPS)
    chemin.write_bytes(copie_annotee(chemin, fautes))
    assert len(_commentaires(copie_annotee(chemin, verifier_gabarit(chemin, CHAMPS)))[0]) == 2
    corrige = ouvre(chemin.read_bytes())
    corrige.paragraphs[0].runs[0].text = "{{ cpts.nom }}"
    corrige.save(chemin)
    assert tout_le_texte(ouvre(rendre(chemin, CHAMPS)))[0] == "CPTS d'essai"


def test_a_template_without_a_run_can_be_annotated(tmp_path):
    """The comment of a fault that has no place of its own finds one."""
    Document().save(tmp_path / "m.docx")
    faute = Faute("word/header1.xml", 0, "en-tête", "", "{{ x }}", "le champ « x » est inconnu.")
    commentaires, _ = _commentaires(copie_annotee(tmp_path / "m.docx", [faute]))
    assert commentaires == ["En-tête : le champ « x » est inconnu."]


def test_microsofts_validator_accepts_the_annotated_copy(modele, validateur, tmp_path):
    """Nothing to repair in the annotated copies, of a small template and of the whole house template."""
    petit = modele("Heading 1|Partie", *(t for t, _, _ in FAUTIFS), entete="{{ x }}")
    casse = tmp_path / "casse.docx"
    document = ouvre(MODELES[0].read_bytes())
    for paragraphe in document.paragraphs[:40]:
        for course in paragraphe.runs:
            course.text = course.text.replace("{{ cpts.nom", "{{ cpts.nmo")
    document.save(casse)
    for rang, chemin in enumerate((petit, casse)):
        fautes = verifier_gabarit(chemin, CHAMPS if rang == 0 else champs_de_demonstration())
        assert fautes
        copie = tmp_path / f"annotee{rang}.docx"
        copie.write_bytes(copie_annotee(chemin, fautes))
        assert _erreurs(validateur, copie) == _erreurs(validateur, chemin)


def test_libreoffice_opens_the_annotated_copy(modele):
    """LibreOffice reads its comments, with their author and their French words."""
    if trouver_soffice() is None:
        absent(LIBREOFFICE)
    chemin = modele("Heading 1|Partie", *(t for t, _, _ in FAUTIFS))
    fautes = verifier_gabarit(chemin, CHAMPS)
    relu = convertir(copie_annotee(chemin, fautes), "docx:MS Word 2007 XML")
    commentaires, _ = _commentaires(relu)
    assert len(commentaires) == len(fautes)
    assert any("coupée entre deux paragraphes" in texte for texte in commentaires)


@pytest.mark.parametrize(
    ("lignes", "mots"),
    [
        (("Heading 1|Rapport d'activité", "Droit ouvert : 292 500,00 €"), "aucun champ"),
        (("{{ cpts.nom }}", f"Empreinte du classeur : {'0a' * 32}"), "empreinte d'un classeur"),
        (("{{ cpts.nom }}", f"Établi d'après le classeur d'empreinte {'0a' * 32}, outil 0.5.4."), "déjà rempli"),
    ],
)
def test_a_finished_report_is_no_template(modele, lignes, mots):
    """Without a field, or with the fingerprint of a workbook: refused once, by the check and by the filling."""
    chemin = modele(*lignes)
    (faute,) = verifier_gabarit(chemin, CHAMPS)
    assert (faute.rang, mots in faute.motif, "report_templates" in faute.motif) == (-1, True, True)
    with pytest.raises(GabaritInvalide, match=mots):
        rendre(chemin, CHAMPS)
    assert len(copie_annotee(chemin, [faute])) > 1000


def test_what_cannot_be_read_is_refused(tmp_path):
    """Neither checked nor annotated: what is not a Word document is refused in a sentence."""
    faux = tmp_path / "faux.docx"
    faux.write_bytes(b"bonjour")
    for travail in (lambda: verifier_gabarit(faux, CHAMPS), lambda: copie_annotee(faux, [])):
        with pytest.raises(GabaritInvalide, match="document Word"):
            travail()
