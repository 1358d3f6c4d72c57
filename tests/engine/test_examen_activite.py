"""The entry check of the activity: actions, agreements, posts, members; what is doubtful is located."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie
from cpts_xl.engine.examen import examiner
from cpts_xl.law import en_vigueur
from tests.engine.premiere_annee import CONVENTIONS, INDICATEURS, PROFESSIONNELS, dossier


def trouve(saisie: str, **tables: Any) -> list[Anomalie]:
    """Return the anomalies of one input."""
    declare = dossier(**tables)
    return [a for a in examiner(declare, en_vigueur(declare.debut)) if a.saisie == saisie]


ACTION = {"id": "AC1", "mission": "acces", "titre": "Dépistage"}
DOUTES: list[tuple[str, dict[str, Any], str, Gravite]] = [
    ("action.1.fin", {"actions": [{**ACTION, "debut": date(2025, 6, 2), "fin": date(2025, 6, 1)}]},
     "finit avant de commencer", Gravite.A_REGARDER),
    ("convention.1.fin", {"conventions": [{"partenaire": "X", "date": date(2025, 6, 2), "fin": date(2025, 6, 1)}]},
     "finit avant de prendre effet", Gravite.A_REGARDER),
    ("action.2.id", {"actions": [ACTION, {**ACTION, "id": "ac1"}]}, "sert déjà à la ligne 1", Gravite.BLOQUANT),
    ("action.1.id", {"actions": [{**ACTION, "id": "1*"}]}, "n'est pas admis", Gravite.BLOQUANT),
    ("action.1.mission", {"actions": [{**ACTION, "mission": "telesante"}]}, "n'est pas connu", Gravite.BLOQUANT),
    ("action.1.resultat", {"actions": [{**ACTION, "etat": "terminée"}]}, "résultat n'est pas écrit",
     Gravite.INFORMATION),
    ("action.1.resultat", {"actions": [{**ACTION, "fin": date(2025, 8, 31)}]}, "résultat n'est pas écrit",
     Gravite.INFORMATION),
    ("action.1.etat", {"actions": [{**ACTION, "fin": date(2025, 8, 31), "etat": "prévue"}]}, "encore dite prévue",
     Gravite.INFORMATION),
    ("action.1.indicateurs", {"actions": [{**ACTION, "indicateurs": "A1, Z9"}], "indicateurs": INDICATEURS},
     "Indicateurs : Z9.", Gravite.A_REGARDER),
    ("depense.1.action", {"actions": [ACTION], "depenses": [{"action": "AC9", "montant": 10}]},
     "n'est pas dans la feuille Actions", Gravite.A_REGARDER),
    ("piece.1.action", {"actions": [ACTION], "pieces": [{"numero": "PJ1", "action": "AC9"}]},
     "n'est pas dans la feuille Actions", Gravite.A_REGARDER),
    ("poste_equipe.1.cle", {"postes_equipe": [{"fonction": "Coordination", "cle": "COORD"}]},
     "n'est pas dans la feuille des clés", Gravite.A_REGARDER),
    ("poste_equipe.1.etp", {"postes_equipe": [{"fonction": "Coordination", "etp": -1}]}, "négatif", Gravite.BLOQUANT),
    ("adherent.2.profession", {"adherents": [{"profession": "médecin"}, {"profession": "Médecin"}]},
     "figure déjà à la ligne 1", Gravite.A_REGARDER),
    ("adherent.1.territoire",
     {"adherents": [{"profession": "médecin", "territoire": 1}], "professionnels": PROFESSIONNELS},
     "2 adhérents pour 1 professionnel sur", Gravite.A_REGARDER),
]  # fmt: skip


@pytest.mark.parametrize(("saisie", "tables", "mots", "gravite"), DOUTES, ids=[f"{d[0]} {d[2]}" for d in DOUTES])
def test_what_is_doubtful_is_located(saisie: str, tables: dict[str, Any], mots: str, gravite: Gravite) -> None:
    """Each doubt names its cell, says what is wrong and how to mend it, with the weight it deserves."""
    trouvees = [a for a in trouve(saisie, **tables) if mots in a.message]
    assert [a.gravite for a in trouvees] == [gravite]
    assert trouvees[0].remede.endswith(".")


def test_what_is_right_is_left_alone() -> None:
    """A finished action with its result, dates in order, as many members as professionals: nothing to say."""
    jour = date(2025, 6, 1)
    action = {
        **ACTION,
        "debut": jour,
        "fin": jour,
        "etat": "terminée",
        "resultat": "12 ateliers",
        "indicateurs": "A1, p2",
    }
    abandon = {**ACTION, "id": "AC2", "fin": jour, "etat": "abandonnée"}
    declare = dossier(
        actions=[action, abandon],
        indicateurs=INDICATEURS,
        adherents=[{"profession": "médecin", "territoire": 2}],
        professionnels=PROFESSIONNELS,
        conventions=CONVENTIONS,
    )
    notres = ("action.", "convention.", "adherent.")
    assert [a for a in examiner(declare, en_vigueur(declare.debut)) if a.saisie.startswith(notres)] == []
