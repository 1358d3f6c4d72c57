"""A report against the computed dossier: every line of annex B, every amount of the body, the fingerprint.

The document is only read. A user may have rewritten any sentence; only the figures that carry a reference are held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl import __version__, formats
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import EtapeCalculee, Resultat
from cpts_xl.formats import pluriel
from cpts_xl.law import empreinte as empreinte_des_textes
from cpts_xl.report.indicateurs import indicateurs
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.paquet import RAPPORT_RECU, lire_fichier, ouvrir
from cpts_xl.report.relu.axes import dessins
from cpts_xl.report.relu.nombres import Nombre, au_propre, cites, lire, montants, uni
from cpts_xl.report.relu.origine import EMPREINTE, TEXTES, VERSION, dite
from cpts_xl.report.relu.refait import autrement, lignes
from cpts_xl.report.relu.textes import Document, Passage
from cpts_xl.report.typographie import composer

VALEUR_B, PLACE_B = "Valeur", 2
"""The heading of the values of annex B, and their column in a table that has lost it."""
COLONNES = {
    "Départ": "depart", "Cible": "cible", "Résultat": "resultat", "Constaté": "resultat",
    "En jeu": "en_jeu", "Taux": "taux", "Statut": "statut",
}  # fmt: skip
"""Headings of the tables of indicators, with the field that stands below."""
MONTANTS_DITS = 5
"""Unknown amounts that one finding quotes."""
_REFERENCE = re.compile(r"B-\d{3,}")
CHIFFRES = 8
"""Digits of a fingerprint that a message quotes."""


def comparer(
    chemin: Path,
    resultat: Resultat,
    *,
    adresses: Mapping[str, str] | None = None,
    alors: Mapping[str, Resultat] | None = None,
) -> list[Constat]:
    """Return what differs between a report and the computed dossier, annex B first.

    ``alors`` is the same dossier as an older version computed it, by version: a report of that version is held to it.

    Raises:
        GabaritInvalide: the file is not a Word document that can be read without danger.
    """
    dangers: list[str] = []
    parties = ouvrir(chemin.name, lire_fichier(chemin, RAPPORT_RECU), RAPPORT_RECU, dangers=dangers)
    document = Document(chemin.name, parties)
    version = dite(VERSION, list(document.paragraphes()))
    resultat = (alors or {}).get(version, resultat)
    lecteur = Lecteur(resultat, adresses)
    passages = list(document.passages())
    attendues = {lecteur.renvois[c.etape.id]: c for c in lecteur.retenues()}
    constats = [
        *(_danger(chemin.name, danger) for danger in dangers),
        *_empreinte(document, resultat, chemin.name),
        *_annexe_b(document, lecteur, attendues, chemin.name),
        *_corps(passages, lecteur, chemin.name),
        *_indicateurs(document, lecteur, chemin.name),
    ]
    # ce que les renvois ne tiennent pas : le même rapport, refait de ce classeur, le dit
    deja = [(constat.lu, constat.attendu) for constat in constats]
    constats += autrement(
        chemin.name, lignes(document, parties), resultat, adresses=adresses, deja=deja,
        meme_version=version in {"", __version__}, traces_lues=list(dessins(parties, document.principale)),
    )  # fmt: skip
    dits = {constat.lu for constat in constats}
    # Word garde deux fois le texte d'une zone de texte, pour ses anciennes versions
    return [*dict.fromkeys(constats), *_sans_renvoi(passages, lecteur, chemin.name, dits)]


def _danger(nom: str, motif: str) -> Constat:
    return Constat(
        Gravite.A_REGARDER, f"{nom} : {motif}. Rien n'en a été ouvert ni suivi.", cause=Cause.RAPPORT,
        remede="Ne pas l'activer dans Word ; demander à la CPTS le rapport sans lui.",
    )  # fmt: skip


def _empreinte(document: Document, resultat: Resultat, nom: str) -> Iterator[Constat]:
    """Yield what says that a report and a workbook do not belong together: inputs, texts, version of the tool."""
    textes = list(document.paragraphes())
    saisies, droit, version = (dite(motif, textes) for motif in (EMPREINTE, TEXTES, VERSION))
    attendue, textes_lus = empreinte_saisies(resultat.dossier), empreinte_des_textes()
    if not saisies:
        yield Constat(
            Gravite.A_REGARDER, f"{nom} ne porte pas l'empreinte d'un classeur : elle n'y a pas été mise, ou a été "
            "retirée.", attendu=f"empreinte {attendue[:CHIFFRES]}", cause=Cause.EMPREINTE,
            remede="Seuls les montants peuvent être comparés ; demander le rapport tel que l'outil l'a écrit.",
        )  # fmt: skip
    elif saisies != attendue:
        yield Constat(
            Gravite.BLOQUANT, f"{nom} n'a pas été tiré de ce classeur : leurs empreintes diffèrent.",
            lu=f"empreinte {saisies[:CHIFFRES]} au rapport", attendu=f"empreinte {attendue[:CHIFFRES]} au classeur",
            cause=Cause.EMPREINTE,
            remede="Refaire le rapport à partir de ce classeur, ou retrouver le classeur d'origine.",
        )  # fmt: skip
    if droit and droit != textes_lus:
        yield Constat(
            Gravite.A_REGARDER, f"{nom} a été écrit d'après d'autres textes que ceux de cet outil.",
            cause=Cause.EMPREINTE, lu=f"textes {droit[:CHIFFRES]}", attendu=f"textes {textes_lus[:CHIFFRES]}",
            remede="Un texte a été ajouté ou corrigé entre-temps : mettre l'outil à jour, ou refaire le rapport.",
        )  # fmt: skip
    if version and version != __version__:
        yield Constat(
            Gravite.INFORMATION, f"{nom} a été écrit par une autre version de l'outil.", cause=Cause.EMPREINTE,
            lu=f"cpts_xl {version}", attendu=f"cpts_xl {__version__}",
        )  # fmt: skip


def _annexe_b(
    document: Document, lecteur: Lecteur, attendues: Mapping[str, EtapeCalculee], nom: str
) -> Iterator[Constat]:
    vues: set[str] = set()
    # un tableau scindé dans Word, ou coiffé d'un titre, garde ses rangées : leur numéro suffit à les reconnaître
    for rangees in document.tableaux():
        place = next((r.index(VALEUR_B) for r in rangees if VALEUR_B in r[1:]), PLACE_B)
        for reference, valeur in ((r[0].strip(), r[place].strip()) for r in rangees if len(r) > max(place, 1)):
            if not _REFERENCE.fullmatch(uni(reference)):
                continue
            vues.add(uni(reference))
            calculee = attendues.get(uni(reference))
            attendue = _valeur(lecteur, calculee) if calculee is not None else "rien"
            if au_propre(valeur) != au_propre(attendue):
                libelle = calculee.etape.libelle if calculee is not None else "ligne inconnue"
                lieu = lecteur.cellule(calculee.etape.id) if calculee is not None else ""
                ou = f", cellule {lieu}" if lieu else ""
                yield _ecart(nom, f"annexe B, {reference} ({libelle}{ou})", _lu(valeur), attendue)
    manquantes = [reference for reference in attendues if reference not in vues]
    if n := len(manquantes):
        yield Constat(
            Gravite.BLOQUANT,
            f"{nom}, annexe B : {n} ligne{pluriel(n)} manque{pluriel(n, 'nt')}, à commencer par {manquantes[0]}.",
            cause=Cause.RAPPORT, remede="Refaire le rapport à partir du classeur.",
        )  # fmt: skip


def _tableaux(document: Document) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield the headings and the other rows of each table."""
    for rangees in document.tableaux():
        if rangees:
            entetes, *suite = ([texte.strip() for texte in rangee] for rangee in rangees)
            yield entetes, suite


