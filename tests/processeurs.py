"""How many processes a long test may start at once: as many as there are processors, and not more than memory holds."""

from __future__ import annotations

import os

AU_PLUS = 4
"""Each one that judges workbooks holds half a gigabyte, its LibreOffice as much."""


def combien() -> int:
    """Return how many processes to start: the processors that this process may use, at most four."""
    permis = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(permis, AU_PLUS)


if __name__ == "__main__":
    print(max(combien(), 2))
