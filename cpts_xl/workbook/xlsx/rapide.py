"""The quick reading of a workbook: the guard's checks and the cells, each part opened once.

It answers only for what it is sure of: whatever it does not know, or whatever is wrong, is left to the strict reading,
which alone refuses a file and says why.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.workbook.xlsx.garde import OCTETS_FICHIER, _Archive
from cpts_xl.workbook.xlsx.garde_comptes import SANS_COMPTER
from cpts_xl.workbook.xlsx.garde_liens import verifier_nom
from cpts_xl.workbook.xlsx.garde_partie import PROFONDEUR
from cpts_xl.workbook.xlsx.jetons import PREFIXE, Inhabituel, Remplisseur, chaines, unifier
from cpts_xl.workbook.xlsx.signature import verifier_signature
from cpts_xl.workbook.xlsx.strict import INCOHERENCES, Lecteur
from cpts_xl.workbook.xlsx.types import ClasseurLu, FeuilleLue
from cpts_xl.workbook.xlsx.valeurs import reglage

OCTETS_RAPIDES = 50_000_000
"""Beyond, a workbook is read as a stream: the quick reading keeps its parts in memory."""
_XML = (
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'][Uu][Tt][Ff]-8[\"'])?(?: standalone=[\"'](?:yes|no)[\"'])?"
    rb" ?\?>\s*)?"
)
_ENTETE = re.compile(_XML + rb"<(worksheet|sst)[ >]")
_RACINE = re.compile(_XML + rb"<(?:[A-Za-z0-9]+:)?([A-Za-z]+)[ />]")
_SIGNE = re.compile(rb"<[/?]?|/>")
_PAS = {b"<": 1, b"</": -1, b"/>": -1, b"<?": 0}
"""By how much each sign of a part without comments goes deeper: none but those of its elements has a « < »."""
_DEBUT, _FIN = "<sheetData>", "</sheetData>"
_PLACE = "<sheetData><row-{}><c-><is-><t-/></is-></c-></row-></sheetData>"  # aussi profond que les vraies lignes
_VUES = {"sheetData", "row", "col", "sheetProtection"}
_LIENS = re.compile(r"(?:<hyperlink [^<>]*/>){2,}")
_ADRESSE = re.compile(r"https?://[A-Za-z0-9./_-]+")
_CONTROLES = bytes({*range(32)} - set(b"\t\n\r"))

Brancher = Callable[[expat.XMLParserType], None]


def lire_vite(chemin: Path, *, dates: bool = True) -> ClasseurLu | None:
    """Return what the strict reading would return, or None when only that reading can tell."""
    try:
        if chemin.stat().st_size > OCTETS_FICHIER:
            return None
        flux = io.BytesIO(chemin.read_bytes())
        verifier_signature(chemin, flux.read(4096), flux)
        with zipfile.ZipFile(flux) as archive:
            if sum(info.file_size for info in archive.infolist()) > OCTETS_RAPIDES:
                return None
            paquet = _Paquet(chemin, archive)
            try:
                remarques = paquet.verifier()
                classeur = _LecteurRapide(paquet, dates=dates).lire()
            finally:
                paquet.vider()
    except (Inhabituel, ClasseurIllisible, expat.ExpatError, EOFError, NotImplementedError, OSError, *INCOHERENCES):
        return None
    classeur.remarques = remarques
    return classeur


class _Paquet(_Archive):
    """The guard, which keeps what it opens; an ordinary sheet is only measured around its rows."""

    def __init__(self, chemin: Path, archive: zipfile.ZipFile) -> None:
        super().__init__(chemin, archive)
        self.parties: dict[str, bytes] = {}
        self.textes: dict[str, list[str]] = {}
        self.donnees: dict[str, str] = {}
        self.reglages: dict[str, list[tuple[str, dict[str, str]]]] = {}

    def vider(self) -> None:
        """Let the parts go: parsers and their handlers hold one another, and this package, until a collection."""
        self.parties.clear()
        self.textes.clear()
        self.donnees.clear()
        self.reglages.clear()

    def _morceaux(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        if info.filename not in self.parties:
            with self.archive.open(info) as flux:  # la taille annoncée, déjà bornée, est la plus grande qui soit lue
                self.parties[info.filename] = flux.read(info.file_size + 1)
        yield self.parties[info.filename]

    def _xml(self, info: zipfile.ZipInfo, brancher: Brancher) -> None:
        octets = b"".join(self._morceaux(info))
        if racine := _ENTETE.match(octets):
            try:
                ranger = self._textes if racine[1] == b"sst" else self._feuille
                ranger(info.filename, octets, brancher)
            except Inhabituel:
                pass
            else:
                return
        elif not info.filename.lower().endswith(".rels") and _sobre(octets):
            expat.ParserCreate().Parse(octets, True)  # noqa: FBT003 - signature de la bibliothèque
            return
        super()._xml(info, brancher)

    def _textes(self, nom: str, octets: bytes, _brancher: Brancher) -> None:
        """Set aside the shared texts; a parser only reads what stands around them."""
        texte = _sain(octets)
        debut, fin = texte.find(">", texte.find("<sst")) + 1, texte.rfind("</sst>")
        if not 0 < debut < fin:
            raise Inhabituel
        _analyseur().Parse(texte[:debut] + texte[fin:], True)  # noqa: FBT003 - signature de la bibliothèque
        self.textes[nom] = chaines(texte[debut:fin])

    def _feuille(self, nom: str, octets: bytes, brancher: Brancher) -> None:
        """Set aside the rows of a sheet, and have the guard measure all the rest of it.

        The patterns will say whether the rows are well-formed, but for the characters, seen here.
        """
        texte = _sain(octets)
        debut, fin = texte.find(_DEBUT), texte.rfind(_FIN)
        if not 0 <= debut < fin:
            raise Inhabituel
        lignes = texte[debut + len(_DEBUT) : fin]
        vus: list[tuple[str, dict[str, str]]] = []
        analyseur = _analyseur()
        brancher(analyseur)
        mesurer: Any = analyseur.StartElementHandler
        finir: Any = analyseur.EndElementHandler

        def debuter(balise: str, attributs: dict[str, str]) -> None:
            genre = balise.rpartition(" ")[2]
            mesurer(genre, attributs)
            if genre in _VUES:
                vus.append((genre, attributs))

        analyseur.StartElementHandler = debuter
        analyseur.EndElementHandler = lambda balise: finir(balise.rpartition(" ")[2])
        place = _PLACE.format(f' {PREFIXE}a=""' if PREFIXE in lignes else "")
        suite = _LIENS.sub("<hyperlink/>", texte[fin + len(_FIN) :])
        analyseur.Parse(texte[:debut] + place + suite, True)  # noqa: FBT003
        if [genre for genre, _ in vus if genre in {"sheetData", "row"}] != ["sheetData"]:
            raise Inhabituel
        self.donnees[nom], self.reglages[nom] = lignes, vus


def _sobre(octets: bytes) -> bool:
    """Return whether a part is too small and too flat for the guard to refuse it; false when that takes its elements.

    A sign of its texts that looks like the end of an element would leave the sum under zero.
    """
    racine = _RACINE.match(octets)
    if racine is None or racine[1] in {b"worksheet", b"sst"} or b"<!" in octets or octets.find(b"<?", 1) >= 0:
        return False
    if max(octets.count(b"<"), octets.count(b"/>")) > SANS_COMPTER:  # compter d'abord : leur liste emplirait la mémoire
        return False
    niveaux = list(accumulate(map(_PAS.__getitem__, _SIGNE.findall(octets))))
    return niveaux[-1] == 0 and max(niveaux) <= PROFONDEUR


def _sain(octets: bytes) -> str:
    """Return a part as text, its ends of lines as a parser reads them, none of its characters forbidden by XML.

    Raises:
        Inhabituel: one is.
    """
    texte = octets.decode()
    # un seul signe se cherche bien plus vite que deux ou trois
    if len(octets.translate(None, _CONTROLES)) != len(octets) or ("]" in texte and "]]>" in texte):
        raise Inhabituel
    if "\ufffe" in texte or "\uffff" in texte:
        raise Inhabituel
    return unifier(texte)


def _analyseur() -> expat.XMLParserType:
    """Return a parser that checks namespaces too, for parts where each « < » opens or closes an element."""

    def inhabituel(*_: object) -> None:
        raise Inhabituel

    def espace(_prefixe: str | None, adresse: str | None) -> None:
        if not _ADRESSE.fullmatch(adresse or ""):  # la lecture stricte refuse une adresse mal formée
            raise Inhabituel

    analyseur = expat.ParserCreate(None, " ")
    analyseur.StartNamespaceDeclHandler = espace
    analyseur.StartDoctypeDeclHandler = analyseur.CommentHandler = inhabituel
    analyseur.StartCdataSectionHandler = analyseur.ProcessingInstructionHandler = inhabituel
    return analyseur


class _LecteurRapide(Lecteur):
    """One reading, which asks the strict one for the parts that are not ordinary."""

    def __init__(self, paquet: _Paquet, *, dates: bool) -> None:
        super().__init__(paquet.chemin, paquet.archive, dates=dates)
        self._paquet = paquet
        self._remplisseur: Remplisseur | None = None
        self._lues: set[str] = set()

    def lire(self) -> ClasseurLu:
        classeur = super().lire()
        if self._lues != set(self._paquet.donnees):  # une feuille que rien n'annonce n'a pas été mesurée
            raise Inhabituel
        return classeur

    def _flux(self, partie: str) -> IO[bytes]:
        verifier_nom(partie)
        return io.BytesIO(self._paquet.parties[partie])

    def _chaines(self, partie: str | None) -> None:
        if partie in self._paquet.textes:
            self.chaines = self._paquet.textes[partie]
        else:
            super()._chaines(partie)

    def _feuille(self, feuille: FeuilleLue, partie: str) -> None:
        if partie not in self._paquet.donnees or not partie.endswith(".xml"):
            super()._feuille(feuille, partie)
            return
        self._lues.add(partie)
        for genre, attributs in self._paquet.reglages[partie]:
            if genre != "sheetData":
                reglage(feuille, genre, attributs)
        if self._remplisseur is None:  # styles et textes sont lus avant la première feuille
            self._remplisseur = Remplisseur(self.styles, self.chaines, date1904=self.classeur.date1904)
        self._remplisseur.remplir(feuille, self._paquet.donnees[partie])
