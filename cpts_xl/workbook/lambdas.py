"""Each rule as a defined name that Excel 365 and 2024 call like a function: no Python, no macro in the file.

The name holds the native formula of the rule, written with parameters instead of cells. It knows one law only, that of
the sheet Barème: a day that other texts govern is refused, never answered with their neighbour's numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cpts_xl.absence import a_completer, refus
from cpts_xl.errors import NomInvalide
from cpts_xl.formats import jour
from cpts_xl.rules import CATALOGUE, Regle
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.symbol import Symbole, guillemets, texte_formule

PREFIXE = "CPTS_"
LE = "le"
"""The last parameter of a rule that reads the law: the day whose law applies."""
ENTETE = "_xlfn.LAMBDA("
FORMULE_MAX = 8192
PARAMETRES_MAX = 253
PREMIER_JOUR = 61
"""The 1st of March 1900: before it, a day of Excel and a day of the calendar differ."""
NOM_MAX = 255

UNE_SEULE = refus("cette copie calcule une cellule par formule ; recopier la formule, une par ligne").texte
_PARAMETRE = "_xlpm."
_NOM = re.compile(r"[a-z][a-z0-9_]*")
_ADRESSE = re.compile(r"[a-z]{1,3}[0-9]+|[rlc][0-9]*(?:c[0-9]*)?")
_COMPTE = re.compile(rf"COUNT\(((?:{re.escape(_PARAMETRE)}\w+,?)+)\)=(\d+)")


def definitions(droit: Any, pris: Iterable[str] = (), registre: Mapping[str, Regle] = CATALOGUE) -> dict[str, str]:
    """Return the defined names of every rule, with their content, without its « = » sign.

    ``pris`` are the other names of the workbook, POPULATION for instance, that no parameter may have.

    Raises:
        NomInvalide: a parameter or a formula that Excel would refuse.
    """
    autres = frozenset(nom.casefold() for nom in pris)
    return {f"{PREFIXE}{regle.nom.upper()}": definition(regle, droit, autres) for regle in registre.values()}


def definition(regle: Regle, droit: Any, pris: frozenset[str] = frozenset()) -> str:
    """Return the LAMBDA of one rule: its parameters in order, ``le`` last, then its guarded native formula.

    Raises:
        NomInvalide: a parameter or a formula that Excel would refuse.
    """
    # IronCalc répond #NAME? quand un paramètre porte aussi le nom d'une cellule
    noms = {a.nom: a.nom + "_donnee" * (a.nom in pris) for a in regle.arguments}
    parametres = [*noms.values(), *[LE] * regle.lit_droit]
    _verifier(regle, parametres)
    seuls = [_PARAMETRE + noms[a.nom] for a in regle.arguments if not a.genre.liste]
    references = {a.nom: (Plage if a.genre.liste else Symbole)(_PARAMETRE + noms[a.nom]) for a in regle.arguments}
    corps = _sans_compte(regle.formule(references), frozenset(seuls))
    jours = [_PARAMETRE + noms[a.nom] for a in regle.arguments if a.genre.code == "jour" and not a.genre.liste]
    if jours:
        corps = _jours_vraisemblables(corps, jours)
    if regle.lit_droit:
        corps = _sous_le_droit(corps, droit)
        seuls.append(_PARAMETRE + LE)
    if seuls:
        # une plage y donnerait un tableau où les lignes vides valent zéro
        etendue = "*".join(f"ROWS({p})*COLUMNS({p})" for p in seuls)
        corps = f"IF({etendue}>1,{guillemets(UNE_SEULE)},{corps})"
    texte = f"{ENTETE}{','.join([*(_PARAMETRE + nom for nom in parametres), corps])})"
    if len(texte) > FORMULE_MAX:
        raise NomInvalide(
            f"{regle.nom} : {len(texte)} caractères, Excel n'en admet que {FORMULE_MAX} dans un nom ; partager la règle"
        )
    return texte


def est_lambda(contenu: str) -> bool:
    """Return whether a defined name holds a function of ours, and not a range."""
    return contenu.removeprefix("=").upper().startswith(ENTETE.upper())


def bornes(droit: Any) -> tuple[date, date | None]:
    """Return the first day of the law of the sheet Barème, and the first day of the law that follows, if any."""
    suivants = [acte.texte.effet for acte in droit.actes if acte.texte.effet > droit.jour]
    return max(texte.effet for texte in droit.textes), min(suivants, default=None)


def hors_du_droit(droit: Any) -> str:
    """Return the sentence that answers a day of another law: « Refus : … »."""
    debut, suite = bornes(droit)
    fin = f", jusqu'au {jour(suite)} non compris" if suite else ""
    return refus(f"cette copie ne connaît que le droit en vigueur depuis le {jour(debut)}{fin} (feuille Barème)").texte


def _jours_vraisemblables(corps: str, jours: list[str]) -> str:
    """Return the formula under a guard: a number that is no whole day from March 1900 on is not a day."""
    fautes = "+".join(f"IF(ISNUMBER({j}),IF(AND({j}>={PREMIER_JOUR},INT({j})={j}),0,1),0)" for j in jours)
    return f"IF({fautes}>0,{guillemets(a_completer().texte_natif)},{corps})"


def _sous_le_droit(corps: str, droit: Any) -> str:
    le, (debut, suite) = _PARAMETRE + LE, bornes(droit)
    conditions = [f"{le}>={texte_formule(debut)}", f"INT({le})={le}"]
    conditions += [f"{le}<{texte_formule(suite)}"] if suite else []
    admis = f"IF(AND({','.join(conditions)}),{corps},{guillemets(hors_du_droit(droit))})"
    return f"IF(ISNUMBER({le}),{admis},{guillemets(a_completer().texte_natif)})"


def _sans_compte(formule: str, seuls: frozenset[str]) -> str:
    """Return the formula with ISNUMBER for COUNT on single cells: COUNT("12") typed in a call is 1, not its cell."""

    def remplacer(trouve: re.Match[str]) -> str:
        noms = trouve[1].split(",")
        if not seuls.issuperset(noms):
            return trouve[0]
        tests = ",".join(f"ISNUMBER({nom})" for nom in noms)
        return tests if len(noms) == 1 else f"AND({tests})"

    return _COMPTE.sub(remplacer, formule)


def _verifier(regle: Regle, noms: list[str]) -> None:
    """Refuse what Excel would not take as parameters: it would repair the file, and lose every name."""
    for nom in noms:
        if not _NOM.fullmatch(nom) or len(nom) > NOM_MAX:
            raise NomInvalide(f"{regle.nom}, paramètre « {nom} » : n'employer que a à z, 0 à 9 et le souligné")
        if _ADRESSE.fullmatch(nom):
            raise NomInvalide(f"{regle.nom}, paramètre « {nom} » : Excel y lit une adresse ; lui ajouter un mot")
    if len(set(noms)) < len(noms) or len(noms) > PARAMETRES_MAX:
        raise NomInvalide(f"{regle.nom} : {len(noms)} paramètres, uniques et au plus {PARAMETRES_MAX}, sont attendus")
