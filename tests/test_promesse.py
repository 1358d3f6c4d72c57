"""What is missing fails where CI promises it, and is visibly skipped at home: no proof vanishes in silence."""

from __future__ import annotations

import pytest

from tests.promesse import LIBREOFFICE, absent


def test_a_promised_program_that_is_missing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the promise, the failure names the program and the promise."""
    monkeypatch.setenv("CI_MOTEURS", "1")
    with pytest.raises(pytest.fail.Exception, match="LibreOffice : absent, alors que CI_MOTEURS=1"):
        absent(LIBREOFFICE)


def test_at_home_it_is_skipped_and_says_where_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the promise, a skip whose reason names the program and the place."""
    monkeypatch.delenv("CI_GRAPPES", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"ray : non installé \(voir \.ci/grappes\)"):
        absent("ray", "CI_GRAPPES", ".ci/grappes")
