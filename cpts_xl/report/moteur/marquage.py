"""The marks put once in the body of a template, where each report will need a number, a bookmark or a link."""

from __future__ import annotations

import re
from typing import Any

from cpts_xl.report.moteur import limites, reperes
from cpts_xl.report.moteur.balises import balises
from cpts_xl.report.moteur.limites import Demesure
from cpts_xl.report.moteur.nettoyage import W, oter, textes_de
from cpts_xl.report.moteur.plan import Entree, Plan, Titre
from cpts_xl.report.moteur.reperes import marque
from cpts_xl.report.moteur.sequences import sequences
from cpts_xl.report.numerotation import Numerotation

STYLE_RENVOI, STYLE_REPERE, STYLE_SOURCE, STYLE_LEGENDE = "Renvoi", "Repère", "Source", "caption"
SOMMAIRE, TABLEAUX = "sommaire", "liste_tableaux"
_LISTE = re.compile(rf"^\{{\{{-?\s*({SOMMAIRE}|{TABLEAUX})\s*-?\}}\}}$")
_UN_CHAMP = re.compile(r"^(\s*)(\{\{[^{}]*\}\})(\s*)$")
_DECLARATION = re.compile(r' xmlns:\w+="[^"]*"')
_STYLES = ("toc 1", "toc 2", "table of figures")
_LARGEUR = 9070
"""Width of the text of an A4 page with margins of 2,5 cm, where the template does not say its own."""
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def champ_de_liste(texte: str) -> str:
    """Return « sommaire » or « liste_tableaux » when the paragraph is that field alone, nothing otherwise."""
    trouve = _LISTE.match(texte.strip())
    return trouve[1] if trouve else ""


def marquer(racine: Any, numerotation: Numerotation, plan: Plan) -> None:
    """Put the marks in the body of a template, in place, and note in the plan what they speak of."""
    plan.styles = {nom: numerotation.identifiants[nom] for nom in _STYLES if nom in numerotation.identifiants}
    plan.tabulations = [nom for nom, ident in plan.styles.items() if _a_droite(numerotation, ident)]
    plan.signet = max((int(s.get(f"{W}id") or 0) for s in racine.iter(f"{W}bookmarkStart")), default=0)
    avec_tableaux = _listes(racine, plan)
    for paragraphe in list(racine.iter(f"{W}p")):
        _paragraphe(paragraphe, numerotation, plan, legendes=avec_tableaux)
    _numeros(racine, plan)
    for course in [c for c in racine.iter(f"{W}r") if numerotation.noms.get(_style(c, "r")) == STYLE_RENVOI]:
        if not _simple(course, plan, reperes.RENVOI_SIMPLE, reperes.SUITE):
            _avant(course, marque(reperes.RENVOI))
            _apres(course, marque(reperes.FIN_RENVOI))
    plan.cellules = any(_peut_se_vider(cellule) for cellule in racine.iter(f"{W}tc"))
    for table in racine.iter(f"{W}tbl"):
        _au_debut(table, marque(reperes.TABLE))
        for rangee in table.findall(f"{W}tr"):
            _au_debut(rangee, marque(reperes.RANGEE))
        _a_la_fin(table, marque(reperes.FIN_TABLE))
        for paragraphe in table.iter(f"{W}p"):
            _proprietes_ouvertes(paragraphe)
    for dessin in racine.iter(f"{_WP}docPr"):
        dessin.set("id", marque(reperes.DESSIN))


def _paragraphe(paragraphe: Any, numerotation: Numerotation, plan: Plan, *, legendes: bool) -> None:
    style = _style(paragraphe, "p")
    nom = numerotation.noms.get(style)
    niveau = numerotation.niveau(style)
    if niveau is not None:
        titre = Titre(niveau, numerotation.forme(paragraphe))
        _entourer(paragraphe, marque(reperes.TITRE, _rang(plan.titres, titre)), marque(reperes.FIN_TITRE))
    elif nom == STYLE_REPERE:
        courses = paragraphe.findall(f"{W}r")
        if len(courses) == len(list(paragraphe.iter(f"{W}t"))) == 1 and _simple(
            courses[0], plan, reperes.REPERE_SIMPLE, reperes.FIN_REPERE_SIMPLE
        ):
            return
        _entourer(paragraphe, marque(reperes.REPERE), marque(reperes.FIN_REPERE))
    elif nom == STYLE_SOURCE:
        _au_debut(paragraphe, marque(reperes.NOTE))
    elif nom == STYLE_LEGENDE and legendes:
        _entourer(paragraphe, marque(reperes.LEGENDE), marque(reperes.FIN_LEGENDE))


def _listes(racine: Any, plan: Plan) -> bool:
    """Replace the paragraphs of the contents by marks; return whether the list of tables is asked for."""
    demandees: list[str] = []
    for paragraphe in list(racine.iter(f"{W}p")):
        nom = champ_de_liste("".join(t.text or "" for t in textes_de(paragraphe)))
        if nom:
            demandees.append(nom)
            if len(demandees) > limites.SOMMAIRES:
                raise Demesure(f"il demande plus de {limites.SOMMAIRES} sommaires ; en retirer.")
            entree = Entree(_courses(paragraphe), _largeur(paragraphe))
            lettre = reperes.SOMMAIRE if nom == SOMMAIRE else reperes.TABLEAUX
            _avant(paragraphe, marque(lettre, _rang(plan.entrees, entree)))
            _effacer(paragraphe)
    return TABLEAUX in demandees


