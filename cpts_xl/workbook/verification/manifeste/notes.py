"""The notes of a sheet that are always shown, its form controls, and the cells whose middle they cover.

They stand in a VML part, that Excel does not always write as XML: it is read as far as it can be, and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpts_xl.workbook.verification.manifeste.dessins import DESSINS, EMU_PAR_PIXEL, Grille, couverte
from cpts_xl.workbook.verification.manifeste.modele import Dessin

NOTE = "une note toujours affichée"
CONTROLE = "un contrôle de formulaire"
_BORNES = 8
"""Numbers of an anchor: column and pixels, row and pixels, of a corner then of the other one."""
_CHIFFRES = 7
"""Digits beyond which a number of an anchor is no place of a sheet."""
_DECALAGE = 4_000
"""Pixels beyond which the place of a corner inside its cell is no longer followed."""
_NON = frozenset({"f", "false", "0"})


def notes(racine: Any, grille: Grille) -> Iterator[Dessin]:
    """Yield the notes of one part that are always shown, and its controls; those without a fill hide nothing."""
    nombre = 0
    for donnees in () if racine is None else racine.iter("{*}ClientData"):
        nombre += 1
        if nombre > DESSINS:
            return
        note = donnees.get("ObjectType") == "Note"
        if note and not _montree(donnees):
            continue
        # un « <br> » que rien ne ferme s'interpose entre la note et sa forme
        forme = next(donnees.iterancestors("{*}shape"), None)
        if forme is not None and (forme.get("filled") or "").lower() in _NON:
            continue
        if not note and (forme is None or "visibility:hidden" in (forme.get("style") or "").replace(" ", "").lower()):
            continue
        bornes = [mot.strip() for mot in (donnees.findtext("{*}Anchor") or "").split(",")]
        if len(bornes) == _BORNES and all(mot.isdecimal() and len(mot) <= _CHIFFRES for mot in bornes):
            gauche, haut, droite, bas = (
                grille.place(int(rang), min(int(pixels), _DECALAGE) * EMU_PAR_PIXEL, en_ligne=bool(coin % 2))
                for coin, (rang, pixels) in enumerate(zip(bornes[::2], bornes[1::2], strict=True))
            )
            yield Dessin(NOTE if note else CONTROLE, "", couverte(haut, gauche, bas, droite))


def _montree(donnees: Any) -> bool:
    """Return whether a note is always shown: its mark is there, and does not say the contrary."""
    marque = donnees.find("{*}Visible")
    return marque is not None and (marque.text or "").strip().lower() not in _NON
