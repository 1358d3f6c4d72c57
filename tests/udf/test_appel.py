"""The dispatcher: values and ranges, causes that travel, and never an exception out."""

from __future__ import annotations

import datetime as dt
import logging
import subprocess
import sys
from dataclasses import replace

import pytest

from cpts_xl.udf import appel as module
from cpts_xl.udf.appel import appeler
from cpts_xl.udf.etalement import CELLULES_MAX
from cpts_xl.udf.reference import par_nom

LE = dt.datetime(2025, 3, 15)  # noqa: DTZ001
A_REPRENDRE = "À reprendre de l'annexe financière du contrat"


def une(nom, *arguments):
    """Return the only cell of an answer."""
    [[rendu]] = appeler(nom, arguments)
    return rendu


def test_a_value_and_a_cell():
    """A value, a cell and a row of one cell are one thing."""
    assert appeler("CPTS_TAILLE", [103000.0, LE]) == [[3.0]]
    assert appeler("CPTS_TAILLE", [[[103000.0]], [[LE]]]) == [[3.0]]
    assert appeler("CPTS_TAILLE", [[103000.0], 45731.0]) == [[3.0]]


def test_a_column_a_row_and_a_table():
    """The answer has the shape of the ranges; an empty place stays empty; a bad one says so in its own place."""
    assert appeler("CPTS_TAILLE", [[[1000.0], [None], [90000.0]], LE]) == [[1.0], [""], [3.0]]
    assert appeler("CPTS_TAILLE", [[[1000.0, 200000.0]], LE]) == [[1.0, 4.0]]
    rendu = appeler("CPTS_ACOMPTE", [[[100.0, 200.0], [300.0, "abc"]], 0.75])
    assert rendu[0] == [75.0, 150.0]
    assert rendu[1][0] == 225.0
    assert "abc" in rendu[1][1]


def test_two_ranges_side_by_side():
    """Ranges of one shape go together, place by place; a place half filled is missing something."""
    rendu = appeler("CPTS_ACOMPTE", [[[100.0], [200.0], [None], [None]], [[0.5], [None], [0.5], [None]]])
    assert rendu[0] == [50.0]
    assert rendu[1][0].startswith("À compléter")
    assert rendu[2][0].startswith("À compléter")
    assert rendu[3] == [""]


def test_ranges_of_different_shapes():
    """A French sentence names the arguments and their shapes."""
    rendu = une("CPTS_ACOMPTE", [[100.0], [200.0]], [[0.5], [0.5], [0.5]])
    assert rendu.startswith("Refus")
    assert "assiette" in rendu
    assert "taux_acompte" in rendu


def test_a_list_of_rows_gives_its_row_to_each_row():
    """Several columns facing a column: each row has its own thresholds or amounts."""
    montants = [[3000.0, 6000.0, None], [8000.0, 14000.0, 20000.0]]
    assert appeler("CPTS_MONTANT_PALIER", [[[2.0], [3.0]], montants]) == [[6000.0], [20000.0]]
    seuils = [[240.0, 110.0, 60.0], [50.0, 70.0, 90.0], [None, None, None]]
    rendu = appeler(
        "CPTS_PALIER",
        [[["paliers"], ["paliers"], [None]], [["baisse"], ["hausse"], [None]], [[88.0], [92.0], [None]], seuils],
    )
    assert rendu == [[2.0], [3.0], [""]]


def test_a_list_of_one_column_is_whole_for_each_row():
    """A table that looks at itself: each row adds up the whole column."""
    pros, annees, montants = [["P1"], ["P2"], ["P1"]], [[2025.0]] * 3, [[100.0], [200.0], [50.0]]
    rendu = appeler("CPTS_CUMUL_PROFESSIONNEL", [pros, annees, pros, annees, montants])
    assert rendu == [[150.0], [200.0], [150.0]]


