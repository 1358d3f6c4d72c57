"""What tags say, in reading order: blocks that open and close, fields that exist, within the loops around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpts_xl.report.champs.connus import Verificateur
from cpts_xl.report.moteur import limites
from cpts_xl.report.moteur.balises import FERMENT, OUVRENT, SUITES, Balise, balises
from cpts_xl.report.moteur.environnement import constante_admise
from cpts_xl.report.moteur.marquage import SOMMAIRE, TABLEAUX, champ_de_liste
from cpts_xl.report.moteur.nettoyage import W
from cpts_xl.report.paquet import DOCUMENT
from cpts_xl.report.verification.fautes import Faute, Place

_FORMES = "Formes admises : {{ champ }}, {% if champ %}, {% for ligne in liste %}, et leurs fins."
_EMBALLAGES = {"for": ("{% ", " %}{% endfor %}"), "if": ("{% ", " %}{% endif %}"),
               "elif": ("{% if 1 %}{% ", " %}{% endif %}")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bloc:
    mot: str
    balise: Balise
    place: Place
    portee: Mapping[str, Any]


class Lecture:
    """The reading of one part: blocks open at this point, names that they define."""

    def __init__(self, champs: Mapping[str, Any]) -> None:
        from jinja2 import Environment  # noqa: PLC0415 - lourde : seulement quand un modèle est vérifié

        self.verificateur = Verificateur({SOMMAIRE: "", TABLEAUX: "", **champs})
        self.analyse = Environment(autoescape=True)
        self.ouverts: list[_Bloc] = []

    @property
    def portee(self) -> Mapping[str, Any]:
        """The names that the loops around define."""
        return self.ouverts[-1].portee if self.ouverts else {}

    def paragraphe(self, place: Place) -> Iterator[Faute]:
        """Yield the faults of the tags of one paragraph."""
        if champ := champ_de_liste(place.texte):
            if place.partie != DOCUMENT:
                yield place.faute(f"le champ « {champ} » ne sert que dans le corps du texte ; le retirer d'ici.")
            return
        for balise in balises(place.texte):
            if not balise.commentaire:
                yield from self._balise(place, balise)

    def attribut(self, place: Place, valeur: str) -> Iterator[Faute]:
        """Yield the faults of the tags of an alternative text or of a title of table."""
        for balise in balises(valeur):
            if balise.ouvrante == "{{":
                yield from self._expression(place, balise)

    def fin(self) -> Iterator[Faute]:
        """Yield the blocks that were never closed."""
        for bloc in self.ouverts:
            yield bloc.place.faute(
                f"le bloc ouvert par {bloc.balise.texte} n'est jamais fermé : ajouter {{% end{bloc.mot} %}}.",
                bloc.balise.texte,
            )

    def _balise(self, place: Place, balise: Balise) -> Iterator[Faute]:
        mot = balise.mot
        if balise.ouvrante == "{{":
            yield from self._expression(place, balise)
        elif mot in OUVRENT:
            arbre = self._lire(balise)
            yield from self._expression(place, balise)
            portee = self.portee
            if arbre is not None and mot == "for":
                portee = {**portee, **self.verificateur.element(arbre.body[0], portee)}
            self.ouverts.append(_Bloc(mot, balise, place, portee))
            if len(self.ouverts) == limites.EMBOITEMENT + 1:
                yield place.faute(f"plus de {limites.EMBOITEMENT} blocs sont emboîtés ; simplifier.", balise.texte)
        elif mot in FERMENT:
            yield from self._fermer(place, balise)
        elif mot in SUITES:
            yield from self._suite(place, balise)

    def _fermer(self, place: Place, balise: Balise) -> Iterator[Faute]:
        if not self.ouverts:
            yield place.faute(f"la balise {balise.texte} ne ferme rien : aucun bloc n'est ouvert avant elle.",
                              balise.texte)  # fmt: skip
            return
        bloc, voulu = self.ouverts[-1], FERMENT[balise.mot]
        if bloc.mot != voulu:
            yield place.faute(
                f"la balise {balise.texte} ne ferme pas {bloc.balise.texte} : écrire {{% end{bloc.mot} %}}.",
                balise.texte,
            )
            # le bloc oublié, s'il y en a un, est tenu pour fermé : la suite se lit comme il faut
            rang = next((r for r in reversed(range(len(self.ouverts))) if self.ouverts[r].mot == voulu), None)
            del self.ouverts[len(self.ouverts) - 1 if rang is None else rang :]
            return
        self.ouverts.pop()
        yield from self._niveau(place, balise, bloc)

    def _suite(self, place: Place, balise: Balise) -> Iterator[Faute]:
        if not self.ouverts:
            yield place.faute(f"la balise {balise.texte} est hors de tout bloc {{% if %}}.", balise.texte)
            return
        bloc = self.ouverts[-1]
        if balise.mot == "elif":
            yield from self._expression(place, balise)
        if bloc.mot == "for":
            self.ouverts[-1] = _Bloc("for", bloc.balise, bloc.place,
                                     self.ouverts[-2].portee if len(self.ouverts) > 1 else {})  # fmt: skip
        yield from self._niveau(place, balise, bloc)

    @staticmethod
    def _niveau(place: Place, balise: Balise, bloc: _Bloc) -> Iterator[Faute]:
        """Refuse a block that opens at one level of the document and closes at another."""
        if balise.prefixe == bloc.balise.prefixe and _niveau_de(place, balise) is _niveau_de(bloc.place, bloc.balise):
            return
        prefixe = bloc.balise.prefixe
        yield place.faute(
            f"la balise {balise.texte} n'est pas au même niveau que {bloc.balise.texte}, qu'elle suit : "
            f"écrire toutes les balises d'un bloc sous la même forme (ici {{%{prefixe} … %}}), dans le même tableau ou "
            "la même suite de paragraphes.", balise.texte,
        )  # fmt: skip

    def _lire(self, balise: Balise) -> Any:
        """Return the parsed tag alone, None when it is malformed."""
        from jinja2 import TemplateSyntaxError  # noqa: PLC0415

        debut, fin = _EMBALLAGES.get(balise.mot, ("{{ ", " }}"))
        try:
            return self.analyse.parse(f"{debut}{balise.contenu}{fin}")
        except (TemplateSyntaxError, RecursionError):
            return None

    def _expression(self, place: Place, balise: Balise) -> Iterator[Faute]:
        arbre = self._lire(balise)
        if arbre is None:
            yield place.faute(f"une balise est mal écrite : {balise.texte}. {_FORMES}", balise.texte)
            return
        noeuds = list(_descendants(arbre))
        if len(noeuds) > limites.NOEUDS_DE_BALISE:
            yield place.faute(f"la balise {balise.texte} est trop compliquée ; la découper.", balise.texte)
            return
        constantes = [n.value for n in noeuds if type(n).__name__ == "Const" and isinstance(n.value, str)]
        if not all(constante_admise(texte) for texte in constantes):
            yield place.faute("un texte entre guillemets est trop long, ou contient un signe interdit.", balise.texte)
        for nom in (SOMMAIRE, TABLEAUX):
            if any(type(n).__name__ == "Name" and n.name == nom for n in noeuds):
                yield place.faute(f"{{{{ {nom} }}}} doit être seul dans son paragraphe.", balise.texte)
                return
        for motif in self.verificateur.fautes(arbre, self.portee):
            yield place.faute(motif, balise.texte)


def _descendants(noeud: Any) -> Iterator[Any]:
    yield noeud
    for enfant in noeud.iter_child_nodes():
        yield from _descendants(enfant)


def _niveau_de(place: Place, balise: Balise) -> Any:
    """Return the element inside which a tag works: the table of a {%tr %}, what holds the paragraph of a {%p %}."""
    if balise.prefixe in {"tr", "tc"}:
        element = next(place.element.iterancestors(f"{W}{balise.prefixe}"), None)
        return None if element is None else element.getparent()
    return place.element if balise.prefixe == "r" else place.element.getparent()