def _lu(texte: str) -> str:
    """Return what was read as a message quotes it: an amount or a rate as the tool writes it."""
    nombre = lire(texte)
    return nombre.texte if nombre is not None and nombre.unite else texte


def _valeur(lecteur: Lecteur, calculee: EtapeCalculee) -> str:
    valeur = calculee.valeur
    return composer(str(valeur.texte if manque(valeur) else lecteur.texte(calculee.etape.id))).strip()


def _corps(passages: list[Passage], lecteur: Lecteur, nom: str) -> Iterator[Constat]:
    """Yield the numbers, and the words that stand for one, which are not what the line that they cite gives."""
    admis: dict[str, list[str]] = {}
    for ident, reference in lecteur.renvois.items():
        admis.setdefault(reference, []).extend((lecteur.texte(ident), lecteur.ecart(ident)))
    mots = {texte for textes in admis.values() for texte in textes if lire(texte) is None}
    for passage in passages:
        for cite, reference in cites(passage.texte, case=passage.case):
            attendus = admis.get(reference, ["rien"])
            propres = {au_propre(attendu) for attendu in attendus}
            if isinstance(cite, str):
                faux, lu = au_propre(cite) in {au_propre(mot) for mot in mots} - propres, cite
            else:
                # un tiret peut n'être que de la ponctuation : les deux lectures sont alors admises
                lus = {au_propre(cite.texte)} | (set() if cite.certain else {au_propre(cite.texte.removeprefix("-"))})
                faux, lu = not lus & propres, cite.texte
            if faux:
                sorte = "montant" if isinstance(cite, Nombre) and cite.unite == "€" else "valeur"
                yield _ecart(nom, f"{sorte} renvoyant à {reference}", lu, attendus[0])


