"""What is not a FEC, or must not be read: refused with what to do; persons and sizes are looked after."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.errors import ClasseurIllisible, CptsError, SaisieInvalide
from cpts_xl.exchange import source
from cpts_xl.exchange.comptes import en_depenses, lire_comptes
from cpts_xl.exchange.fec import COLONNES
from tests.exchange.conftest import messages
from tests.exchange.ecritures import EXERCICE, avec, ecrire, texte

NIR = "2 69 05 49 588 157 80"
"""L'exemple que publie l'INSEE : sa clé est juste."""


@pytest.mark.parametrize(
    ("contenu", "mots"),
    [
        (b"", "vide"), (b" \r\n", "vide"), (b"a\0b", "octets nuls"), (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"), ("JournalCode\t".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04 abime", "abîmé"), (b"7z\xbc\xaf\x27", "7z"),
    ],
)  # fmt: skip
def test_what_is_not_a_text_is_refused(tmp_path: Path, contenu: bytes, mots: str) -> None:
    """The refusal names the file, not its folder, and what to do."""
    with pytest.raises(ClasseurIllisible, match=mots) as attrape:
        lire_comptes(ecrire(tmp_path, contenu, "envoi.txt"))
    assert "« envoi.txt »" in str(attrape.value)
    assert str(tmp_path) not in str(attrape.value)


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    """A path that leads to no file is told."""
    with pytest.raises(ClasseurIllisible, match="introuvable"):
        lire_comptes(tmp_path / "absent.txt")
    with pytest.raises(ClasseurIllisible, match="dossier"):
        lire_comptes(tmp_path)


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond fifty megabytes or half a million lines, the export of one year is asked for."""
    assert (source.OCTETS, source.LIGNES) == (50_000_000, 500_000)
    chemin = ecrire(tmp_path, texte())
    monkeypatch.setattr(source, "LIGNES", 9)
    assert len(lire_comptes(chemin).ecritures) == 8
    monkeypatch.setattr(source, "LIGNES", 8)
    with pytest.raises(ClasseurIllisible, match="plus de 8 lignes"):
        lire_comptes(chemin)
    monkeypatch.setattr(source, "OCTETS", 100)
    with pytest.raises(ClasseurIllisible, match="Mo"):
        lire_comptes(chemin)


def test_one_endless_line_is_refused(tmp_path: Path) -> None:
    """A text without ends of line is no table."""
    with pytest.raises(ClasseurIllisible, match="100\u202f000 signes"):
        lire_comptes(ecrire(tmp_path, "606300;" * 20_000))


def test_damaged_files_are_refused_or_read_never_worse(tmp_path: Path) -> None:
    """Bytes changed at random give accounts, findings or a refusal of the house, and no other error."""
    alea = random.Random(3)  # noqa: S311 - un tirage à graine, pour être refait
    bons = texte().encode("cp1252")
    for _ in range(300):
        octets = bytearray(bons)
        for _ in range(alea.randrange(1, 40)):
            octets[alea.randrange(len(octets))] = alea.choice(b'\t\n\r";|,-0123456789DCe \x01\x1a\x80\x81\xa0\xff')
        with contextlib.suppress(CptsError):
            en_depenses(lire_comptes(ecrire(tmp_path, bytes(octets[: alea.randrange(1, len(octets))]))))


def test_an_unknown_file_lists_what_was_found_and_expected(tmp_path: Path) -> None:
    """The refusal helps to see which export was sent."""
    with pytest.raises(SaisieInvalide) as attrape:
        lire_comptes(ecrire(tmp_path, "Date;Tiers;Montant TTC\n01/02/2025;Buro;12,00\n", "relevé.csv"))
    for mot in ("« relevé.csv »", "Date, Tiers, Montant TTC", "EcritureNum", "Solde débiteur", "Demander"):
        assert mot in str(attrape.value)


@pytest.mark.parametrize("colonne", ["JournalCode", "EcritureNum", "EcritureDate", "CompteNum", "Debit", "Credit"])
def test_an_indispensable_column_is_asked_for(tmp_path: Path, colonne: str) -> None:
    """A FEC without it is refused, unless it is then not a FEC at all."""
    entete = [nom if nom != colonne else "Autre" for nom in COLONNES]
    with pytest.raises(SaisieInvalide, match=colonne) as attrape:
        lire_comptes(ecrire(tmp_path, texte(entete=entete)))
    assert "Demander au comptable" in str(attrape.value)


def test_a_fec_without_any_readable_line_is_refused(tmp_path: Path) -> None:
    """The refusal quotes the first unreadable line."""
    with pytest.raises(SaisieInvalide, match=r"aucune écriture lisible .* Ligne 2, colonne EcritureDate"):
        lire_comptes(ecrire(tmp_path, texte([(*EXERCICE[0][:3], "hier", *EXERCICE[0][4:])])))
    with pytest.raises(SaisieInvalide, match="aucune écriture lisible"):
        lire_comptes(ecrire(tmp_path, texte([])))


def test_many_unreadable_lines_are_counted(tmp_path: Path) -> None:
    """A hundred are told, the others counted, and still block."""
    mauvaises = [(*EXERCICE[0][:3], "hier", *EXERCICE[0][4:])] * 130
    phrases = messages(lire_comptes(ecrire(tmp_path, texte([*EXERCICE, *mauvaises]))), Gravite.BLOQUANT)
    assert len(phrases) == 101
    assert "30 de plus (lignes illisibles)" in phrases[-1]


def test_a_social_security_number_is_refused(tmp_path: Path) -> None:
    """The file is refused, the place told, the number never repeated."""
    with pytest.raises(SaisieInvalide, match="ligne 4, colonne EcritureLib") as attrape:
        lire_comptes(ecrire(tmp_path, avec(4, "EcritureLib", f"Indemnité {NIR}")))
    assert "sécurité sociale" in str(attrape.value)
    assert "588" not in str(attrape.value)
    with pytest.raises(SaisieInvalide, match="colonne « NIR »"):
        lire_comptes(ecrire(tmp_path, texte(entete=[*COLONNES, "NIR"])))


def test_thirteen_digits_are_a_doubt(tmp_path: Path) -> None:
    """Without its key the number is told, not refused, nor repeated."""
    (phrase,) = messages(lire_comptes(ecrire(tmp_path, avec(4, "PieceRef", "2690549588157"))), Gravite.A_REGARDER)
    assert "ligne 4, colonne PieceRef" in phrase
    assert "588" not in phrase


def test_neighbouring_cells_are_not_read_as_one_number(tmp_path: Path) -> None:
    """Days, accounts and amounts side by side make no social-security number; a SIRET is none either."""
    lu = lire_comptes(ecrire(tmp_path, avec(4, "EcritureLib", "Buro SIRET 26012345600012 du 20251201")))
    assert lu.constats == []
