"""One way to read a result for the report: figures with their references, inputs as words. Computes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Absent, Sorte
from cpts_xl.engine.resultat import EtapeCalculee, Resultat
from cpts_xl.engine.schema import FONCTIONNEMENT, TABLEAUX, champ_identite
from cpts_xl.report.typographie import NON_RENSEIGNE, SANS_CELLULE, TIRET, Chiffre, composer, paragraphes
from cpts_xl.rules.catalogue import STATUTS
from cpts_xl.rules.genres import afficher

_CHAPITRES = (
    "identite", "indicateur", "mission", "ligne", "perimetre", "total", "poste", "paiement", "tarif", "indemnite",
    "controle",
)  # fmt: skip
"""The tables whose steps annex B tells, in its order; those of the other tables are read in the workbook."""

_MESURES_POSTE = {"plafond", "droit", "verse", "depense"}
"""What annex B tells of a post; its other figures are read in the workbook."""

_ETAPES = {"montant_poids", "palier", "montant_palier", "avancement", "taux_mesure", "acquis", "ecart_cpam"}
_RELAIS = {"enjeu": "poids", "mesure": "constate", "valeur": "valeur_retenue", "taux": "neutralisation"}
"""Steps of an indicator that often only relay another cell, and the input that makes them worth telling.

