"""The manifest: held to the rules of Microsoft that need no service, each rule seen to refuse something."""

from __future__ import annotations

import re
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from cpts_xl.errors import SaisieInvalide
from cpts_xl.udf.officejs.manifeste import adresse, manifeste, version_office
from tests.udf.officejs.regles_manifeste import APP, BT, fautes

RACINE = "https://outils.exemple.fr/cpts"
BON = manifeste(adresse(RACINE), "0.2.0", 193)


def test_the_manifest_follows_the_rules() -> None:
    """No fault, on a plain address, on one with a port and an ampersand, with a support page."""
    assert fautes(BON) == []
    assert fautes(manifeste(adresse("https://a.fr:8443/x&y/"), "12.0.1rc1", 193, "https://aide.fr/a&b")) == []


SABOTAGES = {
    "ordre du début": (r"(<Id>.*</Id>)\s*(<Version>.*</Version>)", r"\2\1", "ordre"),
    "identifiant": (r"<Id>.", "<Id>z", "Id « z"),
    "version de trois nombres": (r"<Version>.*</Version>", "<Version>1.0.2</Version>", "Version"),
    "version trop basse": (r"<Version>.*</Version>", "<Version>0.2.0.0</Version>", "Version"),
    "langue": ("fr-FR", "français", "DefaultLocale"),
    "nom trop long": ('DisplayName DefaultValue="', 'DisplayName DefaultValue="' + "n" * 120, "DisplayName"),
    "description trop longue": ('(<Description DefaultValue=")', r"\1" + "d" * 200, "Description"),
    "adresse en http": (r"IconUrl DefaultValue=\"https:", 'IconUrl DefaultValue="http:', "IconUrl"),
    "sans page d'aide": (r"<SupportUrl.*/>", "", "SupportUrl : 0"),
    "hôte inconnu": (r'Host Name="Workbook"', 'Host Name="Tableur"', "Host"),
    "droits inconnus": ("ReadWriteDocument", "Tout", "Permissions"),
    "moteur après les fonctions": (
        r"(?s)(<Runtimes>.*</Runtimes>)(.*</AllFormFactors>)", r"\2\1", "Host ne sont pas dans l'ordre"),
    "deux moteurs": (r"(<Runtime .*/>)", r"\1\1", "Runtime : 2"),
    "durée du moteur": ('lifetime="long"', 'lifetime="toujours"', "lifetime"),
    "moteur d'une autre page": ('Runtime resid="Page.Url"', 'Runtime resid="Noyau.Url"', "diffèrent"),
    "moteur partagé non demandé": ('Name="SharedRuntime"', 'Name="ExcelApi"', "SharedRuntime"),
    "adresses non demandées": (r'<Set Name="CustomFunctionsRuntime".*/>', "", "CustomFunctionsRuntime 1.3"),
    "adresses d'un Excel trop vieux": ('MinVersion="1.3"', 'MinVersion="1.2"', "CustomFunctionsRuntime 1.3"),
    "conditions inconnues": ('Name="CustomFunctionsRuntime"', 'Name="CustomFunctions"', "« CustomFunctions » inconnu"),
    "page avant le script": (r"(?s)(<Script>.*</Script>)(.*<Page>.*</Page>)", r"\2\1", "CustomFunctions ne sont pas"),
    "sans script": (r"(?s)<Script>.*</Script>", "", "Script : 0"),
    "onglet inconnu": ("TabFormulas", "TabCpts", "OfficeTab"),
    "icône sans 80": (r'<bt:Image size="80".*/>', "", "Icon : tailles"),
    "icône de 128": (r'size="64"', 'size="128"', "Icon : tailles"),
    "titre après l'adresse": (r"(<TaskpaneId>.*</TaskpaneId>)(\s*<SourceLocation.*/>)", r"\2\1", "ShowTaskpane"),
    "renvoi perdu": ('Label resid="Volet.Nom"', 'Label resid="Perdu"', "« Perdu » n'est pas défini"),
    "renvoi d'une autre sorte": ('Title resid="Volet.Nom"', 'Title resid="Volet.Texte"', "« Volet.Texte »"),
    "renvoi absent": (' resid="Accueil.Titre"', "", "resid absent"),
    "ressource double": ('id="Groupe.Nom"', 'id="Volet.Nom"', "double"),
    "ressource au nom trop long": ("Groupe.Nom", "G" * 33, "plus de 32"),
    "texte court trop long": ('id="Groupe.Nom" DefaultValue="', 'id="Groupe.Nom" DefaultValue="' + "x" * 125, "129"),
    "ressource en http": (r'(id="Noyau.Url" DefaultValue=")https', r"\1http", "Url : adresse"),
    "ressources mêlées": (r"(?s)(<bt:Images>.*</bt:Images>)(.*</bt:Urls>)", r"\2\1", "Resources ne sont pas"),
    "élément inconnu": ("<ProviderName>", "<Auteur/><ProviderName>", "Auteur n'a pas sa place"),
    "autre sorte de complément": ('xsi:type="TaskPaneApp"', 'xsi:type="MailApp"', "TaskPaneApp"),
    "XML coupé": ("</OfficeApp>", "", "mal formé"),
}  # fmt: skip


