"""What a hand does around the cells: links, footers, a picture behind, the view of drawings, the name of a sheet."""

from __future__ import annotations

from typing import Any

from lxml import etree

from tests.sabotage.gestes import Geste
from tests.sabotage.paquet import NS, NS_R, Paquet

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030006fe02fea7"
    "35818f0000000049454e44ae426082"
)


def lien(feuille: str, lieu: str, cible: str) -> Geste:
    """Have the link of a cell lead elsewhere; its text and its tip stay."""

    def balise(p: Paquet) -> Any:
        return next(e for e in p.feuille(feuille).iter(f"{NS}hyperlink") if e.get("ref") == lieu)

    return Geste(
        lambda p: balise(p).set("location", cible),
        lambda avant, apres: balise(avant).get("location") != cible == balise(apres).get("location"),
    )


def pied(feuille: str, texte: str, *, entete: bool = False) -> Geste:
    """Print other words under the pages of a sheet, or above them."""
    nom = "oddHeader" if entete else "oddFooter"

    def applique(p: Paquet) -> None:
        cadre = p.enfant(feuille, "headerFooter")
        porteur = cadre.find(f"{NS}{nom}")
        if porteur is None:
            porteur = etree.Element(f"{NS}{nom}")
            cadre.insert(0, porteur)
        porteur.text = texte

    def lu(p: Paquet) -> Any:
        return p.feuille(feuille).findtext(f"{NS}headerFooter/{NS}{nom}")

    return Geste(applique, lambda avant, apres: lu(avant) != texte == lu(apres))


def image_de_fond(feuille: str) -> Geste:
    """Spread a picture behind the cells of a sheet."""
    partie = "xl/media/fond99.png"

    def applique(p: Paquet) -> None:
        p.parties[partie] = _PNG
        types = p.arbre("[Content_Types].xml")
        types.insert(0, etree.Element(f"{{{types.nsmap[None]}}}Default", Extension="png", ContentType="image/png"))
        p.lier(p.feuilles[feuille], "rId98", "image", "../media/fond99.png")
        p.inserer(feuille, etree.Element(f"{NS}picture", {f"{NS_R}id": "rId98"}))

    def lu(p: Paquet) -> bool:
        return p.feuille(feuille).find(f"{NS}picture") is not None

    return Geste(applique, lambda avant, apres: lu(apres) and not lu(avant))
