"""The Word record of a review: the document of the record and, before the signatures, what was decided of findings."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from cpts_xl.formats import euros
from cpts_xl.report.documents.decisions import RELEVE_DECISIONS, champs_du_releve, rediger_decisions
from cpts_xl.report.examen_modele import examiner_modele
from cpts_xl.report.modele.pages import enregistrer
from cpts_xl.report.modele.pieces import Colonne, Ecrivain, montant
from cpts_xl.report.moteur.gabarit_pret import preparer_gabarit
from cpts_xl.report.paquet import lire_fichier
from cpts_xl.report.typographie import TIRET, composer
from cpts_xl.ressources import ressource
from cpts_xl.revue.recu import ReleveRecu
from cpts_xl.revue.suites import Suites
from cpts_xl.workbook.recu.locate import normaliser

TITRE = "Constats et suites données"
AVANT = "Signatures"
"""The heading before which the findings come; a template without it has them at its end."""


def rediger_releve(releve: ReleveRecu, *, modele: Path | None = None) -> bytes:
    """Return the record as the bytes of a .docx file; same arguments, same bytes.

    Without a decision on a finding, nor a blocking finding, it is the document of ``rediger_decisions``.

    Raises:
        GabaritInvalide: the template cannot be used; the message names the field and its place.
    """
    simple = rediger_decisions(releve, modele=modele)
    if not releve.suites.phrase:
        return simple
    # le modèle vient d'être examiné : il peut être ouvert, et recevoir la section que lui seul n'a pas
    gabarit = modele or ressource("report_templates", RELEVE_DECISIONS.modele)
    champs = champs_du_releve(releve) | _champs(releve.suites)
    contenu = _avec_constats(lire_fichier(gabarit))
    return preparer_gabarit(
        gabarit.name, contenu, lambda parties: examiner_modele(parties, champs)
    ).remplir(champs).octets()  # fmt: skip


def _champs(suites: Suites) -> dict[str, Any]:
    return {
        "constats_phrase": composer(suites.phrase),
        "constats": [
            {"lieu": composer(d.lieu) or "fichier entier", "constat": composer(d.constat),
             "gravite": composer(d.gravite), "enjeu": TIRET if d.enjeu is None else euros(d.enjeu),
             "suite": composer(d.suite)}
            for d in suites.donnees
        ],
    }  # fmt: skip


def _avec_constats(contenu: bytes) -> bytes:
    """Return a template with the section of the findings, before its signatures."""
    from docx import Document  # noqa: PLC0415  (lourd : seulement quand un constat a sa suite)

    document = Document(io.BytesIO(contenu))
    corps = document.element.body
    avant = next((p._p for p in document.paragraphs if normaliser(p.text) == normaliser(AVANT)), None)  # noqa: SLF001
    deja = set(corps)
    _section(Ecrivain(document))
    if avant is not None:
        for element in [element for element in corps if element not in deja]:
            avant.addprevious(element)
    return enregistrer(document)


def _section(e: Ecrivain) -> None:
    e.titre(TITRE, "Heading1", page=False)
    e.balise("if constats")
    e.tableau("3 bis", TITRE, "c in constats", [
        Colonne("Où", 2.6, "{{ c.lieu }}"),
        Colonne("Constat", 5.6, "{{ c.constat }}"),
        Colonne("Gravité", 1.8, "{{ c.gravite }}"),
        montant("Euros en jeu", 2.2, "c.enjeu"),
        Colonne("Suite donnée", 4.8, "{{ c.suite }}"),
    ], taille="Petite")  # fmt: skip
    e.balise("endif")
    e.paragraphe("{{ constats_phrase }}")
