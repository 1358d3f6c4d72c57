"""One CPTS, one contract year: what it declares, the ordered steps, and every step with its trace."""
