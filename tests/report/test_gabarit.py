"""A template written by a user: its faults are named, in French, with their place; its dangers are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report import gabarit
from cpts_xl.report.gabarit import rendre
from cpts_xl.report.typographie import Chiffre

from .conftest import ouvre, tout_le_texte

CHAMPS = {
    "cpts": {"nom": "CPTS d'essai", "cpam": "CPAM"},
    "lignes": [{"libelle": "une", "droit": Chiffre("1\u00a0€", "[B-001]")}],
    "vides": [],
    "raisons": ["a", "b"],
    "provisoire": False,
    "document": {"titre": "t", "sujet": "s", "auteur": "a", "date_iso": "2026-03-14"},
}


def _textes(modele, champs=CHAMPS):
    return tout_le_texte(ouvre(rendre(modele, champs)))


def test_a_plain_template_is_filled(modele):
    """A plain template is filled."""
    chemin = modele(
        "Bonjour {{ cpts.nom }}", "{%p for r in raisons %}", "- {{ r }}", "{%p endfor %}",
        [["{%tr for l in lignes %}", ""], ["{{ l.libelle }}", "{{ l.droit }} {{ l.droit.ref }}"],
         ["{%tr endfor %}", ""]],
        entete="{{ cpts.cpam }}",
    )  # fmt: skip
    textes = _textes(chemin)
    assert textes[:3] == ["Bonjour CPTS d'essai", "- a", "- b"]
    assert "1\u00a0€ [B-001]" in textes
    assert "CPAM" in textes


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("{{ cpts.nmo }}", ["« cpts.nmo » est inconnu", "« cpts.nom »", "sous le titre « Partie deux »"]),
        ("{{ ctps.nom }}", ["« ctps » est inconnu", "« cpts »"]),
        ("{% for l in lignes %}{{ l.libele }}{% endfor %}", ["« l.libele »", "« l.libelle »"]),
        ("{% for l in ligne %}{% endfor %}", ["« ligne » est inconnu", "« lignes »"]),
        ("{% for l in cpts %}{% endfor %}", ["n'est pas une liste"]),
        ("{{ cpts.nom", ["n'est pas complète"]),
        ("cpts.nom }}", ["n'est pas complète"]),
        ("{% if provisoire %}oui", ["n'est jamais fermé", "{% endif %}"]),
        ("oui{% endif %}", ["ne ferme rien"]),
        ("{% if provisoire %}{% endfor %}", ["ne ferme pas", "endif"]),
        ("{% else %}", ["hors de tout bloc"]),
        ("{{ cpts[‘nom’] }}", ["guillemet typographique"]),
        ("{% if cpts.nom == “x” %}{% endif %}", ["guillemet typographique"]),
        ("{{ cpts. }}", ["mal écrite"]),
        ("{% include 'x' %}", ["n'est pas admise"]),
        ("{{ ''.__class__ }}", ["« ….__class__ » n'est pas admis"]),
        ("{{ cpts.__class__.__mro__ }}", ["n'est pas admis"]),
        ("{{ cpts['__class__'] }}", ["n'est pas admis"]),
        ("{{ cpts.nom.upper() }}", ["n'est pas admise"]),
        ("{{ 'a' * 1000000000 }}", ["aucun calcul"]),
        ("{{ cpts.nom|attr('x') }}", ["filtre « attr »"]),
        ("{{ range(10) }}", ["n'est pas admise"]),
        ("{{ cpts.nom.prenom }}", ["est un texte"]),
        ("{%p if provisoire %} et du texte", ["seule dans son paragraphe"]),
        ("{%tr for l in lignes %}", ["ligne de tableau"]),
    ],
)
def test_faults_are_named_with_their_place(modele, texte, attendus):
    """Faults are named with their place."""
    chemin = modele("Heading 1|Partie un", "rien", "Heading 1|Partie deux", texte)
    with pytest.raises(GabaritInvalide) as refus:
        rendre(chemin, CHAMPS)
    message = str(refus.value)
    assert "Modèle" in message
    for attendu in attendus:
        assert attendu in message


def test_faults_in_headers_and_tables_are_found(modele):
    """Faults in headers and tables are found."""
    with pytest.raises(GabaritInvalide, match="en-tête"):
        rendre(modele("texte", entete="{{ cpts.nmo }}"), CHAMPS)
    with pytest.raises(GabaritInvalide, match=r"déjà \{%tr for"):
        rendre(modele([["{%tr for l in lignes %}", "{%tr endfor %}"]]), CHAMPS)


def test_a_field_of_an_empty_list_is_not_guessed(modele):
    """A field of an empty list is not guessed."""
    assert _textes(modele("{% for v in vides %}{{ v.quoi }}{% endfor %}fin"))[0] == "fin"


def test_the_sandbox_is_the_second_wall(modele, monkeypatch):
    """Even without the check before filling, the sandbox refuses."""
    monkeypatch.setattr(gabarit, "examiner_modele", lambda *_: None)
    for texte in ("{{ ''.__class__ }}", "{{ cpts.nom.__class__.__mro__ }}", "{{ ().__class__.__base__ }}"):
        with pytest.raises(GabaritInvalide, match="commence par « _ »"):
            rendre(modele(texte), CHAMPS)
    for texte in ("{{ cpts.nom.upper() }}", "{{ range(9) }}", "{% set a = 1 %}", "{% macro m() %}{% endmacro %}",
                  "{% include 'x' %}", "{% import 'x' as y %}", "{{ 9 ** 9 }}", "{{ 'a' * 9 }}"):  # fmt: skip
        with pytest.raises(GabaritInvalide, match="n'est pas admise"):
            rendre(modele(texte), CHAMPS)
    with pytest.raises(GabaritInvalide, match="n'existe pas dans ce rapport"):
        rendre(modele("{{ cpts.nmo }}"), CHAMPS)


def _altere(modele, **parties):
    """Return a template with parts replaced or added, by name."""
    source = modele("texte {{ cpts.nom }}")
    contenu = io.BytesIO()
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(contenu, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for nom in lu.namelist():
            ecrit.writestr(nom, parties.pop(nom, None) or lu.read(nom))
        for nom, octets in parties.items():
            ecrit.writestr(nom, octets)
    source.write_bytes(contenu.getvalue())
    return source


def _lit(modele, partie):
    with zipfile.ZipFile(modele("texte")) as archive:
        return archive.read(partie)


RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="%s" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("sorte", "cible"),
    [(b"attachedTemplate", b"http://x/y.dotm"), (b"image", b"file:///c:/x.png"), (b"hyperlink", b"file:///c:/x.exe")],
)
def test_outside_files_are_refused(modele, sorte, cible):
    """Outside files are refused."""
    chemin = _altere(modele, **{"word/_rels/footnotes.xml.rels": RELATIONS % (sorte, cible)})
    with pytest.raises(GabaritInvalide, match="fichier extérieur"):
        rendre(chemin, CHAMPS)


def test_a_plain_link_to_the_web_is_accepted(modele):
    """A plain link to the web is accepted."""
    chemin = _altere(modele, **{"word/_rels/notes.xml.rels": RELATIONS % (b"hyperlink", b"https://www.ameli.fr")})
    assert "texte" in " ".join(_textes(chemin))


def test_macros_entities_and_fields_are_refused(modele):
    """Macros entities and fields are refused."""
    with pytest.raises(GabaritInvalide, match="macros"):
        rendre(_altere(modele, **{"word/vbaProject.bin": b"x"}), CHAMPS)
    document = _lit(modele, "word/document.xml")
    entite = document.replace(b"<w:document ", b'<!DOCTYPE d [<!ENTITY x "y">]><w:document ', 1)
    with pytest.raises(GabaritInvalide, match="entités"):
        rendre(_altere(modele, **{"word/document.xml": entite}), CHAMPS)
    champ = document.replace(b"</w:p>", b"<w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r></w:p>", 1)
    with pytest.raises(GabaritInvalide, match="DDEAUTO"):
        rendre(_altere(modele, **{"word/document.xml": champ}), CHAMPS)


def test_a_bomb_is_refused(modele):
    """A bomb is refused."""
    with pytest.raises(GabaritInvalide, match="démesuré"):
        rendre(_altere(modele, **{"word/media/a.bin": b"\0" * 41_000_000}), CHAMPS)


@pytest.mark.parametrize("contenu", [b"", b"PK\x03\x04abc", b"\xd0\xcf\x11\xe0", b"<html>"])
def test_what_is_not_a_word_file_is_refused(tmp_path, contenu):
    """What is not a word file is refused."""
    chemin = tmp_path / "faux.docx"
    chemin.write_bytes(contenu)
    with pytest.raises(GabaritInvalide, match="document Word"):
        rendre(chemin, CHAMPS)
    with pytest.raises(GabaritInvalide, match="lecture impossible"):
        rendre(tmp_path / "absent.docx", CHAMPS)
