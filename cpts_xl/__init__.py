"""Le financement ACI d'une CPTS : des règles lues en Python, en formule native et en phrase française."""

__version__ = "0.5.5"
