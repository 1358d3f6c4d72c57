"""Labels and headers against ours: a word put elsewhere makes a number say something else.

A word in another language, or with a precision added, accuses nobody: what is told is a word of ours that now names
another number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.workbook import sheets
from cpts_xl.workbook.feuilles.modele import Colonne, Nature
from cpts_xl.workbook.layout import nom_colonne
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.verification.attendu import Place
from cpts_xl.workbook.verification.manifeste.plages import cible
from cpts_xl.workbook.verification.structure.alignement import Alignement
from cpts_xl.workbook.verification.structure.contexte import Contexte, Table, a_regarder, bloquant, information
from cpts_xl.workbook.xlsx.types import lettres

REMETTRE = "Remettre le libellé de la copie d'origine."
_MOT = re.compile(r"[a-z0-9]{4,}")
_AIDES = {sheets.IDENTITE: 3, sheets.CONTROLES: 5}
"""The column of explanations of a page: its words name no number."""
_LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Lexique:
    """Our words: whether a text that replaces a label says something else with them."""

    def __init__(self, textes: Iterable[str]) -> None:
        self.textes = {normaliser(texte) for texte in textes}
        self.mots = frozenset(mot for texte in self.textes for mot in _MOT.findall(texte))

    def trompe(self, lu: str, attendu: str) -> bool:
        """Return whether a text borrows our words to say something else than the label that it replaces."""
        gardes, nouveaux = (set(_MOT.findall(normaliser(texte))) for texte in (attendu, lu))
        return self.emprunte(lu, attendu) or (bool(gardes) and not nouveaux and bool(normaliser(lu)))

    def emprunte(self, lu: str, attendu: str) -> bool:
        """Return whether a text is one of our words, or borrows one to say something else; a short word does not."""
        if normaliser(lu) in self.textes:
            return True
        gardes, nouveaux = (set(_MOT.findall(normaliser(texte))) for texte in (attendu, lu))
        if gardes and gardes <= nouveaux:
            return False  # une précision ajoutée
        return bool((nouveaux - gardes) & self.mots)


def entetes(c: Contexte, lexique: Lexique) -> Iterator[Constat]:
    """Yield the headers of our tables that are missing, doubled, or replaced."""
    for table in c.tables.values():
        ligne = table.feuille.ligne(table.entete)
        titres = {normaliser(col.titre): col for col in table.decrite.colonnes}
        vus: dict[str, int] = {}
        for colonne, cellule in ligne.items():
            cle = normaliser(cellule.valeur)
            if cle in titres and cle in vus:
                yield a_regarder(
                    f"Le titre « {titres[cle].titre} » figure deux fois : l'outil lit le premier, en "
                    f"{lettres(vus[cle])}{table.entete}.",
                    table.feuille.nom, f"{lettres(colonne)}{table.entete}", Cause.LIBELLE, REMETTRE,
                )  # fmt: skip
            vus.setdefault(cle, colonne)
        yield from _deplaces(c, table)
        for rang, col in enumerate(table.decrite.colonnes):
            if (recrit := table.recrits.get(col.code)) is not None:
                emprunte = lexique.emprunte(recrit.lu, col.titre)
                if emprunte or col.nature is Nature.CALCUL:  # une saisie récrite est déjà dite par la lecture
                    yield _dire(table.feuille.nom, recrit.adresse, recrit.lu, col.titre, "Ce titre", trompe=emprunte)
                continue
            if col.code in table.colonnes:
                continue
            place = _place_du_titre(table, rang)
            la = ligne.get(place) if place else None
            if place and la is not None and normaliser(la.valeur) not in titres:
                lu = str(la.valeur or "")
                yield _remplace(lexique, table.feuille.nom, la.adresse, lu, col.titre, sujet="Ce titre")


def _deplaces(c: Contexte, table: Table) -> Iterator[Constat]:
    """Yield the headers that stand over another column than theirs: a column moved takes its name along, a word not."""
    nommees = {}
    for col in table.decrite.colonnes:
        trouvee = cible(c.classeur.noms.get(nom_colonne(table.decrite.prefixe, col.code), ""))
        if trouvee is not None and col.code in table.colonnes and trouvee[1].gauche == trouvee[1].droite:
            nommees[col.code] = trouvee[1].gauche
    titre_en = {colonne: code for code, colonne in table.colonnes.items()}
    for col in table.decrite.colonnes:
        nommee, ici = nommees.get(col.code), table.colonnes.get(col.code)
        if nommee is None or ici is None or nommee == ici:
            continue
        autre = titre_en.get(nommee)
        if autre is not None and nommees.get(autre, nommee) != nommee:  # les deux noms ont perdu leur titre
            yield bloquant(
                f"Le titre « {col.titre} » est au-dessus d'une autre colonne que la sienne ({lettres(nommee)}).",
                table.feuille.nom, f"{lettres(ici)}{table.entete}", Cause.LIBELLE, REMETTRE,
            )  # fmt: skip


def _place_du_titre(table: Table, rang: int) -> int:
    """Return the column where a missing header should stand, after that of its neighbour; 0 when nobody knows."""
    colonnes = table.decrite.colonnes
    avant = next((n for n in range(rang - 1, -1, -1) if colonnes[n].code in table.colonnes), None)
    if avant is not None:
        return table.colonnes[colonnes[avant].code] + rang - avant
    apres = next((n for n in range(rang + 1, len(colonnes)) if colonnes[n].code in table.colonnes), None)
    return max(table.colonnes[colonnes[apres].code] - (apres - rang), 0) if apres is not None else 0


def _remplace(lexique: Lexique, nom: str, lieu: str, lu: str, attendu: str, *, sujet: str) -> Constat:
    return _dire(nom, lieu, lu, attendu, sujet, trompe=lexique.trompe(lu, attendu))


def _dire(nom: str, lieu: str, lu: str, attendu: str, sujet: str, *, trompe: bool) -> Constat:
    commun: dict[str, Any] = {"lu": f"« {lu[:120]} »" if lu else "vide", "attendu": f"« {attendu[:120]} »"}
    if trompe:
        message = f"{sujet} a été remplacé par un autre : le nombre à côté ne dit plus ce qu'il est."
        return bloquant(message, nom, lieu, Cause.LIBELLE, REMETTRE, **commun)
    return information(f"{sujet} a été récrit.", nom, lieu, Cause.LIBELLE, **commun)


def fixes(c: Contexte, lexique: Lexique) -> Iterator[Constat]:
    """Yield the fixed words of the rows of our tables that are no longer those of their code."""
    for prefixe, table in c.tables.items():
        if TABLEAUX[prefixe].rangees is None:
            continue
        colonnes = [
            (col, table.colonnes[col.code])
            for col in table.decrite.colonnes
            if col.nature is Nature.FIXE and col.code in table.colonnes
        ]
        dus = rangees(prefixe, c.droit)
        ensemble = {col.code: {normaliser(mots.get(col.code)) for mots in dus.values()} for col, _ in colonnes}
        for code, mots in dus.items():
            place = c.lecture.places.get(f"{prefixe}.{code}.code")
            if place is None:
                continue
            rang = int(place[1].lstrip(_LETTRES))
            for col, colonne in colonnes:
                du, cellule = mots.get(col.code), table.feuille.ligne(rang).get(colonne)
                if not isinstance(du, str) or not du or (cellule is not None and cellule.formule is not None):
                    continue
                lu = "" if cellule is None or cellule.valeur is None else str(cellule.valeur)
                mot = _MotFixe(table, code, col, f"{lettres(colonne)}{rang}", place[1], lu, du)
                if (constat := _juger(mot, ensemble[col.code], lexique)) is not None:
                    yield constat


class _MotFixe(NamedTuple):
    """One fixed word: its table, row and column, where it is and where the code of its row is, as read and as due."""

    table: Table
    code: str
    colonne: Colonne
    lieu: str
    lieu_du_code: str
    lu: str
    du: str


def _juger(mot: _MotFixe, autres: Collection[str], lexique: Lexique) -> Constat | None:
    nom, titre, lieu = mot.table.feuille.nom, mot.colonne.titre, mot.lieu
    if normaliser(mot.lu) == normaliser(mot.du):
        # une formule ne regarde pas la casse, mais bien les accents et les espaces
        if mot.colonne.code == "libelle" or mot.lu.casefold() == mot.du.casefold():
            return None
        message = "Un accent ou une espace de trop ou de moins : les formules ne reconnaissent plus ce mot."
        return bloquant(message, nom, lieu, Cause.LIBELLE, REMETTRE, lu=f"« {mot.lu} »", attendu=f"« {mot.du} »")
    if mot.colonne.code == "code":  # une ligne se trouve par son code : un autre code est une autre ligne
        return None
    if normaliser(mot.lu) not in autres:
        return _remplace(lexique, nom, lieu, mot.lu, mot.du, sujet=f"Le mot de la colonne « {titre} », ligne "
                         f"« {mot.code} »,")  # fmt: skip
    if mot.table.colonnes[mot.colonne.code] == mot.table.colonnes.get("code", 0) + 1:
        lieu = f"{mot.lieu_du_code}:{lieu}"  # du code et de l'intitulé, nul ne sait qui a bougé
    message = f"La ligne « {mot.code} » porte, en « {titre} », le mot d'une autre ligne."
    return bloquant(message, nom, lieu, Cause.LIBELLE, REMETTRE, lu=mot.lu, attendu=mot.du)


def pages(c: Contexte, mots: Mapping[str, Mapping[Place, str]], lexique: Lexique) -> Iterator[Constat]:
    """Yield the words of the dashboard, the identity, the totals and the checks that are no longer ours."""
    dites = {(constat.feuille, constat.cellule) for constat in c.lecture.constats if constat.cause == Cause.LIBELLE}
    for nom, dus in mots.items():
        feuille = c.par_nom.get(normaliser(nom))
        if feuille is None:
            continue
        table = next((t for t in c.tables.values() if t.decrite.nom == nom), None)
        alignement = Alignement(feuille, dus, {} if table is None else _rangs(table))
        for place, mot in dus.items():
            constat = _mot(alignement, nom, place, mot, lexique)
            # un intitulé récrit que la lecture a déjà dit ne se dit deux fois que s'il trompe
            redit = constat is not None and (constat.feuille, constat.cellule) in dites
            if constat is not None and not (redit and constat.gravite is Gravite.INFORMATION):
                yield constat


def _rangs(table: Table) -> dict[int, int]:
    """Return the column found of each column of a table, by its rank from 1."""
    return {
        rang: table.colonnes[col.code]
        for rang, col in enumerate(table.decrite.colonnes, 1)
        if col.code in table.colonnes
    }


def _mot(alignement: Alignement, nom: str, place: Place, mot: str, lexique: Lexique) -> Constat | None:
    cellule, adresse, page = alignement.cellule(place), alignement.adresse(place), alignement.feuille.nom
    lu = "" if cellule is None or cellule.valeur is None else str(cellule.valeur)
    if normaliser(lu) == normaliser(mot):
        return None
    commun: dict[str, Any] = {"lu": f"« {lu[:120]} »" if lu else "vide", "attendu": f"« {mot[:120]} »"}
    if place[1] == _AIDES.get(nom) or place[0] <= 2:  # noqa: PLR2004  (titre et aide)
        return information("Ce texte a été récrit.", page, adresse, Cause.LIBELLE, **commun)
    if nom == sheets.CONTROLES and place[1] == 2:  # noqa: PLR2004  (la colonne des contrôles)
        return a_regarder("L'intitulé de ce contrôle a été changé.", page, adresse, Cause.LIBELLE, REMETTRE, **commun)
    if not lu:
        return information("Ce libellé a été effacé.", page, adresse, Cause.LIBELLE, REMETTRE, **commun)
    return _remplace(lexique, page, adresse, lu, mot, sujet="Ce libellé")
