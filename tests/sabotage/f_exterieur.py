"""What comes from outside or hides in the file: links, programs, fingerprints torn off or borrowed, broken files."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pyopenvba import ExcelFile

from cpts_xl.constats import Cause
from tests.sabotage.base import octets
from tests.sabotage.gestes import Geste, formule_posee
from tests.sabotage.modele import CONTENU, DIT, REFUS, SERIEUX, Falsification, Qui
from tests.sabotage.paquet import PROPRIETES, Paquet

LIBRE = ("Textes", "H7")
"""A cell of no table: whatever stands there is not ours."""
_MACRO = 'Attribute VB_Name = "Module1"\r\nSub Envoyer()\r\n    Shell "cmd"\r\nEnd Sub\r\n'


def liens() -> Iterator[Falsification]:
    """Yield the formulas that call the outside, and the programs added."""
    cas = (
        ("formule liée à un autre classeur", "[1]Feuil1!$A$1"),
        ("formule DDE", "cmd|' /c calc'!A0"),
        ("appel d'un service web", 'WEBSERVICE("http://exemple.invalid/")'),
    )
    for nom, formule in cas:
        yield Falsification(
            nom, "extérieur", LIBRE, (CONTENU, Cause.FORMULE), formule_posee(*LIBRE, formule), qui=Qui.TOUS
        )
    yield Falsification(
        "lien vers un classeur extérieur déclaré",
        "extérieur",
        ("", ""),
        (CONTENU, REFUS),
        _lien_externe(),
        qui=Qui.TOUS,
    )
    yield Falsification(
        "macro ajoutée à la copie de relecture",
        "extérieur",
        ("", ""),
        (CONTENU,),
        brut=_avec_macro,
        fichier="classeur.xlsm",
    )
    yield Falsification(
        "module ajouté à nos macros", "extérieur", ("", ""), (CONTENU,), brut=_module_ajoute, base="xlsm",
         fichier="suivi.xlsm",
        cite="Module1",
    )  # fmt: skip
    yield Falsification(
        "module ajouté à nos macros, sous l'extension .xlsx", "extérieur", ("", ""), (CONTENU,), brut=_module_ajoute,
         base="xlsm", cite="Module1",
    )  # fmt: skip


def _lien_externe() -> Geste:
    partie = "xl/externalLinks/externalLink1.xml"
    corps = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<externalBook r:id="rId1"/></externalLink>'
    )

    def applique(p: Paquet) -> None:
        p.declarer(
            partie, "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml", corps.encode()
        )
        p.lier("xl/workbook.xml", "rId998", "externalLink", "externalLinks/externalLink1.xml")
        p.lier(partie, "rId1", "externalLinkPath", "C:\\Autre\\classeur.xlsx")
        lien = p.arbre("xl/externalLinks/_rels/externalLink1.xml.rels")[0]
        lien.set("TargetMode", "External")

    return Geste(applique, lambda avant, apres: partie in apres.parties and partie not in avant.parties)


def _avec_macro(contenu: bytes) -> bytes:
    """Give the reviewer's copy a program that is not ours: it must have none."""
    paquet, autre = Paquet(contenu), Paquet(_module_ajoute(octets("xlsm")))
    paquet.declarer("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", autre.parties["xl/vbaProject.bin"])
    paquet.lier("xl/workbook.xml", "rId997", "vbaProject", "vbaProject.bin")
    for element in paquet.arbre("[Content_Types].xml"):
        if element.get("PartName") == "/xl/workbook.xml":
            element.set("ContentType", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    return paquet.octets()


def _module_ajoute(contenu: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "suivi.xlsm"
        chemin.write_bytes(contenu)
        with ExcelFile(chemin) as classeur:
            classeur.vba_project().add_module("Module1", _MACRO)
            classeur.save()
        return chemin.read_bytes()


EMPREINTES = (Cause.EMPREINTE, "empreintes portées", "modèle altéré")
"""The words that the state of the model is told with."""


def empreintes() -> Iterator[Falsification]:
    """Yield the marks of the model torn off, or taken from another workbook."""
    cas = (
        ("propriétés et partie XML de l'outil retirées", _proprietes(""), DIT),
        ("propriétés et repères de l'outil copiés d'un autre classeur", _proprietes("suivante"), SERIEUX),
        ("premier chiffre des empreintes récrit", _chiffre_change(0), SERIEUX),
        ("dernier chiffre des empreintes récrit", _chiffre_change(63), SERIEUX),
    )
    for nom, geste, gravites in cas:
        yield Falsification(nom, "empreinte", ("", ""), EMPREINTES, geste, gravites=gravites)


def _proprietes(autre: str) -> Geste:
    """Replace the properties and the custom parts by those of another workbook, or by nothing."""

    def applique(p: Paquet) -> None:
        source = Paquet(octets(autre)) if autre else None
        for nom in [n for n in p.parties if n == PROPRIETES or n.startswith("customXml/item")]:
            if source is not None and nom in source.parties:
                p.remplacer(nom, source.parties[nom])
            elif nom == PROPRIETES:
                p.remplacer(
                    nom,
                    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
                )
            elif "Props" not in nom:
                p.remplacer(nom, b"<vide/>")

    return Geste(applique, lambda avant, apres: avant.parties[PROPRIETES] != apres.parties[PROPRIETES])


def _chiffre_change(place: int) -> Geste:
    """Change one digit of every fingerprint that the properties hold."""

    def applique(p: Paquet) -> None:
        for valeur in p.arbre(PROPRIETES).iter():
            texte = valeur.text or ""
            if len(texte) == 64 and not set(texte) - set("0123456789abcdef"):
                autre = "0" if texte[place] != "0" else "1"
                valeur.text = texte[:place] + autre + texte[place + 1 :]

    return Geste(applique, lambda avant, apres: avant.parties[PROPRIETES] != apres.parties[PROPRIETES])


def abimes() -> Iterator[Falsification]:
    """Yield the files that a bad copy, a mail or a program broke."""
    cas = (
        ("fichier tronqué", lambda contenu: contenu[: len(contenu) // 2]),
        ("feuille vidée de son contenu", _feuille_videe),
        ("partie abîmée", _partie_abimee),
        ("page web nommée .xlsx", lambda _contenu: b"<html><body><table><tr><td>1</td></tr></table></body></html>"),
    )
    for nom, brut in cas:
        yield Falsification(
            nom,
            "fichier abîmé",
            ("", ""),
            (REFUS, Cause.FEUILLE_ABSENTE, Cause.ABSENTE, COLONNE),
            brut=brut,
            qui=Qui.TOUS,
        )


COLONNE = "colonne absente"


def _recrire(contenu: bytes, partie: str, neuve: bytes) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as source, zipfile.ZipFile(tampon, "w") as cible:
        for info in source.infolist():
            cible.writestr(info.filename, neuve if info.filename == partie else source.read(info))
    return tampon.getvalue()


def _feuille_videe(contenu: bytes) -> bytes:
    partie = Paquet(contenu).feuilles["Financement"]
    vide = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    return _recrire(contenu, partie, vide)


def _partie_abimee(contenu: bytes) -> bytes:
    paquet = Paquet(contenu)
    partie = paquet.feuilles["Financement"]
    return _recrire(contenu, partie, paquet.parties[partie][:-200])
