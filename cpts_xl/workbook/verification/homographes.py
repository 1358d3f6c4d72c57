"""Names that an eye reads alike and that are not: a letter of another alphabet, a sign that draws nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.xlsx.types import ClasseurLu

RENOMMER = "Renommer celle qui a été ajoutée, puis vérifier à nouveau."
RETAPER = "Retaper le nom de la feuille (clic droit sur son onglet, Renommer), puis vérifier à nouveau."
_JUMELLES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0455\u0458\u0501\u0410\u0412\u0415\u041a\u041c\u041d\u041e"
    "\u0420\u0421\u0422\u0425\u0406\u0405\u0408\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1"
    "\u03a4\u03a5\u03a7\u03bf\u03bd\u03b1\u03c1\u0131" + "I1|0",
    "aeopcxyisjdABEKMHOPCTXISJABEZHIKMNOPTYXovapi" + "lllo",
)
"""Letters of other alphabets, and digits, that a reader takes for one of ours."""
_SANS_DESSIN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800" + "".join(map(chr, range(0xFE00, 0xFE10))))
"""Signs that draw nothing, and that Unicode classes among letters or marks."""


def _vue(nom: str) -> str:
    """Return a name as an eye reads it, accents aside: two names that give the same one read alike."""
    return normaliser(nom.translate(_JUMELLES).translate(_JUMELLES))


def trompeur(texte: str) -> str:
    """Return which sign of a text an eye takes for another, or does not see; empty when there is none."""
    for signe in texte:
        if unicodedata.category(signe) == "Cf" or signe in _SANS_DESSIN:
            return "un caractère qui ne se voit pas"
        if signe.isalpha() and not unicodedata.name(signe, "").startswith("LATIN"):
            return f"« {signe} », une lettre d'un autre alphabet"
        if signe.isspace() and signe not in " \t\n\r":
            return "une espace qui n'est pas celle du clavier"
    return ""


def feuilles_homographes(classeur: ClasseurLu) -> Iterator[Constat]:
    """Yield the sheets whose name reads as that of one of ours, and those of ours whose name hides a sign."""
    notres = {normaliser(nom): nom for nom in sheets.ORDRE}
    vues = {_vue(nom): nom for nom in sheets.ORDRE}
    presentes = {normaliser(nom) for nom in classeur.feuilles}
    for nom in classeur.feuilles:
        if normaliser(nom) in notres:
            if nom != notres[normaliser(nom)] and (signe := trompeur(nom)):
                yield Constat(Gravite.INFORMATION, f"Le nom de cette feuille porte {signe}.", nom, cause=Cause.LIBELLE,
                              remede=RETAPER)  # fmt: skip
        elif (modele := vues.get(_vue(nom))) is not None:
            signe = trompeur(nom) or "un signe qui en imite un autre"
            message = f"Le nom de cette feuille se lit « {modele} », et ne l'est pas : il porte {signe}."
            double = normaliser(modele) in presentes
            yield Constat(
                Gravite.BLOQUANT, message, nom, cause=Cause.LIBELLE, remede=RENOMMER if double else RETAPER,
            )  # fmt: skip
