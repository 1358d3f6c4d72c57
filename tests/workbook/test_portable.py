from __future__ import annotations

import pytest

from cpts_xl.workbook.portable import ecarts


@pytest.mark.parametrize(
    "formule",
    [
        '=IF(COUNT(D5,D7)=2,ROUND(D5*D7,2),"À compléter")',
        '=COUNTIF(BORNES,"<="&B4)',
        '=COUNTIFS(Param!$A$2:$A$9,B1,Param!$B$2:$B$9,">="&0)',
        '=INDEX(VALEURS,MATCH("a|"&B1&"|"&C1,CLES,0))',
        "=IF(MATCH(B1,BORNES,1)=2,1,0)",
        "=MAX( 0 , MIN(1,A1) )",
        "=EDATE(B1,24)-1",
        "=ROUND(A1,4)",
        "=ROUND(A1,-2)",
        '=DATEDIF(A1,B1,"ym")',
        "=SUMPRODUCT((A1:A5>=B1)*(A1:A5<=B2))",
        '=IF(A1="x|"&B1,1,0)',
        "='Mes données'!A1+Param!$B$2",
        '=IF(ISNUMBER(A1),IF(ROUND(A1-B1,4)>=ROUND(C1,4),"Atteint","Non atteint"),"À compléter")',
        "SUM(A1:A3)",
    ],
)
def test_portable_formulas_pass(formule: str) -> None:
    """What our rules generate is accepted without a word."""
    assert ecarts(formule) == []


@pytest.mark.parametrize(
    ("formule", "motif"),
    [
        ("=IFERROR(A1,0)", "IFERROR non admise"),
        ("=_xlfn.XLOOKUP(A1,B1:B2,C1:C2)", "XLOOKUP non admise : employer INDEX et MATCH"),
        ("=TODAY()-A1", "TODAY non admise : saisir la date"),
        ("=INDIRECT(A1)", "INDIRECT non admise"),
        ('=TEXT(A1,"aaaa")', "TEXT non admise : mettre un format"),
        ("=LET(x,A1,x+1)", "LET non admise"),
        ("=LAMBDA(x,x+1)(A1)", "LAMBDA non admise"),
        ("=CPTS.TAILLE(A1)", "CPTS.TAILLE non admise"),
        ("=T_lignes[Montant]", "référence structurée"),
        ("=[1]Feuil1!A1", "lien externe"),
        ("=SUM('Jan:Mar'!A1)", "plusieurs feuilles"),
        ("=SUM((A1:A2,B1:B2))", "union"),
        ("=SUM(A1:B2 B1:C3)", "intersection"),
        ("=A1:INDEX(B1:B9,2)", "borne est calculée"),
        ("=SUM(A:A)", "colonne ou ligne entière"),
        ("=@A1", "référence dynamique"),
        ("=A1*B1%", "opérateur %"),
        ("=A1<B1<C1", "comparaison dans une comparaison"),
        ("=(A1>B1)=(C1>D1)", "comparaison dans une comparaison"),
        ('="a"&((A1>2))', "comparaison dans une comparaison ou dans un texte"),
        ("=MATCH(A1,{0,40000,80000},1)", "tableau écrit dans la formule"),
        ("=MATCH(A1,BORNES)", "troisième argument"),
        ("=MATCH(A1,BORNES,-1)", "troisième argument"),
        ("=A1*0.8", "nombre décimal 0.8"),
        ("=A1*1E-2", "nombre décimal 1E-2"),
        ("=A1>=80", "nombre 80"),
        ("=ROUND(A1*80,2)", "nombre 80"),
        ('=COUNTIF(A1:A9,">=0.5")', 'critère ">=0.5"'),
        ('=COUNTIF(A1:A9,">= 3")', 'critère ">= 3"'),
        ('=COUNTIF(A1:A9,"0,5")', "nombre décimal écrit en texte"),
        ('=COUNTIF(A1,">="&0)', "attend une plage"),
        ('=COUNTIFS(A1:A9,1,$B$2,">="&0)', "attend une plage"),
        ("=SUMIF(Param!$A$1,B1,C1:C9)", "attend une plage"),
        ("=COUNT(A1/B1)", "et non sur un calcul"),
        ('=DATEDIF(A1,B1,"MD")', "DATEDIF"),
        ("=DATEDIF(A1,B1,C1)", "DATEDIF"),
        ("=IF(A1,TRUE,0)", "valeur logique"),
        ("=#REF!+1", "valeur d'erreur"),
        ("{=SUM(A1:A2)}", "matricielle"),
        ("=SUM(A1", "mal formée"),
        ("=SUM(A1))", "mal formée"),
        ("=" + "+".join(["A1"] * 240), "plus de 650"),
    ],
)
def test_other_formulas_say_why(formule: str, motif: str) -> None:
    """What one spreadsheet computes otherwise than another is refused, with what to write instead."""
    raisons = ecarts(formule)
    assert len(raisons) == 1
    assert motif in raisons[0]


def test_every_reason_is_given() -> None:
    """All the reasons are returned, each once, those of inner calls included."""
    raisons = ecarts("=IF(A1*0.5>B1*0.5,IFERROR(C1%,80),NOW())")
    assert len(raisons) == 5
    assert any("0.5" in raison for raison in raisons)
