"""The schedule of payments: what is expected, when, what came, and which year each euro pays."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.absence import Sorte
from cpts_xl.constats import Gravite
from cpts_xl.engine.examen import examiner
from cpts_xl.law import en_vigueur
from tests.engine.contrats import annee, avec_identite, avec_lignes, versement
from tests.engine.dossiers import calcul

if TYPE_CHECKING:
    from cpts_xl.engine.dossier import Anomalie, Dossier

DEBUT, FIN = date(2025, 3, 15), date(2026, 3, 15)
PAYES = [
    versement("fonctionnement", "acompte", 56_250, date(2025, 4, 2)),
    versement("acces_fixe", "acompte", 60_000, date(2025, 3, 10)),
    versement("acces_fixe", "solde", 22_000, date(2025, 4, 2), 2),
    versement("acces_fixe", "régularisation", 500, date(2025, 6, 1)),
    versement("acces_variable", "variable", 35_000, date(2026, 5, 4)),
]


def annee_3(**identite: Any) -> Dossier:
    """Return year 3 with five payments, a former balance on the access line and none elsewhere."""
    codes = [ligne.code for ligne in en_vigueur(DEBUT).lignes]
    soldes = {code: {"solde_n1": Fraction(22_500 if code == "acces_fixe" else 0)} for code in codes}
    dossier = avec_lignes(annee(3), **soldes).avec(versements=PAYES)
    return avec_identite(dossier, **{"arrete": date(2025, 9, 1), **identite})


def test_a_balance_of_last_year_does_not_swell_this_one() -> None:
    """What was received for year 2 is counted for year 2: neither in the line, nor in a post, nor in a perimeter."""
    valeurs = calcul(annee_3()).valeurs
    assert valeurs["ligne.acces_fixe.verse"] == 60_500
    assert valeurs["poste.acces.verse"] == 95_500
    assert valeurs["perimetre.tout.verse"] == 151_750
    assert [valeurs[f"versement.{n}.annee_payee"] for n in range(1, 6)] == [3, 3, 2, 3, 3]


def test_schedule_of_a_line() -> None:
    """Balance of last year at the anniversary, advance at the start of the line, balance at the end of the year."""
    valeurs = calcul(annee_3()).valeurs
    echeances = {
        suffixe: [valeurs[f"echeance.acces_fixe_{suffixe}.{champ}"]
                  for champ in ("attendu", "date_attendue", "recu", "ecart", "retard")]
        for suffixe in ("n1", "acompte", "solde")
    }  # fmt: skip
    assert echeances == {
        "n1": [22_500, DEBUT, 22_000, -500, 170],  # du 15/03 au 01/09/2025
        "acompte": [67_500, DEBUT, 60_000, -7_500, 170],
        "solde": [22_500, FIN, 500, -22_000, 0],
    }


def test_day_and_delay_of_each_payment() -> None:
    """A payment is late against the day when its line and its nature were expected; early is not late."""
    valeurs = calcul(annee_3()).valeurs
    assert [valeurs[f"versement.{n}.attendu_le"] for n in (1, 2, 3, 5)] == [DEBUT, DEBUT, DEBUT, FIN]
    assert valeurs["versement.4.attendu_le"].sorte is Sorte.SANS_OBJET
    assert [valeurs[f"versement.{n}.retard"] for n in (1, 2, 3, 5)] == [18, 0, 18, 50]


def test_advance_of_a_late_mission_is_expected_when_it_starts() -> None:
    """Before its start, a mission makes nothing late; a mission that starts after the year makes nothing expected."""
    tard, apres = date(2025, 9, 20), date(2026, 4, 1)
    dossier = annee(3, demarrages={"parcours": tard, "prevention": apres})
    valeurs = calcul(avec_identite(dossier, arrete=date(2025, 9, 25))).valeurs
    assert valeurs["echeance.parcours_fixe_acompte.date_attendue"] == tard
    assert valeurs["echeance.parcours_fixe_acompte.retard"] == 5
    assert valeurs["echeance.prevention_fixe_acompte.attendu"] == 0
    assert valeurs["echeance.prevention_fixe_acompte.date_attendue"].sorte is Sorte.SANS_OBJET
    assert valeurs["echeance.prevention_fixe_acompte.retard"] == 0


def test_checks_of_the_schedule() -> None:
    """A single late line shows; a missing former balance prevents the conclusion; paid in full, all holds."""
    valeurs = calcul(annee_3()).valeurs
    assert [valeurs[f"controle.echeances_{mot}"] for mot in ("n1", "acompte", "solde")] == [
        "À regarder", "À regarder", "Conforme"]  # fmt: skip
    assert valeurs["controle.echeancier"] == "Conforme"
    ignore = calcul(annee(3)).valeurs
    assert ignore["echeance.acces_fixe_n1.attendu"].sorte is Sorte.A_COMPLETER
    assert ignore["controle.echeances_n1"].sorte is Sorte.A_COMPLETER
    premiere = calcul(annee(1)).valeurs
    assert premiere["echeance.acces_fixe_n1.attendu"] == 0
    assert premiere["controle.echeances_n1"] == "Conforme"


def test_a_payment_of_an_unknown_line_is_missed_by_the_schedule() -> None:
    """Money that no line of the law receives is not lost in silence."""
    perdu = [*PAYES, versement("ligne_perdue", "acompte", 10, DEBUT)]
    assert calcul(annee_3().avec(versements=perdu)).valeurs["controle.echeancier"] == "À regarder"


# ------------------------------------------------------------------------------------------ what the entry check says


def trouvees(dossier: Dossier) -> list[Anomalie]:
    """Return the anomalies of a dossier under the law of its first day."""
    return examiner(dossier, en_vigueur(dossier.debut))


SAINE = annee_3(arrete=date(2026, 6, 1))  # après le dernier versement
FAUTES: dict[str, tuple[Dossier, str, str, Gravite]] = {
    "année payée hors du contrat": (
        SAINE.avec(versements=[versement("acces_fixe", "acompte", 1, DEBUT, 2025)]),
        "versement.1.annee", "va de 1 à 5", Gravite.BLOQUANT),
    "crise payée sans être reconnue": (
        SAINE.avec(versements=[versement("crise_variable", "variable", 1, DEBUT)]),
        "versement.1.ligne", "sans crise reconnue", Gravite.A_REGARDER),
    "avenant sans montant": (
        avec_lignes(SAINE, acces_fixe={"effet": date(2025, 9, 1)}),
        "ligne.acces_fixe.annexe_apres", "à moitié", Gravite.BLOQUANT),
    "avenant sans date": (
        avec_lignes(SAINE, acces_fixe={"annexe_apres": Fraction(1)}),
        "ligne.acces_fixe.effet", "à moitié", Gravite.BLOQUANT),
    "avenant le jour où l'année finit": (
        avec_lignes(SAINE, acces_fixe={"effet": FIN, "annexe_apres": Fraction(1)}),
        "ligne.acces_fixe.effet", "ne prend pas effet dans l'année", Gravite.BLOQUANT),
    "avenant négatif": (
        avec_lignes(SAINE, acces_fixe={"effet": DEBUT, "annexe_apres": Fraction(-1)}),
        "ligne.acces_fixe.annexe_apres", "négatif", Gravite.BLOQUANT),
    "solde antérieur la première année": (
        avec_lignes(annee(1), acces_fixe={"solde_n1": Fraction(1)}),
        "ligne.acces_fixe.solde_n1", "première année", Gravite.BLOQUANT),
    "année passée à moitié dite": (
        SAINE.avec(annees={"1": {"droit": Fraction(1), "taille": Fraction(3)}}),
        "annee.1.acompte", "acompte arrêté, solde arrêté, versé auparavant", Gravite.A_REGARDER),
    "année en cours saisie": (
        SAINE.avec(annees={"3": {"droit": Fraction(1)}}),
        "annee.3.droit", "n'est pas passée", Gravite.A_REGARDER),
    "début qui n'est pas un anniversaire": (
        avec_identite(SAINE, debut=date(2025, 3, 16)), "identite.debut", "pas un anniversaire", Gravite.BLOQUANT),
    "exercice à l'envers": (
        avec_identite(SAINE, exercice_debut=date(2026, 1, 1), exercice_cloture=date(2025, 12, 31)),
        "identite.exercice_cloture", "avant de commencer", Gravite.BLOQUANT),
    "exercice sans clôture": (
        avec_identite(SAINE, exercice_debut=date(2025, 1, 1)),
        "identite.exercice_cloture", "sans sa clôture", Gravite.A_REGARDER),
    "exercice sans début": (
        avec_identite(SAINE, exercice_cloture=date(2025, 12, 31)),
        "identite.exercice_debut", "sans son début", Gravite.A_REGARDER),
    "population et taille changées": (
        SAINE.avec(annees={"2": {"population": Fraction(79_000), "taille": Fraction(2), "droit": Fraction(1),
                                 "acompte": Fraction(1), "solde": Fraction(1), "verse": Fraction(1)}}),
        "identite.population", "la taille passe de 2 à 3", Gravite.A_REGARDER),
    "texte qui prend effet dans l'année": (
        annee(1, signature=date(2022, 1, 10)), "identite.debut", "Il change le montant de", Gravite.A_REGARDER),
}  # fmt: skip


def test_a_sound_year_says_nothing() -> None:
    """The year from which the faults are made has nothing to say."""
    assert trouvees(SAINE) == []


@pytest.mark.parametrize("nom", FAUTES)
def test_each_fault_is_told_at_its_place(nom: str) -> None:
    """A fault is told where it is to be mended, with its words, a remedy and how much it matters."""
    dossier, saisie, mots, gravite = FAUTES[nom]
    dites = [a for a in trouvees(dossier) if a.saisie == saisie and mots in a.message]
    assert len(dites) == 1, [(a.saisie, a.message) for a in trouvees(dossier)]
    assert dites[0].gravite is gravite
    assert dites[0].remede


def test_no_doubt_where_the_law_does_not_move() -> None:
    """Neither a text that takes effect on the first day, nor a size that stays, is worth a line."""
    assert trouvees(annee(1, signature=date(2022, 9, 3))) == trouvees(annee(1, signature=date(2024, 9, 3)))
    meme = {"2": {"population": Fraction(90_000), "taille": Fraction(3), "droit": Fraction(1), "acompte": Fraction(1),
                  "solde": Fraction(1), "verse": Fraction(1)}}  # fmt: skip
    assert trouvees(SAINE.avec(annees=meme)) == []


# ------------------------------------------------------------------------------ what the opening already deducted

DEUX_FOIS = "compterait deux fois"


def doubles(dossier: Dossier) -> list[Anomalie]:
    """Return what the entry check says of money of a former year that would count twice."""
    return [a for a in trouvees(dossier) if DEUX_FOIS in a.message]


def ancien(
    ligne: str = "acces_fixe", quand: date = date(2025, 2, 10), payee: int = 2, montant: int = 22_000
) -> Dossier:
    """Return the sound year with one payment only: by default of year 2, received a month before the first day."""
    return SAINE.avec(versements=[versement(ligne, "solde", montant, quand, payee)])


def test_a_payment_that_the_carried_balance_already_deducts_is_told() -> None:
    """Year 2 received it, the balance carried from year 2 deducts it: told at its row, with what to do."""
    [anomalie] = doubles(ancien())
    assert (anomalie.saisie, anomalie.gravite, anomalie.lu) == ("versement.1.annee", Gravite.A_REGARDER, "2")
    for mots in ("paie l'année 2", "10/02/2025", "(15/03/2025)", "« Solde n-1 attendu », feuille Financement"):
        assert mots in anomalie.message
    assert "au classeur de l'année 2, effacer cette ligne. Sinon," in anomalie.remede
    assert "commissaire" not in anomalie.remede  # sans exercice saisi, rien ne dit que l'argent en est


def test_a_payment_of_the_accounting_year_is_to_be_added_by_hand() -> None:
    """Taken out of the workbook, its money is still of the accounting year: the remedy says to which total it goes."""
    exercice = {"exercice_debut": date(2025, 1, 1), "exercice_cloture": date(2025, 12, 31)}
    [anomalie] = doubles(avec_identite(ancien(), **exercice))
    assert "à la main au total « Dont argent public » de la feuille Financeurs" in anomalie.remede
    [avant] = doubles(avec_identite(ancien(quand=date(2024, 12, 31)), **exercice))
    assert "commissaire" not in avant.remede


def test_a_payment_of_an_older_year_is_already_in_what_it_received() -> None:
    """No balance is carried of year 1, but what it received is: the finding names that amount."""
    declare = ancien(payee=1, quand=date(2024, 6, 2))
    assert doubles(declare) == []
    [anomalie] = doubles(declare.avec(annees={"1": {"verse": Fraction(1)}}))
    assert "« Versé auparavant » de l'année 1, feuille Contrat" in anomalie.message


@pytest.mark.parametrize(
    "declare",
    [
        ancien(quand=DEBUT),
        ancien(payee=3),
        ancien(payee=4),
        ancien(montant=0),
        avec_lignes(ancien(), acces_fixe={"solde_n1": None}),
    ],
    ids=["reçu le premier jour", "de cette année", "d'une année à venir", "de zéro euro", "rien n'est repris"],
)
def test_a_payment_that_nothing_deducts_is_not_told(declare: Dossier) -> None:
    """Received since, or paying another year, or with nothing carried of its year: it counts once."""
    assert doubles(declare) == []


def test_a_line_that_the_former_year_did_not_have_is_not_told() -> None:
    """The crisis began with avenant 2, in year 1: the workbook of that year had no row for it, and deducts nothing."""
    declare = avec_lignes(annee(2, signature=date(2022, 3, 15)), crise_fixe_redaction={"solde_n1": Fraction(0)})
    recu = [versement("crise_fixe_redaction", "acompte", 9_000, date(2023, 2, 1), 1)]
    assert doubles(declare.avec(versements=recu)) == []
    connue = avec_lignes(declare, acces_fixe={"solde_n1": Fraction(0)})
    assert len(doubles(connue.avec(versements=[versement("acces_fixe", "acompte", 9_000, date(2023, 2, 1), 1)]))) == 1
