"""Honest edits of rows, columns, sheets and names, made as a spreadsheet makes them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction

from lxml import etree

from cpts_xl.engine.dossier import Dossier
from tests.sabotage.base import cases, dossier, jour
from tests.sabotage.gestes import Geste, ensemble, formule_posee, rien, saisie
from tests.sabotage.modele import Honnete
from tests.sabotage.paquet import CLASSEUR, NS, NS_R, Paquet, position
from tests.sabotage.rangees import inserer_colonne, inserer_ligne


def rangees() -> Iterator[Honnete]:
    """Yield the rows and columns inserted or deleted as a spreadsheet does it, formulas following."""
    n = 9
    versement = ensemble(
        inserer_ligne("Versements", n, copie_formules=True),
        *(saisie("Versements", f"{c}{n}", v) for c, v in (("A", 45950.0), ("B", "crise_variable"), ("C",
         "régularisation"), ("D", 77.5))),
    )  # fmt: skip
    yield Honnete(
        "ligne insérée dans un tableau, formules recopiées, puis remplie", versement, lambda: _insere("versement",
         n - 4),
        recalcule=True,
    )  # fmt: skip
    yield Honnete(
        "ligne vide insérée dans un tableau, formules recopiées",
        inserer_ligne("Dépenses", 9, copie_formules=True),
        recalcule=True,
    )
    yield Honnete("ligne vide insérée sous les titres d'une feuille", inserer_ligne("Financement", 3), recalcule=True)
    yield Honnete("colonne à soi insérée dans un tableau", inserer_colonne("Dépenses", 4, "Mon repère"), recalcule=True)
    yield Honnete(
        "colonne à soi insérée parmi les calculs", inserer_colonne("Financement", 15, "Ma remarque"), recalcule=True
    )
    tableau = ensemble(
        inserer_colonne("Tableau de bord", 5, "Mes notes"), formule_posee("Tableau de bord", "L12", "C12*2")
    )
    yield Honnete("colonne à soi insérée dans le tableau de bord", tableau, recalcule=True)
    droite = ensemble(saisie("Versements", "L4", "À pointer"), saisie("Versements", "L5", "fait"))
    yield Honnete("colonne à soi à droite d'un tableau", droite)
    yield Honnete("formule à soi à côté d'un tableau", formule_posee("Versements", "M5", "D5*2"), recalcule=True)
    bas = 2 + max(position(lieu)[0] for ident, (_, lieu) in cases().items() if ident.startswith("versement."))
    somme = ensemble(
        saisie("Versements", f"C{bas}", "Total"), formule_posee("Versements", f"D{bas}", f"SUM(D5:D{bas - 2})")
    )
    yield Honnete("total à soi, par une formule, sous un tableau", somme, recalcule=True)
    memo = saisie("Versements", f"A{bas}", "Pointé avec la CPAM au mois de mars")
    yield Honnete("mémo écrit sous un tableau", memo)
    yield Honnete("feuilles rangées dans un autre ordre", Geste(_ranger, rien))
    yield Honnete("feuille à soi, avec ses formules", Geste(feuille_a_soi, rien))
    yield Honnete("feuille à soi masquée", Geste(lambda p: feuille_a_soi(p, "hidden"), rien))
    yield Honnete("feuille dupliquée, ses noms doubles", Geste(_dupliquer, rien))
    yield Honnete("nom à soi", Geste(_nom_a_soi, rien))


def _insere(table: str, rang: int) -> Dossier:
    lignes = list(dossier().liste(table))
    neuve = {**dict.fromkeys(lignes[0]), "date": jour("2025-10-20"), "ligne": "crise_variable",
     "nature": "régularisation",
             "montant": Fraction("77.5")}  # fmt: skip
    lignes.insert(rang - 1, neuve)
    return Dossier(dossier().identite, dossier().fiches, {**dossier().listes, table: tuple(lignes)})


def _ranger(p: Paquet) -> None:
    """Put the sheets in the reverse order; what is local to a sheet follows it."""
    groupe = p.arbre(CLASSEUR).find(f"{NS}sheets")
    balises = list(groupe)
    for balise in balises:
        groupe.remove(balise)
    groupe.extend(reversed(balises))
    for element in p.arbre(CLASSEUR).iter(f"{NS}definedName"):
        if (local := element.get("localSheetId")) is not None:
            element.set("localSheetId", str(len(balises) - 1 - int(local)))


def feuille_a_soi(p: Paquet, etat: str = "") -> None:
    """Add a sheet of the user's own, which reads ours; ``etat`` hides it."""
    corps = (
        f'<worksheet xmlns="{NS[1:-1]}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Mes notes</t></is></c>'
        '<c r="B1"><f>Financement!$Q$19*2</f><v>1</v></c></row></sheetData></worksheet>'
    )
    sorte = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    p.declarer("xl/worksheets/sheet900.xml", sorte, corps.encode())
    p.lier(CLASSEUR, "rId900", "worksheet", "worksheets/sheet900.xml")
    balise = etree.SubElement(p.arbre(CLASSEUR).find(f"{NS}sheets"), f"{NS}sheet", name="Mes notes", sheetId="900")
    balise.set(f"{NS_R}id", "rId900")
    if etat:
        balise.set("state", etat)


def _dupliquer(p: Paquet) -> None:
    """Copy Versements as a spreadsheet does: each name that covers it gets a twin, local to the copy."""
    copie, sorte = deepcopy(p.feuille("Versements")), "spreadsheetml.worksheet+xml"
    for balise in ("legacyDrawing", "drawing", "tableParts", "extLst"):
        for element in copie.findall(f"{NS}{balise}"):
            copie.remove(element)
    rang = len(p.balises())
    p.declarer("xl/worksheets/sheet901.xml", f"application/vnd.openxmlformats-officedocument.{sorte}",
               etree.tostring(copie))  # fmt: skip
    p.lier(CLASSEUR, "rId901", "worksheet", "worksheets/sheet901.xml")
    feuilles = p.arbre(CLASSEUR).find(f"{NS}sheets")
    balise = etree.SubElement(feuilles, f"{NS}sheet", name="Versements (2)", sheetId="901")
    balise.set(f"{NS_R}id", "rId901")
    doubles = [n for n in p.noms().values() if (n.text or "").startswith("Versements!")]
    assert doubles
    for nom in doubles:
        jumeau = etree.Element(f"{NS}definedName", name=nom.get("name"), localSheetId=str(rang))
        jumeau.text = nom.text.replace("Versements!", "'Versements (2)'!")
        nom.addnext(jumeau)


def _nom_a_soi(p: Paquet) -> None:
    groupe = p.arbre(CLASSEUR).find(f"{NS}definedNames")
    neuf = etree.Element(f"{NS}definedName", name="MON_TOTAL")
    neuf.text = "Financement!$Q$19"
    place = sum(1 for n in groupe if n.get("name").upper() < "MON_TOTAL")
    groupe.insert(place, neuf)
