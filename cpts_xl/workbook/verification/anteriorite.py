"""Whether a workbook was written from other texts than ours: what came into the law since cannot stand in it.

The fingerprint of the texts is what the file says of itself: it excuses only what changes no number of the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.errors import CptsError
from cpts_xl.formats import nombre, pluriel
from cpts_xl.law.in_force import empreinte
from cpts_xl.workbook.empreinte.porteurs import lire_porteurs
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.verification.causes import memes
from cpts_xl.workbook.xlsx.types import ClasseurLu


def d_autres_textes(classeur: ClasseurLu) -> bool:
    """Return whether the workbook says that other texts than ours were read to write it; silence says nothing."""
    dites = {dit.textes for dit in lire_porteurs(classeur).presents.values() if dit.textes}
    return bool(dites) and empreinte() not in dites


_EFFETS = frozenset({Cause.PARAMETRE, Cause.LIGNE_ABSENTE, Cause.ABSENTE})
"""What other texts change in a workbook that nobody touched: its parameters, and the rows that they make."""


def avertir(classeur: ClasseurLu, constats: Iterable[Constat]) -> Iterator[Constat]:
    """Yield, once, that other texts may explain blocking findings on the law: nothing is excused thereby."""
    touches = [c for c in constats if c.gravite is Gravite.BLOQUANT and c.cause in _EFFETS]
    if touches and d_autres_textes(classeur):
        n = len(touches)
        yield Constat(
            Gravite.A_REGARDER,
            "Ce classeur dit avoir été écrit d'après d'autres textes que ceux de cet outil : "
            f"{pluriel(n, 'des', 'un')} constat{pluriel(n)} sur les paramètres, les lignes et ce qui en découle "
            f"{pluriel(n, 'peuvent', 'peut')} n'en être que l'effet.",
            cause=Cause.AUTRE_DROIT,
            remede="Avant de conclure, le mettre à niveau (cpts-xl mettre-a-niveau) et vérifier le nouveau classeur : "
            "ce qui reste alors n'est pas l'effet des textes.",
        )


def expliquees(
    resultat: Resultat, posterieurs: Mapping[str, Constat], perimees: Mapping[str, Any], encre: Encre
) -> tuple[set[str], list[Constat]]:
    """Return the old values that are what was right before some parameters, and what is told of these.

    The whole year is computed without them: a cell that shows anything else was changed, and is no part of it. When no
    cell shows what was right then, the workbook was computed with them: their rows were removed.
    """
    justes: set[str] = set()
    if posterieurs and perimees:
        droit = resultat.droit
        connus = {cle: parametre for cle, parametre in droit.parametres.items() if cle not in posterieurs}
        try:
            avant = calculer(resultat.dossier, replace(droit, parametres=connus), resultat.version).valeurs
        except CptsError:  # sans eux, aucune année ne se calcule : aucun classeur n'a pu être écrit avant
            avant = {}
        justes = {i for i, stockee in perimees.items() if i in avant and memes(stockee, avant[i], encre)}
    n = len(justes)
    if not n:
        return justes, [replace(c, gravite=Gravite.BLOQUANT) for c in posterieurs.values()]
    sont, les = pluriel(n, "sont", "est"), pluriel(n, "les", "la")
    suite = f" {nombre(n)} valeur{pluriel(n)} y {sont} telle{pluriel(n)} qu'on {les} calculait alors."
    dits = [replace(c, message=c.message + suite) for c in posterieurs.values()]
    return justes, dits


def droits_anterieurs(droit: Any) -> list[Any]:
    """Return the same law as older tools knew it: no later text, or only some of those that are known today."""
    suites = sorted({acte.texte.effet for acte in droit.actes if acte.texte.effet > droit.jour})
    connus = tuple(acte for acte in droit.actes if acte.texte.effet <= droit.jour)
    plus_tard = (tuple(acte for acte in droit.actes if acte.texte.effet >= suite) for suite in suites[1:])
    return [replace(droit, actes=connus + suivants) for suivants in ((), *plus_tard)]
