"""The law of one day: what was in force, ready to be asked. Computes nothing but a comparison of bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, overload

from cpts_xl.absence import Absent, Sorte
from cpts_xl.errors import ParametreAbsent, SaisieInvalide
from cpts_xl.law.model import en_clair

if TYPE_CHECKING:
    from datetime import date

    from cpts_xl.law.model import Abrogation, Acte, Ligne, Mission, Parametre, Seuil, Texte


@dataclass(frozen=True, slots=True, eq=False)
class Droit:
    """The texts folded up to ``jour``. ``parametres`` is ordered: sizes, amounts by line, the rest."""

    jour: date
    textes: tuple[Texte, ...]
    parametres: dict[str, Parametre]
    missions: tuple[Mission, ...]
    lignes: tuple[Ligne, ...]
    seuils: tuple[Seuil, ...]
    abrogations: tuple[Abrogation, ...] = ()
    # every act of the folder, in force or not: only to say, in a refusal, which text gives a missing key
    actes: tuple[Acte, ...] = field(default=(), repr=False)

    def parametre(self, *cle: str | int | Fraction | Absent) -> Parametre:
        """Return the parameter of a key; raise ParametreAbsent: which key, which day, first text."""
        code = normalise(*cle)
        try:
            return self.parametres[code]
        except KeyError:
            raise ParametreAbsent(self._refus(code)) from None

    def valeur(self, *cle: str | int | Fraction | Absent) -> Fraction | str | Absent:
        """Return the value of a key, in the unit of its parameter.

        An amount that no source confirms is an Absent, « à reprendre de l'annexe financière du contrat ».
        An Absent in the key (a size not known yet) is returned as it is. An unknown key raises
        ParametreAbsent.
        """
        for mot in cle:
            if isinstance(mot, Absent):
                return mot
        parametre = self.parametre(*cle)
        if parametre.valeur is None:
            return Absent(Sorte.A_REPRENDRE, parametre.libelle)
        return parametre.valeur

    @overload
    def palier(self, bareme: str, population: Fraction | int) -> Fraction: ...
    @overload
    def palier(self, bareme: str, population: Absent) -> Absent: ...
    def palier(self, bareme: str, population: Fraction | int | Absent) -> Fraction | Absent:
        """Return the rank, 1 to 4, of a population in inhabitants; the comparison is exact.

        A bound belongs to the upper size only when its text says so. Raise SaisieInvalide below the first
        bound, ParametreAbsent for another scale than « taille ».
        """
        if bareme != "taille":
            raise ParametreAbsent(f"Le barème « {bareme} » n'existe pas. Seul barème connu : « taille ».")
        if isinstance(population, Absent):
            return population
        rang = None
        for seuil in self.seuils:
            if population > seuil.valeur or (seuil.comprise and population == seuil.valeur):
                rang = seuil.rang
        if rang is None:
            raise SaisieInvalide(f"Population : {population} habitants, hors de tout barème. Saisir un nombre positif.")
        return Fraction(rang)

    def _refus(self, code: str) -> str:
        """Return the French sentence for a missing key: what, at which day, what to do."""
        debut = f"« {code} » : rien en vigueur le {en_clair(self.jour)}."
        for abrogation in self.abrogations:
            if code in abrogation.codes:
                texte = abrogation.texte
                depuis = f"Abrogé par {texte.court} depuis le {en_clair(texte.effet)}."
                return f"{debut} {depuis} Vérifier l'année du contrat."
        for acte in self.actes:
            if any(parametre.code == code for parametre in acte.parametres):
                texte = acte.texte
                return (
                    f"{debut} Premier texte qui le donne : {texte.court}, effet le {en_clair(texte.effet)}. "
                    "Vérifier la date, ou retirer cette ligne de l'année."
                )
        proches = get_close_matches(code, self.parametres, n=1)
        conseil = f" Clé la plus proche : « {proches[0]} »." if proches else ""
        return f"{debut} Aucun texte ne donne cette clé.{conseil} Vérifier la clé, ou compléter les textes."


def normalise(*cle: str | int | Fraction | Absent) -> str:
    """Return the code of a key: words joined by « | »; Fraction(3) is written « 3 ».

    Raise ParametreAbsent when a part of the key is itself not known, TypeError for a float or a truth value.
    """
    for mot in cle:
        if isinstance(mot, Absent):
            raise ParametreAbsent(f"Aucun paramètre à chercher : sa clé n'est pas connue ({mot.texte}).")
        if isinstance(mot, bool) or not isinstance(mot, str | int | Fraction):
            raise TypeError(f"{mot!r} n'est ni un mot, ni un nombre exact : il ne peut entrer dans une clé")
    return "|".join(str(mot) for mot in cle)
