"""A workbook of an older version: judged by the rules that this version had, then told what they give now.

Nothing is excused: each cell must hold the formula and the value of that version. What a corrected rule changes is told
once, at the cell where it begins, with both numbers and what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import EtapeCalculee, Resultat, calculer
from cpts_xl.formats import nombre, pluriel
from cpts_xl.rules import Regle
from cpts_xl.rules.genres import afficher
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import version_de
from cpts_xl.workbook.verification.enjeux import ecart, entrees_de, evaluer
from cpts_xl.workbook.xlsx.types import ClasseurLu

METTRE_A_NIVEAU = "Mettre le classeur à niveau (cpts-xl mettre-a-niveau), puis voir le nouveau nombre avec la CPTS."


def version_passee(classeur: ClasseurLu) -> str:
    """Return the older version that a workbook says, when a rule was corrected since; else ""."""
    version = version_de(classeur)
    if version in {"", __version__}:
        return ""
    from cpts_xl.rules.anciennes import anciennes  # noqa: PLC0415  (seulement pour un classeur d'une autre version)

    return version if anciennes(version) else ""


def phrase_de(version: str, regle: str) -> str:
    """Return that an older version computed a number otherwise, and what its rule says since."""
    from cpts_xl.rules.anciennes import anciennes  # noqa: PLC0415  (de même)

    ancienne = anciennes(version).get(regle)
    suite = f", et la règle a été corrigée depuis : {ancienne.depuis}" if ancienne is not None else ""
    return f"la version {version} le calculait autrement{suite}."


@dataclass
class _Racine:
    """A value that a corrected rule changes: how many others follow, and the largest of their euros."""

    suites: int = 0
    enjeu: Fraction | None = None


class Correction:
    """One dossier as an older version computed it, and as it is computed now."""

    def __init__(self, alors: Resultat, resultat: Resultat) -> None:
        self.version, self.alors, self.resultat = alors.version, alors, resultat
        self.changees = frozenset(
            c.etape.id for c in alors.etapes if c.valeur != resultat.valeurs[c.etape.id] and c.valeur is not None
        )
        """The steps whose value is not the same now."""

    @property
    def catalogue(self) -> dict[str, Regle]:
        """Return every rule as that version read it."""
        from cpts_xl.rules.anciennes import catalogue  # noqa: PLC0415  (de même)

        return catalogue(self.version)

    def constats(self, layout: LayoutRecu) -> Iterator[Constat]:
        """Yield the changes where they begin, in the order of the steps: cell, both values, what follows, euros."""
        for ident, racine in self._racines().items():
            avant, apres = self.alors.par_id[ident], self.resultat.valeurs[ident]
            genre, etape = avant.etape.regle.retour, avant.etape
            n = racine.suites
            suite = f" {nombre(n)} autre{pluriel(n)} valeur{pluriel(n)} en découle{pluriel(n, 'nt')}." if n else ""
            yield Constat(
                Gravite.A_REGARDER, f"{etape.libelle} : {phrase_de(self.version, etape.regle.nom)}{suite}",
                *layout.places.get(ident, ("", "")), afficher(genre, avant.valeur), afficher(genre, apres),
                METTRE_A_NIVEAU, Cause.ANCIENNE_VERSION, racine.enjeu,
            )  # fmt: skip

    def _racines(self) -> dict[str, _Racine]:
        """Return the changed steps that no other explains: with what they read now, their former rule still differs."""
        origines: dict[str, str] = {}
        racines: dict[str, _Racine] = {}
        for calculee in self.alors.etapes:  # rangées : une entrée vient avant ce qui la lit
            ident = calculee.etape.id
            if ident not in self.changees:
                continue
            amont = next((origines[lu] for lu in entrees_de(calculee.etape) if lu in origines), ident)
            if amont != ident and self._regle_corrigee(calculee):
                amont = ident
            origines[ident] = amont
            racine = racines.setdefault(amont, _Racine())
            racine.suites += amont != ident
            if calculee.etape.regle.retour.code == "montant":
                effet = ecart(calculee.valeur, self.resultat.valeurs[ident])
                racine.enjeu = max(effet, racine.enjeu or Fraction(0))
        return racines

    def _regle_corrigee(self, calculee: EtapeCalculee) -> bool:
        """Return whether a step differs by its own rule, and not only by what it reads."""
        neuve = self.resultat.par_id[calculee.etape.id]
        if neuve.etape.regle is calculee.etape.regle:
            return False
        return bool(evaluer(calculee, self.resultat.valeurs, self.resultat.droit) != neuve.valeur)


def correction_de(classeur: ClasseurLu, resultat: Resultat) -> Correction | None:
    """Return what a corrected rule changes to a workbook of an older version; None when no rule was corrected."""
    version = version_passee(classeur)
    if not version:
        return None
    return Correction(calculer(resultat.dossier, resultat.droit, version), resultat)
