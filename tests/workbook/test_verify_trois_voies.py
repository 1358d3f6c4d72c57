"""Three computations of each cell: what the file stores and its formulas, our tool, two independent engines."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.constats import Cause, Gravite
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat
from cpts_xl.errors import MoteurIndisponible
from cpts_xl.formats import nombre
from cpts_xl.ressources import ressource
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.verification import bilan, memes, verifier
from tests.workbook.exemples import octets, resultat

PAIRE = ("ironcalc", "formualizer")


@pytest.fixture(scope="session")
def premiere(tmp_path_factory: pytest.TempPathFactory) -> tuple[Resultat, Lecture]:
    """Return the example of a first year, computed, written and read."""
    calcule = resultat(lire_dossier(ressource("workbooks", "exemple-premiere-annee.toml")))
    chemin = tmp_path_factory.mktemp("voies") / "premiere.xlsx"
    chemin.write_bytes(construire(calcule, Encre.NATIVE))
    return calcule, lire_classeur(chemin)


def _concordantes(lecture: Lecture) -> int:
    """Return how many computed cells have one value in the file, in the tool and in each engine; none may differ."""
    verification = verifier(lecture, PAIRE, complet=False)
    for valeur in verification.valeurs:
        lues = {"classeur": valeur.stockee, **valeur.recalculees}
        assert lues.keys() == {"classeur", *PAIRE}, valeur.ident
        assert all(memes(lu, valeur.attendue, Encre.NATIVE) for lu in lues.values()), (valeur.ident, lues)
        assert valeur.concorde
    n = len(verification.valeurs)
    assert verification.comparees == verification.identiques == n == len(verification.resultat.pleines)
    assert verification.moteurs == dict.fromkeys(PAIRE, f"{nombre(Fraction(n))} cellules recalculées, 0 écart")
    assert bilan(verification)[0] == f"{nombre(Fraction(n))} valeurs recalculées, {nombre(Fraction(n))} identiques."
    return n


@pytest.mark.moteur
def test_every_computed_cell_of_the_two_examples_agrees_three_ways(
    moteurs: tuple[str, ...], premiere: tuple[Resultat, Lecture], tmp_path: Path
) -> None:
    """Stored, computed by the tool, recalculated by IronCalc and by formualizer: one value in every computed cell."""
    assert set(PAIRE) <= set(moteurs)
    chemin = tmp_path / "demo.xlsx"
    chemin.write_bytes(octets(Encre.NATIVE))
    compte = {"exemple": _concordantes(lire_classeur(chemin)), "première année": _concordantes(premiere[1])}
    print(", ".join(f"{nom} : {n} valeurs, trois voies, toutes identiques" for nom, n in compte.items()))
    assert compte["exemple"] > 4_000
    assert compte["première année"] > 1_000


@contextmanager
def _moteurs_factices(
    monkeypatch: pytest.MonkeyPatch, reponses: Mapping[str, Callable[[dict[tuple[str, str], Any]], Any]],
    premiere: tuple[Resultat, Lecture],
) -> Iterator[None]:  # fmt: skip
    """Replace the engines by what each would answer, made from the right answer."""
    calcule, lecture = premiere
    places = LayoutRecu(calcule, lecture).places
    justes = {places[c.etape.id]: cache(c.valeur, Encre.NATIVE) for c in calcule.pleines}

    def recalculer(_chemin: Path, moteur: str, **_options: Any) -> dict[tuple[str, str], Any]:
        return reponses[moteur](dict(justes))

    with monkeypatch.context() as pose:
        pose.setattr(recalcul, "recalculer", recalculer)
        yield


def _double(place: tuple[str, str]) -> Callable[[dict[tuple[str, str], Any]], Any]:
    return lambda valeurs: {**valeurs, place: valeurs[place] * 2}


def _refuse(_valeurs: dict[tuple[str, str], Any]) -> Any:
    raise MoteurIndisponible("« x.xlsx » n'a pas pu être recalculé par formualizer : pas de réponse en 60 s.")


def test_one_engine_alone_is_outvoted_and_shown(
    premiere: tuple[Resultat, Lecture], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two engines disagree on a cell: the tool decides, the cell is shown, nobody is accused."""
    place = LayoutRecu(*premiere).places["ligne.acces_fixe.plafond"]
    with _moteurs_factices(monkeypatch, {"ironcalc": _double(place), "formualizer": dict}, premiere):
        verification = verifier(premiere[1], PAIRE, complet=False)
    (constat,) = [c for c in verification.constats if c.cause == Cause.RECALCUL]
    assert (constat.feuille, constat.cellule, constat.gravite) == (*place, Gravite.INFORMATION)
    assert constat.message.count("IronCalc") == 1
    assert verification.moteurs["ironcalc"].endswith(", 1 écart")
    assert verification.moteurs["formualizer"].endswith(", 0 écart")


def test_two_engines_against_the_tool_block(
    premiere: tuple[Resultat, Lecture], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both engines find another value than the tool: the first cell where they do is a blocking finding, in euros."""
    place = LayoutRecu(*premiere).places["ligne.acces_fixe.plafond"]
    with _moteurs_factices(monkeypatch, dict.fromkeys(PAIRE, _double(place)), premiere):
        verification = verifier(premiere[1], PAIRE, complet=False)
    (constat,) = [c for c in verification.constats if c.cause == Cause.RECALCUL]
    assert (constat.feuille, constat.cellule, constat.gravite) == (*place, Gravite.BLOQUANT)
    assert constat.enjeu == premiere[0].valeurs["ligne.acces_fixe.plafond"]
    vue = next(v for v in verification.valeurs if v.ident == "ligne.acces_fixe.plafond")
    assert not vue.concorde
    assert vue.recalculees["ironcalc"] == 2 * vue.attendue


def test_an_engine_that_refuses_has_recalculated_nothing(
    premiere: tuple[Resultat, Lecture], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal is told as such, with its reason; the other engine's answer stands."""
    with _moteurs_factices(monkeypatch, {"ironcalc": dict, "formualizer": _refuse}, premiere):
        verification = verifier(premiere[1], PAIRE, complet=False)
    assert verification.moteurs["formualizer"].startswith("non recalculé : ")
    assert "pas de réponse en 60 s" in verification.moteurs["formualizer"]
    assert verification.moteurs["ironcalc"].endswith(", 0 écart")
    assert all(v.recalculees.keys() == {"ironcalc"} for v in verification.valeurs)
    assert not any("identique" in ligne for ligne in bilan(verification) if "formualizer" in ligne)


def test_the_engines_work_at_the_same_time(premiere: tuple[Resultat, Lecture], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waits for the other to have started: one after the other, they would wait for ever."""
    rendez_vous = threading.Barrier(2)

    def attendre(valeurs: dict[tuple[str, str], Any]) -> Any:
        rendez_vous.wait(20)
        return valeurs

    with _moteurs_factices(monkeypatch, dict.fromkeys(PAIRE, attendre), premiere):
        assert set(verifier(premiere[1], PAIRE, complet=False).moteurs) == set(PAIRE)
