"""Templates prepared once: from memory, disk, another process or thread, one report; the cache is not trusted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.rapport import _en_donnees
from bench.rapport_seul import _du_fichier, nous
from cpts_xl.report.contexte import contexte
from cpts_xl.report.gabarit import rendre
from cpts_xl.report.moteur import cache
from cpts_xl.report.moteur.gabarit_pret import oublier

from .conftest import DEPOT
from .modeles import CHAMPS, MODELES

pytestmark = pytest.mark.usefixtures("cache_a_part")


def test_two_threads_fill_the_same_template(modele):
    """A prepared template holds no state of one report."""
    chemin = modele("Heading 1|{{ cpts.nom }}", "{{ sommaire }}", "{% for r in raisons %}{{ r }}{% endfor %}")
    dossiers = [{**CHAMPS, "cpts": {"nom": f"CPTS {rang} < &"}} for rang in range(8)]
    seuls = [rendre(chemin, champs) for champs in dossiers]
    with ThreadPoolExecutor(4) as ensemble:
        assert list(ensemble.map(lambda champs: rendre(chemin, champs), dossiers * 5)) == seuls * 5


def test_memory_disk_and_first_time_give_the_same_bytes(modele):
    """Prepared now, read from the disk or kept in memory: one template and one dossier, one report."""
    chemin = modele("Heading 1|{{ cpts.nom }}", "{{ sommaire }}", entete="{{ cpts.cpam }}")
    premier = rendre(chemin, CHAMPS)
    assert rendre(chemin, CHAMPS) == premier
    oublier()
    assert list(Path(os.environ[cache.DOSSIER]).glob("*.gabarit"))
    assert rendre(chemin, CHAMPS) == premier


def test_a_known_template_loads_neither_docxtpl_nor_lxml(modele):
    """In a new process, a template already prepared is filled without the libraries that prepared it."""
    chemin = modele("{{ cpts.nom }}")
    code = (
        "import sys; from pathlib import Path; from cpts_xl.report.gabarit import rendre;"
        "rendre(Path(sys.argv[1]), {'cpts': {'nom': 'x'}});"
        "print(*(m for m in ('docxtpl', 'docx', 'lxml') if m in sys.modules))"
    )
    charges = [
        subprocess.run([sys.executable, "-c", code, str(chemin)], capture_output=True, text=True, check=True, cwd=DEPOT)
        for _ in range(2)
    ]
    assert [un.stdout.split() for un in charges] == [["docxtpl", "docx", "lxml"], []]


def test_the_bench_fills_the_same_report_in_another_process(resultat, tmp_path):
    """The fields that the bench sends to a new process give the same bytes there."""
    champs = contexte(resultat)
    fichier = tmp_path / "champs.json"
    fichier.write_text(json.dumps(_en_donnees(champs)), encoding="utf-8")
    assert nous(MODELES[0], _du_fichier(str(fichier))) == rendre(MODELES[0], champs)


def test_the_cache_holds_text_and_is_not_trusted(modele, monkeypatch):
    """What others could write is not read; what was tampered with is prepared again; nothing in it is ever run."""
    chemin = modele("{{ cpts.nom }}")
    attendu = rendre(chemin, CHAMPS)
    (fichier,) = Path(os.environ[cache.DOSSIER]).glob("*.gabarit")
    cle = fichier.stem
    for texte in ("pas du JSON", "{}", '{"sources": 3}', cache.lire(cle).replace("{{ cpts.nom }}", "{{ x.__class__ }}"),
                  cache.lire(cle).replace("{{ cpts.nom }}", "{% if x %}")):  # fmt: skip
        cache.ecrire(cle, texte)
        oublier()
        assert rendre(chemin, CHAMPS) == attendu
    if hasattr(os, "getuid"):
        fichier.chmod(0o666)
        assert cache.lire(cle) is None
        fichier.chmod(0o600)
        fichier.parent.chmod(0o777)
        assert cache.lire(cle) is None
    monkeypatch.setenv(cache.DOSSIER, "")
    oublier()
    assert cache.dossier_de_cache() is None
    assert rendre(chemin, CHAMPS) == attendu


def test_the_cache_keeps_few_files(monkeypatch, tmp_path):
    """Old templates leave the disk."""
    monkeypatch.setenv(cache.DOSSIER, str(tmp_path / "petit"))
    for rang in range(40):
        cache.ecrire(f"{rang:064d}", "texte")
    assert len(list((tmp_path / "petit").iterdir())) <= 24
    assert cache.lire(f"{39:064d}") == "texte"
