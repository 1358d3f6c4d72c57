"""What is written never surprises: an output that cannot be written is refused before anything is read."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

import pytest

from cpts_xl.cli import commandes, main
from cpts_xl.cli.analyse import analyseur
from cpts_xl.errors import EcritureImpossible
from cpts_xl.workbook.atomique import ecriture
from tests.cli.relecteur import bureau, contenus, lancer, refuse

if TYPE_CHECKING:
    from pathlib import Path

TEXTE = "reçu.xlsx"
"""A file of text with the name of a workbook: whoever reads it refuses it."""
ECRIVENT: dict[str, tuple[str, ...]] = {
    "nouveau": ("nouveau", "--signature", "2025-10-15", "--vers", "pris.xlsx"),
    "ouvrir-annee": ("ouvrir-annee", TEXTE, "--vers", "pris.xlsm"),
    "mettre-a-niveau": ("mettre-a-niveau", TEXTE, "--vers", "pris.xlsx"),
    "importer": ("importer", "fec.txt", "--dans", TEXTE, "--vers", "pris.xlsx"),
    "pieces": ("pieces", TEXTE, "--dossier", ".", "--vers", "pris.xlsx"),
    "calendrier": ("calendrier", TEXTE, "--vers", "pris.ics"),
    "releve": ("releve", TEXTE, "P01", "--vers", "pris.xlsx"),
    "affichage": ("affichage", TEXTE, "--mode", "simple", "--vers", "pris.xlsx"),
    "relecture": ("relecture", TEXTE, "--vers", "pris.xlsx"),
    "rapport": ("rapport", TEXTE, "--vers", "pris.docx"),
    "rapport --pdf": ("rapport", TEXTE, "--vers", "libre.docx", "--pdf", "pris.pdf"),
    "document": ("document", "synthese", TEXTE, "--vers", "pris.docx"),
    "gabarit": ("gabarit", "verifier", TEXTE, "--vers", "pris.docx"),
    "revue": ("revue", TEXTE, "--vers", "pris.xlsx"),
    "releve-decisions": ("releve-decisions", TEXTE, "--vers", "pris.docx"),
    "signer": ("signer", TEXTE, "--cle", "cle.pem", "--vers", "pris.xlsx"),
    "complement-libreoffice": ("complement-libreoffice", "--vers", "pris.oxt"),
    "copie-libreoffice": ("copie-libreoffice", TEXTE, "--vers", "pris.xlsx"),
}
"""One line per command that writes a file, its output last."""
DOSSIERS = {"demo", "campagne", "complement"}
"""Those that fill a folder."""
JAMAIS = {"cle"}
"""A key never replaces another: it has no --remplacer, and its own sentence."""
SANS_LECTURE = ("nouveau", "complement-libreoffice")
PREMIERE_LUE = {"signer": "cle.pem"}
"""What is read before the workbook: a key that is not one is told at once."""


@pytest.fixture
def ici(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: a false workbook, and one file of each kind that somebody wants to keep."""
    dossier = bureau(tmp_path)
    (dossier / TEXTE).write_text("date;montant\n", encoding="utf-8")
    for suffixe in ("xlsx", "xlsm", "docx", "pdf", "ics", "oxt"):
        (dossier / f"pris.{suffixe}").write_bytes(b"important")
    monkeypatch.chdir(dossier)
    return dossier


