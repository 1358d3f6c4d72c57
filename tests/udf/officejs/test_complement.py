"""The folder to host: what it holds, what it refuses, and the Python that goes to the browser."""

from __future__ import annotations

import ast
import io
import json
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cpts_xl import __version__
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law import empreinte
from cpts_xl.udf.appel import repondre
from cpts_xl.udf.officejs import icones, moteur, paquet
from cpts_xl.udf.officejs.complement import complement

ADRESSE = "https://outils.exemple.fr/cpts"
OFFICE = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"


@pytest.fixture
def faux_pyodide(tmp_path: Path) -> Path:
    """Return a folder with files of the names, sizes and natures of Pyodide, under a path of Windows users."""
    dossier = tmp_path / "Éloïse D'Orgeval" / "CPTS de l'Étang & du Bois"
    dossier.mkdir(parents=True)
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr("encodings/__init__.pyc", b"".join(sha256(str(n).encode()).digest() for n in range(60_000)))
    contenus = {
        "pyodide.js": b'var loadPyodide;"314.0.7"'.ljust(12_000),
        "pyodide.asm.mjs": b"export default m;".ljust(600_000),
        "pyodide.asm.wasm": b"\0asm".ljust(6_000_000, b"\0"),
        "python_stdlib.zip": tampon.getvalue(),
        "pyodide-lock.json": json.dumps({"info": {"python": "3.14.2"}, "packages": {"a": "b" * 300}}).encode(),
    }
    for nom, contenu in contenus.items():
        (dossier / nom).write_bytes(contenu)
    return dossier


def test_the_folder_is_whole_and_always_the_same(faux_pyodide: Path) -> None:
    """Every file has its path; the same inputs give the same bytes; without Pyodide, only its folder is missing."""
    contenus = complement(ADRESSE, faux_pyodide)
    assert contenus == complement(ADRESSE + "/", faux_pyodide)
    sans = complement(ADRESSE)
    assert set(contenus) - set(sans) == {f"pyodide/{nom}" for nom in moteur.FICHIERS}
    assert {"manifest.xml", "functions.json", "functions.js", "vides.js", "catalogue.js", "page.html", "page.css",
            "page.js", "cpts_xl.zip", "icones/16.png", "icones/128.png"} <= set(sans)  # fmt: skip
    assert not any("office" in chemin or chemin.startswith(("/", "..")) or "\\" in chemin for chemin in contenus)
    assert {chemin for chemin in sans if sans[chemin] != complement("https://autre.fr")[chemin]} == {"manifest.xml"}


def test_nothing_of_microsoft_is_shipped() -> None:
    """No file of the package is a copy of office.js: it is only named, in one place."""
    racine = Path(paquet.__file__).parent
    nommants = [
        f for f in racine.rglob("*") if f.is_file() and f.suffix != ".pyc" and OFFICE.encode() in f.read_bytes()
    ]
    assert [f.name for f in nommants] == ["page.html"]
    assert all(len(contenu) < 200_000 for contenu in complement(ADRESSE).values())


def test_the_catalogue_says_the_version_and_the_mark() -> None:
    """The page knows the tool, the texts, and asks for files of its own version."""
    contenus = complement(ADRESSE)
    connu = json.loads(contenus["catalogue.js"].decode().partition("self.CPTS = ")[2].rstrip(";\n"))
    assert connu["version"] == f"cpts_xl {__version__}, textes {empreinte()[:12]}"
    assert connu["version"] == repondre("CPTS_VERSION", []).valeurs[0][0]
    marques = set(re.findall(rb"\?v=(\w+)", contenus["page.html"]))
    assert (
        marques == {connu["paquet"].partition("?v=")[2].encode()} == {connu["metadonnees"].partition("?v=")[2].encode()}
    )
    assert b"@" not in contenus["page.html"]
    assert "@" not in contenus["manifest.xml"].decode()


