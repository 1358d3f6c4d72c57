"""Inserting and deleting rows and columns as a spreadsheet does: every reference of the workbook follows."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from openpyxl.utils import column_index_from_string, get_column_letter

from tests.sabotage.gestes import Geste
from tests.sabotage.paquet import CLASSEUR, NS, Paquet, adresse, position

if TYPE_CHECKING:
    from collections.abc import Callable

_MORCEAUX = re.compile(
    r'"(?:[^"]|"")*"'  # un texte : rien n'y bouge
    r"|(?P<feuille>(?:'(?:[^']|'')+'|[\w.]+)!)?"
    r"(?P<un>\$?[A-Z]{1,3}\$?\d+)(?::(?P<deux>\$?[A-Z]{1,3}\$?\d+))?(?![\w(.])"
    r"|(?P<entiere>\$[A-Z]{1,3}:\$[A-Z]{1,3})(?![\w(.])"
    r"|[\w.]+"
)
_REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
Deplace = "Callable[[int], int | None]"


def _deplacer(reference: str, vers: Callable[[int], int | None], bord: int, *, en_ligne: bool) -> str | None:
    """Return a reference moved; ``bord`` is where a deleted end of a range falls back (0: the reference dies)."""
    trouve = _REFERENCE.fullmatch(reference)
    assert trouve, reference
    fixe_c, lettre, fixe_l, ligne = trouve.groups()
    numero = int(ligne) if en_ligne else column_index_from_string(lettre)
    neuf = vers(numero)
    if neuf is None:
        if not bord:
            return None
        neuf = bord
    if en_ligne:
        return f"{fixe_c}{lettre}{fixe_l}{neuf}"
    return f"{fixe_c}{get_column_letter(neuf)}{fixe_l}{ligne}"


def suivre(
    formule: str,
    ici: str,
    feuille: str,
    vers: Callable[[int], int | None],
    supprimee: int = 0,
    *,
    en_ligne: bool = True,
) -> str:
    """Return a formula of the sheet ``ici`` once the rows (or columns) of ``feuille`` have moved.

    ``vers`` gives the new number of a row, None when it is deleted; ``supprimee`` is that row.
    """

    def un(trouve: re.Match[str]) -> str:
        if trouve["entiere"] and not en_ligne:  # celle d'une validation : toujours de sa propre feuille
            bouts = [vers(column_index_from_string(bout.strip("$"))) for bout in trouve["entiere"].split(":")]
            return ":".join(f"${get_column_letter(bout)}" if bout else "#REF!" for bout in bouts)
        if not trouve["un"]:
            return trouve[0]
        cible = trouve["feuille"]
        nom = cible[:-1].strip("'").replace("''", "'") if cible else ici
        if nom != feuille:
            return trouve[0]
        if not trouve["deux"]:
            seule = _deplacer(trouve["un"], vers, 0, en_ligne=en_ligne)
            return "#REF!" if seule is None else (cible or "") + seule
        if all(_deplacer(trouve[bout], vers, 0, en_ligne=en_ligne) is None for bout in ("un", "deux")):
            return "#REF!"  # la plage entière tenait dans ce qui est supprimé
        debut = _deplacer(trouve["un"], vers, supprimee, en_ligne=en_ligne)
        fin = _deplacer(trouve["deux"], vers, supprimee - 1, en_ligne=en_ligne)
        return f"{cible or ''}{debut}:{fin}"

    return _MORCEAUX.sub(un, formule)


def inserer_ligne(feuille: str, numero: int, *, copie_formules: bool = False, suivies: bool = True) -> Geste:
    """Insert a row above ``numero``; ``copie_formules`` fills it down from the row above, looks included.

    Without ``suivies``, the formulas, names and tables of the workbook do not follow: the row lies outside of them.
    """

    def applique(p: Paquet) -> None:
        _decaler(p, feuille, lambda n: n + 1 if n >= numero else n, suivies=suivies)
        neuve = p.ligne(feuille, numero)
        modele = p.ligne(feuille, numero - 1)
        for source in modele:
            cellule = deepcopy(source)
            cellule.set("r", adresse(numero, position(source.get("r"))[1]))
            cellule.attrib.pop("t", None)
            f = cellule.find(f"{NS}f")
            for enfant in list(cellule):
                if enfant is not f or not copie_formules:
                    cellule.remove(enfant)
            if f is not None and copie_formules:
                f.text = _recopier(f.text or "", 1)
            neuve.append(cellule)
        p.oublier(feuille)

    def prouve(avant: Paquet, apres: Paquet) -> bool:
        sous = {
            a: v for a, c in avant.cellules(feuille).items() if (v := c.findtext(f"{NS}v")) and position(a)[0] >= numero
        }
        haut = [apres.cellules(feuille).get(adresse(position(a)[0] + 1, position(a)[1])) for a in sous]
        return all(c is not None and c.findtext(f"{NS}v") == v for c, v in zip(haut, sous.values(), strict=True))

    return Geste(applique, prouve)


def supprimer_ligne(feuille: str, numero: int) -> Geste:
    """Delete a row; what cited it shows #REF!, the ranges that held it shrink."""

    def applique(p: Paquet) -> None:
        ligne = p.ligne(feuille, numero)
        ligne.getparent().remove(ligne)
        _decaler(p, feuille, lambda n: None if n == numero else n - 1 if n > numero else n, supprimee=numero)

    return Geste(applique, lambda avant, apres: _nombre(apres, feuille) == _nombre(avant, feuille) - 1)


