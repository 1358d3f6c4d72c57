"""The VBA project as a file, ``vbaProject.bin``: our modules, and the document modules of a workbook of N sheets.

pyOpenVBA writes it (compression and structures of MS-OVBA); without a compiled cache, Excel compiles the text itself.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cpts_xl.udf.vba.modules import CLASSEUR, modules, ouverture

if TYPE_CHECKING:
    from pyopenvba import ExcelFile

PARTIE = "xl/vbaProject.bin"
_FEUILLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_ESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def projet(feuilles: Sequence[str]) -> bytes:
    """Return the VBA project of a workbook that has these sheets, in this order; the same bytes each time.

    Only their number counts: the code names are ``Sheet1``, ``Sheet2``… as XlsxWriter gives them.
    """
    from pyopenvba import ExcelFile  # noqa: PLC0415  (lourde, et inutile au calcul)

    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "projet.xlsm"
        chemin.write_bytes(_classeur_vide(len(feuilles)))
        with ExcelFile(chemin) as classeur:
            classeur.add_vba_project()
            remplir(classeur)
            classeur.save()
        with zipfile.ZipFile(chemin) as archive:
            return archive.read(PARTIE)


def remplir(classeur: ExcelFile) -> None:
    """Put our modules into a workbook that has a project."""
    vba = classeur.vba_project()
    for nom, corps in modules().items():
        vba.add_module(nom, corps)
    classeur.set_module(CLASSEUR, ouverture())


def _classeur_vide(feuilles: int) -> bytes:
    """Return the least workbook that has these sheets: pyOpenVBA reads from it which document modules to make."""
    rangs = range(1, feuilles + 1)
    liste = "".join(f'<sheet name="F{n}" sheetId="{n}" r:id="rId{n}"/>' for n in rangs)
    liens = "".join(f'<Relationship Id="rId{n}" Type="{_FEUILLE}" Target="worksheets/sheet{n}.xml"/>' for n in rangs)
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types></Types>")
        archive.writestr("xl/workbook.xml", f"<workbook {_ESPACES}><workbookPr/><sheets>{liste}</sheets></workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{liens}</Relationships>")
        for n in rangs:
            archive.writestr(f"xl/worksheets/sheet{n}.xml", f"<worksheet {_ESPACES}><sheetData/></worksheet>")
    return tampon.getvalue()
