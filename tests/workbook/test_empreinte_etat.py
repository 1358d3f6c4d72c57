"""What a received workbook is told to be: recognised, unknown, altered; what each program leaves of its carriers."""

from __future__ import annotations

import io
import tomllib
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl import __version__
from cpts_xl.bureautique import convertir, trouver_soffice
from cpts_xl.cli import main
from cpts_xl.constats import Cause
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.empreinte import registre
from cpts_xl.workbook.empreinte.etat import etat_du_modele
from cpts_xl.workbook.empreinte.modele import empreinte_du_modele
from cpts_xl.workbook.empreinte.partie import Empreintes, poser_la_partie, texte_de_la_partie
from cpts_xl.workbook.empreinte.porteurs import lire_porteurs
from cpts_xl.workbook.empreinte.registre import ModeleConnu
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.moteurs.copies_moteurs import sans_tables
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.recu.reader import Lecteur, Lecture
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire
from tests.promesse import absent
from tests.workbook.empreintes import changer, copie, ecrire_formule, lu
from tests.workbook.exemples import octets, ou, resultat

ANCIENS = Path(__file__).parent / "anciens"
PROPRIETES, PARTIE, LIGNE = "les propriétés du document", "la partie XML", "la feuille Mode d'emploi"
GARDES = {
    "libreoffice": {PROPRIETES, PARTIE, LIGNE},
    "openpyxl": {PROPRIETES, LIGNE},
    "ironcalc": {LIGNE},
    "formualizer": {PROPRIETES, PARTIE, LIGNE},
}
"""What each program leaves of the three carriers when it saves a workbook of ours; Excel, by documentation, all."""


@pytest.fixture(scope="session")
def sauvegardes(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Encre], Path]:
    """Return the example saved again by each program at hand, in two inks; LibreOffice is started once."""
    dossier = tmp_path_factory.mktemp("sauvegardes")
    faites: dict[tuple[str, Encre], Path] = {}
    encres = (Encre.NATIVE, Encre.PYTHON)
    originaux = {encre: dossier / f"{encre}.xlsx" for encre in encres}
    for encre, chemin in originaux.items():
        chemin.write_bytes(octets(encre))
    if (soffice := trouver_soffice()) is not None:
        recus = list(originaux.values())
        code, erreurs = convertir(soffice, recus, "xlsx:Calc MS Excel 2007 XML", dossier / "lo", delai=120)
        assert code == 0, erreurs
        faites |= {("libreoffice", encre): dossier / "lo" / f"{encre}.xlsx" for encre in encres}
    import openpyxl  # noqa: PLC0415

    for encre, chemin in originaux.items():
        faites["openpyxl", encre] = dossier / f"{encre}-openpyxl.xlsx"
        openpyxl.load_workbook(chemin).save(faites["openpyxl", encre])
        try:
            import formualizer  # noqa: PLC0415
            import ironcalc  # noqa: PLC0415
        except ImportError:
            continue
        faites["ironcalc", encre] = dossier / f"{encre}-ironcalc.xlsx"
        ironcalc.load_from_xlsx(str(chemin), "en", "UTC", "en").save_to_xlsx(str(faites["ironcalc", encre]))
        nu = dossier / f"{encre}-nu.xlsx"
        sans_tables(chemin, nu)  # il refuse nos tableaux, dont aucune formule ne se sert
        faites["formualizer", encre] = dossier / f"{encre}-formualizer.xlsx"
        formualizer.recalculate_xlsx_file(str(nu), str(faites["formualizer", encre]))
    return faites


@pytest.mark.moteur
@pytest.mark.parametrize("encre", [Encre.NATIVE, Encre.PYTHON])
@pytest.mark.parametrize("programme", GARDES)
def test_the_model_survives_a_save(programme: str, encre: Encre, sauvegardes: dict[tuple[str, Encre], Path]) -> None:
    """The fingerprint is the same after a save by each program; what carries it is lost or kept as noted above."""
    if (programme, encre) not in sauvegardes:
        absent(programme)
    lecture = lire_classeur(sauvegardes[programme, encre])
    etat = etat_du_modele(lecture)
    assert etat.connu
    assert not etat.altere
    assert set(etat.porteurs.presents) == GARDES[programme]
    assert etat.porteurs.desaccords == []
    assert etat.empreinte.startswith(etat.porteurs.modele)
    assert etat.saisies == empreinte_saisies(resultat().dossier)
    assert [c for c in etat.constats if c.cause != Cause.EMPREINTES] == []


