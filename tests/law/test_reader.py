"""The reader refuses each broken text with the file, the key and the remedy, in French."""

from pathlib import Path

import pytest

from cpts_xl.errors import TexteInvalide
from cpts_xl.law.in_force import charger
from cpts_xl.law.model import Statut
from cpts_xl.law.reader import lit_acte

BAD = sorted((Path(__file__).parent / "bad").glob("*.toml"))
TEXTES = sorted((Path(__file__).parents[2] / "cpts_xl" / "law" / "textes").glob("*.toml"))
ENTETE = """
[texte]
nom = "essai"
titre = "Essai"
court = "essai"
effet = 2030-01-01
effet_statut = "confirme"
source = "inventé"
"""


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_broken_text_is_refused_with_its_words(path, tmp_path):
    """The first line of each file of bad/ holds the words that its refusal must contain."""
    contenu = path.read_text("utf-8")
    attendus = contenu.splitlines()[0].removeprefix("# ").split(" | ")
    (tmp_path / path.name).write_text(contenu, "utf-8")
    with pytest.raises(TexteInvalide) as refus:
        charger(tmp_path)
    for mots in (path.name, *attendus):
        assert mots in str(refus.value)


def test_bad_folder_is_not_empty():
    """A glob that matches nothing would make the refusals pass unseen."""
    assert len(BAD) > 40


@pytest.mark.parametrize("path", TEXTES, ids=lambda path: path.stem)
def test_each_text_of_the_house_reads_by_itself(path):
    """Each file of the law is well formed without the others."""
    acte = lit_acte(path.name, path.read_text("utf-8"))
    assert acte.texte.fichier == path.name
    assert acte.parametres


def test_a_row_gives_one_status_to_all_or_one_each():
    """A status is one word for the block, a row by size, or a table by key."""
    bloc = """
[[parametre]]
cle = ["{cle}"]
libelle = "Essai"
unite = "mois"
{valeurs}
statut = {statut}
source = "inventée"
verifie_le = 2030-01-01
"""
    rangee = bloc.format(
        cle="a",
        valeurs="montants = [1, 2, 3, 4]",
        statut='["confirme", "incertain", "source_unique", "confirme"]',
    )
    table = bloc.format(cle="b", valeurs="valeurs = { x = 1, y = 2 }", statut='{ y = "incertain", x = "confirme" }')
    acte = lit_acte("essai.toml", ENTETE + rangee + table)
    statuts = {parametre.code: parametre.statut for parametre in acte.parametres}
    assert statuts == {
        "a|1": Statut.CONFIRME,
        "a|2": Statut.INCERTAIN,
        "a|3": Statut.SOURCE_UNIQUE,
        "a|4": Statut.CONFIRME,
        "b|x": Statut.CONFIRME,
        "b|y": Statut.INCERTAIN,
    }


def test_empty_folder_is_refused(tmp_path):
    """No text is an error, not an empty law."""
    with pytest.raises(TexteInvalide, match="aucun texte"):
        charger(tmp_path)


def test_two_texts_of_one_name_are_refused(tmp_path):
    """A name designates one text."""
    for nom in ("a.toml", "b.toml"):
        (tmp_path / nom).write_text(ENTETE, "utf-8")
    with pytest.raises(TexteInvalide, match=r"« essai » est déjà le nom de a\.toml"):
        charger(tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    """A file saved in an old Windows encoding is named, with the remedy."""
    (tmp_path / "a.toml").write_bytes(ENTETE.encode("cp1252"))
    with pytest.raises(TexteInvalide, match=r"a\.toml .*L'enregistrer en UTF-8"):
        charger(tmp_path)


def test_other_files_of_the_folder_are_ignored(tmp_path):
    """The page for the jurist stands beside the texts."""
    (tmp_path / "a.toml").write_text(ENTETE, "utf-8")
    (tmp_path / "LISEZMOI.md").write_text("pas du TOML [", "utf-8")
    assert [texte.nom for texte in charger(tmp_path).textes] == ["essai"]


@pytest.mark.parametrize(
    "nom", ["2030-01-15_avenant.TOML", "avenant.toml.txt", "2030-01-15_avenant.toml.bak", "2030-01-15_avenant.txt"]
)
def test_a_text_that_would_not_be_read_is_refused_by_its_name(nom, tmp_path):
    """Windows adds or hides the end of a name: a text left aside in silence would be believed in force."""
    (tmp_path / "a.toml").write_text(ENTETE, "utf-8")
    (tmp_path / nom).write_text(ENTETE, "utf-8")
    with pytest.raises(TexteInvalide, match=rf"{nom} : .*ne serait pas lu.*Le renommer"):
        charger(tmp_path)


def test_what_an_editor_leaves_is_no_text(tmp_path):
    """A hidden file and a backup copy are nobody's law."""
    (tmp_path / "a.toml").write_text(ENTETE, "utf-8")
    for nom in (".a.toml.swp", "a.toml~"):
        (tmp_path / nom).write_text("rien", "utf-8")
    assert len(charger(tmp_path).textes) == 1
