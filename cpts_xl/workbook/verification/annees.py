"""This year's workbook beside last year's: what changed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause
from cpts_xl.engine.examen.identite import rang_annee
from cpts_xl.engine.reprise import ABROGEE, NOUVEAU_CONTRAT, NOUVEL, NOUVELLE, TERMINE, code_precedent, lignes_abrogees
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import IDENTITE, TABLEAUX
from cpts_xl.rules.genres import CHOIX, ENTIER, MONTANT, NOMBRE, Genre
from cpts_xl.workbook.recu.locate import Place, normaliser
from cpts_xl.workbook.recu.read import Lecture

TOLERANCE = Fraction(1, 200)
"""Half a cent: amounts that a person copied by hand are rounded."""
_DEFINITION = ("mode", "sens", "unite", "definition", "base")
"""What makes an indicator another one, whatever its number."""
_IDENTITE = ("population", "taille", "annee")
_MESURES = (("plafond", "plafond"), ("droit", "droit ouvert"), ("verse", "versé"))


@dataclass(frozen=True, slots=True)
class Evolution:
    """One thing that two years in a row say, or one of them: before, now, the cause of the change ("" when none).

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
    """One of ``Cause``, or why the thing stands in one year only: ended, repealed, new."""
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
            nature, code, libelle, genre, avant, apres, cause if avant != apres else Cause.AUCUNE, euros,
            self.lecture.places.get(idents[1]), self.precedente.places.get(idents[0]),
        )  # fmt: skip

    def indicateur(self, nom: str, libelle: str, rangs: tuple[int, int], cause: str) -> Evolution:
        """Return an indicator in both years; what it earned may change though what was found did not."""
        euros = self.euros(f"indicateur.{rangs[0]}.acquis", f"indicateur.{rangs[1]}.acquis")
        (_, un), (genre, deux) = constat_de(self.avant, rangs[0]), constat_de(self.apres, rangs[1])
        evolution = self.evolution("indicateur", nom, libelle, genre, (un, deux), cause, euros)
        return replace(evolution, cause=cause) if euros else evolution

    def ancienne(  # noqa: PLR0917  (ce qu'une évolution dit)
        self, nature: str, code: str, libelle: str, genre: Genre, ident: str, cause: str, acquis: str
    ) -> Evolution:
        """Return one thing of last year that this year has no more; its amount, ``acquis``, is wholly lost."""
        avant, perdu = self.avant.valeurs.get(ident), self.avant.valeurs.get(acquis)
        apres = Fraction(0) if genre is MONTANT else None
        euros = -perdu if isinstance(perdu, Fraction) else None
        rien = genre is MONTANT and avant == apres  # une ligne que cette CPTS n'avait pas : rien ne change pour elle
        place = self.precedente.places.get(ident)
        return Evolution(nature, code, libelle, genre, avant, apres, "" if rien else cause, euros, None, place)

    def neuve(  # noqa: PLR0917  (ce qu'une évolution dit)
        self, nature: str, code: str, libelle: str, genre: Genre, ident: str, cause: str, acquis: str
    ) -> Evolution:
        """Return one thing of this year that last year did not have; its amount, ``acquis``, is wholly gained."""
        apres, gagne = self.apres.valeurs.get(ident), self.apres.valeurs.get(acquis)
        avant = Fraction(0) if genre is MONTANT else None
        euros = gagne if isinstance(gagne, Fraction) else None
        rien = genre is MONTANT and avant == apres
        place = self.lecture.places.get(ident)
        return Evolution(nature, code, libelle, genre, avant, apres, "" if rien else cause, euros, place, None)


def comparer_annees(lecture: Lecture, precedente: Lecture) -> list[Evolution]:
    """Return what changed between two years: identity, then each line of the money, then each indicator.

    What one of the two years alone has is told too, so that the changes in euros add up to that of the total.
    """
    deux = _DeuxAnnees(lecture, precedente)
    return [*_identite(deux), *_lignes(deux), *_indicateurs(deux)]


def _identite(deux: _DeuxAnnees) -> Iterator[Evolution]:
    libelles = {champ.code: champ.libelle for champ in IDENTITE}
    for code in _IDENTITE:
        ident = f"identite.{code}"
        libelle = libelles.get(code) or deux.apres.par_id[ident].etape.libelle
        cause: str = Cause.TAILLE if code in {"population", "taille"} else Cause.VALEUR
        if code == "annee" and nouveau_contrat(deux.lecture, deux.precedente) is not None:
            cause = NOUVEAU_CONTRAT
        yield deux.evolution("identité", code, libelle, ENTIER, (ident, ident), cause)


