"""The LAMBDA copy: the cells of the working workbook, no Python nor macro, computed by a spreadsheet that knows it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cpts_xl.cli.analyse import analyser
from cpts_xl.cli.commandes import relecture, verification
from cpts_xl.constats import Cause
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.errors import NomInvalide
from cpts_xl.law import en_vigueur, textes
from cpts_xl.ressources import ressource
from cpts_xl.rules import CATALOGUE
from cpts_xl.udf.noms import est_une_adresse
from cpts_xl.workbook import lambdas
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre, formule
from cpts_xl.workbook.lambdas import FORMULE_MAX, bornes, definition, definitions, est_lambda, hors_du_droit
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.moteurs.caches import falsifier
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import encre_de, verifier
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.rapide import lire_vite
from tests.rules.banc import ecarts_de_copie
from tests.workbook.exemples import avec_identite, ecrire, octets, resultat

EXEMPLES = ("exemple.toml", "exemple-premiere-annee.toml")
_NOM = re.compile(r'<definedName name="(CPTS_[A-Z0-9_]+)">(.*?)</definedName>')


def _parties(contenu: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def _noms(contenu: bytes) -> dict[str, str]:
    return dict(_NOM.findall(_parties(contenu)["xl/workbook.xml"].decode()))


@pytest.mark.moteur
@pytest.mark.parametrize("source", EXEMPLES)
def test_the_whole_copy_is_computed_from_its_names(source: str, moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """Both examples, every stored result falsified: each formula of the copy recalculated is the engine's value."""
    calcule = resultat(lire_dossier(ressource("workbooks", source)))
    copie, faux = tmp_path / "copie.xlsx", tmp_path / "faux.xlsx"
    copie.write_bytes(construire(calcule, Encre.LAMBDA))
    assert falsifier(copie, faux) > len(calcule.pleines) > 2_000
    assert list(ecarts_de_copie(copie, recalculer(faux, "ironcalc", 120))) == []


def test_cell_text_is_that_of_the_working_workbook(tmp_path: Path) -> None:
    """Cell by cell, the copy shows the formula of the working workbook; only the file's own words differ."""
    python, copie = lire(ecrire(tmp_path, Encre.PYTHON, "p.xlsx")), lire(ecrire(tmp_path, Encre.LAMBDA, "l.xlsx"))
    appels = 0
    for nom, feuille in python.feuilles.items():
        for adresse, cellule in feuille.cellules.items():
            if cellule.formule:
                lue = copie.feuilles[nom].cellules[adresse].formule
                assert lue is not None
                assert lue.strip("{}") == cellule.formule, (nom, adresse)
                appels += "CPTS_" in lue
    assert appels > 4_000
    layout = Layout(resultat())
    for calculee in resultat().etapes:
        assert formule(layout, calculee.etape, Encre.LAMBDA) == formule(layout, calculee.etape, Encre.PYTHON)


def test_calls_are_dynamic_so_that_excel_adds_no_sign() -> None:
    """Each cell that calls a name is a dynamic array formula (cm, metadata); the others stay ordinary."""
    parties = _parties(octets(Encre.LAMBDA))
    assert b'name="XLDAPR"' in parties["xl/metadata.xml"]
    appels = autres = 0
    for nom, contenu in parties.items():
        if nom.startswith("xl/worksheets/sheet"):
            for ouverture, attributs, texte in re.findall(r"<c ([^>]*)><f([^>]*)>([^<]*)</f>", contenu.decode()):
                if "CPTS_" in texte:
                    appels += 1
                    adresse = re.search(r'r="([A-Z]+\d+)"', ouverture)
                    assert adresse is not None
                    assert 'cm="1"' in ouverture
                    assert attributs == f' t="array" ref="{adresse[1]}"'
                else:
                    autres += 1
                    assert "cm=" not in ouverture
                    assert not attributs
    assert appels > 4_000
    assert autres > 4_000


