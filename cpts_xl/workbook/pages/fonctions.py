"""The sheet of functions: what each gives, its arguments, its text, an example as typed in French, and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.genres import TEXTE
from cpts_xl.rules.lectures import STATUTS
from cpts_xl.workbook import sheets
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.lambdas import PREFIXE
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case
from cpts_xl.workbook.writer import Ecrivain

COLONNES = (
    ("nom", "Fonction", 34), ("rend", "Ce qu'elle donne", 44), ("arguments", "Arguments, dans l'ordre", 78),
    ("unite", "Unité de la réponse", 15), ("texte", "Texte et article", 34), ("statut", "Statut", 13),
    ("exemple", "Exemple, tel qu'on le saisit", 56), ("reponse", "Réponse de l'exemple", 26),
    ("chapitre", "Sujet", 22),
)  # fmt: skip
AIDE = {
    Encre.PYTHON: "Saisir =CPTS_, puis choisir.",
    Encre.NATIVE: "Écrites ici en formules ordinaires.",
    Encre.LAMBDA: "Noms LAMBDA de ce classeur.",
}
"""One line, short enough for the column that the second page repeats."""


class Fiche(Protocol):
    """What the caller knows of one function, in texts; lines apart where there are several."""

    @property
    def nom(self) -> str: ...  # noqa: D102
    @property
    def chapitre(self) -> str: ...  # noqa: D102
    @property
    def rend(self) -> str: ...  # noqa: D102
    @property
    def arguments(self) -> str: ...  # noqa: D102
    @property
    def unite(self) -> str: ...  # noqa: D102
    @property
    def texte(self) -> str: ...  # noqa: D102
    @property
    def statut(self) -> str: ...  # noqa: D102
    @property
    def exemple(self) -> str: ...  # noqa: D102
    @property
    def reponse(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class FicheDeRegle:
    """What the catalogue alone says of a rule: no example, that only the published functions have."""

    nom: str
    chapitre: str
    rend: str
    arguments: str
    unite: str
    texte: str
    statut: str
    exemple: str = ""
    reponse: str = ""


def du_catalogue() -> tuple[FicheDeRegle, ...]:
    """Return the cards of the rules, for whoever writes a workbook without knowing the published functions."""
    return tuple(
        FicheDeRegle(
            PREFIXE + regle.nom.upper(), regle.chapitre, regle.resume,
            "\n".join(f"{a.nom} ({a.genre.unite}) : {a.aide}" for a in regle.arguments) or "aucun",
            regle.retour.unite, f"{regle.texte}, {regle.article}" if regle.article else regle.texte,
            STATUTS[regle.statut],
        )
        for regle in CATALOGUE.values()
    )  # fmt: skip


def fonctions(e: Ecrivain, fiches: Sequence[Fiche] = ()) -> None:
    """Write one row per function, as one table; without ``fiches``, what the catalogue says of its rules."""
    nom = sheets.FONCTIONS
    lignes = tuple(fiches) or du_catalogue()
    f = e.titre(nom, "Fonctions CPTS_…", AIDE[e.encre])
    for rang, (_code, _titre, largeur) in enumerate(COLONNES):
        f.set_column(rang, rang, largeur)
    gras, simple = e.styles.case(TEXTE, bold=True), e.styles.case(TEXTE)
    for rang, fiche in enumerate(lignes):
        ligne = LIGNE_ENTETE + 1 + rang
        textes = [str(getattr(fiche, code)) for code, _titre, _largeur in COLONNES]
        for colonne, texte in enumerate(textes, 1):
            e.valeur(Case(nom, ligne, colonne), texte, gras if colonne == 1 else simple)
        e.hauteur(nom, ligne, [(t, c[2]) for t, c in zip(textes, COLONNES, strict=True)])
    e.tableau(nom, "tblFonctions", [titre for _code, titre, _largeur in COLONNES], len(lignes), LIGNE_ENTETE)
    e.impression(nom, LIGNE_ENTETE + len(lignes), len(COLONNES), entete=LIGNE_ENTETE, large=2, repete="A:A")
