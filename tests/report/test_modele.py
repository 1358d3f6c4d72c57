"""The committed template and the page of fields are what the code makes; the template only says what exists."""

from __future__ import annotations

import subprocess
import sys

from cpts_xl.report import modele_par_defaut
from cpts_xl.report.champs import PAGE, champs_de_demonstration, manquants, page
from cpts_xl.report.examen_modele import examiner_modele
from cpts_xl.report.modele import construire
from cpts_xl.report.paquet import ouvrir

from .conftest import DEPOT, W, ouvre


def _parties(contenu: bytes) -> dict[str, bytes]:
    return ouvrir("modele", contenu)


def test_the_committed_template_is_what_the_code_builds():
    """The committed template is what the code builds."""
    assert _parties(modele_par_defaut().read_bytes()) == _parties(construire()), (
        "relancer : python -m cpts_xl.report.modele"
    )


def test_building_twice_gives_the_same_bytes():
    """Building twice gives the same bytes."""
    assert construire() == construire()


def test_the_page_of_fields_is_up_to_date():
    """The page of fields is up to date."""
    champs = champs_de_demonstration()
    assert manquants(champs) == set()
    assert PAGE.read_text(encoding="utf-8") == page(champs), "relancer : python -m cpts_xl.report.champs"


def test_the_default_template_is_the_one_of_the_repository():
    """The default template is the one of the repository."""
    assert modele_par_defaut() == DEPOT / "report_templates" / "rapport_activite.docx"


def test_the_template_uses_known_fields_only():
    """The template uses known fields only."""
    examiner_modele(_parties(modele_par_defaut().read_bytes()), champs_de_demonstration())


def test_no_tag_is_split_across_runs():
    """No tag is split across runs."""
    document = ouvre(modele_par_defaut().read_bytes())
    racines = [document.element.body, document.sections[0].header._element, document.sections[0].footer._element]
    for racine in racines:
        for noeud in racine.iter(f"{W}t"):
            texte = noeud.text or ""
            assert texte.count("{{") == texte.count("}}")
            assert texte.count("{%") == texte.count("%}")
        for paragraphe in racine.iter(f"{W}p"):
            commandes = "".join(n.text or "" for n in paragraphe.iter(f"{W}t")).count("{%")
            assert commandes <= 1


def test_importing_the_room_is_light():
    """Importing the room is light."""
    code = (
        "import sys, cpts_xl.report, cpts_xl.report.gabarit, cpts_xl.report.contexte, cpts_xl.report.modele;"
        "print([m for m in ('docx', 'docxtpl', 'jinja2', 'lxml') if m in sys.modules])"
    )
    sortie = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=DEPOT)
    assert sortie.stdout.strip() == "[]"
