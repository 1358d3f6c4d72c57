"""The model that a workbook should hold: the layout and the law told as a workbook already read, no file being made."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.etapes import PERIMETRES
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.schema import IDENTITE
from cpts_xl.rules.droit import NOM_CLES, NOM_RANGS, NOM_SEUILS, NOM_VALEURS
from cpts_xl.rules.genres import Genre
from cpts_xl.workbook import lambdas, sheets
from cpts_xl.workbook.empreinte.modele import Modele, modele_de
from cpts_xl.workbook.empreinte.reperes import TITRES_BAREME, TITRES_CALCULS, TITRES_CONTROLES
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import IDENTITE_CALCULS, LIGNE_ENTETE, Case, Layout
from cpts_xl.workbook.pages import dashboard, lists, trace
from cpts_xl.workbook.sheets import Nature
from cpts_xl.workbook.writer import Ecrivain
from cpts_xl.workbook.xlsx.types import Cellule, ClasseurLu, FeuilleLue, lettres


class Plume(Ecrivain):
    """The pen, which also keeps every formula that it writes, by cell."""

    def __init__(self, classeur: Any, layout: Layout, encre: Encre) -> None:
        super().__init__(classeur, layout, encre)
        self.formules: dict[Case, str] = {}

    def formule(self, case: Case, texte: str, valeur: float | str, genre: Genre, **style: Any) -> None:
        """Write a formula with its stored value, and keep it."""
        self.formules[case] = texte
        super().formule(case, texte, valeur, genre, **style)


class _Muet:
    """A workbook that takes everything and keeps nothing."""

    def __getattr__(self, _nom: str) -> _Muet:
        return self

    def __call__(self, *_valeurs: Any, **_mots: Any) -> _Muet:
        return self


def modele_attendu(dossier: Dossier, droit: Any, encre: Encre) -> Modele:
    """Return the model of the workbook that this version writes, for the law of a day; the inputs do not matter."""
    layout = Layout(calculer(dossier, droit))
    plume = Plume(_Muet(), layout, encre)
    dashboard.tableau_de_bord(plume)
    trace.calculs(plume)
    for calculee in layout.resultat.etapes:
        plume.formules[layout.cases[calculee.etape.id]] = plume.texte_formule(calculee.etape.id)
    return modele_ecrit(plume)


def modele_ecrit(plume: Plume) -> Modele:
    """Return the model of what a pen has written, every sheet done."""
    return modele_de(_Theorique(plume.layout, plume.formules, plume.encre).classeur)


class _Theorique:
    """A layout told as a workbook already read: only what the model looks at."""

    def __init__(self, layout: Layout, formules: Mapping[Case, str], encre: Encre) -> None:
        self.layout, self.resultat, self.droit = layout, layout.resultat, layout.droit
        self.classeur = ClasseurLu(Path("modele"), {nom: FeuilleLue(nom) for nom in sheets.ORDRE})
        self.classeur.noms.update(layout.noms)
        if encre is Encre.LAMBDA:
            self.classeur.noms.update(lambdas.definitions(self.droit, layout.noms))
        for case, texte in formules.items():
            self._poser(case, None, f"={texte}")
        self._tableaux()
        self._identite()
        self._suites()
        self._bareme()
        self._numerotees()
        self._listes()
        for feuille in self.classeur.feuilles.values():
            feuille.dimensions = max(feuille.lignes, default=0), 0

    def _poser(self, case: Case, valeur: Any, formule: str | None = None) -> None:
        if valeur is None and formule is None:
            return
        lue = Fraction(valeur) if isinstance(valeur, int) else valeur.texte if isinstance(valeur, Absent) else valeur
        # sans adresse : le modèle ne lit que le rang et la colonne
        cellule = Cellule("", lue, formule, "", verrouillee=True)
        self.classeur.feuilles[case.feuille].lignes.setdefault(case.ligne, {})[case.colonne] = cellule

    def _titres(self, feuille: str, titres: Mapping[int, str]) -> None:
        for colonne, titre in titres.items():
            self._poser(Case(feuille, LIGNE_ENTETE, colonne), titre)

    def _tableaux(self) -> None:
        for f in sheets.TABLEAUX_FEUILLES:
            self._titres(f.nom, {rang: col.titre for rang, col in enumerate(f.colonnes, 1)})
            for rangee in self.layout.rangees[f.prefixe]:
                for col in f.colonnes:
                    ident = f"{rangee}.{col.code}"
                    if col.nature is not Nature.SAISIE and ident not in self.resultat.par_id:
                        self._poser(self.layout.cases[ident], self.resultat.valeurs.get(ident))

    def _identite(self) -> None:
        self._titres(sheets.IDENTITE, {1: "Rubrique", 2: "Valeur"})
        libelles = (*((champ.code, champ.libelle) for champ in IDENTITE), *IDENTITE_CALCULS)
        for code, libelle in libelles:
            self._poser(Case(sheets.IDENTITE, self.layout.cases[f"identite.{code}"].ligne, 1), libelle)

    def _suites(self) -> None:
        """Tell the rows under the table of Financement, by their label."""
        nom, cases = sheets.FINANCEMENT_FEUILLE.nom, self.layout.cases
        place = cases[f"perimetre.{PERIMETRES[0].code}.libelle"].colonne
        self._poser(Case(nom, self.layout.ligne_total, place), "Totaux (plafond, droit ouvert et versé)")
        if (ecart := cases.get("total.ecart_acces")) is not None:
            self._poser(Case(nom, ecart.ligne, place), self.resultat.par_id["total.ecart_acces"].etape.libelle)
        for ident, case in cases.items():
            if ident.startswith("perimetre.") and ident not in self.resultat.par_id:
                self._poser(case, self.resultat.valeurs[ident])

    def _bareme(self) -> None:
        nom, seuils = sheets.BAREME, {seuil.parametre.code: seuil for seuil in self.droit.seuils}
        colonnes = {code: rang for rang, code in _PLACES_BAREME.items()}
        self._titres(nom, {rang: TITRES_BAREME[code] for rang, code in _PLACES_BAREME.items()})
        ordre = [*seuils, *(code for code in self.droit.parametres if code not in seuils)]
        for ligne, code in enumerate(ordre, LIGNE_ENTETE + 1):
            valeur = self.droit.valeur(*self.droit.parametres[code].cle)
            self._poser(Case(nom, ligne, colonnes["cle"]), code)
            self._poser(Case(nom, ligne, colonnes["valeur"]),
                        str(valeur.sorte) if isinstance(valeur, Absent) else valeur)  # fmt: skip
            if (seuil := seuils.get(code)) is not None:
                self._poser(Case(nom, ligne, colonnes["rang"]), Fraction(seuil.rang))
                self._poser(Case(nom, ligne, colonnes["seuil"]), Fraction(seuil.a_partir_de))
        haut, bas, fin = LIGNE_ENTETE + 1, LIGNE_ENTETE + len(ordre), LIGNE_ENTETE + len(seuils)
        for cle, code, derniere in ((NOM_CLES, "cle", bas), (NOM_VALEURS, "valeur", bas), (NOM_RANGS, "rang", fin),
                                    (NOM_SEUILS, "seuil", fin)):  # fmt: skip
            lettre = lettres(colonnes[code])
            self.classeur.noms[cle] = f"{nom}!${lettre}${haut}:${lettre}${derniere}"

    def _numerotees(self) -> None:
        """Tell the lists whose rows carry a number: the checks, the computations."""
        self._titres(sheets.CONTROLES, {1: TITRES_CONTROLES["numero"], 2: TITRES_CONTROLES["libelle"],
                                        3: TITRES_CONTROLES["resultat"]})  # fmt: skip
        for ident, case in self.layout.cases.items():
            if ident.startswith("controle."):
                self._poser(Case(case.feuille, case.ligne, 1), 1)
                self._poser(Case(case.feuille, case.ligne, 2), self.resultat.par_id[ident].etape.libelle)
        self._titres(sheets.CALCULS, {1: TITRES_CALCULS["numero"], 4: TITRES_CALCULS["classeur"],
                                      5: TITRES_CALCULS["outil"], 6: TITRES_CALCULS["ecart"]})  # fmt: skip
        for ligne in sorted(n for n in self.classeur.feuilles[sheets.CALCULS].lignes if n > LIGNE_ENTETE):
            self._poser(Case(sheets.CALCULS, ligne, 1), 1)

    def _listes(self) -> None:
        for rang, (nom, (_titre, mots)) in enumerate(lists.colonnes(self.droit).items(), 1):
            for ligne, mot in enumerate(mots, LIGNE_ENTETE + 1):
                self._poser(Case(sheets.LISTES, ligne, rang), mot)
            lettre = lettres(rang)
            zone = f"${lettre}${LIGNE_ENTETE + 1}:${lettre}${LIGNE_ENTETE + len(mots)}"
            self.classeur.noms[nom] = f"{sheets.LISTES}!{zone}"


_PLACES_BAREME = {1: "cle", 3: "valeur", 10: "rang", 11: "seuil"}
