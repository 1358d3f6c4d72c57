"""Who does the work: this process, local workers, or an existing Dask or Ray cluster. One function for all of them.

The cluster libraries are imported only when named. Their machines need the same version of the tool, and must see the
folders under the same paths.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cpts_xl import __version__
from cpts_xl.campaign.equipe import Ouvrier
from cpts_xl.campaign.traitement import SIGNALER, Bilan, Tache, echouer, traiter
from cpts_xl.errors import MoteurIndisponible, SaisieInvalide

LOT = 10
"""Workbooks per task of a cluster: enough for its own cost to be lost in it, few enough to share the work out."""
ATTENTE = 15
"""Seconds for a cluster to answer."""

Executeur = Callable[[Sequence[Tache]], Iterator[Bilan]]


def executeur(choix: str, processus: int) -> Executeur:
    """Return what runs the tasks: « serie », « processus », « dask=ADRESSE » or « ray=ADRESSE ».

    Raises:
        SaisieInvalide: an unknown executor, or one without its address.
    """
    nom, _, adresse = choix.partition("=")
    if nom in {"serie", "processus"} and not adresse:
        return en_serie if nom == "serie" else (lambda taches: par_processus(taches, processus))
    if nom in {"dask", "ray"} and adresse:
        mener = par_dask if nom == "dask" else par_ray
        return lambda taches: mener(taches, adresse)
    raise SaisieInvalide(
        f"Exécuteur « {choix} » inconnu : choisir processus, serie, dask=ADRESSE ou ray=ADRESSE "
        "(par exemple dask=tcp://10.0.0.5:8786)."
    )


def en_serie(taches: Sequence[Tache]) -> Iterator[Bilan]:
    """Yield each workbook done here, one after the other: simple to follow, but a crash would be ours."""
    yield from map(traiter, taches)


def par_processus(taches: Sequence[Tache], nombre: int, delai: float | None = None) -> Iterator[Bilan]:
    """Yield each workbook as one of ``nombre`` workers finishes it."""
    atelier = _Atelier(taches)
    ouvriers = [Ouvrier(delai) for _ in range(min(nombre, len(taches)))]
    for ouvrier in ouvriers:
        # un fil ne fait qu'attendre son ouvrier : tout le calcul est dans les processus
        threading.Thread(target=atelier.suivre, args=(ouvrier,), daemon=True).start()
    restants = len(ouvriers)
    try:
        while restants:
            fait = atelier.faits.get()
            if isinstance(fait, BaseException):
                raise fait
            if fait is None:
                restants -= 1
            else:
                yield fait
    finally:
        atelier.arret.set()
        if restants:  # interrompu : rien ne doit continuer d'écrire après nous
            for ouvrier in ouvriers:
                ouvrier.tuer()


class _Atelier:
    """What the threads share: the tasks still to do, what is done, and whether to stop."""

    def __init__(self, taches: Sequence[Tache]) -> None:
        self._a_faire, self._verrou = iter(taches), threading.Lock()
        self.faits: queue.Queue[Bilan | BaseException | None] = queue.Queue()
        self.arret = threading.Event()

    def suivre(self, ouvrier: Ouvrier) -> None:
        """Give a worker one task after the other, until there is none; say at last that it has finished."""
        try:
            with ouvrier:
                while not self.arret.is_set() and (tache := self._suivante()) is not None:
                    self.faits.put(ouvrier.traiter(tache))
        except BaseException as erreur:  # noqa: BLE001  (rendue à qui attend, dans son fil)
            self.faits.put(erreur)
        self.faits.put(None)

    def _suivante(self) -> Tache | None:
        with self._verrou:
            return next(self._a_faire, None)


_A_MOI = threading.local()


def traiter_lot_isole(bruts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what became of each workbook of a lot; run on a machine of a cluster, by a worker of its own."""
    ouvrier = getattr(_A_MOI, "ouvrier", None)
    if ouvrier is None:
        ouvrier = _A_MOI.ouvrier = Ouvrier()
    return [ouvrier.traiter(Tache.de(brut)).brut() for brut in bruts]


def saluer(dossiers: list[str]) -> tuple[str, list[str]]:
    """Return the version of the tool on a machine of a cluster, and the folders that it does not see."""
    from pathlib import Path  # noqa: PLC0415  (exécutée ailleurs : tout ce qu'il lui faut est ici)

    return __version__, [dossier for dossier in dossiers if not Path(dossier).is_dir()]


