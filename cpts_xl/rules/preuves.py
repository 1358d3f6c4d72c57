"""Chapitre : la force d'une pièce justificative et ce qu'elle couvre."""
