"""The .docx as a package: refused when it could harm, written again so that the same input gives the same bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from cpts_xl.errors import GabaritInvalide, raison
from cpts_xl.paquets import COMPRESSIONS, chemin_de, est_xml
from cpts_xl.report.moteur.instructions import Champs, vers_ailleurs

OCTETS_FICHIER = 20_000_000
OCTETS_PARTIE = 40_000_000
OCTETS_TOTAL = 120_000_000
PARTIES = 1_000
RAPPORT = 200
RAPPORT_DES = 1_000_000
DOCUMENT = "word/document.xml"
DANGERS_DITS = 20
MODELE, RAPPORT_RECU = "Modèle", "Rapport"
"""What a message calls the file."""

_DATE_FIXE = (1980, 1, 1, 0, 0, 0)
_ACTIFS = ("vbaproject", "activex", "oleobject", "/control", "afchunk", "attachedtemplate", "subdocument",
           "frame")  # fmt: skip
_LIENS = ("http://", "https://", "mailto:")
_GENRES_BINAIRES = frozenset({
    "image", "hdphoto", "media", "audio", "video", "font", "thumbnail", "model3d", "package", "oleobject", "hyperlink",
    "vbaproject", "activexcontrolbinary", "printersettings", "attachedtoolbars", "origin", "afchunk",
})  # fmt: skip
"""The kinds of parts that no program reads as XML, whatever they hold; what else a relation leads to is XML."""


@dataclass(frozen=True, slots=True)
class _Recu:
    """A file as a message names it, and where its dangers are put when it is only read."""

    nom: str
    dangers: list[str] | None = None

    def refus(self, motif: str) -> GabaritInvalide:
        return GabaritInvalide(f"{self.nom} : {motif}.")

    def danger(self, motif: str, remede: str) -> None:
        if self.dangers is None:
            raise self.refus(f"{motif} ; {remede}")
        if motif not in self.dangers and len(self.dangers) < DANGERS_DITS:
            self.dangers.append(motif)


def lire_fichier(chemin: Path, sorte: str = MODELE) -> bytes:
    """Return the bytes of a template or of a report, never more than the limit.

    Raises:
        GabaritInvalide: the file cannot be read, or is too large.
    """
    document = _Recu(f"{sorte} « {chemin.name} »")
    try:
        with chemin.open("rb") as flux:
            contenu = flux.read(OCTETS_FICHIER + 1)
    except OSError as erreur:
        raise document.refus(f"lecture impossible ({raison(erreur)}). Vérifier le nom et le dossier") from erreur
    if len(contenu) > OCTETS_FICHIER:
        raise document.refus("il dépasse 20 Mo ; réduire ses images")
    return contenu


def ouvrir(nom: str, contenu: bytes, sorte: str = MODELE, *, dangers: list[str] | None = None) -> dict[str, bytes]:
    """Return the parts of a template or of a report by name, after all the checks of its package.

    With ``dangers``, what only harms who opens the file in Word (macros, links to other files, active objects) is put
    there instead of being refused: a report is read, never opened.

    Raises:
        GabaritInvalide: not a .docx, too large, macros, links to other files, XML entities, damaged.
    """
    document = _Recu(f"{sorte} « {nom} »", dangers)
    try:
        if len(contenu) > OCTETS_FICHIER:
            raise document.refus("il dépasse 20 Mo ; réduire ses images")
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            infos = archive.infolist()
            _repertoire(document, infos)
            parties = {info.filename: _lire(document, archive, info) for info in infos if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError) as erreur:
        raise document.refus("ce n'est pas un document Word (.docx), ou il est abîmé") from erreur
    if sum(len(partie) for partie in parties.values()) > OCTETS_TOTAL:
        raise document.refus("son contenu décompressé est démesuré ; ne pas l'ouvrir")
    _nature(document, parties)
    for partie, octets in parties.items():
        if est_xml(partie):
            _examiner_xml(document, partie, octets)
    return parties


def ranger(contenu: bytes) -> bytes:
    """Return the same package, its parts sorted and dated alike: same parts, same bytes."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as source, zipfile.ZipFile(sortie, "w") as cible:
        # Word et les détecteurs de type attendent la table des types en tête
        for nom in sorted(source.namelist(), key=lambda un: (un != "[Content_Types].xml", un)):
            fiche = zipfile.ZipInfo(nom, _DATE_FIXE)
            fiche.compress_type = zipfile.ZIP_DEFLATED
            fiche.create_system = 0
            cible.writestr(fiche, source.read(nom), compresslevel=6)
    return sortie.getvalue()


