"""What a hand does to what formulas lean on and to what guards cells: names, settings, validations, protections."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from tests.sabotage.gestes import Geste
from tests.sabotage.paquet import CLASSEUR, NS, Paquet


def nom(quel: str, contenu: str) -> Geste:
    """Redirect a defined name of the workbook."""

    def applique(p: Paquet) -> None:
        p.noms()[quel].text = contenu

    return Geste(applique, lambda avant, apres: avant.noms()[quel].text != contenu == apres.noms()[quel].text)


def nom_change(quel: str, motif: str, par: str) -> Geste:
    """Rewrite the content of a defined name by a regular expression."""

    def applique(p: Paquet) -> None:
        neuf = re.sub(motif, par, p.noms()[quel].text, count=1)
        assert neuf != p.noms()[quel].text, p.noms()[quel].text
        p.noms()[quel].text = neuf

    return Geste(applique, lambda avant, apres: avant.noms()[quel].text != apres.noms()[quel].text)


def nom_local(quel: str, feuille: str, contenu: str) -> Geste:
    """Define, for one sheet only, a name that the workbook already has: the formulas of that sheet read this one."""

    def locaux(p: Paquet) -> list[str]:
        rang = str(list(p.feuilles).index(feuille))
        return [
            n.text
            for n in p.arbre(CLASSEUR).iter(f"{NS}definedName")
            if n.get("localSheetId") == rang and n.get("name") == quel
        ]

    def applique(p: Paquet) -> None:
        groupe = p.arbre(CLASSEUR).find(f"{NS}definedNames")
        neuf = etree.Element(f"{NS}definedName", name=quel, localSheetId=str(list(p.feuilles).index(feuille)))
        neuf.text = contenu
        groupe.insert(list(groupe).index(p.noms()[quel]) + 1, neuf)

    return Geste(applique, lambda avant, apres: locaux(avant) == [] and locaux(apres) == [contenu])


def reglage(balise: str, **attributs: str) -> Geste:
    """Change a setting of the workbook: « calcPr », « workbookPr »."""

    def applique(p: Paquet) -> None:
        element = p.arbre(CLASSEUR).find(f"{NS}{balise}")
        for cle, valeur in attributs.items():
            element.set(cle, valeur)

    def lu(p: Paquet) -> dict[str, Any]:
        element = p.arbre(CLASSEUR).find(f"{NS}{balise}")
        return {cle: element.get(cle) for cle in attributs}

    return Geste(applique, lambda avant, apres: lu(avant) != attributs == lu(apres))


def partie(chemin: str, motif: str, par: str) -> Geste:
    """Rewrite a part of the package by a regular expression on its text."""

    def applique(p: Paquet) -> None:
        texte = p.parties[chemin].decode()
        neuf = re.sub(motif, par, texte, count=1)
        assert neuf != texte, (chemin, motif)
        p.remplacer(chemin, neuf.encode())

    return Geste(applique, lambda avant, apres: avant.parties[chemin] != apres.parties[chemin])


def validation(feuille: str, plage: str, **changements: str | None) -> Geste:
    """Remove the rule of a range (no change given), or rewrite its attributes and formulas."""

    def regles(p: Paquet) -> list[Any]:
        return [v for v in p.feuille(feuille).iter(f"{NS}dataValidation") if v.get("sqref") == plage]

    def applique(p: Paquet) -> None:
        (regle,) = regles(p)
        if not changements:
            groupe = regle.getparent()
            groupe.remove(regle)
            groupe.set("count", str(len(groupe)))
        for cle, valeur in changements.items():
            if cle.startswith("formula"):
                regle.find(f"{NS}{cle}").text = valeur
            else:
                regle.set(cle, valeur)

    return Geste(
        applique,
        lambda avant, apres: [etree.tostring(v) for v in regles(avant)] != [etree.tostring(v) for v in regles(apres)],
    )


def sans_protection(feuille: str) -> Geste:
    """Take the protection of a sheet away."""

    def applique(p: Paquet) -> None:
        element = p.feuille(feuille).find(f"{NS}sheetProtection")
        element.getparent().remove(element)

    def lu(p: Paquet) -> bool:
        return p.feuille(feuille).find(f"{NS}sheetProtection") is not None

    return Geste(applique, lambda avant, apres: lu(avant) and not lu(apres))


def de_feuille(feuille: str, cle: str, valeur: str) -> Geste:
    """Set a property of a sheet: « transitionEvaluation », « enableFormatConditionsCalculation »."""

    def applique(p: Paquet) -> None:
        racine = p.feuille(feuille)
        if racine.find(f"{NS}sheetPr") is None:
            racine.insert(0, etree.Element(f"{NS}sheetPr"))
        racine.find(f"{NS}sheetPr").set(cle, valeur)

    def lu(p: Paquet) -> Any:
        element = p.feuille(feuille).find(f"{NS}sheetPr")
        return None if element is None else element.get(cle)

    return Geste(applique, lambda avant, apres: lu(avant) != valeur == lu(apres))


def plage_ouverte(feuille: str, plage: str) -> Geste:
    """Let a range of a protected sheet be changed by all."""

    def lues(p: Paquet) -> list[Any]:
        return [e.get("sqref") for e in p.feuille(feuille).iter(f"{NS}protectedRange")]

    def applique(p: Paquet) -> None:
        etree.SubElement(p.enfant(feuille, "protectedRanges"), f"{NS}protectedRange", sqref=plage, name="Plage1")

    return Geste(applique, lambda avant, apres: lues(avant) == [] and lues(apres) == [plage])
