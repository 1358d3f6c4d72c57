"""Mesures de temps : « python -m bench ». Aucun test n'en dépend."""
