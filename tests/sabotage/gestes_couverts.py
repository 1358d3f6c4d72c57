"""What a hand lays over a number or behind it: a note always shown, a gradient, each with its proof."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from tests.sabotage.gestes import Geste, ensemble
from tests.sabotage.gestes_vue import style
from tests.sabotage.paquet import NS, STYLES, Paquet

_ANCRE = re.compile(r"<x:Anchor>[^<]*</x:Anchor>")


def note_montree(feuille: str, ancre: str, sorte: str = "<x:Visible/>") -> Geste:
    """Put the first note of a sheet at an anchor, always shown."""

    def partie(p: Paquet) -> str:
        return next(cible for sorte, cible in p.liens(p.feuilles[feuille]).values() if sorte == "vmlDrawing")

    voulue = f"<x:Anchor>{ancre}</x:Anchor>{sorte}"

    def applique(p: Paquet) -> None:
        texte = p.parties[partie(p)].decode()
        p.remplacer(partie(p), _ANCRE.sub(voulue, texte, count=1).encode())

    def lu(p: Paquet) -> bool:
        return voulue in p.parties[partie(p)].decode()

    return Geste(applique, lambda avant, apres: lu(apres) and not lu(avant))


def controle_pose(feuille: str, ancre: str, genre: str) -> Geste:
    """Lay a form control over the cells of a sheet, at an anchor."""
    pose = f'<x:ClientData ObjectType="{genre}"><x:Anchor>{ancre}</x:Anchor></x:ClientData>'

    def partie(p: Paquet) -> str:
        return next(cible for sorte, cible in p.liens(p.feuilles[feuille]).values() if sorte == "vmlDrawing")

    def applique(p: Paquet) -> None:
        forme = f'<v:shape id="_x0000_s9001" type="#_x0000_t201" fillcolor="#ffffff">{pose}</v:shape></xml>'
        p.remplacer(partie(p), p.parties[partie(p)].decode().replace("</xml>", forme).encode())

    def lu(p: Paquet) -> bool:
        return pose in p.parties[partie(p)].decode()

    return Geste(applique, lambda avant, apres: lu(apres) and not lu(avant))


def trame(feuille: str, lieu: str, genre: str, couleur: str, encre: str = "") -> Geste:
    """Lay a pattern of one colour behind a number: of the same ink, unless it is given."""

    def applique(p: Paquet) -> None:
        fonds = p.arbre(STYLES).find(f"{NS}fills")
        motif = etree.SubElement(etree.SubElement(fonds, f"{NS}fill"), f"{NS}patternFill", patternType=genre)
        for balise in ("fgColor", "bgColor"):
            etree.SubElement(motif, f"{NS}{balise}", rgb=couleur)
        fonds.set("count", str(len(fonds)))
        p.format(feuille, lieu).set("fillId", str(len(fonds) - 1))

    def lu(p: Paquet) -> object:
        motif = p.arbre(STYLES).find(f"{NS}fills")[int(p.format(feuille, lieu).get("fillId"))].find(f"{NS}patternFill")
        return None if motif is None else motif.get("patternType")

    pose = Geste(applique, lambda avant, apres: lu(avant) != genre == lu(apres))
    return ensemble(style(feuille, lieu, encre=encre or couleur), pose)


def degrade(feuille: str, lieu: str, *couleurs: str, encre: str = "FF000000") -> Geste:
    """Give a cell an ink, and a gradient of several colours behind it."""

    def applique(p: Paquet) -> None:
        fonds = p.arbre(STYLES).find(f"{NS}fills")
        fond = etree.SubElement(etree.SubElement(fonds, f"{NS}fill"), f"{NS}gradientFill")
        for rang, couleur in enumerate(couleurs):
            etree.SubElement(etree.SubElement(fond, f"{NS}stop", position=str(rang)), f"{NS}color", rgb=couleur)
        fonds.set("count", str(len(fonds)))
        p.format(feuille, lieu).set("fillId", str(len(fonds) - 1))

    def lu(p: Paquet) -> list[str]:
        fond = p.arbre(STYLES).find(f"{NS}fills")[int(p.format(feuille, lieu).get("fillId"))]
        return [couleur.get("rgb") for couleur in fond.iterfind(f"{NS}gradientFill//{NS}color")]

    pose = Geste(applique, lambda avant, apres: lu(avant) != list(couleurs) == lu(apres))
    return ensemble(style(feuille, lieu, encre=encre), pose)


def retrait(feuille: str, lieu: str, crans: int) -> Geste:
    """Push the text of a cell aside, by so many indents."""

    def applique(p: Paquet) -> None:
        xfs = p.arbre(STYLES).find(f"{NS}cellXfs")
        neuf = deepcopy(p.format(feuille, lieu))
        for ancien in neuf.findall(f"{NS}alignment"):
            neuf.remove(ancien)
        neuf.insert(0, etree.Element(f"{NS}alignment", horizontal="left", indent=str(crans)))
        xfs.append(neuf)
        xfs.set("count", str(len(xfs)))
        p.cellule(feuille, lieu).set("s", str(len(xfs) - 1))

    def lu(p: Paquet) -> str | None:
        pose = p.format(feuille, lieu).find(f"{NS}alignment")
        return None if pose is None else pose.get("indent")

    return Geste(applique, lambda avant, apres: lu(avant) != str(crans) == lu(apres))