def test_a_name_is_never_a_function_twice() -> None:
    """The copy has a name for each rule and no macro; the other inks have no such name; both at once are refused."""
    assert set(_noms(octets(Encre.LAMBDA))) == {f"CPTS_{nom.upper()}" for nom in CATALOGUE}
    assert not [nom for nom in _parties(octets(Encre.LAMBDA)) if "vba" in nom.lower()]
    for encre in (Encre.PYTHON, Encre.NATIVE):
        assert _noms(octets(encre)) == {}
    assert _noms(construire(resultat(), Encre.PYTHON, macros=lambda _feuilles: b"projet")) == {}
    with pytest.raises(ValueError, match="deux fonctions"):
        construire(resultat(), Encre.LAMBDA, macros=lambda _feuilles: b"projet")


def test_definitions_are_what_excel_admits() -> None:
    """Parameters with their prefix, no address, no dot, none of the names of cells; short enough; nothing foreign."""
    layout = Layout(resultat())
    pris = {nom.casefold() for nom in layout.noms}
    for nom, contenu in definitions(layout.droit, layout.noms).items():
        assert est_lambda(contenu)
        assert len(contenu) <= FORMULE_MAX
        regle = CATALOGUE[nom.removeprefix("CPTS_").lower()]
        declares = re.match(r"_xlfn\.LAMBDA\(((?:_xlpm\.\w+,)*)", contenu)
        assert declares is not None
        parametres = declares[1].replace("_xlpm.", "").rstrip(",").split(",")
        assert len(parametres) == len(regle.arguments) + regle.lit_droit
        attendus = [a.nom for a in regle.arguments] + ["le"] * regle.lit_droit
        assert [p.removesuffix("_donnee") for p in parametres] == attendus
        assert not pris & set(parametres), nom
        assert not [p for p in parametres if est_une_adresse(p) or p in {"r", "c", "l"}], nom
        sans_textes = re.sub(r'"[^"]*"', '""', contenu)
        assert set(re.findall(r"_xl\w+\.", sans_textes)) <= {"_xlfn.", "_xlpm."}
        assert sans_textes.count("(") == sans_textes.count(")")


