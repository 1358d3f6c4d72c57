"""Words of a cell that its other words outlive: a run of its text has an ink, a size or a font that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.verification.manifeste.plages import resumer
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, premiere
from cpts_xl.workbook.verification.structure.masques import eclaire, rendre_lisible
from cpts_xl.workbook.xlsx.types import position

CITES = 120
"""Characters of the words that hide which a finding quotes."""


def courses(c: Contexte) -> Iterator[Constat]:
    """Yield the cells of ours some words of which do not read, while the others do."""
    for nom in c.a_nous:
        feuille = c.manifeste.feuilles[nom]
        par_motif: dict[str, list[str]] = {}
        for lieu, (motif, _) in feuille.courses.items():
            if c.est_notre(nom, *position(lieu)) and not eclaire(feuille, motif, *position(lieu)):
                par_motif.setdefault(motif, []).append(lieu)
        for motif, lieux in par_motif.items():
            n, lieu = len(lieux), premiere(lieux)
            mots = " ".join(feuille.courses[lieu][1].split())
            ont = pluriel(n, "ont", "a")
            message = (
                f"{nombre(n)} cellule{pluriel(n)} {ont} des mots qui ne se lisent pas ({motif}) : {resumer(lieux)}."
            )
            yield a_regarder(message, nom, lieu, Cause.FORMAT, rendre_lisible(motif), lu=f"« {mots[:CITES]} »")
