"""What nobody should be able to do to a reviewer with a file: each gets its French sentence, soon and in little memory.

Every file goes through the whole reading and the verification, in a process of its own under limits; nothing of it is
executed, nothing is fetched.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from tests.workbook.exemples import resultat

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="les limites d'un processus se posent sous Linux et macOS"
)

SECONDES, MEMOIRE, ADRESSES = 5, 500, 700
"""Computing time, resident memory (MB) and address space (MB) that a file may take."""
RACINE = Path(__file__).resolve().parents[2]
CLASSEUR, FEUILLE, STYLES = "xl/workbook.xml", "xl/worksheets/sheet6.xml", "xl/styles.xml"
MILLION = 1_000_000

_ENFANT = """
import json, os, resource, signal, sys
from pathlib import Path
from cpts_xl.errors import CptsError
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier

secondes, adresses = int(sys.argv[1]), int(sys.argv[2]) * 1_000_000
for chemin in map(Path, sys.argv[3:]):
    lu, ecrit = os.pipe()
    pid = os.fork()
    if not pid:  # un processus par fichier : ce qu'un fichier prend ne compte pas pour le suivant
        os.close(lu)
        resource.setrlimit(resource.RLIMIT_AS, (adresses, adresses))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(12 * secondes)  # la machine peut être prise ailleurs : seul le temps de calcul est jugé
        resource.setrlimit(resource.RLIMIT_CPU, (secondes + 1, secondes + 1))
        try:
            lecture = lire_classeur(chemin)
            bilan = verifier(lecture)
            dit = ["lu", *(c.phrase() for c in (*lecture.constats, *bilan.constats))]
        except CptsError as erreur:
            dit = [type(erreur).__name__, str(erreur)]
        except BaseException as erreur:
            dit = ["panne", repr(erreur)[:300]]
        with os.fdopen(ecrit, "w") as sortie:
            json.dump(dit, sortie)
        os._exit(0)
    os.close(ecrit)
    with os.fdopen(lu) as entree:
        texte = entree.read()
    _, statut, usage = os.wait4(pid, 0)
    pris = usage.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    dit = json.loads(texte) if texte else ["tué", str(statut)]
    print(json.dumps([chemin.name, dit, usage.ru_utime + usage.ru_stime, pris]), flush=True)
