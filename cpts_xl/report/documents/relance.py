"""The reminder of a late payment: what is late, since when, by which text, and what its total does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl import formats
from cpts_xl.engine.schema import TOTAL
from cpts_xl.report.chapitres.argent import NATURES, echeances, echeances_utiles, texte_du_volet, versements_de
from cpts_xl.report.completude import causes
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.posterieurs import apres_l_arrete
from cpts_xl.report.typographie import TIRET, Chiffre, composer

if TYPE_CHECKING:
    from cpts_xl.engine.resultat import Resultat
    from cpts_xl.report.graphiques import Graphique

_TOTAL = f"echeance.{TOTAL}.en_retard"
_NATURES = {"n1": "solde de l'année précédente", "acompte": "acompte", "solde": "solde de l'année"}
_VOLETS = {
    "fonctionnement": "fonctionnement",
    "fixe": "volets fixes des missions",
    "snp": "compensation et supplément des soins non programmés",
    "variable": "volets variables des missions",
}
"""The lines of the grid as a sentence names them, by their part."""


def relance(lecteur: Lecteur, _choix: str, _nominatif: bool) -> tuple[dict[str, Any], dict[str, Graphique]]:  # noqa: FBT001
    """Return the fields of the reminder: what is late on the day of the state, since when, and which text."""
    couples = list(zip(echeances_utiles(lecteur), echeances(lecteur), strict=True))
    retards = [ligne for _, ligne in couples if ligne["en_retard"]]
    # le reçu des échéances montrées ; sans aucune, celui de toutes, qui a pu lever un retard après l'arrêté
    montrees = [cle for cle, ligne in couples if ligne["en_retard"] or not retards]
    recus = [n for ligne, nature, _ in montrees for n in versements_de(lecteur, ligne.code, nature)]
    volets = {ligne.volet for ligne, _, _ in montrees} if retards else set()
    return {
        **_en_tete(lecteur),
        "contrat_signe": lecteur.valeurs.get("identite.signature") is not None,
        "retards": retards,
        "retards_total": _total(lecteur, montrees if retards else []),
        "retards_non_comptes": composer(_non_comptes(lecteur)) if retards else "",
        "textes_des_retards": composer(" ; ".join(_textes(lecteur, volets))) or TIRET,
        "recu_apres": apres_l_arrete(lecteur, recus),
        "retards_inconnus": [composer(cause) for cause in _manques(lecteur)],
        "retards_etablis": not manque(lecteur.valeurs[_TOTAL]),
    }, {}


def a_dire(resultat: Resultat) -> list[str]:
    """Return what the coordinator must know of her letter, and the health insurance need not read."""
    champs, _ = relance(Lecteur(resultat), "", False)  # noqa: FBT003 - la forme de tous les documents
    if champs["retards_etablis"] or not champs["retards"]:
        return []
    return ["D'autres retards ne peuvent être établis. Il manque :", *champs["retards_inconnus"]]


def _total(lecteur: Lecteur, montrees: list[tuple[Any, str, str]]) -> Chiffre:
    """Return the total of the schedule; where it waits for a sum, that of the sums that the letter shows."""
    if not manque(lecteur.valeurs[_TOTAL]):
        return lecteur.chiffre(_TOTAL)
    lues = (lecteur.valeurs[f"echeance.{ligne.code}_{nature}.en_retard"] for ligne, nature, _ in montrees)
    connues = [somme for somme in lues if isinstance(somme, Fraction)]
    return Chiffre(formats.euros(sum(connues, Fraction(0)))) if connues else lecteur.chiffre(_TOTAL)


def _non_comptes(lecteur: Lecteur) -> str:
    """Return the sums that nothing establishes yet, counted by kind: no total holds them."""
    comptes = {
        mot: sum(1 for ligne in lecteur.droit.lignes
                 if manque(lecteur.valeurs[f"echeance.{ligne.code}_{nature}.en_retard"]))
        for nature, mot in ((nature, _NATURES[nature]) for nature, _ in NATURES)
    }  # fmt: skip
    return ", ".join(f"{mot} de {formats.nombre(n)} ligne{formats.pluriel(n)}" for mot, n in comptes.items() if n)


def _textes(lecteur: Lecteur, volets: set[str]) -> Iterator[str]:
    """Yield, for each part of the lines shown, the text that orders its payments."""
    for volet, nom in _VOLETS.items():
        if volet in volets:
            yield f"{nom} : {texte_du_volet(lecteur, volet)}"


def _manques(lecteur: Lecteur) -> Iterator[str]:
    """Yield what the delays wait for; the day of the state is told once, not once per échéance."""
    if lecteur.valeurs["identite.arrete"] is not None:
        yield from causes(lecteur.resultat, (_TOTAL,))
        return
    yield "Identité : « État arrêté au » n'est pas renseigné."
    # sans ce jour, rien ne dit encore si les soldes de l'année, attendus à sa fin, comptent
    passees = [f"echeance.{ligne.code}_{nature}" for ligne in lecteur.droit.lignes for nature in ("n1", "acompte")]
    mesures = ("attendu", "recu", "date_attendue")
    yield from causes(lecteur.resultat, [f"{echeance}.{mesure}" for echeance in passees for mesure in mesures])


def _en_tete(lecteur: Lecteur) -> Mapping[str, list[str]]:
    """Return who writes, to whom and when; what is not typed leaves no line, rather than « non renseigné »."""
    saisis = {code: lecteur.saisie(f"identite.{code}", "") for code in ("adresse", "finess", "cpam")}
    jour = lecteur.en_lettres("identite.arrete", "")
    finess = f"N° FINESS : {saisis['finess']}" if saisis["finess"] else ""
    return {
        "expediteur": [composer(ligne) for ligne in (lecteur.dossier.nom, saisis["adresse"], finess) if ligne],
        "destinataire": [composer(ligne) for ligne in (saisis["cpam"], f"Le {jour}" if jour else "") if ligne],
    }
