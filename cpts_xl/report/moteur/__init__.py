"""The prepared engine: a template is checked, patched and compiled once, then each report is only joined text."""
