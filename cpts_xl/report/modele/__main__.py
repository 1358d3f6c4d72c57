"""Write every template of the repository."""

from __future__ import annotations

import sys

from cpts_xl.report.modele.galerie import principal

if __name__ == "__main__":
    sys.exit(principal())
