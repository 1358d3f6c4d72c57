"""How a formula may differ from Python on the common bench: each way has its name, its reason and its exact answer.

The rows « natif » and « lambda » of ``cpts_xl.udf.porteurs`` say them to users.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cpts_xl.law import en_vigueur
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.lambdas import bornes, hors_du_droit
from cpts_xl.workbook.xlsx.lu import ErreurCellule
from tests.udf.cellules import JOUR, Cas, Cellule
from tests.udf.natif.banc import LE, Place, pareil

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpts_xl.udf.reference import ArgumentPublie


@dataclass(frozen=True)
class Admise:
    """One way: its name, where it happens, how it is recognised, why it is right to leave it."""

    nom: str
    moteurs: tuple[str, ...]
    encres: tuple[Encre, ...]
    reconnait: Callable[[Place, Any], bool]
    raison: str


PARTOUT = ("libreoffice", "ironcalc")
LES_DEUX = (Encre.NATIVE, Encre.LAMBDA)


def vise(cas: Cas) -> ArgumentPublie | None:
    """Return the argument that a variant changes: « CPTS_X, argument : essai »."""
    nom = cas.nom.partition(", ")[2].rpartition(" : ")[0]
    return next((a for a in cas.publiee.arguments if a.nom == nom), None)


def _avec(cas: Cas, valeur: Any) -> Any:
    """Return what Python answers when the changed cell holds this value instead."""
    rang = [a.nom for a in cas.publiee.arguments].index(vise(cas).nom)  # type: ignore[union-attr]
    arguments = (*cas.arguments[:rang], Cellule(valeur), *cas.arguments[rang + 1 :])
    return replace(cas, arguments=arguments).reponse().valeurs[0][0]


def _erreur(place: Place, vu: Any) -> bool:
    return place.cas.essai == "erreur" and vu in {ErreurCellule("#N/A"), ErreurCellule("#DIV/0!")}


def _mot_inconnu(place: Place, vu: Any) -> bool:
    argument = vise(place.cas)
    if place.cas.essai != "VRAI" or argument is None or argument.genre.code not in {"choix", "code", "texte"}:
        return False
    attendu = _avec(place.cas, "VRAI")
    return pareil(attendu, vu) or _sans_cle(attendu, vu)


def _rendu_tel_quel(place: Place, vu: Any) -> bool:
    argument = vise(place.cas)
    return argument is not None and argument.genre.code == "libre" and vu == place.saisi[argument.nom]


def _un(place: Place, vu: Any) -> bool:
    if place.cas.essai != "VRAI":
        return False
    for equivalent in (1.0, "1"):
        attendu = _avec(place.cas, equivalent)
        if pareil(attendu, 1.0 if vu is True else vu) or _sans_cle(attendu, vu):
            return True
    return False


def _jour_un(place: Place, vu: Any) -> bool:
    argument = vise(place.cas)
    return place.cas.essai == "VRAI" and argument is not None and argument.genre.code == "jour" and vu is not None


def invraisemblable(place: Place) -> bool:
    """Return whether a cell where a day is due, other than that of the law, holds a number that is none."""
    argument = vise(place.cas)
    if argument is None or argument.genre.code != "jour" or argument.nom == LE:
        return False
    return place.cas.essai in {"nombre négatif", "date et demie", "nombre"}


def _jour_invraisemblable(place: Place, vu: Any) -> bool:
    return invraisemblable(place) and vu is not None


def _jour_refuse(place: Place, vu: Any) -> bool:
    return _jour_invraisemblable(place, vu) and vu == "À compléter"


def _sans_cle(attendu: Any, vu: Any) -> bool:
    return isinstance(attendu, str) and "rien en vigueur le" in attendu and vu == ErreurCellule("#N/A")


def _cle_inconnue(place: Place, vu: Any) -> bool:
    return _sans_cle(place.attendu, vu)


def _hors_du_calendrier(place: Place, vu: Any) -> bool:
    return place.attendu == "Refus : date hors du calendrier" and isinstance(vu, ErreurCellule)


def _autre_droit(place: Place, vu: Any) -> bool:
    droit = en_vigueur(JOUR)
    le = place.saisi.get(LE)
    debut, suite = bornes(droit)
    dedans = hasattr(le, "year") and debut <= le and (suite is None or le < suite)
    return not dedans and vu == hors_du_droit(droit)


ADMISES = (
    Admise("erreur transmise", PARTOUT, LES_DEUX, _erreur,
           "Une erreur à la place d'un mot ou d'une case facultative reste une erreur : rouge, jamais un nombre."),
    Admise("mot inconnu", PARTOUT, LES_DEUX, _mot_inconnu,
           "VRAI à la place d'un mot est, pour une formule, un mot qu'elle ne connaît pas, ou #N/A s'il est une clé."),
    Admise("rendu tel quel", PARTOUT, LES_DEUX, _rendu_tel_quel,
           "Une case « nombre ou texte » montre ce qu'elle porte : un texte y reste ce texte, et VRAI, VRAI."),
    Admise("VRAI vaut 1", ("libreoffice",), (Encre.NATIVE,), _un,
           "LibreOffice n'a pas de booléens."),
    Admise("VRAI est un jour", ("libreoffice",), (Encre.NATIVE,), _jour_un,
           "Le nombre 1, qu'est VRAI, y est aussi le 31/12/1899."),
    Admise("jour invraisemblable", PARTOUT, (Encre.NATIVE,), _jour_invraisemblable,
           "Pour un tableur, tout nombre est un jour ; la validation des feuilles refuse ceux d'avant 2015."),
    Admise("jour refusé", ("ironcalc",), (Encre.LAMBDA,), _jour_refuse,
           "Le nom LAMBDA dit « À compléter » là où Python dit « Refus : date illisible », ou s'en passe."),
    Admise("clé inconnue", PARTOUT, LES_DEUX, _cle_inconnue,
           "Ce que les textes ne disent pas est #N/A dans une formule : INDEX et EQUIV ne trouvent rien."),
    Admise("hors du calendrier", PARTOUT, LES_DEUX, _hors_du_calendrier,
           "MOIS.DECALER répond une erreur au-delà de l'an 9999."),
    Admise("autre droit", ("ironcalc",), (Encre.LAMBDA,), _autre_droit,
           "La copie ne connaît qu'un droit : un jour qui relève d'autres textes est refusé."),
)  # fmt: skip


def admise(place: Place, vu: Any, moteur: str, encre: Encre) -> str:
    """Return the name of what makes a difference admissible, or the empty text."""
    return next((a.nom for a in ADMISES if moteur in a.moteurs and encre in a.encres and a.reconnait(place, vu)), "")