def test_columns_read_side_by_side_have_one_length():
    """A shorter column would lose rows in silence."""
    rendu = une("CPTS_CUMUL_LIGNE", "a", [["a"], ["a"]], [[1.0]])
    assert rendu.startswith("Refus")
    assert "lignes" in rendu
    assert "montants" in rendu


@pytest.mark.parametrize("case", ["#N/A", -2146826243, "abc", True])
def test_a_bad_cell_in_a_column_is_never_left_out(case):
    """In any place of a column, what cannot be read stops the sum, even on a row that the key leaves out."""
    assert une("CPTS_TOTAL", [[1.0], [case]]).startswith("À compléter")
    assert une("CPTS_CUMUL_LIGNE", "a", [["a"], ["b"]], [[1.0], [case]]).startswith("À compléter")


def test_an_empty_cell_in_a_sum_is_missing():
    """Never 0 for what is missing."""
    assert une("CPTS_TOTAL", [[1.0], [None]]).startswith("À compléter")
    assert une("CPTS_TOTAL", None).startswith("À compléter")


def test_whole_columns_are_refused():
    """A whole column would freeze Excel."""
    assert "plage" in une("CPTS_TOTAL", [[1.0]] * (CELLULES_MAX + 1))


def test_causes_travel():
    """From an unknown amount to its advance: each cell says what it is waiting for."""
    montant = une("CPTS_MONTANT", "acces_fixe", 2.0, LE)
    assert montant.startswith(A_REPRENDRE)
    retenu = une("CPTS_MONTANT_RETENU", montant, None)
    assert retenu == montant
    plafond = une("CPTS_PLAFOND", "Oui", retenu)
    assert "annexe financière" in plafond
    assert "annexe financière" in une("CPTS_ACOMPTE", plafond, 0.75)
    assert "#REF!" in une("CPTS_ACOMPTE", une("CPTS_PLAFOND", "Oui", "#REF!"), 0.75)


@pytest.mark.parametrize("le", [None, "", "mars 2025", True, "#N/A", 12.5])
def test_a_day_of_law_that_cannot_be_read(le):
    """Without a readable day, a sentence; the omitted one too."""
    assert "jour du droit" in une("CPTS_TAILLE", 103000.0, le)
    assert "jour du droit" in une("CPTS_TAILLE", 103000.0)


@pytest.mark.parametrize("nom", ["CPTS_TAILLE", "CPTS_SOURCE", "CPTS_BAREME", "CPTS_EXPLICATION"])
def test_a_day_before_the_first_accord(nom):
    """Before 25/08/2019 nothing was in force: a French sentence with the date."""
    avant = dt.datetime(2019, 8, 24)  # noqa: DTZ001
    arguments = {
        "CPTS_TAILLE": [103000.0, avant],
        "CPTS_SOURCE": ["acces_fixe", 3.0, avant],
        "CPTS_BAREME": [3.0, avant],
        "CPTS_EXPLICATION": ["taille", 103000.0, avant],
    }
    rendu = une(nom, *arguments[nom])
    assert rendu.startswith("Refus")
    assert "25/08/2019" in rendu


def test_the_law_of_each_row():
    """``le`` may be a range too: the same line under two texts."""
    jours = [[dt.datetime(2020, 3, 15)], [LE]]  # noqa: DTZ001
    avant, apres = appeler("CPTS_MONTANT", ["acces_fixe", 3.0, jours])
    assert avant != apres
    assert apres == [90000.0]


def test_an_unexpected_failure_is_a_sentence_and_is_logged(monkeypatch, caplog):
    """No trace in a cell: the log has it. The other rows are not lost."""

    def panne(**valeurs):
        if valeurs["assiette"] == 2:
            raise ZeroDivisionError("secret")
        return valeurs["assiette"]

    publiee = par_nom()["CPTS_ACOMPTE"]
    cassee = replace(publiee, regle=replace(publiee.regle, fonction=panne))
    monkeypatch.setitem(par_nom(), "CPTS_ACOMPTE", cassee)
    monkeypatch.setattr(module, "rapide", lambda *_: None)  # déjà compilée, elle répondrait juste
    with caplog.at_level(logging.ERROR, logger="cpts_xl"):
        rendu = appeler("CPTS_ACOMPTE", [[[1.0], [2.0]], 0.75])
    assert rendu[0] == [1.0]
    assert rendu[1][0].startswith("Refus : erreur interne")
    assert "secret" not in rendu[1][0]
    assert "secret" in caplog.text


