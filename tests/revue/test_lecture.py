"""A filled review read back, and the Word record made from it: what was typed is what is written, to the cent."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import euros
from cpts_xl.report.documents.decisions import champs_du_releve, rediger_decisions, releve_de_demonstration
from cpts_xl.report.modele.decisions import construire_decisions
from cpts_xl.ressources import ressource
from cpts_xl.revue import lire_releve, lire_revue
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.releve import PREMIERE_SEANCE
from tests.report.controleur import controler, ouvrir, texte_de

from .banc import avec_indicateurs, cellule, cellule_releve, rang_de, recu, taper, verification

LIBRE = 16
"""A yellow line under the indicators and the points already discussed."""


@pytest.fixture(scope="module")
def rempli(tmp_path_factory):
    """Return a review filled as at the end of a meeting; nothing in it was recalculated."""
    a1, a5 = rang_de("A1"), rang_de("A5")
    return taper(tmp_path_factory.mktemp("remplie"), {
        cellule("A1", "cpam"): 141, cellule("A1", "convenu"): 100, cellule("P3", "convenu"): "Oui",
        cellule_releve(a1, "reserve"): "Requête à refaire au 30 juin <b>&", cellule_releve(a1, "qui"): "CPAM",
        cellule_releve(a1, "echeance"): date(2026, 6, 30), cellule_releve(a5, "etat"): "fait",
        cellule_releve(LIBRE, "code"): "Z9", cellule_releve(LIBRE, "objet"): "Calendrier",
        cellule_releve(LIBRE, "reserve"): "Date à revoir", (Onglet.RELEVE,
        f"C{PREMIERE_SEANCE + 1}"): "Salle du conseil",
        (Onglet.RELEVE, f"C{PREMIERE_SEANCE + 2}"): "Mme la présidente",
    })  # fmt: skip


@pytest.fixture(scope="module")
def releve(rempli):
    """Return the record of that meeting."""
    return lire_releve(rempli)


def test_a_filled_review_reads_back_as_typed(rempli):
    """Values, reserve, day and person come back; each indicator once, in order, then the points."""
    decisions = lire_revue(rempli)
    codes = [str(f["id"]) for f in verification().resultat.dossier.liste("indicateur")]
    assert [d.code for d in decisions if d.indicateur] == codes
    a1 = decisions[rang_de("A1")]
    assert (a1.valeur_cpts, a1.valeur_cpam, a1.valeur_convenue) == (88, 141, 100)
    assert (a1.reserve, a1.qui, a1.echeance) == ("Requête à refaire au 30 juin <b>&", "CPAM", date(2026, 6, 30))
    assert decisions[rang_de("P3")].valeur_convenue == "Oui"
    assert decisions[rang_de("A5")].etat == "fait"
    assert [(d.code, d.objet, d.reserve) for d in decisions if not d.indicateur][-1] == (
        "Z9",
        "Calendrier",
        "Date à revoir",
    )


def test_the_euros_are_computed_anew(releve):
    """The stored results of that file are stale: the euros of the record are the engine's, not the file's."""
    du = avec_indicateurs({"A1": {"valeur_retenue": Fraction(100)}, "P3": {"realise_retenu": "Oui"}})
    for decision in releve.decisions:
        if decision.indicateur:
            rang = rang_de(decision.code) + 1
            assert decision.acquis_convenu == du.valeur(f"indicateur.{rang}.acquis"), decision.code
    assert releve.totaux[0].convenu == du.valeur("perimetre.tout.droit")
    assert (releve.reste, releve.trop_percu) == (du.valeur("total.reste"), du.valeur("total.trop_percu"))
    assert du.valeur("perimetre.tout.droit") != verification().resultat.valeur("perimetre.tout.droit")


def test_the_record_says_what_was_decided(releve):
    """Who, when, what, how much, which reserve: all of it is in the Word record, as typed."""
    document = ouvrir(rediger_decisions(releve))
    texte = "\n".join(texte_de(p) for p in document.element.body.iter("{*}p"))
    for attendu in ("Montfleury-sur-Lyre", "CPAM de la Lyre", "21\u00a0avril\u00a02026", "Salle du conseil",
    "Mme la présidente",
                    "Requête à refaire au 30 juin <b>&", "30/06/2026", "réserves inscrites",
                    euros(releve.totaux[0].convenu), recu().name, "Calendrier"):  # fmt: skip
        assert attendu in texte, attendu


def test_the_record_passes_the_checker(releve):
    """No leftover, captioned tables, French everywhere, nothing outside, fixed dates; the same bytes twice."""
    contenu = rediger_decisions(releve)
    assert controler(contenu) == []
    assert contenu == rediger_decisions(releve)
    assert controler(rediger_decisions(releve_de_demonstration())) == []


def test_the_template_is_the_one_that_the_code_builds():
    """The committed template is byte for byte what its module writes."""
    assert ressource("report_templates", "releve_decisions.docx").read_bytes() == construire_decisions()


def test_what_nobody_said_is_a_dash_and_not_zero(releve):
    """Without a value of the CPAM, neither its value nor its euros are shown as a number."""
    champs = champs_du_releve(releve)
    p1 = next(d for d in champs["decisions"] if d["code"] == "P1")
    assert (p1["cpam"], p1["acquis_cpam"]) == ("–", "–")
    assert p1["acquis_convenu"] == euros(Fraction(20000))


def test_a_working_workbook_is_not_a_review():
    """The workbook of the CPTS given by mistake is told so, with what to do."""
    with pytest.raises(SaisieInvalide, match="n'est pas une revue") as erreur:
        lire_revue(recu())
    assert "cpts-xl revue" in str(erreur.value)


def test_a_lost_column_is_named(tmp_path):
    """A header overwritten is told with its sheet; nothing is guessed from its place."""
    feuille, adresse = cellule("A1", "convenu")
    chemin = taper(tmp_path, {(feuille, adresse[0] + "4"): "Autre chose"})
    with pytest.raises(SaisieInvalide, match="« Valeur convenue » est introuvable"):
        lire_revue(chemin)
