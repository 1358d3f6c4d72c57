"""What stands around the cells: drawings switched off, a picture behind them, words printed on each page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.textes import pied_de
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, information
from cpts_xl.workbook.verification.structure.libelles import Lexique

ESPERLUETTE = "\x00"
"""What stands for « && », the sign itself, while the codes that begin by one are read."""
FEUILLES_DITES = 4
"""Sheets named in a finding; the others are counted."""
MONTRER = "Fichier, Options, Options avancées, « Pour les objets, afficher » : Tout."
SANS_FOND = "Mise en page, Supprimer l'arrière-plan, puis relire la feuille."
PIED = "Mise en page, Imprimer les titres, onglet En-tête/Pied de page : remettre celui de la copie d'origine."
_MISE_EN_FORME = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d{2}[+-]\d{3}|\d{1,3}|[BIUESXY])')
_PLACES = re.compile(r"&[LCR]")
_CHAMP = re.compile(r"&([APNDTFZG])")
_VERDICT = re.compile(
    r"\b(?:conforme|certifi|verifi)|\b(?:valid|approuv|accept|accord)\w*\b.*\b(?:cpam|assurance maladie|ars)\b"
)
"""Words that judge a page, accents aside: what a CPTS decides for itself is not one of them."""
_EUROS = re.compile(r"\d\s*(?:€|%|eur)", re.IGNORECASE)


def autour(c: Contexte) -> Iterator[Constat]:
    """Yield what is switched off, or spread behind the cells."""
    if c.manifeste.objets in {"none", "placeholders"}:
        gris = c.manifeste.objets == "placeholders"
        montre = "montre des cadres gris à la place des graphiques" if gris else "ne montre ni graphique ni image"
        yield a_regarder(f"Le classeur {montre} : le tableau de bord en porte.", "", "", Cause.MASQUEE, MONTRER)
    for nom in c.a_nous:
        if c.manifeste.feuilles[nom].image_de_fond:
            message = "Une image s'étend derrière les cellules : elle peut porter des mots et des nombres."
            yield a_regarder(message, nom, "", Cause.RECOUVERTE, SANS_FOND)


def pieds(c: Contexte, lexique: Lexique) -> Iterator[Constat]:
    """Yield the headers and footers that judge a page, tell an amount, or name another sheet; others are only noted."""
    nom_cpts = str(c.lecture.dossier.identite.get("nom") or "")
    dus = {normaliser(dit) for dit in _morceaux(f"{pied_de(nom_cpts)}&C&8&A&R&8Page &P sur &N")}
    titres = {normaliser(nom): nom for nom in sheets.ORDRE}
    par_texte: dict[tuple[str, bool], list[str]] = {}
    for nom, notre in c.a_nous.items():
        for dit in (dit for pied in c.manifeste.feuilles[nom].pieds for dit in _morceaux(pied)):
            if (cle := normaliser(dit)) not in dus:
                autre = titres[cle] != notre if cle in titres else cle in lexique.textes
                grave = autre or _EUROS.search(dit) is not None or _VERDICT.search(cle) is not None
                par_texte.setdefault((dit, grave), []).append(nom)
    for (dit, grave), noms in par_texte.items():
        ici, suite = (noms[0], "") if len(noms) == 1 else ("", "…" if len(noms) > FEUILLES_DITES else "")
        ou = "" if ici else " de " + ", ".join(f"« {nom} »" for nom in noms[:FEUILLES_DITES]) + suite
        message = f"Un texte qui n'est pas celui de l'outil s'imprime en haut ou en bas de chaque page{ou}."
        dire = a_regarder if grave else information
        yield dire(message, ici, "", Cause.LIBELLE, PIED, lu=f"« {dit[:120]} »")


def _morceaux(pied: str) -> Iterator[str]:
    """Yield what is printed on the left, in the middle and on the right, a field as « … »; nothing for fields alone."""
    for morceau in _PLACES.split(pied.replace("&&", ESPERLUETTE)):
        dit = _CHAMP.sub("…", _MISE_EN_FORME.sub("", morceau)).replace(ESPERLUETTE, "&")
        if any(signe.isalnum() for signe in dit):
            yield " ".join(dit.split())
