"""The template given back to its author, with a Word comment at each faulty place."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cpts_xl.report.moteur.nettoyage import W
from cpts_xl.report.paquet import DOCUMENT, lire_fichier, ouvrir, ranger
from cpts_xl.report.verification.fautes import Faute

AUTEUR, INITIALES = "cpts_xl", "cx"


def copie_annotee(modele: Path, fautes: Iterable[Faute]) -> bytes:
    """Return the same template, each fault said in a comment around its tag; same arguments, same bytes.

    Word admits no comment in headers, footers and notes: theirs are put at the beginning of the text.

    Raises:
        GabaritInvalide: the file cannot be read without danger.
    """
    from docx import Document  # noqa: PLC0415 - lourde, et pour cette seule copie

    contenu = lire_fichier(modele)
    ouvrir(modele.name, contenu)
    document = Document(io.BytesIO(contenu))
    paragraphes = list(document.element.iter(f"{W}p"))
    for faute in fautes:
        ici = faute.partie == DOCUMENT and 0 <= faute.rang < len(paragraphes)
        courses = _courses(paragraphes[faute.rang], faute.balise) if ici else []
        if not courses:
            courses = [_premiere_course(document)]
        texte = faute.motif if ici else f"{faute.lieu[:1].upper()}{faute.lieu[1:]} : {faute.motif}"
        _commenter(document, courses, texte[:1].upper() + texte[1:])
    sortie = io.BytesIO()
    document.save(sortie)
    return ranger(sortie.getvalue())


def _commenter(document: Any, courses: list[Any], texte: str) -> None:
    from docx.text.run import Run  # noqa: PLC0415

    debut, fin = (Run(course, document._body) for course in (courses[0], courses[-1]))  # noqa: SLF001 - sans accès public
    commentaire = document.add_comment([debut, fin], text=texte, author=AUTEUR, initials=INITIALES)
    # l'heure n'apprend rien ici, et la copie changerait d'octets à chaque fois
    commentaire._comment_elm.attrib.pop(f"{W}date", None)  # noqa: SLF001


def _courses(paragraphe: Any, balise: str) -> list[Any]:
    """Return the runs that hold a tag, the whole paragraph when it is not found; they share one parent."""
    courses = [c for c in paragraphe.iter(f"{W}r") if next(c.iterancestors(f"{W}p")) is paragraphe]
    textes = ["".join(t.text or "" for t in course.iter(f"{W}t")) for course in courses]
    debut = "".join(textes).find(balise) if balise else -1
    if debut >= 0:
        gardees, place = [], 0
        for course, texte in zip(courses, textes, strict=True):
            if texte and place < debut + len(balise) and place + len(texte) > debut:
                gardees.append(course)
            place += len(texte)
        courses = gardees
    return [c for c in courses if c.getparent() is courses[0].getparent()]


def _premiere_course(document: Any) -> Any:
    """Return the first run of the body, made if there is none."""
    corps = document.element.body
    course = next((c for c in corps.iter(f"{W}r")), None)
    if course is not None:
        return course
    paragraphe = next((p for p in corps.iter(f"{W}p")), None)
    if paragraphe is None:
        return document.add_paragraph().add_run()._r  # noqa: SLF001
    return paragraphe.add_r()
