"""Excel appelle Python : ce qui est publié, sous quels noms, et ce qui passe la frontière."""
