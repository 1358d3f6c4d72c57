"""The sheet of the closed lists that the validations offer."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.schema import postes
from cpts_xl.rules.genres import TEXTE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.writer import Ecrivain
from cpts_xl.workbook.xlsx.types import lettres


def colonnes(droit: Any) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the lists: workbook-level name, title, admitted words."""
    missions = tuple(m.code for m in droit.missions)
    return {
        "LISTE_MISSIONS": ("Missions", missions),
        "LISTE_POSTES": ("Postes", tuple(postes(droit))),
        "LISTE_LIGNES": ("Lignes", tuple(ligne.code for ligne in droit.lignes)),
        "LISTE_RUBRIQUES": ("Rubriques", sheets.rubriques(missions)),
    }


def listes(e: Ecrivain) -> None:
    """Write the closed lists, one column each, and name them."""
    nom = sheets.LISTES
    f = e.titre(nom, "Listes", "Ce que proposent les menus déroulants. Rien à saisir ici.")
    for rang, (cle, (titre, mots)) in enumerate(colonnes(e.resultat.droit).items()):
        f.set_column(rang, rang, 30)
        f.write_string(LIGNE_ENTETE - 1, rang, titre, e.styles.entete)
        for ligne, mot in enumerate(mots):
            f.write_string(LIGNE_ENTETE + ligne, rang, mot, e.styles.case(TEXTE))
        lettre = lettres(rang + 1)
        zone = f"${lettre}${LIGNE_ENTETE + 1}:${lettre}${LIGNE_ENTETE + len(mots)}"
        e.classeur.define_name(cle, f"={nom}!{zone}")
