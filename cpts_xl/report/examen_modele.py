"""The check of a template before it is filled: each tag, its place, the nearest known field. Nothing is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.champs_connus import Verificateur
from cpts_xl.report.paquet import DOCUMENT

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BALISE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_RESTE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_PREFIXE = re.compile(r"^(\{\{|\{%|\{#)(tr|tc|p|r)\s+")
_MOT = re.compile(r"^\{%-?\s*(\w+)")
_GUILLEMETS = re.compile("[‘’“”«»]")
_PARTIES = re.compile(r"^word/(document|header\d*|footer\d*|footnotes)\.xml$")
_FERME = {"endfor": "for", "endif": "if"}
_LONGUEUR = 70


@dataclass(frozen=True, slots=True)
class Place:
    """One paragraph of the template: its text, and where a reader finds it."""

    texte: str
    lieu: str
    rang: int | None
    """Number of the table row that holds the paragraph, or None outside of tables."""

    def refus(self, motif: str) -> GabaritInvalide:
        """Return the refusal of this paragraph."""
        extrait = self.texte if len(self.texte) <= _LONGUEUR else f"{self.texte[:_LONGUEUR]}…"
        return GabaritInvalide(f"Modèle, {self.lieu}, paragraphe « {extrait.strip()} » : {motif}")


def examiner_modele(parties: Mapping[str, bytes], champs: Mapping[str, Any]) -> None:
    """Check every tag of the body, headers, footers and footnotes against the known fields.

    Raises:
        GabaritInvalide: the first fault, with the tag, the nearest field and its place.
    """
    for nom in sorted(partie for partie in parties if _PARTIES.match(partie)):
        places = list(_places(nom, parties[nom]))
        lignes = [_balises(place) for place in places]
        _ecritures(places, lignes)
        _blocs(places, lignes)
        _noms(places, lignes, champs)


def _places(nom: str, octets: bytes) -> Iterator[Place]:
    from lxml import etree  # noqa: PLC0415

    racine = etree.fromstring(octets, etree.XMLParser(resolve_entities=False, no_network=True))
    partie = "corps du texte" if nom == DOCUMENT else {"h": "en-tête", "f": "pied de page"}[nom[5]]
    partie = "notes de bas de page" if "footnotes" in nom else partie
    titre = ""
    rangs: dict[Any, int] = {}
    for paragraphe in racine.iter(f"{_W}p"):
        texte = "".join(_textes(paragraphe))
        style = paragraphe.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and re.match(r"(Heading|Titre|Annexe)", style.get(f"{_W}val", "")) and texte.strip():
            titre = texte.strip()
        lieu = f"{partie}, sous le titre « {titre} »" if titre else partie
        rang = next(paragraphe.iterancestors(f"{_W}tr"), None)
        yield Place(texte, lieu, None if rang is None else rangs.setdefault(rang, len(rangs)))


def _textes(paragraphe: Any) -> Iterator[str]:
    for noeud in paragraphe.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        if next(noeud.iterancestors(f"{_W}p")) is paragraphe:
            yield (noeud.text or "") if noeud.tag == f"{_W}t" else " "


def _balises(place: Place) -> list[str]:
    return [balise for balise in _BALISE.findall(place.texte) if not balise.startswith("{#")]


def _ecritures(places: list[Place], lignes: list[list[str]]) -> None:
    """Refuse what would break the filling silently: unclosed tags, curly quotes, text lost beside a {%p %}."""
    par_rang: dict[int, str] = {}
    for place, balises in zip(places, lignes, strict=True):
        nu = _BALISE.sub("", place.texte)
        if reste := _RESTE.search(nu):
            raise place.refus(
                f"la balise « {reste[0]} » n'est pas complète. Écrire chaque balise entière dans un seul paragraphe, "
                "entre {{ et }} ou entre {% et %}."
            )
        for balise in balises:
            if _GUILLEMETS.search(balise):
                raise place.refus(
                    f"la balise {balise} contient un guillemet typographique. Écrire des guillemets droits "
                    "(dans Word : Ctrl+Z aussitôt après la frappe)."
                )
            prefixe = _PREFIXE.match(balise)
            if prefixe is None:
                continue
            if prefixe[2] == "p" and (nu.strip() or len(balises) > 1):
                raise place.refus(f"la balise {balise} doit être seule dans son paragraphe : le reste serait perdu.")
            if prefixe[2] == "tr":
                if place.rang is None:
                    raise place.refus(f"la balise {balise} ne peut servir que dans une ligne de tableau.")
                if place.rang in par_rang:
                    deja = par_rang[place.rang]
                    raise place.refus(
                        f"la ligne de tableau contient déjà {deja} : une seule balise {{%tr %}} par ligne."
                    )
                par_rang[place.rang] = balise


def _blocs(places: list[Place], lignes: list[list[str]]) -> None:
    """Refuse a {% for %} or {% if %} that is never closed, or closed by the wrong word."""
    ouverts: list[tuple[str, str, Place]] = []
    for place, balises in zip(places, lignes, strict=True):
        for balise in balises:
            trouve = _MOT.match(_PREFIXE.sub(r"\1 ", balise))
            mot = trouve[1] if trouve else ""
            if mot in {"for", "if"}:
                ouverts.append((mot, balise, place))
            elif mot in _FERME:
                if not ouverts:
                    raise place.refus(f"la balise {balise} ne ferme rien : aucun bloc n'est ouvert avant elle.")
                if ouverts[-1][0] != _FERME[mot]:
                    attendu = f"end{ouverts[-1][0]}"
                    raise place.refus(f"la balise {balise} ne ferme pas {ouverts[-1][1]} : écrire {{% {attendu} %}}.")
                ouverts.pop()
            elif mot in {"else", "elif"} and not ouverts:
                raise place.refus(f"la balise {balise} est hors de tout bloc {{% if %}}.")
    if ouverts:
        mot, balise, place = ouverts[-1]
        raise place.refus(f"le bloc ouvert par {balise} n'est jamais fermé : ajouter {{% end{mot} %}}.")


def _noms(places: list[Place], lignes: list[list[str]], champs: Mapping[str, Any]) -> None:
    """Parse the tags alone, one paragraph per line, so that a line number is a place."""
    from jinja2 import Environment, TemplateSyntaxError  # noqa: PLC0415

    textes = ["".join(_PREFIXE.sub(r"\1 ", b).replace("\n", " ") for b in balises) for balises in lignes]
    try:
        arbre = Environment(autoescape=True).parse("\n".join(textes))
    except TemplateSyntaxError as erreur:
        place = places[min(erreur.lineno, len(places)) - 1]
        raise place.refus(
            "une balise est mal écrite. Formes admises : {{ champ }}, {% if champ %}, {% for ligne in liste %}, "
            "et leurs fins."
        ) from erreur
    for ligne, motif in Verificateur(champs).fautes(arbre):
        raise places[ligne - 1].refus(motif)
