"""The sheet Barème as received against the law of the day: each parameter found by its key, wherever its row went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.errors import CptsError
from cpts_xl.formats import nombre
from cpts_xl.rules.genres import NOMBRE, afficher, genre_de
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.locate import entete_de, feuilles_par_nom, normaliser
from cpts_xl.workbook.verification.anteriorite import d_autres_textes
from cpts_xl.workbook.verification.rappels import Greffier
from cpts_xl.workbook.xlsx.types import Cellule, ErreurCellule, FeuilleLue, lettres

CLE, VALEUR = "Clé", "Valeur"
CHIFFRES = (VALEUR, "Taille", "À partir de (habitants)")
MOTS = ("Unité", "Texte", "Article", "Statut", "Source", "Intitulé", "Note")
TOLERANCE = Fraction(1, 1_000_000_000)
AUTRE_DROIT = 20
"""Wrong values beyond which the sheet is that of another law, which is said once."""
_REPRENDRE = "Reprendre la feuille Barème de la copie d'origine : elle recopie les textes, elle ne se modifie pas."
_TITRES = ("Clé", "Intitulé", "Valeur", "Unité", "Texte", "Article", "Source", "Statut", "Vérifié le", "Taille",
           "À partir de (habitants)", "Note")  # fmt: skip
"""The columns of the sheet, in the order in which they are written."""


@dataclass
class Parametres:
    """What the sheet says otherwise than the texts: the findings, and the values that its formulas would read."""

    constats: list[Constat]
    modifies: dict[str, Any]
    """By key: the number or the text that stands where the value of the law was due."""
    places: dict[str, tuple[str, str]]
    """By key: where its value stands, or its key when it is the key that was changed."""
    seuils: dict[str, Constat]
    """By key of a threshold: what is wrong with the table of thresholds, which any size may be read in."""
    noms: dict[str, str]
    """What each name of the sheet should stand for, where its rows now are."""
    posterieurs: dict[str, Constat]
    """By key: what the workbook, older than it, could not know and would now compute with."""


class DroitRecu:
    """The law as the received sheet Barème tells it: its modified values, everything else as the texts have it."""

    def __init__(self, droit: Any, modifies: Mapping[str, Any]) -> None:
        self._droit = droit
        self._modifies = modifies

    def __getattr__(self, nom: str) -> Any:
        return getattr(self._droit, nom)

    def valeur(self, *cle: Any) -> Any:
        """Return the value of a parameter as the sheet shows it."""
        try:
            code = self._droit.parametre(*cle).code
        except (CptsError, TypeError):
            return self._droit.valeur(*cle)
        return self._modifies[code] if code in self._modifies else self._droit.valeur(*cle)


def comparer_parametres(classeur: Any, greffier: Greffier) -> Parametres:
    """Return what the sheet Barème of a workbook says otherwise than what ``greffier`` would have written there."""
    dues = _dues(greffier)
    feuille = feuilles_par_nom(classeur).get(normaliser(sheets.BAREME))
    rendu = Parametres([], {}, {}, {}, {}, {})
    if feuille is None:
        rendu.constats.append(Constat(
            Gravite.BLOQUANT, f"La feuille « {sheets.BAREME} » manque : les montants des textes ne s'y lisent plus.",
            cause=Cause.FEUILLE_ABSENTE, remede="La remettre depuis la copie d'origine.",
        ))  # fmt: skip
        return rendu
    entete, colonnes = entete_de(feuille, _TITRES)
    par_defaut = {titre: rang for rang, titre in enumerate(_TITRES, 1)}
    places = {titre: colonnes.get(titre, par_defaut[titre]) for titre in _TITRES}
    rangs = _rangs(feuille, entete, places[CLE], dues, rendu)
    intitules = {normaliser(due["Intitulé"]): cle for cle, due in dues.items()}
    chiffres: list[Constat] = []
    mots: list[Constat] = []
    manquants: list[str] = []
    for cle, due in dues.items():
        if cle not in rangs:
            manquants.append(cle)
            continue
        rendu.places[cle] = (feuille.nom, f"{lettres(places[VALEUR])}{rangs[cle]}")
        if autre := _autre_cle(feuille.ligne(rangs[cle]).get(places["Intitulé"]), cle, intitules):
            place = (feuille.nom, f"{lettres(places[CLE])}{rangs[cle]}")
            chiffres.append(Constat(
                Gravite.BLOQUANT, f"{dues[autre]['Intitulé']} : la clé de cette ligne a été changée.", *place, cle,
                autre, _REPRENDRE, Cause.PARAMETRE,
            ))  # fmt: skip
            valeur = feuille.ligne(rangs[cle]).get(places[VALEUR])
            rendu.places[cle], rendu.modifies[cle] = place, valeur.valeur if valeur else None
            continue
        for titre in (*CHIFFRES, *MOTS):
            cellule = feuille.ligne(rangs[cle]).get(places[titre])
            constat = _compare(feuille.nom, f"{lettres(places[titre])}{rangs[cle]}", titre, cellule, due)
            if constat is not None:
                (chiffres if titre in CHIFFRES else mots).append(constat)
                if titre == VALEUR:
                    rendu.modifies[cle] = cellule.valeur if cellule else None
                elif titre in CHIFFRES:
                    rendu.seuils[cle] = constat
    mots += _manquants(classeur, feuille.nom, {cle: dues[cle] for cle in manquants}, greffier, rendu)
    if len(chiffres) > AUTRE_DROIT:
        chiffres = [_autre_droit(feuille.nom, chiffres, greffier)]
    rendu.constats += [*chiffres, *mots]
    _zones(feuille.nom, rangs, places, dues, rendu)
    return rendu


def _manquants(
    classeur: Any, feuille: str, dues: Mapping[str, Mapping[str, Any]], greffier: Greffier, rendu: Parametres
) -> Iterator[Constat]:
    """Yield the parameters that have no row: lost, unless the workbook is older than they are."""
    anterieur = bool(dues) and d_autres_textes(classeur)
    employes = {lue.code for calculee in greffier.resultat.etapes for lue in calculee.sources} if anterieur else ()
    for cle, due in dues.items():
        valeur = _affiche(due, due.get(VALEUR))
        if not anterieur or cle.startswith("seuil_"):  # un seuil sert à toutes les tailles
            yield Constat(
                Gravite.BLOQUANT, f"Le paramètre « {due['Intitulé']} » ({cle}) manque.", feuille,
                cause=Cause.PARAMETRE, attendu=valeur, remede=_REPRENDRE,
            )  # fmt: skip
            continue
        depuis = f"Le classeur a été écrit avant le paramètre « {due['Intitulé']} » ({cle})"
        if cle in employes:
            rendu.posterieurs[cle] = Constat(
                Gravite.A_REGARDER, f"{depuis}, dont ses calculs se servent.", feuille, cause=Cause.PARAMETRE,
                attendu=valeur, remede="Le récrire par « cpts-xl mettre-a-niveau », puis vérifier la copie.",
            )  # fmt: skip
        else:
            message = f"{depuis}, dont aucun de ses calculs ne se sert."
            yield Constat(
                Gravite.INFORMATION, message, feuille, attendu=valeur, remede="Rien à faire pour cette année."
            )  # fmt: skip


def _dues(greffier: Greffier) -> dict[str, dict[str, Any]]:
    """Return what each row of the sheet should hold, by key then by header."""
    lignes: dict[int, dict[str, Any]] = {}
    for (feuille, ligne, colonne), valeur in greffier.constantes.items():
        if feuille == sheets.BAREME and colonne <= len(_TITRES):
            lignes.setdefault(ligne, {})[_TITRES[colonne - 1]] = valeur
    return {str(due[CLE]): due for due in lignes.values() if "Intitulé" in due}


def _rangs(
    feuille: FeuilleLue, entete: int, colonne: int, dues: Mapping[str, Any], rendu: Parametres
) -> dict[str, int]:
    """Return the row of each key; a key that comes twice, or that no text knows, is a finding."""
    rangs: dict[str, int] = {}
    for numero in sorted(feuille.lignes):
        cellule = feuille.ligne(numero).get(colonne)
        if numero <= entete or cellule is None or not isinstance(cellule.valeur, str) or not cellule.valeur.strip():
            continue
        cle = cellule.valeur.strip()
        if cle in dues and cle not in rangs:
            rangs[cle] = numero
        else:
            quoi = "figure deux fois : la première ligne seule est lue" if cle in rangs else "n'est dans aucun texte"
            rendu.constats.append(Constat(
                Gravite.BLOQUANT if cle in rangs else Gravite.A_REGARDER, f"La clé « {cle} » {quoi}.", feuille.nom,
                cellule.adresse, cause=Cause.PARAMETRE, remede=_REPRENDRE,
            ))  # fmt: skip
    return rangs


def _compare(feuille: str, adresse: str, titre: str, cellule: Cellule | None, due: Mapping[str, Any]) -> Constat | None:
    """Return what is wrong with one cell of a parameter, if anything is."""
    attendu = due.get(titre)
    lu = cellule.valeur if cellule else None
    formule = cellule is not None and cellule.formule is not None
    if not formule and _memes(lu, attendu):
        return None
    intitule = due["Intitulé"]
    if titre not in CHIFFRES:
        return Constat(
            Gravite.A_REGARDER, f"{intitule} : la case « {titre} » n'est plus celle du texte.", feuille, adresse,
            str(lu or "vide"), str(attendu or "vide"), _REPRENDRE, Cause.LIBELLE,
        )  # fmt: skip
    suite = ", écrit comme un texte" if isinstance(lu, str) and not isinstance(attendu, str) else ""
    suite = ", remplacé par une formule" if formule else suite
    return Constat(
        Gravite.BLOQUANT, f"{intitule} : le paramètre n'est plus celui du texte{suite}.", feuille, adresse,
        _affiche(due, lu), f"{_affiche(due, attendu)} ({due.get('Texte', '')}{_article(due)})", _REPRENDRE,
        Cause.PARAMETRE,
    )  # fmt: skip


def _autre_cle(intitule: Cellule | None, cle: str, intitules: Mapping[str, str]) -> str:
    """Return the key that the title of a row tells, when it is not the one that the row bears; else ""."""
    dite = intitules.get(normaliser(intitule.valeur), "") if intitule is not None else ""
    return dite if dite != cle else ""


def _memes(lu: Any, attendu: Any) -> bool:
    if isinstance(attendu, Fraction | int):
        return isinstance(lu, Fraction) and abs(lu - attendu) <= TOLERANCE
    if attendu is None:
        return lu is None or lu == ""
    if isinstance(attendu, date):
        return bool(lu == attendu)
    if isinstance(lu, Fraction):  # « 12.1 » : un tableur relit parfois un numéro d'article comme un nombre
        return str(attendu).replace(",", ".") == f"{float(lu):.15g}"
    return normaliser(lu or "") == normaliser(attendu)


def _affiche(due: Mapping[str, Any], valeur: Any) -> str:
    if isinstance(valeur, ErreurCellule):
        return valeur.code
    genre = genre_de(str(due.get("Unité", "")))
    return afficher(genre if isinstance(valeur, Fraction) else NOMBRE, valeur)


def _article(due: Mapping[str, Any]) -> str:
    return f", {due['Article']}" if due.get("Article") else ""


def _autre_droit(feuille: str, chiffres: list[Constat], greffier: Greffier) -> Constat:
    jour = afficher(NOMBRE, greffier.layout.droit.jour)
    return Constat(
        Gravite.BLOQUANT,
        f"{nombre(len(chiffres))} paramètres ne sont pas ceux des textes en vigueur au {jour} : la feuille est celle "
        "d'une autre année, ou elle a été récrite.",
        feuille, chiffres[0].cellule, chiffres[0].lu, chiffres[0].attendu, cause=Cause.PARAMETRE,
        remede="Écrire un classeur pour cette année (« cpts-xl ouvrir-annee »), ou reprendre la copie d'origine.",
    )  # fmt: skip


def _zones(
    feuille: str, rangs: Mapping[str, int], places: Mapping[str, int], dues: Mapping[str, Any], rendu: Parametres
) -> None:
    """Note what the names of the sheet should stand for: every key and value, every threshold and its rank."""
    seuils = [cle for cle, due in dues.items() if due.get("Taille") is not None]
    zones = (("BAREME_CLE", CLE, dues), ("BAREME_VALEUR", VALEUR, dues), ("TAILLE_RANG", "Taille", seuils),
             ("TAILLE_SEUIL", "À partir de (habitants)", seuils))  # fmt: skip
    for nom, titre, cles in zones:
        lignes = [rangs[cle] for cle in cles if cle in rangs]
        if lignes:
            lettre = lettres(places[titre])
            rendu.noms[nom] = f"{feuille}!${lettre}${min(lignes)}:${lettre}${max(lignes)}"
