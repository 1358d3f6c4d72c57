"""A report against the one made again: what no reference holds is told (sentences, rates, charts), honest words not."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import docx
import pytest

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report import MODELES_DU_RAPPORT
from cpts_xl.report.paquet import ouvrir
from cpts_xl.report.relu.face import face_a_face
from cpts_xl.report.relu.lignes import Ligne
from cpts_xl.report.relu.phrases import net
from cpts_xl.report.relu.refait import lignes
from cpts_xl.report.relu.textes import Document
from tests.report.rapport_relu import (
    A_REGARDER,
    BLOQUANT,
    INFORMATION,
    TRACE,
    compare,
    ecrit,
    octets_du_rapport,
    relu,
)

NOMBRES: Mapping[str, tuple[tuple[str, str], str, str, str, str]] = {
    "un montant sans renvoi, par un autre du classeur": (
        ("dans l'exercice\u00a0: 324\u202f106,85\u00a0€", "dans l'exercice\u00a0: 331 497,47 €"),
        "Bilan financier, Rapprochement avec les comptes", "331\u202f497,47\u00a0€", "324\u202f106,85\u00a0€", BLOQUANT,
    ),
    "un taux de phrase": (
        ("100,36\u00a0%", "99,36 %"), "Actions territoriales de prévention, Enveloppe", "99,36\u00a0%",
        "100,36\u00a0%", BLOQUANT,
    ),
    "un nombre de patients": (
        ("92 patients suivis", "192 patients suivis"), "Parcours pluriprofessionnels autour du patient, Actions menées",
        "192", "92", A_REGARDER,
    ),
    "la population de la page de garde": (
        ("CPTS de taille 3, 98\u202f450 habitants", "CPTS de taille 3, 108 450 habitants"),
        "« CPTS de taille 3, 108 450 habitants »", "108450", "98450", A_REGARDER,
    ),
}  # fmt: skip
"""A number that cites nothing: how it is rewritten, where it is told, what is read and expected."""


@pytest.mark.parametrize("cas", NOMBRES)
def test_a_number_without_reference_is_told_where_it_stands(tmp_path: Path, cas: str) -> None:
    """Same words, another number: told once, under its headings, as grave as what it counts."""
    change, ou, lu, attendu, gravite = NOMBRES[cas]
    (constat,) = relu(tmp_path, change)
    assert ou in constat.message
    assert (str(constat.gravite), constat.lu, constat.attendu) == (gravite, lu, attendu)


def test_a_table_whose_headings_were_renamed_is_still_compared(tmp_path: Path) -> None:
    """The words of its row are enough to find a rate again, under a heading of the coordinator's own."""
    constats = relu(tmp_path, (">Taux<", ">Pourcentage<"), (">66,67\u00a0%<", ">100 %<"))
    (faux,) = [c for c in constats if str(c.gravite) != INFORMATION]
    assert "ligne « A1 », colonne « Pourcentage »" in faux.message
    assert (faux.lu, faux.attendu) == ("100\u00a0%", "66,67\u00a0%")


def test_a_point_of_a_chart_is_told_by_its_series_and_category(tmp_path: Path) -> None:
    """A bar made longer in Word is a falsified amount: chart, series and category are named."""
    (constat,) = relu(tmp_path, ("<c:v>27640</c:v>", "<c:v>33640</c:v>"), partie=TRACE)
    titre = "Aucune mission n'a acquis toute sa part variable, avant prorata"
    assert f"graphique « {titre} », « Acquis », « Accès aux soins »" in constat.message
    assert (str(constat.gravite), constat.lu, constat.attendu) == (BLOQUANT, "33\u202f640", "27\u202f640")


def test_a_damaged_chart_is_refused_by_name(tmp_path: Path) -> None:
    """A chart that is no XML is a located refusal, never a crash."""
    with pytest.raises(GabaritInvalide, match=r"^Rapport « rapport\.docx » : .*graphique1\.xml est abîmée"):
        relu(tmp_path, ("</c:chartSpace>", ""), partie=TRACE)


