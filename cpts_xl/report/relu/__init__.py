"""A report as somebody gives it back: its text, its numbers and its charts, compared with what the workbook gives."""

from __future__ import annotations