def _lecture(classeur: ClasseurLu) -> Lecture:
    return Lecteur(classeur).lire()


@pytest.fixture(scope="module")
def recu(tmp_path_factory: pytest.TempPathFactory) -> ClasseurLu:
    """Return the reviewer's copy of the example, read."""
    return lu(Encre.NATIVE, tmp_path_factory.getbasetemp())


def test_a_workbook_carries_its_fingerprints_three_times(recu: ClasseurLu) -> None:
    """Property, XML part and visible line say the same model and the same inputs."""
    porteurs = lire_porteurs(recu)
    assert set(porteurs.presents) == {PROPRIETES, PARTIE, LIGNE}
    assert porteurs.desaccords == []
    modele, saisies = empreinte_du_modele(recu), empreinte_saisies(resultat().dossier)
    for dit in porteurs.presents.values():
        assert modele.startswith(dit.modele)
        assert saisies.startswith(dit.saisies)
        assert len(dit.modele) >= 16
    assert porteurs.partie is not None
    assert porteurs.partie.version == __version__
    assert porteurs.partie.arrete == resultat().dossier.identite["arrete"].isoformat()


def test_the_same_dossier_gives_the_same_bytes() -> None:
    """Carriers included, a workbook written twice is the same file; the added parts have no date of their own."""
    un = construire(resultat(), Encre.NATIVE, calculs=False)
    assert un == construire(resultat(), Encre.NATIVE, calculs=False)
    chemins = [info for info in zipfile.ZipFile(io.BytesIO(un)).infolist() if "customXml" in info.filename]
    assert len(chemins) == 3
    assert {info.date_time for info in chemins} == {(1980, 1, 1, 0, 0, 0)}


def test_carriers_that_disagree_are_told(recu: ClasseurLu) -> None:
    """A property taken from another workbook does not agree with the rest."""
    autre = copie(recu)
    autre.proprietes["cpts_xl_empreinte_modele"] = "0" * 64
    etat = etat_du_modele(_lecture(autre))
    assert etat.connu
    assert any(c.cause == Cause.EMPREINTES and "se contredisent" in c.message for c in etat.constats)


def test_a_hostile_part_is_not_there(tmp_path: Path) -> None:
    """Entities, absurd sizes, words that are not fingerprints: the part says nothing, and nothing breaks."""
    bons = Empreintes(modele="a" * 64, saisies="b" * 64, version="0.4.0")
    neuf = poser_la_partie(octets(Encre.NATIVE), bons)
    partie = texte_de_la_partie(bons)
    for nom, faux in {
        "entites": b'<!DOCTYPE x [<!ENTITY e "e">]>' + partie,
        "enorme": partie + b" " * 70_000,
        "brise": partie[:-5],
        "autre": partie.replace(b"empreinte:1", b"empreinte:9"),
    }.items():
        chemin = tmp_path / f"{nom}.xlsx"
        _reecrire(neuf, "customXml/item1.xml", faux, chemin)
        assert lire_porteurs(ClasseurLu(chemin), chemin).partie is None, nom
    chemin = tmp_path / "mots.xlsx"
    _reecrire(neuf, "customXml/item1.xml", partie.replace(b"a" * 64, b"&lt;script&gt;"), chemin)
    lue = lire_porteurs(ClasseurLu(chemin), chemin).partie
    assert lue is not None
    assert (lue.modele, lue.saisies) == ("", "b" * 64)


def _reecrire(source: bytes, partie: str, contenu: bytes, vers: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(source)) as lue, zipfile.ZipFile(vers, "w") as ecrite:
        for info in lue.infolist():
            if info.filename.startswith(("customXml/", "[Content", "xl/workbook", "_rels/", "docProps/")):
                ecrite.writestr(info, contenu if info.filename == partie else lue.read(info))


# -- ce qui est dit au relecteur ---------------------------------------------------------------------------------