"""


@cache
def sain() -> bytes:
    """Return the workbook of a CPTS that has just begun: small, and complete."""
    identite: dict[str, Any] = {
        "nom": "CPTS des Hostiles", "signature": date(2024, 1, 1), "debut": date(2025, 1, 1),
        "arrete": date(2025, 12, 31), "population": Fraction(60_000),
    }  # fmt: skip
    return construire(resultat(Dossier(identite)), Encre.NATIVE, calculs=False)


def paquet(ajouts: dict[str, bytes] | None = None, **changes: Callable[[bytes], bytes]) -> bytes:
    """Return the sound workbook with parts added, or rewritten (by the last word of their name)."""
    tampon, ajouts = io.BytesIO(), ajouts or {}
    with zipfile.ZipFile(io.BytesIO(sain())) as lu, zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for info in lu.infolist():
            cle = Path(info.filename).stem
            contenu = lu.read(info)
            neuf = changes[cle](contenu) if cle in changes and info.filename.endswith(".xml") else contenu
            assert cle not in changes or neuf != contenu or not info.filename.endswith(".xml")
            ecrit.writestr(info.filename, neuf)
        for nom, contenu in ajouts.items():
            ecrit.writestr(nom, contenu)
    return tampon.getvalue()


def remplacer(avant: str, apres: str) -> Callable[[bytes], bytes]:
    """Return what rewrites a part by a regular expression, once."""
    return lambda octets: re.sub(avant.encode(), apres.encode(), octets, count=1)


def dans(avant: str, apres: str, partie: str = "sheet6") -> bytes:
    """Return the sound workbook with one rewriting in one part."""
    return paquet(**{partie: remplacer(avant, apres)})


def bombe(parties: int, taille: int) -> bytes:
    """Return a small file that unfolds into a huge one."""
    return paquet({f"xl/media/image{n}.png": bytes(taille) for n in range(parties)})


def entite(declaration: str) -> bytes:
    """Return the workbook with an entity declared in the sheet of identity."""
    return dans(r"<worksheet ", f"<!DOCTYPE worksheet [{declaration}]><worksheet ")


def million_de_styles() -> bytes:
    """Return the workbook with a million styles of cells."""
    styles = "".join(f'<xf fontId="{n * 7919 % 99_991}"/>' for n in range(MILLION))
    return dans("</cellXfs>", f"{styles}</cellXfs>", "styles")


def renommer(partie: str, nom: str, contenu: bytes | None = None) -> bytes:
    """Return the workbook with one of its parts under another name, which its relations and types follow."""
    tampon, court, neuf = io.BytesIO(), Path(partie).name.encode(), Path(nom).name.encode()
    with zipfile.ZipFile(io.BytesIO(sain())) as lu, zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for info in lu.infolist():
            octets = lu.read(info)
            if info.filename == partie:
                ecrit.writestr(nom, contenu or octets)
            elif info.filename.endswith(".rels") or info.filename == "[Content_Types].xml":
                ecrit.writestr(info.filename, octets.replace(court, neuf))
            else:
                ecrit.writestr(info.filename, octets)
    return tampon.getvalue()


def petits(nom: str, combien: int) -> str:
    """Return so many small elements, which do not compress enough to be seen by that alone."""
    return "".join(f'<{nom} b="{n * 7919 % 99_991}"/>' for n in range(combien))


def lzma_abime() -> bytes:
    """Return the workbook, its styles compressed as no spreadsheet does, then damaged."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sain())) as lu, zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for info in lu.infolist():
            ecrit.writestr(
                info.filename, lu.read(info), zipfile.ZIP_LZMA if info.filename == STYLES else zipfile.ZIP_DEFLATED
            )
        place = ecrit.getinfo(STYLES).header_offset + 30 + len(STYLES) + 9
    octets = bytearray(tampon.getvalue())
    octets[place : place + 40] = b"\xff" * 40
    return bytes(octets)


