"""Chapitre : l'année et les cinq années du contrat, ses échéances, ce qui en est attendu."""
