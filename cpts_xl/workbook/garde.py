"""The guard: what is checked before any library sees a received workbook.

Nothing here trusts the file: sizes are counted while reading, XML is only streamed, nothing is built in memory.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from cpts_xl.errors import raison
from cpts_xl.workbook.garde_comptes import CELLULES_ET_TEXTES, Comptes
from cpts_xl.workbook.signature import refuser, sorte_de_zip, verifier_signature

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
LIGNES, COLONNES, CELLULES = 200_000, 500, 2_000_000
FUSIONS, CELLULES_FUSIONNEES = 2_000, 100_000
PROFONDEUR = 64
MORCEAU = 1 << 16

MACROS = "il contient des macros"
"""What is said of any VBA project; the command line says more when it knows whose it is."""
_SIGNALEES = (
    ("vbaproject", MACROS),
    ("macrosheets", "il contient une feuille de macros Excel 4"),
    ("activex", "il contient des contrôles ActiveX"),
    ("embeddings", "il contient des objets incorporés"),
    ("externallinks", "il est lié à d'autres classeurs"),
    ("xl/connections", "il contient des connexions à des données externes"),
    ("querytables", "il contient des requêtes"),
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TEXTE_CITE = re.compile(r'"[^"]*"')
_FORMULE_SUSPECTE = re.compile(r"\||\b(?:WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?)\s*\(|\[\d+\]", re.IGNORECASE)


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
            if info.filename.endswith(".rels"):
                self._xml(info, self._relations)
            elif info.filename.lower().endswith(".xml"):
                self._xml(info, _Partie(self).brancher)
            else:
                for _ in self._morceaux(info):
                    pass  # lire suffit : la taille est comptée, la somme de contrôle vérifiée
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

    def _relations(self, analyseur: expat.XMLParserType) -> None:
        comptes = Comptes(self.refus)

        def debut(nom: str, attributs: dict[str, str]) -> None:
            comptes.compter(nom.rpartition(":")[2])
            if attributs.get("TargetMode") != "External":
                return
            sorte, cible = attributs.get("Type", ""), attributs.get("Target", "")
            if sorte.endswith("/hyperlink"):
                return
            if "xternalLinkPath" in sorte and cible.lower().endswith((".xlam", ".xla")):
                # Excel note ainsi l'appel d'une fonction de macro complémentaire : ce n'est pas une donnée
                self.signalements.append("il appelle une macro complémentaire")
                return
            lieu = posixpath.basename(cible.replace("\\", "/"))
            motif = f"il dépend d'un fichier extérieur (« {lieu} ») ; dans Excel, Données, Modifier les liens, Rompre"
            raise self.refus(motif)

        analyseur.StartElementHandler = debut


class _Partie:
    """Limits of one XML part, checked while it streams by: depth for all, extent for worksheets."""

    def __init__(self, archive: _Archive) -> None:
        self.archive = archive
        self.ligne = self.colonne = self.cellules = self.fusions = self.profondeur = 0
        self.feuille = False
        self.comptes = Comptes(archive.refus)
        self.formule: list[str] = []

    def brancher(self, analyseur: expat.XMLParserType) -> None:
        self.analyseur = analyseur
        analyseur.StartElementHandler = self.debut
        analyseur.EndElementHandler = self.fin

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        self.profondeur += 1
        if self.profondeur > PROFONDEUR:
            raise self.archive.refus("il est construit de façon anormale (éléments trop imbriqués) ; ne pas l'ouvrir")
        nom = nom.rpartition(":")[2]
        if nom not in CELLULES_ET_TEXTES:
            self.comptes.compter(nom)
        if self.profondeur == 1:
            # la racine, non le chemin : un classeur peut ranger ses feuilles où il veut
            self.feuille = nom == "worksheet"
        elif self.feuille:
            self._element(nom, attributs)

    def _element(self, nom: str, attributs: dict[str, str]) -> None:
        if nom == "c":
            self.colonne += 1
            self.cellules += 1
            if reference := attributs.get("r"):
                self.colonne, self.ligne = _position(reference)
            if self.cellules > CELLULES:
                raise self.archive.refus(f"une feuille compte plus de {CELLULES} cellules, bien trop pour une CPTS")
        elif nom in {"v", "f", "is"}:
            self._place()
            if nom == "f":
                self.formule.clear()
                self.analyseur.CharacterDataHandler = self.formule.append
        elif nom == "row":
            self.ligne = int(attributs.get("r") or self.ligne + 1)
            self.colonne = 0
        elif nom == "mergeCell":
            self._fusion(attributs.get("ref", "A1"))

    def fin(self, nom: str) -> None:
        self.profondeur -= 1
        if self.feuille and nom.rpartition(":")[2] == "f":
            self.analyseur.CharacterDataHandler = None
            if _FORMULE_SUSPECTE.search(_TEXTE_CITE.sub("", "".join(self.formule))):
                self.archive.signalements.append("une formule appelle l'extérieur (lien, service web ou programme)")

    def _place(self) -> None:
        if self.ligne > LIGNES or self.colonne > COLONNES:
            motif = (
                f"une cellule est remplie en ligne {self.ligne}, colonne {self.colonne} ; la limite est de "
                f"{LIGNES} lignes et {COLONNES} colonnes ; effacer les cellules éloignées"
            )
            raise self.archive.refus(motif)

    def _fusion(self, plage: str) -> None:
        self.fusions += 1
        debut, _, fin = plage.partition(":")
        (gauche, haut), (droite, bas) = _position(debut), _position(fin or debut)
        if self.fusions > FUSIONS or (abs(droite - gauche) + 1) * (abs(bas - haut) + 1) > CELLULES_FUSIONNEES:
            raise self.archive.refus(
                "des cellules fusionnées couvrent une étendue démesurée ; défusionner ces cellules"
            )


def _position(adresse: str) -> tuple[int, int]:
    """Return (column, row); a malformed address raises ``ValueError``, told as a damaged file."""
    trouve = _REFERENCE.fullmatch(adresse.replace("$", ""))
    if not trouve:
        raise ValueError(adresse)
    colonne = 0
    for lettre in trouve[1]:
        colonne = colonne * 26 + ord(lettre) - 64
    return colonne, int(trouve[2])
