"""What an older version of the tool computed otherwise: authentic, told as such, and never as a falsification.

A model recognised by its fingerprint is what that version wrote, to the last formula: the tool changed, not the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.etapes import Etape
from cpts_xl.formats import nombre, pluriel
from cpts_xl.rules.corrections import corrigee_depuis
from cpts_xl.workbook.empreinte import registre
from cpts_xl.workbook.empreinte.modele import modele_de
from cpts_xl.workbook.empreinte.registre import ModeleConnu
from cpts_xl.workbook.empreinte.reperes import Reperes
from cpts_xl.workbook.recu.locate import Place
from cpts_xl.workbook.recu.read import version_de
from cpts_xl.workbook.verification.manifeste.plages import resumer
from cpts_xl.workbook.xlsx.types import ClasseurLu

METTRE_A_NIVEAU = "Mettre le classeur à niveau (cpts-xl mettre-a-niveau), puis comparer les deux montants avec la CPTS."


class VersionPassee:
    """The older version that a workbook says, and whether it still holds the model that this version wrote."""

    def __init__(self, classeur: ClasseurLu) -> None:
        self._classeur = classeur
        dite = version_de(classeur)
        self.dite = "" if dite == __version__ else dite

    @cached_property
    def reconnue(self) -> ModeleConnu | None:
        """Return the model of that older version, or None; it costs, and only a workbook that differs asks for it."""
        if not self.dite:
            return None
        connu = registre.reconnaitre(modele_de(self._classeur, Reperes(self._classeur)).empreinte, self.dite)
        return connu if connu is not None and connu.version == self.dite else None

    def corrige(self, etape: Etape) -> bool:
        """Return whether the rule of a step was corrected since the version that the workbook says."""
        return corrigee_depuis(etape.regle.nom, self.dite) is not None

    def ecrivait(self, etape: Etape, *, autre: bool) -> bool:
        """Return whether a cell that differs is what the older version wrote: ``autre``, by its very formula.

        A formula that calls one of our functions stays the same when its rule is corrected: only its value differs.
        """
        return (autre or self.corrige(etape)) and self.reconnue is not None

    def phrase(self, etape: Etape) -> str:
        """Return that the older version computed a step otherwise, and what its rule says since."""
        correction = corrigee_depuis(etape.regle.nom, self.dite)
        suite = f", et la règle a été corrigée depuis : {correction.phrase}" if correction is not None else ""
        return f"la version {self.dite} le calculait autrement{suite}."

    def constat(self, etape: Etape, place: Place, lue: str, due: str) -> Constat:
        """Return what is told of a value that an older version computed otherwise; ``lue`` and ``due`` are shown."""
        return Constat(
            Gravite.A_REGARDER, f"{etape.libelle} : {self.phrase(etape)}", *place, lue, due, METTRE_A_NIVEAU,
            Cause.ANCIENNE_VERSION,
        )  # fmt: skip

    def incomparable(self, etape: Etape, place: Place, lue: str, due: str) -> Constat:
        """Return what is told of a formula of an older version whose model is not recognised: nobody can judge it."""
        return Constat(
            Gravite.A_REGARDER, f"{etape.libelle} : la formule de la version {self.dite} a été corrigée depuis ; le "
            "modèle de ce classeur n'étant pas reconnu, elle n'est pas jugée.", *place, lue, due, METTRE_A_NIVEAU,
            Cause.ANCIENNE_VERSION,
        )  # fmt: skip

    def tues(self, places: Iterable[Place]) -> Iterator[Constat]:
        """Yield one finding a sheet for the formulas that cannot be judged and whose value is right."""
        par_feuille: dict[str, list[str]] = {}
        for feuille, adresse in places:
            par_feuille.setdefault(feuille, []).append(adresse)
        for feuille, adresses in par_feuille.items():
            n = len(adresses)
            elles = pluriel(n, "elles sont", "elle est")
            leurs = pluriel(n, "Leurs valeurs sont justes", "Sa valeur est juste")
            yield Constat(
                Gravite.A_REGARDER, f"{nombre(n)} formule{pluriel(n)} de la version {self.dite}, corrigée{pluriel(n)} "
                f"depuis : le modèle de ce classeur n'étant pas reconnu, rien ne dit si {elles} d'origine. {leurs} : "
                f"{resumer(adresses)}.",
                feuille, remede=METTRE_A_NIVEAU, cause=Cause.ANCIENNE_VERSION,
            )  # fmt: skip
