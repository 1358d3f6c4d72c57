"""What the guides promise: commands that parse, files and functions that exist, no machine path, French spacing."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import unquote

import pytest

from cpts_xl import __version__
from cpts_xl.cli.analyse import analyseur
from cpts_xl.constats import Cause
from cpts_xl.udf.reference import fonctions

RACINE = Path(__file__).resolve().parents[1]
GUIDES = sorted((RACINE / "docs").glob("*.md"))
PAGES = [page for page in (RACINE / "README.md", *GUIDES) if page.is_file()]

_BLOC = re.compile(r"^[ \t]*```.*?^[ \t]*```[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_LIEN = re.compile(r"\]\(([^)\s]+)\)")
_COMMANDE = re.compile(r"(?:^|[\\/ ])(?:cpts-xl|-m cpts_xl\.cli)[ \t]+([^#`\n]+)")
_FONCTION = re.compile(r"\bCPTS_[A-Z][A-Z0-9_]*")
_MACHINE = re.compile(r"/home/|/root/|/tmp/|/Users/\w|[A-Za-z]:[\\/](?!…)\w", re.IGNORECASE)
_SECABLE = re.compile(r"[^\s|>*-] (?=[:;!?%€»](?:\W|$))|« ")
_TITRE = re.compile(r"^#+ +(.*)$", re.MULTILINE)


def commandes(texte: str) -> list[str]:
    """Return the arguments of each command quoted: a line of a bat or sh block, or an inline code."""
    blocs = [b for b in _BLOC.findall(texte) if re.match(r"\s*```(?:bat|sh)\b", b)]
    lignes = [ligne for bloc in blocs for ligne in bloc.splitlines()[1:-1]]
    lignes += [code.strip("`") for code in _CODE.findall(_BLOC.sub("", texte))]
    return [trouve[1].split(" # ")[0].strip() for ligne in lignes if (trouve := _COMMANDE.search(ligne.strip()))]


def prose(texte: str) -> str:
    """Return a page without its code, its addresses and its table rules."""
    sans = _CODE.sub("x", _BLOC.sub("", texte))
    return _LIEN.sub("]", sans)


def ancre(titre: str) -> str:
    """Return the anchor that a heading gets on the page of a forge."""
    return re.sub(r"[^\w\- ]", "", titre.replace("`", "").strip().lower()).replace(" ", "-")


def _admise(ligne: str) -> bool:
    try:
        analyseur().parse_args(shlex.split(ligne))
    except SystemExit as sortie:  # 0 : une aide ou une version
        return sortie.code == 0
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_each_command_quoted_parses(page: Path) -> None:
    """No command of a page would be refused by the command line."""
    for ligne in commandes(page.read_text(encoding="utf-8")):
        assert _admise(ligne), f"{page.name} : cpts-xl {ligne}"


def test_the_guides_quote_every_command() -> None:
    """The guides lead to each command that a user types."""
    vues = {ligne.split()[0] for page in GUIDES for ligne in commandes(page.read_text(encoding="utf-8"))}
    assert vues >= {"demo", "nouveau", "relecture", "rapport", "verifier", "droit"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_each_local_link_leads_somewhere(page: Path) -> None:
    """Files and headings that a page links to are there."""
    for cible in _LIEN.findall(_BLOC.sub("", page.read_text(encoding="utf-8"))):
        if cible.startswith(("http://", "https://", "mailto:")):
            continue
        chemin, _, fragment = unquote(cible).partition("#")
        visee = (page.parent / chemin) if chemin else page
        assert visee.exists(), f"{page.name} : {cible}"
        if fragment and visee.suffix == ".md":
            ancres = {ancre(titre) for titre in _TITRE.findall(_BLOC.sub("", visee.read_text(encoding="utf-8")))}
            assert fragment in ancres, f"{page.name} : {cible}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_each_function_named_is_published(page: Path) -> None:
    """No page names a function that Excel would not know."""
    publiees = {fonction.nom for fonction in fonctions()}
    assert set(_FONCTION.findall(page.read_text(encoding="utf-8"))) <= publiees


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_page_names_a_machine(page: Path) -> None:
    """No page carries a path of the machine where it was written."""
    assert not _MACHINE.findall(_LIEN.sub("]", page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: p.name)
def test_french_signs_never_start_a_line(page: Path) -> None:
    """High signs hold to their word by a no-break space."""
    for numero, ligne in enumerate(prose(page.read_text(encoding="utf-8")).splitlines(), 1):
        assert not _SECABLE.search(ligne), f"{page.name}, ligne {numero} hors code : {ligne}"
        assert not re.match(r"\s*(?!!\[)[:;!?%€»]", ligne), f"{page.name}, ligne {numero} hors code : {ligne}"


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: p.name)
def test_the_images_of_the_guides_are_light(page: Path) -> None:
    """A page with its images opens fast."""
    for cible in _LIEN.findall(page.read_text(encoding="utf-8")):
        if cible.endswith(".png"):
            assert (page.parent / cible).stat().st_size < 250_000


def test_the_detectors_detect() -> None:
    """The patterns of this file find what they are made to find."""
    assert _SECABLE.search("prix : 3")
    assert _SECABLE.search("75 %")
    assert _SECABLE.search("« mot")
    assert not _SECABLE.search("prix\u00a0: 3 et 75\u00a0% et «\u00a0mot\u00a0»")
    assert _MACHINE.search("dans /home/moi")
    assert _MACHINE.search(r"C:\Users\Camille")
    assert commandes("```bat\ncpts-xl demo --vers x\n```\net `py -m cpts_xl.cli --version`") == [
        "demo --vers x",
        "--version",
    ]


@pytest.mark.parametrize("page", ["installation-excel.md", "complement-office.md"])
def test_the_guides_of_installation_tell_the_version_that_is_received(page: str) -> None:
    """The name of the file to install, and what the tool answers once installed, are those of today."""
    dites = re.findall(r"cpts_xl[ -](\d+\.\d+\.\d+)", (RACINE / "docs" / page).read_text(encoding="utf-8"))
    assert dites
    assert set(dites) == {__version__}


def test_the_guide_explains_every_cause() -> None:
    """The reviewer finds in her guide each word of the column « Cause », once, and no other."""
    guide = (RACINE / "docs" / "relecteur-cpam.md").read_text(encoding="utf-8")
    tableau = guide.partition("| cause | ce qui s'est passé |\n|---|---|\n")[2].partition("\n\n")[0]
    dites = [mot.strip() for ligne in tableau.splitlines() for mot in ligne.split("|")[1].split("\u00a0;")]
    assert sorted(dites) == sorted(str(cause) for cause in Cause if cause)
