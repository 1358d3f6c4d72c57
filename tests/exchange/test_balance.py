"""What a « balance générale » becomes, as real programs export it: nothing counted twice, nothing guessed."""

from __future__ import annotations

import random
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.constats import Gravite
from cpts_xl.errors import ClasseurIllisible, SaisieInvalide
from cpts_xl.exchange.comptes import Comptes, en_comptes, en_depenses, lire_comptes
from cpts_xl.exchange.fec import COLONNES
from cpts_xl.exchange.modele import lire_montant

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


def ecrire(dossier: Path, contenu: str | bytes, nom: str = "balance.csv") -> Path:
    """Return the path of a file just written, in UTF-8 when given as a text."""
    chemin = dossier / nom
    chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
    return chemin


def soldes(comptes: Comptes) -> list[tuple[str, Fraction]]:
    """Return each account with its balance."""
    return [(ligne.compte, ligne.solde) for ligne in comptes.lignes]


def messages(comptes: Comptes, gravite: Gravite) -> list[str]:
    """Return the findings of one gravity, as a reader sees them."""
    return [constat.phrase() for constat in comptes.constats if constat.gravite is gravite]


def table(entete: str, *lignes: str) -> str:
    """Return a text, one line per row."""
    return "\n".join((entete, *lignes)) + "\n"


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
SOLDES = ("512000;Banque;300,00;", "606300;Achats;100,00;", "706000;Recettes;;400,00")
NET = ("512000;Banque;300,00", "606300;Achats;100,00", "706000;Recettes;-400,00")
AVEC_SOLDE = ("606300;Achats;100;;100",)
TROIS = [("512000", Fraction(300)), ("606300", Fraction(100)), ("706000", Fraction(-400))]


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


def test_pages_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    """Repeated titles and headers, page numbers, accounts without movement: nothing is lost nor told."""
    lignes = (SOLDES[0], "", ";;;", "CPTS DES DEUX RIVES;;;Page 2", "Compte;Libellé;Débit;Crédit", "2025;;;",
              SOLDES[1], "607000;Marchandises;;", "Édité le;31/12/2025;;", SOLDES[2])  # fmt: skip
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))
    assert soldes(lu) == TROIS
    assert lu.constats == []


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


def test_lines_may_all_end_with_a_separator(tmp_path: Path) -> None:
    """A separator at the end of each line but the header shifts nothing; one line wider than the others is told."""
    lignes = [f"{ligne};" for ligne in SOLDES]
    assert soldes(lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))) == TROIS
    lignes.append("607000;Affiches ; 2025;12;;")
    lu = lire_comptes(ecrire(tmp_path, table("Compte;Libellé;Débit;Crédit", *lignes)))
    (phrase,) = messages(lu, Gravite.BLOQUANT)
    assert "Ligne 5, colonne (toutes)" in phrase
    assert "6 colonnes" in phrase


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


def classeur(chemin: Path, feuilles: dict[str, list[list[object]]]) -> Path:
    """Return the path of a workbook just written, sheet by sheet."""
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for titre, rangees in feuilles.items():
        feuille = livre.create_sheet(titre)
        for rangee in rangees:
            feuille.append(rangee)
    livre.save(chemin)
    return chemin


EXCEL: list[list[object]] = [
    ["Balance générale au 31/12/2025"],
    [],
    ["Compte", "Intitulé", "Solde débiteur", "Solde créditeur"],
    [512000, "Banque", 0.1 + 0.2, None],
    ["606300", "Achats", 1234.56, None, "à vérifier"],
    [706000.0, "Recettes", None, 1234.86],
    ["Total", None, "=SUM(C4:C6)", "=SUM(D4:D6)"],
]


def test_a_workbook_is_read_exactly(tmp_path: Path) -> None:
    """Numbers are those that Excel shows, never the noise of binary arithmetic; remarks on the right do not matter."""
    lu = lire_comptes(classeur(tmp_path / "balance.xlsx", {"Garde": [["Notes"]], "Balance": EXCEL}))
    attendu = {"512000": Fraction("0.3"), "606300": Fraction("1234.56"), "706000": Fraction("-1234.86")}
    assert dict(soldes(lu)) == attendu
    assert (lu.encodage, lu.dernier_jour, lu.constats) == ("xlsx", date(2025, 12, 31), [])


def test_two_sheets_of_accounts_are_told(tmp_path: Path) -> None:
    """The first is read, and the choice is told."""
    lu = lire_comptes(classeur(tmp_path / "b.xlsx", {"2025": EXCEL, "2024": EXCEL}))
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "feuille « 2025 », feuille « 2024 »" in phrase
    assert "seule est lue la feuille « 2025 »" in phrase


def test_a_wrong_extent_and_hidden_sheets(tmp_path: Path) -> None:
    """A program that writes « A1 » as the extent of its sheet is read in full; a hidden sheet is not read."""
    chemin = classeur(tmp_path / "b.xlsx", {"Balance": EXCEL, "Cache": EXCEL})
    livre = openpyxl.load_workbook(chemin)
    livre["Cache"].sheet_state = "hidden"
    livre.save(chemin)
    with zipfile.ZipFile(chemin) as lu, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as ecrit:
        for nom in lu.namelist():
            contenu = lu.read(nom)
            if nom.endswith("sheet1.xml"):
                assert b'<dimension ref="A1:E7" />' in contenu or b'<dimension ref="A1:E7"/>' in contenu
                contenu = contenu.replace(b'ref="A1:E7"', b'ref="A1"')
            ecrit.writestr(nom, contenu)
    assert len(lire_comptes(tmp_path / "c.xlsx").lignes) == 3
    assert lire_comptes(tmp_path / "c.xlsx").constats == []


def test_a_hostile_workbook_is_refused(tmp_path: Path) -> None:
    """A package that declares entities, or that is no workbook, is refused with what to do."""
    chemin = classeur(tmp_path / "b.xlsx", {"Balance": EXCEL})
    with zipfile.ZipFile(chemin) as lu, zipfile.ZipFile(tmp_path / "dtd.xlsx", "w") as ecrit:
        for nom in lu.namelist():
            contenu = lu.read(nom)
            ecrit.writestr(nom, b'<!DOCTYPE x [<!ENTITY a "b">]>' + contenu if nom.endswith("sheet1.xml") else contenu)
    with pytest.raises(ClasseurIllisible, match="DTD"):
        lire_comptes(tmp_path / "dtd.xlsx")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as ecrit:
        ecrit.writestr("photo.txt", "rien")
    with pytest.raises(ClasseurIllisible, match=r"\.xlsx"):
        lire_comptes(tmp_path / "photos.zip")


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
