"""A year opened across a new text: what the law ended is told with its amount, what it began has no past."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.fichier import depuis_dict
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.suite import Ouverture, ouvrir
from cpts_xl.formats import euros
from cpts_xl.law import en_vigueur
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from tests.engine.dossiers import calcul

SNP = ("acces_compensation_snp", "acces_supplement_snp")
JOURS = (date(2021, 10, 15), date(2022, 10, 15))
CRISE = ("crise_fixe_redaction", "crise_fixe_mise_a_jour", "crise_variable")


@cache
def a_cheval() -> Resultat:
    """Return a first year under the accord of 2019, whose second one is under avenant 2."""
    jour = date(2021, 10, 15)
    missions = {m: {"engagee": "Non"} for m in ("parcours", "prevention", "qualite", "accompagnement")}
    return calcul(depuis_dict({
        "identite": {"nom": "CPTS", "signature": jour, "debut": jour, "arrete": date(2022, 10, 14),
                     "population": 90_000, "supplement_snp": "Oui", "taux_acompte_snp": Fraction(1, 2),
                     "majoration": "Non"},
        "missions": {"acces": {"engagee": "Oui", "demarrage": jour}, **missions},
    }, "essai"))  # fmt: skip


def _dits(ouverture: Ouverture, mot: str) -> list[str]:
    return [texte for _, texte in ouverture.suites if mot in texte]


def test_the_balance_of_an_ended_line_is_told_with_its_amount() -> None:
    """Two lines end with avenant 2: each is named with the euros that no line holds any more."""
    dits = _dits(ouvrir(a_cheval()), "n'existe plus")
    libelles = {ligne.code: ligne.libelle for ligne in a_cheval().droit.lignes}
    assert len(dits) == len(SNP)
    for code, somme, dit in zip(SNP, ("15\u202f000,00", "55\u202f000,00"), dits, strict=True):
        assert libelles[code] in dit
        assert somme in dit


def test_only_balances_that_were_written_are_counted() -> None:
    """Ten lines live on, with their balance; the count says ten."""
    ouverture = ouvrir(a_cheval())
    assert _dits(ouverture, "inscrit sur") == ["annexe reprise ; solde de l'année 1 inscrit sur 10 lignes"]
    assert not set(SNP) & set(ouverture.dossier.fiche("ligne"))


def test_a_new_line_has_no_past() -> None:
    """The lines and the envelope that avenant 2 begins have nothing due from before: zero, not « À compléter »."""
    ouverture = ouvrir(a_cheval())
    lignes = ouverture.dossier.fiche("ligne")
    assert {lignes[code]["solde_n1"] for code in CRISE} == {Fraction(0)}
    assert ouverture.dossier.fiche("poste")["crise"]["ouverture"] == 0
    (dit,) = _dits(ouverture, "3 lignes nouvelles")
    assert all(ligne.libelle in dit for ligne in calcul(ouverture.dossier).droit.lignes if ligne.code in CRISE)


def test_a_year_opened_under_the_same_texts_tells_neither() -> None:
    """Nothing began, nothing ended: no word of it."""
    annee_2 = calcul(ouvrir(a_cheval()).dossier)
    suites = [texte for _, texte in ouvrir(annee_2).suites]
    assert not [texte for texte in suites if "n'existe plus" in texte or ("nouvelle" in texte and "ligne" in texte)]


def test_a_supplement_that_the_new_texts_do_not_have_is_emptied_and_told() -> None:
    """Carried, « Oui » would open no line, and the rate of its advance would serve nothing: both are told."""
    ouverture = ouvrir(a_cheval())
    assert {ouverture.dossier.identite[code] for code in ("supplement_snp", "taux_acompte_snp")} == {None}
    assert _dits(ouverture, "aucune ligne n'en dépend") == [
        f"« {libelle} » vidé : dans les textes de la nouvelle année, aucune ligne n'en dépend"
        for libelle in ("Supplément soins non programmés", "Taux d'acompte des lignes SNP")
    ]
    meme_texte = calcul(a_cheval().dossier.avec(
        identite={**a_cheval().dossier.identite, "signature": date(2020, 10, 15), "debut": date(2020, 10, 15)}
    ))  # fmt: skip
    assert ouvrir(meme_texte).dossier.identite["supplement_snp"] == "Oui"


def test_the_file_holds_every_input_of_the_year_opened(tmp_path: Any) -> None:
    """The fingerprint of the inputs is that of the file: none of them stood on a line that the new law lacks."""
    neuve = calcul(ouvrir(a_cheval()).dossier)
    chemin = tmp_path / "annee-2.xlsx"
    chemin.write_bytes(construire(neuve, Encre.NATIVE))
    assert empreinte_saisies(lire_classeur(chemin).dossier) == empreinte_saisies(neuve.dossier)


@pytest.mark.parametrize("code", ["acces", "parcours"])
def test_a_mission_that_lives_on_keeps_what_was_declared(code: str) -> None:
    """A mission of both laws is carried as it was."""
    assert ouvrir(a_cheval()).dossier.fiche("mission")[code] == a_cheval().dossier.fiche("mission")[code]


def _annexes(montants: dict[str, int], population: int | None = None, **identite: Any) -> list[str]:
    """Return what the opening tells of the annex amounts carried, each declared in the year before avenant 2."""
    avant = a_cheval().dossier
    lignes = {code: {"annexe": Fraction(montant)} for code, montant in montants.items()}
    declare = avant.avec(lignes=lignes, identite={**avant.identite, **identite})
    ouverture = ouvrir(calcul(declare), population=None if population is None else Fraction(population))
    assert {c: ouverture.dossier.fiche("ligne")[c]["annexe"] for c in montants} == montants
    return _dits(ouverture, "montant de l'annexe")


def test_an_annex_amount_carried_over_a_changed_national_amount_is_told() -> None:
    """The contract writes 61 000 of access; the grid moves under it: both national amounts, and what to look for."""
    avant, apres = (en_vigueur(jour).valeur("montant", "acces_fixe", 3) for jour in JOURS)
    assert isinstance(avant, Fraction)
    assert isinstance(apres, Fraction)
    assert avant != apres
    [dit] = _annexes({"acces_fixe": 61_000, "parcours_fixe": 40_000})  # l'avenant 2 maintient le parcours
    assert dit == (
        "à regarder : le montant de l'annexe de « Accès aux soins, volet fixe », 61\u202f000,00\u00a0€, est repris tel "
        f"quel, alors que le montant national de cette ligne passe de {euros(avant)} à {euros(apres)} : vérifier "
        "l'avenant au contrat"
    )


def test_an_annex_amount_that_nothing_contradicts_is_not_told() -> None:
    """No annex, a line that the new text maintains, or an annex already at the new national amount."""
    neuf = en_vigueur(JOURS[1]).valeur("montant", "acces_fixe", 3)
    assert isinstance(neuf, Fraction)
    assert _annexes({}) == []
    assert _annexes({"parcours_fixe": 40_000, "fonctionnement": 70_000}) == []
    assert _annexes({"acces_fixe": int(neuf)}) == []


def test_a_size_renewed_moves_the_national_amount_too() -> None:
    """The population renewed changes the size of the next year, unless the contract fixes it."""
    [dit] = _annexes({"parcours_fixe": 40_000}, population=30_000)
    assert "passe de 45\u202f000,00\u00a0€ à 25\u202f000,00\u00a0€" in dit
    assert _annexes({"parcours_fixe": 40_000}, population=30_000, taille_contrat=Fraction(3)) == []
