"""What a « fichier des écritures comptables » becomes: exact accounts, expenses, and what of it is told."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl.constats import Constat, Gravite
from cpts_xl.exchange.comptes import Comptes, en_comptes, en_depenses, lire_comptes
from tests.exchange.conftest import messages
from tests.exchange.ecritures import EXERCICE, avec, ecrire, texte


def test_the_accounts_are_summed_exactly(comptes: Comptes) -> None:
    """Each account once, sorted, debit minus credit."""
    assert comptes.nature == "FEC"
    assert [(ligne.compte, ligne.libelle, ligne.solde) for ligne in comptes.lignes] == [
        ("401000", "Fournisseurs", Fraction(-1200)),
        ("421000", "Personnel", Fraction(-40000)),
        ("512000", "Crédit coopératif", Fraction(150000)),
        ("606300", "Petit équipement", Fraction(1200)),
        ("641000", "Rémunérations", Fraction(40000)),
        ("741000", "Dotation CPAM", Fraction(-150000)),
    ]
    assert comptes.constats == []
    assert (comptes.premier_jour, comptes.dernier_jour) == (date(2025, 1, 15), date(2025, 12, 31))


def test_the_table_has_charges_and_produits_only(comptes: Comptes) -> None:
    """Both are positive in their ordinary sense."""
    assert en_comptes(comptes) == [
        {"compte": "606300", "libelle": "Petit équipement", "nature": "60", "montant": Fraction(1200)},
        {"compte": "641000", "libelle": "Rémunérations", "nature": "64", "montant": Fraction(40000)},
        {"compte": "741000", "libelle": "Dotation CPAM", "nature": "74", "montant": Fraction(150000)},
    ]


def test_the_expenses_name_their_supplier(comptes: Comptes) -> None:
    """The supplier stands on the line of account 40 of the same écriture; a credit note is negative."""
    facture, avoir, paie = en_depenses(comptes)
    assert facture == {
        "date": date(2025, 2, 10),
        "piece": "F-88",
        "fournisseur": "Buro SARL",
        "libelle": "Cœur & œdème",
        "compte": "606300",
        "nature": "60",
        "montant": Fraction("1234.56"),
        "reference": "AC/7/20250210/1",
    }
    assert (avoir["montant"], avoir["fournisseur"], avoir["reference"]) == (
        Fraction("-34.56"),
        "Buro SARL",
        "AC/8/20250301/2",
    )
    assert (paie["fournisseur"], paie["reference"]) == ("", "PA/1/20251231/1")


def test_a_supplier_may_be_named_by_its_account(tmp_path: Path) -> None:
    """« 401BURO » without an auxiliary column filled gives the label of the account."""
    lignes = [
        ligne if ligne[4] != "401000" else (*ligne[:4], "401BURO", "Buro", "", "", *ligne[8:]) for ligne in EXERCICE
    ]
    lu = lire_comptes(ecrire(tmp_path, texte(lignes)))
    assert [ligne["fournisseur"] for ligne in en_depenses(lu)] == ["Buro", "Buro", ""]


def test_importing_twice_gives_the_same_references(tmp_path: Path) -> None:
    """The same file gives the same names, all different, even when a later export has more lines above."""
    premier = en_depenses(lire_comptes(ecrire(tmp_path, texte())))
    ajout = ("AC", "Achats", "6", "20250105", "606400", "Papier", "", "", "F-1", "10,00", "", "Papier")
    contre = ("AC", "Achats", "6", "20250105", "512000", "Banque", "", "", "F-1", "", "10,00", "Papier")
    second = en_depenses(lire_comptes(ecrire(tmp_path, texte((ajout, contre, *EXERCICE)))))
    references = [ligne["reference"] for ligne in premier]
    assert len(set(references)) == 3
    assert [ligne["reference"] for ligne in second] == ["AC/6/20250105/1", *references]


@pytest.mark.parametrize("numero", ["", "1"])
def test_entries_without_a_number_of_their_own_keep_their_references(tmp_path: Path, numero: str) -> None:
    """No number, or one that starts again each month: an entry added above moves no other, and doubles nothing."""

    def achat(jour: str, piece: str, montant: str) -> tuple[tuple[str, ...], ...]:
        commun = ("AC", "Achats", numero, jour)
        return ((*commun, "606400", "Papier", "", "", piece, montant, "", "Papier"),
                (*commun, "512000", "Banque", "", "", piece, "", montant, "Papier"))  # fmt: skip

    avant = (*achat("20250210", "F1", "10,00"), *achat("20250310", "F2", "20,00"))
    apres = (*achat("20250105", "F0", "5,00"), *avant)
    premier, second = ([ligne["reference"] for ligne in en_depenses(lire_comptes(ecrire(tmp_path, texte(lignes))))]
                       for lignes in (avant, apres))  # fmt: skip
    assert len(set(second)) == 3
    assert second[1:] == premier


def test_the_numbers_of_two_years_do_not_meet(tmp_path: Path) -> None:
    """Numbers start again each year: the day keeps the references apart."""
    suivant = [(*ligne[:3], "2026" + ligne[3][4:], *ligne[4:]) for ligne in EXERCICE]
    un = {ligne["reference"] for ligne in en_depenses(lire_comptes(ecrire(tmp_path, texte())))}
    deux = {ligne["reference"] for ligne in en_depenses(lire_comptes(ecrire(tmp_path, texte(suivant), "FEC 2026.txt")))}
    assert un & deux == set()


def test_an_unbalanced_entry_is_told_with_its_gap(tmp_path: Path) -> None:
    """The écriture, the line where it starts, the gap; then the totals."""
    un, total = messages(lire_comptes(ecrire(tmp_path, avec(4, "Debit", "1244,56"))), Gravite.A_REGARDER)
    assert "Écriture AC 7, à partir de la ligne 4" in un
    assert "10,00\u00a0€" in un
    assert "Total des débits" in total
    assert "écart 10,00\u00a0€" in total


def test_entries_that_compensate_are_told_all_the_same(tmp_path: Path) -> None:
    """Equal totals do not hide two unbalanced écritures."""
    lignes = [list(ligne) for ligne in EXERCICE]
    lignes[2][9], lignes[6][9] = "1235,56", "39999,00"
    phrases = messages(lire_comptes(ecrire(tmp_path, texte([tuple(ligne) for ligne in lignes]))), Gravite.A_REGARDER)
    assert len(phrases) == 2
    assert not any("Total" in phrase for phrase in phrases)


def test_accounts_emptied_by_the_closing_are_told(tmp_path: Path) -> None:
    """A FEC that holds the closing écritures has no charge left: it is said, not taken for a year without expense."""
    cloture = tuple(
        ("CL", "Clôture", "1", "20251231", compte, "", "", "", "CL", debit, credit, "Solde")
        for compte, debit, credit in (
            ("606300", "", "1200,00"), ("641000", "", "40000,00"), ("741000", "150000,00", ""),
            ("120000", "", "108800,00"),
        )
    )  # fmt: skip
    lu = lire_comptes(ecrire(tmp_path, texte((*EXERCICE, *cloture))))
    assert any("soldés par la clôture" in phrase for phrase in messages(lu, Gravite.A_REGARDER))
    assert en_comptes(lu) == []


def test_the_name_gives_the_closing_day(tmp_path: Path) -> None:
    """The last day is that of the name; an écriture after it is told."""
    assert lire_comptes(ecrire(tmp_path, texte(EXERCICE[:6]))).dernier_jour == date(2025, 12, 31)
    assert lire_comptes(ecrire(tmp_path, texte(EXERCICE[:6]), "export.txt")).dernier_jour == date(2025, 3, 1)
    tard = lire_comptes(ecrire(tmp_path, texte(), "123456789fec20250630.txt"))
    (phrase,) = messages(tard, Gravite.A_REGARDER)
    assert "Ligne 8" in phrase
    assert "31/12/2025" in phrase
    assert "30/06/2025" in phrase


def test_a_balanced_fec_sums_to_zero(tmp_path: Path) -> None:
    """Whatever balanced écritures are drawn, the balances sum to exactly zero, and nothing is said."""
    alea = random.Random(47)  # noqa: S311 - un tirage à graine, pour être refait
    for tirage in range(20):
        lignes = []
        for numero in range(1, alea.randrange(2, 60)):
            parts = [alea.randrange(1, 10**7) for _ in range(alea.randrange(1, 6))]
            commun = ("OD", "Divers", str(numero), f"2025{alea.randrange(1, 13):02d}{alea.randrange(1, 29):02d}")
            for part in parts:
                compte = str(alea.randrange(100000, 800000))
                montant = f"{part // 100},{part % 100:02d}"
                lignes.append((*commun, compte, f"Compte {compte}", "", "", "P", montant, "0,00", "Tirage"))
            total = sum(parts)
            lignes.append(
                (*commun, "471000", "Attente", "", "", "P", "0,00", f"{total // 100},{total % 100:02d}", "Tirage")
            )
        lu = lire_comptes(ecrire(tmp_path, texte(lignes), f"tirage {tirage}.txt"))
        assert sum(ligne.solde for ligne in lu.lignes) == 0
        assert lu.constats == []
        assert len(lu.ecritures) == len(lignes)


def test_findings_are_located_constats(tmp_path: Path) -> None:
    """What is told is a list of the house's findings, blocking ones first."""
    lu = lire_comptes(ecrire(tmp_path, avec(4, "Debit", "douze")))
    assert all(isinstance(constat, Constat) for constat in lu.constats)
    assert lu.constats[0].gravite is Gravite.BLOQUANT
    assert len(lu.constats) == 3
