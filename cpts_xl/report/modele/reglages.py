"""The parts of the starting template that hold no text: settings, fonts, properties. Nothing foreign is left."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cpts_xl.report.charte import Charte
from cpts_xl.report.modele.styles import LANGUE, W

_INUTILES = ("/thumbnail", "/stylesWithEffects", "/customXml")

# l'ordre est celui du schéma ; compatibilityMode 15 évite « Mode de compatibilité » dans le titre de Word
_REGLAGES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="{LANGUE}"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2"
 w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"
 w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>
"""


def _polices(charte: Charte) -> str:
    """Return the table of fonts: the one of the look, and what stands in for it where it is not installed."""
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="{W}"><w:font w:name="{charte.police}"><w:altName w:val="{charte.secours}"/><w:charset w:val="00"/>
<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font></w:fonts>
"""


_APPLICATION = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">
<Application>cpts_xl</Application></Properties>
"""


def poser_reglages(document: Any, charte: Charte, titre: str) -> None:
    """Empty a new python-docx document, and give it our settings, fonts and properties."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    for enfant in list(document.element.body):
        if not enfant.tag.endswith("sectPr"):
            document.element.body.remove(enfant)
    _retirer_les_parties_inutiles(document)
    reglages = document.settings.element
    for enfant in list(reglages):
        reglages.remove(enfant)
    for enfant in list(parse_xml(_REGLAGES.encode())):
        reglages.append(enfant)
    for partie in document.part.package.iter_parts():
        if partie.partname == "/word/fontTable.xml":
            partie._blob = _polices(charte).encode()  # noqa: SLF001 - partie sans modèle dans python-docx
        elif partie.partname == "/docProps/app.xml":
            partie._blob = _APPLICATION.encode()  # noqa: SLF001
    proprietes = document.core_properties
    proprietes.title, proprietes.language, proprietes.author = titre, LANGUE, "cpts_xl"
    proprietes.comments = proprietes.keywords = proprietes.subject = proprietes.category = ""
    proprietes.last_modified_by, proprietes.revision = "cpts_xl", 1
    proprietes.created = proprietes.modified = datetime(2025, 1, 1, tzinfo=UTC)


def _retirer_les_parties_inutiles(document: Any) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for identifiant, relation in list(relations.items()):
            if relation.reltype.endswith(_INUTILES):
                del relations[identifiant]
