"""The page of what does not count: file, what happened, where, what to do. Read by a double click, no program in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cpts_xl.campaign.recueil import Recueil
from cpts_xl.formats import FINE, INSECABLE

_STYLE = """
body { font-family: "Segoe UI", "DejaVu Sans", Arial, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem;
  color: #1d2a2e; line-height: 1.45; }
h1 { font-size: 1.5rem; color: #12404a; } h2 { font-size: 1.1rem; color: #12404a; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; padding-bottom: .4rem; color: #4a5357; }
th, td { border: 1px solid #8a989d; padding: .4rem .6rem; text-align: left; vertical-align: top; }
th { background: #e3eaec; } td { overflow-wrap: anywhere; } tr { break-inside: avoid; }
td:first-child { width: 22%; } td:nth-child(3) { width: 14%; } td:nth-child(4) { width: 26%; }
@page { size: A4 landscape; margin: 12mm; } @media print { body { margin: 0; font-size: 8pt; }
  th, td { padding: .15rem .4rem; } h1 { margin: 0; } }
"""


ENSUITE = (
    "<p>Remettre dans le dossier chaque fichier corrigé, puis relancer la même commande : ce qui est déjà fait n'est "
    "pas refait.</p>"
)


def page(recueil: Recueil) -> str:
    """Return the page, as one HTML file that needs nothing else."""
    echecs = len(recueil.echecs)
    titre = "Fichiers à reprendre" if echecs else "Tous les fichiers ont été lus"
    corps = [
        f"<h1>{titre}</h1>",
        f"<p>{_resume(recueil)}</p>",
        *(_tableau(recueil) if echecs else ()),
        *_ignores(recueil),
        "<h2>Ensuite</h2>",
        ENSUITE,
    ]
    return _typographier(
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{titre}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(corps)
        + "\n</body>\n</html>\n"
    )


def _resume(recueil: Recueil) -> str:
    ecartes = recueil.fichiers - len(recueil.retenus)
    fermes = ""
    if recueil.fermes:
        quoi = _compte(recueil.fermes, "raccourci, dossier ou fichier n'a", "raccourcis, dossiers ou fichiers n'ont")
        fermes = f" {quoi} pas été ouvert{'s' if recueil.fermes > 1 else ''}."
    return (
        f"{_compte(recueil.fichiers, 'classeur trouvé', 'classeurs trouvés')} : "
        f"{_compte(len(recueil.retenus), 'compté', 'comptés')} dans le classeur consolidé, "
        f"{_compte(ecartes, 'écarté', 'écartés')}.{fermes}"
    )


def _compte(nombre: int, un: str, plusieurs: str) -> str:
    return f"{nombre:,}".replace(",", FINE) + f"{INSECABLE}{un if nombre < 2 else plusieurs}"  # noqa: PLR2004  (le pluriel français)


def _tableau(recueil: Recueil) -> Iterator[str]:
    yield "<table>"
    yield "<caption>Un fichier par ligne, dans l'ordre du dossier.</caption>"
    titres = "".join(f'<th scope="col">{titre}</th>' for titre in ("Fichier", "Ce qui est arrivé", "Où", "Que faire"))
    yield f"<thead><tr>{titres}</tr></thead>"
    yield "<tbody>"
    for echec in recueil.echecs:
        cases = (echec.relatif, echec.motif, echec.lieu, echec.remede)
        yield f"<tr>{''.join(f'<td>{escape(case)}</td>' for case in cases)}</tr>"
    yield "</tbody>\n</table>"


def _ignores(recueil: Recueil) -> Iterator[str]:
    if recueil.ignores:
        yield "<h2>Fichiers laissés de côté</h2>"
        yield "<p>Ce ne sont pas des classeurs reçus :</p>\n<ul>"
        for sorte, nombre in recueil.ignores.items():
            yield f"<li>{escape(sorte)} : {nombre}</li>"
        yield "</ul>"


def _typographier(texte: str) -> str:
    """Put the no-break spaces of French typography, outside the style sheet."""
    tete, corps = texte.split("</style>", 1)
    for signe in ":;!?»":
        corps = corps.replace(f" {signe}", f"{INSECABLE}{signe}")
    return f"{tete}</style>{corps.replace('« ', f'«{INSECABLE}')}"
