"""From a template to its plan: cleaned, marked, patched by docxtpl, proved. Done once by template, then kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from cpts_xl.report.moteur import limites
from cpts_xl.report.moteur.balises import balises
from cpts_xl.report.moteur.environnement import FILTRE_ATTRIBUT, Compile
from cpts_xl.report.moteur.limites import Demesure, refus
from cpts_xl.report.moteur.marquage import marquer
from cpts_xl.report.moteur.nettoyage import W, lire_partie, nettoyer
from cpts_xl.report.moteur.plan import Plan
from cpts_xl.report.moteur.structure import compiler_prouver
from cpts_xl.report.numerotation import Numerotation
from cpts_xl.report.paquet import DOCUMENT

PARTIES_REMPLIES = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
TEXTES_D_ATTRIBUT = {
    f"{W}tblCaption": {f"{W}val"},
    f"{W}tblDescription": {f"{W}val"},
    f"{_WP}docPr": {"descr", "title", "name"},
    f"{_PIC}cNvPr": {"descr", "title", "name"},
    f"{W}hyperlink": {f"{W}tooltip"},
}
"""The attributes that hold a text for the reader: the only ones where a field may stand."""
_TYPES, _RELATIONS, _PROPRIETES = "[Content_Types].xml", "_rels/.rels", "docProps/core.xml"
_SORTE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_BALISE = re.compile(r"(?<=\{\{)[^{}]*(?=\}\})|(?<=\{%)[^{}]*(?=%\})")
_ACCOLADES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


def preparer(nom: str, parties: Mapping[str, bytes]) -> tuple[Plan, dict[str, Compile]]:
    """Return the plan of a checked template, and its parts compiled.

    Raises:
        GabaritInvalide: it goes beyond a limit, or could give a damaged document.
    """
    from jinja2 import TemplateError  # noqa: PLC0415 - lourde : seulement pour remplir

    plan = Plan()
    compiles: dict[str, Compile] = {}
    for partie in sorted(p for p in parties if PARTIES_REMPLIES.match(p)):
        if partie != DOCUMENT and b"{" not in parties[partie]:
            continue
        try:
            source = _source(partie, parties, plan)
            compiles[partie] = compiler_prouver(source)
        except Demesure as erreur:
            raise refus(nom, str(erreur)) from erreur
        except (TemplateError, RecursionError, SyntaxError) as erreur:
            raise refus(nom, "une balise est mal écrite ; vérifier le modèle, balise par balise.") from erreur
        plan.sources[partie] = source
    _completer(parties, plan)
    return plan, compiles


def _source(partie: str, parties: Mapping[str, bytes], plan: Plan) -> str:
    """Return the Jinja source of one part."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - lourde, et pour ce seul travail
    from lxml import etree  # noqa: PLC0415

    if len(parties[partie]) > limites.OCTETS_DE_TEXTE:
        raise Demesure("son texte dépasse 8 Mo ; ce n'est pas un modèle de rapport.")
    racine = lire_partie(parties[partie])
    if sum(1 for _ in racine.iter(f"{W}p")) > limites.PARAGRAPHES:
        raise Demesure(f"il a plus de {limites.PARAGRAPHES} paragraphes ; ce n'est pas un modèle de rapport.")
    nettoyer(racine)
    if partie == DOCUMENT:
        marquer(racine, _numerotation(parties), plan)
    _attributs(racine)
    source = DocxTemplate("").patch_xml(etree.tostring(racine, encoding="unicode"))
    for ecrite, lue in _ACCOLADES:
        source = source.replace(ecrite, "{{ '" + lue + "' }}")
    # docxtpl ne rend aux balises que < et > : une esperluette ou un guillemet y resteraient des entités
    return _BALISE.sub(lambda trouve: unescape(trouve[0]) if "&" in trouve[0] else trouve[0], source)


def _numerotation(parties: Mapping[str, bytes]) -> Numerotation:
    from lxml import etree  # noqa: PLC0415

    styles = parties.get("word/styles.xml")
    racine = lire_partie(styles) if styles else etree.Element(f"{W}styles")
    listes = parties.get("word/numbering.xml")
    return Numerotation(racine, lire_partie(listes) if listes else None)


def _attributs(racine: Any) -> None:
    """Send the fields written in an attribute through the escape of attributes; refuse those of settings."""
    for element in racine.iter():
        for nom, valeur in element.attrib.items():
            if "{{" not in valeur and "{%" not in valeur:
                continue
            if nom not in TEXTES_D_ATTRIBUT.get(element.tag, ()):
                raise Demesure("une balise est placée dans un réglage de Word (et non dans un texte) ; la retirer.")
            element.set(nom, _par_l_echappement(valeur))
        if element.tag == f"{W}instrText" and element.text and ("{{" in element.text or "{%" in element.text):
            raise Demesure("une balise est placée dans l'instruction d'un champ de Word ; la retirer.")


def _par_l_echappement(valeur: str) -> str:
    sortie, place = "", 0
    for balise in balises(valeur):
        sortie += valeur[place : balise.debut]
        montre = balise.ouvrante == "{{"
        sortie += f"{{{{ ({balise.contenu})|{FILTRE_ATTRIBUT} }}}}" if montre else balise.texte
        place = balise.fin
    return sortie + valeur[place:]


def _completer(parties: Mapping[str, bytes], plan: Plan) -> None:
    """Note the parts that every report changes alike: no question at opening, properties always there."""
    reglages = parties.get("word/settings.xml", b"").decode("utf-8", "replace")
    sans = re.sub(r"<w:updateFields\b[^>]*/>", "", reglages)
    if sans != reglages:
        plan.remplacees["word/settings.xml"] = sans
    relations = parties.get(_RELATIONS, b"").decode("utf-8")
    for relation in re.findall(r"<Relationship\b[^>]*>", relations):
        cible = re.search(r'\bTarget="/?([^"]+)"', relation)
        if _SORTE in relation and cible:
            plan.proprietes = unescape(cible[1])
            return
    types = parties[_TYPES].decode("utf-8")
    type_ = "application/vnd.openxmlformats-package.core-properties+xml"
    if f'PartName="/{_PROPRIETES}"' not in types:
        ajout = f'<Override PartName="/{_PROPRIETES}" ContentType="{type_}"/></Types>'
        plan.remplacees[_TYPES] = types.replace("</Types>", ajout)
    lien = f'<Relationship Id="rIdProprietes" Type="{_SORTE}" Target="{_PROPRIETES}"/></Relationships>'
    plan.remplacees[_RELATIONS] = relations.replace("</Relationships>", lien)
