"""The check of the money of the start: counted apart, it must not be typed as a payment of the line it majors."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen.identite import rang_annee
from cpts_xl.engine.examen.textes import MONTANT
from cpts_xl.engine.schema import FONCTIONNEMENT
from cpts_xl.formats import euros

MAJORATION = "majoration_demarrage_fonctionnement"
"""The key of the rate of the majoration."""


def demarrage(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield that what was received as fonctionnement, the first year, seems to hold the majoration declared beside it.

    Source: avenant 2, fonctionnement (uncertain): the majoration is paid with the first payment, apart from all totals.
    """
    if rang_annee(dossier) != 1 or str(dossier.identite.get("majoration") or "").casefold() != "oui":
        return
    recus = [
        versement["montant"]
        for versement in dossier.liste("versement")
        if str(versement.get("ligne") or "").casefold() == FONCTIONNEMENT
        and isinstance(versement.get("montant"), Fraction)
        and versement.get("annee") in {None, 1}
    ]
    recu = sum(recus, Fraction(0))
    if _avec_majoration(recu, dossier, droit):
        yield Anomalie(
            "identite.majoration",
            f"La majoration de démarrage est déclarée, et {euros(recu)} sont saisis en fonctionnement : elle y semble "
            "comprise, et passerait pour un trop-perçu à reprendre.",
            "Garder en fonctionnement la part de la ligne seule. Saisir la majoration, une fois reçue, dans Produits "
            "(financeur « autre », nature 74, subvention publique) : la trésorerie et le seuil du commissaire aux "
            "comptes la comptent, les totaux de l'ACI non.",
            Gravite.A_REGARDER,
            euros(recu),
        )


def _avec_majoration(recu: Fraction, dossier: Dossier, droit: Any) -> bool:
    """Return whether an amount is more than the line may give, or exactly what it gives with the majoration."""
    annexe = dossier.fiche("ligne").get(FONCTIONNEMENT, {}).get("annexe")
    if isinstance(annexe, Fraction):
        return recu > annexe
    grille = [p.valeur for p in droit.parametres.values() if p.cle[:2] == (MONTANT, FONCTIONNEMENT)]
    montants = [montant for montant in grille if isinstance(montant, Fraction)]
    taux = droit.parametres[MAJORATION].valeur if MAJORATION in droit.parametres else None
    majores = {montant * (1 + taux) for montant in montants} if isinstance(taux, Fraction) else set()
    return recu in majores or (bool(montants) and recu > max(montants))
