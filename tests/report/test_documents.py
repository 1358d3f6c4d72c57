"""Every generated document, of both examples and of every template: form, amounts, sums, names, bytes, LibreOffice."""

from __future__ import annotations

import io
import re
from fractions import Fraction

import pytest
from pypdf import PdfReader

from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat
from cpts_xl.errors import SaisieInvalide
from cpts_xl.report import rediger
from cpts_xl.report.documents import DOCUMENTS, document, rediger_document
from cpts_xl.report.modele.galerie import GALERIE
from cpts_xl.report.pagination import en_pdf, trouver_soffice
from cpts_xl.workbook.layout import Layout
from tests.promesse import LIBREOFFICE, absent

from .conftest import DEPOT, calcule
from .controleur import W, controler, montants_inconnus, ouvrir, sommes_fausses, style, texte_de, titres

EXEMPLES = ("exemple", "exemple-premiere-annee")
CHOIX = {"réunion": "R02", "professionnel": "P03"}


@pytest.fixture(scope="module")
def calcules() -> dict[str, Resultat]:
    """Return both examples, computed."""
    return {nom: calcule(lire_dossier(DEPOT / "workbooks" / f"{nom}.toml")) for nom in EXEMPLES}


@pytest.fixture(scope="module")
def faits(calcules) -> dict[tuple[str, str], bytes]:
    """Return every document of both examples, by example and template."""
    ecrits = {}
    for nom, resultat in calcules.items():
        commun = {"adresses": Layout(resultat).adresses(), "empreinte": empreinte_saisies(resultat.dossier),
                  "version": "0"}  # fmt: skip
        for modele in GALERIE:
            chemin = DEPOT / "report_templates" / modele.nom
            ecrits[nom, modele.nom] = rediger(resultat, modele=chemin, **commun)
        for sorte in DOCUMENTS:
            choix = CHOIX.get(sorte.demande, "")
            ecrits[nom, sorte.modele] = rediger_document(sorte.code, resultat, choix=choix, **commun)
    return ecrits


def test_every_document_passes_the_checker(faits):
    """No leftover, captioned and styled tables, described drawings, headings in order, French everywhere."""
    assert {cle: fautes for cle, contenu in faits.items() if (fautes := controler(contenu))} == {}


def test_no_amount_is_born_in_a_document(faits, calcules):
    """Every amount of every document is that of a cell."""
    assert {cle: m for cle, contenu in faits.items() if (m := montants_inconnus(contenu, calcules[cle[0]]))} == {}


def test_displayed_columns_sum_to_their_totals(faits):
    """Displayed columns sum to their displayed totals, or a note below says why not."""
    assert {cle: fautes for cle, contenu in faits.items() if (fautes := sommes_fausses(contenu))} == {}


def test_the_checker_can_fail(faits, calcules):
    """The checker sees a leftover tag, a wrong total, an amount that no cell holds, a heading that jumps."""
    contenu = faits["exemple", "rapport_activite.docx"]
    abime = ouvrir(contenu)
    tableau = next(t for t in abime.tables if texte_de(t._tbl.getprevious()).startswith("Tableau\u00a012 "))
    cellule = next(iter(tableau.rows[1].cells[1]._tc.iter(f"{W}t")))
    cellule.text = "75\u202f000,37\u00a0€"
    paragraphe = next(p for p in abime.paragraphs if p.style.name == "Normal" and p.runs)
    paragraphe.runs[0].text = "{{ oubli }} None"
    titre = next(p for p in abime.element.body.iter(f"{W}p") if style(p) == "Heading2")
    titre.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "Heading3")
    sortie = io.BytesIO()
    abime.save(sortie)
    fautes = controler(sortie.getvalue())
    for attendue in ("reste « {{ »", "reste « None »", "saute un niveau", "sommaire et titres"):
        assert any(attendue in faute for faute in fautes), attendue
    assert montants_inconnus(sortie.getvalue(), calcules["exemple"]) == ["75\u202f000,37\u00a0€"]
    assert any("Tableau\u00a012 " in faute for faute in sommes_fausses(sortie.getvalue()))


def test_same_input_same_bytes(faits, calcules):
    """A document written twice is the same, byte for byte."""
    resultat = calcules["exemple-premiere-annee"]
    for sorte in DOCUMENTS:
        encore = rediger_document(sorte.code, resultat, choix=CHOIX.get(sorte.demande, ""),
                                  adresses=Layout(resultat).adresses(), version="0",
                                  empreinte=empreinte_saisies(resultat.dossier))  # fmt: skip
        assert encore == faits["exemple-premiere-annee", sorte.modele]


