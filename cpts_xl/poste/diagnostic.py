"""Why ``=CPTS_…`` does not compute on this machine, or what could stop it: one check after the other, in French."""

from __future__ import annotations

from pathlib import Path

from cpts_xl import __version__
from cpts_xl.errors import CptsError
from cpts_xl.poste import controle_classeur, controle_excel
from cpts_xl.poste.controle import Controle, a_mettre, inconnu, ordre
from cpts_xl.poste.installation import AILLEURS, origine_dll, version_du_complement
from cpts_xl.poste.lieux import BITS, Lieux, lieux
from cpts_xl.poste.machine import Machine
from cpts_xl.poste.reglages import INTERPRETE, cle_dll, lire
from cpts_xl.poste.sonde import Environnement, sonder

REFAIRE = "Fermer Excel, puis lancer « cpts-xl installer »."


def diagnostiquer(machine: Machine, classeur: str = "") -> list[Controle]:
    """Return every check, of the machine then of ``classeur`` (a path, or the address that a browser shows)."""
    if machine.systeme != "win32":
        controles = [inconnu("Fonctions CPTS_ dans Excel", "ce poste n'est pas sous Windows", AILLEURS)]
    else:
        try:
            controles = _poste(machine, lieux(machine))
        except CptsError as erreur:
            controles = [a_mettre("Profil Windows", "introuvable", str(erreur))]
    return controles + (controle_classeur.examiner(machine, classeur) if classeur else [])


def _poste(machine: Machine, ici: Lieux) -> list[Controle]:
    environnement = sonder(machine, ici.interprete)
    bits = controle_excel.bits(machine)
    return [
        controle_excel.present(machine, bits),
        _reglages(machine, ici),
        _environnement(environnement),
        _version(environnement),
        *_liaison(machine, ici, bits),
        _complement(machine, ici, environnement),
        *controle_excel.autres_complements(machine, ici),
        *controle_excel.macros(machine),
        controle_excel.protections(machine),
        _variables(machine),
    ]


def _reglages(machine: Machine, ici: Lieux) -> Controle:
    titre = "Réglages du poste"
    lus = lire(machine, ici)
    if not lus:
        return a_mettre(titre, f"« {ici.reglages} » est absent : les fonctions ne sont pas installées", REFAIRE)
    designe = lus.get(INTERPRETE, "")
    if not designe or not _existe(designe):
        return a_mettre(titre, f"ils désignent un Python qui n'y est plus, « {designe} »", REFAIRE)
    if _pareil(designe) != _pareil(str(ici.interprete_muet)):
        return a_mettre(titre, f"ils désignent un autre Python que celui de l'outil, « {designe} »", REFAIRE)
    return ordre(titre, f"ils désignent « {designe} »")


def _existe(chemin: str) -> bool:
    return Path(chemin.replace("\\", "/")).exists()


def _pareil(chemin: str) -> str:
    return chemin.replace("\\", "/").casefold()


def _environnement(pose: Environnement) -> Controle:
    titre = "Environnement Python de l'outil"
    if pose.panne == "absent":
        return a_mettre(titre, "absent", REFAIRE)
    if pose.panne:
        return a_mettre(
            titre, f"il ne répond pas ({pose.panne})",
            "Son Python d'origine a pu être enlevé : le réinstaller, puis « cpts-xl installer --desinstaller » et "
            "« cpts-xl installer ».",
        )  # fmt: skip
    if not pose.complet:
        absents = [nom for nom, la in (("cpts_xl", pose.cpts_xl), ("xlwings", pose.xlwings), ("pywin32", pose.pywin32))
                   if not la]  # fmt: skip
        return a_mettre(titre, f"il y manque {', '.join(absents)}", REFAIRE)
    return ordre(titre, f"Python {pose.python} ({pose.bits} bits), xlwings {pose.xlwings}")


def _version(pose: Environnement) -> Controle:
    titre = "Version de l'outil"
    if not pose.cpts_xl:
        return inconnu(titre, "l'environnement ne dit pas sa version")
    if pose.cpts_xl != __version__:
        return a_mettre(
            titre, f"Excel emploie cpts_xl {pose.cpts_xl}, cette commande est cpts_xl {__version__}",
            "Lancer « cpts-xl installer --depuis » et le fichier .whl de la version voulue.",
        )  # fmt: skip
    return ordre(titre, f"cpts_xl {__version__}, la même partout")


def _liaison(machine: Machine, ici: Lieux, bits: int) -> list[Controle]:
    """Return the checks of the library: there for this Excel, and that of the xlwings installed."""
    lus = lire(machine, ici)
    controles = []
    for largeur in (bits,) if bits else BITS:
        titre = f"Bibliothèque de liaison, Excel {largeur} bits"
        designee = lus.get(cle_dll(largeur), str(ici.dll(largeur)))
        contenu = machine.lire(Path(designee.replace("\\", "/")) if not Path(designee).exists() else Path(designee))
        origine = origine_dll(ici, largeur)
        if contenu is None:
            controles.append(
                a_mettre(titre, "absente ; un antivirus a pu l'ôter", REFAIRE)
                if bits
                else inconnu(titre, "absente, et la sorte d'Excel n'est pas connue")
            )
        elif origine is not None and machine.lire(origine) != contenu:
            controles.append(
                a_mettre(titre, f"elle n'est pas celle d'« {origine.name} », installée avec xlwings", REFAIRE)
            )
        else:
            controles.append(ordre(titre, "en place"))
    return controles


def _complement(machine: Machine, ici: Lieux, pose: Environnement) -> Controle:
    titre = "Complément Excel"
    version = version_du_complement(machine, ici)
    if machine.lire(ici.complement) is None:
        return inconnu(
            titre, "il n'est pas posé : les fonctions ne vivent que dans les classeurs .xlsm de l'outil",
            "C'est un choix possible ; pour les avoir dans tous vos classeurs, lancer « cpts-xl installer ».",
        )  # fmt: skip
    if version != pose.cpts_xl:
        return a_mettre(titre, f"il est de la version {version or 'inconnue'}, l'outil de la {pose.cpts_xl}", REFAIRE)
    return ordre(titre, f"version {version}, ouvert par Excel à chaque démarrage")


def _variables(machine: Machine) -> Controle:
    titre = "Variables qui trompent Python"
    posees = [nom for nom in ("XLWINGS_ON_SERVER", "PYTHONHOME", "PYTHONPATH") if machine.variable(nom)]
    if "XLWINGS_ON_SERVER" in posees:
        return a_mettre(
            titre, f"{', '.join(posees)} : la première met xlwings dans un mode payant",
            "Nos classeurs l'écartent, mais « Import Functions » échouera : l'ôter des variables d'environnement.",
        )  # fmt: skip
    if posees:
        return ordre(titre, f"{', '.join(posees)} : sans effet, le classeur lance Python en mode isolé")
    return ordre(titre, "aucune")
