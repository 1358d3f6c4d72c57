"""Parity of whole workbooks: on real dossiers and on two hundred random ones, every computed cell, in both inks.

LibreOffice, IronCalc and formualizer recalculate the native formulas from falsified files; the functions of the working
workbook are called with the cells that it holds. All of them agree with Python, or the difference has a name here.
"""

from __future__ import annotations

import multiprocessing
import re
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cpts_xl.engine.examen import examiner
from cpts_xl.engine.schema import champ_identite
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.workbook.layout import NOMS
from cpts_xl.workbook.moteurs.recalcul import MOTEURS
from tests.engine.dossiers import DOSSIERS, lire_dossier
from tests.engine.tirages_dossiers import dossier as tirer
from tests.processeurs import combien
from tests.ramassage import espacer
from tests.workbook.banc_dossiers import FONCTION, Bilan, Piece, _preparer, juger
from tests.workbook.banc_moteurs import _ironcalc, pareilles

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpts_xl.engine.dossier import Dossier

GRAINES = range(200)
PAR_LOT = 20
"""Dossiers for which LibreOffice starts once."""
ENTIERS = range(7, 200, 80)
"""Seeds whose files are those that a user gets; the others leave aside menus, notes, charts and most spare rows."""
APPELS = 150
"""Functions called for each random dossier, drawn among some three thousand; all of them for the examples."""
EXEMPLES = sorted((Path(__file__).resolve().parents[2] / "workbooks").glob("exemple*.toml"))
ANNEES = [DOSSIERS / f"{nom}.toml" for nom in (
    "avenant-2-taille-2-sans-annexe", "rovira-annee-5", "grille-2019-taille-4",
)]  # fmt: skip
"""Years of contract that the cases describe: an unfinished one, the amounts of a thesis, the former grid."""
REELS = [*EXEMPLES, *ANNEES]


@dataclass(frozen=True)
class Admise:
    """One way in which a judge may differ from Python: its name, how it is recognised, and why it is admitted."""

    nom: str
    juge: str
    reconnait: Callable[[Dossier, str], bool]
    raison: str


def _nombre_en_texte(dossier: Dossier, _phrase: str) -> bool:
    """Return whether a numeric cell of the identity sheet, which has a name, holds a text that reads as a number."""
    nommes = [ident.partition(".")[2] for ident in NOMS if ident.partition(".")[2] in dossier.identite]
    lus = [dossier.identite[code] for code in nommes if champ_identite(code).genre.numerique]
    return any(isinstance(lu, str) and re.fullmatch(r"[\d/ ,.]+", lu) for lu in lus)


_ILLISIBLE = re.compile(r"'À compléter : .*\((erreur \S+ reçue|texte « .* » à la place d'un(?:e date| nombre))\)")
_MOT_DE_L_OUTIL = re.compile(r"texte « (sans paiement|à payer|sans objet) »")


def _case_illisible(_dossier: Dossier, phrase: str) -> bool:
    """Return whether a function declines to conclude because of a cell that nobody could read; never a word of ours."""
    return _ILLISIBLE.search(phrase.replace('"', "'")) is not None and not _MOT_DE_L_OUTIL.search(phrase)


_NOMBRES = re.compile(r"Fraction\((-?\d+), (\d+)\), (?:Fraction\((-?\d+), (\d+)\)|(-?[\d.]+)) obtenu")
_CONTROLE = "(controle.echeancier) : 'À regarder', 'Conforme' obtenu"


def _demi_centime(dossier: Dossier, phrase: str) -> bool:
    """Return whether an amount was typed to half a cent, as the entry check told; the difference is then a cent."""
    dites = (a for a in examiner(dossier, en_vigueur(dossier.debut)) if "a plus de deux décimales" in a.message)
    if not any(" ou " in dite.remede for dite in dites):  # au demi-centime, le remède laisse le choix entre deux
        return False
    if _CONTROLE in phrase:
        return True
    if (trouve := _NOMBRES.search(phrase)) is None:
        return False
    due = Fraction(int(trouve[1]), int(trouve[2]))
    lue = Fraction(int(trouve[3]), int(trouve[4])) if trouve[3] else Fraction(trouve[5])
    compte = "Tableau de bord!" in phrase  # le nombre de contrôles à regarder
    return abs(due - lue) <= (1 if compte else Fraction(1, 100))


DEMI_CENTIME = "montant saisi au demi-centime"
ADMISES = (
    *(
        Admise(
            DEMI_CENTIME, moteur, _demi_centime,
            "2 499,22 - 2 473,415 vaut 25,805 : l'outil, exact, arrondit à 25,81 ; un tableur calcule 25,8049999999998 "
            "et arrondit à 25,80. La case refuse ce montant quand il est tapé ; collé, l'examen le nomme.",
        )
        for moteur in MOTEURS
    ),
    Admise(
        "nombre tapé en texte, cité par un nom", "ironcalc", _nombre_en_texte,
        "NB(POPULATION) compte le texte « 12 » pour IronCalc, qui lit un nom comme une valeur ; une référence, pour "
        "Excel, LibreOffice et formualizer. L'examen refuse cette saisie.",
    ),
    Admise(
        "case illisible dans une colonne", FONCTION, _case_illisible,
        "Une fonction qui reçoit une colonne où une case porte une erreur, ou un texte au lieu d'un nombre, le dit et "
        "ne conclut pas, même si la ligne ne compte pas. Les formules ne regardent que les lignes qui comptent. "
        "L'examen refuse cette saisie.",
    ),
)  # fmt: skip


