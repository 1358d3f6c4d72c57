"""The rules of Microsoft on a manifest that can be checked without its service, each with where it is written.

Order, number and types of elements are those of [MS-OWEMXML] (sections 2.2 and 5.7, pages of learn.microsoft.com/
openspecs/office_file_formats/ms-owemxml) and of « manifest-element-ordering » ; only what our manifest uses is here,
anything else is a fault.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

APP = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OV = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
BT = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

PLUSIEURS = 99
_IMAGES = [(BT + "Image", 1, PLUSIEURS)]

ENFANTS: dict[str, list[tuple[str, int, int]]] = {
    # OfficeApp puis TaskPaneApp ; SupportUrl et les deux icônes sont exigés par la validation du catalogue
    APP + "OfficeApp": [
        (APP + "Id", 1, 1), (APP + "AlternateId", 0, 1), (APP + "Version", 1, 1), (APP + "ProviderName", 1, 1),
        (APP + "DefaultLocale", 1, 1), (APP + "DisplayName", 1, 1), (APP + "Description", 1, 1),
        (APP + "IconUrl", 1, 1), (APP + "HighResolutionIconUrl", 1, 1), (APP + "SupportUrl", 1, 1),
        (APP + "AppDomains", 0, 1), (APP + "Hosts", 1, 1), (APP + "Requirements", 0, 1),
        (APP + "DefaultSettings", 1, 1), (APP + "Permissions", 1, 1), (OV + "VersionOverrides", 1, 1),
    ],
    APP + "Hosts": [(APP + "Host", 1, PLUSIEURS)],
    APP + "Requirements": [(APP + "Sets", 0, 1)],
    APP + "Sets": [(APP + "Set", 1, PLUSIEURS)],
    APP + "DefaultSettings": [(APP + "SourceLocation", 1, 1)],
    OV + "VersionOverrides": [
        (OV + "Description", 0, 1), (OV + "Requirements", 0, 1), (OV + "Hosts", 1, 1), (OV + "Resources", 1, 1),
    ],
    OV + "Hosts": [(OV + "Host", 1, PLUSIEURS)],
    OV + "Host": [(OV + "Runtimes", 1, 1), (OV + "AllFormFactors", 1, 1), (OV + "DesktopFormFactor", 1, 1)],
    OV + "Runtimes": [(OV + "Runtime", 1, 1)],  # « currently, only one Runtime element », page du même nom
    OV + "AllFormFactors": [(OV + "ExtensionPoint", 1, 1)],
    OV + "DesktopFormFactor": [
        (OV + "GetStarted", 0, 1), (OV + "FunctionFile", 0, 1), (OV + "ExtensionPoint", 1, PLUSIEURS),
    ],
    OV + "GetStarted": [(OV + "Title", 1, 1), (OV + "Description", 1, 1), (OV + "LearnMoreUrl", 1, 1)],
    "CustomFunctions": [
        (OV + "Script", 1, 1), (OV + "Page", 1, 1), (OV + "Metadata", 0, 1), (OV + "Namespace", 0, 1),
    ],
    OV + "Script": [(OV + "SourceLocation", 1, 1)],
    OV + "Page": [(OV + "SourceLocation", 1, 1)],
    OV + "Metadata": [(OV + "SourceLocation", 1, 1)],
    "PrimaryCommandSurface": [(OV + "OfficeTab", 1, PLUSIEURS)],
    OV + "OfficeTab": [(OV + "Group", 1, PLUSIEURS)],
    OV + "Group": [(OV + "Label", 1, 1), (OV + "Icon", 1, 1), (OV + "Control", 1, PLUSIEURS)],
    "Button": [(OV + "Label", 1, 1), (OV + "Supertip", 1, 1), (OV + "Icon", 1, 1), (OV + "Action", 1, 1)],
    OV + "Supertip": [(OV + "Title", 1, 1), (OV + "Description", 1, 1)],
    OV + "Icon": _IMAGES,
    "ShowTaskpane": [(OV + "TaskpaneId", 0, 1), (OV + "SourceLocation", 1, 1), (OV + "Title", 0, 1)],
    OV + "Resources": [
        (BT + "Images", 0, 1), (BT + "Urls", 0, 1), (BT + "ShortStrings", 0, 1), (BT + "LongStrings", 0, 1),
    ],
    BT + "Images": _IMAGES,
    BT + "Urls": [(BT + "Url", 1, PLUSIEURS)],
    BT + "ShortStrings": [(BT + "String", 1, PLUSIEURS)],
    BT + "LongStrings": [(BT + "String", 1, PLUSIEURS)],
}  # fmt: skip
"""Children in their order, with how few and how many; an element absent from the table has none."""

DE_TYPE = {OV + "ExtensionPoint", OV + "Control", OV + "Action"}
"""Elements whose children depend on their xsi:type."""

MOTIFS = {
    APP + "Id": r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",  # UUID, 2.3.5
    APP + "Version": r"[1-9]\d{0,4}(\.\d{1,5}){3}",  # quatre nombres (Office-Addin-Scripts#207), 1.0 au moins
    APP + "DefaultLocale": r"[a-z]{2}-[A-Z]{2}",  # CultureName, 2.3.7
    APP + "Permissions": "Restricted|ReadDocument|ReadAllDocument|WriteDocument|ReadWriteDocument",
    APP + "ProviderName": ".{1,125}",  # ShortString, 2.3.2
    OV + "TaskpaneId": ".{1,125}",
}
ATTRIBUTS = {
    APP + "DisplayName": ("DefaultValue", ".{1,125}"),  # ShortLocaleAwareSetting
    APP + "Description": ("DefaultValue", ".{1,250}"),  # LongLocaleAwareSetting
    APP + "Host": ("Name", "Workbook"),
    APP + "Set": ("MinVersion", r"\d{1,5}\.\d{1,5}"),  # ShortVersion
    OV + "Host": (TYPE, "Workbook"),
    OV + "VersionOverrides": (TYPE, "VersionOverridesV1_0"),
    OV + "Runtime": ("lifetime", "short|long"),
    # onglets du ruban d'Excel : page « built-in-button-ids » et liste des identifiants d'OfficeTab
    OV + "OfficeTab": ("id", "Tab(Home|Insert|PageLayoutExcel|Formulas|Data|Review|View)"),
    OV + "Group": ("id", ".{1,125}"),
    OV + "Control": ("id", ".{1,125}"),
}
ADRESSES = {APP + "IconUrl", APP + "HighResolutionIconUrl", APP + "SupportUrl", APP + "SourceLocation",
            BT + "Url"}  # fmt: skip
RENVOIS = {
    OV + "SourceLocation": "Urls", OV + "FunctionFile": "Urls", OV + "LearnMoreUrl": "Urls", OV + "Runtime": "Urls",
    OV + "Label": "ShortStrings", OV + "Title": "ShortStrings", OV + "Namespace": "ShortStrings",
    OV + "Description": "LongStrings", BT + "Image": "Images",
}  # fmt: skip
"""Where the resid of an element must be defined."""

EXIGES = {"SharedRuntime": (1, 1), "CustomFunctionsRuntime": (1, 3)}
"""The requirement sets: the shared runtime alone may ask Excel; « parameterAddresses » came with 1.3 of functions."""

LONGUEURS = {"ShortStrings": 125, "LongStrings": 250, "Urls": 2048, "Images": 2048}
TAILLES = {16, 32, 80}
TAILLES_ADMISES = TAILLES | {20, 24, 40, 48, 64}  # ImageResourceReference


def fautes(xml: bytes) -> list[str]:
    """Return what Microsoft would reproach to a manifest, one sentence each; nothing when it is well made."""
    try:
        racine = ET.fromstring(xml)  # noqa: S314  (notre propre fichier)
    except ET.ParseError as erreur:
        return [f"XML mal formé : {erreur}"]
    if racine.tag != APP + "OfficeApp" or racine.get(TYPE) != "TaskPaneApp":
        return ["la racine n'est pas un OfficeApp de type TaskPaneApp"]
    trouvees: list[str] = []
    for element in racine.iter():
        trouvees += _structure(element) + _valeurs(element)
    return trouvees + _ressources(racine) + _runtime(racine)


def _nom(tag: str) -> str:
    return tag.rpartition("}")[2]


def _structure(element: ET.Element) -> list[str]:
    cle = element.get(TYPE, "") if element.tag in DE_TYPE else element.tag
    attendus = ENFANTS.get(cle, [])
    ordre = [nom for nom, _, _ in attendus]
    dits = [f"{_nom(enfant.tag)} n'a pas sa place dans {_nom(cle)}" for enfant in element if enfant.tag not in ordre]
    rangs = [ordre.index(enfant.tag) for enfant in element if enfant.tag in ordre]
    if rangs != sorted(rangs):
        dits.append(f"les éléments de {_nom(cle)} ne sont pas dans l'ordre")
    for nom, mini, maxi in attendus:
        nombre = len(element.findall(nom))
        if not mini <= nombre <= maxi:
            dits.append(f"{_nom(nom)} : {nombre} dans {_nom(cle)}")
    return dits


def _valeurs(element: ET.Element) -> list[str]:
    dits = []
    motif = MOTIFS.get(element.tag)
    if motif and not re.fullmatch(motif, element.text or ""):
        dits.append(f"{_nom(element.tag)} « {element.text} » n'a pas la forme voulue")
    if element.tag in ATTRIBUTS:
        attribut, forme = ATTRIBUTS[element.tag]
        if not re.fullmatch(forme, element.get(attribut, "")):
            dits.append(f"{_nom(element.tag)} : attribut {_nom(attribut)} « {element.get(attribut)} »")
    if element.tag in ADRESSES | {BT + "Image"} and element.get("resid") is None:
        url = element.get("DefaultValue", "")
        if not re.fullmatch(r"https://[^\s/]+/\S+", url):
            dits.append(f"{_nom(element.tag)} : adresse « {url} »")
    if element.tag == OV + "Icon":
        tailles = [int(image.get("size", "0")) for image in element]
        if not set(tailles) >= TAILLES or not set(tailles) <= TAILLES_ADMISES or len(set(tailles)) < len(tailles):
            dits.append(f"Icon : tailles {tailles}")
    return dits


def _ressources(racine: ET.Element) -> list[str]:
    """Return what is wrong in the resources: doubled, too long, missing, of another kind, never used."""
    definies: dict[str, str] = {}
    dits = []
    for sorte, longueur in LONGUEURS.items():
        for une in racine.iterfind(f".//{BT}{sorte}/*"):
            nom, valeur = une.get("id", ""), une.get("DefaultValue", "")
            if not 1 <= len(nom) <= 32 or nom in definies:
                dits.append(f"ressource « {nom} » : nom absent, double ou de plus de 32 caractères")
            if not 1 <= len(valeur) <= longueur:
                dits.append(f"ressource « {nom} » : {len(valeur)} caractères")
            definies[nom] = sorte
    employees = set()
    for element in racine.iter():
        resid = element.get("resid")
        if resid is None:
            if element.tag.startswith(OV) and element.tag in RENVOIS:
                dits.append(f"{_nom(element.tag)} : resid absent")
            continue
        employees.add(resid)
        if definies.get(resid) != RENVOIS.get(element.tag):
            dits.append(f"{_nom(element.tag)} : resid « {resid} » n'est pas défini où il faut")
    return dits + [f"ressource « {nom} » jamais employée" for nom in definies if nom not in employees]


def _runtime(racine: ET.Element) -> list[str]:
    """Return whether the shared runtime, the functions and the pane are one page, and what is asked of Excel."""
    pages = [f".//{OV}Runtime", f".//{OV}Page/{OV}SourceLocation", f".//{OV}Action/{OV}SourceLocation"]
    resids = {element.get("resid") for chemin in pages for element in racine.iterfind(chemin)}
    demandes = {un.get("Name", ""): un.get("MinVersion", "") for un in racine.iterfind(f".//{APP}Set")}
    dits = (
        [] if len(resids) == 1 else [f"le moteur partagé, la page et le volet diffèrent : {sorted(map(str, resids))}"]
    )
    dits += [f"ensemble de conditions « {nom} » inconnu" for nom in demandes if nom not in EXIGES]
    return dits + [
        f"{nom} {_version(voulue)} n'est pas demandé"
        for nom, voulue in EXIGES.items()
        if not re.fullmatch(r"\d+\.\d+", demandes.get(nom, "")) or _lue(demandes[nom]) < voulue
    ]


def _lue(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _version(nombres: tuple[int, ...]) -> str:
    return ".".join(map(str, nombres))
