"""The structure of a received workbook against what the layout would have written: hidden, changed, removed."""
