"""The same expression with the parentheses that count, and no other: programs keep or drop the useless ones."""

from __future__ import annotations

PROFONDEUR_MAX = 100
"""Nested expressions beyond which nothing is analysed: Excel stops at 64."""
_PRIORITE = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_UNAIRE, _POURCENT, _ATOME = 6, 7, 9
_SIGNES = frozenset({*_PRIORITE, "(", ")", "{", "}", ",", ";", "%", ":", "!", "#"})
_LOGIQUES = frozenset({"TRUE(", "FALSE("})


def sans_parentheses_inutiles(jetons: list[str]) -> str:
    """Return an expression written again from its tokens, a call being told by its last character « ( ».

    What is not an expression of our grammar is returned as it is, behind a word that no formula begins with.
    """
    utiles = [jeton for jeton in jetons if jeton]
    try:
        return _Analyse(utiles).tout()
    except (IndexError, ValueError):
        return "brute:" + "".join(utiles)


class _Analyse:
    """A small operator-precedence analysis that writes back what it reads.

    Raises ``ValueError`` or ``IndexError`` on what is not an expression of our grammar.
    """

    def __init__(self, jetons: list[str]) -> None:
        self.jetons, self.place, self.profondeur = jetons, 0, 0

    def tout(self) -> str:
        texte, _ = self.expression(0)
        if self.place != len(self.jetons):
            raise ValueError(texte)
        return texte

    def expression(self, minimum: int) -> tuple[str, int]:
        """Return an expression whose operators bind more than ``minimum``, with the binding of the loosest."""
        self.profondeur += 1
        if self.profondeur > PROFONDEUR_MAX:
            raise ValueError("trop imbriquée")
        gauche, force = self._primaire()
        while self.place < len(self.jetons):
            signe = self.jetons[self.place]
            if signe == "%":
                self.place += 1
                gauche, force = f"({gauche})%" if force < _POURCENT else f"{gauche}%", _POURCENT
                continue
            priorite = _PRIORITE.get(signe, 0)
            if priorite <= minimum:
                break
            self.place += 1
            droite, sa_force = self.expression(priorite)
            if force < priorite:
                gauche = f"({gauche})"
            if sa_force <= priorite:
                droite = f"({droite})"
            gauche, force = f"{gauche}{signe}{droite}", priorite
        self.profondeur -= 1
        return gauche, force

    def _primaire(self) -> tuple[str, int]:
        jeton = self.jetons[self.place]
        self.place += 1
        if jeton in {"-", "+"}:
            operande, force = self.expression(_UNAIRE)
            return (f"{jeton}({operande})" if force < _UNAIRE else f"{jeton}{operande}"), _UNAIRE
        if jeton in {"(", "{"}:  # LibreOffice reçoit {0} là où nous écrivons 0
            dedans = self.expression(0)
            self._fermer(")" if jeton == "(" else "}")
            return dedans
        if jeton in _SIGNES:
            raise ValueError(jeton)
        if jeton[-1] == "(":
            return self._appel(jeton), _ATOME
        return jeton, _ATOME

    def _fermer(self, attendu: str) -> None:
        if self.jetons[self.place] != attendu:
            raise ValueError(attendu)
        self.place += 1

    def _appel(self, appel: str) -> str:
        """Return a call, its empty arguments kept: « IF(A,,B) »."""
        jetons, morceaux = self.jetons, [appel]
        while (jeton := jetons[self.place]) != ")":
            if jeton == ",":
                morceaux.append(",")
                self.place += 1
            else:
                morceaux.append(self.expression(0)[0])
                if jetons[self.place] not in {",", ")"}:
                    raise ValueError(jetons[self.place])
        self.place += 1
        if len(morceaux) == 1 and appel in _LOGIQUES:
            return appel[:-1]
        return "".join([*morceaux, ")"])
