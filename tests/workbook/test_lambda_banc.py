"""The LAMBDA names on the bench that every carrier faces, computed by IronCalc, the one engine here that knows them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from cpts_xl.law import en_vigueur
from cpts_xl.rules import CATALOGUE
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.lambdas import UNE_SEULE, definitions
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.xlsx.types import lettres
from tests.udf.cellules import JOUR
from tests.udf.natif.admises import ADMISES, admise, invraisemblable
from tests.udf.natif.banc import FEUILLE, BancNatif, ecrire_formule

if TYPE_CHECKING:
    from pathlib import Path

    from cpts_xl.workbook.moteurs.recalcul import Recalcul

IRONCALC = "ironcalc"
SANS_ECART = {"exemple", "vide", "texte vide", "colonne", "constantes", "bloc", "omis", "date en texte"}

pytestmark = pytest.mark.moteur


@pytest.fixture(scope="module")
def banc(moteurs: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[BancNatif, Recalcul]:
    """Return the bench of LAMBDA calls, with what IronCalc computes."""
    un = BancNatif.pour(Encre.LAMBDA, IRONCALC)
    return un, un.recalculer(tmp_path_factory.mktemp("banc-lambda") / "banc.xlsx", IRONCALC)


def test_every_cell_is_what_python_answers(banc: tuple[BancNatif, Recalcul]) -> None:
    """No cell differs but in a way that has a name and a reason; ordinary cases never do."""
    un, recalcul = banc
    comptes: Counter[str] = Counter()
    phrases = []
    for place, vu in un.ecarts(recalcul):
        nom = admise(place, vu, IRONCALC, Encre.LAMBDA)
        comptes[nom] += 1
        if not nom or place.cas.essai in SANS_ECART:
            phrases.append(f"{place.cas.nom} : {place.attendu!r} attendu, {vu!r} ; ={place.formule}")
    assert not phrases, f"{len(phrases)} écarts :\n" + "\n".join(phrases[:20])
    assert len(un.places) >= 2_400
    admises = {a.nom for a in ADMISES if IRONCALC in a.moteurs and Encre.LAMBDA in a.encres}
    assert set(comptes) == admises - {"hors du calendrier"}
    assert comptes.total() <= len(un.places) // 6


def test_every_cell_is_what_the_native_formula_gives(banc: tuple[BancNatif, Recalcul], tmp_path: Path) -> None:
    """Where both have a cell, the name and the formula that it holds give the same; only odd days are guarded more."""
    un, recalcul = banc
    natif = BancNatif.pour(Encre.NATIVE, IRONCALC)
    par_formule = natif.recalculer(tmp_path / "natif.xlsx", IRONCALC)
    vues: dict[str, list[object]] = {}
    for place in natif.places:
        vues.setdefault(place.cas.nom, []).append(par_formule.get((FEUILLE, place.adresse), ""))
    ecarts, rangs = [], Counter()
    for place in un.places:
        nom = place.cas.nom
        rang, rangs[nom] = rangs[nom], rangs[nom] + 1
        vu = recalcul.get((FEUILLE, place.adresse), "")
        if nom in vues and vu != vues[nom][rang] and not (invraisemblable(place) and vu == "À compléter"):
            ecarts.append(nom)
    assert ecarts == []
    assert sum(map(len, vues.values())) >= 2_300


def test_a_range_where_one_cell_is_due_is_refused(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """Each rule given three cells for one answers a sentence, never a column where an empty row is worth zero."""
    chemin = tmp_path / "plages.xlsx"
    appels = {}
    with xlsxwriter.Workbook(str(chemin)) as classeur:
        feuille = classeur.add_worksheet(FEUILLE)
        for ligne in (0, 2):
            feuille.write_number(ligne, 3, 45_731)
        for nom, contenu in definitions(en_vigueur(JOUR)).items():
            classeur.define_name(nom, f"={contenu}")
        for rang, regle in enumerate(CATALOGUE.values(), 1):
            genres = [*(a.genre.liste for a in regle.arguments), *[False] * regle.lit_droit]
            for place, liste in enumerate(genres):
                if liste:
                    continue
                arguments = ["$D$1:$D$3" if autre == place or genres[autre] else "$D$1" for autre in range(len(genres))]
                ecrire_formule(feuille, rang, 6 + place, f"CPTS_{regle.nom.upper()}({','.join(arguments)})",
                               dynamique=True)  # fmt: skip
                appels[f"{lettres(6 + place)}{rang}"] = regle.nom
    recalcul = recalculer(chemin, IRONCALC)
    assert {recalcul[FEUILLE, adresse] for adresse in appels} == {UNE_SEULE}
    assert len(set(appels.values())) >= 170
