"""A received workbook as a dossier: what was typed, where it stands, and what is wrong, cell by cell.

Sheets may be reordered, columns and rows added or moved: everything is found by its sheet name, its header and its
code, never by its address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl.constats import Constat, Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.schema import IDENTITE as CHAMPS
from cpts_xl.engine.schema import TABLEAUX, Champ
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.workbook import sheets
from cpts_xl.workbook.garde import signaler
from cpts_xl.workbook.layout import IDENTITE_CALCULS, lettres
from cpts_xl.workbook.locate import Place, entete_de, feuilles_par_nom, normaliser, restitutions
from cpts_xl.workbook.sheets import FeuilleTableau, Nature
from cpts_xl.workbook.xlsx_lu import ClasseurLu, FeuilleLue, lire
from cpts_xl.workbook.xlsx_types import ErreurCellule

_EPOQUE = date(1899, 12, 30)
_SERIES_PLAUSIBLES = range(36_526, 73_051)  # de 2000 à 2099 : au-delà, un nombre n'est pas une date


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


def lire_classeur(chemin: Path) -> Lecture:
    """Return a received workbook as a dossier with its findings; the file itself is only read.

    Raises:
        ClasseurIllisible: the file is not a workbook, or is dangerous.
        SaisieInvalide: it has no sheet « Identité », or no readable first day: no law can be chosen.
    """
    lecture = _Lecteur(lire(chemin)).lire()
    lecture.constats.extend(_curiosites(lecture.classeur))
    return lecture


def _curiosites(classeur: ClasseurLu) -> list[Constat]:
    """Return what a reviewer should know of the file itself: macros, links, hidden sheets, rows or columns."""
    constats = [Constat(Gravite.A_REGARDER, fait, cause="contenu du fichier") for fait in signaler(classeur.chemin)]
    for nom, feuille in classeur.feuilles.items():
        if feuille.visible != "visible":
            constats.append(Constat(Gravite.INFORMATION, "Cette feuille est masquée.", nom, cause="masqué"))
        caches = [f"ligne {n}" for n in sorted(feuille.lignes_masquees)]
        caches += [f"colonne {lettres(n)}" for n in sorted(feuille.colonnes_masquees)]
        if caches:
            reste = f" et {len(caches) - 3} autre(s)" if len(caches) > 3 else ""  # noqa: PLR2004  (trois suffisent à situer)
            message = f"Masqué dans cette feuille : {', '.join(caches[:3])}{reste}."
            constats.append(Constat(Gravite.INFORMATION, message, nom, cause="masqué"))
    return constats


class _Lecteur:
    """One reading: sheets found by name, columns by header, rows by code."""

    def __init__(self, classeur: ClasseurLu) -> None:
        self.classeur = classeur
        self.feuilles = feuilles_par_nom(classeur)
        self.constats: list[Constat] = []
        self.places: dict[str, Place] = {}

    def lire(self) -> Lecture:
        identite = self._identite()
        debut = identite.get("debut")
        if not isinstance(debut, date):
            place = self.places.get("identite.debut", (sheets.IDENTITE, "B14"))
            lu = f" (lu : « {debut} »)" if debut is not None else ""
            raise SaisieInvalide(
                f"{self.classeur.chemin.name}, feuille « {place[0]} », cellule {place[1]} : le début de l'année "
                f"conventionnelle n'est pas une date{lu}. Saisir une date jj/mm/aaaa : elle choisit les textes."
            )
        droit = en_vigueur(debut)
        fiches = {
            f.prefixe: self._fiches(f, list(rangees(f.prefixe, droit)))
            for f in sheets.TABLEAUX_FEUILLES
            if not TABLEAUX[f.prefixe].libre
        }
        listes = {f.prefixe: self._liste(f) for f in sheets.TABLEAUX_FEUILLES if TABLEAUX[f.prefixe].libre}
        dossier = Dossier(identite, fiches, listes)
        self.places |= restitutions(self.classeur)
        anomalies = examiner(dossier, droit)
        constats = [*self.constats, *(self._constat(anomalie) for anomalie in anomalies)]
        return Lecture(self.classeur, dossier, droit, constats, self.places)

    def _feuille(self, nom: str) -> FeuilleLue | None:
        feuille = self.feuilles.get(normaliser(nom))
        if feuille is None:
            presentes = ", ".join(self.classeur.feuilles)
            self.constats.append(Constat(
                Gravite.BLOQUANT, f"La feuille « {nom} » manque.", lu=presentes, cause="feuille absente",
                remede="Si elle a été renommée, lui rendre ce nom ; sinon, la remettre depuis une copie du classeur.",
            ))  # fmt: skip
        return feuille

    def _identite(self) -> dict[str, Any]:
        feuille = self.feuilles.get(normaliser(sheets.IDENTITE))
        if feuille is None:
            raise SaisieInvalide(
                f"{self.classeur.chemin.name} : la feuille « {sheets.IDENTITE} » manque. Feuilles présentes : "
                f"{', '.join(self.classeur.feuilles)}. Lui rendre son nom, ou repartir de « cpts-xl nouveau »."
            )
        _, colonnes = entete_de(feuille, ("Rubrique", "Valeur"))
        colonne_libelle, colonne_valeur = colonnes.get("Rubrique", 1), colonnes.get("Valeur", 2)
        rangs: dict[str, int] = {}
        for numero, ligne in feuille.lignes.items():
            if colonne_libelle in ligne:
                rangs.setdefault(normaliser(ligne[colonne_libelle].valeur), numero)
        identite: dict[str, Any] = {}
        for champ in CHAMPS:
            rang = rangs.get(normaliser(champ.libelle))
            if rang is None:
                self.constats.append(Constat(
                    Gravite.BLOQUANT if champ.obligatoire else Gravite.A_REGARDER,
                    f"La rubrique « {champ.libelle} » est introuvable.", feuille.nom, cause="rubrique absente",
                    remede="Remettre son intitulé dans la première colonne.",
                ))  # fmt: skip
                continue
            place = (feuille.nom, f"{lettres(colonne_valeur)}{rang}")
            self.places[f"identite.{champ.code}"] = place
            identite[champ.code] = self._valeur(feuille, place[1], champ)
        for code, libelle in IDENTITE_CALCULS:
            if (rang := rangs.get(normaliser(libelle))) is not None:
                self.places[f"identite.{code}"] = (feuille.nom, f"{lettres(colonne_valeur)}{rang}")
        return identite

    def _colonnes(self, decrite: FeuilleTableau, feuille: FeuilleLue) -> tuple[int, dict[str, int]]:
        titres = {col.titre: col.code for col in decrite.colonnes}
        entete, trouvees = entete_de(feuille, tuple(titres))
        colonnes = {titres[titre]: colonne for titre, colonne in trouvees.items()}
        for col in decrite.colonnes:
            if col.code not in colonnes and col.nature is not Nature.CALCUL:
                self.constats.append(Constat(
                    Gravite.BLOQUANT, f"La colonne « {col.titre} » est introuvable.", feuille.nom,
                    f"{entete}:{entete}" if entete else "", cause="colonne absente",
                    remede="Remettre son intitulé sur la ligne des titres.",
                ))  # fmt: skip
        return entete, colonnes

    def _ligne(
        self, decrite: FeuilleTableau, feuille: FeuilleLue, numero: int, colonnes: Mapping[str, int], ident: str
    ) -> dict[str, Any]:
        """Return the inputs of one row, noting where each input and each step of that row stands."""
        fiche: dict[str, Any] = {}
        for col in decrite.colonnes:
            if (colonne := colonnes.get(col.code)) is None:
                continue
            adresse = f"{lettres(colonne)}{numero}"
            self.places[f"{ident}.{col.code}"] = (feuille.nom, adresse)
            if col.champ is not None:
                fiche[col.champ.code] = self._valeur(feuille, adresse, col.champ)
        return fiche

    def _fiches(self, decrite: FeuilleTableau, codes: list[str]) -> dict[str, Mapping[str, Any]]:
        """Read a table whose rows are fixed by the law: found by their code, wherever they stand."""
        feuille = self._feuille(decrite.nom)
        if feuille is None:
            return {}
        entete, colonnes = self._colonnes(decrite, feuille)
        fiches: dict[str, Mapping[str, Any]] = {}
        for numero, cellules in feuille.lignes.items():
            cellule = cellules.get(colonnes.get("code", 1))
            if numero <= entete or cellule is None or not isinstance(cellule.valeur, str | Fraction):
                continue
            code = normaliser(_en_texte(cellule.valeur))
            if code in fiches:
                self.constats.append(Constat(Gravite.BLOQUANT, f"Le code « {code} » figure deux fois.", feuille.nom,
                                             cellule.adresse, remede="Supprimer la ligne en double."))  # fmt: skip
            else:
                fiches[code] = self._ligne(decrite, feuille, numero, colonnes, f"{decrite.prefixe}.{code}")
        for code in codes:
            if code not in fiches:
                self.constats.append(Constat(Gravite.BLOQUANT, f"La ligne « {code} » manque.", feuille.nom,
                                             cause="ligne absente", remede="La remettre avec son code."))  # fmt: skip
        return fiches

    def _liste(self, decrite: FeuilleTableau) -> tuple[Mapping[str, Any], ...]:
        """Read a free table: every row that carries at least one input."""
        feuille = self._feuille(decrite.nom)
        if feuille is None:
            return ()
        entete, colonnes = self._colonnes(decrite, feuille)
        saisies = [colonnes[col.code] for col in decrite.saisies if col.code in colonnes]
        lignes: list[Mapping[str, Any]] = []
        for numero in sorted(feuille.lignes):
            cellules = feuille.ligne(numero)
            if numero > entete and any(cellules[c].valeur not in {None, ""} for c in saisies if c in cellules):
                ident = f"{decrite.prefixe}.{len(lignes) + 1}"
                fiche = self._ligne(decrite, feuille, numero, colonnes, ident)
                lignes.append(fiche)
                if fiche.get(decrite.cle) in {None, ""}:
                    feuille_nom, adresse = self.places.get(f"{ident}.{decrite.cle}", (feuille.nom, ""))
                    self.constats.append(Constat(
                        Gravite.BLOQUANT, "Une ligne est remplie sans son identifiant : elle ne serait pas calculée.",
                        feuille_nom, adresse, remede="Compléter la première case de la ligne, ou effacer la ligne.",
                    ))  # fmt: skip
        return tuple(lignes)

    def _valeur(self, feuille: FeuilleLue, adresse: str, champ: Champ) -> Any:
        """Return what a cell holds, as the field expects it; what cannot be understood is left for the check."""
        cellule = feuille.cellule(adresse)
        valeur = cellule.valeur if cellule else None
        if isinstance(valeur, ErreurCellule):
            return valeur.code
        if isinstance(valeur, bool):
            return "VRAI" if valeur else "FAUX"
        if champ.genre.code == "jour" and isinstance(valeur, Fraction) and valeur in _SERIES_PLAUSIBLES:
            return _EPOQUE + timedelta(days=int(valeur))
        if champ.genre.numerique:
            if isinstance(valeur, date) and champ.genre.code != "jour":
                return Fraction(
                    (valeur - _EPOQUE).days
                )  # la case a pris un format de date : le tableur y voit un nombre
            return valeur.strip() or None if isinstance(valeur, str) else valeur
        texte = "" if valeur is None else _en_texte(valeur).strip()
        canonique = {mot.casefold(): mot for mot in champ.choix}
        return canonique.get(texte.casefold(), texte) or None

    def _constat(self, anomalie: Anomalie) -> Constat:
        feuille, adresse = self.places.get(anomalie.saisie, ("", ""))
        return Constat(anomalie.gravite, anomalie.message, feuille, adresse, anomalie.lu, remede=anomalie.remede,
                       cause="saisie")  # fmt: skip


def _en_texte(valeur: Any) -> str:
    if isinstance(valeur, date):
        return f"{valeur.day:02d}/{valeur.month:02d}/{valeur.year:04d}"
    if isinstance(valeur, Fraction):
        return str(valeur.numerator) if valeur.denominator == 1 else str(float(valeur)).replace(".", ",")
    return str(valeur)
