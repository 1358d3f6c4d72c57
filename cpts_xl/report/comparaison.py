"""A report against the computed dossier: every line of annex B, every amount of the body, the fingerprint.

The document is only read. A user may have rewritten any sentence; only the figures that carry a reference are held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cpts_xl.constats import Constat, Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.resultat import Resultat
from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.paquet import ouvrir
from cpts_xl.report.typographie import composer

ENTETE_B = ("Réf.", "Libellé", "Valeur")
_MONTANT_CITE = re.compile(r"(-?\d[\d\u202f]*,\d{2})\u00a0€\s*\[(B-\d{3,})\]")
_REFERENCE = re.compile(r"B-\d{3,}")
_EMPREINTE = re.compile(r"Empreinte du classeur\s*: ([0-9a-f]{64})")


def comparer(chemin: Path, resultat: Resultat, *, adresses: Mapping[str, str] | None = None) -> list[Constat]:
    """Return what differs between a report and the computed dossier, annex B first.

    Raises:
        GabaritInvalide: the file is not a Word document that can be read without danger.
    """
    import docx  # noqa: PLC0415  (lourd : seulement quand un rapport se relit)

    try:
        ouvrir(chemin.name, chemin.read_bytes())
    except OSError as erreur:
        raise GabaritInvalide(f"{chemin.name} : rapport illisible ({erreur.strerror}). Vérifier le chemin.") from erreur
    document = docx.Document(str(chemin))
    lecteur = Lecteur(resultat, adresses)
    attendues = {lecteur.renvois[c.etape.id]: c for c in lecteur.retenues()}
    return [
        *_empreinte(document, resultat, chemin.name),
        *_annexe_b(document, lecteur, attendues, chemin.name),
        *_corps(document, lecteur, attendues, chemin.name),
    ]


def _textes(document: Any) -> Iterator[str]:
    yield from (paragraphe.text for paragraphe in document.paragraphs)
    for tableau in document.tables:
        for ligne in tableau.rows:
            yield from (cellule.text for cellule in ligne.cells)


def _empreinte(document: Any, resultat: Resultat, nom: str) -> Iterator[Constat]:
    trouvee = next((t[1] for p in document.paragraphs if (t := _EMPREINTE.search(p.text))), "")
    if trouvee and trouvee != empreinte_saisies(resultat.dossier):
        yield Constat(
            Gravite.BLOQUANT, f"{nom} n'a pas été tiré de ce classeur : leurs empreintes diffèrent.", cause="empreinte",
            remede="Refaire le rapport à partir de ce classeur, ou retrouver le classeur d'origine.",
        )  # fmt: skip


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
    if manquantes:
        yield Constat(
            Gravite.BLOQUANT,
            f"{nom}, annexe B : {len(manquantes)} ligne(s) manquent, à commencer par {manquantes[0]}.",
            cause="rapport", remede="Refaire le rapport à partir du classeur.",
        )  # fmt: skip


def _valeur(lecteur: Lecteur, calculee: Any) -> str:
    valeur = calculee.valeur
    return composer(str(valeur.texte if manque(valeur) else lecteur.texte(calculee.etape.id))).strip()


def _corps(document: Any, lecteur: Lecteur, attendues: Mapping[str, Any], nom: str) -> Iterator[Constat]:
    for texte in _textes(document):
        for montant, reference in _MONTANT_CITE.findall(texte):
            calculee = attendues.get(reference)
            attendu = lecteur.texte(calculee.etape.id) if calculee is not None else "rien"
            lu = f"{montant}\u00a0€"
            if lu != attendu:
                yield _ecart(nom, f"montant renvoyant à {reference}", lu, attendu)


def _ecart(nom: str, lieu: str, lu: str, attendu: str) -> Constat:
    return Constat(
        Gravite.BLOQUANT, f"{nom}, {lieu} : ce n'est pas le nombre du classeur.", lu=lu, attendu=attendu,
        cause="rapport", remede="Corriger le rapport, ou le refaire à partir du classeur.",
    )  # fmt: skip
