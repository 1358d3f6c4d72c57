"""The grammar of the commands that write in Word, and that check a template."""

from __future__ import annotations

from cpts_xl.cli.grammaire import chemin, classeur, decrire, malgre, remplacer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SORTES = ("synthese", "preparation", "relance", "emargement", "releve")
"""The other documents, as typed; a test holds them equal to those of the room of reports."""
MODELES = ("institutionnel", "sobre", "court")
"""The templates of the gallery, as typed."""


def commandes_rapport(commandes: Any) -> None:
    """Declare the report, the other documents, and the check of a template."""
    rapport = commandes.add_parser("rapport", help="écrire le rapport d'activité en Word")
    classeur(rapport)
    rapport.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="rapport à écrire (.docx)")
    choix = rapport.add_mutually_exclusive_group()
    choix.add_argument("--modele", type=chemin, metavar="FICHIER", help="votre modèle Word (.docx)")
    choix.add_argument(
        "--galerie", choices=MODELES, help="un des modèles de l'outil ; institutionnel si rien n'est dit"
    )
    rapport.add_argument("--sans-pages", action="store_true", help="un sommaire sans numéros de page, plus vite écrit")
    rapport.add_argument("--pdf", type=chemin, metavar="FICHIER", help="écrire aussi un PDF, par LibreOffice")
    rapport.add_argument("--archive", action="store_true", help="PDF/A, pour la transmission et l'archivage")
    rapport.add_argument("--logo", type=chemin, metavar="FICHIER", help="logo de la page de garde (.png ou .jpg)")
    rapport.add_argument("--carte", type=chemin, metavar="FICHIER", help="carte du territoire (.png ou .jpg)")
    malgre(rapport)

    document = commandes.add_parser("document", help="écrire un autre document : synthèse, préparation, relance…")
    document.add_argument("sorte", choices=SORTES, help="le document à écrire")
    classeur(document)
    document.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="document à écrire (.docx)")
    document.add_argument(
        "--pour", default="", metavar="IDENTIFIANT", help="la réunion (emargement) ou le professionnel (releve)"
    )
    document.add_argument("--modele", type=chemin, metavar="FICHIER", help="votre modèle Word (.docx)")
    document.add_argument("--avec-noms", action="store_true", help="y porter le nom du professionnel")
    malgre(document)

    gabarit = commandes.add_parser("gabarit", help="vérifier votre modèle Word avant de vous en servir")
    gestes = gabarit.add_subparsers(dest="geste", required=True, metavar="GESTE", title="Gestes\u00a0")
    verifier = gestes.add_parser("verifier", help="dire toutes les fautes d'un modèle, et où")
    verifier.add_argument("modele", type=chemin, metavar="MODELE", help="modèle Word (.docx)")
    verifier.add_argument(
        "--pour",
        choices=("rapport", *SORTES),
        default="rapport",
        help="ce qu'il doit remplir ; rapport si rien n'est dit",
    )
    verifier.add_argument("--vers", type=chemin, metavar="FICHIER", help="copie du modèle, annotée de commentaires")
    remplacer(verifier)
    decrire(gestes)
