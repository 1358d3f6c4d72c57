"""A report retyped by hand: whoever types, and wherever, an amount is compared; honest words are not accused."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cpts_xl import __version__
from cpts_xl.constats import Constat
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.report import comparer, rediger
from cpts_xl.report.pagination import trouver_soffice
from cpts_xl.report.pagination.bureautique import convertir
from cpts_xl.report.relu.nombres import au_propre, cites, lire, montants
from cpts_xl.ressources import ressource
from cpts_xl.workbook.layout import Layout
from tests.promesse import LIBREOFFICE, absent
from tests.report.rapport_relu import octets_du_rapport, relu
from tests.workbook.exemples import resultat

ENTETE = "word/header1.xml"
VERSE = "Au 14\u00a0mars\u00a02026, 191\u202f506,85\u00a0€"
"""What a sentence of the example says before [B-5301], in one run."""
JUSTE = "191\u202f506,85\u00a0€"
SUIVI = (
    'Au 14 mars 2026, </w:t></w:r><w:{ote} w:id="901" w:author="x"><w:r><w:{texte}>{ancien}</w:{texte}></w:r></w:{ote}>'
    '<w:{mis} w:id="902" w:author="x"><w:r><w:t>{neuf}</w:t></w:r></w:{mis}><w:r><w:t>'
)
ZONE = (
    '{avant}</w:t></w:r><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>'
    "<w:r><w:t>{dedans}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>{apres}"
)


def _relu(ici: Path, ancien: str, neuf: str, **ou: Any) -> list[Constat]:
    """Return what is told of the example's report, once a text of its XML was rewritten."""
    return relu(ici, (ancien, neuf), **ou)


def _accuse(constats: list[Constat]) -> list[Constat]:
    """Return the findings without those that only quote a sentence said otherwise."""
    return [c for c in constats if "dite autrement" not in c.message]


FAUX = {
    "espaces ordinaires": ("Au 14 mars 2026, 291 506,85 €", "291\u202f506,85\u00a0€"),
    "espace insécable": ("Au 14 mars 2026, 291\u00a0506,85\u00a0€", "291\u202f506,85\u00a0€"),
    "sans espace": ("Au 14 mars 2026, 291506,85€", "291\u202f506,85\u00a0€"),
    "sans centimes": ("Au 14 mars 2026, 291\u202f507\u00a0€", "291\u202f507,00\u00a0€"),
    "en euros": ("Au 14 mars 2026, 450 000 euros", "450\u202f000,00\u00a0€"),
    "points de milliers": ("Au 14 mars 2026, 450.000,00 €", "450\u202f000,00\u00a0€"),
    "milliers d'euros": ("Au 14 mars 2026, 192 k€", "192\u202f000,00\u00a0€"),
    "million en tête": ("Au 14 mars 2026, 1 191\u202f506,85\u00a0€", "1\u202f191\u202f506,85\u00a0€"),
    "à l'anglaise": ("Au 14 mars 2026, 191,506.85 €", "191,506.85 €"),
    "signe changé": ("Au 14 mars 2026, -191 506,85 €", "-191\u202f506,85\u00a0€"),
    "pour cent": ("Au 14 mars 2026, 58 %", "58\u00a0%"),
    "caractère invisible": ("Au 14 mars 2026, 2\u200b91 506,85 €", "291\u202f506,85\u00a0€"),
    "autre montant du classeur": ("Au 14 mars 2026, 331 497,47 €", "331\u202f497,47\u00a0€"),
    "modification suivie": (
        SUIVI.format(ote="del", texte="delText", ancien=JUSTE, mis="ins", neuf="291 506,85 €"),
        "291\u202f506,85\u00a0€",
    ),
    "déplacement suivi": (
        SUIVI.format(ote="moveFrom", texte="t", ancien=JUSTE, mis="moveTo", neuf="291 506,85 €"),
        "291\u202f506,85\u00a0€",
    ),
    "à côté d'une zone de texte": (
        ZONE.format(avant="", dedans="Bilan", apres="Au 14 mars 2026, 291 506,85 €"),
        "291\u202f506,85\u00a0€",
    ),
}
"""A cited amount as a person may rewrite it, and how the finding quotes it."""


