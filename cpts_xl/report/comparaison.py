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
from cpts_xl.engine.resultat import Resultat
from cpts_xl.errors import GabaritInvalide, raison
from cpts_xl.formats import pluriel
from cpts_xl.law import empreinte as empreinte_des_textes
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.paquet import ouvrir
from cpts_xl.report.typographie import MOINS, composer

ENTETE_B = ("Réf.", "Libellé", "Valeur")
_MONTANT_CITE = re.compile(rf"([+{MOINS}]\u00a0|-)?(\d[\d\u202f]*,\d{{2}})\u00a0€\s*\[(B-\d{{3,}})\]")
"""A cited amount, with the sign that an evolution bears."""
_MONTANT = re.compile(r"(?<![\d\u202f])(\d[\d\u202f]*,\d{2})\u00a0€")
MONTANTS_DITS = 5
"""Unknown amounts that one finding quotes."""
_REFERENCE = re.compile(r"B-\d{3,}")
_EMPREINTE = re.compile(r"(?:Empreinte du classeur|classeur d'empreinte)\s*:?\s*([0-9a-f]{64})")
_TEXTES = re.compile(r"Empreinte des textes appliqués\s*:\s*([0-9a-f]{64})")
_VERSION = re.compile(r"(?:Version de l'outil\s*:|, outil)\s*([0-9]+(?:\.[0-9]+)*)")
CHIFFRES = 8
"""Digits of a fingerprint that a message quotes."""


def comparer(chemin: Path, resultat: Resultat, *, adresses: Mapping[str, str] | None = None) -> list[Constat]:
    """Return what differs between a report and the computed dossier, annex B first.

    Raises:
        GabaritInvalide: the file is not a Word document that can be read without danger.
    """
    import docx  # noqa: PLC0415  (lourd : seulement quand un rapport se relit)

    try:
        ouvrir(chemin.name, chemin.read_bytes())
    except OSError as erreur:
        raise GabaritInvalide(f"{chemin.name} : rapport illisible ({raison(erreur)}). Vérifier le chemin.") from erreur
    document = docx.Document(str(chemin))
    lecteur = Lecteur(resultat, adresses)
    textes = list(_textes(document))
    attendues = {lecteur.renvois[c.etape.id]: c for c in lecteur.retenues()}
    constats = [
        *_empreinte(document, resultat, chemin.name),
        *_annexe_b(document, lecteur, attendues, chemin.name),
        *_corps(textes, lecteur, attendues, chemin.name),
    ]
    return [*constats, *_sans_renvoi(textes, lecteur, chemin.name, {constat.lu for constat in constats})]


def _textes(document: Any) -> Iterator[str]:
    yield from (paragraphe.text for paragraphe in document.paragraphs)
    for tableau in document.tables:
        for ligne in tableau.rows:
            yield from (cellule.text for cellule in ligne.cells)


def _empreinte(document: Any, resultat: Resultat, nom: str) -> Iterator[Constat]:
    """Yield what says that a report and a workbook do not belong together: inputs, texts, version of the tool."""
    textes = [paragraphe.text.replace("\u2019", "'") for paragraphe in document.paragraphs]
    saisies, droit, version = (_dite(motif, textes) for motif in (_EMPREINTE, _TEXTES, _VERSION))
    attendue, textes_lus = empreinte_saisies(resultat.dossier), empreinte_des_textes()
    if not saisies:
        yield Constat(
            Gravite.A_REGARDER, f"{nom} ne porte pas l'empreinte d'un classeur : elle n'y a pas été mise, ou a été "
            "retirée.", attendu=f"empreinte {attendue[:CHIFFRES]}", cause="empreinte",
            remede="Seuls les montants peuvent être comparés ; demander le rapport tel que l'outil l'a écrit.",
        )  # fmt: skip
    elif saisies != attendue:
        yield Constat(
            Gravite.BLOQUANT, f"{nom} n'a pas été tiré de ce classeur : leurs empreintes diffèrent.", cause="empreinte",
            lu=f"empreinte {saisies[:CHIFFRES]} au rapport", attendu=f"empreinte {attendue[:CHIFFRES]} au classeur",
            remede="Refaire le rapport à partir de ce classeur, ou retrouver le classeur d'origine.",
        )  # fmt: skip
    if droit and droit != textes_lus:
        yield Constat(
            Gravite.A_REGARDER, f"{nom} a été écrit d'après d'autres textes que ceux de cet outil.", cause="empreinte",
            lu=f"textes {droit[:CHIFFRES]}", attendu=f"textes {textes_lus[:CHIFFRES]}",
            remede="Un texte a été ajouté ou corrigé entre-temps : mettre l'outil à jour, ou refaire le rapport.",
        )  # fmt: skip
    if version and version != __version__:
        yield Constat(
            Gravite.INFORMATION, f"{nom} a été écrit par une autre version de l'outil.", cause="empreinte",
            lu=f"cpts_xl {version}", attendu=f"cpts_xl {__version__}",
        )  # fmt: skip


