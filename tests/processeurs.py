"""How many processes the tests may start at once: those of a whole run share the processors, and none waits for one."""

from __future__ import annotations

import os

AU_PLUS = 4
"""Each one that judges workbooks holds half a gigabyte, its LibreOffice as much."""
FILES = "PYTEST_XDIST_WORKER_COUNT"
"""Where pytest-xdist says how many files of tests run beside this one."""


def combien() -> int:
    """Return how many processes a long test may start: its share of the processors, one at least, four at most."""
    return max(1, min(_permis() // int(os.environ.get(FILES) or 1), AU_PLUS))


def _permis() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    print(max(min(_permis(), AU_PLUS), 2))
