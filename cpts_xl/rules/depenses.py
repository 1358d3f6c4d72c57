"""Chapitre : dépenses, clés de répartition, enveloppes."""
