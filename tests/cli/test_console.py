"""Old consoles and pipes: every sign that the code page has not becomes a readable one, and nothing else changes."""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cpts_xl.cli import console
from cpts_xl.cli.analyse import analyseur
from tests.cli.relecteur import bureau, classeur_recu, falsifie, place
from tests.sabotage.paquet import Paquet

RECU = "Suivi d'août.xlsx"
PAGES = ("cp850", "cp1252", "ascii")
ACQUIS = "indicateur.2.acquis"


@pytest.fixture(scope="module")
def ici(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a received workbook in which one number was replaced: euros and cells will be told."""
    dossier = bureau(tmp_path_factory.mktemp("console"))

    def fauter(paquet: Paquet) -> None:
        paquet.poser(*place(ACQUIS), 7000.5)

    (dossier / RECU).write_bytes(falsifie(classeur_recu(), fauter))
    return dossier


def _lance(dossier: Path, page: str, *arguments: str) -> tuple[int, str, str]:
    """Run the program with this encoding, both streams into files, as « > f.txt 2> e.txt » does."""
    with (dossier / "f.txt").open("wb") as sortie, (dossier / "e.txt").open("wb") as erreurs:
        fini = subprocess.run(
            [sys.executable, "-W", "error", "-m", "cpts_xl.cli", *arguments],
            cwd=dossier, stdout=sortie, stderr=erreurs, timeout=120, check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": page,
                 "COLUMNS": "200"},
        )  # fmt: skip
    return fini.returncode, *_lus(dossier, page)


def _lus(dossier: Path, page: str) -> tuple[str, str]:
    return (dossier / "f.txt").read_bytes().decode(page), (dossier / "e.txt").read_bytes().decode(page)


COMMANDES = {
    "help": ("--help",),
    "help of a command": ("rapport", "--aide"),
    "verifier": ("verifier", RECU, "--sans-recalcul"),
    "expliquer": ("expliquer", RECU, "!".join(place(ACQUIS)), "--profondeur", "1"),
    "wrong usage": ("verifier",),
    "refusal": ("verifier", "n'existe pas… 5 €.xlsx"),
}


@pytest.fixture(scope="module")
def justes(ici: Path) -> dict[str, tuple[int, str, str]]:
    """Return what each command says where everything can be written."""
    return {nom: _lance(ici, "utf-8", *arguments) for nom, arguments in COMMANDES.items()}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("nom", COMMANDES)
def test_no_sign_is_lost_and_the_exit_code_is_the_same(
    ici: Path, justes: dict[str, tuple[int, str, str]], nom: str, page: str
) -> None:
    """In a file of an old code page: not one question mark more, no number of character, same exit code, same words."""
    code, sortie, erreurs = _lance(ici, page, *COMMANDES[nom])
    code_juste, sortie_juste, erreurs_juste = justes[nom]
    assert code == code_juste
    for dit, juste in ((sortie, sortie_juste), (erreurs, erreurs_juste)):
        assert dit.count("?") == juste.count("?")
        assert not re.search(r"\\[xuU]\w", dit)
        assert _mots(dit) == _mots(juste)


def _mots(texte: str) -> list[str]:
    """Return the words of a text in ASCII, without the strokes of a tree: two consoles said the same, or did not."""
    console.accorder()  # dit à ce processus comment un signe se remplace, s'il n'a encore lancé aucune commande
    nu = texte.translate(dict.fromkeys(map(ord, "├└│─")))
    return [mot for mot in nu.encode("ascii", console.ERREURS).decode("ascii").split() if mot != "-"]


def test_the_samples_hold_the_signs_that_old_consoles_lack(justes: dict[str, tuple[int, str, str]]) -> None:
    """The test above would prove nothing on plain text: euros, spaces of three kinds, « … », accents were said."""
    tout = "".join(sortie + erreurs for _, sortie, erreurs in justes.values())
    assert {"€", "\u202f", "\u00a0", "…", "«", "é"} <= set(tout)
    assert justes["verifier"][0] == 1
    assert [justes[nom][0] for nom in ("help", "wrong usage", "refusal")] == [0, 2, 2]


@pytest.mark.parametrize(
    ("texte", "page", "attendu"),
    [
        ("1\u202f234,50\u00a0€", "cp850", "1 234,50\u00a0EUR"),
        ("1\u202f234,50\u00a0€", "cp437", "1 234,50\u00a0EUR"),
        ("1\u202f234,50\u00a0€", "cp1252", "1 234,50\u00a0€"),
        ("1\u202f234,50\u00a0€", "ascii", "1 234,50 EUR"),
        ("12\u00a0k€", "iso8859-1", "12\u00a0kEUR"),
        ("−5 ≤ x ≥ 3 ≠ 2", "cp1252", "-5 <= x >= 3 <> 2"),
        ("a → b…", "cp850", "a -> b..."),
        ("l’œuvre, Œdipe", "cp850", "l'oeuvre, OEdipe"),
        ("l’œuvre, Œdipe", "cp1252", "l’œuvre, Œdipe"),
        ("« À l'été »", "cp437", "« A l'été »"),
        ("« À l'été »", "ascii", '" A l\'ete "'),
        ("n° 3, 2 × 4 ÷ 8 — ½ m²", "ascii", "no 3, 2 x 4 / 8 - 1/2 m2"),
        ("Ευ \U0001f600 \udce9", "cp850", r"\u0395\u03c5 \U0001f600 \udce9"),
        ("\udce9", "utf-8", r"\udce9"),
    ],
)
def test_the_substitute_is_the_one_that_a_french_reader_understands(texte: str, page: str, attendu: str) -> None:
    """What the code page has is kept as it is; what it has not is spelt; what has no spelling keeps its number."""
    octets = io.BytesIO()
    flux = io.TextIOWrapper(octets, encoding=page, newline="")
    console.accorder(flux, None)
    assert console.montre(texte, flux) == attendu
    flux.write(texte)
    flux.flush()
    assert octets.getvalue().decode(page) == attendu


def test_every_substitute_can_be_written_anywhere() -> None:
    """A substitute that the code page has not either would stop the command."""
    assert [signe for signe, ecrit in console.SUBSTITUTS.items() if not ecrit.isascii() or signe.isascii()] == []


def test_decoding_is_not_concerned() -> None:
    """The handler refuses what is not an encoding, as Python's own do."""
    console.accorder()
    with pytest.raises(UnicodeDecodeError):
        b"\xe9".decode("utf-8", console.ERREURS)


def test_aligned_amounts_stay_aligned(ici: Path) -> None:
    """Where « € » takes three letters, the columns of the law are still under their heads."""
    _, sortie, _ = _lance(ici, "ascii", "droit", "--le", "2025-03-15")
    lignes = sortie.splitlines()
    debut = next(n for n, ligne in enumerate(lignes) if ligne.startswith("  Ligne"))
    tableau = lignes[debut : lignes.index("", debut) - 1]
    assert len(tableau) > 10
    bords = [m.end() for m in re.finditer(r"taille \d", tableau[0])]
    for ligne in tableau[1:]:
        cases = [m.end() for m in re.finditer(r"(?:EUR|annexe)(?= |$)", ligne)]
        assert [bord - 2 for bord in bords] == cases, ligne


def test_every_help_is_whole_in_the_console_of_a_french_windows() -> None:
    """No help of a command holds a sign that could only be shown by its number; accents stay accents."""
    choix = next(a for a in analyseur()._actions if isinstance(a, argparse._SubParsersAction)).choices
    console.accorder()
    for nom, commande in choix.items():
        aide = commande.format_help()
        dit = aide.encode("cp850", console.ERREURS).decode("cp850")
        assert not re.search(r"\\[xuU]\w", dit), nom
        assert [dit.count(signe) for signe in "éèà?«"] == [aide.count(signe) for signe in "éèà?«"], nom