def _sans_travail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make what the commands without input do at first a failure of the test."""
    from cpts_xl.udf.calc import paquet  # noqa: PLC0415

    def travailler(*_: object, **__: object) -> None:
        pytest.fail("le travail a commencé avant le refus")

    monkeypatch.setattr(commandes, "calculer", travailler)
    monkeypatch.setattr(paquet, "construire_oxt", travailler)


def _commandes() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of every command."""
    choix = next(a for a in analyseur()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(choix.choices)


def _sorties(commande: argparse.ArgumentParser) -> set[str]:
    """Return the options of a command, of its gestures too, that name a file to write."""
    trouvees = set()
    for action in commande._actions:
        if isinstance(action, argparse._SubParsersAction):
            for geste in action.choices.values():
                trouvees |= _sorties(geste)
        trouvees |= {"--vers", "--pdf"} & set(action.option_strings)
    return trouvees


def test_every_command_that_writes_is_in_the_table() -> None:
    """A new command with an output has its line above."""
    voulues = {
        nom if option == "--vers" else f"{nom} {option}"
        for nom, commande in _commandes().items()
        for option in _sorties(commande)
    }
    assert voulues - DOSSIERS - JAMAIS == set(ECRIVENT)


@pytest.mark.parametrize("nom", ECRIVENT)
def test_an_existing_output_is_refused_before_anything_is_read(
    ici: Path, monkeypatch: pytest.MonkeyPatch, nom: str
) -> None:
    """The input is no workbook, and yet the refusal is about the output: the same sentence for all, nothing touched."""
    _sans_travail(monkeypatch)
    avant = contenus(ici)
    pris = ECRIVENT[nom][-1]
    dit = lancer(*ECRIVENT[nom])
    assert refuse(dit, f"« {pris} » existe déjà dans ce dossier : choisir un autre nom, ou demander son remplacement.")
    assert TEXTE not in dit.erreurs
    assert contenus(ici) == avant


@pytest.mark.parametrize("nom", [nom for nom in ECRIVENT if nom not in SANS_LECTURE])
def test_with_leave_to_replace_the_input_is_read(ici: Path, nom: str) -> None:
    """With --remplacer the same line goes on to its input, and names it; nothing is touched either."""
    avant = contenus(ici)
    dit = lancer(*ECRIVENT[nom], "--remplacer")
    assert dit.code == 2
    assert PREMIERE_LUE.get(nom, TEXTE) in dit.erreurs
    assert "existe déjà" not in dit.erreurs
    assert contenus(ici) == avant


@pytest.mark.parametrize("nom", ECRIVENT)
@pytest.mark.parametrize(
    ("ou", "mots"),
    [("pris.xlsx", "un fichier porte le nom de ce dossier"), ("x" * 300, "le nom est trop long")],
    ids=["file-as-folder", "name-too-long"],
)
def test_a_folder_that_cannot_be_is_refused_as_early(
    ici: Path, monkeypatch: pytest.MonkeyPatch, nom: str, ou: str, mots: str
) -> None:
    """A file where the folder should be, a name that the disk refuses: told in French, before the input."""
    _sans_travail(monkeypatch)
    avant = contenus(ici)
    *debut, pris = ECRIVENT[nom]
    assert refuse(lancer(*debut, f"{ou}/{pris}"), mots)
    assert contenus(ici) == avant


def test_the_folder_that_does_not_exist_is_made_only_when_the_file_is_written(ici: Path) -> None:
    """A refused command leaves no empty folder; an accepted one makes all those that miss."""
    assert refuse(lancer("relecture", TEXTE, "--vers", "à envoyer/mars/copie.xlsx"), TEXTE)
    assert not (ici / "à envoyer").exists()
    vers = ici / "à envoyer" / "mars" / "suivi.xlsx"
    assert main(["nouveau", "--signature", "2025-10-15", "--vers", str(vers)]) == 0
    assert [f.name for f in vers.parent.iterdir()] == ["suivi.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="droits POSIX")
def test_a_folder_without_the_right_to_write_is_told_before_the_work(
    ici: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearest existing folder is asked, since the others would be made in it."""
    demandes: list[str] = []

    def refuser(chemin: os.PathLike[str], _mode: int) -> bool:
        demandes.append(os.fspath(chemin))
        return False

    monkeypatch.setattr(os, "access", refuser)
    assert refuse(lancer("revue", TEXTE, "--vers", "neuf/revue.xlsx"), "écriture refusée", "où vous pouvez écrire")
    assert demandes == ["."]
    assert not (ici / "neuf").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="droits POSIX, et un compte qui ne les passe pas tous")
def test_the_rights_of_the_disk_are_those_that_are_asked(ici: Path) -> None:
    """The same, with a folder that is really closed."""
    ferme = ici / "fermé"
    ferme.mkdir(mode=0o555)
    assert refuse(lancer("revue", TEXTE, "--vers", "fermé/revue.xlsx"), "écriture refusée")


def test_what_appears_during_the_work_is_still_kept(ici: Path) -> None:
    """The early look replaces nothing: a file that comes afterwards is refused at the end, with the same words."""
    travail = ecriture(ici / "tardif.xlsx")
    travail.admettre()
    with pytest.raises(EcritureImpossible, match=r"« tardif\.xlsx » existe déjà dans"), travail:
        (ici / "tardif.xlsx").write_bytes(b"lui")
    assert (ici / "tardif.xlsx").read_bytes() == b"lui"


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("rapport", TEXTE, "--vers", "neuf.docx", "--pdf", "pris.pdf", "--logo", "pris.pdf"), "--pdf"),
        (("importer", "pris.xlsx", "--dans", TEXTE, "--vers", "pris.xlsx"), "--vers"),
        (("pieces", TEXTE, "--dossier", ".", "--vers", TEXTE), "--vers"),
    ],
)
def test_a_file_that_is_read_is_named_with_its_option(ici: Path, arguments: tuple[str, ...], option: str) -> None:
    """Writing over what is read is refused for that reason, even with leave to replace, and the option is named."""
    avant = contenus(ici)
    assert refuse(lancer(*arguments, "--remplacer"), "n'est jamais récrit", f"un autre nom à {option}")
    assert contenus(ici) == avant


@pytest.mark.parametrize("commande", ["ouvrir-annee", "mettre-a-niveau", "importer", "pieces", "relecture", "nouveau"])
def test_a_name_that_is_not_of_a_workbook_is_refused_first(ici: Path, commande: str) -> None:
    """The extension is judged before the input is read."""
    *debut, _pris = ECRIVENT[commande]
    dit = lancer(*debut, "neuf.ods")
    assert refuse(dit, "neuf.ods : écrire un classeur en .xlsx")
    assert TEXTE not in dit.erreurs
    assert not (ici / "neuf.ods").exists()


def test_the_folders_are_looked_at_first_too(ici: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """« demo » computes nothing for a folder that is a file; « complement » says it in French."""
    from cpts_xl.cli import exemples  # noqa: PLC0415

    monkeypatch.setattr(exemples, "calculer", lambda *_: pytest.fail("le travail a commencé"))
    avant = contenus(ici)
    assert refuse(lancer("demo", "--vers", "pris.xlsx"), "un fichier porte le nom de ce dossier")
    adresse = ("--adresse", "https://exemple.fr")
    assert refuse(lancer("complement", "--vers", "pris.xlsx", *adresse), "un fichier porte le nom de ce dossier")
    assert contenus(ici) == avant


def test_a_key_is_never_replaced_and_says_so(ici: Path) -> None:
    """The sentence of the keys is their own: there is no leave to ask."""
    (ici / "cle.pem").write_bytes(b"secret")
    assert refuse(lancer("cle", "--vers", "cle.pem"), "une clé n'en remplace jamais une autre")
    assert (ici / "cle.pem").read_bytes() == b"secret"
