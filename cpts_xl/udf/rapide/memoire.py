"""Tables that ask once for each key: words, days, laws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MEMOIRE_MAX = 4096  # mots, clés et jours retenus : au-delà, la table est refaite


class Memoire(dict[Any, Any]):
    """A table that asks once for each key, and forgets everything when it has grown too long."""

    def __init__(self, demander: Callable[[Any], Any]) -> None:
        super().__init__()
        self._demander = demander

    def __missing__(self, cle: Any) -> Any:
        if len(self) >= MEMOIRE_MAX:
            self.clear()
        self[cle] = rendu = self._demander(cle)
        return rendu
