"""Falsifications of the report that comes with a workbook: amounts, rates, charts, sentences, fingerprint."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from cpts_xl.constats import Cause
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.formats import euros
from tests.sabotage.base import avec_ligne, calcul, ou, resultat
from tests.sabotage.gestes import Geste, saisie
from tests.sabotage.modele import DIT, Falsification


def rapports() -> Iterator[Falsification]:
    """Yield the reports that no longer say the numbers of the workbook."""

    def cas(
        nom: str, cite: str, brut: Callable[[bytes], bytes], *causes: Cause, geste: Geste | None = None
    ) -> Falsification:
        return Falsification(nom, "rapport", ("", ""), causes or (Cause.RAPPORT,), geste, cite=cite, rapport=brut)

    yield cas("montant de l'annexe B changé", "annexe B", _annexe_b)
    yield cas("montant du corps changé", "renvoyant", _corps)
    yield cas("montant du corps changé, renvoi retiré", "sous « L'essentiel, À retenir »", _sans_renvoi)
    yield cas("taux d'une phrase changé", "Enveloppe », « Dépensé dans l'année", _taux_d_une_phrase)
    yield cas("nombre d'une phrase changé", "patients suivis dans le parcours", _nombre_d_une_phrase)
    yield cas("montant d'un tableau aux en-têtes récrits", "colonne « Somme »", _tableau_recrit)
    yield cas("point d'un graphique changé", "graphique « ", _point_de_graphique)
    yield Falsification(
        "phrase qui n'établit plus la même chose", "rapport", ("", ""), (Cause.RAPPORT,), rapport=_phrase_retournee,
        cite="non atteints : P3, V2", gravites=DIT,
    )  # fmt: skip
    yield Falsification(
        "montant ajouté, que rien n'explique", "rapport", ("", ""), (Cause.RAPPORT,), rapport=_montant_ajoute,
        cite="d'où il vient", gravites=DIT,
    )  # fmt: skip
    yield cas("chiffre d'un montant donné par son code de police", "renvoyant", _symbole)
    yield Falsification(
        "phrase cachée par un style de caractère", "rapport", ("", ""), (Cause.RAPPORT,), rapport=_cachee_par_un_style,
        cite="non atteints : P3, V2", gravites=DIT,
    )  # fmt: skip
    for nom, brut in (
        ("montant lu à l'envers", _a_l_envers),
        ("montant retourné par un caractère", lambda octets: _course_recrite(octets, _retournee)),
        ("montant écrit en signes", lambda octets: _course_recrite(octets, _en_signes)),
        ("montant serré jusqu'à disparaître", lambda octets: _course_recrite(octets, _serree)),
    ):
        yield Falsification(
            nom, "rapport", ("", ""), (Cause.RAPPORT,), rapport=brut, cite="« L'essentiel", gravites=DIT
        )
    yield cas("champ que Word recalcule autour d'un montant", "le champ « QUOTE »", _champ)
    yield cas("ligne de l'annexe B retirée", "annexe B", _ligne_retiree)
    yield cas("empreinte d'un autre classeur", "empreintes", _empreinte_changee, Cause.EMPREINTE)
    versement = ou("versement.1.montant")
    yield cas("rapport juste, classeur retouché ensuite", "empreintes", lambda octets: octets, Cause.EMPREINTE,
              geste=saisie(*versement, 50000.0))  # fmt: skip


def _document(octets: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(octets))


def _montant_ajoute(octets: bytes) -> bytes:
    """Add a sentence of one's own, with an amount that the workbook does not give."""
    document = _document(octets)
    document.add_paragraph("La CPTS a reçu 999 999,99 € de plus.")
    return _octets(document)


def _octets(document: docx.document.Document) -> bytes:
    tampon = io.BytesIO()
    document.save(tampon)
    return tampon.getvalue()


def _ecrire(paragraphe: Paragraph, texte: str) -> None:
    for morceau in paragraphe.runs[1:]:
        morceau.text = ""
    paragraphe.runs[0].text = texte


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


_POINT = re.compile(rb"(<c:val>.*?<c:v>)(\d+)(</c:v>)", re.DOTALL)


def _point_de_graphique(octets: bytes) -> bytes:
    """Make the first bar of the first chart ten times longer, as in the sheet that Word opens behind it."""
    tampon, fois = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(octets)) as source, zipfile.ZipFile(tampon, "w") as cible:
        for nom in source.namelist():
            partie = source.read(nom)
            if nom.startswith("word/charts/") and nom.endswith(".xml") and not fois:
                partie, fois = _POINT.subn(rb"\g<1>\g<2>0\g<3>", partie, count=1)
            cible.writestr(nom, partie)
    assert fois, "le rapport ne porte pas de graphique"
    return tampon.getvalue()


def _tableau_recrit(octets: bytes) -> bytes:
    """Rename the heading of a table of the body, and rewrite an amount below it."""
    document = _document(octets)
    tableau = next(t for t in document.tables if [c.text for c in t.rows[0].cells[:2]] == ["Ligne", "Montant"])
    _ecrire(tableau.rows[0].cells[1].paragraphs[0], "Somme")
    paragraphe = tableau.rows[1].cells[1].paragraphs[0]
    _ecrire(paragraphe, f"9{paragraphe.text}")
    return _octets(document)


