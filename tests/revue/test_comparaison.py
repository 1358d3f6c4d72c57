"""The other CPTS beside this one: median and quartiles as native formulas; what is missing never weighs as a zero."""

from __future__ import annotations

import statistics
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.revue.comparaison import BRUTS, PLACES, RATIOS, comparaison, de_ce_dossier
from cpts_xl.revue.plume import Onglet, ouvrir
from cpts_xl.revue.quartiles import TROP_PEU, choisir, formule, quartile
from cpts_xl.revue.voisines import lire_voisines
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.portable import ecarts
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire
from cpts_xl.workbook.xlsx.types import lettres

from .banc import verification

NOM = str(Onglet.COMPARAISON)
TAILLE = Fraction(3)
RANGS = {"Premier quartile": 0, "Médiane": 1, "Troisième quartile": 2}


def _voisine(rang: int, taille: int, **autres: Any) -> dict[str, Any]:
    return {
        "identifiant": f"75000{rang:04d}", "nom": f"CPTS n° {rang}", "taille": Fraction(taille), "annee": Fraction(2),
        "population": Fraction(60000 + 7919 * rang), "adherents": Fraction(40 + 3 * rang), "droit":
        Fraction(20000000 + 1234567 * rang, 100), "verse": Fraction(150000), "depense": Fraction(90000 + 11113 * rang),
        "taux_euros": Fraction(rang, 12), "part_prouvee": Fraction(1), "force": Fraction(rang, 4), **autres,
    }  # fmt: skip


VOISINES = [
    *(_voisine(rang, 3) for rang in range(1, 6)),
    _voisine(6, 3, adherents=None, force=None),
    _voisine(7, 2),
    _voisine(8, 1, population=None),
    _voisine(2, 3, annee=Fraction(1), nom="CPTS n° 2, l'an d'avant", depense=Fraction(1)),
]
"""Eight CPTS, six of them of the size of ours; two numbers are missing; one CPTS comes with two years."""


def _ecrite(dossier: Path, voisines: list[dict[str, Any]], nom: str = "comparaison.xlsx") -> Path:
    """Return the path of a review of which only the comparison is written: quick to make and to recalculate."""
    p, tampon = ouvrir(verification().resultat, "Revue")
    comparaison(p, verification().resultat, voisines)
    p.classeur.close()
    chemin = dossier / nom
    chemin.write_bytes(tampon.getvalue())
    return chemin


