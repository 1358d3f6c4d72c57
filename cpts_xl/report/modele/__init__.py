"""The house templates, built from code: the chapters of the report, their pieces, the other documents."""
