"""The plan of the evidence: how strong each piece is, what each indicator rests on, what each mission covers."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.preuves import CITATIONS, FORCE_MAX


def pieces(c: Chantier) -> Iterator[Etape]:
    """Yield the validity and the strength of each piece."""
    for rang in c.rangs("piece"):
        p, cle = f"piece.{rang}", f"piece.{rang}.numero"
        yield c.etape(
            f"{p}.validite",
            "validite_piece",
            f"Pièce, ligne {rang} : validité",
            cle,
            arrete="identite.arrete",
            valable_jusqu_au=f"{p}.valable_jusqu_au",
        )
        yield c.etape(
            f"{p}.force",
            "force_piece",
            f"Pièce, ligne {rang} : force",
            cle,
            nature=f"{p}.type",
            validite=f"{p}.validite",
            date_piece=f"{p}.date",
            signee=f"{p}.signee",
        )


def preuves(c: Chantier) -> Iterator[Etape]:
    """Yield what the pieces prove, indicator by indicator."""
    citations, citations_2, citations_3 = (c.colonne("piece", champ) for champ in CITATIONS)
    declares = c.dossier.liste("indicateur")
    for rang in c.rangs("indicateur"):
        i, cle = f"indicateur.{rang}", f"indicateur.{rang}.id"
        fiche = declares[rang - 1] if rang <= len(declares) else {}
        nom = f"Indicateur {fiche.get('id') or rang}"
        yield c.etape(
            f"{i}.nb_pieces",
            "pieces_citees",
            f"{nom} : pièces",
            cle,
            indicateur=cle,
            citations=citations,
            citations_2=citations_2,
            citations_3=citations_3,
        )
        for force in range(1, FORCE_MAX + 1):
            yield c.etape(
                f"{i}.pieces_{force}",
                "pieces_de_force",
                f"{nom} : pièces de force {force} au moins",
                cle,
                indicateur=cle,
                force=Const(force),
                forces=c.colonne("piece", "force"),
                citations=citations,
                citations_2=citations_2,
                citations_3=citations_3,
            )
        yield c.etape(
            f"{i}.force",
            "force_indicateur",
            f"{nom} : force de preuve",
            cle,
            comptes=tuple(f"{i}.pieces_{force}" for force in range(1, FORCE_MAX + 1)),
        )
        yield c.etape(
            f"{i}.controle_preuve",
            "controle_preuve",
            f"{nom} : acquis et preuve",
            cle,
            statut=f"{i}.statut",
            acquis=f"{i}.acquis",
            force=f"{i}.force",
        )


def couverture(c: Chantier) -> Iterator[Etape]:
    """Yield, mission by mission and in total, how many indicators are proved, and how strongly."""
    missions, forces = c.colonne("indicateur", "mission"), c.colonne("indicateur", "force")
    for mission in c.droit.missions:
        m, nom = f"couverture.{mission.code}", mission.libelle
        code = f"{m}.code"
        yield c.etape(
            f"{m}.indicateurs", "indicateurs_mission", f"{nom} : indicateurs", mission=code, missions=missions
        )
        yield c.etape(
            f"{m}.couverts",
            "indicateurs_couverts",
            f"{nom} : indicateurs qui ont une pièce valable",
            mission=code,
            missions=missions,
            forces=forces,
        )
        for force in range(FORCE_MAX + 1):
            yield c.etape(
                f"{m}.force_{force}",
                "indicateurs_de_force",
                f"{nom} : indicateurs de force {force}",
                mission=code,
                force=Const(force),
                missions=missions,
                forces=forces,
            )
        yield c.etape(
            f"{m}.sans_piece",
            "acquis_sans_piece",
            f"{nom} : acquis sans pièce valable",
            mission=code,
            missions=missions,
            forces=forces,
            montants=c.colonne("indicateur", "acquis"),
        )
    for champ in ("indicateurs", "couverts", *(f"force_{force}" for force in range(FORCE_MAX + 1))):
        yield c.etape(
            f"couverture.{TOTAL}.{champ}",
            "total_compte",
            f"Total, {champ.replace('_', ' ')}",
            nombres=c.colonne("couverture", champ),
        )
    yield c.etape(
        f"couverture.{TOTAL}.sans_piece",
        "total",
        "Total, acquis sans pièce valable",
        montants=c.colonne("couverture", "sans_piece"),
    )
    for rangee in (*(m.code for m in c.droit.missions), TOTAL):
        r = f"couverture.{rangee}"
        yield c.etape(
            f"{r}.part",
            "part_couverte",
            "Part des indicateurs qui ont une pièce valable",
            indicateurs=f"{r}.indicateurs",
            couverts=f"{r}.couverts",
        )
