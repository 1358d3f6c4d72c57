"""The workbooks of older versions: what they held under other names, and where it goes now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cpts_xl.engine.dossier import Dossier, Enregistrement
from cpts_xl.engine.schema import OUI_NON, champ, postes
from cpts_xl.formats import pluriel
from cpts_xl.rules.genres import ENTIER
from cpts_xl.workbook.feuilles.modele import Colonne, FeuilleTableau, Groupe, Nature, calcul

TABLES = ("indemnite",)
"""Codes of tables that are no longer typed."""
_TYPES = {4: "donnée d'un tiers", 3: "document signé", 2: "document interne", 1: "mention au rapport"}


def _saisie(code: str, titre: str, genre: str) -> Colonne:
    c = champ(code, titre, genre, "")
    return Colonne(code, titre, Nature.SAISIE, c.genre, 10, c)


INDICATEURS_0_1 = FeuilleTableau(
    "Indicateurs", "", "", "ancien_indicateur", "", (
        _saisie("id", "N°", "code"),
        _saisie("preuve", "Pièce justificative", "texte"),
        _saisie("force", "Force de preuve", "entier"),
    ), Groupe.CONTRAT, "id",
)  # fmt: skip
INDEMNITES_0_1 = FeuilleTableau(
    "Indemnités", "", "", "ancienne_indemnite", "", (
        _saisie("professionnel", "Professionnel", "code"),
        _saisie("profession", "Profession", "texte"),
        _saisie("date", "Versée le", "jour"),
        _saisie("nature", "Nature", "code"),
        _saisie("poste", "Poste", "code"),
        _saisie("montant", "Montant", "montant"),
        calcul("annee", "Année civile", ENTIER),
        calcul("cumul", "Cumul de l'année", ENTIER),
        calcul("plafond", "Plafond", ENTIER),
        calcul("reste", "Plafond restant", ENTIER),
        calcul("part", "Part du plafond", ENTIER),
    ), Groupe.PERSONNES, "professionnel",
)  # fmt: skip
FEUILLES_0_1 = (INDICATEURS_0_1, INDEMNITES_0_1)
TITRES = {feuille.nom: tuple(c.titre for c in feuille.colonnes) for feuille in FEUILLES_0_1}
"""Headers that older versions wrote, by sheet."""
_SEUILS = {f"{quoi}_{n}" for quoi in ("seuil", "montant") for n in range(1, 5)}
COLONNES_0_1 = {
    "Missions": frozenset({"engagee", "depart_declare", "demarrage", "deploiement"}),
    "Financement": frozenset({"annexe"}),
    "Indicateurs": frozenset({
        "id", "mission", "libelle", "mode", "sens", "montant_en_jeu", "depart", "cible", "constate", "realise", "axe",
        "unite", "preuve", "force", *_SEUILS,
    }),
    "Versements": frozenset({"date", "ligne", "nature", "montant", "reference"}),
    "Dépenses": frozenset({"date", "libelle", "poste", "montant"}),
    "Indemnités": frozenset({"professionnel", "profession", "date", "nature", "poste", "montant"}),
    "Textes": frozenset({"texte"}),
}  # fmt: skip
"""Input columns that version 0.1 had, by sheet: read on the workbooks that it delivered."""


APPARUES = {
    (0, 4): {
        "Budget n+1": frozenset[str](),
        "Vie associative": frozenset[str](),
        "Contrat": frozenset({
            "plafond", "plafond_annee", "depense", "depense_annee", "plafond_evolution", "droit_evolution",
            "verse_evolution", "reste_evolution", "depense_evolution",
        }),
        "Indicateurs": frozenset({"cible_proposee"}),
        "Échéancier": frozenset({"en_retard"}),
        "Enveloppes": frozenset({"reste", "reporte"}),
        "Équilibre": frozenset({
            "aci_suivant", "variable_suivant", "produits_suivant", "droits_suivant", "charges_suivant",
            "solde_suivant",
        }),
        "Budget par poste": frozenset({"prudent_suivant", "central_suivant", "complet_suivant"}),
        "Participations": frozenset({"profession", "presents"}),
    },
}  # fmt: skip
"""What each version brought: sheet, then the codes of its new columns; none for a sheet that is itself new."""


def absente_alors(version: str, feuille: str, colonne: str = "") -> bool:
    """Return whether a workbook of this version could not yet have a sheet, or a column of it.

    Such an absence is not a fault of the workbook: it is read without, and what it lacks has simply not been typed.
    """
    lue = re.match(r"(\d+)\.(\d+)", version)
    if lue is None:
        return False
    ecrite = (int(lue[1]), int(lue[2]))
    return any(
        ecrite < apparition and feuille in nouvelles and (colonne in nouvelles[feuille] or not nouvelles[feuille])
        for apparition, nouvelles in APPARUES.items()
    )


@dataclass
class Conversion:
    """An old dossier told in the present tables: where each input went, and what must be completed."""

    dossier: Dossier
    deplaces: dict[str, str] = field(default_factory=dict)
    suites: list[tuple[str, str, str]] = field(default_factory=list)


def depuis_0_1(dossier: Dossier, anciennes: Mapping[str, tuple[Enregistrement, ...]]) -> Conversion:
    """Return a dossier of version 0.1 in the tables of today; ``anciennes`` are its rows of FEUILLES_0_1, by prefix."""
    conversion = Conversion(dossier)
    _pieces(conversion, anciennes.get("ancien_indicateur", ()))
    _indemnites(conversion, anciennes.get("ancienne_indemnite", ()))
    return conversion


def _pieces(conversion: Conversion, lignes: tuple[Enregistrement, ...]) -> None:
    """Turn the evidence named beside each indicator into rows of the register."""
    pieces: list[dict[str, Any]] = []
    for rang, ligne in enumerate(lignes, 1):
        if not ligne.get("preuve") and ligne.get("force") is None:
            continue
        force = ligne.get("force")
        sorte = _TYPES.get(int(force)) if isinstance(force, Fraction) else None
        numero = f"J{len(pieces) + 1:02d}"
        pieces.append({
            "numero": numero, "intitule": ligne.get("preuve"), "indicateur": ligne.get("id"), "type": sorte,
            "signee": OUI_NON[0] if sorte == "document signé" else None,
        })  # fmt: skip
        for ancien, nouveau in (("preuve", "intitule"), ("force", "type")):
            conversion.deplaces[f"ancien_indicateur.{rang}.{ancien}"] = f"piece.{len(pieces)}.{nouveau}"
    if pieces:
        conversion.dossier = conversion.dossier.avec(pieces=pieces)
        s = pluriel(len(pieces))
        conversion.suites.append((
            f"{len(pieces)} pièce{s} justificative{s} nommée{s} en face des indicateurs", "Indicateurs",
            ("Pièces, une ligne chacune : y ajouter la date, que l'ancien classeur ne demandait pas ; sans elle, une "
            "pièce signée ne vaut que document interne"),
        ))  # fmt: skip


def _indemnites(conversion: Conversion, lignes: tuple[Enregistrement, ...]) -> None:
    """Turn the payments to professionals into participations, and their identifiers into professionals."""
    participations: list[dict[str, Any]] = []
    professionnels: dict[str, dict[str, Any]] = {}
    for rang, ligne in enumerate(lignes, 1):
        qui = ligne.get("professionnel")
        participations.append({
            "professionnel": qui, "nature": ligne.get("nature"), "poste": ligne.get("poste"),
            "montant_saisi": ligne.get("montant"), "date": ligne.get("date"), "paye_le": ligne.get("date"),
        })  # fmt: skip
        if isinstance(qui, str):
            professionnels.setdefault(qui, {"id": qui, "profession": ligne.get("profession")})
        for ancien, nouveau in (("professionnel", "professionnel"), ("date", "paye_le"), ("nature", "nature"),
                                ("poste", "poste"), ("montant", "montant_saisi")):  # fmt: skip
            conversion.deplaces[f"ancienne_indemnite.{rang}.{ancien}"] = f"participation.{rang}.{nouveau}"
    if participations:
        conversion.dossier = conversion.dossier.avec(
            participations=participations, professionnels=tuple(professionnels.values())
        )
        n = len(professionnels)
        conversion.suites.append((
            f"{len(participations)} versement{pluriel(len(participations))} à des professionnels", "Indemnités",
            (f"Participations, une ligne chacun ; {n} identifiant{pluriel(n)} dans Professionnels : y ajouter "
            "la profession et la date d'adhésion"),
        ))  # fmt: skip


def descriptions(droit: Any) -> frozenset[str]:
    """Return the alternative texts and titles of the charts that older versions drew."""
    noms = ", ".join(postes(droit).values())
    return frozenset({
        (f"Barres horizontales : plafond, droit ouvert et versé pour chaque poste ({noms}). "
        "Les mêmes nombres sont dans le tableau au-dessus."),
        "Plafond, droit ouvert et versé par poste (en euros)",
    })  # fmt: skip