def test_a_failure_of_the_fast_reading_is_logged_and_answered_by_the_exact_one(monkeypatch, caplog):
    """The fast reading is a convenience: broken, it costs time, never an answer."""
    monkeypatch.setattr(module, "rapide", lambda *_: 1 / 0)
    with caplog.at_level(logging.ERROR, logger="cpts_xl"):
        assert une("CPTS_SOLDE", 5.0, 2.0) == 3.0
    assert "CPTS_SOLDE" in caplog.text


def test_a_failure_of_the_dispatcher_itself(monkeypatch):
    """Even a broken dispatcher answers with a sentence."""
    monkeypatch.setattr(module, "par_nom", lambda: 1 / 0)
    assert une("CPTS_TAILLE", 1.0).startswith("Refus : erreur interne")


def test_unknown_function_and_too_many_arguments():
    """A sentence in both cases."""
    assert "inconnue" in une("CPTS_RIEN", 1.0)
    assert "argument" in une("CPTS_ANNEE_CIVILE", LE, LE)


@pytest.mark.parametrize("brut", [[], [[]], [[1.0], [2.0, 3.0]], ((),)])
def test_a_malformed_block_is_an_empty_cell(brut):
    """No carrier should send one; none of them breaks a cell."""
    assert une("CPTS_TOTAL", brut).startswith("À compléter")


def test_source():
    """A number with its text, status and day; a key without amount says so; a missing size is asked for."""
    texte = une("CPTS_SOURCE", "acces_fixe", 3.0, LE)
    for mot in ("90\u202f000,00\u00a0€", "avenant 2", "statut confirmé", "vérifié le"):
        assert mot in texte
    assert "75\u00a0%" in une("CPTS_SOURCE", "taux_acompte|fixe", None, LE)
    assert "47\u202f100" in une("CPTS_SOURCE", "pass", 2025.0, LE)
    assert "établit" in une("CPTS_SOURCE", "acces_fixe", 2.0, LE)
    assert "taille" in une("CPTS_SOURCE", "acces_fixe", None, LE)
    assert "proche" in une("CPTS_SOURCE", "acces_fix", 3.0, LE)
    assert "#N/A" in une("CPTS_SOURCE", "acces_fixe", "#N/A", LE)
    assert len(appeler("CPTS_SOURCE", [[["acces_fixe"], ["parcours_fixe"]], 3.0, LE])) == 2


def test_every_parameter_has_a_source_that_fits():
    """The whole law, text by text: value first, status at the end, nothing cut off after it."""
    from cpts_xl.law import en_vigueur  # noqa: PLC0415

    for code in en_vigueur(LE.date()).parametres:
        texte = une("CPTS_SOURCE", code, None, LE)
        assert len(texte) <= 255
        assert "statut" in texte
        assert "vérifié le" in texte


def test_explanation():
    """The sentence of another function, by either of its names, over cells and ranges."""
    assert une("CPTS_EXPLICATION", "acompte", 90000.0, 0.75) == une("CPTS_EXPLICATION", "CPTS_ACOMPTE", 90000.0, 0.75)
    assert "67\u202f500,00\u00a0€" in une("CPTS_EXPLICATION", "=cpts_acompte", 90000.0, 0.75)
    assert "300,00\u00a0€" in une("CPTS_EXPLICATION", "total", [[100.0], [200.0]])
    assert len(appeler("CPTS_EXPLICATION", ["acompte", [[100.0], [200.0]], 0.75])) == 2
    assert "inconnue" in une("CPTS_EXPLICATION", "rien", 1.0)
    assert "pas un calcul" in une("CPTS_EXPLICATION", "CPTS_VERSION")
    assert "argument" in une("CPTS_EXPLICATION", "acompte", 1.0, 1.0, 1.0)
    assert une("CPTS_EXPLICATION", None).startswith("À compléter")
    assert "assiette" in une("CPTS_EXPLICATION", "acompte", None, 0.75)