@pytest.fixture(scope="session")
def bilans(moteurs: tuple[str, ...]) -> dict[str, Bilan]:
    """Return what every dossier gave, judged lot by lot in as many processes as the machine bears."""
    entiers = [_piece(f"graine {g}", tirer(g), complet=True) for g in ENTIERS]
    reels = [Piece(chemin.stem, lire_dossier(chemin), complet=True) for chemin in REELS]
    petits = [_piece(f"graine {g}", tirer(g)) for g in GRAINES if g not in ENTIERS]
    lots = [entiers, reels, *(petits[n : n + PAR_LOT] for n in range(0, len(petits), PAR_LOT))]
    contexte = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(combien(), mp_context=contexte, initializer=espacer) as equipe:
        rendus = list(equipe.map(juger, lots, [moteurs] * len(lots)))
    return {bilan.nom: bilan for lot in rendus for bilan in lot}


def _piece(nom: str, dossier: Dossier, *, complet: bool = False) -> Piece:
    return Piece(nom, dossier, complet=complet, appels=APPELS)


def _dossier(nom: str) -> Dossier:
    mot, _, graine = nom.partition(" ")
    return tirer(int(graine)) if mot == "graine" else lire_dossier(next(c for c in REELS if c.stem == nom))


def _ecarts(bilans: dict[str, Bilan], juge: str) -> tuple[list[str], Counter[str]]:
    """Return the differences of a judge that have no name, and how many dossiers have some that do."""
    inexpliques, admis = [], Counter[str]()
    for nom, bilan in bilans.items():
        dossier, noms = _dossier(nom), set[str]()
        for phrase in bilan.ecarts.get(juge, ()):
            motif = next((a.nom for a in ADMISES if a.juge == juge and a.reconnait(dossier, phrase)), "")
            if motif:
                noms.add(motif)
            else:
                inexpliques.append(phrase)
        admis.update(noms)
    return inexpliques, admis


@pytest.mark.moteur
@pytest.mark.parametrize("juge", ["python", *MOTEURS, FONCTION])
def test_every_computed_cell_is_what_python_gives(bilans: dict[str, Bilan], juge: str) -> None:
    """Every formula of every workbook, native or function: to the cent and to the letter, and not one error cell."""
    inexpliques, admis = _ecarts(bilans, juge)
    assert not inexpliques, f"{len(inexpliques)} écarts :\n" + "\n".join(inexpliques[:20])
    assert len(bilans) == len(GRAINES) + len(REELS)
    assert sum(b.comparees[juge] for b in bilans.values()) > (30_000 if juge == FONCTION else 500_000)
    plafonds = {"nombre tapé en texte, cité par un nom": len(GRAINES) // 20, DEMI_CENTIME: len(GRAINES) // 20}
    assert all(n <= plafonds.get(motif, len(GRAINES) // 2) for motif, n in admis.items()), admis


@pytest.mark.moteur
@pytest.mark.parametrize("chemin", REELS, ids=lambda chemin: chemin.stem)
def test_real_dossiers_agree_without_any_excuse(bilans: dict[str, Bilan], chemin: Path) -> None:
    """Real ones, as a user gets them: no difference at all, every function called, spare rows included."""
    bilan = bilans[chemin.stem]
    assert bilan.ecarts == {}
    assert bilan.comparees[FONCTION] == bilan.comparees["python"] == bilan.etapes
    assert bilan.etapes > (4_000 if chemin in EXEMPLES else 500)
    assert bilan.vides > (1_000 if chemin in EXEMPLES else 0)


@pytest.mark.moteur
def test_spare_rows_are_compared_too(bilans: dict[str, Bilan]) -> None:
    """Empty rows stand in every workbook, and their cells were among those compared: they show nothing."""
    assert all(bilan.vides > 300 for bilan in bilans.values())
    assert all(bilan.comparees["libreoffice"] >= bilan.etapes for bilan in bilans.values())


@pytest.mark.moteur
def test_totals_refuse_a_failed_line(bilans: dict[str, Bilan]) -> None:
    """Whenever a line holds no number, every total that contains it says so, instead of adding up the others."""
    assert [phrase for bilan in bilans.values() for phrase in bilan.menteurs] == []
    assert sum(bilan.totaux for bilan in bilans.values()) > 5_000


@pytest.mark.moteur
def test_an_altered_formula_is_seen(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """The comparison can fail: amounts rounded to the euro in the file are so many differences, situated."""
    banc = _preparer(_piece("graine 0", tirer(0)), tmp_path, 0)
    [juste] = _ironcalc([banc.faux])
    banc.comparer("juste", juste)
    _remplacer(banc.faux, b",2),", b",0),")
    [sabote] = _ironcalc([banc.faux])
    banc.comparer("sabote", sabote)
    assert "juste" not in banc.bilan.ecarts
    assert 5 < len(banc.bilan.ecarts["sabote"]) < len(banc.formules) // 2
    assert "graine 0, " in banc.bilan.ecarts["sabote"][0]
    assert not pareilles("", 0.0)
    assert not pareilles("", "#N/A")
    assert pareilles("", None)


def _remplacer(chemin: Path, avant: bytes, apres: bytes) -> None:
    with zipfile.ZipFile(chemin) as source:
        parties = {info.filename: source.read(info) for info in source.infolist()}
    with zipfile.ZipFile(chemin, "w") as copie:
        for nom, contenu in parties.items():
            copie.writestr(nom, contenu.replace(avant, apres) if nom.startswith("xl/worksheets/") else contenu)
