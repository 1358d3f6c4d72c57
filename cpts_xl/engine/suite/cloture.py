"""What the opening says of the year just ended: what is inscribed, what is missing, what is to be declared anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Enregistrement
from cpts_xl.engine.examen.sans_objet import en_vain, servies
from cpts_xl.engine.schema import champ_identite
from cpts_xl.engine.suite.passage import Passage
from cpts_xl.formats import euros, jour, pluriel

MESURES_CLOSES = {
    "population": "population",
    "taille": "taille",
    "plafond": "plafond",
    "droit": "droit ouvert",
    "acompte": "acompte",
    "solde": "solde",
    "verse": "versé",
    "depense": "dépensé",
}
"""What a closed year keeps, and how it is said."""
NOMMES = 6
"""Beyond, what is missing is counted, and no longer named one by one."""


def dire_avant_la_fin(p: Passage) -> None:
    """Tell that the state was drawn up before the year was over: what came since is in no workbook."""
    arrete = p.dossier.identite.get("arrete")
    veille = date.fromordinal(p.fin.toordinal() - 1)
    if isinstance(arrete, date) and arrete < veille:
        p.dire(
            "Identité",
            f"{Gravite.A_REGARDER} : l'année {p.annee} finit le {jour(veille)} et son état est arrêté au "
            f"{jour(arrete)} : ce qui vient entre ces deux jours n'est pas repris. Compléter l'ancien classeur jusqu'à "
            "sa fin, puis ouvrir de nouveau",
        )


def sans_objet(p: Passage) -> tuple[str, ...]:
    """Return the inputs carried that serve no line of the law of the new year, and tell that they are emptied."""
    vides = tuple(c for c in en_vain(p.droit_suivant) if p.dossier.identite.get(c) is not None)
    for code in vides:
        p.dire(
            "Identité",
            f"« {champ_identite(code).libelle} » vidé : dans les textes de la nouvelle année, aucune ligne n'en dépend",
        )
    return vides


def dire_identite(p: Passage, neuve: Enregistrement) -> None:
    """Tell what of the identity was kept, what was emptied, and what the new year must say."""
    avant = p.dossier.identite
    utiles = servies(p.droit_suivant)
    plan_garde = neuve.get("plan_crise") is not None
    redire = ["le dialogue de gestion"]
    redire += ["la crise reconnue"] if "crise_reconnue" in utiles else []
    # le contrat renouvelé dit lui-même son plan : il est nommé avec ce que ce contrat écrit
    redire += ["le plan de crise"] if "plan_crise" in utiles and not plan_garde and not p.renouvele else []
    p.dire("Identité", f"reprise ; redire {en_suite(redire)}")
    if plan_garde:
        p.dire("Identité", f"plan de crise repris tel quel (« {neuve['plan_crise']} ») : à confirmer pour cette année")
    videes = [c for c in ("majoration", "aide_lettre") if avant.get(c) is not None and avant.get(c) != "Non"]
    for code in videes:
        p.dire("Identité", f"« {champ_identite(code).libelle} » vidé : c'était de l'argent de l'année {p.annee}")
    tresorerie = neuve.get("tresorerie_ouverture")
    if isinstance(tresorerie, Fraction):
        p.dire(
            "Identité",
            f"solde bancaire au {jour(p.debut)} : {euros(tresorerie)}, calculé par la feuille Trésorerie ; le comparer "
            "au relevé bancaire",
        )
    else:
        p.dire("Identité", f"solde bancaire au début de l'année à saisir : celui du relevé bancaire au {jour(p.debut)}")


def dire_soldes(p: Passage, soldes: Mapping[str, Any]) -> None:
    """Tell on how many lines the balance of the year stands, and on which it is not known."""
    libelles = {ligne.code: ligne.libelle for ligne in p.resultat.droit.lignes}
    vides = [f"« {libelles[code]} »" for code, solde in soldes.items() if solde is None]
    connus = len(soldes) - len(vides)
    p.dire("Financement", f"annexe reprise ; solde de l'année {p.annee} inscrit sur {connus} ligne{pluriel(connus)}")
    if vides:
        p.dire(
            "Financement",
            f"{Gravite.A_REGARDER} : le solde de l'année {p.annee} reste vide, faute d'être connu, sur "
            f"{len(vides)} ligne{pluriel(len(vides))} : {nommes(vides)}. Compléter l'ancien classeur, puis ouvrir de "
            "nouveau",
        )


def dire_annee(p: Passage, close: Enregistrement) -> None:
    """Tell what is inscribed of the year just ended, and what could not be for want of being computed."""
    inscrits = [mot for code, mot in MESURES_CLOSES.items() if close.get(code) is not None]
    vides = [mot for code, mot in MESURES_CLOSES.items() if close.get(code) is None]
    p.dire("Contrat", f"année {p.annee} arrêtée : {', '.join(inscrits) or 'rien de connu'}")
    if vides:
        p.dire(
            "Contrat",
            f"{Gravite.A_REGARDER} : de l'année {p.annee}, {pluriel(len(vides), 'restent vides', 'reste vide')}, faute "
            f"d'être connu{pluriel(len(vides))} : {', '.join(vides)}. Compléter l'ancien classeur, puis ouvrir de "
            "nouveau",
        )


def dire_enveloppes(p: Passage, inconnues: Sequence[str]) -> None:
    """Tell that the closing of each envelope opens the next, and for which ones it is not known."""
    p.dire("Enveloppes", "la clôture de l'année devient l'ouverture de la suivante")
    if inconnues:
        p.dire(
            "Enveloppes",
            f"{Gravite.A_REGARDER} : l'ouverture reste vide, faute d'une clôture connue : {nommes(inconnues)}. "
            "Compléter l'ancien classeur, puis ouvrir de nouveau",
        )


def dire_resultats(p: Passage, neuves: Sequence[Enregistrement]) -> None:
    """Tell how many indicators enter the history, and those that enter it without a result."""
    sans = [str(ligne.get("indicateur") or "sans numéro") for ligne in neuves if ligne.get("acquis") is None]
    avec, s = len(neuves) - len(sans), pluriel(len(neuves) - len(sans))
    p.dire("Historique", f"{avec} résultat{s} de l'année {p.annee} ajouté{s}")
    if sans:
        n, s = len(sans), pluriel(len(sans))
        p.dire(
            "Historique",
            f"{Gravite.A_REGARDER} : {n} indicateur{s} de l'année {p.annee} ajouté{s} sans résultat : {nommes(sans)}. "
            f"Saisir {pluriel(n, 'leur', 'sa')} mesure dans l'ancien classeur, puis ouvrir de nouveau",
        )


def nommes(mots: Sequence[str]) -> str:
    """Return names in one phrase, the last ones counted when they are many."""
    reste = len(mots) - NOMMES
    return ", ".join(mots) if reste <= 0 else f"{', '.join(mots[:NOMMES])} et {reste} autre{pluriel(reste)}"


def en_suite(mots: Sequence[str]) -> str:
    """Return words in one phrase: « a, b et c »."""
    return mots[0] if len(mots) == 1 else f"{', '.join(mots[:-1])} et {mots[-1]}"