def test_a_recognised_model_is_told_with_version_ink_and_law(recu: ClasseurLu) -> None:
    """« Modèle reconnu : cpts_xl …, copie de relecture, textes au … », and nothing to look at."""
    etat = etat_du_modele(_lecture(recu))
    assert etat.phrase == f"Modèle reconnu : cpts_xl {__version__}, copie de relecture, textes au 03/09/2022."
    assert etat.constats == ()
    assert etat.attendue == etat.empreinte or registre.modeles()


def test_an_altered_model_is_told_with_its_places(recu: ClasseurLu) -> None:
    """A rate and a formula changed: the model is altered, each difference is told with its cell."""
    faux = copie(recu)
    ecrire_formule(faux, "ligne.acces_fixe.plafond", lambda f: f + "*2")
    faux.noms["INDICATEUR_ACQUIS"] = faux.noms["INDICATEUR_ACQUIS"].replace("$L$", "$K$")
    etat = etat_du_modele(_lecture(faux))
    assert etat.altere
    assert not etat.connu
    assert etat.phrase.startswith("Modèle altéré : il se dit cpts_xl")
    assert any(
        c.cause == Cause.MODELE_ALTERE and (c.feuille, c.cellule) == ou("ligne.acces_fixe.plafond")
        for c in etat.constats
    )
    assert any(c.cause == Cause.NOM and "INDICATEUR_ACQUIS" in c.message for c in etat.constats)


def test_an_unknown_version_is_told_unknown_not_altered(recu: ClasseurLu) -> None:
    """A workbook of a later version is not accused; altered since it was written, it is."""
    futur = copie(recu)
    ecrire_formule(futur, "ligne.acces_fixe.plafond", lambda f: f + "*1")
    empreinte = empreinte_du_modele(futur)
    futur.proprietes |= {"cpts_xl_version": "9.9.0", "cpts_xl_empreinte_modele": empreinte}
    futur.feuilles["Mode d'emploi"] = copie(recu).feuilles["Barème"]
    futur.chemin = Path("absent.xlsx")
    etat = etat_du_modele(_lecture(futur))
    assert (etat.connu, etat.altere) == (False, False)
    assert "version inconnue (cpts_xl 9.9.0)" in etat.phrase
    assert [c.cause for c in etat.constats] == [Cause.MODELE_INCONNU]
    futur.proprietes["cpts_xl_empreinte_modele"] = "0" * 64
    assert etat_du_modele(_lecture(futur)).altere


def test_inputs_changed_since_are_told_without_accusing(recu: ClasseurLu) -> None:
    """A filled workbook keeps its model; that its inputs moved is information."""
    rempli = copie(recu)
    changer(rempli, *ou("identite.population"), valeur=Fraction(50_001))
    etat = etat_du_modele(_lecture(rempli))
    assert etat.connu
    assert [str(c.gravite) for c in etat.constats] == ["information"]
    assert "Les saisies ont changé" in etat.constats[0].message


def test_rows_under_a_table_are_told(recu: ClasseurLu) -> None:
    """A row typed where no formula looks is not an alteration, and is told with its place."""
    deborde = copie(recu)
    changer(deborde, "Versements", "A90", valeur="acces_fixe")
    etat = etat_du_modele(_lecture(deborde))
    assert etat.connu
    assert [(c.cause, c.feuille, c.cellule) for c in etat.constats if c.cause != Cause.EMPREINTES] == [
        (Cause.HORS_TABLE, "Versements", "90:90")
    ]


def test_the_remedy_of_rows_under_a_table_mends_them(tmp_path: Path) -> None:
    """The command that the finding names puts such a row back where the formulas look, and it is no longer told."""
    import openpyxl  # noqa: PLC0415

    recu, neuf = tmp_path / "reçu.xlsx", tmp_path / "neuf.xlsx"
    classeur = openpyxl.load_workbook(io.BytesIO(octets(Encre.NATIVE)))
    for colonne, valeur in enumerate((date(2025, 6, 2), "acces_fixe", "régularisation", 12.5), 1):
        classeur["Versements"].cell(90, colonne, valeur)
    classeur.save(recu)
    [constat] = [c for c in etat_du_modele(lire_classeur(recu)).constats if c.cause == Cause.HORS_TABLE]
    assert "« cpts-xl mettre-a-niveau »" in constat.remede
    assert "cpts-xl relecture" not in constat.remede
    assert main(["mettre-a-niveau", str(recu), "--vers", str(neuf)]) in {0, 1}
    lecture = lire_classeur(neuf)
    assert Fraction(25, 2) in {v["montant"] for v in lecture.dossier.liste("versement")}
    assert [c for c in etat_du_modele(lecture).constats if c.cause == Cause.HORS_TABLE] == []


