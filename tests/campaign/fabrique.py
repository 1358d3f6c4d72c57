"""Campaigns made for tests and bench: many distinct workbooks from a few that the tool wrote, and many broken ones.

Building a workbook takes a second. A few are built (sizes, years, laws, inks, missing data); each of the others is one
of them under the name and numbers of another association, put in every place where the first one's stand: what such
a file shows is then what the tool would have written for it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.law import empreinte as empreinte_des_textes
from cpts_xl.law import en_vigueur
from cpts_xl.ressources import ressource
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from tests.engine.dossiers import DOSSIERS
from tests.engine.dossiers import lire_dossier as lire_cas

NOM, FINESS, RNA, SIRET = "CPTS du Modèle-à-Remplacer", "991234560", "W998765430", "99123456000010"
"""The identity of a base: each stands nowhere else than as this identity."""
POPULATIONS = (18_000, 52_000, 98_000, 210_000)
"""One per size, from 1 to 4."""
ENCRES = (Encre.NATIVE, Encre.PYTHON, Encre.LAMBDA)
PARTS = (Fraction(1, 2), Fraction(3, 4), Fraction(1), Fraction(4, 3))
"""What the annex of a contract writes for each line, by size: a part of the amounts of the example."""
LOIS = ("grille-2019-taille-2", "avenant-2-taille-4", "rovira-annee-5", "versements-annee-1")
"""Whole years under other texts, from the cases of the house."""
_JOUR_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Base:
    """One workbook really built: its bytes, and where each step stands in it."""

    nom: str
    octets: bytes
    places: dict[str, tuple[str, str]]
    encre: Encre


def _identifie(dossier: Dossier, **champs: Any) -> Dossier:
    propre = {"nom": NOM, "finess": FINESS, "rna": RNA, "siret": SIRET, "cpam": "CPAM de la Lyre"}
    return dossier.avec(identite={**dossier.identite, **propre, **champs})


def _annee(debut: date, rang: int) -> date:
    return debut.replace(year=debut.year - rang + 1)


@cache
def _exemple() -> Dossier:
    return lire_dossier(ressource("workbooks", "exemple.toml"))


def _retenus() -> dict[str, Fraction]:
    """Return the amount of each line of the example: its contract has the size that the texts give in full."""
    exemple = _exemple()
    droit = en_vigueur(exemple.debut)
    valeurs = calculer(exemple, droit).valeurs
    return {ligne.code: valeurs[f"ligne.{ligne.code}.retenu"] for ligne in droit.lignes}


def dossiers() -> Iterator[tuple[str, Dossier]]:
    """Yield ever more contract years, each unlike the others: first those of other texts, then sizes and years."""
    for lequel in LOIS:
        yield lequel, _identifie(lire_cas(DOSSIERS / f"{lequel}.toml"))
    exemple = _exemple()
    debut, retenus = exemple.debut, _retenus()
    tour = 0
    while True:
        taille, annee = tour % 4 + 1, tour % 5 + 1
        facteur = Fraction(80 + 7 * tour % 45, 100)
        depenses = tuple(
            {**d, "montant": None if d["montant"] is None else Fraction(round(d["montant"] * facteur * 100), 100)}
            for d in exemple.liste("depense")
        )
        champs: dict[str, Any] = {
            "population": Fraction(POPULATIONS[taille - 1] + 137 * tour), "taille_contrat": None,
            "signature": _annee(debut, annee),
        }  # fmt: skip
        versements = exemple.liste("versement")
        if tour % 6 == 5:  # un versement sans son montant : des totaux manquent
            versements = tuple({**v, "montant": None} if rang == 0 else v for rang, v in enumerate(versements))
        if tour % 7 == 6:  # une rubrique obligatoire vide
            champs["arrete"] = None
        lignes = {
            code: {**exemple.fiche("ligne").get(code, {}), "annexe": Fraction(round(montant * PARTS[taille - 1]))}
            for code, montant in retenus.items()
        }
        neuf = _identifie(exemple, **champs).avec(depenses=depenses, versements=versements, lignes=lignes)
        yield f"taille-{taille}-annee-{annee}-{tour}", neuf
        tour += 1


def batir(nom: str, dossier: Dossier, encre: Encre) -> Base:
    """Return a base really written by the tool, in one ink."""
    resultat = calculer(dossier, en_vigueur(dossier.debut))
    layout = Layout(resultat)
    octets = construire(resultat, encre, empreinte=empreinte_des_textes())
    places = {etape: (case.feuille, case.adresse) for etape, case in layout.cases.items()}
    return Base(nom, octets, places, encre)


def a_part(*, depense: Fraction | None = None, **champs: Any) -> Base:
    """Return the example with other values of its identity; ``depense`` replaces its first expense, in its year."""
    dossier = _identifie(_exemple(), **champs)
    if depense is not None:
        premiere, *reste = dossier.liste("depense")
        dossier = dossier.avec(depenses=({**premiere, "montant": depense, "date": dossier.debut}, *reste))
    return batir("à part", dossier, Encre.NATIVE)


@cache
def bases(nombre: int) -> tuple[Base, ...]:
    """Return the first bases, their inks in turn."""
    source = dossiers()
    return tuple(batir(*next(source), ENCRES[rang % len(ENCRES)]) for rang in range(nombre))


def identite(rang: int) -> dict[str, str]:
    """Return the identity of the association of this rank."""
    return {
        NOM: f"CPTS de l'Étang n° {rang}", FINESS: f"99{rang:07d}", RNA: f"W99{rang:07d}",
        SIRET: f"99{rang:07d}00012",
    }  # fmt: skip


def deriver(base: Base, rang: int, retouche: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Return a base under the identity of this rank; ``retouche`` may change a part, named, afterwards."""
    echanges = [(ancien.encode(), neuf.replace("'", "&apos;").encode()) for ancien, neuf in identite(rang).items()]
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base.octets)) as source, zipfile.ZipFile(sortie, "w") as cible:
        for info in source.infolist():
            contenu = source.read(info)
            if info.filename.endswith((".xml", ".rels")):
                for ancien, neuf in echanges:
                    contenu = contenu.replace(ancien, neuf)
            if retouche is not None:
                contenu = retouche(info.filename, contenu)
            cible.writestr(zipfile.ZipInfo(info.filename, _JOUR_ZIP), contenu, zipfile.ZIP_DEFLATED, 1)
    return sortie.getvalue()