class Relations(HTMLParser):
    """What a page asks for, and what it does inline."""

    def __init__(self) -> None:
        super().__init__()
        self.liens: list[str] = []
        self.politique = ""
        self.sur_place: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the links, the policy, and scripts or styles written in the page."""
        dits = dict(attrs)
        self.liens += [str(dits[cle]) for cle in ("src", "href") if cle in dits]
        if dits.get("http-equiv") == "Content-Security-Policy":
            self.politique = str(dits["content"])
        if (tag == "script" and "src" not in dits) or tag == "style" or any(cle.startswith("on") for cle in dits):
            self.sur_place.append(tag)


def test_the_page_asks_for_its_host_and_office_only() -> None:
    """One address from elsewhere, office.js; no script in the page; a policy that says the same."""
    page = Relations()
    contenus = complement(ADRESSE)
    page.feed(contenus["page.html"].decode())
    assert [lien for lien in page.liens if "//" in lien or lien.startswith("/")] == [OFFICE]
    locaux = {lien.partition("?")[0] for lien in page.liens if lien != OFFICE}
    assert locaux <= {*contenus, "pyodide/pyodide.js"}
    assert page.sur_place == []
    regles = {regle.split()[0]: regle.split()[1:] for regle in page.politique.split(";")}
    assert regles["connect-src"] == ["'self'"]
    assert regles["default-src"] == ["'self'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(regles["script-src"])
    for script in ("functions.js", "vides.js", "page.js"):
        texte = contenus[script].decode()
        assert not re.search(r"\beval\(|new Function|innerHTML|https?:", texte)


def test_the_kernel_can_be_read_by_hand() -> None:
    """Its two files stay short, and the page loads them in their order."""
    contenus = complement(ADRESSE)
    assert len(contenus["functions.js"].splitlines()) <= 100
    assert len(contenus["vides.js"].splitlines()) <= 120
    scripts = re.findall(rb'<script src="(\w+\.js)\?', contenus["page.html"])
    assert scripts == [b"catalogue.js", b"vides.js", b"functions.js", b"page.js"]


@pytest.mark.parametrize("aide", ["http://a.fr", "a.fr/aide", "https://a.fr/aide?x=1"])
def test_a_bad_support_page_is_refused(aide: str) -> None:
    """The support page is held to the rules of the host; a file of a site is welcome."""
    with pytest.raises(SaisieInvalide, match="celle d'une page"):
        complement(ADRESSE, aide=aide)
    assert b"https://a.fr/aide.html" in complement(ADRESSE, aide="https://a.fr/aide.html")["manifest.xml"]


def test_the_real_pyodide_is_accepted(pyodide: Path) -> None:
    """The files that npm gives are those expected; they are copied byte for byte."""
    lus = moteur.lire(pyodide)
    assert lus == {nom: (pyodide / nom).read_bytes() for nom in moteur.FICHIERS}


def test_a_folder_that_is_not_pyodide_is_refused(faux_pyodide: Path, tmp_path: Path) -> None:
    """No folder, an empty one, a file cut or of another kind: the sentence names it and says where to get Pyodide."""
    obtenir = re.escape(f"npm install pyodide@{moteur.VERSION}")
    assert list(moteur.lire(faux_pyodide)) == list(moteur.FICHIERS)
    with pytest.raises(SaisieInvalide, match=f"n'est pas un dossier.*{obtenir}"):
        moteur.lire(tmp_path / "nulle part")
    (tmp_path / "vide").mkdir()
    with pytest.raises(SaisieInvalide, match=r"il manque de Pyodide : pyodide\.js, pyodide\.asm\.mjs"):
        moteur.lire(tmp_path / "vide")
    for nom in moteur.FICHIERS:
        bon = (faux_pyodide / nom).read_bytes()
        for faux in (bon[: len(bon) // 4], b"<html>404</html>".ljust(len(bon), b" "), b""):
            (faux_pyodide / nom).write_bytes(faux)
            taille = re.escape(f"{nom} » ({len(faux)} octets) n'est pas le fichier attendu")
            with pytest.raises(SaisieInvalide, match=taille):
                moteur.lire(faux_pyodide)
        (faux_pyodide / nom).write_bytes(bon)
    (faux_pyodide / "pyodide.js").write_bytes(b'var loadPyodide;"313.0.1"'.ljust(12_000))
    with pytest.raises(SaisieInvalide, match=f"n'est pas de la version {re.escape(moteur.VERSION)}"):
        moteur.lire(faux_pyodide)


def test_only_what_computes_goes_to_the_browser() -> None:
    """The rooms that compute and their door; no engine, workbook, report or command line; nothing from a library."""
    membres = paquet.membres()
    salles = {chemin.split("/")[1] for chemin in membres}
    assert salles == {"__init__.py", "absence.py", "errors.py", "formats.py", "law", "rules", "udf"}
    assert sum(chemin.startswith("cpts_xl/law/textes/") for chemin in membres) >= 7
    assert not any(chemin.endswith(("publication.py", "page.py", "complement.py")) for chemin in membres)
    for chemin, contenu in membres.items():
        if chemin.endswith(".py"):
            for noeud in ast.parse(contenu).body:
                if isinstance(noeud, ast.Import | ast.ImportFrom):
                    nom = noeud.module if isinstance(noeud, ast.ImportFrom) else noeud.names[0].name
                    assert str(nom).split(".")[0] in {*sys.stdlib_module_names, "cpts_xl"}, chemin


def test_the_zip_computes_alone(tmp_path: Path) -> None:
    """A Python that has nothing but this zip answers as the house does."""
    (tmp_path / "cpts_xl.zip").write_bytes(complement(ADRESSE)["cpts_xl.zip"])
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'cpts_xl.zip')!r})\n"
        "from cpts_xl.udf.officejs.lot import repartir, versions\n"
        'print(repartir(\'[["CPTS_TAILLE",[[[103000]],[[45731]]]],["CPTS_SOURCE",[[["acces_fixe"]],[[2]],[[45731]]]]]\'))\n'
        "print(versions())"
    )
    fini = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    rendus, version = fini.stdout.splitlines()
    source = repondre("CPTS_SOURCE", ["acces_fixe", 2.0, 45731.0])
    assert json.loads(rendus) == [[[[3.0]], ""], [source.valeurs, ""]]
    assert version == repondre("CPTS_VERSION", []).valeurs[0][0]


def test_the_zip_has_no_trace_of_the_machine() -> None:
    """Fixed dates and rights, sorted paths: the same zip everywhere."""
    with zipfile.ZipFile(io.BytesIO(complement(ADRESSE)["cpts_xl.zip"])) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {(info.date_time, info.create_system, info.external_attr) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o644 << 16)
    }


@pytest.mark.parametrize("taille", icones.TAILLES)
def test_icons_are_whole_images(taille: int) -> None:
    """Each icon is a PNG of its size, transparent in the corners, of two colours, below Microsoft's 100 kB."""
    contenu = icones.dessiner(taille)
    assert contenu.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", contenu[16:24]) == (taille, taille)
    assert len(contenu) < 100_000
    debut = contenu.index(b"IDAT") + 4
    pixels = zlib.decompress(contenu[debut : contenu.index(b"IEND") - 8])
    assert len(pixels) == taille * (4 * taille + 1)
    assert pixels[4] == 0
    milieu = (taille // 2) * (4 * taille + 1) + 1
    assert pixels[milieu + 4 * (taille // 2) :][:4] == bytes([11, 110, 110, 255])
    blancs = [x for x in range(taille) if pixels[milieu + 4 * x : milieu + 4 * x + 4] == b"\xff\xff\xff\xff"]
    assert blancs
    assert max(blancs) < taille // 2, "the ring is open on the right"
