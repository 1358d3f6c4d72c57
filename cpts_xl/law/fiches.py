"""Values of a block: exact numbers, admitted words, or « absent », made parameters with their origin."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl.formats import pluriel
from cpts_xl.law.model import TAILLES, Parametre, Statut

if TYPE_CHECKING:
    from cpts_xl.law.bloc import Bloc
    from cpts_xl.law.model import Texte

ABSENT = "absent"
TROP_GRAND = 10**12
"""No amount, delay or ceiling of this law comes near: a longer number is a slip of the keyboard."""
# A key of these families comes with more than a value: its own block alone may give it.
RESERVES = {"montant": "[[ligne]]", "seuil_taille": "[[seuil]]", "mission": "[[mission]]"}
CODES_RESERVES = ("total",)
_MOT = re.compile(r"[a-z0-9][a-z0-9_]*")


def lit_parametres(bloc: Bloc, texte: Texte) -> list[Parametre]:
    """Return the parameters of a [[parametre]]: one value, one row by size, or one table by named key."""
    cle = lit_cle(bloc)
    if cle[0] in RESERVES:
        raise bloc.refus("cle", f"« {cle[0]} » a son bloc à lui", f"Écrire un bloc {RESERVES[cle[0]]}.")
    formes = [forme for forme in ("valeur", "montants", "valeurs") if bloc.a(forme)]
    if len(formes) != 1:
        raise bloc.refus(
            "valeur",
            f"{len(formes)} forme{pluriel(len(formes))} de valeur au lieu d'une",
            "Écrire valeur, montants ou valeurs, et un seul.",
        )
    if formes != ["valeur"]:
        return lit_rangee(bloc, texte, cle, formes[0])
    unite = bloc.unite()
    valeur = _valeur(bloc, "valeur", bloc.brut("valeur"), unite)
    libelle, statut = bloc.chaine("libelle"), bloc.statut()
    return [fiche(bloc, texte, cle, libelle=libelle, valeur=valeur, unite=unite, statut=statut)]


def lit_rangee(bloc: Bloc, texte: Texte, cle: tuple[str, ...], forme: str) -> list[Parametre]:
    """Return the parameters of a row of amounts (one per size) or of a table of values (one per key)."""
    brut = bloc.brut(forme)
    noms: dict[str, str]
    if forme == "montants":
        if not isinstance(brut, list) or len(brut) != len(TAILLES):
            nombre = len(brut) if isinstance(brut, list) else 1
            raise bloc.refus(
                "montants",
                f"{nombre} montant{pluriel(nombre)} pour {len(TAILLES)} tailles",
                'Écrire un montant par taille, de la taille 1 à la taille 4, ou "absent".',
            )
        brut = dict(zip(TAILLES, brut, strict=True))
        noms = {taille: f"taille {taille}" for taille in TAILLES}
    elif isinstance(brut, dict) and brut:
        noms = bloc.noms("noms", brut) if bloc.a("noms") else {}
    else:
        raise bloc.refus(forme, "une table de valeurs est attendue", "Écrire par exemple { acces = 6, parcours = 12 }.")
    libelle, unite = bloc.chaine("libelle"), bloc.unite()
    parametres = []
    for (membre, valeur), statut in zip(brut.items(), bloc.statuts(tuple(brut)), strict=True):
        if not _MOT.fullmatch(membre):
            raise bloc.refus(forme, f"« {membre} » n'est pas une clé", "Minuscules sans accent, chiffres, tirets bas.")
        nom = f"{libelle}, {noms.get(membre, membre)}"
        lue = _valeur(bloc, forme, valeur, unite)
        entiere = (*cle, membre)
        parametres.append(fiche(bloc, texte, entiere, libelle=nom, valeur=lue, unite=unite, statut=statut))
    return parametres


def _valeur(bloc: Bloc, cle: str, brut: Any, unite: str) -> Fraction | str | None:
    """Return an exact number, an admitted word, or None for « absent »; a rate alone may have decimals."""
    if brut == ABSENT:
        return None
    if isinstance(brut, str):
        return _mot(bloc, cle, brut, unite)
    if isinstance(brut, bool) or not isinstance(brut, int | Fraction):
        raise bloc.refus(cle, f"« {brut} » n'est pas un nombre", 'Écrire un nombre sans guillemets, ou "absent".')
    if brut < 0:
        raise bloc.refus(cle, f"{brut} est négatif", "Un montant, un délai ou un taux est positif ou nul.")
    if brut >= TROP_GRAND:
        raise bloc.refus(cle, "ce nombre a plus de douze chiffres", "Vérifier les zéros : 17_500 pour 17 500 €.")
    if unite == "taux":
        if brut > 1:
            raise bloc.refus(cle, f"{brut} dépasse 1", "Un taux s'écrit de 0 à 1 : 0.75 pour 75 %.")
    elif not isinstance(brut, int):
        raise bloc.refus(
            cle,
            f"{float(brut)} a des décimales",
            "Écrire un nombre entier : 17_500. Un taux a l'unité « taux ».",
        )
    return Fraction(brut)


def _mot(bloc: Bloc, cle: str, brut: str, unite: str) -> str:
    """Return a word written in the place of a number, that the block admits; a rate has none."""
    if unite == "taux":
        raise bloc.refus(cle, f"le mot « {brut} » n'est pas un taux", 'Écrire un nombre de 0 à 1, ou "absent".')
    if brut not in (bloc.chaines("mots_admis") if bloc.a("mots_admis") else ()):
        raise bloc.refus(
            cle,
            f"le mot « {brut} » n'est pas admis",
            'Écrire un nombre sans guillemets, "absent", ou l\'ajouter à mots_admis.',
        )
    return brut


def fiche(
    bloc: Bloc,
    texte: Texte,
    cle: tuple[str, ...],
    *,
    libelle: str,
    valeur: Fraction | str | None,
    unite: str,
    statut: Statut,
) -> Parametre:
    """Return one parameter with the origin of its block; an absent value can only be « incertain »."""
    if valeur is None and statut is not Statut.INCERTAIN:
        raise bloc.refus("statut", f"{libelle} est absent et dit « {statut} »", 'Une valeur absente est "incertain".')
    article, source = bloc.origine()
    note = bloc.chaine_ou_vide("note")
    return Parametre(cle, libelle, valeur, unite, texte, article, source, statut, bloc.jour("verifie_le"), note)


def lit_cle(bloc: Bloc) -> tuple[str, ...]:
    """Return the key of a parameter: plain words, joined by « | » in the sheet of parameters."""
    brut = bloc.brut("cle")
    mots = tuple(brut) if isinstance(brut, list) else (brut,)
    if not mots or not all(isinstance(mot, str) and _MOT.fullmatch(mot) for mot in mots):
        raise bloc.refus(
            "cle", "une liste de mots sans accent ni espace est attendue", 'Par exemple ["duree_contrat"].'
        )
    return mots


def lit_code(bloc: Bloc, cle: str) -> str:
    """Return the code of a mission or of a line: a plain word that can stand in a key."""
    code = bloc.chaine(cle)
    if not _MOT.fullmatch(code):
        raise bloc.refus(cle, f"« {code} » n'est pas un code", "Minuscules sans accent, chiffres et tirets bas.")
    if code in CODES_RESERVES:
        raise bloc.refus(cle, f"« {code} » est le code que l'outil donne à ses totaux", "En choisir un autre.")
    return code
