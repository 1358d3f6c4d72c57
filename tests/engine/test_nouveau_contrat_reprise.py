"""What a renewed contract takes over: the history by civil years, and the rest as at an anniversary."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.reprise import annee_du_contrat, derniers_connus, periode
from cpts_xl.engine.suite import ouvrir
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law import en_vigueur
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from tests.engine.contrats import annee, avec_identite
from tests.engine.dossiers import calcul
from tests.engine.renouvellements import PLUS_TARD, bloquantes, dits, exemple_renouvele, renouvele
from tests.engine.test_annee_suivante import exemple
from tests.engine.tirages_dossiers import dossier as tirer

if TYPE_CHECKING:
    from pathlib import Path

    from cpts_xl.engine.dossier import Dossier


def test_ranks_of_the_former_contract_become_civil_years() -> None:
    """Year 1 of a contract signed in 2023 began in 2023: before the renewed contract, whatever its own ranks."""
    ouverture = exemple_renouvele()
    avant, apres = exemple().dossier.liste("historique"), ouverture.dossier.liste("historique")
    assert [f["annee"] for f in apres[: len(avant)]] == [2022 + f["annee"] for f in avant]
    assert {f["annee"] for f in apres[len(avant) :]} == {2025}
    assert {f["source"] for f in apres[len(avant) :]} == {"classeur de l'année 3 du contrat signé le 15/03/2023"}
    changees = ("annee", "source")
    for ancienne, neuve in zip(avant, apres, strict=False):
        assert {c: v for c, v in neuve.items() if c not in changees} == {
            c: v for c, v in ancienne.items() if c not in changees
        }
    assert {annee_du_contrat(f, ouverture.dossier) for f in apres} == {-2, -1, 0}
    assert periode(0, ouverture.dossier) == "2025-2026"
    assert derniers_connus(ouverture.dossier)["a1"]["valeur"] == 88
    assert dits(ouverture, "Historique") == [
        "15 résultats de l'année 3 ajoutés",
        "les années de l'ancien contrat y sont désormais l'année civile où chacune a commencé : 2025 pour son année 3",
    ]


@pytest.mark.parametrize(
    ("avant", "source", "apres", "dite"),
    [
        (Fraction(2), "classeur de l'année 2", Fraction(2024), "classeur de l'année 2 du contrat signé le 15/03/2023"),
        (Fraction(2), "Notification du 21/06/2024", Fraction(2024), "Notification du 21/06/2024"),
        (Fraction(2), None, Fraction(2024), None),
        (Fraction(2019), "classeur de l'année 2019", Fraction(2019), "classeur de l'année 2019"),
        (None, "sans année", None, "sans année"),
        ("deux", None, "deux", None),
    ],
)
def test_a_row_of_the_history(avant: Any, source: Any, apres: Any, dite: Any) -> None:
    """A rank is told in full; a civil year, an unreadable one and the words of the user are kept."""
    ligne = {"annee": avant, "indicateur": "I1", "valeur": Fraction(7), "source": source}
    [reprise, *_] = renouvele(annee(5).avec(historique=(ligne,))).dossier.liste("historique")
    assert reprise == {**ligne, "annee": apres, "source": dite}


def test_a_second_renewal_keeps_the_years_of_the_first() -> None:
    """Ten years later, the history still says when: nothing is converted twice."""
    deux = renouvele(renouvele(annee(1), date(2024, 3, 15)).dossier, date(2025, 9, 1))
    assert [f["annee"] for f in deux.dossier.liste("historique")] == [2023] * 6 + [2024] * 6


def test_everything_else_is_carried_as_at_an_anniversary() -> None:
    """Members, professionals, rates, actions, talks, evidence, agreements, budget, accounts, journal: the same rows."""
    ordinaire, neuf = ouvrir(exemple()), exemple_renouvele()
    autres = {"indicateur", "historique", "versement"}
    assert {t: v for t, v in neuf.dossier.listes.items() if t not in autres} == {
        t: v for t, v in ordinaire.dossier.listes.items() if t not in autres
    }
    assert neuf.rangs_tenus == ordinaire.rangs_tenus


def test_what_was_paid_between_two_contracts_is_not_guessed() -> None:
    """The former workbook ends in March, the contract begins in September: it is typed, unless kept until then."""
    neuf = exemple_renouvele(PLUS_TARD)
    assert {f["deja_verse"] for f in neuf.dossier.liste("professionnel")} == {None}
    assert dits(neuf, "Professionnels") == [
        (
            "55 repris ; ce que l'année civile 2026 leur a déjà versé, à saisir : l'ancien classeur ne va pas jusqu'au "
            "nouveau contrat"
        )
    ]
    tenu = ouvrir(calcul(avec_identite(exemple().dossier, arrete=date(2026, 8, 31))), nouveau_contrat=PLUS_TARD)
    assert None not in {f["deja_verse"] for f in tenu.dossier.liste("professionnel")}
    janvier = exemple_renouvele(date(2027, 1, 1))
    assert {f["deja_verse"] for f in janvier.dossier.liste("professionnel")} == {0}


def test_the_accounting_year_is_the_one_that_runs_when_the_contract_begins() -> None:
    """After months without a contract, a whole accounting year may have passed: its balances are not those known."""
    assert exemple_renouvele(PLUS_TARD).dossier.identite["exercice_cloture"] == date(2026, 12, 31)
    neuf = exemple_renouvele(date(2027, 2, 1))
    assert neuf.dossier.identite["exercice_debut"] == date(2027, 1, 1)
    assert {f["precedent"] for f in neuf.dossier.liste("compte")} == {None}
    assert dits(neuf, "Comptes") == [
        (
            "un exercice sépare les deux classeurs : les soldes de l'exercice précédent sont à saisir ; importer les "
            "nouveaux"
        )
    ]


def test_the_opened_year_has_no_anomaly_but_what_is_to_be_typed() -> None:
    """The steps of the four indicators that pay by steps: once they are typed, nothing blocks."""
    neuve = exemple_renouvele().dossier
    assert {message for _, message in bloquantes(neuve)} == {"Aucun palier n'est saisi."}
    palier = {"seuil_1": Fraction(1), "montant_1": Fraction(1_000), "montant_en_jeu": Fraction(1_000)}
    remplis = tuple({**f, **palier} if f["mode"] == "paliers" else f for f in neuve.liste("indicateur"))
    assert bloquantes(neuve.avec(indicateurs=remplis)) == []
    assert bloquantes(renouvele().dossier) == []


def test_what_began_under_the_former_contract_is_not_doubtful() -> None:
    """A mission started in 2023 and a meeting still to be paid precede the signature: a first contract forbids it."""
    neuve = exemple_renouvele().dossier
    doutes = ("avant la signature", "précède la signature")

    def douteux(dossier: Dossier) -> list[str]:
        anomalies = examiner(dossier, en_vigueur(dossier.debut))
        return [a.saisie for a in anomalies if any(mots in a.message for mots in doutes)]

    assert douteux(neuve) == []
    assert {saisie.split(".")[0] for saisie in douteux(neuve.avec(historique=()))} == {"mission", "reunion"}
    vieille = ({**neuve.liste("reunion")[0], "date": date(2016, 3, 1)},)
    assert douteux(neuve.avec(reunions=vieille)) == ["reunion.1.date"]


def test_the_file_holds_every_input_of_the_renewed_contract(tmp_path: Path) -> None:
    """Written then read: the same inputs, no finding that blocks; and the next year opens from it as from any other."""
    neuve = calcul(renouvele().dossier)
    chemin = tmp_path / "nouveau contrat.xlsx"
    chemin.write_bytes(construire(neuve, Encre.NATIVE))
    lecture = lire_classeur(chemin)
    assert empreinte_saisies(lecture.dossier) == empreinte_saisies(neuve.dossier)
    assert [c for c in lecture.constats if c.gravite is Gravite.BLOQUANT] == []
    suivante = ouvrir(calcul(lecture.dossier)).dossier
    assert suivante.debut == date(2029, 3, 15)
    assert [f["annee"] for f in suivante.liste("historique")] == [2027] * 6 + [1] * 6
    assert [annee_du_contrat(f, suivante) for f in suivante.liste("historique")] == [0] * 6 + [1] * 6


@pytest.mark.parametrize("graine", range(3, 200, 23))
def test_any_year_that_can_be_read_can_be_followed_by_a_new_contract(graine: int) -> None:
    """Whatever was typed, twice the same dossier, which computes; a fault of the former year does not stop it."""
    resultat = calcul(tirer(graine))
    fin = resultat.valeurs["identite.fin"]
    if not isinstance(fin, date):
        with pytest.raises(SaisieInvalide):
            ouvrir(resultat, nouveau_contrat=date(2040, 1, 1))
        return
    une, deux = (ouvrir(resultat, nouveau_contrat=fin) for _ in range(2))
    assert une == deux
    assert calcul(une.dossier).valeurs["identite.annee"] == 1
