"""The plan of the allocation keys: their sum, what each has to share in each calendar, and the share of each post."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.argent import ANNEE, EXERCICE
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema.argent import POSTES_CLE


def cles(c: Chantier) -> Iterator[Etape]:
    """Yield the sum of each key, and its shares: to the cent, none lost, in the contract and accounting years."""
    for rang in c.rangs("cle"):
        k, cle, nom = f"cle.{rang}", f"cle.{rang}.id", f"Clé, ligne {rang}"
        parts = tuple(f"{k}.part_{poste}" for poste in POSTES_CLE)
        yield c.etape(f"{k}.somme", "somme_cle", f"{nom} : somme", cle, parts=parts)
        yield c.etape(f"{k}.controle", "controle_cle", f"{nom} : 100 %", cle, somme=f"{k}.somme")
        yield c.etape(f"repartition.{rang}.cle", "reprise_code", f"{nom} : code", cle, code=cle)
        yield from _calendrier(c, rang, parts, "", "")
        yield from _calendrier(c, rang, parts, "_exercice", " dans l'exercice")


def _calendrier(c: Chantier, rang: int, parts: tuple[str, ...], suffixe: str, mots: str) -> Iterator[Etape]:
    """Yield what a key has to share in one calendar, then the share of each post that the law knows."""
    r, cle, nom = f"repartition.{rang}", f"cle.{rang}.id", f"Clé, ligne {rang}"
    yield c.etape(
        f"{r}.base{suffixe}",
        "cumul_periode",
        f"{nom} : à répartir{mots}",
        cle,
        code=f"{r}.cle",
        **(EXERCICE if suffixe else ANNEE),
        codes=c.colonne("depense", "cle"),
        jours=c.colonne("depense", "date"),
        montants=c.colonne("depense", "montant"),
    )
    for place, poste in enumerate(POSTES_CLE):
        if poste in c.postes:
            yield c.etape(
                f"{r}.{poste}{suffixe}",
                "quote_part",
                f"{nom} : {c.postes[poste]}{mots}",
                cle,
                a_repartir=f"{r}.base{suffixe}",
                somme=f"cle.{rang}.somme",
                part=parts[place],
                parts=parts[: place + 1],
            )