def test_a_parameter_that_excel_would_refuse_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address, an accent or too long a formula is told when the workbook is written, not when Excel opens it."""
    regle, droit = CATALOGUE["acompte"], en_vigueur(date(2025, 3, 15))
    for nom, motif in (("ab12", "adresse"), ("r", "adresse"), ("majoré", "a à z"), ("a.b", "a à z")):
        fautive = replace(regle, arguments=(replace(regle.arguments[0], nom=nom), *regle.arguments[1:]))
        with pytest.raises(NomInvalide, match=motif):
            definition(fautive, droit)
    taille = CATALOGUE["taille"]
    with pytest.raises(NomInvalide, match="uniques"):
        definition(replace(taille, arguments=(replace(taille.arguments[0], nom="le"),)), droit)
    monkeypatch.setattr(lambdas, "FORMULE_MAX", 300)
    with pytest.raises(NomInvalide, match="partager la règle"):
        definition(regle, droit)


def test_a_day_of_other_texts_is_refused_with_the_interval(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """Under the accord of 2019 the copy says until when it is right; the days around it are refused, never computed."""
    effets = sorted({texte.effet for texte in textes()})
    milieu = date(2021, 6, 1)
    droit = en_vigueur(milieu)
    debut, suite = bornes(droit)
    assert debut == max(effet for effet in effets if effet <= milieu)
    assert suite == min(effet for effet in effets if effet > milieu)
    assert "jusqu'au" in hors_du_droit(droit)
    dernier, sans_suite = bornes(en_vigueur(date(2025, 3, 15)))
    assert (dernier, sans_suite) == (effets[-1], None)
    for jour, admis in ((debut, True), (suite - timedelta(1), True), (debut - timedelta(1), False), (suite, False)):
        memes = admis and {p.code: p.valeur for p in en_vigueur(jour).parametres.values()} == {
            p.code: p.valeur for p in droit.parametres.values()
        }
        assert memes is admis
    source = avec_identite(signature=date(2020, 3, 15), debut=milieu.replace(day=15, month=3), supplement_snp="Oui")
    copie, faux = tmp_path / "copie-2021.xlsx", tmp_path / "faux.xlsx"
    copie.write_bytes(construire(resultat(source.avec(missions={})), Encre.LAMBDA))
    assert falsifier(copie, faux) > 1_000
    assert list(ecarts_de_copie(copie, recalculer(faux, "ironcalc", 120))) == []


@pytest.mark.moteur
def test_verification_reads_the_copy_and_ironcalc_recomputes_it(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """The copy is read back, each value compared, its own names recalculated by the engine that knows LAMBDA."""
    lecture = lire_classeur(ecrire(tmp_path, Encre.LAMBDA))
    assert lire_vite(lecture.classeur.chemin) is not None
    assert encre_de(lecture) is Encre.LAMBDA
    assert lecture.dossier == lire_classeur(ecrire(tmp_path, Encre.PYTHON, "suivi.xlsx")).dossier
    bilan = verifier(lecture, moteurs)
    assert (bilan.comparees, bilan.identiques) == (len(resultat().pleines),) * 2
    assert (lecture.constats, bilan.constats) == ([], [])
    assert "0 écart" in bilan.moteurs["ironcalc"]
    assert all("LAMBDA" in bilan.moteurs[m] for m in ("libreoffice", "formualizer"))


def _retouche(contenu: bytes, avant: str, apres: str) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as source, zipfile.ZipFile(tampon, "w") as cible:
        for info in source.infolist():
            octets_ = source.read(info)
            if info.filename == "xl/workbook.xml":
                assert avant in octets_.decode()
                octets_ = octets_.decode().replace(avant, apres, 1).encode()
            cible.writestr(info, octets_)
    return tampon.getvalue()


def test_a_changed_or_missing_name_is_found(tmp_path: Path) -> None:
    """Cells and results untouched, one definition changed or removed: the verification names it."""
    contenu = octets(Encre.LAMBDA)
    corps = _noms(contenu)["CPTS_ACOMPTE"]
    change = tmp_path / "change.xlsx"
    change.write_bytes(_retouche(contenu, corps, corps.replace("ROUND(", "2*ROUND(", 1)))
    ote = tmp_path / "ote.xlsx"
    ote.write_bytes(_retouche(contenu, f'<definedName name="CPTS_ACOMPTE">{corps}</definedName>', ""))
    for chemin, mot in ((change, "modifié"), (ote, "supprimé")):
        (constat,) = verifier(lire_classeur(chemin)).constats
        assert constat.cause == Cause.NOM
        assert "CPTS_ACOMPTE" in constat.message
        assert mot in constat.message


def test_the_command_writes_and_checks_the_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """« relecture --encre lambda » writes the copy, « verifier » finds nothing in it, its names are ours."""
    for encre in Encre:
        assert Encre(analyser(["relecture", "s.xlsx", "--vers", "c.xlsx", "--encre", str(encre)]).encre) is encre
    with pytest.raises(SystemExit):
        analyser(["relecture", "s.xlsx", "--vers", "c.xlsx", "--encre", "autre"])
    source, copie = ecrire(tmp_path, Encre.PYTHON, "suivi.xlsx"), tmp_path / "copie 365.xlsx"
    options = analyser(["relecture", str(source), "--vers", str(copie), "--encre", "lambda"])
    assert relecture(options) == 0
    assert "noms LAMBDA" in capsys.readouterr().out
    assert encre_de(lire_classeur(copie)) is Encre.LAMBDA
    assert verification(analyser(["verifier", str(copie), "--sans-recalcul"])) == 0
    assert "Aucun écart." in capsys.readouterr().out
    assert "CPTS_TAILLE" in lire(copie).noms


def test_same_input_same_bytes() -> None:
    """The same dossier gives the same bytes."""
    assert construire(resultat(), Encre.LAMBDA) == octets(Encre.LAMBDA)
