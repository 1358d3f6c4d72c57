"""What guards the inputs: validations, closed lists, protection of the sheets and of the computed cells."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.engine.schema import IDENTITE, Champ
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook import sheets
from cpts_xl.workbook.pages import lists
from cpts_xl.workbook.recu.locate import entete_de, normaliser
from cpts_xl.workbook.verification.attendu import Domaine, domaine
from cpts_xl.workbook.verification.manifeste.modele import FeuilleManifeste, Validation, Zone
from cpts_xl.workbook.verification.manifeste.plages import adresse, resumer, suites
from cpts_xl.workbook.verification.structure.contexte import Contexte, Table, a_regarder, information, premiere, vide
from cpts_xl.workbook.verification.structure.domaines import dire, dire_regle, plus_large
from cpts_xl.workbook.xlsx.types import lettres, position

FEUILLES_DITES = 4
"""Sheets told one by one; beyond, in one sentence."""
REMETTRE = "Remettre la validation de la copie d'origine (Données, Validation des données)."
PROTEGER = "Révision, Protéger la feuille (sans mot de passe), si la feuille n'a plus à être modifiée."
FERMER = "Ôter la protection, puis Révision, Autoriser la modification des plages : tout supprimer, et protéger."
VERROUILLER = "Ctrl+1, onglet Protection : cocher « Verrouillée »."


def validations(c: Contexte) -> Iterator[Constat]:
    """Yield the input columns whose validation is gone, does not refuse, or admits more than ours."""
    if not c.meme_version:
        return
    for table in c.tables.values():
        feuille = c.manifeste.feuilles[table.feuille.nom]
        bas = _bas(table, feuille)
        for col in table.decrite.colonnes:
            colonne = table.colonnes.get(col.code)
            if col.champ is None or colonne is None or (due := domaine(col.champ)) is None:
                continue
            zone = Zone(table.entete + 1, colonne, bas, colonne)
            if (constat := _juger(c, feuille, zone, col.titre, due)) is not None:
                yield constat
    identite = c.par_nom.get(normaliser(sheets.IDENTITE))
    if identite is not None:
        for champ in IDENTITE:
            yield from _identite(c, c.manifeste.feuilles[identite.nom], champ)


def _identite(c: Contexte, feuille: FeuilleManifeste, champ: Champ) -> Iterator[Constat]:
    place, due = c.lecture.places.get(f"identite.{champ.code}"), domaine(champ)
    if place is None or due is None:
        return
    ligne, colonne = position(place[1])
    if (constat := _juger(c, feuille, Zone(ligne, colonne, ligne, colonne), champ.libelle, due)) is not None:
        yield constat


def _bas(table: Table, feuille: FeuilleManifeste) -> int:
    """Return the last row of a table: that of its Excel table if it is still one, else the last row that we know."""
    for tableau in feuille.tableaux:
        if tableau.zone is not None and tableau.zone.haut == table.entete:
            return max(tableau.zone.bas, table.entete + 1)
    return max([table.entete + 1, *(rang for rang in table.feuille.lignes if rang > table.entete)])


def _juger(c: Contexte, feuille: FeuilleManifeste, zone: Zone, titre: str, due: Domaine) -> Constat | None:
    """Return what is wrong with the validation of one column (or of one cell), or None."""
    colonne = zone.gauche
    couvertes: list[tuple[int, int]] = []
    for regle in feuille.validations:
        rangs = _rangs(regle, zone)
        if not rangs or regle.genre == "none":
            continue
        if (tort := plus_large(c, (feuille.nom, colonne), regle, due)) is not None:
            lieu = adresse(Zone(min(d for d, _ in rangs), colonne, max(f for _, f in rangs), colonne))
            return a_regarder(
                f"« {titre} » : la validation {tort}.", feuille.nom, lieu, Cause.VALIDATION, REMETTRE,
                lu=dire_regle(regle), attendu=dire(due),
            )  # fmt: skip
        couvertes += rangs
    if not couvertes:
        return a_regarder(
            f"« {titre} » : la validation a été retirée, tout peut y être saisi.", feuille.nom, adresse(zone),
            Cause.VALIDATION, REMETTRE, attendu=dire(due),
        )  # fmt: skip
    nues = [
        ligne
        for ligne, _, cellule in c.pleines(feuille.nom, zone)
        if cellule.formule is None and not any(debut <= ligne <= fin for debut, fin in couvertes)
    ]
    if not nues:
        return None
    # coller une cellule venue d'ailleurs emporte la validation : c'est le geste le plus ordinaire
    lieux = ", ".join(adresse(Zone(d, colonne, f, colonne)) for d, f in list(suites(nues))[:4])
    s = pluriel(len(nues))
    message = f"« {titre} » : {nombre(len(nues))} cellule{s} remplie{s} sans validation ({lieux})."
    return information(message, feuille.nom, f"{lettres(colonne)}{nues[0]}", Cause.VALIDATION, REMETTRE)


def _rangs(regle: Validation, zone: Zone) -> list[tuple[int, int]]:
    """Return the runs of rows of a column that a validation covers."""
    return [
        (max(z.haut, zone.haut), min(z.bas, zone.bas))
        for z in regle.zones
        if z.gauche <= zone.gauche <= z.droite and z.haut <= zone.bas and z.bas >= zone.haut
    ]


def listes(c: Contexte) -> Iterator[Constat]:
    """Yield the words of the closed lists that are not ours, and the names that do not lead to them."""
    feuille = c.par_nom.get(normaliser(sheets.LISTES))
    if feuille is None or not c.meme_version:
        return
    colonnes = lists.colonnes(c.droit)
    entete, trouvees = entete_de(feuille, tuple(titre for titre, _ in colonnes.values()))
    for titre, mots in colonnes.values():
        colonne = trouvees.get(titre)
        if colonne is None:
            continue
        lus = {
            rang: str(cellule.valeur)
            for rang in sorted(feuille.lignes)
            if rang > entete and (cellule := feuille.ligne(rang).get(colonne)) and not vide(cellule.valeur)
        }
        for rang, mot in lus.items():
            if mot not in mots:
                yield a_regarder(
                    f"La liste « {titre} » propose un mot qui n'est pas de l'outil.", feuille.nom,
                    f"{lettres(colonne)}{rang}", Cause.VALIDATION, "Remettre les mots de la copie d'origine.", lu=mot,
                )  # fmt: skip
        if manquants := [mot for mot in mots if mot not in lus.values()]:
            yield information(
                f"La liste « {titre} » ne propose plus : {', '.join(manquants[:5])}.", feuille.nom,
                f"{lettres(colonne)}{entete}", Cause.VALIDATION, "Remettre les mots de la copie d'origine.",
            )  # fmt: skip


def protections(c: Contexte) -> Iterator[Constat]:
    """Yield the sheets no longer protected, those under a password, and the computed cells left unlocked."""
    nues = [nom for nom in c.a_nous if c.manifeste.feuilles[nom].protection is None and c.a_nous[nom] != sheets.REPRISE]
    if len(nues) > FEUILLES_DITES:
        dites = ", ".join(nues[:FEUILLES_DITES])
        yield information(
            f"{nombre(len(nues))} feuilles ne sont plus protégées : {dites}…", "", "", Cause.PROTECTION, PROTEGER
        )
    else:
        for nom in nues:
            yield information("Cette feuille n'est plus protégée.", nom, "", Cause.PROTECTION, PROTEGER)
    for nom in c.a_nous:
        protection = c.manifeste.feuilles[nom].protection or {}
        if any(protection.get(cle) for cle in ("password", "hashValue", "saltValue")):
            message = "Cette feuille est protégée par un mot de passe, que l'outil ne pose jamais."
            remede = "Le demander à la CPTS, ou vérifier la copie de relecture."
            yield information(message, nom, "", Cause.PROTECTION, remede)
        calculees = [a for a in c.manifeste.feuilles[nom].formules_cachees if (nom, a) in c.calculees]
        if calculees:
            s = pluriel(len(calculees))
            message = f"La formule de {nombre(len(calculees))} cellule{s} ne se montre pas : {resumer(calculees)}."
            yield a_regarder(message, nom, premiere(calculees), Cause.PROTECTION,
                             "Ôter la protection, puis Ctrl+1, onglet Protection : décocher « Masquée ».")  # fmt: skip
    yield from _deverrouillees(c)
    for nom in c.a_nous:
        ouvertes = c.manifeste.feuilles[nom].ouvertes
        lieux = [a for n, a in c.calculees if n == nom and any(z.contient(*position(a)) for z in ouvertes)]
        if lieux:
            message = f"{_calculees(lieux)} modifiable{pluriel(len(lieux))} malgré la protection : {resumer(lieux)}."
            yield a_regarder(message, nom, premiere(lieux), Cause.PROTECTION, FERMER)


def _calculees(lieux: list[str]) -> str:
    s = pluriel(len(lieux))
    return f"{nombre(len(lieux))} cellule{s} calculée{s}"


def _deverrouillees(c: Contexte) -> Iterator[Constat]:
    par_feuille: dict[str, list[str]] = {}
    for nom, lieu in c.calculees:
        cellule = c.classeur.feuilles[nom].cellules.get(lieu)
        if cellule is not None and cellule.formule is not None and not cellule.verrouillee:
            par_feuille.setdefault(nom, []).append(lieu)
    for nom, lieux in par_feuille.items():
        verbe = pluriel(len(lieux), "sont", "est")
        message = f"{_calculees(lieux)} ne {verbe} plus verrouillée{pluriel(len(lieux))} : {resumer(lieux)}."
        yield a_regarder(message, nom, premiere(lieux), Cause.PROTECTION, VERROUILLER)
