"""The walls of the house: which room may import which, and what the path of a computation may load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[1]
PAQUET = RACINE / "cpts_xl"

BASE = frozenset({"__init__", "errors", "formats", "absence", "constats", "ressources", "bureautique", "paquets"})
CALCUL = BASE | {"law", "rules", "engine"}
ADMIS: dict[str, frozenset[str]] = {
    "__init__": frozenset(),
    "errors": frozenset(),
    "formats": frozenset(),
    "absence": frozenset(),
    "constats": frozenset(),
    "ressources": frozenset({"errors"}),
    "bureautique": frozenset(),
    "paquets": frozenset(),
    "law": BASE,
    "rules": BASE,
    "engine": BASE | {"law", "rules"},
    "exchange": CALCUL,
    "udf": CALCUL,
    "workbook": CALCUL,
    "report": CALCUL,
    "poste": BASE | {"udf"},
    "revue": CALCUL | {"workbook", "report"},
    "campaign": CALCUL | {"workbook", "report"},
    "cli": CALCUL | {"exchange", "udf", "workbook", "report", "revue", "campaign", "poste"},
}
"""Room by room, the other rooms that it may import. Whoever adds a room adds its line, and says why in CHANGELOG.md."""

BIBLIOTHEQUES: dict[str, frozenset[str]] = {
    "lxml": frozenset({"workbook", "report"}),
    "openpyxl": frozenset({"workbook", "exchange"}),
    "icalendar": frozenset({"exchange"}),
    "xlsxwriter": frozenset({"workbook", "revue", "campaign"}),
    "cryptography": frozenset({"workbook"}),
    "arro3": frozenset({"campaign"}),
    "distributed": frozenset({"campaign"}),
    "ray": frozenset({"campaign"}),
    "ironcalc": frozenset({"workbook"}),
    "formualizer": frozenset({"workbook"}),
    "docx": frozenset({"report"}),
    "docxtpl": frozenset({"report"}),
    "pypdf": frozenset({"report"}),
    "jinja2": frozenset({"report"}),
    "xlwings": frozenset({"udf"}),
    "rich": frozenset({"cli"}),
    "uno": frozenset({"udf"}),
    "unohelper": frozenset({"udf"}),
    "pyopenvba": frozenset({"udf"}),
}
"""The libraries that are not of Python, and the rooms that know them."""

LOURDES = ("xlwings", "openpyxl", "lxml", "docx", "docxtpl", "jinja2", "xlsxwriter", "rich", "ironcalc", "formualizer",
           "icalendar", "pypdf", "pyopenvba", "cryptography", "arro3", "distributed", "ray",
           "numpy", "pandas", "matplotlib")  # fmt: skip


def salle(fichier: Path, paquet: Path = PAQUET) -> str:
    """Return the room of a module: its folder, or its own name when it stands at the entrance."""
    morceaux = fichier.relative_to(paquet).with_suffix("").parts
    return morceaux[0]


def importations(fichier: Path) -> list[tuple[int, str]]:
    """Return every module that a file imports, wherever in the file, with the line."""
    trouvees = []
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            trouvees += [(noeud.lineno, alias.name) for alias in noeud.names]
        elif isinstance(noeud, ast.ImportFrom) and noeud.level:
            trouvees.append((noeud.lineno, "." * noeud.level + (noeud.module or "")))
        elif isinstance(noeud, ast.ImportFrom) and noeud.module == "cpts_xl":
            trouvees += [(noeud.lineno, f"cpts_xl.{alias.name}") for alias in noeud.names]
        elif isinstance(noeud, ast.ImportFrom):
            trouvees.append((noeud.lineno, noeud.module or ""))
    return trouvees


def violations(fichiers: list[Path], paquet: Path = PAQUET) -> list[str]:
    """Return one sentence per import that crosses a wall, or that comes from a library the room does not know."""
    phrases = []
    for fichier in fichiers:
        ici = salle(fichier, paquet)
        for ligne, module in importations(fichier):
            lieu = f"{fichier.relative_to(paquet)}, ligne {ligne} : {ici}"
            tete, _, reste = module.partition(".")
            if not tete:
                phrases.append(f"{lieu} importe {module} par un chemin relatif")
            elif tete == "cpts_xl":
                la = reste.partition(".")[0] or "__init__"
                la = la if la in ADMIS else "__init__"
                if la != ici and la not in ADMIS.get(ici, frozenset()):
                    phrases.append(f"{lieu} importe {la}")
            elif tete not in sys.stdlib_module_names and ici not in BIBLIOTHEQUES.get(tete, frozenset()):
                phrases.append(f"{lieu} importe la bibliothèque {tete}")
    return phrases


def modules() -> list[Path]:
    """Return the modules of the package."""
    return sorted(PAQUET.rglob("*.py"))


def test_no_wall_is_crossed() -> None:
    """No module imports a room that the table does not open to it, nor a library that its room does not know."""
    assert violations(modules()) == []


def test_every_room_is_in_the_table() -> None:
    """A new room has its line, and neighbours never open onto each other."""
    assert {salle(fichier) for fichier in modules()} <= set(ADMIS)
    assert "rules" not in ADMIS["law"]
    assert "law" not in ADMIS["rules"]
    portes = ("udf", "workbook", "report")
    assert not any(ADMIS[ici] & (set(portes) - {ici}) for ici in portes)
    assert not any("cli" in admises for admises in ADMIS.values())


def test_the_check_has_seen_the_house() -> None:
    """A check that sees nothing finds nothing: it read at least as many imports of the house as there are modules."""
    internes = [m for fichier in modules() for _, m in importations(fichier) if m.startswith("cpts_xl")]
    assert len(modules()) > 60
    assert len(internes) >= len(modules())


@pytest.mark.parametrize(
    ("ou", "texte", "mots"),
    [
        ("rules/triche.py", "from cpts_xl.law import en_vigueur", "rules importe law"),
        ("law/triche.py", "from cpts_xl.rules.verbs import arrondi", "law importe rules"),
        ("engine/triche.py", "import cpts_xl.workbook.layout", "engine importe workbook"),
        ("engine/triche.py", "def f():\n    from cpts_xl.udf import noms", "engine importe udf"),
        ("udf/triche.py", "from cpts_xl import workbook", "udf importe workbook"),
        ("report/triche.py", "from cpts_xl.workbook.layout import Case", "report importe workbook"),
        ("workbook/triche.py", "import cpts_xl.cli", "workbook importe cli"),
        ("errors.py", "from cpts_xl.absence import VIDE", "errors importe absence"),
        ("salon/neuf.py", "from cpts_xl.engine import plan", "salon importe engine"),
        ("rules/triche.py", "import numpy as np", "rules importe la bibliothèque numpy"),
        ("engine/triche.py", "if True:\n    import openpyxl", "engine importe la bibliothèque openpyxl"),
        ("report/triche.py", "from xlsxwriter import Workbook", "report importe la bibliothèque xlsxwriter"),
        ("rules/triche.py", "from . import verbs", "par un chemin relatif"),
    ],
)
def test_a_planted_violation_is_caught(tmp_path: Path, ou: str, texte: str, mots: str) -> None:
    """A module planted across a wall is found, with its file and line: the check can fail."""
    fichier = tmp_path / ou
    fichier.parent.mkdir(parents=True, exist_ok=True)
    fichier.write_text(texte, encoding="utf-8")
    phrases = violations([fichier], tmp_path)
    assert len(phrases) == 1
    assert mots in phrases[0]
    assert phrases[0].startswith(str(Path(ou)))


def test_what_is_allowed_passes(tmp_path: Path) -> None:
    """The check does not cry at what the table opens."""
    fichier = tmp_path / "engine" / "sage.py"
    fichier.parent.mkdir()
    fichier.write_text("import json\nfrom cpts_xl import __version__\nfrom cpts_xl.rules import CATALOGUE\n", "utf-8")
    assert violations([fichier], tmp_path) == []


def test_computing_needs_the_standard_library_only() -> None:
    """The rooms that compute import nothing but Python's own library and each other."""
    vues = 0
    for fichier in (fichier for fichier in modules() if salle(fichier) in CALCUL):
        for ligne, module in importations(fichier):
            tete = module.partition(".")[0]
            assert tete == "cpts_xl" or tete in sys.stdlib_module_names, f"{fichier}, ligne {ligne} : {module}"
            vues += 1
    assert vues > 100


