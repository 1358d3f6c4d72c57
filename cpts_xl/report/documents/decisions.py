"""The record of the dialogue de gestion: what was decided of indicators and findings, the rights that follow.

It is made from a review that the reviewer filled; the other documents are made from the workbook of the CPTS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Absent, Sorte
from cpts_xl.report.documents import Document
from cpts_xl.report.typographie import TIRET, composer, paragraphes
from cpts_xl.ressources import ressource
from cpts_xl.rules.genres import MONTANT, NOMBRE, Genre, afficher

RELEVE_DECISIONS = Document("releve-decisions", "Relevé de décisions du dialogue de gestion", "releve_decisions.docx")
SANS_DATE = "date à préciser"
_JOUR_SANS_DATE = "2000-01-01"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the record: an indicator with its three values and their euros, or a point without any.

    Values are Fraction, « Oui », « Non », or None when nobody gave one; euros are Fraction, Absent or None.
    """

    code: str
    objet: str
    mission: str = ""
    indicateur: bool = True
    valeur_cpts: Any = None
    valeur_cpam: Any = None
    valeur_convenue: Any = None
    neutralisation: str = ""
    acquis_cpts: Any = None
    acquis_cpam: Any = None
    acquis_convenu: Any = None
    reserve: str = ""
    motif: str = ""
    suite: str = ""
    echeance: date | str = ""
    qui: str = ""
    etat: str = ""

    @property
    def commentee(self) -> bool:
        """Return whether something was written about it: a free point is there for what its subject says."""
        ecrit = any((self.reserve, self.motif, self.suite, self.echeance, self.qui, self.etat))
        return ecrit or (not self.indicateur and bool(self.objet))


@dataclass(frozen=True, slots=True)
class ConstatDecide:
    """A finding of the review and what was decided of it; ``enjeu`` is None when no euro is known to be at stake."""

    lieu: str
    constat: str
    gravite: str
    enjeu: Fraction | None
    suite: str


@dataclass(frozen=True, slots=True)
class Total:
    """The right of one named perimeter, for each way to value the indicators."""

    perimetre: str
    cpts: Any
    cpam: Any
    convenu: Any
    difference: Any


@dataclass(frozen=True, slots=True)
class Releve:
    """A whole record: the parties, the meeting, the decisions, the totals, and the file that it comes from.

    ``constats_phrase`` tells the blocking findings left without a decision; "" when no finding is to be spoken of.
    """

    cpts: str
    cpam: str
    ars: str
    annee: str
    date: date | None
    lieu: str
    presents: Mapping[str, str]
    decisions: tuple[Decision, ...]
    totaux: tuple[Total, ...]
    reste: Any = None
    trop_percu: Any = None
    fichier: str = ""
    empreinte: str = ""
    version: str = ""
    constats: tuple[ConstatDecide, ...] = ()
    constats_phrase: str = ""


def champs_du_releve(releve: Releve) -> dict[str, Any]:
    """Return the fields of the record, already in French."""
    convenus = [d for d in releve.decisions if d.indicateur and d.valeur_convenue is not None]
    indicateurs = [d for d in releve.decisions if d.indicateur]
    reserves = [d for d in releve.decisions if d.reserve]
    jour = formats.jour_en_lettres(releve.date) if releve.date else SANS_DATE
    cpts = composer(releve.cpts)
    return {
        "document": {"titre": f"{RELEVE_DECISIONS.titre} – {cpts}", "sujet": composer(f"Année {releve.annee}"),
        "auteur": cpts,
                     "date_iso": releve.date.isoformat() if releve.date else _JOUR_SANS_DATE},
        "cpts": {"nom": cpts, "cpam": composer(releve.cpam), "ars": composer(releve.ars)},
        "annee": {"libelle": composer(releve.annee)},
        "seance": {"date": composer(jour), "lieu": composer(releve.lieu) or "lieu à préciser"},
        "parties": [{"nom": composer(nom), "par": composer(par) or TIRET, "signature": ""}
                    for nom, par in _parties(releve)],
        "decisions": [_decision(d) for d in indicateurs],
        "suites": [_suite(d) for d in releve.decisions if d.commentee],
        "reserves": [p for d in reserves for p in paragraphes(f"{_qui(d)} : {d.reserve}")],
        "constats": [_constat(c) for c in releve.constats],
        "constats_phrase": composer(releve.constats_phrase),
        "totaux": [_total(t) for t in releve.totaux],
        "bilan": composer(
            f"{_compte(len(indicateurs), 'indicateur examiné', 'indicateurs examinés')}, "
            f"{_compte(len(convenus), 'valeur convenue', 'valeurs convenues')}, "
            f"{_compte(len(reserves), 'réserve inscrite', 'réserves inscrites')}."
        ),
        "suite_financiere": composer(
            f"Sur la base des valeurs convenues, il reste à percevoir {_euros(releve.reste)} ; le trop-perçu est de "
            f"{_euros(releve.trop_percu)}. Une valeur qui n'a pas été convenue est celle de la CPTS."
        ),
        "attestation": {"empreinte": composer(releve.empreinte) or "non communiquée",
                        "version": composer(releve.version) or "non communiquée",
                        "fichier": composer(releve.fichier) or TIRET},
    }  # fmt: skip