DANGERS = {
    "un objet collé depuis Excel": ("http://x/oleObject", "embeddings/objet.bin", "", "objet incorporé ou actif"),
    "un modèle attaché": ("http://x/attachedTemplate", "file:///C:/x.dotm", "External", "fichier extérieur"),
    "une image distante": ("http://x/image", "http://ailleurs.example/i.png", "External", "http://ailleurs.example"),
}


@pytest.mark.parametrize("cas", DANGERS)
def test_what_word_would_open_is_told_and_the_report_read(tmp_path: Path, cas: str) -> None:
    """A received report is read, never opened: its dangers are findings, and its numbers are compared all the same."""
    sorte, cible, mode, dit = DANGERS[cas]
    relation = f'<Relationship Id="rId999" Type="{sorte}" Target="{cible}" TargetMode="{mode or "Internal"}"/>'
    relations = "word/_rels/document.xml.rels"
    constats = relu(tmp_path, ("</Relationships>", f"{relation}</Relationships>"), partie=relations)
    assert {str(c.gravite) for c in constats} == {A_REGARDER}
    assert dit in constats[0].message
    assert "Rien n'en a été ouvert ni suivi" in constats[0].message


def test_one_wrong_amount_is_told_in_each_place(tmp_path: Path) -> None:
    """An amount rewritten everywhere is told by its reference, and once more where none holds it."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    juste, faux = "331\u202f497,47\u00a0€", "431\u202f497,47\u00a0€"
    for tableau in rapport.tables:
        for morceau in (m for c in tableau._cells for p in c.paragraphs for m in p.runs if m.text == juste):
            morceau.text = faux
    constats = [c for c in compare(tmp_path, ecrit(rapport)) if c.lu == faux]
    assert any("renvoyant à B-5201" in c.message for c in constats)
    assert any("ligne « ACI », colonne « Attribué »" in c.message for c in constats)


def test_words_alone_that_change_what_is_established_are_quoted(tmp_path: Path) -> None:
    """No number moved, yet two indicators became attained: both sentences are quoted, for the reviewer to judge."""
    constats = relu(tmp_path, ("\u00a0; non atteints\u00a0: P3, V2.", ", P3, V2."))
    assert {str(c.gravite) for c in constats} == {INFORMATION}
    assert "sous « L'essentiel, À retenir » : une phrase de l'outil y est dite autrement" in constats[0].message
    assert constats[0].lu.endswith("V1, S1, P3, V2. »")
    assert constats[0].attendu.endswith("V1, S1 ; non atteints : P3, V2. »")


def test_what_a_coordinator_writes_herself_is_not_judged(tmp_path: Path) -> None:
    """Paragraphs of her own, wherever they stand, have no counterpart: nothing is told of them."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    for paragraphe in [p for p in rapport.paragraphs if p.style.name.startswith("Heading")]:
        paragraphe.insert_paragraph_before("Nous avons tenu 3 ateliers et reçu 120 habitants, le 12 mars 2026.")
    tampon = io.BytesIO()
    rapport.save(tampon)
    assert compare(tmp_path, tampon.getvalue()) == []


