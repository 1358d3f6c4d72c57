"""The proof that a prepared part stays well-formed whatever the values: done once, so that no report is parsed.

Three things are enough. A block leaves open exactly the elements that were open before it: repeated, kept or dropped,
it changes no nesting. A value is printed inside a ``w:t`` element, or inside an attribute through its own escape. The
marks of the engine open and close like elements.
"""

from __future__ import annotations

import re
from typing import Any

from cpts_xl.report.moteur import reperes
from cpts_xl.report.moteur.environnement import FILTRE_ATTRIBUT, Compile, compiler
from cpts_xl.report.moteur.limites import Demesure

_PARTIE = re.compile(
    rf"{reperes.MARQUE}(?:[{''.join(reperes.AVEC_RANG)}].|.)"
    r"|<(?P<fin>/)?(?P<nom>[\w:.-]+)(?P<attributs>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<vide>/)?>",
    re.DOTALL,
)
_ENTAME = re.compile(r"<[\w:.-]+(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?=\s*([\"'])[^\"'<]*$", re.DOTALL)
_FERMANTES = {fin: debut for debut, fin in reperes.OUVRANTES.items()}
_OU_ECRIRE = {("w:t",), (reperes.RENVOI_SIMPLE,), (reperes.REPERE_SIMPLE,)}
_CROISE = (
    "une balise ouvre un bloc dans un paragraphe, un tableau ou un titre, et le ferme dans un autre : ouvrir et fermer "
    "au même niveau, avec {%p … %} entre deux paragraphes et {%tr … %} entre deux lignes de tableau."
)
_HORS_TEXTE = "un champ est placé hors du texte d'un paragraphe ; le retaper dans une ligne de texte ordinaire."
_COTE_A_COTE = "une balise et un réglage de Word se mêlent ; effacer la balise et la retaper."


def compiler_prouver(source: str) -> Compile:
    """Return a patched part compiled, once proved.

    Raises:
        Demesure: beyond a limit, or some values could give a damaged document; the reason, in French.
        jinja2.TemplateSyntaxError: a tag is malformed.
    """
    compile_, arbre = compiler(source)
    _prouver(arbre)
    return compile_


def _prouver(arbre: Any) -> None:
    lecture = _Lecture()
    lecture.suite(arbre.body)
    if lecture.pile or lecture.guillemet:
        raise Demesure(_CROISE)


class _Lecture:
    """What is open at this point of the walk."""

    def __init__(self) -> None:
        self.pile: tuple[str, ...] = ()
        self.guillemet = ""
        self.entame = ""
        """A tag cut in the middle of an attribute by a value."""

    def suite(self, noeuds: list[Any]) -> None:
        for noeud in noeuds:
            sorte = type(noeud).__name__
            if sorte == "Output":
                for morceau in noeud.nodes:
                    self._morceau(morceau)
            elif sorte == "For":
                self._blocs([noeud.body, noeud.else_])
            else:
                self._blocs([noeud.body, *(autre.body for autre in noeud.elif_), noeud.else_])

    def _blocs(self, blocs: list[list[Any]]) -> None:
        avant = (self.pile, self.guillemet, self.entame)
        for bloc in blocs:
            self.suite(bloc)
            if (self.pile, self.guillemet) != avant[:2]:
                raise Demesure(_CROISE)
            self.entame = avant[2]

    def _morceau(self, noeud: Any) -> None:
        if type(noeud).__name__ == "TemplateData":
            self._texte(noeud.data)
        elif self.guillemet:
            if type(noeud).__name__ != "Filter" or noeud.name != FILTRE_ATTRIBUT:
                raise Demesure(_COTE_A_COTE)
        elif self.pile[-1:] not in _OU_ECRIRE:
            raise Demesure(_HORS_TEXTE)

    def _texte(self, donnees: str) -> None:
        if self.guillemet:
            _, borne, apres = donnees.partition(self.guillemet)
            if not borne:
                return
            # la fin de la balise entamée se lit comme si la valeur n'y était pas
            donnees, self.guillemet = self.entame + borne + apres, ""
        place = 0
        for trouve in _PARTIE.finditer(donnees):
            self._entre(donnees[place : trouve.start()])
            place = trouve.end()
            self._partie(trouve)
        reste = donnees[place:]
        if entame := _ENTAME.search(reste):
            self._entre(reste[: entame.start()])
            self.guillemet, self.entame = entame[1], entame[0]
        else:
            self._entre(reste)

    @staticmethod
    def _entre(texte: str) -> None:
        if "<" in texte or ">" in texte:
            raise Demesure(_COTE_A_COTE)

    def _partie(self, trouve: re.Match[str]) -> None:
        if trouve[0].startswith(reperes.MARQUE):
            lettre = trouve[0][1]
            if lettre in reperes.OUVRANTES:
                self.pile += (lettre,)
            elif lettre in _FERMANTES:
                self._ferme(_FERMANTES[lettre])
        elif trouve["fin"]:
            self._ferme(trouve["nom"])
        elif not trouve["vide"]:
            self.pile += (trouve["nom"],)

    def _ferme(self, nom: str) -> None:
        if self.pile[-1:] != (nom,):
            raise Demesure(_CROISE)
        self.pile = self.pile[:-1]
