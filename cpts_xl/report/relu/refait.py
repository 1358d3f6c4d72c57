"""A report against the one that the workbook gives today: numbers without a reference, charts, sentences retouched.

``comparaison`` holds what cites annex B. Here the report is made again with the template that it resembles most, and
both are set face to face: what a coordinator wrote herself has no counterpart, and is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import Resultat
from cpts_xl.formats import pluriel
from cpts_xl.report import MODELES_DU_RAPPORT, rediger
from cpts_xl.report.paquet import ouvrir
from cpts_xl.report.relu.axes import Dessin, axes_faux, dessins
from cpts_xl.report.relu.face import Ecart, FaceAFace, Retouche, face_a_face
from cpts_xl.report.relu.lieux import citee, ecrits_par_word, lieu
from cpts_xl.report.relu.lignes import DESCRIPTIONS, Ligne, descriptions, lignes_du_texte
from cpts_xl.report.relu.nombres import au_propre, lire
from cpts_xl.report.relu.origine import dit_son_origine
from cpts_xl.report.relu.phrases import net, separer
from cpts_xl.report.relu.textes import Document
from cpts_xl.report.relu.traces import ENTETES, traces
from cpts_xl.report.relu.verdicts import verdicts
from cpts_xl.ressources import ressource

ASSEZ = 0.8
"""Share of the lines of a template found again from which on no other template is tried."""
RECONNU = 0.5
"""Below this share, the report follows a template that is not of the tool."""
LIGNES_RAPPROCHEES, RETOUCHES_DITES, LIGNES_CITEES = 20, 5, 3
"""Absent lines whose retouched form is looked for; those told one by one; those quoted of the others."""
MOTS_AVANT = 40
"""Characters of a sentence that a finding quotes before the first difference."""
_REFERENCE = re.compile(r"\bB-\d{3,}\b")
REMEDE = "Corriger le rapport, ou le refaire à partir du classeur."


def lignes(document: Document, parties: Mapping[str, bytes]) -> list[Ligne]:
    """Return the sentences, the rows and the points of the charts of a report, without what it says of its origin."""
    dites = [ligne for ligne in lignes_du_texte(document) if not dit_son_origine(ligne.dite)]
    return [*dites, *descriptions(document), *traces(parties, document.principale)]


def autrement(
    nom: str,
    lues: list[Ligne],
    resultat: Resultat,
    *,
    adresses: Mapping[str, str] | None = None,
    deja: Collection[tuple[str, str]] = (),
    meme_version: bool = True,
    traces_lues: Collection[Dessin] = (),
) -> Iterator[Constat]:
    """Yield what a report says otherwise than the one that its workbook gives: numbers, verdicts, then sentences.

    ``lues`` are its lines (``lignes``); ``deja`` the pairs read and expected that another check has told;
    ``meme_version`` says that no other version of the tool wrote it; ``traces_lues`` are its charts.
    """
    face, attendues, traces_dues = _le_plus_proche(lues, resultat, adresses)
    dits = {(au_propre(lu), au_propre(attendu)) for lu, attendu in deja}
    for ecart in face.ecarts:
        constat = _nombre(nom, ecart)
        if not (_tenue(ecart.ligne) and (constat.lu, constat.attendu) in dits):
            yield constat
    yield from axes_faux(nom, traces_lues, traces_dues)
    yield from ecrits_par_word(nom, lues, attendues)
    yield from _surplus(nom, face)
    if face.retrouvees >= RECONNU * face.attendues:
        juges, face = verdicts(nom, lues, face, lambda r: _expliquee(r, deja), meme_version=meme_version)
        yield from juges
        yield from _phrases(nom, face, deja)
    else:
        yield Constat(
            Gravite.INFORMATION,
            f"{nom} ne suit aucun modèle de l'outil : {face.retrouvees} de leurs {face.attendues} lignes s'y "
            "retrouvent, et elles seules sont comparées.",
            cause=Cause.RAPPORT, remede="Lire les autres : seuls leurs montants le sont, par leurs renvois [B-…].",
        )  # fmt: skip


def _tenue(ligne: Ligne) -> bool:
    """Return whether ``comparaison`` holds this line too: it cites annex B, is a row of it, or tells an indicator."""
    return _REFERENCE.search(ligne.dite) is not None or ligne.entetes[:1] == ("N°",)


def lignes_dues(
    modele: str, resultat: Resultat, adresses: Mapping[str, str] | None
) -> tuple[list[Ligne], list[Dessin]]:
    """Return the lines and the charts of the report that a computed dossier gives with one template of the tool."""
    refait = rediger(
        resultat, modele=ressource("report_templates", modele), adresses=adresses,
        empreinte=empreinte_saisies(resultat.dossier), version=__version__,
    )  # fmt: skip
    parties = ouvrir(modele, refait)
    document = Document(modele, parties)
    return lignes(document, parties), list(dessins(parties, document.principale))


def _le_plus_proche(
    lues: list[Ligne], resultat: Resultat, adresses: Mapping[str, str] | None
) -> tuple[FaceAFace, list[Ligne], list[Dessin]]:
    """Return the report face to face with the template of the tool that it resembles most, its lines and charts."""
    faces = []
    for modele in MODELES_DU_RAPPORT:
        attendues, traces_dues = lignes_dues(modele, resultat, adresses)
        # LibreOffice ne garde pas ce qui est dit des graphiques : cela ne manque que si d'autres y sont
        if not any(ligne.sous == DESCRIPTIONS for ligne in lues):
            attendues = [ligne for ligne in attendues if ligne.sous != DESCRIPTIONS]
        face = face_a_face(lues, attendues)
        faces.append((face, attendues, traces_dues))
        if face.retrouvees >= ASSEZ * face.attendues:
            return faces[-1]
    return max(faces, key=lambda trois: trois[0].retrouvees / trois[0].attendues)


def _nombre(nom: str, ecart: Ecart) -> Constat:
    """Return the finding of one number: an amount, a rate or a point of a chart blocks, another is to look at."""
    ligne, chiffre = ecart.ligne, lire(ecart.attendu)
    trace = ligne.entetes == ENTETES
    compte = trace or (chiffre is not None and bool(chiffre.unite))
    return Constat(
        Gravite.BLOQUANT if compte else Gravite.A_REGARDER,
        f"{nom}, {lieu(ligne, ecart.rang)} : ce n'est pas le nombre du classeur.",
        lu=_dit(ecart.lu, trace=trace), attendu=_dit(ecart.attendu, trace=trace), cause=Cause.RAPPORT, remede=REMEDE,
    )  # fmt: skip


def _dit(nombre: str, *, trace: bool) -> str:
    lu = lire(nombre)
    return lu.texte if lu is not None and (lu.unite or trace) else nombre


def _phrases(nom: str, face: FaceAFace, deja: Collection[tuple[str, str]]) -> Iterator[Constat]:
    """Yield the sentences of the tool that somebody retouched, for information: anyone may write her report."""
    retouches = [r for r in face.retouches(LIGNES_RAPPROCHEES) if r.lu]
    expliquees = [retouche for retouche in retouches if _expliquee(retouche, deja)]
    # d'abord celles dont un nombre a changé avec les mots
    a_dire = _une_par_tableau(sorted((r for r in retouches if r not in expliquees), key=_memes_nombres))
    for retouche in a_dire[:RETOUCHES_DITES]:
        yield _retouche(nom, retouche)
    dites = {retouche.ligne for retouche in (*expliquees, *a_dire[:RETOUCHES_DITES])}
    restent = [ligne for ligne in face.absentes if ligne not in dites]
    if n := len(restent):
        autres = f"autre{pluriel(n)} ligne" if a_dire else "ligne"
        yield Constat(
            Gravite.INFORMATION,
            f"{nom} : {n} {autres}{pluriel(n)} que l'outil écrit {pluriel(n, 'ont', 'a')} été "
            f"récrite{pluriel(n)} ou retirée{pluriel(n)}.",
            attendu=" ; ".join(f"« {citee(ligne.dite)} »" for ligne in restent[:LIGNES_CITEES]), cause=Cause.RAPPORT,
            remede=f"Lire ce que le rapport dit à {pluriel(n, 'leur', 'sa')} place ; au besoin, le refaire à partir du "
            "classeur.",
        )  # fmt: skip


def _une_par_tableau(retouches: list[Retouche]) -> list[Retouche]:
    """Return the sentences, and one row of each table: a column taken out retouches them all."""
    tableaux: set[tuple[str, tuple[str, ...]]] = set()
    gardees = []
    for retouche in retouches:
        tableau = (retouche.ligne.sous, retouche.ligne.entetes)
        if not retouche.ligne.entetes or tableau not in tableaux:
            gardees.append(retouche)
        tableaux.add(tableau)
    return gardees


def _memes_nombres(retouche: Retouche) -> bool:
    _, (nombres, _) = separer(retouche.ligne)
    _, (lus, _) = separer(Ligne((retouche.lu,)))
    return sorted(n for case in nombres for n in case) == sorted(lus[0])


def _surplus(nom: str, face: FaceAFace) -> Iterator[Constat]:
    """Yield the lines that say once more, with other numbers, what the tool says: last year's, or a false one."""
    if n := len(face.surplus):
        dites = (f"{lieu(ligne, 0)} ({citee(ligne.dite)})" if len(ligne.cases) > 1 else lieu(ligne, 0)
                 for ligne in face.surplus[:LIGNES_CITEES])  # fmt: skip
        yield Constat(
            Gravite.INFORMATION,
            f"{nom} : {n} ligne{pluriel(n)} {pluriel(n, 'ont', 'a')} les mots d'une ligne de l'outil, à côté d'elle, "
            "et d'autres nombres.",
            lu=" ; ".join(dites), cause=Cause.RAPPORT, remede="S'assurer qu'aucune ne passe pour un nombre de l'année.",
        )  # fmt: skip


