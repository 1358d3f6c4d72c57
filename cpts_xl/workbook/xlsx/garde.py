"""The guard: what is checked before any library sees a received workbook.

Nothing here trusts the file: sizes are counted while reading, XML is only streamed, nothing is built in memory.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from cpts_xl import formats
from cpts_xl.errors import raison
from cpts_xl.paquets import COMPRESSIONS, est_xml
from cpts_xl.workbook.xlsx.garde_comptes import ELEMENTS
from cpts_xl.workbook.xlsx.garde_liens import Liens
from cpts_xl.workbook.xlsx.garde_partie import Partie
from cpts_xl.workbook.xlsx.signature import refuser, sorte_de_zip, verifier_signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cpts_xl.errors import ClasseurIllisible

OCTETS_FICHIER = 25_000_000
OCTETS_PARTIE = 64_000_000
OCTETS_TOTAL = 200_000_000
PARTIES = 2_000
RAPPORT = 200
RAPPORT_DES = 1_000_000  # en deçà, un fort taux de compression est ordinaire (parties presque vides)
MORCEAU = 1 << 16
CHEVRONS = 2 * ELEMENTS
"""Signs « < » of a part that is not streamed as XML: beyond, its tree would be larger than that of any other."""

MACROS = "Le classeur contient des macros."
"""What is said of any VBA project; the command line says more when it knows whose it is.

