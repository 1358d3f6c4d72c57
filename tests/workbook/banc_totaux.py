"""The totals of the bench of dossiers: those that give a number over a line that holds none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpts_xl.absence import Absent

if TYPE_CHECKING:
    from cpts_xl.engine.etapes import Etape
    from cpts_xl.engine.resultat import Resultat

_TOTAUX = {
    "total": "montants", "total_compte": "nombres", "total_heures": "heures", "total_affecte": "affectes",
    "dotation": "montants",
}  # fmt: skip
"""The rules that add up a whole column, and the argument that holds it."""
_EXCLUS = {
    "fonctionnement": "avec_fonctionnement", "supplement_snp": "avec_supplement_snp",
    "crise_variable": "avec_crise_variable",
}  # fmt: skip


def totaux_menteurs(resultat: Resultat) -> tuple[int, list[str]]:
    """Return how many totals stand over a line without a number, and those that give a number all the same."""
    vus, menteurs = 0, []
    for calculee in resultat.pleines:
        if manquantes := _manquantes(calculee.etape, resultat):
            vus += 1
            if not isinstance(calculee.valeur, Absent):
                menteurs.append(f"{calculee.etape.id} = {calculee.valeur} malgré {', '.join(manquantes[:3])}")
    return vus, menteurs


def _manquantes(etape: Etape, resultat: Resultat) -> list[str]:
    """Return the lines of a total that hold no number: all of its column, or those of its key."""
    valeurs, entrees, regle = resultat.valeurs, etape.entrees, etape.regle.nom
    if regle == "cumul_ligne":
        ligne = entrees["ligne"]
        cle = valeurs[ligne] if isinstance(ligne, str) else ligne.valeur  # type: ignore[union-attr]
        choisies = [m for c, m in zip(entrees["lignes"], entrees["montants"], strict=True)  # type: ignore[arg-type]
                    if isinstance(valeurs[c], str) and valeurs[c].casefold() == str(cle).casefold()]  # fmt: skip
    elif regle in _TOTAUX:
        choisies = list(entrees[_TOTAUX[regle]])  # type: ignore[arg-type]
        if regle == "dotation":
            exclues = {f for f, a in _EXCLUS.items() if valeurs[str(entrees[a])] == "Non"}
            familles = [valeurs[f] for f in entrees["familles"]]  # type: ignore[union-attr]
            choisies = [m for m, f in zip(choisies, familles, strict=True) if f not in exclues]
    else:
        return []
    return [ident for ident in choisies if isinstance(valeurs[ident], Absent)]
