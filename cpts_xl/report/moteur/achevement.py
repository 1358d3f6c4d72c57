"""What the marks of a rendered body become: numbers, bookmarks, contents, links, rows kept together.

One pass over the pieces between marks; a bookmark, a number or a link is put at the edge of a piece, never looked for
inside the XML. Word would ask the reader to update its fields: here their results are already written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cpts_xl.report.moteur import limites, reperes
from cpts_xl.report.moteur.course import COUPE, lier_le_tiret, texte_visible
from cpts_xl.report.moteur.limites import Demesure
from cpts_xl.report.moteur.plan import Plan
from cpts_xl.report.moteur.rangees import garder_avec_la_suite, solidaires
from cpts_xl.report.moteur.reperes import rang_de
from cpts_xl.report.moteur.sommaire import TitreEcrit, ecrire_entrees
from cpts_xl.report.numerotation import Compteurs

ENTETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NIVEAUX_DU_SOMMAIRE = 2
_PREMIER_DESSIN = 1001
_REFERENCE = re.compile(r"\[?(B-\d+)\]?")
_SUITE_D_UNE_TABLE = re.compile(r"</w:tbl>\s*<w:p(?: [^>]*)?>")
_TABLE_OUVERTE = re.compile(r"<w:tbl(?: [^>]*)?>$")
_SUITES = reperes.SUITE + reperes.FIN_REPERE_SIMPLE
_CELLULES_VIDES = (("</w:tcPr></w:tc>", "</w:tcPr><w:p/></w:tc>"), ("</w:tbl></w:tc>", "</w:tbl><w:p/></w:tc>"))


@dataclass(slots=True)
class Acheve:
    """A finished body: its pieces, where the contents go, and what they list."""

    morceaux: list[str]
    listes: list[tuple[int, str, int]]
    """Place among the pieces, letter and rank of each table of contents."""
    titres: list[TitreEcrit]
    tableaux: list[TitreEcrit]

    def texte(self, plan: Plan, pages: Mapping[str, int | str] | None) -> str:
        """Return the text of the part of the body, with these page numbers in its contents."""
        morceaux = [ENTETE, *self.morceaux]
        for place, lettre, rang in self.listes:
            liste = self.titres if lettre == reperes.SOMMAIRE else self.tableaux
            entrees = ecrire_entrees(liste, plan, plan.entrees[rang], pages or {})
            morceaux[place + 1] = entrees + morceaux[place + 1]
        texte = "".join(morceaux)
        for incomplete, complete in _CELLULES_VIDES if plan.cellules else ():
            texte = texte.replace(incomplete, complete)
        return texte


def achever(rendu: str, plan: Plan) -> Acheve:
    """Return the finished body of a rendered one.

    Raises:
        Demesure: more contents than a report may show.
    """
    return _Achevement(rendu, plan).faire()


@dataclass(slots=True)
class _Table:
    debut: int
    rangees: list[int] = field(default_factory=list)


class _Achevement:
    """The pass under way. A piece is what follows a mark, up to the next one."""

    def __init__(self, rendu: str, plan: Plan) -> None:
        self.plan = plan
        self.morceaux = rendu.split(reperes.MARQUE)
        self.acheve = Acheve(self.morceaux, [], [], [])
        self.compteurs = Compteurs()
        self.legendes: dict[int, int] = {}
        self.signet = plan.signet
        self.dessin = _PREMIER_DESSIN - 1
        self.ouverts: dict[str, tuple[int, int]] = {}
        self.references: set[str] = set()
        self.renvois: list[tuple[int, int]] = []
        self.renvois_simples: list[int] = []
        self.tables: list[_Table] = []

    def faire(self) -> Acheve:
        gestes = {
            reperes.TITRE: self._ouvrir, reperes.FIN_TITRE: self._titre,
            reperes.REPERE: self._ouvrir, reperes.FIN_REPERE: self._repere,
            reperes.RENVOI: self._ouvrir, reperes.FIN_RENVOI: self._renvoi,
            reperes.REPERE_SIMPLE: self._repere_simple,
            reperes.LEGENDE: self._ouvrir, reperes.FIN_LEGENDE: self._legende,
            reperes.TABLE: self._table, reperes.FIN_TABLE: self._fin_de_table,
            reperes.NOTE: self._rien, reperes.NUMERO: self._numero, reperes.DESSIN: self._dessin,
            reperes.SOMMAIRE: self._liste, reperes.TABLEAUX: self._liste,
        }  # fmt: skip
        morceaux = self.morceaux
        for place in range(1, len(morceaux)):
            lettre = morceaux[place][0]
            if lettre in _SUITES:
                morceaux[place] = morceaux[place][1:]
            elif lettre == reperes.RANGEE:
                morceaux[place] = morceaux[place][1:]
                self.tables[-1].rangees.append(place)
            elif lettre == reperes.RENVOI_SIMPLE:
                self.renvois_simples.append(place)
            else:
                gestes[lettre](place)
        self._lier()
        return self.acheve

    def _rien(self, place: int) -> None:
        self.morceaux[place] = self.morceaux[place][1:]

    def _ouvrir(self, place: int) -> None:
        morceau = self.morceaux[place]
        lettre = morceau[0]
        if lettre in reperes.AVEC_RANG:
            self.ouverts[lettre] = (place, rang_de(morceau))
            self.morceaux[place] = morceau[2:]
        else:
            self.ouverts[lettre] = (place, 0)
            self.morceaux[place] = morceau[1:]

    def _contenu(self, debut: int, fin: int) -> str:
        """Return the escaped visible text between two places."""
        return texte_visible(self.morceaux[debut] if fin == debut + 1 else "".join(self.morceaux[debut:fin]))

    def _poser_signet(self, debut: int, fin: int, nom: str) -> None:
        self.signet += 1
        self.morceaux[debut] = f'<w:bookmarkStart w:id="{self.signet}" w:name="{nom}"/>{self.morceaux[debut]}'
        self.morceaux[fin] = f'<w:bookmarkEnd w:id="{self.signet}"/>{self.morceaux[fin]}'

    def _titre(self, place: int) -> None:
        self._rien(place)
        debut, rang = self.ouverts[reperes.TITRE]
        titre = self.plan.titres[rang]
        texte = self._contenu(debut, place)
        if not texte:
            return
        numero = self.compteurs.suivant(titre.forme)
        if titre.niveau < NIVEAUX_DU_SOMMAIRE:
            nom = f"_Toc{len(self.acheve.titres) + 1:06d}"
            self._poser_signet(debut, place, nom)
            self.acheve.titres.append(TitreEcrit(titre.niveau, f"{numero} {texte}".strip(), nom))

    def _repere(self, place: int) -> None:
        self._rien(place)
        debut, _ = self.ouverts[reperes.REPERE]
        trouve = _REFERENCE.fullmatch(self._contenu(debut, place))
        if trouve and trouve[1] not in self.references:
            self.references.add(trouve[1])
            self._poser_signet(debut, place, trouve[1].replace("-", "_"))

    def _repere_simple(self, place: int) -> None:
        morceau = self.morceaux[place]
        avant, apres = self.plan.renvois[rang_de(morceau)]
        course = f"{avant}{morceau[2:]}{apres}"
        trouve = _REFERENCE.fullmatch(morceau[2:].strip())
        if trouve and trouve[1] not in self.references:
            self.references.add(trouve[1])
            self.signet += 1
            nom = trouve[1].replace("-", "_")
            course = (
                f'<w:bookmarkStart w:id="{self.signet}" w:name="{nom}"/>{course}<w:bookmarkEnd w:id="{self.signet}"/>'
            )
        self.morceaux[place] = course

    def _renvoi(self, place: int) -> None:
        self._rien(place)
        self.renvois.append((self.ouverts[reperes.RENVOI][0], place))

    def _lier(self) -> None:
        """Make each reference to a line of annex B a link; drop those left empty."""
        ecrits: dict[str, str] = {}
        for place in self.renvois_simples:
            morceau = self.morceaux[place]
            if morceau not in ecrits:
                ecrits[morceau] = self._renvoi_simple(rang_de(morceau), morceau[2:])
            self.morceaux[place] = ecrits[morceau]
        for debut, fin in self.renvois:
            texte = self._contenu(debut, fin)
            if not texte:
                self.morceaux[debut:fin] = [""] * (fin - debut)
            elif (trouve := _REFERENCE.fullmatch(texte)) and trouve[1] in self.references:
                self.morceaux[debut:fin] = map(lier_le_tiret, self.morceaux[debut:fin])
                ancre = trouve[1].replace("-", "_")
                self.morceaux[debut] = f'<w:hyperlink w:anchor="{ancre}" w:history="1">{self.morceaux[debut]}'
                self.morceaux[fin] = f"</w:hyperlink>{self.morceaux[fin]}"

    def _renvoi_simple(self, rang: int, texte: str) -> str:
        """Return the run of a reference written as one field."""
        avant, apres = self.plan.renvois[rang]
        if not texte.strip():
            return ""
        trouve = _REFERENCE.fullmatch(texte.strip())
        if trouve is None or trouve[1] not in self.references:
            return f"{avant}{texte}{apres}"
        ancre, lie = trouve[1].replace("-", "_"), texte.replace("-", COUPE, 1)
        return f'<w:hyperlink w:anchor="{ancre}" w:history="1">{avant}{lie}{apres}</w:hyperlink>'

    def _numero(self, place: int) -> None:
        rang = rang_de(self.morceaux[place])
        self.legendes[rang] = self.legendes.get(rang, 0) + 1
        self.morceaux[place] = f"{self.legendes[rang]}{self.morceaux[place][2:]}"

    def _legende(self, place: int) -> None:
        self._rien(place)
        debut, _ = self.ouverts[reperes.LEGENDE]
        texte = self._contenu(debut, place)
        if texte.startswith("Tableau"):
            nom = f"_TocT{len(self.acheve.tableaux) + 1:05d}"
            self._poser_signet(debut, place, nom)
            self.acheve.tableaux.append(TitreEcrit(0, texte, nom))

    def _dessin(self, place: int) -> None:
        self.dessin += 1
        self.morceaux[place] = f"{self.dessin}{self.morceaux[place][1:]}"

    def _liste(self, place: int) -> None:
        morceau = self.morceaux[place]
        if len(self.acheve.listes) >= limites.SOMMAIRES:
            raise Demesure(f"il demande plus de {limites.SOMMAIRES} sommaires ; ne pas les mettre dans une boucle.")
        self.acheve.listes.append((place, morceau[0], rang_de(morceau)))
        self.morceaux[place] = morceau[2:]

    def _table(self, place: int) -> None:
        self._rien(place)
        self.tables.append(_Table(place))

    def _fin_de_table(self, place: int) -> None:
        """Keep a short table on one page, and the note below a table with its last row."""
        self._rien(place)
        table = self.tables.pop()
        if not table.rangees:
            # une table sans ligne ferait dire à Word que le document est abîmé
            self.morceaux[table.debut - 1] = _TABLE_OUVERTE.sub("", self.morceaux[table.debut - 1])
            self.morceaux[table.debut : place] = [""] * (place - table.debut)
            self.morceaux[place] = self.morceaux[place].removeprefix("</w:tbl>")
            return
        suite = self.morceaux[place + 1] if place + 1 < len(self.morceaux) else ""
        note = suite[:1] == reperes.NOTE and _SUITE_D_UNE_TABLE.fullmatch(self.morceaux[place])
        rangees = list(zip(table.rangees, [*table.rangees[1:], place], strict=True))
        for debut, fin in solidaires(rangees, note=bool(note)):
            self.morceaux[debut:fin] = map(garder_avec_la_suite, self.morceaux[debut:fin])
