"""Cells, days and texts: what the compiled rule reads, from its row, from the calendar and from the law."""

from __future__ import annotations

from typing import Any

from cpts_xl.rules.entiers.atelier import ECHELLE, ECHELLE_DROIT, LECTURES, Atelier, Lecture, inscrire
from cpts_xl.rules.entiers.codes import RIEN, Code, HorsDePortee, Jour, Mot, Nombre, Rien
from cpts_xl.rules.entiers.nombres import poser
from cpts_xl.rules.lectures import Argument
from cpts_xl.rules.symbol import Symbole


@inscrire("argument")
def _argument(_atelier: Atelier, argument: Argument) -> Code:
    genre, nom = argument.genre, argument.nom
    if genre.code == "jour":
        return Jour(f"j_{nom}", genre.facultatif)
    if genre.numerique or genre.code == "libre":
        return Nombre(f"n_{nom}", ECHELLE, genre.facultatif)
    return Mot(f"m_{nom}", f"a_{nom}", recu=True, peut_manquer=genre.facultatif)


@inscrire("jours_entre")
def _jours_entre(atelier: Atelier, debut: Any, fin: Any) -> Code:
    a, b = atelier.sur(atelier.lire(debut)), atelier.sur(atelier.lire(fin))
    if isinstance(a, Rien) or isinstance(b, Rien):
        return RIEN
    if not (isinstance(a, Jour) and isinstance(b, Jour)):
        raise HorsDePortee("un jour était attendu")
    return poser(atelier, f"{b.code} - {a.code}", 1)


def _par_le_verbe(nom: str, rend: type[Nombre | Jour]) -> Lecture:
    """Return how a verb of the calendar is called as it is, on days; None of it gives the row up."""

    def lire(atelier: Atelier, *operandes: Any) -> Code:
        codes = [atelier.sur(atelier.lire(operande)) for operande in operandes]
        if RIEN in codes:
            return RIEN
        parties = []
        for code in codes:
            if isinstance(code, Jour):
                parties.append(code.code)
            elif isinstance(code, Nombre) and isinstance(code.den, int):
                parties += [code.code, str(code.den)]
            else:
                raise HorsDePortee("un jour ou un nombre était attendu")
        variable = atelier.nouveau()
        atelier.ecrire(f"{variable} = CALENDRIER_{nom}({', '.join(parties)})")
        atelier.abandonner_si(f"{variable} is None")
        return Nombre(variable) if rend is Nombre else Jour(variable)

    return lire


LECTURES.update({nom: _par_le_verbe(nom, Nombre) for nom in ("mois_entiers", "annee_de", "mois_de")})
LECTURES.update({nom: _par_le_verbe(nom, Jour) for nom in ("plus_mois", "plus_jours", "premier_du_mois")})


@inscrire("valeur")
def _valeur(atelier: Atelier, *cle: Any) -> Code:
    gabarit: list[Any] = []
    parties = []
    for partie in cle:
        lu = atelier.sur(atelier.lire(partie)) if isinstance(partie, Symbole) else None
        if isinstance(lu, Rien):
            return RIEN
        if isinstance(lu, Nombre) and isinstance(lu.den, str):
            raise HorsDePortee("un quotient n'est pas une clé")
        gabarit.append(str(partie) if lu is None else lu.den if isinstance(lu, Nombre) else None)
        parties += [] if lu is None else [lu.brut if isinstance(lu, Mot) else lu.code]
    nom = atelier.nouveau()
    atelier.ecrire(f"{nom} = DROIT{len(atelier.recherches)}[{''.join(f'{p}, ' for p in parties) or '()'}]")
    atelier.recherches.append(("valeur", tuple(gabarit)))
    atelier.abandonner_si(f"{nom} is None")
    return Nombre(nom, ECHELLE_DROIT)


@inscrire("palier")
def _palier(atelier: Atelier, code: str, x: Any) -> Code:
    lu = atelier.nombre(x)
    if isinstance(lu, Rien):
        return RIEN
    if not isinstance(lu.den, int):
        raise HorsDePortee("un quotient n'a pas de tranche")
    nom = atelier.nouveau()
    atelier.ecrire(f"{nom} = DROIT{len(atelier.recherches)}[{lu.code},]")
    atelier.recherches.append(("palier", (code, lu.den)))
    atelier.abandonner_si(f"{nom} is None")
    return Nombre(nom, ECHELLE_DROIT)
