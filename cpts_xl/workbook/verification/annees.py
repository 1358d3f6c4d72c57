"""This year's workbook beside last year's: what changed and why, and a past that was written anew.

The history that a workbook carries was copied from the one before it: that one is at hand, so it is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import IDENTITE, TABLEAUX, Champ
from cpts_xl.engine.suite import ouvrir
from cpts_xl.errors import SaisieInvalide
from cpts_xl.rules.genres import ENTIER, MONTANT, NOMBRE, Genre, afficher
from cpts_xl.workbook import sheets
from cpts_xl.workbook.locate import Place, normaliser
from cpts_xl.workbook.read import Lecture

TOLERANCE = Fraction(1, 200)
"""Half a cent: amounts that a person copied by hand are rounded."""
_DEFINITION = ("mode", "sens", "unite", "definition", "base")
"""What makes an indicator another one, whatever its number."""
_IDENTITE = ("population", "taille", "annee")
_MESURES = (("plafond", "plafond"), ("droit", "droit ouvert"), ("verse", "versé"))
_CAUSES = {"taille": Cause.TAILLE, "population": Cause.TAILLE, "definition": Cause.DEFINITION}
_A_EXPLIQUER = "Rétablir ce que dit le classeur de l'année précédente, ou expliquer la différence."
_CLES = {"historique": ("annee", "indicateur"), "adherent": ("profession",), "compte": ("compte",)}
_PASSE = {"historique": None, "adherent": ("precedent",), "compte": ("precedent",)}
"""Columns of free tables that last year's workbook decides; None: all of them."""
_PASSE_FIXE = {"annee": None, "ligne": ("solde_n1",), "poste": ("ouverture",)}


@dataclass(frozen=True, slots=True)
class Evolution:
    """One thing that two years in a row say: before, now, the cause of the change ("" when there is none).

    ``euros`` is the change of its amount, in euros; for an indicator, that of the amount earned.
    """

    nature: str
    """« identité », « ligne » or « indicateur »."""
    code: str
    libelle: str
    genre: Genre
    avant: Any
    apres: Any
    cause: str
    euros: Fraction | None
    place: Place | None
    """Where this year's workbook says it."""
    place_avant: Place | None

    @property
    def ecart(self) -> Fraction | None:
        """Return the change of the number, or None where one of the two is not a number."""
        if isinstance(self.avant, Fraction) and isinstance(self.apres, Fraction):
            return self.apres - self.avant
        return None


class _DeuxAnnees:
    """Two readings in a row, both computed anew: nothing stored is trusted, in the past either."""

    def __init__(self, lecture: Lecture, precedente: Lecture) -> None:
        self.lecture, self.precedente = lecture, precedente
        self.apres: Resultat = calculer(lecture.dossier, lecture.droit)
        self.avant: Resultat = calculer(precedente.dossier, precedente.droit)

    def euros(self, ident_avant: str, ident: str) -> Fraction | None:
        """Return the change of one amount between the two years."""
        un, deux = self.avant.valeurs.get(ident_avant), self.apres.valeurs.get(ident)
        return deux - un if isinstance(un, Fraction) and isinstance(deux, Fraction) else None

    @property
    def taille_changee(self) -> bool:
        """Return whether the size on which the amounts depend is not that of last year."""
        return bool(self.avant.valeurs.get("identite.taille") != self.apres.valeurs.get("identite.taille"))

    def regle_changee(self, ident: str) -> bool:
        """Return whether the texts that a step reads are not those of last year."""
        un, deux = self.avant.par_id.get(ident), self.apres.par_id.get(ident)
        if un is None or deux is None:
            return False
        lues = [{s.code: (s.valeur, s.reference) for s in calculee.sources} for calculee in (un, deux)]
        return any(lues[0][code] != lues[1][code] for code in lues[0].keys() & lues[1].keys())

    def evolution(  # noqa: PLR0917  (ce qu'une évolution dit)
        self, nature: str, code: str, libelle: str, genre: Genre, idents: tuple[str, str], cause: str,
        euros: Fraction | None = None,
    ) -> Evolution:  # fmt: skip
        """Return one thing in both years; ``cause`` is kept where it did change."""
        avant, apres = self.avant.valeurs.get(idents[0]), self.apres.valeurs.get(idents[1])
        return Evolution(
            nature, code, libelle, genre, avant, apres, cause if avant != apres else "", euros,
            self.lecture.places.get(idents[1]), self.precedente.places.get(idents[0]),
        )  # fmt: skip


def comparer_annees(lecture: Lecture, precedente: Lecture) -> list[Evolution]:
    """Return what changed between two years: identity, then each line of the money, then each indicator."""
    deux = _DeuxAnnees(lecture, precedente)
    return [*_identite(deux), *_lignes(deux), *_indicateurs(deux)]


