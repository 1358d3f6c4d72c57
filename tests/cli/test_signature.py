"""The signature: made by a command, kept through a save, named when it is copied, and never required."""

from __future__ import annotations

import argparse
import io
import os
import stat
import zipfile
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cpts_xl.cli import signature
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.analyse_signature import cle_publique, commandes_signature
from cpts_xl.errors import CptsError, EcritureImpossible, SaisieInvalide
from cpts_xl.workbook.empreinte import signature as empreinte_signature
from cpts_xl.workbook.empreinte.etat import EtatModele, etat_du_modele
from cpts_xl.workbook.empreinte.partie import Empreintes, poser_la_partie
from cpts_xl.workbook.empreinte.signature import Verdict, creer_cles, enonce, lire_cle, signer, verifier_signature
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.recu.reader import Lecteur
from tests.workbook.empreintes import changer, copie, ecrire_formule
from tests.workbook.exemples import ecrire, ou

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("cryptography")


def _options(*mots: str) -> argparse.Namespace:
    analyseur = argparse.ArgumentParser()
    commandes = analyseur.add_subparsers(dest="commande")
    commandes_signature(commandes)
    cle_publique(commandes.add_parser("verifier"))
    return analyseur.parse_args(mots)


@pytest.fixture(scope="module")
def paire() -> tuple[bytes, bytes]:
    """Return a pair of keys."""
    return creer_cles()


@pytest.fixture(scope="module")
def signe(tmp_path_factory: pytest.TempPathFactory, paire: tuple[bytes, bytes]) -> Path:
    """Return the reviewer's copy of the example, signed, in a folder with an awkward name."""
    dossier = tmp_path_factory.mktemp("CPTS de l'Étang & du Bois")
    source = ecrire(dossier, Encre.NATIVE, "relecture.xlsx")
    lecture = lire_classeur(source)
    chemin = dossier / "relecture signée.xlsx"
    chemin.write_bytes(signer(source.read_bytes(), lecture, etat_du_modele(lecture), paire[0]))
    return chemin


@pytest.fixture(scope="module")
def lu(signe: Path) -> tuple[Lecture, EtatModele]:
    """Return the signed workbook, read, and its state."""
    lecture = lire_classeur(signe)
    return lecture, etat_du_modele(lecture)


def _etat(lecture: Lecture) -> EtatModele:
    return etat_du_modele(lecture)


def test_a_signed_workbook_is_told_so(lu: tuple[Lecture, EtatModele], paire: tuple[bytes, bytes]) -> None:
    """With the public key, it is valid; without, right but attested by nothing; with another, named as another."""
    assert verifier_signature(*lu, paire[1]).verdict is Verdict.VALIDE
    assert verifier_signature(*lu, paire[1]).constats == ()
    assert verifier_signature(*lu).verdict is Verdict.CLE_INCONNUE
    autre = verifier_signature(*lu, creer_cles()[1])
    assert autre.verdict is Verdict.AUTRE_CLE
    assert str(autre.constats[0].gravite) == "bloquant"


def test_signing_changes_the_part_and_the_properties_only(signe: Path) -> None:
    """Every other part is the same, byte for byte, in the same order."""
    avant, apres = (zipfile.ZipFile(c) for c in (signe.with_name("relecture.xlsx"), signe))
    assert avant.namelist() == apres.namelist()
    changees = {nom for nom in avant.namelist() if avant.read(nom) != apres.read(nom)}
    assert changees == {"customXml/item1.xml", "docProps/custom.xml"}


def test_signing_is_deterministic(signe: Path, paire: tuple[bytes, bytes]) -> None:
    """The same key and the same workbook give the same bytes."""
    source = signe.with_name("relecture.xlsx")
    lecture = lire_classeur(source)
    assert signer(source.read_bytes(), lecture, _etat(lecture), paire[0]) == signe.read_bytes()


def test_a_workbook_without_the_part_can_be_signed(signe: Path, paire: tuple[bytes, bytes]) -> None:
    """A program dropped the XML part and every property: both are made again, with what declares them."""
    nu = signe.with_name("nu.xlsx")
    with zipfile.ZipFile(signe.with_name("relecture.xlsx")) as source, zipfile.ZipFile(nu, "w") as cible:
        for info in source.infolist():
            octets = source.read(info)
            if info.filename.startswith("customXml/") or info.filename == "docProps/custom.xml":
                continue
            if info.filename == "[Content_Types].xml":
                octets = octets.replace(b'PartName="/docProps/custom.xml"', b'PartName="/docProps/absent.xml"')
                octets = octets.replace(b"/customXml/itemProps1.xml", b"/customXml/absent.xml")
            cible.writestr(info, octets)
    lecture = lire_classeur(nu)
    assert lecture.classeur.proprietes.get("cpts_xl_version") is None
    nu.write_bytes(signer(nu.read_bytes(), lecture, _etat(lecture), paire[0]))
    relue = lire_classeur(nu)
    assert verifier_signature(relue, _etat(relue), paire[1]).verdict is Verdict.VALIDE


