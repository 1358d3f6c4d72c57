"""The models that the tool has written, version by version: fingerprint, ink, law. ``python -m`` writes them anew.

A fingerprint of the version being worked on follows its formulas; those of older versions never change again.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from cpts_xl import __version__, formats
from cpts_xl.engine.dossier import Dossier
from cpts_xl.errors import ParametreAbsent
from cpts_xl.formats import pluriel
from cpts_xl.law.in_force import en_vigueur, textes
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.lambdas import bornes

FICHIER = "modeles_connus.toml"
NATURES = {Encre.PYTHON: "classeur de suivi", Encre.NATIVE: "copie de relecture", Encre.LAMBDA: "copie LAMBDA"}
"""What a workbook of each ink is called, in a sentence."""
_ENTETE = """\
# Les modèles que l'outil a écrits : empreinte de leurs formules, noms et paramètres, par version, encre et droit.
# Page produite par « python -m cpts_xl.workbook.empreinte.registre » ; ne pas la modifier à la main.
# Les lignes d'une version passée restent : elles font reconnaître ses classeurs.
"""


@dataclass(frozen=True, slots=True, order=True)
class ModeleConnu:
    """One model: who wrote it, in which ink, for the law in force from which day."""

    version: str
    encre: Encre
    depuis: date
    empreinte: str

    @property
    def nom(self) -> str:
        """Return « cpts_xl 0.4.0, copie de relecture, textes au 03/09/2022 »."""
        return f"cpts_xl {self.version}, {NATURES[self.encre]}, textes au {formats.jour(self.depuis)}"


@cache
def modeles() -> tuple[ModeleConnu, ...]:
    """Return every known model; two versions between which no formula changed have the same fingerprints."""
    contenu = tomllib.loads((files("cpts_xl.workbook.empreinte") / FICHIER).read_text(encoding="utf-8"))
    return tuple(
        ModeleConnu(un["version"], Encre(un["encre"]), un["depuis"], un["empreinte"])
        for un in contenu.get("modele", [])
    )


def reconnaitre(empreinte: str, version: str) -> ModeleConnu | None:
    """Return the model of this fingerprint, or None: that of the version that the file says, else the latest."""
    trouves = [connu for connu in modeles() if connu.empreinte == empreinte]
    return next((connu for connu in trouves if connu.version == version), trouves[-1] if trouves else None)


def attendu(version: str, encre: Encre, depuis: date) -> str:
    """Return the fingerprint registered for a version, an ink and a law; "" when there is none."""
    trouves = (c for c in modeles() if (c.version, c.encre, c.depuis) == (version, encre, depuis))
    return next((connu.empreinte for connu in trouves), "")


def etat_du_droit(droit: Any) -> date:
    """Return the first day of the law of a day: a workbook of any later day of that law has the same model."""
    return bornes(droit)[0]


def etats_du_droit() -> list[date]:
    """Return the first day of each law that the texts know, oldest first."""
    etats = []
    for effet in sorted({texte.effet for texte in textes()}):
        try:
            etats.append(etat_du_droit(en_vigueur(effet)))
        except ParametreAbsent:  # des textes plus anciens que le premier accord
            continue
    return etats


def sans_saisie(jour: date) -> Dossier:
    """Return a dossier with nothing but its days: the model does not depend on what is declared."""
    return Dossier({"nom": None, "signature": jour, "debut": jour, "arrete": jour})


def calcules() -> Iterator[ModeleConnu]:
    """Yield the models of the present version, in every ink, for every law."""
    from cpts_xl.workbook.empreinte.theorique import modele_attendu  # noqa: PLC0415  (seulement pour les refaire)

    for depuis in etats_du_droit():
        for encre in Encre:
            modele = modele_attendu(sans_saisie(depuis), en_vigueur(depuis), encre)
            yield ModeleConnu(__version__, encre, depuis, modele.empreinte)


def texte(connus: list[ModeleConnu]) -> str:
    """Return the whole file."""
    blocs = (
        f'[[modele]]\nversion = "{c.version}"\nencre = "{c.encre}"\ndepuis = {c.depuis.isoformat()}\n'
        f'empreinte = "{c.empreinte}"\n'
        for c in sorted(connus, key=lambda c: ([int(n) for n in c.version.split(".")], c.depuis, c.encre))
    )
    return "\n".join([_ENTETE, *blocs])


def refait(presents: Iterable[ModeleConnu]) -> str:
    """Return the file as it should be: the entries of older versions kept, those of the present one as given."""
    anciens = [connu for connu in modeles() if connu.version != __version__]
    return texte([*anciens, *presents])


def changes(nouveaux: Iterable[ModeleConnu]) -> int:
    """Return how many models of the present version were registered with another fingerprint."""
    return sum(attendu(un.version, un.encre, un.depuis) not in {"", un.empreinte} for un in nouveaux)


def avertissement(combien: int) -> str:
    """Return what to do when models of the present version change: they may already be in the hands of a CPTS."""
    if not combien:
        return ""
    return (
        f"Attention : {combien} modèle{pluriel(combien)} de la version {__version__} "
        f"{pluriel(combien, 'changent', 'change')}. Si cette version a déjà servi, ses classeurs ne seront plus "
        f"reconnus : remettre {FICHIER} comme il était, changer le numéro de version (cpts_xl/__init__.py), relancer "
        "« make pages »."
    )


if __name__ == "__main__":
    chemin = Path(__file__).with_name(FICHIER)
    trouves = list(calcules())
    dit = avertissement(changes(trouves))
    chemin.write_text(refait(trouves), encoding="utf-8")
    print(f"{FICHIER} : {chemin.read_text(encoding='utf-8').count('[[modele]]')} modèles")
    if dit:
        print(dit, file=sys.stderr)
