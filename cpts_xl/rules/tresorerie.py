"""Chapitre : budget, scénarios, produits, trésorerie, rapprochement avec les comptes."""
