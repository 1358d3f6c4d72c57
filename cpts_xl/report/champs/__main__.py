"""Write the page of the fields."""

from __future__ import annotations

import sys

from cpts_xl.report.champs.page import principal

if __name__ == "__main__":
    sys.exit(principal())
