"""How tags are written: complete, alone where docxtpl wants them alone, straight quotes, known words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from cpts_xl.report.moteur.balises import FERMENT, OUVRENT, SUITES, Balise, balises, orphelin, sans_balises
from cpts_xl.report.moteur.nettoyage import W, textes_de
from cpts_xl.report.verification.fautes import Faute, Place

_GUILLEMETS = re.compile("[‘’“”«»]")
_CONNUS = (*OUVRENT, *FERMENT, *SUITES)
_DE_DOCXTPL = {"cellbg", "colspan", "vm", "hm"}
_OUVRANTS, _FERMANTS = ("{{", "{%", "{#"), ("}}", "%}", "#}")
_CE_QUI_SERAIT_PERDU = {"p": "son paragraphe", "tr": "sa ligne de tableau", "tc": "sa cellule", "r": "son passage"}


def fautes_d_ecriture(toutes: list[Place]) -> Iterator[Faute]:
    """Yield the faults of writing of the paragraphs of one part."""
    rangees: dict[Any, Balise] = {}
    coupee = False
    for rang, place in enumerate(toutes):
        if "{" not in place.texte and "}" not in place.texte:
            continue
        # la fin d'une balise déjà dite coupée n'est pas une seconde faute
        if (reste := orphelin(place.texte)) and not (coupee and reste in _FERMANTS):
            suivant = toutes[rang + 1].texte if rang + 1 < len(toutes) else ""
            coupee = reste in _OUVRANTS and orphelin(suivant) in _FERMANTS
            yield place.faute(_incomplete(reste, coupee=coupee), reste)
        else:
            coupee = False
        for balise in balises(place.texte):
            yield from _fautes_de(place, balise, rangees)


def _incomplete(reste: str, *, coupee: bool) -> str:
    if coupee:
        return (
            f"la balise « {reste} » n'est pas complète : elle est coupée entre deux paragraphes. Effacer la marque de "
            "paragraphe qui la coupe, pour l'écrire d'un seul tenant."
        )
    return (
        f"la balise « {reste} » n'est pas complète. Écrire chaque balise entière dans un seul paragraphe, "
        "entre {{ et }} ou entre {% et %}."
    )


def _fautes_de(place: Place, balise: Balise, rangees: dict[Any, Balise]) -> Iterator[Faute]:
    if _GUILLEMETS.search(balise.texte) and not balise.commentaire:
        yield place.faute(
            f"la balise {balise.texte} contient un guillemet typographique. Écrire des guillemets droits "
            "(dans Word : Ctrl+Z aussitôt après la frappe).", balise.texte,
        )  # fmt: skip
    if balise.commande and (motif := _mot_fautif(balise)):
        yield place.faute(motif, balise.texte)
    if balise.prefixe and balise.ouvrante == "{{":
        yield place.faute(
            f"la balise {balise.texte} : « {balise.prefixe} » n'accompagne que les balises {{% … %}}. "
            f"Écrire {{{{ {balise.contenu} }}}}.", balise.texte,
        )  # fmt: skip
    elif balise.prefixe:
        yield from _seule(place, balise, rangees)


def _mot_fautif(balise: Balise) -> str:
    if balise.mot in _CONNUS:
        return ""
    if balise.mot in _DE_DOCXTPL:
        return (
            f"la balise {balise.texte} n'est pas admise : une cellule fusionnée ou colorée par le calcul ne se lit pas "
            "à voix haute. Mettre la forme dans le modèle lui-même."
        )
    proche = difflib.get_close_matches(balise.mot, _CONNUS, n=1, cutoff=0.6)
    if proche:
        return f"la balise {balise.texte} est mal écrite : « {balise.mot} » est inconnu, écrire « {proche[0]} »."
    return (
        f"la balise {balise.texte} n'est pas admise : un modèle montre des champs, répète et choisit, sans plus. "
        "La retirer."
    )


def _seule(place: Place, balise: Balise, rangees: dict[Any, Balise]) -> Iterator[Faute]:
    """Check that what docxtpl removes around a tag holds nothing else."""
    prefixe = balise.prefixe
    contenant = _contenant(place, balise)
    if contenant is None:
        ou = {"tr": "une ligne de tableau", "tc": "une cellule de tableau"}[prefixe]
        yield place.faute(f"la balise {balise.texte} ne peut servir que dans {ou}.", balise.texte)
        return
    if prefixe == "tr" and not balise.commentaire:
        if contenant in rangees:
            deja = rangees[contenant].texte
            yield place.faute(
                f"la ligne de tableau contient déjà {deja} : une seule balise {{%tr %}} par ligne.", balise.texte
            )
            return
        rangees[contenant] = balise
    contenu = place.texte if prefixe == "p" else "".join(t.text or "" for t in contenant.iter(f"{W}t"))
    autres = [autre for autre in balises(contenu) if autre.prefixe != "tr"] if prefixe == "tr" else balises(contenu)
    if sans_balises(contenu).strip() or len(list(autres)) > (prefixe != "tr"):
        yield place.faute(
            f"la balise {balise.texte} doit être seule dans {_CE_QUI_SERAIT_PERDU[prefixe]} : le reste serait perdu.",
            balise.texte,
        )


def _contenant(place: Place, balise: Balise) -> Any:
    """Return the element that docxtpl removes around a tag, None when there is none."""
    if balise.prefixe == "p":
        return place.element
    if balise.prefixe in {"tr", "tc"}:
        return next(place.element.iterancestors(f"{W}{balise.prefixe}"), None)
    vu = 0
    for texte in textes_de(place.element):
        vu += len(texte.text or "")
        if balise.texte in (texte.text or "") and vu > 0:
            return texte.getparent()
    return place.element
