"""What must not be in a dossier: social-security numbers, hence patients. Found in any text, however written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier

_SEPARE = r"[\s\u00a0\u202f.-]?"
_NIR = re.compile(
    rf"(?<!\d)([12]){_SEPARE}(\d{{2}}){_SEPARE}(0[1-9]|1[0-2]){_SEPARE}(\d[\dAB]){_SEPARE}(\d{{3}}){_SEPARE}(\d{{3}})"
    rf"(?:{_SEPARE}(\d{{2}}))?(?!\d)"
)
_CLE = 97
_CORSE = {"2A": "19", "2B": "18"}
"""How the key of a number born in Corsica is computed (INSEE)."""


def _cle(morceaux: tuple[str, ...]) -> int:
    """Return the two-digit key that the thirteen first characters call for."""
    departement = _CORSE.get(morceaux[3], morceaux[3])
    return _CLE - int("".join((*morceaux[:3], departement, *morceaux[4:6]))) % _CLE


def donnees_de_sante(dossier: Dossier) -> Iterator[Anomalie]:
    """Yield each text that holds a social-security number: blocking when its key proves it, else to be looked at."""
    for saisie, valeur in dossier.saisies().items():
        trouve = _NIR.search(valeur) if isinstance(valeur, str) else None
        if trouve is None:
            continue
        *corps, cle = trouve.groups()
        prouve = cle is not None and int(cle) == _cle(tuple(corps))
        if cle is not None and not prouve:
            continue  # quinze chiffres dont la clé est fausse : une référence, non un numéro
        yield Anomalie(
            saisie,
            "Cette case ressemble à un numéro de sécurité sociale.",
            "L'effacer : aucune donnée de patient n'a sa place dans ce classeur.",
            Gravite.BLOQUANT if prouve else Gravite.A_REGARDER,
        )
