"""The check of the scale of an indicator: a rate kept as 0.763 beside 61.5 and 80, a target kept as 0.6 beside 45."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Enregistrement
from cpts_xl.engine.schema import NB_PALIERS, TABLEAUX
from cpts_xl.formats import nombre, pluriel

MESURES = ("constate", "valeur_cpam", "valeur_retenue")
"""The values that are compared with what the contract writes."""
CENT = 100
RACINE_DE_CENT = 10
"""A value is nearer to a number as a percentage than as it is, from ten times this value on."""


def echelle(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    """Yield each measure, or what the contract writes, that is probably a percentage kept as a part of one.

    A count of 0 or 1 is honest, and so is a small rate that its two terms confirm, or a value that would be farther
    from the contract once multiplied by a hundred.
    """
    yield from _contrat_en_parts(i, fiche)
    reperes, dits = _reperes(fiche)
    if not reperes or min(reperes) <= 1:
        return
    base, calcule = fiche.get("base"), _calcule(fiche)
    if calcule is not None and base != 1 and 0 < abs(calcule) < 1:
        return  # les deux termes confirment un taux plus petit que l'unité du contrat
    for code in MESURES:
        valeur = fiche.get(code)
        if isinstance(valeur, Fraction) and _douteuse(valeur, reperes):
            lue, autre = _court(valeur), _court(valeur * CENT)
            yield Anomalie(
                f"{i}.{code}",
                f"« {TABLEAUX['indicateur'].champ(code).libelle} » est lu {lue}, loin {dits} : c'est peut-être "
                f"{autre}\u00a0%, qu'une case en pourcentage garde comme {lue}.",
                f"Mettre la case au format Nombre, puis saisir {autre} sans le signe %. Si la mesure est bien {lue}, "
                "ne rien changer.",
                Gravite.A_REGARDER,
                lue,
            )
    if fiche.get("constate") is None and calcule is not None and base == 1 and _douteuse(calcule, reperes):
        lue, autre = _court(calcule), _court(calcule * CENT)
        yield Anomalie(
            f"{i}.base",
            f"Exprimé pour 1, le taux mesuré est lu {lue}, loin {dits} : exprimé pour 100, il serait de {autre}.",
            "Saisir 100 si le contrat écrit des pourcentages ; s'il écrit bien un rapport, ne rien changer.",
            Gravite.A_REGARDER,
            nombre(1),
        )


def _contrat_en_parts(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    """Yield what the contract writes in parts of one beside a measure in points: 45 is beyond 0.6, and earns all.

    A target of one document is no percentage: a true part must stand among them. Where only some are parts, the unit
    must be a percentage, since a start may well be a hundred times smaller than its target.
    """
    reperes = _ecrits(fiche)
    parts = {code: repere for code, repere in reperes.items() if 0 < abs(repere) < 1}
    mesure = _mesure(fiche)
    if not parts:
        return
    if all(abs(repere) <= 1 for repere in reperes.values()):
        parts = {code: repere for code, repere in reperes.items() if repere}
        loin = mesure is not None and abs(mesure[1]) > 1
        autres = [mesure] if mesure is not None else []
    else:
        loin = "%" in str(fiche.get("unite") or "")
        autres = [(_libelle(code), repere) for code, repere in reperes.items() if abs(repere) > 1]
    plus_grande = max(map(abs, parts.values()))
    if not loin or any(abs(valeur) <= RACINE_DE_CENT * plus_grande for _, valeur in autres):
        return
    lus, vrais = (_liste([_court(repere * fois) for repere in parts.values()]) for fois in (1, CENT))
    n, dits = len(parts), _liste([f"{nom} ({_court(valeur)})" for nom, valeur in autres])
    if len(parts) == len(reperes) and mesure is not None:
        sinon = f"Si le contrat compte bien en parts de un, saisir aussi la mesure ainsi : {_court(mesure[1] / CENT)}."
    else:
        sinon = f"Si le contrat écrit bien {lus}, ne rien changer."
    yield Anomalie(
        f"{i}.{list(parts)[-1]}",
        f"{_liste([_libelle(code) for code in parts])} {pluriel(n, 'sont lus', 'est lu')} {lus}, loin de {dits} : "
        f"peut-être {vrais}\u00a0%, qu'une case en pourcentage garde comme {lus}.",
        f"Mettre {pluriel(n, 'ces cases', 'la case')} au format Nombre, puis saisir {vrais} sans le signe %. {sinon}",
        Gravite.A_REGARDER,
        lus,
    )


def _ecrits(fiche: Enregistrement) -> dict[str, Fraction]:
    """Return what the contract writes and a measure is compared with, by field; nothing while some is missing."""
    mode = str(fiche.get("mode") or "").casefold()
    champs: tuple[str, ...] = ("depart", "cible") if mode == "linéaire" else ()
    if mode == "paliers":
        champs = tuple(seuil for n in range(1, NB_PALIERS + 1) if fiche.get(seuil := f"seuil_{n}") is not None)
    lus = {code: valeur for code in champs if isinstance(valeur := fiche.get(code), Fraction)}
    return lus if len(lus) == len(champs) else {}


def _mesure(fiche: Enregistrement) -> tuple[str, Fraction] | None:
    """Return the measure of an indicator, the greatest if they are several, after its name."""
    mesures = [(_libelle(code), valeur) for code in MESURES if isinstance(valeur := fiche.get(code), Fraction)]
    calcule = _calcule(fiche)
    if not mesures and calcule is not None:
        return "la mesure que donnent les deux termes", calcule
    return max(mesures, key=lambda mesure: abs(mesure[1]), default=None)


def _libelle(code: str) -> str:
    return f"« {TABLEAUX['indicateur'].champ(code).libelle} »"


def _liste(mots: list[str]) -> str:
    return " et ".join(filter(None, (", ".join(mots[:-1]), mots[-1])))


def _reperes(fiche: Enregistrement) -> tuple[list[Fraction], str]:
    """Return the sizes of what the contract compares a measure with, and how a sentence names them."""
    mode = str(fiche.get("mode") or "").casefold()
    if mode == "linéaire":
        depart, cible = fiche.get("depart"), fiche.get("cible")
        if isinstance(depart, Fraction) and isinstance(cible, Fraction):
            dits = f"de la valeur de départ ({_court(depart)}) et de la cible ({_court(cible)})"
            return [abs(depart), abs(cible)], dits
    if mode == "paliers":
        saisis = [fiche.get(f"seuil_{n}") for n in range(1, NB_PALIERS + 1)]
        seuils = [seuil for seuil in saisis if isinstance(seuil, Fraction)]
        if seuils:
            return [abs(seuil) for seuil in seuils], f"des seuils ({', '.join(_court(seuil) for seuil in seuils)})"
    return [], ""


def _calcule(fiche: Enregistrement) -> Fraction | None:
    """Return the rate that the two terms give, or None when one of the three numbers is missing."""
    numerateur, denominateur, base = (fiche.get(code) for code in ("numerateur", "denominateur", "base"))
    if isinstance(numerateur, Fraction) and isinstance(denominateur, Fraction) and isinstance(base, Fraction):
        return numerateur * base / denominateur if denominateur else None
    return None


def _douteuse(valeur: Fraction, reperes: list[Fraction]) -> bool:
    return 0 < abs(valeur) < 1 and all(repere > RACINE_DE_CENT * abs(valeur) for repere in reperes)


def _court(valeur: Fraction) -> str:
    """Return a number to six decimals at most: a spreadsheet may keep more of a percentage."""
    return nombre(round(valeur, 6))