def test_the_law_of_another_year_is_told(recu: ClasseurLu) -> None:
    """The first day moved under other texts, the sheet of parameters does not follow by itself."""
    ancien = copie(recu)
    changer(ancien, *ou("identite.debut"), valeur=date(2021, 3, 15))
    etat = etat_du_modele(_lecture(ancien))
    assert any(c.cause == Cause.AUTRE_DROIT for c in etat.constats)


# -- le registre -------------------------------------------------------------------------------------------------


def test_the_registry_is_up_to_date() -> None:
    """The entries of this version are those that it writes, one per ink and per law; none is shared."""
    frais = list(registre.calcules())
    assert len({un.empreinte for un in frais}) == len(frais) == len(registre.etats_du_droit()) * len(Encre)
    connus = [un for un in registre.modeles() if un.version == __version__]
    assert sorted(connus) == sorted(frais), "relancer : python -m cpts_xl.workbook.empreinte.registre"
    assert registre.texte(list(registre.modeles())) == registre.refait(frais)


def test_who_registers_again_is_told_of_models_already_in_use() -> None:
    """Formulas changed under the same version number: the workbooks already sent would no longer be known."""
    connus = [un for un in registre.modeles() if un.version == __version__]
    assert registre.changes(connus) == 0
    assert registre.avertissement(0) == ""
    changes = [replace(connus[0], empreinte="0" * 64), replace(connus[1], version="9.9.9"), *connus[2:]]
    assert registre.changes(changes) == 1
    dit = registre.avertissement(2)
    assert dit.startswith(f"Attention : 2 modèles de la version {__version__} changent.")
    assert "changer le numéro de version (cpts_xl/__init__.py)" in dit


def test_the_registry_is_written_as_it_is_read() -> None:
    """The file is exactly what the generator writes of its entries: nobody touched it by hand."""
    chemin = Path(registre.__file__).with_name(registre.FICHIER)
    contenu = chemin.read_text(encoding="utf-8")
    assert contenu == registre.texte(list(registre.modeles()))
    assert len(tomllib.loads(contenu)["modele"]) == len(set(registre.modeles()))


def test_a_model_that_two_versions_write_is_named_by_the_one_that_the_file_says() -> None:
    """Between 0.4.0 and 0.4.1 no formula changed; a file that says neither is named by the latest."""
    un, autre = (registre.attendu(v, Encre.NATIVE, date(2022, 9, 3)) for v in ("0.4.0", "0.4.1"))
    assert un == autre != ""
    for version in ("0.4.0", "0.4.1"):
        connu = registre.reconnaitre(un, version)
        assert connu is not None
        assert connu.version == version
    dernier = registre.reconnaitre(un, "")
    assert dernier is not None
    assert dernier.version != "0.4.0"
    assert registre.reconnaitre("0" * 64, "0.4.1") is None


def test_a_workbook_of_an_older_version_is_recognised() -> None:
    """A reviewer's copy written by 0.3.0 has the fingerprint that the registry keeps for it."""
    etat = etat_du_modele(lire_classeur(ANCIENS / "relecture-0.3.0.xlsx"))
    assert etat.phrase == "Modèle reconnu : cpts_xl 0.3.0, copie de relecture, textes au 03/09/2022."
    assert etat.porteurs.modele == ""  # 0.3.0 n'en portait pas


def test_a_name_of_the_registry_is_a_sentence() -> None:
    """Version, nature and day are told in French."""
    un = ModeleConnu("0.4.0", Encre.LAMBDA, date(2024, 1, 1), "a" * 64)
    assert un.nom == "cpts_xl 0.4.0, copie LAMBDA, textes au 01/01/2024"


def test_reading_twice_is_not_needed(recu: ClasseurLu) -> None:
    """The state comes from the workbook already read: its cells are not opened again."""
    assert empreinte_du_modele(recu) == empreinte_du_modele(lire(recu.chemin))