def _lignes(deux: _DeuxAnnees) -> Iterator[Evolution]:
    nouvelles = {ligne.code for ligne in lignes_abrogees(deux.apres.droit, deux.avant.droit)}
    for ligne in deux.apres.droit.lignes:
        national = f"ligne.{ligne.code}.national"
        for mesure, mot in _MESURES:
            ident = f"ligne.{ligne.code}.{mesure}"
            if ligne.code in nouvelles:
                yield deux.neuve("ligne", ligne.code, f"{ligne.libelle} : {mot}", MONTANT, ident, NOUVELLE, ident)
                continue
            cause = Cause.VALEUR
            if mesure != "verse" and deux.avant.valeurs.get(national) != deux.apres.valeurs.get(national):
                cause = Cause.TAILLE if deux.taille_changee else Cause.REGLE
            euros = deux.euros(ident, ident)
            yield deux.evolution("ligne", ligne.code, f"{ligne.libelle} : {mot}", MONTANT, (ident, ident), cause, euros)
    for ligne in lignes_abrogees(deux.avant.droit, deux.apres.droit):
        for mesure, mot in _MESURES:
            ident = f"ligne.{ligne.code}.{mesure}"
            yield deux.ancienne("ligne", ligne.code, f"{ligne.libelle} : {mot}", MONTANT, ident, ABROGEE, ident)


def _indicateurs(deux: _DeuxAnnees) -> Iterator[Evolution]:
    anciens = {normaliser(fiche.get("id")): rang for rang, fiche in fiches_de(deux.precedente, "indicateur")}
    continues: set[int] = set()
    for rang, fiche in fiches_de(deux.lecture, "indicateur"):
        nom = str(fiche.get("id"))
        libelle = str(fiche.get("libelle") or nom)
        ancien = anciens.get(normaliser(code_precedent(fiche, deux.lecture.dossier.liste("indicateur"))))
        if ancien is None:
            genre, ident = constat_de(deux.apres, rang)
            yield deux.neuve("indicateur", nom, libelle, genre, ident, NOUVEL, f"indicateur.{rang}.acquis")
            continue
        continues.add(ancien)
        avant = deux.precedente.dossier.liste("indicateur")[ancien - 1]
        autre = bool(redefinis(avant, fiche)) or fiche.get("definition_changee") == "Oui"
        cause = Cause.DEFINITION if autre else Cause.VALEUR
        if not autre and deux.regle_changee(f"indicateur.{rang}.acquis"):
            cause = Cause.REGLE
        yield deux.indicateur(nom, libelle, (ancien, rang), cause)
    for rang, fiche in fiches_de(deux.precedente, "indicateur"):
        if rang not in continues:
            nom = str(fiche.get("id"))
            libelle, (genre, ident) = str(fiche.get("libelle") or nom), constat_de(deux.avant, rang)
            yield deux.ancienne("indicateur", nom, libelle, genre, ident, TERMINE, f"indicateur.{rang}.acquis")


def constat_de(resultat: Resultat, rang: int) -> tuple[Genre, str]:
    """Return the kind and the place of what was found of an indicator: a number, or the yes or no of its mode.

    Where nobody said yes or no, it is the rate, which tells what is missing.
    """
    fiche, i = resultat.dossier.liste("indicateur")[rang - 1], f"indicateur.{rang}"
    if fiche.get("mode") != "réalisé":
        return NOMBRE, f"{i}.valeur"
    dits = (code for code in ("realise_retenu", "realise") if fiche.get(code) is not None)  # le convenu l'emporte
    return CHOIX, f"{i}.{next(dits, 'taux_mesure')}"


def nouveau_contrat(lecture: Lecture, precedente: Lecture) -> date | None:
    """Return the day on which this year's contract was signed, when it is its first year and another contract."""
    signature: date | None = lecture.dossier.identite.get("signature")
    autre = signature != precedente.dossier.identite.get("signature")
    return signature if autre and rang_annee(lecture.dossier) == 1 else None


def fiches_de(lecture: Lecture, table: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Return the rows of a free table that have a key, each with its rank from 1."""
    return (
        (rang, fiche) for rang, fiche in enumerate(lecture.dossier.liste(table), 1) if fiche.get(TABLEAUX[table].cle)
    )


def redefinis(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> list[str]:
    """Return the fields of the definition of an indicator that are not what they were."""
    return [code for code in _DEFINITION if not disent_pareil(avant.get(code), apres.get(code))]


def disent_pareil(un: Any, autre: Any) -> bool:
    """Return whether two years say the same: amounts to half a cent, words whatever their case and accents."""
    if isinstance(un, Fraction) and isinstance(autre, Fraction):
        return abs(un - autre) <= TOLERANCE
    if isinstance(un, str) or isinstance(autre, str):
        return normaliser(un or "") == normaliser(autre or "")
    return bool(un == autre)
