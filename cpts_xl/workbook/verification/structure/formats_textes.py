"""Number formats that show something else than a text: nothing, other words, or words of theirs around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.verification.manifeste.plages import resumer
from cpts_xl.workbook.verification.structure.codes import Section, section_de, section_du_texte
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, bloquant, information, premiere

_LISIBLES = 60
"""Characters of what a cell shows that are cited."""


REMETTRE = "Remettre le format d'origine (Ctrl+1, onglet Nombre), puis relire la cellule."
SUPPRIMER = "La supprimer (Accueil, Mise en forme conditionnelle, Gérer les règles), puis relire."


def textes_alteres(c: Contexte, nom: str, code: str, lieux: Iterable[str], *, condition: bool) -> Iterator[Constat]:
    """Yield the cells of one sheet whose text a format, or one that a condition gives, does not show as it is."""
    section, cellules = section_du_texte(code), c.classeur.feuilles[nom].cellules
    if section is None:
        return
    par_lecture: dict[tuple[str, bool], list[str]] = {}
    for lieu in lieux:
        cellule, montre = cellules[lieu], _montre(section, str(cellules[lieu].valeur))
        if montre != str(cellule.valeur):
            tapee = cellule.formule is None and not cellule.verrouillee
            quoi = "@" if section.texte and montre else montre  # autour de chaque texte, les mêmes mots
            par_lecture.setdefault((quoi, tapee), []).append(lieu)
    for (_, tapee), siens in par_lecture.items():
        lieu, n = premiere(siens), len(siens)
        texte = str(cellules[lieu].valeur)
        montre = _montre(section, texte).strip()
        dire = bloquant
        if section.texte and montre and tapee:
            dire = information  # « Facture 12 » : une habitude de saisie, qui ne remplace rien
        elif not montre and (condition or _d_un_nombre(c, nom, lieu, code)):
            dire = a_regarder  # qui cache les zéros par « 0;-0;; » cache aussi, sans le savoir, « À compléter »
        sujet = f"Le format{' conditionnel' if condition else ''} de {nombre(n)} cellule{pluriel(n)}"
        message = f"{sujet} {_motif(montre[:_LISIBLES], n, ajoute=section.texte)} : {resumer(siens)}."
        remede = SUPPRIMER if condition else REMETTRE
        yield dire(message, nom, lieu, Cause.FORMAT, remede, lu=f"format {code}", attendu=texte)


def _montre(section: Section, texte: str) -> str:
    return "" if section.invisible else section.ecrit(texte)


def _motif(montre: str, n: int, *, ajoute: bool) -> str:
    texte = pluriel(n, "leur texte", "son texte")
    if not montre:
        return f"n'affiche rien de {texte}"
    if ajoute:
        return f"ajoute des mots à {texte} et affiche « {montre} »"
    return f"affiche « {montre} » à la place de {texte}"


def _d_un_nombre(c: Contexte, nom: str, lieu: str, code: str) -> bool:
    """Return whether a cell is due a number, and its format shows numbers."""
    genre = c.genres.get(nom, {}).get(lieu)
    return genre is not None and genre.numerique and bool(section_de(code, Fraction(1))[0].places)
