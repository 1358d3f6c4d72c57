"""The sheets that are one table each, family by family."""
