"""Formats that hide or change what a cell shows: number formats, and those that a condition gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.rules.genres import JOUR, afficher
from cpts_xl.workbook import sheets
from cpts_xl.workbook.verification.manifeste.modele import Conditionnel
from cpts_xl.workbook.verification.manifeste.plages import adresse, resumer
from cpts_xl.workbook.verification.structure.codes import altere_le_texte, tort
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, bloquant, information, premiere
from cpts_xl.workbook.verification.structure.formats_textes import REMETTRE, SUPPRIMER, textes_alteres
from cpts_xl.workbook.verification.structure.torts import GRAVES, Tort
from cpts_xl.workbook.xlsx.formats_nombre import jour
from cpts_xl.workbook.xlsx.types import position

REALIGNER = "Aligner à droite (Ctrl+1, onglet Alignement, Horizontal : Standard), puis relire la cellule."
_TEMOIN = Fraction(123_456, 100)
_ORIGINES = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
"""The day that a workbook counts as 0: it was not born in 1904, or it was."""
_ZERO = ("0", '""', "")


def formats(c: Contexte) -> Iterator[Constat]:
    """Yield, by sheet and by format, the cells of ours whose format shows something else than what they hold."""
    juge = _Juge()
    for nom in c.a_nous:
        fautifs, textes = _fautifs(c, nom, juge)
        for (motif, code, _), lieux in fautifs.items():
            if siens := [lieu for lieu in lieux if c.est_notre(nom, *position(lieu))]:
                yield _constat(c, nom, motif, code, siens)
        for code, lieux in textes.items():
            siens = [lieu for lieu in lieux if c.est_notre(nom, *position(lieu))]
            yield from textes_alteres(c, nom, code, siens, condition=False)
        yield from _recopies(c, nom)


def _fautifs(c: Contexte, nom: str, juge: _Juge) -> tuple[dict[tuple[Tort, str, str], list[str]], dict[str, list[str]]]:
    """Return the cells of one sheet whose format misleads: the numbers by what is wrong, the texts by their format."""
    fautifs: dict[tuple[Tort, str, str], list[str]] = {}
    textes: dict[str, list[str]] = {}
    genres, origine = c.genres.get(nom, {}), _ORIGINES[c.manifeste.date1904]
    for lieu, cellule in c.classeur.feuilles[nom].cellules.items():
        valeur = cellule.valeur
        if type(valeur) is str:  # les deux tiers d'un classeur : rien de plus pour eux
            if altere_le_texte(cellule.format):
                textes.setdefault(cellule.format, []).append(lieu)
            continue
        trouve = genres.get(lieu)
        genre = trouve.code if trouve else ""
        if type(valeur) is not Fraction:
            if not isinstance(valeur, dt.date):
                continue
            genre = genre or "jour"
            valeur = Fraction((dt.date(valeur.year, valeur.month, valeur.day) - origine).days)
        motif = juge.tort(cellule.format, genre, valeur)
        if motif is not None:
            fautifs.setdefault((motif, cellule.format, genre), []).append(lieu)
    return fautifs, textes


class _Juge:
    """What is wrong with a format: the same for all the numbers of one sign, unless the format has a condition."""

    def __init__(self) -> None:
        self._connus: dict[tuple[str, str, int], Tort | None] = {}

    def tort(self, code: str, genre: str, valeur: Fraction) -> Tort | None:
        numerateur = valeur.numerator
        cle = code, genre, (numerateur > 0) - (numerateur < 0)
        if cle in self._connus:
            return self._connus[cle]
        if "[" in code and any(borne in code for borne in "<>="):
            return tort(code, genre, valeur)
        motif = self._connus[cle] = tort(code, genre, cle[2] * _TEMOIN)
        return motif


def _constat(c: Contexte, nom: str, motif: Tort, code: str, lieux: list[str]) -> Constat:
    lieu = premiere(lieux)
    cellule, genre = c.classeur.feuilles[nom].cellules[lieu], c.genres.get(nom, {}).get(lieu)
    vraie, valeur = "", cellule.valeur
    if isinstance(valeur, Fraction) and genre is not None and genre.code == JOUR.code:
        valeur = jour(valeur, date1904=c.manifeste.date1904)  # sous une heure, un jour se lit comme un nombre
    if isinstance(valeur, dt.date):
        vraie = afficher(JOUR, valeur)
    elif genre is not None and isinstance(valeur, Fraction):
        vraie = afficher(genre, valeur)
    message = f"Le format de {nombre(len(lieux))} cellule{pluriel(len(lieux))} {motif} : {resumer(lieux)}."
    dire = bloquant if motif in GRAVES else a_regarder
    return dire(message, nom, lieu, Cause.FORMAT, REMETTRE, lu=f"format {code}", attendu=vraie)


def _recopies(c: Contexte, nom: str) -> Iterator[Constat]:
    """Yield the numbers repeated up to the edge of their cell: 5 would then read as 55 555."""
    cellules = c.classeur.feuilles[nom].cellules
    siens = [
        lieu
        for lieu in c.manifeste.feuilles[nom].recopies
        if lieu in cellules and type(cellules[lieu].valeur) is Fraction and cellules[lieu].valeur != 0
        and c.est_notre(nom, *position(lieu))
    ]  # fmt: skip
    if siens:
        n = len(siens)
        message = f"L'alignement « Recopié » de {nombre(n)} cellule{pluriel(n)} répète le nombre : {resumer(siens)}."
        yield bloquant(message, nom, premiere(siens), Cause.FORMAT, REALIGNER, lu="alignement « Recopié »")


def conditions(c: Contexte) -> Iterator[Constat]:
    """Yield the conditional formats that hide or change the numbers and the texts of our sheets."""
    for feuille in c.manifeste.feuilles.values():
        if not c.chez(feuille):
            continue
        for regle in feuille.conditionnels:
            if altere_le_texte(regle.style.format):
                yield from _textes(c, feuille.nom, regle)
            motif = _masque(regle)
            if not motif:
                continue
            couvertes = [a for zone in regle.zones for a in c.dites(feuille.nom, zone)]
            if not couvertes:
                continue
            lieux = ", ".join(adresse(zone) for zone in regle.zones[:3])
            quand = "" if not regle.formules else f" (condition : {' ; '.join(regle.formules)[:120]})"
            message = f"Une mise en forme conditionnelle {motif} sur {lieux}{quand}."
            dire = information if _zeros(regle) else a_regarder
            yield dire(message, feuille.nom, premiere(couvertes), Cause.FORMAT, SUPPRIMER)


def _textes(c: Contexte, nom: str, regle: Conditionnel) -> Iterator[Constat]:
    """Yield the texts of ours that a rule would show otherwise."""
    lieux = {x.adresse: None for zone in regle.zones for _, _, x in c.cellules(nom, zone) if type(x.valeur) is str}
    yield from textes_alteres(c, nom, regle.style.format, lieux, condition=True)


def alertes(c: Contexte) -> Iterator[Constat]:
    """Yield a word when the colour of the checks to look at is gone: they must then be read one by one."""
    nom = next((nom for nom, notre in c.a_nous.items() if notre == sheets.CONTROLES), None)
    if nom is not None and c.meme_version and not any(r.style.fond for r in c.manifeste.feuilles[nom].conditionnels):
        yield information("Les contrôles à regarder ne sont plus colorés.", nom, "", Cause.FORMAT,
                          "Les lire un à un, ou reprendre la copie d'origine.")  # fmt: skip


def _masque(regle: Conditionnel) -> str:
    if regle.sans_valeur:
        return "remplace les nombres par des barres ou des icônes"
    if regle.style.invisible:
        return f"rend des nombres illisibles ({regle.style.invisible})"
    if regle.style.format and (motif := tort(regle.style.format, "montant", _TEMOIN)) is not None:
        return motif.value
    return ""


def _zeros(regle: Conditionnel) -> bool:
    """Tell whether a rule only bears on zeros or errors, which many hide for the eye."""
    if regle.genre == "cellIs":
        return regle.operateur == "equal" and regle.formules[:1] in {(z,) for z in _ZERO}
    return regle.genre in {"containsErrors", "containsBlanks"} or any("ISERROR" in f.upper() for f in regle.formules)
