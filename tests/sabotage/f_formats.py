"""Falsifications by the format alone: a text shown as another, signs between the digits, a number repeated."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from cpts_xl.constats import Cause
from tests.sabotage.base import ou
from tests.sabotage.gestes import Geste
from tests.sabotage.gestes_cadre import partie
from tests.sabotage.gestes_couverts import controle_pose, degrade, note_montree, trame
from tests.sabotage.gestes_vue import mise_en_forme, nuances, style
from tests.sabotage.modele import Falsification
from tests.sabotage.paquet import NS, STYLES, Paquet

CONFORME = 'General;General;General;"Conforme"'


def textes() -> Iterator[Falsification]:
    """Yield the number formats whose section of texts does not show the text."""
    controle, statut = ou("controle.preuves"), ou("indicateur.2.statut")
    cas: tuple[tuple[str, tuple[str, str], Geste], ...] = (
        ("contrôle affiché « Conforme » par la section des textes", controle, style(*controle, code=CONFORME)),
        ("statut affiché « atteint » par la section des textes", statut,
         style(*statut, code='General;General;General;"atteint"')),
        ("statut caché par une section de textes vide", statut, style(*statut, code=";;;")),
        ("statut d'un indicateur écrit dans la couleur du papier", statut, style(*statut, code="0;0;0;[White]@")),
        ("mots ajoutés à un contrôle par son format", controle, style(*controle, code='"Non, rien "@')),
        ("contrôles affichés « Conforme » sous condition", controle, mise_en_forme(*controle, code=CONFORME)),
    )  # fmt: skip
    for nom, lieu, geste in cas:
        yield Falsification(nom, "format", lieu, (Cause.FORMAT,), geste)


def chiffres() -> Iterator[Falsification]:
    """Yield the formats that write signs between the digits, digits beside them, or the number several times."""
    droit, montant = ou("ligne.acces_fixe.droit"), ou("versement.1.montant")
    cas: tuple[tuple[str, tuple[str, str], Geste], ...] = (
        ("virgule écrite au milieu des chiffres", droit, style(*droit, code='#\\ ##0\\,00\\ "€"')),
        ("point écrit au milieu des chiffres", droit, style(*droit, code="#,##0\\.00")),
        ("virgule citée au milieu d'un montant saisi", montant, style(*montant, code='#,##0","00')),
        ("barre écrite au milieu des chiffres", droit, style(*droit, code='0"/"0')),
        ("signe de l'euro écrit au milieu des chiffres", droit, style(*droit, code='#,##0" € "00')),
        ("virgule écrite devant les chiffres", droit, style(*droit, code='","0')),
        ("chiffre répété jusqu'au bord de la cellule", droit, style(*droit, code="*9#,##0.00")),
        ("virgule écrite au milieu des chiffres, sous condition", droit, mise_en_forme(*droit, code='#,##0","00')),
        ("nombre répété par l'alignement « Recopié »", droit, _recopie(*droit)),
        ("lettres O écrites comme des zéros après les chiffres", droit, style(*droit, code='#,##0"O,OO €"')),
        ("lettre l écrite comme un 1 devant les chiffres", droit, style(*droit, code='"l"#,##0.00')),
        ("fraction écrite après les chiffres", droit, style(*droit, code='#,##0"½"')),
        ("signe qui retourne les chiffres dans un format", droit, style(*droit, code='"\u202e"#,##0.00')),
        ("nombre écrit en jaune par son format", droit, style(*droit, code='[Yellow]#,##0.00\\ "€"')),
        ("nombre écrit dans un pâle de la palette", droit, style(*droit, code='[Color19]#,##0.00\\ "€"')),
    )  # fmt: skip
    for nom, lieu, geste in cas:
        yield Falsification(nom, "format", lieu, (Cause.FORMAT,), geste)


def jours() -> Iterator[Falsification]:
    """Yield the formats that show another day than that of the cell, or no day at all."""
    piece, recu = ou("piece.4.valable_jusqu_au"), ou("versement.1.date")
    cas: tuple[tuple[str, tuple[str, str], str], ...] = (
        ("année écrite dans le format de la fin de validité d'une pièce", piece, 'dd/mm"/2027"'),
        ("mois écrit en chiffres dans le format d'une date", recu, 'dd"/03/"yyyy'),
        ("mois écrit en lettres dans le format d'une date", recu, 'dd" mars "yyyy'),
        ("chiffres sans guillemets dans le format d'une date", recu, "dd/mm/\\2\\027"),
        ("autre année sous condition dans le format d'une date", recu, '[>40000]dd/mm"/2027";dd/mm/yyyy'),
        ("mois affiché avant le jour", recu, "mm/dd/yyyy"),
        ("jour affiché à la place du mois", recu, "dd/dd/yyyy"),
        ("date affichée dans le calendrier bouddhiste", recu, "[$-107041E]dd/mm/yyyy"),
        ("année bouddhiste affichée par sa lettre", recu, "dd/mm/bbbb"),
        ("date affichée dans le calendrier hégirien", recu, "B2dd/mm/yyyy"),
        ("date affichée comme une heure", recu, "hh:mm:ss"),
        ("date affichée comme une durée", recu, "[h]"),
    )
    for nom, lieu, code in cas:
        yield Falsification(nom, "format", lieu, (Cause.FORMAT,), style(*lieu, code=code))
    sous_condition = mise_en_forme(*recu, code='dd/mm"/2024"')
    yield Falsification("année écrite dans un format sous condition", "format", recu, (Cause.FORMAT,), sous_condition)


def couvertures() -> Iterator[Falsification]:
    """Yield what lies over a number, or behind it in its own colour, without being a drawing."""
    montant, droit = ou("versement.1.montant"), ou("ligne.acces_fixe.droit")
    note, cache = note_montree(montant[0], "3, 0, 4, 0, 4, 0, 8, 0"), degrade(*droit, "FF101010", "FF000000")
    yield Falsification("note toujours affichée sur des montants", "recouverte", montant, (Cause.RECOUVERTE,), note)
    yield Falsification("dégradé de la couleur de l'encre", "format", droit, (Cause.FORMAT,), cache)


def encres() -> Iterator[Falsification]:
    """Yield the grounds of the colour of the ink, and the fonts that draw something else than digits."""
    droit, noir = ou("ligne.acces_fixe.droit"), "FF000000"
    cas: tuple[tuple[str, Geste], ...] = (
        ("trame de la couleur de l'encre", trame(*droit, "darkGray", noir)),
        ("fond noir sous condition", mise_en_forme(*droit, fond=noir)),
        ("nuances toutes noires", nuances(*droit, "colorScale", noir)),
        ("barre noire sous un nombre noir", nuances(*droit, "dataBar", noir)),
        ("police de signes de fenêtre", _police_de_signes(*droit)),
    )
    for nom, geste in cas:
        yield Falsification(nom, "format", droit, (Cause.FORMAT,), geste)
    theme = partie("xl/theme/theme1.xml", r'(<a:minorFont><a:latin typeface=")[^"]*', r"\1Wingdings")
    yield Falsification("police du thème remplacée par des signes", "format", ("Identité", ""), (Cause.FORMAT,), theme)
    posee = controle_pose("Versements", "3, 0, 4, 0, 4, 0, 8, 0", "Label")
    montant = ou("versement.1.montant")
    yield Falsification("étiquette posée sur des montants", "recouverte", montant, (Cause.RECOUVERTE,), posee)


def _police_de_signes(feuille: str, lieu: str) -> Geste:
    """Draw a cell with a font whose digits are the buttons of a window."""

    def police(p: Paquet) -> Any:
        return p.arbre(STYLES).find(f"{NS}fonts")[int(p.format(feuille, lieu).get("fontId"))].find(f"{NS}name")

    def applique(p: Paquet) -> None:
        style(feuille, lieu, encre="FF101010").applique(p)
        police(p).set("val", "Marlett")

    return Geste(applique, lambda avant, apres: police(avant).get("val") != "Marlett" == police(apres).get("val"))


def _recopie(feuille: str, lieu: str) -> Geste:
    """Give a cell the alignment that repeats what it shows."""

    def applique(p: Paquet) -> None:
        xfs = p.arbre(STYLES).find(f"{NS}cellXfs")
        neuf = deepcopy(p.format(feuille, lieu))
        for ancien in neuf.findall(f"{NS}alignment"):
            neuf.remove(ancien)
        neuf.insert(0, etree.Element(f"{NS}alignment", horizontal="fill"))
        xfs.append(neuf)
        xfs.set("count", str(len(xfs)))
        p.cellule(feuille, lieu).set("s", str(len(xfs) - 1))

    def lu(p: Paquet) -> str | None:
        alignement = p.format(feuille, lieu).find(f"{NS}alignment")
        return None if alignement is None else alignement.get("horizontal")

    return Geste(applique, lambda avant, apres: lu(avant) != "fill" == lu(apres))
