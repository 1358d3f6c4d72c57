"""The ten questions of a reviewer, each with its answer, the cell that keeps it up to date, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.constats import Cause, Constat
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.indicateurs import STATUTS_INDICATEUR
from cpts_xl.formats import pluriel
from cpts_xl.revue.desaccords import VIVANT, desaccords
from cpts_xl.revue.evolution import INCHANGEE, Changement
from cpts_xl.revue.fonds import proches_du_plafond
from cpts_xl.revue.plan import Revue
from cpts_xl.revue.plume import Onglet, Plume
from cpts_xl.revue.preuves import FRAGILE
from cpts_xl.rules.genres import MONTANT, TAUX, afficher
from cpts_xl.workbook.verification.modele import Verification

AUCUNE_DEPENSE = "Aucune dépense saisie"
_ABSENTES = {Cause.FEUILLE_ABSENTE, Cause.ABSENTE, Cause.COLONNE_ABSENTE, Cause.RUBRIQUE_ABSENTE}


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its answer in sentences, the sheet that answers it, the step of the review shown beside it.

    ``formule`` gives the formula of an answer that follows what is typed; ``reponse`` is then its stored value.
    """

    texte: str
    reponse: str
    onglet: Onglet
    vivant: str = ""
    formule: Callable[[Plume], str] | None = None


def milliers(nombre: int) -> str:
    """Return a count as a French reader sees it: « 3 984 »."""
    return formats.nombre(nombre)


def verdict(verification: Verification) -> str:
    """Return in words how many values were recomputed, and how many are the same."""
    n, memes = verification.comparees, verification.identiques
    ecarts = n - memes
    suite = "aucun écart" if not ecarts else f"{milliers(ecarts)} à regarder"
    return f"{milliers(n)} valeurs recalculées, {milliers(memes)} identique{formats.pluriel(memes)} : {suite}."


def questions(  # noqa: PLR0917  (ce que les autres feuilles ont déjà établi)
    verification: Verification,
    revue: Revue,
    valeurs: dict[str, Any],
    constats: Sequence[Constat],
    changes: Sequence[Changement],
    autres: int,
) -> list[Question]:
    """Return the ten questions and their answers."""
    r, desaccord = verification.resultat, desaccords(revue, valeurs)
    return [
        Question("Quel contrat, et quelles règles ?", _contrat(r), Onglet.PROVENANCE),
        Question("Le dossier est-il complet ?", _complet(r, constats), Onglet.CONSTATS),
        Question("Retrouve-t-on les mêmes montants ?", verdict(verification) + _moteurs(verification), Onglet.RECALCUL),
        Question(
            "D'où vient ce nombre ?",
            f"{milliers(len(r.pleines))} nombres, chacun avec sa cellule, sa règle, sa phrase, son texte et ses "
            "entrées.",
            Onglet.PROVENANCE,
        ),
        Question("Cet indicateur est-il atteint, selon la règle du contrat ?", _statuts(r, revue), Onglet.PARAMETRES),
        Question("Qu'est-ce qui le prouve, et avec quelle force ?", _preuves(r, revue), Onglet.PREUVES),
        Question(
            "Sur quoi est-on en désaccord ?",
            desaccord.phrase,
            Onglet.ECARTS,
            VIVANT,
            desaccord.formule if revue.indicateurs else None,
        ),
        Question("À quoi l'argent a-t-il servi, et est-ce conforme à l'activité ?", _fonds(verification), Onglet.FONDS),
        Question("Qu'est-ce qui a changé depuis l'an dernier ?", _changements(changes), Onglet.EVOLUTION),
        Question("Comment cette CPTS se compare-t-elle ?", _comparaison(autres), Onglet.COMPARAISON),
    ]


def _contrat(r: Resultat) -> str:
    i, v = r.dossier.identite, r.valeurs
    population = (
        afficher(MONTANT, None) if i.get("population") is None else f"{formats.nombre(i['population'])} habitants"
    )
    taille, annee = (str(v.get(f"identite.{code}")) for code in ("taille", "annee"))
    textes = ", ".join(t.court for t in r.droit.textes if t.court.startswith(("accord", "avenant")))
    signe = f"signé le {formats.jour(i['signature'])}" if hasattr(i.get("signature"), "year") else "de date inconnue"
    return (
        f"Contrat {signe}, année {annee}, taille {taille} ({population}, "
        f"{i.get('population_source') or 'source non dite'}). "
        f"Textes en vigueur au {formats.jour(r.droit.jour)} : {textes}."
    )


