"""The sheets of the numbers: each compared cell with its readings, each finding, each computation and its source."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Constat
from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.revue.papier import PROVENANCE_MAX, RECALCUL_MAX, Papier, due, ecart
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.revue.sources import HORS_FICHIER, entrees, lieu
from cpts_xl.rules.genres import ENTIER, MONTANT, NOMBRE, TEXTE
from cpts_xl.rules.lectures import STATUTS
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case
from cpts_xl.workbook.moteurs.recalcul import MOTEURS, NOMS
from cpts_xl.workbook.pages.papier import ECHELLE, PETIT
from cpts_xl.workbook.styles import FORMATS, MILLIERS
from cpts_xl.workbook.verification.modele import ValeurComparee, Verification

RECALCUL = (
    Colonne("N°", 7, ENTIER), Colonne("Nombre", 52), Colonne("Cellule", 22), Colonne("Valeur du fichier", 17),
    Colonne("Valeur de l'outil", 17), Colonne("Écart", 13, NOMBRE), Colonne("IronCalc", 15),
    Colonne("formualizer", 15), Colonne("LibreOffice", 15), Colonne("Cause de l'écart", 30), Colonne("D'où il vient",
    14),
)  # fmt: skip
_LUS = ("ironcalc", "formualizer", "libreoffice")
CONSTATS = (
    Colonne("Gravité", 13), Colonne("Cellule", 24), Colonne("Constat", 62), Colonne("Lu", 26), Colonne("Attendu", 26),
    Colonne("Cause", 24), Colonne("Euros en jeu", 15, MONTANT), Colonne("Que faire", 46),
    Colonne("Suite donnée par le relecteur", 34),
)  # fmt: skip
PROVENANCE = (
    Colonne("N°", 7, ENTIER), Colonne("Nombre", 34), Colonne("Cellule", 18), Colonne("Valeur", 15),
    Colonne("En clair", 60), Colonne("Texte et article", 30), Colonne("Statut", 11),
    Colonne("Règle", 30), Colonne("Entrées et leurs cellules", 110), Colonne("Formule", 160),
)  # fmt: skip
SUR_PAPIER = 7
"""Columns of the provenance that are printed: down to the status; the others are on the screen."""
ECART_EUROS = f"{FORMATS['montant']};0"
"""A gap in euros: the bare 0 that is due, else the amount."""
LU_MAX = 120
"""Letters shown of what was read or due: a whole formula is on the sheet Provenance."""
MOT_MAX = 20
AUCUN_MOTEUR = "Aucun tableur n'a recalculé les formules du fichier"


def rangees(verification: Verification, papier: Papier) -> list[tuple[int, EtapeCalculee]]:
    """Return each computed number with its rank in the computation, from 1, in the order of the paper."""
    rangs = papier.rangs()
    return sorted(
        enumerate(verification.resultat.pleines, 1), key=lambda c: (rangs.get(c[1].etape.id, len(rangs)), c[0])
    )


def tries(constats: Sequence[Constat]) -> list[Constat]:
    """Return the findings, the gravest first, then those with the most euros at stake."""
    return sorted(constats, key=lambda c: (c.gravite.rang, -(abs(c.enjeu) if c.enjeu is not None else -1)))


def _face_a_face(lu: str, attendu: str) -> tuple[str, str]:
    """Return both texts short enough for a column, cut so that what differs first is seen in each."""
    if max(len(lu), len(attendu)) <= LU_MAX:
        return lu, attendu
    longueur = min(len(lu), len(attendu))
    pareil = next((rang for rang in range(longueur) if lu[rang] != attendu[rang]), longueur)
    debut = max(0, pareil - LU_MAX // 3)
    return _extrait(lu, debut), _extrait(attendu, debut)


def _extrait(texte: str, debut: int) -> str:
    fin = debut + LU_MAX
    return f"{'… ' if debut else ''}{texte[debut:fin]}{' …' if len(texte) > fin else ''}"


def recalcul(p: Plume, verification: Verification, papier: Papier) -> None:
    """Write each compared cell: stored, computed anew, recalculated by each engine; the differences first."""
    nom = Onglet.RECALCUL
    lignes = {c.etape.id: LIGNE_ENTETE + 1 + n for n, (_, c) in enumerate(rangees(verification, papier))}
    p.page(
        nom,
        "Recalcul : chaque nombre du fichier reçu",
        "L'outil recalcule chaque nombre depuis les seules saisies ; chaque tableur recalcule les formules du "
        f"fichier. L'écart est une formule : il doit être 0 partout.\n{papier.phrase(RECALCUL_MAX)}",
        RECALCUL,
        replie=8,
    )
    valeurs = papier.valeurs
    for rang, valeur in enumerate(valeurs):
        _comparee(p, LIGNE_ENTETE + 1 + rang, rang + 1, valeur, lignes)
    bas = LIGNE_ENTETE + max(len(valeurs), 1)
    p.lister(nom, "tblRecalcul", RECALCUL, len(valeurs))
    _decompte(p, bas, len(valeurs), sum(1 for v in valeurs if ecart(v.stockee, due(v)) == 0))
    dits = " ; ".join(f"{NOMS[m]} : {verification.moteurs[m]}" for m in MOTEURS if m in verification.moteurs)
    p.montrer_note(nom, 3, 7, f"{dits or AUCUN_MOTEUR}.")
    p.alerter(nom, Case(nom, LIGNE_ENTETE + 1, 6), Case(nom, bas, 6), "différent")
    p.impression(nom, LIGNE_ENTETE + papier.imprimees(RECALCUL_MAX), len(RECALCUL), entete=LIGNE_ENTETE, repete="A:C")


def _comparee(p: Plume, ligne: int, numero: int, v: ValeurComparee, lignes: dict[str, int]) -> None:
    nom, genre = Onglet.RECALCUL, v.genre
    p.valeur(Case(nom, ligne, 1), Fraction(numero), p.styles.case(ENTIER, align="center"))
    p.montrer(Case(nom, ligne, 2), v.libelle)
    p.montrer(Case(nom, ligne, 3), f"{v.feuille}!{v.cellule}" if v.feuille else HORS_FICHIER)
    p.montrer(Case(nom, ligne, 4), v.stockee, genre)
    attendue = due(v)
    p.montrer(Case(nom, ligne, 5), attendue, genre)
    formule = f'IF(COUNT($D{ligne},$E{ligne})=2,ROUND($D{ligne}-$E{ligne},6),IF($D{ligne}=$E{ligne},0,"différent"))'
    p.formule(Case(nom, ligne, 6), formule, ecart(v.stockee, attendue), NOMBRE, align="center",
              **({"num_format": ECART_EUROS} if genre is MONTANT else {}))  # fmt: skip
    for place, moteur in enumerate(_LUS, 7):
        p.montrer(Case(nom, ligne, place), v.recalculees.get(moteur), genre)
    p.montrer(Case(nom, ligne, 10), v.cause)
    if (cible := lignes.get(v.ident)) is not None:
        p.lien(Case(nom, ligne, 11), Onglet.PROVENANCE, f"A{cible}", "le voir")
    p.hauteur(nom, ligne, [(v.libelle, 50), (v.cause, 28)])


def _decompte(p: Plume, bas: int, comparees: int, identiques: int) -> None:
    """Write, above the headers, how many values were compared, and how many are the same: live counts."""
    nom, zone = Onglet.RECALCUL, f"$F${LIGNE_ENTETE + 1}:$F${bas}"
    vu: dict[str, Any] = {"bold": True, "align": "center", "num_format": MILLIERS}
    p.montrer_note(nom, 3, 2, "Valeurs comparées / identiques / à regarder", bold=True)
    p.formule(Case(nom, 3, 3), f"COUNTA($C${LIGNE_ENTETE + 1}:$C${bas})", comparees, ENTIER, **vu)
    p.formule(Case(nom, 3, 4), f"COUNTIF({zone},0)", identiques, ENTIER, **vu)
    p.formule(Case(nom, 3, 5), "$C3-$D3", comparees - identiques, ENTIER, **vu)


def constats(p: Plume, tous: Sequence[Constat]) -> None:
    """Write every finding, the gravest first, with a yellow cell for what the reviewer does of it."""
    nom = Onglet.CONSTATS
    p.page(
        nom,
        "Constats",
        "Ce que la vérification a trouvé, du plus grave au moins grave. « À regarder » n'est pas une "
        "accusation : c'est un point à expliquer. Ce que la colonne jaune décide est repris au relevé de décisions.",
        CONSTATS,
    )
    for rang, constat in enumerate(tries(tous)):
        ligne = LIGNE_ENTETE + 1 + rang
        lieu_dit = f"{constat.feuille}!{constat.cellule}" if constat.cellule else constat.feuille
        lu, attendu = _face_a_face(constat.lu, constat.attendu)
        textes = (str(constat.gravite), lieu_dit, constat.message, lu, attendu, constat.cause)
        for place, texte in enumerate(textes, 1):
            p.montrer(Case(nom, ligne, place), texte)
        p.montrer(Case(nom, ligne, 7), constat.enjeu, MONTANT)
        p.montrer(Case(nom, ligne, 8), constat.remede)
        p.valeur(Case(nom, ligne, 9), None, p.styles.case(TEXTE, saisie=True))
        hauts = (*(_coupable(t) for t in textes), "", constat.remede)
        p.hauteur(nom, ligne, [(t, CONSTATS[n].largeur) for n, t in enumerate(hauts)])
    if not tous:
        p.montrer(Case(nom, LIGNE_ENTETE + 1, 3), "Aucun constat.")
    p.lister(nom, "tblConstats", CONSTATS, len(tous))
    bas = LIGNE_ENTETE + max(len(tous), 1)
    p.alerter(nom, Case(nom, LIGNE_ENTETE + 1, 1), Case(nom, bas, 1), "bloquant")
    p.impression(nom, bas, len(CONSTATS), entete=LIGNE_ENTETE, repete="A:B")


def _coupable(texte: str) -> str:
    """Return a text as a spreadsheet wraps it: a formula has no space, and is cut anywhere."""
    return " ".join(mot[n : n + MOT_MAX] for mot in texte.split(" ") for n in range(0, max(len(mot), 1), MOT_MAX))


def provenance(p: Plume, verification: Verification, papier: Papier) -> None:
    """Write where each number comes from: sentence, text, status, rule, inputs with their cells, formula."""
    nom, lecture = Onglet.PROVENANCE, verification.lecture
    p.page(
        nom,
        "Provenance : d'où vient chaque nombre",
        "Chaque nombre, sa cellule dans le fichier reçu, la phrase, le texte et l'article, la règle, les entrées et "
        "leurs cellules, la formule que l'outil écrit. Le numéro est l'ordre des calculs.\n"
        f"{papier.phrase(PROVENANCE_MAX)} La règle, les entrées et la formule ne sont qu'à l'écran.",
        PROVENANCE,
        replie=5,
    )
    toutes, lieux = rangees(verification, papier), papier.lieux()
    for rang, (numero, calculee) in enumerate(toutes):
        ligne, etape = LIGNE_ENTETE + 1 + rang, calculee.etape
        petit: dict[str, Any] = {"font_size": PETIT}
        p.valeur(Case(nom, ligne, 1), Fraction(numero), p.styles.case(ENTIER, align="center"))
        p.montrer(Case(nom, ligne, 2), etape.libelle)
        p.montrer(Case(nom, ligne, 3), lieux.get(etape.id) or lieu(lecture, etape.id) or HORS_FICHIER)
        p.montrer(Case(nom, ligne, 4), calculee.valeur, etape.regle.retour)
        textes = (
            calculee.phrase, calculee.reference, STATUTS[calculee.statut], f"CPTS_{etape.regle.nom.upper()}",
            " ; ".join(entrees(lecture, etape, calculee.entrees)), en_francais(p.texte_formule(etape.id)),
        )  # fmt: skip
        for place, texte in enumerate(textes, 5):
            p.montrer(Case(nom, ligne, place), texte, **petit)
        p.hauteur(nom, ligne, [(t, PROVENANCE[n].largeur) for n, t in enumerate(textes, 4)] + [(etape.libelle, 29)],
                  taille=PETIT)  # fmt: skip
    p.lister(nom, "tblProvenance", PROVENANCE, len(toutes))
    p.impression(nom, LIGNE_ENTETE + papier.imprimees(PROVENANCE_MAX), SUR_PAPIER, entete=LIGNE_ENTETE, repete="A:C")
    # à l'échelle plutôt qu'ajustée : la liste entière, si on l'imprime, reste lisible, sur plusieurs pages de large
    p.feuille(nom).set_print_scale(ECHELLE)
