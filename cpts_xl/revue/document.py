"""The Word record of a review: the document of the record and, before the signatures, what was decided of findings."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from cpts_xl.formats import euros
from cpts_xl.report.charte import INSTITUTIONNELLE
from cpts_xl.report.documents.decisions import RELEVE_DECISIONS, champs_du_releve, rediger_decisions
from cpts_xl.report.examen_modele import examiner_modele
from cpts_xl.report.modele.pages import enregistrer, nouveau
from cpts_xl.report.modele.pieces import Colonne, Ecrivain, montant
from cpts_xl.report.moteur.gabarit_pret import preparer_gabarit
from cpts_xl.report.moteur.limites import refus
from cpts_xl.report.paquet import DOCUMENT, lire_fichier, ouvrir, ranger
from cpts_xl.report.typographie import TIRET, composer
from cpts_xl.ressources import ressource
from cpts_xl.revue.recu import ReleveRecu
from cpts_xl.revue.suites import Suites

TITRE = "Constats et suites données"
AVANT = "Signatures"
"""The heading before which the findings come; a template without it has them at its end."""
_TITRE_AVANT = re.compile(rf"<w:p(?: [^>]*)?>(?:(?!<w:p[ >]|</w:p>).)*<w:t(?: [^>]*)?>{AVANT}</w:t>", re.DOTALL)
_BOITES = ("tbl", "txbxContent", "sdtContent")
_CORPS, _PAGE = "<w:body>", "<w:sectPr"


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
    contenu = _avec_constats(gabarit.name, lire_fichier(gabarit))
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


def _avec_constats(nom: str, contenu: bytes) -> bytes:
    """Return a template with the section of the findings, before its signatures.

    Raises:
        GabaritInvalide: the body of the template has no end where to put it.
    """
    parties = ouvrir(nom, contenu)
    texte = parties[DOCUMENT].decode()
    ou = _avant_les_signatures(texte)
    if ou < 0:
        raise refus(nom, "la fin du texte est introuvable. Ouvrir le modèle dans Word et l'enregistrer.")
    neuf = nouveau(INSTITUTIONNELLE, TITRE)
    _section(Ecrivain(neuf))
    ajoute = ouvrir(nom, enregistrer(neuf))[DOCUMENT].decode()
    section = ajoute[ajoute.index(_CORPS) + len(_CORPS) : ajoute.rindex(_PAGE)]
    parties[DOCUMENT] = f"{texte[:ou]}{section}{texte[ou:]}".encode()
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for partie, octets in parties.items():
            archive.writestr(partie, octets)
    return ranger(tampon.getvalue())


def _avant_les_signatures(texte: str) -> int:
    """Return where the section goes in a body: before that heading, the last so named, else at the end; -1 without."""
    for trouve in reversed(list(_TITRE_AVANT.finditer(texte))):  # un sommaire cite ce titre avant lui
        avant = texte[: trouve.start()]
        # dans une cellule ou une zone de texte, ce n'est pas le titre d'une partie
        if all(avant.count(f"<w:{b}>") + avant.count(f"<w:{b} ") == avant.count(f"</w:{b}>") for b in _BOITES):
            return trouve.start()
    fin = texte.rfind("</w:body>")
    page = texte.rfind(_PAGE)
    return page if page > texte.rfind("</w:p>") else fin


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
