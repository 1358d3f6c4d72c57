"""Charts of every kind, and small Word documents that hold them."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from docx import Document

from cpts_xl.report.graphiques import Graphique, MarqueDeGraphique, Serie, Sorte, cadre_nomme, partie_graphique
from cpts_xl.report.graphiques.classeur import classeur_incorpore
from cpts_xl.report.pagination import trouver_soffice

HOSTILE = "<w:p> & « 1 < 2 » =cmd|'/c calc'!A0 \U0001f600 \x0b \"fin\" {{ x }} \ue000graphique:a\ue000 \u05d0\u05d1"

ENVELOPPES = Graphique(
    "enveloppes",
    Sorte.BARRES,
    "La prévention consomme 94 % de son enveloppe",
    ("Accès aux soins", "Prévention", "Crise sanitaire"),
    (Serie("Consommé", (Fraction(1, 3), Fraction(94, 100), None)),),
    "%",
    "Une barre par enveloppe",
    "Feuille Dépenses",
)
MISSIONS = Graphique(
    "missions",
    Sorte.GROUPEES,
    "Deux missions sur trois atteignent leur cible",
    ("Accès aux soins", "Parcours", "Prévention"),
    (Serie("Cible", (120, 80, 55)), Serie("Résultat", (95, None, Fraction(6050, 100)))),
    "",
    "Deux barres par mission",
)
STATUTS = Graphique(
    "statuts",
    Sorte.EMPILEES,
    "Cinq indicateurs sur huit sont atteints",
    ("Accès aux soins", "Parcours"),
    (Serie("Atteint", (3, 2)), Serie("Partiel", (1, 0)), Serie("Non atteint", (0, 1)), Serie("Neutralisé", (1, None))),
)
SERIE = Graphique(
    "serie",
    Sorte.COURBE,
    "La part de patients sans médecin traitant passe de 11 % à 4,6 %",
    ("2022", "2023", "2024", "2025"),
    (Serie("Cible", (Fraction(10, 100), Fraction(8, 100), Fraction(7, 100), Fraction(5, 100))),
     Serie("Résultat", (Fraction(11, 100), None, Fraction(72, 1000), Fraction(46, 1000)))),
    "%",
)  # fmt: skip
VIDE = Graphique("vide", Sorte.BARRES, "Rien n'est connu", ("Accès", "Parcours"), (Serie("Consommé", (None, None)),))
TOUS = {g.code: g for g in (ENVELOPPES, MISSIONS, STATUTS, SERIE, VIDE)}
CHARTS = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="session")
def bureautique() -> None:
    """Skip where LibreOffice or poppler is missing, but fail when CI_MOTEURS=1 promises them."""
    manquants = [
        nom
        for nom, present in (("LibreOffice", trouver_soffice()), ("pdftotext", shutil.which("pdftotext")))
        if not present
    ]
    if manquants:
        if os.environ.get("CI_MOTEURS") == "1":
            pytest.fail(f"{', '.join(manquants)} : absent, alors que CI_MOTEURS=1 le promet")
        pytest.skip(f"{', '.join(manquants)} : non installé")


def parties_de(contenu: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def paquet(parties: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, octets in parties.items():
            archive.writestr(nom, octets)
    return sortie.getvalue()


def document(*paragraphes: str | MarqueDeGraphique) -> dict[str, bytes]:
    """Return the parts of a document of these paragraphs; a mark is written as its field was rendered."""
    neuf = Document()
    for rang, paragraphe in enumerate(paragraphes):
        neuf.add_paragraph(f"MARQUE{rang}" if isinstance(paragraphe, MarqueDeGraphique) else paragraphe)
    sortie = io.BytesIO()
    neuf.save(sortie)
    parties = parties_de(sortie.getvalue())
    texte = parties["word/document.xml"].decode()
    for rang, paragraphe in enumerate(paragraphes):
        texte = texte.replace(f"MARQUE{rang}<", f"{paragraphe}<")
    return parties | {"word/document.xml": texte.encode()}


@pytest.fixture
def gabarit() -> Callable[..., dict[str, bytes]]:
    """Return a function that writes a template: one Word chart per (field, sample chart), each in its paragraph."""

    def ecrit(*charts: tuple[str, Graphique], avant: str = "Avant", apres: str = "Après") -> dict[str, bytes]:
        parties = document(avant, *(f"DESSIN{rang}FIN" for rang in range(len(charts))), apres)
        texte = parties["word/document.xml"].decode()
        liens, types = "", f'<Default Extension="xlsx" ContentType="{XLSX}"/>'
        for rang, (champ, exemple) in enumerate(charts):
            texte = texte.replace(
                f"<w:t>DESSIN{rang}FIN</w:t>", cadre_nomme(f"rIdC{rang}", rang + 1, "Graphique", champ, 2_520_000)
            )
            parties[f"word/charts/chart{rang}.xml"] = partie_graphique(exemple, modele=True)
            parties[f"word/charts/_rels/chart{rang}.xml.rels"] = (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{RELATION}/package" Target="../embeddings/Feuille{rang}.xlsx"/>'
                "</Relationships>"
            ).encode()
            parties[f"word/embeddings/Feuille{rang}.xlsx"] = classeur_incorpore(exemple)
            liens += f'<Relationship Id="rIdC{rang}" Type="{RELATION}/chart" Target="charts/chart{rang}.xml"/>'
            types += f'<Override PartName="/word/charts/chart{rang}.xml" ContentType="{CHARTS}"/>'
        for nom, ajout, fin in (
            ("word/_rels/document.xml.rels", liens, b"</Relationships>"),
            ("[Content_Types].xml", types, b"</Types>"),
        ):
            parties[nom] = parties[nom].replace(fin, ajout.encode() + fin)
        return parties | {"word/document.xml": texte.encode()}

    return ecrit
