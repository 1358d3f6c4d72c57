"""What a « fichier des écritures comptables » becomes: exact accounts, expenses, and what is told of a faulty one."""

from __future__ import annotations

import contextlib
import random
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.constats import Constat, Gravite
from cpts_xl.errors import ClasseurIllisible, CptsError, SaisieInvalide
from cpts_xl.exchange import source
from cpts_xl.exchange.comptes import Comptes, en_comptes, en_depenses, lire_comptes
from cpts_xl.exchange.fec import COLONNES

NIR = "2 69 05 49 588 157 80"
"""L'exemple que publie l'INSEE : sa clé est juste."""

EXERCICE = (
    (
        "BQ",
        "Banque",
        "1",
        "20250115",
        "512000",
        "Crédit coopératif",
        "",
        "",
        "VIR 1",
        "150000,00",
        "0,00",
        "Avance ACI",
    ),
    ("BQ", "Banque", "1", "20250115", "741000", "Dotation CPAM", "", "", "VIR 1", "0,00", "150000,00", "Avance ACI"),
    ("AC", "Achats", "7", "20250210", "606300", "Petit équipement", "", "", "F-88", "1234,56", "0,00", "Cœur & œdème"),
    ("AC", "Achats", "7", "20250210", "401000", "Fournisseurs", "BURO", "Buro SARL", "F-88", "0,00", "1234,56", "Buro"),
    ("AC", "Achats", "8", "20250301", "401000", "Fournisseurs", "BURO", "Buro SARL", "AV-3", "34,56", "0,00", "Avoir"),
    ("AC", "Achats", "8", "20250301", "606300", "Petit équipement", "", "", "AV-3", "0,00", "34,56", "Avoir"),
    ("PA", "Paie", "1", "20251231", "641000", "Rémunérations", "", "", "BS12", "40000,00", "", "Coordinatrice"),
    ("PA", "Paie", "1", "20251231", "421000", "Personnel", "", "", "BS12", "", "40000,00", "Coordinatrice"),
)
"""Journal, son nom, numéro, jour, compte, son nom, auxiliaire, son nom, pièce, débit, crédit, libellé."""


def rangee(ligne: tuple[str, ...]) -> list[str]:
    """Return the eighteen cells of a line, in the order of the norm."""
    journal, lib, numero, jour, compte, nom, aux, aux_nom, piece, debit, credit, libelle = ligne
    return [
        journal,
        lib,
        numero,
        jour,
        compte,
        nom,
        aux,
        aux_nom,
        piece,
        jour,
        libelle,
        debit,
        credit,
        "",
        "",
        jour,
        "",
        "",
    ]


def texte(lignes=EXERCICE, separateur="\t", entete=COLONNES) -> str:
    """Return a FEC as a text."""
    return "\r\n".join(separateur.join(cellules) for cellules in (entete, *map(rangee, lignes))) + "\r\n"


def ecrire(dossier: Path, contenu: str | bytes, nom: str = "123456789FEC20251231.txt") -> Path:
    """Return the path of a file just written, in UTF-8 when given as a text."""
    chemin = dossier / nom
    chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
    return chemin


def avec(rang: int, colonne: str, valeur: str, separateur: str = "\t") -> str:
    """Return the FEC with one cell changed; ``rang`` is the line of the file."""
    lignes = [ligne.split(separateur) for ligne in texte(separateur=separateur).splitlines()]
    lignes[rang - 1][COLONNES.index(colonne)] = valeur
    return "\r\n".join(separateur.join(ligne) for ligne in lignes)


def messages(comptes: Comptes, gravite: Gravite) -> list[str]:
    """Return the findings of one gravity, as a reader sees them."""
    return [constat.phrase() for constat in comptes.constats if constat.gravite is gravite]


@pytest.fixture
def comptes(tmp_path: Path) -> Comptes:
    """Return the example year, read from a FEC in UTF-8 parted by tabs."""
    return lire_comptes(ecrire(tmp_path, texte()))


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


def test_the_numbers_of_two_years_do_not_meet(tmp_path: Path) -> None:
    """Numbers start again each year: the day keeps the references apart."""
    suivant = [(*ligne[:3], "2026" + ligne[3][4:], *ligne[4:]) for ligne in EXERCICE]
    un = {ligne["reference"] for ligne in en_depenses(lire_comptes(ecrire(tmp_path, texte())))}
    deux = {ligne["reference"] for ligne in en_depenses(lire_comptes(ecrire(tmp_path, texte(suivant), "FEC 2026.txt")))}
    assert un & deux == set()


