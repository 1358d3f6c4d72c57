"""The fingerprint of a model, which survives a save: what it is made of, what carries it, what it is worth."""
