"""The example CPTS, cell after cell through the boundary, as a workbook would: the engine's numbers, exactly."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl.absence import Absent
from cpts_xl.engine.etapes import Const
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.law import en_vigueur
from cpts_xl.udf.appel import appeler
from cpts_xl.udf.frontiere import absence_de, sortir

EXEMPLE = Path(__file__).resolve().parents[2] / "workbooks" / "exemple.toml"


def en_cellule(valeur):
    """Return what xlwings would give for a typed or a computed cell."""
    rendu = sortir(valeur)
    if isinstance(rendu, dt.date):
        return dt.datetime(rendu.year, rendu.month, rendu.day)  # noqa: DTZ001
    return None if rendu == "" else rendu


@pytest.fixture(scope="module", params=[{}, {"population": None}, {"taille_contrat": Fraction(2)}], ids=str)
def chaine(request):
    """Compute the example twice: by the engine, and by calls on cells fed only with what cells show."""
    dossier = lire_dossier(EXEMPLE)
    dossier.identite.update(request.param)
    droit = en_vigueur(dossier.debut)
    resultat = calculer(dossier, droit)
    calculees = {c.etape.id for c in resultat.etapes}
    cellules = {ident: en_cellule(v) for ident, v in resultat.valeurs.items() if ident not in calculees}

    def lire(entree):
        if isinstance(entree, Const):
            return en_cellule(entree.valeur)
        if isinstance(entree, tuple):
            return [[cellules[ident]] for ident in entree]
        return cellules[entree]

    for calculee in resultat.etapes:
        etape = calculee.etape
        if etape.presence and cellules[etape.presence] is None:
            cellules[etape.id] = None
            continue
        arguments = [lire(etape.entrees.get(a.nom, Const(None))) for a in etape.regle.arguments]
        if etape.regle.lit_droit:
            arguments.append(en_cellule(dossier.debut))
        [[rendu]] = appeler("CPTS_" + etape.regle.nom.upper(), arguments)
        cellules[etape.id] = en_cellule(rendu)
    return resultat, cellules


def test_every_step_gives_what_the_engine_gives(chaine):
    """Numbers and dates are equal to the last bit; an absence is of the same kind."""
    resultat, cellules = chaine
    ecarts = {}
    for calculee in resultat.etapes:
        attendu, obtenu = calculee.valeur, cellules[calculee.etape.id]
        if isinstance(attendu, Absent):
            lu = absence_de(obtenu) if isinstance(obtenu, str) else None
            pareil = lu is not None and lu.sorte is attendu.sorte
        else:
            pareil = obtenu == en_cellule(attendu)
        if not pareil:
            ecarts[calculee.etape.id] = (attendu, obtenu)
    assert not ecarts
    assert len(resultat.etapes) > 400