def _indicateurs(document: Document, lecteur: Lecteur, nom: str) -> Iterator[Constat]:
    """Yield what the tables of indicators say of one otherwise than the workbook: its values, rate and status."""
    fiches: dict[str, dict[str, Any]] = {}
    for fiche in indicateurs(lecteur):
        fiches.setdefault(au_propre(fiche["id"]), fiche)
    for entetes, rangees in _tableaux(document):
        # les autres listes d'indicateurs (pistes, séries) ont leur façon d'écrire les mêmes valeurs
        if entetes[:1] != ["N°"] or "Taux" not in entetes or not entetes[1].startswith("Indicateur"):
            continue
        for rangee in rangees:
            connue = fiches.get(au_propre(rangee[0])) if len(rangee) == len(entetes) else None
            if connue is None:
                continue
            for entete, lu in zip(entetes, rangee, strict=True):
                attendu = str(connue[COLONNES[entete]]) if entete in COLONNES else lu
                if au_propre(lu) != au_propre(attendu):
                    yield _ecart(nom, f"indicateur {rangee[0]}, {entete.lower()}", _lu(lu), attendu)


def _sans_renvoi(passages: list[Passage], lecteur: Lecteur, nom: str, dits: set[str]) -> Iterator[Constat]:
    """Yield, together, the amounts of the body that nothing in the workbook gives: a reader cannot find them again."""
    valeurs = lecteur.resultat.valeurs.values()
    # bien des cases ont le même nombre : il ne s'écrit qu'une fois
    nombres = {v for v in valeurs if isinstance(v, Fraction)}
    connus = {formats.euros(v) for v in nombres}
    connus |= {m.texte for v in {v for v in valeurs if isinstance(v, str)} for m in montants(v)}
    ronds = {formats.euros(Fraction(formats.nombre(v, 0).replace(formats.FINE, ""))) for v in nombres}
    phrases = connus | {texte.removeprefix("-") for texte in connus}
    inconnus: dict[str, None] = {}
    for passage in passages:
        # seule dans sa case, une somme porte le signe de sa valeur ; une phrase dit « dépassement de 95,25 € »
        seule = passage.case and lire(passage.texte) is not None
        trouves = connus if seule else phrases
        for montant in montants(passage.texte):
            lu = montant.texte
            formes = {lu} if montant.certain or seule else {lu, lu.removeprefix("-")}
            connu = formes & trouves or (montant.arrondi and formes & ronds)
            if not connu and lu not in dits:
                inconnus[lu] = None
    if n := len(inconnus):
        viennent, explique = ("ils viennent", "les explique") if n > 1 else ("il vient", "l'explique")
        yield Constat(
            Gravite.INFORMATION,
            f"{nom} : {n} montant{pluriel(n)} du texte ne se retrouve{pluriel(n, 'nt')} pas dans le classeur.",
            lu=", ".join(list(inconnus)[:MONTANTS_DITS]), cause=Cause.RAPPORT,
            remede=f"Demander à la CPTS d'où {viennent} : aucun renvoi [B-…] ne {explique}.",
        )  # fmt: skip


def _ecart(nom: str, lieu: str, lu: str, attendu: str) -> Constat:
    mot = "le nombre" if lire(lu) else "la valeur"
    return Constat(
        Gravite.BLOQUANT, f"{nom}, {lieu} : ce n'est pas {mot} du classeur.", lu=lu, attendu=attendu,
        cause=Cause.RAPPORT, remede="Corriger le rapport, ou le refaire à partir du classeur.",
    )  # fmt: skip
