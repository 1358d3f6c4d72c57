"""The page of the fields that a template may use: path, meaning, example taken from the demonstration CPTS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.law import en_vigueur
from cpts_xl.report.champs.connus import FILTRES, chemins
from cpts_xl.report.champs.sens import SENS
from cpts_xl.report.champs.sens_documents import SENS_DOCUMENTS
from cpts_xl.report.contexte import contexte
from cpts_xl.report.documents import DOCUMENTS, preparer
from cpts_xl.report.graphiques import MarqueDeGraphique
from cpts_xl.report.typographie import REPERE_SOMMAIRE, Chiffre
from cpts_xl.ressources import ressource

_DEPOT = Path(__file__).resolve().parents[3]
PAGE = _DEPOT / "report_templates" / "CHAMPS.md"
_LONGUEUR = 60
_EMPREINTE = re.compile(r"[0-9a-f]{64}")

_ENTETE = """# Les champs du modèle Word

Page produite par `python -m cpts_xl.report.champs` : ne pas la modifier à la main.

Dans le modèle, un champ s'écrit entre deux accolades : `{{ cpts.nom }}`. Une liste se parcourt :
dans un tableau, une ligne `{%tr for l in lignes %}`, la ligne à répéter (`{{ l.libelle }}`), puis une ligne
`{%tr endfor %}` ; entre deux paragraphes, `{%p for p in presidence %}` … `{%p endfor %}`. Un passage facultatif
s'écrit `{%p if provisoire %}` … `{%p endif %}`. Ces balises sont seules dans leur paragraphe ou leur ligne.

Un champ marqué **c** est un chiffre : `.ref` donne la ligne de l'annexe B qui l'explique, `.cellule` sa cellule
du classeur. Un modèle ne calcule rien ; filtres admis : {filtres}.

Le numéro d'une légende (Références, Insérer une légende) et le sommaire sont écrits au remplissage. Dans les modèles
fournis, les numéros de tableau sont écrits dans la légende : ils restent les mêmes d'une année à l'autre.
"""


def champs_de_demonstration() -> dict[str, Any]:
    """Return the fields of the demonstration CPTS, with one free text of each kind."""
    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    libre = {"rubrique": "vie de l'association", "texte": "Deux assemblées ont été tenues."}
    dossier = dossier.avec(textes=(*dossier.liste("texte"), libre))
    return contexte(calculer(dossier, en_vigueur(dossier.debut)), adresses={"perimetre.tout.droit": "Financement!L24"})


def documents_de_demonstration() -> dict[str, dict[str, Any]]:
    """Return the fields of each other document of the demonstration CPTS, by code."""
    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    resultat = calculer(dossier, en_vigueur(dossier.debut))
    choix = {"réunion": "R02", "professionnel": "P03"}
    return {d.code: preparer(d.code, resultat, choix=choix.get(d.demande, ""))[0] for d in DOCUMENTS}


def manquants_des_documents(champs: Mapping[str, Any], documents: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Return the fields proper to the documents that have no meaning, and the meanings without a field."""
    propres = {chemin for ceux in documents.values() for chemin in chemins(ceux)} - set(chemins(champs))
    memes = ("ouverts[]", "faits[]", "retards[]", "reunion.", "lignes_a_signer[]")
    return {chemin for chemin in propres if not chemin.startswith(memes)} ^ set(SENS_DOCUMENTS)


def manquants(champs: Mapping[str, Any]) -> set[str]:
    """Return the fields without a meaning, and the meanings without a field."""
    return set(chemins(champs)) ^ set(SENS)


def page(champs: Mapping[str, Any]) -> str:
    """Return the page of fields, in Markdown."""
    lignes = [_ENTETE.replace("{filtres}", ", ".join(f"`{filtre}`" for filtre in FILTRES))]
    for nom, valeur in champs.items():
        lignes.append(f"## `{nom}`\n\n{SENS[nom][:1].upper()}{SENS[nom][1:]}.\n")
        rangees = [
            f"| `{chemin}` | {SENS[chemin]} | {_exemple(exemple)} |"
            for chemin, exemple in _feuilles(valeur, nom)
            if chemin != nom or not isinstance(valeur, Mapping)
        ]
        lignes.append("| Champ | Sens | Exemple |\n|---|---|---|\n" + "\n".join(rangees) + "\n")
    lignes += _autres_documents(champs)
    return "\n".join(lignes)


def _autres_documents(champs: Mapping[str, Any]) -> list[str]:
    """Return the part of the page about the other documents: their fields, and what is proper to them."""
    lignes = ["# Les autres documents\n"]
    faits = documents_de_demonstration()
    for document in DOCUMENTS:
        ceux = faits[document.code]
        communs = ", ".join(f"`{nom}`" for nom in ceux if nom in champs)
        lignes.append(f"## {document.titre} (`{document.modele}`)\n\nChamps du rapport : {communs}.\n")
        rangees = [
            f"| `{chemin}` | {SENS_DOCUMENTS[chemin]} | {_exemple(exemple)} |"
            for nom, valeur in ceux.items()
            if nom not in champs
            for chemin, exemple in _feuilles(valeur, nom)
            if chemin in SENS_DOCUMENTS and not isinstance(exemple, Mapping)
        ]
        if rangees:
            lignes.append("| Champ | Sens | Exemple |\n|---|---|---|\n" + "\n".join(rangees) + "\n")
    return lignes


def _feuilles(valeur: Any, chemin: str) -> Iterator[tuple[str, Any]]:
    """Yield each path once with a telling example: the first row that has one."""
    yield chemin, valeur
    if isinstance(valeur, Mapping):
        for cle, sous in valeur.items():
            yield from _feuilles(sous, f"{chemin}.{cle}")
    elif isinstance(valeur, list) and valeur and isinstance(valeur[0], Mapping):
        for cle in valeur[0]:
            exemple = next((rang[cle] for rang in valeur if rang[cle] not in ("", [])), valeur[0][cle])
            yield from _feuilles(exemple, f"{chemin}[].{cle}")


def _exemple(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "vrai" if valeur else "faux"
    if isinstance(valeur, Mapping):
        return ""
    if isinstance(valeur, list):
        return "liste" if not valeur or isinstance(valeur[0], Mapping) else f"liste : {_exemple(valeur[0])}"
    if _EMPREINTE.fullmatch(str(valeur)):
        return "(64 caractères)"
    texte = "(le sommaire)" if valeur == REPERE_SOMMAIRE else str(valeur).replace("|", "\\|")
    if isinstance(valeur, MarqueDeGraphique):
        texte = f"(le graphique « {valeur.titre} »)"
    court = texte if len(texte) <= _LONGUEUR else f"{texte[:_LONGUEUR]}…"
    return f"{court} **c**" if isinstance(valeur, Chiffre) and valeur.ref else court


def principal() -> int:
    """Write the page of fields; return 0."""
    PAGE.write_text(page(champs_de_demonstration()), encoding="utf-8", newline="\n")
    print(f"Page écrite : {PAGE}")
    return 0