@pytest.mark.parametrize("cas", FAUX)
def test_a_wrong_cited_amount_is_found_however_it_is_typed(tmp_path: Path, cas: str) -> None:
    """The amount before a reference is compared with its line, and quoted as it reads."""
    neuf, lu = FAUX[cas]
    constats = _relu(tmp_path, VERSE, neuf)
    assert [(str(c.gravite), c.lu, c.attendu) for c in constats] == [("bloquant", lu, JUSTE)]
    assert "renvoyant à B-5301" in constats[0].message


@pytest.mark.parametrize(
    "neuf",
    ["191 506,85 €", "191\u00a0506,85\u00a0€", "191506,85 euros", "191.506,85 €", "en 2026 191 506,85 EUR",
     "- 191 506,85 €", SUIVI.format(ote="del", texte="delText", ancien="191 507 €", mis="ins", neuf=JUSTE)],
)  # fmt: skip
def test_the_right_amount_may_be_typed_as_anyone_types(tmp_path: Path, neuf: str) -> None:
    """Spaces, points, « euros », a dash of punctuation, an accepted change: the same number agrees."""
    assert _accuse(_relu(tmp_path, VERSE, f"Au 14 mars 2026, {neuf}")) == []


def test_annex_b_reads_numbers_not_spaces(tmp_path: Path) -> None:
    """The same number retyped in annex B agrees; another one is told with its cell."""
    assert _relu(tmp_path, f">{JUSTE}<", ">191 506,85 €<", fois=99) == []
    constats = _relu(tmp_path, f">{JUSTE}<", ">291 506,85 €<", fois=99)
    assert {(c.lu, c.attendu) for c in constats} == {("291\u202f506,85\u00a0€", JUSTE)}
    cellule = Layout(resultat()).cases["perimetre.tout.verse"].nommee
    assert any("annexe B" in c.message and cellule in c.message for c in constats)


@pytest.mark.parametrize(("renvoi", "lu"), [(" [B-5301]", "bloquant"), ("", "information")])
@pytest.mark.parametrize("lieu", ["en-tête", "zone de texte"])
def test_headers_and_text_boxes_are_read(tmp_path: Path, lieu: str, renvoi: str, lu: str) -> None:
    """An amount of a header or of a text box is compared when it cites a line, and told when nothing gives it."""
    dit = f"Versé : 1 234 567,89 €{renvoi}"
    if lieu == "en-tête":
        constats = _accuse(_relu(tmp_path, "CPTS de Montfleury", f"{dit} CPTS de Montfleury", partie=ENTETE))
    else:
        zone = ZONE.format(avant="", dedans=dit, apres="Le droit ouvert")
        constats = _relu(tmp_path, "Le droit ouvert", zone)
    assert [(str(c.gravite), c.lu) for c in constats] == [(lu, "1\u202f234\u202f567,89\u00a0€")]


@pytest.mark.parametrize(
    ("apres", "change", "ou", "lu"),
    [
        ("", (">66,67\u00a0%<", ">100 %<"), "indicateur A1, taux", "100\u00a0%"),
        ("", (">partiel<", ">atteint<"), "indicateur A1, statut", "atteint"),
        (">Patients en ALD", (">88<", ">58<"), "indicateur A1, résultat", "58"),
        ("", ("+\u00a020\u202f000,00\u00a0€", "- 20 000,00 €"), "montant renvoyant à B-9103",
         "-20\u202f000,00\u00a0€"),
        ("", ("+\u00a020\u202f000,00\u00a0€", "inchangé"), "valeur renvoyant à B-9103", "inchangé"),
        (">Année du contrat<", (">3<", ">4<"), "valeur renvoyant à B-1101", "4"),
    ],
)  # fmt: skip
def test_rates_statuses_signs_and_plain_numbers_are_compared(
    tmp_path: Path, apres: str, change: tuple[str, str], ou: str, lu: str
) -> None:
    """What the tables say of an indicator, the sign of an evolution, a number without unit: each is told."""
    (constat,) = _relu(tmp_path, *change, apres=apres)
    assert ou in constat.message
    assert (str(constat.gravite), constat.lu) == ("bloquant", lu)


