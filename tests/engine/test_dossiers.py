"""Real contract years, reproduced whole: published totals with their perimeter, a real annex, a payment schedule."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.absence import Absent, Sorte
from cpts_xl.engine.etapes import PERIMETRES
from tests.engine.dossiers import DOSSIERS, Annee, avec, calcul, montre, toutes

ANNEES = {annee.nom: annee for annee in toutes()}
SANS_ANNEXE = "avenant-2-taille-2-sans-annexe"
CONNUS = {
    SANS_ANNEXE, "avenant-2-taille-4", "grand-saumurois", "grille-2019-taille-1", "grille-2019-taille-2",
    "grille-2019-taille-3", "grille-2019-taille-4", "rovira-annee-5", "versements-annee-1", "versements-annee-2",
}  # fmt: skip
"""The years that must be there; a new one is read without being named here."""


@pytest.mark.parametrize("annee", toutes(), ids=lambda annee: annee.nom)
def test_contract_year(annee: Annee) -> None:
    """Each expected value of the file is what the engine gives, exactly; a missing value is its words."""
    resultat = calcul(annee.dossier)
    assert {ident: montre(resultat.valeur(ident)) for ident in annee.attendu} == annee.attendu


@pytest.mark.parametrize("annee", toutes(), ids=lambda annee: annee.nom)
def test_no_value_of_a_year_is_a_float_or_a_guess(annee: Annee) -> None:
    """Every step ends in an exact number, a day, a word, an absence that says why, or an empty row."""
    for calculee in calcul(annee.dossier).etapes:
        assert isinstance(calculee.valeur, Fraction | date | str | Absent | None)
        assert calculee.vide or calculee.phrase.endswith(".")


def test_every_file_says_where_it_comes_from() -> None:
    """A dossier carries its origin, as a case does; every file is read, and none of those of the house is lost."""
    fichiers = {fichier.stem for fichier in DOSSIERS.glob("*.toml")}
    assert fichiers >= CONNUS
    assert {annee.nom.split(",", maxsplit=1)[0] for annee in toutes()} == fichiers
    assert all(annee.origine.startswith(("publié : ", "à la main : ")) for annee in toutes())


@pytest.mark.parametrize("annee", toutes(), ids=lambda annee: annee.nom)
def test_perimeters_are_consistent(annee: Annee) -> None:
    """What a perimeter leaves out is exactly the line that it names: totals of one year differ by known lines."""
    valeurs = calcul(annee.dossier).valeurs
    for mesure in ("plafond", "droit", "verse"):
        totaux = {p.code: valeurs[f"perimetre.{p.code}.{mesure}"] for p in PERIMETRES}
        if not all(isinstance(total, Fraction) for total in totaux.values()):
            assert not any(isinstance(total, Fraction) for total in totaux.values())
            continue
        lignes = {i: v for i, v in valeurs.items() if i.startswith("ligne.") and i.endswith(f".{mesure}")}

        def ligne(code: str, lignes: dict[str, Any] = lignes, mesure: str = mesure) -> Fraction:
            return lignes.get(f"ligne.{code}.{mesure}", Fraction(0))

        snp, crise = ligne("acces_supplement_snp"), ligne("crise_variable")
        assert totaux["tout"] == sum(lignes.values())
        assert totaux["sans_snp"] == totaux["tout"] - snp
        assert totaux["sans_crise"] == totaux["tout"] - crise
        assert totaux["sans_snp_ni_crise"] == totaux["tout"] - snp - crise
        assert totaux["missions"] == totaux["tout"] - ligne("fonctionnement")
        assert valeurs[f"poste.total.{mesure}"] == totaux["tout"]


# ------------------------------------------------------------------------------------------ missing is never 0


def test_missing_amount_reaches_no_total_as_a_number() -> None:
    """Avenant 2, size 2, no annex: not one total that needs the access lines is a number, and each says so."""
    valeurs = calcul(ANNEES[SANS_ANNEXE].dossier).valeurs
    montant = valeurs["ligne.acces_fixe.national"]
    assert montant.sorte is Sorte.A_REPRENDRE
    assert montant.detail == "Accès aux soins, volet fixe, taille 2"
    for perimetre in PERIMETRES:
        for mesure in ("plafond", "droit"):
            total = valeurs[f"perimetre.{perimetre.code}.{mesure}"]
            assert isinstance(total, Absent)
            assert total.sorte is Sorte.A_COMPLETER
            assert "sans montant" in total.detail


def test_annex_prevails_and_stays_visible() -> None:
    """With the annex filled everything computes; the national amount stays « à reprendre », the sentence says which."""
    resultat = calcul(ANNEES[f"{SANS_ANNEXE}, l'annexe est remplie"].dossier)
    assert isinstance(resultat.valeur("perimetre.tout.plafond"), Fraction)
    retenu = resultat.par_id["ligne.acces_fixe.retenu"]
    assert retenu.valeur == 72_500
    assert (
        retenu.phrase
        == "Montant retenu : 72\u202f500,00\u00a0€ = montant de l'annexe financière (72\u202f500,00\u00a0€)."
    )
    assert resultat.par_id["ligne.acces_fixe.national"].valeur.sorte is Sorte.A_REPRENDRE
    assert retenu.statut == "convention"


def test_annex_that_contradicts_the_grid_prevails_too() -> None:
    """An annex amount wins over a known national amount, and both remain to be read side by side."""
    dossier = avec(ANNEES["rovira-annee-5"].dossier, lignes={"parcours_fixe": {"annexe": 40_000}})
    valeurs = calcul(dossier).valeurs
    assert valeurs["ligne.parcours_fixe.national"] == 45_000
    assert valeurs["ligne.parcours_fixe.retenu"] == valeurs["ligne.parcours_fixe.plafond"] == 40_000
    assert valeurs["perimetre.tout.plafond"] == 392_500


@pytest.mark.parametrize("ident", ["constate", "realise"])
def test_one_missing_result_leaves_its_mission_open(ident: str) -> None:
    """One indicator of RoViRa without a result: its mission is « À compléter », the others are still earned."""
    dossier = ANNEES["rovira-annee-5"].dossier
    rang = 0 if ident == "constate" else 4
    fiches = [dict(fiche) for fiche in dossier.liste("indicateur")]
    fiches[rang][ident] = None
    valeurs = calcul(dossier.avec(indicateurs=tuple(fiches))).valeurs
    assert montre(valeurs["mission.acces.acquis"]) == "À compléter"
    assert montre(valeurs["ligne.acces_variable.droit"]) == "À compléter"
    assert montre(valeurs["perimetre.tout.droit"]) == "À compléter"
    assert valeurs["ligne.parcours_variable.droit"] == 45_000
    assert valeurs["perimetre.tout.plafond"] == 397_500


# ------------------------------------------------------------------------------------------ RoViRa, step by step

ALD, SEIN, COL, COLORECTAL = "A1", "V1", "V2", "V3"
PALIERS = [
    (ALD, "0", 9000), (ALD, "50", 9000), (ALD, "51", 6000), (ALD, "75", 6000), (ALD, "100", 6000), (ALD, "101", 3000),
    (ALD, "219", 3000), (ALD, "220", 0), (ALD, "400", 0),
    ("A2", "66810", 0), ("A2", "66811", 5000), ("A3", "7", 0), ("A3", "6", 3000), ("A4", "204", 0), ("A4", "203", 5000),
    (SEIN, "66.26", 0), (SEIN, "69.69", 0), (SEIN, "69.7", 1000), (SEIN, "72.39", 1000), (SEIN, "72.4", 2500),
    (SEIN, "74.99", 2500), (SEIN, "75", 3500), (SEIN, "80", 3500),
    (COL, "66.69", 0), (COL, "66.7", 1000), (COL, "67.44", 1000), (COL, "67.45", 2500), (COL, "68.19", 2500),
    (COL, "68.2", 3500),
    (COLORECTAL, "24.99", 0), (COLORECTAL, "25", 1000), (COLORECTAL, "26.09", 1000), (COLORECTAL, "26.1", 2500),
    (COLORECTAL, "26.99", 2500), (COLORECTAL, "27", 3500),
]  # fmt: skip


@pytest.mark.parametrize(("ident", "constate", "euros"), PALIERS)
def test_rovira_step(ident: str, constate: str, euros: int) -> None:
    """Annexe RoViRa: each step pays from its own bound, in the declared direction, and replaces the one before."""
    dossier = ANNEES["rovira-annee-5"].dossier
    rang = next(n for n, fiche in enumerate(dossier.liste("indicateur")) if fiche["id"] == ident)
    fiches = [dict(fiche) for fiche in dossier.liste("indicateur")]
    fiches[rang]["constate"] = Fraction(constate)
    avant = calcul(dossier).valeurs[f"indicateur.{rang + 1}.acquis"]
    valeurs = calcul(dossier.avec(indicateurs=tuple(fiches))).valeurs
    assert valeurs[f"indicateur.{rang + 1}.acquis"] == euros
    mission = dossier.liste("indicateur")[rang]["mission"]
    attendu = {"acces": 27_000, "prevention": 13_000}[mission] - avant + euros
    assert valeurs[f"mission.{mission}.acquis"] == valeurs[f"ligne.{mission}_variable.droit"] == attendu


def test_rovira_sums_exact_only_because_steps_replace() -> None:
    """The maxima of the annex add up to each envelope; were the steps added, access would stand at 44 000."""
    dossier = ANNEES["rovira-annee-5"].dossier
    cumules = sum(
        sum(fiche[f"montant_{n}"] or 0 for n in range(1, 5)) or fiche["montant_en_jeu"]
        for fiche in dossier.liste("indicateur")
        if fiche["mission"] == "acces"
    )
    assert cumules == 44_000
    assert calcul(dossier).valeurs["mission.acces.ecart"] == 0
