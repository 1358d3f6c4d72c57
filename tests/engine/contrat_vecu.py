"""A contract of five years lived year by year, whatever the dates: shared by the tests of properties."""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl.engine.suite import ouvrir
from tests.engine.contrats import SIGNATURES, annee, avec_identite, avec_lignes, departs_au_hasard, versement
from tests.engine.dossiers import calcul

if TYPE_CHECKING:
    from cpts_xl.engine.dossier import Dossier
    from cpts_xl.engine.resultat import Resultat

GRAINES = range(12)
UNITES = ("jours", "mois")
UN_CENTIME = Fraction(1, 100)


def signature_au_hasard(alea: random.Random) -> date:
    """Return a day of signature under avenant 2: one where a count of years may slip, half of the time."""
    return alea.choice((alea.choice(SIGNATURES), date(2023, 1, 1) + timedelta(days=alea.randrange(1000))))


class Contrat:
    """A contract of five years lived from its first day: each year is opened from the one before it."""

    def __init__(self, graine: str, unite: str) -> None:
        self.alea = random.Random(graine)
        self._ouverte: tuple[Resultat, dict[str, Any]] | None = None
        self.signature = signature_au_hasard(self.alea)
        departs = departs_au_hasard(self.alea, self.signature)
        self.dossier = annee(1, signature=self.signature, demarrages=departs, unite=unite)
        self.resultat = self._annee()

    def _annee(self) -> Resultat:
        """Declare what each year must say anew, then compute it."""
        crise, plan = self.alea.choice(("Oui", "Non")), self.alea.choice(("rédaction", "mise à jour"))
        self.dossier = avec_identite(self.dossier, crise_reconnue=crise, plan_crise=plan)
        mesures = [{**i, "realise": self.alea.choice(("Oui", "Non"))} for i in self.dossier.liste("indicateur")]
        self.dossier = self.dossier.avec(indicateurs=mesures)
        if self.alea.randrange(3) == 0:
            ligne = self.alea.choice(("acces_fixe", "prevention_fixe", "fonctionnement"))
            champs = {"effet": self.dossier.debut + timedelta(days=self.alea.randrange(365)),
                      "annexe_apres": Fraction(self.alea.randrange(9_000_000), 100)}  # fmt: skip
            self.dossier = avec_lignes(self.dossier, **{ligne: champs})
        self.resultat = calcul(self.dossier)
        return self.resultat

    @property
    def rang(self) -> int:
        """Return the year of the contract."""
        return int(self.resultat.valeurs["identite.annee"])

    @property
    def lignes(self) -> list[str]:
        """Return the codes of the lines of money."""
        return [ligne.code for ligne in self.resultat.droit.lignes]

    def payer(self, *payes: dict[str, Any]) -> dict[str, Any]:
        """Record payments, and return the values of the year once they are."""
        self.dossier = self.dossier.avec(versements=(*self.dossier.liste("versement"), *payes))
        self.resultat = calcul(self.dossier)
        return dict(self.resultat.valeurs)

    def attendus(self) -> list[dict[str, Any]]:
        """Return the payments that the schedule expects in the year, each on its first day."""
        v, jour = self.resultat.valeurs, self.dossier.debut
        payes = [versement(c, "acompte", v[f"echeance.{c}_acompte.attendu"], jour) for c in self.lignes]
        if self.rang > 1:
            payes += [versement(c, "solde", v[f"echeance.{c}_n1.attendu"], jour, self.rang - 1) for c in self.lignes]
        return payes

    def suivante_de(self, ident: str) -> Any:
        """Return one value of the next year as it opens, before anything is declared in it."""
        if self._ouverte is None or self._ouverte[0] is not self.resultat:
            self._ouverte = (self.resultat, dict(calcul(ouvrir(self.resultat).dossier).valeurs))
        return self._ouverte[1][ident]

    def suivante(self) -> dict[str, Any]:
        """Open the next year and return its values."""
        self.dossier = ouvrir(self.resultat).dossier
        return dict(self._annee().valeurs)


def complete(dossier: Dossier) -> Dossier:
    """Return a year with the balance of the former one known on every line."""
    codes = [ligne.code for ligne in calcul(dossier).droit.lignes]
    return avec_lignes(dossier, **{code: {"solde_n1": Fraction(0)} for code in codes})