def _expliquee(retouche: Retouche, deja: Collection[tuple[str, str]]) -> bool:
    """Return whether the gaps already told are all that a line was retouched for."""
    dit = net(retouche.lu)
    for lu, attendu in dict.fromkeys(deja):  # dite de plusieurs tableaux, une paire ne s'applique qu'une fois
        dit = dit.replace(net(lu), net(attendu)) if lu and attendu else dit
    return dit == net(retouche.ligne.dite)


def _retouche(nom: str, retouche: Retouche) -> Constat:
    sous = f", sous « {retouche.ligne.sous} »" if retouche.ligne.sous else ""
    lu, attendu = retouche.lu, retouche.ligne.dite
    # une longue phrase se cite à partir de ce qui change, quelques mots avant
    commun = next(
        (rang for rang, (un, autre) in enumerate(zip(lu, attendu, strict=False)) if un != autre),
        min(len(lu), len(attendu)),
    )
    debut = attendu.rfind(" ", 0, max(0, commun - MOTS_AVANT)) + 1
    avant = "… " if debut else ""
    return Constat(
        Gravite.INFORMATION, f"{nom}{sous} : une phrase de l'outil y est dite autrement.",
        lu=f"« {avant}{citee(lu[debut:])} »", attendu=f"« {avant}{citee(attendu[debut:])} »", cause=Cause.RAPPORT,
        remede="Lire les deux : une CPTS peut récrire ses phrases, non ce qu'elles établissent.",
    )  # fmt: skip