def test_every_document_opens_in_libreoffice(faits):
    """Every document becomes a PDF; the report of a size 3 CPTS has 18 to 30 pages, the digest two."""
    if trouver_soffice() is None:
        absent(LIBREOFFICE)
    vus = [cle for cle in faits if cle[0] == "exemple"] + [("exemple-premiere-annee", "rapport_activite.docx")]
    pages = {cle: len(PdfReader(io.BytesIO(en_pdf(faits[cle]))).pages) for cle in vus}
    assert 18 <= pages["exemple", "rapport_activite.docx"] <= 30, pages
    assert 18 <= pages["exemple-premiere-annee", "rapport_activite.docx"] <= 30, pages
    assert pages["exemple", "rapport_court.docx"] < pages["exemple", "rapport_activite.docx"]
    assert pages["exemple", "synthese_assemblee.docx"] == 2
    assert pages["exemple", "lettre_relance.docx"] == pages["exemple", "feuille_emargement.docx"] == 1


def test_the_report_has_the_twelve_chapters_and_the_seven_annexes(faits):
    """Every chapter of the outline, in its order, then annexes A to G."""
    chapitres = [texte for niveau, texte in titres(ouvrir(faits["exemple", "rapport_activite.docx"])) if niveau == 0]
    assert chapitres == [
        "L'essentiel", "Mot de la présidence", "La CPTS et son territoire", "Gouvernance et vie associative",
        "Partenariats", "Les missions", "Atteinte des indicateurs\u00a0: vue d'ensemble", "Bilan financier",
        "Évolutions depuis l'an dernier", "Programme et budget de l'année suivante", "Suites du dialogue de gestion",
        "Conclusion", "Grille complète des indicateurs", "Calcul détaillé du financement",
        "Bordereau des pièces justificatives", "Réunions de l'année", "Contrôles de cohérence", "Définitions et sigles",
        "Attestation",
    ]  # fmt: skip


def _legendes(contenu: bytes) -> dict[str, str]:
    legendes = (texte_de(p) for p in ouvrir(contenu).element.body.iter(f"{W}p") if style(p) == "Caption")
    return dict(re.match(r"Tableau\u00a0(.+?) – (.+)", legende).groups() for legende in legendes)


def test_table_numbers_do_not_depend_on_what_a_year_shows(faits):
    """A table bears the same number and title in a first year with little in it and in a full third one."""
    premiere, troisieme = (_legendes(faits[nom, "rapport_activite.docx"]) for nom in reversed(EXEMPLES))
    communs = {numero for numero in premiere if numero in troisieme and " bis" not in numero}
    assert len(communs) > 30
    assert {n: (premiere[n], troisieme[n]) for n in communs if premiere[n] != troisieme[n]} == {}


def test_a_mission_not_engaged_is_one_line(faits):
    """Its heading, then one sentence, then the next heading."""
    paragraphes = [(style(p), texte_de(p)) for p in
                   ouvrir(faits["exemple", "rapport_activite.docx"]).element.body.iter(f"{W}p")]  # fmt: skip
    rang = paragraphes.index(("Heading2", "Qualité et pertinence des soins"))
    assert paragraphes[rang + 1][1] == "Mission optionnelle non engagée."
    assert paragraphes[rang + 2][0] == "Heading2"


def test_a_late_payment_makes_a_letter_and_none_says_so(faits):
    """The first year waits for an advance: the letter says which, since when and by which text; else no object."""
    lettre, vide = (ouvrir(faits[nom, "lettre_relance.docx"]) for nom in reversed(EXEMPLES))
    texte = "\n".join(texte_de(p) for p in lettre.element.body.iter(f"{W}p"))
    assert "12\u202f500,00\u00a0€" in texte
    assert "58\u00a0jours" in texte
    assert "volets fixes des missions\u00a0: contrat type de l'accord du 20/06/2019, art.\u00a06.2" in texte
    assert "art.\u00a09.1" not in texte  # le fonctionnement n'y est pas réclamé
    rien = "\n".join(texte_de(p) for p in vide.element.body.iter(f"{W}p"))
    assert "n'a pas d'objet" in rien
    assert "Madame, Monsieur" not in rien


def test_a_statement_names_its_professional_only_when_asked(calcules):
    """The name of a professional stays in the workbook unless it is asked for; the totals are the steps."""
    dossier = calcules["exemple"].dossier
    fiches = tuple({**f, "nom": "DURAND", "prenom": "Paul-Émile"} if f["id"] == "P03" else f
                   for f in dossier.liste("professionnel"))  # fmt: skip
    resultat = calcule(dossier.avec(professionnels=fiches))
    sans = "\n".join(texte_de(p) for p in ouvrir(rediger_document("releve", resultat, choix="p03")).element.body)
    avec = "\n".join(
        texte_de(p) for p in ouvrir(rediger_document("releve", resultat, choix="P03", nominatif=True)).element.body
    )
    assert "DURAND" not in sans
    assert "Paul-Émile" not in sans
    assert "Paul-Émile DURAND" in avec
    for texte in (sans, avec):
        assert "43\u202f650,00\u00a0€" in texte
        assert "92,68\u00a0%" in texte


