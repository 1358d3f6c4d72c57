"""Filling a template: checked and prepared once, then rendered in a sandbox and packed; same input, same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cpts_xl.report.examen_modele import examiner_modele
from cpts_xl.report.moteur.gabarit_pret import Rempli, Retoucheur, preparer_gabarit
from cpts_xl.report.moteur.limites import refus
from cpts_xl.report.paquet import lire_fichier


def rendre(
    modele: Path,
    champs: Mapping[str, Any],
    *,
    parties_en_plus: Mapping[str, bytes] | None = None,
    pages: Mapping[str, int | str] | None = None,
    retoucher: Retoucheur | None = None,
) -> bytes:
    """Return the filled template. Same arguments, same bytes; typed text is never read as a tag.

    ``parties_en_plus`` adds or replaces parts of the file; ``pages`` gives the page of each bookmark of the contents;
    ``retoucher`` has the last word on the text of the body and on the parts (the charts).

    Raises:
        GabaritInvalide: unreadable or dangerous template, unknown field, malformed tag; the place is told.
    """
    return remplir(modele, champs, parties_en_plus=parties_en_plus, retoucher=retoucher).octets(pages)


def champs_lus(modele: Path, champs: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of the fields that a template shows, tests or loops over, without what is inside them.

    Raises:
        GabaritInvalide: as ``rendre``.
    """
    pret = preparer_gabarit(modele.name, lire_fichier(modele), lambda parties: examiner_modele(parties, champs))
    return frozenset(chemin[0] for chemin in pret.chemins)


def remplir(
    modele: Path,
    champs: Mapping[str, Any],
    *,
    parties_en_plus: Mapping[str, bytes] | None = None,
    retoucher: Retoucheur | None = None,
) -> Rempli:
    """Return the filled template before it is packed: its ``titres``, then ``octets(pages)`` as often as needed.

    Raises:
        GabaritInvalide: as ``rendre``.
    """
    pret = preparer_gabarit(modele.name, lire_fichier(modele), lambda parties: examiner_modele(parties, champs))
    if not pret.convient(champs):
        examiner_modele(pret.parties(), champs)
        raise refus(pret.nom, "un champ de ce modèle n'existe pas dans ce rapport. Voir la liste dans CHAMPS.md.")
    return pret.remplir(champs, parties_en_plus, retoucher)
