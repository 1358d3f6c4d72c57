"""Le complément de LibreOffice : les mêmes fonctions, le même Python, dans Calc."""
