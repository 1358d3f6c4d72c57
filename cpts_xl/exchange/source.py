"""A received file as rows of text: its bounds, its encoding, its separators, or the sheets of an .xlsx workbook."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from cpts_xl import formats
from cpts_xl.errors import ClasseurIllisible, raison
from cpts_xl.exchange.archive import verifier_archive

OCTETS = 50_000_000
LIGNES = 500_000
SIGNES = 100_000
COLONNES = 60

SEPARATEURS = {"\t": "tabulation", ";": "point-virgule", "|": "barre verticale", ",": "virgule"}

Rangee = tuple[int, list[str]]
"""A row: its number in the file, from 1, and its cells stripped of surrounding spaces."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_SIGNATURES = (
    (b"%PDF", "c'est un document PDF ; demander l'export au format texte, CSV ou .xlsx"),
    (b"\xd0\xcf\x11\xe0", "c'est un ancien classeur .xls, ou un classeur à mot de passe ; l'enregistrer en .xlsx"),
    (b"Rar!", "c'est une archive RAR ; en extraire d'abord le fichier"),
    (b"7z\xbc\xaf", "c'est une archive 7z ; en extraire d'abord le fichier"),
    (b"\x1f\x8b", "c'est une archive gzip ; en extraire d'abord le fichier"),
)
_WINDOWS = re.compile(rb"[\x80-\x9f]")
_LATIN_9 = re.compile(rb"\xa4|[\xbc\xbd](?=[A-Za-z])")
_COMMANDES = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_LIGNES_CITEES = 12


