"""The seal of a review: what its record reads and nobody types, hashed when written, hashed anew when read back.

It tells a cell that was changed, by mistake or not. It is no signature: whoever knows how it is made can make another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from cpts_xl import __version__
from cpts_xl.errors import SaisieInvalide
from cpts_xl.revue.canon import REFAIRE, phrase
from cpts_xl.revue.ecarts import PARAMETRES
from cpts_xl.revue.plan import CPTS, Indicateur, Ligne, Revue
from cpts_xl.revue.plume import Onglet, Plume
from cpts_xl.revue.sceau_constats import ECRITES, sceau_constats
from cpts_xl.workbook.layout import Case

SCEAU = "cpts_xl_parametres"
RUBRIQUES = (
    "CPTS",
    "Caisse signataire",
    "Agence régionale de santé",
    "Année conventionnelle",
    "Fichier reçu",
    "Empreinte des saisies",
)
"""What the record quotes of the first sheet, by label."""
SCELLES = (Onglet.PARAMETRES, Onglet.DROIT, Onglet.SYNTHESE)
_PARAMETRES = tuple(code for code, _ in PARAMETRES)
_LIGNE = ("code", "libelle", "mission", "famille", "plafond", "prorata", "verse")
_RUBRIQUE, _TEXTE = 2, 3

Fiche = Mapping[str, Any]


def sceau(indicateurs: Iterable[Fiche], lignes: Iterable[Fiche], rubriques: Fiche, version: str) -> str:
    """Return the seal of what the cells hold: one sha256 by sheet of ``SCELLES``, parted by dots.

    The last one covers the version of the tool too, which the record quotes.
    Rows are taken in no order; numbers at 15 digits, days as numbers, spaces made one: a save changes none of it.
    """
    parametres = sorted(phrase(fiche[code] for code in _PARAMETRES) for fiche in indicateurs)
    droits = sorted(
        # une ligne sans prorata est fixe : son droit est une constante ; les autres se recalculent
        phrase([*(fiche[code] for code in _LIGNE), fiche[f"droit_{CPTS}"] if fiche["prorata"] is None else None])
        for fiche in lignes
    )
    return ".".join(
        hashlib.sha256("\n".join(phrases).encode("utf-8", "replace")).hexdigest()
        for phrases in (parametres, droits, [version, phrase(rubriques.get(titre) for titre in RUBRIQUES)])
    )


def sceller(p: Plume, revue: Revue) -> None:
    """Write in the properties of a review, every sheet done, the seal of what it shows."""
    rubriques: dict[str, Any] = {}
    for case in sorted((c for c in p.montrees if c.feuille == Onglet.SYNTHESE), key=lambda c: (c.ligne, c.colonne)):
        vis_a_vis = Case(case.feuille, case.ligne, _TEXTE)
        if case.colonne == _RUBRIQUE and vis_a_vis in p.montrees:
            rubriques.setdefault(str(p.montrees[case]), p.montrees[vis_a_vis])

    def fiche(rangee: Indicateur | Ligne, codes: Iterable[str]) -> Fiche:
        return {code: p.montrees.get(p.cases[f"{rangee.ident}.{code}"]) for code in codes}

    p.classeur.set_custom_property(
        SCEAU,
        sceau(
            (fiche(i, _PARAMETRES) for i in revue.indicateurs if i.code),
            (fiche(ligne, (*_LIGNE, f"droit_{CPTS}")) for ligne in revue.lignes),
            rubriques,
            __version__,
        ),
        "text",
    )
    montrees = [
        [p.montrees.get(Case(Onglet.CONSTATS, ligne, place)) for place in range(1, len(ECRITES) + 1)]
        for ligne in sorted({case.ligne for case in p.montrees if case.feuille == Onglet.CONSTATS})
    ]
    for nom, texte in sceau_constats(montrees).items():
        p.classeur.set_custom_property(nom, texte, "text")


def exiger_sceau(nom: str, ecrit: str, lu: str) -> None:
    """Raise ``SaisieInvalide`` when a review bears no seal, or not that of what its cells hold."""
    if not ecrit:
        raise SaisieInvalide(
            f"« {nom} » ne porte pas l'empreinte de ses paramètres : une version antérieure de l'outil l'a écrite, ou "
            f"un programme l'a retirée. Rien n'assure que ses nombres soient ceux du classeur reçu. {REFAIRE}"
        )
    if ecrit != lu:
        paires = zip(SCELLES, ecrit.split("."), lu.split("."), strict=False)
        ou = ", ".join(f"« {onglet} »" for onglet, avant, apres in paires if avant != apres) or "inconnue"
        raise SaisieInvalide(
            f"« {nom} » : une cellule que l'outil avait écrite a été modifiée (feuille {ou}) ; les euros du relevé "
            f"ne seraient plus ceux du classeur reçu. N'y saisir que dans les cases jaunes. {REFAIRE}"
        )
