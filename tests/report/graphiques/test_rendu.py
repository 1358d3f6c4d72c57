"""What judges outside the house say of the charts: Microsoft's schemas, LibreOffice, and the page that it prints."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from cpts_xl.formats import INSECABLE
from cpts_xl.report.graphiques import MarqueDeGraphique, ajouter_graphiques, fautes_des_graphiques
from cpts_xl.report.pagination import en_pdf
from cpts_xl.report.pagination.bureautique import convertir

from .conftest import ENVELOPPES, MISSIONS, SERIE, STATUTS, TOUS, VIDE, document, paquet, parties_de
from .test_remplissage import DE_WORD

NPM = Path(__file__).parents[2] / "conformite" / "node_modules" / "@xarsh"


def _fini(parties, graphiques=TOUS) -> bytes:
    pose = ajouter_graphiques(parties["word/document.xml"].decode(), parties, graphiques)
    gardees = {nom: octets for nom, octets in parties.items() if nom not in pose.retirees}
    return paquet({**gardees, **pose.parties, "word/document.xml": pose.document.encode()})


@pytest.fixture
def tous_les_genres() -> bytes:
    """Return a document with a chart of each kind, and the sentence of the empty one."""
    return _fini(document("Avant", *(MarqueDeGraphique(g) for g in TOUS.values()), "Après"))


def _textes(pdf: bytes, chemin: Path) -> str:
    chemin.write_bytes(pdf)
    commande = ["pdftotext", "-layout", str(chemin), "-"]
    return subprocess.run(commande, capture_output=True, check=True, timeout=60).stdout.decode()


def test_charts_and_their_workbooks_follow_the_schemas(tous_les_genres, gabarit, tmp_path):
    """Drawn or filled, the charts are valid for the schemas that Word reads, and so are the embedded workbooks."""
    programmes = [p for p in sorted(NPM.glob("ooxml-validator-*/ooxml-validator*")) if p.suffix in {"", ".exe"}]
    if not programmes:
        pytest.skip("le validateur Open XML n'est pas installé (npm)")
    modele = gabarit((MarqueDeGraphique(MISSIONS), MISSIONS), (MarqueDeGraphique(SERIE), SERIE))
    modele["word/charts/chart1.xml"] = DE_WORD
    rempli = _fini(modele)
    fichiers = {"tous.docx": tous_les_genres, "rempli.docx": rempli}
    for nom, octets in parties_de(tous_les_genres).items():
        if nom.endswith(".xlsx"):
            fichiers[Path(nom).name] = octets
    assert len(fichiers) == 6
    for nom, octets in fichiers.items():
        (tmp_path / nom).write_bytes(octets)
        fini = subprocess.run(
            [str(programmes[0]), str(tmp_path / nom)], capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        )  # fmt: skip
        verdict = json.loads(fini.stdout)
        assert verdict["ok"], (nom, verdict["errors"])


def test_the_printed_page_shows_findings_labels_and_gaps(bureautique, tous_les_genres, tmp_path):
    """LibreOffice draws every kind: the finding, each figure in French, and words where a value is missing."""
    texte = _textes(en_pdf(tous_les_genres), tmp_path / "tous.pdf").replace(INSECABLE, " ").replace("\u202f", " ")
    for graphique in (ENVELOPPES, MISSIONS, STATUTS, SERIE):
        assert graphique.titre.replace(INSECABLE, " ") in texte
    for attendu in ("33,3 %", "94,0 %", "Cible : 120", "Résultat : 95", "60,5", "4,6 %", "non renseigné"):
        assert attendu in texte
    assert VIDE.phrase_vide.replace(INSECABLE, " ") in texte


def test_a_screen_reader_is_told_what_the_drawing_shows(bureautique, tous_les_genres):
    """In the tagged PDF, each chart is a figure with its alternative text."""
    lecteur = PdfReader(io.BytesIO(en_pdf(tous_les_genres, archive=True)))
    textes = []
    a_voir = [lecteur.trailer["/Root"]["/StructTreeRoot"]]
    while a_voir:
        noeud = a_voir.pop().get_object()
        if isinstance(noeud, list):
            a_voir += reversed(noeud)
        elif hasattr(noeud, "get"):
            if noeud.get("/S") == "/Figure":
                textes.append(str(noeud.get("/Alt", "")))
            a_voir += [noeud["/K"]] if "/K" in noeud else []
    assert textes == [g.texte_de_remplacement for g in (ENVELOPPES, MISSIONS, STATUTS, SERIE)]


def test_a_template_saved_by_libreoffice_is_told_then_filled(bureautique, gabarit, tmp_path):
    """LibreOffice erases the field of a chart: the examination says so; with the field put back, the chart is ours."""
    modele = gabarit(("{{ graphiques.missions }}", MISSIONS))
    enregistre = parties_de(convertir(paquet(modele), "docx:MS Word 2007 XML"))
    assert [faute.bloquante for faute in fautes_des_graphiques(enregistre)] == [False]
    texte = enregistre["word/document.xml"].decode()
    remis = re.sub(r'(<wp:docPr id="\d+" )', rf'\1descr="{MarqueDeGraphique(MISSIONS)}" ', texte)
    enregistre["word/document.xml"] = remis.encode()
    fini = _fini(enregistre, {"missions": dataclasses.replace(MISSIONS, titre="Un autre constat")})
    Document(io.BytesIO(fini))
    imprime = _textes(en_pdf(fini), tmp_path / "lo.pdf")
    assert "Un autre constat" in imprime
    assert "60,5" in imprime