@pytest.fixture(scope="module")
def ecrite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the comparison with ``VOISINES``, written."""
    return _ecrite(tmp_path_factory.mktemp("comparaison"), VOISINES)


def _bloc(classeur: ClasseurLu, debut: str) -> dict[str, int]:
    """Return the rows of a block of quartiles, by what their first cell says: « nombres », then the three."""
    feuille = classeur.feuilles[NOM]
    premiere = next(n for n, ligne in feuille.lignes.items() if 1 in ligne and str(ligne[1].valeur).startswith(debut))
    titres = {str(feuille.ligne(premiere + rang)[1].valeur): premiere + rang for rang in (1, 2, 3)}
    return {"nombres": premiere, **titres}


def _attendus(voisines: list[dict[str, Any]]) -> dict[int, list[float]]:
    """Return the known numbers of each compared column, by rank of column, computed without the tool."""
    vus: dict[int, list[float]] = {PLACES[c]: [float(v[c]) for v in voisines if v[c] is not None]
                                   for c in ("taux_euros", "part_prouvee", "force")}  # fmt: skip
    for place, (_, haut, bas, mille) in enumerate(RATIOS, len(BRUTS) + 1):
        vus[place] = [float(v[haut] * (1000 if mille else 1) / v[bas]) for v in voisines if v[haut] and v[bas]]
    return vus


@pytest.mark.parametrize("moteur", ["stocké", "ironcalc", "formualizer", "libreoffice"])
@pytest.mark.parametrize(("debut", "combien"), [("Taille 3, 6 CPTS", 6), ("Toutes tailles, 8 CPTS", 8)])
def test_quartiles_are_those_of_statistics(moteurs, ecrite, moteur, debut, combien):
    """For each ratio and each group: how many numbers, quartiles and median, as an independent library gives them."""
    assert moteur in {*moteurs, "stocké"}
    classeur = lire(ecrite)
    bloc = _bloc(classeur, debut)
    stockees = {(NOM, a): c.valeur for a, c in classeur.feuilles[NOM].cellules.items()}
    vues = stockees if moteur == "stocké" else recalculer(ecrite, moteur)
    attendus = _attendus(VOISINES[:combien])
    assert len(attendus) == 8
    for place, nombres in attendus.items():
        lettre = lettres(place)
        assert vues[NOM, f"{lettre}{bloc['nombres']}"] == len(nombres)
        dus = statistics.quantiles(nombres, n=4, method="inclusive")
        for titre, rang in RANGS.items():
            assert float(vues[NOM, f"{lettre}{bloc[titre]}"]) == pytest.approx(dus[rang], abs=1e-6), (lettre, titre)


def test_what_is_missing_is_not_counted(ecrite):
    """Without members, or without inhabitants, a CPTS is absent from the ratio: one number less, and no zero."""
    feuille = lire(ecrite).feuilles[NOM]
    bloc = _bloc(lire(ecrite), "Toutes tailles")
    titres = {str(cellule.valeur): place for place, cellule in feuille.ligne(LIGNE_ENTETE).items()}
    nombres = {titre: feuille.ligne(bloc["nombres"])[place].valeur for titre, place in titres.items() if
               place in feuille.ligne(bloc["nombres"]) and place > 1}  # fmt: skip
    assert nombres["Dépensé par adhérent"] == 7
    assert nombres["Droit pour 1\u00a0000 habitants"] == 7
    assert nombres["Adhérents pour 1\u00a0000 habitants"] == 6
    assert nombres["Force moyenne"] == 7
    assert nombres["Dépensé sur droit"] == 8


def test_a_zero_in_place_of_what_is_missing_would_be_seen(tmp_path):
    """Sabotage: the same CPTS with 0 member less known gives other quartiles, and another count."""
    fausses = [{**v, "force": v["force"] or Fraction(0)} for v in VOISINES]
    lettre = lettres(PLACES["force"])
    vus = []
    for nom, voisines in (("juste.xlsx", VOISINES), ("fausse.xlsx", fausses)):
        classeur = lire(_ecrite(tmp_path, voisines, nom))
        bloc = _bloc(classeur, "Toutes tailles")
        vus.append([classeur.feuilles[NOM].cellule(f"{lettre}{ligne}").valeur for ligne in bloc.values()])
    assert all(juste != faux for juste, faux in zip(*vus, strict=True))


def test_this_cpts_is_not_in_its_own_median(ecrite):
    """The ranges begin under the line of this CPTS, and end before the years that are shown without being counted."""
    feuille = lire(ecrite).feuilles[NOM]
    assert feuille.ligne(LIGNE_ENTETE + 1)[1].valeur == verification().resultat.dossier.nom
    bloc = _bloc(lire(ecrite), "Toutes tailles, 8 CPTS")
    zone = f"${lettres(PLACES['force'])}${LIGNE_ENTETE + 2}:${lettres(PLACES['force'])}${LIGNE_ENTETE + 9}"
    assert feuille.cellule(f"{lettres(PLACES['force'])}{bloc['nombres']}").formule == f"=COUNT({zone})"
    assert feuille.ligne(LIGNE_ENTETE + 10)[1].valeur == "CPTS n° 2, l'an d'avant"
    assert "sans être comptées" in str(feuille.ligne(LIGNE_ENTETE + 11)[1].valeur)


@pytest.mark.parametrize("moteur", ["ironcalc", "libreoffice"])
def test_fewer_than_three_say_so(moteurs, tmp_path, moteur):
    """Two CPTS, or two numbers known among three: words and no median, in the file as in a spreadsheet."""
    assert moteur in moteurs
    chemin = _ecrite(tmp_path, [VOISINES[0], VOISINES[5], VOISINES[6]])
    feuille, vues = lire(chemin).feuilles[NOM], recalculer(chemin, moteur)
    meme, tous = _bloc(lire(chemin), "Taille 3, 2 CPTS"), _bloc(lire(chemin), "Toutes tailles, 3 CPTS")
    lettre, droit = lettres(PLACES["force"]), lettres(len(BRUTS) + len(RATIOS))
    for titre in RANGS:
        for adresse in (f"{lettre}{meme[titre]}", f"{lettre}{tous[titre]}", f"{droit}{meme[titre]}"):
            assert feuille.cellule(adresse).valeur == vues[NOM, adresse] == TROP_PEU
        assert isinstance(vues[NOM, f"{droit}{tous[titre]}"], float)


def test_a_cpts_counts_once():
    """Of several years, the one of the same year of the contract, else the latest; none of this CPTS's own."""
    ici = {"taille": TAILLE, "annee": Fraction(3), "numeros": frozenset({"990000017"})}
    annees = [_voisine(1, 3, annee=Fraction(n), nom=f"année {n}") for n in (2, 3, 4)]
    sans = [_voisine(2, 1, annee=Fraction(n), nom=f"an {n}") for n in (1, 2)]
    notre = _voisine(9, 3, identifiant="W123", finess="990000017", nom="la nôtre, l'an d'avant")
    comptees, hors = choisir(ici, [*annees, *sans, notre])
    assert [f["nom"] for f in comptees] == ["année 3", "an 2"]
    assert {f["nom"] for f in hors} == {"année 2", "année 4", "an 1", "la nôtre, l'an d'avant"}


