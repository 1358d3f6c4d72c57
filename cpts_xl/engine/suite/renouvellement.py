"""What a renewed contract opens with: what stays true of the world is kept, what the new contract must say is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Enregistrement
from cpts_xl.engine.examen.identite import PREMIER_MILLESIME
from cpts_xl.engine.reprise import annee_du_contrat
from cpts_xl.engine.schema import NB_PALIERS
from cpts_xl.engine.suite.cloture import dire_resultats
from cpts_xl.engine.suite.listes import INDICATEUR_A_MESURER, resultats, source_de
from cpts_xl.engine.suite.passage import Lignes, Passage
from cpts_xl.engine.suite.reste import annexe, enveloppes, versements
from cpts_xl.formats import jour, nombre, pluriel
from cpts_xl.rules.calendrier import MOIS_PAR_AN
from cpts_xl.rules.dates import plus_mois

IDENTITE_DU_CONTRAT = (
    "taille_contrat", "supplement_snp", "plan_crise", "unite_prorata", "prorata_variable", "taux_acompte_variable",
    "taux_acompte_snp",
)  # fmt: skip
"""What a contract writes of its own: that of the former one would be a guess."""

INDICATEUR_DU_CONTRAT = (
    "montant_en_jeu", "poids", "depart", "cible", "progression", "periode",
    *(f"{champ}_{n}" for champ in ("seuil", "montant") for n in range(1, NB_PALIERS + 1)),
)  # fmt: skip
"""What a contract writes of an indicator; what is measured, and how it is counted, is kept."""

_DATES = ("demarrage", "deploiement")


def identite(p: Passage) -> Enregistrement:
    """Return what changes in the identity, and tell the months without a contract, or the years that will not be."""
    _dire_entre_deux(p)
    if p.population is None:
        p.dire("Identité", "population reprise : à confirmer par le nouveau contrat")
    p.dire(
        "Identité",
        f"nouveau contrat, signé le {jour(p.debut)} : y recopier la taille, le supplément soins non programmés, le "
        "plan de crise, le prorata et les taux d'acompte qu'il écrit",
    )
    return {**dict.fromkeys(IDENTITE_DU_CONTRAT), "signature": p.debut}


def _dire_entre_deux(p: Passage) -> None:
    duree, jours = int(p.resultat.droit.valeur("duree_contrat")), (p.debut - p.fin).days
    if jours:
        p.dire(
            "Identité",
            f"{Gravite.A_REGARDER} : {nombre(jours)} jour{pluriel(jours)} sans contrat, du {jour(p.fin)} à la veille "
            f"du {jour(p.debut)} : ni l'ancien classeur ni le nouveau n'y comptent de droit",
        )
    suivante = plus_mois(p.fin, MOIS_PAR_AN)
    if p.annee < duree and isinstance(suivante, date) and p.debut >= suivante:
        p.dire(
            "Identité",
            f"{Gravite.A_REGARDER} : l'ancien contrat allait jusqu'à son année {duree}, et ce classeur est celui de "
            f"l'année {p.annee}. Si une autre année a couru, repartir du classeur de la dernière",
        )
    elif p.annee < duree:
        p.dire("Identité", f"renouvellement anticipé : l'ancien contrat s'arrête après son année {p.annee}")


def fiches(p: Passage) -> Mapping[str, Mapping[str, Enregistrement]]:
    """Return the tables whose rows are fixed: the missions; annex, closed years and envelopes are a new contract's."""
    missions = _missions(p)
    annexe(p)
    p.dire("Contrat", f"ses cinq années sont vides ; l'année {p.annee} de l'ancien reste dans l'ancien classeur")
    enveloppes(p)
    return {"mission": missions, "ligne": {}, "annee": {}, "poste": {}}


