"""The table as it is read: one line by edit, then how many were found, missed, wrongly accused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cpts_xl.formats import pluriel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.sabotage.verdicts import Verdict

HONNETE = "honnête"


def ligne(verdict: Verdict) -> str:
    """Return one line: found or missed, what was changed, where, and the sentence that names it."""
    if verdict.famille == HONNETE:
        etat = "FAUSSE ALERTE" if verdict.fautes else "acceptée"
        return f"{etat:13} | {HONNETE} | {verdict.nom}" + "".join(f" | {faute}"[:400] for faute in verdict.fautes[:3])
    etat = "trouvée" if verdict.bon else "MANQUÉE"
    tete = f"{etat:13} | {verdict.famille} | {verdict.nom} | {verdict.place} | pour {verdict.qui}"
    if verdict.fautes:
        return f"{tete} | {verdict.fautes[0]}"
    if verdict.trouve is not None:
        return f"{tete} | {verdict.trouve.phrase()} | {len(verdict.dits)} constat{pluriel(len(verdict.dits))}"
    return f"{tete} | attendu : {verdict.attendu} | dit : {verdict.dit()}"


def bilan(verdicts: Sequence[Verdict]) -> str:
    """Return the summary: by family, then in all."""
    par_famille: dict[str, Counter[bool]] = {}
    for verdict in verdicts:
        par_famille.setdefault(verdict.famille, Counter())[verdict.bon] += 1
    lignes = [f"{'famille':24} {'bonnes':>8} {'à revoir':>9}"]
    lignes += [f"{famille:24} {compte[True]:8} {compte[False]:9}" for famille, compte in par_famille.items()]
    fraudes = [v for v in verdicts if v.famille != HONNETE]
    honnetes = [v for v in verdicts if v.famille == HONNETE]
    trouvees, fausses = sum(v.bon for v in fraudes), sum(not v.bon for v in honnetes)
    lignes.append(
        f"{len(fraudes)} falsifications : {trouvees} trouvées, {len(fraudes) - trouvees} manquées ; "
        f"{len(honnetes)} retouches honnêtes : {len(honnetes) - fausses} acceptées, {fausses} fausses alertes."
    )
    return "\n".join(lignes)
