"""A report as somebody gives it back: the text that a reader sees in it, and the numbers typed there. Pure reading."""

from __future__ import annotations
