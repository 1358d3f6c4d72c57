"""The two pictures that a user may give to a report, its logo and a map of the territory: read with care, then placed.

Nothing of a picture is decoded: its first bytes say its kind and its size, the rest is copied. Without a picture, the
report says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cpts_xl.errors import SaisieInvalide, raison
from cpts_xl.report.graphiques.ecriture import xml
from cpts_xl.report.graphiques.pose import Pose
from cpts_xl.report.graphiques.relations import DOCUMENT, TYPES, Relations, types_completes
from cpts_xl.report.typographie import composer

OCTETS_MAX = 5_000_000
COTE_MAX = 12_000
"""Pixels: beyond, a word processor would need more memory than a reviewer's computer has."""
CADRES = {"logo": (5.5, 2.4), "carte": (17.0, 9.0)}
"""The room that each picture has, width then height, in centimetres: it keeps its proportions inside."""

_BORNE = "\ue000"
_MARQUE = re.compile(f"{_BORNE}image:([a-z]+){_BORNE}")
_PNG = b"\x89PNG\r\n\x1a\n"
_NUMERO = re.compile(r'<wp:docPr\b[^>]*\bid="(\d+)"')
_CM = 360_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SANS_TAILLE = frozenset({0xC4, 0xC8, 0xCC})
"""JPEG segments numbered among those that tell the size, and that do not."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: what it is for (« logo », « carte »), its kind (png, jpeg), its bytes and its size in pixels."""

    code: str
    sorte: str
    octets: bytes
    largeur: int
    hauteur: int


class MarqueDImage(str):  # noqa: SLOT000 - une marque, et ce que l'image montre pour qui ne la voit pas
    """The field of one picture: written alone in its paragraph, it becomes the picture."""

    description: str

    def __new__(cls, code: str, description: str) -> MarqueDImage:  # noqa: PYI034
        """Return the field of a picture; ``description`` is its alternative text."""
        marque = super().__new__(cls, f"{_BORNE}image:{code}{_BORNE}")
        marque.description = composer(description)
        return marque


def lire_image(chemin: Path, code: str) -> Image:
    """Return the picture of a file, for the place that ``code`` names.

    Raises:
        SaisieInvalide: unreadable or too large a file, or one that is neither a PNG nor a JPEG.
    """
    try:
        with chemin.open("rb") as flux:
            octets = flux.read(OCTETS_MAX + 1)
    except OSError as erreur:
        raise SaisieInvalide(f"{chemin.name} : image illisible ({raison(erreur)}). Vérifier le chemin.") from erreur
    if len(octets) > OCTETS_MAX:
        raise SaisieInvalide(f"{chemin.name} : image de plus de 5 Mo. L'enregistrer plus petite, puis recommencer.")
    taille = _taille_png(octets) or _taille_jpeg(octets)
    if taille is None:
        raise SaisieInvalide(
            f"{chemin.name} : ce n'est pas une image PNG ou JPEG entière. L'enregistrer sous l'un de ces formats."
        )
    if not all(0 < cote <= COTE_MAX for cote in taille):
        raise SaisieInvalide(
            f"{chemin.name} : image de {taille[0]} sur {taille[1]} points. Chaque côté va de 1 à {COTE_MAX} points."
        )
    return Image(code, "png" if octets.startswith(_PNG) else "jpeg", octets, *taille)


def _taille_png(octets: bytes) -> tuple[int, int] | None:
    if not octets.startswith(_PNG) or octets[12:16] != b"IHDR" or b"IEND" not in octets[-16:]:
        return None
    return int.from_bytes(octets[16:20], "big"), int.from_bytes(octets[20:24], "big")


def _taille_jpeg(octets: bytes) -> tuple[int, int] | None:
    """Return the size that the frame of a JPEG tells, walking its segments from one to the next."""
    if not octets.startswith(b"\xff\xd8") or b"\xff\xd9" not in octets[-64:]:
        return None
    place = 2
    while place + 9 < len(octets) and octets[place] == 0xFF:  # noqa: PLR2004  (chaque segment commence ainsi)
        sorte, longueur = octets[place + 1], int.from_bytes(octets[place + 2 : place + 4], "big")
        if 0xC0 <= sorte <= 0xCF and sorte not in _SANS_TAILLE:  # noqa: PLR2004  (les segments de cadre)
            hauteur, largeur = (int.from_bytes(octets[place + n : place + n + 2], "big") for n in (5, 7))
            return largeur, hauteur
        place += 2 + max(longueur, 2)
    return None


def champs(images: Mapping[str, Image], descriptions: Mapping[str, str]) -> dict[str, str]:
    """Return the field of each place: the mark of the picture given, or nothing."""
    return {code: MarqueDImage(code, descriptions[code]) if code in images else "" for code in CADRES}


def poser_images(
    pose: Pose, parties: Mapping[str, bytes], images: Mapping[str, Image], descriptions: Mapping[str, str]
) -> Pose:
    """Return a rendered document whose marks have become pictures; ``parties`` are those of its template."""
    if f"{_BORNE}image:" not in pose.document:
        return pose
    toutes = {**parties, **pose.parties}
    relations, types, nouvelles = Relations.lire(toutes, DOCUMENT), dict[str, str](), dict[str, bytes]()
    numero = max((int(n) for n in _NUMERO.findall(pose.document)), default=0)
    liens: dict[str, str] = {}

    def remplacer(trouve: re.Match[str]) -> str:
        nonlocal numero
        image = images[trouve[1]]
        numero += 1
        nom = f"word/media/{image.code}.{image.sorte}"
        nouvelles[nom], types[nom] = image.octets, f"image/{image.sorte}"
        if image.code not in liens:
            liens[image.code] = relations.ajouter("image", nom.removeprefix("word/"))
        dessin = _dessin(image, liens[image.code], numero, descriptions[image.code])
        return f'</w:t>{dessin}<w:t xml:space="preserve">'

    texte = _MARQUE.sub(remplacer, pose.document)
    nouvelles[relations.nom] = relations.ecrire()
    nouvelles[TYPES] = types_completes(toutes[TYPES], types, ())
    return Pose(texte, {**pose.parties, **nouvelles}, pose.retirees)


def _dessin(image: Image, lien: str, numero: int, description: str) -> str:
    """Return the inline drawing of a picture, as large as its room allows and never stretched."""
    largeur, hauteur = (round(cote * _CM) for cote in CADRES[image.code])
    cx = min(largeur, hauteur * image.largeur // image.hauteur)
    cy = max(1, cx * image.hauteur // image.largeur)
    nom, texte = xml(f"Image {image.code}"), xml(composer(description))
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{numero}" name="{nom}" descr="{texte}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{numero}" name="{nom}" descr="{texte}"/>'
        "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{lien}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
