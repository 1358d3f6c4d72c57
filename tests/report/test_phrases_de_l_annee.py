"""What the report says of the first and last years of a contract, and of a start that is only planned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cpts_xl import formats
from cpts_xl.report import MODELES_DU_RAPPORT, rediger
from cpts_xl.report.contexte import contexte
from cpts_xl.ressources import ressource

from .conftest import avec_identite, calcule, ouvre, tout_le_texte

FIN = "Le contrat s'achève le 14 mars 2026 : les parts fixes de l'année suivante dépendent de son renouvellement."


def avec_mission(dossier, code: str, **champs):
    """Return the dossier with these fields of one mission."""
    missions = dossier.fiche("mission")
    return dossier.avec(missions={**missions, code: {**missions[code], **champs}})


def statut(dossier, code: str) -> str:
    """Return the sentence that opens the chapter of a mission, its no-break spaces made plain."""
    (mission,) = (m for m in contexte(calcule(dossier))["missions"] if m["code"] == code)
    return mission["statut"].replace("\u00a0", " ")


def texte(resultat, modele: str = MODELES_DU_RAPPORT[0]) -> str:
    """Return the text of a report, its no-break spaces made plain."""
    octets = rediger(resultat, modele=ressource("report_templates", modele))
    return "\n".join(tout_le_texte(ouvre(octets))).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("champ", "fait", "prevu"),
    [("demarrage", "Démarrée le", "Démarrage prévu le"), ("deploiement", "Déployée le", "Déploiement prévu le")],
)
def test_a_day_after_the_state_is_planned_and_not_a_fact(dossier, champ, fait, prevu):
    """The day after the state is only planned; the day itself, and every day before it, is a fact."""
    arrete = dossier.identite["arrete"]
    assert arrete == date(2026, 3, 14)
    futur = statut(avec_mission(dossier, "acces", **{champ: date(2027, 9, 30)}), "acces")
    assert f"{prevu} 30 septembre 2027." in futur
    assert fait not in futur
    jour = statut(avec_mission(dossier, "acces", **{champ: arrete}), "acces")
    assert f"{fait} 14 mars 2026." in jour
    assert prevu not in jour
    sans = avec_identite(avec_mission(dossier, "acces", **{champ: arrete}), arrete=None)
    assert f"{fait} 14 mars 2026." in statut(sans, "acces")


def test_the_last_year_of_a_contract_foresees_no_fixed_part(dossier):
    """In its fifth year, one sentence stands where the table of zeros stood, in the short report too."""
    derniere = calcule(avec_identite(dossier, signature=date(2021, 3, 15)))
    assert derniere.valeurs["identite.annee"] == 5
    for modele in MODELES_DU_RAPPORT:
        ecrit = texte(derniere, modele)
        assert ecrit.count(FIN) == 1, modele
        assert "Parts fixes de l'année suivante, à taille et textes constants" not in ecrit


def test_any_other_year_keeps_its_table(dossier):
    """In the fourth year, the table stands, and no sentence announces the end of the contract."""
    quatrieme = calcule(avec_identite(dossier, signature=date(2022, 3, 15)))
    assert quatrieme.valeurs["identite.annee"] == 4
    assert contexte(quatrieme)["suivante_sans_objet"] == ""
    ecrit = texte(quatrieme)
    assert "Le contrat s'achève" not in ecrit
    assert "Parts fixes de l'année suivante, à taille et textes constants" in ecrit


def test_a_mission_that_starts_when_the_year_is_over_is_said_to_count_for_nothing(dossier):
    """Its line is worth zero next year, and the note says why; started on the last day, it counts without a note."""
    tard = calcule(avec_mission(dossier, "prevention", demarrage=date(2026, 3, 15), deploiement=None))
    champs = contexte(tard)
    (nom,) = {x["libelle"] for x in champs["suivante"] if x["montant_suivant"].startswith("0,00")}
    assert champs["suivante_non_comptees"] == nom
    note = "Comptées pour zéro, leur mission ne démarrant pas avant la fin de l'année : "
    assert note + nom.replace("\u00a0", " ") in texte(tard)
    a_temps = calcule(avec_mission(dossier, "prevention", demarrage=date(2026, 3, 14), deploiement=None))
    assert contexte(a_temps)["suivante_non_comptees"] == ""
    assert note not in texte(a_temps)


PREMIERE = {"signature": date(2025, 3, 15)}


def dit(dossier, **champs) -> str:
    """Return the sentence about the money of the start in the first year, its no-break spaces made plain."""
    resultat = calcule(avec_identite(dossier, **{**PREMIERE, **champs}))
    return contexte(resultat)["demarrage"].replace("\u00a0", " ").replace("\u202f", " ")


def test_the_money_of_the_start_is_named_and_kept_out_of_the_totals(dossier):
    """Each sum declared is named with its doubtful status, their total when there are two, and no total holds them."""
    debut = "Argent du démarrage, hors totaux (statut : incertain) : "
    assert dit(dossier, majoration="Non", aide_lettre=Fraction(15_000)) == (
        f"{debut}aide à la lettre d'intention, 15 000,00 €."
    )
    deux = calcule(avec_identite(dossier, **PREMIERE, majoration="Oui", aide_lettre=Fraction(15_000)))
    majoration, total = (deux.valeurs[f"identite.{code}"] for code in ("majoration_montant", "demarrage_total"))
    assert total == majoration + 15_000 > 15_000
    phrase = dit(dossier, majoration="Oui", aide_lettre=Fraction(15_000))
    sommes = [formats.euros(x).replace("\u00a0", " ").replace("\u202f", " ") for x in (majoration, total)]
    assert phrase == (
        f"{debut}majoration du fonctionnement, {sommes[0]} ; aide à la lettre d'intention, 15 000,00 € ; "
        f"en tout {sommes[1]}."
    )
    sans = calcule(avec_identite(dossier, **PREMIERE, majoration="Non", aide_lettre=None))
    assert deux.valeurs["perimetre.tout.droit"] == sans.valeurs["perimetre.tout.droit"]
    for modele in MODELES_DU_RAPPORT:
        assert texte(deux, modele).count(phrase) == 1, modele


def test_no_money_of_the_start_is_told_when_none_is_declared(dossier):
    """Nothing declared, an aid of zero, or another year than the first: no sentence."""
    assert dit(dossier, majoration="Non", aide_lettre=None) == ""
    assert dit(dossier, majoration=None, aide_lettre=None) == ""
    assert dit(dossier, majoration="Non", aide_lettre=Fraction(0)) == ""
    troisieme = avec_identite(dossier, majoration="Oui", aide_lettre=Fraction(15_000))
    assert contexte(calcule(troisieme))["demarrage"] == ""
    assert "Argent du démarrage" not in texte(calcule(dossier))


@pytest.mark.parametrize(("reconnue", "dite"), [("Non", True), ("Oui", False)])
def test_a_mission_whose_variable_part_is_not_due_says_so(dossier, reconnue, dite):
    """An indicator of the crisis may be reached when no crisis was recognised: its euros are not at stake."""
    indicateurs = [dict(ligne) for ligne in dossier.liste("indicateur")]
    indicateurs[0] |= {"mission": "crise", "id": "C1"}
    crise = avec_identite(dossier.avec(indicateurs=tuple(indicateurs)), crise_reconnue=reconnue)
    assert ("n'est pas due cette année" in statut(crise, "crise")) is dite


def test_a_mission_without_indicator_says_nothing_of_its_variable_part(dossier):
    """The example declares no indicator of the crisis: its chapter stays as it was."""
    assert "n'est pas due" not in statut(dossier, "crise")