def _missions(p: Passage) -> Mapping[str, Enregistrement]:
    """Return the missions engaged, with the days that are past: a day to come was that of the former contract."""
    gardees: dict[str, Enregistrement] = {}
    videes = 0
    for mission in p.droit_suivant.missions:
        ancienne = p.dossier.fiche("mission").get(mission.code)
        if ancienne is None:
            continue
        passees = {champ: _passee(ancienne.get(champ), p.debut) for champ in _DATES}
        videes += sum(1 for champ in _DATES if passees[champ] != ancienne.get(champ))
        gardees[mission.code] = {**ancienne, **passees, "depart_declare": None}
    engagees = sum(1 for fiche in gardees.values() if fiche.get("engagee") == "Oui")
    suite = f" ; {videes} date{pluriel(videes)} à venir vidée{pluriel(videes)}" if videes else ""
    p.dire(
        "Missions",
        f"à confirmer par le nouveau contrat : {engagees} engagée{pluriel(engagees)}, avec les dates passées ; le "
        f"délai court de la nouvelle signature, départ du délai vidé{suite}",
    )
    return gardees


def _passee(valeur: object, debut: date) -> object:
    return None if isinstance(valeur, date) and valeur >= debut else valeur


def indicateurs(p: Passage) -> Lignes:
    """Return the indicators as they are counted; their euros, start and target are the new contract's."""
    lignes = p.dossier.liste("indicateur")
    p.dire(
        "Indicateurs",
        f"{len(lignes)} repris, mesures vidées ; euros, poids, départs, cibles et paliers vidés : les recopier du "
        "nouveau contrat, et en retirer les indicateurs qu'il n'a plus",
    )
    paliers = sum(1 for ligne in lignes if ligne.get("mode") == "paliers")
    if paliers:
        p.dire(
            "Indicateurs",
            f"{Gravite.A_REGARDER} : {paliers} {pluriel(paliers, 'attendent leurs', 'attend ses')} paliers. Sans eux, "
            "l'outil refuse d'écrire un document, sauf avec --malgre-tout",
        )
    proposees = sum(1 for ligne in lignes if ligne.get("cible_proposee") is not None)
    if proposees:
        s, restent = pluriel(proposees), pluriel(proposees, "restent", "reste")
        p.dire("Indicateurs", f"{proposees} cible{s} proposée{s} {restent} dans l'ancien classeur")
    vides = dict.fromkeys((*INDICATEUR_A_MESURER, *INDICATEUR_DU_CONTRAT))
    return tuple({**ligne, **vides} for ligne in lignes)


def historique(p: Passage) -> Lignes:
    """Return the history, each rank in the former contract become the civil year in which that year began."""
    signe = f" du contrat signé le {jour(p.dossier.identite['signature'])}"
    anciennes = [_en_millesime(p, ligne, signe) for ligne in p.dossier.liste("historique")]
    neuves = resultats(p, Fraction(p.dossier.debut.year), source_de(p.annee) + signe)
    dire_resultats(p, neuves)
    if anciennes or neuves:
        p.dire(
            "Historique",
            "les années de l'ancien contrat y sont désormais l'année civile où chacune a commencé : "
            f"{p.dossier.debut.year} pour son année {p.annee}",
        )
    return (*anciennes, *neuves)


def _en_millesime(p: Passage, ligne: Enregistrement, signe: str) -> Enregistrement:
    """Return a row of the history with its civil year; what says no year, or is already civil, is kept as it is."""
    annee, source = ligne.get("annee"), ligne.get("source")
    rang = annee_du_contrat(ligne, p.dossier)
    if not isinstance(annee, Fraction) or rang is None or annee >= PREMIER_MILLESIME:
        return ligne
    if source == source_de(annee):  # écrite par l'outil : « année 3 » se lirait comme celle du nouveau contrat
        source += signe
    return {**ligne, "annee": Fraction(p.dossier.debut.year - int(p.annee) + rang), "source": source}


LISTES_RENOUVELEES: Mapping[str, Callable[[Passage], Lignes]] = {
    "indicateur": indicateurs,
    "historique": historique,
    "versement": versements,
}
"""The free tables that a renewed contract does not take as the next year does."""
