"""How a rule asks the texts: two questions, answered with a number or with a look-up in the sheet Barème.

Rules never import the room of law: they receive ``droit`` as an argument. A look-up in a formula is an exact
``MATCH`` on a key, so that a missing parameter is an error or a sentence, never 0.
"""

from __future__ import annotations

from typing import Any, Protocol

from cpts_xl.errors import CptsError
from cpts_xl.rules.genres import afficher, genre_de
from cpts_xl.rules.symbol import INCONNUE, Arbre, Symbole, guillemets, texte_formule, texte_phrase, valeur_de

NOM_CLES = "BAREME_CLE"
NOM_VALEURS = "BAREME_VALEUR"
NOM_SEUILS = "TAILLE_SEUIL"
NOM_RANGS = "TAILLE_RANG"


class Droit(Protocol):
    """What a rule may ask: the law of one day."""

    def valeur(self, *cle: Any) -> Any:
        """Return the exact value of a parameter, or its absence."""
        ...

    def palier(self, code: str, x: Any) -> Any:
        """Return the rank of the bracket where ``x`` falls."""
        ...


def _cle_formule(cle: tuple[Any, ...]) -> str:
    """Return the key « code|partie|partie » as a concatenation of literals and cells."""
    morceaux: list[str] = []
    attente = ""
    for rang, partie in enumerate(cle):
        attente += "|" if rang else ""
        if isinstance(partie, Symbole):
            morceaux += [guillemets(attente)] if attente else []
            morceaux.append(partie.formule)
            attente = ""
        else:
            attente += str(partie)
    return "&".join([*morceaux, guillemets(attente)] if attente else morceaux)


class DroitSymbolique:
    """The law as a sheet of parameters: each question leaves a look-up, and the answer if ``droit`` is known."""

    def __init__(self, droit: Any = None) -> None:
        self._droit = droit

    def valeur(self, *cle: Any) -> Symbole:
        """Return the look-up of a parameter, with its label, value and key."""
        formule = f"INDEX({NOM_VALEURS},MATCH({_cle_formule(cle)},{NOM_CLES},0))"
        valeurs = [valeur_de(partie) for partie in cle]
        phrase = "barème « " + ", ".join(texte_phrase(partie) for partie in cle) + " »"
        resultat: Any = INCONNUE
        if self._droit is not None and INCONNUE not in valeurs:
            try:
                parametre = self._droit.parametre(*valeurs)
                resultat = self._droit.valeur(*valeurs)
            except CptsError:
                return Symbole(formule, phrase)
            phrase = f"{parametre.libelle} ({afficher(genre_de(parametre.unite), resultat)})"
        rendu = Symbole(formule, phrase, valeur=resultat)
        rendu.arbre = Arbre("valeur", cle)
        return rendu

    def palier(self, code: str, x: Any) -> Symbole:
        """Return the bracket of ``x``, read in the sheet of thresholds."""
        formule = f"INDEX({NOM_RANGS},MATCH({texte_formule(x)},{NOM_SEUILS},1))"
        resultat: Any = INCONNUE
        if self._droit is not None and valeur_de(x) is not INCONNUE:
            resultat = self._droit.palier(code, valeur_de(x))
        rendu = Symbole(formule, f"tranche de {texte_phrase(x)} dans les seuils de {code}", valeur=resultat)
        rendu.arbre = Arbre("palier", (code, x))
        return rendu