def _identite(deux: _DeuxAnnees) -> Iterator[Evolution]:
    libelles = {champ.code: champ.libelle for champ in IDENTITE}
    for code in _IDENTITE:
        ident = f"identite.{code}"
        libelle = libelles.get(code) or deux.apres.par_id[ident].etape.libelle
        cause = Cause.TAILLE if code in {"population", "taille"} else Cause.VALEUR
        yield deux.evolution("identité", code, libelle, ENTIER, (ident, ident), cause)


def _lignes(deux: _DeuxAnnees) -> Iterator[Evolution]:
    for ligne in deux.apres.droit.lignes:
        national = f"ligne.{ligne.code}.national"
        for mesure, mot in _MESURES:
            ident = f"ligne.{ligne.code}.{mesure}"
            cause = Cause.VALEUR
            if mesure != "verse" and deux.avant.valeurs.get(national) != deux.apres.valeurs.get(national):
                cause = Cause.TAILLE if deux.taille_changee else Cause.REGLE
            euros = deux.euros(ident, ident)
            yield deux.evolution("ligne", ligne.code, f"{ligne.libelle} : {mot}", MONTANT, (ident, ident), cause, euros)


def _indicateurs(deux: _DeuxAnnees) -> Iterator[Evolution]:
    anciens = {normaliser(fiche.get("id")): rang for rang, fiche in _fiches(deux.precedente, "indicateur")}
    for rang, fiche in _fiches(deux.lecture, "indicateur"):
        ancien = anciens.get(normaliser(fiche.get("reporte_de") or fiche.get("id")))
        if ancien is None:
            continue
        avant = deux.precedente.dossier.liste("indicateur")[ancien - 1]
        autre = bool(_redefinis(avant, fiche)) or fiche.get("definition_changee") == "Oui"
        i, j = f"indicateur.{ancien}", f"indicateur.{rang}"
        cause = Cause.DEFINITION if autre else Cause.VALEUR
        if not autre and deux.regle_changee(f"{j}.acquis"):
            cause = Cause.REGLE
        nom, euros = str(fiche.get("id")), deux.euros(f"{i}.acquis", f"{j}.acquis")
        idents = (f"{i}.valeur", f"{j}.valeur")
        yield deux.evolution("indicateur", nom, str(fiche.get("libelle") or nom), NOMBRE, idents, cause, euros)