def _repertoire(document: _Recu, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > PARTIES or len({info.filename.lower() for info in infos}) != len(infos):
        raise document.refus("son contenu interne n'est pas celui d'un document ordinaire")
    for info in infos:
        if info.filename.startswith("/") or "\\" in info.filename or ".." in info.filename.split("/"):
            raise document.refus("une partie interne porte un nom interdit")
        if info.compress_type not in COMPRESSIONS:
            nom = posixpath.basename(info.filename)
            raise document.refus(
                f"sa partie {nom} est comprimée d'une façon que Word n'emploie pas ; l'enregistrer de nouveau dans Word"
            )
        enorme = info.file_size > RAPPORT_DES and info.file_size > RAPPORT * max(info.compress_size, 1)
        if info.file_size > OCTETS_PARTIE or enorme:
            raise document.refus("son contenu décompressé est démesuré ; ne pas l'ouvrir")
    if sum(info.file_size for info in infos) > OCTETS_TOTAL:
        raise document.refus("son contenu décompressé est démesuré ; ne pas l'ouvrir")


def _lire(document: _Recu, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return one part, never more than what its directory entry announces."""
    with archive.open(info) as flux:
        octets = flux.read(info.file_size + 1)
    if len(octets) > info.file_size:
        raise document.refus("une partie est plus longue qu'elle ne l'annonce ; ne pas l'ouvrir")
    return octets


def _nature(document: _Recu, parties: dict[str, bytes]) -> None:
    if DOCUMENT not in parties or "[Content_Types].xml" not in parties:
        raise document.refus("ce n'est pas un document Word (.docx)")
    types = parties["[Content_Types].xml"].decode("utf-8", "replace")
    if "macroEnabled" in types or any("vbaproject" in partie.lower() for partie in parties):
        document.danger("il contient des macros", "l'enregistrer au format .docx")
    if "wordprocessingml.document.main+xml" not in types:
        raise document.refus("c'est un modèle .dotx ou un autre format ; l'enregistrer au format .docx")


def _examiner_xml(document: _Recu, partie: str, octets: bytes) -> None:
    champs = Champs()

    def doctype(*_: object) -> None:
        raise document.refus("il contient des entités XML, absentes de tout document ordinaire ; ne pas l'ouvrir")

    def debut(balise: str, attributs: dict[str, str]) -> None:
        nom = balise.rpartition(":")[2]
        if nom == "Relationship":
            _relation(document, attributs)
        elif nom == "Override":
            _type(document, attributs.get("PartName", ""), attributs.get("ContentType", ""))
        champs.ouvrir(nom, attributs)

    analyseur = expat.ParserCreate()
    analyseur.buffer_text = True
    analyseur.StartDoctypeDeclHandler = doctype
    analyseur.StartElementHandler = debut
    analyseur.EndElementHandler = champs.fermer
    analyseur.CharacterDataHandler = champs.lire
    try:
        analyseur.Parse(octets, True)  # noqa: FBT003 - signature de la bibliothèque
    except expat.ExpatError as erreur:
        raise document.refus(
            f"sa partie {posixpath.basename(partie)} est abîmée ; l'ouvrir dans Word pour la réparer"
        ) from erreur
    for champ in champs.instructions():
        if nom := vers_ailleurs(champ):
            motif = f"il contient un champ {nom}, qui lit un autre fichier ou lance une commande"
            document.danger(motif, "le retirer")
    if champs.calcule:
        document.danger("il contient un champ dont le nom est calculé par un autre champ", "le retirer")


def _relation(document: _Recu, attributs: dict[str, str]) -> None:
    sorte, cible = attributs.get("Type", "").lower(), attributs.get("Target", "")
    if attributs.get("TargetMode") == "External":
        # un lien Internet n'est suivi que si le lecteur clique ; tout le reste est lu à l'ouverture
        if sorte.endswith("/hyperlink") and (document.dangers is not None or cible.lower().startswith(_LIENS)):
            return
        document.danger(f"il dépend d'un fichier extérieur (« {cible[:80]} »)", "rompre ce lien dans Word")
    elif any(sorte.endswith(actif) for actif in _ACTIFS):
        document.danger("il contient un objet incorporé ou actif", "le retirer")
    elif sorte.rpartition("/")[2] not in _GENRES_BINAIRES and not est_xml(chemin_de(cible)):
        _masquee(document, cible)


def _type(document: _Recu, partie: str, genre: str) -> None:
    if genre.lower().endswith("xml") and not genre.lower().startswith("image/") and not est_xml(chemin_de(partie)):
        _masquee(document, partie)


def _masquee(document: _Recu, partie: str) -> None:
    """Tell a part that Word would read as XML, and that this examination, which goes by names, would not."""
    motif = f"sa partie {posixpath.basename(partie)[:80]} est du XML, mais n'est pas nommée « .xml »"
    document.danger(motif, "aucun Word n'écrit cela : ne pas l'ouvrir, en demander un autre")
