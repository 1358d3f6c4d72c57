"""All that a received workbook holds beside values and formulas, noted in one pass."""