@pytest.mark.parametrize(
    ("codage", "dit"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("iso-8859-15", "iso-8859-15")],
)
def test_each_encoding_is_recognised(tmp_path: Path, codage: str, dit: str) -> None:
    """Accents and ligatures are read the same whatever the encoding."""
    comptes = lire_comptes(ecrire(tmp_path, texte().encode(codage)))
    assert comptes.encodage == dit
    assert comptes.ecritures[2].libelle == "Cœur & œdème"
    assert comptes.ecritures[6].compte == "641000"
    assert {ligne.libelle for ligne in comptes.lignes} >= {"Rémunérations", "Crédit coopératif", "Petit équipement"}


def test_one_byte_encodings_are_told_apart() -> None:
    """A half is not an œ, and the euro sign of ISO-8859-15 is not the sign of currency."""
    assert source.decoder("Forfait 12 €, œuvre".encode("iso-8859-15")) == ("Forfait 12 €, œuvre", "iso-8859-15")
    assert source.decoder("Forfait 12 €".encode("cp1252")) == ("Forfait 12 €", "cp1252")
    assert source.decoder("½ journée".encode("cp1252")) == ("½ journée", "cp1252")
    assert source.decoder(b"\x81 \xe9")[1] == "iso-8859-15"


@pytest.mark.parametrize("separateur", ["\t", "|", ";"])
@pytest.mark.parametrize("fin", ["\r\n", "\n", "\r"])
def test_each_separator_and_each_end_of_line(tmp_path: Path, separateur: str, fin: str) -> None:
    """Tab, bar or semicolon; the three ends of line."""
    lu = lire_comptes(ecrire(tmp_path, texte(separateur=separateur).replace("\r\n", fin)))
    assert len(lu.ecritures) == 8
    assert lu.ecritures[7].ligne == 9
    assert lu.constats == []


def test_the_header_may_vary(tmp_path: Path) -> None:
    """Case, accents, order and further columns do not matter."""
    titres = {"Debit": "Débit", "Credit": "CRÉDIT", "EcritureDate": "ecrituredate", "EcritureLet": "EcrtureLet"}
    entete = [*(titres.get(nom, nom.upper()) for nom in reversed(COLONNES)), "DateRglt"]
    lignes = ["|".join(entete), *("|".join([*reversed(rangee(ligne)), "20250101"]) for ligne in EXERCICE)]
    lu = lire_comptes(ecrire(tmp_path, "\n".join(lignes)))
    assert sum(ligne.solde for ligne in lu.lignes) == 0
    assert lu.constats == []


@pytest.mark.parametrize(("debit", "credit"), [("D", "C"), ("d", "c"), ("+1", "-1"), ("1", "-1"), ("Débit", "Crédit")])
def test_the_variant_with_a_sense(tmp_path: Path, comptes: Comptes, debit: str, credit: str) -> None:
    """« Montant » and « Sens » give the same accounts as « Debit » and « Credit »."""
    entete = [{"Debit": "Montant", "Credit": "Sens"}.get(nom, nom) for nom in COLONNES]
    lignes = []
    for ligne in EXERCICE:
        cote = debit if ligne[9] not in {"", "0,00"} else credit
        lignes.append((*ligne[:9], ligne[9] if cote == debit else ligne[10], cote, ligne[11]))
    lu = lire_comptes(ecrire(tmp_path, texte(lignes, entete=entete)))
    assert lu.lignes == comptes.lignes
    assert lu.constats == []


def test_an_unknown_sense_is_told(tmp_path: Path) -> None:
    """A sense that is neither D nor C leaves the line out, and says so."""
    entete = [{"Debit": "Montant", "Credit": "Sens"}.get(nom, nom) for nom in COLONNES]
    lignes = [(*EXERCICE[0][:9], "5", "D", ""), (*EXERCICE[1][:9], "5", "X", "")]
    (phrase,) = messages(lire_comptes(ecrire(tmp_path, texte(lignes, entete=entete))), Gravite.BLOQUANT)
    assert "Ligne 3, colonne Sens" in phrase
    assert "Lu : X." in phrase


@pytest.mark.parametrize(
    ("ecrit", "valeur"),
    [
        ("1234,56", "1234.56"), ("1234.56", "1234.56"), ("-12,5", "-12.5"), ("1 234,56", "1234.56"), ("0,001", "0.001"),
        ("12.345", "12.345"), (",5", "0.5"), ("", "0"), ("1234,56 €", "1234.56"), ("+7", "7"),
        ("100000000,01", "100000000.01"),
    ],
)  # fmt: skip
def test_amounts_are_exact(tmp_path: Path, ecrit: str, valeur: str) -> None:
    """An amount is the number that is written, to the last digit."""
    assert lire_comptes(ecrire(tmp_path, avec(2, "Debit", ecrit))).ecritures[0].debit == Fraction(valeur)


