"""The register of evidence: how strong a piece is, what it covers, where its file should be, what the check says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any

import pytest

from cpts_xl.engine.examen import examiner
from cpts_xl.engine.pieces import chemin_interne, fichiers_attendus
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.law import en_vigueur
from tests.engine.dossiers import DOSSIERS, calcul, lire_dossier

ROVIRA = lire_dossier(DOSSIERS / "rovira-annee-5.toml")
JOUR = date(2027, 2, 1)
VIDE = dict.fromkeys(TABLEAUX["piece"].codes)
PIECE = {**VIDE, "numero": "PJ01", "type": "donnée d'un tiers", "date": JOUR, "intitule": "Requête", "indicateur": "A1"}
"""RoViRa is drawn up on 14/04/2027."""


def avec(*pieces: dict[str, Any]) -> Any:
    """Return the contract of RoViRa with these pieces."""
    return ROVIRA.avec(pieces=tuple({**VIDE, **piece} for piece in pieces))


def dit(dossier: Any, saisie: str) -> list[str]:
    """Return what the entry check says of one input."""
    return [a.message for a in examiner(dossier, en_vigueur(dossier.debut)) if a.saisie == saisie]


# ------------------------------------------------------------------------------------------ strength and coverage


def test_the_strongest_valid_piece_makes_the_strength() -> None:
    """A mention, an expired extract and a signed minute: the signed minute decides, all three are counted."""
    valeurs = calcul(avec(
        {**PIECE, "type": "mention au rapport"},
        {**PIECE, "numero": "PJ02", "valable_jusqu_au": date(2027, 4, 13)},
        {**PIECE, "numero": "PJ03", "type": "document signé", "signee": "Oui",
         "indicateur": "P1", "indicateur_3": "a1"},
    )).valeurs  # fmt: skip
    assert [valeurs[f"piece.{n}.force"] for n in (1, 2, 3)] == [1, 0, 3]
    assert valeurs["piece.2.validite"] == "Expirée"
    assert (valeurs["indicateur.1.nb_pieces"], valeurs["indicateur.1.force"]) == (3, 3)
    assert valeurs["indicateur.2.force"] == 0


def test_an_incomplete_piece_proves_nothing_yet() -> None:
    """A piece without a type has no strength: it is asked for, and covers nothing meanwhile."""
    resultat = calcul(avec({**PIECE, "type": None}))
    assert resultat.valeurs["piece.1.force"].texte_natif == "À compléter"
    assert resultat.valeurs["indicateur.1.nb_pieces"] == 1
    assert resultat.valeurs["indicateur.1.force"] == 0
    assert dit(avec({**PIECE, "type": None}), "piece.1.type") != []


def test_what_pays_without_a_piece_is_told() -> None:
    """RoViRa, access: A1 alone has a piece; the others that pay have none, and their euros are summed."""
    valeurs = calcul(avec(PIECE)).valeurs
    assert valeurs["indicateur.1.controle_preuve"] == "Conforme"
    assert valeurs["indicateur.2.controle_preuve"] == "Non concerné"  # A2 n'a rien acquis
    assert valeurs["indicateur.3.controle_preuve"] == "À regarder"
    assert valeurs["controle.preuves"] == "À regarder"
    assert valeurs["couverture.acces.sans_piece"] == 27_000 - 6_000


def test_coverage_counts_each_indicator_once_by_its_best_piece() -> None:
    """Eight indicators of access, two pieces for one of them: one of strength 4, seven of strength 0."""
    valeurs = calcul(avec(PIECE, {**PIECE, "numero": "PJ02", "type": "mention au rapport"})).valeurs
    assert [valeurs[f"couverture.acces.force_{n}"] for n in range(5)] == [7, 0, 0, 0, 1]
    assert (valeurs["couverture.acces.indicateurs"], valeurs["couverture.acces.couverts"]) == (8, 1)
    assert valeurs["couverture.acces.part"] == Fraction(1, 8)
    par_mission = [m.code for m in en_vigueur(ROVIRA.debut).missions]
    for champ in ("indicateurs", "couverts", "force_0", "force_4"):
        assert valeurs[f"couverture.total.{champ}"] == sum(valeurs[f"couverture.{m}.{champ}"] for m in par_mission)


def test_no_euro_depends_on_a_piece() -> None:
    """With or without evidence, every right is the same: the strength informs, it pays nothing."""
    avec_, sans = calcul(avec(PIECE)).valeurs, calcul(ROVIRA).valeurs
    droits = [i for i in sans if i.startswith(("ligne.", "perimetre.", "mission.")) or i.endswith(".acquis")]
    assert {i: avec_[i] for i in droits} == {i: sans[i] for i in droits}


# ------------------------------------------------------------------------------------------ files


@pytest.mark.parametrize(
    ("texte", "chemin"),
    [
        ("acces/requete.pdf", "acces/requete.pdf"),
        ("acces\\requete.pdf", "acces/requete.pdf"),
        ("./acces/./requete.pdf", "acces/requete.pdf"),
        (" émargement du 06-11.pdf ", "émargement du 06-11.pdf"),
        ("..requete.pdf", "..requete.pdf"),
    ],
)
def test_a_path_inside_the_folder_is_read_alike_everywhere(texte: str, chemin: str) -> None:
    """Both separators, on any machine, give the same place inside the folder."""
    assert chemin_interne(texte) == PurePosixPath(chemin)


@pytest.mark.parametrize(
    "texte",
    ["../secret.pdf", "acces/../../secret", "acces\\..\\x", "/etc/passwd", "C:\\x.pdf", "C:x.pdf",
     "\\\\serveur\\part\\x", "\\x.pdf", "a.pdf:flux", "NUL", "acces/con.pdf", "x\0.pdf", "", ".", ".."],
)  # fmt: skip
def test_a_path_that_leads_out_of_the_folder_is_refused(texte: str) -> None:
    """A root, a drive, a share, a « .. », a stream or a device is never a piece."""
    assert chemin_interne(texte) is None


def test_expected_files_follow_the_register() -> None:
    """Each row that names a file inside the folder, by its rank; the others are left to the entry check."""
    dossier = avec({**PIECE, "fichier": "a/b.pdf"}, PIECE, {**PIECE, "fichier": "../c.pdf"}, {**PIECE, "fichier": "d"})
    assert [(f.rang, str(f.chemin)) for f in fichiers_attendus(dossier)] == [(1, "a/b.pdf"), (4, "d")]
    assert dit(dossier, "piece.3.fichier") != []
    assert dit(dossier, "piece.1.fichier") == []


# ------------------------------------------------------------------------------------------ the entry check


FAUTES: list[tuple[str, dict[str, Any], str, str]] = [
    ("indicateur inconnu", {"indicateur_2": "Z9"}, "indicateur_2", "n'est pas dans la feuille Indicateurs"),
    ("indicateur cité deux fois", {"indicateur_2": "a1"}, "indicateur_2", "compterait double"),
    ("action inconnue", {"action": "AC99"}, "action", "n'est pas dans la feuille Actions"),
    ("datée d'après l'arrêté", {"date": date(2027, 4, 15)}, "date", "d'après l'arrêté"),
    ("expirée avant d'être datée", {"valable_jusqu_au": date(2027, 1, 31)}, "valable_jusqu_au", "avant d'être datée"),
    ("type hors liste", {"type": "photo"}, "type", "n'est pas dans la liste"),
    ("sans intitulé", {"intitule": None}, "intitule", "n'est pas renseigné"),
]


@pytest.mark.parametrize(("faute", "champ", "mots"), [f[1:] for f in FAUTES], ids=[f[0] for f in FAUTES])
def test_a_faulty_piece_is_told_in_its_cell(faute: dict[str, Any], champ: str, mots: str) -> None:
    """Each fault of the register is told in its cell; a sound piece says nothing."""
    assert [m for m in dit(avec({**PIECE, **faute}), f"piece.1.{champ}") if mots in m] != []
    assert dit(avec(PIECE), f"piece.1.{champ}") == []


def test_two_pieces_of_one_number() -> None:
    """A number designates one piece, whatever the case of its letters."""
    assert dit(avec(PIECE, {**PIECE, "numero": "pj01"}), "piece.2.numero") != []


def test_a_point_of_the_dialogue_names_a_known_indicator() -> None:
    """A point about an unknown indicator is told; a general point is not."""
    points = tuple(
        {**dict.fromkeys(TABLEAUX["point"].codes), "date": JOUR, "indicateur": i} for i in ("Z9", None, "a1")
    )
    dossier = ROVIRA.avec(dialogue=points)
    assert [len(dit(dossier, f"point.{n}.indicateur")) for n in (1, 2, 3)] == [1, 0, 0]
