"""« cpts-xl expliquer » as it is typed: where a number comes from, and what the file holds otherwise."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

import pytest

from cpts_xl.cli import main
from tests.cli.relecteur import bureau, classeur_recu, contenus, falsifie, lancer, ordinaire, place, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.sabotage.paquet import Paquet

RECU = "Suivi d'août.xlsx"
ACQUIS = "indicateur.1.acquis"


@pytest.fixture(scope="module")
def ici(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the folder of a reviewer; at the end every file is as it was, and none was added."""
    dossier = bureau(tmp_path_factory.mktemp("expliquer"))
    (dossier / RECU).write_bytes(classeur_recu())
    (dossier / "texte.xlsx").write_text("date;montant\n", encoding="utf-8")
    avant = contenus(dossier)
    yield dossier
    assert contenus(dossier) == avant


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the console room: a sentence is then on one line."""
    monkeypatch.setenv("COLUMNS", "4000")


def _dit(ici: Path, *arguments: str) -> str:
    """Return what is explained, exit 0, in plain spaces."""
    dit = lancer("expliquer", ici / RECU, *arguments)
    assert (dit.code, dit.erreurs) == (0, ""), dit
    assert "None" not in dit.sortie
    return ordinaire(dit.sortie)


def test_a_computed_number_goes_down_to_what_was_typed_and_to_the_texts(ici: Path) -> None:
    """The amount, the sentence of its rule, the text, the cells of its inputs, who typed them."""
    feuille, adresse = place(ACQUIS)
    dit = _dit(ici, f"{feuille}!{adresse}")
    premiere = dit.splitlines()[0]
    assert premiere == f"{feuille}!{adresse} : Indicateur A1 : montant acquis = 6 000,00 €"
    for mots in ("Montant acquis : 6 000,00 € = ", "Texte : ", "Statut : ", "Déclarée par la CPTS (feuille « ",
                 "!".join(place("indicateur.1.taux")), "!".join(place("indicateur.1.mesure")), "└─ "):  # fmt: skip
        assert mots in dit, mots
    assert "ATTENTION" not in dit


def test_a_number_is_found_by_its_cell_its_step_and_its_label(ici: Path) -> None:
    """With dollars, in small letters, by the name of the step or by its words: the same answer."""
    feuille, adresse = place(ACQUIS)
    attendu = _dit(ici, f"{feuille}!{adresse}", "--profondeur", "1")
    dollars = f"='{feuille}'!${adresse[:1].lower()}${adresse[1:]}"
    for demande in (dollars, ACQUIS, "indicateur a1 : MONTANT acquis"):
        assert _dit(ici, demande, "--profondeur", "1") == attendu, demande


def test_a_sheet_is_named_as_people_type_it(ici: Path) -> None:
    """Whatever the apostrophe, doubled or not, within quotes or not; with « ! » or the dot of LibreOffice."""
    attendu = _dit(ici, "'Mode d''emploi'!A1")
    assert attendu.startswith("Mode d'emploi!A1 : cette cellule n'est pas un calcul")
    for feuille in ("Mode d'emploi", "Mode d’emploi", "'Mode d'emploi'", "'Mode d’emploi'", "‘Mode d’emploi’"):
        for signe in "!.":
            assert _dit(ici, f"{feuille}{signe}A1") == attendu, (feuille, signe)
    feuille, adresse = place(ACQUIS)
    seul = _dit(ici, f"{feuille}!{adresse}", "--profondeur", "0")
    for demande in (f"{feuille}.{adresse}", f"${feuille}.${adresse}", f"={feuille.lower()}.{adresse.lower()}"):
        assert _dit(ici, demande, "--profondeur", "0") == seul, demande


def test_a_sentence_of_the_file_is_not_given_a_second_full_stop(ici: Path) -> None:
    """What a cell holds may end as a sentence does."""
    dit = _dit(ici, "Listes!A2")
    assert "Rien à saisir ici.\n" in dit
    assert ".." not in dit


def test_the_depth_cuts_the_tree(ici: Path) -> None:
    """0 tells the number alone and that there is more; each level adds; without the option, everything."""
    seul, un, tout = (_dit(ici, ACQUIS, *options).splitlines()
                      for options in (("--profondeur", "0"), ("--profondeur", "1"), ()))  # fmt: skip
    assert len(seul) < len(un) < len(tout)
    assert "La suite est plus profonde" in "\n".join(seul)
    assert "La suite est plus profonde" not in "\n".join(tout)


@pytest.mark.parametrize(
    ("cellule", "mots"),
    [
        ("Identité!{population}", ("Population du territoire = 98 450", "Déclarée par la CPTS", "Lue par ")),
        ("Identité!A1", ("cette cellule n'est pas un calcul ni une saisie", "Elle contient : ")),
        ("Financement!A4", ("Elle contient : Ligne.", "Rien de ce que l'outil calcule ne la lit.")),
        ("Barème!C15", ("cette cellule n'est pas un calcul", "Les calculs lisent cette feuille par sa clé")),
        ("Financement!ZZ900", ("cette cellule n'est pas un calcul", "Elle est vide.")),
    ],
)
def test_what_is_not_computed_is_said_to_be_so(ici: Path, cellule: str, mots: tuple[str, ...]) -> None:
    """An input, a title, a label, an empty cell: exit 0, and a sentence that says which it is."""
    dit = _dit(ici, cellule.format(population=place("identite.population")[1]))
    assert [mot for mot in mots if mot not in dit] == [], dit


@pytest.mark.parametrize(
    ("arguments", "mots"),
    [
        (("absent.xlsx", "Financement!K7"), ("« absent.xlsx »", "introuvable")),
        (("texte.xlsx", "Financement!K7"), ("« texte.xlsx »", "fichier de texte", "Enregistrer sous")),
        ((RECU, "Finances!K7"), ("La feuille « Finances » n'est pas dans le fichier reçu", "Financement")),
        ((RECU, "K7"), ("« K7 » est une adresse sans feuille", "Financement!K7")),
        ((RECU, "zorglub.A1"), ("« zorglub.A1 » n'est ni une cellule",)),
        ((RECU, "l'autre!A1"), ("La feuille « l'autre » n'est pas dans le fichier reçu",)),
        ((RECU, "zorglub"), ("« zorglub » n'est ni une cellule", "par exemple Financement!")),
        ((RECU, "montant acqis"), ("Les plus proches : ", "acquis")),
        ((RECU, ""), ("n'est ni une cellule",)),
        ((RECU,), ("il manque : CELLULE", "Usage : cpts-xl expliquer")),
        ((RECU, "Financement!K7", "--profondeur", "-1"), ("« -1 » n'est pas un nombre de niveaux",)),
        ((RECU, "Financement!K7", "--profondeur", "²"), ("« ² » n'est pas un nombre de niveaux",)),
        ((RECU, "Financement!K7", "--profondeur", "9" * 5000), ("n'est pas un nombre de niveaux",)),
    ],
)
def test_what_cannot_be_explained_is_refused_in_french(
    ici: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], mots: tuple[str, ...]
) -> None:
    """Exit 2; the nearest sheet, label or cell is proposed; no English word."""
    monkeypatch.chdir(ici)
    assert refuse(lancer("expliquer", *arguments), *mots)


def test_an_old_console_gets_only_what_it_can_show(ici: Path) -> None:
    """In a code page of Windows: plain dashes, ordinary spaces, and no character lost."""
    octets = io.BytesIO()
    console = io.TextIOWrapper(octets, encoding="cp1252", errors="strict")
    with contextlib.redirect_stdout(console):
        assert main(["expliquer", str(ici / RECU), ACQUIS, "--profondeur", "1"]) == 0
    console.flush()
    dit = octets.getvalue().decode("cp1252")
    assert "- " in dit
    assert "└" not in dit
    assert "6 000,00" in dit
    assert "?" not in dit


# -------------------------------------------------------------------------------------------------- sabotages


def _stocke(p: Paquet) -> None:
    p.stocker(*place(ACQUIS), 7000.0)


def _tape(p: Paquet) -> None:
    p.poser(*place(ACQUIS), p.valeur(*place(ACQUIS)))


def _efface(p: Paquet) -> None:
    p.poser(*place(ACQUIS), None)


def _formule(p: Paquet) -> None:
    p.ecrire_formule(*place(ACQUIS), f"{p.formule(*place(ACQUIS))}+1000")


def _plus_bas(p: Paquet) -> None:
    p.stocker(*place("indicateur.1.taux"), 1.0)


@pytest.mark.parametrize(
    ("geste", "mots"),
    [
        (_stocke, "ATTENTION : le fichier porte 7 000,00 €, et non 6 000,00 €, en {acquis}."),
        (_tape, "ATTENTION : {acquis} ne porte plus de formule, mais une valeur tapée."),
        (_efface, "et non 6 000,00 €, en {acquis}."),
        (_formule, "ATTENTION : la formule de {acquis} a été modifiée"),
        (_plus_bas, "ATTENTION : le fichier porte 100 %, et non 66,67 %, en {taux}."),
    ],
)
def test_what_the_file_holds_otherwise_is_told(tmp_path: Path, geste: Callable[[Paquet], None], mots: str) -> None:
    """A stale result, a number typed over, one erased, another formula, one further down: exit 1, the cell named.

    The tree itself stays that of the tool: the amount that it announces is the one due.
    """
    recu = bureau(tmp_path) / RECU
    recu.write_bytes(falsifie(classeur_recu(), geste))
    dit = lancer("expliquer", recu, ACQUIS)
    assert dit.code == 1
    assert "montant acquis = 6 000,00 €" in ordinaire(dit.sortie)
    attendu = mots.format(acquis="!".join(place(ACQUIS)), taux="!".join(place("indicateur.1.taux")))
    assert attendu in ordinaire(dit.sortie)
