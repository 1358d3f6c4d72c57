"""The essentials on one page: key figures of this year and of the one before (T1), what to remember."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.report.chapitres.cpts import rang_precedent
from cpts_xl.report.indicateurs import synthese_indicateurs
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.typographie import TIRET, Chiffre, composer

TOUT = "toutes lignes : fonctionnement et missions, supplément SNP et part variable de crise compris"


def chiffres_cles(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the key figures: this year, the year before where the workbook follows it, and the direction."""
    rangs = [
        ("Plafond de l'année", TOUT, "perimetre.tout.plafond", ""),
        ("Droit ouvert", TOUT, "perimetre.tout.droit", "droit_annee"),
        ("Versé à la date d'arrêté", "versements au titre de l'année, mêmes lignes", "perimetre.tout.verse",
         "verse_annee"),
        ("Reste à percevoir", "droit ouvert non encore versé, ligne par ligne", "total.reste", "reste_annee"),
        ("Dépensé", "tous postes : fonctionnement et missions, dépenses saisies", "poste.total.depense", ""),
    ]  # fmt: skip
    if lecteur.valeurs["total.trop_percu"] != 0:
        rangs.append(("Trop-perçu", "versé au-delà du droit ouvert, ligne par ligne", "total.trop_percu", ""))
    rangs += [
        ("Indicateurs suivis", "tous les indicateurs du contrat", "couverture.total.indicateurs", ""),
        ("Indicateurs prouvés", "part de ceux qui ont une pièce valable", "couverture.total.part", ""),
    ]
    avant = rang_precedent(lecteur)
    return [
        {
            "libelle": composer(libelle),
            "perimetre": composer(perimetre),
            "valeur": lecteur.chiffre(ident),
            **_precedent(lecteur, ident, f"annee.{avant}.{mesure}" if avant and mesure else "", premiere=not avant),
        }
        for libelle, perimetre, ident, mesure in rangs
    ]


def _precedent(lecteur: Lecteur, ident: str, ancien: str, *, premiere: bool) -> dict[str, Any]:
    """Return the figure of the year before and the direction, or why there is none."""
    if not ancien:
        return {"precedent": Chiffre("première année" if premiere else "non suivi"), "evolution": TIRET}
    return {"precedent": lecteur.chiffre(ancien), "evolution": _evolution(lecteur, ident, ancien)}


def _evolution(lecteur: Lecteur, ident: str, precedent: str) -> str:
    """Return the direction since last year; what is paid during the year does not compare with a whole year."""
    if precedent.endswith((".verse_annee", ".reste_annee")):
        return "année en cours"
    return evolution(lecteur.valeurs[ident], lecteur.valeurs[precedent])


def evolution(maintenant: Any, avant: Any) -> str:
    """Return the direction of a change in words; nothing is subtracted, a difference would be a step."""
    if not isinstance(maintenant, Fraction) or not isinstance(avant, Fraction):
        return TIRET
    if maintenant == avant:
        return "stable"
    return "en hausse" if maintenant > avant else "en baisse"


def a_retenir(lecteur: Lecteur, *, renvois: bool = True) -> list[str]:
    """Return three sentences made of figures already computed, each followed by its line of annex B if asked."""
    plafond, droit, verse, reste = (
        _cite(lecteur, ident, renvois=renvois)
        for ident in ("perimetre.tout.plafond", "perimetre.tout.droit", "perimetre.tout.verse", "total.reste")
    )
    arrete = lecteur.en_lettres("identite.arrete")
    if manque(lecteur.valeurs["perimetre.tout.droit"]) or manque(lecteur.valeurs["perimetre.tout.plafond"]):
        argent = "Le droit ouvert de l'année n'est pas encore établi : une donnée au moins reste à compléter."
    else:
        argent = f"Le droit ouvert de l'année est de {droit}, pour un plafond de {plafond} (toutes lignes)."
    if manque(lecteur.valeurs["perimetre.tout.verse"]) or manque(lecteur.valeurs["total.reste"]):
        caisse = f"Au {arrete}, les versements reçus ne sont pas tous connus : le reste à percevoir ne peut être dit."
    else:
        caisse = f"Au {arrete}, {verse} ont été versés au titre de l'année ; il reste {reste} à percevoir."
    return [composer(argent), composer(caisse), synthese_indicateurs(lecteur)["phrase"]]


def _cite(lecteur: Lecteur, ident: str, *, renvois: bool) -> str:
    chiffre = lecteur.chiffre(ident)
    return f"{chiffre} {chiffre.ref}".strip() if renvois else str(chiffre)
