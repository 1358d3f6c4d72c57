"""A report against the one that the workbook gives today: numbers without a reference, charts, sentences retouched.

``comparaison`` holds what cites annex B. Here the report is made again with the template that it resembles most, and
both are set face to face: what a coordinator wrote herself has no counterpart, and is not judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import Resultat
from cpts_xl.formats import pluriel
from cpts_xl.report import MODELES_DU_RAPPORT, rediger
from cpts_xl.report.paquet import ouvrir
from cpts_xl.report.relu.nombres import au_propre, lire
from cpts_xl.report.relu.origine import dit_son_origine
from cpts_xl.report.relu.phrases import Ecart, FaceAFace, Retouche, face_a_face, net
from cpts_xl.report.relu.textes import Document, Ligne
from cpts_xl.report.relu.traces import ENTETES, traces
from cpts_xl.ressources import ressource

ASSEZ = 0.8
"""Share of the lines of a template found again from which on no other template is tried."""
RECONNU = 0.5
"""Below this share, the report follows a template that is not of the tool."""
LIGNES_RAPPROCHEES, RETOUCHES_DITES, LIGNES_CITEES = 40, 5, 3
"""Absent lines whose retouched form is looked for; those told one by one; those quoted of the others."""
LONGUEUR_CITEE, MOTS_AVANT = 160, 40
"""Characters of a sentence that a finding quotes, and those before the first difference."""
REMEDE = "Corriger le rapport, ou le refaire à partir du classeur."


def lignes(document: Document, parties: Mapping[str, bytes]) -> list[Ligne]:
    """Return the sentences, the rows and the points of the charts of a report, without what it says of its origin."""
    dites = [ligne for ligne in document.lignes() if not dit_son_origine(ligne.dite)]
    return [*dites, *traces(parties)]


def autrement(
    nom: str,
    lues: list[Ligne],
    resultat: Resultat,
    *,
    adresses: Mapping[str, str] | None = None,
    deja: Collection[tuple[str, str]] = (),
) -> Iterator[Constat]:
    """Yield what a report says otherwise than the one that its workbook gives: numbers first, then sentences.

    ``lues`` are its lines (``lignes``); ``deja`` the pairs read and expected that another check has told.
    """
    face = _le_plus_proche(lues, resultat, adresses)
    dits = {(au_propre(lu), au_propre(attendu)) for lu, attendu in deja}
    for ecart in face.ecarts:
        constat = _nombre(nom, ecart)
        if (constat.lu, constat.attendu) not in dits:
            yield constat
    if face.retrouvees >= RECONNU * face.attendues:
        yield from _phrases(nom, face, deja)
    else:
        yield Constat(
            Gravite.INFORMATION,
            f"{nom} ne suit aucun modèle de l'outil : {face.retrouvees} de leurs {face.attendues} lignes s'y "
            "retrouvent, et elles seules sont comparées.",
            cause=Cause.RAPPORT, remede="Lire les autres : seuls leurs montants le sont, par leurs renvois [B-…].",
        )  # fmt: skip


def _le_plus_proche(lues: list[Ligne], resultat: Resultat, adresses: Mapping[str, str] | None) -> FaceAFace:
    """Return the report face to face with the template of the tool that it resembles most."""
    faces = []
    for modele in MODELES_DU_RAPPORT:
        refait = rediger(
            resultat, modele=ressource("report_templates", modele), adresses=adresses,
            empreinte=empreinte_saisies(resultat.dossier), version=__version__,
        )  # fmt: skip
        parties = ouvrir(modele, refait)
        faces.append(face_a_face(lues, lignes(Document(modele, parties), parties)))
        if faces[-1].retrouvees >= ASSEZ * faces[-1].attendues:
            return faces[-1]
    return max(faces, key=lambda face: face.retrouvees / face.attendues)


def _nombre(nom: str, ecart: Ecart) -> Constat:
    """Return the finding of one number: an amount, a rate or a point of a chart blocks, another is to look at."""
    ligne, chiffre = ecart.ligne, lire(ecart.attendu)
    trace = ligne.entetes == ENTETES
    compte = trace or (chiffre is not None and bool(chiffre.unite))
    return Constat(
        Gravite.BLOQUANT if compte else Gravite.A_REGARDER,
        f"{nom}, {_lieu(ligne, ecart.rang)} : ce n'est pas le nombre du classeur.",
        lu=_dit(ecart.lu, trace=trace), attendu=_dit(ecart.attendu, trace=trace), cause=Cause.RAPPORT, remede=REMEDE,
    )  # fmt: skip


def _dit(nombre: str, *, trace: bool) -> str:
    lu = lire(nombre)
    return lu.texte if lu is not None and (lu.unite or trace) else nombre


def _lieu(ligne: Ligne, rang: int) -> str:
    """Return where a line stands, as a reader finds it: chart, or headings and sentence, or row and column."""
    cases = [_plat(case) for case in ligne.cases]
    if ligne.entetes == ENTETES:
        titre, serie, point, _ = cases
        return f"graphique « {titre} », {', '.join(f'« {mot} »' for mot in (serie, point) if mot)}"
    sous = f"sous « {ligne.sous} », " if ligne.sous else ""
    if len(cases) == 1:
        return f"{sous}« {_cite(cases[0])} »"
    colonne = _plat(ligne.entetes[rang]) if rang < len(ligne.entetes) else ""
    return f"{sous}ligne « {_cite(cases[0])} »" + (f", colonne « {colonne} »" if colonne else "")


def _phrases(nom: str, face: FaceAFace, deja: Collection[tuple[str, str]]) -> Iterator[Constat]:
    """Yield the sentences of the tool that somebody retouched, for information: anyone may write her report."""
    retouches = [r for r in face.retouches(LIGNES_RAPPROCHEES) if r.lu]
    expliquees = [retouche for retouche in retouches if _expliquee(retouche, deja)]
    a_dire = [r for r in retouches if r not in expliquees][:RETOUCHES_DITES]
    for retouche in a_dire:
        yield _retouche(nom, retouche)
    dites = {retouche.ligne for retouche in (*expliquees, *a_dire)}
    restent = [ligne for ligne in face.absentes if ligne not in dites]
    if n := len(restent):
        autres = "autre" if a_dire else "ligne"
        yield Constat(
            Gravite.INFORMATION,
            f"{nom} : {n} {autres}{pluriel(n)} que l'outil écrit {pluriel(n, 'ont', 'a')} été "
            f"récrite{pluriel(n)} ou retirée{pluriel(n)}.",
            attendu=" ; ".join(f"« {_cite(ligne.dite)} »" for ligne in restent[:LIGNES_CITEES]), cause=Cause.RAPPORT,
        )  # fmt: skip


def _expliquee(retouche: Retouche, deja: Collection[tuple[str, str]]) -> bool:
    """Return whether the gaps already told are all that a line was retouched for."""
    dit = net(retouche.lu)
    for lu, attendu in deja:
        dit = dit.replace(net(lu), net(attendu)) if lu and attendu else dit
    return dit == net(retouche.ligne.dite)


def _retouche(nom: str, retouche: Retouche) -> Constat:
    sous = f", sous « {retouche.ligne.sous} »" if retouche.ligne.sous else ""
    lu, attendu = retouche.lu, retouche.ligne.dite
    # une longue phrase se cite à partir de ce qui change, quelques mots avant
    commun = next((rang for rang, (un, autre) in enumerate(zip(lu, attendu, strict=False)) if un != autre), 0)
    debut = attendu.rfind(" ", 0, max(0, commun - MOTS_AVANT)) + 1
    avant = "… " if debut else ""
    return Constat(
        Gravite.INFORMATION, f"{nom}{sous} : une phrase de l'outil y est dite autrement.",
        lu=f"« {avant}{_cite(lu[debut:])} »", attendu=f"« {avant}{_cite(attendu[debut:])} »", cause=Cause.RAPPORT,
        remede="Lire les deux : une CPTS peut récrire ses phrases, non ce qu'elles établissent.",
    )  # fmt: skip


def _plat(texte: str) -> str:
    return " ".join(texte.split())


def _cite(texte: str) -> str:
    return texte if len(texte) <= LONGUEUR_CITEE else f"{texte[:LONGUEUR_CITEE].rpartition(' ')[0]} …"