def _simple(course: Any, plan: Plan, ouvre: str, ferme: str) -> bool:
    """Mark a run that is one field, as references nearly always are: it leaves the template for the plan."""
    textes = list(course.iter(f"{W}t"))
    trouve = _UN_CHAMP.match(textes[0].text or "") if len(textes) == 1 else None
    paragraphe = course.getparent()
    if trouve is None or paragraphe.tag != f"{W}p" or reperes.MARQUE in (paragraphe.text or ""):
        return False
    if any(reperes.MARQUE in (autre.tail or "") for autre in paragraphe.findall(f"{W}pPr")):
        # un titre se lit entier : ce qu'il montre doit y rester
        return False
    if len(_xml(course)) > limites.COURSE:
        return False
    textes[0].text = f"{trouve[1]}{reperes.MARQUE}{trouve[3]}"
    textes[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    avant, _, apres = _xml(course).partition(reperes.MARQUE)
    debut = marque(ouvre, _rang(plan.renvois, (avant, apres)))
    _avant(course, f"{debut}{trouve[2]}{marque(ferme)}")
    oter(course)
    return True


def _peut_se_vider(cellule: Any) -> bool:
    """Return whether a cell may lose its paragraphs, or the last of them."""
    if cellule[-1].tag != f"{W}p" or reperes.MARQUE in (cellule[-1].tail or ""):
        return True
    return any(
        balise.prefixe == "p" for t in cellule.iter(f"{W}t") if "{" in (t.text or "") for balise in balises(t.text)
    )


def _effacer(paragraphe: Any) -> None:
    """Remove a paragraph; when it closes a section, keep it for that alone."""
    if paragraphe.find(f"{W}pPr/{W}sectPr") is None:
        oter(paragraphe)
        return
    for enfant in list(paragraphe):
        if enfant.tag != f"{W}pPr":
            paragraphe.remove(enfant)


def _courses(paragraphe: Any) -> str:
    proprietes = paragraphe.find(f"{W}r/{W}rPr")
    ecrites = "" if proprietes is None else _xml(proprietes)
    return ecrites if len(ecrites) <= limites.COURSE else ""


def _xml(element: Any) -> str:
    from lxml import etree  # noqa: PLC0415 - lourde : seulement quand un modèle est préparé

    # les préfixes sont déclarés à la racine : les redire à chaque fois ne ferait que du poids
    return _DECLARATION.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def _largeur(paragraphe: Any) -> int:
    """Return the width of the text of the section where a paragraph stands."""
    vu = False
    for element in paragraphe.getroottree().getroot().iter(f"{W}p", f"{W}sectPr"):
        vu = vu or element is paragraphe
        if vu and element.tag == f"{W}sectPr":
            page, marges = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
            if page is None or marges is None:
                break
            cotes = (marges.get(f"{W}{cote}") or "0" for cote in ("left", "right", "gutter"))
            try:
                return int(page.get(f"{W}w")) - sum(map(int, cotes))
            except (TypeError, ValueError):
                break
    return _LARGEUR


def _a_droite(numerotation: Numerotation, style: str) -> bool:
    tabulations = numerotation.cherche(style, f"{W}pPr/{W}tabs")
    return tabulations is not None and any(t.get(f"{W}val") in {"right", "end"} for t in tabulations)


def _numeros(racine: Any, plan: Plan) -> None:
    """Mark the result of each numbering field (SEQ), in both forms that Word writes."""
    for paragraphe in racine.iter(f"{W}p"):
        for sorte, textes in sequences(paragraphe):
            rang = _rang(plan.legendes, sorte)
            for place, texte in enumerate(textes):
                texte.text = "" if place else marque(reperes.NUMERO, rang)


def _rang(liste: list[Any], element: Any) -> int:
    """Return the rank of an element of a list, once it is in it."""
    if element not in liste:
        if len(liste) >= limites.SORTES:
            raise Demesure("ses titres, légendes ou renvois sont de trop de sortes ; le simplifier.")
        liste.append(element)
    return liste.index(element)


def _proprietes_ouvertes(paragraphe: Any) -> None:
    """Give a paragraph properties that can receive one more."""
    proprietes = paragraphe.find(f"{W}pPr")
    if proprietes is None:
        proprietes = paragraphe.makeelement(f"{W}pPr")
        proprietes.tail, paragraphe.text = paragraphe.text, None
        paragraphe.insert(0, proprietes)
    # un texte vide : l'élément s'écrit en deux balises, où l'achèvement peut ajouter
    proprietes.text = proprietes.text or ""


def _style(element: Any, sorte: str) -> str:
    trouve = element.find(f"{W}{sorte}Pr/{W}{sorte}Style")
    return "" if trouve is None else trouve.get(f"{W}val", "")


def _entourer(paragraphe: Any, debut: str, fin: str) -> None:
    """Put two marks around what a paragraph shows, after its properties."""
    proprietes = paragraphe.find(f"{W}pPr")
    if proprietes is None:
        _au_debut(paragraphe, debut)
    else:
        _apres(proprietes, debut)
    _a_la_fin(paragraphe, fin)


def _apres(element: Any, texte: str) -> None:
    element.tail = texte + (element.tail or "")


def _avant(element: Any, texte: str) -> None:
    avant = element.getprevious()
    if avant is None:
        element.getparent().text = (element.getparent().text or "") + texte
    else:
        avant.tail = (avant.tail or "") + texte


def _au_debut(parent: Any, texte: str) -> None:
    parent.text = texte + (parent.text or "")


def _a_la_fin(parent: Any, texte: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + texte
    else:
        parent.text = (parent.text or "") + texte
