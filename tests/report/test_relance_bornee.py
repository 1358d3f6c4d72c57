"""What the reminder claims: never what another payment of the line already covers, never a cent of rounding."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl import formats
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.resultat import Resultat
from cpts_xl.report.chapitres.argent import texte_du_volet
from cpts_xl.report.documents import preparer, rediger_document, remarques
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.modele.documents import construire_document

from .conftest import calcule, ouvre, tout_le_texte

LIGNE = "acces_fixe"
"""90 000 € a year: 67 500 € of advance expected on 15/03/2025, and the balance on 15/03/2026."""


def _paye(dossier: Dossier, *paiements: tuple[str, int | str]) -> Resultat:
    """Return the example, whose line was paid so, nature by nature, and all the other lines as they were."""
    autres = [v for v in dossier.liste("versement") if v["ligne"] != LIGNE or v.get("annee") is not None]
    recus: list[dict[str, Any]] = [
        {"date": date(2025, 4, 2), "ligne": LIGNE, "nature": nature, "montant": Fraction(montant)}
        for nature, montant in paiements
    ]
    return calcule(dossier.avec(versements=(*autres, *recus)))


def _lettre(resultat: Resultat) -> str:
    texte = "\n".join(tout_le_texte(ouvre(rediger_document("relance", resultat, choix=""))))
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_example_owes_what_its_schedule_says(dossier: Dossier) -> None:
    """An advance short of 7 500 €, the balance to come: all of it is claimed."""
    champs = preparer("relance", _paye(dossier, ("acompte", 60_000)))[0]
    assert [str(ligne["somme_en_retard"]) for ligne in champs["retards"]] == ["7\u202f500,00\u00a0€"]
    assert str(champs["retards_total"]) == "7\u202f500,00\u00a0€"


@pytest.mark.parametrize("nature", ["solde", "régularisation", "variable"])
def test_what_another_payment_of_the_line_covers_is_not_claimed(dossier: Dossier, nature: str) -> None:
    """60 000 € then 30 000 €: the line is paid in full, whatever the nature of the second payment."""
    lettre = _lettre(_paye(dossier, ("acompte", 60_000), (nature, 30_000)))
    assert "Aucun versement attendu n'était en retard" in lettre
    assert "cette lettre n'a pas d'objet" in lettre
    assert "Sauf erreur de notre part" not in lettre


def test_no_more_is_claimed_than_what_is_left_of_the_line(dossier: Dossier) -> None:
    """60 000 € then 28 000 €: 2 000 € are left, not 7 500 €; the letter says why, and the schedule the same sum."""
    resultat = _paye(dossier, ("acompte", 60_000), ("régularisation", 28_000))
    assert resultat.valeurs[f"echeance.{LIGNE}_acompte.en_retard"] == 2_000
    lettre = _lettre(resultat)
    assert "Total dû" in lettre
    assert "2 000,00 €" in lettre
    assert "Reste dû" in lettre
    assert "ne dépasse pas ce qui reste à percevoir de sa ligne" in lettre


def test_a_cent_is_never_claimed(dossier: Dossier) -> None:
    """67 499,99 € for 67 500 €: two roundings, no reminder; from one euro on, it is claimed."""
    champs = preparer("relance", _paye(dossier, ("acompte", "67499.99")))[0]
    assert champs["retards"] == []
    assert str(champs["retards_total"]) == "0,00\u00a0€"
    assert len(preparer("relance", _paye(dossier, ("acompte", 67_499)))[0]["retards"]) == 1


def test_the_year_before_stands_apart(dossier: Dossier) -> None:
    """The balance of year 2 is still due when the line of year 3 is paid in full."""
    lignes = {**dossier.fiche("ligne"), LIGNE: {**dossier.fiche("ligne").get(LIGNE, {}), "solde_n1": Fraction(25_000)}}
    resultat = _paye(dossier.avec(lignes=lignes), ("acompte", 60_000), ("solde", 30_000))
    champs = preparer("relance", resultat)[0]
    assert [(ligne["nature"], str(ligne["somme_en_retard"])) for ligne in champs["retards"]] == [
        ("Solde n-1", "2\u202f500,00\u00a0€")
    ]


# -- ce que la lettre dit de ce qu'elle ne sait pas, et de ses textes ------------------------------------------------


def _sans_solde_n1(dossier: Dossier) -> Resultat:
    """Return the example, an advance short of 7 500 €, where nobody typed the balances of the year before."""
    lignes = {code: {**fiche, "solde_n1": None} for code, fiche in dossier.fiche("ligne").items()}
    return _paye(dossier.avec(lignes=lignes), ("acompte", 60_000))


def test_the_total_is_that_of_the_known_sums_and_says_what_it_leaves_out(dossier: Dossier) -> None:
    """A balance not typed does not hide the sums that are known: their total, then what is not in it."""
    lettre = _lettre(_sans_solde_n1(dossier))
    assert "Total des sommes connues" in lettre
    assert "Total dû" not in lettre
    assert re.search(r"ne comprend pas .* : solde de l'année précédente de \d+ lignes?\.", lettre)
    champs = preparer("relance", _sans_solde_n1(dossier))[0]
    sommes = [Fraction(re.sub(r"[^0-9,]", "", r["somme_en_retard"]).replace(",", ".")) for r in champs["retards"]]
    assert champs["retards_total"] == formats.euros(sum(sommes, Fraction(0)))


def test_the_note_to_its_author_is_told_by_the_command_and_not_by_the_letter(dossier: Dossier) -> None:
    """What is still to be typed concerns the coordinator: the health insurance never reads it."""
    resultat = _sans_solde_n1(dossier)
    assert "Il manque" not in _lettre(resultat)
    dites = remarques("relance", resultat)
    assert dites[0].startswith("D'autres retards ne peuvent être établis")
    assert any("solde n-1" in phrase for phrase in dites[1:])
    assert remarques("relance", _paye(dossier, ("acompte", 60_000))) == []
    assert remarques("synthese", resultat) == []


def test_each_part_of_the_grid_cites_its_own_text(dossier: Dossier) -> None:
    """Running costs: the accord; fixed parts: the type contract; variable parts: no text fixes their day."""
    lecteur = Lecteur(calcule(dossier))
    assert texte_du_volet(lecteur, "fonctionnement") == "accord du 20/06/2019, art. 9.1"
    assert texte_du_volet(lecteur, "fixe") == "contrat type de l'accord du 20/06/2019, art. 6.2"
    assert "aucun texte ne fixe le jour" in texte_du_volet(lecteur, "variable")


def test_the_end_of_the_letter_stays_together() -> None:
    """The closing words and the signature are kept with what follows: no line of them alone on a page."""
    lettre = ouvre(construire_document("relance"))
    fin = [p for p in lettre.paragraphs if p.text.startswith(("Nous vous prions", "Pour la CPTS"))]
    assert [p.paragraph_format.keep_with_next for p in fin] == [True, True]
