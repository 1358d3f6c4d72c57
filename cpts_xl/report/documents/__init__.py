"""The other documents of the year, from the same engine: digest, preparation, reminder, attendance sheet, statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpts_xl.errors import SaisieInvalide
from cpts_xl.ressources import ressource

if TYPE_CHECKING:
    from cpts_xl.engine.resultat import Resultat
    from cpts_xl.report.graphiques import Graphique, Pose
    from cpts_xl.report.lecteur import Lecteur

Preparateur = Callable[["Lecteur", str, bool], tuple[dict[str, Any], dict[str, "Graphique"]]]


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document: its code, its title, its template, and what it asks for besides the workbook."""

    code: str
    titre: str
    modele: str
    demande: str = ""
    """What must be given: « réunion » or « professionnel », by its identifier; nothing for the others."""


DOCUMENTS = (
    Document("synthese", "Synthèse pour l'assemblée générale", "synthese_assemblee.docx"),
    Document("preparation", "Préparation du dialogue de gestion", "preparation_dialogue.docx"),
    Document("relance", "Relance d'un versement en retard", "lettre_relance.docx"),
    Document("emargement", "Feuille d'émargement", "feuille_emargement.docx", "réunion"),
    Document("releve", "Relevé d'un professionnel", "releve_professionnel.docx", "professionnel"),
)


def document(code: str) -> Document:
    """Return one kind of document by its code.

    Raises:
        SaisieInvalide: unknown code; the known ones are told.
    """
    for candidat in DOCUMENTS:
        if candidat.code == code:
            return candidat
    raise SaisieInvalide(
        f"Document « {code} » inconnu. Documents possibles : {', '.join(candidat.code for candidat in DOCUMENTS)}."
    )


def preparer(
    code: str,
    resultat: Resultat,
    *,
    choix: str = "",
    nominatif: bool = False,
    adresses: Mapping[str, str] | None = None,
    empreinte: str = "",
    version: str = "",
) -> tuple[dict[str, Any], dict[str, Graphique]]:
    """Return the fields and the charts of a document.

    ``choix`` is the identifier of the meeting or of the professional; ``nominatif`` lets a name out of the workbook.

    Raises:
        SaisieInvalide: unknown document, meeting or professional, or none given where one is needed.
    """
    from cpts_xl.report.contexte import socle  # noqa: PLC0415 - chargé seulement quand un document se fait
    from cpts_xl.report.documents.champs import PREPARATEURS  # noqa: PLC0415
    from cpts_xl.report.lecteur import Lecteur  # noqa: PLC0415

    sorte = document(code)
    lecteur = Lecteur(resultat, adresses)
    propres, graphiques = PREPARATEURS[code](lecteur, choix, nominatif)
    return {**socle(lecteur, sorte.titre, empreinte, version), **propres}, graphiques


def rediger_document(
    code: str,
    resultat: Resultat,
    *,
    modele: Path | None = None,
    choix: str = "",
    nominatif: bool = False,
    adresses: Mapping[str, str] | None = None,
    empreinte: str = "",
    version: str = "",
) -> bytes:
    """Return a document as the bytes of a .docx file; same arguments, same bytes.

    Raises:
        SaisieInvalide: unknown document, meeting or professional.
        GabaritInvalide: the template cannot be used; the message names the field and its place.
    """
    from cpts_xl.report.gabarit import rendre  # noqa: PLC0415
    from cpts_xl.report.graphiques import accent_de, ajouter_graphiques  # noqa: PLC0415

    champs, graphiques = preparer(code, resultat, choix=choix, nominatif=nominatif, adresses=adresses,
                                  empreinte=empreinte, version=version)  # fmt: skip

    def dessiner(texte: str, parties: Mapping[str, bytes]) -> Pose:
        return ajouter_graphiques(texte, parties, graphiques, accent=accent_de(parties))

    return rendre(modele or ressource("report_templates", document(code).modele), champs, retoucher=dessiner)


def remarques(code: str, resultat: Resultat) -> list[str]:
    """Return what whoever asked for a document must know of it, and its reader need not."""
    from cpts_xl.report.documents.relance import a_dire  # noqa: PLC0415 - chargé seulement quand un document se fait

    return a_dire(resultat) if code == "relance" else []
