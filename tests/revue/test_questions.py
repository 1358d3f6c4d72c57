"""The answers of the first sheet: they follow what is typed, name what they show, and are written in good French."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cpts_xl.engine.schema import TOTAL
from cpts_xl.revue.depuis import depuis
from cpts_xl.revue.desaccords import CITES, Desaccords, desaccords
from cpts_xl.revue.plan import Indicateur, Revue, evaluer, plan
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.questions import questions
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.portable import ecarts
from cpts_xl.workbook.xlsx.lu import lire
from tests.cli.relecteur import ordinaire

from .banc import avec_indicateurs, cellule, revue, taper, verification

REPONSE, CHIFFRE = "C", "G"


def _rang(chemin: Path, question: str) -> int:
    feuille = lire(chemin).feuilles[Onglet.SYNTHESE]
    return next(n for n, ligne in feuille.lignes.items() if 2 in ligne and ligne[2].valeur == question)


def _reponses(valeurs: dict[str, Any]) -> dict[str, str]:
    """Return the answers of a review whose engine would have given these values too."""
    v = verification()
    resultat: Any = SimpleNamespace(
        **{nom: getattr(v.resultat, nom) for nom in ("dossier", "droit", "complet", "pleines")},
        valeurs={**v.resultat.valeurs, **valeurs},
    )
    revue_ = depuis(v.resultat)
    vue: Any = replace(v, resultat=resultat)
    dix = questions(vue, revue_, evaluer(revue_, plan(revue_)), [], [], 0)
    return {q.texte: ordinaire(q.reponse) for q in dix}


@pytest.mark.parametrize("moteur", ["ironcalc", "libreoffice"])
def test_the_disagreements_follow_what_is_typed(moteurs: tuple[str, ...], tmp_path: Path, moteur: str) -> None:
    """A value of the CPAM added, another that is the same: the counts move, the reception stays."""
    assert moteur in moteurs
    chemin = taper(tmp_path, {cellule("P1", "cpam"): 55, cellule("S1", "cpam"): 9})
    rang = _rang(chemin, "Sur quoi est-on en désaccord ?")
    lu = lire(chemin).feuilles[Onglet.SYNTHESE].cellule(f"{REPONSE}{rang}")
    avant = str(lu.valeur) if lu else ""
    apres = str(recalculer(chemin, moteur)[Onglet.SYNTHESE, f"{REPONSE}{rang}"])
    # la CPAM n'avait rien donné pour ces deux-là ; pour S1, la CPTS a dit 9 aussi
    combien = int(avant.partition("donné ")[2].split()[0])
    ouverts = int(avant.partition("dont ")[2].split()[0])
    assert apres.startswith(f"La CPAM a donné {combien + 2} valeurs, dont {ouverts + 1} à regarder. ")
    assert apres.partition("À la réception")[2] == avant.partition("À la réception")[2] != ""


@pytest.mark.parametrize("moteur", ["ironcalc", "libreoffice"])
def test_the_euros_beside_are_those_of_the_sentence(moteurs: tuple[str, ...], tmp_path: Path, moteur: str) -> None:
    """The difference of the rights of the perimeter that the sentence names, after prorata, to the cent."""
    assert moteur in moteurs
    chemin = taper(tmp_path, {cellule("V1", "cpam"): 50})
    rang = _rang(chemin, "Sur quoi est-on en désaccord ?")
    fiches = {str(f["id"]): f for f in verification().resultat.dossier.liste("indicateur")}
    cpam = {
        c: {"valeur_retenue": f.get("valeur_cpam"), "realise_retenu": f.get("realise_cpam")} for c, f in fiches.items()
    }
    cpam["V1"] = {"valeur_retenue": Fraction(50)}
    cpts = {c: {"valeur_retenue": None, "realise_retenu": None} for c in fiches}
    a, b = (avec_indicateurs(changes).valeur("perimetre.tout.droit") for changes in (cpts, cpam))
    assert recalculer(chemin, moteur)[Onglet.SYNTHESE, f"{CHIFFRE}{rang}"] == pytest.approx(float(b - a), abs=1e-6)
    assert a != b
    phrase = ordinaire(desaccords(depuis(verification().resultat), _valeurs()).phrase)
    assert "droit selon la CPAM moins droit selon la CPTS, toutes lignes, avec fonctionnement" in phrase


def _valeurs() -> dict[str, Any]:
    revue_ = depuis(verification().resultat)
    return evaluer(revue_, plan(revue_))


def test_the_sentence_stays_short_and_portable(tmp_path: Path) -> None:
    """Forty open disagreements are counted, the first ones cited: the formula keeps to what every spreadsheet reads."""
    indicateurs = tuple(Indicateur(n, f"IND{n}", "linéaire") for n in range(1, 41))
    dits: dict[str, Any] = {f"{i.ident}.cpam": Fraction(1) for i in indicateurs}
    dits |= {f"{i.ident}.accord": "À regarder" for i in indicateurs}
    tous = desaccords(Revue(indicateurs, (), {}), {**dits, "p.tout.droit_cpts": Fraction(10**6),
                                                   "p.tout.droit_cpam": Fraction(10**6)})  # fmt: skip
    assert isinstance(tous, Desaccords)
    assert tous.phrase.startswith("La CPAM a donné 40 valeurs, dont 40 à regarder.")
    assert f"IND{CITES} et {40 - CITES} de plus." in tous.phrase
    assert f"IND{CITES + 1}" not in tous.phrase
    chemin = tmp_path / "revue.xlsx"
    chemin.write_bytes(revue())
    ecrite = (
        lire(chemin).feuilles[Onglet.SYNTHESE].cellule(f"{REPONSE}{_rang(chemin, 'Sur quoi est-on en désaccord ?')}")
    )
    assert ecrite is not None
    assert ecarts(str(ecrite.formule)) == []
    assert len(str(ecrite.formule)) + len(tous.phrase) - len(str(ecrite.valeur)) < 650


@pytest.mark.parametrize(
    ("acquis", "verbe"),
    [(Fraction(6000), "6 000,00 € ne reposent sur rien,"), (Fraction(1), "1,00 € ne repose sur rien,")],
)
def test_what_rests_on_nothing_is_said_in_french(acquis: Fraction, verbe: str) -> None:
    """« ne reposent sur rien, ou que sur une simple mention », in the singular under two euros."""
    rangs = range(1, len(verification().resultat.dossier.liste("indicateur")) + 1)
    valeurs: dict[str, Any] = {f"indicateur.{n}.force": Fraction(0 if n == 1 else 4) for n in rangs}
    dit = _reponses({**valeurs, "indicateur.1.acquis": acquis})["Qu'est-ce qui le prouve, et avec quelle force ?"]
    assert dit == f"{verbe} ou que sur une simple mention : A1."
    solide = _reponses({**valeurs, "indicateur.1.force": Fraction(4)})
    assert "au moins sur un document interne" in solide["Qu'est-ce qui le prouve, et avec quelle force ?"]


def test_the_post_that_spent_most_is_named() -> None:
    """Its name and its part; two of them when they are equal; the total never, and nothing when nothing was spent."""
    question = "À quoi l'argent a-t-il servi, et est-ce conforme à l'activité ?"
    acces, crise, total = (f"poste.{code}.consommation" for code in ("acces", "crise", TOTAL))
    haut = Fraction(10694, 10000)
    assert (
        "Poste le plus consommé : Accès aux soins, 106,94 % de son droit."
        in _reponses({acces: haut, total: Fraction(2)})[question]
    )
    assert (
        "Postes les plus consommés : Accès aux soins ; Réponse aux crises sanitaires graves, 106,94 % de leur droit."
        in _reponses({acces: haut, crise: haut})[question]
    )
    assert "plus consommé" not in _reponses({})[question]


def test_no_expense_typed_is_said_and_is_not_zero() -> None:
    """The bench has no row of spending: nobody said that nothing was spent, and no share of the right is told."""
    assert not verification().resultat.dossier.liste("depense")
    dit = _reponses({})["À quoi l'argent a-t-il servi, et est-ce conforme à l'activité ?"]
    assert dit.startswith("Aucune dépense saisie pour ")
    assert "%)" not in dit