def rediger_decisions(releve: Releve, *, modele: Path | None = None) -> bytes:
    """Return the record as the bytes of a .docx file; same arguments, same bytes.

    Raises:
        GabaritInvalide: the template cannot be used; the message names the field and its place.
    """
    from cpts_xl.report.gabarit import rendre  # noqa: PLC0415 - chargé seulement quand un document se fait

    return rendre(modele or ressource("report_templates", RELEVE_DECISIONS.modele), champs_du_releve(releve))


def tait_les_constats(releve: Releve, modele: Path) -> bool:
    """Return whether a template has no place for the findings that this record speaks of: one made before 0.5.3.

    Raises:
        GabaritInvalide: as ``rediger_decisions``.
    """
    from cpts_xl.report.gabarit import champs_lus  # noqa: PLC0415 - chargé seulement quand un document se fait

    return bool(releve.constats_phrase) and "constats_phrase" not in champs_lus(modele, champs_du_releve(releve))


def releve_de_demonstration() -> Releve:
    """Return a small record that has something in every field: what the check of a template is made against."""
    decision = Decision(
        "A1", "Patients en ALD sans médecin traitant", "acces", valeur_cpts=Fraction(88), valeur_cpam=Fraction(90),
        valeur_convenue=Fraction(89), acquis_cpts=Fraction(6000), acquis_cpam=Fraction(6000),
        acquis_convenu=Fraction(6000), reserve="Sous réserve de la requête du 30 juin", motif="Deux dates de requête",
        suite="Transmettre la requête", echeance=date(2026, 6, 30), qui="CPTS", etat="ouvert",
    )  # fmt: skip
    euros = Fraction(300000)
    return Releve(
        "CPTS d'exemple", "CPAM d'exemple", "ARS d'exemple", "du 15 mars 2025 au 14 mars 2026", date(2026, 4, 21),
        "Mairie",
        {"cpts": "Présidente", "cpam": "Référent", "ars": ""}, (decision,),
        (Total("Toutes lignes", euros, euros, euros, Fraction(0)),), Fraction(0), Fraction(0), "suivi.xlsx", "0", "0",
        (ConstatDecide("Financement!O7", "Formule remplacée", "bloquant", euros, "Remettre la formule"),),
        "Aucun constat bloquant n'est sans suite écrite.",
    )  # fmt: skip


def _parties(releve: Releve) -> tuple[tuple[str, str], ...]:
    noms = (("cpts", releve.cpts), ("cpam", releve.cpam), ("ars", releve.ars))
    return tuple((nom, releve.presents.get(code, "")) for code, nom in noms if nom)


def _decision(d: Decision) -> dict[str, str]:
    convenue = _valeur(d.valeur_convenue)
    if d.neutralisation:
        convenue = f"neutralisé, {d.neutralisation}"
    return {
        "code": composer(d.code), "objet": composer(d.objet), "mission": composer(d.mission),
        "cpts": _valeur(d.valeur_cpts), "cpam": _valeur(d.valeur_cpam), "convenu": composer(convenue),
        "acquis_cpts": _euros(d.acquis_cpts),
        "acquis_cpam": _euros(d.acquis_cpam) if d.valeur_cpam is not None else TIRET,
        "acquis_convenu": _euros(d.acquis_convenu),
    }  # fmt: skip


def _suite(d: Decision) -> dict[str, str]:
    echeance = formats.jour(d.echeance) if isinstance(d.echeance, date) else d.echeance
    return {
        "code": composer(d.code) or TIRET, "objet": composer(d.objet) or TIRET, "reserve": composer(d.reserve) or TIRET,
        "motif": composer(d.motif) or TIRET, "suite": composer(d.suite) or TIRET,
        "echeance": composer(echeance) or TIRET,
        "qui": composer(d.qui) or TIRET, "etat": composer(d.etat) or TIRET,
    }  # fmt: skip


def _constat(c: ConstatDecide) -> dict[str, str]:
    return {"lieu": composer(c.lieu) or "fichier entier", "constat": composer(c.constat),
            "gravite": composer(c.gravite), "enjeu": _euros(c.enjeu), "suite": composer(c.suite)}  # fmt: skip


def _total(t: Total) -> dict[str, str]:
    return {"perimetre": composer(t.perimetre), "cpts": _euros(t.cpts), "cpam": _euros(t.cpam),
            "convenu": _euros(t.convenu), "difference": _euros(t.difference)}  # fmt: skip


def _qui(d: Decision) -> str:
    return f"{d.code}, {d.objet}" if d.code else d.objet or "Point général"


def _compte(nombre: int, un: str, plusieurs: str) -> str:
    return f"{nombre} {plusieurs if nombre > 1 else un}"


def _valeur(valeur: Any) -> str:
    return _affiche(NOMBRE, valeur)


def _euros(valeur: Any) -> str:
    return _affiche(MONTANT, valeur)


def _affiche(genre: Genre, valeur: Any) -> str:
    """Return a value as read; a dash for nothing, the nature of what is missing otherwise: never zero."""
    if valeur is None or valeur == "" or (isinstance(valeur, Absent) and valeur.sorte is Sorte.SANS_OBJET):
        return TIRET
    return composer(valeur.texte_natif if isinstance(valeur, Absent) else afficher(genre, valeur))