def partie_de(octets: bytes, feuille: str) -> str:
    """Return the name of the part that holds a sheet."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        livre = archive.read("xl/workbook.xml").decode()
        liens = archive.read("xl/_rels/workbook.xml.rels").decode()
    trouve = re.search(rf'<sheet name="{re.escape(feuille)}"[^>]*r:id="(rId\d+)"', livre)
    assert trouve, feuille
    lien = re.search(rf'Id="{trouve[1]}"[^>]*Target="([^"]+)"', liens)
    assert lien, trouve[1]
    return f"xl/{lien[1]}"


def falsifier(base: Base, rang: int, etape: str, montant: int) -> bytes:
    """Return a derived workbook in which the formula of a step was replaced by a number typed over it."""
    feuille, adresse = base.places[etape]
    voulue = partie_de(base.octets, feuille)
    motif = re.compile(rf'(<c r="{adresse}"[^>]*?)(?: t="\w+")?>.*?</c>'.encode())

    def retouche(partie: str, contenu: bytes) -> bytes:
        if partie != voulue:
            return contenu
        neuf, combien = motif.subn(rb"\1><v>%d</v></c>" % montant, contenu, count=1)
        assert combien == 1, (etape, adresse)
        return neuf

    return deriver(base, rang, retouche)


def fabriquer(dossier: Path, nombre: int, nombre_de_bases: int = 8, *, falsifies: int = 3) -> list[Path]:
    """Write a campaign in sub-folders by hundred, its first workbooks falsified; return the paths."""
    ecrits = []
    toutes = bases(nombre_de_bases)
    natives = [base for base in toutes if base.encre is Encre.NATIVE]
    for rang in range(nombre):
        base = toutes[rang % len(toutes)]
        chemin = dossier / f"lot {rang // 100:02d}" / f"cpts {rang:04d} – suivi.xlsx"
        chemin.parent.mkdir(parents=True, exist_ok=True)
        if rang < falsifies:
            etape = "ligne.fonctionnement.droit"
            chemin.write_bytes(falsifier(natives[rang % len(natives)], rang, etape, 99_999 + rang))
        else:
            chemin.write_bytes(deriver(base, rang))
        ecrits.append(chemin)
    return ecrits
