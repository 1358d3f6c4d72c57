"""What a coordinator does between two commands: types in cells, and saves with a real spreadsheet."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from cpts_xl.bureautique import _tuer, convertir, trouver_soffice
from cpts_xl.workbook.inks import serie
from cpts_xl.workbook.xlsx.lu import lire
from tests.udf.calc.bureau import PILOTE, trouver_python

DELAI = 180
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def taper(chemin: Path, saisies: dict[tuple[str, str], Any]) -> None:
    """Type values in cells of a file, as a spreadsheet would store them; nothing else of the file changes."""
    rangs = {nom: rang for rang, nom in enumerate(lire(chemin).feuilles, 1)}
    par_partie: dict[str, dict[str, Any]] = {}
    for (feuille, adresse), valeur in saisies.items():
        par_partie.setdefault(f"xl/worksheets/sheet{rangs[feuille]}.xml", {})[adresse] = valeur
    neuf = chemin.with_suffix(".neuf")
    with zipfile.ZipFile(chemin) as source, zipfile.ZipFile(neuf, "w", zipfile.ZIP_DEFLATED) as cible:
        for membre in source.infolist():
            contenu = source.read(membre)
            if membre.filename in par_partie:
                racine = etree.fromstring(contenu)
                for adresse, valeur in par_partie[membre.filename].items():
                    _poser(racine, adresse, valeur)
                contenu = etree.tostring(racine, xml_declaration=True, encoding="UTF-8", standalone=True)
            cible.writestr(membre.filename, contenu)
    shutil.move(neuf, chemin)


def _poser(racine: Any, adresse: str, valeur: Any) -> None:
    cellule = next(c for c in racine.iter(f"{NS}c") if c.get("r") == adresse)
    assert cellule.find(f"{NS}f") is None, f"{adresse} est calculée : personne n'y tape"
    for enfant in list(cellule):
        cellule.remove(enfant)
    cellule.attrib.pop("t", None)
    if valeur is None:
        return
    if isinstance(valeur, str):
        cellule.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cellule, f"{NS}is"), f"{NS}t").text = valeur
    else:
        nombre = serie(valeur) if isinstance(valeur, date) else valeur
        etree.SubElement(cellule, f"{NS}v").text = str(nombre)


def resauver(source: Path, dossier: Path) -> Path:
    """Have LibreOffice open a workbook and save it in another folder, in a profile of its own; return that file."""
    soffice = trouver_soffice()
    assert soffice is not None, "LibreOffice manque"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as travail:
        copie = Path(shutil.copy(source, travail))
        code, erreurs = convertir(soffice, [copie], "xlsx", dossier, delai=DELAI)
    assert code == 0, erreurs[-500:]
    return dossier / source.name


def enregistrer(chemin: Path) -> None:
    """Open the file in LibreOffice and save it in place, as a user's Ctrl+S does."""
    shutil.move(resauver(chemin, chemin.parent / "enregistre"), chemin)


@contextlib.contextmanager
def tableur(profil: Path) -> Iterator[Callable[[Path], None]]:
    """Give what saves a file in place, in one LibreOffice that stays open; each in its own where ``uno`` is missing."""
    soffice = trouver_soffice()
    python = trouver_python(soffice) if soffice else None
    if python is None:
        yield enregistrer
        return
    commande = [str(python), str(PILOTE), str(soffice), profil.as_uri(), "--suivre"]
    with subprocess.Popen(
        commande, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as pilote:
        assert pilote.stdin is not None
        assert pilote.stdout is not None
        try:
            yield lambda chemin: _faire_enregistrer(pilote, chemin)
        finally:
            pilote.stdin.close()  # plus rien à enregistrer : il ferme LibreOffice
            with contextlib.suppress(subprocess.TimeoutExpired):
                pilote.wait(60)
            _tuer(pilote)


def _faire_enregistrer(pilote: subprocess.Popen[str], chemin: Path) -> None:
    sortie = chemin.parent / "enregistre"
    sortie.mkdir(exist_ok=True)
    trop_long = threading.Timer(DELAI, _tuer, [pilote])
    trop_long.start()
    try:
        taches = [chemin.as_uri(), (sortie / chemin.name).as_uri(), "Calc Office Open XML"]
        print(json.dumps(taches), file=pilote.stdin, flush=True)
        assert pilote.stdout.readline() == "fait\n", f"{chemin.name} : LibreOffice ne l'a pas enregistré"
    finally:
        trop_long.cancel()
    shutil.move(sortie / chemin.name, chemin)


def ligne_libre(chemin: Path, feuille: str, colonne: str, entete: int = 4) -> int:
    """Return the first row of a table whose cell in this column is empty: where the next line is typed."""
    cellules = lire(chemin).feuilles[feuille].cellules
    ligne = entete + 1
    while (c := cellules.get(f"{colonne}{ligne}")) is not None and c.valeur not in {None, ""}:
        ligne += 1
    return ligne
