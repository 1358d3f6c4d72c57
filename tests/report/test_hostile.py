"""Templates made to harm: refused in bounded time and memory, in French; and the texts that look harmful, kept."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
import zlib

import pytest
from docx import Document

from cpts_xl.errors import CptsError, GabaritInvalide, MoteurIndisponible
from cpts_xl.report.contexte import contexte
from cpts_xl.report.gabarit import rendre
from cpts_xl.report.moteur import cache, limites
from cpts_xl.report.moteur.gabarit_pret import oublier
from cpts_xl.report.pagination import trouver_soffice
from cpts_xl.report.pagination.bureautique import convertir
from cpts_xl.report.verification import verifier_gabarit
from tests.promesse import LIBREOFFICE, absent

from .conftest import DEPOT, calcule, ouvre, tout_le_texte
from .modeles import MODELES, dossier_hostile

CHAMPS = {
    "cpts": {"nom": "CPTS d'essai"},
    "longue": [{"nom": "x" * 50} for _ in range(2_000)],
    "textes": ["abc"] * 500,
    "document": {"titre": "t"},
}
SECONDES = 20.0


@pytest.fixture(autouse=True)
def cache_a_part(monkeypatch):
    """Keep nothing on the disk."""
    monkeypatch.setenv(cache.DOSSIER, "")
    oublier()


def _boucles(profondeur: int, dedans: str) -> str:
    ouvre_ = "".join(f"{{% for x{rang} in longue %}}" for rang in range(profondeur))
    return ouvre_ + dedans + "{% endfor %}" * profondeur


@pytest.mark.parametrize(
    ("texte", "motif"),
    [
        (_boucles(3, ""), "se répètent trop"),
        (_boucles(2, "{{ x0.nom }}"), "se répètent trop|démesuré"),
        (_boucles(6, "{% if x0.nom %}{% endif %}"), "se répètent trop"),
        (_boucles(12, "x"), "emboîtés"),
        ("{% for x in longue recursive %}{{ loop(longue) }}{% endfor %}", "n'est pas admise"),
        ("{% for x in range(1000000000) %}{% endfor %}", "champ nommé|n'est pas admise"),
        ("{% for x in cpts.nom %}{% endfor %}", "n'est pas une liste"),
        ("{% for x in [1, 2, 3] %}{% endfor %}", "champ nommé"),
        ("{{ 'a' * 1000000000 }}", "aucun calcul"),
        ("{{ 9 ** 9 ** 9 ** 9 }}", "aucun calcul"),
        ("{{ cpts.nom|join(cpts.nom)|join(cpts.nom) }}", "join"),
        ("{{ textes|join(cpts.nom) }}", "join"),
        ("{{ cpts.nom|format('%1000000000d') }}", "filtre « format »"),
        ("{{ cpts.nom|center(1000000000) }}", "filtre « center »"),
        ("{{ " + "(" * 150 + "cpts.nom" + ")" * 150 + " }}", "mal écrite|compliquée"),
        ("{{ " + "not " * 90 + "cpts.nom }}", "mal écrite|compliquée"),
        ("{{ cpts.nom ~ " + " ~ ".join(["cpts.nom"] * 40) + " }}", "complète|compliquée"),
        ("{{ '" + "a" * 300 + "' }}", "trop long"),
        ("{{ '\\ue001H' }}", "signe interdit"),
        ("{{ cpts.nom|attr('__class__') }}", "filtre « attr »"),
        ("{{ cpts['__class__'] }}", "n'est pas admis"),
        ("{{ cpts.nom.__class__.__mro__ }}", "n'est pas admis"),
        ("{{ cpts.items }}", "inconnu"),
        ("{{ cpts.nom.format }}", "est un texte"),
        ("{{ loop.__init__ }}", "inconnu"),
        ("{{ self }}", "inconnu"),
        ("{% include '/etc/passwd' %}", "n'est pas admise"),
        ("{% import 'os' as os %}", "n'est pas admise"),
        ("{% extends 'x' %}", "n'est pas admise"),
        ("{% set x = 1 %}", "n'est pas admise"),
        ("{% macro m() %}{% endmacro %}", "n'est pas admise"),
        ("{% raw %}{{ x }}{% endraw %}", "n'est pas admise"),
        ("{% filter upper %}a{% endfilter %}", "n'est pas admise"),
        ("{% cellbg 'x' %}", "n'est pas admise"),
        ("{{p cpts.nom }}", "n'accompagne que"),
    ],
)  # fmt: skip
def test_a_hostile_tag_is_refused_quickly_with_its_reason(modele, texte, motif):
    """Endless or explosive, walking attributes, including files: refused before long, in a sentence."""
    chemin = modele("Heading 1|Partie", texte)
    depart = time.perf_counter()
    with pytest.raises(GabaritInvalide, match=motif):
        rendre(chemin, CHAMPS)
    assert time.perf_counter() - depart < SECONDES


def test_contents_without_end_are_refused(modele):
    """Contents asked for a thousand times, one by one or in a loop, do not multiply the headings of the report."""
    for paragraphes in (["{{ sommaire }}"] * 1_000, ["{%p for x in longue %}", "{{ sommaire }}", "{%p endfor %}"]):
        with pytest.raises(GabaritInvalide, match="plus de 4 sommaires"):
            rendre(modele(*paragraphes, "Heading 1|Titre"), CHAMPS)


def test_a_long_honest_report_is_not_refused(modele):
    """The limits leave room: two thousand rows of ten fields, several times over."""
    rangee = [f"{{{{ x.nom }}}} {rang}" for rang in range(10)]
    table = [["{%tr for x in longue %}"] + [""] * 9, rangee, ["{%tr endfor %}"] + [""] * 9]
    assert len(ouvre(rendre(modele(table, table, table), CHAMPS)).tables) == 3


def _avec(parties: dict[str, bytes]) -> bytes:
    source, sortie = io.BytesIO(), io.BytesIO()
    Document().save(source)
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for nom in [*lu.namelist(), *parties]:
            if nom not in parties or nom not in ecrit.namelist():
                ecrit.writestr(nom, parties.get(nom) or lu.read(nom))
    return sortie.getvalue()


def _corps(contenu: bytes) -> bytes:
    espace = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return b"<w:document " + espace + b"><w:body>" + contenu + b"</w:body></w:document>"


def _enorme_image() -> bytes:
    """Return a package whose directory hides an image of 500 MB: its real length is not what it says."""
    contenu = _avec({"word/media/a.png": b"\0" * 30_000_000})
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    vrai = b"".join(machine.compress(b"\0" * 10_000_000) for _ in range(50)) + machine.flush()
    lu, sortie = zipfile.ZipFile(io.BytesIO(contenu)), io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_STORED) as ecrit:
        for nom in lu.namelist():
            ecrit.writestr(nom, vrai if nom.endswith("a.png") else lu.read(nom))
    octets = bytearray(sortie.getvalue())
    for signature, place in ((b"PK\1\2", 10), (b"PK\3\4", 8)):
        debut = 0
        while (debut := octets.find(signature, debut)) >= 0:
            nom = octets.find(b"word/media/a.png", debut)
            if 0 <= nom - debut <= 46:
                octets[debut + place : debut + place + 2] = b"\x08\0"
                taille = debut + (24 if place == 10 else 22)
                octets[taille : taille + 4] = (900_000).to_bytes(4, "little")
            debut += 4
    return bytes(octets)


PAQUETS = {
    "entités": lambda: _avec(
        {"word/document.xml": b'<!DOCTYPE d [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + _corps(b"")}),
    "zip démesuré": lambda: _avec({"word/media/a.bin": b"\0" * 45_000_000}),
    "image de 500 Mo": _enorme_image,
    "un million de paragraphes": lambda: _avec({"word/document.xml": _corps(b"<w:p/>" * 1_000_000)}),
    "paragraphes sans nombre": lambda: _avec({"word/document.xml": _corps(
        b"".join(b'<w:p w:rsidR="%s"/>' % os.urandom(4).hex().encode() for _ in range(250_000)))}),
    "texte sans fin": lambda: _avec({"word/document.xml": _corps(
        b"<w:p><w:r><w:t>" + os.urandom(5_000_000).hex().encode() + b"</w:t></w:r></w:p>")}),
    "balises sans nombre": lambda: _avec({"word/document.xml": _corps(
        b"<w:p><w:r><w:t>" + b"{{ cpts.nom }}" * 30_000 + os.urandom(40_000).hex().encode() + b"</w:t></w:r></w:p>")}),
    "accolades sans fin": lambda: _avec({"word/document.xml": _corps(
        b"<w:p><w:r><w:t>" + b"{{" * 400_000 + os.urandom(40_000).hex().encode() + b"</w:t></w:r></w:p>")}),
    "emboîtement sans fin": lambda: _avec({"word/document.xml": _corps(b"<w:p>" * 50_000 + b"</w:p>" * 50_000)}),
    "partie abîmée": lambda: _avec({"word/document.xml": _corps(b"<w:p>")}),
    "styles abîmés": lambda: _avec({"word/styles.xml": b"<w:styles"}),
}  # fmt: skip

_LIMITES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
from pathlib import Path
from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.gabarit import rendre
try:
    rendre(Path(sys.argv[1]), {"cpts": {"nom": "x"}})
except GabaritInvalide as refus:
    print(refus)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="les limites d'un processus se posent autrement sous Windows")
@pytest.mark.parametrize("nom", PAQUETS)
def test_a_hostile_package_is_refused_in_bounded_time_and_memory(nom, tmp_path):
    """Half a minute of processor and 1.5 GB are more than enough to say no; nothing is left beside the template."""
    chemin = tmp_path / "modèle piégé.docx"
    chemin.write_bytes(PAQUETS[nom]())
    fini = subprocess.run(
        [sys.executable, "-c", _LIMITES, str(chemin)], capture_output=True, text=True, encoding="utf-8", cwd=DEPOT,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(DEPOT), cache.DOSSIER: ""}, timeout=90, check=False,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stderr[-2_000:]
    assert fini.stdout.startswith("Modèle")
    assert [un.name for un in tmp_path.iterdir()] == [chemin.name]


def test_a_file_of_500_mb_is_never_read_whole(tmp_path):
    """Its size is enough to refuse it."""
    chemin = tmp_path / "m.docx"
    with chemin.open("wb") as flux:
        flux.truncate(500_000_000)
    with pytest.raises(GabaritInvalide, match="20 Mo"):
        rendre(chemin, CHAMPS)
    with pytest.raises(GabaritInvalide, match="20 Mo"):
        verifier_gabarit(chemin, CHAMPS)


def test_a_tag_in_a_setting_of_word_is_refused(tmp_path):
    """A field is a text: it cannot command a link, a colour, or another field of Word."""
    course = b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>%s</w:instrText></w:r></w:p>'
    for corps, motif in (
        (course % b"QUOTE {{ cpts.nom }}", "instruction d'un champ"),
        (b'<w:p><w:hyperlink w:anchor="{{ cpts.nom }}"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>', "réglage de Word"),
    ):
        chemin = tmp_path / "m.docx"
        chemin.write_bytes(_avec({"word/document.xml": _corps(corps)}))
        with pytest.raises(GabaritInvalide, match=motif):
            rendre(chemin, CHAMPS)


def test_the_output_is_bounded_while_rendering(modele, monkeypatch):
    """A report that would be enormous stops before it is joined."""
    monkeypatch.setattr(limites, "SIGNES", 50_000)
    with pytest.raises(GabaritInvalide, match="démesuré"):
        rendre(modele(_boucles(1, "{{ x0.nom }}")), CHAMPS)


def test_libreoffice_reads_every_hostile_text():
    """The report of a CPTS whose every text is a trap opens in LibreOffice, which reads the same paragraphs."""
    if trouver_soffice() is None:
        absent(LIBREOFFICE)
    rapport = rendre(MODELES[0], contexte(calcule(dossier_hostile())))
    try:
        relu = convertir(rapport, "docx:MS Word 2007 XML")
    except MoteurIndisponible as erreur:
        pytest.fail(str(erreur))
    textes = {texte.strip() for texte in tout_le_texte(ouvre(relu))}
    voulus = [texte.strip() for texte in tout_le_texte(ouvre(rapport)) if "{{ 7*7 }}" in texte]
    assert len(voulus) > 10
    assert [texte for texte in voulus if texte not in textes] == []
    assert issubclass(GabaritInvalide, CptsError)
