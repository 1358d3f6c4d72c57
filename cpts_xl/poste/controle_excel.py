"""What Excel itself, and the rules of an establishment, allow: its kind, its macros, its add-ins, its protections."""

from __future__ import annotations

import re
from pathlib import Path

from cpts_xl.poste.classeur import lire
from cpts_xl.poste.controle import Controle, a_mettre, inconnu, ordre
from cpts_xl.poste.lieux import Lieux
from cpts_xl.poste.machine import Machine

_VERSION = "16.0"
_SECURITE = rf"Microsoft\Office\{_VERSION}\Excel\Security"
_OPTIONS = rf"HKCU\Software\Microsoft\Office\{_VERSION}\Excel\Options"
_CHEMIN_EXCEL = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLIC = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_OUVERTURES = 20
SANS_MACROS = (
    "Le demander au service informatique, ou travailler sans macros : copie de relecture (« cpts-xl relecture »), "
    "LibreOffice, ou complément Office."
)

_PROTECTIONS = {
    "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B": "les macros ne peuvent pas appeler Windows",
    "D4F940AB-401B-4EFC-AADC-AD5F3C50688A": "Excel ne peut pas lancer d'autre programme, donc pas Python",
}
"""The rules of Microsoft Defender that stop any link between a macro and a program."""

_REGLES = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)


def bits(machine: Machine) -> int:
    """Return 64 or 32, the kind of Excel installed; 0 when the registry does not say."""
    plateforme = machine.registre(_CLIC, "Platform")
    if plateforme in {"x64", "x86"}:
        return 64 if plateforme == "x64" else 32
    sorte = machine.registre(rf"HKLM\SOFTWARE\Microsoft\Office\{_VERSION}\Outlook", "Bitness")
    if sorte in {"x64", "x86"}:
        return 64 if sorte == "x64" else 32
    chemin = machine.registre(_CHEMIN_EXCEL, "Path")
    if isinstance(chemin, str) and chemin:
        return 32 if "(x86)" in chemin else 64
    return 0


def present(machine: Machine, largeur: int) -> Controle:
    """Return whether Excel is on this machine, and its kind."""
    titre = "Excel de bureau"
    chemin = machine.registre(_CHEMIN_EXCEL, "Path") or machine.registre(_CLIC, "Platform")
    if not chemin:
        return a_mettre(
            titre, "introuvable",
            "L'installer sur le poste. Sans lui : LibreOffice et son complément, ou le complément Office.",
        )  # fmt: skip
    return ordre(titre, f"présent, {largeur} bits" if largeur else "présent")


def macros(machine: Machine) -> list[Controle]:
    """Return whether the rules of Excel let our macros run."""
    controles = [_reglage_macros(machine)]
    titre = "Emplacements approuvés"
    for ruche in (r"HKCU\Software\Policies", r"HKCU\Software"):
        if machine.registre(rf"{ruche}\{_SECURITE}\Trusted Locations", "AllLocationsDisabled") == 1:
            controles.append(a_mettre(titre, "désactivés : le complément ne sera pas approuvé", SANS_MACROS))
            return controles
    return [*controles, ordre(titre, "actifs")]


def _reglage_macros(machine: Machine) -> Controle:
    titre = "Réglage des macros"
    for ruche, imposee in (
        (r"HKCU\Software\Policies", True),
        (r"HKLM\SOFTWARE\Policies", True),
        (r"HKCU\Software", False),
    ):
        niveau = machine.registre(rf"{ruche}\{_SECURITE}", "VBAWarnings")
        if niveau == 4:  # noqa: PLR2004  (les niveaux d'Excel, de 1 à 4)
            constat = "toutes les macros sont désactivées" + (" par une règle de l'établissement" if imposee else "")
            return a_mettre(titre, constat, SANS_MACROS if imposee else _AUTORISER)
        if niveau == 3:  # noqa: PLR2004
            constat = "seules les macros signées sont admises" + (
                " par une règle de l'établissement" if imposee else ""
            )
            return a_mettre(titre, constat, SANS_MACROS if imposee else _AUTORISER)
        if niveau is not None:
            return ordre(titre, "Excel demande avant d'activer les macros" if niveau != 1 else "macros admises")
    return ordre(titre, "celui d'origine : Excel demande avant d'activer les macros")


_AUTORISER = (
    "Excel, Fichier > Options > Centre de gestion de la confidentialité > Paramètres > Paramètres des macros : "
    "« Désactiver les macros VBA avec notification »."
)


def protections(machine: Machine) -> Controle:
    """Return whether Microsoft Defender forbids what the link needs."""
    titre = "Protections de Windows"
    for cle in _REGLES:
        for regle, effet in _PROTECTIONS.items():
            if str(machine.registre(cle, regle)) == "1":
                return a_mettre(titre, f"une règle de Microsoft Defender l'interdit : {effet}", SANS_MACROS)
    return ordre(titre, "aucune règle connue n'interdit la liaison")


def autres_complements(machine: Machine, ici: Lieux) -> list[Controle]:
    """Return whether another file gives the same functions, so that Excel could call the wrong one."""
    titre = "Autres fichiers qui donnent les mêmes fonctions"
    trouves = [str(chemin) for chemin in _candidats(machine, ici) if _en_donne(chemin)]
    if trouves:
        return [
            a_mettre(titre, ", ".join(f"« {nom} »" for nom in trouves),
                     "Ne garder que le complément de l'outil : retirer les autres dans Excel, Fichier > Options > "
                     "Compléments > Atteindre, puis effacer ces fichiers.")
        ]  # fmt: skip
    return [ordre(titre, "aucun")]


def _candidats(machine: Machine, ici: Lieux) -> list[Path]:
    """Return the add-ins that Excel opens by itself, ours set aside."""
    dossiers = [ici.demarrage, Path(machine.variable("APPDATA")) / "Microsoft" / "AddIns"]
    chemins = [chemin for dossier in dossiers for chemin in sorted(dossier.glob("*.xl[as]*"))]
    for rang in range(_OUVERTURES):
        ouverture = machine.registre(_OPTIONS, f"OPEN{rang or ''}")
        trouve = re.search(r'([^"]+\.xla?[msx]?)', ouverture) if isinstance(ouverture, str) else None
        if trouve:
            chemins.append(Path(trouve[1].removeprefix("/R ").strip()))
    return [chemin for chemin in dict.fromkeys(chemins) if chemin != ici.complement]


def _en_donne(chemin: Path) -> bool:
    return bool(lire(chemin).version_macros)


def inconnus() -> list[Controle]:
    """Return what only a person in front of Excel can see."""
    return [inconnu("Macros activées dans ce classeur", "seul Excel le sait",
                    "À l'ouverture, cliquer « Activer le contenu » dans la barre jaune.")]  # fmt: skip
