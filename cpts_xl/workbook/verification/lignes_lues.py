"""The rows whose formulas all read another row than the one due: it was deleted, cut, or moved. Told once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.verification.causes import montree
from cpts_xl.workbook.verification.enjeux import ecart

if TYPE_CHECKING:
    from cpts_xl.workbook.verification.cellules import Examen

AU_MOINS = 3
"""Formulas of a row that must agree before it is told as one: fewer are told one by one."""
PERDU = "#REF!"
_RECOPIE = "Refaire cette copie par « cpts-xl relecture », qui la récrit de ses saisies."
REMEDES = {
    Encre.NATIVE: _RECOPIE,
    Encre.LAMBDA: _RECOPIE,
    Encre.PYTHON: "Refaire ce classeur par « cpts-xl mettre-a-niveau », qui reprend toutes ses saisies ; une "
    "autre fois, effacer le contenu d'une ligne au lieu de la supprimer, et copier au lieu de couper.",
}
_CITEE = re.compile(
    r"(?P<feuille>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?:(?P<perdue>#REF!)|"
    r"\$?\b(?P<c>[A-Z]{1,3})\$?(?P<l>\d+)\b(?::\$?(?P<fin>[A-Z]{1,3})\$?(?P<bas>\d+)\b)?)"
)


class Lecture(NamedTuple):
    """What one row of formulas reads: the sheet ("": its own), the row due, the row read instead (0: a deleted one)."""

    feuille: str
    due: int
    lue: int


def qui_lisent_ailleurs(examen: Examen) -> None:
    """Tell once each row whose formulas are right but for one row that they read, the same for all of them."""
    par_rangee: dict[str, dict[str, Lecture | None]] = {}
    for ident, constat in examen.fautes.items():
        rangee = ".".join(ident.split(".", 2)[:2])
        if constat.cause == Cause.FORMULE and ident in examen.dues:
            par_rangee.setdefault(rangee, {})[ident] = lecture_de(_formule(examen, ident), examen.dues[ident])
    for rangee, lectures in par_rangee.items():
        vues = set(lectures.values())
        lecture = vues.pop()
        if len(lectures) < AU_MOINS or vues or lecture is None or _autres_la_lisent(examen, rangee, lectures, lecture):
            continue
        examen.lignes[rangee] = _constat(examen, list(lectures), lecture)
        for ident in lectures:
            examen.dites[ident] = examen.fautes.pop(ident)
            examen.stockees.pop(ident, None)


def lecture_de(lue: str, due: str) -> Lecture | None:
    """Return which row a formula reads in the place of the one due; None when it differs by anything else."""
    lues, dues = list(_CITEE.finditer(lue)), list(_CITEE.finditer(due))
    if len(lues) != len(dues) or _CITEE.sub("", lue) != _CITEE.sub("", due):
        return None
    changees = set()
    for une, autre in zip(lues, dues, strict=True):
        if une[0] == autre[0]:
            continue
        feuille, sur_une_ligne = autre["feuille"], all(m["bas"] in {None, m["l"]} for m in (une, autre))
        deplacee = [une[quoi] for quoi in ("feuille", "c", "fin")] == [autre[quoi] for quoi in ("feuille", "c", "fin")]
        if autre["perdue"] or not sur_une_ligne or not (deplacee or une["perdue"]):
            return None
        changees.add(Lecture(_nue(feuille or ""), int(autre["l"]), int(une["l"] or 0)))
    return changees.pop() if len(changees) == 1 else None


def _nue(feuille: str) -> str:
    """Return a sheet without the « ! » and the quotes of a formula."""
    return feuille.removesuffix("!").strip("'").replace("''", "'")


def _formule(examen: Examen, ident: str) -> str:
    feuille, adresse = examen.layout.places[ident]
    return str(examen.layout.lecture.classeur.feuilles[feuille].cellules[adresse].formule)


def _autres_la_lisent(examen: Examen, rangee: str, fautives: dict[str, Lecture | None], lecture: Lecture) -> bool:
    """Return whether another formula of the row still reads the row due: then only some of them were changed.

    On one's own sheet it tells nothing: what is computed there is cited too, and does not move with what is typed.
    """
    if not lecture.feuille:
        return False
    for ident, (feuille, adresse) in examen.layout.places.items():
        if ident in fautives or not ident.startswith(f"{rangee}."):
            continue
        cellule = examen.layout.lecture.classeur.feuilles[feuille].cellules.get(adresse)
        for citee in _CITEE.finditer(str(cellule.formule or "") if cellule is not None else ""):
            if _nue(citee["feuille"] or "") == lecture.feuille and citee["l"] == str(lecture.due):
                return True
    return False


def _constat(examen: Examen, idents: list[str], lecture: Lecture) -> Constat:
    """Return the one finding of a row, on the first of its cells, with the greatest difference among its amounts."""
    place, n, remede = examen.layout.places[idents[0]], len(idents), REMEDES[examen.encre]
    par_id = examen.layout.resultat.par_id
    montants = (ident for ident in idents if par_id[ident].etape.regle.retour.code == "montant")
    ecarts = (ecart(montree(par_id[i], examen.stockees.get(i)), par_id[i].valeur) for i in montants)
    enjeu = max(filter(None, ecarts), default=None)
    if lecture.lue:
        ou = f"la feuille « {lecture.feuille} »" if lecture.feuille else "cette feuille"
        return Constat(
            Gravite.BLOQUANT,
            f"Les {n} formules de cette ligne lisent la ligne {lecture.lue} de {ou}, et non sa ligne {lecture.due}.",
            *place, f"ligne {lecture.lue}", f"ligne {lecture.due}", remede, Cause.FORMULE, enjeu,
        )  # fmt: skip
    if lecture.feuille:
        return Constat(
            Gravite.BLOQUANT,
            f"Les {n} formules de cette ligne lisaient une ligne de la feuille « {lecture.feuille} » : elle a été "
            "supprimée.",
            *place, PERDU, "", remede, Cause.ABSENTE, enjeu,
        )  # fmt: skip
    return Constat(
        Gravite.BLOQUANT,
        f"Les {n} formules de cette ligne lisaient des cases de cette feuille qu'un couper-coller a écrasées.",
        *place, PERDU, "", remede, Cause.ABSENTE, enjeu,
    )  # fmt: skip
