"""Seeded random dossiers: every table filled, plausible or faulty, both laws; the same seed gives the same dossier.

One dossier out of four has no fault; the others have more and more of them, up to one cell out of eight. A fault is
what people type or paste: nothing, a text for a number, an error word, an unknown code, a date of another age.
"""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.schema import IDENTITE, LISTES_LIBRES, NB_PALIERS, TABLEAUX, TABLES_FIXES, postes
from cpts_xl.engine.schema.argent import POSTES_CLE
from cpts_xl.law import en_vigueur
from cpts_xl.rules.dates import plus_mois

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpts_xl.engine.schema import Champ

FAUTES_POUR_MILLE = (0, 12, 45, 125)
"""How many cells out of a thousand are faulty, by rank of the seed."""
GRILLE_2019 = (3, 4)
"""Out of five seeds, those whose year stands under the grid of 2019."""
LIGNES_MAX = 8
CAPACITE = 12
"""Rows of a free table, where the usual ones would only add spare rows: some remain, and tables that overflow grow."""

_FEVRIER = (date(2020, 2, 29), date(2024, 2, 29))
_FINS_DE_MOIS = (date(2023, 1, 31), date(2023, 8, 30), date(2023, 12, 31), date(2024, 3, 1), date(2023, 2, 28))
_JOURS_AILLEURS = (date(1999, 12, 31), date(2000, 2, 29), date(2015, 1, 1), date(2099, 12, 31), date(1931, 5, 17))
_TEXTES_FAUX = ("abc", "12", "1 234,50", "À voir", "#N/A", "#DIV/0!", "#VALEUR!", "VRAI", "néant", "15/03/2025", "0")
_MOTS_FAUX = ("inconnu", "12", "É9", "erreur", "a préciser", "oui et non")
_LIBRES = (
    "Réunion du 12 mars", "=1+1", "L'équipe « élargie »", "+33 1 02 03 04 05", "<b>&amp;</b>", "Œuvre d'été 😀",
    "-", "deux\nlignes", "Soins non programmés : demandes traitées",
)  # fmt: skip
_INITIALES = {
    "indicateur": "A", "piece": "PJ", "professionnel": "P0", "reunion": "R0", "action": "AC", "cle": "CLE",
}  # fmt: skip
_PROFESSIONS = ("médecin", "infirmier", "pharmacien", "sage-femme", "kinésithérapeute")
_ADMIS = {
    ("historique", "indicateur"): "INDICATEUR_ID", ("depense", "action"): "ACTION_ID",
    ("piece", "action"): "ACTION_ID", ("reunion", "emargement"): "PIECE_NUMERO",
    ("reunion", "compte_rendu"): "PIECE_NUMERO", ("tarif", "profession"): "TARIF_PROFESSION",
    ("indicateur", "reporte_de"): "INDICATEUR_ID",
}  # fmt: skip
"""Lists that a field of code follows without offering it as a menu."""


def dossier(graine: int) -> Dossier:
    """Return the dossier of a seed. Its first day is always readable: without it no law can be chosen."""
    return Tirage(graine).dossier()


@contextmanager
def petites_tables() -> Iterator[None]:
    """Give every free table a dozen rows: the steps are the same, those of the empty rows are fewer."""
    usuels = dict(TABLEAUX)
    try:
        TABLEAUX.update({code: replace(t, capacite=CAPACITE) for code, t in usuels.items() if t.libre})  # type: ignore[attr-defined]
        yield
    finally:
        TABLEAUX.update(usuels)  # type: ignore[attr-defined]