def supprimer_colonne(feuille: str, numero: int) -> Geste:
    """Delete a column of a sheet."""

    def applique(p: Paquet) -> None:
        for ligne in p.feuille(feuille).iter(f"{NS}row"):
            for cellule in list(ligne):
                if position(cellule.get("r"))[1] == numero:
                    ligne.remove(cellule)
        _decaler(
            p, feuille, lambda n: None if n == numero else n - 1 if n > numero else n, supprimee=numero, en_ligne=False
        )

    return Geste(
        applique,
        lambda avant, apres: avant.valeur(feuille, adresse(4, numero + 1)) == apres.valeur(feuille, adresse(4, numero)),
    )


def inserer_colonne(feuille: str, numero: int, titre: str) -> Geste:
    """Insert a column before ``numero``, with a header of the user's own."""

    def applique(p: Paquet) -> None:
        _decaler(p, feuille, lambda n: n + 1 if n >= numero else n, en_ligne=False)
        p.poser(feuille, adresse(4, numero), titre)

    return Geste(
        applique,
        lambda avant, apres: (
            avant.valeur(feuille, adresse(4, numero)) == apres.valeur(feuille, adresse(4, numero + 1))
            and apres.valeur(feuille, adresse(4, numero)) == titre
        ),
    )


def _nombre(p: Paquet, feuille: str) -> int:
    return sum(1 for _ in p.feuille(feuille).iter(f"{NS}row"))


def _recopier(formule: str, de: int) -> str:
    """Return a formula filled down by ``de`` rows: its relative references move."""

    def un(trouve: re.Match[str]) -> str:
        if not trouve["un"]:
            return trouve[0]
        return _REFERENCE.sub(lambda r: r[0] if r[3] else f"{r[1]}{r[2]}{int(r[4]) + de}", trouve[0])

    return _MORCEAUX.sub(un, formule)


def _decaler(
    p: Paquet,
    feuille: str,
    vers: Callable[[int], int | None],
    supprimee: int = 0,
    *,
    en_ligne: bool = True,
    suivies: bool = True,
) -> None:
    """Move the cells of a sheet and, unless told otherwise, everything that cites them."""
    _cellules(p, feuille, vers, en_ligne=en_ligne)

    def texte(formule: str, ici: str) -> str:
        return suivre(formule, ici, feuille, vers, supprimee, en_ligne=en_ligne)

    if suivies:
        for nom in p.feuilles:
            _formules(p, nom, feuille, texte)
        for element in p.arbre(CLASSEUR).iter(f"{NS}definedName"):
            element.text = texte(element.text or "", "")
        for partie in [nom for nom in p.parties if nom.startswith("xl/charts/chart")]:
            for element in p.arbre(partie).iter("{*}f"):
                element.text = texte(element.text or "", "")
    else:
        _formules(p, feuille, feuille, lambda formule, _ici: formule)
    _environs(
        p, feuille, lambda plage: suivre(plage, feuille, feuille, vers, supprimee, en_ligne=en_ligne), suivies=suivies
    )


