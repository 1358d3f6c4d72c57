"""Write the received workbook of the reviewer's guide: the example's copy, with two faults put in on purpose.

``python docs/deux_fautes.py demo/relecture.xlsx recu.xlsx``: a right typed over its formula, and a piece of evidence
whose row is hidden. Everything else is byte for byte what the tool wrote.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

from cpts_xl.workbook.recu.read import lire_classeur

FORCE = ("ligne.acces_variable.droit", "35000")
"""The step whose formula is typed over, and the number typed: the whole variable part, as if every target were met."""
CACHEE = "piece.3.numero"
"""The piece whose row is hidden."""


def fauter(source: Path, cible: Path) -> None:
    """Write the copy with its two faults.

    Raises:
        ValueError: the example no longer has the cell or the row to be changed.
    """
    lecture = lire_classeur(source)
    rangs = {nom: rang for rang, nom in enumerate(lecture.classeur.feuilles, 1)}
    (feuille, adresse), (autre, cellule) = lecture.places[FORCE[0]], lecture.places[CACHEE]
    ligne = re.sub(r"[A-Z]+", "", cellule)
    gestes = {
        f"xl/worksheets/sheet{rangs[feuille]}.xml": (
            rf'(<c r="{adresse}"[^>]*>)<f>.*?</f><v>[^<]*</v>', rf"\g<1><v>{FORCE[1]}</v>"
        ),
        f"xl/worksheets/sheet{rangs[autre]}.xml": (rf'<row r="{ligne}"', rf'<row r="{ligne}" hidden="1"'),
    }  # fmt: skip
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(cible, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for membre in lu.infolist():
            contenu = lu.read(membre)
            if membre.filename in gestes:
                texte, faits = re.subn(*gestes[membre.filename], contenu.decode("utf-8"), count=1)
                if not faits:
                    raise ValueError(f"{membre.filename} : rien à changer")
                contenu = texte.encode("utf-8")
            ecrit.writestr(membre, contenu)


if __name__ == "__main__":
    fauter(Path(sys.argv[1]), Path(sys.argv[2]))
