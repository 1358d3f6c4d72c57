"""Each line of the table judged: what was said of a falsification, which honest edit was accused, and of what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from cpts_xl.constats import Cause, Constat
from cpts_xl.errors import CptsError
from cpts_xl.formats import pluriel
from tests.sabotage import base
from tests.sabotage.designation import nomme
from tests.sabotage.juge import constats_de, constats_du_rapport, refus, verifie
from tests.sabotage.modele import SERIEUX, Falsification, Honnete
from tests.sabotage.moteurs import enregistrer, fichier
from tests.sabotage.mutations import FALSIFICATIONS
from tests.sabotage.paquet import Paquet
from tests.sabotage.retouche import retoucher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cpts_xl.engine.dossier import Dossier
    from cpts_xl.workbook.verification.modele import Verification


@dataclass
class Verdict:
    """What was found of one line: the finding that names it, or what was said instead."""

    nom: str
    place: str
    attendu: str
    famille: str = ""
    qui: str = ""
    trouve: Constat | None = None
    dits: list[Constat] = field(default_factory=list)
    """Every finding that the untouched workbook does not have."""
    fautes: list[str] = field(default_factory=list)
    """For an honest edit: what it was accused of, or what was read wrong; for any line: what stopped it."""
    manque: str = ""
    """The program without which it could not be judged."""

    @property
    def bon(self) -> bool:
        """Return whether the line is as it must be: a fraud found, an honest edit accused of nothing."""
        return not self.fautes and (self.famille == "honnête" or self.trouve is not None)

    def dit(self, combien: int = 4) -> str:
        """Return what was said, in short."""
        vus = [f"[{c.gravite}, {c.cause or 'sans cause'}] {c.phrase()}"[:230] for c in self.dits[:combien]]
        reste = len(self.dits) - len(vus)
        return " ; ".join(vus) + (f" ; et {reste} autre{pluriel(reste)}" if reste > 0 else "") if vus else "rien"


# ------------------------------------------------------------------------------------------ falsifications


def fabriquer(nom: str) -> bytes:
    """Return the bytes of a falsified workbook; fail when the change is not the one announced."""
    cas = FALSIFICATIONS[nom]
    avant = base.octets(cas.base)
    contenu = retoucher(cas, avant, avant)
    assert contenu != avant or cas.rapport is not None, f"{nom} : rien n'a changé"
    return contenu


@cache
def de_base(quelle: str, *, precedente: bool) -> Counter[tuple[str, ...]]:
    """Return the findings of an untouched workbook, counted: they accuse nobody."""
    with (
        fichier("classeur.xlsm" if quelle == "xlsm" else "classeur.xlsx", base.octets(quelle)) as chemin,
        fichier("precedente.xlsx", base.octets()) as autre,
    ):
        constats, _ = constats_de(chemin, precedente=autre if precedente else None, empreinte=True)
    return Counter(map(_cle, constats))


def constats_de_base(quelle: str) -> list[Constat]:
    """Return the findings of an untouched workbook."""
    with fichier("classeur.xlsm" if quelle == "xlsm" else "classeur.xlsx", base.octets(quelle)) as chemin:
        return constats_de(chemin, empreinte=True)[0]


def _cle(constat: Constat) -> tuple[str, ...]:
    return (str(constat.gravite), constat.message, constat.feuille, constat.cellule, str(constat.cause))


def nouveaux(constats: Sequence[Constat], connus: Counter[tuple[str, ...]]) -> list[Constat]:
    """Return the findings that the untouched workbook does not have."""
    restants = Counter(connus)
    neufs = []
    for constat in constats:
        if restants[_cle(constat)] > 0:
            restants[_cle(constat)] -= 1
        else:
            neufs.append(constat)
    return neufs


@cache
def juger(nom: str) -> Verdict:
    """Return the verdict of one falsification."""
    cas = FALSIFICATIONS[nom]
    contenu = fabriquer(nom)
    rapport = cas.rapport(base.rapport()) if cas.rapport is not None else b""
    with (
        fichier(cas.fichier, contenu) as chemin,
        fichier("rapport.docx", rapport) as docx,
        fichier("precedente.xlsx", base.octets() if cas.precedente else b"") as autre,
    ):
        if contenu == base.octets() and rapport and Cause.EMPREINTE not in cas.causes:  # le rapport seul a changé
            constats = _du_rapport_seul(docx)
        else:
            constats, _ = constats_de(
                chemin, rapport=docx if rapport else None, precedente=autre if cas.precedente else None,
                empreinte=Cause.EMPREINTE in cas.causes,
            )  # fmt: skip
    return _verdict(cas, cas.nom, nouveaux(constats, de_base(cas.base, precedente=cas.precedente)))


@cache
def _intact() -> Verification:
    """Return the verification of the untouched workbook, beside which many reports are put."""
    with fichier("classeur.xlsx", base.octets()) as chemin:
        return verifie(chemin)[1]


def _du_rapport_seul(docx: Path) -> list[Constat]:
    """Return what is told of a report beside the untouched workbook; a report refused gives one finding."""
    try:
        return constats_du_rapport(_intact(), docx)
    except CptsError as erreur:
        return [refus(erreur)]


def _verdict(cas: Falsification, nom: str, dits: list[Constat]) -> Verdict:
    attendu = " ou ".join(dict.fromkeys(map(str, cas.causes))) if len(cas.causes) < 5 else "n'importe quelle cause"
    trouve = next((c for c in dits if nomme(cas, c)), None)
    return Verdict(nom, cas.place, attendu, cas.famille, str(cas.qui), trouve, dits)


# ------------------------------------------------------------------------------------------ through LibreOffice


GARDES = "gardés"
"""The lot whose results LibreOffice keeps as it finds them."""


def lots() -> dict[str, list[str]]:
    """Return the falsifications that are also presented after a save by LibreOffice, by lot."""
    rendus: dict[str, list[str]] = {}
    for nom, cas in FALSIFICATIONS.items():
        if cas.libreoffice:
            rendus.setdefault(cas.libreoffice, []).append(nom)
    return rendus


@cache
def enregistres() -> dict[str, bytes]:
    """Return each lot as LibreOffice saves it, all its changes made together, with the untouched workbook (« »)."""
    prets = {}
    for lot, noms in lots().items():
        paquet = Paquet(base.octets())
        for nom in noms:
            geste = FALSIFICATIONS[nom].geste
            assert geste is not None
            geste.applique(paquet)
        prets[lot] = paquet.octets()
    gardes = {GARDES: prets.pop(GARDES)}
    return enregistrer({**prets, "intact": base.octets()}, recalcules=True) | enregistrer(gardes, recalcules=False)


@cache
def constats_du_lot(lot: str) -> tuple[Constat, ...]:
    """Return what is said of a lot saved by LibreOffice, beyond what is said of the untouched workbook so saved."""
    with fichier("enregistre.xlsx", enregistres()[lot]) as chemin:
        constats, _ = constats_de(chemin)
    return tuple(nouveaux(constats, de_base("native", precedente=False)))


@cache
def juger_enregistre(nom: str) -> Verdict:
    """Return the verdict of a falsification presented after a save by LibreOffice, among others."""
    cas = FALSIFICATIONS[nom]
    verdict = _verdict(cas, f"{cas.nom} (enregistré par LibreOffice)", list(constats_du_lot(cas.libreoffice)))
    if not verdict.bon:
        feuille = cas.lieu[0]
        verdict.dits = [c for c in verdict.dits if c.feuille == feuille or not c.feuille]
    return verdict


# ------------------------------------------------------------------------------------------ honest edits


def juger_honnete(cas: Honnete, contenu: bytes) -> Verdict:
    """Return what an honest edit is accused of, and whether its inputs were read as they were typed."""
    attendu: Dossier = cas.declare() if cas.declare is not None else _declare(cas.base)
    with fichier(cas.fichier, contenu) as chemin:
        constats, lecture = constats_de(chemin, empreinte=True)
    dits = [c for c in constats if c.gravite in SERIEUX]
    if dits:  # rien de sérieux : le classeur neuf de ces saisies n'a rien à excuser
        dits = [c for c in nouveaux(constats, _reference(cas, attendu)) if c.gravite in SERIEUX]
    verdict = Verdict(cas.nom, "le fichier", "aucune accusation", "honnête", dits=dits)
    accuse = [c for c in dits if str(c.cause) not in map(str, cas.admis)]
    verdict.fautes = [f"accusé : {c.phrase()}" for c in accuse]
    if lecture is not None:
        verdict.fautes += _mal_lues(lecture.dossier, attendu)
    return verdict


def _declare(quelle: str) -> Dossier:
    return base.annee_suivante() if quelle == "suivante" else base.dossier()


def _mal_lues(lu: Dossier, attendu: Dossier) -> list[str]:
    lues, voulues = lu.saisies(), attendu.saisies()
    ecarts: list[tuple[str, Any, Any]] = [
        (ident, voulues.get(ident), lues.get(ident))
        for ident in {*lues, *voulues}
        if (lues.get(ident) or None) != (voulues.get(ident) or None)
    ]
    return [
        f"mal lu : {ident}, {voulu!r} saisi, {vu!r} lu" for ident, voulu, vu in sorted(ecarts, key=lambda e: e[0])[:3]
    ]


@cache
def _fraiche(numero: int) -> Counter[tuple[str, ...]]:
    with fichier("neuf.xlsx", base.classeur(_DOSSIERS[numero])) as chemin:
        constats, _ = constats_de(chemin, empreinte=True)
    return Counter(map(_cle, constats))


_DOSSIERS: list[Dossier] = []


def _reference(cas: Honnete, attendu: Dossier) -> Counter[tuple[str, ...]]:
    """Return the findings that the same inputs give in a workbook that nobody has touched."""
    if cas.declare is None:
        return de_base(cas.base, precedente=False)
    if attendu not in _DOSSIERS:
        _DOSSIERS.append(attendu)
    return _fraiche(_DOSSIERS.index(attendu))
