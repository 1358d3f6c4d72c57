"""Parts and fields that hide from the examination of a template: refused in words; of a received report, told."""

from __future__ import annotations

import io
import zipfile

import pytest

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.contexte import contexte
from cpts_xl.report.gabarit import rendre
from cpts_xl.report.paquet import RAPPORT_RECU, ouvrir
from cpts_xl.report.verification import verifier_gabarit

from .conftest import DEPOT

MODELES = sorted((DEPOT / "report_templates").glob("*.docx"))
COURT = DEPOT / "report_templates" / "rapport_court.docx"
ENTETE, RELATIONS, TYPES = "word/header1.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
PIEGE = r' DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc" '
HORS_XML = "n'est pas nommée « .xml »"


def _borne(genre: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{genre}"/></w:r>'


def _dit(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def _champ(*instructions: str) -> str:
    """Return the runs of one field, its instruction cut where the texts are."""
    textes = "".join(map(_dit, instructions))
    return f"{_borne('begin')}{textes}{_borne('separate')}<w:r><w:t>x</w:t></w:r>{_borne('end')}"


def _autour(*morceaux: str) -> str:
    """Return a field without a result around these runs."""
    return "".join((_borne("begin"), *morceaux, _borne("end")))


def _avec(changes=None, noms=None, compression=zipfile.ZIP_DEFLATED) -> bytes:
    """Return the short template, some parts changed by a function of their bytes, some renamed."""
    sortie, changes, noms = io.BytesIO(), changes or {}, noms or {}
    with zipfile.ZipFile(COURT) as lu, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for nom in lu.namelist():
            octets = changes.get(nom, lambda un: un)(lu.read(nom))
            ecrit.writestr(noms.get(nom, nom), octets, compression if nom == ENTETE else zipfile.ZIP_DEFLATED)
    return sortie.getvalue()


def _remplacer(*couples: tuple[str, str]):
    def changer(octets: bytes) -> bytes:
        for avant, apres in couples:
            assert avant.encode() in octets, avant
            octets = octets.replace(avant.encode(), apres.encode())
        return octets

    return changer


def _dans_l_entete(champ: str):
    return _remplacer(("</w:hdr>", f"<w:p>{champ}</w:p></w:hdr>"))


def _entete_rangee(vers: str, cible: str, *, type_change: bool = True) -> bytes:
    """Return the template whose header holds a DDE field, and is kept in a part of another name."""
    changes = {ENTETE: _dans_l_entete(_champ(PIEGE)), RELATIONS: _remplacer(('"header1.xml"', f'"{cible}"'))}
    if type_change:
        changes[TYPES] = _remplacer(("/word/header1.xml", f"/{vers}"))
    return _avec(changes, {ENTETE: vers})


CACHES = {
    "autre suffixe": (lambda: _entete_rangee("word/header1.dat", "header1.dat"), HORS_XML),
    "sans suffixe": (lambda: _entete_rangee("word/header1", "header1"), HORS_XML),
    "faux signet": (lambda: _entete_rangee("word/header1.dat", "header1.dat#a.xml", type_change=False), HORS_XML),
    "faux média": (lambda: _entete_rangee("word/media/image9.png", "media/image9.png"), HORS_XML),
    "type seul": (lambda: _avec({TYPES: _remplacer(("/word/header1.xml", "/word/header1.bin"))}), HORS_XML),
    "autre dossier": (lambda: _entete_rangee("autre/header1.xml", "/autre/header1.xml"), "champ DDEAUTO"),
    "majuscules": (lambda: _entete_rangee("word/HEADER1.XML", "HEADER1.XML"), "champ DDEAUTO"),
}


@pytest.mark.parametrize("cas", CACHES)
def test_a_header_under_another_name_hides_nothing(cas, tmp_path, resultat):
    """What Word would read as XML is examined, or refused when its name is not that of XML; no report is written."""
    fabrique, mots = CACHES[cas]
    chemin = tmp_path / "piégé.docx"
    chemin.write_bytes(fabrique())
    with pytest.raises(GabaritInvalide, match=mots):
        verifier_gabarit(chemin, {})
    with pytest.raises(GabaritInvalide, match=mots):
        rendre(chemin, contexte(resultat))


@pytest.mark.parametrize("cas", CACHES)
def test_in_a_received_report_it_is_told(cas):
    """A report is read, never opened in Word: the same is said of it, and its reading goes on."""
    fabrique, mots = CACHES[cas]
    dangers: list[str] = []
    assert "word/document.xml" in ouvrir("reçu.docx", fabrique(), RAPPORT_RECU, dangers=dangers)
    assert any(mots in danger for danger in dangers)


@pytest.mark.parametrize(
    "instruction",
    ["DDE c:\\a", "ddeauto c:\\a", "LINK Excel.Sheet c:\\a", "INCLUDETEXT a", "INCLUDEPICTURE a", "INCLUDE a",
     "IMPORT a", 'DATABASE \\d "c:\\a.mdb"', "RD c:\\a.docx", "DATA a", "AUTOTEXT a", "AUTOTEXTLIST a", "GLOSSARY a",
     "MACROBUTTON a b", "PRINT 27"],
)  # fmt: skip
def test_a_field_that_takes_something_elsewhere_is_refused(instruction):
    """Whatever its case, it is named with what to do."""
    nom = instruction.split(maxsplit=1)[0].upper()
    with pytest.raises(GabaritInvalide, match=f"champ {nom}, qui lit un autre fichier.* ; le retirer"):
        ouvrir("m.docx", _avec({ENTETE: _dans_l_entete(_champ(f" {instruction} "))}))
    simple = f'<w:fldSimple w:instr="{instruction.replace(chr(34), "&quot;")}"/>'
    with pytest.raises(GabaritInvalide, match=f"champ {nom}, "):
        ouvrir("m.docx", _avec({ENTETE: _dans_l_entete(simple)}))


@pytest.mark.parametrize(
    ("champ", "mots"),
    [
        (_champ(" DDE", "AUTO c:\\a "), "champ DDEAUTO"),
        (_autour(_dit(" DDE"), _champ(" SET a b "), _dit("AUTO c:\\a ")), "champ DDEAUTO"),
        (_autour(_dit(" IF 1 = 1 "), _champ(" RD a ")), "champ RD"),
        (_autour(_champ(" QUOTE 68 68 69 "), _dit(" c:\\a")), "dont le nom est calculé"),
        (_borne("begin") + _dit(" RD a "), "champ RD"),
    ],
    ids=["en deux morceaux", "coupé par un champ", "dans un champ", "calculé", "sans fin"],
)
def test_a_field_cut_or_computed_is_refused(champ, mots):
    """Its name in several runs, cut by another field, inside another field, or computed by one."""
    with pytest.raises(GabaritInvalide, match=mots):
        ouvrir("m.docx", _avec({ENTETE: _dans_l_entete(champ)}))


def test_the_fields_of_ordinary_documents_are_kept():
    """Contents, references, numbering and links inside the document; a field in the result of another."""
    renvoi = _champ(" PAGEREF _Toc1 \\h ")
    sommaire = (
        f'{_borne("begin")}<w:r><w:instrText> TOC \\o "1-3" \\h </w:instrText></w:r>{_borne("separate")}'
        f"{renvoi}{_borne('end')}"
    )
    ordinaires = ("PAGE", "NUMPAGES", "REF a \\h", "SEQ Tableau", "STYLEREF 1", 'HYPERLINK \\l "a"', "IF 1 = 1 a b",
                  "DATE", "GOTOBUTTON a b", "DOCPROPERTY Titre", "ADDIN ZOTERO_ITEM", "= 1 + 1")  # fmt: skip
    champs = sommaire + "".join(_champ(f" {un} ").replace('"a"', "&quot;a&quot;") for un in ordinaires)
    assert ouvrir("m.docx", _avec({ENTETE: _dans_l_entete(champs)}))


@pytest.mark.parametrize("chemin", MODELES, ids=lambda chemin: chemin.name)
def test_the_templates_of_the_house_hold_no_danger(chemin):
    """Each of them passes the examination, and nothing is told of it."""
    dangers: list[str] = []
    ouvrir(chemin.name, chemin.read_bytes(), dangers=dangers)
    assert dangers == []


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("dangers", [None, []])
def test_a_part_compressed_as_word_never_does_is_refused(compression, dangers):
    """Sound or damaged, the part is named, with what to do; a received report is refused alike."""
    sain = _avec(compression=compression)
    place = sain.index(ENTETE.encode()) + len(ENTETE) + 12
    abime = sain[:place] + bytes(octet ^ 0xFF for octet in sain[place : place + 40]) + sain[place + 40 :]
    for contenu in (sain, abime):
        with pytest.raises(GabaritInvalide, match=r"partie header1.xml est comprimée .* l'enregistrer de nouveau"):
            ouvrir("m.docx", contenu, dangers=dangers)
