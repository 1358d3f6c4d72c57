"""A received .xlsx file: the guard that admits it, then the one pass that gives formula, value, format and lock."""
