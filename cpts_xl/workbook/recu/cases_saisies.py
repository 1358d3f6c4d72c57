"""What an input cell holds that its value does not tell: a space around a code, an hour behind a day, a formula."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.schema import Champ
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.french import CHANGEANTES, en_francais
from cpts_xl.workbook.recu.locate import Place
from cpts_xl.workbook.recu.valeur_saisie import en_texte
from cpts_xl.workbook.xlsx.garde_partie import TEXTE_CITE
from cpts_xl.workbook.xlsx.types import Cellule, JourStocke

DITES_PAR_FEUILLE = 10
"""Inputs given by a formula that are told one by one on a sheet; the others are told together."""
_CODES = frozenset({"code", "choix"})
_CHANGEANTE = re.compile(rf"(?<![\w.])(?:_xlfn\.)?({'|'.join(CHANGEANTES)})\(", re.IGNORECASE)


class SaisieFormule(NamedTuple):
    """An input that nobody typed: its field, where it stands, its formula."""

    champ: Champ
    place: Place
    formule: str

    @property
    def changeante(self) -> bool:
        """Return whether its value may change though nobody touches the workbook."""
        return _CHANGEANTE.search(TEXTE_CITE.sub("", self.formule)) is not None


def etrangetes(cellule: Cellule | None, champ: Champ, place: Place) -> Iterator[Constat]:
    """Yield what the tool reads in an input cell otherwise than the formulas do."""
    valeur = cellule.valeur if cellule is not None else None
    if isinstance(valeur, JourStocke) and valeur.heure and champ.genre.code == "jour":
        yield Constat(
            Gravite.A_REGARDER, f"Une heure accompagne cette date : « {champ.libelle} » est lu sans elle, mais les "
            "formules la comptent comme une part de jour.", *place, f"{en_texte(valeur)} à {valeur.heure}",
            en_texte(valeur), remede="Retaper la date seule, jj/mm/aaaa.", cause=Cause.HEURE,
        )  # fmt: skip
    elif isinstance(valeur, str) and champ.genre.code in _CODES and valeur.strip() and valeur != valeur.strip():
        yield Constat(
            Gravite.BLOQUANT, f"Une espace en trop précède ou suit ce mot, dans « {champ.libelle} » : les formules ne "
            "le reconnaissent pas.", *place, f"« {valeur} »", f"« {valeur.strip()} »",
            remede="Retaper le mot sans espace, ou le choisir dans la liste.", cause=Cause.ESPACE,
        )  # fmt: skip
    elif isinstance(valeur, str) and champ.genre.code in _CODES and (nu := _sans_invisibles(valeur)) != valeur:
        yield Constat(
            Gravite.BLOQUANT, f"Un caractère qui ne se voit pas se cache dans ce mot, dans « {champ.libelle} » : ni "
            "les formules ni l'outil ne le reconnaissent.", *place, f"« {nu} » et un caractère invisible",
            f"« {nu.strip()} »",
            remede="Effacer la case, puis retaper le mot ou le choisir dans la liste.", cause=Cause.ESPACE,
        )  # fmt: skip


def _sans_invisibles(texte: str) -> str:
    """Return a text without the characters that draw nothing: those of format, that a web page or a PDF brings."""
    return texte if texte.isascii() else "".join(c for c in texte if unicodedata.category(c) != "Cf")


def dire_formules(trouvees: Sequence[SaisieFormule]) -> Iterator[Constat]:
    """Yield the inputs given by a formula: those whose value may change one by one, the others up to a few a sheet."""
    dites: dict[str, list[SaisieFormule]] = {}
    for saisie in trouvees:
        if saisie.changeante:
            yield Constat(
                Gravite.A_REGARDER, f"« {saisie.champ.libelle} » est donné par une formule dont la valeur peut changer "
                "sans que personne n'y touche.", *saisie.place, en_francais(saisie.formule), cause=Cause.FORMULE_SAISIE,
                remede="Demander le nombre à la CPTS, et le taper à la place de la formule.",
            )  # fmt: skip
        else:
            dites.setdefault(saisie.place[0], []).append(saisie)
    for feuille, saisies in dites.items():
        for saisie in saisies[:DITES_PAR_FEUILLE]:
            yield Constat(
                Gravite.INFORMATION, f"« {saisie.champ.libelle} » est donné par une formule : la valeur enregistrée a "
                "été lue.", *saisie.place, en_francais(saisie.formule), cause=Cause.FORMULE_SAISIE,
                remede="Rien à corriger si c'est un calcul de la CPTS ; sinon, taper la valeur.",
            )  # fmt: skip
        if reste := saisies[DITES_PAR_FEUILLE:]:
            n, s = len(reste), pluriel(len(reste))
            yield Constat(
                Gravite.INFORMATION, f"Et {nombre(n)} autre{s} case{s} à remplir de cette feuille "
                f"{pluriel(n, 'sont données', 'est donnée')} par une formule.", feuille, reste[0].place[1],
                cause=Cause.FORMULE_SAISIE,
            )  # fmt: skip
