"""A program that a test needs and that is missing: a failure where it was promised, a visible skip elsewhere."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

LIBREOFFICE = "LibreOffice"


def absent(quoi: str, promesse: str = "CI_MOTEURS", ou: str = "") -> NoReturn:
    """End a test that lacks ``quoi``: fail when the variable ``promesse`` is 1, else skip and say where to get it."""
    if os.environ.get(promesse) == "1":
        pytest.fail(f"{quoi} : absent, alors que {promesse}=1 le promet")
    pytest.skip(f"{quoi} : non installé{f' (voir {ou})' if ou else ''}")
