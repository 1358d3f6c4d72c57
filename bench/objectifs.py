"""The goals of the project on the example CPTS, against openpyxl: writing the whole workbook, and reading it back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench import pair
from bench.exemple import resultat_exemple
from bench.mesure import Mesure, Rapport
from bench.repere import classeur_repere
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.empreinte.modele import empreinte_du_modele
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.xlsx import lu as xlsx_lu
from cpts_xl.workbook.xlsx.rapide import lire_vite
from cpts_xl.workbook.xlsx.strict import lire_strictement

TITRE = "Les objectifs, sur la CPTS d'exemple"
ECRIRE, LIRE = 0.5, 0.10

LIRE_REPERE, REPERE_DEUX_FOIS = "relire le classeur repère : lecteur maison", "le même : openpyxl, deux fois"
NOUS, TOUT = "écrire la copie de relecture", "calculer, expliquer et écrire la copie de relecture"
PAIR = "écrire le même contenu : openpyxl, un style par cellule"
EMPREINTE = "reconnaître son modèle : l'empreinte de ses formules"
RELIRE, STRICTE, DEUX_FOIS = "relire : lecteur maison", "relire : lecture stricte", "relire : openpyxl, deux fois"

RAPPORTS = (
    Rapport("écrire le classeur complet / openpyxl, un style par cellule", NOUS, PAIR, ECRIRE),
    Rapport("calculer, expliquer et écrire / openpyxl qui écrit seulement", TOUT, PAIR, ECRIRE),
    Rapport("relire valeurs et formules / openpyxl, deux fois", RELIRE, DEUX_FOIS, LIRE),
    Rapport("relire le classeur repère / openpyxl, deux fois", LIRE_REPERE, REPERE_DEUX_FOIS, LIRE),
    Rapport("lecture stricte / openpyxl, deux fois", STRICTE, DEUX_FOIS),
    Rapport("empreinte du modèle / openpyxl, deux fois", EMPREINTE, DEUX_FOIS),
)


def mesures(dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield our writing and reading, and the peer's, of the same reviewer's copy; its sentences are kept once written.

    Raises:
        RuntimeError: the peer has not the same cells, or our reading took the slow road; the comparison would be false.
    """
    resultat = resultat_exemple()
    octets = construire(resultat, Encre.NATIVE)
    pages = pair.contenu(octets)
    chemin, copie = dossier_temporaire / "relecture.xlsx", dossier_temporaire / "openpyxl.xlsx"
    chemin.write_bytes(octets)
    copie.write_bytes(pair.ecrire(pages))
    if lire_vite(chemin) is None:
        raise RuntimeError("la copie de relecture n'est pas lue par la voie rapide")
    ici, la = xlsx_lu.lire(chemin), xlsx_lu.lire(copie)
    if _formules(ici) != _formules(la):
        raise RuntimeError("openpyxl n'a pas écrit les mêmes formules : la comparaison ne vaudrait rien")
    yield NOUS, partial(construire, resultat, Encre.NATIVE)
    yield TOUT, _tout
    yield PAIR, partial(pair.ecrire, pages)
    yield RELIRE, partial(xlsx_lu.lire, chemin)
    yield STRICTE, partial(lire_strictement, chemin)
    yield EMPREINTE, partial(empreinte_du_modele, ici)
    yield DEUX_FOIS, partial(pair.lire, chemin)
    repere = dossier_temporaire / "repere.xlsx"
    repere.write_bytes(classeur_repere())
    yield LIRE_REPERE, partial(xlsx_lu.lire, repere)
    yield REPERE_DEUX_FOIS, partial(pair.lire, repere)


def _tout() -> bytes:
    return construire(resultat_exemple(), Encre.NATIVE)


def _formules(classeur: xlsx_lu.ClasseurLu) -> dict[tuple[str, str], str]:
    return {
        (nom, adresse): cellule.formule
        for nom, feuille in classeur.feuilles.items()
        for adresse, cellule in feuille.cellules.items()
        if cellule.formule
    }
