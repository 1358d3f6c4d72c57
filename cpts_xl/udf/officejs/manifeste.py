"""The manifest of the add-in, XML of Microsoft: who it is, where its files are, what it adds to Excel."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from cpts_xl.errors import SaisieInvalide

_LONGUEUR = 2048  # d'une adresse du manifeste, au plus
_FICHIER = 64  # ce que le nom d'un fichier peut y ajouter
_ICONES = (16, 32, 64, 80)  # celles qu'un bouton du ruban admet, parmi les nôtres


@dataclass(frozen=True, slots=True)
class Adresse:
    """Where the files are hosted, without a slash at the end; every URL of the manifest starts with it."""

    racine: str

    @property
    def identifiant(self) -> str:
        """Return the GUID of the add-in: always the same for one address, another for another host."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, self.racine))


def adresse(saisie: str) -> Adresse:
    """Return the address of the host, checked.

    Raises:
        SaisieInvalide: not an https address of a folder, without account, question mark or fragment.
    """
    exemple = "donner celle du dossier, par exemple https://outils.exemple.fr/cpts"
    nette = verifier(saisie, exemple)
    if nette.endswith((".html", ".xml", ".js")):
        raise SaisieInvalide(f"Adresse « {saisie} » : c'est celle d'un fichier ; {exemple}.")
    return Adresse(nette)


def verifier(saisie: str, exemple: str) -> str:
    """Return an https address that a manifest may hold, its host in lower case, without a slash at the end.

    Raises:
        SaisieInvalide: something else; the sentence ends with ``exemple``.
    """
    nette = saisie.strip().rstrip("/")
    if any(caractere.isspace() or not caractere.isprintable() for caractere in nette):
        raise SaisieInvalide(f"Adresse « {saisie} » : elle contient un blanc ; {exemple}.")
    if not nette.isascii():
        raise SaisieInvalide(f"Adresse « {saisie} » : elle contient un accent ; la donner comme le navigateur l'écrit.")
    try:
        lue = urlsplit(nette)
        port = lue.port
    except ValueError as erreur:
        raise SaisieInvalide(f"Adresse « {saisie} » : illisible ; {exemple}.") from erreur
    if lue.scheme.lower() != "https":
        raise SaisieInvalide(f"Adresse « {saisie} » : Excel n'admet que https ; {exemple}.")
    if not lue.hostname or lue.username is not None or port == 0:
        raise SaisieInvalide(f"Adresse « {saisie} » : nom du serveur manquant, ou compte de trop ; {exemple}.")
    if lue.query or lue.fragment or "?" in nette or "#" in nette or set(nette) & set('<>"{}|\\^`'):
        raise SaisieInvalide(f"Adresse « {saisie} » : ni « ? », ni « # », ni caractère spécial ; {exemple}.")
    racine = f"https://{lue.netloc.lower()}{lue.path}"
    if len(racine) + _FICHIER > _LONGUEUR:
        raise SaisieInvalide(f"Adresse de {len(racine)} caractères : trop longue ; {exemple}.")
    return racine


def version_office(version: str) -> str:
    """Return the version in four numbers, from 1.0 up as Microsoft wants: 0.2.0 is 1.0.2.0."""
    nombres = [morceau for morceau in version.split("+", maxsplit=1)[0].split(".") if morceau.isdigit()]
    return ".".join(["1", *[*nombres, "0", "0", "0"][:3]])


def manifeste(lieu: Adresse, version: str, nombre: int, aide: str = "") -> bytes:
    """Return ``manifest.xml``. ``nombre``: how many functions, told in the description; ``aide``: the support page."""
    valeurs = {
        "ID": lieu.identifiant,
        "VERSION": version_office(version),
        "NOMBRE": str(nombre),
        "AIDE": aide or f"{lieu.racine}/page.html#aide",
        "RACINE": lieu.racine,
    }
    texte = (files("cpts_xl.udf.officejs") / "gabarits" / "manifest.xml").read_text(encoding="utf-8")
    images = "\n".join(
        f'        <bt:Image id="Icone.{taille}" DefaultValue="@RACINE@/icones/{taille}.png"/>' for taille in _ICONES
    )
    texte = texte.replace("@IMAGES@", images.lstrip())
    for cle, valeur in valeurs.items():
        texte = texte.replace(f"@{cle}@", quoteattr(valeur)[1:-1])
    return texte.replace("\r\n", "\n").encode()
