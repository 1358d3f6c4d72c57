"""What holds when a year is opened from another: reading changes nothing, and years closed stay what they were."""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.cli import main
from cpts_xl.engine.suite import ouvrir
from cpts_xl.errors import SaisieInvalide
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from tests.engine.contrat_vecu import GRAINES, UNITES, Contrat, complete
from tests.engine.contrats import ANNEES, MISSIONS, annee
from tests.engine.dossiers import calcul
from tests.engine.tirages_dossiers import dossier as tirer

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("tables_courtes")


@pytest.mark.parametrize("graine", [*range(0, 200, 8), *range(1, 200, 16)])
def test_opening_a_year_twice_gives_one_dossier_and_leaves_the_old_one(graine: int) -> None:
    """Opening reads: the same year twice is the same dossier, and nothing of the year that is closed has moved."""
    dossier = tirer(graine)
    resultat = calcul(dossier)
    ouvrable = isinstance(resultat.valeurs["identite.fin"], date)
    if not ouvrable or resultat.valeurs["identite.annee"] not in ANNEES[:-1]:
        with pytest.raises(SaisieInvalide):  # année illisible, ou dernière du contrat
            ouvrir(resultat)
        return
    temoin, valeurs = copy.deepcopy(dossier), dict(resultat.valeurs)
    une, deux = ouvrir(resultat), ouvrir(resultat)
    assert une == deux
    assert dossier == temoin
    assert resultat.valeurs == valeurs
    assert calcul(temoin).valeurs == valeurs
    calcul(une.dossier)  # la nouvelle année se calcule, quoi qu'on lui ait laissé


@pytest.mark.parametrize("graine", GRAINES)
def test_past_years_stay_what_they_were(graine: int) -> None:
    """Through four openings, the years closed and their indicators never change again; only what they receive grows."""
    contrat = Contrat(f"passé {graine}", UNITES[graine % 2])
    closes: dict[str, Any] = {}
    lignes: tuple[Any, ...] = ()
    for rang in ANNEES[:-1]:
        v = contrat.payer(*contrat.attendus())
        attendu = {"droit": "perimetre.tout.droit", "acompte": "total.acompte", "solde": "total.solde",
                   "verse": "perimetre.tout.verse", "taille": "identite.taille"}  # fmt: skip
        recus = {str(n): v[f"annee.{n}.verse_annee"] for n in range(1, rang + 1)}
        contrat.suivante()
        fiches, historique = contrat.dossier.fiche("annee"), contrat.dossier.liste("historique")
        assert {code: _sans_verse(fiches[code]) for code in closes} == {c: _sans_verse(f) for c, f in closes.items()}
        assert historique[: len(lignes)] == lignes
        assert len(historique) == len(lignes) + len(MISSIONS)
        assert {code: fiche["verse"] for code, fiche in fiches.items()} == recus
        neuve = fiches[str(rang)]
        assert {champ: neuve[champ] for champ in attendu} == {champ: v[ident] for champ, ident in attendu.items()}
        acquis = sum(ligne["acquis"] for ligne in historique[len(lignes) :])
        assert acquis == sum(v[f"indicateur.{n}.acquis"] for n in range(1, len(MISSIONS) + 1))
        closes, lignes = dict(fiches), historique
        droits = {n: contrat.resultat.valeurs[f"annee.{n}.droit_annee"] for n in range(1, rang + 1)}
        assert droits == {n: closes[str(n)]["droit"] for n in range(1, rang + 1)}


def _sans_verse(fiche: Any) -> dict[str, Any]:
    """Return a closed year without what was received for it, which grows as its balance comes."""
    return {champ: valeur for champ, valeur in fiche.items() if champ != "verse"}


def test_the_old_file_is_left_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that opens a year writes a new file, twice the same; the old one keeps its every byte."""
    ancien = tmp_path / "annee-3.xlsx"
    ancien.write_bytes(construire(calcul(complete(annee(3))), Encre.PYTHON))
    octets = ancien.read_bytes()
    neufs = [tmp_path / f"annee-4-{n}.xlsx" for n in (1, 2)]
    for neuf in neufs:
        assert main(["ouvrir-annee", str(ancien), "--vers", str(neuf)]) in {0, 1}, capsys.readouterr().out
        assert ancien.read_bytes() == octets
    assert neufs[0].read_bytes() == neufs[1].read_bytes()
    assert main(["ouvrir-annee", str(ancien), "--vers", str(ancien), "--remplacer"]) == 2
    assert ancien.read_bytes() == octets
