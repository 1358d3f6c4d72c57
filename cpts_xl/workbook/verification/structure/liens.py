"""The links of our sheets: one that names a cell, and leads to another, shows a number for another."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.verification.manifeste.modele import Zone
from cpts_xl.workbook.verification.manifeste.plages import zone
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, information

DITS = 5
"""Links of one sheet told one by one; beyond, they are counted."""
ALLER = "Aller soi-même à la cellule que le lien annonce, sans le suivre ; ou redemander le fichier."
Place = tuple[str, Zone | None]
"""A sheet as names are compared, and its cells; None: the sheet alone."""


def liens(c: Contexte) -> Iterator[Constat]:
    """Yield the links whose own text names a place of ours, and that lead elsewhere."""
    for nom in c.a_nous:
        cellules = c.classeur.feuilles[nom].cellules
        detournes: list[tuple[str, str, str, bool]] = []
        for lieu, cible in c.manifeste.feuilles[nom].liens.items():
            cellule = cellules.get(lieu)
            texte = "" if cellule is None or not isinstance(cellule.valeur, str) else cellule.valeur
            if texte in {"", cible, cible.replace("'", "")}:
                continue  # deux mille liens, écrits par l'outil mot pour mot
            annonce, mene = _place(c, texte), _place(c, cible)
            if annonce is None or (mene is not None and _meme(annonce, mene)):
                continue
            ailleurs = mene is None or mene[0] != annonce[0]
            detournes.append((lieu, texte, _dit(cible), ailleurs))
        for lieu, annonce_dite, mene_dit, ailleurs in detournes[:DITS]:
            # une ligne insérée laisse un lien un peu plus haut ; nul n'en insère d'une feuille à l'autre
            dire = a_regarder if ailleurs else information
            message = f"Le lien « {annonce_dite} » mène ailleurs que là où il le dit."
            yield dire(message, nom, lieu, Cause.LIBELLE, ALLER, lu=mene_dit, attendu=annonce_dite)
        if len(detournes) > DITS:
            reste = detournes[DITS:]
            dire = a_regarder if any(ailleurs for *_, ailleurs in reste) else information
            message = f"{nombre(len(reste))} autres liens de cette feuille mènent ailleurs que là où ils le disent."
            yield dire(message, nom, reste[0][0], Cause.LIBELLE, ALLER)


def _place(c: Contexte, texte: str) -> Place | None:
    """Return the place that a text names, however a spreadsheet writes it; None when it names none of ours."""
    ecrit = texte.strip().removeprefix("#")[:300]
    for signe in "!.":
        feuille, trouve, cellules = ecrit.rpartition(signe)
        lieu = zone(cellules.replace("$", "")) if trouve else None
        cle = normaliser(feuille.removeprefix("$").strip("'").replace("''", "'"))
        if lieu is not None and cle in c.par_nom:
            return cle, lieu
    cle = normaliser(ecrit.strip("'").replace("''", "'"))
    return (cle, None) if cle in c.par_nom else None


def _meme(annonce: Place, mene: Place) -> bool:
    """Return whether a link leads where it says: to a sheet, it may do so by any of its cells."""
    return annonce[0] == mene[0] and (annonce[1] is None or mene[1] is None or annonce[1] == mene[1])


def _dit(cible: str) -> str:
    return cible[:120] or "hors du classeur"
