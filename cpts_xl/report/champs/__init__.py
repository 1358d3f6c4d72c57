"""The fields that a template may use: their paths, their meaning, their page."""
