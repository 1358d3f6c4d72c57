"""A received workbook against the engine: what it stores, what its formulas say, what they should give.

Nothing stored is trusted: the inputs are read, everything is computed anew, and each cell is compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cpts_xl.constats import Cause, Constat
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.rules import CATALOGUE
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.lambdas import PREFIXE, est_lambda
from cpts_xl.workbook.pages import dashboard, trace
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.verification.absences import feuilles_en_double, illisibles, manquantes
from cpts_xl.workbook.verification.anteriorite import avertir, expliquees
from cpts_xl.workbook.verification.causes import Enquete, Origine, memes, racines, ranger
from cpts_xl.workbook.verification.cellules import Examen
from cpts_xl.workbook.verification.copies import comparer_rappels
from cpts_xl.workbook.verification.desaccords import comparer_recalculs
from cpts_xl.workbook.verification.enjeux import Propagation
from cpts_xl.workbook.verification.homographes import feuilles_homographes
from cpts_xl.workbook.verification.modele import ValeurComparee, Verification
from cpts_xl.workbook.verification.noms import NomsLus, comparer_lambda, comparer_noms
from cpts_xl.workbook.verification.page_calculs import comparer_calculs
from cpts_xl.workbook.verification.parametres import DroitRecu, Parametres, comparer_parametres
from cpts_xl.workbook.verification.rappels import Greffier
from cpts_xl.workbook.verification.recalculs import Recalculs, dire, recalculer
from cpts_xl.workbook.verification.versions import correction_de
from cpts_xl.workbook.xlsx.lu import sans_ramassage

__all__ = ["encre_de", "memes", "verifier"]

TEMOINS = 80
"""Computed cells that are enough to know the ink: a formula of the user among them must not decide."""


@sans_ramassage()
def verifier(lecture: Lecture, moteurs: tuple[str, ...] = (), *, complet: bool = True) -> Verification:
    """Return the comparison of a workbook already read; ``moteurs`` also recalculate its own native formulas.

    Without ``complet``, neither the sheet Calculs, which repeats every number of the others, nor the structure of the
    file (hidden rows, formats, validations, protections, labels) are compared: what is left is about values only.
    """
    verification = Verification(calculer(lecture.dossier, lecture.droit), lecture)
    encre = encre_de(lecture)
    layout = verification.layout
    correction = correction_de(lecture.classeur, verification.resultat)
    if correction is not None:  # chaque cellule se juge d'après ce que sa version devait y écrire
        layout = LayoutRecu(correction.alors, lecture)
        verification.alors = {correction.version: correction.alors}
    resultat = layout.resultat
    recalculs = recalculer(lecture, moteurs, encre)
    examen = Examen(layout, encre)
    examen.examiner()
    greffier = Greffier(layout, encre).tenir(dashboard.tableau_de_bord).tenir(trace.bareme)
    parametres = comparer_parametres(lecture.classeur, greffier)
    noms = comparer_noms(layout, parametres.noms)
    if encre is Encre.LAMBDA:
        lus = comparer_lambda(layout, CATALOGUE if correction is None else correction.catalogue)
        noms = NomsLus([*noms.constats, *lus.constats], {**noms.rediriges, **lus.rediriges})
    desaccords, ecarts = comparer_recalculs(examen, recalculs)
    fautes = {**examen.fautes, **desaccords.fautes} if not desaccords.fautes else _rangees(examen, desaccords.fautes)
    perimees = {i: examen.stockees.get(i) for i, constat in fautes.items() if constat.cause == Cause.PERIMEE}
    anciennes, dits = expliquees(resultat, parametres.posterieurs, perimees, encre)
    enquete = Enquete(
        resultat,
        encre,
        DroitRecu(resultat.droit, parametres.modifies),
        {ident: constat for ident, constat in fautes.items() if ident not in anciennes},
        examen.stockees | desaccords.montrees,
        examen.dues,
        _origines_parametres(parametres, resultat, encre),
        _origines_noms(noms),
        _partagees({**examen.lignes, **desaccords.saisies}),
        {quoi: Origine(constat) for quoi, constat in {**manquantes(layout), **illisibles(lecture)}.items()},
    )
    sans_resultats = examen.sans_resultats()
    trouves, causes = ([], dict.fromkeys(examen.fautes, Cause.PERIMEE)) if sans_resultats else racines(enquete)
    causes |= dict.fromkeys(anciennes, Cause.PARAMETRE)
    causes |= {ident: constat.cause for ident, constat in examen.dites.items()}
    verification.constats = [*(sans_resultats or trouves), *dits]
    deja = {id(origine.constat) for origine in (*enquete.parametres.values(), *enquete.noms.values())}
    verification.constats += examen.autres + desaccords.constats + list(feuilles_en_double(lecture.classeur))
    verification.constats += feuilles_homographes(lecture.classeur)
    verification.constats += [c for c in (*parametres.constats, *noms.constats) if id(c) not in deja]
    verification.constats += comparer_rappels(layout, greffier, {**examen.fautes, **examen.dites})
    if complet:
        verification.constats += comparer_calculs(layout, encre, {**examen.fautes, **examen.dites})
        verification.constats = _sans_redites(verification.constats, _structure(lecture, resultat))
    changees: frozenset[str] = frozenset()
    if correction is not None:
        verification.constats += correction.constats(layout)
        changees = correction.changees - causes.keys()
        causes |= dict.fromkeys(changees, Cause.ANCIENNE_VERSION)
    verification.constats += avertir(lecture.classeur, [*lecture.constats, *verification.constats])
    verification.constats = ranger(verification.constats)
    verification.comparees = examen.comparees
    verification.identiques = examen.comparees - examen.differentes - len(changees & layout.places.keys())
    for moteur in dict.fromkeys(moteurs):
        motif = recalculs.motifs.get(moteur, "")
        verification.moteurs[moteur] = dire(examen.comparees, ecarts.get(moteur, 0), motif, examen.figees)
    verification.valeurs = _valeurs(verification.resultat, examen, recalculs, causes)
    return verification


def _structure(lecture: Lecture, resultat: Resultat) -> list[Constat]:
    """Return what the structure of the file hides, changes or lacks."""
    from cpts_xl.workbook.verification.manifeste.dressage import dresser  # noqa: PLC0415  (lourd : sans objet si seules les valeurs comptent)
    from cpts_xl.workbook.verification.structure.ecarts import ecarts_de_structure  # noqa: PLC0415

    return ecarts_de_structure(lecture, dresser(lecture.classeur.chemin), resultat)


def _sans_redites(constats: list[Constat], autres: list[Constat]) -> list[Constat]:
    """Return both lists together; what the structure says again of a cell or of a name is left out."""
    dits = {(c.feuille, c.cellule, c.cause) for c in constats if c.cellule}
    dits |= {(c.feuille, c.lu, c.cause) for c in constats if c.cause == Cause.NOM}
    return constats + [
        c for c in autres if (c.feuille, c.cellule, c.cause) not in dits and (c.feuille, c.lu, c.cause) not in dits
    ]


def _rangees(examen: Examen, autres: Mapping[str, Constat]) -> dict[str, Constat]:
    """Return all the wrong steps, in the order of the steps: what is read comes before what reads it."""
    toutes = {**autres, **examen.fautes}
    return {c.etape.id: toutes[c.etape.id] for c in examen.layout.resultat.etapes if c.etape.id in toutes}


def _origines_parametres(parametres: Parametres, resultat: Resultat, encre: Encre) -> dict[str, Origine]:
    """Return the modified parameters as causes, with what each changes to the money of the year."""
    if encre is not Encre.NATIVE:  # hors de cette encre, personne ne lit la feuille Barème
        return {}
    par_place = {(c.feuille, c.cellule): c for c in parametres.constats}
    propagation = Propagation(resultat)
    origines = {}
    for cle, lu in parametres.modifies.items():
        if (constat := par_place.get(parametres.places[cle])) is not None:
            droit = DroitRecu(resultat.droit, {cle: lu})
            enjeu = propagation.sous_un_autre_droit(droit) if isinstance(lu, Fraction) else None
            origines[cle] = Origine(constat, enjeu=enjeu)
    if parametres.seuils:  # la tranche se cherche parmi tous les seuils : un seul de faux les touche tous
        faux = Origine(next(iter(parametres.seuils.values())))
        seuils = (s.code for c in resultat.etapes for s in c.sources if s.code.startswith("seuil_"))
        origines = {**dict.fromkeys((*seuils, *parametres.seuils), faux), **origines}
    return origines


def _partagees(constats: Mapping[str, Constat]) -> dict[str, Origine]:
    """Return what is lost as causes: cells lost together have one."""
    origines: dict[int, Origine] = {}
    return {
        quoi: origines.setdefault(id(constat), Origine(constat, enjeu=constat.enjeu))
        for quoi, constat in constats.items()
    }


def _origines_noms(noms: NomsLus) -> dict[str, Origine]:
    return {
        nom: Origine(constat)
        for nom in noms.rediriges
        if (constat := next((c for c in noms.constats if f" {nom} " in c.message or f" {nom}," in c.message), None))
    }


def _valeurs(
    resultat: Resultat, examen: Examen, recalculs: Recalculs, causes: Mapping[str, Cause]
) -> list[ValeurComparee]:
    """Return every computed cell with all its readings; what is due is what the rules of today give."""
    feuilles, places = examen.layout.lecture.classeur.feuilles, examen.layout.places
    absente: tuple[str, str] = ("", "")
    rendues = []
    for calculee in resultat.pleines:
        etape = calculee.etape
        place = places.get(etape.id)
        cellule = feuilles[place[0]].cellules.get(place[1]) if place else None
        rendues.append(
            ValeurComparee(
                etape.id,
                etape.libelle,
                *(place or absente),
                etape.regle.retour,
                cellule.valeur if cellule else None,
                calculee.valeur,
                recalculs.de(place) if recalculs.valeurs else {},
                causes.get(etape.id, Cause.AUCUNE),
            )
        )
    return rendues


def encre_de(lecture: Lecture) -> Encre:
    """Return the ink of a workbook: one LAMBDA name of ours is enough; else what most of its computed cells call."""
    noms = lecture.classeur.noms.items()
    if any(nom.upper().startswith(PREFIXE) and est_lambda(contenu) for nom, contenu in noms):
        return Encre.LAMBDA
    vues = appels = 0
    for feuille, adresse in lecture.places.values():
        cellule = lecture.classeur.feuilles[feuille].cellules.get(adresse)
        if cellule is not None and cellule.formule:
            vues += 1
            appels += PREFIXE in cellule.formule.upper()
            if vues == TEMOINS:
                break
    return Encre.PYTHON if appels * 2 > vues else Encre.NATIVE
