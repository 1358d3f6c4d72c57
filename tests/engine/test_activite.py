"""The activity and the dates: what comes next, what is still worth doing, and what a calendar is given."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.absence import Absent, Sorte
from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.echeancier import evenements
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.fichier import depuis_dict
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema.activite import NB_PRIORITES, NB_PROCHAINES
from cpts_xl.formats import euros
from cpts_xl.law import en_vigueur
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.caches import falsifier
from cpts_xl.workbook.inks import Encre, formule
from cpts_xl.workbook.inks import cache as resultat_range
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recalcul import recalculer

if TYPE_CHECKING:
    from pathlib import Path

IDENTITE: dict[str, Any] = {
    "nom": "CPTS d'essai",
    "signature": date(2025, 3, 15),
    "debut": date(2025, 3, 15),
    "arrete": date(2025, 9, 1),
    "dialogue": date(2026, 2, 20),
    "exercice_cloture": date(2025, 12, 31),
    "population": 92_000,
    "taille_contrat": 3,
    "plan_crise": "mise à jour",
    "crise_reconnue": "Non",
}
MISSIONS: dict[str, Any] = {
    "acces": {"engagee": "Oui", "demarrage": date(2025, 6, 1)},
    "parcours": {"engagee": "Oui"},
    "prevention": {"engagee": "Oui", "demarrage": date(2025, 10, 1)},
    "crise": {"engagee": "Non"},
    "qualite": {"engagee": "Non"},
    "accompagnement": {"engagee": "Oui"},
}
INDICATEURS: list[dict[str, Any]] = [
    {"id": "A1", "mission": "acces", "libelle": "Premier", "mode": "réalisé", "montant_en_jeu": 700, "realise": "Non"},
    {"id": "A2", "mission": "acces", "libelle": "Deuxième", "mode": "réalisé", "montant_en_jeu": 900, "realise": "Oui"},
    {"id": "P1", "mission": "parcours", "libelle": "Troisième", "mode": "réalisé", "montant_en_jeu": 1500,
     "realise": "Non"},
    {"id": "P2", "mission": "parcours", "libelle": "Quatrième", "mode": "réalisé", "montant_en_jeu": 700,
     "realise": "Non"},
    {"id": "V1", "mission": "prevention", "libelle": "Sans euros", "mode": "réalisé", "realise": "Non"},
]  # fmt: skip


def dossier(identite: dict[str, Any] | None = None, missions: dict[str, Any] | None = None, **tables: Any) -> Dossier:
    """Return a first contract year, some of it declared otherwise."""
    brut = {
        "identite": {**IDENTITE, **(identite or {})},
        "missions": {code: {**fiche, **(missions or {}).get(code, {})} for code, fiche in MISSIONS.items()},
        **tables,
    }
    return depuis_dict(brut, "essai")


def calcul(declare: Dossier) -> Resultat:
    """Return it computed under the law of its first day."""
    return calculer(declare, en_vigueur(declare.debut))


@cache
def base() -> Resultat:
    """Return the plain first year, with five indicators."""
    return calcul(dossier(indicateurs=INDICATEURS))


def prochaines(resultat: Resultat) -> list[tuple[date, str]]:
    """Return the next dates as the sheet lists them, « sans objet » left out."""
    lues = [
        (resultat.valeur(f"prochaine.{rang}.jour"), resultat.valeur(f"prochaine.{rang}.libelle"))
        for rang in range(1, NB_PROCHAINES + 1)
    ]
    return [(quand, libelle) for quand, libelle in lues if isinstance(quand, date)]


def priorites(resultat: Resultat, champ: str = "indicateur") -> list[Any]:
    """Return a column of the priorities, « sans objet » left out."""
    lues = [resultat.valeur(f"priorite.{rang}.{champ}") for rang in range(1, NB_PRIORITES + 1)]
    return [valeur for valeur in lues if not isinstance(valeur, Absent)]


# ------------------------------------------------------------------------------------------ dates to come


def test_the_next_dates_are_sorted_and_start_at_the_state() -> None:
    """Six dates, the nearest first; the start of parcours is due a year after the signature."""
    attendues = [
        (date(2025, 11, 20), "Préparation du dialogue de gestion"),
        (date(2025, 12, 31), "Clôture de l'exercice comptable"),
        (date(2026, 2, 20), "Dialogue de gestion"),
        (date(2026, 3, 14), "Dernier jour de l'année conventionnelle"),
        (date(2026, 3, 15), "Anniversaire : solde de l'année, acompte de la suivante"),
    ]
    assert prochaines(base())[:5] == attendues
    assert prochaines(base())[5][0] == date(2026, 3, 15)
    assert prochaines(base())[5][1].endswith("démarrage au plus tard")


def test_a_date_of_the_day_is_still_to_come_and_a_past_one_leaves() -> None:
    """Days left are counted from the state: none the same day, and nothing behind."""
    jour_meme = calcul(dossier({"arrete": date(2025, 12, 31)}))
    assert prochaines(jour_meme)[0] == (date(2025, 12, 31), "Clôture de l'exercice comptable")
    assert jour_meme.valeur("prochaine.1.jours_restants") == 0
    lendemain = calcul(dossier({"arrete": date(2026, 1, 1)}))
    assert prochaines(lendemain)[0][1] == "Dialogue de gestion"
    assert lendemain.valeur("rendezvous.exercice_cloture.etat") == "passée"


@pytest.mark.parametrize(
    ("code", "etat"),
    [
        ("demarrage_acces", "faite"),
        ("deploiement_acces", "à venir"),
        ("demarrage_prevention", "à venir"),
        ("demarrage_crise", Sorte.SANS_OBJET),
        ("demarrage_accompagnement", Sorte.SANS_OBJET),
    ],
)
def test_state_of_a_deadline(code: str, etat: str) -> None:
    """Done before the state, planned after it, not engaged, or free of its dates: each has its word, and its date."""
    valeur = base().valeur(f"rendezvous.{code}.etat")
    assert (valeur.sorte if isinstance(valeur, Absent) else valeur) == etat
    assert isinstance(base().valeur(f"rendezvous.{code}.jour"), date) == (etat == "à venir")


def test_a_late_deadline_is_said_and_is_not_among_the_dates_to_come() -> None:
    """A start that was due and is not done is « dépassée », with days below zero, and has no order."""
    tard = calcul(dossier({"arrete": date(2026, 3, 20)}))
    assert tard.valeur("rendezvous.demarrage_parcours.etat") == "dépassée"
    assert tard.valeur("rendezvous.demarrage_parcours.jours_restants") == -5
    assert tard.valeur("rendezvous.demarrage_parcours.ordre").sorte is Sorte.SANS_OBJET


def test_a_date_not_yet_fixed_is_to_be_completed() -> None:
    """No dialogue date: the sheet asks for it, and the list of next dates goes on without it."""
    sans = calcul(dossier({"dialogue": None}))
    for champ in ("jour", "etat"):
        assert sans.valeur(f"rendezvous.dialogue.{champ}").sorte is Sorte.A_COMPLETER
        assert sans.valeur(f"rendezvous.dialogue_preparation.{champ}").sorte is Sorte.A_COMPLETER
    assert "Dialogue de gestion" not in [libelle for _, libelle in prochaines(sans)]
    assert len(prochaines(sans)) == NB_PROCHAINES


def test_two_dates_of_one_day_keep_the_order_of_their_rows() -> None:
    """The closing of the accounts on the anniversary: the row above comes first, and no date is lost."""
    meme_jour = calcul(dossier({"exercice_cloture": date(2026, 3, 15)}))
    libelles = [libelle for quand, libelle in prochaines(meme_jour) if quand == date(2026, 3, 15)]
    assert libelles[:2] == [
        "Anniversaire : solde de l'année, acompte de la suivante",
        "Clôture de l'exercice comptable",
    ]


# ------------------------------------------------------------------------------------------ still worth doing


def test_priorities_go_from_the_largest_remainder_down() -> None:
    """1 500, then 700 twice in the order of the rows; what is earned or has no known amount is not in the list."""
    assert priorites(base()) == ["P1", "A1", "P2"]
    assert priorites(base(), "reste") == [1500, 700, 700]
    assert priorites(base(), "mission") == ["parcours", "acces", "parcours"]
    assert priorites(base(), "libelle") == ["Troisième", "Premier", "Quatrième"]
    assert len(priorites(base(), "statut")) == 3
    assert base().valeur("indicateur.2.priorite").sorte is Sorte.SANS_OBJET
    assert base().valeur("indicateur.5.priorite").sorte is Sorte.A_COMPLETER


def test_more_indicators_than_rows() -> None:
    """Twelve equal remainders: the first eight rows, no one twice."""
    douze = [{**INDICATEURS[0], "id": f"A{rang}"} for rang in range(1, 13)]
    assert priorites(calcul(dossier(indicateurs=douze))) == [f"A{rang}" for rang in range(1, NB_PRIORITES + 1)]


def test_no_indicator_at_all() -> None:
    """An empty list gives an empty list, not an error nor a zero."""
    assert priorites(calcul(dossier())) == []


# ------------------------------------------------------------------------------------------ activity


def test_spending_of_an_action_is_that_of_the_year() -> None:
    """What an action cost, in the contract year only; an expense without date leaves the sum open."""
    piece = {"poste": "acces", "action": "AC1", "libelle": "Impression"}
    depenses = [
        {**piece, "date": date(2025, 3, 15), "montant": Fraction("120.50")},
        {**piece, "date": date(2026, 3, 14), "montant": 30},
        {**piece, "date": date(2026, 3, 15), "montant": 1000},
        {**piece, "date": date(2025, 6, 1), "montant": 7, "action": "AC2"},
    ]
    actions = [{"id": code, "mission": "acces", "titre": "Dépistage"} for code in ("AC1", "AC2", "AC3")]
    resultat = calcul(dossier(actions=actions, depenses=depenses))
    assert [resultat.valeur(f"action.{rang}.depense") for rang in (1, 2, 3, 4)] == [Fraction("150.50"), 7, 0, None]
    sans_date = calcul(dossier(actions=actions, depenses=[*depenses, {**piece, "montant": 5}]))
    assert sans_date.valeur("action.1.depense").sorte is Sorte.A_COMPLETER
    assert sans_date.valeur("action.2.depense") == 7


def test_agreements_are_in_force_ended_or_to_come() -> None:
    """Each agreement against the day of the state."""
    dates = ((date(2024, 1, 1), None), (date(2022, 1, 1), date(2025, 8, 31)), (date(2025, 9, 2), None))
    conventions = [{"partenaire": f"P{n}", "date": debut, "fin": fin} for n, (debut, fin) in enumerate(dates)]
    conventions = [{cle: valeur for cle, valeur in c.items() if valeur} for c in conventions]
    resultat = calcul(dossier(conventions=conventions))
    assert [resultat.valeur(f"convention.{n}.etat") for n in (1, 2, 3)] == ["en vigueur", "échue", "à venir"]


def _professionnel(ident: str, profession: str, debut: date, fin: date | None = None) -> dict[str, Any]:
    fiche = {"id": ident, "profession": profession, "adhesion_debut": debut, "adhesion_fin": fin}
    return {cle: valeur for cle, valeur in fiche.items() if valeur is not None}


PROFESSIONNELS = [
    _professionnel("P01", "médecin", date(2024, 1, 1)),
    _professionnel("P02", "médecin", date(2024, 1, 1), date(2025, 8, 31)),
    _professionnel("P03", "médecin", date(2024, 1, 1), date(2025, 9, 1)),
    _professionnel("P04", "médecin", date(2025, 9, 2)),
    _professionnel("P05", "infirmier", date(2025, 9, 1)),
]


def test_members_are_counted_on_the_day_of_the_state() -> None:
    """Two of four doctors are members that day; the rate and the change follow, or wait for what is not typed."""
    adherents = [
        {"profession": "médecin", "territoire": 8, "precedent": 3},
        {"profession": "infirmier"},
        {"profession": "sage-femme", "territoire": 4, "precedent": 0},
    ]
    resultat = calcul(dossier(professionnels=PROFESSIONNELS, adherents=adherents))
    lignes = [[resultat.valeur(f"adherent.{n}.{c}") for c in ("adherents", "taux", "evolution")] for n in (1, 2, 3)]
    assert lignes[0] == [2, Fraction(1, 4), -1]
    assert lignes[1][0] == 1
    assert [valeur.sorte for valeur in lignes[1][1:]] == [Sorte.A_COMPLETER] * 2
    assert lignes[2] == [0, 0, 0]
    assert calcul(dossier(adherents=adherents)).valeur("adherent.1.adherents").sorte is Sorte.A_COMPLETER


# ------------------------------------------------------------------------------------------ the calendar

PIECES = [
    {"numero": "PJ1", "type": "document signé", "intitule": "Charte", "valable_jusqu_au": date(2025, 12, 1)},
    {"numero": "PJ2", "type": "document signé", "intitule": "Bail", "valable_jusqu_au": date(2025, 8, 31)},
]
CONVENTIONS = [
    {"partenaire": "EHPAD", "objet": "Astreinte", "date": date(2024, 1, 1), "fin": date(2025, 10, 1)},
    {"partenaire": "EHPAD", "objet": "Astreinte", "date": date(2025, 1, 1), "fin": date(2026, 10, 1)},
    {"partenaire": "Hôpital", "date": date(2024, 1, 1)},
]
POINTS = [
    {"date": date(2025, 5, 1), "suite": "Envoyer la requête", "echeance": date(2025, 10, 15), "etat": "ouvert"},
    {"date": date(2025, 5, 1), "suite": "Fixer la date", "echeance": date(2025, 10, 15)},
    {"date": date(2025, 5, 1), "suite": "Écrire", "echeance": date(2025, 10, 15), "etat": "fait"},
    {"date": date(2025, 5, 1), "suite": "Appeler", "echeance": date(2025, 7, 15), "etat": "ouvert"},
]


def plein(**changements: Any) -> Resultat:
    """Return a year with every sort of dated row."""
    tables = {"pieces": PIECES, "conventions": CONVENTIONS, "dialogue": POINTS, "indicateurs": INDICATEURS}
    return calcul(dossier(**{**tables, **changements}))


def test_events_are_sorted_and_none_is_past_done_or_twice() -> None:
    """From the day of the state on, each with its own identity and a title."""
    trouves = evenements(plein())
    jours = [e.jour for e in trouves]
    assert jours == sorted(jours)
    assert jours[0] >= IDENTITE["arrete"]
    assert len({e.uid for e in trouves}) == len(trouves) > 15
    assert all(e.titre and e.uid.endswith(".cpts-xl") for e in trouves)
    titres = [e.titre for e in trouves]
    assert "Pièce PJ1 : dernier jour de validité" in titres
    assert not [titre for titre in titres if "PJ2" in titre or ("Accès" in titre and "démarrage" in titre)]
    assert titres.count("Convention avec EHPAD : dernier jour") == 2
    assert titres.count("Suite du dialogue de gestion") == 2


def test_identities_do_not_move_with_the_rows_nor_with_the_state() -> None:
    """Rows typed in another order, a later state, a dialogue put off: the same deadlines keep their identity."""

    def par_titre(resultat: Resultat) -> dict[str, set[str]]:
        trouves: dict[str, set[str]] = {}
        for e in evenements(resultat):
            trouves.setdefault(e.titre, set()).add(e.uid)
        return trouves

    avant = par_titre(plein())
    melange = par_titre(plein(pieces=PIECES[::-1], dialogue=POINTS[::-1], indicateurs=INDICATEURS[::-1]))
    assert melange == avant
    apres = par_titre(plein(identite={"arrete": date(2025, 9, 30), "dialogue": date(2026, 3, 1)}))
    assert {titre: uids for titre, uids in apres.items() if titre in avant} == apres
    assert par_titre(plein(identite={"nom": "Une autre CPTS"})).keys() == avant.keys()
    assert not {u for uids in par_titre(plein(identite={"nom": "Une autre CPTS"})).values() for u in uids} & {
        u for uids in avant.values() for u in uids
    }


def test_the_five_anniversaries_of_a_new_contract() -> None:
    """A first year gives the dates of the five years, with what each is expected to bring where it is known."""
    anniversaires = [e for e in evenements(plein()) if e.titre.startswith("Anniversaire")]
    assert [e.jour for e in anniversaires] == [date(annee, 3, 15) for annee in range(2026, 2031)]
    assert anniversaires[-1].titre == "Anniversaire : solde de l'année 5, fin du contrat"


def test_payments_expected_add_up_to_what_the_schedule_says() -> None:
    """The balance due on the anniversary: one event, a line for each amount, its total that of the schedule."""
    recu = [{"date": date(2025, 8, 1), "ligne": "fonctionnement", "nature": "acompte", "montant": 1000}]
    resultat = plein(versements=recu)
    soldes = [e for e in evenements(resultat) if e.titre.startswith("Versement attendu, solde :")]
    assert [e.jour for e in soldes] == [date(2026, 3, 15)]
    codes = [ligne.code for ligne in resultat.droit.lignes]
    restes = [
        resultat.valeur(f"echeance.{code}_solde.attendu") - resultat.valeur(f"echeance.{code}_solde.recu")
        for code in codes
    ]
    connus = [reste for reste in restes if isinstance(reste, Fraction) and reste > 0]
    assert soldes[0].titre.endswith(euros(sum(connus, Fraction(0))))
    assert len(soldes[0].description.splitlines()) == len(connus) > 0


def test_an_empty_year_still_gives_its_dates() -> None:
    """A dossier that says next to nothing raises nothing."""
    rien = depuis_dict({"identite": {"debut": date(2025, 3, 15)}}, "vide")
    assert [e.titre for e in evenements(calcul(rien))][:2] == [
        "Dernier jour de l'année conventionnelle",
        "Anniversaire : solde de l'année, acompte de la suivante",
    ]


# ------------------------------------------------------------------------------------------ the entry check


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
     "2 adhérents pour 1 professionnels", Gravite.A_REGARDER),
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


# ------------------------------------------------------------------------------------------ native formulas


@pytest.mark.moteur
def test_the_lists_follow_what_is_typed(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """Another state, another result: the same native formulas sort the lists anew, in each spreadsheet as in Python."""
    avant = plein()
    neufs = [{**INDICATEURS[0], "realise": "Oui"}, *INDICATEURS[1:4], {**INDICATEURS[4], "montant_en_jeu": 1500}]
    apres = plein(identite={"arrete": date(2026, 1, 15)}, indicateurs=neufs)
    assert priorites(apres) != priorites(avant)
    assert prochaines(apres) != prochaines(avant)
    layouts = (Layout(avant), Layout(apres))
    listes = [e.etape for e in apres.etapes if e.etape.id.split(".")[0] in {"rendezvous", "prochaine", "priorite"}]
    assert len(listes) > 80
    # la formule ne dépend pas de ce qui est saisi : recalculer la seconde copie, c'est taper dans la première
    for etape in listes:
        assert formule(layouts[0], etape, Encre.NATIVE) == formule(layouts[1], etape, Encre.NATIVE)
    copie, fausse = tmp_path / "copie.xlsx", tmp_path / "fausse.xlsx"
    copie.write_bytes(construire(apres, Encre.NATIVE))
    assert falsifier(copie, fausse) > 0
    for moteur in moteurs:
        recalcul = recalculer(fausse, moteur, 120)
        ecarts = {
            etape.id: (lue, attendue)
            for etape in listes
            if (lue := recalcul[layouts[1].cases[etape.id].feuille, layouts[1].cases[etape.id].adresse])
            != (attendue := resultat_range(apres.valeur(etape.id), Encre.NATIVE))
        }
        assert ecarts == {}, moteur
