"""The statement of a model: one line per computed cell, fixed word, parameter and name, told by what it designates.

The rows of a free table say one thing together: « indicateur.*.acquis=… », as many lines as there are ways to say it.
"""

from __future__ import annotations

from functools import cache

from cpts_xl.engine.schema import IDENTITE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.empreinte.gabarit import Contexte, Gabarit, gabarit
from cpts_xl.workbook.empreinte.grille import Grille
from cpts_xl.workbook.empreinte.jetons import Mots, canonique, reference
from cpts_xl.workbook.empreinte.noms import lignes_des_noms
from cpts_xl.workbook.empreinte.reperes import BAREME, CALCULS, CONTROLES, Reperes
from cpts_xl.workbook.empreinte.valeurs import valeur
from cpts_xl.workbook.layout import NOMS
from cpts_xl.workbook.pages import dashboard
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.sheets import Nature
from cpts_xl.workbook.xlsx.types import Cellule, lettres

UNE_ETAPE = "=@"
"""On the sheet Calculs: a cell that shows a step, whichever it is."""
CONSTANTE = "constante"
"""In a row that has no identity: a number or a word where a formula was due."""
LIGNES_MAX = 20_000
"""Rows of a table beyond which nothing is looked at: no CPTS has as many."""
GABARITS = 3
"""Templates of one column beyond which none is tried: such a column says something else in each row."""
_SAISIES = frozenset(champ.code for champ in IDENTITE)