@dataclass(frozen=True, slots=True)
class Vue:
    """One way to read the file as a table: a separator of a text, or a sheet of a workbook."""

    nom: str
    rangees: Callable[[], Iterator[Rangee]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was opened: its name, its encoding (« xlsx » for a workbook), the ways to read it as a table."""

    nom: str
    encodage: str
    vues: tuple[Vue, ...]


def ouvrir(chemin: Path) -> Source:
    """Return the file as tables of text.

    Raises:
        ClasseurIllisible: the file is missing, too big, or neither a text nor an .xlsx workbook.
    """
    octets = _lire(chemin)
    if octets.startswith(_ZIP):
        return Source(chemin.name, "xlsx", _feuilles(chemin, octets))
    for signature, motif in _SIGNATURES:
        if octets.startswith(signature):
            raise _refus(chemin, motif)
    if octets.startswith(_UTF_16):
        raise _refus(chemin, "c'est un texte « Unicode » d'Excel (UTF-16) ; l'enregistrer au format « CSV UTF-8 »")
    if b"\0" in octets:
        raise _refus(chemin, "il contient des octets nuls : ce n'est pas un texte ; demander un export texte ou CSV")
    texte, encodage = decoder(octets)
    lignes = _COMMANDES.sub(" ", texte.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    if len(lignes) > LIGNES + 1:  # la dernière ligne finit souvent par un saut
        raise _trop_de_lignes(chemin)
    if any(len(ligne) > SIGNES for ligne in lignes):
        motif = f"une ligne y a plus de {formats.nombre(SIGNES)} signes : ce n'est pas un tableau"
        raise _refus(chemin, f"{motif} ; demander un nouvel export")

    def vue(separateur: str) -> Vue:
        return Vue(SEPARATEURS[separateur], lambda: decouper(lignes, separateur))

    return Source(chemin.name, encodage, tuple(vue(separateur) for separateur in SEPARATEURS))


def _refus(chemin: Path, motif: str) -> ClasseurIllisible:
    return ClasseurIllisible(f"« {chemin.name} » : {motif}.")


def _trop_de_lignes(chemin: Path) -> ClasseurIllisible:
    return _refus(chemin, f"il a plus de {formats.nombre(LIGNES)} lignes ; demander l'export d'un seul exercice")


def _lire(chemin: Path) -> bytes:
    try:
        if chemin.is_dir():
            raise _refus(chemin, "c'est un dossier ; choisir le fichier envoyé par le comptable")
        with chemin.open("rb") as flux:
            octets = flux.read(OCTETS + 1)
    except FileNotFoundError as erreur:
        raise _refus(chemin, "fichier introuvable ; vérifier le nom et le dossier") from erreur
    except OSError as erreur:
        motif = f"lecture impossible ({raison(erreur)}) ; le fermer s'il est ouvert ailleurs"
        raise _refus(chemin, motif) from erreur
    if len(octets) > OCTETS:
        raise _refus(chemin, f"il pèse plus de {OCTETS // 1_000_000} Mo ; demander l'export d'un seul exercice")
    if not octets.strip():
        raise _refus(chemin, "le fichier est vide ; le redemander, ou attendre la fin de la synchronisation")
    return octets


def decoder(octets: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding: UTF-8 when it is valid, else a one-byte encoding of the French.

    Bytes 80 to 9F are letters in cp1252 and nothing in ISO-8859-15. Without any, the two differ only on signs such
    as A4 (¤ or €), BC and BD (¼ ½ or Œ œ): the reading that has a meaning in accounts is kept.
    """
    # Sans bibliothèque de détection : UTF-8 se prouve, et ceci départage les deux seuls codages à un octet qui restent.
    try:
        return octets.decode("utf-8-sig"), "utf-8-sig" if octets.startswith(_BOM) else "utf-8"
    except UnicodeDecodeError:
        pass
    if _WINDOWS.search(octets) or not _LATIN_9.search(octets):
        try:
            return octets.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    return octets.decode("iso-8859-15"), "iso-8859-15"


def decouper(lignes: Sequence[str], separateur: str) -> Iterator[Rangee]:
    """Yield the rows of a text, blank ones included; a quoted cell may run over a few lines."""
    numero = 0
    while numero < len(lignes):
        ligne, prises = lignes[numero], 1
        cellules = ligne.split(separateur)
        if '"' in ligne:
            # Lu ligne à ligne : un guillemet orphelin dans un libellé avalerait sinon toute la suite du fichier.
            suite = (f"{suivante}\n" for suivante in lignes[numero : numero + _LIGNES_CITEES])
            lecteur = csv.reader(suite, delimiter=separateur, strict=True)
            try:
                citees = next(lecteur)
            except csv.Error:
                citees = []
            if citees and not any("\n" in cellule and separateur in cellule for cellule in citees):
                cellules, prises = citees, lecteur.line_num
        yield numero + 1, [_propre(cellule) for cellule in cellules]
        numero += prises


def _propre(cellule: str) -> str:
    cellule = cellule.strip()
    if cellule.startswith('="'):  # « ="606300" » : l'écriture qui empêche Excel d'y voir un nombre
        cellule = cellule[1:]
    if '"' in cellule and len(cellule) > 1 and cellule[0] == cellule[-1] == '"':
        cellule = cellule[1:-1].replace('""', '"').strip()
    return cellule.replace("\n", " ") if "\n" in cellule else cellule


def _feuilles(chemin: Path, octets: bytes) -> tuple[Vue, ...]:
    import openpyxl  # noqa: PLC0415  (lourd : seulement quand une balance arrive en .xlsx)

    lues: list[tuple[str, list[Rangee]]] = []
    parcourues = 0
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            verifier_archive(archive, lambda motif: _refus(chemin, motif))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles et extensions inconnus : seules les valeurs comptent
            classeur = openpyxl.load_workbook(io.BytesIO(octets), read_only=True, data_only=True, keep_links=False)
            for feuille in classeur.worksheets:
                if feuille.sheet_state == "visible":
                    feuille.reset_dimensions()  # des logiciels écrivent une étendue fausse (« A1 »)
                    valeurs = feuille.iter_rows(values_only=True, max_col=COLONNES, max_row=LIGNES + 1)
                    pleines, parcourues = _pleines(chemin, str(feuille.title), valeurs, parcourues)
                    lues.append((str(feuille.title), pleines))
            classeur.close()
    except ClasseurIllisible:
        raise
    except Exception as erreur:
        # openpyxl lève toutes sortes d'erreurs devant un fichier abîmé
        raise _refus(
            chemin, "classeur abîmé, ou qui n'est pas un .xlsx ; l'enregistrer de nouveau en .xlsx"
        ) from erreur
    return tuple(Vue(f"feuille « {titre} »", rangees.__iter__) for titre, rangees in lues)


def _pleines(
    chemin: Path, titre: str, valeurs: Iterator[Sequence[object]], parcourues: int
) -> tuple[list[Rangee], int]:
    """Return the rows of a sheet that hold something, and how many rows were gone through, earlier sheets included.

    Raises:
        ClasseurIllisible: more rows than a year of accounts, empty ones included: a file of 4 KB may have millions.
    """
    pleines: list[Rangee] = []
    for numero, ligne in enumerate(valeurs, 1):
        parcourues += 1
        if parcourues > LIGNES:
            raise _refus(
                chemin,
                f"feuille « {titre} », ligne {numero} : les feuilles y comptent ensemble plus de "
                f"{formats.nombre(LIGNES)} lignes, vides comprises ; supprimer les lignes vides sous les tableaux, ou "
                "demander l'export d'un seul exercice",
            )
        if cellules := _cellules(ligne):
            pleines.append((numero, cellules))
    return pleines, parcourues


def _cellules(valeurs: Sequence[object]) -> list[str]:
    if valeurs.count(None) == len(valeurs):  # presque toutes celles d'un fichier piégé : vu avant tout le reste
        return []
    cellules = [texte_de(valeur) for valeur in valeurs]
    while cellules and not cellules[-1]:
        cellules.pop()
    return cellules


def texte_de(valeur: object) -> str:
    """Return the value of a cell as a text that reads back exactly: decimal comma, days as AAAAMMJJ."""
    if valeur is None:
        return ""
    if isinstance(valeur, date):
        return f"{valeur:%Y%m%d}"
    if isinstance(valeur, float):
        # Quinze chiffres, comme Excel : au-delà, c'est le bruit du calcul binaire (0,30000000000000004).
        return f"{Decimal(f'{valeur:.15g}'):f}".replace(".", ",")
    return _propre(_COMMANDES.sub(" ", str(valeur)))
