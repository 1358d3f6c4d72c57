"""What a reviewer typed in the yellow cells, understood or refused with its cell: nothing typed is lost in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import jour, lire_jour, lire_nombre
from cpts_xl.revue.plan import CONVENU, CPAM, Indicateur
from cpts_xl.revue.plausible import CENT, bornes
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.tables import ECRITURE, Rangee, Tables, cle, texte
from cpts_xl.rules.indicateurs import NEUTRALISATIONS
from cpts_xl.workbook.recu.locate import normaliser

NEUTRALISATION = "neutralisation_convenue"
JAUNES = (CPAM, CONVENU, NEUTRALISATION)
_UNITES = "%€"
_VIDER = "Une cellule vide laisse la valeur de la CPTS."


def par_indicateur(
    tables: Tables,
    rangees: list[Rangee],
    indicateurs: tuple[Indicateur, ...],
    fiches: Mapping[str, Any],
    motif: Callable[[Indicateur], str],
) -> dict[str, Any]:
    """Return what was typed of each indicator, by input (« i.3.convenu »); rows are known by their code alone.

    ``fiches`` is what the contract and the CPTS say of each; ``motif`` gives what was written to explain a value.

    Raises:
        SaisieInvalide: a row is missing or there twice, a value stands beside no indicator, is not understood, or is
            no percentage of an indicator in percent.
    """
    attendus = {cle(indicateur.code): indicateur for indicateur in indicateurs}
    trouvees: dict[str, Rangee] = {}
    for rangee in rangees:
        code = cle(rangee["code"])
        if code in trouvees:
            raise SaisieInvalide(
                f"{tables.nom}, feuille « {Onglet.ECARTS} », lignes {trouvees[code].numero} et {rangee.numero} : "
                f"l'indicateur « {texte(rangee['code'])} » y est deux fois. N'en garder qu'une ligne."
            )
        if code in attendus:
            trouvees[code] = rangee
            continue
        for colonne in JAUNES:
            if rangee[colonne] is not None:
                raise SaisieInvalide(
                    f"{tables.nom}, feuille « {Onglet.ECARTS} », cellule {rangee.adresses[colonne]} : "
                    f"« {texte(rangee[colonne])} » n'est sur la ligne d'aucun indicateur. Le saisir sur la ligne de "
                    "l'indicateur qu'il concerne, puis vider cette cellule."
                )
    dits: dict[str, Any] = {}
    for code, indicateur in attendus.items():
        if code not in trouvees:
            raise SaisieInvalide(
                f"{tables.nom}, feuille « {Onglet.ECARTS} » : la ligne de l'indicateur « {indicateur.code} » est "
                f"introuvable. Lui rendre son numéro dans la première colonne, ou récrire la revue. {ECRITURE}"
            )
        for colonne in JAUNES:
            dit = _dit(tables, trouvees[code], colonne, indicateur)
            if isinstance(dit, Fraction):
                _exiger_plausible(tables, trouvees[code], colonne, dit, indicateur, fiches, motif)
            dits[f"{indicateur.ident}.{colonne}"] = dit
    return dits


def _exiger_plausible(  # noqa: PLR0917  (une valeur : où elle est, ce qui la juge, ce qui l'explique)
    tables: Tables, rangee: Rangee, colonne: str, dit: Fraction, indicateur: Indicateur,
    fiches: Mapping[str, Any], motif: Callable[[Indicateur], str],
) -> None:  # fmt: skip
    """Raise when a percentage cannot be one, or when a hundredth of it may have been read."""
    admises = bornes(indicateur, fiches)
    if admises is None:
        return
    ou = f"{tables.nom}, feuille « {rangee.onglet} », cellule {rangee.adresses[colonne]}"
    if refus := admises.refus(dit):
        raise SaisieInvalide(f"{ou} : « {texte(dit)} » est lu, or {refus}")
    ecrit = f"{texte(dit)}%"
    if admises.est_un_centieme(dit) and ecrit not in "".join(motif(indicateur).split()):
        raise SaisieInvalide(
            f"{ou} : {texte(dit)} lu ; {texte(dit * CENT)} ? La valeur de l'indicateur « {indicateur.code} » se saisit "
            f"en %, sans le signe ({admises.reperes}). Saisir {texte(dit * CENT)} ou, si {texte(dit)} % est bien la "
            f"valeur, l'écrire ainsi dans son motif, feuille « {Onglet.RELEVE} »."
        )


def nombres_en_texte(rangees: list[Rangee]) -> list[tuple[str, str]]:
    """Return the cells where a number was typed as text, each with that text: the review cannot compute on it."""
    return [
        (rangee.adresses[colonne], texte(rangee[colonne]))
        for rangee in rangees
        for colonne in (CPAM, CONVENU)
        if _nombre(rangee[colonne]) is not None
    ]


def _dit(tables: Tables, rangee: Rangee, colonne: str, indicateur: Indicateur) -> Any:
    """Return one yellow cell: a number, a word of its list, or None when nobody typed anything."""
    lu, ou = rangee[colonne], (rangee.onglet, rangee.adresses[colonne])
    if lu is None or not texte(lu):
        return None
    if colonne == NEUTRALISATION or indicateur.realise:
        mots = NEUTRALISATIONS if colonne == NEUTRALISATION else ("Oui", "Non")
        mot = next((mot for mot in mots if normaliser(mot) == normaliser(lu)), None)
        if mot is None:
            remede = _VIDER if colonne != NEUTRALISATION else "Une cellule vide : l'indicateur compte."
            raise tables.refus(*ou, lu, "un mot de la liste", f"Choisir {' ou '.join(mots)}. {remede}")
        return mot
    compris = lu if isinstance(lu, Fraction) else _nombre(lu)
    if compris is None:
        raise tables.refus(*ou, lu, "un nombre", f"Saisir un nombre, sans lettre ni unité. {_VIDER}")
    return compris


def _nombre(lu: Any) -> Fraction | None:
    """Return a number typed as text; with its unit it is not one, since « 60 % » may mean 60 as well as 0,6."""
    return lire_nombre(lu) if isinstance(lu, str) and not any(signe in lu for signe in _UNITES) else None


def echeance(lue: Any) -> date | str:
    """Return a deadline: a day when it is one, whatever its cell holds; else the words of the reviewer."""
    if isinstance(lue, date):
        return lue
    return lire_jour(texte(lue)) or texte(lue)


def jour_de_seance(tables: Tables, lue: Any, adresse: str) -> date | None:
    """Return the day of the meeting, typed as a date or as text; None when nobody typed one."""
    if lue is None or isinstance(lue, date):
        return lue
    compris = lire_jour(texte(lue))
    if compris is None:
        exemple = jour(date(2026, 4, 21))
        raise tables.refus(Onglet.RELEVE, adresse, lue, "une date", f"Saisir une date jj/mm/aaaa, comme {exemple}.")
    return compris
