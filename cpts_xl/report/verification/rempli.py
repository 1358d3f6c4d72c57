"""A finished document taken for a template: refused, since it would tell last year's figures again."""

from __future__ import annotations

from collections.abc import Iterable

from cpts_xl.report.paquet import DOCUMENT
from cpts_xl.report.relu.origine import EMPREINTE, dite
from cpts_xl.report.verification.fautes import Faute

REMEDE = (
    "Prendre le modèle d'où il vient, ou un de ceux du dossier report_templates, et le mettre à votre main : chaque "
    "valeur y est un champ {{ … }} (la liste est dans CHAMPS.md). Ce que vous aviez écrit dans le rapport se saisit "
    "dans la feuille Textes du classeur."
)
REMPLI = (
    "ce document porte l'empreinte d'un classeur : c'est un document déjà rempli, et non un modèle. Il redirait les "
    "chiffres de ce classeur-là."
)
SANS_CHAMP = (
    "ce document n'a aucun champ {{ … }} : ce n'est pas un modèle, et rien du classeur n'y serait écrit. S'il vient "
    "d'un rapport, il en redirait les chiffres."
)
_OUVRENT = ("{{", "{%")


def deja_rempli(textes: Iterable[str], *, balise_ailleurs: bool) -> list[Faute]:
    """Return the fault of a document that is no template, from the text of its paragraphs; none otherwise.

    ``balise_ailleurs`` says that something of a tag was seen elsewhere: in an attribute, or in another fault.
    """
    textes = list(textes)
    if dite(EMPREINTE, textes):
        return [_faute(REMPLI)]
    if balise_ailleurs or any(ouvre in texte for texte in textes for ouvre in _OUVRENT):
        return []
    return [_faute(SANS_CHAMP)]


def _faute(motif: str) -> Faute:
    return Faute(DOCUMENT, -1, "modèle entier", "", "", f"Modèle : {motif} {REMEDE}")
