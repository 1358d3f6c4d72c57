"""The demonstration CPTS, its report, and small templates made on the spot."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.law import en_vigueur
from cpts_xl.report import rediger
from cpts_xl.report.moteur import cache
from cpts_xl.report.moteur.gabarit_pret import oublier

DEPOT = Path(__file__).resolve().parents[2]
EXEMPLE = DEPOT / "workbooks" / "exemple.toml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def calcule(dossier: Dossier) -> Resultat:
    """Return the dossier computed under the law of its first day."""
    return calculer(dossier, en_vigueur(dossier.debut))


def ouvre(contenu: bytes):
    """Return the document written in these bytes."""
    return Document(io.BytesIO(contenu))


def tout_le_texte(document) -> list[str]:
    """Return the text of every paragraph, tables, headers and footers included."""
    racines = [document.element.body]
    for section in document.sections:
        racines += [section.header._element, section.footer._element]
    return [
        "".join("-" if n.tag == f"{W}noBreakHyphen" else n.text or "" for n in p.iter(f"{W}t", f"{W}noBreakHyphen"))
        for racine in racines
        for p in racine.iter(f"{W}p")
    ]


def avec_fiche(dossier: Dossier, tableau: str, rang: int, **champs) -> Dossier:
    """Return the dossier with these fields of one row, counted from 1."""
    fiches = list(dossier.liste(tableau))
    fiches[rang - 1] = {**fiches[rang - 1], **champs}
    return dossier.avec(**{f"{tableau}s": tuple(fiches)})


def avec_identite(dossier: Dossier, **champs) -> Dossier:
    """Return the dossier with these fields of its identity."""
    return dossier.avec(identite={**dossier.identite, **champs})


def chaines(valeur):
    """Yield every text and every truth value of the fields, however deep."""
    if isinstance(valeur, dict):
        for sous in valeur.values():
            yield from chaines(sous)
    elif isinstance(valeur, list):
        for sous in valeur:
            yield from chaines(sous)
    else:
        yield valeur


@pytest.fixture
def cache_a_part(tmp_path, monkeypatch) -> None:
    """Keep what a test prepares out of the cache of the user, and out of the memory of the others."""
    monkeypatch.setenv(cache.DOSSIER, str(tmp_path / "cache"))
    oublier()


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """Return the demonstration CPTS."""
    return lire_dossier(EXEMPLE)


@pytest.fixture(scope="session")
def resultat(dossier) -> Resultat:
    """Return the demonstration CPTS, computed."""
    return calcule(dossier)


@pytest.fixture(scope="session")
def rapport(resultat) -> bytes:
    """Return the report of the demonstration CPTS."""
    return rediger(
        resultat, adresses={"ligne.acces_fixe.droit": "Financement!L7"}, empreinte="3f9a1c2e", version="0.1.0"
    )


@pytest.fixture(scope="session")
def document(rapport):
    """Return the same report, opened."""
    return ouvre(rapport)


@pytest.fixture
def modele(tmp_path):
    """Return a function that writes a template of the given paragraphs; a list makes a table of rows."""

    def ecrit(*paragraphes, entete="") -> Path:
        document = Document()
        for contenu in paragraphes:
            if isinstance(contenu, str):
                style, _, texte = contenu.rpartition("|") if contenu.startswith("Heading") else ("", "", contenu)
                document.add_paragraph(texte, style or None)
            else:
                table = document.add_table(rows=0, cols=len(contenu[0]))
                for rangee in contenu:
                    for cellule, texte in zip(table.add_row().cells, rangee, strict=True):
                        cellule.text = texte
        if entete:
            document.sections[0].header.paragraphs[0].text = entete
        chemin = tmp_path / "essai.docx"
        document.save(chemin)
        return chemin

    return ecrit
