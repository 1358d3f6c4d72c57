"""The add-in as a file: its parts, its texts, and its own copy of the computation, that needs nothing else."""

from __future__ import annotations

import ast
import io
import json
import os
import struct
import subprocess
import sys
import types
import zipfile
from collections import namedtuple
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cpts_xl import __version__
from cpts_xl.udf import exemples
from cpts_xl.udf.calc.bibliotheque import ENTETE
from cpts_xl.udf.calc.noms import INTERFACE, MODULE, SERVICE, methode
from cpts_xl.udf.calc.paquet import construire_oxt, fichiers_du_calcul
from cpts_xl.udf.calc.passage import repondre_calc
from cpts_xl.udf.reference import fonctions

REGISTRE = "{http://openoffice.org/2001/registry}"
LANGUE = "{http://www.w3.org/XML/1998/namespace}lang"
SOURCE = (files("cpts_xl.udf.calc") / "composant.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def archive():
    """Return the add-in, opened."""
    with zipfile.ZipFile(io.BytesIO(construire_oxt())) as ouverte:
        yield ouverte


def _xml(octets):
    return ET.fromstring(octets)  # noqa: S314  (écrit par nous)


def test_same_bytes_each_time() -> None:
    """Two constructions give the same file."""
    assert construire_oxt() == construire_oxt()


def test_manifest_names_parts_that_are_there(archive) -> None:
    """Each registered part exists, and has the nature that LibreOffice knows."""
    espace = "{http://openoffice.org/2001/manifest}"
    entrees = _xml(archive.read("META-INF/manifest.xml"))
    natures = {e.get(f"{espace}full-path"): e.get(f"{espace}media-type") for e in entrees}
    assert set(natures) <= set(archive.namelist())
    assert natures == {
        "types.rdb": "application/vnd.sun.star.uno-typelibrary;type=RDB",
        "composant.py": "application/vnd.sun.star.uno-component;type=Python",
        "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
    }
    assert archive.testzip() is None


def test_description_is_french_and_dated_by_its_version(archive) -> None:
    """Version of the package, French name, summary that is there, oldest LibreOffice that was tried."""
    espace = "{http://openoffice.org/extensions/description/2006}"
    fiche = _xml(archive.read("description.xml"))
    assert fiche.find(f"{espace}version").get("value") == __version__
    assert {nom.text for nom in fiche.iter(f"{espace}name")} == {"Fonctions CPTS", "Les auteurs de cpts_xl"}
    minimal = fiche.find(".//{http://libreoffice.org/extensions/description/2011}LibreOffice-minimal-version")
    assert minimal.get("value") == "7.4"
    for resume in fiche.iter(f"{espace}src"):
        assert "Licence MIT" in archive.read(resume.get("{http://www.w3.org/1999/xlink}href")).decode()


def test_licence_goes_with_the_add_in(archive) -> None:
    """The text of the licence is that of the project."""
    licence = (Path(__file__).resolve().parents[3] / "LICENSE").read_text(encoding="utf-8")
    assert archive.read("LICENCE.txt").decode() == licence


def test_wizard_texts_of_every_function(archive) -> None:
    """Each function has its name, its help and those of its arguments, in French whatever the language."""
    racine = _xml(archive.read("CalcAddIns.xcu"))
    (service,) = racine.findall(f"./node[@{REGISTRE}name='AddInInfo']/node")
    assert service.get(f"{REGISTRE}name") == SERVICE
    noeuds = {un.get(f"{REGISTRE}name"): un for un in service.find("node")}
    assert list(noeuds) == [methode(f.nom) for f in fonctions()]
    for fonction in fonctions():
        noeud = noeuds[methode(fonction.nom)]
        assert _textes(noeud, "DisplayName") == {"en": fonction.nom, "fr": fonction.nom}
        assert _textes(noeud, "CompatibilityName") == {"en": fonction.nom, "fr": fonction.nom}
        assert _textes(noeud, "Description") == {"en": fonction.aide, "fr": fonction.aide}
        arguments = noeud.findall("node/node")
        assert [un.get(f"{REGISTRE}name") for un in arguments] == [a.nom for a in fonction.arguments]
        for publie, lu in zip(fonction.arguments, arguments, strict=True):
            assert _textes(lu, "Description") == {"en": publie.aide, "fr": publie.aide}


def _textes(noeud, propriete):
    (trouvee,) = noeud.findall(f"prop[@{REGISTRE}name='{propriete}']")
    return {valeur.get(LANGUE): valeur.text for valeur in trouvee}


def test_type_library_read_back(archive) -> None:
    """Read as LibreOffice reads it: one interface, one method per function, its arguments in order."""
    octets = archive.read("types.rdb")
    assert octets.startswith(ENTETE)
    ou, nombre = struct.unpack_from("<II", octets, len(ENTETE))
    for nom in MODULE:
        ou = _entree(octets, ou, nombre, nom)
        sorte, nombre = struct.unpack_from("<BI", octets, ou)
        assert sorte == 0
        ou += 5
    curseur = _Curseur(octets, _entree(octets, ou, nombre, INTERFACE))
    assert (curseur.octet(), curseur.entier(), curseur.nom()) == (5, 1, "com.sun.star.uno.XInterface")
    assert (curseur.entier(), curseur.entier()) == (0, 0)
    lues = {}
    for _ in range(curseur.entier()):
        nom, rendu = curseur.nom(), curseur.nom()
        lues[nom] = rendu, [(curseur.octet(), curseur.nom(), curseur.nom()) for _ in range(curseur.entier())]
        assert curseur.entier() == 0
    document = (0, "document", "com.sun.star.beans.XPropertySet")
    assert lues == {
        methode(f.nom): ("[][]any" if f.tableau else "any", [document, *((0, a.nom, "any") for a in f.arguments)])
        for f in fonctions()
    }


def _entree(octets, ou, nombre, nom):
    assert nombre == 1
    cle, charge = struct.unpack_from("<II", octets, ou)
    assert octets[cle : octets.index(b"\x00", cle)].decode() == nom
    return charge


class _Curseur:
    def __init__(self, octets, ou):
        self.octets, self.ou = octets, ou

    def octet(self):
        self.ou += 1
        return self.octets[self.ou - 1]

    def entier(self):
        self.ou += 4
        return struct.unpack_from("<I", self.octets, self.ou - 4)[0]

    def nom(self):
        longueur = self.entier()
        self.ou += longueur
        return self.octets[self.ou - longueur : self.ou].decode()


SEUL = """
import json, sys
sys.path.insert(0, sys.argv[1])
from cpts_xl.udf.calc.passage import repondre_calc
rendus = [repondre_calc(nom, arguments) for nom, arguments in json.load(sys.stdin)]
etrangers = {m.partition(".")[0] for m in sys.modules} - set(sys.stdlib_module_names) - {"cpts_xl", "__main__"}
ailleurs = [m for m in sys.modules if m.startswith("cpts_xl") and not sys.modules[m].__file__.startswith(sys.argv[1])]
print(json.dumps([rendus, sorted(etrangers), ailleurs]))
"""


def test_the_add_in_computes_alone(archive, tmp_path) -> None:
    """Its own copy of the house answers every example, in a Python without any library nor our package."""
    archive.extractall(tmp_path)
    appels = [[f.nom, [_en_calc(a) for a in exemples.lire()[f.nom].arguments]] for f in fonctions()]
    fini = subprocess.run(
        [sys.executable, "-I", "-S", "-c", SEUL, str(tmp_path / "pythonpath")],
        input=json.dumps(appels), capture_output=True, encoding="utf-8", cwd=tmp_path, check=False,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stderr
    rendus, etrangers, ailleurs = json.loads(fini.stdout)
    assert (etrangers, ailleurs) == ([], [])
    assert rendus == json.loads(json.dumps([repondre_calc(nom, arguments) for nom, arguments in appels]))


def _en_calc(valeur):
    """Return what Calc gives for a raw value of an example, single cells written as ranges."""
    if isinstance(valeur, list):
        return [[_brute(case) for case in ligne] for ligne in valeur]
    return [[_brute(valeur)]]


def _brute(case):
    if hasattr(case, "toordinal"):
        return float(case.toordinal() - 693594)
    return "" if case is None else case


DEPUIS_LIBREOFFICE = """
import sys, types
uno, unohelper = types.ModuleType("uno"), types.ModuleType("unohelper")
uno.getClass, unohelper.Base = lambda nom: type(nom, (), {}), type("Base", (), {})
unohelper.ImplementationHelper = lambda: types.SimpleNamespace(addImplementation=lambda *_: None)
sys.modules.update(uno=uno, unohelper=unohelper)
sys.path.append(sys.argv[1] + "/pythonpath")
module = types.ModuleType("uno_component")
module.__file__ = sys.argv[1] + "/composant.py"
exec(compile(open(module.__file__, encoding="utf-8").read(), module.__file__, "exec"), module.__dict__)
print(module.Fonctions(None).TAILLE(None, 103000.0, 45731.0), sys.modules["cpts_xl"].__file__)
"""


def test_another_package_of_the_machine_is_never_taken(archive, tmp_path) -> None:
    """A cpts_xl installed for the system's Python, older or broken, does not answer for the add-in."""
    complement, machine = tmp_path / "complément d'Éloïse", tmp_path / "machine"
    archive.extractall(complement)
    (machine / "cpts_xl").mkdir(parents=True)
    (machine / "cpts_xl" / "__init__.py").write_text("raise RuntimeError('un autre')", encoding="utf-8")
    fini = subprocess.run(
        [sys.executable, "-S", "-c", DEPUIS_LIBREOFFICE, str(complement)],
        env={**os.environ, "PYTHONPATH": str(machine), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, encoding="utf-8", cwd=tmp_path, check=False,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.strip() == f"3.0 {complement / 'pythonpath' / 'cpts_xl' / '__init__.py'}"


def test_only_what_computes_is_taken() -> None:
    """No workbook, no report, no engine, no carrier; every text of law."""
    pris = fichiers_du_calcul()
    salles = {nom.split("/")[1] for nom in pris if nom.count("/") > 1}
    assert salles == {"law", "rules", "udf"}
    assert not any(mot in nom for nom in pris for mot in ("xlwings", "composant", "page", "exemples", "porteurs"))
    textes = {un.name for un in files("cpts_xl.law").joinpath("textes").iterdir() if un.name.endswith(".toml")}
    assert {nom.rpartition("/")[2] for nom in pris if nom.endswith(".toml")} == textes


def test_component_is_read_by_an_old_python() -> None:
    """The component alone parses with the grammar of Python 3.8, and imports nothing of the house at its head."""
    arbre = ast.parse(SOURCE, feature_version=(3, 8))
    tetes = [noeud for noeud in arbre.body if isinstance(noeud, ast.Import | ast.ImportFrom)]
    noms = {alias.name if isinstance(n, ast.Import) else n.module for n in tetes for alias in n.names}
    assert noms == {"__future__", "datetime", "functools", "sys", "pathlib", "typing", "uno", "unohelper"}


Version = namedtuple("Version", "major minor micro")  # noqa: PYI024  (comme sys.version_info)


@pytest.fixture
def composant(monkeypatch, tmp_path):
    """Return the component, loaded as LibreOffice does, on stand-ins of its libraries, in an empty folder."""
    uno, unohelper = types.ModuleType("uno"), types.ModuleType("unohelper")
    uno.getClass = lambda nom: type(nom, (), {})
    unohelper.Base = type("Base", (), {})
    unohelper.ImplementationHelper = lambda: types.SimpleNamespace(addImplementation=lambda *_: None)
    monkeypatch.setitem(sys.modules, "uno", uno)
    monkeypatch.setitem(sys.modules, "unohelper", unohelper)
    monkeypatch.setattr(sys, "path", list(sys.path))
    module = types.ModuleType("uno_component")
    module.__file__ = str(tmp_path / "composant.py")
    exec(compile(SOURCE, module.__file__, "exec"), module.__dict__)  # noqa: S102  (ainsi fait pythonloader)
    return module


@pytest.mark.parametrize("version", [(3, 5, 4), (3, 8, 20), (3, 10, 16)])
def test_old_python_says_so(composant, monkeypatch, version) -> None:
    """In a LibreOffice whose Python is too old, every function answers a French sentence."""
    monkeypatch.setattr(composant, "sys", types.SimpleNamespace(version_info=Version(*version)))
    ajout = composant.Fonctions(None)
    attendue = f"Refus : ce LibreOffice apporte Python {version[0]}.{version[1]} et les fonctions CPTS demandent"
    for fonction in fonctions():
        rendu = getattr(ajout, methode(fonction.nom))(None, 1.0)
        phrase = rendu[0][0] if fonction.tableau else rendu
        assert phrase.startswith(attendue)


def test_component_answers(composant) -> None:
    """With a Python that can, the component answers, in the calendar of the workbook."""
    ajout = composant.Fonctions(None)
    assert ajout.TAILLE(None, 103000.0, 45731.0) == 3.0
    jour = types.SimpleNamespace(Year=1904, Month=1, Day=1)
    ancien = types.SimpleNamespace(getPropertyValue={"NullDate": jour}.__getitem__)
    assert ajout.TAILLE(ancien, 103000.0, 45731.0 - 1462) == 3.0
    assert ajout.supportsService("CPTS")
    assert ajout.getSupportedServiceNames() == ("CPTS",)
    with pytest.raises(AttributeError):
        _ = ajout.inconnu


def test_damaged_add_in_says_so(composant, monkeypatch) -> None:
    """Whatever breaks inside the component, the cell says what to do."""

    def casser():
        raise ModuleNotFoundError

    monkeypatch.setattr(composant, "charger", casser)
    ajout = composant.Fonctions(None)
    phrase = "Refus : complément abîmé (ModuleNotFoundError) ; l'installer de nouveau"
    assert ajout.TAILLE(None, 1.0, 2.0) == phrase
    assert ajout.BAREME(None, 1.0) == ((phrase,),)


def test_tables_known_to_the_component(composant) -> None:
    """The component, that reads no catalogue, knows the functions that give rows; and its own names."""
    assert set(composant.TABLEAUX) == {f.nom for f in fonctions() if f.tableau}
    assert composant.SERVICE == SERVICE
    assert ".".join([*MODULE, INTERFACE]) == composant.INTERFACE
    assert all(methode(f.nom).isupper() for f in fonctions())
    assert Path(composant.__file__).name == "composant.py"