def test_no_name_leaves_the_workbook_in_the_other_documents(calcules):
    """Neither name nor identifier of a professional in any document that is not about one."""
    dossier = calcules["exemple"].dossier
    fiches = tuple({**f, "id": f"DURAND{f['id']}", "nom": "DURAND"} for f in dossier.liste("professionnel"))
    lignes = tuple({**f, "professionnel": f"DURAND{f['professionnel']}"} for f in dossier.liste("participation"))
    resultat = calcule(dossier.avec(professionnels=fiches, participations=lignes))
    ecrits = [rediger(resultat)]
    ecrits += [
        rediger_document(s.code, resultat, choix=CHOIX.get(s.demande, "")) for s in DOCUMENTS if s.code != "releve"
    ]
    for contenu in ecrits:
        assert "DURAND" not in "".join(texte_de(racine) for racine in [ouvrir(contenu).element.body])


@pytest.mark.parametrize(("code", "choix", "attendu"), [
    ("inconnu", "", "Documents possibles"), ("emargement", "R99", "Réunions saisies : R01"),
    ("emargement", "", "introuvable"), ("releve", "P99", "introuvable"),
])  # fmt: skip
def test_an_unknown_choice_is_refused_in_french(calcules, code, choix, attendu):
    """What does not exist is refused, and what exists is told."""
    with pytest.raises(SaisieInvalide, match=attendu):
        rediger_document(code, calcules["exemple"], choix=choix)


def test_an_attendance_sheet_has_blank_lines_and_the_data_of_its_meeting(faits):
    """Sixteen lines to sign, empty but for their rank; place, day and object of the meeting."""
    feuille = ouvrir(faits["exemple", "feuille_emargement.docx"])
    rangees = feuille.tables[0].rows[1:]
    assert [r.cells[0].text for r in rangees] == [str(n) for n in range(1, 17)]
    assert all(c.text == "" for r in rangees for c in r.cells[1:])
    assert any("15/05/2025" in p.text and "Maison de santé de l'Étang" in p.text for p in feuille.paragraphs)


def test_free_texts_reach_their_place(calcules):
    """A text typed under the heading of a chapter stands in that chapter; an unforeseen heading is kept."""
    ajouts = (
        {"rubrique": "finances", "texte": "Un mot sur l'argent."},
        {"rubrique": "autre", "texte": "Un mot de plus."},
    )
    dossier = calcules["exemple"].dossier
    resultat = calcule(dossier.avec(textes=(*dossier.liste("texte"), *ajouts)))
    suite = [texte_de(p) for p in ouvrir(rediger(resultat)).element.body.iter(f"{W}p")]
    derniers = {mot: len(suite) - suite[::-1].index(mot) for mot in
                ("Bilan financier", "Évolutions depuis l'an dernier", "Autres éléments")}  # fmt: skip
    assert (
        derniers["Bilan financier"] < suite.index("Un mot sur l'argent.") < derniers["Évolutions depuis l'an dernier"]
    )
    assert suite.index("Un mot de plus.") > derniers["Autres éléments"]


def test_documents_are_found_by_their_code():
    """Each code gives its document; each document has its own template."""
    assert [document(sorte.code) for sorte in DOCUMENTS] == list(DOCUMENTS)
    assert len({sorte.modele for sorte in DOCUMENTS}) == len(DOCUMENTS)


def test_a_missing_amount_is_never_a_zero(calcules):
    """What is not known reads as words in every figure of the report, and the report is provisional."""
    dossier = calcules["exemple"].dossier
    versements = ({**dossier.liste("versement")[0], "montant": None}, *dossier.liste("versement")[1:])
    resultat = calcule(dossier.avec(versements=versements))
    assert not isinstance(resultat.valeurs["perimetre.tout.verse"], Fraction)
    suite = [texte_de(p) for p in ouvrir(rediger(resultat)).element.body.iter(f"{W}p")]
    assert "Version provisoire" in suite
    assert suite[suite.index("Versé à la date d'arrêté") + 2].startswith("À compléter")


def test_the_ten_questions_of_a_reviewer_have_their_page(faits):
    """Each answer that the guide cites is a table of the report, on the page that it says, in LibreOffice's layout."""
    guide = (DEPOT / "docs" / "relecteur.md").read_text(encoding="utf-8")
    rangs = re.findall(
        r"^\| (\d*) ?\| .*?\| (?:Tableau (\S+(?: bis)?)|(Page de garde)).*? \| (\d+) \|$", guide, re.MULTILINE
    )
    assert [numero for numero, *_ in rangs if numero] == [str(n) for n in range(1, 11)]
    legendes = _legendes(faits["exemple", "rapport_activite.docx"])
    assert {tableau for _, tableau, _, _ in rangs if tableau and tableau not in legendes} == set()
    if trouver_soffice() is None:
        absent(LIBREOFFICE)
    pages = PdfReader(io.BytesIO(en_pdf(faits["exemple", "rapport_activite.docx"]))).pages
    textes = [re.sub(r"\s+", " ", page.extract_text()) for page in pages]
    assert f"{len(textes)} pages" in guide
    faux = [(tableau, page) for _, tableau, _, page in rangs
            if tableau and f"Tableau {tableau} –" not in textes[int(page) - 1]]  # fmt: skip
    assert faux == []