def test_alone_with_its_own_years_there_is_nothing_to_compare(tmp_path):
    """Only other years of this CPTS were given: the sheet says so, and no quartile is written."""
    numero = min(de_ce_dossier(verification().resultat)["numeros"])
    chemin = _ecrite(tmp_path, [_voisine(1, 3, finess=numero), _voisine(1, 3, finess=numero, annee=Fraction(1))])
    textes = [str(c.valeur) for c in lire(chemin).feuilles[NOM].cellules.values()]
    assert any("pas d'autre CPTS à comparer" in texte for texte in textes)
    assert "Médiane" not in textes


def test_the_numbers_of_a_cpts_are_read_in_the_open_data(tmp_path):
    """The identifier comes with each line, so that a CPTS with two years counts once."""
    (tmp_path / "cpts_annees.csv").write_text(
        "identifiant,annee,finess,rna,nom,debut\r\n750000001,1,750000001,,Est,01/01/2024\r\n"
        "750000001,2,750000001,,Est,01/01/2025\r\n", encoding="utf-8")  # fmt: skip
    resultat = verification().resultat
    comptees, hors = choisir(de_ce_dossier(resultat), lire_voisines(tmp_path, resultat))
    assert [(f["identifiant"], f["annee"]) for f in (*comptees, *hors)] == [("750000001", 2), ("750000001", 1)]


def test_a_quartile_is_exact_whatever_the_number():
    """From three to forty numbers, each quartile is the one of an independent library."""
    for combien in range(3, 41):
        nombres = [Fraction(7919**rang % 10**8 - 10**7, 100) for rang in range(combien)]
        dus = statistics.quantiles(nombres, n=4, method="inclusive")
        assert [quartile(nombres, rang) for rang in (1, 2, 3)] == dus
    assert quartile([Fraction(1), Fraction(2)], 2) == TROP_PEU
    assert quartile([], 1) == TROP_PEU


def test_the_formula_is_portable():
    """No function, no number that a spreadsheet would read otherwise."""
    assert [ecarts(formule("$P$6:$P$13", "P$16", rang)) for rang in (1, 2, 3)] == [[], [], []]
