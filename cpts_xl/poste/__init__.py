"""The user's machine: what must be put there for Excel to call Python, and what may be missing or in the way."""