def _cellules(p: Paquet, feuille: str, vers: Callable[[int], int | None], *, en_ligne: bool) -> None:
    for ligne in p.feuille(feuille).iter(f"{NS}row"):
        ligne.attrib.pop("spans", None)
        if en_ligne:
            ligne.set("r", str(vers(int(ligne.get("r")))))
        for cellule in ligne:
            numero, rang = position(cellule.get("r"))
            cellule.set("r", adresse(int(ligne.get("r")), rang) if en_ligne else adresse(numero, vers(rang) or 0))
    if not en_ligne and (cols := p.feuille(feuille).find(f"{NS}cols")) is not None:
        for col in list(cols):
            debut, fin = (vers(int(col.get(cle))) for cle in ("min", "max"))
            if debut is None or fin is None:
                cols.remove(col)
                continue
            col.set("min", str(debut))
            col.set("max", str(fin))
    p.oublier(feuille)


def _formules(p: Paquet, nom: str, feuille: str, texte: Callable[[str, str], str]) -> None:
    partie = p.feuilles[nom]
    cite = feuille.encode() in p.parties[partie] or nom == feuille or partie in p._arbres
    if not cite:
        return
    for element in p.feuille(nom).iter(f"{NS}f"):
        neuf = texte(element.text or "", nom)
        if neuf != element.text:
            element.text = neuf


def _environs(p: Paquet, feuille: str, texte: Callable[[str], str], *, suivies: bool) -> None:
    """Move what surrounds the cells: rules, formats, merges, links, the table, the notes."""
    racine = p.feuille(feuille)
    for balise, cle in (
        ("dataValidation", "sqref"),
        ("conditionalFormatting", "sqref"),
        ("mergeCell", "ref"),
        ("hyperlink", "ref"),
    ):
        for element in racine.iter(f"{NS}{balise}"):
            if suivies:
                element.set(cle, " ".join(texte(plage) for plage in element.get(cle).split()))
                for condition in element.iter(f"{NS}formula1", f"{NS}formula2"):
                    condition.text = texte(condition.text or "")
    for sorte, cible in p.liens(p.feuilles[feuille]).values():
        if sorte == "table" and suivies:
            _tableau(p, cible, feuille, texte)
        elif sorte == "comments":
            for note in p.arbre(cible).iter(f"{NS}comment"):
                note.set("ref", texte(note.get("ref")))


def _tableau(p: Paquet, partie: str, feuille: str, texte: Callable[[str], str]) -> None:
    tableau = p.arbre(partie)
    for element in (tableau, *tableau.iter(f"{NS}autoFilter")):
        element.set("ref", texte(element.get("ref")))
    debut, _, fin = tableau.get("ref").partition(":")
    (ligne, premiere), (_, derniere) = position(debut), position(fin)
    colonnes: Any = tableau.find(f"{NS}tableColumns")
    anciennes = {c.get("name"): c for c in colonnes}
    titres = [str(p.valeur(feuille, adresse(ligne, c)) or f"Colonne{c}") for c in range(premiere, derniere + 1)]
    for element in list(colonnes):
        colonnes.remove(element)
    for rang, titre in enumerate(titres, 1):
        element = anciennes.get(titre)
        if element is None:
            element = deepcopy(next(iter(anciennes.values())))
            for enfant in list(element):
                element.remove(enfant)
        element.set("id", str(rang))
        element.set("name", titre)
        colonnes.append(element)
    colonnes.set("count", str(len(titres)))
