"""All the faults of a template, in reading order. Nothing is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.moteur.nettoyage import W
from cpts_xl.report.moteur.preparation import TEXTES_D_ATTRIBUT, preparer
from cpts_xl.report.paquet import DOCUMENT, lire_fichier, ouvrir
from cpts_xl.report.verification.blocs import Lecture
from cpts_xl.report.verification.ecriture import fautes_d_ecriture
from cpts_xl.report.verification.fautes import Faute, Place
from cpts_xl.report.verification.places import parties_a_lire, places, racine_de
from cpts_xl.report.verification.rempli import deja_rempli

PLUS_DE_FAUTES = 300


def verifier_gabarit(modele: Path, champs: Mapping[str, Any]) -> list[Faute]:
    """Return every fault of a template, the body first; none when it can be filled.

    Raises:
        GabaritInvalide: the file cannot be read without danger, so that nothing more can be said of it.
    """
    parties = ouvrir(modele.name, lire_fichier(modele))
    trouvees = fautes(parties, champs)
    if trouvees:
        return trouvees
    try:
        preparer(modele.name, parties)
    except GabaritInvalide as erreur:
        return [Faute(DOCUMENT, -1, "modèle entier", "", "", str(erreur))]
    return []


def fautes(parties: Mapping[str, bytes], champs: Mapping[str, Any]) -> list[Faute]:
    """Return the faults that the tags of these parts show, at most ``PLUS_DE_FAUTES``."""
    trouvees: list[Faute] = []
    textes: list[str] = []
    ailleurs = False
    for nom in parties_a_lire(parties):
        racine = racine_de(nom, parties[nom])
        toutes = list(places(nom, racine))
        textes += [place.texte for place in toutes]
        ailleurs = ailleurs or any("{{" in valeur for element in racine.iter() for valeur in element.attrib.values())
        ecriture = list(fautes_d_ecriture(toutes))
        mal_ecrites = {(faute.rang, faute.balise) for faute in ecriture}
        # une balise mal écrite n'est dite qu'une fois
        sens = [f for f in _sens(toutes, racine, champs) if (f.rang, f.balise) not in mal_ecrites]
        trouvees += sorted([*ecriture, *sens], key=lambda faute: faute.rang)
    # ce qui n'est pas un modèle se dit d'abord : ses autres fautes n'importent plus
    return [*deja_rempli(textes, balise_ailleurs=ailleurs or bool(trouvees)), *trouvees][:PLUS_DE_FAUTES]


def _sens(toutes: list[Place], racine: Any, champs: Mapping[str, Any]) -> Iterator[Faute]:
    lecture = Lecture(champs)
    par_element = {place.element: place for place in toutes}
    for element in racine.iter():
        if element in par_element:
            yield from lecture.paragraphe(par_element[element])
        for nom, valeur in element.attrib.items():
            if "{{" in valeur or "{%" in valeur:
                yield from _attribut(lecture, _place(element, par_element, toutes), element, nom, valeur)
        if element.tag == f"{W}instrText" and ("{{" in (element.text or "") or "{%" in (element.text or "")):
            yield _place(element, par_element, toutes).faute(
                "une balise est placée dans l'instruction d'un champ de Word (Alt+F9 pour la voir) ; la retirer."
            )
    yield from lecture.fin()


def _place(element: Any, par_element: Mapping[Any, Place], toutes: list[Place]) -> Place:
    """Return the paragraph where a reader would look for an element: around it, or the first after it."""
    for ancetre in (element, *element.iterancestors()):
        if ancetre in par_element:
            return par_element[ancetre]
        dedans = next(ancetre.iter(f"{W}p"), None)
        if dedans is not None:
            return par_element[dedans]
    return toutes[0]


def _attribut(lecture: Lecture, place: Place, element: Any, nom: str, valeur: str) -> Iterator[Faute]:
    if nom not in TEXTES_D_ATTRIBUT.get(element.tag, ()):
        yield place.faute("une balise est placée dans un réglage de Word (et non dans un texte) ; la retirer.")
    elif "{%" in valeur:
        yield place.faute("un texte de remplacement ne contient que des champs {{ … }} ; retirer les balises {% … %}.")
    else:
        yield from lecture.attribut(place, valeur)