def test_a_changed_formula_makes_the_signature_fail(lu: tuple[Lecture, EtatModele]) -> None:
    """The signature stays in the file; it is named as that of another model."""
    faux = copie(lu[0].classeur)
    ecrire_formule(faux, "ligne.acces_fixe.plafond", lambda f: f + "+1")
    lecture = Lecteur(faux).lire()
    etat = verifier_signature(lecture, _etat(lecture))
    assert etat.verdict is Verdict.COPIEE
    assert "un autre modèle (signé " in etat.phrase
    assert "saisies" not in etat.phrase


def test_a_changed_input_makes_the_signature_fail(lu: tuple[Lecture, EtatModele]) -> None:
    """One euro more in what was declared, and the signature is that of other inputs."""
    faux = copie(lu[0].classeur)
    changer(faux, *ou("versement.1.montant"), valeur=Fraction(1))
    lecture = Lecteur(faux).lire()
    etat = verifier_signature(lecture, _etat(lecture))
    assert etat.verdict is Verdict.COPIEE
    assert "d'autres saisies" in etat.phrase
    assert "modèle" not in etat.phrase


def test_a_forged_statement_fails(signe: Path, lu: tuple[Lecture, EtatModele]) -> None:
    """Fingerprints rewritten to match a changed workbook no longer match the signature; nor does another key."""
    dit = lu[1].porteurs.partie
    assert dit is not None
    for champ, valeur in {"modele": "f" * 64, "saisies": "0" * 64, "arrete": "2031-01-01", "cle": "a" * 64,
                          "signature": "00"}.items():  # fmt: skip
        faux = signe.with_name(f"faux-{champ}.xlsx")
        contenu = {nom: getattr(dit, nom) for nom in Empreintes.__slots__} | {champ: valeur}
        faux.write_bytes(poser_la_partie(signe.read_bytes(), Empreintes(**contenu)))
        lecture = lire_classeur(faux)
        assert verifier_signature(lecture, _etat(lecture)).verdict is Verdict.FAUSSE, champ


def test_a_stripped_signature_only_lowers_the_verdict(
    signe: Path, lu: tuple[Lecture, EtatModele], paire: tuple[bytes, bytes]
) -> None:
    """Without signature the model is still recognised; a key given to check one makes its absence a finding."""
    dit = lu[1].porteurs.partie
    assert dit is not None
    nu = signe.with_name("sans signature.xlsx")
    nu.write_bytes(
        poser_la_partie(
            signe.read_bytes(), replace(dit, cle="", signature=""), {"cpts_xl_signature": "", "cpts_xl_cle": ""}
        )
    )
    lecture = lire_classeur(nu)
    etat = _etat(lecture)
    assert etat.connu
    assert verifier_signature(lecture, etat).constats == ()
    attendue = verifier_signature(lecture, etat, paire[1])
    assert attendue.verdict is Verdict.ABSENTE
    assert [str(c.gravite) for c in attendue.constats] == ["à regarder"]


def test_the_property_is_enough(signe: Path, paire: tuple[bytes, bytes]) -> None:
    """A program that drops the XML part (openpyxl) leaves the signature in the properties."""
    import openpyxl  # noqa: PLC0415

    chemin = signe.with_name("openpyxl.xlsx")
    openpyxl.load_workbook(signe).save(chemin)
    lecture = lire_classeur(chemin)
    etat = _etat(lecture)
    assert etat.porteurs.partie is None
    assert verifier_signature(lecture, etat, paire[1]).verdict is Verdict.VALIDE


def test_what_is_signed_is_one_statement() -> None:
    """Version, model, inputs and day of the accounts, one per line: no two workbooks share it by shifting a word."""
    dit = Empreintes(version="1", modele="2", saisies="3", arrete="4", encre="x", cle="y")
    assert enonce(dit) == "cpts_xl déclaration 1\nversion=1\nmodele=2\nsaisies=3\narrete=4".encode()


# -- les commandes -----------------------------------------------------------------------------------------------


