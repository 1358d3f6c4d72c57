"""What Calc gives to a function and takes from it: the one place that knows its empty cells, its days, its tables.

Calc hands numbers, days and booleans as floats, texts as they are, a range as rows where an empty cell is ``""``,
and an omitted argument as nothing. But one empty cell alone arrives as 0: it cannot be told from a typed zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from cpts_xl.absence import a_completer, refus
from cpts_xl.udf.appel import repondre
from cpts_xl.udf.etalement import Table
from cpts_xl.udf.reference import ArgumentPublie, FonctionPubliee, par_nom

ORIGINE = date(1899, 12, 30)
"""The day 0 of LibreOffice, unless the workbook comes from a former Mac, that counted from 1904."""

AMBIGU = "LibreOffice donne 0 pour une cellule vide ; écrire A1:A1 au lieu de A1, ou {0} pour un vrai zéro"
ETALEE = refus("LibreOffice n'étale pas une réponse : désigner une cellule par argument et recopier la formule").texte
AUTRE_ORIGINE = refus("ce classeur ne compte pas les jours depuis 1900 : demander l'explication dans un autre").texte

NOMMES = 2  # la phrase tient dans une cellule, son remède compris

_EXPLICATION, _MOTIF = "CPTS_EXPLICATION", "CPTS_MOTIF"

Rendu = float | str | tuple[tuple[float | str, ...], ...]


def repondre_calc(nom: str, arguments: Sequence[Any], origine: date = ORIGINE) -> Rendu:
    """Return what Calc shows: a float or a text; rows for a function that gives a table. Never an exception.

    ``arguments`` as Calc gives them; ``origine`` is the day 0 of the workbook. A call that cannot be made is the
    sentence that says why: Calc would show ``Err:502`` and lose it. An answer of several cells is one of them: in
    an ordinary formula Calc would show the first cell alone, a wrong number in silence.
    """
    fonction = par_nom().get(nom)
    if fonction is None:
        return repondre(nom, arguments).echec
    lignes = _lignes(fonction, arguments, origine)
    if fonction.tableau:
        return tuple(tuple(_case(case, origine) for case in ligne) for ligne in lignes)
    seule = len(lignes) == 1 and len(lignes[0]) == 1
    return _case(lignes[0][0], origine) if seule else ETALEE


def _lignes(fonction: FonctionPubliee, arguments: Sequence[Any], origine: date) -> Table:
    """Return the answer, or why there is none."""
    empechement = _empechement(fonction, arguments, origine)
    if empechement:
        return [[empechement]]
    if origine != ORIGINE:
        arguments = [_decaler(a, brut, origine) for a, brut in _avec_genre(fonction, arguments)]
    reponse = repondre(fonction.nom, arguments)
    return [[reponse.echec]] if reponse.echec else reponse.valeurs


def _empechement(fonction: FonctionPubliee, arguments: Sequence[Any], origine: date) -> str:
    """Return why Calc's values cannot be used; "" when they can."""
    douteux = _douteux(fonction, arguments)
    if douteux:
        nommes = ", ".join(douteux[:NOMMES]) + (", …" if len(douteux) > NOMMES else "")
        return a_completer(f"{nommes} ({AMBIGU})").texte
    return AUTRE_ORIGINE if origine != ORIGINE and fonction.nom == _EXPLICATION else ""


def _douteux(fonction: FonctionPubliee, arguments: Sequence[Any]) -> list[str]:
    """Return the arguments that are an empty cell or a zero: which of them, nobody can tell any more."""
    if fonction.nom == _MOTIF:  # devant un vide comme devant un zéro, il n'y a rien à faire
        return []
    zeros = (a.libelle for a, brut in _avec_genre(fonction, arguments) if isinstance(brut, float) and brut == 0)
    return list(dict.fromkeys(zeros))


def _avec_genre(fonction: FonctionPubliee, arguments: Sequence[Any]) -> Iterator[tuple[ArgumentPublie, Any]]:
    return zip(fonction.arguments, arguments, strict=False)


def _decaler(argument: ArgumentPublie, brut: Any, origine: date) -> Any:
    """Return a day of the workbook counted from the usual day 0; anything else as it is."""
    if argument.genre.code != "jour":
        return brut
    if isinstance(brut, tuple | list):
        return [_decaler(argument, case, origine) for case in brut]
    return brut + (origine - ORIGINE).days if isinstance(brut, float) else brut


def _case(case: Any, origine: date) -> float | str:
    if isinstance(case, date):
        return float((case - origine).days)
    return case if isinstance(case, str) else float(case)