def _dite(motif: re.Pattern[str], textes: list[str]) -> str:
    return next((trouve[1] for texte in textes if (trouve := motif.search(texte))), "")


def _annexe_b(document: Any, lecteur: Lecteur, attendues: Mapping[str, Any], nom: str) -> Iterator[Constat]:
    vues: set[str] = set()
    for tableau in document.tables:
        entetes = [cellule.text.strip() for cellule in tableau.rows[0].cells]
        if tuple(entetes[: len(ENTETE_B)]) != ENTETE_B:
            continue
        for ligne in tableau.rows[1:]:
            reference, _libelle, valeur = (cellule.text.strip() for cellule in ligne.cells[: len(ENTETE_B)])
            if not _REFERENCE.fullmatch(reference):
                continue
            vues.add(reference)
            calculee = attendues.get(reference)
            attendue = _valeur(lecteur, calculee) if calculee is not None else "rien"
            if valeur != attendue:
                libelle = calculee.etape.libelle if calculee is not None else "ligne inconnue"
                lieu = lecteur.cellule(calculee.etape.id) if calculee is not None else ""
                ou = f", cellule {lieu}" if lieu else ""
                yield _ecart(nom, f"annexe B, {reference} ({libelle}{ou})", valeur, attendue)
    manquantes = [reference for reference in attendues if reference not in vues]
    if n := len(manquantes):
        yield Constat(
            Gravite.BLOQUANT,
            f"{nom}, annexe B : {n} ligne{pluriel(n)} manque{pluriel(n, 'nt')}, à commencer par {manquantes[0]}.",
            cause="rapport", remede="Refaire le rapport à partir du classeur.",
        )  # fmt: skip


def _valeur(lecteur: Lecteur, calculee: Any) -> str:
    valeur = calculee.valeur
    return composer(str(valeur.texte if manque(valeur) else lecteur.texte(calculee.etape.id))).strip()


def _corps(textes: list[str], lecteur: Lecteur, attendues: Mapping[str, Any], nom: str) -> Iterator[Constat]:
    for texte in textes:
        for signe, montant, reference in _MONTANT_CITE.findall(texte):
            calculee = attendues.get(reference)
            attendu = lecteur.texte(calculee.etape.id) if calculee is not None else "rien"
            lu = f"{'-' if signe[:1] in {'-', MOINS} else ''}{montant}\u00a0€"
            if lu != attendu:
                yield _ecart(nom, f"montant renvoyant à {reference}", lu, attendu)


def _sans_renvoi(textes: list[str], lecteur: Lecteur, nom: str, dits: set[str]) -> Iterator[Constat]:
    """Yield, together, the amounts of the body that nothing in the workbook gives: a reader cannot find them again."""
    connus = {formats.euros(abs(v)) for v in lecteur.resultat.valeurs.values() if isinstance(v, Fraction)}
    libres = "\n".join(composer(v) for v in lecteur.resultat.valeurs.values() if isinstance(v, str) and "€" in v)
    inconnus: dict[str, None] = {}
    for texte in textes:
        for montant in _MONTANT.findall(texte):
            lu = f"{montant}\u00a0€"
            if lu not in connus and lu not in libres and lu not in dits:
                inconnus[lu] = None
    if n := len(inconnus):
        yield Constat(
            Gravite.INFORMATION,
            f"{nom} : {n} montant{pluriel(n)} du texte ne se retrouve{pluriel(n, 'nt')} pas dans le classeur.",
            lu=", ".join(list(inconnus)[:MONTANTS_DITS]), cause=Cause.RAPPORT,
            remede="Demander à la CPTS d'où ils viennent : aucun renvoi [B-…] ne les explique.",
        )  # fmt: skip


def _ecart(nom: str, lieu: str, lu: str, attendu: str) -> Constat:
    return Constat(
        Gravite.BLOQUANT, f"{nom}, {lieu} : ce n'est pas le nombre du classeur.", lu=lu, attendu=attendu,
        cause="rapport", remede="Corriger le rapport, ou le refaire à partir du classeur.",
    )  # fmt: skip
