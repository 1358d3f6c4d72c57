"""Honest edits: what coordinators do every day to their workbook, and that accuses nobody."""

from __future__ import annotations

from functools import cache

from tests.sabotage import base, h_apparences, h_programmes, h_rangees, h_saisies, h_vides
from tests.sabotage.modele import Honnete
from tests.sabotage.moteurs import editer, enregistrer
from tests.sabotage.retouche import retoucher

HONNETES: dict[str, Honnete] = {
    cas.nom: cas
    for famille in (
        h_saisies.tapees,
        h_saisies.mots,
        h_rangees.rangees,
        h_vides.vides,
        h_apparences.apparences,
        h_apparences.signes,
        h_apparences.autour,
        h_apparences.graphiques,
        h_programmes.programmes,
    )
    for cas in famille()
}


@cache
def _dans_libreoffice() -> dict[str, bytes]:
    """Return every edit made in LibreOffice, and the untouched workbook that it saved."""
    gestes = tuple(cas.bureau for cas in HONNETES.values() if cas.bureau not in {"", "intact"})
    return {
        "intact": enregistrer({"intact": base.octets()}, recalcules=True)["intact"],
        **editer(base.octets(), gestes),
    }


def fabriquer_honnete(nom: str) -> bytes:
    """Return the bytes of a workbook after an honest edit; fail when nothing changed."""
    cas = HONNETES[nom]
    avant = base.octets(cas.base)
    contenu = retoucher(cas, avant, _dans_libreoffice()[cas.bureau] if cas.bureau else avant)
    assert contenu != avant, f"{nom} : rien n'a changé"
    return contenu
