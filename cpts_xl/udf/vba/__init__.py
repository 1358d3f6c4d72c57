"""The VBA that a workbook or an add-in carries: its text, generated from the catalogue, and its project."""
