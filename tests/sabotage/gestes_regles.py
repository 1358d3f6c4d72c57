"""What a hand does to the rules of conditional formatting: one put before ours, or ours given another colour."""

from __future__ import annotations

from typing import Any

from lxml import etree

from tests.sabotage.gestes import Geste
from tests.sabotage.paquet import NS, STYLES, Paquet


def regle(feuille: str, plage: str, formule: str, fond: str = "", priorite: int = 1, *, arret: bool = False) -> Geste:
    """Put a rule at a rank among those of a sheet, which move behind it."""

    def applique(p: Paquet) -> None:
        for autre in p.feuille(feuille).iter(f"{NS}cfRule"):
            rang = int(autre.get("priority"))
            autre.set("priority", str(rang + (rang >= priorite)))
        groupe = etree.Element(f"{NS}conditionalFormatting", sqref=plage)
        neuve = etree.SubElement(groupe, f"{NS}cfRule", type="expression", priority=str(priorite))
        if fond:
            neuve.set("dxfId", str(_fond(p, fond)))
        if arret:
            neuve.set("stopIfTrue", "1")
        etree.SubElement(neuve, f"{NS}formula").text = formule
        p.inserer(feuille, groupe)

    def lues(p: Paquet) -> list[Any]:
        return [e.text for e in p.feuille(feuille).iter(f"{NS}formula") if e.text == formule]

    return Geste(applique, lambda avant, apres: len(lues(apres)) == len(lues(avant)) + 1)


def alerte_coloree(fond: str) -> Geste:
    """Give our alert another colour."""

    def couleur(p: Paquet) -> Any:
        return p.arbre(STYLES).find(f"{NS}dxfs/{NS}dxf/{NS}fill/{NS}patternFill/{NS}bgColor")

    return Geste(
        lambda p: couleur(p).set("rgb", fond),
        lambda avant, apres: couleur(avant).get("rgb") != fond == couleur(apres).get("rgb"),
    )


def _fond(p: Paquet, fond: str) -> int:
    dxfs = p.arbre(STYLES).find(f"{NS}dxfs")
    motif = etree.SubElement(etree.SubElement(etree.SubElement(dxfs, f"{NS}dxf"), f"{NS}fill"), f"{NS}patternFill")
    etree.SubElement(motif, f"{NS}bgColor", rgb=fond)
    dxfs.set("count", str(len(dxfs)))
    return len(dxfs) - 1
