"""How a former rule is declared: its function, under the name of today's, and what the rule says since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cpts_xl.rules import CATALOGUE, Regle
from cpts_xl.rules.catalogue import lire


@dataclass(frozen=True, slots=True)
class Ancienne:
    """A former rule, and the French sentence that says what it gives since it was corrected."""

    regle: Regle
    depuis: str


def ancienne(registre: dict[str, Ancienne], depuis: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a former rule: label, text, article and status are those of the rule of its name.

    Raises:
        KeyError: no rule of today has its name.
    """

    def enregistre(fonction: Callable[..., Any]) -> Callable[..., Any]:
        regle = CATALOGUE[fonction.__name__]
        lue = lire(
            fonction, libelle=regle.libelle, texte=regle.texte, article=regle.article, statut=regle.statut,
            registre={nom: autre.regle for nom, autre in registre.items()},
        )  # fmt: skip
        registre[lue.nom] = Ancienne(lue, depuis)
        return fonction

    return enregistre
