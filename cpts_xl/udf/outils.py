"""The published functions that are no rule: source, explanation, grid, reason, version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cpts_xl import __version__, formats
from cpts_xl.absence import Absent, Sorte, a_completer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import INSECABLE
from cpts_xl.law import Droit, Parametre, empreinte, en_vigueur
from cpts_xl.law.model import TAILLES
from cpts_xl.rules.lectures import STATUTS
from cpts_xl.udf.calcul import cause_de, ce_qui_manque, phrases
from cpts_xl.udf.etalement import Table, bloc, etaler
from cpts_xl.udf.frontiere import TEXTE_MAX, entrer, sortir
from cpts_xl.udf.noms import PREFIXE
from cpts_xl.udf.reference import LE, par_nom

ENTETE = ("ligne", "libellé", "montant", "texte", "statut")
NON_ETABLI = "montant qu'aucun texte public n'établit"


def _etale(nom: str, cellule: Callable[[Mapping[str, Any]], Any]) -> Callable[[Sequence[Any]], Table]:
    def appliquee(bruts: Sequence[Any]) -> Table:
        return etaler(nom, par_nom()[nom].arguments, bruts, cellule)

    return appliquee


def afficher_parametre(parametre: Parametre) -> str:
    """Return a parameter with its unit: « 90 000,00 € par an », « 75 % », « 6 mois », « jours »."""
    valeur, unite = parametre.valeur, parametre.unite
    if valeur is None:
        return NON_ETABLI if unite.startswith("€") else "valeur qu'aucun texte public n'établit"
    if isinstance(valeur, str):
        return f"«{INSECABLE}{valeur}{INSECABLE}»"
    if unite.startswith("€"):
        return formats.euros(valeur) + unite.removeprefix("€")
    if unite == "taux":
        return formats.taux(valeur)
    return f"{formats.nombre(valeur)}{INSECABLE}{unite}"


def _parametre(droit: Droit, ligne: Any, taille: Any) -> Parametre:
    """Return the parameter of a line and a size, of a code and a year, or of a whole code."""
    if taille is None:
        return droit.parametre(ligne)
    for cle in (("montant", ligne, taille), (ligne, taille)):
        if "|".join(map(str, cle)) in droit.parametres:
            return droit.parametre(*cle)
    return droit.parametre("montant", ligne, taille)


def _source(recues: Mapping[str, Any]) -> Any:
    ligne, taille = recues["ligne"], recues["taille"]
    manque = ce_qui_manque(par_nom()["CPTS_SOURCE"].arguments, recues)
    if manque is not None:
        return manque
    if isinstance(taille, Absent):
        return a_completer(f"taille ({cause_de(taille)})")
    droit = en_vigueur(recues[LE.nom])
    if taille is None and any(ligne == connue.code for connue in droit.lignes):
        return a_completer("taille de la CPTS")
    parametre = _parametre(droit, ligne, taille)
    fin = f", statut {STATUTS[str(parametre.statut)]}, vérifié le {formats.jour(parametre.verifie_le)}"
    debut = f"{afficher_parametre(parametre)} — {parametre.reference}"
    place = TEXTE_MAX - len(fin)
    return (debut if len(debut) <= place else debut[: place - 1] + "…") + fin


def _explication(bruts: Sequence[Any]) -> Table:
    nom = entrer(par_nom()["CPTS_EXPLICATION"].arguments[0].genre, bloc(bruts[0] if bruts else None).premier)
    if not isinstance(nom, str):
        cause = f" ({cause_de(nom)})" if isinstance(nom, Absent) else ""
        return [[a_completer(f"nom de la fonction à expliquer{cause}").texte]]
    cherche = PREFIXE + nom.strip().lstrip("=").upper().removeprefix(PREFIXE)
    fonction = par_nom().get(cherche)
    if fonction is None:
        raise SaisieInvalide(f"fonction « {nom} » inconnue ; écrire par exemple CPTS_ACOMPTE")
    return phrases(fonction, bruts[1:])


def _bareme(bruts: Sequence[Any]) -> Table:
    arguments = par_nom()["CPTS_BAREME"].arguments
    blocs = [bloc(bruts[rang] if rang < len(bruts) else None) for rang in range(len(arguments))]
    if not all(un.seul for un in blocs):
        raise SaisieInvalide("une seule taille et un seul jour attendus ; le tableau s'étale lui-même")
    recues = {a.nom: entrer(a.genre, un.premier) for a, un in zip(arguments, blocs, strict=True)}
    manque = ce_qui_manque(arguments, recues)
    if manque is not None:
        return [[sortir(manque)]]
    taille = recues["taille"]
    if str(taille) not in TAILLES:
        raise SaisieInvalide("taille de 1 à 4 attendue")
    droit = en_vigueur(recues[LE.nom])
    lignes: Table = [list(ENTETE)]
    for ligne in droit.lignes:
        parametre = droit.parametre("montant", ligne.code, taille)
        montant = droit.valeur("montant", ligne.code, taille)
        lignes.append([ligne.code, ligne.libelle, montant, parametre.reference, STATUTS[str(parametre.statut)]])
    return [[sortir(case) for case in ligne] for ligne in lignes]


_REMEDES = {
    Sorte.SANS_OBJET: "Rien à faire : cette case n'a pas lieu d'être pour votre CPTS, cette année.",
    Sorte.A_REPRENDRE: "Aucun texte public ne donne ce nombre{detail}. Le lire dans l'annexe financière du contrat "
    "signé et le saisir dans la colonne de l'annexe.",
    Sorte.REFUS: "Une valeur n'a pas été admise{detail}. Corriger la saisie ; le calcul reprendra seul.",
}
_MOT_DE_CONTROLE = {
    "À regarder": "Un contrôle n'est pas vérifié : comparer les cellules qu'il lit, puis corriger ou expliquer.",
}


def _motif(recues: Mapping[str, Any]) -> str:
    valeur = recues["cellule"]
    if not isinstance(valeur, Absent):
        return _MOT_DE_CONTROLE.get(valeur, "") if isinstance(valeur, str) else ""
    detail = f" : {valeur.detail}" if valeur.detail else ""
    if valeur.sorte in _REMEDES:
        return _REMEDES[valeur.sorte].replace("{detail}", detail)
    if "erreur #" in detail or "erreur -" in detail:
        return f"Corriger d'abord la cellule qui porte une erreur{detail}."
    if "à la place" in detail:
        return f"Remplacer ce qui a été saisi{detail}."
    return f"Remplir ce qui manque{detail}." if detail else "Une saisie manque, ici ou dans une cellule lue en amont."


def _version(_bruts: Sequence[Any]) -> Table:
    return [[f"cpts_xl {__version__}, textes {empreinte()[:12]}"]]


OUTILS: Mapping[str, Callable[[Sequence[Any]], Table]] = {
    "CPTS_SOURCE": _etale("CPTS_SOURCE", _source),
    "CPTS_EXPLICATION": _explication,
    "CPTS_BAREME": _bareme,
    "CPTS_MOTIF": _etale("CPTS_MOTIF", _motif),
    "CPTS_VERSION": _version,
}
"""What computes each function that is no rule."""
