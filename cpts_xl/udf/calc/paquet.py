"""The add-in as one file, ``cpts_xl.oxt``: its parts, and beside them the modules that compute."""

from __future__ import annotations

import ast
import io
import zipfile
from importlib.resources import files
from importlib.resources.abc import Traversable

from cpts_xl.udf.calc import descriptions
from cpts_xl.udf.calc.bibliotheque import Methode, bibliotheque
from cpts_xl.udf.calc.noms import DOCUMENT, INTERFACE, MODULE, methode
from cpts_xl.udf.reference import FonctionPubliee, fonctions

NOM = "cpts_xl.oxt"
DEPART = "cpts_xl.udf.calc.passage"
DONNEES = "law/textes"
_QUAND = (1980, 1, 1, 0, 0, 0)  # la même archive, octet pour octet, à chaque construction


def construire_oxt() -> bytes:
    """Return the add-in; the same version of the package gives the same bytes."""
    publiees = fonctions()
    textes = {
        "META-INF/manifest.xml": descriptions.manifeste(),
        "description.xml": descriptions.description(),
        "description.txt": descriptions.resume(),
        "LICENCE.txt": _lire("cpts_xl/udf/calc/LICENCE.txt"),
        descriptions.TEXTES: descriptions.textes(publiees),
        descriptions.COMPOSANT: _lire("cpts_xl/udf/calc/composant.py"),
        **{f"pythonpath/{nom}": _lire(nom) for nom in fichiers_du_calcul()},
    }
    parties = {nom: texte.encode() for nom, texte in textes.items()}
    parties[descriptions.TYPES] = bibliotheque(MODULE, INTERFACE, list(map(_methode, publiees)))
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, octets in parties.items():
            partie = zipfile.ZipInfo(nom, _QUAND)
            partie.compress_type = zipfile.ZIP_DEFLATED
            partie.create_system = 3
            partie.external_attr = 0o644 << 16
            archive.writestr(partie, octets)
    return tampon.getvalue()


def fichiers_du_calcul() -> list[str]:
    """Return the files that an answer needs, from what each module imports at its head: modules, then texts of law.

    What a function imports when it is called is left out: only the page of functions reads its examples that way.
    """
    modules: dict[str, str] = {}
    a_voir = [DEPART]
    while a_voir:
        module = a_voir.pop()
        chemin = _chemin(module)
        if module not in modules and chemin:
            modules[module] = chemin
            a_voir += [module.rpartition(".")[0], *_importes(_lire(chemin))]
    textes = [f"cpts_xl/{DONNEES}/{un.name}" for un in files("cpts_xl").joinpath(DONNEES).iterdir()]
    return [*sorted(modules.values()), *sorted(un for un in textes if un.endswith(".toml"))]


def _importes(source: str) -> list[str]:
    """Return the modules of the house that a source imports at its head, ``from a import b`` giving a and a.b."""
    noms: list[str] = []
    for noeud in ast.parse(source).body:
        if isinstance(noeud, ast.Import):
            noms += [alias.name for alias in noeud.names]
        elif isinstance(noeud, ast.ImportFrom) and noeud.module:
            noms += [noeud.module, *(f"{noeud.module}.{alias.name}" for alias in noeud.names)]
    return [nom for nom in noms if nom.partition(".")[0] == "cpts_xl"]


def _chemin(module: str) -> str:
    """Return the file of a module, from the folder of the package; "" when the name is not that of a module."""
    chemin = module.replace(".", "/")
    candidats = (f"{chemin}/__init__.py", f"{chemin}.py") if module else ()
    return next((un for un in candidats if _ressource(un).is_file()), "")


def _ressource(chemin: str) -> Traversable:
    return files("cpts_xl").joinpath(chemin.removeprefix("cpts_xl/"))


def _lire(chemin: str) -> str:
    # les fins de ligne d'un poste sous Windows donneraient une autre archive
    return _ressource(chemin).read_text(encoding="utf-8")


def _methode(fonction: FonctionPubliee) -> Methode:
    arguments = [(argument.nom, "any") for argument in fonction.arguments]
    rendu = "[][]any" if fonction.tableau else "any"
    return methode(fonction.nom), rendu, [(DOCUMENT, "com.sun.star.beans.XPropertySet"), *arguments]
