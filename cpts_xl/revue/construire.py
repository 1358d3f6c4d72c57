"""A verification as a review workbook: the same input gives the same bytes; the received file is only read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cpts_xl import formats
from cpts_xl.revue import comparaison as page_comparaison
from cpts_xl.revue import ecarts as page_ecarts
from cpts_xl.revue import evolution as page_evolution
from cpts_xl.revue import recalcul as page_recalcul
from cpts_xl.revue.depuis import anterieurs, depuis, dit
from cpts_xl.revue.fonds import fonds
from cpts_xl.revue.papier import papier
from cpts_xl.revue.plan import CONVENU, CPAM, Revue, evaluer, plan
from cpts_xl.revue.plume import Onglet, ouvrir
from cpts_xl.revue.preuves import preuves
from cpts_xl.revue.quartiles import choisir
from cpts_xl.revue.questions import questions
from cpts_xl.revue.releve import releve
from cpts_xl.revue.sceau import sceller
from cpts_xl.revue.sources import lieu
from cpts_xl.revue.synthese import synthese
from cpts_xl.workbook.verification.annees import comparer_annees
from cpts_xl.workbook.verification.passe import passe_recrit

if TYPE_CHECKING:
    from cpts_xl.constats import Constat
    from cpts_xl.workbook.empreinte.etat import EtatModele
    from cpts_xl.workbook.recu.read import Lecture
    from cpts_xl.workbook.verification.modele import Verification


def construire_revue(
    verification: Verification,
    *,
    precedente: Lecture | None = None,
    comparaison: Sequence[Mapping[str, Any]] | None = None,
    rapport: Sequence[Constat] = (),
    etat: EtatModele | None = None,
) -> bytes:
    """Return the bytes of the review of a verified workbook.

    ``precedente`` is last year's workbook, read; without it, the workbook's own history is told. ``comparaison`` holds
    other CPTS (see ``comparaison.BRUTS`` for the keys); ``rapport`` the findings of the report against the workbook;
    ``etat`` says whether the model of the file is known, with its own findings.
    """
    resultat = verification.resultat
    revue = depuis(resultat)
    etapes = plan(revue)
    p, tampon = ouvrir(resultat, "Revue")
    p.valeurs = evaluer(revue, etapes)
    page_ecarts.placer(p, revue)
    par_id = {etape.id: etape for etape in etapes}
    constats = [*verification.lecture.constats, *verification.constats, *rapport]
    constats += passe_recrit(verification.lecture, precedente) if precedente else []
    deja = {(constat.feuille, constat.cellule) for constat in constats if constat.cellule}
    # une cellule déjà nommée ne l'est pas deux fois : le modèle altéré en est la conséquence
    constats += [c for c in (etat.constats if etat else ()) if c not in constats and (c.feuille, c.cellule) not in deja]
    changes, source = _changements(verification, precedente)
    comptees, _ = choisir(page_comparaison.de_ce_dossier(resultat), comparaison or ())
    dix = questions(verification, revue, dict(p.valeurs), constats, changes, len(comptees))

    synthese(p, verification, revue, constats, dix, etat.phrase if etat else "")
    page_recalcul.constats(p, constats)
    listes = papier(verification)
    page_recalcul.recalcul(p, verification, listes)
    page_ecarts.ecarts(p, revue, par_id, _origines(verification, revue))
    page_ecarts.droit(p, revue, par_id, resultat)
    releve(p, revue, resultat.dossier)
    preuves(p, verification, revue)
    fonds(p, verification)
    page_evolution.evolution(p, changes, source)
    page_comparaison.comparaison(p, resultat, comparaison or ())
    page_recalcul.provenance(p, verification, listes)
    page_ecarts.parametres(p, revue, par_id)
    sceller(p, revue)
    p.feuille(Onglet.SYNTHESE).activate()
    p.classeur.close()
    return tampon.getvalue()


def _changements(verification: Verification, precedente: Lecture | None) -> tuple[list[page_evolution.Changement], str]:
    """Return what changed since last year, and which file says it."""
    if precedente is None:
        return page_evolution.changements(verification.resultat), "la feuille Historique du classeur reçu"
    evolutions = comparer_annees(verification.lecture, precedente)
    source = f"le classeur de l'année précédente, {precedente.classeur.chemin.name}, recalculé lui aussi"
    return page_evolution.entre_annees(verification.resultat, evolutions), source


def _origines(verification: Verification, revue: Revue) -> dict[str, str]:
    """Return where the CPTS typed what the yellow cells are pre-filled with, by indicator; what is of last year too."""
    origines = {}
    for indicateur in revue.indicateurs:
        sources = [dit(verification.resultat, indicateur, cas)[1] for cas in (CPAM, CONVENU)]
        lieux = [lieu(verification.lecture, ident) for ident in sources if ident]
        dits = [x for x in lieux if x]
        for cas, qui in ((CPAM, "valeur CPAM"), (CONVENU, "valeur convenue")):
            dits += [
                f"{lieu(verification.lecture, ident)} : {qui} du {formats.jour(jour)}, de l'année précédente, non "
                "reprise"
                for ident, jour in anterieurs(verification.resultat, indicateur, cas)
            ]
        origines[indicateur.ident] = ", ".join(dict.fromkeys(dits))
    return origines
