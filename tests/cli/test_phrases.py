"""The sentences of the command line: no English of the library, agreements, and what each help is for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from cpts_xl.cli import affichage, main
from cpts_xl.cli.analyse import analyseur
from cpts_xl.constats import Constat, Gravite
from cpts_xl.formats import pluriel
from cpts_xl.ressources import ressource
from tests.cli.relecteur import bureau, lancer, ordinaire, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOUVEAU = ("nouveau", "--vers", "neuf.xlsx", "--signature", "2025-10-15")
REFUS = [
    ((*NOUVEAU, "--population", "beaucoup"), "--population : « beaucoup » n'est pas un nombre d'habitants"),
    ((*NOUVEAU, "--population", "0"), "« 0 » n'est pas un nombre d'habitants"),
    ((*NOUVEAU, "--population", "-5"), "« -5 » n'est pas un nombre d'habitants"),
    ((*NOUVEAU, "--population", "9" * 5000), "n'est pas un nombre d'habitants"),
    ((*NOUVEAU, "--remplacer=oui"), "--remplacer n'attend aucune valeur : enlever « =oui »"),
    ((*NOUVEAU, "--encre", "bleue"), "--encre : « bleue » n'est pas admis ; choisir parmi native, python, lambda."),
    (("campagne", ".", "--vers", "s", "--processus", "x"), "--processus : « x » n'est pas un nombre entier"),
    (("campagne", ".", "--vers", "s", "--processus", "0"), "au moins 1"),
    (("campagne", ".", "--vers", "s", "--executeur", "l'autre"), "« l'autre » inconnu"),
    (
        ("rapport", "a.xlsx", "--vers", "b.docx", "--modele", "c.docx", "--galerie", "sobre"),
        "--galerie ne va pas avec --modele : choisir l'un des deux",
    ),
    (("l'inconnue",), "COMMANDE : « l'inconnue » n'est pas admis ; choisir parmi demo, nouveau, "),
    (("gabarit", "corriger"), "choisir parmi verifier."),
    (("document", "releve", "a.xlsx", "--vers", "b.docx"), "l'identifiant d'un professionnel (par exemple --pour P03)"),
    (("document", "emargement", "a.xlsx", "--vers", "b.docx"), "l'identifiant d'une réunion (par exemple --pour R02)"),
]


@pytest.mark.parametrize(("arguments", "mots"), REFUS, ids=[refus[1][:40] for refus in REFUS])
def test_wrong_usage_says_what_is_wrong_in_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], mots: str
) -> None:
    """Every refusal that the library would say in English, and those of the values typed; nothing is written."""
    monkeypatch.chdir(tmp_path)
    dit = lancer(*arguments)
    assert refuse(dit, mots)
    assert not any(mot in dit.erreurs for mot in ("not allowed", "ignored", "value", "choose", "argument --"))
    assert list(tmp_path.iterdir()) == []


def test_a_population_is_typed_as_people_type_it(tmp_path: Path) -> None:
    """Thousands may be parted, by any space."""
    for rang, texte in enumerate(("25000", "25 000", "25\u202f000", "25\u00a0000")):
        vers = tmp_path / f"{rang}.xlsx"
        assert analyseur().parse_args(["nouveau", "--vers", str(vers), "--signature", "2025-10-15",
                                       "--population", texte]).population == 25_000  # fmt: skip


def test_the_first_name_of_an_option_still_works() -> None:
    """A script written before the option had a French name goes on; the help shows the French one."""
    for option in ("--executeur", "--executor"):
        assert analyseur().parse_args(["campagne", ".", "--vers", "s", option, "serie"]).executor == "serie"
    assert analyseur().parse_args(["campagne", ".", "--vers", "s"]).executor == "processus"
    aide = _aides()["campagne"]
    assert "--executeur" in aide
    assert "--executor" not in aide


def _commandes(analyse: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in analyse._actions:
        if isinstance(action, argparse._SubParsersAction):
            for nom, commande in action.choices.items():
                yield nom, commande
                yield from ((f"{nom} {geste}", suite) for geste, suite in _commandes(commande))


def _aides() -> dict[str, str]:
    """Return the help of every command and gesture."""
    return {nom: commande.format_help() for nom, commande in _commandes(analyseur())}


def test_every_help_says_what_the_command_is_for() -> None:
    """A sentence under the usage line, the same as in the list of commands; every option has its own."""
    liste = " ".join(analyseur().format_help().split())
    for nom, commande in _commandes(analyseur()):
        dit = commande.description or ""
        assert dit[:1].isupper(), nom
        assert dit[-1] in ".…", nom
        assert not dit.endswith(("….", "..")), nom
        assert dit in commande.format_help()
        if " " not in nom:
            assert f"{dit[0].lower()}{dit[1:]}".rstrip(".") in liste
        muettes = (action for action in commande._actions if not action.help)
        assert [a.dest for a in muettes if not isinstance(a, argparse._SubParsersAction)] == []


def test_no_english_nor_code_of_the_machine_in_a_help() -> None:
    """The helps are French: the words of the library, and of Python, are nowhere."""
    for nom, aide in _aides().items():
        for mot in ("show this", "default", "optional", "positional", "options:", "usage:", "None", "True", "executor"):
            assert mot not in aide, (nom, mot)


@pytest.mark.parametrize(("combien", "attendu"), [(0, ""), (1, ""), (2, "s"), (1_000, "s")])
def test_french_counts_a_plural_from_two(combien: int, attendu: str) -> None:
    """No point, one point, two points."""
    assert pluriel(combien) == attendu


@pytest.mark.parametrize(
    ("combien", "attendus"),
    [
        (1, ("1 point à regarder :",)),
        (2, ("2 points à regarder :",)),
        (affichage.MAXIMUM + 1, ("61 points à regarder :", "  … et 1 autre.")),
        (1_062, ("1 062 points à regarder :", "  … et 1 002 autres.")),
    ],
)
def test_findings_are_counted_in_french(
    capsys: pytest.CaptureFixture[str], combien: int, attendus: tuple[str, ...]
) -> None:
    """The word agrees with its number, and thousands are parted."""
    affichage.dire_constats([Constat(Gravite.A_REGARDER, f"Constat {n}.") for n in range(combien)])
    lignes = ordinaire(capsys.readouterr().out).splitlines()
    assert [lignes[0], *([lignes[-1]] if len(attendus) > 1 else [])] == list(attendus)


def test_our_own_macros_are_no_reason_to_fail_an_upgrade(tmp_path: Path) -> None:
    """Upgrading our .xlsm says whose macros it holds, in a whole sentence, and exits 0; inputs are counted."""
    dit = lancer("mettre-a-niveau", ressource("workbooks", "suivi.xlsm"), "--vers", bureau(tmp_path) / "niveau.xlsm")
    assert dit.code == 0, dit
    assert "Ce classeur contient des macros : celles des fonctions CPTS_, et elles seules." in dit.sortie
    assert " 3 269 saisies lues, toutes reprises." in ordinaire(dit.sortie)


def test_a_folder_named_by_a_point_does_not_end_the_sentence_twice(tmp_path: Path) -> None:
    """« --dossier . » is quoted."""
    suivi = ressource("workbooks", "suivi.xlsm")
    dit = lancer("pieces", suivi, "--dossier", tmp_path / "..")
    assert f"0 pièce sur 17 présente dans « {tmp_path / '..'} »." in dit.sortie
    assert main(["pieces", str(suivi), "--dossier", str(tmp_path)]) == 1
