"""Which fields exist, and what a template may do with them: show, loop, choose. Never compute, never call."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from cpts_xl.report.typographie import Chiffre

FILTRES = ("upper", "lower", "capitalize", "trim", "first", "last", "length", "join", "default")
_INCONNU: Any = object()
_BOUCLE: Any = object()
_ATTRIBUTS_BOUCLE = {"index", "first", "last", "length", "revindex"}
_ATTRIBUTS_CHIFFRE = {"ref", "cellule"}
_ADMIS = {
    "Template", "Output", "TemplateData", "Const", "If", "Not", "And", "Or", "Compare", "Operand", "CondExpr", "Test",
    "Concat", "List", "Tuple",
}  # fmt: skip
_CALCULS = {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"}


class Verificateur:
    """The walk over a parsed template, with the values of one real context as its dictionary."""

    def __init__(self, champs: Mapping[str, Any]) -> None:
        self.champs = champs
        self.chemins = sorted(set(chemins(champs)))

    def fautes(self, arbre: Any) -> Iterator[tuple[int, str]]:
        """Yield the line and the French reason of each fault, in order."""
        yield from self._noeud(arbre, {})

    def _noeud(self, noeud: Any, portee: dict[str, Any]) -> Iterator[tuple[int, str]]:
        sorte = type(noeud).__name__
        if sorte in {"Name", "Getattr", "Getitem"}:
            _, fautes = self._valeur(noeud, portee)
            yield from ((noeud.lineno, faute) for faute in fautes)
        elif sorte == "For":
            yield from self._boucle(noeud, portee)
        elif sorte == "Filter" and noeud.name not in FILTRES:
            yield noeud.lineno, f"le filtre « {noeud.name} » n'est pas admis. Filtres admis : {', '.join(FILTRES)}."
        elif sorte in _CALCULS:
            yield noeud.lineno, "un modèle ne fait aucun calcul : employer un champ déjà calculé (voir CHAMPS.md)."
        elif sorte == "Filter" or sorte in _ADMIS:
            for enfant in noeud.iter_child_nodes():
                yield from self._noeud(enfant, portee)
        else:
            yield (
                noeud.lineno,
                "cette balise n'est pas admise : un modèle montre des champs, répète et choisit, sans plus.",
            )

    def _boucle(self, noeud: Any, portee: dict[str, Any]) -> Iterator[tuple[int, str]]:
        liste, fautes = self._valeur(noeud.iter, portee)
        yield from ((noeud.lineno, faute) for faute in fautes)
        if fautes:
            return
        if liste is not _INCONNU and not isinstance(liste, list):
            yield noeud.lineno, f"« {_ecrit(noeud.iter)} » n'est pas une liste : elle ne peut pas être parcourue."
            return
        element = liste[0] if liste is not _INCONNU and liste else _INCONNU
        if type(noeud.target).__name__ != "Name":
            yield noeud.lineno, "écrire {% for ligne in liste %}, avec un seul nom."
            return
        dedans = {**portee, noeud.target.name: element, "loop": _BOUCLE}
        for enfant in (*noeud.body, *([noeud.test] if noeud.test else [])):
            yield from self._noeud(enfant, dedans)
        for enfant in noeud.else_:
            yield from self._noeud(enfant, portee)

    def _valeur(  # noqa: PLR0911 - une écriture, une façon de lire
        self, noeud: Any, portee: Mapping[str, Any]
    ) -> tuple[Any, list[str]]:
        """Return the value that a name stands for in the context at hand, and why it stands for none."""
        sorte = type(noeud).__name__
        if sorte == "Name":
            if noeud.name in portee:
                return portee[noeud.name], []
            if noeud.name in self.champs:
                return self.champs[noeud.name], []
            return _INCONNU, [self._inconnu(noeud.name, [*portee, *self.champs])]
        if sorte == "Getitem" and type(noeud.arg).__name__ == "Const":
            base, fautes = self._valeur(noeud.node, portee)
            return (_INCONNU, fautes) if fautes else self._membre(noeud.node, base, noeud.arg.value)
        if sorte == "Getattr":
            base, fautes = self._valeur(noeud.node, portee)
            return (_INCONNU, fautes) if fautes else self._membre(noeud.node, base, noeud.attr)
        if sorte == "Const":
            return noeud.value, []
        return _INCONNU, ["seul un champ nommé peut servir ici."]

    def _membre(  # noqa: PLR0911 - une sorte de champ, une façon de le lire
        self, noeud: Any, base: Any, nom: Any
    ) -> tuple[Any, list[str]]:
        ecrit = f"{_ecrit(noeud)}.{nom}"
        if str(nom).startswith("_"):
            return _INCONNU, [f"« {ecrit} » n'est pas admis : un nom qui commence par « _ » n'est pas un champ."]
        if base is _INCONNU:
            return _INCONNU, []
        if isinstance(base, Mapping):
            return (base[nom], []) if nom in base else (_INCONNU, [self._inconnu(ecrit, _prefixes(noeud, base))])
        if base is _BOUCLE and nom in _ATTRIBUTS_BOUCLE:
            return _INCONNU, []
        if isinstance(base, Chiffre) and nom in _ATTRIBUTS_CHIFFRE:
            return getattr(base, nom), []
        if isinstance(base, list) and isinstance(nom, int):
            return (base[0] if base else _INCONNU), []
        return _INCONNU, [f"« {_ecrit(noeud)} » est un texte : il n'a pas de partie nommée « {nom} »."]

    def _inconnu(self, ecrit: str, voisins: list[str]) -> str:
        proches = difflib.get_close_matches(ecrit, [*voisins, *self.chemins], n=1, cutoff=0.5)
        conseil = f" Champ le plus proche : « {proches[0]} »." if proches else ""
        return f"le champ « {ecrit} » est inconnu.{conseil} La liste des champs est dans CHAMPS.md."


def _prefixes(noeud: Any, base: Mapping[str, Any]) -> list[str]:
    return [f"{_ecrit(noeud)}.{cle}" for cle in base]


def _ecrit(noeud: Any) -> str:
    sorte = type(noeud).__name__
    if sorte == "Getattr":
        return f"{_ecrit(noeud.node)}.{noeud.attr}"
    if sorte == "Getitem":
        return f"{_ecrit(noeud.node)}[…]"
    return str(getattr(noeud, "name", "…"))


def chemins(valeur: Any, prefixe: str = "") -> Iterator[str]:
    """Yield the path of every field: « annee.debut », « missions[].titre »."""
    if prefixe:
        yield prefixe
    if isinstance(valeur, Mapping):
        for cle, sous in valeur.items():
            yield from chemins(sous, f"{prefixe}.{cle}" if prefixe else str(cle))
    elif isinstance(valeur, list):
        for sous in valeur:
            if isinstance(sous, Mapping):
                yield from (chemin for chemin in chemins(sous, f"{prefixe}[]") if chemin != f"{prefixe}[]")