class Tirage:
    """One random dossier being filled."""

    def __init__(self, graine: int) -> None:
        self.alea = random.Random(f"dossier {graine}")
        self.fautes = FAUTES_POUR_MILLE[graine % 4]
        self.soigne = not self.fautes
        self.signature = self._signature(ancienne=graine % 5 in GRILLE_2019)
        rang = 1 if graine % 5 in GRILLE_2019 else self.alea.randrange(1, 6)
        self.debut: date = plus_mois(self.signature, 12 * (rang - 1))
        if not self.soigne and self.hasard(100):
            self.debut += timedelta(days=self.alea.randrange(-20, 40))
        self.droit = en_vigueur(self.debut)
        self.listes = self._listes()

    def hasard(self, pour_mille: int) -> bool:
        """Return whether something rare happens here."""
        return self.alea.randrange(1000) < pour_mille

    def _signature(self, *, ancienne: bool) -> date:
        if ancienne:
            premier = date(2019, 9, 20)
            return self.alea.choice((_FEVRIER[0], premier + timedelta(days=self.alea.randrange(640))))
        libre = date(2022, 8, 1) + timedelta(days=self.alea.randrange(900))
        return self.alea.choice((*_FINS_DE_MOIS, _FEVRIER[1], libre, libre, libre, libre))

    def _listes(self) -> dict[str, tuple[str, ...]]:
        """Return the codes that each list offers: those of the law, then those of the tables, drawn beforehand."""
        listes = {
            "LISTE_MISSIONS": tuple(m.code for m in self.droit.missions),
            "LISTE_POSTES": tuple(postes(self.droit)),
            "LISTE_LIGNES": tuple(ligne.code for ligne in self.droit.lignes),
            "LISTE_RUBRIQUES": ("presidence", "acces.actions", "conclusion"),
            "TARIF_PROFESSION": _PROFESSIONS,
        }
        for table, initiale in _INITIALES.items():
            tableau = TABLEAUX[table]
            nombre = self.alea.randrange(6 if self.soigne and table == "indicateur" else 0, LIGNES_MAX + 1)
            listes[f"{table}_{tableau.cle}".upper()] = tuple(f"{initiale}{n}" for n in range(1, nombre + 1))
        return listes

    # -------------------------------------------------------------------------------------- tables

    def dossier(self) -> Dossier:
        """Return the dossier, once every table is drawn."""
        identite = {champ.code: self.cellule("identite", champ) for champ in IDENTITE}
        identite |= {"debut": self.debut}
        if identite["signature"] is not None and not isinstance(identite["signature"], str):
            identite["signature"] = self.signature
        fiches = {
            table: {code: self.ligne(table) for code in rangees(table, self.droit) if self.soigne or self.hasard(920)}
            for table in TABLES_FIXES
            if TABLEAUX[table].champs
        }
        return Dossier(identite, fiches, {table: self.lignes(table) for table in LISTES_LIBRES})

    def lignes(self, table: str) -> tuple[dict[str, Any], ...]:
        """Return the rows of a free table: those of its identifiers if it has some, a few otherwise."""
        tableau = TABLEAUX[table]
        offertes = self.listes.get(f"{table}_{tableau.cle}".upper())
        nombre = self.alea.randrange(LIGNES_MAX + 1) if offertes is None else len(offertes)
        lignes = [self.ligne(table) for _ in range(nombre)]
        for rang, ligne in enumerate(lignes):
            if offertes is not None and isinstance(ligne[tableau.cle], str) and self.hasard(960):
                ligne[tableau.cle] = offertes[rang]
            if self.soigne and table == "indicateur":  # une mission sans indicateur n'a pas de part variable connue
                missions = self.listes["LISTE_MISSIONS"]
                ligne["mission"] = missions[rang % len(missions)]
        return tuple(lignes)

    def ligne(self, table: str) -> dict[str, Any]:
        """Return one row: what goes together is drawn together, then some cells are spoilt."""
        ligne = {champ.code: self.plausible(table, champ) for champ in TABLEAUX[table].champs}
        accorder = {"indicateur": self._indicateur, "cle": self._cle, "ligne": self._avenant}.get(table)
        if accorder is not None:
            ligne |= accorder()
        for champ in TABLEAUX[table].champs:
            if self.hasard(self.fautes):
                ligne[champ.code] = self.faux(champ)
        return ligne

    def cellule(self, table: str, champ: Champ) -> Any:
        """Return one value, sometimes spoilt."""
        return self.faux(champ) if self.hasard(self.fautes) else self.plausible(table, champ)

    # -------------------------------------------------------------------------------------- values

    def plausible(self, table: str, champ: Champ) -> Any:
        """Return a value that a careful user could type."""
        rarement_vide = champ.obligatoire or champ.code == TABLEAUX.get(table, TABLEAUX["mission"]).cle
        vides = 0 if rarement_vide else _VIDES.get((table, champ.code), 250)
        if self.hasard(vides // 20 if self.soigne and vides < 500 else vides):
            return None
        if champ.choix:
            return self._mot(champ.choix)
        admis = self.listes.get(_ADMIS.get((table, champ.code), champ.liste or f"{table}_{champ.code}".upper()))
        if champ.genre.code == "code" and admis is not None:
            return self.alea.choice(admis) if admis else None
        if champ.genre.code == "jour":
            return self._jour(table, champ.code)
        if champ.genre.numerique:
            return self._nombre(table, champ)
        return f"{champ.code}{self.alea.randrange(6)}" if champ.genre.code == "code" else self.alea.choice(_LIBRES)

    def _mot(self, mots: Sequence[str]) -> str:
        mot = self.alea.choice(mots)
        if self.hasard(60):
            # « RÉDACTION » est un autre mot que « rédaction » pour formualizer seul : voir tests/rules/test_parity
            return self.alea.choice((mot.lower(), mot.upper() if mot.isascii() else mot.capitalize()))
        return mot

    def _jour(self, table: str, code: str) -> date:
        if code == "deploiement":
            return self.debut + timedelta(days=self.alea.randrange(-500, 500))
        if code in {"depart_declare", "adhesion_debut"} or (table, code) == ("mission", "demarrage"):
            return self.alea.choice((self.signature, self.debut + timedelta(days=self.alea.randrange(-400, 300))))
        if code == "exercice_debut":
            return date(self.debut.year, 1, 1)
        if code == "exercice_cloture":
            return date(self.debut.year, 12, 31)
        if code == "effet":
            return self.debut + timedelta(days=self.alea.randrange(366))
        proches = (*_FEVRIER, self.debut, plus_mois(self.debut, 12), self.debut - timedelta(days=1))
        autour = [self.debut + timedelta(days=self.alea.randrange(-60, 430)) for _ in range(12)]
        return self.alea.choice((*proches, *autour))

    def _nombre(self, table: str, champ: Champ) -> Fraction:
        choix = _NOMBRES.get((table, champ.code))
        if choix is not None:
            return Fraction(self.alea.choice(choix))
        if champ.genre.code == "taux":
            return Fraction(self.alea.choice((0, 1, Fraction(3, 4), Fraction(self.alea.randrange(101), 100))))
        if champ.genre.code == "entier":
            return Fraction(self.alea.randrange(200))
        if champ.genre.code == "nombre":
            return Fraction(self.alea.choice((self.alea.randrange(40), Fraction(self.alea.randrange(1000), 10))))
        ronds = (0, 2_500, 15_000, 500, -120)
        return Fraction(self.alea.choice((*ronds, *(Fraction(self.alea.randrange(4_000_000), 100) for _ in range(8)))))

    def faux(self, champ: Champ) -> Any:  # noqa: PLR0911  (une sorte de faute, une ligne)
        """Return what this cell should not hold."""
        sorte = self.alea.randrange(6)
        if sorte == 0:
            return None
        if champ.genre.code == "jour":
            return self.alea.choice(_JOURS_AILLEURS if sorte < 4 else _TEXTES_FAUX)
        if not champ.genre.numerique:
            return self.alea.choice(_MOTS_FAUX) if champ.genre.code in {"choix", "code"} else None
        if sorte == 1:
            return -Fraction(self.alea.randrange(1, 400_000), 100)
        if sorte == 2:
            return Fraction(self.alea.randrange(2_000_000) * 10 + 5, 1000)  # un demi-centime
        if sorte == 3:
            return Fraction(self.alea.choice((0, 75, Fraction(5, 2), 1_000_000, Fraction("0.1"), 2025)))
        return self.alea.choice(_TEXTES_FAUX)

    # -------------------------------------------------------------------------------------- rows that hold together

    def _indicateur(self) -> dict[str, Any]:
        """Return what makes an indicator whole: ordered steps, a target in its direction, euros or a weight."""
        hausse = self.alea.randrange(2) == 0
        points = sorted({Fraction(self.alea.randrange(1, 2000), 10) for _ in range(NB_PALIERS + 2)}, reverse=not hausse)
        nombre = self.alea.randrange(1, NB_PALIERS + 1)
        euros = sorted(Fraction(self.alea.randrange(1, 40) * 250) for _ in range(nombre))
        depart, cible = points[0], points[-1]
        pese = self.alea.randrange(4) == 0
        mesures = (depart, cible, *points, points[0] if self.soigne else None, (depart + cible) / 2)
        enjeux = (euros[-1],) if self.soigne else (euros[-1], euros[-1], Fraction(5_000), None)
        neutralisations = (*[None] * 9, None if self.soigne else "à décider", "payé en entier", "non payé")
        ligne: dict[str, Any] = {
            "sens": "hausse" if hausse else "baisse", "depart": depart, "cible": cible,
            "constate": self.alea.choice(mesures),
            "progression": self.alea.choice((cible - depart, None, None, Fraction(-100))),
            "montant_en_jeu": None if pese else self.alea.choice(enjeux),
            "poids": self.alea.choice((Fraction(1, 4), Fraction(1, 2), Fraction(3, 10))) if pese else None,
            "neutralisation": self.alea.choice(neutralisations),
        }  # fmt: skip
        for rang in range(NB_PALIERS):
            ligne[f"seuil_{rang + 1}"] = points[rang] if rang < min(nombre, len(points)) else None
            ligne[f"montant_{rang + 1}"] = euros[rang] if rang < min(nombre, len(points)) else None
        return ligne

    def _cle(self) -> dict[str, Any]:
        """Return the shares of a key: a whole, most of the time; the posts that the law does not know left aside."""
        connus = [poste for poste in POSTES_CLE if poste in postes(self.droit)]
        coupes = sorted(self.alea.randrange(41) for _ in connus[1:])
        total = 40 if self.alea.randrange(4) else self.alea.choice((38, 40, 41))
        parts = [b - a for a, b in zip((0, *coupes), (*coupes, total), strict=True)]
        cle: dict[str, Any] = {f"part_{poste}": None for poste in POSTES_CLE}
        return cle | {f"part_{p}": Fraction(n, 40) if n else None for p, n in zip(connus, parts, strict=True)}

    def _avenant(self) -> dict[str, Any]:
        """Return the two cells of an amendment, which go together."""
        if self.alea.randrange(6):
            return {"effet": None, "annexe_apres": None}
        apres = Fraction(self.alea.randrange(8_000_000), 100)
        return {"effet": self.debut + timedelta(days=self.alea.randrange(366)), "annexe_apres": apres}


_RANGS = (1, 2, 3, 4, 5)
_NOMBRES: dict[tuple[str, str], Sequence[Any]] = {
    ("identite", "population"): (0, 39_999, 40_000, 79_999, 80_000, 80_001, 98_450, 174_999, 175_000, 240_000),
    ("identite", "taille_contrat"): (1, 2, 3, 4), ("identite", "population_annee"): (2021, 2022),
    ("annee", "population"): (35_000, 98_450), ("annee", "taille"): (1, 2, 3, 4),
    ("indicateur", "denominateur"): (0, 40, 365, 1_000), ("indicateur", "base"): (1, 100, 1_000),
    ("historique", "annee"): (2021, 2022, 2023, 2024), ("versement", "annee"): (*_RANGS, 7),
    ("budget", "mois"): (1, 6, 12, 13), ("reunion", "duree"): (1, 2, Fraction(3, 2)),
    ("participation", "duree"): (1, 2, Fraction(3, 2), Fraction(1, 4)),
    ("tarif", "taux_horaire"): (50, 60, Fraction("75.5")),
    ("professionnel", "deja_verse"): (0, 0, 1_500, Fraction("40312.07")),
    ("participation", "montant_saisi"): (150, -75, 46_000),
    ("participation", "taux_saisi"): (80, Fraction("62.5")), ("poste_equipe", "etp"): (1, Fraction(4, 5)),
}  # fmt: skip
"""Numbers worth meeting: edges of a rule, small ranks, usual rates."""
_VIDES = {
    ("identite", "taille_contrat"): 600, ("identite", "arrete"): 0, ("ligne", "annexe"): 500,
    ("ligne", "solde_n1"): 150,
    ("versement", "annee"): 600, ("mission", "demarrage"): 80, ("mission", "depart_declare"): 700,
    ("participation", "taux_saisi"): 850, ("participation", "montant_saisi"): 750,
    ("professionnel", "adhesion_fin"): 750,
    ("budget", "mois"): 700, ("annee", "verse"): 100, ("annee", "droit"): 100, ("depense", "cle"): 600,
    ("depense", "poste"): 400, ("depense", "paye_le"): 300, ("compte", "precedent"): 150, ("poste", "ouverture"): 60,
    ("identite", "tresorerie_ouverture"): 60, ("identite", "exercice_debut"): 80, ("identite", "exercice_cloture"): 80,
    ("budget", "prudent"): 40, ("budget", "central"): 40, ("budget", "complet"): 40, ("participation", "paye_le"): 150,
}  # fmt: skip
"""How often, out of a thousand, a cell is left empty, where it is not one time out of four."""
