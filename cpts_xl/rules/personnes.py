"""Chapitre : réunions, participations, adhésions."""