def test_the_keys_are_private_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The private key is readable by its owner only; a key never replaces another."""
    options = _options("cle", "--vers", str(tmp_path / "coffre" / "clé.pem"))
    assert signature.cle(options) == FAIT
    privee, publique = tmp_path / "coffre" / "clé.pem", tmp_path / "coffre" / "clé.publique.pem"
    if os.name != "nt":
        assert stat.S_IMODE(privee.stat().st_mode) == 0o600
    assert b"PRIVATE" in privee.read_bytes()
    assert b"PUBLIC" in publique.read_bytes()
    dit = capsys.readouterr().out
    assert "Ne l'envoyer à personne" in dit
    avant = privee.read_bytes()
    with pytest.raises(EcritureImpossible, match="n'en remplace jamais une autre"):
        signature.cle(options)
    privee.unlink()
    with pytest.raises(EcritureImpossible):  # la clé publique d'une autre paire est là
        signature.cle(options)
    assert not privee.exists()
    assert avant


def test_the_command_signs_a_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """« signer » writes another file, says what was signed; « verifier --cle-publique » finds it valid."""
    signature.cle(_options("cle", "--vers", str(tmp_path / "cle.pem")))
    source = ecrire(tmp_path, Encre.NATIVE, "relecture.xlsx")
    avant = source.read_bytes()
    vers = tmp_path / "signé.xlsx"
    commande = ("signer", str(source), "--cle", str(tmp_path / "cle.pem"), "--vers")
    assert signature.signer(_options(*commande, str(vers))) == FAIT
    assert source.read_bytes() == avant
    assert "Empreintes signées : modèle " in capsys.readouterr().out
    lecture = lire_classeur(vers)
    constats = signature.dire_signature(lecture, _etat(lecture), (tmp_path / "cle.publique.pem").read_bytes())
    assert constats == []
    assert "Signé par la clé attendue" in capsys.readouterr().out
    with pytest.raises(SaisieInvalide, match="jamais récrit"):
        signature.signer(_options(*commande, str(source)))
    with pytest.raises(SaisieInvalide, match=r"\.xlsx"):
        signature.signer(_options(*commande, str(tmp_path / "signé.xlsm")))


def test_an_altered_model_is_not_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written for a workbook whose formulas are not those of the tool."""
    signature.cle(_options("cle", "--vers", str(tmp_path / "cle.pem")))
    source = ecrire(tmp_path, Encre.NATIVE, "relecture.xlsx")
    tampon = io.BytesIO()
    with zipfile.ZipFile(source) as lue, zipfile.ZipFile(tampon, "w") as ecrite:
        for info in lue.infolist():
            octets = lue.read(info)
            if info.filename == "xl/workbook.xml":
                octets = octets.replace(b"Indicateurs!$L$5:$L$44</", b"Indicateurs!$L$5:$L$20</")
            ecrite.writestr(info, octets)
    source.write_bytes(tampon.getvalue())
    vers = tmp_path / "signé.xlsx"
    options = _options("signer", str(source), "--cle", str(tmp_path / "cle.pem"), "--vers", str(vers))
    assert signature.signer(options) == CONSTATS
    assert not vers.exists()
    assert "ne se signe pas" in capsys.readouterr().out


def test_what_is_not_a_key_is_refused(
    tmp_path: Path, lu: tuple[Lecture, EtatModele], paire: tuple[bytes, bytes]
) -> None:
    """A missing file, a huge one, a picture, a public key in place of the private one: refused in French."""
    with pytest.raises(SaisieInvalide, match=r"absente\.pem"):
        lire_cle(tmp_path / "absente.pem", privee=True)
    (tmp_path / "gros.pem").write_bytes(b"x" * 20_000)
    with pytest.raises(SaisieInvalide, match="bien trop grand"):
        lire_cle(tmp_path / "gros.pem", privee=True)
    (tmp_path / "cle-publique.pem").write_bytes(paire[1])
    with pytest.raises(SaisieInvalide, match=r"cle-publique\.pem : ce n'est pas une clé privée"):
        lire_cle(tmp_path / "cle-publique.pem", privee=True)
    assert lire_cle(tmp_path / "cle-publique.pem", privee=False) == paire[1]
    for faux in (b"bonjour", paire[1]):
        with pytest.raises(SaisieInvalide, match="privée"):
            signer(b"", *lu, faux)
    with pytest.raises(SaisieInvalide, match="publique"):
        verifier_signature(*lu, paire[0])


def test_without_the_library_the_verdict_says_so(
    lu: tuple[Lecture, EtatModele], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is optional: its absence never passes for a valid signature."""

    def absente() -> tuple[object, object]:
        raise CptsError(empreinte_signature._ABSENTE)

    monkeypatch.setattr(empreinte_signature, "_bibliotheque", absente)
    etat = verifier_signature(*lu)
    assert etat.verdict is Verdict.NON_VERIFIEE
    assert "cryptography" in etat.phrase
