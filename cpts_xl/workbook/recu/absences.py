"""What a workbook lacks of the layout that its version had: sheets and input columns, and how grave their absence is.

An upgrade writes a new workbook from what was read: what is missing there by accident would be lost for good.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook.feuilles.modele import Colonne, FeuilleTableau
from cpts_xl.workbook.recu.anciens import COLONNES_0_1, absente_alors

LISIBLES = frozenset({"0.2", "0.3", "0.4", "0.5", ".".join(__version__.split(".")[:2])})
"""The versions whose input sheets are those of today, ours among them: their workbooks are read as they are."""
VIDES = "ses saisies sont tenues pour vides"


def lisible(version: str) -> bool:
    """Return whether the workbooks of a version have the input sheets of today."""
    return ".".join(version.split(".")[:2]) in LISIBLES


def gravite_de(version: str, feuille: str, colonne: str = "", *, ancien: bool) -> Gravite | None:
    """Return how grave it is that a sheet, or a column of it, is not there; None when that version never had it.

    ``ancien``: the workbook is read to be upgraded, and may be of any version.
    """
    if absente_alors(version, feuille, colonne):
        return None
    if not ancien or lisible(version):
        return Gravite.BLOQUANT
    if version.startswith("0.1."):
        connues = COLONNES_0_1.get(feuille)
        return Gravite.BLOQUANT if connues is not None and (not colonne or colonne in connues) else None
    return Gravite.A_REGARDER  # la version n'est pas dite, ou n'est pas connue : rien ne dit ce qu'elle avait


def feuille_absente(
    decrite: FeuilleTableau, version: str, autres: Collection[str], *, ancien: bool
) -> Iterator[Constat]:
    """Yield that the sheet of a table is missing; ``autres`` are the sheets of the workbook that are not ours."""
    nom, gravite = decrite.nom, gravite_de(version, decrite.nom, ancien=ancien)
    if gravite is None:
        return
    if ancien and not any(col.champ is not None for col in decrite.colonnes):
        # rien n'y est saisi, donc rien n'y est perdu : le classeur neuf l'a de nouveau (0.1 : ce qu'elle avait est dit
        # de ses propres tables)
        if not version.startswith("0.1."):
            yield Constat(
                Gravite.INFORMATION, f"La feuille « {nom} » manque : elle n'a que des calculs, elle est récrite.",
                cause=Cause.FEUILLE_ABSENTE,
            )  # fmt: skip
        return
    constat = _selon(Constat(
        gravite, f"La feuille « {nom} » manque.", cause=Cause.FEUILLE_ABSENTE,
        remede="Si elle a été renommée, lui rendre ce nom ; sinon, la remettre depuis une copie du classeur.",
    ))  # fmt: skip
    citees = ", ".join(f"« {lu} »" for lu in autres)
    yield replace(constat, message=f"{constat.message} Ne sont pas de l'outil : {citees}.") if citees else constat


def colonne_absente(col: Colonne, gravite: Gravite, feuille: str, entete: int) -> Constat:
    """Return that an input column of a sheet was not found; ``entete`` is the row of the headers, 0 when unknown."""
    return _selon(Constat(
        gravite, f"La colonne « {col.titre} » est introuvable.", feuille, f"{entete}:{entete}" if entete else "",
        cause=Cause.COLONNE_ABSENTE, remede="Remettre son intitulé sur la ligne des titres.",
    ))  # fmt: skip


def _selon(constat: Constat) -> Constat:
    """Return the finding, saying what follows when it does not prevent the reading."""
    if constat.gravite is Gravite.BLOQUANT:
        return constat
    return replace(constat, message=f"{constat.message.rstrip('.')} : {VIDES}.")


def perdants(constats: Iterable[Constat]) -> list[Constat]:
    """Return the findings that say that typed values would be lost if the workbook were written again."""
    return [
        c
        for c in constats
        if c.gravite is Gravite.BLOQUANT
        and c.cause in {Cause.FEUILLE_ABSENTE, Cause.COLONNE_ABSENTE, Cause.RUBRIQUE_ABSENTE}
    ]
