"""What is published, whatever the carrier: each function, its arguments, its help, and where it is written.

From the catalogue: « CPTS_ » and the name of the rule in capitals, its arguments in its order, then ``le`` where
the rule reads the law. A few functions that are no rule (a source, an explanation) are declared here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from cpts_xl.errors import NomInvalide
from cpts_xl.rules import CATALOGUE, Regle
from cpts_xl.rules.genres import Genre
from cpts_xl.udf.frontiere import BRUT
from cpts_xl.udf.noms import AIDE_MAX, PREFIXE, verifier_aide, verifier_arguments, verifier_fonction

CATEGORIE = "CPTS"
NB_EXPLIQUES = 8


@dataclass(frozen=True, slots=True)
class ArgumentPublie:
    """One argument. ``facultatif``: its cell may be empty. ``omissible``: it may be left out of the formula."""

    nom: str
    aide: str
    genre: Genre
    facultatif: bool = False
    omissible: bool = False

    @property
    def libelle(self) -> str:
        """Return the help up to its first comma, as it reads inside a sentence."""
        court = re.split(r"[,.;(]", self.aide, maxsplit=1)[0].strip()
        return court[:1].lower() + court[1:]

    @property
    def unite(self) -> str:
        """Return the unit, and whether a range is expected."""
        return f"plage, {self.genre.unite}" if self.genre.liste else self.genre.unite


@dataclass(frozen=True, slots=True)
class FonctionPubliee:
    """One published function. ``regle`` is None for those that are no rule; ``tableau``: it gives several cells."""

    nom: str
    regle: Regle | None
    arguments: tuple[ArgumentPublie, ...]
    retour: Genre
    aide: str
    chapitre: str
    libelle: str = ""
    precision: str = ""
    texte: str = ""
    article: str = ""
    statut: str = ""
    tableau: bool = False
    categorie: str = CATEGORIE

    @property
    def exemple(self) -> str:
        """Return the example as typed in a French Excel, « =CPTS_TAILLE(103000; DATE(2025;3;15)) »; "" if none."""
        from cpts_xl.udf import exemples  # noqa: PLC0415  (lu dans un fichier : la page seule en a besoin)

        exemple = exemples.lire().get(self.nom)
        return exemple.formule if exemple else ""


LE = ArgumentPublie(
    "le", "Jour du droit, en principe le début de l'année conventionnelle.", Genre("jour", "date"), omissible=True
)
_TEXTE = Genre("texte", "texte", numerique=False)
_TAILLE = Genre("entier", "nombre entier")


def fonctions(registre: Mapping[str, Regle] = CATALOGUE) -> tuple[FonctionPubliee, ...]:
    """Return every published function: the rules of ``registre`` in order, then those that are no rule.

    Raises:
        NomInvalide: a name, an argument or a help that a carrier would refuse.
    """
    publiees = (*(publiee(regle) for regle in registre.values()), *_outils())
    vues: set[str] = set()
    for fonction in publiees:
        if fonction.nom in vues:
            raise NomInvalide(f"fonction « {fonction.nom} » : elle est publiée deux fois ; renommer la règle")
        vues.add(fonction.nom)
        _verifier(fonction)
    return publiees


@cache
def par_nom() -> dict[str, FonctionPubliee]:
    """Return the published functions of the house by name."""
    return {fonction.nom: fonction for fonction in fonctions()}


def publiee(regle: Regle) -> FonctionPubliee:
    """Return the published function of a rule."""
    arguments = [ArgumentPublie(a.nom, a.aide, a.genre, facultatif=a.genre.facultatif) for a in regle.arguments]
    if regle.lit_droit:
        arguments.append(LE)
    sourcee = f"{regle.resume} Texte : {regle.reference}."
    return FonctionPubliee(
        nom=PREFIXE + regle.nom.upper(),
        regle=regle,
        arguments=_omissibles(arguments),
        retour=regle.retour,
        aide=sourcee if len(sourcee) <= AIDE_MAX else regle.resume,
        chapitre=regle.chapitre,
        libelle=regle.libelle,
        precision=regle.aide,
        texte=regle.texte,
        article=regle.article,
        statut=regle.statut,
    )


def _omissibles(arguments: list[ArgumentPublie]) -> tuple[ArgumentPublie, ...]:
    """Mark those that VBA may leave out: the last ones only, when each may be empty or answers with a sentence."""
    marques: list[ArgumentPublie] = []
    suite = True
    for argument in reversed(arguments):
        suite = suite and (argument.facultatif or argument.omissible)
        marques.append(replace(argument, omissible=suite))
    return tuple(reversed(marques))


def _verifier(fonction: FonctionPubliee) -> None:
    try:
        verifier_fonction(fonction.nom)
        verifier_arguments([argument.nom for argument in fonction.arguments])
        verifier_aide(fonction.aide)
        for argument in fonction.arguments:
            verifier_aide(argument.aide)
    except NomInvalide as erreur:
        raise NomInvalide(f"{fonction.nom} : {erreur}") from erreur


def _outils() -> tuple[FonctionPubliee, ...]:
    source = (
        ArgumentPublie("ligne", "Ligne de la grille (acces_fixe) ou code complet (taux_acompte|fixe).", _TEXTE),
        ArgumentPublie("taille", "Taille de la CPTS, de 1 à 4, ou année pour « pass » ; vide si le code suffit.",
                       replace(_TAILLE, facultatif=True), facultatif=True),
        LE,
    )  # fmt: skip
    expliques = (
        ArgumentPublie("fonction", "Nom de la fonction à expliquer, par exemple CPTS_ACOMPTE ou acompte.", _TEXTE),
        *(ArgumentPublie(f"argument{n}", f"Argument {n} de cette fonction, dans son ordre.", BRUT, facultatif=True)
          for n in range(1, NB_EXPLIQUES + 1)),
    )  # fmt: skip
    bareme = (ArgumentPublie("taille", "Taille de la CPTS, de 1 à 4.", _TAILLE), LE)
    motif = (ArgumentPublie("cellule", "Cellule dont la réponse étonne.", BRUT, facultatif=True),)
    return (
        FonctionPubliee("CPTS_SOURCE", None, _omissibles(list(source)), _TEXTE,
                        "Donne un nombre des textes et ce qui le fonde : article ou source, statut, vérification.",
                        "outils", "Source d'un nombre"),
        FonctionPubliee("CPTS_EXPLICATION", None, _omissibles(list(expliques)), _TEXTE,
                        "Explique en une phrase le calcul d'une autre fonction, avec les mêmes arguments.",
                        "outils", "Phrase d'un calcul"),
        FonctionPubliee("CPTS_BAREME", None, bareme, _TEXTE,
                        "Donne la grille d'une taille, sous un titre : ligne, libellé, montant, texte, statut.",
                        "outils", "Grille des montants", tableau=True),
        FonctionPubliee("CPTS_MOTIF", None, _omissibles(list(motif)), _TEXTE,
                        "Dit que faire devant une réponse en toutes lettres ; rien devant un nombre ou une date.",
                        "outils", "Que faire"),
        FonctionPubliee("CPTS_VERSION", None, (), _TEXTE,
                        "Donne la version de l'outil et l'empreinte des textes qu'il applique.", "outils", "Version"),
    )  # fmt: skip
