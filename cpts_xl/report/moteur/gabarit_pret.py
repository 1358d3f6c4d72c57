"""A template ready to be filled, and one filled report: rendering, then joined text and copied parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from cpts_xl.report.moteur import cache
from cpts_xl.report.moteur.acces import Chemin, tous_la
from cpts_xl.report.moteur.achevement import ENTETE, Acheve, achever
from cpts_xl.report.moteur.archive import SOIGNE, Morceau, assembler, comprimer, deja_comprimes
from cpts_xl.report.moteur.environnement import Compile, compiler, executer
from cpts_xl.report.moteur.limites import Demesure, refus
from cpts_xl.report.moteur.plan import Plan
from cpts_xl.report.moteur.proprietes import proprietes
from cpts_xl.report.moteur.sommaire import TitreEcrit
from cpts_xl.report.paquet import DOCUMENT, ouvrir

_RECENTS = cache.Recents()


class Retouche(Protocol):
    """What a last touch changes: the text of the body, parts added or replaced, parts left out."""

    @property
    def document(self) -> str:
        """The text of the body."""

    @property
    def parties(self) -> Mapping[str, bytes]:
        """Parts added or replaced."""

    @property
    def retirees(self) -> frozenset[str]:
        """Parts left out."""


Retoucheur = Callable[[str, Mapping[str, bytes]], Retouche]


@dataclass(frozen=True, slots=True)
class Pret:
    """A template checked, patched, compiled, its other parts already compressed."""

    nom: str
    contenu: bytes
    plan: Plan
    compiles: Mapping[str, Compile]
    fixes: Mapping[str, Morceau]
    chemins: frozenset[Chemin]
    _parties: dict[str, bytes] = field(default_factory=dict)

    def convient(self, champs: Mapping[str, Any]) -> bool:
        """Return whether every field that the template reads is there."""
        return tous_la(champs, self.chemins)

    def parties(self) -> Mapping[str, bytes]:
        """Return the parts of the template itself, opened only for who asks."""
        if not self._parties:
            changees = {nom: texte.encode() for nom, texte in self.plan.remplacees.items()}
            self._parties.update(ouvrir(self.nom, self.contenu) | changees)
        return self._parties

    def remplir(
        self,
        champs: Mapping[str, Any],
        parties_en_plus: Mapping[str, bytes] | None = None,
        retoucher: Retoucheur | None = None,
    ) -> Rempli:
        """Return the filled report, whose contents still wait for page numbers.

        Raises:
            GabaritInvalide: a field is missing in a row, or a limit was reached.
        """
        try:
            rendus = self._rendre(champs)
            acheve = achever(rendus.pop(DOCUMENT), self.plan)
        except Demesure as erreur:
            raise refus(self.nom, str(erreur)) from erreur
        morceaux = dict(self.fixes)
        for partie, rendu in rendus.items():
            morceaux[partie] = comprimer(partie, (ENTETE + rendu).encode())
        document = champs.get("document")
        morceaux[self.plan.proprietes] = comprimer(
            self.plan.proprietes, proprietes(document if isinstance(document, Mapping) else {})
        )
        for partie, octets in (parties_en_plus or {}).items():
            morceaux[partie] = comprimer(partie, octets)
        return Rempli(self, acheve, morceaux, dict(parties_en_plus or {}), retoucher)

    def _rendre(self, champs: Mapping[str, Any]) -> dict[str, str]:
        from jinja2 import TemplateError  # noqa: PLC0415 - lourde : seulement pour remplir
        from jinja2.exceptions import UndefinedError  # noqa: PLC0415

        try:
            return {partie: executer(un, champs) for partie, un in self.compiles.items()}
        except UndefinedError as erreur:
            raise refus(self.nom, f"un champ manque dans une ligne d'une liste ({_champ(erreur)}).") from erreur
        except (TemplateError, TypeError) as erreur:
            raise refus(self.nom, "une balise ne peut être remplie ; vérifier le modèle.") from erreur


@dataclass(frozen=True, slots=True)
class Rempli:
    """A filled report: ``titres`` and ``tableaux`` tell its bookmarks, ``octets`` writes it."""

    pret: Pret
    _acheve: Acheve
    _morceaux: Mapping[str, Morceau]
    _en_plus: Mapping[str, bytes]
    _retoucher: Retoucheur | None

    @property
    def titres(self) -> list[TitreEcrit]:
        """The headings of the contents, in order, with their bookmarks."""
        return self._acheve.titres

    @property
    def tableaux(self) -> list[TitreEcrit]:
        """The captions of the list of tables, in order; empty when the template does not ask for that list."""
        return self._acheve.tableaux

    def octets(self, pages: Mapping[str, int | str] | None = None) -> bytes:
        """Return the .docx; ``pages`` gives the page of each bookmark, an entry without one bears no number."""
        texte = self._acheve.texte(self.pret.plan, pages)
        morceaux = dict(self._morceaux)
        if self._retoucher is not None:
            retouche = self._retoucher(texte, {**self.pret.parties(), **self._en_plus})
            texte = retouche.document
            morceaux = {nom: un for nom, un in morceaux.items() if nom not in retouche.retirees}
            for partie, octets in retouche.parties.items():
                morceaux[partie] = comprimer(partie, octets)
        morceaux[DOCUMENT] = comprimer(DOCUMENT, texte.encode())
        return assembler(morceaux)


def _champ(erreur: Exception) -> str:
    return str(erreur).rpartition("attribute ")[2].strip("'\" ") or "champ inconnu"


def preparer_gabarit(nom: str, contenu: bytes, controler: Callable[[Mapping[str, bytes]], None]) -> Pret:
    """Return a template ready to be filled, from the memory of this process, from the disk, or prepared now.

    ``controler`` refuses a template that has faults; it is called once by template, with its parts.

    Raises:
        GabaritInvalide: dangerous or faulty template.
    """
    cle = cache.cle(contenu)
    garde = _RECENTS.prendre(cle)
    if isinstance(garde, Pret):
        # le même modèle sous un autre nom : les messages disent celui-ci
        return garde if garde.nom == nom else replace(garde, nom=nom)
    pret = _du_disque(nom, contenu, cle)
    if pret is None:
        parties = ouvrir(nom, contenu)
        controler(parties)
        # docxtpl, lourd, n'est chargé qu'ici
        from cpts_xl.report.moteur.preparation import preparer  # noqa: PLC0415

        plan, compiles = preparer(nom, parties)
        cache.ecrire(cle, plan.en_texte())
        pret = _monter(nom, contenu, plan, compiles)
    _RECENTS.garder(cle, pret)
    return pret


def oublier() -> None:
    """Forget the templates of this process: what measures a first use, or changes the folder of the cache, needs it."""
    _RECENTS.vider()


def _du_disque(nom: str, contenu: bytes, cle: str) -> Pret | None:
    from jinja2 import TemplateError  # noqa: PLC0415 - lourde : seulement pour remplir

    texte = cache.lire(cle)
    if texte is None:
        return None
    try:
        plan = Plan.du_texte(texte)
        compiles = {partie: compiler(source)[0] for partie, source in plan.sources.items()}
        return _monter(nom, contenu, plan, compiles) if DOCUMENT in compiles else None
    except (ValueError, TypeError, KeyError, AttributeError, SyntaxError, TemplateError, Demesure):
        # un fichier d'une autre main, ou d'un autre temps : le modèle est préparé de nouveau
        return None


def _monter(nom: str, contenu: bytes, plan: Plan, compiles: Mapping[str, Compile]) -> Pret:
    a_ecrire = {*plan.sources, *plan.remplacees, plan.proprietes}
    fixes = deja_comprimes(contenu, sauf=a_ecrire)
    fixes |= {partie: comprimer(partie, texte.encode(), SOIGNE) for partie, texte in plan.remplacees.items()}
    chemins = frozenset().union(*(un.chemins for un in compiles.values()))
    return Pret(nom, contenu, plan, compiles, fixes, chemins)
