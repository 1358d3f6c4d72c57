"""What Word leaves in a template and that no report should carry; tags that it cut are made whole again."""

from __future__ import annotations

import re
from typing import Any

from cpts_xl.report.moteur.balises import balises
from cpts_xl.report.moteur.reperes import RESERVES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ESPACE = "{http://www.w3.org/XML/1998/namespace}space"
_A_OTER = (f"{W}proofErr", f"{W}lastRenderedPageBreak")
_SIGNETS_DE_WORD = re.compile(r"_(Toc\d+|GoBack)$")
_BLANCS = re.compile(r"[\r\n\t]+")


def lire_partie(octets: bytes) -> Any:
    """Return the root of a part, without comments nor the private characters that the engine uses.

    Raises:
        lxml.etree.XMLSyntaxError: the part is damaged, or nests too deep.
    """
    from lxml import etree  # noqa: PLC0415 - lourde : seulement quand un modèle est préparé ou vérifié

    analyseur = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    racine = etree.fromstring(octets, analyseur)
    texte = etree.tostring(racine, encoding="unicode")
    return etree.fromstring(RESERVES.sub("", texte), analyseur) if RESERVES.search(texte) else racine


def nettoyer(racine: Any) -> None:
    """Take away, in place, what would be false or ask a question in a report."""
    for element in list(racine.iter(*_A_OTER)):
        oter(element)
    perimes = set()
    for signet in list(racine.iter(f"{W}bookmarkStart")):
        if _SIGNETS_DE_WORD.match(signet.get(f"{W}name", "")):
            perimes.add(signet.get(f"{W}id"))
            oter(signet)
    for fin in [f for f in racine.iter(f"{W}bookmarkEnd") if f.get(f"{W}id") in perimes]:
        oter(fin)
    for element in racine.iter():
        # un champ marqué à mettre à jour ferait poser la question ; un paragraphe répété garderait son identité
        for attribut in (f"{W}dirty", f"{_W14}paraId", f"{_W14}textId"):
            element.attrib.pop(attribut, None)
    for texte in racine.iter(f"{W}t"):
        # Word lit un saut de ligne du fichier comme une espace ; docxtpl en ferait une ligne
        if texte.text and _BLANCS.search(texte.text):
            texte.text = _BLANCS.sub(" ", texte.text)
    for paragraphe in racine.iter(f"{W}p"):
        recoller(paragraphe)


def oter(element: Any) -> None:
    """Remove an element; the text that follows it stays."""
    parent, avant = element.getparent(), element.getprevious()
    if element.tail:
        if avant is None:
            parent.text = (parent.text or "") + element.tail
        else:
            avant.tail = (avant.tail or "") + element.tail
    parent.remove(element)


def textes_de(paragraphe: Any) -> list[Any]:
    """Return the ``w:t`` elements of a paragraph, those of the paragraphs inside it (text boxes) left out."""
    return [t for t in paragraphe.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraphe]


def recoller(paragraphe: Any) -> None:
    """Move each tag that Word cut between runs into the run where it starts."""
    textes = textes_de(paragraphe)
    contenu = "".join(t.text or "" for t in textes)
    if "{" not in contenu or len(textes) < 2:  # noqa: PLR2004 - une course seule ne coupe rien
        return
    fins: list[int] = []
    for texte in textes:
        fins.append((fins[-1] if fins else 0) + len(texte.text or ""))
    proprietaires = [rang for rang, texte in enumerate(textes) for _ in texte.text or ""]
    for balise in balises(contenu):
        proprietaires[balise.debut : balise.fin] = [proprietaires[balise.debut]] * (balise.fin - balise.debut)
    nouveaux = [""] * len(textes)
    for signe, rang in zip(contenu, proprietaires, strict=True):
        nouveaux[rang] += signe
    for texte, nouveau in zip(textes, nouveaux, strict=True):
        if nouveau != (texte.text or ""):
            texte.text = nouveau
            texte.set(_ESPACE, "preserve")
