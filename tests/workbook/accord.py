"""The workbook of agreement: what our native formulas suppose of a spreadsheet, one formula a line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import xlsxwriter

from cpts_xl.workbook.xlsx.lu import ErreurCellule

if TYPE_CHECKING:
    from pathlib import Path

DIV0, VALEUR, NA = ErreurCellule("#DIV/0!"), ErreurCellule("#VALUE!"), ErreurCellule("#N/A")

# Ce que nos formules natives supposent d'un tableur. A1 10, A2 2,5, A3 « abc », A4 0, A5 « 12 » (texte), A6 #DIV/0!,
# A7 "" (formule), A8 vide, A9 -3, A10 « À compléter » (formule), A11 0,5 ; B1 31/01/2024, B2 15/03/2026,
# B3 « taille_2 », B4 01/06/2025 ; C1 « 2026 » (texte), C2 2026 (nombre).
ACCORD: list[tuple[str, object]] = [
    # compter ce qui est saisi : seuls les nombres comptent, ni vide, ni texte, ni erreur
    ("=COUNT(A1,A2)", 2.0),
    ("=COUNT(A1,A8)", 1.0),
    ("=COUNT(A1,A3)", 1.0),
    ("=COUNT(A1,A5)", 1.0),
    ("=COUNT(A1,A6)", 1.0),
    ("=COUNT(A6)", 0.0),
    ("=COUNT(A1,A7)", 1.0),
    ("=COUNT(A1:A11)", 5.0),
    ("=COUNT(B1,B2)", 2.0),
    ("=COUNT(UN_MONTANT)", 1.0),
    ("=COUNT(INDEX(Param!$B$1:$B$9,9))", 0.0),
    ("=COUNTA(A8,A7,A3)", 2.0),
    # gardes : AND et OR évaluent tous leurs arguments, IF seulement la branche retenue
    ('=AND(COUNT(A1)=1,A8<>"")', False),
    ('=AND(COUNT(A1)=1,A3<>"")', True),
    ("=AND(COUNT(A1)=1,A1/A8>0)", DIV0),
    ('=IF(COUNT(A8)=1,1/A8,"x")', "x"),
    ('=IF(COUNT(A1,A8)<2,"À compléter",A1/A8)', "À compléter"),
    ("=IF(ISTEXT(A10),A10,A10*2)", "À compléter"),
    ('=IF(A1>5,IF(A2>5,"a",IF(A3="abc","b","c")),"d")', "b"),
    ('=IF(A1>5,"","x")', ""),
    ("=IF(A6>0,1,0)", DIV0),
    ('=IF(ISERROR(A6),"erreur",A6)', "erreur"),
    # vides et textes dans les comparaisons et les calculs : un texte est plus grand que tout nombre
    ('=A8=""', True),
    ("=A8=0", True),
    ('=A7=""', True),
    ("=A3>0", True),
    ("=A7>0", True),
    ("=MAX(0,MIN(1,A3))", 1.0),
    ("=A8+1", 1.0),
    ("=A3+1", VALEUR),
    ("=A7+1", VALEUR),
    ("=A8", 0.0),
    ('=A3="ABC"', True),
    ("=ISNUMBER(A1)", True),
    ("=ISNUMBER(A3)", False),
    ("=ISNUMBER(A6)", False),
    ("=ISNUMBER(A8)", False),
    ("=ISNUMBER(B1)", True),
    ("=ISBLANK(A7)", False),
    # sommes et bornes
    ("=SUM(A1:A5)", 12.5),
    ("=SUM(A1,A8,A3,A7)", 10.0),
    ("=SUM(A6,A1)", DIV0),
    ("=MAX(0,MIN(1,A2))", 1.0),
    ("=MAX(0,MIN(1,A9))", 0.0),
    ("=MAX(0,MIN(1,A11))", 0.5),
    ('=SUMPRODUCT((Param!$G$2:$G$7="k")*(Param!$H$2:$H$7>=5))', 2.0),
    ("=INT(ROUND(A2,6))", 2.0),
    ("=MOD(A1,A9)", -2.0),
    ("=-A1^2", 100.0),
    # arrondi au centime, la moitié en s'éloignant de zéro
    ("=ROUND(2.675,2)", 2.68),
    ("=ROUND(1.005,2)", 1.01),
    ("=ROUND(0.285,2)", 0.29),
    ("=ROUND(-2.5,0)", -3.0),
    ("=ROUND(33.33*1.5,2)", 50.0),
    ("=ROUND(12345.675,2)", 12345.68),
    ("=ROUND(A1*A6,2)", DIV0),
    ("=ROUND(A3,2)", VALEUR),
    ("=IF(ROUND(A11-0.3,4)>=ROUND(0.2,4),1,0)", 1.0),
    # paliers : le rang par COUNTIF, la valeur par une clé exacte
    ('=COUNTIF(BORNES,"<="&A1)', 1.0),
    ('=COUNTIF(BORNES,"<="&80000)', 3.0),
    ('=COUNTIF(BORNES,"<="&A9)', 0.0),
    ('=COUNTIF(BORNES,"<="&A3)', 0.0),
    ('=COUNTIF(MONTANTS,">="&A11)', 3.0),
    ('=COUNTIF(MONTANTS,"<="&ROUND(0.1+0.5,4))', 3.0),
    ('=COUNTIF(B1:B4,"<="&B4)', 2.0),
    ('=COUNTIF(A1:A11,"À compléter")', 1.0),
    ("=MATCH(50000,BORNES,1)", 2.0),
    ("=MATCH(80000,BORNES,1)", 3.0),
    ("=MATCH(-1,BORNES,1)", NA),
    ('=INDEX(MONTANTS,MATCH("p|"&MATCH(100000,BORNES,1),CLES,0))', 0.8),
    ('=COUNTIFS(Param!$G$2:$G$9,"k",Param!$H$2:$H$9,">="&0)', 2.0),
    ('=COUNTIFS(Param!$G$2:$G$9,"k",Param!$H$2:$H$9,"<="&A11)', 1.0),
    ('=COUNTIFS(CLES,"a|"&B3&"|"&C2,MONTANTS,">="&0)', 1.0),
    ('=SUMIF(Param!$G$2:$G$9,"k",Param!$H$2:$H$9)', 6.5),
    ('=SUMIF(Param!$G$2:$G$9,"absent",Param!$H$2:$H$9)', 0.0),
    # clés composées : l'année compte comme texte ou comme nombre, la casse non
    ('=INDEX(MONTANTS,MATCH("a|"&B3&"|"&C2,CLES,0))', 1000.5),
    ('=INDEX(MONTANTS,MATCH("a|"&B3&"|"&C1,CLES,0))', 1000.5),
    ('=INDEX(MONTANTS,MATCH("A|TAILLE_2|"&C2,CLES,0))', 1000.5),
    ('=INDEX(MONTANTS,MATCH("a|taille_3|"&C2,CLES,0))', "À reprendre"),
    ('=ISNUMBER(INDEX(MONTANTS,MATCH("a|taille_3|"&C2,CLES,0)))', False),
    ('=INDEX(MONTANTS,MATCH("zz|"&C2,CLES,0))', NA),
    ('=INDEX(GRAND_BLOC_V,MATCH("a|"&B3&"|"&C2,GRAND_BLOC_C,0))', 1000.5),
    ("=SUM(GRAND_BLOC_V)", 1001.9),
    ('=INDEX(Param!$B$1:$B$9,9)=""', True),
    ("=UN_MONTANT*2", 2001.0),
    # dates
    ("=EDATE(B1,1)", 45351.0),
    ("=EDATE(B1,12)-1", 45687.0),
    ("=EDATE(A3,12)", VALEUR),
    ("=EDATE(DATE(2024,2,29),12)", 45716.0),
    ('=DATEDIF(B1,B2,"M")', 25.0),
    ('=DATEDIF(B1,B2,"Y")', 2.0),
    ('=DATEDIF(B1,B2,"D")', 774.0),
    ('=DATEDIF(B1,B2,"YM")', 1.0),
    ('=DATEDIF(B1,B1,"M")', 0.0),
    ('=DATEDIF(B1,EDATE(B1,1),"M")', 0.0),
    ('=DATEDIF(DATE(2025,1,15),DATE(2026,1,15),"M")', 12.0),
    ("=DATE(YEAR(B1),MONTH(B1)+1,1)", 45323.0),
    ('=ROUND(UN_MONTANT*DATEDIF(B1,B4,"M")/12,2)', 1334.0),
    # textes
    ('="a|"&A8&"|"&C2', "a||2026"),
    ('=IF(A1>=10,"Oui","Non")="oui"', True),
]


def ecrire(chemin: Path) -> Path:
    """Write the workbook of agreement: inputs, parameters, one formula per line in column F."""
    with xlsxwriter.Workbook(chemin) as classeur:
        date = classeur.add_format({"num_format": "dd/mm/yyyy"})
        f, p = classeur.add_worksheet("Étape n°1 & co"), classeur.add_worksheet("Param")
        for adresse, nombre in {"A1": 10, "A2": 2.5, "A4": 0, "A9": -3, "A11": 0.5, "C2": 2026}.items():
            f.write_number(adresse, nombre)
        for adresse, texte in {"A3": "abc", "A5": "12", "B3": "taille_2", "C1": "2026"}.items():
            f.write_string(adresse, texte)
        for adresse, jour in {"B1": (2024, 1, 31), "B2": (2026, 3, 15), "B4": (2025, 6, 1)}.items():
            f.write_datetime(adresse, dt.datetime(*jour), date)  # noqa: DTZ001
        f.write_formula("A6", "=1/0", None, "#DIV/0!")
        f.write_formula("A7", '=""', None, "")
        f.write_formula("A10", '="À compléter"', None, "À compléter")
        cles = ["a|taille_2|2026", "a|taille_3|2026", "b|taille_2|2026", "p|1", "p|2", "p|3"]
        p.write_column("A2", cles)
        p.write_column("B2", [1000.5, "À reprendre", 0, 0, 0.6, 0.8])
        p.write_column("E2", [0, 40_000, 80_000, 175_000])
        p.write_column("G2", ["k", "k", "k", "m", "k", "k", "q", "k"])
        p.write_column("H2", [5, "txt", -1, 7])
        p.write_number("H7", 2.5)
        p.write_formula("H9", '=""', None, "")
        for nom, plage in {
            "CLES": "$A$2:$A$7",
            "MONTANTS": "$B$2:$B$7",
            "BORNES": "$E$2:$E$5",
            "UN_MONTANT": "$B$2",
            "GRAND_BLOC_C": "$A$1:$A$2000",
            "GRAND_BLOC_V": "$B$1:$B$2000",
        }.items():
            classeur.define_name(nom, f"=Param!{plage}")
        for ligne, (formule, attendu) in enumerate(ACCORD):
            stocke = attendu.code if isinstance(attendu, ErreurCellule) else attendu
            f.write_formula(ligne, 5, formule, None, stocke)
    return chemin
