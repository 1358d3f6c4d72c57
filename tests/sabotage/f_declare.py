"""Falsifications of what is declared: texts for numbers, definitions and history against last year, the report."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import docx

from cpts_xl.constats import Cause
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.formats import euros
from tests.sabotage.base import annee_suivante, avec_ligne, calcul, cases_suivantes, ou, resultat
from tests.sabotage.gestes import Geste, saisie
from tests.sabotage.modele import DIT, REFUS, Falsification, Qui

DATE = (Cause.TEXTE, "saisie")
"""A date typed as a text: the reading already asks for a date, in its own words."""


def textes() -> Iterator[Falsification]:
    """Yield the numbers and dates typed as texts: they look right, and every formula skips them."""
    cas: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
        ("montant avec espace", "ligne.acces_fixe.solde_n1", "22 500", (Cause.TEXTE,), "textes"),
        ("montant avec son symbole", "versement.2.montant", "67500 €", (Cause.TEXTE,), "textes"),
        ("montant à la française", "versement.3.montant", "33 750,00 €", (Cause.TEXTE,), ""),
        ("montant précédé d'une apostrophe", "depense.3.montant", "145.60", (Cause.TEXTE,), "textes"),
        ("population en texte", "identite.population", "98450", (Cause.TEXTE,), ""),
        ("population avec son unité", "identite.population", "98 450 habitants", (Cause.TEXTE,), ""),
        ("pourcentage en texte", "indicateur.2.constate", "85 %", (Cause.TEXTE,), ""),
        ("durée avec son unité", "participation.2.duree", "2h30", (Cause.TEXTE,), ""),
        ("date d'un versement en texte", "versement.11.date", "27/06/2025", DATE, "textes"),
        ("date d'arrêté en texte", "identite.arrete", "14/03/2026", DATE, ""),
        ("début de l'année en texte", "identite.debut", "15/03/2025", (*DATE, REFUS), ""),
        ("date d'une pièce en texte", "piece.3.date", "mars 2026", DATE, ""),
        ("montant d'un compte en texte", "compte.3.montant", "1 140,00", (Cause.TEXTE,), ""),
    )
    for nom, ident, texte, causes, lot in cas:
        lieu = ou(ident)
        yield Falsification(nom, "texte", lieu, causes, saisie(*lieu, texte), libreoffice=lot, qui=Qui.TOUS)


def annees() -> Iterator[Falsification]:
    """Yield what last year's workbook contradicts: history rewritten, definitions, size, sums that were due."""
    lignes = annee_suivante().liste("historique")
    rang = next(n for n, ligne in enumerate(lignes, 1) if ligne["annee"] == 3 and ligne["valeur"] is not None)
    inverse = {"hausse": "baisse", "baisse": "hausse"}[str(annee_suivante().liste("indicateur")[1]["sens"])]
    valeur, acquis = f"historique.{rang}.valeur", f"historique.{rang}.acquis"
    cas: tuple[tuple[str, str, str | float, tuple[str, ...]], ...] = (
        ("valeur de l'an dernier récrite", valeur, 12345.0, (Cause.VALEUR,)),
        ("montant acquis l'an dernier récrit", acquis, 1.0, (Cause.VALEUR,)),
        (
            "définition d'un indicateur changée sans le dire",
            "indicateur.1.definition",
            "Tout patient vu",
            (Cause.DEFINITION,),
        ),
        ("sens d'un indicateur retourné", "indicateur.2.sens", inverse, (Cause.DEFINITION,)),
        ("droit d'une année close récrit", "annee.2.droit", 350000.0, (Cause.VALEUR,)),
        ("versé d'une année close récrit", "annee.2.verse", 1000.0, (Cause.VALEUR,)),
        ("taille d'une année close récrite", "annee.3.taille", 4.0, (Cause.TAILLE, Cause.VALEUR)),
        ("solde attendu de l'an dernier gonflé", "ligne.acces_fixe.solde_n1", 90000.0, (Cause.VALEUR,)),
        (
            "définition de l'historique récrite",
            f"historique.{rang}.definition",
            "autre",
            (Cause.DEFINITION, Cause.VALEUR),
        ),
    )
    for nom, ident, neuve, causes in cas:
        lieu = _suivante(ident)
        yield Falsification(
            nom, "année précédente", lieu, causes, saisie(*lieu, neuve), base="suivante", precedente=True
        )


