"""The same functions in LibreOffice's own format: read, computed, saved and read again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cpts_xl.udf.calc.passage import AMBIGU

pytestmark = pytest.mark.moteur

ESPACES = "".join(
    f' xmlns:{nom}="urn:oasis:names:tc:opendocument:xmlns:{nom}:{version}"'
    for nom, version in {"office": "1.0", "table": "1.0", "text": "1.0", "of": "1.2"}.items()
)
FORMULES = {
    "of:=CPTS.TAILLE([.A1];[.B1])": 3.0,
    "of:=CPTS.TAILLE([.A1:.A1];[.B1:.B1])": 3.0,
    "of:=CPTS.TAILLE([.C1:.C1];[.B1])": "À compléter : population du territoire",
    "of:=CPTS.TAILLE([.C1];[.B1])": f"À compléter : population du territoire ({AMBIGU})",
    "of:=CPTS.TAILLE_RETENUE(CPTS.TAILLE([.A1];[.B1]);{3})+1": 4.0,
    "of:=IF(CPTS.TAILLE([.A1];[.B1])>2;&quot;grande&quot;;&quot;petite&quot;)": "grande",
    "of:=COUNTIF([.C2:.C5];&quot;À compléter : population du territoire&quot;)": 1.0,
}


VIDE_EN_PLAGE, COMPTE = ("F", "C4"), ("F", "C8")


def ecrire(chemin: Path) -> Path:
    """Write an .ods of two cells and one formula per row; every stored result is false."""
    lignes = "".join(
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        f'<table:table-cell table:formula="{formule}" office:value-type="float" office:value="987654.25"/>'
        "</table:table-row>"
        for formule in FORMULES
    )
    contenu = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{ESPACES} office:version="1.3"><office:body>'
        '<office:spreadsheet><table:table table:name="F"><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="103000"/>'
        '<table:table-cell office:value-type="date" office:date-value="2025-03-15"/></table:table-row>'
        f"{lignes}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    nature = "application/vnd.oasis.opendocument.spreadsheet"
    espace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifeste = (
        f'<manifest:manifest xmlns:manifest="{espace}" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{nature}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("mimetype", nature)
        archive.writestr("content.xml", contenu)
        archive.writestr("META-INF/manifest.xml", manifeste)
    return chemin


def test_ods_recalculated_saved_and_read_again(bureau) -> None:
    """The formulas of an .ods give the same values, before and after LibreOffice has saved them, in both formats."""
    source = ecrire(bureau.dossier / "essai.ods")
    formats = {"relu.ods": "calc8", "relu.xlsx": "Calc MS Excel 2007 XML"}
    taches = [[source.as_uri(), (bureau.dossier / nom).as_uri(), filtre] for nom, filtre in formats.items()]
    bureau.piloter(*taches)
    attendues = {("F", f"C{rang + 2}"): valeur for rang, valeur in enumerate(FORMULES.values())}
    for fichier in ("essai.ods", *formats):
        (lu,) = bureau.recalculer(bureau.dossier / fichier)
        lues = {ou: valeur for ou, valeur in lu.valeurs.items() if ou[1].startswith("C")}
        if fichier.endswith(".xlsx"):  # LibreOffice 25.2 y écrit A1 pour A1:A1 : il reste un doute, jamais un nombre
            assert lues.pop(VIDE_EN_PLAGE).startswith("À compléter : population du territoire")
            del lues[COMPTE]
            assert lues == {ou: valeur for ou, valeur in attendues.items() if ou in lues}
        else:
            assert lues == attendues
        assert lu.erreurs == {}
    with zipfile.ZipFile(bureau.dossier / "relu.ods") as archive:
        assert 'table:formula="of:=CPTS.TAILLE([.C1:.C1];[.B1])"' in archive.read("content.xml").decode()