The measured value is the other way round: it is told when nothing was typed, since it is then computed.
"""


def sans_objet(valeur: Any) -> bool:
    """Return whether a value says that the question does not arise."""
    return isinstance(valeur, Absent) and valeur.sorte is Sorte.SANS_OBJET


def manque(valeur: Any) -> bool:
    """Return whether a value is missing, for another reason than having no object."""
    return isinstance(valeur, Absent) and not sans_objet(valeur)


class Lecteur:
    """The computed dossier as the report reads it. ``renvois`` numbers the steps kept in annex B."""

    def __init__(self, resultat: Resultat, adresses: Mapping[str, str] | None = None) -> None:
        self.resultat = resultat
        self.valeurs = resultat.valeurs
        self.droit = resultat.droit
        self.dossier = resultat.dossier
        self.adresses = dict(adresses or {})
        self._lignes_montrees = {ligne.code for ligne in self.droit.lignes if self.ligne_montree(ligne)}
        self.renvois = {calculee.etape.id: f"B-{rang:03d}" for rang, calculee in enumerate(self.retenues(), 1)}
        for rang, _ in enumerate(self.dossier.liste("indicateur"), 1):
            if (mesure := self.renvois.get(f"indicateur.{rang}.taux_mesure")) is not None:
                # le taux retenu qui ne fait que relayer le taux mesuré renvoie à la ligne de celui-ci
                self.renvois.setdefault(f"indicateur.{rang}.taux", mesure)

    # -- ce que le rapport montre -------------------------------------------------------------------------------

    def engagee(self, mission: str) -> bool:
        """Return whether a mission has a place in the tables: engaged, or not said yet."""
        return self.valeurs.get(f"mission.{mission}.engagee") != "Non"

    def ligne_montree(self, ligne: Any) -> bool:
        """Return whether a line is shown: due, undecided, or paid although not due."""
        i = f"ligne.{ligne.code}"
        return bool(self.valeurs[f"{i}.due"] != "Non" or self.valeurs[f"{i}.verse"] != 0)

    def poste_montre(self, poste: str) -> bool:
        """Return whether a heading of expenditure is shown: engaged mission, or money moved all the same."""
        p = f"poste.{poste}"
        mouvements = (self.valeurs[f"{p}.verse"], self.valeurs[f"{p}.depense"])
        return poste == FONCTIONNEMENT or self.engagee(poste) or any(m != 0 for m in mouvements)

    def poste_paye(self, poste: str) -> bool:
        """Return whether a heading of what professionals were paid is shown: engaged mission, or work done for it."""
        engage = poste == FONCTIONNEMENT or self.engagee(poste)
        return bool(engage or self.valeurs[f"paiement.{poste}.participations"] != 0)

    def _montree(self, calculee: EtapeCalculee) -> bool:
        genre, _, reste = calculee.etape.id.partition(".")
        if calculee.vide or sans_objet(calculee.valeur) or genre not in _CHAPITRES:
            return False
        objet, _, champ = reste.partition(".")
        if genre == "ligne":
            nul = champ == "trop_percu" and calculee.valeur == 0
            return champ == "due" or (objet in self._lignes_montrees and not nul)
        if genre == "indicateur":
            return self._etape_d_indicateur(f"indicateur.{objet}", champ)
        if genre == "poste":
            return champ in _MESURES_POSTE and (objet == "total" or self.poste_montre(objet))
        if genre in {"paiement", "tarif", "indemnite"}:
            return self._etape_des_personnes(genre, objet, champ)
        engagement = objet if genre == "mission" else objet.partition("_")[2]
        return genre not in {"mission", "controle"} or self.engagee(engagement)

    def _etape_des_personnes(self, genre: str, objet: str, champ: str) -> bool:
        """Return whether annex B tells a step about people: totals, and of one person the share of the ceiling only."""
        if genre == "paiement":
            return objet == "total" or self.poste_paye(objet)
        if genre == "tarif":
            return bool(self.valeurs[f"tarif.{objet}.personnes"] != 0)
        return champ in {"part_1", "part_2"} and bool(self.valeurs[f"indemnite.{objet}.{champ}"] != 0)

    def _etape_d_indicateur(self, i: str, champ: str) -> bool:
        """Return whether annex B tells a step of an indicator: what leads to its euros, mere relays left aside."""
        decide = _RELAIS.get(champ)
        if decide == "constate":
            return self.valeurs[f"{i}.constate"] is None
        return champ in _ETAPES if decide is None else self.valeurs[f"{i}.{decide}"] is not None

    def retenues(self) -> list[EtapeCalculee]:
        """Return the steps of annex B, in reading order: by chapter, then line by line and mission by mission."""
        objets = {
            "ligne": [ligne.code for ligne in self.droit.lignes],
            "mission": [mission.code for mission in self.droit.missions],
        }

        def place(calculee: EtapeCalculee) -> tuple[int, int]:
            genre, objet = calculee.etape.id.split(".")[:2]
            if genre == "total":
                genre = "perimetre"
            if genre in {"indemnite", "tarif"}:
                return _CHAPITRES.index(genre), int(objet)
            return _CHAPITRES.index(genre), objets[genre].index(objet) if genre in objets else 0

        return sorted((c for c in self.resultat.pleines if self._montree(c)), key=place)

    # -- comment il le montre -----------------------------------------------------------------------------------

    def cellule(self, ident: str) -> str:
        """Return the cell label of a step or input, or a dash."""
        return composer(self.adresses.get(ident, SANS_CELLULE))

    def ref(self, ident: str) -> str:
        """Return « [B-012] », or nothing for a step that annex B does not list."""
        return f"[{self.renvois[ident]}]" if ident in self.renvois else ""

    def chiffre(self, ident: str, texte: str | None = None) -> Chiffre:
        """Return the figure of a step. Missing is said in words, never as zero; details stand in annex B."""
        valeur = self.valeurs[ident]
        affiche = self.texte(ident) if texte is None or isinstance(valeur, Absent) else texte
        return Chiffre(affiche, self.ref(ident), self.cellule(ident))

    def texte(self, ident: str) -> str:
        """Return the value of a step as a reader sees it; a dash where the question does not arise."""
        valeur = self.valeurs[ident]
        if valeur is None or sans_objet(valeur):
            return TIRET
        if isinstance(valeur, Absent):
            return valeur.texte_natif
        return composer(afficher(self.resultat.par_id[ident].etape.regle.retour, valeur))

    def libelle(self, ident: str) -> str:
        """Return the label of a step, or of the field where an input is typed."""
        calculee = self.resultat.par_id.get(ident)
        return calculee.etape.libelle if calculee else libelle_de_saisie(ident)

    def saisie(self, ident: str, vide: str = NON_RENSEIGNE) -> Chiffre:
        """Return a declared value as typed; ``vide`` when nothing was."""
        valeur = self.valeurs.get(ident)
        if valeur is None or valeur == "":
            return Chiffre(vide, "", self.cellule(ident))
        return Chiffre(ecrire(valeur), "", self.cellule(ident))

    def montant(self, ident: str, vide: str = NON_RENSEIGNE) -> Chiffre:
        """Return a declared amount in euros, as typed when it is not a number."""
        valeur = self.valeurs.get(ident)
        if isinstance(valeur, Fraction):
            return Chiffre(formats.euros(valeur), "", self.cellule(ident))
        return self.saisie(ident, vide)

    def en_lettres(self, ident: str, vide: str = NON_RENSEIGNE) -> str:
        """Return a declared day in words: « 15 mars 2025 »."""
        valeur = self.valeurs.get(ident)
        return formats.jour_en_lettres(valeur) if isinstance(valeur, date) else str(self.saisie(ident, vide))

    def texte_libre(self, rubrique: str) -> list[str]:
        """Return the paragraphs typed under a heading, as they were typed; an empty list when there are none."""
        return [
            paragraphe
            for fiche in self.dossier.liste("texte")
            if fiche.get("rubrique") == rubrique and fiche.get("texte")
            for paragraphe in paragraphes(fiche["texte"])
        ]

    def statut(self, ident: str) -> str:
        """Return how sure the figure of a step is, in words."""
        return STATUTS[self.resultat.par_id[ident].statut]


def libelle_de_saisie(ident: str) -> str:
    """Return the label of a typed field, in lower case: « constaté », « population du territoire »."""
    tableau, _, reste = ident.partition(".")
    if tableau == "identite":
        return _minuscule(champ_identite(reste).libelle)
    code = reste.rpartition(".")[2]
    return _minuscule(TABLEAUX[tableau].champ(code).libelle) if code in TABLEAUX[tableau].codes else code


def ecrire(valeur: Any) -> str:
    """Return a declared value in French: number, day or text."""
    if isinstance(valeur, date):
        return formats.jour(valeur)
    if isinstance(valeur, Fraction | int):
        return formats.nombre(valeur)
    return composer(valeur)


def _minuscule(libelle: str) -> str:
    """Return a label as it reads inside a sentence; a sigle (« N° RNA », « ARS ») keeps its capitals."""
    return libelle if libelle[:2].isupper() else f"{libelle[:1].lower()}{libelle[1:]}"
