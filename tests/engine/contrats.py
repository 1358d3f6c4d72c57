"""A contract of size 3 under avenant 2, year by year: what the tests of the contract over time start from."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import depuis_toml
from cpts_xl.rules.dates import plus_mois

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSIONS = ("acces", "parcours", "prevention", "crise", "qualite", "accompagnement")
ANNEES = range(1, 6)
SIGNATURES = (
    date(2024, 2, 29), date(2023, 3, 15), date(2023, 1, 31), date(2023, 12, 31), date(2023, 8, 30), date(2024, 3, 1),
    date(2023, 2, 28), date(2024, 1, 1),
)  # fmt: skip
"""Days on which a count of years may slip: a leap day, last days of months, the eve and the morrow of a leap day."""

_MODELE = """
[identite]
nom = "Contrat d'essai"
signature = {signature}
debut = {debut}
arrete = {debut}
population = 98_450
population_source = "nombre rond, dans la tranche"
taille_contrat = 3
plan_crise = "{plan}"
crise_reconnue = "{crise}"
unite_prorata = "{unite}"
prorata_variable = "Oui"

[lignes.crise_fixe_redaction]
annexe = 45_000

{missions}
{indicateurs}
"""
_MISSION = """
[missions.{code}]
engagee = "Oui"
demarrage = {demarrage}
"""
_INDICATEUR = """
[[indicateurs]]
id = "{rang}"
mission = "{mission}"
libelle = "Fait ou non"
mode = "réalisé"
montant_en_jeu = {montant}
realise = "{realise}"
"""
ENJEUX = {"acces": 35_000, "parcours": 45_000, "prevention": 17_500, "crise": 67_500, "qualite": 15_000,
          "accompagnement": 10_000}  # fmt: skip


def annee(
    rang: int,
    *,
    signature: date = date(2023, 3, 15),
    demarrages: dict[str, date] | None = None,
    unite: str = "jours",
    crise: str = "Non",
    atteints: Sequence[str] = MISSIONS,
) -> Dossier:
    """Return one year of the contract, every mission engaged from the signature unless told otherwise."""
    departs = dict.fromkeys(MISSIONS, signature) | (demarrages or {})
    return depuis_toml(_MODELE.format(
        signature=signature, debut=plus_mois(signature, 12 * (rang - 1)), unite=unite, crise=crise,
        plan="rédaction" if rang == 1 else "mise à jour",
        missions="".join(_MISSION.format(code=code, demarrage=jour) for code, jour in departs.items()),
        indicateurs="".join(
            _INDICATEUR.format(rang=f"I{n}", mission=mission, montant=montant,
                               realise="Oui" if mission in atteints else "Non")
            for n, (mission, montant) in enumerate(ENJEUX.items())
        ),
    ))  # fmt: skip


def avec_identite(dossier: Dossier, **champs: Any) -> Dossier:
    """Return the dossier with these fields of its identity."""
    return dossier.avec(identite={**dossier.identite, **champs})


def avec_lignes(dossier: Dossier, **lignes: dict[str, Any]) -> Dossier:
    """Return the dossier with these fields of its lines, the others kept."""
    fiches = {code: dict(fiche) for code, fiche in dossier.fiche("ligne").items()}
    for code, champs in lignes.items():
        fiches[code] = {**fiches.get(code, {}), **champs}
    return dossier.avec(lignes=fiches)


def versement(ligne: str, nature: str, montant: Any, jour: date, paye: int | None = None) -> dict[str, Any]:
    """Return one payment; ``paye`` is the year of the contract that it pays, the current one when left out."""
    return {"ligne": ligne, "nature": nature, "montant": Fraction(montant), "date": jour, "reference": None,
            "annee": None if paye is None else Fraction(paye)}  # fmt: skip


def departs_au_hasard(alea: random.Random, signature: date) -> dict[str, date]:
    """Return a start of each mission, from the signature to three years later."""
    return {code: signature + timedelta(days=alea.randrange(1100)) for code in MISSIONS}
