"""What the entry check says of a text that takes effect within the contract year, or as soon as it ends."""

from __future__ import annotations

from datetime import date

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.law import en_vigueur
from tests.engine.contrats import annee

ACCES = "« Accès aux soins, volet fixe », « Accès aux soins, volet variable »"
CRISE = "« Crises sanitaires, volet fixe, année de rédaction du plan »"


def dites(declare: Dossier) -> list[Anomalie]:
    """Return what the entry check says of the texts."""
    return [a for a in examiner(declare, en_vigueur(declare.debut)) if "Un texte" in a.message]


def test_a_text_that_changes_the_grid_names_its_lines_and_says_what_to_type() -> None:
    """Avenant 2 within the year: the two lines of access whose amount changes, the two that end, and where to type."""
    grille, _ = dites(annee(1, signature=date(2022, 1, 10)))
    assert (grille.saisie, grille.gravite, grille.lu) == ("identite.debut", Gravite.A_REGARDER, "10/01/2022")
    assert grille.message.startswith(
        f"Un texte prend effet le 03/09/2022, dans cette année : avenant 2. Il change le montant de {ACCES}. Il met fin"
    )
    assert "soins non programmés" in grille.message
    assert "Prévention" not in grille.message  # l'avenant maintient ces montants
    assert "Financement la date d'effet et le montant d'après (0 pour une ligne qui prend fin)." in grille.remede


@pytest.mark.parametrize(
    ("rang", "signature", "mots"),
    [
        (1, date(2022, 1, 10), "se saisira dans le classeur de l'année suivante, avec l'année qu'il paie."),
        (5, date(2018, 1, 10), "est la dernière du contrat, et aucun classeur de ce contrat ne le comptera."),
    ],
)
def test_a_line_that_a_text_creates_has_no_row_here(rang: int, signature: date, mots: str) -> None:
    """It is named; nothing can be typed of it in this workbook; the remedy says where its money goes meanwhile."""
    creees = dites(annee(rang, signature=signature))[1]
    assert f"Il crée {CRISE}" in creees.message
    assert "n'a pas de ligne pour les recevoir." in creees.message
    assert "Elles ne peuvent être saisies ici, et cet argent n'y est pas compté." in creees.remede
    assert "Garder la notification de la CPAM" in creees.remede
    assert creees.remede.endswith(mots)


def test_a_text_of_the_first_day_of_the_next_year_is_told_with_its_own_words() -> None:
    """Nothing changes in this year; what is foreseen of the next one is computed without that text."""
    [suivante] = dites(annee(1, signature=date(2021, 9, 3)))
    assert suivante.gravite is Gravite.A_REGARDER
    assert suivante.message == (
        "Un texte s'applique dès le premier jour de l'année suivante (03/09/2022) : avenant 2. Prévisions et Budget "
        "n+1 sont calculés à textes constants, donc sans lui."
    )
    assert ACCES in suivante.remede
    assert CRISE in suivante.remede
    assert dites(annee(1, signature=date(2021, 9, 4)))[0].message.startswith("Un texte prend effet le 03/09/2022")


@pytest.mark.parametrize(
    ("rang", "signature"),
    [
        (1, date(2021, 4, 1)),  # le décret n° 2022-375, du 18/03/2022, ne fixe qu'un plafond d'indemnités
        (1, date(2021, 3, 18)),  # le même, au premier jour de l'année suivante
        (1, date(2022, 9, 3)),  # l'avenant 2 est déjà celui du premier jour
        (1, date(2024, 3, 1)),
    ],
)
def test_a_text_that_changes_nothing_in_force_is_not_told(rang: int, signature: date) -> None:
    """A ceiling of indemnities, a text of the first day: nothing to type in Financement, nothing said."""
    assert dites(annee(rang, signature=signature)) == []


def test_the_last_year_has_no_next_one_to_foresee() -> None:
    """A text of the day that follows the contract is no matter of this workbook."""
    assert dites(annee(5, signature=date(2017, 9, 3))) == []
