"""Modules of throw-away functions, written for xlwings to publish."""

from __future__ import annotations

import textwrap


def ecrire(dossier, nom, texte):
    """Write a module and return its folder."""
    (dossier / f"{nom}.py").write_text(textwrap.dedent(texte), encoding="utf-8")
    return dossier
