"""The grammar of the commands of the signature."""

from __future__ import annotations

from cpts_xl.cli.grammaire import chemin, classeur, remplacer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def commandes_signature(commandes: Any) -> None:
    """Declare the pair of keys and the signed copy."""
    signer = commandes.add_parser("signer", help="écrire une copie signée d'un classeur, le reste inchangé")
    classeur(signer)
    signer.add_argument("--cle", type=chemin, required=True, metavar="FICHIER", help="clé privée de « cpts-xl cle »")
    signer.add_argument(
        "--vers", type=chemin, required=True, metavar="SORTIE", help="copie signée à écrire (.xlsx ou .xlsm)"
    )
    remplacer(signer)

    cle = commandes.add_parser("cle", help="faire une paire de clés pour signer vos classeurs")
    cle.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="clé privée à écrire (.pem)")


def cle_publique(verifier: argparse.ArgumentParser) -> None:
    """Add to a verification the key that is trusted."""
    verifier.add_argument("--cle-publique", type=chemin, metavar="FICHIER", help="clé publique de qui a signé (.pem)")
