"""How often Python looks for cycles while the tests run: rarely, for they build large objects that hold none."""

from __future__ import annotations

import gc

SEUILS = (200_000, 20, 100)
"""A whole run is a tenth shorter than with Python's own thresholds; a worker grows by a few megabytes."""


def espacer() -> None:
    """Space the collections out in this process: the tests call it, and each process that they start."""
    gc.set_threshold(*SEUILS)
