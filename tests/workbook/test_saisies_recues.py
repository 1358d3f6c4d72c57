"""What was typed and that the formulas do not read as the tool does: a lost key column, a space, an hour, a formula."""

from __future__ import annotations

import zipfile
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.workbook import sheets
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.recu.cases_saisies import DITES_PAR_FEUILLE
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.recu.reader import Lecteur
from cpts_xl.workbook.verification import Verification, verifier
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.rapide import lire_vite
from cpts_xl.workbook.xlsx.strict import lire_strictement
from cpts_xl.workbook.xlsx.types import ClasseurLu, JourStocke, lettres
from tests.workbook.exemples import ecrire, octets, ou
from tests.workbook.test_verify_recu import copie, poser

ENTETE = 4
CALCULEES = {"Répartition", "Indemnités"}
"""Sheets whose rows follow another table: nothing is typed there, and the structure tells their headers."""


@pytest.fixture(scope="module")
def origine(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    """Return the example, read."""
    return lire_classeur(ecrire(tmp_path_factory.mktemp("saisies"), Encre.NATIVE))


@pytest.fixture
def classeur(origine: Lecture) -> ClasseurLu:
    """Return a copy of it whose cells may be changed."""
    return copie(origine)


def tous(classeur: ClasseurLu, moteurs: tuple[str, ...] = ()) -> tuple[Verification, list[Constat]]:
    """Return the verification, and all that a reviewer is told: the reading's findings, then its own."""
    lecture = Lecteur(classeur).lire()
    bilan = verifier(lecture, moteurs, complet=False)
    return bilan, [*lecture.constats, *bilan.constats]


def en(constats: list[Constat], place: tuple[str, str]) -> list[Constat]:
    """Return the findings of one cell."""
    return [c for c in constats if (c.feuille, c.cellule) == place]


# -------------------------------------------------------------------------------------------- la colonne des clés


@pytest.mark.parametrize("decrite", sheets.TABLEAUX_FEUILLES, ids=lambda f: f.nom)
def test_an_erased_header_of_the_key_is_told(decrite: sheets.FeuilleTableau, classeur: ClasseurLu) -> None:
    """No table breaks the verification: the sheet and the row of the headers are named, each of its rows is not."""
    rang = [col.code for col in decrite.colonnes].index(decrite.cle) + 1
    titre = decrite.colonnes[rang - 1].titre
    poser(classeur, (decrite.nom, f"{lettres(rang)}{ENTETE}"), valeur=None)
    if TABLEAUX[decrite.prefixe].rangees is None:
        _, constats = tous(classeur)
    else:  # aucune de ses rangées ne dépend de sa clé : situer chaque cellule suffit
        lecture = Lecteur(classeur).lire()
        LayoutRecu(calculer(lecture.dossier, lecture.droit), lecture)
        constats = lecture.constats
    ici = [c for c in constats if c.feuille == decrite.nom]
    if decrite.nom in CALCULEES:
        assert constats == []
        return
    assert any(f"« {titre} » est introuvable" in c.message and c.lieu.endswith(f"ligne {ENTETE}") for c in ici)
    assert not [c for c in constats if ":" in c.lieu]
    assert not [c for c in constats if not c.feuille and c.cause == "saisie"]
    assert len([c for c in ici if c.gravite is Gravite.BLOQUANT]) <= 4


def test_two_sheets_exchanged_are_told(classeur: ClasseurLu) -> None:
    """Each sheet under the name of the other: both are named, with the titles that they should have."""
    feuilles = classeur.feuilles
    feuilles["Versements"], feuilles["Produits"] = feuilles["Produits"], feuilles["Versements"]
    for nom in ("Versements", "Produits"):
        feuilles[nom].nom = nom
    _, constats = tous(classeur)
    for nom in ("Versements", "Produits"):
        assert any(c.gravite is Gravite.BLOQUANT and c.lieu == f"feuille « {nom} », ligne {ENTETE}" for c in constats)


def test_a_row_without_its_code_has_its_cell(classeur: ClasseurLu) -> None:
    """The column is there, one code is not: its own empty cell is named."""
    place = ou("versement.2.ligne")
    poser(classeur, place, valeur=None)
    _, constats = tous(classeur)
    assert any("sans son identifiant" in c.message for c in en(constats, place))


# -------------------------------------------------------------------------------------------------- les espaces


@pytest.mark.parametrize("espace", [" ", "\u00a0", "\u202f"])
@pytest.mark.parametrize("ident", ["versement.1.ligne", "indicateur.1.mission", "versement.1.nature"])
def test_a_space_beside_a_code_is_told_where_it_is(ident: str, espace: str, classeur: ClasseurLu) -> None:
    """The tool trims, the formulas do not: the input cell is named, with the word to type."""
    mot = lire_mot(classeur, ident)
    poser(classeur, ou(ident), valeur=f"{mot}{espace}")
    constats = Lecteur(classeur).lire().constats
    (constat,) = [c for c in en(constats, ou(ident)) if c.cause == Cause.ESPACE]
    assert constat.gravite is Gravite.BLOQUANT
    assert constat.attendu == f"« {mot} »"


def test_what_a_space_makes_wrong_follows_from_it(classeur: ClasseurLu) -> None:
    """The amount that the formulas lost accuses the input, and nobody is told to recalculate."""
    mot = lire_mot(classeur, "versement.1.ligne")
    poser(classeur, ou("versement.1.ligne"), valeur=f"{mot} ")
    poser(classeur, ou(f"ligne.{mot}.verse"), valeur=Fraction(0))
    bilan, constats = tous(classeur)
    assert en(constats, ou(f"ligne.{mot}.verse")) == []
    (suivi,) = [c for c in en(bilan.constats, ou("versement.1.ligne")) if c.cause == Cause.ESPACE]
    assert "en découle" in suivi.message
    assert suivi.enjeu
    assert not any("F9" in c.remede for c in constats)


def test_a_space_in_a_free_text_is_nothing(classeur: ClasseurLu) -> None:
    """What no formula looks for may be typed as one likes."""
    place = ou("depense.1.libelle")
    poser(classeur, place, valeur=f"\u00a0{lire_mot(classeur, 'depense.1.libelle')} ")
    assert tous(classeur)[1] == []


def lire_mot(classeur: ClasseurLu, ident: str) -> str:
    """Return the word of an input of the example."""
    feuille, adresse = ou(ident)
    cellule = classeur.feuilles[feuille].cellule(adresse)
    assert cellule is not None
    assert isinstance(cellule.valeur, str)
    return cellule.valeur


# --------------------------------------------------------------------------------------------------- les heures


def avec_v(tmp_path: Path, place: tuple[str, str], contenu: str, attributs: str = "") -> Path:
    """Return the example with the stored value of one cell replaced."""
    feuille = list(lire(ecrire(tmp_path)).feuilles).index(place[0]) + 1
    chemin = tmp_path / "change.xlsx"
    with zipfile.ZipFile(BytesIO(octets(Encre.NATIVE))) as lu, zipfile.ZipFile(chemin, "w") as neuf:
        for nom in lu.namelist():
            texte = lu.read(nom)
            if nom == f"xl/worksheets/sheet{feuille}.xml":
                debut = texte.index(f'<c r="{place[1]}"'.encode())
                fin = texte.index(b"</c>", debut)
                tete = texte[debut : texte.index(b">", debut)]
                texte = texte[:debut] + tete + f"{attributs}>{contenu}".encode() + texte[fin:]
            neuf.writestr(nom, texte)
    return chemin


@pytest.mark.parametrize(
    ("contenu", "attributs"), [("<v>45733.75</v>", ""), ("<v>2025-03-17T18:00:00</v>", ' t="d"')], ids=["rang", "iso"]
)
def test_a_day_with_its_hour_is_read_alike_by_both_roads(contenu: str, attributs: str, tmp_path: Path) -> None:
    """The day is the day; the hour is kept beside it, by the quick reading as by the strict one."""
    place = ou("versement.1.date")
    chemin = avec_v(tmp_path, place, contenu, attributs)
    for lu in (lire_vite(chemin, dates=True), lire_strictement(chemin)):
        assert lu is not None
        valeur = lu.feuilles[place[0]].cellules[place[1]].valeur
        assert valeur == date(2025, 3, 17)
        assert isinstance(valeur, JourStocke)
        assert valeur.heure == "18 h 00"
    lecture = lire_classeur(chemin)
    assert type(lecture.dossier.liste("versement")[0]["date"]) is date
    (constat,) = [c for c in lecture.constats if c.cause == Cause.HEURE]
    assert (constat.feuille, constat.cellule) == place
    assert constat.lu == "17/03/2025 à 18 h 00"
    assert constat.gravite is Gravite.A_REGARDER


@pytest.mark.parametrize("rang", ["45733", "45733.0", "45733.000001", "45733.999999"])
def test_a_day_alone_has_no_hour(rang: str, tmp_path: Path) -> None:
    """A rounding error of a program is no hour."""
    chemin = avec_v(tmp_path, ou("versement.1.date"), f"<v>{rang}</v>")
    assert [c for c in lire_classeur(chemin).constats if c.cause == Cause.HEURE] == []


def test_what_an_hour_changes_follows_from_it(classeur: ClasseurLu) -> None:
    """The delay in days that the formulas count with the hour is a consequence of the input."""
    jour = classeur.feuilles["Versements"].cellules[ou("versement.1.date")[1]].valeur
    assert isinstance(jour, date)
    tardif = JourStocke(jour.year, jour.month, jour.day)
    tardif.heure = "18 h 00"
    poser(classeur, ou("versement.1.date"), valeur=tardif)
    delai = classeur.feuilles["Versements"].cellules[ou("versement.1.retard")[1]].valeur
    assert isinstance(delai, Fraction)
    poser(classeur, ou("versement.1.retard"), valeur=delai + Fraction(3, 4))
    bilan, constats = tous(classeur)
    assert en(constats, ou("versement.1.retard")) == []
    (suivi,) = en(bilan.constats, ou("versement.1.date"))
    assert "en découle" in suivi.message
    assert "date seule" in suivi.remede


# -------------------------------------------------------------------------------------------------- les formules


def moteur_factice(monkeypatch: pytest.MonkeyPatch, classeur: ClasseurLu, **trouve: Any) -> None:
    """Make an engine that finds what the file stores, but for some inputs or steps."""
    change = {ou(ident.replace("__", ".")): valeur for ident, valeur in trouve.items()}

    def recalculer(_chemin: Path, _moteur: str, **_options: Any) -> dict[tuple[str, str], Any]:
        stockees = {
            (nom, adresse): (c.valeur - date(1899, 12, 30)).days if isinstance(c.valeur, date) else c.valeur
            for nom, page in classeur.feuilles.items()
            for adresse, c in page.cellules.items()
        }
        return stockees | change

    monkeypatch.setattr(recalcul, "recalculer", recalculer)


def test_an_input_that_is_a_formula_is_an_information(classeur: ClasseurLu, origine: Lecture) -> None:
    """A coordinator who adds two invoices in the cell is told, and accused of nothing."""
    place = ou("depense.1.montant")
    poser(classeur, place, formule="=1200+900")
    bilan, constats = tous(classeur)
    (constat,) = constats
    assert (constat.feuille, constat.cellule) == place
    assert (constat.gravite, constat.cause, constat.lu) == (Gravite.INFORMATION, Cause.FORMULE_SAISIE, "=1200+900")
    assert bilan.lecture.dossier == origine.dossier


@pytest.mark.parametrize(
    ("formule", "lue"),
    [
        ("=IF(TODAY()>46000,56250,1)", "=SI(AUJOURDHUI()>46000;56250;1)"),
        ("=ROUND(RAND(),0)", "=ARRONDI(ALEA();0)"),
        ('=INDIRECT("D6")', '=INDIRECT("D6")'),
        ("=OFFSET(D6,1,0)", "=DECALER(D6;1;0)"),
    ],
)
def test_an_input_whose_value_may_change_is_to_be_looked_at(formule: str, lue: str, classeur: ClasseurLu) -> None:
    """The formula is shown in French, and the number is to be asked."""
    poser(classeur, ou("versement.1.montant"), formule=formule)
    (constat,) = Lecteur(classeur).lire().constats
    assert (constat.gravite, constat.lu, constat.cause) == (Gravite.A_REGARDER, lue, Cause.FORMULE_SAISIE)


def test_a_quoted_word_is_no_changing_function(classeur: ClasseurLu) -> None:
    """A text that says TODAY( does nothing."""
    poser(classeur, ou("versement.1.reference"), formule='="TODAY()"&1')
    assert [c.gravite for c in Lecteur(classeur).lire().constats] == [Gravite.INFORMATION]


def test_many_formulas_are_told_together(classeur: ClasseurLu) -> None:
    """A coordinator who links a whole column is not answered by a page of lines."""
    rangs = range(1, DITES_PAR_FEUILLE + 6)
    for rang in rangs:
        poser(classeur, ou(f"depense.{rang}.montant"), formule=f"=Banque!C{rang}")
    constats = Lecteur(classeur).lire().constats
    assert len(constats) == DITES_PAR_FEUILLE + 1
    assert "Et 5 autres cases à remplir" in constats[-1].message


def test_an_input_that_an_engine_computes_otherwise_explains_the_rest(
    classeur: ClasseurLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stored number is not that of its own formula: the input is named, and what follows is not told apart."""
    place, ligne = ou("versement.1.montant"), lire_mot(classeur, "versement.1.ligne")
    poser(classeur, place, formule="=56250*2")
    verse = ou(f"ligne.{ligne}.verse")
    total = classeur.feuilles[verse[0]].cellules[verse[1]].valeur
    assert isinstance(total, Fraction)
    moteur_factice(
        monkeypatch, classeur, versement__1__montant=112_500.0,
        **{f"ligne__{ligne}__verse": float(total + 56_250)},
    )  # fmt: skip
    bilan, constats = tous(classeur, ("libreoffice",))
    (constat,) = [c for c in en(bilan.constats, place) if c.cause == Cause.PERIMEE]
    assert constat.gravite is Gravite.BLOQUANT
    assert "en découle" in constat.message
    assert "112\u202f500,00" in constat.lu
    assert en(constats, verse) == []


def test_an_input_that_engines_compute_alike_is_an_information(
    classeur: ClasseurLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recalculated to what the file stores: nothing more than the formula is told."""
    poser(classeur, ou("versement.1.montant"), formule="=56000+250")
    moteur_factice(monkeypatch, classeur)
    bilan, constats = tous(classeur, ("libreoffice", "ironcalc"))
    assert {c.gravite for c in constats} == {Gravite.INFORMATION}
    assert all("cellules recalculées, 0 écart" in dit and "formule" not in dit for dit in bilan.moteurs.values())


def test_a_workbook_pasted_as_values_is_not_said_recalculated(
    classeur: ClasseurLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no formula is left, an engine has computed nothing: it is told how many cells."""
    for nom, page in classeur.feuilles.items():
        for adresse in [a for a, c in page.cellules.items() if c.formule and nom != "Financement"]:
            cellule = page.cellules[adresse]._replace(formule=None)
            page.cellules[adresse] = cellule
    moteur_factice(monkeypatch, classeur)
    bilan, _ = tous(classeur, ("ironcalc",))
    dit = bilan.moteurs["ironcalc"]
    figees = sum(
        classeur.feuilles[p[0]].cellules[p[1]].formule is None
        for c in bilan.resultat.pleines
        if (p := bilan.layout.places.get(c.etape.id))
    )
    assert 0 < figees < bilan.comparees
    assert "sans formule, donc non recalculées" in dit
    assert dit.split(" cellules")[0].replace("\u202f", "") == str(bilan.comparees - figees)
