"""A workbook as it was received: where its sheets, columns and inputs stand, and the dossier that they tell."""