def _lots(taches: Sequence[Tache]) -> list[list[Tache]]:
    source = iter(taches)
    return list(iter(lambda: list(itertools.islice(source, LOT)), []))


def _bruts(lot: Sequence[Tache]) -> list[dict[str, Any]]:
    from dataclasses import asdict  # noqa: PLC0415

    return [asdict(tache) for tache in lot]


def _partages(taches: Sequence[Tache]) -> list[str]:
    return [taches[0].dossier, taches[0].depot]


def _accueillir(nom: str, salut: tuple[str, list[str]]) -> None:
    version, invisibles = salut
    if version != __version__:
        raise MoteurIndisponible(
            f"Le groupe de machines {nom} a cpts_xl {version}, ce poste {__version__} : installer la même partout."
        )
    if invisibles:
        raise MoteurIndisponible(
            f"Le groupe de machines {nom} ne voit pas « {invisibles[0]} » : le dossier de sortie et celui des "
            "classeurs doivent être partagés, sous le même chemin."
        )


def _perdus(nom: str, lot: Sequence[Tache]) -> Iterator[Bilan]:
    for tache in lot:
        yield echouer(tache, f"La machine du groupe {nom} qui en était chargée n'a pas répondu.", SIGNALER)


def par_dask(taches: Sequence[Tache], adresse: str) -> Iterator[Bilan]:
    """Yield each workbook done by the Dask cluster at this address.

    Raises:
        MoteurIndisponible: Dask is not installed, nobody answers, or the cluster is not fit for the work.
    """
    try:
        from distributed import Client, as_completed  # noqa: PLC0415  (seulement quand Dask est nommé)
    except ImportError as erreur:
        raise MoteurIndisponible('Dask n\'est pas installé sur ce poste : pip install "cpts-xl[dask]".') from erreur
    try:
        client = Client(adresse, timeout=ATTENTE)
    except (OSError, ValueError, TimeoutError) as erreur:
        raise MoteurIndisponible(
            f"Aucun groupe de machines Dask ne répond à « {adresse} » : vérifier l'adresse de son ordonnanceur."
        ) from erreur
    with client:
        _accueillir("Dask", client.submit(saluer, _partages(taches), pure=False).result(4 * ATTENTE))
        lots = _lots(taches)
        envoyes = {client.submit(traiter_lot_isole, _bruts(lot), pure=False, retries=1): lot for lot in lots}
        for futur in as_completed(list(envoyes)):
            lot = envoyes.pop(futur)
            if futur.status == "finished":
                yield from (Bilan(**brut) for brut in futur.result())
            else:
                yield from _perdus("Dask", lot)


def par_ray(taches: Sequence[Tache], adresse: str) -> Iterator[Bilan]:
    """Yield each workbook done by the Ray cluster at this address (« auto »: the one of this machine).

    Raises:
        MoteurIndisponible: Ray is not installed, nobody answers, or the cluster is not fit for the work.
    """
    try:
        import ray  # noqa: PLC0415  (seulement quand Ray est nommé)
    except ImportError as erreur:
        raise MoteurIndisponible('Ray n\'est pas installé sur ce poste : pip install "cpts-xl[ray]".') from erreur
    try:
        ray.init(address=adresse, log_to_driver=False, logging_level=logging.ERROR, configure_logging=False)
    except (ConnectionError, OSError, RuntimeError, ValueError, TimeoutError) as erreur:
        raise MoteurIndisponible(
            f"Aucun groupe de machines Ray ne répond à « {adresse} » : vérifier l'adresse de son nœud de tête."
        ) from erreur
    try:
        _accueillir("Ray", ray.get(ray.remote(saluer).remote(_partages(taches)), timeout=4 * ATTENTE))
        distant = ray.remote(max_retries=1)(traiter_lot_isole)
        envoyes = {distant.remote(_bruts(lot)): lot for lot in _lots(taches)}
        while envoyes:
            prets, _ = ray.wait(list(envoyes), num_returns=1)
            for pret in prets:
                lot = envoyes.pop(pret)
                try:
                    bruts = ray.get(pret)
                except ray.exceptions.RayError:
                    yield from _perdus("Ray", lot)
                else:
                    yield from (Bilan(**brut) for brut in bruts)
    finally:
        ray.shutdown()
