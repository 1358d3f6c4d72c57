"""Each cause named, once, where it is, with the euros that it moves; and the summary that a reviewer reads first."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.recu.reader import Lecteur
from cpts_xl.workbook.verification import bilan, verifier
from cpts_xl.workbook.verification.causes import ranger
from cpts_xl.workbook.xlsx.types import ClasseurLu, lettres, position
from tests.workbook.exemples import ou, resultat
from tests.workbook.test_verify_recu import copie, graves, juger, lue, poser  # noqa: F401  (« lue » est une fixture)

DROIT = resultat().valeurs["ligne.acces_fixe.droit"]


def _bareme(classeur: ClasseurLu, cle: str, colonne: str = "C") -> tuple[str, str]:
    page = classeur.feuilles["Barème"]
    return "Barème", next(f"{colonne}{position(a)[0]}" for a, c in page.cellules.items() if c.valeur == cle)


def _un(constats: list[Constat], cause: Cause) -> Constat:
    (constat,) = [c for c in constats if c.cause == cause]
    return constat


@pytest.mark.parametrize(
    ("ident", "champs", "cause", "enjeu"),
    [
        ("ligne.acces_fixe.droit", {"valeur": DROIT + 1000}, Cause.PERIMEE, 1000),
        ("ligne.acces_fixe.droit", {"valeur": DROIT - 7, "formule": None}, Cause.CONSTANTE, 7),
        ("ligne.acces_fixe.droit", {"valeur": "12 000,00 €", "formule": None}, Cause.TEXTE, DROIT),
        ("ligne.acces_fixe.droit", {"valeur": None, "formule": None}, Cause.ABSENTE, DROIT),
        ("ligne.acces_fixe.droit", {"formule": "=1+1"}, Cause.FORMULE, 0),
        ("controle.taille", {"valeur": "À regarder"}, Cause.PERIMEE, None),
    ],
)
def test_a_cause_is_named_with_its_euros(
    ident: str, champs: dict[str, object], cause: Cause, enjeu: int | None, lue: Callable[[Encre], Lecture]  # noqa: F811
) -> None:  # fmt: skip
    """One cell changed in one way: one cause, on that cell; an amount has its own difference at stake."""
    classeur = copie(lue(Encre.NATIVE))
    place = ou(ident)
    poser(classeur, place, **champs)
    constat = _un([c for c in juger(classeur).constats if c.feuille == place[0]], cause)
    assert (constat.feuille, constat.cellule) == place
    assert constat.enjeu == enjeu


def test_a_wrong_rate_has_the_euros_of_what_reads_it(lue: Callable[[Encre], Lecture]) -> None:  # noqa: F811
    """A rate of advance doubled: what it would change is found by walking the steps that read it."""
    classeur = copie(lue(Encre.NATIVE))
    taux = resultat().valeurs["ligne.acces_fixe.taux_acompte"]
    poser(classeur, ou("ligne.acces_fixe.taux_acompte"), valeur=taux / 2)
    constat = _un(graves(juger(classeur)), Cause.PERIMEE)
    assert constat.enjeu == resultat().valeurs["ligne.acces_fixe.acompte"] / 2


@pytest.mark.parametrize("encre", [Encre.NATIVE, Encre.PYTHON])
def test_a_changed_parameter_is_the_cause_of_what_reads_it(encre: Encre, lue: Callable[[Encre], Lecture]) -> None:  # noqa: F811
    """A national amount changed in the sheet of parameters: the parameter is named, with what it changes in euros."""
    classeur = copie(lue(encre))
    place = _bareme(classeur, "montant|acces_fixe|3")
    vrai = classeur.feuilles[place[0]].cellules[place[1]].valeur
    poser(classeur, place, valeur=vrai + 10_000)
    for ident in ("ligne.acces_fixe.national", "ligne.acces_fixe.retenu") if encre is Encre.NATIVE else ():
        poser(classeur, ou(ident), valeur=resultat().valeurs[ident] + 10_000)
    constat = _un(graves(juger(classeur)), Cause.PARAMETRE)
    assert (constat.feuille, constat.cellule) == place
    if encre is Encre.NATIVE:
        assert len(graves(juger(classeur))) == 1
        assert "autres valeurs en découlent" in constat.message
        assert constat.enjeu
        assert constat.enjeu > 0


@pytest.mark.parametrize(("colonne", "valeur"), [("A", "montant|acces_fixe|9"), ("E", "arrêté d'hier"), ("C", "90000")])
def test_every_column_of_a_parameter_is_held(colonne: str, valeur: str, lue: Callable[[Encre], Lecture]) -> None:  # noqa: F811
    """Its key, its text, its value written as a text: each is found on its row."""
    classeur = copie(lue(Encre.NATIVE))
    place = _bareme(classeur, "montant|acces_fixe|3", colonne)
    poser(classeur, place, valeur=valeur)
    assert [c for c in graves(juger(classeur)) if c.feuille == place[0] and c.cellule in {place[1], ""}]


def test_a_name_redirected_is_the_cause(lue: Callable[[Encre], Lecture]) -> None:  # noqa: F811
    """POPULATION made to stand for another cell; a name of one sheet that hides one of ours: both are told."""
    classeur = copie(lue(Encre.NATIVE))
    feuille, adresse = ou("identite.population")
    ligne = position(adresse)[0]
    classeur.noms["POPULATION"] = f"{feuille}!$B${ligne + 1}"
    classeur.noms["Financement!TAILLE_RETENUE"] = "Financement!$Z$1"
    constats = [c for c in juger(classeur).constats if c.cause == Cause.NOM]
    assert {(c.feuille, c.cellule) for c in constats} == {(feuille, adresse), ("Financement", "")}


RAPPELS = {
    "tableau de bord, chiffre tapé": (
        "Tableau de bord",
        "D5",
        {"formule": None, "valeur": Fraction(9)},
        Cause.CONSTANTE,
    ),
    "tableau de bord, autre cellule": ("Tableau de bord", "D5", {"formule": "=Financement!$N$23"}, Cause.FORMULE),
    "tableau de bord, valeur stockée": ("Tableau de bord", "E5", {"valeur": Fraction(9)}, Cause.PERIMEE),
    "tableau de bord, compte tapé": (
        "Tableau de bord",
        "D9",
        {"formule": None, "valeur": Fraction(0)},
        Cause.CONSTANTE,
    ),
    "calculs, autre cellule": ("Calculs", "D9", {"formule": "=$E9"}, Cause.FORMULE),
    "calculs, valeur de l'outil": ("Calculs", "E9", {"valeur": Fraction(123456)}, Cause.CONSTANTE),
    "calculs, écart tapé": ("Calculs", "F9", {"formule": None}, Cause.CONSTANTE),
    "calculs, compte": ("Calculs", "E3", {"formule": "=0"}, Cause.FORMULE),
}


@pytest.mark.parametrize("cas", RAPPELS)
def test_a_number_repeated_elsewhere_is_held_too(cas: str, lue: Callable[[Encre], Lecture]) -> None:  # noqa: F811
    """The dashboard and the sheet Calculs repeat numbers: a false one is found there."""
    feuille, adresse, champs, cause = RAPPELS[cas]
    classeur = copie(lue(Encre.NATIVE))
    poser(classeur, (feuille, adresse), **champs)
    lecture = Lecteur(classeur).lire()
    trouves = [c for c in verifier(lecture).constats if (c.feuille, c.cellule) == (feuille, adresse)]
    assert [c.cause for c in trouves if c.gravite is Gravite.BLOQUANT] == [cause]


def test_a_lost_sheet_is_told_once_not_cell_by_cell(lue: Callable[[Encre], Lecture]) -> None:  # noqa: F811
    """A sheet of inputs removed: the reading blocks, the verification holds, and says what depended on it once."""
    classeur = copie(lue(Encre.NATIVE))
    del classeur.feuilles["Versements"]
    bilan_ = juger(classeur)
    assert len([c for c in graves(bilan_) if c.cause == Cause.FEUILLE_ABSENTE]) <= 2
    assert len(graves(bilan_)) < 40
    assert any("Versements" in ligne for ligne in bilan(bilan_))


def test_the_summary_says_the_count_the_worst_and_the_euros(lue: Callable[[Encre], Lecture]) -> None:  # noqa: F811
    """In order: how many cells, how many findings, the worst first with its euros, the total at stake."""
    classeur = copie(lue(Encre.NATIVE))
    poser(classeur, ou("ligne.acces_fixe.droit"), valeur=DROIT + 1000)
    poser(classeur, ou("ligne.parcours_fixe.droit"), valeur=resultat().valeurs["ligne.parcours_fixe.droit"] + 5000)
    verification = juger(classeur)
    n = len(resultat().pleines)
    lignes = bilan(verification)
    assert (
        f"{n // 1000}\u202f{n % 1000:03d} valeurs recalculées, {(n - 2) // 1000}\u202f{(n - 2) % 1000:03d} identiques."
        == lignes[0]
    )
    assert "5\u202f000,00" in next(ligne for ligne in lignes if "Feuille « Financement »" in ligne)
    assert verification.enjeu >= 6000
    assert lignes[-1].startswith("Euros en jeu")


def test_findings_are_sorted_and_long_lists_shortened() -> None:
    """The gravest first, then the most euros; a whole sheet of one cause is told by its cells."""
    legers = [Constat(Gravite.INFORMATION, "i"), Constat(Gravite.A_REGARDER, "r", enjeu=Fraction(9))]
    lourds = [
        Constat(Gravite.BLOQUANT, f"b{n}", "Financement", f"{lettres(n)}5", cause=Cause.FORMULE, enjeu=Fraction(n))
        for n in range(1, 51)
    ]
    rendus = ranger([*legers, *lourds])
    assert [c.gravite for c in rendus[-2:]] == [Gravite.A_REGARDER, Gravite.INFORMATION]
    assert len(rendus) == 2 + 10 + 1
    assert rendus[0].message == "b50"
    resume = next(c for c in rendus if c.message.startswith("Et 40 autres cellules"))
    assert resume.enjeu == 40
    assert "A5" in resume.message


def test_the_computed_cells_are_all_listed(lue: Callable[[Encre], Lecture]) -> None:  # noqa: F811
    """One record per computed cell, at its place, with what it stores and what was computed."""
    verification = verifier(lue(Encre.NATIVE), complet=False)
    places = LayoutRecu(resultat(), lue(Encre.NATIVE)).places
    assert [v.ident for v in verification.valeurs] == [c.etape.id for c in resultat().pleines]
    assert all((v.feuille, v.cellule) == places[v.ident] and v.concorde for v in verification.valeurs)