What is noticed is a whole sentence, for it becomes a finding; a refusal only ends one, that names the file.
"""
_SIGNALEES = (
    ("vbaproject", MACROS),
    ("macrosheets", "Le classeur contient une feuille de macros Excel 4."),
    ("activex", "Le classeur contient des contrôles ActiveX."),
    ("embeddings", "Le classeur contient des objets incorporés."),
    ("externallinks", "Le classeur est lié à d'autres classeurs."),
    ("xl/connections", "Le classeur contient des connexions à des données externes."),
    ("querytables", "Le classeur contient des requêtes."),
)


def verifier_fichier(chemin: Path) -> None:
    """Return nothing when the file is a workbook that can be read without danger.

    Raises:
        ClasseurIllisible: the file is missing, is not an .xlsx workbook, or exceeds what a CPTS workbook can be.
    """
    _parcourir(chemin)


def signaler(chemin: Path) -> list[str]:
    """Return, in French, what an accepted workbook contains beyond cells: macros, objects, links, odd formulas.

    Raises:
        ClasseurIllisible: as ``verifier_fichier``.
    """
    return _parcourir(chemin)


def _parcourir(chemin: Path) -> list[str]:
    try:
        if chemin.is_dir():
            raise refuser(chemin, "c'est un dossier, pas un classeur ; choisir un fichier .xlsx")
        taille = chemin.stat().st_size
        if taille > OCTETS_FICHIER:
            raise refuser(
                chemin, f"le fichier pèse {taille // 1_000_000} Mo, la limite est de 25 Mo ; en retirer les images"
            )
        with chemin.open("rb") as flux:
            verifier_signature(chemin, flux.read(4096), flux)
            flux.seek(0)
            with zipfile.ZipFile(flux) as archive:
                return _Archive(chemin, archive).verifier()
    except FileNotFoundError as erreur:
        raise refuser(chemin, "fichier introuvable ; vérifier le nom et le dossier") from erreur
    except PermissionError as erreur:
        motif = "lecture refusée ; le fermer dans Excel s'il y est ouvert, ou vérifier les droits d'accès au fichier"
        raise refuser(chemin, motif) from erreur
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as erreur:
        motif = "fichier tronqué ou abîmé ; le demander ou le télécharger de nouveau"
        raise refuser(chemin, motif) from erreur
    except OSError as erreur:
        raise refuser(chemin, f"lecture impossible ({raison(erreur)}) ; copier le fichier sur ce poste") from erreur


class _Archive:
    """One pass over an opened package."""

    def __init__(self, chemin: Path, archive: zipfile.ZipFile) -> None:
        self.chemin, self.archive = chemin, archive
        self.infos = archive.infolist()
        self.noms = {info.filename for info in self.infos}
        self.signalements: list[str] = []
        self.total = 0

    def refus(self, motif: str) -> ClasseurIllisible:
        return refuser(self.chemin, motif)

    def verifier(self) -> list[str]:
        self._repertoire()
        self._contenu_requis()
        bas = [nom.lower() for nom in self.noms]
        for cle, phrase in _SIGNALEES:
            if any(cle in nom for nom in bas):
                self.signalements.append(phrase)
        for info in self.infos:
            if info.filename.lower().endswith(".rels"):
                self._xml(info, Liens(self.refus, self.signalements).brancher)
            elif est_xml(info.filename):
                self._xml(info, Partie(self.refus, self.signalements).brancher)
            else:
                self._autre(info)
        return list(dict.fromkeys(self.signalements))

    def _repertoire(self) -> None:
        if len(self.infos) > PARTIES:
            raise self.refus(f"il contient {len(self.infos)} parties, bien plus qu'un classeur ordinaire")
        if len({info.filename.lower() for info in self.infos}) != len(self.infos):
            raise self.refus("deux parties internes portent le même nom ; le fichier a été altéré")
        for info in self.infos:
            nom = info.filename
            if nom.startswith("/") or "\\" in nom or ":" in nom or ".." in nom.split("/"):
                raise self.refus("une partie interne porte un nom interdit ; le fichier a été altéré")
            if info.flag_bits & 1:
                raise self.refus("archive protégée par mot de passe ; l'enregistrer en .xlsx sans mot de passe")
            if info.compress_type not in COMPRESSIONS:
                motif = (
                    f"sa partie {posixpath.basename(nom)} est comprimée d'une façon qu'aucun tableur n'emploie ; "
                    "l'ouvrir dans Excel, l'enregistrer de nouveau en .xlsx, puis recommencer"
                )
                raise self.refus(motif)
            if info.file_size > OCTETS_PARTIE or (
                info.file_size > RAPPORT_DES and info.file_size > RAPPORT * max(info.compress_size, 1)
            ):
                raise self.refus("son contenu décompressé est démesuré (fichier piégé ?) ; ne pas l'ouvrir")
        if sum(info.file_size for info in self.infos) > OCTETS_TOTAL:
            raise self.refus("son contenu décompressé dépasse 200 Mo (fichier piégé ?) ; ne pas l'ouvrir")

    def _contenu_requis(self) -> None:
        if "xl/workbook.xml" in self.noms and {"[Content_Types].xml", "_rels/.rels"} <= self.noms:
            return
        raise self.refus(sorte_de_zip(self.archive))

    def _morceaux(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        lus = 0
        with self.archive.open(info) as flux:
            while morceau := flux.read(MORCEAU):
                lus += len(morceau)
                self.total += len(morceau)
                if lus > OCTETS_PARTIE or self.total > OCTETS_TOTAL:
                    raise self.refus("son contenu décompressé est démesuré (fichier piégé ?) ; ne pas l'ouvrir")
                yield morceau

    def _autre(self, info: zipfile.ZipInfo) -> None:
        """Read a part that is not XML by its name: its size is counted, its checksum verified, and its « < » too."""
        # un dessin .vml est du XML, mais mal formé : Excel en écrit, et nous les lisons
        chevrons = 0
        for morceau in self._morceaux(info):
            chevrons += morceau.count(b"<")
            if chevrons > CHEVRONS:
                nom = posixpath.basename(info.filename)
                raise self.refus(
                    f"sa partie {nom} compte plus de {formats.nombre(ELEMENTS)} éléments ; ne pas l'ouvrir"
                )

    def _xml(self, info: zipfile.ZipInfo, brancher: Callable[[expat.XMLParserType], None]) -> None:
        def doctype(*_: object) -> None:
            raise self.refus("il contient des entités XML, absentes de tout classeur ordinaire ; ne pas l'ouvrir")

        analyseur = expat.ParserCreate()
        analyseur.buffer_text = True
        analyseur.StartDoctypeDeclHandler = doctype
        brancher(analyseur)
        try:
            for morceau in self._morceaux(info):
                analyseur.Parse(morceau, False)  # noqa: FBT003 - signature de la bibliothèque
            analyseur.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as erreur:
            motif = f"sa partie {posixpath.basename(info.filename)} est abîmée ; l'ouvrir dans Excel pour la réparer"
            raise self.refus(motif) from erreur
