"""The entry check of the money: a fault is told at its cell, and never leaves a total in silence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.schema import TOTAL
from cpts_xl.law import en_vigueur
from tests.engine.argent import A_COMPLETER, DEBUT, FIR, avec, depense, dit
from tests.engine.dossiers import DOSSIERS, calcul, lire_dossier, montre

BON = {"date": DEBUT, "montant": Fraction(100), "poste": "acces"}
CAS: list[tuple[str, dict[str, list[dict[str, Any]]], str, str, Gravite]] = [
    ("ni poste ni clé", {"depenses": [{**BON, "poste": None}]}, "depense.1.poste", "ni poste ni clé",
     Gravite.A_REGARDER),
    ("poste et clé", {"depenses": [{**BON, "cle": "K"}], "cles": [{"id": "K", "part_acces": 1}]}, "depense.1.cle",
     "comptée deux fois", Gravite.BLOQUANT),
    ("clé inconnue", {"depenses": [{**BON, "poste": None, "cle": "Z"}]}, "depense.1.cle",
     "n'est pas dans la feuille Clés",
     Gravite.BLOQUANT),
    ("hors des calendriers", {"depenses": [{**BON, "date": date(2024, 5, 1)}]}, "depense.1.date",
     "n'y compte pas", Gravite.A_REGARDER),
    ("double", {"depenses": [{**BON, "piece": "F1"}, {**BON, "piece": "F1"}]}, "depense.2.montant", "à la ligne 1",
     Gravite.A_REGARDER),
    ("référence double", {"depenses": [{**BON, "reference": "R"}, {**BON, "montant": 3, "reference": "R"}]},
     "depense.2.reference", "déjà été importée", Gravite.BLOQUANT),
    ("compte d'une autre nature", {"depenses": [{**BON, "nature": "61", "compte": "641000"}]}, "depense.1.compte",
     "n'est pas de la nature 61", Gravite.A_REGARDER),
    ("part négative", {"cles": [{"id": "K", "part_acces": -1}]}, "cle.1.part_acces", "de 0 à 100", Gravite.BLOQUANT),
    ("clé double", {"cles": [{"id": "K", "part_acces": 1}, {"id": "k", "part_acces": 1}]}, "cle.2.id",
     "figure déjà à la ligne 1", Gravite.BLOQUANT),
    ("clé mal nommée", {"cles": [{"id": "1 loyer", "part_acces": 1}]}, "cle.1.id", "n'est pas admis", Gravite.BLOQUANT),
    ("clé à 90 %, employée", {"cles": [{"id": "K", "part_acces": Fraction(9, 10)}],
                              "depenses": [{**BON, "poste": None, "cle": "K"}]},
     "cle.1.part_fonctionnement", "et non 100", Gravite.BLOQUANT),
    ("ACI dans les produits", {"produits": [{**FIR, "financeur": "ACI"}]}, "produit.1.financeur",
     "dans la feuille Versements",
     Gravite.BLOQUANT),
    ("produit reçu sans date", {"produits": [{**FIR, "verse_le": None}]}, "produit.1.verse_le", "sans date",
     Gravite.BLOQUANT),
    ("produit daté sans montant", {"produits": [{**FIR, "verse": None}]}, "produit.1.verse", "sans montant",
     Gravite.BLOQUANT),
    ("un chiffre resté enfoncé", {"depenses": [{**BON, "montant": 10**8}]}, "depense.1.montant", "a 9 chiffres",
     Gravite.A_REGARDER),
    ("plus grand qu'aucun tableur", {"depenses": [{**BON, "montant": 10**308}]}, "depense.1.montant",
     "a 309 chiffres", Gravite.A_REGARDER),
    ("un nombre de comptes", {"produits": [{**FIR, "verse": -(10**9)}]}, "produit.1.verse", "a 10 chiffres",
     Gravite.A_REGARDER),
    ("produit reçu en excès", {"produits": [{**FIR, "verse": 20_001}]}, "produit.1.verse", "dépasse",
     Gravite.A_REGARDER),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "saisie", "mots", "gravite"), [c[1:] for c in CAS], ids=[c[0] for c in CAS])
def test_fault_is_located(tables: dict[str, list[dict[str, Any]]], saisie: str, mots: str, gravite: Gravite) -> None:
    """Each fault of the money is told at its cell, in words, with what to do."""
    anomalies = [a for a in examiner(avec(**tables), en_vigueur(DEBUT)) if a.saisie == saisie and mots in a.message]
    assert [a.gravite for a in anomalies] == [gravite]
    assert anomalies[0].remede


def test_two_lines_of_one_imported_entry_are_not_a_double() -> None:
    """Two lines of charge alike, each with its own reference of import, are two lines."""
    lignes = [{**BON, "piece": "F1", "reference": f"AC/1/{n}"} for n in (1, 2)]
    assert [a for a in examiner(avec(depenses=lignes), en_vigueur(DEBUT)) if a.saisie.startswith("depense.")] == []


@pytest.mark.parametrize(
    ("ligne", "annee", "exercice"),
    [
        (depense(None), A_COMPLETER, A_COMPLETER),
        ({"date": DEBUT, "poste": "fonctionnement"}, A_COMPLETER, A_COMPLETER),
        ({"date": DEBUT, "montant": Fraction(100)}, A_COMPLETER, A_COMPLETER),
        (depense(DEBUT, 100, cle="INCONNUE"), A_COMPLETER, A_COMPLETER),
        ({**depense(DEBUT, 100, cle="K"), "poste": "acces"}, A_COMPLETER, A_COMPLETER),
        (depense(DEBUT, 100, poste="telesante"), A_COMPLETER, A_COMPLETER),
        ({**depense(DEBUT), "date": "15 avril"}, A_COMPLETER, A_COMPLETER),
        ({**depense(DEBUT), "montant": "cent"}, A_COMPLETER, A_COMPLETER),
        (depense(date(2024, 1, 1)), 1000, 1000),
    ],
    ids=["sans date", "sans montant", "sans poste", "clé inconnue", "poste et clé", "poste inconnu", "date en texte",
         "montant en texte", "hors de toute année"],
)  # fmt: skip
def test_a_faulty_line_never_leaves_the_total_in_silence(ligne: dict[str, Any], annee: Any, exercice: Any) -> None:
    """A line that lacks something makes the totals « À compléter »; only a line of another year is out of them."""
    cle = {"id": "K", "part_acces": 1}
    dossier = avec(cles=[cle], depenses=[depense(DEBUT, 1000), ligne])
    valeurs = calcul(dossier).valeurs
    assert montre(valeurs[f"poste.{TOTAL}.depense"]) == annee
    assert montre(valeurs[f"poste.{TOTAL}.depense_exercice"]) == exercice
    assert [a for a in examiner(dossier, en_vigueur(DEBUT)) if a.saisie.startswith("depense.2.")]


def test_a_share_for_a_mission_that_the_text_does_not_know() -> None:
    """Under the text of 2019 there is no crisis mission: its share is refused, and no total forgets the money."""
    ancien = lire_dossier(DOSSIERS / "grille-2019-taille-4.toml")
    debut = ancien.debut
    dossier = avec(
        ancien,
        cles=[{"id": "K", "part_crise": Fraction(1, 2), "part_acces": Fraction(1, 2)}],
        depenses=[depense(debut, cle="K")],
    )
    fautes = [a for a in examiner(dossier, en_vigueur(debut)) if a.saisie == "cle.1.part_crise"]
    assert "n'existe pas dans le texte en vigueur" in fautes[0].message
    assert dit(dossier, f"poste.{TOTAL}.depense") == A_COMPLETER


def test_a_great_number_is_quoted_in_few_signs() -> None:
    """The finding of a number of three hundred digits stays a sentence; under a hundred million euros, nothing."""
    [dite] = [
        a for a in examiner(avec(depenses=[{**BON, "montant": 10**308}]), en_vigueur(DEBUT)) if "309" in a.message
    ]
    assert dite.lu == "100000000000000…"
    assert len(dite.message) + len(dite.remede) < 200
    juste = avec(depenses=[{**BON, "montant": Fraction("99999999.99")}])
    assert [a for a in examiner(juste, en_vigueur(DEBUT)) if "chiffres" in a.message] == []


def test_a_letter_of_another_alphabet_is_named() -> None:
    """« accеs », whose « е » is Cyrillic, reads as « acces »: the finding says which letter is to be typed again."""
    [dite] = [
        a for a in examiner(avec(depenses=[{**BON, "poste": "acc\u0435s"}]), en_vigueur(DEBUT))
        if a.saisie == "depense.1.poste"
    ]  # fmt: skip
    assert dite.lu == "acc\u0435s (« \u0435 » est une lettre d'un autre alphabet)"
    [autre] = [
        a for a in examiner(avec(depenses=[{**BON, "poste": "accès"}]), en_vigueur(DEBUT))
        if a.saisie == "depense.1.poste"
    ]  # fmt: skip
    assert autre.lu == "accès"
