"""The XML files of the add-in: what it holds, who publishes it, and the texts of the function wizard."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from cpts_xl import __version__
from cpts_xl.udf.calc.noms import SERVICE, methode
from cpts_xl.udf.reference import FonctionPubliee

IDENTIFIANT = "fr.cptsxl.fonctions"
TYPES, TEXTES, COMPOSANT = "types.rdb", "CalcAddIns.xcu", "composant.py"
MINIMAL = "7.4"
LANGUES = ("en", "fr")
"""Texts are French for everyone: « en » is what LibreOffice shows where it has no better."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_RESUME = "Les fonctions CPTS_… : le financement ACI des CPTS calculé dans Calc, avec les mêmes nombres que partout."


def manifeste() -> str:
    """Return ``META-INF/manifest.xml``: the nature of each part that LibreOffice registers."""
    natures = {
        TYPES: "application/vnd.sun.star.uno-typelibrary;type=RDB",
        COMPOSANT: "application/vnd.sun.star.uno-component;type=Python",
        TEXTES: "application/vnd.sun.star.configuration-data",
    }
    entrees = "".join(
        f' <manifest:file-entry manifest:media-type="{nature}" manifest:full-path="{nom}"/>\n'
        for nom, nature in natures.items()
    )
    espace = "http://openoffice.org/2001/manifest"
    return f'{_XML}<manifest:manifest xmlns:manifest="{espace}">\n{entrees}</manifest:manifest>\n'


def description() -> str:
    """Return ``description.xml``: name, version, publisher, and the oldest LibreOffice that was tried."""
    noms = "".join(f'  <name lang="{langue}">Fonctions CPTS</name>\n' for langue in LANGUES)
    editeur = "".join(f'  <name lang="{langue}">Les auteurs de cpts_xl</name>\n' for langue in LANGUES)
    resumes = "".join(f'  <src lang="{langue}" xlink:href="description.txt"/>\n' for langue in LANGUES)
    return (
        f'{_XML}<description xmlns="http://openoffice.org/extensions/description/2006"\n'
        ' xmlns:lo="http://libreoffice.org/extensions/description/2011"\n'
        ' xmlns:d="http://openoffice.org/extensions/description/2006"\n'
        ' xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        f' <identifier value="{IDENTIFIANT}"/>\n'
        f' <version value="{__version__}"/>\n'
        f" <display-name>\n{noms} </display-name>\n"
        f" <publisher>\n{editeur} </publisher>\n"
        f" <extension-description>\n{resumes} </extension-description>\n"
        " <dependencies>\n"
        f'  <lo:LibreOffice-minimal-version value="{MINIMAL}" d:name="LibreOffice {MINIMAL}"/>\n'
        " </dependencies>\n"
        "</description>\n"
    )


def resume() -> str:
    """Return the text that the extension manager shows."""
    return f"{_RESUME}\nAucune donnée ne quitte le poste. Licence MIT, sans garantie.\n"


def textes(fonctions: Iterable[FonctionPubliee]) -> str:
    """Return ``CalcAddIns.xcu``: for each function its name, its help, and those of its arguments."""
    noeuds = "".join(map(_fonction, fonctions))
    return (
        f'{_XML}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"\n'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
        f'<node oor:name="AddInInfo"><node oor:name="{SERVICE}" oor:op="replace"><node oor:name="AddInFunctions">\n'
        f"{noeuds}</node></node></node>\n</oor:component-data>\n"
    )


def _fonction(fonction: FonctionPubliee) -> str:
    arguments = "".join(
        f'<node oor:name={quoteattr(argument.nom)} oor:op="replace">'
        f"{_texte('DisplayName', argument.nom)}{_texte('Description', argument.aide)}</node>\n"
        for argument in fonction.arguments
    )
    return (
        f'<node oor:name="{methode(fonction.nom)}" oor:op="replace">\n'
        f"{_texte('DisplayName', fonction.nom)}{_texte('Description', fonction.aide)}"
        '<prop oor:name="Category"><value>Add-In</value></prop>'
        f"{_texte('CompatibilityName', fonction.nom)}\n"
        f'<node oor:name="Parameters">\n{arguments}</node>\n</node>\n'
    )


def _texte(propriete: str, texte: str) -> str:
    valeurs = "".join(f'<value xml:lang="{langue}">{escape(texte)}</value>' for langue in LANGUES)
    return f'<prop oor:name="{propriete}">{valeurs}</prop>'
