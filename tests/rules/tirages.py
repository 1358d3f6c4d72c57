"""Seeded random inputs for any rule: edges, half-cents, empties, texts and error cells, without a clock."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cpts_xl.absence import Sorte
from cpts_xl.rules import CATALOGUE, Regle
from cpts_xl.rules.dates import plus_mois
from tests.rules.cas import FORMULE_VIDE, Cas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cpts_xl.rules.genres import Genre

ACCORD, AVENANT_2 = date(2021, 3, 12), date(2026, 4, 15)
LONGUEUR = 5
"""Length of the columns drawn; the longest of our sheets has forty rows, the cases go further."""

_LIGNES = (
    "fonctionnement", "acces_fixe", "acces_variable", "acces_supplement_snp", "parcours_fixe", "crise_variable",
    "qualite_fixe", "ligne_inconnue",
)  # fmt: skip
_MISSIONS = ("acces", "parcours", "prevention", "crise", "qualite", "mission_inconnue")
_OUI_NON = ("Oui", "Oui", "Non", "oui", "NON", "Peut-être")
MOTS: dict[str, tuple[str, ...]] = {
    "ligne": _LIGNES, "mission": _MISSIONS, "engagee": _OUI_NON, "due": _OUI_NON, "realise": _OUI_NON,
    "avec_fonctionnement": _OUI_NON, "avec_supplement_snp": _OUI_NON, "avec_crise_variable": _OUI_NON,
    "condition": ("Oui", "Non", "rédaction", "mise à jour", "RÉDACTION", "redaction"),
    "ouvre": ("Oui", "rédaction", "mise à jour"), "ferme": ("Non", "mise à jour", "rédaction"),
    "unite": ("jours", "mois", "Jours", "semaines"), "mode": ("réalisé", "paliers", "linéaire", "Paliers", "au choix"),
    "sens": ("hausse", "baisse", "Hausse", "stable"), "volet": ("fonctionnement", "fixe", "variable", "snp", "autre"),
    "professionnel": ("P01", "P02", "p01", "É9"),
    "choix": ("Oui", "Non", "jours", "mois", "oui"),
    "statut": ("atteint", "partiel", "non atteint", "neutralisé", "non évalué", "autre"), "mesure_saisie": _OUI_NON,
    "neutralisation": ("à décider", "payé en entier", "non payé", "Non payé", "autre"),
    "realise_convenu": _OUI_NON, "realise_cpam": _OUI_NON, "signee": _OUI_NON,
    "nature": ("donnée d'un tiers", "document signé", "document interne", "mention au rapport", "photo"),
    "validite": ("Valable", "Expirée", "valable", "inconnue"), "indicateur": ("A1", "a1", "A2", "É9"),
    "situation": ("passée", "en cours", "à venir", "En cours", "demain"), "majoration": _OUI_NON,
    "nature_versement": ("acompte", "solde", "variable", "régularisation", "Solde", "don"),
    "nature_echeance": ("solde n-1", "acompte", "solde", "Acompte", "don"),
    "scenario": ("prudent", "central", "complet"), "scenario_choisi": ("prudent", "Central", "complet", "autre"),
    "scenario_retenu": ("prudent", "Central", "complet"),
    "nature_paiement": ("indemnité", "rémunération", "aucune", "Indemnité", "don"),
    "code": ("P01", "P02", "p01", "É9"), "alerte": ("Dépassement", "À regarder"),
    "sens_budget": ("charge", "produit", "Charge", "autre"), "publique": ("Oui", "Non", "oui", "autre"),
    "etat_mois": ("réel", "en cours", "prévision", "Réel"),
    "profession": ("médecin", "infirmier", "Infirmier", "sage-femme"), "action": ("AC1", "AC2", "ac1"),
    "reunion": ("R01", "R02", "r01"), "metier": ("médecin", "infirmier", "Infirmier", "sage-femme"),
}  # fmt: skip
COLONNES = {
    "missions": MOTS["mission"], "lignes": MOTS["ligne"], "professionnels": MOTS["professionnel"],
    "familles": ("fonctionnement", "mission", "supplement_snp", "crise_variable"),
    "natures_versement": MOTS["nature_versement"],
    "professions": MOTS["profession"], "actions": MOTS["action"], "textes": ("A1", "P1", "Q2"),
    **dict.fromkeys(("citations", "citations_2", "citations_3"), ("A1", "A2", "P1", "V1")),
    "saisies": ("A1", "A2", "V1"), "verdicts": ("Conforme", "Conforme", "À regarder", "Non concerné"),
    "natures_paiement": MOTS["nature_paiement"], "codes": MOTS["code"], "cles": MOTS["code"],
    "adherents": ("Oui", "Non"),
    "valides": ("présidence", "trésorerie", "bureau", "coordination", "autre"),
    "alertes": ("Conforme", "Conforme", "À regarder", "Dépassement"),
    "colonne_sens": ("charge", "charge", "produit"), "scenarios": ("prudent", "central", "complet"),
    "reunions": MOTS["reunion"], "postes": MOTS["mission"], "volets": ("fixe", "variable", "variable"),
    "dues": ("Oui", "Non", "Non"),
}  # fmt: skip
_SEUILS = (39_999, 40_000, 40_001, 79_999, 80_000, 80_001, 174_999, 175_000, 175_001, 0, -1, Fraction(25, 2), 1)
_ABSENCES = (*(str(s) for s in Sorte if s is not Sorte.REFUS), "Refus : motif")
_VIDES = (None, None, FORMULE_VIDE, "#N/A", "#DIV/0!")
_TEXTES = ("abc", "12", "1 234,50", "À voir")
LITTERAUX = {
    "ligne_due": frozenset({"engagee", "condition", "ouvre", "ferme"}),
    "droit_fixe": frozenset({"prorata"}),
    "taux_acompte": frozenset({"taux_contrat"}),
    "total_professionnel": frozenset({"deja_verse"}),
    "evolution_annee": frozenset({"precedente"}),
    **dict.fromkeys(("verse_pro_annee", "verse_pro_nature"), frozenset({"nature_paiement"})),
    "controle_alertes": frozenset({"alerte"}),
    "cumul_ligne": frozenset({"ligne"}),
    **dict.fromkeys(("cumul_sens", "cumul_budget", "prevu_mois"), frozenset({"sens_budget"})),
    "pieces_de_force": frozenset({"force"}),
    "indicateurs_de_force": frozenset({"force"}),
}
"""Arguments to which the plan may give a constant, written in the formula."""

_CONSTANTES = {
    "deja_verse": Fraction(0), "engagee": "Oui", "condition": "Oui", "prorata": Fraction(1), "taux_contrat": None,
    "precedente": None,
}  # fmt: skip
PETITS = {
    **dict.fromkeys(("force", "forces"), range(5)),
    **dict.fromkeys(("annee_versement", "payee"), range(7)),
    **dict.fromkeys(("rang", "rangs", "numero", "numeros"), range(1, 6)),
    **dict.fromkeys(("restants", "colonne_restants"), range(-3, 6)),
}
"""Numbers that must meet each other to be of use: ranks, and days that tie."""

SAISIES = {"professionnels", "cles", "parts", "saisies"}
"""Columns of typed identifiers, whose filled cells are counted."""

CALCULES = {"statut", "mesure_saisie", "etat_mois", "validite", "due", "unite", "situation", "scenario_retenu",
            "metier"}  # fmt: skip
"""Words that a step gives: the only ones where one of our sentences may stand without having been typed."""


def _montant(alea: random.Random) -> Fraction:
    sorte = alea.randrange(8)
    if sorte == 0:
        return Fraction(alea.choice((0, 0, 1, Fraction(1, 200), Fraction(-1, 200), 153_000, Fraction("153000.01"))))
    if sorte == 1:
        return -Fraction(alea.randrange(1, 5_000_000), 100)
    if sorte in {2, 3}:
        return Fraction(alea.randrange(20_000_000) * 10 + 5, 1000)  # un demi-centime
    if sorte == 4:
        return Fraction(alea.randrange(1, 30) * 2_500)
    return Fraction(alea.randrange(20_000_000), 100)


def _taux(alea: random.Random) -> Fraction:
    sorte = alea.randrange(7)
    if sorte == 0:
        return Fraction(alea.choice((0, 1, Fraction(3, 4), Fraction(1, 2), Fraction(1, 8), Fraction(3, 2), -1)))
    if sorte == 1:
        return Fraction(alea.randrange(13), 12)
    if sorte == 2:
        return Fraction(alea.randrange(367), alea.choice((365, 366)))
    if sorte == 3:
        return Fraction(alea.randrange(1001), 1000)
    grand = alea.randrange(1, 500)
    return Fraction(alea.randrange(grand + 1), grand)


def _nombre(alea: random.Random) -> Fraction:
    sorte = alea.randrange(5)
    if sorte == 0:
        return Fraction(alea.choice((0, 1, Fraction("0.1"), Fraction("0.3"), -3, Fraction("0.000001"))))
    if sorte == 1:
        return Fraction(alea.randrange(-500, 1000), 100)
    return Fraction(alea.randrange(400)) if sorte == 2 else Fraction(alea.randrange(1, 1000), 10)


def _jour(alea: random.Random) -> date:
    if alea.randrange(5) == 0:
        return alea.choice(
            (date(2024, 2, 29), date(2021, 1, 31), date(2023, 12, 31), date(2020, 2, 29), date(2025, 8, 30))
        )
    return date(2019, 8, 25) + timedelta(days=alea.randrange(2600))


def _entier(alea: random.Random, nom: str) -> Fraction:
    if nom == "population":
        return Fraction(alea.choice(_SEUILS) if alea.randrange(2) else alea.randrange(300_000))
    if nom in {"taille", "taille_contrat"}:
        return Fraction(alea.choice((1, 2, 3, 4, 4, 3, 2, 1, 0, 5, Fraction(5, 2), -1)))
    if nom in {"annee", "annees"}:
        return Fraction(alea.choice((1, 2, 3, 5, 2019, 2022, 2024, 2026, 2018, 2040)))
    return Fraction(alea.randrange(-20, 400))


_TIRAGES: dict[str, Callable[[random.Random], Any]] = {
    "montant": _montant, "taux": _taux, "nombre": _nombre, "jour": _jour, "libre": _taux,
}  # fmt: skip


def _valeur(alea: random.Random, nom: str, genre: Genre) -> Any:  # noqa: PLR0911  (un genre, un tirage)
    """Return a value of the kind of the argument."""
    if genre.facultatif and alea.randrange(8) == 0:
        return None
    mots = MOTS.get(nom) or COLONNES.get(nom)
    if mots:
        return alea.choice(mots)
    if nom in PETITS:
        return Fraction(alea.choice(PETITS[nom]))
    if nom in {"annee", "annees"} or genre.code == "entier":
        return _entier(alea, nom)
    if nom in {"palier", "taille_calculee"}:
        return alea.choice((Fraction(0), Fraction(1), Fraction(2), Fraction(3), "sans objet", "À compléter"))
    if nom == "montant_national":
        return alea.choice((_montant(alea), str(Sorte.A_REPRENDRE)))
    return _TIRAGES[genre.code](alea)


def _bruit(alea: random.Random, nom: str, genre: Genre) -> Any:
    """Return what the argument should not hold: nothing, an error, a text, a sentence of ours where one may stand."""
    if genre.code == "libre":  # toujours l'une de nos cellules : jamais un texte tapé
        return alea.choice((*_VIDES, *_ABSENCES))
    if genre.numerique or nom in CALCULES:
        return alea.choice((*_VIDES, *_TEXTES, *_ABSENCES))
    return alea.choice((*_VIDES, *_TEXTES))


def _colonne(alea: random.Random, nom: str, genre: Genre, *, propre: bool) -> list[Any]:
    liste = [_valeur(alea, nom, genre) for _ in range(LONGUEUR)]
    if nom == "seuils":
        nombres = sorted({Fraction(alea.randrange(1, 1000), 10) for _ in range(alea.randrange(1, 5))})
        if alea.randrange(2):
            nombres.reverse()
        liste = [*nombres, *[None] * (4 - len(nombres))]
    if not propre:
        for _ in range(alea.randrange(1, 3)):
            liste[alea.randrange(len(liste))] = _bruit(alea, nom, genre)
    # NBVAL compte une formule vide : une colonne de saisies n'en porte pas
    return [None if nom in SAISIES and cellule == FORMULE_VIDE else cellule for cellule in liste]


def _mode(alea: random.Random, regle: Regle, saisie: dict[str, Any]) -> None:
    """Make an indicator use the mode that its rule is about, most of the time."""
    usuel = {"palier": "paliers", "avancement": "linéaire"}.get(regle.nom)
    if usuel and alea.randrange(4):
        saisie["mode"] = usuel


def _cle(alea: random.Random, regle: Regle, saisie: dict[str, Any]) -> None:
    """Make the shares of a key a whole, most of the time: twentieths, the post that is served among them."""
    if regle.nom == "quote_part" and alea.randrange(4):
        coupes = sorted(alea.randrange(21) for _ in range(4))
        parts = [Fraction(haut - bas, 20) for bas, haut in pairwise((0, *coupes, 20))]
        place = alea.randrange(1, 5)
        saisie.update(somme=Fraction(1), part=parts[place], parts=parts[: place + 1])


def _ensemble(alea: random.Random, regle: Regle, saisie: dict[str, Any]) -> None:
    """Make a whole the sum of its parts, half of the time."""
    if regle.nom == "total_affecte" and alea.randrange(2):
        saisie["ensemble"] = sum((m for m in saisie["affectes"] if isinstance(m, Fraction)), Fraction(0))


def _premiere_annee(regle: Regle, saisie: dict[str, Any], rang: int) -> None:
    """Put one draw in two of the increase of the first year in that year, on an amount: elsewhere it has no object."""
    if regle.nom == "majoration_demarrage" and rang % 2:
        saisie.update(annee=Fraction(1), plafond=Fraction(rang * 12_345 + 1, 100))  # × 0,75 : des demi-centimes


def _dates(alea: random.Random, saisie: dict[str, Any]) -> None:
    """Make the dates of a case look like those of a contract, most of the time: anniversaries and years."""
    if {"debut", "fin"} <= set(saisie) and alea.randrange(8):
        debut = _jour(alea)
        saisie.update(debut=debut, fin=plus_mois(debut, 12))
        dans_annee = {nom for nom in ("demarrage", "depart", "effet") if isinstance(saisie.get(nom), date)}
        saisie.update({nom: debut + timedelta(days=alea.randrange(-60, 420)) for nom in sorted(dans_annee)})
    if {"signature", "debut"} <= set(saisie) and saisie["signature"] is not None and alea.randrange(6):
        saisie["debut"] = plus_mois(saisie["signature"], alea.choice((0, 12, 12, 24, 36, 48, 60, 6)))


def tirer(alea: random.Random, regle: Regle, rang: int) -> Cas:
    """Return one random case of a rule: three times out of four every input is of its kind."""
    propre = alea.randrange(4) > 0
    saisie = {
        a.nom: _colonne(alea, a.nom, a.genre, propre=propre or alea.randrange(2) == 0)
        if a.genre.liste
        else _valeur(alea, a.nom, a.genre)
        for a in regle.arguments
    }
    _dates(alea, saisie)
    _mode(alea, regle, saisie)
    _cle(alea, regle, saisie)
    _ensemble(alea, regle, saisie)
    _premiere_annee(regle, saisie, rang)
    genres = {a.nom: a.genre for a in regle.arguments if not a.genre.liste}
    scalaires = list(genres)
    if not propre and scalaires:
        for nom in alea.sample(scalaires, min(len(scalaires), alea.randrange(1, 3))):
            saisie[nom] = _bruit(alea, nom, genres[nom])
    litteraux: frozenset[str] = frozenset()
    if regle.nom in LITTERAUX and alea.randrange(3) == 0:
        litteraux = LITTERAUX[regle.nom]
        for nom in litteraux:
            saisie[nom] = _CONSTANTES[nom] if nom in _CONSTANTES else _valeur(alea, nom, genres[nom])
    le = alea.choice((ACCORD, AVENANT_2)) if regle.lit_droit else AVENANT_2
    return Cas("tirage", f"{regle.nom} n° {rang}", "tirage", le, regle, saisie, litteraux=litteraux)


def tirages(alea: random.Random, par_regle: int) -> Iterator[Cas]:
    """Yield that many random cases of each rule of the catalogue, in its order; those of one owe nothing to another."""
    graine = alea.getrandbits(32)
    for regle in CATALOGUE.values():
        sien = random.Random(f"{graine} {regle.nom}")  # noqa: S311  (des tirages, non des secrets)
        for rang in range(par_regle):
            yield tirer(sien, regle, rang)
