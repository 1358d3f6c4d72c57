"""The bench of parity: every case as a native formula in one workbook per law, recalculated by real spreadsheets."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import xlsxwriter

from cpts_xl.absence import Absent
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.droit import NOM_CLES, NOM_RANGS, NOM_SEUILS, NOM_VALEURS
from cpts_xl.rules.symbol import Symbole
from cpts_xl.workbook.inks import Encre, cache, serie
from cpts_xl.workbook.moteurs.caches import falsifier
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lire
from cpts_xl.workbook.xlsx.types import lettres
from tests.rules.cas import ERREURS, FORMULE_VIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from cpts_xl.workbook.moteurs.recalcul import Recalcul
    from tests.rules.cas import Cas

FEUILLE = "Parité"
COLONNE_FORMULE = 2
EN_LIGNE = {("palier", "seuils"), ("montant_palier", "montants")}
"""Lists that our sheets lay along a row, as the steps of an indicator; every other list is a column."""

TOLERANCE = 1e-6


class Banc:
    """One workbook: a law, its cases, the address of each formula."""

    def __init__(self, cas: Sequence[Cas], sabote: Callable[[Cas, str], str] | None = None) -> None:
        self.cas = cas
        self.droit = cas[0].droit
        self.sabote = sabote or (lambda _cas, texte: texte)
        self.formules: list[tuple[str, str]] = []

    def ecrire(self, chemin: Path | io.BytesIO) -> None:
        """Write the workbook: one block of rows per case, then the sheet of parameters and its names."""
        cible = chemin if isinstance(chemin, io.BytesIO) else str(chemin)
        with xlsxwriter.Workbook(
            cible, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        ) as classeur:
            feuille = classeur.add_worksheet(FEUILLE)
            ligne = 1
            for cas in self.cas:
                ligne += self._bloc(feuille, cas, ligne)
            self._bareme(classeur)

    def _bloc(self, feuille: Any, cas: Cas, ligne: int) -> int:
        references: dict[str, Any] = {}
        colonne, hauteur = COLONNE_FORMULE, 1
        for argument in cas.regle.arguments:
            brut = cas.saisie.get(argument.nom)
            if argument.nom in cas.litteraux:
                references[argument.nom] = brut
                continue
            if not argument.genre.liste:
                colonne += 1
                references[argument.nom] = Symbole(f"{lettres(colonne)}{ligne}")
                _cellule(feuille, ligne, colonne, brut)
                continue
            liste = list(brut or ())
            assert len(liste) > 1, f"{cas.nom} : une plage d'une seule case n'existe pas dans nos feuilles"
            couche = (cas.regle.nom, argument.nom) in EN_LIGNE
            for rang, element in enumerate(liste):
                _cellule(feuille, ligne + rang * (not couche), colonne + 1 + rang * couche, element)
            debut = f"{lettres(colonne + 1)}{ligne}"
            colonne += len(liste) if couche else 1
            bas = ligne if couche else ligne + len(liste) - 1
            hauteur = max(hauteur, bas - ligne + 1)
            references[argument.nom] = Plage(f"{debut}:{lettres(colonne)}{bas}")
        texte = self.sabote(cas, cas.regle.formule(references))
        feuille.write_string(ligne - 1, 0, cas.nom)
        feuille.write_formula(ligne - 1, COLONNE_FORMULE - 1, f"={texte}", None, 0)
        self.formules.append((f"{lettres(COLONNE_FORMULE)}{ligne}", texte))
        return hauteur

    def _bareme(self, classeur: Any) -> None:
        feuille = classeur.add_worksheet("Barème")
        parametres, seuils = list(self.droit.parametres.values()), self.droit.seuils
        for rang, parametre in enumerate(parametres):
            valeur = self.droit.valeur(*parametre.cle)
            feuille.write_string(rang, 0, parametre.code)
            _cellule(feuille, rang + 1, 2, str(valeur.sorte) if isinstance(valeur, Absent) else valeur)
        for rang, seuil in enumerate(seuils):
            feuille.write_number(rang, 2, seuil.rang)
            feuille.write_number(rang, 3, seuil.a_partir_de)
        for nom, lettre, fin in (
            (NOM_CLES, "A", len(parametres)), (NOM_VALEURS, "B", len(parametres)),
            (NOM_RANGS, "C", len(seuils)), (NOM_SEUILS, "D", len(seuils)),
        ):  # fmt: skip
            classeur.define_name(nom, f"='Barème'!${lettre}$1:${lettre}${fin}")

    def preparer(self) -> None:
        """Write the formulas without keeping the workbook."""
        self.ecrire(io.BytesIO())

    def compare(self, recalcul: Recalcul) -> Iterator[tuple[Cas, Any, str, str]]:
        """Yield, for each case, the recalculated cell, why it is not what Python gives (or nothing), its formula."""
        for cas, (adresse, texte) in zip(self.cas, self.formules, strict=True):
            obtenu = recalcul[FEUILLE, adresse]
            try:
                motif = different(cas, cas.evaluer(), obtenu)
            except Exception as erreur:  # noqa: BLE001  (une règle ne doit jamais lever : c'est un écart comme un autre)
                motif = f"{type(erreur).__name__} en Python ({erreur}), le tableur donne {obtenu!r}"
            yield cas, obtenu, motif, texte


def _cellule(feuille: Any, ligne: int, colonne: int, brut: Any) -> None:
    """Write one input cell, rows and columns counted from 1."""
    place = (ligne - 1, colonne - 1)
    if brut is None or brut == "":
        return
    if brut == FORMULE_VIDE:
        feuille.write_formula(*place, '=""', None, "")
    elif isinstance(brut, str) and brut in ERREURS:
        feuille.write_formula(*place, f"={ERREURS[brut]}", None, brut)
    elif isinstance(brut, str):
        feuille.write_string(*place, brut)
    elif isinstance(brut, date):
        feuille.write_number(*place, serie(brut))
    else:
        feuille.write_number(*place, float(Fraction(brut)))


def different(cas: Cas, attendu: Any, obtenu: Any) -> str:
    """Return why a recalculated cell is not what Python gives, or the empty text.

    An error value is right only where an error cell came in, or where the texts do not have the key.
    """
    if isinstance(obtenu, ErreurCellule) and (cas.porte_erreur or cas.sans_cle):
        return ""
    if cas.sans_cle:
        return f"clé inconnue des textes, le tableur donne {obtenu!r} au lieu d'une erreur"
    montre = cache(attendu, Encre.NATIVE)
    if isinstance(montre, str):
        return "" if obtenu == montre else f"« {montre} » attendu, le tableur donne {obtenu!r}"
    if isinstance(obtenu, bool) or not isinstance(obtenu, float | int):
        return f"{montre} attendu, le tableur donne {obtenu!r}"
    marge = max(TOLERANCE, abs(montre) * 1e-12)
    return "" if abs(montre - obtenu) <= marge else f"{montre} attendu, le tableur donne {obtenu!r}"


def bancs(cas: Iterable[Cas]) -> list[Banc]:
    """Return one bench per law: the cases whose day sees the same parameters share a workbook."""
    groupes: dict[tuple[Any, ...], list[Cas]] = {}
    for un in cas:
        droit = un.droit
        groupes.setdefault(tuple((p.code, p.valeur) for p in droit.parametres.values()), []).append(un)
    return [Banc(groupe) for groupe in groupes.values()]


def recalculer_tous(chemins: Sequence[Path], moteurs: Sequence[str], delai: float = 120) -> dict[str, list[Recalcul]]:
    """Return the recalculation of each falsified workbook by each engine, engines working side by side."""
    for chemin in chemins:
        assert falsifier(chemin, faux(chemin)) > 0
    with ThreadPoolExecutor(len(moteurs)) as equipe:
        taches = {m: equipe.submit(lambda m=m: [recalculer(faux(c), m, delai) for c in chemins]) for m in moteurs}
        return {moteur: tache.result() for moteur, tache in taches.items()}


def faux(chemin: Path) -> Path:
    """Return where the falsified copy of a workbook stands."""
    return chemin.with_name(f"faux-{chemin.name}")


def ecarts_de_copie(chemin: Path, recalcul: Recalcul) -> Iterator[str]:
    """Yield one sentence per formula cell whose recalculated value is not the one stored beside it by Python."""
    for feuille in lire(chemin, dates=False).feuilles.values():
        for cellule in feuille.cellules.values():
            if not cellule.formule:
                continue
            obtenu, range_ = recalcul[feuille.nom, cellule.adresse], cellule.valeur
            nombres = isinstance(range_, Fraction) and isinstance(obtenu, float | int)
            pareil = abs(obtenu - range_) <= 1e-6 if nombres else obtenu == (range_ or "")
            if isinstance(obtenu, bool) or not pareil:
                yield f"{feuille.nom}!{cellule.adresse} : {range_!r} rangé, {obtenu!r} recalculé ; {cellule.formule}"
