"""The paragraphs of a template, in order, each with the place that a reader would say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.moteur import limites
from cpts_xl.report.moteur.nettoyage import W, lire_partie, recoller
from cpts_xl.report.moteur.preparation import PARTIES_REMPLIES
from cpts_xl.report.paquet import DOCUMENT
from cpts_xl.report.verification.fautes import Place

_TITRE = re.compile(r"(Heading|Titre|Annexe)")
_NOMS = {"document": "corps du texte", "header": "en-tête", "footer": "pied de page",
         "footnotes": "notes de bas de page", "endnotes": "notes de fin"}  # fmt: skip


def parties_a_lire(parties: Mapping[str, bytes]) -> list[str]:
    """Return the names of the parts that hold tags, the body first."""
    return sorted((nom for nom in parties if PARTIES_REMPLIES.match(nom)), key=lambda nom: (nom != DOCUMENT, nom))


def racine_de(nom: str, octets: bytes) -> Any:
    """Return the root of a part, tags cut by Word made whole again.

    Raises:
        GabaritInvalide: damaged, or far too large for a template.
    """
    from lxml import etree  # noqa: PLC0415 - lourde : seulement quand un modèle est vérifié

    court = posixpath.basename(nom)
    if len(octets) > limites.OCTETS_DE_TEXTE:
        raise GabaritInvalide(f"Modèle, partie {court} : son texte dépasse 8 Mo ; ce n'est pas un modèle de rapport.")
    try:
        racine = lire_partie(octets)
    except etree.XMLSyntaxError as erreur:
        raise GabaritInvalide(
            f"Modèle, partie {court} : abîmée ; ouvrir le modèle dans Word pour le réparer."
        ) from erreur
    paragraphes = list(racine.iter(f"{W}p"))
    texte = "".join(t.text or "" for t in racine.iter(f"{W}t"))
    if len(paragraphes) > limites.PARAGRAPHES:
        raise GabaritInvalide(
            f"Modèle, partie {court} : plus de {limites.PARAGRAPHES} paragraphes ; ce n'est pas un modèle de rapport."
        )
    if sum(texte.count(debut) for debut in ("{{", "{%", "{#")) > limites.BALISES:
        raise GabaritInvalide(f"Modèle, partie {court} : plus de {limites.BALISES} balises ; le simplifier.")
    for paragraphe in paragraphes:
        recoller(paragraphe)
    return racine


def places(nom: str, racine: Any) -> Iterator[Place]:
    """Yield every paragraph of a part."""
    sorte = re.sub(r"\d+$", "", posixpath.basename(nom).removesuffix(".xml"))
    titre = ""
    for rang, paragraphe in enumerate(racine.iter(f"{W}p")):
        texte = "".join(_textes(paragraphe))
        style = paragraphe.find(f"{W}pPr/{W}pStyle")
        if style is not None and _TITRE.match(style.get(f"{W}val", "")) and texte.strip():
            titre = texte.strip()
        lieu = f"{_NOMS[sorte]}, sous le titre « {titre} »" if titre else _NOMS[sorte]
        yield Place(nom, rang, texte, lieu, paragraphe)


def _textes(paragraphe: Any) -> Iterator[str]:
    for noeud in paragraphe.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if next(noeud.iterancestors(f"{W}p")) is paragraphe:
            yield (noeud.text or "") if noeud.tag == f"{W}t" else " "