@pytest.mark.parametrize("sabotage", SABOTAGES)
def test_a_broken_manifest_is_refused(sabotage: str) -> None:
    """Each rule, broken on purpose, is reproached: the check can fail."""
    avant, apres, mots = SABOTAGES[sabotage]
    casse, fois = re.subn(avant, apres, BON.decode())
    assert fois, "this sabotage changed nothing"
    assert any(mots in faute for faute in fautes(casse.encode())), fautes(casse.encode())


def test_the_identity_follows_the_address() -> None:
    """One address is one add-in for ever, whatever its version or how it was typed; another is another."""
    assert str(UUID(adresse(RACINE).identifiant)) == adresse(RACINE).identifiant
    assert adresse(" HTTPS://Outils.Exemple.FR/cpts/ ").identifiant == adresse(RACINE).identifiant
    assert adresse("https://outils.exemple.fr/autre").identifiant != adresse(RACINE).identifiant
    assert adresse(RACINE).identifiant == "53d3e33c-ce4b-5203-ba78-1107e2835836"


def test_every_address_is_that_of_the_host() -> None:
    """The manifest sends to no one but the host: files, icons, support."""
    racine = ET.fromstring(BON)  # noqa: S314  (notre propre fichier)
    urls = [e.get("DefaultValue", "") for e in racine.iter() if e.get("DefaultValue", "").startswith("http")]
    assert len(urls) >= 10
    assert all(url.startswith(RACINE + "/") for url in urls)
    assert {e.tag for e in racine.iter()} >= {APP + "SupportUrl", BT + "Url"}


def test_names_have_no_prefix() -> None:
    """Without Namespace, a function is typed CPTS_TAILLE here as everywhere else."""
    assert b"<Namespace" not in BON


@pytest.mark.parametrize(
    ("version", "attendue"),
    [
        ("0.2.0", "1.0.2.0"),
        ("1.4.12", "1.1.4.12"),
        ("2.0", "1.2.0.0"),
        ("0.3.0+local.7", "1.0.3.0"),
        ("0.3.0rc1", "1.0.3.0"),
    ],
)
def test_the_version_has_four_numbers_from_one_up(version: str, attendue: str) -> None:
    """Microsoft refuses less than 1.0 and, on the web, anything but four numbers."""
    assert version_office(version) == attendue


@pytest.mark.parametrize(
    ("saisie", "mots"),
    [
        ("http://outils.exemple.fr/cpts", "n'admet que https"),
        ("outils.exemple.fr/cpts", "n'admet que https"),
        ("", "n'admet que https"),
        (r"C:\Users\Éloïse D'Orgeval", "blanc"),
        (r"C:\Sites\cpts", "n'admet que https"),
        ("https://", "nom du serveur manquant"),
        ("https:///cpts", "nom du serveur manquant"),
        ("https://moi:secret@a.fr/cpts", "compte de trop"),
        ("https://a.fr:99999/cpts", "illisible"),
        ("https://[a.fr/cpts", "illisible"),
        ("https://a.fr/cpts?v=1", "ni « ? »"),
        ("https://a.fr/cpts#haut", "ni « ? »"),
        ("https://a.fr/cpts?", "ni « ? »"),
        ('https://a.fr/"><x>', "caractère spécial"),
        ("https://a.fr/mes outils", "blanc"),
        ("https://a.fr/à", "accent"),
        ("https://a.fr/cpts/page.html", "celle d'un fichier"),
        ("https://a.fr/" + "x" * 2000, "trop longue"),
    ],
)  # fmt: skip
def test_an_address_that_excel_would_refuse_is_refused(saisie: str, mots: str) -> None:
    """The sentence says what is wrong and what to give."""
    with pytest.raises(SaisieInvalide, match=re.escape(mots)):
        adresse(saisie)
