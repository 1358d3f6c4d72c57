"""What the lines of a balance become: each account once, nothing counted twice, and what is told or refused."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.exchange.comptes import en_comptes, lire_comptes
from cpts_xl.exchange.fec import COLONNES
from tests.exchange.balances import SOLDES, TROIS, ecrire, soldes, table
from tests.exchange.conftest import messages


@pytest.mark.parametrize(
    "total",
    [
        "Total classe 6;;100,00;", ";TOTAL GENERAL;400,00;400,00", "TOTAUX;;400;400", ";;400,00;400,00",
        "Sous-total 60;;100;", ";Report;400;400", "À reporter;;400;400", "Classe 6;Charges;100;",
        "6;Total classe 6;100;", "60;;100;", "606;Achats non stockés;100;", "606300;Total 606300;100;",
        "Résultat;;;300", "6063;Sous total;100;",
    ],
)  # fmt: skip
def test_totals_are_not_counted_twice(tmp_path: Path, total: str) -> None:
    """A total is left out, wherever its word stands, and so is an account that sums those below."""
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *SOLDES, total)))
    assert soldes(lu) == TROIS
    assert messages(lu, Gravite.A_REGARDER) == messages(lu, Gravite.BLOQUANT) == []
    assert len(lu.constats) == 1


def test_a_supplier_called_total_is_not_a_total(tmp_path: Path) -> None:
    """« TOTAL ENERGIES » is a label like another when its account stands alone."""
    lignes = ("512000;Banque;300;", "606100;TOTAL ENERGIES;100;", "706000;Recettes;;400")
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))
    assert sum(ligne.solde for ligne in lu.lignes) == 0
    assert lu.constats == []


def test_short_accounts_without_detail_are_accounts(tmp_path: Path) -> None:
    """A small association that keeps its accounts by two digits loses nothing."""
    lignes = ("51;Banque;300;", "60;Achats;100;", "70;Recettes;;400")
    assert soldes(lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))) == [
        ("51", Fraction(300)),
        ("60", Fraction(100)),
        ("70", Fraction(-400)),
    ]


def test_an_account_with_sub_accounts_may_bear_its_own_balance(tmp_path: Path) -> None:
    """« 645 » that is not the sum of « 6451 » is kept, and told; « 64 » that is the sum of both is left out."""
    lignes = ("64;Personnel;150;", "645;Charges sociales;50;", "6451;URSSAF;100;", "512;Banque;;150")
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))
    assert soldes(lu) == [("512", Fraction(-150)), ("645", Fraction(50)), ("6451", Fraction(100))]
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "Ligne 3 : le compte 645 a des sous-comptes" in phrase


def test_a_group_that_does_not_add_up_is_told(tmp_path: Path) -> None:
    """A sub-total by two digits that is not the sum of its accounts hints at a missing account."""
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", "60;Achats;130;", *SOLDES)))
    assert soldes(lu) == TROIS
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "Ligne 2 : le sous-total 60" in phrase
    assert "30,00" in phrase


def test_an_account_written_twice_is_added_and_told(tmp_path: Path) -> None:
    """Two lines of one account are summed, with a finding that names both lines."""
    lignes = ("512000;Banque;300;", "606300;Achats;60;", "606300;Achats;40;", "706000;Recettes;;400")
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))
    assert soldes(lu) == TROIS
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "Compte 606300 écrit 2 fois (lignes 3, 4)" in phrase


@pytest.mark.parametrize(
    ("ligne", "lieu"),
    [
        ("607000;Marchandises;douze;", "Ligne 5, colonne Débit"),
        ("607000;Marchandises;;1.234", "Ligne 5, colonne Crédit"),
        ("607000;Marchandises;#REF!;", "Ligne 5, colonne Débit"),
        ("607000;Marchandises; divers;12;0", "Ligne 5, colonne (toutes)"),
        ("FDUPONT;Dupont;12;", "Ligne 5, colonne Compte"), (";Marchandises;12;", "Ligne 5, colonne Compte"),
    ],
)  # fmt: skip
def test_an_unreadable_line_is_located_and_the_rest_kept(tmp_path: Path, ligne: str, lieu: str) -> None:
    """The finding blocks and names the place; the other accounts are there."""
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *SOLDES, ligne)))
    (phrase,) = messages(lu, Gravite.BLOQUANT)
    assert lieu in phrase
    assert soldes(lu) == TROIS


def test_a_balance_that_does_not_balance_is_told(tmp_path: Path) -> None:
    """The gap is told in euros."""
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *SOLDES, "421000;Personnel;;12,50")))
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "écart 12,50\u00a0€" in phrase


def test_charges_and_produits_alone_give_the_result(tmp_path: Path) -> None:
    """A balance of classes 6 and 7 is not unbalanced: the gap is the result, for information."""
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *SOLDES[1:])))
    (constat,) = lu.constats
    assert constat.gravite is Gravite.INFORMATION
    assert "produits moins charges : 300,00" in constat.message


def test_a_balance_without_charges_nor_produits_is_told(tmp_path: Path) -> None:
    """Balance sheet accounts alone cannot fill the table."""
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", "512;Banque;5;", "401;Dettes;;5")))
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "classe 6" in phrase


@pytest.mark.parametrize("achats", ["606300;Achats;100", "606300;Achats;-100"])
def test_a_balance_without_its_sense_blocks(tmp_path: Path, achats: str) -> None:
    """A lone « Solde » where produits are not credits tells nothing sure: it blocks."""
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Solde", achats, "706000;Recettes;400")))
    (phrase,) = messages(lu, Gravite.BLOQUANT)
    assert "colonne" in phrase.lower()
    assert "solde débiteur et le solde créditeur" in phrase


def test_a_balance_at_odds_with_its_movements_is_told(tmp_path: Path) -> None:
    """Charges have no opening balance: a « Solde » that is not debit minus credit is doubtful."""
    lignes = ("512000;Banque;500;200;300", "606300;Achats;90;;100", "706000;Recettes;;400;-400")
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit;Solde", *lignes)))
    assert soldes(lu) == TROIS
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "Ligne 3, compte 606300" in phrase


def test_a_balance_without_any_account_is_refused(tmp_path: Path) -> None:
    """A header alone, or lines that cannot be read, are no accounts."""
    with pytest.raises(SaisieInvalide, match="aucun compte lisible"):
        lire_comptes(ecrire(tmp_path, "Compte;Libellé;Débit;Crédit\n"))
    with pytest.raises(SaisieInvalide, match=r"aucun compte lisible.*Ligne 2, colonne Débit"):
        lire_comptes(ecrire(tmp_path, "Compte;Libellé;Débit;Crédit\n606300;Achats;douze;\n"))


def test_a_social_security_number_is_refused(tmp_path: Path) -> None:
    """In a label as in a column of its own."""
    with pytest.raises(SaisieInvalide, match="ligne 2, colonne Libellé : un numéro de sécurité sociale"):
        lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", "467000;M. X 269054958815780;12;")))
    with pytest.raises(SaisieInvalide, match="N° de sécurité sociale"):
        lire_comptes(ecrire(tmp_path, table("Compte;Libellé;N° de sécurité sociale;Débit;Crédit", "467000;X;;12;")))


def _virgule(centimes: int) -> str:
    return f"{centimes // 100},{centimes % 100:02d}" if centimes else ""


def test_a_fec_and_its_balance_agree(tmp_path: Path) -> None:
    """The balance drawn from a FEC, groups and total included, gives the same table of accounts."""
    alea = random.Random(2025)  # noqa: S311 - un tirage à graine, pour être refait
    plan = "512000 401000 606300 606400 613200 625100 641000 645000 681100 741000 756000".split()  # noqa: SIM905 - se lit
    for tirage in range(15):
        totaux: dict[str, list[int]] = {compte: [0, 0] for compte in plan}
        lignes = ["|".join(COLONNES)]
        for numero in range(40):
            debit, credit = alea.sample(plan, 2)
            montant = alea.randrange(1, 10**6)
            for compte, d, c in ((debit, montant, 0), (credit, 0, montant)):
                totaux[compte][0] += d
                totaux[compte][1] += c
                debut = ["OD", "Divers", str(numero), "20250630", compte, f"Compte {compte}", "", "", "P", "20250630"]
                fin = ["Tirage", _virgule(d), _virgule(c), "", "", "20250630", "", ""]
                lignes.append("|".join([*debut, *fin]))
        fec = lire_comptes(ecrire(tmp_path, "\n".join(lignes), f"fec{tirage}.txt"))
        groupes = {compte[:longueur] for compte in plan for longueur in (1, 2, 3)}
        for groupe in groupes:
            sous = [totaux[compte] for compte in plan if compte.startswith(groupe)]
            totaux[groupe] = [sum(d for d, _ in sous), sum(c for _, c in sous)]
        balance = ["Compte;Libellé;Débit;Crédit"]
        balance += [f"{c};Compte {c};{_virgule(d)};{_virgule(k)}" for c, (d, k) in sorted(totaux.items())]
        ecrite = ecrire(tmp_path, "\n".join([*balance, "Total;;1,00;1,00"]).encode("cp1252"), f"balance{tirage}.csv")
        lue = lire_comptes(ecrite)
        assert en_comptes(lue) == en_comptes(fec)
        assert messages(lue, Gravite.A_REGARDER) == messages(fec, Gravite.A_REGARDER) == []
