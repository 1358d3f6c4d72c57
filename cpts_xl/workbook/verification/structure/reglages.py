"""The settings of the whole file: how it calculates, from which day it counts, what it prints, which names it hides."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.layout import NOMS, nom_colonne
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.sheets import TABLEAUX_FEUILLES
from cpts_xl.workbook.verification.manifeste.modele import Nom
from cpts_xl.workbook.verification.manifeste.plages import cible, resumer
from cpts_xl.workbook.verification.structure.contexte import (
    Contexte,
    a_regarder,
    bloquant,
    compte,
    information,
    premiere,
)
from cpts_xl.workbook.xlsx.garde_partie import FORMULE_SUSPECTE, TEXTE_CITE
from cpts_xl.workbook.xlsx.valeurs import vrai

FEUILLES_DITES = 4
"""Sheets told one by one; beyond, in one sentence."""
ELARGIR = "Mise en page, Zone d'impression, Annuler, avant d'imprimer."
OPTIONS = "Fichier, Options, Formules"
LOTUS = "Fichier, Options, Options avancées, compatibilité Lotus de la feuille : tout décocher, puis F9 et enregistrer."
REFUSER = "Ne pas mettre les liaisons à jour ; supprimer le nom (Formules, Gestionnaire de noms)."
_PREFIXES = ("LISTE_", "BAREME_", "TAILLE_", "CPTS_")


def reglages(c: Contexte) -> Iterator[Constat]:
    """Yield the settings that change or freeze the numbers."""
    calcul = c.manifeste.calcul
    if calcul.get("calcMode", "auto") == "manual":
        yield a_regarder(
            "Le calcul est manuel : une saisie ne change plus les résultats.", "", "", Cause.REGLAGE,
            f"{OPTIONS} : Calcul automatique, puis F9 et enregistrer.", lu="manuel", attendu="automatique",
        )  # fmt: skip
    if vrai(calcul.get("iterate")):
        yield a_regarder(
            "Le calcul itératif est activé : une formule qui se cite elle-même ne serait pas signalée.", "", "",
            Cause.REGLAGE, f"{OPTIONS} : décocher « Activer le calcul itératif ».", lu="activé", attendu="désactivé",
        )  # fmt: skip
    if calcul.get("fullPrecision") in {"0", "false"}:
        yield bloquant(
            "Le classeur calcule avec la précision affichée : chaque nombre est arrondi à ce qui se voit.", "", "",
            Cause.REGLAGE, "Fichier, Options, Options avancées : décocher « Définir la précision au format affiché ».",
            lu="précision affichée", attendu="précision entière",
        )  # fmt: skip
    if c.manifeste.date1904:
        yield bloquant(
            "Le classeur compte les jours depuis 1904 : chaque date est décalée de quatre ans et un jour.", "", "",
            Cause.REGLAGE, "Fichier, Options, Options avancées : décocher « Utiliser le calendrier depuis 1904 ».",
            lu="depuis 1904", attendu="depuis 1900",
        )  # fmt: skip
    for nom in c.a_nous:
        if c.manifeste.feuilles[nom].comme_lotus:
            yield a_regarder(
                "Les formules de cette feuille se calculent comme dans Lotus 1-2-3 : un texte y compte pour zéro.",
                nom, "", Cause.REGLAGE, LOTUS, lu="compatibilité Lotus", attendu="calcul ordinaire",
            )  # fmt: skip
    yield from _contenus(c)


def _contenus(c: Contexte) -> Iterator[Constat]:
    """Yield what the guard does not tell: pivot tables, and a structure that nobody can change."""
    if c.manifeste.caches_croises or any(f.croises for f in c.manifeste.feuilles.values()):
        yield information(
            "Le classeur contient des tableaux croisés : ils gardent une copie des données, qui peut être périmée.",
            "", "", Cause.REGLAGE, "Les actualiser (Données, Actualiser tout) avant de les lire.",
        )  # fmt: skip
    if c.manifeste.structure_verrouillee:
        message = "La structure du classeur est verrouillée : ses onglets ne peuvent être ni montrés ni déplacés."
        yield information(message, "", "", Cause.PROTECTION)


def noms_a_nous() -> frozenset[str]:
    """Return the workbook-level names that we define, in capitals, those of the LAMBDA copy apart."""
    colonnes = (nom_colonne(f.prefixe, col.code) for f in TABLEAUX_FEUILLES for col in f.colonnes)
    return frozenset({*NOMS.values(), *colonnes})


def noms(c: Contexte) -> Iterator[Constat]:
    """Yield the names that call outside; those of ours written twice, or that do not show.

    Where ours lead is compared elsewhere.
    """
    connus, vus = noms_a_nous(), set()
    for nom in c.manifeste.noms:
        cle = nom.nom.upper()
        if FORMULE_SUSPECTE.search(TEXTE_CITE.sub("", nom.cible)):
            yield a_regarder(f"Le nom {nom.nom} appelle l'extérieur (lien, service web ou programme) : rien n'a été "
                             "appelé.", nom.portee, "", Cause.CONTENU, REFUSER, lu=nom.cible[:120])  # fmt: skip
        if nom.portee or (cle not in connus and not cle.startswith(_PREFIXES)):
            continue
        if cle in vus:
            yield bloquant(f"Le nom {nom.nom} est défini deux fois dans le classeur.", "", "", Cause.NOM,
                           "Reprendre la copie d'origine.", lu=nom.cible)  # fmt: skip
        vus.add(cle)
        if nom.masque:
            yield a_regarder(f"Le nom {nom.nom} est masqué : le gestionnaire de noms ne le montre pas.", "", "",
                             Cause.NOM, "Reprendre la copie d'origine.", lu=nom.cible)  # fmt: skip


def impression(c: Contexte) -> Iterator[Constat]:
    """Yield the print areas that leave numbers out; ours are set once, and rows filled since stay out of them."""
    dehors = {nom.portee: _dehors(c, nom) for nom in c.manifeste.noms if nom.nom == "_xlnm.Print_Area"}
    dehors = {feuille: lieux for feuille, lieux in dehors.items() if lieux}
    if len(dehors) > FEUILLES_DITES:
        message = (
            f"Sur {nombre(len(dehors))} feuilles, la zone d'impression laisse dehors des nombres : {', '.join(dehors)}."
        )
        yield information(message, "", "", Cause.MASQUEE, ELARGIR)
        return
    for feuille, lieux in dehors.items():
        n, s = nombre(len(lieux)), pluriel(len(lieux))
        message = f"La zone d'impression laisse dehors {n} nombre{s} ou date{s} : {resumer(lieux)}."
        yield information(message, feuille, premiere(lieux), Cause.MASQUEE, ELARGIR)


def _dehors(c: Contexte, nom: Nom) -> list[str]:
    """Return the inputs and results of one of our sheets, numbers or days, that a print area leaves out."""
    if nom.portee not in c.a_nous:
        return []
    ici = normaliser(nom.portee)
    zones = [z[1] for morceau in _morceaux(nom.cible) if (z := cible(morceau)) and normaliser(z[0]) == ici]
    if not zones:
        return []
    feuille = c.classeur.feuilles[nom.portee]
    if any(z.contient(1, 1) and z.contient(*feuille.dimensions) for z in zones):
        return []  # toute la feuille s'imprime : rien à chercher
    cellules = feuille.cellules
    return [
        lieu
        for lieu, (ligne, colonne) in c.places_de(nom.portee).items()
        if lieu in cellules and compte(cellules[lieu].valeur) and not any(z.contient(ligne, colonne) for z in zones)
    ]


def _morceaux(contenu: str) -> list[str]:
    """Return the ranges of a print area: they are separated by commas, which a sheet name may hold."""
    morceaux, cite, debut = [], False, 0
    for rang, signe in enumerate(contenu):
        if signe == "'":
            cite = not cite
        elif signe == "," and not cite:
            morceaux.append(contenu[debut:rang])
            debut = rang + 1
    return [*morceaux, contenu[debut:]]
