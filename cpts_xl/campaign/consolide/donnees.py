"""The sheets of data: one line per CPTS and year, then its indicators and its posts; ratios are native formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cpts_xl.campaign import schema
from cpts_xl.campaign.colonnes import Colonne, Table
from cpts_xl.campaign.consolide.plume import PREMIERE, Plume, colonne_en_lettres
from cpts_xl.campaign.nombres import RATIOS
from cpts_xl.campaign.recueil import Recueil

CPTS, INDICATEURS, POSTES = "CPTS et années", "Données indicateurs", "Données postes"

MONTREES = (
    "nom", "annee", "identifiant", "cpam", "debut", "arrete", "taille", "population", "missions", "plafond", "droit",
    "acompte", "verse", "reste", "trop_percu", "depense", "encaisse", "non_depense", "consommation", "adherents",
    "professionnels", "taux_adhesion", "droit_1000", "verse_1000", "depense_1000", "droit_adherent",
    "depense_adherent", "adherents_1000", "indicateurs", "evalues", "taux_moyen", "taux_euros", "force",
    "part_prouvee", "complet", "bloquants", "a_regarder", "valeurs", "identiques", "enjeu", "version_classeur",
    "manquants",
)  # fmt: skip
"""The columns of the CPTS-years that a reader sees; the open files hold them all."""
_LARGEURS = {"nom": 34, "manquants": 60, "cpam": 18, "identifiant": 13, "version_classeur": 10}
_VISIBLES_POSTES = tuple(code for code in schema.POSTES.codes if code != "fiche")
_VISIBLES_INDICATEURS = ("identifiant", "annee", "code", "mission", "mode", "sens", "axe", "producteur", "depart",
                         "cible", "valeur", "realise", "taux", "statut", "enjeu", "acquis", "force", "pieces",
                         "manquants")  # fmt: skip


@dataclass
class Donnees:
    """What the other sheets read of a sheet of data: how many lines, the values of some columns, the last day."""

    premiere: int = PREMIERE
    total: int = 0
    valeurs: dict[str, list[Any]] = field(default_factory=dict)
    dernier_jour: date = date(2000, 1, 1)

    @property
    def derniere(self) -> int:
        """Return the last row of the data, counted from 1; the first one when there is no line."""
        return self.premiere + max(self.total, 1) - 1


def cpts(plume: Plume, recueil: Recueil) -> Donnees:
    """Write the CPTS-years; return their values by column."""
    table = schema.CPTS_ANNEES
    donnees = _ouvrir(plume, CPTS, table, MONTREES)
    rangs = {code: rang for rang, code in enumerate(MONTREES)}
    for numero, ligne in _suivre(donnees, recueil, table):
        for code, rang in rangs.items():
            genre = _genre(table.colonne(code))
            if code in RATIOS:
                dessus, dessous, pour = RATIOS[code]
                haut, bas = (f"{colonne_en_lettres(rangs[c])}{numero}" for c in (dessus, dessous))
                facteur = f"*{pour}" if pour > 1 else ""
                texte = f'IF(AND(ISNUMBER({haut}),ISNUMBER({bas})),IF({bas}=0,"",ROUND({haut}/{bas}{facteur},6)),"")'
                plume.formule(CPTS, (numero - 1, rang), texte, ligne[code], genre)
            else:
                plume.valeur(CPTS, numero - 1, rang, _lisible(ligne[code], table), genre)
        jour = date.fromisoformat(ligne["arrete"] or ligne["debut"] or "2000-01-01")
        donnees.dernier_jour = max(donnees.dernier_jour, jour)
    _fermer(plume, CPTS, donnees, MONTREES, "cpts", figees=2, repetees="A:B", large=2)
    return donnees


def indicateurs(plume: Plume, recueil: Recueil) -> Donnees:
    """Write the indicators of every CPTS-year; return their values by column."""
    return _simple(plume, recueil, schema.INDICATEURS, INDICATEURS, codes=_VISIBLES_INDICATEURS, prefixe="ind")


def postes(plume: Plume, recueil: Recueil) -> Donnees:
    """Write the posts of every CPTS-year; return their values by column."""
    return _simple(plume, recueil, schema.POSTES, POSTES, codes=_VISIBLES_POSTES, prefixe="poste")


def _simple(plume: Plume, recueil: Recueil, table: Table, nom: str, *, codes: tuple[str, ...], prefixe: str) -> Donnees:
    donnees = _ouvrir(plume, nom, table, codes)
    for numero, ligne in _suivre(donnees, recueil, table):
        for rang, code in enumerate(codes):
            plume.valeur(nom, numero - 1, rang, _lisible(ligne[code], table), _genre(table.colonne(code)))
    _fermer(plume, nom, donnees, codes, prefixe)
    return donnees


def _suivre(donnees: Donnees, recueil: Recueil, table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line with its row, keeping the numbers and the codes that distributions are made of."""
    gardees = [c.code for c in table.colonnes if c.genre not in {"texte", "jour"}]
    gardees += [c for c in ("code", "mission", "statut", "complet", "engagee") if c in table.codes]
    donnees.valeurs = {code: [] for code in gardees}
    for numero, ligne in enumerate(recueil.lignes(table.code), donnees.premiere):
        donnees.total += 1
        for code in gardees:
            donnees.valeurs[code].append(ligne[code])
        yield numero, ligne


def _ouvrir(plume: Plume, nom: str, table: Table, codes: tuple[str, ...]) -> Donnees:
    aide = "Une valeur absente est une case vide, jamais zéro ; la dernière colonne dit pourquoi."
    feuille = plume.tete(nom, table.sens.removesuffix("."), aide)
    for rang, code in enumerate(codes):
        colonne = table.colonne(code)
        feuille.set_column(rang, rang, _LARGEURS.get(code, 15 if colonne.genre in {"montant", "nombre"} else 11))
    plume.entetes(nom, PREMIERE - 2, [table.colonne(code).entete for code in codes], haut=105)
    return Donnees()


def _fermer(
    plume: Plume, nom: str, donnees: Donnees, codes: tuple[str, ...], prefixe: str, *, figees: int = 0,
    repetees: str = "", large: int = 1,
) -> None:  # fmt: skip
    """Name the columns, let them be filtered, set the printing."""
    for rang, code in enumerate(codes):
        plume.nom(f"{prefixe}_{code}", nom, rang, donnees.premiere, donnees.derniere)
    plume.feuille(nom).autofilter(PREMIERE - 2, 0, donnees.derniere - 1, len(codes) - 1)
    plume.impression(nom, donnees.derniere, len(codes), entete=PREMIERE - 1, figees=figees, repetees=repetees,
                     large=large)  # fmt: skip


def _genre(colonne: Colonne) -> str:
    return "effectif" if colonne.code in {"population", "professionnels", "valeurs", "identiques"} else colonne.genre


def _lisible(valeur: Any, table: Table) -> Any:
    """Return the reasons of the absences as a sentence, each column by its title."""
    if not isinstance(valeur, dict):
        return valeur
    return " ; ".join(f"{table.colonne(code).titre} : {raison}" for code, raison in valeur.items()) or None
