"""The sandbox where templates are compiled: it shows, loops and chooses, over the given fields, and nothing else.

Looked up by key before anything, no attribute but those that a field declares, no global, the known filters only.
Every loop is weighed and counted: rendering stops at the limits, whatever the template nests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from cpts_xl.report.champs.connus import ATTRIBUTS_BOUCLE, FILTRES, attributs
from cpts_xl.report.moteur import limites
from cpts_xl.report.moteur.acces import Chemin, chemins_lus
from cpts_xl.report.moteur.analyse_breve import analyser
from cpts_xl.report.moteur.echappement import Memoire, en_attribut
from cpts_xl.report.moteur.limites import Demesure
from cpts_xl.report.moteur.reperes import RESERVES

FILTRE_ATTRIBUT = "_attribut"
_FILTRE_MESURE = "_mesure"
_COMPTEUR = "_compteur"
_LOT = 256
_ADMIS = frozenset({
    "Template", "Output", "TemplateData", "Const", "If", "For", "Not", "And", "Or", "Compare", "Operand", "CondExpr",
    "Test", "Concat", "List", "Tuple", "Name", "Getattr", "Getitem", "Filter",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compile:
    """One part of a template, ready to run, and the fields that it reads."""

    code: Any
    chemins: frozenset[Chemin]


@dataclass(slots=True)
class _Compteur:
    travail: int = 0


@cache
def bac_a_sable() -> Any:
    """Return the one environment; Jinja is imported here, not before."""
    from jinja2 import StrictUndefined  # noqa: PLC0415 - lourde : seulement pour remplir

    bac = _classe()(autoescape=True, undefined=StrictUndefined, cache_size=0, optimized=False)
    bac.filters = {nom: bac.filters[nom] for nom in FILTRES}
    bac.filters |= {FILTRE_ATTRIBUT: en_attribut, _FILTRE_MESURE: _mesureur()}
    bac.globals.clear()
    return bac


def _classe() -> Any:
    from jinja2.runtime import LoopContext  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    class Bac(SandboxedEnvironment):
        """Keys first, then only the attributes that a field declares."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            """Return one part of a field, or what refuses to be shown."""
            if type(obj) is dict:
                # le cas de presque toutes les balises, et le plus court chemin
                return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
            permis = ATTRIBUTS_BOUCLE if isinstance(obj, LoopContext) else attributs(obj)
            if attribute in permis:
                return getattr(obj, attribute)
            return obj[attribute] if _a_la_cle(obj, attribute) else self.undefined(obj=obj, name=attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            """Return one row of a list, or one part of a field named between brackets."""
            if isinstance(argument, str):
                return self.getattr(obj, argument)
            if isinstance(obj, list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
                return obj[argument]
            return self.undefined(obj=obj, name=argument)

    return Bac


def _mesureur() -> Any:
    from jinja2 import pass_context  # noqa: PLC0415

    @pass_context
    def mesurer(contexte: Any, liste: Any, poids: int) -> Any:
        if not isinstance(liste, list):
            raise Demesure("une boucle parcourt autre chose qu'une liste de champs ; corriger la balise {% for %}.")
        compteur = contexte.parent[_COMPTEUR]
        compteur.travail += (len(liste) + 1) * poids
        if compteur.travail > limites.TRAVAIL:
            raise Demesure(
                "ses boucles se répètent trop de fois ; ne pas parcourir une longue liste à l'intérieur d'une autre."
            )
        return liste

    return mesurer


def _a_la_cle(obj: Any, cle: str) -> bool:
    return isinstance(obj, Mapping) and cle in obj


def compiler(source: str) -> tuple[Compile, Any]:
    """Return a patched part compiled, and its parsed tree for further checks.

    Raises:
        Demesure: it holds something else than fields, loops and choices, or goes beyond a limit.
        jinja2.TemplateSyntaxError: a tag is malformed.
    """
    bac = bac_a_sable()
    arbre = analyser(bac, source)
    _admettre(arbre, 0)
    chemins = chemins_lus(arbre)
    _peser(arbre)
    return Compile(bac.compile(arbre), chemins), arbre


def _admettre(noeud: Any, profondeur: int) -> int:
    """Return how many nodes there are, every one of them of an admitted kind."""
    sorte = type(noeud).__name__
    if sorte not in _ADMIS:
        raise Demesure("une balise n'est pas admise : un modèle montre des champs, répète et choisit, sans plus.")
    if sorte == "Const" and isinstance(noeud.value, str) and not constante_admise(noeud.value):
        raise Demesure("une balise contient un texte trop long ou un signe interdit ; l'écrire hors de la balise.")
    if sorte == "Filter" and noeud.name not in (*FILTRES, FILTRE_ATTRIBUT):
        raise Demesure(f"le filtre « {noeud.name} » n'est pas admis.")
    if sorte in {"Name", "Getattr"} and str(getattr(noeud, "name", "") or getattr(noeud, "attr", "")).startswith("_"):
        raise Demesure("un nom qui commence par « _ » n'est pas un champ.")
    bloc = sorte in {"For", "If"}
    if profondeur > limites.EMBOITEMENT:
        raise Demesure(f"plus de {limites.EMBOITEMENT} blocs sont emboîtés ; simplifier.")
    return 1 + sum(_admettre(enfant, profondeur + bloc) for enfant in noeud.iter_child_nodes())


def constante_admise(texte: str) -> bool:
    """Return whether a text written inside a tag is short and plain."""
    return len(texte) <= limites.CONSTANTE and texte.isprintable() and not RESERVES.search(texte)


def _peser(noeud: Any) -> int:
    """Make each loop of a tree count its turns, weighed by the number of nodes that it repeats."""
    from jinja2 import nodes  # noqa: PLC0415

    poids = 1 + sum(_peser(enfant) for enfant in noeud.iter_child_nodes())
    if isinstance(noeud, nodes.For):
        noeud.iter = nodes.Filter(
            noeud.iter, _FILTRE_MESURE, [nodes.Const(poids, lineno=noeud.lineno)], [], None, None, lineno=noeud.lineno
        )
    return poids


def executer(compile_: Compile, champs: Mapping[str, Any]) -> str:
    """Return the rendered text of one part.

    Raises:
        Demesure: a limit was reached.
        jinja2.TemplateError: a field is missing, or an operation is forbidden.
    """
    from jinja2 import Template  # noqa: PLC0415

    bac = bac_a_sable()
    modele = Template.from_code(bac, compile_.code, {})
    rendre: Any = modele.root_render_func
    rendre.__globals__["escape"] = Memoire().__getitem__
    contexte = modele.new_context({**champs, _COMPTEUR: _Compteur()})
    return "".join(_bornes(rendre(contexte)))


def _bornes(morceaux: Iterator[str]) -> list[str]:
    """Return the pieces, as long as they fit."""
    total = 0
    tous: list[str] = []
    while lot := list(islice(morceaux, _LOT)):
        # une part fixe par morceau : une suite sans fin de morceaux vides s'arrête aussi
        total += sum(map(len, lot)) + 16 * len(lot)
        if total > limites.SIGNES:
            raise Demesure("le document rempli serait démesuré ; retirer les boucles superflues.")
        tous += lot
    return tous
