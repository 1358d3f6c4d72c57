"""The carriers, and what each imposes: one table, read by the page of functions and held by the tests.

The reference is the native formula: what a carrier cannot tell from something else is said here, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Porteur:
    """One way to bring the functions into a spreadsheet, and how its cells reach the boundary.

    Each field is a French sentence: how an empty cell, an error cell, a date and a boolean arrive, how an omitted
    argument is read, and how a call that cannot be made is shown.
    """

    code: str
    nom: str
    pour: str
    vide: str
    erreur: str
    date: str
    booleen: str
    omis: str
    echec: str


PORTEURS = (
    Porteur(
        "xlwings",
        "Excel pour Windows, classeur .xlsm ou complément .xlam",
        "la coordinatrice, sous Windows",
        vide="vide : il manque une saisie",
        erreur="la phrase nomme l'erreur reçue",
        date="une date, quel que soit le calendrier du classeur (1900 ou 1904)",
        booleen="la phrase dit « VRAI à la place… »",
        omis="comme une cellule vide",
        echec="#VALEUR! ; CPTS_MOTIF sur la cellule donne la phrase",
    ),
    Porteur(
        "natif",
        "Formules ordinaires",
        "tous, sans rien installer",
        vide="vide : « À compléter »",
        erreur="« À compléter » à la place d'un nombre dû ; à la place d'un mot ou d'une case facultative, l'erreur",
        date="un numéro de jour ; les cases des feuilles refusent -1, la formule seule ne le fait pas",
        booleen="« À compléter » à la place d'un nombre, un mot inconnu à la place d'un mot ; LibreOffice y lit 1",
        omis="sans objet : la formule est déjà écrite",
        echec="sans objet : la formule est déjà écrite",
    ),
    Porteur(
        "calc",
        "LibreOffice, complément .oxt",
        "qui n'a pas Excel",
        vide="seule, elle arrive comme 0 : devant un 0, la phrase demande d'écrire A1:A1, ou {0} pour un vrai zéro",
        erreur="LibreOffice n'appelle pas la fonction : la cellule montre l'erreur reçue, Err:504 pour une plage",
        date="un numéro de jour, quel que soit le calendrier du classeur (1900 ou 1904)",
        booleen="LibreOffice n'a pas de booléens : VRAI est 1",
        omis="comme une cellule vide",
        echec="la phrase ; de même si la réponse a plusieurs cellules, que LibreOffice n'étale pas",
    ),
    Porteur(
        "lambda",
        "Excel 365 et 2024, noms LAMBDA",
        "le relecteur qui veut lire CPTS_… sans Python",
        vide="vide : « À compléter »",
        erreur="« À compléter » à la place d'un nombre dû ; à la place d'un mot ou d'une case facultative, l'erreur",
        date="un numéro de jour ; le jour d'un autre droit que celui de la copie est refusé",
        booleen="« À compléter » à la place d'un nombre, un mot inconnu à la place d'un mot",
        omis="refusé par Excel : écrire tous les arguments",
        echec="l'erreur d'Excel ; une plage à la place d'une cellule est refusée par une phrase",
    ),
    Porteur(
        "officejs",
        "Excel pour Mac et sur le web, complément Office",
        "les postes sans macro ni Python",
        vide="vide, relue dans Excel quand elle arrive comme 0 ; si Excel ne répond pas, une phrase, jamais un nombre",
        erreur="la phrase nomme l'erreur reçue",
        date="un numéro de jour, du calendrier 1900 ; là où un nombre est dû, il est pris pour ce nombre",
        booleen="la phrase dit « VRAI à la place… »",
        omis="comme une cellule vide",
        echec="#VALEUR!, la phrase au survol ; de même tant que le calcul n'a pas pu être chargé",
    ),
)
