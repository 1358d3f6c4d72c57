"""The same formulas as LibreOffice reads them with its add-in: ``CPTS.TAILLE(B4:B4)`` for ``CPTS_TAILLE(B4)``.

LibreOffice knows an add-in's function in a file by its service and its method, and tells an empty cell from a zero
in a range only. So names change their sign, and a single cell or a typed 0 given to a function becomes a range.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, unescape

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.workbook.xlsx.garde import verifier_fichier

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

PREFIXE, PREFIXE_CALC = "CPTS_", "CPTS."

_CELLULE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_SEULE = re.compile(rf"(?P<feuille>(?:'(?:[^']|'')+'|[^'!:\s]+)!)?(?P<cellule>{_CELLULE})", re.IGNORECASE)
_FORMULE = re.compile(r"(<f\b[^>]*>)([^<]*)(</f>)")
_NOM = re.compile(r'(<definedName\b[^>]*\bname="(?!_xlnm)[^>]*>)([^<]*)(</definedName>)')
_FEUILLE = re.compile(r"xl/worksheets/[^/]+\.xml")
_PROJET = "xl/vbaproject.bin"
_DECLARENT = frozenset({"[Content_Types].xml", "xl/_rels/workbook.xml.rels"})
_MACROS = re.compile(rb"<(?:Default|Override|Relationship)\b[^>]*vbaProject[^>]*/>", re.IGNORECASE)
_AVEC_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_SANS_MACROS = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def formule_calc(formule: str) -> str:
    """Return a formula as a file for LibreOffice holds it; unchanged when it calls none of our functions.

    A formula that cannot be analysed is returned as it is: LibreOffice will say so in its cell.
    """
    if PREFIXE not in formule.upper():
        return formule
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError  # noqa: PLC0415 - lourd, inutile en saisie

    egal = "" if formule.startswith("=") else "="
    try:
        jetons = Tokenizer(egal + formule).items
        _traduire(jetons)
    except (TokenizerError, IndexError):
        return formule
    signe = "=" if formule.startswith("=") else ""
    return signe + "".join(jeton.value for jeton in jetons)


def copier_pour_calc(chemin: Path, vers: Path) -> int:
    """Write a copy of a workbook whose formulas LibreOffice computes with the add-in; return how many were rewritten.

    A name of one cell becomes a range of one cell, for the same reason. Macros are left out: the copy is a ``.xlsx``,
    and LibreOffice does not run ours. Everything else is copied byte for byte.

    Raises:
        ClasseurIllisible: the guard refuses the workbook, or one of its parts is not text.
    """
    verifier_fichier(chemin)
    total = 0
    with zipfile.ZipFile(chemin) as source, zipfile.ZipFile(vers, "w", zipfile.ZIP_DEFLATED) as copie:
        for membre in source.infolist():
            if membre.filename.lower() == _PROJET:
                continue
            octets = source.read(membre)
            if _FEUILLE.fullmatch(membre.filename):
                avant = _decoder(octets, chemin, membre.filename)
                total += sum(_formule(trouve) != trouve[0] for trouve in _FORMULE.finditer(avant))
                octets = _FORMULE.sub(_formule, avant).encode()
            elif membre.filename == "xl/workbook.xml":
                octets = _NOM.sub(_nom, _decoder(octets, chemin, membre.filename)).encode()
            elif membre.filename in _DECLARENT:
                octets = _MACROS.sub(b"", octets).replace(_AVEC_MACROS, _SANS_MACROS)
            copie.writestr(membre, octets)
    return total


def _decoder(octets: bytes, chemin: Path, partie: str) -> str:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError as erreur:
        raise ClasseurIllisible(
            f"« {chemin.name} », partie {partie} : elle n'est pas en UTF-8. L'enregistrer de nouveau avec Excel."
        ) from erreur


def _formule(trouve: re.Match[str]) -> str:
    avant, formule, apres = trouve.groups()
    entites = {"&quot;": '"', "&apos;": "'"}
    return avant + escape(formule_calc(unescape(formule, entites))) + apres


def _nom(trouve: re.Match[str]) -> str:
    avant, zone, apres = trouve.groups()
    return avant + escape(_en_plage(unescape(zone, {"&apos;": "'"}))) + apres


def _en_plage(reference: str) -> str:
    """Return a reference to one cell as a range of one cell; anything else as it is."""
    seule = _SEULE.fullmatch(reference)
    return f"{reference}:{seule['cellule']}" if seule else reference


def _traduire(jetons: list[Token]) -> None:
    """Rewrite in place the calls of our functions, and those of their arguments that are one token."""
    pile: list[tuple[bool, list[Token]]] = [(False, [])]  # l'appel est-il à nous ; jetons de l'argument en cours
    for jeton in jetons:
        notre, argument = pile[-1]
        if jeton.subtype == "OPEN":
            argument.append(jeton)
            pile.append((_renommer(jeton), []))
        elif jeton.subtype == "CLOSE" or jeton.type == "SEP":
            if notre and len(argument) == 1:
                _argument(argument[0])
            argument.clear()
            if jeton.subtype == "CLOSE":
                pile.pop()
        elif jeton.type != "WHITE-SPACE":
            argument.append(jeton)


def _renommer(ouvrant: Token) -> bool:
    """Return whether a call is one of ours, its name then changed."""
    notre = ouvrant.type == "FUNC" and ouvrant.value.upper().startswith(PREFIXE)
    if notre:
        ouvrant.value = PREFIXE_CALC + ouvrant.value[len(PREFIXE) :]
    return notre


def _argument(jeton: Token) -> None:
    """Rewrite an argument that would arrive as a bare number: a single cell, a typed zero."""
    if jeton.type == "OPERAND" and jeton.subtype == "RANGE":
        jeton.value = _en_plage(jeton.value)
    elif jeton.type == "OPERAND" and jeton.subtype == "NUMBER" and float(jeton.value) == 0:
        jeton.value = "{0}"
