"""A « balance générale » as real programs export it: titles, columns and amounts, nothing guessed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.exchange.comptes import en_comptes, en_depenses, lire_comptes
from cpts_xl.exchange.modele import lire_montant
from tests.exchange.balances import SOLDES, TROIS, ecrire, soldes, table
from tests.exchange.conftest import messages

EBP = '''CPTS DES DEUX RIVES;;;;;
Balance générale du 01/01/2025 au 31/12/2025;;;;;
Édité le 12/03/2026;;;Page 1;;
;;;;;
N° de compte;Intitulé du compte;Mouvement débit;Mouvement crédit;Solde débiteur;Solde créditeur
401000;Fournisseurs;34,56;1\u202f234,56;;1\u202f200,00
512000;"Banque ; compte ""courant""";150 000,00;40 000,00;110 000,00;
Total classe 5;;150 000,00;40 000,00;110 000,00;
60;Achats;1 234,56;34,56;1 200,00;
606;Achats non stockés;1 234,56;34,56;1 200,00;
606300;Petit équipement;1\u00a0234,56 €;34,56 €;1\u00a0200,00 €;
64;Charges de personnel;40 000,00;;40 000,00;
641000;Rémunérations;40 000,00;;40 000,00;
Total classe 6;;41 234,56;34,56;41 200,00;
741000;Dotation CPAM;;150 000,00;;150 000,00
TOTAL GENERAL;;191 269,12;191 269,12;151 200,00;151 200,00
'''
ATTENDU = [
    ("401000", Fraction(-1200)),
    ("512000", Fraction(110000)),
    ("606300", Fraction(1200)),
    ("641000", Fraction(40000)),
    ("741000", Fraction(-150000)),
]


@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separateur", [";", "\t"])
def test_a_full_export_is_read(tmp_path: Path, codage: str, separateur: str) -> None:
    """Titles, thousands, quotes, sub-totals and totals: each account once, exactly."""
    contenu = EBP if codage != "cp1252" else EBP.replace("\u202f", "\u00a0")
    contenu = contenu.replace(";", separateur).replace(f"Banque {separateur} ", "Banque ; ")
    lu = lire_comptes(ecrire(tmp_path, contenu.encode(codage)))
    assert lu.nature == "balance"
    assert lu.encodage == codage
    assert lu.ecritures == ()
    assert soldes(lu) == ATTENDU
    assert lu.lignes[1].libelle == 'Banque ; compte "courant"'
    assert (lu.premier_jour, lu.dernier_jour) == (date(2025, 1, 1), date(2025, 12, 31))
    assert messages(lu, Gravite.BLOQUANT) == messages(lu, Gravite.A_REGARDER) == []
    (phrase,) = messages(lu, Gravite.INFORMATION)
    assert "6 lignes de total ou de sous-total écartées (lignes 8, 9, 10, 12, 14, 16)" in phrase


def test_the_table_of_accounts(tmp_path: Path) -> None:
    """Charges and produits, positive in their ordinary sense; a balance has no expense line."""
    lu = lire_comptes(ecrire(tmp_path, EBP))
    assert en_comptes(lu) == [
        {"compte": "606300", "libelle": "Petit équipement", "nature": "60", "montant": Fraction(1200)},
        {"compte": "641000", "libelle": "Rémunérations", "nature": "64", "montant": Fraction(40000)},
        {"compte": "741000", "libelle": "Dotation CPAM", "nature": "74", "montant": Fraction(150000)},
    ]
    assert en_depenses(lu) == []


DEBIT_CREDIT = ("512000;Banque;500,00;200,00", "606300;Achats;100,00;", "706000;Recettes;;400,00")
NET = ("512000;Banque;300,00", "606300;Achats;100,00", "706000;Recettes;-400,00")
AVEC_SOLDE = ("606300;Achats;100;;100",)


@pytest.mark.parametrize(
    ("entete", "lignes"),
    [
        ("Compte;Libellé;Débit;Crédit", DEBIT_CREDIT),
        ("N° compte;Intitulé;Total Débit;Total Crédit", DEBIT_CREDIT),
        ("NUMERO;LIBELLE;MVT DEBIT;MVT CREDIT", DEBIT_CREDIT),
        ("Numéro de compte;Désignation;Débit cumul;Crédit cumul", DEBIT_CREDIT),
        ("Compte PCG;Nom;Débit;Crédit", DEBIT_CREDIT),
        ("Compte;Intitulé;Solde débit;Solde crédit", SOLDES),
        ("N°;Libellé du compte;Soldes débiteurs;Soldes créditeurs", SOLDES),
        ("CompteNum;CompteLib;Solde Deb.;Solde Cred.", SOLDES),
        ("Compte;Libellé;Solde", NET),
        ("Compte;Libellé;Solde au 31/12/2025", NET),
        ("Compte;Libellé;Solde", ("512000;Banque;300,00 D", "606300;Achats;100,00 D", "706000;Recettes;400,00 C")),
        ("Compte;Libellé;Solde;Sens", ("512000;Banque;300;D", "606300;Achats;100;Débiteur", "706000;Recettes;400;C")),
        ("Compte;Libellé;Solde N;Solde N-1", tuple(f"{ligne};9,99" for ligne in NET)),
        ("Compte;Libellé;Débit;Crédit;Débit N-1;Crédit N-1", tuple(f"{ligne};9,00;8,00" for ligne in DEBIT_CREDIT)),
        ("Compte;Libellé;Débit;Crédit;Solde", ("512000;Banque;500;200;300", *AVEC_SOLDE, "706000;Recettes;;400;400")),
        ("Compte;Libellé;Débit;Crédit;Solde", ("512000;Banque;500;200;300", *AVEC_SOLDE, "706000;Recettes;;400;-400")),
        (
            "Compte;Libellé;À nouveau débit;À nouveau crédit;Débit;Crédit",
            ("512000;Banque;50;0;450;200", "606300;Achats;;;100;", "706000;Recettes;;;;400"),
        ),
    ],
)  # fmt: skip
def test_the_words_of_many_programs(tmp_path: Path, entete: str, lignes: tuple[str, ...]) -> None:
    """Whatever the words and the arrangement, the balances are the same."""
    lu = lire_comptes(ecrire(tmp_path, table(entete, *lignes)))
    assert soldes(lu) == TROIS
    assert [ligne.libelle for ligne in lu.lignes] == ["Banque", "Achats", "Recettes"]
    assert lu.constats == []


@pytest.mark.parametrize(
    "entete",
    [
        ";;Mouvements;;Soldes;\nCompte;Intitulé;Débit;Crédit;Débit;Crédit",
        "Compte;Intitulé;Mouvements;;Soldes;\n;;Débit;Crédit;Débit;Crédit",
        "Compte;Intitulé;Mouvements;;Solde;\n;;Débit;Crédit;Débiteur;Créditeur",
        "Compte;Intitulé;Exercice précédent;;Exercice;\n;;Débit;Crédit;Débit;Crédit",
        '"Compte";"Intitulé";"Mouvements\ndébit";"Mouvements\ncrédit";"Solde\ndébiteur";"Solde\ncréditeur"',
    ],
)
def test_headers_on_two_lines(tmp_path: Path, entete: str) -> None:
    """Groups over « Débit » and « Crédit » are read, whichever line bears « Compte »."""
    lignes = ("512000;Banque;7;1;300,00;", "606300;Achats;9;;100,00;", "706000;Recettes;;5;;400,00")
    lu = lire_comptes(ecrire(tmp_path, table(f"Balance générale\n{entete}", *lignes)))
    assert soldes(lu) == TROIS
    assert lu.constats == []


def test_same_titles_twice_are_doubted(tmp_path: Path) -> None:
    """Without a group above, the columns on the right are read, and it is said."""
    lignes = ("512000;Banque;7;1;300;", "606300;Achats;9;;100;", "706000;Recettes;;5;;400")
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Intitulé;Débit;Crédit;Débit;Crédit", *lignes)))
    assert soldes(lu) == TROIS
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "celles de droite sont lues (colonnes 5, 6)" in phrase


def test_two_balances_are_not_chosen_between(tmp_path: Path) -> None:
    """Two years side by side without « N-1 » are refused."""
    entete = "Compte;Libellé;Solde 2025;Solde 2024"
    with pytest.raises(SaisieInvalide, match="plusieurs colonnes peuvent être le solde") as attrape:
        lire_comptes(ecrire(tmp_path, table(entete, *(f"{ligne};1" for ligne in NET))))
    assert "Solde 2025, Solde 2024" in str(attrape.value)
    assert "Ne garder que" in str(attrape.value)


@pytest.mark.parametrize(
    ("ecrit", "valeur"),
    [
        ("1 234,56", "1234.56"), ("1\u00a0234,56\u00a0€", "1234.56"), ("1\u202f234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"), ("1'234,56", "1234.56"), ("(1 234,56)", "-1234.56"), ("(1 234,56 €)", "-1234.56"),
        ("1234,56-", "-1234.56"), ("-1234,56", "-1234.56"), ("\u22121234,56", "-1234.56"), ("- 1 234,56", "-1234.56"),
        ("1234,56 EUR", "1234.56"), ("", "0"), ("-", "0"), ("-   €", "0"), ("–", "0"), ("0,00", "0"), (",50", "0.5"),
        ("12,", "12"), ("1.5", "1.5"), ("1234.567", "1234.567"), ("1.234.567,8", "1234567.8"), ("0.125", "0.125"),
    ],
)  # fmt: skip
def test_amounts_of_accountants(ecrit: str, valeur: str) -> None:
    """An amount is read exactly, however it is dressed."""
    assert lire_montant(ecrit) == Fraction(valeur)


@pytest.mark.parametrize(
    "ecrit",
    ["abc", "1.234", "12.345.678", "1,2,3", "--5", "-5-", "(-5)", "12 %", "5 k€", "1e3", "#REF!", "=1+1", "31/12/2025",
     "1" * 40, "١٢", "½", "nan", "()"],
)  # fmt: skip
def test_what_is_not_one_amount_is_not_guessed(ecrit: str) -> None:
    """A text that is no amount, or that could be two, is none."""
    assert lire_montant(ecrit) is None


def test_commas_separate_when_amounts_are_quoted(tmp_path: Path) -> None:
    """A comma-separated export is read, decimals being quoted, accounts kept as texts by an equal sign."""
    lignes = ('="512000",Banque,"300,00",', '="606300","Achats, divers","100,00",', '="706000",Recettes,,"400,00"')
    lu = lire_comptes(ecrire(tmp_path, table("Compte,Libellé,Débit,Crédit", *lignes)))
    assert soldes(lu) == TROIS
    assert lu.lignes[1].libelle == "Achats, divers"


def test_a_number_and_its_label_in_one_cell(tmp_path: Path) -> None:
    """« 606300 - Achats » is an account and a label; « 606 300 » is an account."""
    lignes = ("512 000 ;300;", "606300 - Achats;100;", "706000 Recettes;;400", "Total général;400;400")
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Débit;Crédit", *lignes)))
    assert soldes(lu) == TROIS
    assert [ligne.libelle for ligne in lu.lignes] == ["", "Achats", "Recettes"]


def test_pages_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    """Repeated titles and headers, page numbers, accounts without movement: nothing is lost nor told."""
    lignes = (SOLDES[0], "", ";;;", "CPTS DES DEUX RIVES;;;Page 2", "Compte;Libellé;Débit;Crédit", "2025;;;",
              SOLDES[1], "607000;Marchandises;;", "Édité le;31/12/2025;;", SOLDES[2])  # fmt: skip
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))
    assert soldes(lu) == TROIS
    assert lu.constats == []


def test_one_total_left_aside_is_told_in_the_singular(tmp_path: Path) -> None:
    """One line is « 1 ligne », with its number."""
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *SOLDES, "TOTAL GENERAL;;100,00;100,00")))
    assert "1 ligne de total ou de sous-total écartée (ligne 5)." in messages(lu, Gravite.INFORMATION)


def test_lines_may_all_end_with_a_separator(tmp_path: Path) -> None:
    """A separator at the end of each line but the header shifts nothing; one line wider than the others is told."""
    lignes = [f"{ligne};" for ligne in SOLDES]
    assert soldes(lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))) == TROIS
    lignes.append("607000;Affiches ; 2025;12;;")
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))
    (phrase,) = messages(lu, Gravite.BLOQUANT)
    assert "Ligne 5, colonne (toutes)" in phrase
    assert "6 colonnes" in phrase
