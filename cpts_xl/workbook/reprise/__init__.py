"""What a user had added to a workbook, put into the next one, and what became of each thing."""
