"""A point of the dialogue carried over from the year before: told as such, never taken for this year's value."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.revue.construire import construire_revue
from cpts_xl.revue.depuis import anterieurs, depuis, dit
from cpts_xl.revue.plan import CPAM
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.releve import points
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.xlsx.lu import lire

from .banc import dossier

DEBUT = dossier().debut
VEILLE = DEBUT - timedelta(days=1)


def _avec_un_point(jour: date | None) -> Dossier:
    """Return the example where the CPAM said 95 of A1 on a day, and nothing in the sheet Indicateurs."""
    point: dict[str, Any] = {"date": jour, "indicateur": "A1", "valeur_cpts": Fraction(88),
                             "valeur_cpam": Fraction(95), "suite": "Comparer les listes", "etat": "ouvert"}  # fmt: skip
    fiches = tuple({**f, "valeur_cpam": None} if f["id"] == "A1" else f for f in dossier().liste("indicateur"))
    return dossier().avec(dialogue=(point,), indicateurs=fiches)


@pytest.mark.parametrize(("jour", "reprise"), [(VEILLE, False), (DEBUT, True), (None, True)])
def test_only_a_point_of_this_year_fills_the_value_of_the_cpam(jour: date | None, *, reprise: bool) -> None:
    """Dated the day before the year: empty. Dated its first day, or not dated: 95."""
    exemple = _avec_un_point(jour)
    resultat = calculer(exemple, en_vigueur(exemple.debut))
    a1 = next(i for i in depuis(resultat).indicateurs if i.code == "A1")
    assert dit(resultat, a1, CPAM)[0] == (95 if reprise else None)
    assert [j for _, j in anterieurs(resultat, a1, CPAM)] == ([] if reprise else [VEILLE])


def test_the_record_keeps_last_years_point_on_a_line_that_says_so() -> None:
    """What was to be done then is not written beside this year's value, and is not lost."""
    exemple = _avec_un_point(VEILLE)
    lignes = points(depuis(calculer(exemple, en_vigueur(exemple.debut))), exemple)
    a1 = next(p for p in lignes if p.code == "A1" and p.ident)
    assert a1.dit == {}
    (ancien,) = [p for p in lignes if "année précédente" in p.objet]
    assert ancien.objet == f"Point de l'année précédente ({VEILLE:%d/%m/%Y}) sur A1"
    assert ancien.dit["suite"] == "Comparer les listes"


def test_the_sheet_of_the_gaps_says_where_last_years_value_stands(tmp_path: Any) -> None:
    """The yellow cell is empty, the agreement is not judged, and the last column says which point was left aside."""
    exemple = _avec_un_point(VEILLE)
    chemin = tmp_path / "reçu.xlsx"
    chemin.write_bytes(construire(calculer(exemple, en_vigueur(exemple.debut)), Encre.NATIVE, calculs=False))
    (tmp_path / "revue.xlsx").write_bytes(construire_revue(verifier(lire_classeur(chemin), complet=False)))
    feuille = lire(tmp_path / "revue.xlsx").feuilles[Onglet.ECARTS]
    ligne = next(li for li in feuille.lignes.values() if 1 in li and li[1].valeur == "A1")
    textes = [str(c.valeur) for c in ligne.values() if c.valeur is not None]
    (origine,) = [t for t in textes if t.startswith("Dialogue!")]
    assert f"valeur CPAM du {VEILLE:%d/%m/%Y}, de l'année précédente, non reprise" in origine
    assert not any(t == "À regarder" for t in textes)
