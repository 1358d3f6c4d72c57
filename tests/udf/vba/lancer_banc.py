"""The whole common bench, from the wrapper in VBA to xlwings' own ``CallUDF``, in a child process.

``python -m tests.udf.vba.lancer_banc``: xlwings is loaded on the stand-ins of ``faux_windows``, our VBA runs in
pyOpenVBA's interpreter, and one line of JSON per case is written: the answer, or the number of the true error with
what ``CPTS_MOTIF`` on that cell says.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import json
import sys
from typing import Any

from tests.udf import faux_windows


def main() -> None:
    """Do the work of the child process."""
    with contextlib.redirect_stdout(sys.stderr):
        faux_windows.charger()
        serveur = importlib.import_module("xlwings.com_server").XLPython()
        cas = importlib.import_module("tests.udf.cellules").cas()
        lignes = [*_derouler(serveur, cas), *_derouler(serveur, cas, de_1904=True)]
    json.dump(lignes, sys.stdout, ensure_ascii=False, default=_en_json)


def _en_json(valeur: Any) -> Any:
    if isinstance(valeur, dt.date):
        return {"date": valeur.isoformat()}
    raise TypeError(type(valeur).__name__)


def _derouler(serveur: Any, cas: Any, *, de_1904: bool = False) -> list[dict[str, Any]]:
    """Run the cases; in a 1904 book, only those that type a day."""
    faux_excel = importlib.import_module("tests.udf.vba.faux_excel")
    faux_hote = importlib.import_module("tests.udf.vba.faux_hote")
    valeurs_vba = importlib.import_module("tests.udf.vba.valeurs_vba")

    def recevoir(script: str, nom: str, donnees: tuple[Any, ...]) -> Any:
        return faux_windows.en_variant(serveur.CallUDF(script, nom, donnees))

    hote = faux_hote.FauxHote(faux_hote.FauxTransport(recevoir))
    vba = faux_hote.interprete(hote)
    classeur = faux_excel.FauxClasseur(de_1904=de_1904)
    lignes = []
    for rang, un in enumerate(cas):
        if de_1904 and not any(isinstance(getattr(a, "valeur", None), dt.date) for a in un.arguments):
            continue
        appelant = faux_excel.FauxRange(faux_excel.EMPTY, f"$B${rang + 1}", classeur, formule=f"={un.fonction}(…)")
        hote.application.appelant = appelant
        arguments = [valeurs_vba.argument_vba(argument, classeur) for argument in un.arguments]
        rendu = vba.run(un.fonction, arguments)
        ligne: dict[str, Any] = {"rang": rang, "de_1904": de_1904, "rendu": valeurs_vba.de_vba(rendu)}
        ligne["lectures"] = max((getattr(a, "lectures", 0) for a in arguments), default=0)
        if isinstance(ligne["rendu"], int):
            appelant.valeur = rendu
            hote.application.appelant = faux_excel.FauxRange(faux_excel.EMPTY, "$Z$1", classeur)
            ligne["motif"] = vba.run("CPTS_MOTIF", [appelant])
        lignes.append(ligne)
    return lignes


if __name__ == "__main__":
    main()
