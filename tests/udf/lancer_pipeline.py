"""Publish a module of functions and call them as Excel would, through xlwings' own code, on Linux.

From a test: ``publier("cpts_xl.udf.publication", [appel("CPTS_TAILLE", plage(103000))]).valeurs``. The work
is done in a child process (``python -m tests.udf.lancer_pipeline MODULE [DOSSIER...]``): it reads JSON
on its standard input, ``[{"fonction": ..., "arguments": [...]}]``, and writes the results as JSON.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.udf import faux_windows  # rien n'est remplacé avant charger(), dans le processus enfant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RACINE = Path(__file__).resolve().parents[2]

OMIS = {"omis": True}
"""An optional argument that the formula leaves out."""


def plage(valeur: Any) -> dict[str, Any]:
    """Return a reference: one cell (a scalar) or a block (a list of rows). ``None`` is an empty cell."""
    return {"plage": valeur}


def tableau(*valeurs: Any) -> dict[str, Any]:
    """Return an array typed in the formula, as ``{1,2}`` (scalars) or ``{1;2}`` (tuples)."""
    return {"tableau": list(valeurs)}


def erreur(texte: str) -> dict[str, Any]:
    """Return an error cell, by its English text: ``erreur("#DIV/0!")``."""
    return {"erreur": texte}


def entier(valeur: int) -> dict[str, Any]:
    """Return a raw COM integer (Excel's cells never hold one; error cells are seen as integers)."""
    return {"entier": valeur}


def appel(fonction: str, *arguments: Any) -> dict[str, Any]:
    """Return one formula: a number, text, boolean or ``None`` is typed in it; see ``plage`` for a reference.

    Give all the arguments, ``OMIS`` for one left out, as the VBA wrapper does.
    """
    return {"fonction": fonction, "arguments": _en_json(arguments)}


@dataclass(frozen=True)
class Reponse:
    """What goes back to VBA: a value, or the exception that left Python (a traceback in a real cell)."""

    valeur: Any = None
    exception: str = ""
    message: str = ""


@dataclass(frozen=True)
class Publication:
    """The VBA module, the calls to ``MacroOptions`` (the function wizard), and one answer per call."""

    vba: str
    macro_options: list[dict[str, Any]]
    reponses: list[Reponse] = field(default_factory=list)

    @property
    def fonctions(self) -> dict[str, dict[str, Any]]:
        """Return the ``MacroOptions`` of each function, by its name."""
        return {options["macro"].rpartition("!")[2]: options for options in self.macro_options}

    @property
    def valeurs(self) -> list[Any]:
        """Return the values of the answers; fail if a function raised."""
        ratees = [reponse for reponse in self.reponses if reponse.exception]
        assert not ratees, ratees
        return [reponse.valeur for reponse in self.reponses]


def publier(module: str, appels: Sequence[dict[str, Any]] = (), dossiers: Sequence[Path] = ()) -> Publication:
    """Publish ``module`` in a child process and make the calls; ``dossiers`` are put on ``sys.path``."""
    commande = [sys.executable, "-W", "error", "-m", "tests.udf.lancer_pipeline", module, *map(str, dossiers)]
    with tempfile.TemporaryDirectory() as ailleurs:  # ni réglages d'un utilisateur, ni fichiers laissés
        fin = subprocess.run(
            commande,
            input=json.dumps(appels),
            capture_output=True,
            encoding="utf-8",
            cwd=RACINE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "HOME": ailleurs, "TMPDIR": ailleurs},
            timeout=120,
            check=False,
        )
    if fin.returncode:
        raise RuntimeError(f"le pipeline a échoué :\n{fin.stderr}")
    lu = json.loads(fin.stdout, object_hook=_de_json)
    return Publication(lu["vba"], lu["macro_options"], [Reponse(**reponse) for reponse in lu["reponses"]])


def _en_json(valeur: Any) -> Any:
    """Encode dates and decimals; a date has no time zone in a workbook."""
    if isinstance(valeur, list | tuple):
        return [_en_json(element) for element in valeur]
    if isinstance(valeur, dict):
        return {cle: _en_json(element) for cle, element in valeur.items()}
    if isinstance(valeur, dt.date):
        return {"date": valeur.isoformat()}
    if isinstance(valeur, Decimal):
        return {"decimal": str(valeur)}
    return valeur


def _de_json(objet: dict[str, Any]) -> Any:
    if objet.keys() == {"date"}:
        return dt.datetime.fromisoformat(objet["date"])
    if objet.keys() == {"decimal"}:
        return Decimal(objet["decimal"])
    return objet


def _excel(valeur: Any, classeur: faux_windows.FauxClasseur) -> Any:
    """Return what COM would hand to Python for one decoded argument."""
    if isinstance(valeur, int) and not isinstance(valeur, bool):
        return float(valeur)  # une cellule n'a que des nombres à virgule
    if isinstance(valeur, dt.datetime):
        return faux_windows.DateCom.fromisoformat(valeur.isoformat()).replace(tzinfo=dt.UTC)
    if isinstance(valeur, list):
        return [_excel(element, classeur) for element in valeur]
    if not isinstance(valeur, dict):
        return valeur
    ((sorte, contenu),) = valeur.items()
    return _SORTES[sorte](contenu, classeur)


def _tableau(contenu: list[Any], classeur: faux_windows.FauxClasseur) -> tuple[Any, ...]:
    elements = _excel(contenu, classeur)
    return tuple(tuple(ligne) if isinstance(ligne, list) else ligne for ligne in elements)


_SORTES: dict[str, Callable[[Any, faux_windows.FauxClasseur], Any]] = {
    "omis": lambda _contenu, _classeur: faux_windows.OMIS,
    "erreur": lambda contenu, _classeur: faux_windows.ERREURS[contenu],
    "entier": lambda contenu, _classeur: contenu,
    "tableau": _tableau,
    "plage": lambda contenu, classeur: faux_windows.FauxePlage(classeur, _excel(contenu, classeur)),
}


def _appeler(serveur: Any, classeur: Any, module: str, demande: dict[str, Any]) -> dict[str, Any]:
    arguments = tuple(_excel(argument, classeur) for argument in demande["arguments"])
    appelant = faux_windows.FauxePlage(classeur, None)
    try:
        rendu = serveur.CallUDF(module, demande["fonction"], arguments, classeur, appelant)
        return {"valeur": _en_json(faux_windows.en_variant(rendu))}
    except Exception as ecart:  # noqa: BLE001 - pywin32 attrape tout, comme ici
        return {"exception": type(ecart).__name__, "message": str(ecart)}


def main(module: str, dossiers: list[str]) -> None:
    """Do the work of the child process."""
    demandes = json.load(sys.stdin, object_hook=_de_json)
    with contextlib.redirect_stdout(sys.stderr):  # import_udfs imprime
        xlwings = faux_windows.charger()
        sys.path[:0] = dossiers
        importlib.invalidate_caches()
        classeur = faux_windows.FauxClasseur()
        xlwings.import_udfs(module, classeur)
        serveur = importlib.import_module("xlwings.com_server").XLPython()
        reponses = [_appeler(serveur, classeur, module, demande) for demande in demandes]
    publie = {"vba": classeur.vba, "macro_options": classeur.macro_options, "reponses": reponses}
    json.dump(publie, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
