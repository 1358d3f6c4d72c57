"""The grammar of the commands that bring the functions into a spreadsheet."""

from __future__ import annotations

from cpts_xl.cli.grammaire import chemin, remplacer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def commandes_porteurs(commandes: Any) -> None:
    """Declare the installation on a machine, its diagnosis, and the add-ins to hand over."""
    installer = commandes.add_parser("installer", help="installer les fonctions CPTS_ dans Excel, pour vous seul")
    installer.add_argument("--depuis", type=chemin, metavar="FICHIER", help="fichier .whl ou dossier reçu")
    installer.add_argument("--sans-complement", action="store_true", help="ne pas poser le complément d'Excel")
    installer.add_argument("--essai", action="store_true", help="dire ce qui serait fait, sans rien faire")
    installer.add_argument("--desinstaller", action="store_true", help="enlever ce que « installer » avait posé")

    diagnostic = commandes.add_parser("diagnostic", help="dire ce qui empêche les fonctions CPTS_, et le remède")
    diagnostic.add_argument("classeur", nargs="?", type=chemin, metavar="CLASSEUR", help="classeur qui ne calcule pas")

    calc = commandes.add_parser("complement-libreoffice", help="écrire l'extension de LibreOffice (.oxt)")
    calc.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="extension à écrire (.oxt)")
    remplacer(calc)

    copie = commandes.add_parser("copie-libreoffice", help="écrire la copie d'un classeur que LibreOffice calcule")
    copie.add_argument("classeur", type=chemin, metavar="CLASSEUR", help="classeur de suivi (.xlsx ou .xlsm)")
    copie.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="copie à écrire (.xlsx)")
    remplacer(copie)

    office = commandes.add_parser("complement", help="écrire le complément Office à héberger (Mac, web)")
    office.add_argument("--vers", type=chemin, required=True, metavar="DOSSIER", help="dossier à remplir")
    office.add_argument("--adresse", required=True, metavar="URL", help="adresse https où il sera hébergé")
    office.add_argument("--pyodide", type=chemin, metavar="DOSSIER", help="dossier de Pyodide à y copier")
    office.add_argument("--page-aide", default="", metavar="URL", help="adresse https de votre page d'aide")
    remplacer(office)
