"""What the entry check says of a dossier, told where it stands in a received workbook: cell, else row, else sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from string import ascii_uppercase

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.dossier import Anomalie
from cpts_xl.engine.schema import champ_de
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.locate import Place
from cpts_xl.workbook.sheets import FeuilleTableau
from cpts_xl.workbook.xlsx.types import ClasseurLu, lettres, position


def situees(
    anomalies: Iterable[Anomalie],
    classeur: ClasseurLu,
    places: Mapping[str, Place],
    perdues: Collection[tuple[str, str]],
    totaux: Collection[str] = (),
) -> Iterator[Constat]:
    """Yield the findings of the entry check where they stand.

    ``perdues`` are the tables and codes of the columns that were not found: that their inputs are empty is not told
    again for each row. ``totaux`` are the rows that only add up others: there is nothing to complete in them.
    """
    for anomalie in anomalies:
        if anomalie.saisie.rpartition(".")[0] in totaux:
            continue
        if (anomalie.saisie.partition(".")[0], anomalie.saisie.rpartition(".")[2]) in perdues and not anomalie.lu:
            continue
        feuille, adresse = places.get(anomalie.saisie) or _rangee_de(anomalie.saisie, classeur, places)
        texte = anomalie.saisie in places and _texte_pour_nombre(anomalie.saisie, classeur, feuille, adresse)
        _, autre = places.get(anomalie.autre) or _rangee_de(anomalie.autre, classeur, places)
        rangee = autre.partition(":")[0].lstrip(ascii_uppercase)
        message = anomalie.a_la_ligne(int(rangee)) if rangee else anomalie.message
        yield Constat(anomalie.gravite, message, feuille, adresse, anomalie.lu, remede=anomalie.remede,
                      cause=Cause.TEXTE if texte else Cause.SAISIE)  # fmt: skip


def sans_identifiant(
    decrite: FeuilleTableau, nom: str, trouves: Mapping[int, str], colonne: int | None
) -> Iterator[Constat]:
    """Yield the rows that no formula takes, each with its empty cell; all at once when their column is lost.

    ``trouves`` gives, by row, the word by which it says that it adds up others: it is to be erased, not completed.
    """
    for rang, total in trouves.items():
        if total:
            yield Constat(
                Gravite.BLOQUANT, f"Cette ligne du tableau a l'air d'un total (« {total} ») : complétée, elle "
                "compterait en plus des autres.", nom, f"{lettres(colonne)}{rang}" if colonne else f"{rang}:{rang}",
                remede="Effacer la ligne : l'outil fait ses totaux. Si ce n'en est pas un, compléter cette case.",
            )  # fmt: skip
    rangs = [rang for rang, total in trouves.items() if not total]
    if colonne is not None:
        for rang in rangs:
            yield Constat(
                Gravite.BLOQUANT, "Une ligne est remplie sans son identifiant : elle ne serait pas calculée.", nom,
                f"{lettres(colonne)}{rang}", remede="Compléter cette case, ou effacer la ligne.",
            )  # fmt: skip
    elif rangs:
        titre = next(col.titre for col in decrite.colonnes if col.code == decrite.cle)
        n, s = len(rangs), pluriel(len(rangs))
        yield Constat(
            Gravite.BLOQUANT, f"Sans la colonne « {titre} », {nombre(n)} ligne{s} remplie{s} ne "
            f"ser{pluriel(n, 'aient', 'ait')} pas calculée{s}.", nom, f"{rangs[0]}:{rangs[-1]}", cause=Cause.ABSENTE,
            remede="Remettre l'intitulé de cette colonne, puis vérifier à nouveau.",
        )  # fmt: skip


def _rangee_de(saisie: str, classeur: ClasseurLu, places: Mapping[str, Place]) -> Place:
    """Return the sheet and the row of an input whose own cell was not found; empty when nothing is known of it."""
    prefixe, rangee = saisie.partition(".")[0], saisie.rpartition(".")[0]
    decrite = next((f for f in sheets.TABLEAUX_FEUILLES if f.prefixe == prefixe), None)
    if decrite is None:
        return "", ""
    place = next((places[i] for col in decrite.colonnes if (i := f"{rangee}.{col.code}") in places), None)
    if place is None:
        return (decrite.nom if decrite.nom in classeur.feuilles else ""), ""
    ligne = position(place[1])[0]
    return place[0], f"{ligne}:{ligne}"


def _texte_pour_nombre(saisie: str, classeur: ClasseurLu, feuille: str, adresse: str) -> bool:
    """Return whether a numeric field holds a text: no formula would count it."""
    champ = champ_de(saisie)
    if champ is None or not champ.genre.numerique:
        return False
    cellule = classeur.feuilles[feuille].cellule(adresse)
    return cellule is not None and isinstance(cellule.valeur, str)