def _fiches(lecture: Lecture, table: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    return (
        (rang, fiche) for rang, fiche in enumerate(lecture.dossier.liste(table), 1) if fiche.get(TABLEAUX[table].cle)
    )


def _redefinis(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> list[str]:
    """Return the fields of the definition of an indicator that are not what they were."""
    return [code for code in _DEFINITION if not _memes(avant.get(code), apres.get(code))]


def passe_recrit(lecture: Lecture, precedente: Lecture) -> list[Constat]:
    """Return where a workbook does not tell the past as last year's workbook does.

    History, closed years, balances due, opening of the envelopes, and definitions changed without saying so. A
    previous workbook that is not the one of the year before is one finding, and nothing is compared.
    """
    avant = calculer(precedente.dossier, precedente.droit)
    fin, debut = avant.valeurs.get("identite.fin"), lecture.dossier.identite.get("debut")
    noms = [normaliser(lu.dossier.identite.get("nom") or "") for lu in (precedente, lecture)]
    if fin != debut or noms[0] != noms[1]:
        return [_pas_la_precedente(lecture, precedente, fin)]
    try:
        attendu = ouvrir(avant).dossier
    except SaisieInvalide as erreur:
        return [Constat(Gravite.A_REGARDER, f"L'année précédente n'est pas comparée. {erreur}", cause=Cause.VALEUR)]
    constats: list[Constat] = []
    for table, codes in _PASSE_FIXE.items():
        for rangee, fiche in attendu.fiche(table).items():
            lue = lecture.dossier.fiche(table).get(rangee, {})
            if table == "annee" and not any(valeur is not None for valeur in fiche.values()):
                continue
            constats += _ecarts(lecture, table, f"{table}.{rangee}", fiche, lue, codes)
    for table, codes in _PASSE.items():
        constats += _liste(lecture, table, attendu.liste(table), codes)
    constats += _definitions(lecture, precedente)
    return constats


def _pas_la_precedente(lecture: Lecture, precedente: Lecture, fin: Any) -> Constat:
    nom, sien = (lu.dossier.identite.get("nom") or "sans nom" for lu in (lecture, precedente))
    jour = afficher(NOMBRE, fin) if isinstance(fin, date) else "une date inconnue"
    return Constat(
        Gravite.A_REGARDER, "Le classeur donné pour l'année précédente n'est pas celui de l'année d'avant : rien n'en "
        "est comparé.",
        lu=f"{sien}, jusqu'au {jour}",
        attendu=f"{nom}, jusqu'au {afficher(NOMBRE, lecture.dossier.identite.get('debut'))}",
        remede="Donner le classeur de la même CPTS, dont l'année finit quand celle-ci commence.", cause=Cause.VALEUR,
    )  # fmt: skip


def _liste(
    lecture: Lecture, table: str, attendues: tuple[Mapping[str, Any], ...], codes: tuple[str, ...] | None
) -> Iterator[Constat]:
    """Yield what the rows of a free table tell of the past otherwise; a row that only this year has is new."""
    cles = _CLES[table]
    lues: dict[tuple[str, ...], int] = {}
    for rang, fiche in _fiches(lecture, table):
        lues.setdefault(tuple(normaliser(fiche.get(cle)) for cle in cles), rang)
    for fiche in attendues:
        cle = tuple(normaliser(fiche.get(code)) for code in cles)
        if cle not in lues:
            if table == "historique":
                feuille = sheets.feuille_de(table).nom
                quoi = f"« {fiche.get('indicateur')} » pour l'année {fiche.get('annee')}"
                yield Constat(
                    Gravite.A_REGARDER,
                    f"L'historique ne dit plus rien de {quoi}.",
                    feuille, cause=Cause.VALEUR, remede="Reprendre la ligne du classeur de l'année précédente.",
                )  # fmt: skip
            continue
        lue = lecture.dossier.liste(table)[lues[cle] - 1]
        yield from _ecarts(lecture, table, f"{table}.{lues[cle]}", fiche, lue, codes)


def _ecarts(  # noqa: PLR0917  (une ligne, ce qu'elle devait dire, ce qu'elle dit)
    lecture: Lecture, table: str, rangee: str, attendue: Mapping[str, Any], lue: Mapping[str, Any],
    codes: tuple[str, ...] | None,
) -> Iterator[Constat]:  # fmt: skip
    champs: dict[str, Champ] = {champ.code: champ for champ in TABLEAUX[table].champs}
    for code, due in attendue.items():
        if (codes is not None and code not in codes) or code not in champs or code in {"textes", "source"}:
            continue
        if due is None and table != "annee":  # ce que l'an dernier ne savait pas, une notification l'a pu dire
            continue
        if not _memes(due, lue.get(code)):
            yield _recrit(lecture, f"{rangee}.{code}", champs[code], due, lue.get(code))


def _recrit(lecture: Lecture, ident: str, champ: Champ, due: Any, lu: Any) -> Constat:
    feuille, adresse = lecture.places.get(ident, ("", ""))
    euros = None
    if champ.genre.code == "montant" and isinstance(due, Fraction):
        euros = abs((lu if isinstance(lu, Fraction) else Fraction(0)) - due)
    return Constat(
        Gravite.A_REGARDER, f"{champ.libelle} : le classeur de l'année précédente dit autre chose.", feuille, adresse,
        afficher(champ.genre, lu), afficher(champ.genre, due), _A_EXPLIQUER,
        _CAUSES.get(champ.code, Cause.VALEUR), euros,
    )  # fmt: skip


def _definitions(lecture: Lecture, precedente: Lecture) -> Iterator[Constat]:
    """Yield the indicators whose definition changed since last year, and that do not say so."""
    champs = {champ.code: champ for champ in TABLEAUX["indicateur"].champs}
    anciens = {normaliser(fiche.get("id")): fiche for _, fiche in _fiches(precedente, "indicateur")}
    for rang, fiche in _fiches(lecture, "indicateur"):
        avant = anciens.get(normaliser(fiche.get("reporte_de") or fiche.get("id")))
        if avant is None or fiche.get("definition_changee") == "Oui":
            continue
        for code in _redefinis(avant, fiche):
            feuille, adresse = lecture.places.get(f"indicateur.{rang}.{code}", ("", ""))
            yield Constat(
                Gravite.A_REGARDER,
                f"Indicateur {fiche.get('id')}, {champs[code].libelle.lower()} : ce n'est plus celui de l'année "
                "précédente, et la colonne « Définition changée » ne le dit pas.",
                feuille, adresse, afficher(champs[code].genre, fiche.get(code)),
                afficher(champs[code].genre, avant.get(code)), "Écrire « Oui » dans cette colonne, et le motif.",
                Cause.DEFINITION,
            )  # fmt: skip


def _memes(un: Any, autre: Any) -> bool:
    if isinstance(un, Fraction) and isinstance(autre, Fraction):
        return abs(un - autre) <= TOLERANCE
    if isinstance(un, str) or isinstance(autre, str):
        return normaliser(un or "") == normaliser(autre or "")
    return bool(un == autre)
