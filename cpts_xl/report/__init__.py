"""Word: the fields a template may use, their filling, the starting template and its page of fields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cpts_xl.constats import Constat
from cpts_xl.ressources import ressource

if TYPE_CHECKING:
    from cpts_xl.engine.resultat import Resultat
    from cpts_xl.report.graphiques import Pose
    from cpts_xl.report.images import Image

MODELES_DU_RAPPORT = ("rapport_activite.docx", "rapport_sobre.docx", "rapport_court.docx")
"""The templates of the report that come with the tool, the house's first."""
NOM_DU_MODELE = MODELES_DU_RAPPORT[0]


def modele_par_defaut() -> Path:
    """Return the path of the house template: beside the package once installed, in the repository otherwise.

    Raises:
        CptsError: neither place holds it.
    """
    return ressource("report_templates", NOM_DU_MODELE)


def rediger(
    resultat: Resultat,
    *,
    modele: Path | None = None,
    adresses: Mapping[str, str] | None = None,
    empreinte: str = "",
    version: str = "",
    paginer: bool = False,
    images: Mapping[str, Image] | None = None,
) -> bytes:
    """Return the activity report of a computed dossier, as the bytes of a .docx file.

    ``adresses`` gives the cell label of a step or of an input (« Financement!L7 »), ``empreinte`` the
    fingerprint of the workbook, ``version`` that of the tool. ``paginer`` lays the report out once with
    LibreOffice, to write the page of each heading in the contents. ``images`` gives the pictures, « logo » and
    « carte », where the template has a place for them. Same arguments, same bytes.

    Raises:
        GabaritInvalide: the template cannot be used; the message names the field and its place.
    """
    from cpts_xl.report.contexte import descriptions_d_images, preparer  # noqa: PLC0415
    from cpts_xl.report.gabarit import remplir  # noqa: PLC0415
    from cpts_xl.report.graphiques import accent_de, ajouter_graphiques  # noqa: PLC0415
    from cpts_xl.report.images import poser_images  # noqa: PLC0415

    champs, graphiques = preparer(resultat, adresses=adresses, empreinte=empreinte, version=version, images=images)

    def dessiner(document: str, parties: Mapping[str, bytes]) -> Pose:
        dessine = ajouter_graphiques(document, parties, graphiques, accent=accent_de(parties))
        return poser_images(dessine, parties, images or {}, descriptions_d_images(resultat))

    rempli = remplir(modele or modele_par_defaut(), champs, retoucher=dessiner)
    if not paginer:
        return rempli.octets()
    from cpts_xl.report.pagination import pages_des_titres  # noqa: PLC0415

    # une première mise en page, chaque entrée portant un numéro de même largeur, dit où tombe chaque titre
    essai = rempli.octets({titre.signet: "00" for titre in (*rempli.titres, *rempli.tableaux)})
    return rempli.octets(pages_des_titres(essai))


def comparer(
    chemin: Path,
    resultat: Resultat,
    *,
    adresses: Mapping[str, str] | None = None,
    alors: Mapping[str, Resultat] | None = None,
) -> list[Constat]:
    """Return what differs between a report and a computed dossier; see ``cpts_xl.report.relu.comparaison``."""
    from cpts_xl.report.relu.comparaison import comparer as comparer_document  # noqa: PLC0415

    return comparer_document(chemin, resultat, adresses=adresses, alors=alors)


__all__ = ["MODELES_DU_RAPPORT", "NOM_DU_MODELE", "comparer", "modele_par_defaut", "rediger"]