@pytest.mark.parametrize(
    ("colonne", "valeur", "attendu"),
    [
        ("Debit", "douze", "1234,56"), ("Credit", "1,2,3", "1234,56"), ("Debit", "1e3", "1234,56"),
        ("Debit", "50%", "1234,56"), ("EcritureDate", "20251301", "AAAAMMJJ"), ("EcritureDate", "", "AAAAMMJJ"),
        ("CompteNum", "Banque", "606300"), ("CompteNum", "", "606300"), ("CompteNum", "6", "606300"),
    ],
)  # fmt: skip
def test_an_unreadable_line_is_located_and_the_rest_kept(
    tmp_path: Path, colonne: str, valeur: str, attendu: str
) -> None:
    """The finding names the line, the column, what was read and what was expected."""
    lu = lire_comptes(ecrire(tmp_path, avec(4, colonne, valeur)))
    (phrase,) = messages(lu, Gravite.BLOQUANT)
    assert f"Ligne 4, colonne {colonne}" in phrase
    assert attendu in phrase
    assert "Corriger cette ligne" in phrase
    assert len(lu.ecritures) == 7
    assert [e.rang for e in lu.ecritures if (e.journal, e.numero) == ("AC", "7")] == [2]


def test_a_separator_inside_a_label_is_told(tmp_path: Path) -> None:
    """A line with one column too many is left out, never shifted."""
    lu = lire_comptes(ecrire(tmp_path, avec(4, "EcritureLib", "Cartes | affiches", "|")))
    (phrase,) = messages(lu, Gravite.BLOQUANT)
    assert "Ligne 4" in phrase
    assert "19 colonnes" in phrase
    assert "libellé" in phrase


def test_a_line_cut_short_is_told(tmp_path: Path) -> None:
    """A label broken by an end of line gives two short lines, both told."""
    lu = lire_comptes(ecrire(tmp_path, avec(4, "EcritureLib", "Cartes\nde visite")))
    assert [phrase.split(",")[0] for phrase in messages(lu, Gravite.BLOQUANT)] == ["Ligne 4", "Ligne 5"]


def test_orphan_quotes_swallow_nothing(tmp_path: Path) -> None:
    """A quote that opens and never closes, or two lines that bear an inch sign, cost no line."""
    contenu = avec(4, "EcritureLib", 'Écran 19"').replace("\tBuro\t", '\t"Buro\t')
    lu = lire_comptes(ecrire(tmp_path, contenu))
    assert len(lu.ecritures) == 8
    assert lu.ecritures[2].libelle == 'Écran 19"'
    assert lu.constats == []


def test_two_orphan_quotes_do_not_join_their_lines(tmp_path: Path) -> None:
    """A quote that opens a cell of one line and another that closes a cell of the next are two labels."""
    contenu = avec(4, "EcritureLib", '"Écran').replace("\tBuro\t", '\tdalle 19"\t')
    lu = lire_comptes(ecrire(tmp_path, contenu))
    assert [e.libelle for e in lu.ecritures[2:4]] == ['"Écran', 'dalle 19"']
    assert lu.constats == []


def test_quoted_cells_are_read(tmp_path: Path) -> None:
    """A program that quotes its cells is read as well, separators and doubled quotes inside."""
    lignes = [[f'"{c}"' for c in cellules] for cellules in (COLONNES, *map(rangee, EXERCICE))]
    lignes[3][10] = '"Papier ""A4"" ; blanc"'
    lu = lire_comptes(ecrire(tmp_path, "\n".join(";".join(ligne) for ligne in lignes)))
    assert lu.ecritures[2].libelle == 'Papier "A4" ; blanc'
    assert lu.constats == []


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


def test_a_fec_opened_in_excel_is_read(tmp_path: Path, comptes: Comptes) -> None:
    """Saved again as a workbook, numbers and days having become cells, it gives the same accounts."""
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    feuille.append(list(COLONNES))
    for ligne in EXERCICE:
        cellules = [cellule or None for cellule in rangee(ligne)]
        cellules[3] = date(int(ligne[3][:4]), int(ligne[3][4:6]), int(ligne[3][6:]))
        cellules[4] = int(ligne[4])
        cellules[11:13] = [float(montant.replace(",", ".")) if montant else None for montant in ligne[9:11]]
        feuille.append(cellules)
    classeur.save(tmp_path / "fec.xlsx")
    lu = lire_comptes(tmp_path / "fec.xlsx")
    assert (lu.nature, lu.encodage) == ("FEC", "xlsx")
    assert lu.lignes == comptes.lignes
    assert lu.constats == []


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
