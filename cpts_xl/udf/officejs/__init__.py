"""The Office add-in: static files for Excel on Mac, on the web and on Windows; the same Python, in the browser."""