def ods() -> bytes:
    """Return a LibreOffice workbook, renamed."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")
    return tampon.getvalue()


def relation(sorte: str, cible: str) -> bytes:
    """Return the workbook with a relation to something outside."""
    lien = (
        f'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{sorte}" '
        f'Target="{cible}" TargetMode="External"/></Relationships>'
    )
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sain())) as lu, zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for info in lu.infolist():
            contenu = lu.read(info)
            if info.filename == "xl/_rels/workbook.xml.rels":
                contenu = contenu.replace(b"</Relationships>", lien.encode())
            ecrit.writestr(info.filename, contenu)
    return tampon.getvalue()


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_TEXTE = '</row><row r="900"><c r="H900"><f>{}</f><v>1</v></c></row></sheetData>'
_FIN = "</row></sheetData>"
_NOMBRE = '</row><row r="900"><c r="H900"><v>{}</v></c></row></sheetData>'
LOIN = f'</row><row r="{MILLION}"><c r="WRN{MILLION}"><v>1</v></c></row></sheetData>'
VIDES = "".join(f'<row r="{n}" ht="15"/>' for n in range(1_000, 500_000))
REGLES = "".join(f'<dataValidation sqref="B{n * 7919 % 99_991}"/>' for n in range(MILLION))
FRAGMENTS = "".join(f'<a b="{n * 7919 % 99_991}"/>' for n in range(3 * MILLION // 2))
MILLIARD = '<!ENTITY a "0123456789">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "bombe d'une partie": (lambda: bombe(1, 300_000_000), "démesuré"),
    "bombe de plusieurs parties": (lambda: bombe(5, 60_000_000), "démesuré|dépasse 200 Mo"),
    "milliard de rires": (lambda: entite(MILLIARD), "entités XML"),
    "entité vers un fichier du poste": (lambda: entite('<!ENTITY x SYSTEM "file:///etc/passwd">'), "entités XML"),
    "éléments imbriqués": (lambda: dans("<sheetData>", "<a>" * 200_000 + "<sheetData>"), "imbriqués"),
    "lien vers un autre classeur": (lambda: relation("externalLinkPath", "autre.xlsx"), "fichier extérieur"),
    "gabarit pris sur un serveur": (lambda: relation("attachedTemplate", "http://127.0.0.1:9/t.dotm"), "extérieur"),
    "formule DDE": (lambda: dans(_FIN, _TEXTE.format("cmd|'/c calc'!A0")), "appelle l'extérieur"),
    "formule vers un autre classeur": (lambda: dans(_FIN, _TEXTE.format("[1]Feuil1!A1")), "appelle l'extérieur"),
    "service web": (lambda: dans(_FIN, _TEXTE.format('WEBSERVICE("http://127.0.0.1:9/")')), "appelle l'extérieur"),
    "macros": (lambda: paquet({"xl/vbaProject.bin": OLE2}), "macros"),
    "feuille de macros Excel 4": (lambda: paquet({"xl/macrosheets/sheet1.xml": b"<a/>"}), "macros Excel 4"),
    "connexions": (lambda: paquet({"xl/connections.xml": b"<connections/>"}), "connexions"),
    "étendue annoncée de toute la grille": (
        lambda: dans(r'<dimension ref="[^"]*"/>', '<dimension ref="A1:XFD1048576"/>'), "n'est pas renseigné",
    ),
    "cellule en bout de grille": (lambda: dans(_FIN, LOIN), "la limite est de 200000 lignes"),
    "demi-million de lignes vides": (lambda: dans("</sheetData>", f"{VIDES}</sheetData>"), "presque toutes vides"),
    "fusion démesurée": (
        lambda: dans("<pageMargins", '<mergeCells><mergeCell ref="A1:XFD100000"/></mergeCells><pageMargins'),
        "fusionnées",
    ),
    "protégé par mot de passe": (lambda: OLE2 + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "ancien .xls": (lambda: OLE2 + "Workbook".encode("utf-16-le"), "ancien format .xls"),
    "classeur LibreOffice": (ods, "(.ods)"),
    "tronqué": (lambda: sain()[: len(sain()) // 2], "tronqué ou abîmé"),
    "texte renommé": (lambda: b"Commune;Population\n" * 9, "CSV"),
    "image renommée": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "image PNG"),
    "vide": (lambda: b"", "vide"),
    "million de styles": (million_de_styles, "styles"),
    "million de validations": (
        lambda: dans("<dataValidations[^>]*>", f"<dataValidations>{REGLES}"), "règles de validation",
    ),
    "formule qui se cite elle-même": (
        lambda: dans(r'(<c r="B3\d"[^>]*>)<f>[^<]*</f>', r"\1<f>SUM($B$1:$B$60)</f>"), "formule a été modifiée",
    ),
    "million de fragments après les cellules": (
        lambda: dans("<pageMargins", f"{FRAGMENTS}<pageMargins"), "une de ses parties compte plus de",
    ),
    "colonne qui n'est pas un nombre": (lambda: dans('<col min="1"', '<col min="un" hidden="1"'), "incohérent"),
    "styles sous un autre nom": (
        lambda: renommer(STYLES, "xl/styles.dat", f"<s>{petits('a', 4 * MILLION)}</s>".encode()),
        "n'est pas nommée « .xml »",
    ),
    "textes sous un autre nom": (
        lambda: renommer("xl/sharedStrings.xml", "xl/textes.bin"), "textes.bin n'est pas nommée « .xml »",
    ),
    "partie de millions d'éléments que rien n'annonce": (
        lambda: paquet({"xl/media/a.png": petits("a", 2 * MILLION).encode()}), "a.png compte plus de",
    ),
    "cellules dans les styles": (
        lambda: dans("</styleSheet>", f"{petits('c', 2 * MILLION)}</styleSheet>", "styles"), "compte plus de",
    ),
    "valeurs hors des cellules": (
        lambda: dans("<pageMargins", f"{petits('v', 2 * MILLION)}<pageMargins"), "compte plus de",
    ),
    "ligne d'un million de cases vides": (
        lambda: dans(_FIN, f'</row><row r="900">{petits("c", MILLION)}</row></sheetData>'), "une ligne y compte",
    ),
    "texte d'un million de morceaux": (
        lambda: dans("</sst>", f"<si>{petits('t', MILLION)}</si></sst>", "sharedStrings"), "un texte y compte",
    ),
    "partie LZMA abîmée": (lzma_abime, r"partie styles\.xml est comprimée d'une façon qu'aucun tableur"),
    "colonnes cachées depuis moins l'infini": (
        lambda: dans('<col min="1"', '<col min="-99999999999" hidden="1"'), "n'est pas renseigné",
    ),
    "nombre à l'exposant démesuré": (
        lambda: dans(_FIN, _NOMBRE.format("1e900000000")),
        "feuille « .*», cellule H900 : « 1e900000000 » n'est pas une valeur",
    ),
    "nombre de 5 000 chiffres": (
        lambda: dans(_FIN, _NOMBRE.format("9" * 5_000)), "cellule H900 : « 9{40} » n'est pas une valeur",
    ),
    "style de 5 000 chiffres": (
        lambda: dans(_FIN, _NOMBRE.format(1).replace('"H900"', f'"H900" s="{"9" * 5_000}"')),
        "un nombre y a trop de chiffres",
    ),
    "demi-caractère": (
        lambda: dans("CPTS des Hostiles", "CPTS _xD800_", "sharedStrings"), "n'est pas renseigné",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], float, float]]:
    """Return, for each file, what was said, the seconds and the megabytes that it took."""
    dossier = tmp_path_factory.mktemp("CPTS de l'Étang & du Bois")
    chemins = []
    for rang, (fabrique, _) in enumerate(HOSTILES.values()):
        chemins.append(dossier / f"reçu {rang}.xlsx")
        chemins[-1].write_bytes(fabrique())
    propre = dossier / "propre.xlsx"
    propre.write_bytes(sain())
    commande = [sys.executable, "-c", _ENFANT, str(SECONDES), str(ADRESSES), *map(str, [*chemins, propre])]
    environ = {**os.environ, "PYTHONPATH": str(RACINE), "http_proxy": "http://127.0.0.1:9"}
    fait = subprocess.run(commande, check=False, capture_output=True, text=True, timeout=240, env=environ)
    assert fait.returncode == 0, fait.stderr[-2_000:]
    lus = [json.loads(ligne) for ligne in fait.stdout.splitlines()]
    noms = [*HOSTILES, "propre"]
    assert [ligne[0] for ligne in lus] == [chemin.name for chemin in [*chemins, propre]]
    return {nom: (dit, secondes, memoire) for nom, (_, dit, secondes, memoire) in zip(noms, lus, strict=True)}


@pytest.mark.parametrize("nom", HOSTILES)
def test_a_hostile_file_gets_its_sentence(nom: str, verdicts: dict[str, tuple[list[str], float, float]]) -> None:
    """Each file is refused or told in French, within 5 s and 500 MB: no traceback, no crash, nothing killed."""
    dit, secondes, memoire = verdicts[nom]
    assert dit[0] in {"lu", "ClasseurIllisible", "SaisieInvalide"}, dit
    assert re.search(HOSTILES[nom][1], " ".join(dit)), dit[:3]
    assert secondes < SECONDES, nom
    assert memoire < MEMOIRE, nom
    assert "Traceback" not in " ".join(dit)


def test_the_sound_workbook_goes_through_the_same_limits(verdicts: dict[str, tuple[list[str], float, float]]) -> None:
    """The limits stop no honest file: it is read, and nothing is said of its container."""
    dit, secondes, memoire = verdicts["propre"]
    assert dit[0] == "lu"
    assert not [phrase for phrase in dit[1:] if "extérieur" in phrase or "macros" in phrase]
    assert secondes < SECONDES
    assert memoire < MEMOIRE
