"""One chart: native, with the workbook of its data, against the PNG that matplotlib draws of the same data."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

from bench.mesure import Mesure, Rapport
from cpts_xl.report.graphiques import (
    Graphique,
    MarqueDeGraphique,
    Serie,
    Sorte,
    ajouter_graphiques,
    cadre,
    classeur_incorpore,
    partie_graphique,
    preparer,
)

TITRE = "Un graphique : natif, avec son classeur, face à une image de matplotlib"
LOT = 100
CIBLE = 0.5  # pour cent graphiques natifs face à une seule image : 0,005 l'un
MOIS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
SERIES = ("Cible", "Résultat")

NATIF = f"{LOT} graphiques natifs, classeurs et cadres compris"
REMPLI = f"{LOT} graphiques d'un modèle, remplis, classeurs compris"
POSE = f"{LOT} graphiques posés dans un document"
PNG = "une image PNG de matplotlib, 150 points par pouce"

RAPPORTS = (
    Rapport(f"{LOT} graphiques natifs et leurs classeurs / une image PNG de matplotlib", NATIF, PNG, CIBLE),
    Rapport(f"{LOT} graphiques d'un modèle remplis / une image PNG de matplotlib", REMPLI, PNG, CIBLE),
    Rapport(f"{LOT} graphiques posés dans un document / une image PNG de matplotlib", POSE, PNG, CIBLE),
)

Donnees = tuple[tuple[Fraction, ...], tuple[Fraction, ...]]


def _donnees(rang: int) -> Donnees:
    """Return two series of twelve amounts to the cent, different for each chart."""

    def serie(pas: int) -> tuple[Fraction, ...]:
        return tuple(Fraction(1_000 + (rang * 7_919 + mois * pas) % 9_000, 100) for mois in range(12))

    return serie(104_729), serie(15_485_863)


DONNEES = [_donnees(rang) for rang in range(LOT)]


def _graphique(rang: int) -> Graphique:
    series = tuple(Serie(nom, valeurs) for nom, valeurs in zip(SERIES, DONNEES[rang], strict=True))
    return Graphique(f"g{rang}", Sorte.GROUPEES, "Atteinte des indicateurs", MOIS, series, "€", "Deux barres par mois")


def _natifs() -> int:
    total = 0
    for rang in range(LOT):
        un = _graphique(rang)
        total += len(partie_graphique(un)) + len(classeur_incorpore(un)) + len(cadre(un, "rId1", rang + 1))
    return total


def _remplis(partie: bytes) -> int:
    total = 0
    for rang in range(LOT):
        un = _graphique(rang)
        total += len(preparer(partie).remplir(un)) + len(classeur_incorpore(un))
    return total


def _poses(types: bytes) -> int:
    graphiques = {un.code: un for un in map(_graphique, range(LOT))}
    marques = (f"<w:p><w:r><w:t>{MarqueDeGraphique(un)}</w:t></w:r></w:p>" for un in graphiques.values())
    return len(ajouter_graphiques("".join(marques), {"[Content_Types].xml": types}, graphiques).parties)


def _images() -> Callable[[], bytes]:
    """Return the drawing of the same charts by matplotlib, as its users write it."""
    import matplotlib as mpl  # noqa: PLC0415 - jamais une dépendance : prise le temps de la mesure

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    def dessiner() -> bytes:
        figure, axes = plt.subplots(figsize=(6.3, 3.6))
        for numero, (nom, valeurs) in enumerate(zip(SERIES, DONNEES[0], strict=True)):
            places = [mois + 0.4 * numero - 0.2 for mois in range(12)]
            axes.bar(places, [float(v) for v in valeurs], 0.4, label=nom)
        axes.set_xticks(range(12), MOIS)
        axes.set_title("Atteinte des indicateurs")
        axes.set_ylabel("€")
        axes.legend()
        image = io.BytesIO()
        figure.savefig(image, format="png", dpi=150)
        plt.close(figure)
        return image.getvalue()

    return dessiner


def _procurer(dossier_temporaire: Path) -> bool:
    """Install matplotlib in a folder of this run only, where it is not there; return whether it can be used."""
    if importlib.util.find_spec("matplotlib") is not None:
        return True
    vers = dossier_temporaire / "matplotlib"
    commande = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(vers), "matplotlib"]
    if subprocess.run(commande, check=False, capture_output=True, timeout=600).returncode:  # noqa: S603 - la nôtre
        return False
    sys.path.append(str(vers))
    importlib.invalidate_caches()
    return importlib.util.find_spec("matplotlib") is not None


def mesures(dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield the three ways of making native charts, and the images of matplotlib where it can be had."""
    partie = partie_graphique(_graphique(0), modele=True)
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
    yield NATIF, _natifs
    yield REMPLI, partial(_remplis, partie)
    yield POSE, partial(_poses, types)
    if _procurer(dossier_temporaire):
        yield PNG, _images()
    else:
        print("  matplotlib n'a pas pu être installé pour la mesure : pas de comparaison.")
