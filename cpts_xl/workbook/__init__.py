"""Workbooks: guard, reading, recalculation, and everything that concerns an .xlsx file."""
