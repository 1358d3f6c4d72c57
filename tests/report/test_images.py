"""A logo and a map given to a report: placed, described, bounded; nothing is left of them when they are not given."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from docx import Document

from cpts_xl.errors import SaisieInvalide
from cpts_xl.report import rediger
from cpts_xl.report.images import CADRES, COTE_MAX, OCTETS_MAX, Image, lire_image
from tests.report.controleur import WP, controler


def png(largeur: int, hauteur: int) -> bytes:
    """Return a grey PNG of this size."""

    def bloc(nom: bytes, corps: bytes) -> bytes:
        return struct.pack(">I", len(corps)) + nom + corps + struct.pack(">I", zlib.crc32(nom + corps))

    lignes = zlib.compress(b"".join(b"\0" + b"\x80" * largeur for _ in range(hauteur)))
    entete = struct.pack(">IIBBBBB", largeur, hauteur, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + bloc(b"IHDR", entete) + bloc(b"IDAT", lignes) + bloc(b"IEND", b"")


def jpeg(largeur: int, hauteur: int) -> bytes:
    """Return what a JPEG starts and ends with: an application segment, its frame, its end."""
    cadre = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, hauteur, largeur, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 6) + b"JFIF" + cadre + b"\xff\xd9"


def fichier(tmp_path: Path, nom: str, octets: bytes) -> Path:
    """Return the path of a file of these bytes, whose folder and name are French ones."""
    dossier = tmp_path / "CPTS de l'Étang & du Bois"
    dossier.mkdir(exist_ok=True)
    (dossier / nom).write_bytes(octets)
    return dossier / nom


@pytest.mark.parametrize(("nom", "octets", "sorte"), [("a.png", png(40, 30), "png"), ("b.jpg", jpeg(40, 30), "jpeg")])
def test_a_picture_is_known_by_its_bytes(tmp_path: Path, nom: str, octets: bytes, sorte: str) -> None:
    """Kind and size come from the bytes; the name of the file says nothing."""
    image = lire_image(fichier(tmp_path, nom, octets), "logo")
    assert (image.sorte, image.largeur, image.hauteur) == (sorte, 40, 30)
    assert lire_image(fichier(tmp_path, f"{nom}.txt", octets), "logo") == image


@pytest.mark.parametrize(
    ("octets", "motif"),
    [
        (b"", "PNG ou JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG ou JPEG"),
        (b"GIF89a" + bytes(40), "PNG ou JPEG"),
        (png(40, 30)[:-8], "PNG ou JPEG"),
        (jpeg(40, 30)[:-2], "PNG ou JPEG"),
        (b"\xff\xd8" + b"\xff\xe0\x00\x00" * 50 + b"\xff\xd9", "PNG ou JPEG"),
        (png(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", COTE_MAX + 1, 1)), "Chaque côté"),
        (png(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", 0, 1)), "Chaque côté"),
        (png(8, 8) + bytes(OCTETS_MAX), "plus de 5 Mo"),
    ],
)
def test_what_is_no_fit_picture_is_refused(tmp_path: Path, octets: bytes, motif: str) -> None:
    """Another kind, a broken file, a size out of reason: refused in French, with the name of the file."""
    with pytest.raises(SaisieInvalide, match=motif) as refus:
        lire_image(fichier(tmp_path, "image.png", octets), "carte")
    assert "image.png" in str(refus.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere says so."""
    with pytest.raises(SaisieInvalide, match=r"absente\.png"):
        lire_image(tmp_path / "absente.png", "logo")


def test_pictures_stand_in_the_report_described_and_in_proportion(resultat) -> None:
    """Each picture is in its place, with its alternative text, inside its room; the document stays whole."""
    images = {
        "logo": Image("logo", "png", png(300, 100), 300, 100),
        "carte": Image("carte", "jpeg", jpeg(100, 400), 100, 400),
    }
    contenu = rediger(resultat, images=images)
    assert controler(contenu) == []
    corps = Document(io.BytesIO(contenu)).element.body
    poses = {p.get("name"): p for p in corps.iter(f"{WP}docPr") if str(p.get("name")).startswith("Image ")}
    assert {nom: p.get("descr").partition("\u00a0:")[0] for nom, p in poses.items()} == {
        "Image logo": "Logo", "Image carte": "Carte du territoire",
    }  # fmt: skip
    for nom, (largeur, hauteur) in (("logo", CADRES["logo"]), ("carte", CADRES["carte"])):
        etendue = poses[f"Image {nom}"].getparent().find(f"{WP}extent")
        cx, cy = int(etendue.get("cx")), int(etendue.get("cy"))
        assert cx <= largeur * 360_000
        assert cy <= hauteur * 360_000
        assert abs(cx / cy - images[nom].largeur / images[nom].hauteur) < 0.01
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        assert archive.read("word/media/logo.png") == images["logo"].octets
        assert archive.read("word/media/carte.jpeg") == images["carte"].octets
    assert contenu == rediger(resultat, images=images)


def test_without_a_picture_nothing_is_left_of_its_place(rapport) -> None:
    """No file, no empty line, no word asking for a picture: a finished report shows no unfilled place."""
    corps = Document(io.BytesIO(rapport)).element.body
    assert not [p for p in corps.iter(f"{WP}docPr") if str(p.get("name")).startswith("Image ")]
    with zipfile.ZipFile(io.BytesIO(rapport)) as archive:
        assert not [nom for nom in archive.namelist() if nom.startswith("word/media/")]
    assert Document(io.BytesIO(rapport)).paragraphs[0].text == "Rapport d'activité"
