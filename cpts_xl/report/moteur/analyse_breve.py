"""The parsing of a long template: Jinja's lexer goes through it sign by sign, and nearly all of it is plain text.

Texts between tags are set aside under short marks, parsing is done on what remains, then the texts are put back. The
tree is the one that the whole source gives; at the least doubt, the whole source is what is parsed.
"""

from __future__ import annotations

import re
from typing import Any

_BALISE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_OUVRE, _FERME = "\ue0fe", "\ue0ff"
_MARQUE = re.compile(f"{_OUVRE}([0-9]+){_FERME}")
_DOUTES = ("{#", "#}", "{%-", "-%}", "{%+", "+%}", "{{-", "-}}", "{{+", "+}}", "\r", _OUVRE, _FERME)


def analyser(bac: Any, source: str) -> Any:
    """Return the tree of a source, as ``bac.parse`` gives it, lines of the nodes apart.

    Raises:
        jinja2.TemplateSyntaxError: a tag is malformed.
    """
    from jinja2 import TemplateSyntaxError, nodes  # noqa: PLC0415 - lourde : seulement pour remplir

    morceaux = _BALISE.split(source)
    textes, balises = morceaux[::2], morceaux[1::2]
    ouvertes = source.count("{{") + source.count("{%")
    doute = source.endswith("\n") or any(signe in source for signe in _DOUTES) or ouvertes != len(balises)
    if doute or not all(map(_franche, balises)):
        return bac.parse(source)
    morceaux[::2] = [f"{_OUVRE}{rang}{_FERME}" if texte else "" for rang, texte in enumerate(textes)]
    try:
        arbre = bac.parse("".join(morceaux))
    except TemplateSyntaxError:
        return bac.parse(source)  # elle dira la faute à sa vraie ligne, ou qu'il n'y en a pas
    for noeud in arbre.find_all(nodes.TemplateData):
        marque = _MARQUE.fullmatch(noeud.data)
        if marque is None:
            return bac.parse(source)
        noeud.data = textes[int(marque[1])]
    return arbre


def _franche(balise: str) -> bool:
    """Return whether a tag ends where it seems to: no brace inside, no quote that would hide its end, no raw block."""
    coeur = balise[2:-2]
    return not ({"{", "}"} & set(coeur) or coeur.count('"') % 2 or coeur.count("'") % 2 or "raw" in coeur)