_CITE = re.compile(r"(\d[\d\u202f]*),(\d{2})(\u00a0€\s*\[B-\d{3,}\])")
_RENVOI = re.compile(r"(\d[\d\u202f]*),(\d{2})(\u00a0€)\s*\[B-\d{3,}\]")


def _corps(octets: bytes) -> bytes:
    return _paragraphe(octets, _CITE, lambda t: f"9{t[1][1:]},{t[2]}{t[3]}")


def _taux_d_une_phrase(octets: bytes) -> bytes:
    return _paragraphe(octets, re.compile(r"(part du droit ouvert\u00a0: )1?(\d)"), lambda t: f"{t[1]}3{t[2]}")


def _nombre_d_une_phrase(octets: bytes) -> bytes:
    return _paragraphe(octets, re.compile(r"\b92 patients suivis"), lambda _: "192 patients suivis")


def _phrase_retournee(octets: bytes) -> bytes:
    return _paragraphe(octets, re.compile(r"\u00a0; non atteints\u00a0: "), lambda _: ", ")


def _sans_renvoi(octets: bytes) -> bytes:
    return _paragraphe(octets, _RENVOI, lambda t: f"9{t[1][1:]},{t[2]}{t[3]}")


def _paragraphe(octets: bytes, motif: re.Pattern[str], par: Callable[[re.Match[str]], str]) -> bytes:
    """Rewrite the first sentence of the body that a pattern finds."""
    document = _document(octets)
    for paragraphe in document.paragraphs:
        neuf = motif.sub(par, paragraphe.text, count=1)
        if neuf != paragraphe.text:
            _ecrire(paragraphe, neuf)
            return _octets(document)
    raise AssertionError(f"aucune phrase du rapport ne dit {motif.pattern}")


def _course_citee(document: docx.document.Document) -> Any:
    """Return the run of the body that ends by an amount, before its reference."""
    for paragraphe in document.paragraphs:
        if _CITE.search(paragraphe.text):
            return next(m._r for m in paragraphe.runs if re.search(r"\d,\d{2}\u00a0€", m.text))
    raise AssertionError("aucune phrase du rapport ne cite l'annexe B")


def _symbole(octets: bytes) -> bytes:
    """Draw a digit more, right before the text of a run that says an amount."""
    document = _document(octets)
    course = _course_citee(document)
    ecrit = course.find(qn("w:t"))
    montant = re.search(r"\d[\d\u202f]*,\d{2}\u00a0€", ecrit.text)
    assert montant is not None
    suite, ecrit.text = ecrit.text[montant.start() :], ecrit.text[: montant.start()]
    ecrit.set(qn("xml:space"), "preserve")
    signe, reste = OxmlElement("w:sym"), OxmlElement("w:t")
    signe.set(qn("w:font"), "Calibri")
    signe.set(qn("w:char"), "F039")
    reste.text = suite
    ecrit.addnext(reste)
    ecrit.addnext(signe)
    return _octets(document)


def _champ(octets: bytes) -> bytes:
    """Put a run that says the right amount in a field that Word computes again."""
    document = _document(octets)
    course = _course_citee(document)
    champ = OxmlElement("w:fldSimple")
    champ.set(qn("w:instr"), ' QUOTE "999 999,99 €" ')
    course.addprevious(champ)
    champ.append(course)
    return _octets(document)


def _a_l_envers(octets: bytes) -> bytes:
    """Have Word draw a run that says the right amount from its end."""
    document = _document(octets)
    course = _course_citee(document)
    sens = OxmlElement("w:bdo")
    sens.set(qn("w:val"), "rtl")
    course.addprevious(sens)
    sens.append(course)
    return _octets(document)


def _course_recrite(octets: bytes, geste: Callable[[Any], None]) -> bytes:
    document = _document(octets)
    geste(_course_citee(document))
    return _octets(document)


def _retournee(course: Any) -> None:
    course.find(qn("w:t")).text = f"\u202e{course.find(qn('w:t')).text}"


def _en_signes(course: Any) -> None:
    police = OxmlElement("w:rFonts")
    for nom in ("w:ascii", "w:hAnsi"):
        police.set(qn(nom), "Wingdings")
    course.get_or_add_rPr().append(police)


def _serree(course: Any) -> None:
    largeur = OxmlElement("w:w")
    largeur.set(qn("w:val"), "1")
    course.get_or_add_rPr().append(largeur)


def _cachee_par_un_style(octets: bytes) -> bytes:
    """Give the sentence of the indicators that failed a style of character that Word does not show."""
    document = _document(octets)
    style = document.styles.add_style("Discret", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    phrase = next(p for p in document.paragraphs if "non atteints" in p.text)
    for morceau in phrase.runs:
        morceau.style = style
    return _octets(document)


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
            _ecrire(paragraphe, texte)
            fois += 1
    assert fois, "le rapport ne porte pas d'empreinte"
    return _octets(document)
