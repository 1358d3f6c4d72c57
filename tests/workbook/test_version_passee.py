"""A workbook of version 0.4.2, whose rules were corrected since: authentic, told with what it computed; never accused.

The three files are what version 0.4.2 wrote, for a contract signed on 29 February 2024 and counted in months, a mission
that begins after the year, an advance that a regularisation covers.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.corrections import CORRECTIONS, corrigee_depuis
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import Verification, verifier
from cpts_xl.workbook.xlsx.lu import lire

ANCIENS = Path(__file__).parent / "anciens"
VERSION = "0.4.2"
ENCRES = ("relecture", "suivi", "lambda")
DITS = {
    ("Missions", "M5"): ("91,67\u00a0%", "100\u00a0%"),  # 11 mois sur 12, contre l'année entière
    ("Missions", "N7"): ("100\u00a0%", "0\u00a0%"),  # démarre le 01/04/2025, après le 28/02/2025
    ("Échéancier", "J26"): ("1\u202f937,50\u00a0€", "0,00\u00a0€"),  # 10 937,50 - 9 000, que 5 583,33 couvrent
}
"""By cell, what version 0.4.2 shows and what is due: computed by hand from the contract of the files."""


def _ancien(encre: str) -> Path:
    return ANCIENS / f"{encre}-{VERSION}.xlsx"


def _sans_espaces(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def _corriges(verification: Verification) -> dict[tuple[str, str], Constat]:
    return {(c.feuille, c.cellule): c for c in verification.constats if c.cause is Cause.ANCIENNE_VERSION and c.cellule}


@pytest.mark.parametrize("encre", ENCRES)
def test_what_an_older_version_computed_is_told_and_nobody_is_accused(encre: str) -> None:
    """No blocking finding: each corrected value has its cell, both numbers, and what the rule says since."""
    verification = verifier(lire_classeur(_ancien(encre)), ("ironcalc",) if encre != "suivi" else ())
    assert [c for c in verification.constats if c.gravite is Gravite.BLOQUANT] == []
    dits = _corriges(verification)
    for place, (lu, attendu) in DITS.items():
        assert (dits[place].gravite, _sans_espaces(dits[place].lu), _sans_espaces(dits[place].attendu)) == (
            Gravite.A_REGARDER, _sans_espaces(lu), _sans_espaces(attendu),
        )  # fmt: skip
        assert f"la version {VERSION} le calculait autrement" in dits[place].message
    assert re.search(r"\d+ autres valeurs en découlent", dits["Missions", "M5"].message)
    assert verification.comparees == 2533
    assert {v.cause for v in verification.valeurs if v.cause} <= {Cause.ANCIENNE_VERSION}


def test_the_values_told_are_those_that_a_spreadsheet_finds_in_the_old_file() -> None:
    """IronCalc, which knows no version, finds in the file of 0.4.2 what the finding says that 0.4.2 computed."""
    chemin = _ancien("relecture")
    trouvees = recalculer(chemin, "ironcalc", recu=lire(chemin))
    assert trouvees["Missions", "M5"] == pytest.approx(11 / 12)
    assert trouvees["Missions", "N7"] == 1
    assert trouvees["Échéancier", "J26"] == pytest.approx(1937.5)


def _refaire(source: Path, cible: Path, feuille: str, geste: Callable[[str], str]) -> Path:
    """Write a copy of a workbook, one sheet of it rewritten."""
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(cible, "w", zipfile.ZIP_DEFLATED) as ecrit:
        noms = re.findall(r'<sheet name="([^"]*)"', lu.read("xl/workbook.xml").decode())
        partie = f"xl/worksheets/sheet{noms.index(feuille) + 1}.xml"
        for info in lu.infolist():
            octets = lu.read(info)
            if info.filename == partie:
                apres = geste(octets.decode()).encode()
                assert apres != octets
                octets = apres
            ecrit.writestr(info, octets)
    return cible


def _valeur(adresse: str, valeur: str) -> Callable[[str], str]:
    """Return what writes another stored value in a cell, its formula left."""
    return lambda texte: re.sub(
        rf'(<c r="{adresse}"[^>]*>(?:<f>.*?</f>))<v>.*?</v>', rf"\g<1><v>{valeur}</v>", texte, count=1
    )


def _formule(adresse: str, formule: str) -> Callable[[str], str]:
    return lambda texte: re.sub(rf'(<c r="{adresse}"[^>]*>)<f>.*?</f>', rf"\g<1><f>{formule}</f>", texte, count=1)


def test_an_older_version_excuses_no_falsified_value(tmp_path: Path) -> None:
    """0.85 stored where the formula of 0.4.2 gives 11/12: the engine says so, whatever was corrected since."""
    faux = _refaire(_ancien("relecture"), tmp_path / "faux.xlsx", "Missions", _valeur("M5", "0.85"))
    verification = verifier(lire_classeur(faux), ("ironcalc", "formualizer"))
    [constat] = [c for c in verification.constats if (c.feuille, c.cellule) == ("Missions", "M5")]
    assert (constat.gravite, constat.cause) == (Gravite.BLOQUANT, Cause.PERIMEE)


def test_a_model_that_is_not_recognised_excuses_no_formula(tmp_path: Path) -> None:
    """One formula changed: it is accused; those that were corrected since cannot be judged, and are told as such."""
    faux = _refaire(_ancien("relecture"), tmp_path / "faux.xlsx", "Financement", _formule("H5", "1+1"))
    verification = verifier(lire_classeur(faux), ())
    accusees = {(c.feuille, c.cellule) for c in verification.constats if c.cause is Cause.FORMULE}
    assert ("Financement", "H5") in accusees
    assert not accusees & DITS.keys()
    constat = _corriges(verification)["Missions", "M5"]
    assert (constat.gravite, constat.cause) == (Gravite.A_REGARDER, Cause.ANCIENNE_VERSION)
    assert "elle n'est pas jugée" in constat.message
    [justes] = [c for c in verification.constats if c.feuille == "Missions" and not c.cellule]
    assert "10 formules de la version 0.4.2, corrigées depuis" in justes.message
    assert justes.message.endswith("Leurs valeurs sont justes : M6:M10, N5:N6, N8:N10.")


def test_each_correction_has_its_rule_its_version_and_a_sentence() -> None:
    """The list names rules that exist; a version that is not one is excused of nothing."""
    assert CORRECTIONS.keys() <= CATALOGUE.keys()
    for nom, correction in CORRECTIONS.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", correction.depuis)
        assert correction.phrase == correction.phrase.strip().rstrip(".")
        assert corrigee_depuis(nom, "0.4.2") is correction
        for autre in ("", "0.5.0", "1.0.0", "ancienne", "0.4.2-x", "0." * 5):
            assert corrigee_depuis(nom, autre) is None
