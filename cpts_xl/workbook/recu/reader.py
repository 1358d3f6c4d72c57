"""One reading of a received workbook: sheets found by name, columns by header, rows by code, values as declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.confidentialite import colonne_suspecte
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.examen.tables import codes_admis
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.absences import colonne_absente, feuille_absente, gravite_de, lisible
from cpts_xl.workbook.recu.anomalies import sans_identifiant, situees
from cpts_xl.workbook.recu.cases_saisies import SaisieFormule, dire_formules, etrangetes
from cpts_xl.workbook.recu.entetes import recrits
from cpts_xl.workbook.recu.locate import (
    Place,
    entete_de,
    feuille_de_l_outil,
    feuilles_par_nom,
    normaliser,
    restitutions,
)
from cpts_xl.workbook.recu.reader_identite import lire_identite
from cpts_xl.workbook.recu.sous_tableau import dire_pieds, dit_total, fin_du_tableau, pieds
from cpts_xl.workbook.recu.valeur_saisie import en_texte, valeur_saisie
from cpts_xl.workbook.sheets import FeuilleTableau, Nature
from cpts_xl.workbook.xlsx.lu import ClasseurLu, FeuilleLue, lettres

_NOTRES = frozenset(normaliser(nom) for nom in (*sheets.ORDRE, sheets.REPRISE))


@dataclass
class Lecture:
    """A workbook read: its dossier, the law of its day, the findings, and the place of each input and step."""

    classeur: ClasseurLu
    dossier: Dossier
    droit: Any
    constats: list[Constat]
    places: dict[str, Place] = field(default_factory=dict)

    def lue(self, ident: str) -> Any:
        """Return the cell where an input or a step was found, or None."""
        place = self.places.get(ident)
        return self.classeur.feuilles[place[0]].cellule(place[1]) if place else None


class Lecteur:
    """One reading: sheets found by name, columns by header, rows by code."""

    def __init__(self, classeur: ClasseurLu, *, ancien: bool = False) -> None:
        self.classeur = classeur
        self.ancien = ancien
        self.version = str(classeur.proprietes.get("cpts_xl_version", ""))
        self.feuilles = feuilles_par_nom(classeur)
        self.constats: list[Constat] = []
        self.places: dict[str, Place] = {}
        self.formules: list[SaisieFormule] = []
        self.perdues: set[tuple[str, str]] = set()
        """Tables and codes of the input columns that were not found, and are told."""
        self.totaux: set[str] = set()
        """Rows of a free table that only add up others, and are told: « depense.9 »."""
        self.codes: Mapping[str, frozenset[str]] = {}
        """The codes of the law of the year, by the list that offers them; none before that law is known."""

    def lire(self) -> Lecture:
        """Return the whole reading.

        Raises:
            SaisieInvalide: no sheet « Identité », or no readable first day.
        """
        lue = lire_identite(
            self.classeur,
            self.feuilles.get(normaliser(sheets.IDENTITE)),
            ancien=self.ancien and not lisible(self.version),
        )
        self.constats += lue.constats
        self.places |= lue.places
        self.formules += lue.formules
        identite = lue.valeurs
        debut = identite.get("debut")
        if not isinstance(debut, date):
            place = self.places.get("identite.debut", (sheets.IDENTITE, "B14"))
            lu = f" (lu : « {debut} »)" if debut is not None else ""
            raise SaisieInvalide(
                f"{self.classeur.chemin.name}, feuille « {place[0]} », cellule {place[1]} : le début de l'année "
                f"conventionnelle n'est pas une date{lu}. Saisir une date jj/mm/aaaa : elle choisit les textes."
            )
        droit = en_vigueur(debut)
        self.codes = codes_admis(droit)
        fiches = {
            f.prefixe: self._fiches(f, list(rangees(f.prefixe, droit)))
            for f in sheets.TABLEAUX_FEUILLES
            if TABLEAUX[f.prefixe].rangees is not None
        }
        listes = {f.prefixe: self.liste(f) for f in sheets.TABLEAUX_FEUILLES if TABLEAUX[f.prefixe].libre}
        for f in sheets.TABLEAUX_FEUILLES:
            if menant := TABLEAUX[f.prefixe].suit:
                self._suivie(f, [str(ligne.get(TABLEAUX[menant].cle) or "") for ligne in listes[menant]])
        dossier = Dossier(identite, fiches, listes)
        self.places |= restitutions(self.classeur)
        for nom, feuille in self.classeur.feuilles.items():
            if not feuille_de_l_outil(nom):
                self._suspectes(feuille, 0, set())
        anomalies = examiner(dossier, droit)
        self.constats += dire_formules(self.formules)
        constats = [*self.constats, *situees(anomalies, self.classeur, self.places, self.perdues, self.totaux)]
        return Lecture(self.classeur, dossier, droit, constats, self.places)

    def _feuille(self, decrite: FeuilleTableau) -> FeuilleLue | None:
        feuille = self.feuilles.get(normaliser(decrite.nom))
        if feuille is None:
            autres = [lu for lu in self.classeur.feuilles if not feuille_de_l_outil(lu)]
            self.constats += feuille_absente(decrite, self.version, autres, ancien=self.ancien)
        return feuille

    def _colonnes(self, decrite: FeuilleTableau, feuille: FeuilleLue) -> tuple[int, dict[str, int]]:
        titres = {col.titre: col.code for col in decrite.colonnes}
        entete, trouvees = entete_de(feuille, tuple(titres))
        colonnes = {titres[titre]: colonne for titre, colonne in trouvees.items()}
        self._suspectes(feuille, entete, set(trouvees.values()))
        autres = recrits(self.classeur, decrite, feuille, entete, colonnes)
        colonnes |= {code: recrit.colonne for code, recrit in autres.items()}
        entete = entete or next((recrit.ligne for recrit in autres.values()), 0)
        for col in decrite.colonnes:
            if col.nature is not Nature.CALCUL and (recrit := autres.get(col.code)) is not None:
                self.constats.append(Constat(
                    Gravite.INFORMATION,
                    f"En-tête lu « {recrit.lu} » au lieu de « {col.titre} » : la colonne a été lue à sa place.",
                    feuille.nom, recrit.adresse, cause=Cause.LIBELLE,
                    remede="Rien à corriger si les mots seuls ont changé ; sinon, remettre l'intitulé.",
                ))  # fmt: skip
            if col.nature is Nature.CALCUL or col.code in colonnes:
                continue
            if gravite := gravite_de(self.version, decrite.nom, col.code, ancien=self.ancien):
                self.perdues.add((decrite.prefixe, col.code))
                self.constats.append(colonne_absente(col, gravite, feuille.nom, entete))
        return entete, colonnes

    def _suspectes(self, feuille: FeuilleLue, entete: int, connues: set[int]) -> None:
        """Note each column that the user added and that looks like social-security numbers."""
        par_colonne: dict[int, list[Any]] = {}
        for numero, cellules in feuille.lignes.items():
            for colonne, cellule in cellules.items():
                if colonne not in connues and numero >= entete and cellule.valeur not in {None, ""}:
                    par_colonne.setdefault(colonne, []).append(cellule.valeur)
        for colonne, (titre, *valeurs) in par_colonne.items():
            if (motif := colonne_suspecte(str(titre), valeurs)) is not None:
                self.constats.append(Constat(
                    Gravite.BLOQUANT, motif, feuille.nom, f"{lettres(colonne)}{max(entete, 1)}",
                    cause=Cause.SANTE, remede="La supprimer : aucune donnée de patient n'a sa place ici.",
                ))  # fmt: skip

    def _ligne(
        self, decrite: FeuilleTableau, feuille: FeuilleLue, numero: int, colonnes: Mapping[str, int], ident: str
    ) -> dict[str, Any]:
        """Return the inputs of one row, noting where each input and each step of that row stands."""
        fiche: dict[str, Any] = {}
        nom, places = feuille.nom, self.places
        for col in decrite.colonnes:
            if (colonne := colonnes.get(col.code)) is None:
                continue
            adresse = f"{lettres(colonne)}{numero}"
            places[f"{ident}.{col.code}"] = (nom, adresse)
            if col.champ is not None:
                cellule = feuille.cellule(adresse)
                fiche[col.champ.code] = valeur_saisie(cellule, col.champ, self.codes.get(col.champ.liste))
                if cellule is not None:
                    self.constats += etrangetes(cellule, col.champ, (nom, adresse))
                    if cellule.formule:
                        self.formules.append(SaisieFormule(col.champ, (nom, adresse), cellule.formule))
        return fiche

    def _fiches(self, decrite: FeuilleTableau, codes: list[str]) -> dict[str, Mapping[str, Any]]:
        """Read a table whose rows are fixed by the law: found by their code, wherever they stand."""
        feuille = self._feuille(decrite)
        if feuille is None:
            return {}
        entete, colonnes = self._colonnes(decrite, feuille)
        fiches: dict[str, Mapping[str, Any]] = {}
        for numero, cellules in feuille.lignes.items():
            cellule = cellules.get(colonnes.get("code", 1))
            if numero <= entete or cellule is None or not isinstance(cellule.valeur, str | Fraction):
                continue
            code = normaliser(en_texte(cellule.valeur))
            if code in fiches:
                self.constats.append(Constat(Gravite.BLOQUANT, f"Le code « {code} » figure deux fois.", feuille.nom,
                                             cellule.adresse, remede="Supprimer la ligne en double.",
                                             cause=Cause.LIGNE))  # fmt: skip
            else:
                fiches[code] = self._ligne(decrite, feuille, numero, colonnes, f"{decrite.prefixe}.{code}")
        for code in codes:
            if code not in fiches and (not self.ancien or lisible(self.version)):
                gravite = Gravite.A_REGARDER if self.ancien else Gravite.BLOQUANT  # récrite, la ligne revient, vide
                self.constats.append(Constat(gravite, f"La ligne « {code} » manque.", feuille.nom,
                                             cause=Cause.LIGNE_ABSENTE,
                                             remede="La remettre avec son code."))  # fmt: skip
        return fiches

    def liste(self, decrite: FeuilleTableau) -> tuple[Mapping[str, Any], ...]:
        """Read a free table: every row that carries at least one input."""
        feuille = self._feuille(decrite)
        if feuille is None:
            return ()
        entete, colonnes = self._colonnes(decrite, feuille)
        saisies = [colonnes[col.code] for col in decrite.saisies if col.code in colonnes]
        lignes: list[Mapping[str, Any]] = []
        sans_cle: dict[int, str] = {}
        sous = pieds(decrite, feuille, fin_du_tableau(self.classeur, decrite, feuille), colonnes)
        for numero in sorted(feuille.lignes):
            cellules = feuille.ligne(numero)
            if numero <= entete or numero in sous:
                continue
            if any(cellules[c].valeur not in {None, ""} for c in saisies if c in cellules):
                ident = f"{decrite.prefixe}.{len(lignes) + 1}"
                fiche = self._ligne(decrite, feuille, numero, colonnes, ident)
                lignes.append(fiche)
                if fiche.get(decrite.cle) in {None, ""}:
                    sans_cle[numero] = dit_total(cellules, saisies)
                    self.totaux |= {ident} if sans_cle[numero] else set()
        self.constats += sans_identifiant(decrite, feuille.nom, sans_cle, colonnes.get(decrite.cle))
        self.constats += dire_pieds(decrite, feuille.nom, sous, lignes, colonnes)
        return tuple(lignes)

    def _suivie(self, decrite: FeuilleTableau, cles: list[str]) -> None:
        """Note where each row of a computed table stands: by the key that it shows, else at the rank of its leader."""
        feuille = self._feuille(decrite)
        if feuille is None:
            return
        entete, colonnes = self._colonnes(decrite, feuille)
        montrees: dict[str, list[int]] = {}
        for numero in sorted(feuille.lignes):
            cellule = feuille.ligne(numero).get(colonnes.get(decrite.cle, 0))
            if numero > entete and cellule is not None and cellule.valeur not in {None, ""}:
                montrees.setdefault(normaliser(cellule.valeur), []).append(numero)
        for rang, cle in enumerate(cles, 1):
            trouvees = montrees.get(normaliser(cle), [])
            self._ligne(decrite, feuille, trouvees.pop(0) if trouvees else entete + rang, colonnes,
                        f"{decrite.prefixe}.{rang}")  # fmt: skip
