"""A workbook of version 0.4.2, whose rules were corrected since: judged by that version, then told what changed.

The files are what version 0.4.2 wrote, for a contract signed on 29 February 2024 and counted in months, a mission that
begins after the year, an advance that a regularisation covers: a report and the workbook in each ink.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cpts_xl import __version__
from cpts_xl.cli.documents import comparer_rapport
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.suite import ouvrir
from cpts_xl.formats import euros
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.revue.explication import expliquer
from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.anciennes import VERSIONS, anciennes, catalogue
from cpts_xl.rules.catalogue import eprouver
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.symbol import Symbole
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.verification import Verification, passe_recrit, verifier
from cpts_xl.workbook.xlsx.lu import lire

ANCIENS = Path(__file__).parent / "anciens"
VERSION = "0.4.2"
ENCRES = ("relecture", "suivi", "lambda")
DITS = {
    ("Missions", "M5"): ("91,67 %", "100 %"),  # 11 mois sur 12, contre l'année entière
    ("Missions", "N7"): ("100 %", "0 %"),  # démarre le 01/04/2025, après le 28/02/2025
    ("Échéancier", "I26"): ("183", "0"),  # 10 937,50 - 9 000 dus depuis le 01/07/2024, que 5 583,33 couvrent
}
"""By cell, what version 0.4.2 shows and what is due: computed by hand from the contract of the files."""


def _ancien(encre: str) -> Path:
    return ANCIENS / f"{encre}-{VERSION}.xlsx"


def _sans_espaces(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def _corriges(verification: Verification) -> dict[tuple[str, str], Constat]:
    return {(c.feuille, c.cellule): c for c in verification.constats if c.cause is Cause.ANCIENNE_VERSION}


@cache
def _verifie(encre: str) -> Verification:
    """Return one file of 0.4.2, verified once for all the tests."""
    return verifier(lire_classeur(_ancien(encre)), ("ironcalc",) if encre != "suivi" else ())


@pytest.mark.parametrize("encre", ENCRES)
def test_what_an_older_version_computed_is_told_and_nobody_is_accused(encre: str) -> None:
    """No blocking finding: each correction is told where it begins, both numbers, what follows, what the rule says."""
    verification = _verifie(encre)
    assert [c for c in verification.constats if c.gravite is Gravite.BLOQUANT] == []
    dits = _corriges(verification)
    assert {
        place: (_sans_espaces(c.lu), _sans_espaces(c.attendu)) for place, c in dits.items()
    } == DITS  # fmt: skip
    for constat in dits.values():
        assert constat.gravite is Gravite.A_REGARDER
        assert f"la version {VERSION} le calculait autrement, et la règle a été corrigée depuis" in constat.message
    assert re.search(r"\d+ autres valeurs en découlent", dits["Missions", "M5"].message)
    # 55 000 € sur douze mois et non onze : 4 583,33 € de part fixe, et 10 000 € de prévention qui n'étaient pas dus
    assert dits["Missions", "N7"].enjeu == 10_000
    if encre != "suivi":
        assert verification.moteurs["ironcalc"] == "2\u202f533 cellules recalculées, 0 écart"


@pytest.mark.parametrize("encre", ENCRES)
def test_every_value_of_the_old_file_is_what_its_version_computes(encre: str) -> None:
    """The former rules give, to the cent, each of the 2 533 values that version 0.4.2 had stored."""
    verification = _verifie(encre)
    alors = verification.alors[VERSION]
    assert (verification.comparees, len(alors.pleines)) == (2533, 2533)
    changees = {v.ident for v in verification.valeurs if v.cause}
    assert changees == {
        i for i, v in alors.valeurs.items() if i in alors.par_id and v != verification.resultat.valeurs[i]
    }
    assert {v.cause for v in verification.valeurs if v.cause} == {Cause.ANCIENNE_VERSION}
    assert verification.identiques == 2533 - len(changees)
    assert verification.resultat.valeurs["ligne.acces_fixe.droit"] == 55_000
    assert alors.valeurs["ligne.acces_fixe.droit"] == Fraction("50416.67")


def test_the_values_told_are_those_that_a_spreadsheet_finds_in_the_old_file() -> None:
    """IronCalc, which knows no version, finds in the file of 0.4.2 what the finding says that 0.4.2 computed."""
    chemin = _ancien("relecture")
    trouvees = recalculer(chemin, "ironcalc", recu=lire(chemin))
    assert trouvees["Missions", "M5"] == pytest.approx(11 / 12)
    assert trouvees["Missions", "N7"] == 1
    assert trouvees["Échéancier", "I26"] == (date(2024, 12, 31) - date(2024, 7, 1)).days


def test_a_report_of_the_older_version_goes_with_its_workbook() -> None:
    """Written by 0.4.2 from the same inputs: its numbers are those of its version, not falsified ones."""
    verification = _verifie("relecture")
    rapport = ANCIENS / f"rapport-{VERSION}.docx"
    constats = comparer_rapport(rapport, verification.layout, verification.alors)
    assert {c.gravite for c in constats} == {Gravite.INFORMATION}
    sans = comparer_rapport(rapport, verification.layout)  # comme s'il venait d'un classeur d'aujourd'hui
    assert any(c.gravite is Gravite.BLOQUANT and euros(Fraction("50416.67")) in c.lu for c in sans)


def test_the_explanation_of_a_corrected_number_says_both() -> None:
    """What the file shows, what is due, and why: no formula is called altered."""
    verification = _verifie("relecture")
    arbre = expliquer(verification.lecture, verification.resultat, "Missions!M5", profondeur=0)
    alertes = [_sans_espaces(p) for p in arbre.phrases if p.startswith("ATTENTION")]
    assert alertes[0] == "ATTENTION : le fichier porte 91,67 %, et non 100 %, en Missions!M5."
    assert "la version 0.4.2 le calculait autrement" in alertes[1]
    assert len(alertes) == 2


@pytest.mark.parametrize("version", [VERSION, ""], ids=["opened by 0.4.2", "opened today"])
def test_the_next_year_may_have_been_opened_by_either_version(version: str, tmp_path: Path) -> None:
    """Its past is that of last year's workbook, as it was computed then or as it is now: neither is rewritten."""
    precedente = lire_classeur(_ancien("suivi"))
    suite = ouvrir(calculer(precedente.dossier, precedente.droit, version)).dossier

    def lue(dossier: object) -> Lecture:
        chemin = tmp_path / "suite.xlsx"
        chemin.write_bytes(construire(calculer(dossier, en_vigueur(suite.debut)), Encre.PYTHON, calculs=False))
        return lire_classeur(chemin)

    assert [c for c in passe_recrit(lue(suite), precedente) if c.cellule] == []
    annees = {**suite.fiche("annee")}
    annees["1"] = {**annees["1"], "droit": Fraction(1)}
    recrits = passe_recrit(lue(suite.avec(annees=annees)), precedente)
    assert [c.message.partition(" :")[0] for c in recrits if c.cellule] == ["Droit ouvert arrêté"]


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
    """0.85 stored where version 0.4.2 gives 11/12: accused, whatever was corrected since."""
    faux = _refaire(_ancien("relecture"), tmp_path / "faux.xlsx", "Missions", _valeur("M5", "0.85"))
    verification = verifier(lire_classeur(faux), ("ironcalc", "formualizer"))
    constats = [c for c in verification.constats if (c.feuille, c.cellule) == ("Missions", "M5")]
    assert (constats[0].gravite, constats[0].cause) == (Gravite.BLOQUANT, Cause.PERIMEE)
    assert _sans_espaces(constats[0].attendu) == "91,67 %"


