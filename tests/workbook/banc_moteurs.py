"""The engines of the bench of dossiers: what each one computes of falsified workbooks, and when two cells agree."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from cpts_xl.workbook.inks import serie
from cpts_xl.workbook.moteurs import recalcul_enfant
from cpts_xl.workbook.moteurs.copies_moteurs import sans_tables
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lire
from tests.udf.calc.bureau import ouvrir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Valeurs = dict[tuple[str, str], Any]
_HABILLAGE = re.compile(
    rb"<(dataValidations|conditionalFormatting|hyperlinks|tableParts)\b.*?</\1>|<(?:legacyDrawing|drawing)\b[^>]*/>",
    re.DOTALL,
)
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DIMENSION = re.compile(rb'<dimension ref="([A-Z0-9:]+)"/>')
_IMPRESSION = re.compile(rb'<definedName name="_xlnm\.[^>]*>[^<]*</definedName>')


def _alleger(chemin: Path) -> None:
    """Take from a workbook what surrounds its cells (menus, notes, charts, print areas), half of what it costs."""
    with zipfile.ZipFile(chemin) as source:
        parties = {info.filename: source.read(info) for info in source.infolist()}
    with zipfile.ZipFile(chemin, "w") as copie:
        for nom, contenu in parties.items():
            if nom.startswith("xl/worksheets/_rels/"):
                continue
            allege = _HABILLAGE.sub(b"", contenu) if nom.startswith("xl/worksheets/") else contenu
            copie.writestr(nom, _IMPRESSION.sub(b"", allege) if nom == "xl/workbook.xml" else allege)


def _valeurs(chemin: Path) -> Valeurs:
    return {
        (feuille.nom, cellule.adresse): cellule.valeur
        for feuille in lire(chemin).feuilles.values()
        for cellule in feuille.cellules.values()
    }


def _ironcalc(chemins: Sequence[Path]) -> Iterator[Valeurs]:
    """Yield what IronCalc computes, in this process: a lot is already a process of its own."""
    for chemin in chemins:
        cellules = recalcul_enfant._ironcalc(chemin)
        yield {(f, a): ErreurCellule(str(v)) if sorte == "e" else v for f, a, sorte, v in cellules}


def _formualizer(chemins: Sequence[Path]) -> Iterator[Valeurs]:
    """Yield what formualizer computes, in this process."""
    import formualizer  # noqa: PLC0415 - natif, et seulement dans les processus qui jugent

    for chemin in chemins:
        nu, calcule = (chemin.with_name(f"{mot}-{chemin.name}") for mot in ("nu", "formualizer"))
        sans_tables(chemin, nu)
        formualizer.recalculate_xlsx_file(str(nu), str(calcule))
        yield _valeurs(calcule)


def _libreoffice(chemins: Sequence[Path]) -> Iterator[Valeurs]:
    """Yield what LibreOffice computes of each workbook: one start opens them all, nothing is saved to be read again."""
    travail = chemins[0].parent
    travail.chmod(0o755)  # LibreOffice entre sous un autre nom que root
    dossier = travail / "bureau"
    dossier.mkdir(mode=0o755)
    bureau = ouvrir(dossier)
    assert bureau is not None, "LibreOffice et son Python (python3-uno) manquent"
    for vues in bureau.recalculer(*chemins, etendues=[*map(_etendues, chemins)]):
        yield {**vues.valeurs, **{ou: ErreurCellule(f"Err:{code}") for ou, code in vues.erreurs.items()}}


def _etendues(chemin: Path) -> dict[str, str]:
    """Return the zone of each sheet of a workbook that we have just written: its part says it, in their order."""
    with zipfile.ZipFile(chemin) as source:
        noms = [str(b.get("name")) for b in etree.fromstring(source.read("xl/workbook.xml")).iter(f"{NS}sheet")]
        debuts = [source.read(f"xl/worksheets/sheet{rang}.xml") for rang in range(1, len(noms) + 1)]
    trouvees = [_DIMENSION.search(debut) for debut in debuts]
    return {nom: trouvee[1].decode() for nom, trouvee in zip(noms, trouvees, strict=True) if trouvee is not None}


_MOTEURS = {"libreoffice": _libreoffice, "ironcalc": _ironcalc, "formualizer": _formualizer}


def pareilles(attendu: Any, obtenu: Any) -> bool:
    """Return whether a recalculated cell is the stored one: to the millionth for numbers, to the letter for texts."""
    attendu, obtenu = (serie(v) if isinstance(v, dt.date) else v for v in (attendu, obtenu))
    if isinstance(attendu, Fraction | int):
        nombre = isinstance(obtenu, float | int | Fraction) and not isinstance(obtenu, bool)
        return nombre and abs(float(attendu) - float(obtenu)) <= max(1e-6, abs(float(attendu)) * 1e-12)
    return isinstance(obtenu, str | None) and (obtenu or "") == (attendu or "")
