"""The open record of one CPTS for one year: numbers of the engine, codes, no person, and why what is missing is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl import __version__
from cpts_xl.absence import Absent
from cpts_xl.campaign import schema
from cpts_xl.campaign.colonnes import Colonne, Table
from cpts_xl.campaign.nombres import RATIOS, publier, ratio
from cpts_xl.campaign.personne import INCONNU, Filtre
from cpts_xl.campaign.schema import AUTRE
from cpts_xl.constats import Constat, Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import FONCTIONNEMENT, IDENTITE
from cpts_xl.law import empreinte as empreinte_des_textes

NON_SAISI = "non saisi"
NON_CHIFFRE = "aucun écart chiffré"
ANCIEN = "classeur d'une ancienne version : ses cellules ne sont pas comparées"

_DE_LA_LOI = ("poste", "volet", "mission")
"""Columns whose words are codes of the law."""

VIDES = {
    "verse": ("versement", "aucun versement saisi"),
    "encaisse": ("versement", "aucun versement saisi"),
    "reste": ("versement", "aucun versement saisi"),
    "trop_percu": ("versement", "aucun versement saisi"),
    "depense": ("depense", "aucune dépense saisie"),
    "non_depense": ("depense", "aucune dépense saisie"),
    "cloture": ("depense", "aucune dépense saisie"),
    "consommation": ("depense", "aucune dépense saisie"),
    "adherents": ("adherent", "aucun adhérent saisi"),
    "professionnels": ("adherent", "aucun adhérent saisi"),
    "taux_adhesion": ("adherent", "aucun adhérent saisi"),
}
"""Columns summed over a table: when that table is empty, the engine says 0, and the open data say that nobody knows."""

Ligne = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lu:
    """A workbook read and verified: what the record is made from."""

    resultat: Resultat
    constats: Iterable[Constat]
    empreinte_fichier: str
    version_classeur: str
    comparees: int | None
    identiques: int | None


def etablir(lu: Lu) -> dict[str, list[Ligne]]:
    """Return the record: for each table of the schema, its lines; a missing value is None, its reason beside."""
    atelier = _Atelier(lu)
    annee = atelier.annee()
    cle = {code: annee[code] for code in ("fiche", "identifiant", "annee")}
    sans = {code: raison for code, raison in annee["manquants"].items() if code in cle}
    droit = lu.resultat.droit
    postes = (FONCTIONNEMENT, *(mission.code for mission in droit.missions))
    indicateurs = lu.resultat.dossier.liste("indicateur")
    rangs = [str(rang) for rang, fiche in enumerate(indicateurs, 1) if fiche.get("id")]
    return {
        "cpts_annees": [annee],
        "lignes": [atelier.ligne(schema.LIGNES, x.code, cle | {"code": x.code}, sans) for x in droit.lignes],
        "postes": [atelier.ligne(schema.POSTES, code, cle | {"code": code}, sans) for code in postes],
        "indicateurs": [atelier.ligne(schema.INDICATEURS, rang, cle | {"rang": int(rang)}, sans) for rang in rangs],
        "constats": [cle | groupe | {"manquants": sans | groupe["manquants"]} for groupe in grouper(lu.constats)],
    }


class _Atelier:
    """One record being made: the values of the engine, column by column, each absence with its reason."""

    def __init__(self, lu: Lu) -> None:
        self.lu, self.resultat = lu, lu.resultat
        self.filtre = Filtre(lu.resultat.dossier)
        self.codes = frozenset((FONCTIONNEMENT, "fixe", "variable", "snp", "autre"))
        self.codes |= {m.code for m in self.resultat.droit.missions} | {x.volet for x in self.resultat.droit.lignes}

    def lire(self, colonne: Colonne, rang: str = "") -> tuple[Any, str]:
        """Return the value of a column, or None and why it is missing."""
        valeur, raison = self._trouver(colonne, rang)
        if raison:
            return None, raison
        if colonne.genre != "texte":
            attendu = date if colonne.genre == "jour" else Fraction
            if not isinstance(valeur, attendu):
                return None, "saisie illisible"
            _, trop = publier(valeur, colonne.genre)  # un ratio d'un nombre non publié ne l'est pas non plus
            return (None, trop) if trop else (valeur, "")
        if colonne.code in _DE_LA_LOI:
            return (valeur, "") if valeur in self.codes else (None, INCONNU)
        return self.filtre.mot(colonne.code, str(valeur), colonne.choix)

    def _trouver(self, colonne: Colonne, rang: str) -> tuple[Any, str]:
        """Return what the engine says, or why it says nothing."""
        ident = colonne.source.format(rang)
        if (vide := VIDES.get(colonne.code)) is not None and not self.resultat.dossier.liste(vide[0]):
            return None, vide[1]
        if ident not in self.resultat.valeurs:
            return None, "sans objet"
        valeur = self.resultat.valeurs[ident]
        if isinstance(valeur, Absent):
            return None, str(valeur.sorte)  # son détail peut citer une saisie
        return (None, NON_SAISI) if valeur is None or valeur == "" else (valeur, "")

    def ligne(self, table: Table, rang: str, cle: Mapping[str, Any], sans: Mapping[str, str]) -> Ligne:
        """Return one line of a table: its key, its columns, and what is missing in it (``sans``: in the key)."""
        ligne: Ligne = dict(cle)
        manquants = dict(sans)
        for colonne in table.colonnes:
            if colonne.source and colonne.code not in ligne:
                valeur, raison = self.lire(colonne, rang)
                ligne[colonne.code], _ = publier(valeur, colonne.genre)
                if raison:
                    manquants[colonne.code] = raison
        ligne["manquants"] = manquants
        return _ranger(table, ligne)

    def annee(self) -> Ligne:
        """Return the line of the CPTS-year itself: identity, money, members, ratios, indicators, state."""
        exactes: dict[str, Any] = {}
        manquants: dict[str, str] = {}
        for colonne in schema.CPTS_ANNEES.colonnes:
            if colonne.source:
                exactes[colonne.code], raison = self.lire(colonne)
                if raison:
                    manquants[colonne.code] = raison
        for code, termes in RATIOS.items():
            exactes[code], raison = ratio(exactes, *termes)
            if raison:
                manquants[code] = raison
        for code, (valeur, raison) in (self._indicateurs() | self._etat()).items():
            exactes[code] = valeur
            if raison:
                manquants[code] = raison
        exactes["identifiant"] = self._identifiant(exactes)
        exactes["fiche"] = self._fiche(exactes)
        ligne: Ligne = {}
        for colonne in schema.CPTS_ANNEES.colonnes:
            ligne[colonne.code], trop = publier(exactes.get(colonne.code), colonne.genre)
            if trop:
                manquants[colonne.code] = trop
        ligne["manquants"] = manquants
        return ligne

    def _identifiant(self, exactes: Mapping[str, Any]) -> str:
        numero = exactes["finess"] or exactes["rna"] or exactes["siret"]
        if numero:
            return str(numero)
        qui = f"{' '.join(self.resultat.dossier.nom.casefold().split())}|{exactes['signature']}"
        return f"sans-numero-{hashlib.sha256(qui.encode()).hexdigest()[:12]}"

    def _fiche(self, exactes: Mapping[str, Any]) -> str:
        """Return the name of the record: the first day tells apart the years of two contracts, and those of no rank."""
        annee = "inconnue" if exactes["annee"] is None else str(int(exactes["annee"]))
        return f"{exactes['identifiant']}-annee-{annee}-{self.resultat.dossier.debut.isoformat()}"

    def _nombres(self, champ: str) -> list[Fraction]:
        total = len(self.resultat.dossier.liste("indicateur"))
        valeurs = (self.resultat.valeurs.get(f"indicateur.{rang}.{champ}") for rang in range(1, total + 1))
        return [valeur for valeur in valeurs if isinstance(valeur, Fraction)]

    def _indicateurs(self) -> dict[str, tuple[Any, str]]:
        declares = self.resultat.dossier.liste("indicateur")
        taux, forces = self._nombres("taux"), self._nombres("force")
        euros = [
            (acquis, enjeu)
            for rang in range(1, len(declares) + 1)
            if isinstance(acquis := self.resultat.valeurs.get(f"indicateur.{rang}.acquis"), Fraction)
            and isinstance(enjeu := self.resultat.valeurs.get(f"indicateur.{rang}.enjeu"), Fraction)
        ]
        en_jeu = sum((enjeu for _, enjeu in euros), Fraction(0))
        aucun = "aucun indicateur évalué"
        return {
            "missions": (Fraction(sum(
                1 for m in self.resultat.droit.missions if self.resultat.valeurs[f"mission.{m.code}.engagee"] == "Oui"
            )), ""),
            "indicateurs": (Fraction(sum(1 for fiche in declares if fiche.get("id"))), ""),
            "evalues": (Fraction(len(taux)), ""),
            "taux_moyen": (sum(taux, Fraction(0)) / len(taux), "") if taux else (None, aucun),
            "taux_euros": (sum((a for a, _ in euros), Fraction(0)) / en_jeu, "") if en_jeu else (None, aucun),
            "force": (sum(forces, Fraction(0)) / len(forces), "") if forces else (None, "aucun indicateur"),
        }  # fmt: skip

    def _etat(self) -> dict[str, tuple[Any, str]]:
        lu, identite = self.lu, self.resultat.dossier.identite
        vides = sum(1 for champ in IDENTITE if champ.obligatoire and identite.get(champ.code) in {None, ""})
        par_gravite = {g: sum(1 for c in lu.constats if c.gravite is g) for g in Gravite}
        enjeux = [constat.enjeu for constat in lu.constats if constat.enjeu is not None]
        version, raison = self.filtre.mot("version_classeur", lu.version_classeur, ())
        compare = "" if lu.comparees is not None else ANCIEN
        textes = "; ".join(texte.court for texte in self.resultat.droit.textes)
        return {
            "complet": ("Oui" if self.resultat.complet else "Non", ""),
            "a_completer": (vides, ""),
            "bloquants": (par_gravite[Gravite.BLOQUANT], ""),
            "a_regarder": (par_gravite[Gravite.A_REGARDER], ""),
            "valeurs": (lu.comparees, compare),
            "identiques": (lu.identiques, compare),
            "enjeu": (max(enjeux), "") if enjeux else (None, NON_CHIFFRE),
            "version_classeur": (version, raison and "non dite par le classeur"),
            "version_outil": (__version__, ""),
            "textes": (textes, ""),
            "empreinte_textes": (empreinte_des_textes(), ""),
            "empreinte_fichier": (lu.empreinte_fichier, ""),
            "empreinte_saisies": (empreinte_saisies(self.resultat.dossier), ""),
        }


def _ranger(table: Table, ligne: Ligne) -> Ligne:
    return {code: ligne[code] for code in table.codes}


def grouper(constats: Iterable[Constat]) -> list[Ligne]:
    """Return the findings by gravity and cause: how many, and the euros at stake; their words stay in the workbook."""
    groupes: dict[tuple[Gravite, str], list[Constat]] = {}
    for constat in constats:
        groupes.setdefault((constat.gravite, str(constat.cause) or AUTRE), []).append(constat)
    lignes = []
    for gravite, cause in sorted(groupes, key=lambda cle: (cle[0].rang, cle[1])):
        enjeux = [c.enjeu for c in groupes[gravite, cause] if c.enjeu is not None]
        cumule, trop = publier(sum(enjeux, Fraction(0)), "montant") if enjeux else (None, NON_CHIFFRE)
        maximal, excessif = publier(max(enjeux), "montant") if enjeux else (None, NON_CHIFFRE)
        raisons = {"enjeu_cumule": trop, "enjeu_maximal": excessif}
        lignes.append({
            "gravite": str(gravite), "cause": cause, "nombre": len(groupes[gravite, cause]), "chiffres": len(enjeux),
            "enjeu_cumule": cumule, "enjeu_maximal": maximal,
            "manquants": {code: raison for code, raison in raisons.items() if raison},
        })  # fmt: skip
    return lignes
