"""The portable subset: which native formulas every spreadsheet computes alike, French or English, old or new.

Each rule here answers a disagreement that was seen between Excel, LibreOffice, IronCalc and formualizer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.formula.tokenizer import Token

LONGUEUR = 650  # mesuré : la plus longue de nos formules (le prorata, deux unités) en compte 643
FONCTIONS = frozenset({
    "ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "DATE", "DATEDIF", "DAY", "EDATE", "IF", "INDEX", "INT",
    "ISBLANK", "ISERROR", "ISNUMBER", "ISTEXT", "LARGE", "MATCH", "MAX", "MIN", "MOD", "MONTH", "NOT", "OR", "ROUND",
    "ROWS", "SMALL", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "YEAR",
})  # fmt: skip
NOMBRES = frozenset(
    {"0", "1", "2", "3", "4", "6", "12"}
)  # rangs, tailles, décimales, mois : rien qui vienne d'un texte
UNITES = frozenset({'"M"', '"Y"', '"D"', '"YM"'})

_COMPARAISONS = frozenset({"<", ">", "=", "<=", ">=", "<>"})
_REMEDES = {
    "IFERROR": "écrire IF(ISERROR(…),…,…), ou mieux éviter l'erreur",
    "TEXT": "mettre un format de nombre sur la cellule",
    "VALUE": "saisir un nombre dans la cellule",
    "XLOOKUP": "employer INDEX et MATCH",
    "VLOOKUP": "employer INDEX et MATCH",
    "TODAY": "saisir la date dans une cellule",
    "NOW": "saisir la date dans une cellule",
}
_CRITERE_CHIFFRE = re.compile(r'"(?:<=|>=|<>|<|>|=)\s*[-+]?\d.*"', re.DOTALL)
_DECIMAL_CITE = re.compile(r'"\s*[-+]?\d+[.,]\d+\s*"')
_UNE_CELLULE = re.compile(r"(?:.*!)?\$?[A-Z]{1,3}\$?\d+", re.IGNORECASE | re.DOTALL)
_ENTIERE = re.compile(r"(?:.*!)?\$?(?:[A-Z]{1,3}:\$?[A-Z]{1,3}|\d+:\$?\d+)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Groupe:
    """A call, a parenthesis (no name) or the whole formula: its arguments, each a list of tokens and groups."""

    nom: str = ""
    appel: bool = False
    arguments: list[list[Token | _Groupe]] = field(default_factory=lambda: [[]])


def ecarts(formule: str) -> list[str]:
    """Return, in French, why a native formula is not portable; an empty list when it is."""
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError  # noqa: PLC0415 - lourd, inutile en saisie

    if formule.startswith("{"):
        return ["une formule matricielle n'est pas portable : une formule simple par cellule"]
    texte = formule if formule.startswith("=") else f"={formule}"
    motifs = [f"{len(texte)} caractères, plus de {LONGUEUR} : la partager entre plusieurs cellules"] * (
        len(texte) > LONGUEUR
    )
    try:
        jetons = Tokenizer(texte).items
        racine = _grouper(jetons)
    except (TokenizerError, IndexError) as erreur:
        return [*motifs, f"formule mal formée : {erreur}"]
    motifs += _intersections(jetons)
    motifs += _groupe(racine)
    return list(dict.fromkeys(motifs))


def _grouper(jetons: list[Token]) -> _Groupe:
    pile = [_Groupe()]
    for jeton in jetons:
        if jeton.type == "WHITE-SPACE":
            continue
        if jeton.subtype == "OPEN":
            nouveau = _Groupe(jeton.value.rstrip("(").upper() if jeton.type == "FUNC" else "", jeton.type == "FUNC")
            if jeton.type in {"ARRAY", "ARRAYROW"}:
                nouveau.nom = "{"
            pile[-1].arguments[-1].append(nouveau)
            pile.append(nouveau)
        elif jeton.subtype == "CLOSE":
            pile.pop()
            if not pile:
                raise IndexError("parenthèse fermée de trop")
        elif jeton.type == "SEP":
            pile[-1].arguments.append([])
        else:
            pile[-1].arguments[-1].append(jeton)
    if len(pile) > 1:
        raise IndexError("parenthèse non fermée")
    return pile[0]


def _intersections(jetons: list[Token]) -> Iterator[str]:
    for avant, blanc, apres in zip(jetons, jetons[1:], jetons[2:], strict=False):
        fini = avant.type == "OPERAND" or avant.subtype == "CLOSE"
        if blanc.type == "WHITE-SPACE" and fini and (apres.type == "OPERAND" or apres.subtype == "OPEN"):
            yield "intersection de plages (espace entre deux références) : nommer la plage voulue"


def _groupe(groupe: _Groupe) -> Iterator[str]:
    if groupe.nom == "{":
        yield "tableau écrit dans la formule ({…}) : mettre ces valeurs dans la feuille des paramètres"
        return
    if groupe.appel:
        yield from _appel(groupe)
    for rang, argument in enumerate(groupe.arguments):
        yield from _argument(argument)
        for element in argument:
            if isinstance(element, _Groupe):
                yield from _groupe(element)
            elif element.type == "OPERAND":
                yield from _operande(element, libre=_chiffres_libres(groupe, rang))


def _chiffres_libres(groupe: _Groupe, rang: int) -> bool:
    """Tell where a whole number is a place, a duration or a day: digits of ROUND, months of EDATE, parts of DATE.

    A day written so is that of a text of the law (when a mission was created), and the sentence of the cell says it.
    """
    return groupe.nom == "DATE" or (rang == 1 and groupe.nom in {"ROUND", "EDATE"})


def _appel(groupe: _Groupe) -> Iterator[str]:
    nom, arguments = groupe.nom, groupe.arguments
    if ":" in nom:
        yield "plage dont une borne est calculée : écrire une plage ou un nom"
    elif nom not in FONCTIONS:
        remede = _REMEDES.get(nom.removeprefix("_XLFN."), "l'écrire avec les fonctions du sous-ensemble portable")
        yield f"fonction {nom} non admise : {remede}"
    elif nom == "DATEDIF" and (len(arguments) != 3 or _texte(arguments[2]).upper() not in UNITES):  # noqa: PLR2004
        yield 'DATEDIF n\'est admis qu\'avec "M", "Y", "D" ou "YM" écrit en toutes lettres'
    elif nom in {"COUNTIF", "SUMIF", "COUNTIFS"}:
        plages = arguments[::2] if nom == "COUNTIFS" else arguments[:1]
        for plage in plages:
            if len(plage) != 1 or isinstance(plage[0], _Groupe) or _UNE_CELLULE.fullmatch(plage[0].value):
                # IronCalc répond #VALUE! quand la plage est une seule cellule
                yield f"{nom} attend une plage ou un nom, et non la cellule ou le calcul « {_texte(plage)} »"
    elif nom == "COUNT" and any(_infixes(argument) for argument in arguments):
        # formualizer laisse passer l'erreur d'un calcul, les autres la comptent pour rien
        yield "COUNT n'est admis que sur des références, et non sur un calcul"
    elif nom == "MATCH" and (len(arguments) != 3 or _texte(arguments[2]) not in {"0", "1"}):  # noqa: PLR2004
        yield "MATCH demande son troisième argument, 0 (exact) ou 1 (bornes croissantes)"


def _argument(argument: list[Token | _Groupe]) -> Iterator[str]:
    infixes = _infixes(argument)
    comparaisons = [signe for signe in infixes if signe in _COMPARAISONS]
    emboite = any(_compare(element) for element in argument)
    if len(comparaisons) > 1 or (emboite and (comparaisons or "&" in infixes)):
        # IronCalc perd ces parenthèses en chargeant le classeur, sans rien dire
        yield "comparaison dans une comparaison ou dans un texte : passer par IF(…,1,0) dans une autre cellule"
    if "," in infixes:
        yield "union de plages : nommer chaque plage, ou faire la somme des deux"
    if any(not isinstance(element, _Groupe) and element.type == "OPERATOR-POSTFIX" for element in argument):
        yield "opérateur % : diviser par le nombre de la feuille des paramètres, ou saisir un taux"


def _compare(element: Token | _Groupe) -> bool:
    """Tell whether a parenthesis holds a comparison, directly or within another parenthesis; calls protect theirs."""
    if not isinstance(element, _Groupe) or element.appel:
        return False
    return any(
        _COMPARAISONS & set(_infixes(argument)) or any(_compare(dedans) for dedans in argument)
        for argument in element.arguments
    )


def _operande(jeton: Token, *, libre: bool) -> Iterator[str]:
    valeur = jeton.value
    if jeton.subtype == "NUMBER":
        if not valeur.isdecimal():
            yield f"nombre décimal {valeur} dans la formule : le mettre dans la feuille des paramètres"
        elif valeur not in NOMBRES and not libre:
            yield f"nombre {valeur} dans la formule : le mettre dans la feuille des paramètres, avec son article"
    elif jeton.subtype == "TEXT":
        if _CRITERE_CHIFFRE.fullmatch(valeur):
            yield f'critère {valeur} : sa lecture dépend de la langue ; écrire ">="&cellule'
        elif _DECIMAL_CITE.fullmatch(valeur):
            yield f"nombre décimal écrit en texte {valeur} : sa lecture dépend de la langue"
    elif jeton.subtype == "LOGICAL":
        yield f"valeur logique {valeur} : employer 1 ou 0 (LibreOffice compte VRAI pour un nombre)"
    elif jeton.subtype == "ERROR":
        yield f"valeur d'erreur {valeur} dans la formule : une référence est perdue"
    else:
        yield from _reference(valeur)


def _reference(valeur: str) -> Iterator[str]:
    feuille, _, plage = valeur.rpartition("!")
    if "[" in valeur:
        yield f"référence structurée ou lien externe « {valeur} » : écrire une plage ou un nom"
    elif "#" in plage or valeur.startswith("@"):
        yield f"référence dynamique « {valeur} » : écrire une plage ou un nom"
    elif ":" in feuille:
        yield f"référence à plusieurs feuilles « {valeur} » : additionner feuille par feuille"
    elif plage.startswith(":") or plage.endswith(":"):
        yield "plage dont une borne est calculée : écrire une plage ou un nom"
    elif _ENTIERE.fullmatch(valeur):
        yield f"colonne ou ligne entière « {valeur} » : écrire une plage bornée"


def _infixes(argument: list[Token | _Groupe]) -> list[str]:
    return [
        element.value.strip()
        for element in argument
        if not isinstance(element, _Groupe) and element.type == "OPERATOR-INFIX"
    ]


def _texte(argument: list[Token | _Groupe]) -> str:
    return "".join(f"{e.nom}(…)" if isinstance(e, _Groupe) else e.value for e in argument)