def test_a_sentence_taken_out_is_counted_and_quoted(tmp_path: Path) -> None:
    """What the tool had written and that is no longer there: for information, with its words."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    (retire,) = [p for p in rapport.paragraphs if p.text.startswith("Ces périmètres s'emboîtent")]
    retire._p.getparent().remove(retire._p)
    tampon = io.BytesIO()
    rapport.save(tampon)
    (constat,) = compare(tmp_path, tampon.getvalue())
    assert str(constat.gravite) == INFORMATION
    assert "1 ligne que l'outil écrit a été récrite ou retirée" in constat.message
    assert constat.attendu == "« Ces périmètres s'emboîtent : ils ne s'additionnent pas. »"


def test_tables_may_be_numbered_anew(tmp_path: Path) -> None:
    """Who takes a table out numbers the others again: no number of the workbook was touched."""
    constats = relu(tmp_path, ("Tableau\u00a012 –", "Tableau\u00a011 –"), ("est au tableau 12", "est au tableau 11"))
    assert {str(c.gravite) for c in constats} <= {INFORMATION}


@pytest.mark.parametrize("modele", MODELES_DU_RAPPORT)
def test_each_template_of_the_tool_agrees_with_itself(tmp_path: Path, modele: str) -> None:
    """Whatever the template of the gallery, the report is set against its own."""
    assert compare(tmp_path, octets_du_rapport(modele)) == []


def test_a_report_of_another_template_is_told_so(tmp_path: Path) -> None:
    """Of a document that follows none of our templates, the lines found again are compared, the others announced."""
    rapport = docx.Document()
    rapport.add_paragraph(
        "Le droit ouvert de l'année est de 999 999,99 €, pour un plafond de 367 500,00 € (toutes lignes)."
    )
    tampon = io.BytesIO()
    rapport.save(tampon)
    dits = {str(c.gravite): c for c in compare(tmp_path, tampon.getvalue()) if "ne suit aucun" in c.message
            or c.lu.startswith("999")}  # fmt: skip
    assert (dits[BLOQUANT].lu, dits[BLOQUANT].attendu) == ("999\u202f999,99\u00a0€", "331\u202f497,47\u00a0€")
    assert re.search(r"1 de leurs \d+ lignes s'y retrouvent", dits[INFORMATION].message)


@cache
def _attendues() -> tuple[Ligne, ...]:
    parties = ouvrir("rapport.docx", octets_du_rapport())
    return tuple(lignes(Document("rapport.docx", parties), parties))


def test_lines_in_another_order_are_the_same_lines() -> None:
    """Tables sorted, chapters moved: nothing differs."""
    melees = list(_attendues())
    Random(7).shuffle(melees)  # noqa: S311  (un ordre, pas un secret)
    face = face_a_face(melees, _attendues())
    assert (face.ecarts, face.absentes, face.nouvelles) == ((), (), ())
    assert face.retrouvees == face.attendues > 800


_DECIMALE = re.compile(r"(?<=,)(\d)(?=\d)")


def _falsifiee(ligne: Ligne) -> Ligne:
    """Return a line whose first two-decimal number says one tenth more, or less for a nine; the same if it has none."""
    cases = list(ligne.cases)
    for rang, case in enumerate(cases):
        if _DECIMALE.search(case):
            cases[rang] = _DECIMALE.sub(lambda m: str((int(m[1]) + 1) % 10), case, count=1)
            break
    return Ligne(tuple(cases), ligne.sous, ligne.entetes, ligne.mouvante)


@pytest.mark.parametrize("part", range(4))
def test_every_amount_and_rate_of_the_report_is_held(part: int) -> None:
    """Sabotage: the first decimal of each line of the example, one line in four at once, moves and is told there."""
    falsifiees = {rang: faux for rang, ligne in enumerate(_attendues()) if (faux := _falsifiee(ligne)) != ligne}
    choisies = {rang: falsifiees[rang] for rang in list(falsifiees)[part::4]}
    assert len(choisies) > 80
    ecarts = face_a_face([choisies.get(rang, ligne) for rang, ligne in enumerate(_attendues())], _attendues()).ecarts
    assert {e.ligne.cases for e in ecarts} == {faux.cases for faux in choisies.values()}


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("12\u202f500,00\u00a0€ versés [B-5301]", "12.500,00 euros versés"),
        ("58,5\u00a0% – soit", "58,5% – soit"),
        ("\u2212\u00a08,40\u00a0€", "- 8,40 EUR"),
        ("reçu\u00a0: «\u00a0oui\u00a0»", "reçu : « oui »"),
    ],
)
def test_what_typing_changes_is_not_in_a_sentence(une: str, autre: str) -> None:
    """Spaces, signs, « euros », a reference: the same sentence."""
    assert net(une) == net(autre)
