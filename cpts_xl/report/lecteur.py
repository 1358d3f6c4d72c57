"""One way to read a result for the report: figures with their references, inputs as words. Computes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Absent, Sorte
from cpts_xl.engine.etapes import PERIMETRES, codes_rangees
from cpts_xl.engine.resultat import EtapeCalculee, Resultat
from cpts_xl.engine.schema import FONCTIONNEMENT, TABLEAUX, champ_identite
from cpts_xl.formats import INSECABLE
from cpts_xl.report.renvois import numerote
from cpts_xl.report.typographie import NON_RENSEIGNE, SANS_CELLULE, TIRET, Chiffre, composer, paragraphes
from cpts_xl.rules.genres import afficher
from cpts_xl.rules.lectures import STATUTS

AUCUNE_DEPENSE = "aucune dépense saisie"
_DEPENSE = re.compile(
    r"(?:poste\.\w+|action\.\d+)\.depense|cadre\.\w+\.realise|poste\.\w+\.(?P<suite>consommation)"
    r"|annee\.(?P<annee>\w+)\.depense_(?:annee|(?P<ecart>evolution))"
)
"""The steps that add up the rows of spending, or follow from that sum."""


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
        self.lignes_montrees: set[str] = {ligne.code for ligne in self.droit.lignes if self.ligne_montree(ligne)}
        self.perimetres = tuple(perimetre.code for perimetre in PERIMETRES)
        self.numerotees = tuple(numerote(self))
        self.renvois = {calculee.etape.id: numero for _, numero, calculee in self.numerotees}
        for rang, _ in enumerate(self.dossier.liste("indicateur"), 1):
            if (acquis := self.renvois.get(f"indicateur.{rang}.acquis")) is not None:
                # la ligne du montant acquis dit aussi le taux dont il vient
                self.renvois[f"indicateur.{rang}.taux"] = acquis

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

    def depense_non_saisie(self, ident: str) -> str:
        """Return what to say of a spending that adds up no row at all: a sum of nothing is no zero; "" otherwise."""
        if self.dossier.liste("depense") or not (mesure := _DEPENSE.fullmatch(ident)):
            return ""
        if mesure["annee"]:
            courante = self.valeurs[f"annee.{mesure['annee']}.situation"] == "en cours"
            nulle = courante and self.valeurs[f"annee.{mesure['annee']}.depense_annee"] == 0
        else:
            nulle = self.valeurs[ident] == 0
        return (TIRET if mesure["suite"] or mesure["ecart"] else AUCUNE_DEPENSE) if nulle else ""

    def sans_objet(self, ident: str) -> bool:
        """Return whether a step says that the question does not arise."""
        return sans_objet(self.valeurs[ident])

    def retenues(self) -> list[EtapeCalculee]:
        """Return the steps of annex B, in the order of their numbers."""
        return [calculee for _, _, calculee in self.numerotees]

    def rangs(self, table: str) -> tuple[str, ...]:
        """Return what designates the rows of a table, in order: codes, or ranks."""
        return codes_rangees(table, self.dossier, self.droit)

    # -- comment il le montre -----------------------------------------------------------------------------------

    def cellule(self, ident: str) -> str:
        """Return the cell label of a step or input, or a dash."""
        return composer(self.adresses.get(ident, SANS_CELLULE))

    def ref(self, ident: str) -> str:
        """Return « [B-2106] », or nothing for a step that annex B does not list."""
        return f"[{self.renvois[ident]}]" if ident in self.renvois else ""

    def chiffre(self, ident: str, texte: str | None = None) -> Chiffre:
        """Return the figure of a step. Missing is said in words, never as zero; details stand in annex B."""
        if dit := self.depense_non_saisie(ident):
            return Chiffre(dit, "", self.cellule(ident))
        valeur = self.valeurs[ident]
        affiche = self.texte(ident) if texte is None or isinstance(valeur, Absent) else texte
        return Chiffre(affiche, self.ref(ident), self.cellule(ident))

    def ecart(self, ident: str) -> Chiffre:
        """Return a change with its sign: « + 12 500,00 € », « − 3 »; « inchangé » for a known zero."""
        valeur = self.valeurs[ident]
        if not isinstance(valeur, Fraction) or self.depense_non_saisie(ident):
            return self.chiffre(ident)
        if valeur == 0:
            return self.chiffre(ident, "inchangé")
        return self.chiffre(ident, f"+{INSECABLE}{self.texte(ident)}" if valeur > 0 else None)

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