def test_a_formula_of_an_older_workbook_is_judged_like_any_other(tmp_path: Path) -> None:
    """One formula changed in a file of 0.4.2: it alone is accused, those that were corrected since are not."""
    faux = _refaire(_ancien("relecture"), tmp_path / "faux.xlsx", "Missions", _formule("M6", "1+1"))
    verification = verifier(lire_classeur(faux))
    [accusee] = [c for c in verification.constats if c.gravite is Gravite.BLOQUANT]
    assert (accusee.feuille, accusee.cellule, accusee.cause) == ("Missions", "M6", Cause.FORMULE)
    assert _corriges(verification).keys() == DITS.keys()


def test_each_former_rule_is_a_rule_of_today_read_otherwise() -> None:
    """It leaves a formula, which is no longer that of today; versions go from the oldest, and none is to come."""
    rangs = [tuple(int(n) for n in version.split(".")) for version in VERSIONS]
    assert rangs == sorted(rangs)
    assert rangs[-1] <= tuple(int(n) for n in __version__.split("."))
    for regles in VERSIONS.values():
        for nom, ancienne in regles.items():
            eprouver(ancienne.regle)
            neuve = CATALOGUE[nom]
            assert ancienne.regle.noms <= neuve.noms
            assert ancienne.depuis == ancienne.depuis.strip().rstrip(".")
            cases = {a.nom: _case(a, rang) for rang, a in enumerate(neuve.arguments)}
            lues = {nom: case for nom, case in cases.items() if nom in ancienne.regle.noms}
            assert ancienne.regle.formule(lues) != neuve.formule(cases)


def _case(argument: Any, rang: int) -> Any:
    return Plage(f"$A{rang}:$A{rang + 9}", argument.nom) if argument.genre.liste else Symbole(f"$A${rang}")


def test_a_version_that_is_not_one_is_excused_of_nothing() -> None:
    """Only a version of numbers, older than a correction, has former rules; the others are those of today."""
    recentes = {"enjeu", "taux_atteinte", "montant_acquis", "alerte_plafond", "controle_plafonds", "controle_alertes",
                "depart_delai", "date_echeance"}  # fmt: skip
    retards = {"retard_echeance", "somme_en_retard"}
    assert anciennes(VERSION).keys() == {"prorata", "prorata_variable"} | retards | recentes
    assert catalogue(VERSION)["prorata"] is not CATALOGUE["prorata"]
    assert anciennes("0.5.0").keys() == retards | recentes
    assert anciennes("0.5.3").keys() == recentes
    for autre in ("", "1.0.0", "ancienne", "0.4.2-x", "0." * 5, __version__):
        assert anciennes(autre) == {}
        assert catalogue(autre) == CATALOGUE