def test_a_lost_sign_is_told_in_a_table(tmp_path: Path) -> None:
    """An amount alone in its cell bears the sign of its value: without it, it is another number."""
    (constat,) = _relu(tmp_path, ">−\u00a095,25\u00a0€<", ">95,25\u00a0€<")
    assert (str(constat.gravite), constat.lu, constat.attendu) == ("bloquant", "95,25\u00a0€", "-95,25\u00a0€")


def test_honest_sentences_are_at_most_an_information(tmp_path: Path) -> None:
    """Amounts of the workbook in other words, rounded or unsigned, need no reference; an unknown one is told."""
    dits = "Versé : 191 507 € sur 331.497,47 euros ; dépassement de 95,25 €, et non - 191 506,85 €. Le droit ouvert"
    assert _accuse(_relu(tmp_path, "Le droit ouvert", dits)) == []
    autres = "Solde de 450 000 euros, soit 450 k€, et 451 234 €. Le droit ouvert"
    constats = _accuse(_relu(tmp_path, "Le droit ouvert", autres))
    assert [(str(c.gravite), c.lu) for c in constats] == [
        ("information", "450\u202f000,00\u00a0€, 451\u202f234,00\u00a0€")
    ]


def test_numbers_are_read_as_they_are_typed() -> None:
    """Spaces, points, signs, units: one value; what is not a number stays a text."""
    assert {au_propre(t) for t in ("8 227,5 €", "8.227,50 euros", "8227,50€")} == {"8\u202f227,50\u00a0€"}
    assert au_propre("d\u2019ici\u00a0: 3") == "d'ici : 3"
    assert lire("14/03/2026") is None
    assert [(m.valeur, m.certain) for m in montants("T1 12 500 €, – 8,40 €, −\u00a08,40 €, 3-5 €")] == [
        (Fraction(12_500), True), (Fraction("-8.4"), False), (Fraction("-8.4"), True), (Fraction(5), True),
    ]  # fmt: skip
    assert list(cites("voir [B-5301]", case=False)) == []
    assert list(cites("inchangé [B\u20119103]", case=True)) == [("inchangé", "B-9103")]


def test_a_hostile_text_is_read_in_no_time() -> None:
    """A million digits, spaces or signs make no reading long."""
    debut = time.perf_counter()
    for texte in ("1 " * 200_000, "1" * 400_000, "- " * 200_000, "1" + " " * 400_000, "(" * 400_000):
        assert list(montants(texte)) == []
        assert list(cites(texte, case=True)) == []
    assert time.perf_counter() - debut < 20


def _premiere_annee() -> Resultat:
    dossier = lire_dossier(ressource("workbooks", "exemple-premiere-annee.toml"))
    return calculer(dossier, en_vigueur(dossier.debut))


@pytest.mark.parametrize("exemple", ["exemple", "premiere-annee"])
def test_a_report_saved_by_libreoffice_still_agrees(tmp_path: Path, exemple: str) -> None:
    """Both examples agree with their report, before and after another program saved it."""
    calcule = resultat() if exemple == "exemple" else _premiere_annee()
    adresses = Layout(calcule).adresses()
    chemin = tmp_path / "rapport.docx"
    octets = octets_du_rapport() if exemple == "exemple" else rediger(
        calcule, adresses=adresses, empreinte=empreinte_saisies(calcule.dossier), version=__version__
    )  # fmt: skip
    chemin.write_bytes(octets)
    assert comparer(chemin, calcule, adresses=adresses) == []
    if trouver_soffice() is None:
        absent(LIBREOFFICE)
    chemin.write_bytes(convertir(octets, "docx"))
    assert comparer(chemin, calcule, adresses=adresses) == []