def test_grid():
    """A header, then a row per line; an amount that no text establishes is a sentence, not 0."""
    table = appeler("CPTS_BAREME", [2.0, LE])
    assert table[0] == ["ligne", "libellé", "montant", "texte", "statut"]
    assert {len(ligne) for ligne in table} == {5}
    montants = {ligne[0]: ligne[2] for ligne in table[1:]}
    assert montants["acces_fixe"].startswith(A_REPRENDRE)
    assert montants["parcours_fixe"] == 35000.0
    assert 0 not in montants.values()
    assert une("CPTS_BAREME", 5.0, LE).startswith("Refus")
    assert une("CPTS_BAREME", 2.5, LE).startswith("Refus")
    assert une("CPTS_BAREME", "trois", LE).startswith("À compléter")
    assert une("CPTS_BAREME", [[1.0], [2.0]], LE).startswith("Refus")
    assert une("CPTS_BAREME", 3.0).startswith("À compléter")


def test_reason():
    """What to do, in French, for each kind of answer; nothing for a number, a date or an ordinary word."""
    for muet in (12.0, LE, None, "Conforme", "abc"):
        assert une("CPTS_MOTIF", muet) == ""
    for texte, mot in (
        ("À compléter : population", "Remplir"),
        ("À compléter", "saisie"),
        ("#DIV/0!", "erreur"),
        (une("CPTS_ACOMPTE", "abc", 1.0), "Remplacer"),
        (une("CPTS_ACOMPTE", "#N/A", 1.0), "Corriger d'abord"),
        (f"{A_REPRENDRE} : accès", "annexe"),
        ("sans objet", "Rien à faire"),
        ("Refus : taille de 1 à 4 attendue", "admise"),
        ("À regarder", "contrôle"),
    ):
        assert mot in une("CPTS_MOTIF", texte)
    assert appeler("CPTS_MOTIF", [[[1.0], ["sans objet"]]])[0] == [""]


def test_long_answers():
    """A sentence of explanation is whole in one cell, and fits an array in several; an absence is always short."""
    seule = une("CPTS_EXPLICATION", "taux_acompte", "fixe", 3.0, None, LE)
    paire = appeler("CPTS_EXPLICATION", ["taux_acompte", [["fixe"], ["fixe"]], 3.0, None, LE])
    assert paire[0][0][:200] == seule[:200]
    assert all(len(ligne[0]) <= 255 for ligne in paire)
    cause = "À compléter : " + "x" * 250
    for _ in range(5):
        cause = une("CPTS_ACOMPTE", cause, 0.75)
        assert len(cause) <= 255


def test_version():
    """Version and fingerprint of the texts."""
    assert une("CPTS_VERSION").startswith("cpts_xl ")


def test_the_path_of_a_call_is_light():
    """A call needs the standard library only: no xlwings, no pandas, nothing of another room."""
    code = (
        "import sys; avant = set(sys.modules); from cpts_xl.udf.appel import appeler; appeler('CPTS_VERSION', []);"
        "neufs = {n.partition('.')[0] for n in set(sys.modules) - avant} - set(sys.stdlib_module_names);"
        "print(sorted(neufs)); "
        "print(sorted(n for n in sys.modules if n.startswith(('cpts_xl.workbook', 'cpts_xl.report'))))"
    )
    fin = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert fin.stdout.split("\n")[:2] == ["['cpts_xl']", "[]"]
