"""A new text over the law of the house: what the engine could not compute is refused with the file that makes it so."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.schema.argent import NOMS_POSTES_CLE, POSTES_CLE
from cpts_xl.errors import TexteInvalide
from cpts_xl.law.in_force import charger, textes
from cpts_xl.law.model import MISSIONS
from cpts_xl.ressources import ressource
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre

MAISON = Path(__file__).parents[2] / "cpts_xl" / "law" / "textes"
NOUVEAU = "zz-nouveau.toml"
ENTETE = """
[texte]
nom = "nouveau"
titre = "Texte nouveau"
court = "texte nouveau"
effet = {effet}
effet_statut = "confirme"
source = "inventé"
"""
ORIGINE = 'source = "inventée"\nstatut = "confirme"\nverifie_le = 2030-01-01\n'
APRES = date(2090, 1, 1)


def ajoute(tmp_path, *blocs, effet=APRES):
    """Return the law of the house with one more text made of these blocks."""
    dossier = Path(shutil.copytree(MAISON, tmp_path / "textes"))
    (dossier / NOUVEAU).write_text(ENTETE.format(effet=effet) + "".join(blocs), "utf-8")
    return charger(dossier)


def fin_ligne(code):
    """Return the block that ends a line."""
    return f'\n[[abroge]]\nligne = "{code}"\n{ORIGINE}'


def fin_cle(*mots):
    """Return the block that ends a key."""
    cle = ", ".join(f'"{mot}"' for mot in mots)
    return f"\n[[abroge]]\ncle = [{cle}]\n{ORIGINE}"


def ligne(code, libelle, mission="", volet="fixe"):
    """Return the block that gives a line."""
    dans = f'mission = "{mission}"\n' if mission else ""
    return (
        f'\n[[ligne]]\ncode = "{code}"\nlibelle = "{libelle}"\n{dans}volet = "{volet}"\nfamille = "mission"\n'
        f'montants = [1, 2, 3, 4]\nunite = "€ par an"\n{ORIGINE}'
    )


@pytest.mark.parametrize(
    ("blocs", "mots"),
    [
        ([fin_ligne("fonctionnement")], ["sans la ligne « fonctionnement »", "[0, 0, 0, 0]"]),
        ([fin_ligne("acces_fixe")], ["« acces_fixe » n'existe plus", "Abroger aussi les quatre clés"]),
        ([fin_cle("total_acces", "3")], ["clé « total_acces|3 »", "Les abroger toutes"]),
        (
            [fin_cle("delai_demarrage", "crise")],
            ["clé « delai_demarrage|crise »", 'cle = ["delai_demarrage", "crise"]'],
        ),
        (
            [ligne("parcour_fixe", "Parcours pluriprofessionnels, volet fixe", "parcours")],
            ["clé « libelle »", "« parcours_fixe » et « parcour_fixe »", "reprendre son code"],
        ),
        (
            ['\n[[parametre]]\ncle = ["taux_acompte", "fixe"]\nlibelle = "x"\nvaleur = 1\nunite = "mois"\n', ORIGINE],
            ["clé « taux_acompte|fixe »", "« mois »", "en « taux »"],
        ),
        (
            [f'\n[[mission]]\ncode = "mentale"\nlibelle = "Santé mentale"\nsocle = true\n{ORIGINE}'],
            ["« mentale »", "Une mission nouvelle demande aussi", "cpts_xl/law/model.py"],
        ),
    ],
    ids=["fonctionnement", "accès", "un total", "délai", "faute de frappe", "unité", "mission nouvelle"],
)  # fmt: skip
def test_a_law_that_cannot_be_computed_is_refused(blocs, mots, tmp_path):
    """The file that breaks the law, the key, the remedy: at the reading of the texts, not in the middle of a year."""
    with pytest.raises(TexteInvalide) as refus:
        ajoute(tmp_path, *blocs)
    for attendu in (NOUVEAU, *mots):
        assert attendu in str(refus.value)


def test_the_remedies_are_true(tmp_path):
    """Both lines of access with the four check totals, and a running cost of zero: the law is read."""
    totaux = [fin_cle("total_acces", taille) for taille in "1234"]
    corpus = ajoute(tmp_path, fin_ligne("acces_fixe"), fin_ligne("acces_variable"), *totaux)
    assert not {"acces_fixe", "acces_variable"} & {un.code for un in corpus.en_vigueur(APRES).lignes}


@pytest.mark.parametrize("fin", ["accompagnement_variable", "crise_variable"])
def test_a_mission_without_variable_line_still_makes_a_workbook(fin, tmp_path):
    """Ending the variable line of a mission leaves its two cells of the dashboard empty, and the rest computes."""
    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    droit = ajoute(tmp_path, fin_ligne(fin), effet=date(2025, 1, 1)).en_vigueur(dossier.debut)
    resultat = calculer(dossier, droit)
    assert f"mission.{fin.split('_', maxsplit=1)[0]}.acquis" not in resultat.valeurs
    for encre in Encre:
        assert construire(resultat, encre)


def test_every_mission_of_the_texts_is_a_column_of_the_keys():
    """The list of missions is one: that which a text may create is that which a key may serve."""
    corpus = charger(MAISON)
    connues = {
        mission.code
        for texte in textes()
        for mission in corpus.en_vigueur(max(texte.effet, date(2019, 8, 25))).missions
    }
    assert connues == set(MISSIONS)
    assert ("fonctionnement", *MISSIONS) == POSTES_CLE
    assert set(NOMS_POSTES_CLE) == set(POSTES_CLE)
