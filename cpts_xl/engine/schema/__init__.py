"""What a CPTS declares, field by field: the one list that the sheets, the reader and the checks share."""

from __future__ import annotations

from collections.abc import Mapping

from cpts_xl.engine.schema.activite import TABLEAUX_ACTIVITE
from cpts_xl.engine.schema.argent import TABLEAUX_ARGENT
from cpts_xl.engine.schema.contrat import TABLEAUX_CONTRAT
from cpts_xl.engine.schema.identite import IDENTITE, champ_identite
from cpts_xl.engine.schema.indicateurs import NB_PALIERS, TABLEAUX_INDICATEURS
from cpts_xl.engine.schema.modele import FONCTIONNEMENT, OUI_NON, TOTAL, Champ, Rangees, Tableau, champ, postes
from cpts_xl.engine.schema.personnes import TABLEAUX_PERSONNES
from cpts_xl.engine.schema.tresorerie import TABLEAUX_TRESORERIE
from cpts_xl.engine.schema.versements import TABLEAUX_VERSEMENTS

__all__ = [
    "FONCTIONNEMENT",
    "IDENTITE",
    "LISTES_LIBRES",
    "NB_PALIERS",
    "OUI_NON",
    "PLURIELS",
    "TABLEAUX",
    "TABLES_FIXES",
    "TOTAL",
    "Champ",
    "Rangees",
    "Tableau",
    "champ",
    "champ_de",
    "champ_identite",
    "postes",
]

_TOUS: tuple[Tableau, ...] = (
    *TABLEAUX_CONTRAT, *TABLEAUX_INDICATEURS, *TABLEAUX_VERSEMENTS, *TABLEAUX_ARGENT, *TABLEAUX_TRESORERIE,
    *TABLEAUX_PERSONNES, *TABLEAUX_ACTIVITE,
)  # fmt: skip
TABLEAUX: Mapping[str, Tableau] = {tableau.code: tableau for tableau in _TOUS}
LISTES_LIBRES = tuple(code for code, t in TABLEAUX.items() if t.libre)
TABLES_FIXES = tuple(code for code, t in TABLEAUX.items() if t.rangees is not None)
PLURIELS: Mapping[str, str] = {t.pluriel: code for code, t in TABLEAUX.items() if not t.suit}


def champ_de(ident: str) -> Champ | None:
    """Return the input field that an identifier designates (« versement.3.montant »), None for a step."""
    prefixe, code = ident.partition(".")[0], ident.rpartition(".")[2]
    champs = IDENTITE if prefixe == "identite" else TABLEAUX[prefixe].champs if prefixe in TABLEAUX else ()
    return next((champ for champ in champs if champ.code == code), None)