def _suivante(ident: str) -> tuple[str, str]:
    return cases_suivantes()[ident]


def rapports() -> Iterator[Falsification]:
    """Yield the reports that no longer say the numbers of the workbook."""

    def cas(
        nom: str, cite: str, brut: Callable[[bytes], bytes], *causes: Cause, geste: Geste | None = None
    ) -> Falsification:
        return Falsification(nom, "rapport", ("", ""), causes or (Cause.RAPPORT,), geste, cite=cite, rapport=brut)

    yield cas("montant de l'annexe B changé", "annexe B", _annexe_b)
    yield cas("montant du corps changé", "renvoyant", _corps)
    yield Falsification(
        "montant du corps changé, renvoi retiré",
        "rapport",
        ("", ""),
        (Cause.RAPPORT,),
        rapport=_sans_renvoi,
        gravites=DIT,
    )
    yield cas("ligne de l'annexe B retirée", "annexe B", _ligne_retiree)
    yield cas("empreinte d'un autre classeur", "empreintes", _empreinte_changee, Cause.EMPREINTE)
    versement = ou("versement.1.montant")
    yield cas("rapport juste, classeur retouché ensuite", "empreintes", lambda octets: octets, Cause.EMPREINTE,
              geste=saisie(*versement, 50000.0))  # fmt: skip


def _document(octets: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(octets))


def _octets(document: docx.document.Document) -> bytes:
    tampon = io.BytesIO()
    document.save(tampon)
    return tampon.getvalue()


def _annexe_b(octets: bytes) -> bytes:
    """Rewrite the total of the year in annex B, and there alone."""
    droit = resultat().valeurs["perimetre.tout.droit"]
    ancien, neuf = euros(droit), euros(droit + 10_000)
    document, fois = _document(octets), 0
    for tableau in document.tables:
        if tableau.rows[0].cells[0].text != "Réf.":
            continue
        for cellule in tableau._cells:
            for morceau in (m for paragraphe in cellule.paragraphs for m in paragraphe.runs):
                if morceau.text == ancien:
                    morceau.text = neuf
                    fois += 1
    assert fois, ancien
    return _octets(document)


_CITE = re.compile(r"(\d[\d\u202f]*),(\d{2})(\u00a0€\s*\[B-\d{3,}\])")
_RENVOI = re.compile(r"(\d[\d\u202f]*),(\d{2})(\u00a0€)\s*\[B-\d{3,}\]")


def _corps(octets: bytes) -> bytes:
    return _paragraphe(octets, _CITE, lambda t: f"9{t[1]},{t[2]}{t[3]}")


def _sans_renvoi(octets: bytes) -> bytes:
    return _paragraphe(octets, _RENVOI, lambda t: f"9{t[1]},{t[2]}{t[3]}")


def _paragraphe(octets: bytes, motif: re.Pattern[str], par: Callable[[re.Match[str]], str]) -> bytes:
    """Rewrite the first amount that a sentence of the body gives with its reference."""
    document = _document(octets)
    for paragraphe in document.paragraphs:
        neuf = motif.sub(par, paragraphe.text, count=1)
        if neuf != paragraphe.text:
            for morceau in paragraphe.runs[1:]:
                morceau.text = ""
            paragraphe.runs[0].text = neuf
            return _octets(document)
    raise AssertionError("aucun montant cité dans le corps du rapport")


def _ligne_retiree(octets: bytes) -> bytes:
    document = _document(octets)
    tableau = next(t for t in document.tables if t.rows[0].cells[0].text == "Réf.")
    tableau._tbl.remove(tableau.rows[3]._tr)
    return _octets(document)


def _empreinte_changee(octets: bytes) -> bytes:
    """Put the fingerprint of another dossier in a report that is otherwise right."""
    autre = empreinte_saisies(calcul(avec_ligne("versement", 1, montant=1)).dossier)
    document, fois = _document(octets), 0
    for paragraphe in document.paragraphs:
        trouve = re.search(r"[0-9a-f]{64}", paragraphe.text)
        if trouve:
            texte = paragraphe.text.replace(trouve[0], autre)
            for morceau in paragraphe.runs[1:]:
                morceau.text = ""
            paragraphe.runs[0].text = texte
            fois += 1
    assert fois, "le rapport ne porte pas d'empreinte"
    return _octets(document)
