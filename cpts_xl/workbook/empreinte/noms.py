"""The names of a workbook in the statement of its model: what each of ours covers, or the function that it holds."""

from __future__ import annotations

from functools import cache

from cpts_xl.workbook import sheets
from cpts_xl.workbook.empreinte.jetons import Mots, Reference, canonique, reference
from cpts_xl.workbook.empreinte.reperes import Reperes
from cpts_xl.workbook.empreinte.valeurs import valeur
from cpts_xl.workbook.lambdas import PREFIXE
from cpts_xl.workbook.layout import NOMS, nom_colonne
from cpts_xl.workbook.recu.locate import feuille_de_l_outil, normaliser

_LISTE = "LISTE_"
_PREFIXES = ("BAREME_", "TAILLE_", _LISTE, PREFIXE)


def lignes_des_noms(reperes: Reperes, mots: Mots) -> dict[str, tuple[str, str]]:
    """Return one line per name of ours, a name of one sheet of ours that would hide it included."""
    lignes = {}
    for nom, zone in reperes.classeur.noms.items():
        portee, _, nu = nom.rpartition("!")
        nu = nu.upper()
        if portee and not feuille_de_l_outil(portee):  # dupliquer une feuille double ses noms, que rien ne lit
            continue
        if nu not in _noms_de_table() and not nu.startswith(_PREFIXES):
            continue
        lue = reference(zone)
        if lue is None:
            contenu = "=" + canonique(zone, mots)
        elif nu.startswith(_LISTE):
            contenu = _liste(reperes, lue)
        else:
            contenu = reperes.designer(lue, "", 0)
        lignes[f"nom.{portee + '!' if portee else ''}{nu}:{contenu or 'rien'}"] = ("", nom)
    return lignes


def _liste(reperes: Reperes, lue: Reference) -> str:
    """Return the words of a closed list."""
    feuille = reperes.feuilles.get(normaliser(lue.feuille))
    if feuille is None:
        return ""
    fin = min(lue.derniere_ligne, feuille.dimensions[0])
    cellules = (feuille.ligne(ligne).get(lue.colonne) for ligne in range(lue.ligne, fin + 1))
    return ",".join(c.formule or valeur(c.valeur) for c in cellules if c is not None)


@cache
def _noms_de_table() -> frozenset[str]:
    """Return the workbook-level names that the layout gives to cells of identity and to columns."""
    colonnes = (nom_colonne(f.prefixe, col.code) for f in sheets.TABLEAUX_FEUILLES for col in f.colonnes)
    return frozenset({*NOMS.values(), *colonnes})
