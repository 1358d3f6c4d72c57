"""Which fields exist, and what a template may do with them: show, loop, choose. Never compute, never call."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

FILTRES = ("upper", "lower", "capitalize", "trim", "first", "last", "length", "join", "default")
_INCONNU: Any = object()
_BOUCLE: Any = object()
ATTRIBUTS_BOUCLE = frozenset({"index", "first", "last", "length", "revindex"})
_ADMIS = {
    "Template", "TemplateData", "Const", "If", "Not", "And", "Or", "Compare", "Operand", "CondExpr", "Test",
    "Concat", "List", "Tuple",
}  # fmt: skip
_NOMS = {"Name", "Getattr", "Getitem"}
_CALCULS = {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"}


@cache
def _declares(sorte: type) -> frozenset[str]:
    if sorte is str or not issubclass(sorte, str) or not sorte.__module__.startswith("cpts_xl."):
        return frozenset()
    return frozenset(nom for nom in sorte.__annotations__ if not nom.startswith("_"))


def attributs(valeur: Any) -> frozenset[str]:
    """Return the parts that a figure or a mark of the house declares (« ref », « cellule »); none for plain text."""
    sorte: type = type(valeur)
    return _declares(sorte)


class Verificateur:
    """The walk over one parsed tag, with the values of one real context as its dictionary."""

    def __init__(self, champs: Mapping[str, Any]) -> None:
        self.champs = champs
        self.chemins = sorted(set(chemins(champs)))

    def fautes(self, arbre: Any, portee: Mapping[str, Any]) -> Iterator[str]:
        """Yield the French reason of each fault, in order; ``portee`` gives the names that the loops around define."""
        yield from self._noeud(arbre, dict(portee))

    def element(self, boucle: Any, portee: Mapping[str, Any]) -> dict[str, Any]:
        """Return the names that a loop defines for what it repeats."""
        liste, _ = self._valeur(boucle.iter, portee)
        nom = getattr(boucle.target, "name", "")
        return {nom: liste[0] if isinstance(liste, list) and liste else _INCONNU, "loop": _BOUCLE}

    def _noeud(self, noeud: Any, portee: dict[str, Any]) -> Iterator[str]:
        sorte = type(noeud).__name__
        if sorte == "Output":
            for enfant in noeud.nodes:
                yield from self._montre(enfant, portee)
        elif sorte in _NOMS:
            yield from self._valeur(noeud, portee)[1]
        elif sorte == "For":
            yield from self._boucle(noeud, portee)
        elif sorte == "Filter":
            yield from self._filtre(noeud, portee)
        elif sorte in _CALCULS:
            yield "un modèle ne fait aucun calcul : employer un champ déjà calculé (voir CHAMPS.md)."
        elif sorte in _ADMIS:
            for enfant in noeud.iter_child_nodes():
                yield from self._noeud(enfant, portee)
        else:
            yield "cette balise n'est pas admise : un modèle montre des champs, répète et choisit, sans plus."

    def _montre(self, noeud: Any, portee: dict[str, Any]) -> Iterator[str]:
        """Refuse to print what is not a text."""
        if type(noeud).__name__ not in _NOMS:
            yield from self._noeud(noeud, portee)
            return
        valeur, fautes = self._valeur(noeud, portee)
        yield from fautes
        ecrit = _ecrit(noeud)
        if isinstance(valeur, list):
            yield f"« {ecrit} » est une liste : la parcourir par {{% for ligne in {ecrit} %}}."
        elif isinstance(valeur, Mapping):
            proche = next((f"{ecrit}.{cle}" for cle, v in valeur.items() if isinstance(v, str)), f"{ecrit}.…")
            yield f"« {ecrit} » est un groupe de champs : nommer l'un d'eux, par exemple {{{{ {proche} }}}}."
        elif isinstance(valeur, bool) or valeur is _BOUCLE:
            yield f"« {ecrit} » n'est pas un texte : l'employer dans {{% if {ecrit} %}}."

    def _filtre(self, noeud: Any, portee: dict[str, Any]) -> Iterator[str]:
        if noeud.name not in FILTRES:
            yield f"le filtre « {noeud.name} » n'est pas admis. Filtres admis : {', '.join(FILTRES)}."
            return
        if noeud.name == "join":
            # joindre un texte en séparerait les lettres, et une suite de jonctions grossirait sans fin
            nommee = type(noeud.node).__name__ in _NOMS
            valeur = self._valeur(noeud.node, portee)[0] if nommee else None
            plein = isinstance(valeur, list) and valeur and not isinstance(valeur[0], str)
            arguments = [type(un).__name__ for un in noeud.args]
            if not nommee or isinstance(valeur, str) or plein or noeud.kwargs or arguments not in ([], ["Const"]):
                yield "le filtre « join » réunit une liste de textes : écrire {{ liste|join(', ') }}."
        for enfant in noeud.iter_child_nodes():
            yield from self._noeud(enfant, portee)

    def _boucle(self, noeud: Any, portee: dict[str, Any]) -> Iterator[str]:
        liste, fautes = self._valeur(noeud.iter, portee)
        yield from fautes
        if fautes:
            return
        if liste is not _INCONNU and not isinstance(liste, list):
            yield f"« {_ecrit(noeud.iter)} » n'est pas une liste : elle ne peut pas être parcourue."
            return
        if type(noeud.target).__name__ != "Name":
            yield "écrire {% for ligne in liste %}, avec un seul nom."
            return
        dedans = {**portee, **self.element(noeud, portee)}
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
        if base is _BOUCLE and nom in ATTRIBUTS_BOUCLE:
            return _INCONNU, []
        if isinstance(nom, str) and nom in attributs(base):
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
