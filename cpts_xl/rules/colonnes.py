"""What a column is: a range recorded, or the values that many steps read, with what its rows add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn

from cpts_xl.errors import RegleInvalide
from cpts_xl.rules.criteres import Borne, filtrer

LONGUEURS = "colonnes de longueurs différentes"
_AUCUN: dict[int, None] = {}
_EXACTS = frozenset({Fraction, int})  # par le type même : Fraction est abstraite, « isinstance » y coûte dix fois plus
_COMPTES = _EXACTS | {date}


_VOYELLES = frozenset("aeiouyéèêhAEIOUYÉÈÊ")


class Plage:
    """A contiguous range of cells, recorded: its address, how a sentence calls it, its values when known."""

    __slots__ = ("formule", "phrase", "valeurs")

    def __init__(self, formule: str, phrase: str = "", valeurs: Sequence[Any] | None = None) -> None:
        self.formule = formule
        self.phrase = phrase or formule
        self.valeurs = valeurs

    @property
    def contenu(self) -> str:
        """Return what its cells hold, as it follows « somme »: « des montants reçus »."""
        return self.phrase.removeprefix("colonne ") if self.phrase.startswith("colonne ") else f"des {self.phrase}"

    @property
    def compte(self) -> str:
        """Return what its cells hold, as it follows « nombre »: « de montants », « d'identifiants »."""
        noms = self.contenu.removeprefix("des ")
        if noms == self.contenu:
            return noms
        return f"d'{noms}" if noms[:1] in _VOYELLES else f"de {noms}"

    @property
    def parmi(self) -> str:
        """Return what its cells hold, as a word is looked for there: « parmi les volets des lignes »."""
        sorte, _, noms = self.contenu.partition(" ")
        return f"parmi les {noms}" if sorte == "des" else f"parmi {noms}"

    def __bool__(self) -> NoReturn:
        raise RegleInvalide("une colonne n'est ni vraie ni fausse : employer compte_remplis(…) ou compte_nombres(…)")

    def __iter__(self) -> NoReturn:
        raise RegleInvalide("une colonne ne se parcourt pas : employer cumul(…), compte_si(…) ou element(…)")

    def __len__(self) -> NoReturn:
        raise RegleInvalide("« len » ne laisse pas de formule : employer compte_remplis(…) ou compte_nombres(…)")


class Colonne(list[Any]):
    """The values of a range that many steps read: which rows answer a criterion is looked for once.

    It is never changed once made.
    """

    __slots__ = ("_bornes", "_egaux")

    def __init__(self, valeurs: Iterable[Any] = ()) -> None:
        super().__init__(valeurs)
        self._egaux: dict[Any, dict[int, None]] | None = None
        self._bornes: dict[Borne, dict[int, None]] = {}

    def rangs(self, cle: Any) -> dict[int, None]:
        """Return the ranks of the rows that answer a criterion, in order: the keys of the answer."""
        if isinstance(cle, Borne):
            trouves = self._bornes.get(cle)
            if trouves is None:
                trouves = self._bornes[cle] = dict.fromkeys(filtrer(cle, self, range(len(self))))
            return trouves
        if self._egaux is None:
            self._egaux = self._par_valeur()
        return self._egaux.get(cle.casefold() if isinstance(cle, str) else cle, _AUCUN)

    def _par_valeur(self) -> dict[Any, dict[int, None]]:
        """Return the ranks of the rows by what they hold, as ``repond`` compares it: an empty cell answers nothing."""
        index: dict[Any, dict[int, None]] = {}
        for rang, valeur in enumerate(self):
            if valeur is not None:
                index.setdefault(valeur.casefold() if isinstance(valeur, str) else valeur, {})[rang] = None
        return index

    def __reduce__(self) -> tuple[Any, ...]:
        return Colonne, (list(self),)  # les rangs trouvés ne voyagent pas : ils se retrouvent


def retenir(valeurs: Sequence[Any], criteres: Sequence[tuple[Any, Sequence[Any]]]) -> list[Any]:
    """Return the values of the rows that answer every criterion, in order."""
    etroit: dict[int, None] | None = None  # le plus étroit d'abord : les autres ne regardent que ce qu'il garde
    larges = []
    for cle, cles in criteres:
        if type(cles) is Colonne:
            connus = cles.rangs(cle)
            if not connus:
                return []
            if etroit is not None:
                larges.append(etroit if len(connus) < len(etroit) else connus)
            etroit = connus if etroit is None or len(connus) < len(etroit) else etroit
    rangs: Iterable[int] = range(len(valeurs)) if etroit is None else etroit
    for large in larges:
        rangs = [r for r in rangs if r in large]
    for cle, cles in criteres:
        if type(cles) is not Colonne:
            rangs = filtrer(cle, cles, rangs)
    return [valeurs[r] for r in rangs]


def memes_longueurs(valeurs: Sequence[Any], criteres: Sequence[tuple[Any, Sequence[Any]]]) -> bool:
    """Return whether every column of the criteria is as long as the column read: a spreadsheet refuses the others."""
    attendue = len(valeurs)
    for _cle, cles in criteres:  # noqa: SIM110  (appelé à chaque somme : « all » coûterait le double)
        if len(cles) != attendue:
            return False
    return True


def nombres_de(valeurs: Sequence[Any]) -> list[Fraction]:
    """Return the numbers of a range, in order; a day is none of them."""
    return [v if type(v) is Fraction else Fraction(v) for v in valeurs if type(v) in _EXACTS]


def additionner(valeurs: Sequence[Any]) -> Fraction:
    """Return the sum of the numbers of a range: by denominator first, for reducing each step would cost the most."""
    totaux: dict[int, int] = {}
    for valeur in valeurs:
        if type(valeur) in _EXACTS:
            n, d = valeur.as_integer_ratio()
            totaux[d] = totaux.get(d, 0) + n
    total = Fraction(totaux.pop(1, 0))
    for d, n in totaux.items():
        total += Fraction(n, d)
    return total


def compter(valeurs: Sequence[Any]) -> int:
    """Return how many cells hold a number; a day is one, for a spreadsheet."""
    return len([valeur for valeur in valeurs if type(valeur) in _COMPTES])