def _complet(r: Resultat, constats: Sequence[Constat]) -> str:
    absents = [c for c in constats if c.cause in _ABSENTES]
    argent = "La partie financière est complète." if r.complet else "La partie financière est incomplète."
    n = len(absents)
    parties = (
        f"{milliers(n)} partie{pluriel(n)} manque{pluriel(n, 'nt')}."
        if n
        else "Aucune feuille ni cellule calculée ne manque."
    )
    pieces = [n for n, p in enumerate(r.dossier.liste("piece"), 1) if p.get("numero")]
    perdues = [n for n in pieces if r.dossier.liste("piece")[n - 1].get("sur_disque") == "Non"]
    expirees = [n for n in pieces if r.valeurs[f"piece.{n}.validite"] == "Expirée"]
    s = pluriel(len(pieces))
    return (
        f"{argent} {parties} {milliers(len(pieces))} pièce{s} inscrite{s}, dont {milliers(len(expirees))} "
        f"expirée{pluriel(len(expirees))} et {milliers(len(perdues))} introuvable{pluriel(len(perdues))} sur le disque."
    )


def _moteurs(verification: Verification) -> str:
    return "" if verification.moteurs else " Les formules du fichier n'ont été recalculées par aucun tableur."


def _statuts(r: Resultat, revue: Revue) -> str:
    vus = [r.valeurs.get(f"indicateur.{i.rang}.statut") for i in revue.indicateurs if i.code]
    comptes = [(mot, vus.count(mot)) for mot in STATUTS_INDICATEUR]
    autres = len(vus) - sum(n for _, n in comptes)
    dits = [f"{milliers(n)} {mot}{'s' if n > 1 and mot.endswith(('t', 'l', 'é')) else ''}" for mot, n in comptes if n]
    dits += [f"{milliers(autres)} à compléter"] if autres else []
    return f"{milliers(len(vus))} indicateurs : {', '.join(dits) or 'aucun'}."


def _preuves(r: Resultat, revue: Revue) -> str:
    fragiles = [i for i in revue.indicateurs
                if isinstance(f := r.valeurs.get(f"indicateur.{i.rang}.force"), Fraction) and f <= FRAGILE]  # fmt: skip
    payes = [
        (i, a) for i in fragiles if isinstance(a := r.valeurs.get(f"indicateur.{i.rang}.acquis"), Fraction) and a > 0
    ]
    if not payes:
        return "Chaque indicateur qui paie repose au moins sur un document interne."
    total = sum((a for _, a in payes), Fraction(0))
    verbe = f"ne repose{pluriel(int(total), 'nt')}"
    codes = ", ".join(i.code for i, _ in payes)
    return f"{formats.euros(total)} {verbe} sur rien, ou que sur une simple mention : {codes}."


def _fonds(verification: Verification) -> str:
    v = verification.resultat.valeurs
    depense, droit = (v.get(f"poste.total.{code}") for code in ("depense", "droit"))
    if not verification.resultat.dossier.liste("depense") and depense == 0:
        depense = None  # le moteur additionne zéro ligne : personne n'a dit que rien n'était dépensé
    part = (
        f" ({formats.taux(depense / droit)})"
        if isinstance(depense, Fraction) and isinstance(droit, Fraction) and droit
        else ""
    )
    proches = proches_du_plafond(verification)
    qui = ", ".join(dict.fromkeys(str(f[0]) for f in proches)) or "aucun"
    haut = _plus_consomme(v)
    dit = AUCUNE_DEPENSE if depense is None else f"Dépensé {afficher(MONTANT, depense)}"
    return (
        f"{dit} pour {afficher(MONTANT, droit)} de droit{part}.{haut} "
        f"Professionnels proches du plafond annuel ou au-delà : {qui}."
    )


def _plus_consomme(v: Mapping[str, Any]) -> str:
    """Return which post spent the greatest part of its right; the total is not one of them."""
    parts = {
        code: part
        for ident, part in v.items()
        if ident.startswith("poste.") and ident.endswith(".consommation") and isinstance(part, Fraction)
        if (code := ident.split(".")[1]) != TOTAL
    }
    if not any(parts.values()):
        return ""
    pire = max(parts.values())
    noms = [str(v.get(f"poste.{code}.libelle") or code) for code, part in parts.items() if part == pire]
    s = pluriel(len(noms))
    de = "de leur droit" if s else "de son droit"
    return f" Poste{s} le{s} plus consommé{s} : {' ; '.join(noms)}, {afficher(TAUX, pire)} {de}."


def _changements(changes: Sequence[Changement]) -> str:
    if not changes:
        return "Aucune année antérieure n'est connue."
    causes: dict[str, int] = {}
    for c in changes:
        causes[c.cause] = causes.get(c.cause, 0) + 1
    dits = [f"{mot} : {milliers(n)}" for mot, n in causes.items() if mot != INCHANGEE]
    return f"{', '.join(dits) or 'rien'}. Inchangés : {milliers(causes.get(INCHANGEE, 0))}."


def _comparaison(autres: int) -> str:
    if not autres:
        return "Aucune autre CPTS n'a été donnée : la feuille dit comment l'obtenir."
    return f"À côté de {milliers(autres)} autre{pluriel(autres)} CPTS, pour 1 000 habitants et par adhérent."