class Releve:
    """One pass over a workbook; a formula that only differs from one above by its row is not analysed again."""

    def __init__(self, reperes: Reperes) -> None:
        self.reperes, self.classeur = reperes, reperes.classeur
        self.lieux: dict[str, tuple[str, str]] = {}
        self._gabarits: dict[tuple[str, int], list[Gabarit]] = {}
        self._etapes: dict[tuple[str, str], frozenset[int]] = {}
        self._communs = Mots(lambda lue: self.reperes.designer(lue, "", 0))
        self._rangee: tuple[tuple[str, int], Mots] = (("", 0), self._communs)

    def relever(self) -> dict[str, tuple[str, str]]:
        """Return the statement: each line, with the sheet and the address where it was first read."""
        faire = {sheets.IDENTITE: self._identite, BAREME: self._bareme, CONTROLES: self._controles,
                 CALCULS: self._calculs}  # fmt: skip
        for grille in self.reperes.grilles.values():
            faire.get(grille.prefixe, self._tableau)(grille)
        self._tableau_de_bord()
        self.lieux |= lignes_des_noms(self.reperes, self._communs)
        if self.classeur.date1904:
            self.lieux["dates=1904"] = ("", "")
        return self.lieux

    def _ecrire(self, ident: str, contenu: str, feuille: str, adresse: str) -> None:
        if contenu:
            self.lieux.setdefault(f"{ident}:{contenu}", (feuille, adresse))

    def _mots(self, feuille: str, ligne: int) -> Mots:
        """Return the spelling of the tokens for the formulas of one row; the last row asked for is kept."""
        if self._rangee[0] != (feuille, ligne):
            mots = Mots(lambda lue: self.reperes.designer(lue, feuille, ligne), self._communs)
            self._rangee = ((feuille, ligne), mots)
        return self._rangee[1]

    def _forme(self, grille: Grille, colonne: int, ligne: int, formule: str) -> str:
        """Return the canonical form of a formula; « $B5 » in row 5 and « $B6 » in row 6 say the same."""
        nom, meneur = grille.feuille.nom, grille.meneurs.get(ligne, 0)
        connus = self._gabarits.setdefault((nom, colonne), [])
        if len(connus) > GABARITS:
            return "=" + canonique(formule, self._mots(nom, ligne))
        for connu in connus:
            if connu.convient(formule, ligne, meneur):
                return connu.forme
        forme = "=" + canonique(formule, self._mots(nom, ligne))
        if grille.premiere <= ligne <= grille.derniere:
            meneuse = grille.meneuse.feuille.nom if grille.meneuse is not None else ""
            ou = Contexte(ligne, (grille.premiere, grille.derniere), grille.codes is None, meneuse, meneur)
            if (trouve := gabarit(formule, forme, ou)) is not None:
                connus.append(trouve)
        return forme

    def _contenu(self, grille: Grille, colonne: int, ligne: int, cellule: Cellule | None) -> str:
        """Return what a cell holds: « =… », « "mot" », a number, or nothing."""
        if cellule is None:
            return ""
        if cellule.formule is not None:
            return self._forme(grille, colonne, ligne, cellule.formule)
        return valeur(cellule.valeur)

    # -- les feuilles --------------------------------------------------------------------------------------------

    def _tableau(self, grille: Grille) -> None:
        nom, lignes = grille.feuille.nom, grille.feuille.lignes
        ecrites = _ecrites(grille.prefixe)
        voulues = [(colonne, code) for colonne, code in grille.colonnes.items() if code in ecrites]
        fin = min(grille.derniere, grille.feuille.dimensions[0])
        if fin > grille.premiere + LIGNES_MAX:
            fin = grille.premiere + LIGNES_MAX
            self._ecrire(f"{grille.prefixe}.etendue", "démesurée", nom, "")
        for ligne in range(grille.premiere, fin + 1):
            cellules = lignes.get(ligne)
            rangee = "*" if grille.codes is None else grille.codes.get(ligne)
            if not cellules or rangee is None:
                continue
            for colonne, code in voulues:
                cellule = cellules.get(colonne)
                if cellule is None:
                    continue
                contenu = self._contenu(grille, colonne, ligne, cellule)
                if rangee == "*" and contenu and cellule.formule is None:
                    contenu = CONSTANTE
                self._ecrire(f"{grille.prefixe}.{rangee}.{code}", contenu, nom, cellule.adresse)
        for ligne, suite in grille.suites.items():
            for colonne, code in grille.colonnes.items():
                if code != "libelle" and (cellule := grille.feuille.ligne(ligne).get(colonne)) is not None:
                    contenu = self._contenu(grille, colonne, ligne, cellule)
                    self._ecrire(f"{suite}.{code}", contenu, nom, cellule.adresse)

    def _codee(self, grille: Grille, voulue: str, sauf: frozenset[str] = frozenset()) -> None:
        """Write one column of a sheet whose rows have a code each."""
        colonne = grille.colonne(voulue)
        for ligne, code in (grille.codes or {}).items():
            cellule = grille.feuille.ligne(ligne).get(colonne)
            if cellule is not None and code not in sauf:
                contenu = self._contenu(grille, colonne, ligne, cellule)
                self._ecrire(f"{grille.prefixe}.{code}.{voulue}", contenu, grille.feuille.nom, cellule.adresse)

    def _identite(self, grille: Grille) -> None:
        self._codee(grille, "valeur", _SAISIES)

    def _controles(self, grille: Grille) -> None:
        self._codee(grille, "resultat")

    def _bareme(self, grille: Grille) -> None:
        for colonne in ("valeur", "rang", "seuil"):
            self._codee(grille, colonne)
        rangs = grille.colonne("rang")
        cellules = (grille.feuille.ligne(ligne).get(rangs) for ligne in grille.codes or ())
        # le rapprochement par tranches lit les seuils dans leur ordre
        self._ecrire("bareme.ordre", ",".join(valeur(c.valeur) for c in cellules if c is not None),
                     grille.feuille.nom, lettres(rangs))  # fmt: skip

    def _calculs(self, grille: Grille) -> None:
        """Write the few ways in which this sheet shows a step and compares it; its rows follow what was filled."""
        nom = grille.feuille.nom
        montre, ecart = grille.colonne("classeur"), grille.colonne("ecart")
        for ligne in range(grille.premiere, grille.derniere + 1):
            cellules = grille.feuille.ligne(ligne)
            if (vue := cellules.get(montre)) is not None:
                montree = vue.formule is not None and self._montre_une_etape(vue.formule)
                contenu = UNE_ETAPE if montree else self._contenu(grille, montre, ligne, vue)
                self._ecrire("calculs.*.classeur", contenu if vue.formule else CONSTANTE, nom, vue.adresse)
            if (vue := cellules.get(ecart)) is not None:
                contenu = self._contenu(grille, ecart, ligne, vue)
                self._ecrire("calculs.*.ecart", contenu if vue.formule else CONSTANTE, nom, vue.adresse)
        for ligne in range(1, grille.entete):
            for colonne, cellule in grille.feuille.ligne(ligne).items():
                if cellule.formule is not None:
                    self._ecrire("calculs.bilan", self._contenu(grille, colonne, ligne, cellule), nom, cellule.adresse)

    def _montre_une_etape(self, formule: str) -> bool:
        """Return whether a formula is nothing but a step, cited by its address or by its name."""
        feuille, _, adresse = formule[1:].rpartition("!")
        if not feuille:
            return adresse in _noms_d_etapes()
        morceaux = adresse.split("$")
        if len(morceaux) != 3 or morceaux[0] or not morceaux[2].isdecimal():  # noqa: PLR2004  ("", colonne, ligne)
            return False
        vue = self._etapes.get((feuille, morceaux[1]))
        if vue is None:
            vue = self._etapes[feuille, morceaux[1]] = self._rangs_d_etapes(feuille, f"{morceaux[1]}1")
        return int(morceaux[2]) in vue

    def _rangs_d_etapes(self, feuille: str, adresse: str) -> frozenset[int]:
        """Return the rows of a column where a step stands."""
        grille, lue = self.reperes.grille(feuille.strip("'").replace("''", "'")), reference(adresse)
        code = grille.colonnes.get(lue.colonne, "") if grille is not None and lue is not None else ""
        if grille is None or not code:
            return frozenset()
        if grille.prefixe == sheets.IDENTITE:
            codes = grille.codes or {}
            return frozenset(n for n, c in codes.items() if code == "valeur" and c not in _SAISIES)
        rangs = frozenset(grille.suites)
        if grille.prefixe in {CONTROLES, BAREME, CALCULS}:
            return frozenset(grille.codes or ()) if code == "resultat" else frozenset()
        return (
            rangs | frozenset(range(grille.premiere, grille.derniere + 1))
            if code in _ecrites(grille.prefixe)
            else rangs
        )

    def _tableau_de_bord(self) -> None:
        """Write what the dashboard shows, in reading order: its cells have neither code nor header."""
        feuille = self.reperes.feuilles.get(normaliser(sheets.TABLEAU_DE_BORD))
        if feuille is None:
            return
        # chacune de nos colonnes a des formules : une colonne vide insérée parmi elles ne repousse pas la dernière
        ecrites = sorted({rang for ligne in feuille.lignes.values() for rang, c in ligne.items() if c.formule})
        notres = set(ecrites[: dashboard.LARGEUR])
        rang = 0
        for ligne in sorted(feuille.lignes):
            for colonne, cellule in sorted(feuille.lignes[ligne].items()):
                if colonne in notres and cellule.formule is not None:
                    rang += 1
                    forme = canonique(cellule.formule, self._communs)
                    self._ecrire(f"tableau_de_bord.{rang:03d}", "=" + forme, feuille.nom, cellule.adresse)


@cache
def _ecrites(prefixe: str) -> frozenset[str]:
    """Return the codes of the columns of a table that the user does not fill."""
    return frozenset(col.code for col in sheets.feuille_de(prefixe).colonnes if col.nature is not Nature.SAISIE)


@cache
def _noms_d_etapes() -> frozenset[str]:
    return frozenset(nom for ident, nom in NOMS.items() if ident.partition(".")[2] not in _SAISIES)