def _python(code: str, *options: str) -> str:
    """Return what a fresh Python prints."""
    environnement = {**os.environ, "PYTHONPATH": str(RACINE), "PYTHONUTF8": "1"}
    commande = [sys.executable, *options, "-c", code]
    fini = subprocess.run(commande, capture_output=True, text=True, encoding="utf-8", env=environnement, check=False)
    assert fini.returncode == 0, fini.stderr
    return fini.stdout


CALCULER = """
import sys
from pathlib import Path
import cpts_xl.engine.resultat, cpts_xl.engine.examen, cpts_xl.law.in_force
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.law import en_vigueur
dossier = lire_dossier(Path({chemin!r}))
resultat = cpts_xl.engine.resultat.calculer(dossier, en_vigueur(dossier.debut))
assert all(calculee.phrase for calculee in resultat.pleines)
print(resultat.valeur("perimetre.tout.plafond"))
print(*sorted(module.partition(".")[0] for module in sys.modules))
"""


@pytest.mark.parametrize("options", [(), ("-S",)], ids=["ordinaire", "sans bibliothèques installées"])
def test_a_whole_dossier_is_computed_without_any_library(options: tuple[str, ...]) -> None:
    """In a fresh process, a dossier is computed and told to the last sentence; no library was loaded on the way."""
    chemin = str(RACINE / "workbooks" / "exemple.toml")
    total, charges = _python(CALCULER.format(chemin=chemin), *options).splitlines()
    assert total == "367500"
    assert set(charges.split()) & set(LOURDES) == set()
    etrangers = {m for m in charges.split() if m not in sys.stdlib_module_names and not m.startswith("_")} - {"cpts_xl"}
    assert options == () or etrangers <= {"sitecustomize", "usercustomize"}


def test_help_loads_no_library() -> None:
    """The command line answers before any heavy library is loaded."""
    charges = _python("import sys, cpts_xl.cli.analyse\nprint(*sys.modules)")
    assert {module.partition(".")[0] for module in charges.split()} & set(LOURDES) == set()
