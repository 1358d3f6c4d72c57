"""What a hand does to a chart of the dashboard: other cells, another title, another axis; or only its place."""

from __future__ import annotations

import re

from tests.sabotage.gestes import Geste
from tests.sabotage.paquet import Paquet

DESSIN = "xl/drawings/drawing1.xml"


def graphique(rang: int, avant: str, apres: str, *, partout: bool = False) -> Geste:
    """Change what the part of a chart writes, its first time or each time."""
    return partie(f"xl/charts/chart{rang}.xml", avant, apres, partout=partout)


def partie(nom: str, avant: str, apres: str, *, partout: bool = False) -> Geste:
    """Change what a part writes, its first time or each time."""

    def applique(p: Paquet) -> None:
        texte = p.parties[nom].decode()
        assert avant in texte, avant
        p.remplacer(nom, texte.replace(avant, apres, -1 if partout else 1).encode())

    return Geste(applique, lambda de, vers: de.parties[nom] != vers.parties[nom])


def axe(rang: int, dans: str) -> Geste:
    """Put something in the scale of the axis of values of a chart."""
    avant = '<c:orientation val="minMax"/>'
    return graphique(rang, avant, f"{dans}{avant}" if "logBase" in dans else f"{avant}{dans}")


def recopie(rang: int, *, titre: str = "", valeurs: tuple[str, str] = ("", "")) -> Geste:
    """Lay, far under ours, a copy of a chart, with another title or, by a pattern, other cells."""
    nom, cible = f"xl/charts/chart{rang}.xml", "xl/charts/chart90.xml"

    def applique(p: Paquet) -> None:
        texte = p.parties[nom].decode()
        if titre:
            texte = re.sub(r"<a:t>[^<]*</a:t>", f"<a:t>{titre}</a:t>", texte, count=1)
        sorte = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        p.declarer(cible, sorte, (re.sub(*valeurs, texte) if valeurs[0] else texte).encode())
        p.lier(DESSIN, "rId90", "chart", "../charts/chart90.xml")
        dessin = p.parties[DESSIN].decode()
        ancre = re.findall(r"<xdr:twoCellAnchor.*?</xdr:twoCellAnchor>", dessin, re.DOTALL)[rang - 1]
        posee = re.sub(r'r:id="[^"]*"', 'r:id="rId90"', ancre)
        posee = re.sub(r"<xdr:row>(\d+)</xdr:row>", lambda m: f"<xdr:row>{int(m[1]) + 60}</xdr:row>", posee)
        p.remplacer(DESSIN, dessin.replace("</xdr:wsDr>", f"{posee}</xdr:wsDr>").encode())

    return Geste(applique, lambda de, vers: cible not in de.parties and cible in vers.parties)
