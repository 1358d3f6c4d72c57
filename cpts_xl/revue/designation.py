"""Which cell a reviewer means: « Financement!L7 », a defined name, a step, a label; the nearest ones when unknown."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from cpts_xl.engine.resultat import Resultat
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import pluriel
from cpts_xl.revue.libelles import libelle_de
from cpts_xl.workbook.recu.locate import Place, controles, feuilles_par_nom, normaliser
from cpts_xl.workbook.recu.read import Lecture

_ADRESSE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_CELLULE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})")
_TAPEE = re.compile(r"\$?(.+)([!.])(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})")
_RENVOI = re.compile(r"=\s*(?:(?:'(?:[^']|'')+'|[^'!\"&*+/()=,-]+)!)?\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}")
_NOM_SEUL = re.compile(r"=\s*([A-Z_][A-Z0-9_.]*)")
_APOSTROPHES = "'’‘"
PROPOSES = 5
SEUIL = 0.6
"""Likeness under which a label is not worth proposing: below, « rien » would be near « Présidence »."""


def _nue(feuille: str) -> str:
    """Return the name of a sheet without the quotes around it, straight or curly, doubled inside or not."""
    if len(feuille) > 2 and feuille[0] in _APOSTROPHES and feuille[-1] in _APOSTROPHES:  # noqa: PLR2004  (deux, et un nom)
        feuille = feuille[1:-1]
    return feuille.replace("''", "'")


@dataclass(frozen=True, slots=True)
class Designe:
    """What was meant: an input or a step (``ident``, "" when the cell is not ours), its place, how it was reached."""

    ident: str
    place: Place | None
    par: str = ""


class Carte:
    """The cells of a received workbook that the tool knows, both ways: by identifier and by place."""

    def __init__(self, lecture: Lecture, resultat: Resultat) -> None:
        libelles = {c.etape.id: c.etape.libelle for c in resultat.etapes if c.etape.id.startswith("controle.")}
        self.lecture, self.resultat = lecture, resultat
        self.places: dict[str, Place] = {**lecture.places, **controles(lecture.classeur, libelles)}
        self.idents = {place: ident for ident, place in self.places.items() if ident in resultat.valeurs}

    def designer(self, demande: str) -> Designe:
        """Return what a reviewer means.

        Raises:
            SaisieInvalide: nothing bears that name; the nearest ones are told.
        """
        texte = demande.strip().removeprefix("=")
        if texte.upper() not in self._noms and (place := self._place(texte)):
            return self._cellule(*place)
        if _ADRESSE.fullmatch(texte) and texte.upper() not in self._noms:
            raise self._sans_feuille(texte.replace("$", "").upper())
        if texte.upper() in self._noms:
            return self._nom(texte.upper())
        if texte in self.resultat.valeurs:
            return Designe(texte, self.places.get(texte))
        return self._libelle(texte)

    def _place(self, texte: str) -> Place | None:
        """Return the sheet and the address that a person typed, with « ! », or with the dot of LibreOffice."""
        if trouve := _CELLULE.fullmatch(texte):
            return trouve[1].replace("''", "'") if trouve[1] else _nue(trouve[2]), trouve[3]
        if trouve := _TAPEE.fullmatch(texte):  # une apostrophe que personne ne double en tapant
            feuille = _nue(trouve[1])
            # d'un point, le nom d'une étape en a aussi : seule une feuille du fichier en fait une cellule
            if trouve[2] == "!" or normaliser(feuille) in feuilles_par_nom(self.lecture.classeur):
                return feuille, trouve[3]
        return None

    @property
    def _noms(self) -> dict[str, str]:
        return {nom.upper(): contenu for nom, contenu in self.lecture.classeur.noms.items()}

    def _cellule(self, feuille: str, adresse: str) -> Designe:
        connues = feuilles_par_nom(self.lecture.classeur)
        trouvee = connues.get(normaliser(feuille))
        if trouvee is None:
            proches = difflib.get_close_matches(normaliser(feuille), connues, n=3, cutoff=SEUIL)
            noms = ", ".join(connues[nom].nom for nom in proches) or ", ".join(self.lecture.classeur.feuilles)
            tete = "Feuilles" if not proches else f"Feuille{pluriel(len(proches))} proche{pluriel(len(proches))}"
            raise SaisieInvalide(f"La feuille « {feuille} » n'est pas dans le fichier reçu. {tete} : {noms}.")
        place = (trouvee.nom, adresse.replace("$", "").upper())
        return self._suivre(place, set())

    def _suivre(self, place: Place, vues: set[Place]) -> Designe:
        """Return the cell that a place shows: itself, or the one that its formula only repeats."""
        if place in self.idents:
            return Designe(self.idents[place], place)
        cellule = self.lecture.classeur.feuilles[place[0]].cellule(place[1])
        formule = cellule.formule if cellule else None
        cible = self._repete(place[0], formule) if formule else None
        if cible is None or cible in vues or cible[0] not in self.lecture.classeur.feuilles:
            return Designe("", place)
        suite = self._suivre(cible, {*vues, place})
        if not suite.ident:
            return Designe("", place)
        return Designe(suite.ident, suite.place, f"{place[0]}!{place[1]} reprend {cible[0]}!{cible[1]}.")

    def _repete(self, feuille: str, formule: str) -> Place | None:
        """Return the place that a formula repeats, when it is nothing but a reference or a name."""
        corps = formule.strip("{}")
        if (nom := _NOM_SEUL.fullmatch(corps)) and nom[1].upper() in self._noms:
            corps = f"={self._noms[nom[1].upper()].removeprefix('=')}"
        if not _RENVOI.fullmatch(corps):
            return None
        if trouve := _CELLULE.fullmatch(corps.removeprefix("=").strip()):
            return (trouve[1] or trouve[2]).replace("''", "'"), trouve[3].replace("$", "")
        return feuille, corps.removeprefix("=").strip().replace("$", "")

    def _sans_feuille(self, adresse: str) -> SaisieInvalide:
        ou = [f"{feuille}!{adresse}" for feuille in self.lecture.classeur.feuilles if (feuille, adresse) in self.idents]
        choix = f" Cellules possibles : {', '.join(ou[:PROPOSES])}." if ou else ""
        return SaisieInvalide(
            f"« {adresse} » est une adresse sans feuille : écrire par exemple Financement!{adresse}.{choix}"
        )

    def _nom(self, nom: str) -> Designe:
        contenu = self._noms[nom].removeprefix("=")
        if trouve := _CELLULE.fullmatch(contenu):
            vu = self._cellule((trouve[1] or trouve[2]).replace("''", "'"), trouve[3])
            return Designe(vu.ident, vu.place, vu.par or f"Le nom {nom} désigne cette cellule.")
        raise SaisieInvalide(
            f"Le nom {nom} désigne plusieurs cellules ({contenu}) : donner l'adresse de l'une d'elles."
        )

    def _libelle(self, texte: str) -> Designe:
        par_libelle: dict[str, str] = {}
        for ident in self.resultat.par_id:
            par_libelle.setdefault(normaliser(self.resultat.par_id[ident].etape.libelle), ident)
        for ident in self.places:
            if ident in self.resultat.valeurs and ident not in self.resultat.par_id:
                par_libelle.setdefault(normaliser(libelle_de(self.resultat, ident)), ident)
        cherche = normaliser(texte)
        if cherche in par_libelle:
            ident = par_libelle[cherche]
            return Designe(ident, self.places.get(ident))
        contiennent = [libelle for libelle in par_libelle if cherche and cherche in libelle]
        if len(contiennent) == 1:
            ident = par_libelle[contiennent[0]]
            return Designe(ident, self.places.get(ident))
        proches = contiennent or difflib.get_close_matches(cherche, par_libelle, n=PROPOSES, cutoff=SEUIL)
        proches += (
            difflib.get_close_matches(texte.casefold(), self.resultat.valeurs, n=2, cutoff=0.7) if not proches else []
        )
        dits = [self._dire(par_libelle.get(p, p)) for p in proches[:PROPOSES]]
        tete = "Les plus proches" if len(dits) > 1 else "Le plus proche"
        suite = f" {tete} : {' ; '.join(dits)}." if dits else " Donner une cellule, par exemple Financement!K5."
        raise SaisieInvalide(
            f"« {texte} » n'est ni une cellule, ni un nom, ni un calcul, ni un intitulé connus.{suite}"
        )

    def _dire(self, ident: str) -> str:
        place = self.places.get(ident)
        ou = f" ({place[0]}!{place[1]})" if place else ""
        return f"« {libelle_de(self.resultat, ident)} »{ou}"
