"""The workbook embedded in a chart: what Word opens when its user asks to edit the data."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

from cpts_xl.report.graphiques.donnees import Graphique
from cpts_xl.report.graphiques.ecriture import colonne, format_nombre, xml

FEUILLE = "Données"
_TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OPC = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXES = {
    "[Content_Types].xml": f'<Types xmlns="{_OPC}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_OPC}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SML}" xmlns:r="{_OFFICE}">'
    f'<sheets><sheet name="{FEUILLE}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_OPC}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}
_STYLES_AVANT = f'{_TETE}<styleSheet xmlns="{_SML}"><numFmts count="1"><numFmt numFmtId="164" formatCode="'
_STYLES_APRES = (
    '"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_DATE = 0x0021  # 1er janvier 1980, la première qu'une archive sache dire
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_FIN = struct.Struct("<4s4H2LH")


def classeur_incorpore(graphique: Graphique) -> bytes:
    """Return the data of a chart as a small workbook; a missing value is an empty cell. Same chart, same bytes."""
    feuille = (
        f'{_TETE}<worksheet xmlns="{_SML}"><cols><col min="1" max="1" width="40" customWidth="1"/></cols>'
        f"<sheetData>{''.join(_rangees(graphique))}</sheetData></worksheet>"
    )
    styles = _styles(format_nombre(graphique.unite, graphique.decimales))
    return _archive([*_PRETES, styles, _entree("xl/worksheets/sheet1.xml", feuille.encode())])


def _rangees(graphique: Graphique) -> list[str]:
    entete = [_texte(colonne(r + 1), 1, n) for r, n in enumerate(graphique.noms)]
    rangees = [f'<row r="1">{"".join(entete)}</row>']
    for rang, etiquette in enumerate(graphique.etiquettes, 2):
        cellules = [_texte("A", rang, etiquette)]
        for numero, serie in enumerate(graphique.exactes, 1):
            valeur = serie[rang - 2]
            if valeur is not None:
                cellules.append(f'<c r="{colonne(numero)}{rang}" s="1"><v>{valeur}</v></c>')
        rangees.append(f'<row r="{rang}">{"".join(cellules)}</row>')
    return rangees


def _texte(lettre: str, rang: int, texte: str) -> str:
    # un texte en ligne n'est jamais lu comme une formule, même s'il commence par « = »
    return f'<c r="{lettre}{rang}" t="inlineStr"><is><t xml:space="preserve">{xml(texte)}</t></is></c>'


def _entree(nom: str, contenu: bytes) -> tuple[bytes, bytes]:
    """Return one file of an archive: what stands at its place, and its line in the directory, without its offset."""
    titre = nom.encode()
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    serre = deflate.compress(contenu) + deflate.flush()
    commun = (20, 0, 8, 0, _DATE, zlib.crc32(contenu), len(serre), len(contenu), len(titre), 0)
    local = _LOCAL.pack(b"PK\x03\x04", *commun) + titre + serre
    return local, _CENTRAL.pack(b"PK\x01\x02", 20, *commun, 0, 0, 0, 0, 0)[:-4] + titre


# les quatre parties qui ne changent jamais sont comprimées une fois : zipfile les referait pour chaque graphique
_PRETES = [_entree(nom, (_TETE + contenu).encode()) for nom, contenu in _FIXES.items()]


@lru_cache(maxsize=64)
def _styles(forme: str) -> tuple[bytes, bytes]:
    return _entree("xl/styles.xml", (_STYLES_AVANT + xml(forme) + _STYLES_APRES).encode())


def _archive(entrees: list[tuple[bytes, bytes]]) -> bytes:
    corps, repertoire, place = [], [], 0
    fixe = _CENTRAL.size - 4
    for local, ligne in entrees:
        corps.append(local)
        repertoire.append(ligne[:fixe] + struct.pack("<L", place) + ligne[fixe:])
        place += len(local)
    index = b"".join(repertoire)
    fin = _FIN.pack(b"PK\x05\x06", 0, 0, len(entrees), len(entrees), len(index), place, 0)
    return b"".join((*corps, index, fin))
