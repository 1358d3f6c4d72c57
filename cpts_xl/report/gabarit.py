"""Filling a template: checked first, rendered in a sandbox, finished, and packed so that bytes can be compared."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.champs_connus import FILTRES
from cpts_xl.report.examen_modele import examiner_modele
from cpts_xl.report.paquet import ouvrir, ranger

_NOM_ABSENT = re.compile(r"attribute '?(\w+)'?|'(\w+)' is undefined")


def rendre(modele: Path, champs: Mapping[str, Any]) -> bytes:
    """Return the filled template. Same template and fields, same bytes; typed text is never read as a tag.

    Raises:
        GabaritInvalide: unreadable or dangerous template, unknown field, malformed tag; the place is told.
    """
    try:
        contenu = modele.read_bytes()
    except OSError as erreur:
        raise GabaritInvalide(
            f"Modèle « {modele.name} » : lecture impossible ({erreur.strerror or erreur}). "
            "Vérifier le nom et le dossier."
        ) from erreur
    examiner_modele(ouvrir(modele.name, contenu), champs)
    return ranger(_remplir(modele.name, contenu, champs))


def _environnement() -> Any:
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    environnement = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environnement.filters = {nom: environnement.filters[nom] for nom in FILTRES}
    environnement.globals.clear()
    return environnement


def _remplir(nom: str, contenu: bytes, champs: Mapping[str, Any]) -> bytes:
    from docxtpl import DocxTemplate  # noqa: PLC0415
    from jinja2 import TemplateError  # noqa: PLC0415

    from cpts_xl.report.finition import finir  # noqa: PLC0415

    gabarit = DocxTemplate(io.BytesIO(contenu))
    gabarit.init_docx()
    # docxtpl lit aussi les propriétés comme des balises : vides pendant le remplissage, écrites après
    _proprietes(gabarit.docx.core_properties, {}, datetime(2000, 1, 1, tzinfo=UTC))
    try:
        gabarit.render(dict(champs), _environnement(), autoescape=True)
    except TemplateError as erreur:
        raise _refus(nom, erreur) from erreur
    finir(gabarit.docx)
    document = champs.get("document", {})
    jour = datetime.fromisoformat(document.get("date_iso", "2000-01-01")).replace(tzinfo=UTC)
    _proprietes(gabarit.docx.core_properties, document, jour)
    sortie = io.BytesIO()
    gabarit.docx.save(sortie)
    return sortie.getvalue()


def _proprietes(proprietes: Any, document: Mapping[str, str], jour: datetime) -> None:
    """Write the properties of the file. Their dates are those of the dossier: the clock never shows."""
    proprietes.title = document.get("titre", "")[:255]
    proprietes.subject = document.get("sujet", "")[:255]
    proprietes.author = document.get("auteur", "")[:255]
    proprietes.last_modified_by = document.get("auteur", "")[:255]
    proprietes.language = "fr-FR"
    proprietes.comments = proprietes.keywords = proprietes.category = proprietes.identifier = ""
    proprietes.revision = 1
    proprietes.created = proprietes.modified = jour


def _refus(nom: str, erreur: Exception) -> GabaritInvalide:
    """Return the refusal of what the check before filling could not see (a field of an empty list, say)."""
    from jinja2.exceptions import SecurityError, UndefinedError  # noqa: PLC0415

    if isinstance(erreur, SecurityError):
        return GabaritInvalide(f"Modèle « {nom} » : une balise tente une opération interdite ; la retirer.")
    if isinstance(erreur, UndefinedError) and (trouve := _NOM_ABSENT.search(str(erreur))):
        champ = trouve[1] or trouve[2]
        return GabaritInvalide(f"Modèle « {nom} » : le champ « {champ} » est inconnu. Voir la liste dans CHAMPS.md.")
    return GabaritInvalide(
        f"Modèle « {nom} » : une balise ne peut être remplie. Revenir à une version antérieure du modèle, puis refaire "
        "les modifications une à une."
    )
