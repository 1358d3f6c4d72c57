"""The templates of the annual report, built from code: text and tags in the order of the report. Three looks."""

from __future__ import annotations

from dataclasses import dataclass

from cpts_xl.report import NOM_DU_MODELE
from cpts_xl.report.charte import INSTITUTIONNELLE, SOBRE, Charte
from cpts_xl.report.modele import annexes, ouverture, suite
from cpts_xl.report.modele.finances import bilan_financier
from cpts_xl.report.modele.missions import les_missions, vue_d_ensemble
from cpts_xl.report.modele.pages import DOSSIER, enregistrer, entetes, nouveau, section
from cpts_xl.report.modele.pieces import Ecrivain


@dataclass(frozen=True, slots=True)
class Galerie:
    """One template of the annual report: its file, its look, and whether it holds every chapter."""

    nom: str
    charte: Charte
    entier: bool
    sens: str


GALERIE = (
    Galerie(NOM_DU_MODELE, INSTITUTIONNELLE, entier=True, sens="institutionnel, par défaut"),
    Galerie("rapport_sobre.docx", SOBRE, entier=True, sens="sobre, noir et blanc, pour l'impression"),
    Galerie("rapport_court.docx", INSTITUTIONNELLE, entier=False, sens="court, sans le détail ni toutes les annexes"),
)


def construire(modele: Galerie = GALERIE[0]) -> bytes:
    """Return one template of the gallery as the bytes of a .docx; always the same ones."""
    document = nouveau(modele.charte, "Rapport d'activité")
    e = Ecrivain(document)
    ouverture.garde(e)
    ouverture.sommaire(e)
    ouverture.essentiel(e)
    if modele.entier:
        _entier(e)
    else:
        _court(e)
    annexe = "Annexe" if modele.entier else "Titre du document"
    entetes(document, "Rapport d'activité, année {{ annee.libelle }}", suite=annexe)
    return enregistrer(document)


def _entier(e: Ecrivain) -> None:
    """Write every chapter and annex, annexes A and B on landscape pages."""
    ouverture.presidence(e)
    ouverture.la_cpts(e)
    ouverture.gouvernance(e)
    ouverture.partenariats(e)
    les_missions(e)
    vue_d_ensemble(e)
    bilan_financier(e)
    suite.evolutions(e)
    suite.programme(e)
    suite.dialogue(e)
    suite.conclusion(e)
    section(e, paysage=True)
    annexes.annexe_a(e)
    annexes.annexe_b(e)
    section(e, paysage=False)
    annexes.annexe_c(e)
    annexes.annexe_d(e)
    annexes.annexe_e(e)
    annexes.annexe_f(e)
    annexes.annexe_g(e)


def _court(e: Ecrivain) -> None:
    """Write what a board reads: missions without their actions, money without its detail, attestation."""
    les_missions(e, detail=False)
    bilan_financier(e, detail=False)
    suite.programme(e, detail=False)
    suite.conclusion(e)
    section(e, paysage=True)
    annexes.annexe_b(e, "B")
    section(e, paysage=False)
    annexes.annexe_g(e, "G")


def principal() -> int:
    """Write every template of the repository; return 0."""
    from cpts_xl.report.documents import DOCUMENTS  # noqa: PLC0415
    from cpts_xl.report.documents.decisions import RELEVE_DECISIONS  # noqa: PLC0415
    from cpts_xl.report.modele.decisions import construire_decisions  # noqa: PLC0415
    from cpts_xl.report.modele.documents import construire_document  # noqa: PLC0415 - ces modèles reprennent nos pièces

    DOSSIER.mkdir(exist_ok=True)
    faits = {modele.nom: construire(modele) for modele in GALERIE}
    faits |= {document.modele: construire_document(document.code) for document in DOCUMENTS}
    faits[RELEVE_DECISIONS.modele] = construire_decisions()
    for nom, contenu in faits.items():
        (DOSSIER / nom).write_bytes(contenu)
        print(f"Modèle écrit : {DOSSIER / nom}")
    return 0
