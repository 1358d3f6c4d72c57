"""What is there but does not show: sheets, rows, columns, covered, merged or invisible cells."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook import sheets
from cpts_xl.workbook.verification.manifeste.modele import FeuilleManifeste, Zone
from cpts_xl.workbook.verification.manifeste.notes import NOTE
from cpts_xl.workbook.verification.manifeste.plages import (
    DERNIERE_COLONNE,
    DERNIERE_LIGNE,
    adresse,
    resumer,
    suites,
)
from cpts_xl.workbook.verification.structure.contexte import (
    Contexte,
    a_regarder,
    colonne_dite,
    compte,
    information,
    ligne_dite,
    premiere,
    vide,
)
from cpts_xl.workbook.xlsx.types import lettres, position

_LARGEUR_UTILE = 500
"""Columns where a number may be hidden: the guard refuses workbooks filled beyond."""
AFFICHER = "Les afficher (sélectionner autour, clic droit, Afficher), puis lire ce qu'elles portent."
AGRANDIR = "Sélectionner autour, Accueil, Format, « Ajuster la hauteur de ligne », puis lire ce qu'elles portent."
ELARGIR = "Sélectionner autour, Accueil, Format, « Ajuster la largeur de colonne », puis lire ce qu'elles portent."
FEUILLE_INVISIBLE = "Dans Excel : Alt+F11, fenêtre Propriétés, Visible : xlSheetVisible ; LibreOffice l'affiche."
ENCRE = "Sélectionner ces cellules et remettre la couleur automatique (Accueil, Couleur de police)."
TAILLE = "Sélectionner ces cellules et remettre une taille lisible (Accueil, Taille de police : 11)."
POLICE = "Sélectionner ces cellules et remettre une police de lettres (Accueil, Police : Calibri)."
FOND = "Retirer leur remplissage et remettre la couleur automatique (Accueil, Couleurs de remplissage et de police)."
RETRAIT = "Sélectionner ces cellules, puis Accueil, Diminuer le retrait, jusqu'à les lire."
_LISIBLE = {"caractères": TAILLE, "police": POLICE, "retrait": RETRAIT}
"""What makes a cell readable, by the first word of why it is not; the ink or what lies behind it for any other."""
OPTIONS_DE_FEUILLE = "Fichier, Options, Options avancées : cocher « Afficher un zéro dans les cellules »."
MASQUER_LA_NOTE = "Masquer la note (Révision, Afficher toutes les notes, ou clic droit sur sa cellule), puis lire."
DEPLACER = "Déplacer ou supprimer l'objet, puis lire la cellule."
LIBERER = "Affichage, Figer les volets, Libérer les volets : tout se fait défiler de nouveau."
ONGLETS = "Fichier, Options, Options avancées : cocher « Afficher les onglets du classeur », puis les lire tous."
DEFUSIONNER = "Annuler la fusion (Accueil, Fusionner et centrer) pour lire toutes les valeurs."


def masques(c: Contexte) -> Iterator[Constat]:
    """Yield what hides something, on our sheets and, for whole sheets, on any."""
    if c.manifeste.fenetre_masquee:
        yield a_regarder("Le classeur s'ouvre sans fenêtre visible.", "", "", Cause.MASQUEE,
                         "Dans Excel : Affichage, Afficher la fenêtre.")  # fmt: skip
    if c.manifeste.sans_onglets:
        yield a_regarder("Les onglets du classeur ne se voient pas : ses autres feuilles échappent au lecteur.", "", "",
                         Cause.MASQUEE, ONGLETS)  # fmt: skip
    for feuille in c.manifeste.feuilles.values():
        if feuille.etat == "veryHidden":
            message = "Cette feuille est cachée de façon qu'un clic droit ne la montre pas."
            yield a_regarder(message, feuille.nom, "", Cause.MASQUEE, FEUILLE_INVISIBLE)
        elif feuille.etat == "hidden" and feuille.nom in c.masquees_a_dire:
            message = "Cette feuille est masquée, alors que les modes simple et complet de l'outil la montrent."
            if c.a_nous[feuille.nom] not in sheets.MODE_SIMPLE:
                message = "Cette feuille est masquée, alors que les autres se voient : le relecteur en a besoin."
            yield a_regarder(message, feuille.nom, "", Cause.MASQUEE, "Clic droit sur un onglet, Afficher…")
        if c.chez(feuille):
            yield from _lignes(c, feuille)
            yield from _colonnes(c, feuille)
            yield from _invisibles(c, feuille)
            yield from _fusions(c, feuille)
            yield from _dessins(c, feuille)
            yield from _vue(c, feuille)


def _vue(c: Contexte, feuille: FeuilleManifeste) -> Iterator[Constat]:
    """Yield the options of a sheet that take its numbers away from the eye."""
    cellules = c.classeur.feuilles[feuille.nom].cellules
    if feuille.sans_zeros:
        zeros = [a for a, x in cellules.items() if x.valeur == 0 and a in c.genres.get(feuille.nom, ())]
        if zeros:
            combien = f"{nombre(len(zeros))} cellule{pluriel(len(zeros))}"
            message = f"Les zéros de cette feuille ne s'affichent pas : {combien}, {resumer(zeros, 2)}."
            yield a_regarder(message, feuille.nom, "", Cause.FORMAT, OPTIONS_DE_FEUILLE)
    lignes, colonnes = feuille.hors_volets
    dehors = [Zone(1, 1, lignes, DERNIERE_COLONNE)] if lignes else []
    dehors += [Zone(1, 1, DERNIERE_LIGNE, colonnes)] if colonnes else []
    dites = [lieu for zone in dehors for lieu in c.dites(feuille.nom, zone)]
    if dites:
        quoi = " et ".join(
            [*([ligne_dite(1, lignes)] if lignes else []), *([colonne_dite(1, colonnes)] if colonnes else [])]
        )
        message = f"Les volets figés tiennent hors de vue : {quoi}."
        yield a_regarder(message, feuille.nom, premiere(dites), Cause.MASQUEE, LIBERER)
    if feuille.formules_montrees:
        message = "Cette feuille montre les formules au lieu de leurs résultats."
        yield a_regarder(message, feuille.nom, "", Cause.REGLAGE, "Formules, Afficher les formules : désactiver.")


def _lignes(c: Contexte, feuille: FeuilleManifeste) -> Iterator[Constat]:
    masquees = dict(feuille.lignes)
    lue = c.classeur.feuilles[feuille.nom]
    if feuille.hauteur_nulle:
        # une ligne sans hauteur propre ne se voit pas, et le manifeste ne la liste pas
        for rang in lue.lignes:
            masquees.setdefault(rang, "de hauteur nulle")
    par_motif: dict[str, list[int]] = {}
    filtrees: list[int] = []
    for rang, motif in masquees.items():
        if motif == "masquée" and any(z.haut < rang <= z.bas for z in feuille.filtres):
            filtrees.append(rang)
        else:
            par_motif.setdefault(motif, []).append(rang)
    if filtrees:
        yield _filtrees(c, feuille, filtrees)
    for motif, rangs in par_motif.items():
        for debut, fin in suites(rangs):
            zone = Zone(debut, 1, fin, DERNIERE_COLONNE)
            montants, saisies = c.nombres(feuille.nom, zone), c.saisies(feuille.nom, zone)
            dite, accord = ligne_dite(debut, fin), "s" if debut != fin else ""
            lieu = premiere(montants or saisies) if montants or saisies else f"{debut}:{fin}"
            if not montants and not saisies:
                continue
            combien = f"elle{accord} porte{'nt' if accord else ''} {_combien(montants, saisies)}"
            message = f"La {dite}" if not accord else f"Les {dite}"
            message += f" {'est' if not accord else 'sont'} {_accorde(motif, accord)} : {combien}."
            if motif == "groupée":
                yield information(message, feuille.nom, lieu, Cause.MASQUEE, "Déplier le groupe (signe + en marge).")
            else:
                remede = AFFICHER if motif == "masquée" else AGRANDIR
                yield a_regarder(message, feuille.nom, lieu, Cause.MASQUEE, remede)


def _accorde(motif: str, accord: str) -> str:
    return motif if motif.startswith("de ") else f"{motif}{accord}"


def _combien(montants: list[str], saisies: list[str]) -> str:
    if montants:
        s = pluriel(len(montants))
        return f"{nombre(len(montants))} nombre{s} ou date{s}"
    return f"{nombre(len(saisies))} saisie{pluriel(len(saisies))}"


def _remplies(cellules: list[str]) -> str:
    s = pluriel(len(cellules))
    return f"{nombre(len(cellules))} cellule{s} remplie{s}"


def _filtrees(c: Contexte, feuille: FeuilleManifeste, filtrees: list[int]) -> Constat:
    montants = [a for rang in filtrees for a in c.nombres(feuille.nom, Zone(rang, 1, rang, DERNIERE_COLONNE))]
    s, nt = pluriel(len(filtrees)), pluriel(len(filtrees), "nt")
    porte = f"elle{s} porte{nt} {_combien(montants, [])}, et compte{nt} dans les totaux" if montants else f"vide{s}"
    return information(
        f"Un filtre cache {nombre(len(filtrees))} ligne{s} : {porte}.", feuille.nom, f"{min(filtrees)}:{max(filtrees)}",
        Cause.MASQUEE, "Effacer le filtre (Données, Effacer) pour les lire.",
    )  # fmt: skip


def _colonnes(c: Contexte, feuille: FeuilleManifeste) -> Iterator[Constat]:
    for debut, fin, motif in feuille.colonnes:
        fin_utile = min(fin, _LARGEUR_UTILE)
        zone = Zone(1, debut, DERNIERE_LIGNE, fin_utile)
        montants, saisies = c.nombres(feuille.nom, zone), c.saisies(feuille.nom, zone)
        if not montants and not saisies:
            continue
        dernieres = [position(a)[1] for a in montants or saisies]
        dite = colonne_dite(max(debut, min(dernieres)), min(fin_utile, max(dernieres)))
        accord = "s" if dite.startswith("colonnes") else ""
        message = f"{'Les' if accord else 'La'} {dite} {'sont' if accord else 'est'} {_accorde(motif, accord)} : "
        message += f"elle{accord} porte{'nt' if accord else ''} {_combien(montants, saisies)}."
        lieu = f"{lettres(min(dernieres))}:{lettres(max(dernieres))}"
        if motif == "groupée":
            yield information(message, feuille.nom, lieu, Cause.MASQUEE, "Déplier le groupe (signe + en tête).")
        else:
            remede = AFFICHER if motif == "masquée" else ELARGIR
            yield a_regarder(message, feuille.nom, lieu, Cause.MASQUEE, remede)


def _invisibles(c: Contexte, feuille: FeuilleManifeste) -> Iterator[Constat]:
    par_motif: dict[str, list[str]] = {}
    if not feuille.invisibles:
        return
    lue = c.classeur.feuilles[feuille.nom]
    for lieu, motif in feuille.invisibles.items():
        cellule = lue.cellule(lieu)
        ligne, colonne = position(lieu)
        if cellule is None or vide(cellule.valeur) or not c.est_notre(feuille.nom, ligne, colonne):
            continue
        if eclaire(feuille, motif, ligne, colonne):
            continue
        par_motif.setdefault(motif, []).append(lieu)
    for motif, lieux in par_motif.items():
        n, lisent = len(lieux), pluriel(len(lieux), "lisent", "lit")
        message = f"{nombre(n)} cellule{pluriel(n)} ne se {lisent} pas ({motif}) : {resumer(lieux)}."
        yield a_regarder(message, feuille.nom, premiere(lieux), Cause.FORMAT, rendre_lisible(motif))


def eclaire(feuille: FeuilleManifeste, motif: str, ligne: int, colonne: int) -> bool:
    """Return whether the ground that a condition lays may make readable the ink of a cell that has none."""
    return motif.endswith("sans fond") and any(
        r.style.fond and any(z.contient(ligne, colonne) for z in r.zones) for r in feuille.conditionnels
    )


def rendre_lisible(motif: str) -> str:
    """Return what to do to read what does not, given why."""
    return _LISIBLE.get(motif.partition(" ")[0], FOND if " sur " in motif else ENCRE)


def _fusions(c: Contexte, feuille: FeuilleManifeste) -> Iterator[Constat]:
    for fusion in feuille.fusions:
        cachees = [
            cellule.adresse
            for ligne, colonne, cellule in c.cellules(feuille.nom, fusion)
            if (ligne, colonne) != (fusion.haut, fusion.gauche)
        ]
        if not cachees:
            continue
        message = f"La fusion {adresse(fusion)} cache {_remplies(cachees)} : {resumer(cachees)}."
        nombres = [a for a in cachees if compte(c.classeur.feuilles[feuille.nom].cellules[a].valeur)]
        yield a_regarder(message, feuille.nom, premiere(nombres or cachees), Cause.RECOUVERTE, DEFUSIONNER)


def _dessins(c: Contexte, feuille: FeuilleManifeste) -> Iterator[Constat]:
    for dessin in feuille.dessins:
        if dessin.zone is None:
            continue
        couvertes = c.dites(feuille.nom, dessin.zone)
        if couvertes:
            nature = dessin.nature[0].upper() + dessin.nature[1:]
            remede = MASQUER_LA_NOTE if dessin.nature == NOTE else DEPLACER
            message = f"{nature} recouvre {_remplies(couvertes)} : {resumer(couvertes)}."
            yield a_regarder(message, feuille.nom, premiere(couvertes), Cause.RECOUVERTE, remede)
