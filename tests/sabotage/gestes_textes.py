"""What a hand does to the words of a cell, its text staying the same: some of them dressed so as not to be read."""

from __future__ import annotations

from typing import Any

from lxml import etree

from tests.sabotage.gestes import Geste
from tests.sabotage.paquet import NS, Paquet

CHAINES = "xl/sharedStrings.xml"
_ESPACE = "{http://www.w3.org/XML/1998/namespace}space"


def courses(feuille: str, lieu: str, gardes: int, *, commun: bool = False, **police: str) -> Geste:
    """Cut the text of a cell after some words, and dress what follows: ``sz``, ``color``, ``rFont``."""

    def applique(p: Paquet) -> None:
        texte = str(p.valeur(feuille, lieu))
        mots = texte.split(" ")
        debut = " ".join(mots[:gardes])
        assert len(mots) > gardes, texte
        cellule = p.cellule(feuille, lieu)
        for enfant in list(cellule):
            cellule.remove(enfant)
        if commun:
            racine = p.arbre(CHAINES)
            porteur = etree.SubElement(racine, f"{NS}si")
            cellule.set("t", "s")
            etree.SubElement(cellule, f"{NS}v").text = str(len(racine.findall(f"{NS}si")) - 1)
        else:
            cellule.set("t", "inlineStr")
            porteur = etree.SubElement(cellule, f"{NS}is")
        _course(porteur, debut, {})
        _course(porteur, texte.removeprefix(debut), police)

    def lues(p: Paquet) -> list[Any]:
        cellule = p.cellule(feuille, lieu)
        porteur = cellule.find(f"{NS}is")
        if cellule.get("t") == "s":
            porteur = p.arbre(CHAINES).findall(f"{NS}si")[int(cellule.findtext(f"{NS}v"))]
        return [] if porteur is None else porteur.findall(f"{NS}r")

    def texte_de(p: Paquet) -> str:
        cellule = p.cellule(feuille, lieu)
        if cellule.get("t") == "s":
            communs = p.arbre(CHAINES).findall(f"{NS}si")[int(cellule.findtext(f"{NS}v"))]
            return "".join(t.text or "" for t in communs.iter(f"{NS}t"))
        return "".join(t.text or "" for t in cellule.iter(f"{NS}t"))

    return Geste(
        applique,
        lambda avant, apres: lues(avant) == [] and len(lues(apres)) == 2 and texte_de(avant) == texte_de(apres),
    )


def _course(porteur: Any, texte: str, police: dict[str, str]) -> None:
    course = etree.SubElement(porteur, f"{NS}r")
    if police:
        look = etree.SubElement(course, f"{NS}rPr")
        for cle, valeur in police.items():
            etree.SubElement(look, f"{NS}{cle}", {"rgb" if cle == "color" else "val": valeur})
    ecrit = etree.SubElement(course, f"{NS}t")
    ecrit.text = texte
    ecrit.set(_ESPACE, "preserve")
