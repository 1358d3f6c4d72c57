"""Putting back into a brand-new workbook what a user had added to the old one, and saying what became of each thing."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from cpts_xl import formats
from cpts_xl.workbook.extras import LIEN, Ajouts, CelluleAjoutee, Dessin, Divers, FeuilleAjoutee, Note
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.reprise.carry_pose import Pose, lien_sur, poser_image, poser_lien, rangs
from cpts_xl.workbook.textes import TEXTE_MAX, couper, longueur, propre
from cpts_xl.workbook.xlsx.garde_partie import COLONNES
from cpts_xl.workbook.xlsx.lu import ErreurCellule, Valeur

ONGLET_REPRIS = "#8E5EA2"
NOM_MAX, LIENS_MAX = 31, 60_000

_FEMININS = ("forme", "zone", "chronologie", "mise", "validation", "image", "courbe")
_INTERDITS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MARGE = 5 / 7  # un fichier compte les bords de la cellule dans la largeur d'une colonne, XlsxWriter non


class Repris(NamedTuple):
    """What became of one thing that the user had added, in French; ``repris`` is false when it must be done again."""

    quoi: str
    lieu: str
    devenir: str
    repris: bool


def reprendre(
    classeur: Any,
    ajouts: Ajouts,
    places: Mapping[tuple[str, str], tuple[str, str]],
    noms_pris: Collection[str] = (),
) -> list[Repris]:
    """Write what can be into an XlsxWriter workbook not yet closed; return what became of each thing, one by one.

    ``places`` gives the new (sheet, address) of an old (sheet, address) of ours; ``noms_pris`` are names of sheets
    that the new workbook has or will have, besides those already made. Nothing already written is written over.
    """
    reprise = _Reprise(classeur, ajouts, places, noms_pris)
    for feuille in ajouts.feuilles:
        reprise.feuille(feuille)
    for cellule in ajouts.cellules:
        reprise.cellule(cellule)
    for note in ajouts.notes:
        reprise.note(note)
    for dessin in ajouts.images:
        reprise.dessin(dessin)
    for divers in ajouts.divers:
        reprise.divers(divers)
    for nom, cible in ajouts.noms:
        reprise.dire(
            f"Nom « {nom} »", "le classeur", f"non repris : le redéfinir s'il sert encore ; il désignait {cible}"
        )
    return reprise.liste


class _Reprise:
    """The new workbook, where its sheets are, and the list that grows."""

    def __init__(
        self, classeur: Any, ajouts: Ajouts, places: Mapping[tuple[str, str], tuple[str, str]], pris: Collection[str]
    ) -> None:
        self.classeur, self.places = classeur, places
        self.liste: list[Repris] = []
        self.reprises: dict[str, Any] = {}
        self.notres = {feuille.name.casefold(): feuille for feuille in classeur.worksheets()}
        self.pris = {"history", *self.notres, *(nom.casefold() for nom in pris)}
        self.liens = {(d.feuille, d.lieu): d for d in ajouts.divers if d.sorte == LIEN and lien_sur(d.detail)}
        self.poses: set[Divers] = set()
        self.pose = Pose(classeur)

    def dire(self, quoi: str, lieu: str, devenir: str, *, repris: bool = False) -> None:
        self.liste.append(Repris(propre(quoi), propre(lieu), propre(devenir), repris))

    def feuille(self, f: FeuilleAjoutee) -> None:
        """Write one sheet of the user: its values, its widths, its merged cells."""
        quoi = f"Feuille « {f.nom} »"
        if f.sorte != "worksheet":
            self.dire(quoi, "le classeur", "non reprise : elle ne contient pas de cellules ; la refaire au besoin")
            return
        nom = self._nom_libre(f.nom)
        page = self.reprises[f.nom] = self.classeur.add_worksheet(nom)
        page.set_tab_color(ONGLET_REPRIS)
        for premiere, derniere, largeur, cachee in f.largeurs:
            if 1 <= premiere <= min(derniere, COLONNES):
                utile = None if largeur is None else min(max(largeur - _MARGE, 0), 255)
                page.set_column(premiere - 1, min(derniere, COLONNES) - 1, utile, None, {"hidden": cachee})
        for ligne in f.lignes_masquees:
            page.set_row(ligne - 1, None, None, {"hidden": True})
        devenir = "reprise en valeurs, sans sa mise en forme"
        if nom != f.nom:
            devenir += f", sous le nom « {nom} »"
        if f.masquee:
            page.hide()
            devenir += " ; elle reste masquée"
        self.dire(quoi, "le classeur", devenir, repris=True)
        for plage in f.fusionnees:
            self._fusionner(page, f.nom, plage)
        for cellule in f.cellules:
            lien = self.liens.get((f.nom, cellule.adresse))
            if lien and len(self.poses) < LIENS_MAX and poser_lien(page, cellule.adresse, lien.detail):
                self.poses.add(lien)
            self._ecrire(page, cellule.adresse, cellule)

    def cellule(self, c: CelluleAjoutee) -> None:
        """Write a cell that the user had added to one of our sheets, if a free place is given for it."""
        feuille, adresse = self.places.get((c.feuille, c.adresse), ("", ""))
        page = self.notres.get(feuille.casefold())
        quoi, lieu = f"Cellule ajoutée « {_mots(c.valeur)} »", _lieu(c.feuille, c.adresse)
        if page is None:
            self.dire(quoi, lieu, "non reprise : aucune place ne lui correspond dans le nouveau classeur")
        elif rangs(adresse)[1] in page.table.get(rangs(adresse)[0], {}):
            self.dire(quoi, lieu, f"non reprise : sa place ({_lieu(feuille, adresse)}) est occupée")
        else:
            self.dire(quoi, lieu, f"reprise en {_lieu(feuille, adresse)}", repris=True)
            self._ecrire(page, adresse, c, libre=True)
            return
        if c.formule:
            self._dire_formule(c, "sa valeur est donnée ci-dessus")

    def note(self, n: Note) -> None:
        """Write a note at the new place of its cell, unless another note is there."""
        page, adresse = self._place(n.feuille, n.adresse)
        quoi = f"Note de {n.auteur.strip()}" if n.auteur.strip() else "Note"
        texte, lieu = propre(n.texte), _lieu(n.feuille, n.adresse)
        motif = ""
        if page is None or not adresse:
            motif = "sa cellule n'a pas de place dans le nouveau classeur"
        elif rangs(adresse)[1] in page.comments.get(rangs(adresse)[0], {}):
            motif = "sa cellule porte déjà une note"
        elif longueur(texte) > TEXTE_MAX:
            motif = "elle est trop longue"
        if motif:
            self.dire(quoi, lieu, f"non reprise, {motif} ; son texte : « {n.texte} »")
            return
        lignes = sum(1 + len(ligne) // 45 for ligne in texte.split("\n"))
        options = {"author": propre(n.auteur), "width": 280, "height": min(30 + 15 * lignes, 600)}
        page.write_comment(*rangs(adresse), texte, options)
        self.dire(quoi, lieu, f"reprise en {_lieu(page.name, adresse)}", repris=True)

    def dessin(self, d: Dessin) -> None:
        """Put an image back at its anchor; a chart or a shape can only be told."""
        titre = next((mots for mots in (d.texte, d.description, d.nom) if mots.strip()), "sans nom")
        quoi, lieu = f"{d.nature.capitalize()} « {titre} »", _lieu(d.feuille, d.ancre)
        page, adresse = self._place(d.feuille, d.ancre)
        if d.nature != "image":
            self.dire(quoi, lieu, _a_refaire(d.nature))
        elif d.octets is None:
            format_lu = f" ({d.extension})" if d.extension else ""
            motif = f"non reprise : plus de 5 Mo, absente du fichier, ou d'un format non repris{format_lu}"
            self.dire(quoi, lieu, f"{motif} ; la remettre à la main")
        elif page is None:
            self.dire(quoi, lieu, "non reprise : sa feuille n'existe plus ; la remettre à la main")
        elif poser_image(page, adresse or d.ancre, d, d.octets):
            self.dire(quoi, lieu, f"reprise en {_lieu(page.name, adresse or d.ancre)} ; vérifier sa place", repris=True)
        else:
            self.dire(quoi, lieu, "non reprise : l'image est abîmée ; la remettre à la main")

    def divers(self, d: Divers) -> None:
        """Tell what became of a link, a rule, a table, a control…"""
        quoi = f"{d.sorte[:1].upper()}{d.sorte[1:]}" + (f" « {d.detail} »" if d.detail else "")
        if d in self.poses:
            self.dire(quoi, _lieu(d.feuille, d.lieu), "repris", repris=True)
        else:
            self.dire(quoi, _lieu(d.feuille, d.lieu), _a_refaire(d.sorte))

    def _place(self, feuille: str, adresse: str) -> tuple[Any, str]:
        """Return the new sheet (None when there is none) and the new address ("" when the cell has none)."""
        if feuille in self.reprises:
            return self.reprises[feuille], adresse
        neuve, neuf = self.places.get((feuille, adresse), ("", ""))
        if not neuve:
            neuve = next((cible for (ancienne, _), (cible, _) in self.places.items() if ancienne == feuille), feuille)
        return self.notres.get(neuve.casefold()), neuf

    def _nom_libre(self, voulu: str) -> str:
        base = _INTERDITS.sub("_", propre(voulu))
        for rang in itertools.count(1):
            suffixe = f" ({rang})" if rang > 1 else ""
            nom = (couper(base, NOM_MAX - len(suffixe)).strip("'") or "Feuille") + suffixe
            if nom.casefold() not in self.pris:
                self.pris.add(nom.casefold())
                return nom
        raise AssertionError(voulu)

    def _fusionner(self, page: Any, feuille: str, plage: str) -> None:
        if not self.pose.fusionner(page, plage):
            self.dire("Cellules fusionnées", _lieu(feuille, plage), "non reprises : les fusionner de nouveau au besoin")

    def _ecrire(self, page: Any, adresse: str, c: CelluleAjoutee, *, libre: bool = False) -> None:
        """Write the value of a cell, and tell what of it could not be."""
        if entier := self.pose.ecrire(page, adresse, c, libre=libre):
            self.dire("Texte trop long", _lieu(c.feuille, c.adresse), f"repris en partie ; en entier : « {entier} »")
        if c.formule:
            ecrite = f"sa dernière valeur ({_mots(c.valeur)}) est écrite"
            self._dire_formule(c, "elle n'avait pas de valeur enregistrée" if c.valeur is None else ecrite)

    def _dire_formule(self, c: CelluleAjoutee, donnee: str) -> None:
        formule = c.formule or ""
        texte = en_francais(formule[1:-1] if formule.startswith("{") else formule)
        self.dire(f"Formule « {texte} »", _lieu(c.feuille, c.adresse), f"non reprise : {donnee}")


def _lieu(feuille: str, adresse: str) -> str:
    mot = "cellules" if {":", " "} & set(adresse) else "cellule"
    return f"feuille « {feuille} »" + (f", {mot} {adresse}" if adresse else "")


def _a_refaire(sorte: str) -> str:
    feminin = sorte.startswith(_FEMININS)
    return f"{'non reprise : la' if feminin else 'non repris : le'} refaire dans le nouveau classeur"


def _mots(valeur: Valeur) -> str:
    """Return a value as a French reader sees it."""
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, dt.datetime):
        return f"{formats.jour(valeur)} {valeur:%H:%M}"
    if isinstance(valeur, dt.date):
        return formats.jour(valeur)
    if isinstance(valeur, Fraction):
        return f"{float(valeur):.15g}".replace(".", ",")
    return valeur.code if isinstance(valeur, ErreurCellule) else valeur or ""
