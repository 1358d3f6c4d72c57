"""Charts of every kind, and small Word documents that hold them."""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from docx import Document

from cpts_xl.report.graphiques import Graphique, MarqueDeGraphique, Serie, Sorte, semer_graphiques
from cpts_xl.report.pagination import trouver_soffice
from tests.promesse import absent

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
HAUTEUR = 2_520_000


@pytest.fixture(scope="session")
def bureautique() -> None:
    """Skip where LibreOffice or poppler is missing, but fail when CI_MOTEURS=1 promises them."""
    manquants = [
        nom
        for nom, present in (("LibreOffice", trouver_soffice()), ("pdftotext", shutil.which("pdftotext")))
        if not present
    ]
    if manquants:
        absent(", ".join(manquants))


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

    def ecrit(*charts: tuple[str, Graphique]) -> dict[str, bytes]:
        exemples = [dataclasses.replace(exemple, code=f"exemple{rang}") for rang, (_, exemple) in enumerate(charts)]
        parties = document("Avant", *map(MarqueDeGraphique, exemples), "Après")
        pose = semer_graphiques(
            parties["word/document.xml"].decode(),
            parties,
            {un.code: un for un in exemples},
            {un.code: champ for un, (champ, _) in zip(exemples, charts, strict=True)},
        )
        # une hauteur que l'utilisateur aurait choisie, et les noms que Word donne à ses parties
        texte = re.sub(r'cy="\d+"', f'cy="{HAUTEUR}"', pose.document)
        ecrites = {**parties, **pose.parties, "word/document.xml": texte.encode()}
        return {_de_word(nom): _renommer(octets) for nom, octets in ecrites.items()}

    return ecrit


def _de_word(nom: str) -> str:
    return re.sub(
        r"charts/(_rels/)?graphique(\d+)",
        r"charts/\1chart\2",
        re.sub(r"s/graphique(\d+)\.xlsx", r"s/Feuille\1.xlsx", nom),
    )


def _renommer(octets: bytes) -> bytes:
    if not octets.startswith(b"<"):
        return octets
    return re.sub(
        rb"embeddings/graphique(\d)",
        rb"embeddings/Feuille\1",
        re.sub(rb"charts/graphique(\d)", rb"charts/chart\1", octets),
    )
