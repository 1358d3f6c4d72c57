"""The fields of the report, named and already formatted. A figure comes from a step, or is not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cpts_xl.engine.resultat import Resultat
from cpts_xl.law import empreinte as empreinte_des_textes
from cpts_xl.report.annexes import annexe_b, annexe_c, textes_appliques
from cpts_xl.report.chapitres import cpts as chapitre_cpts
from cpts_xl.report.chapitres import gouvernance
from cpts_xl.report.chapitres.couverture import couverture
from cpts_xl.report.chapitres.definitions import definitions, definitions_des_indicateurs, sigles
from cpts_xl.report.chapitres.essentiel import a_retenir, chiffres_cles, note_chiffres_cles
from cpts_xl.report.chapitres.evolutions import evolutions
from cpts_xl.report.chapitres.programme import dialogue, programme
from cpts_xl.report.completude import raisons
from cpts_xl.report.figures import CODES, figures
from cpts_xl.report.finances import finances
from cpts_xl.report.graphiques import Graphique, MarqueDeGraphique
from cpts_xl.report.images import Image
from cpts_xl.report.images import champs as champs_d_images
from cpts_xl.report.indicateurs import indicateurs, synthese_indicateurs
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.missions import missions, rubriques_de_missions
from cpts_xl.report.typographie import REPERE_SOMMAIRE, composer, paragraphes
from cpts_xl.report.vigilance import controles, vigilance

PROVISOIRE = "Version provisoire"
COMPLETE = "Version complète, à soumettre à la CPAM et à l'ARS"
RUBRIQUES = ("territoire", "gouvernance", "partenariats", "indicateurs", "finances", "evolutions", "programme",
             "dialogue", "conclusion")  # fmt: skip
"""The headings of the sheet Textes that have their place in a chapter, besides « presidence » and the missions."""

_IDENTITE = ("nom", "finess", "rna", "siret", "adresse", "presidence", "coordination", "cpam", "ars")


def socle(lecteur: Lecteur, titre: str, empreinte: str, version: str) -> dict[str, Any]:
    """Return the fields that every document shares: file, CPTS, contract, year, size, attestation."""
    cpts = {code: str(lecteur.saisie(f"identite.{code}")) for code in _IDENTITE}
    cpts["nom"] = composer(lecteur.dossier.nom)
    annee = chapitre_cpts.annee(lecteur)
    return {
        "document": _document(lecteur, f"{titre} – {cpts['nom']}", cpts["nom"], annee["libelle"]),
        "cpts": cpts,
        "contrat": {"signature": lecteur.en_lettres("identite.signature")},
        "annee": annee,
        "taille": chapitre_cpts.taille(lecteur),
        "attestation": {
            "empreinte": composer(empreinte) if empreinte else "non communiquée",
            "version": composer(version) if version else "non communiquée",
            "empreinte_textes": empreinte_des_textes(),
        },
    }


def contexte(
    resultat: Resultat,
    *,
    adresses: Mapping[str, str] | None = None,
    empreinte: str = "",
    version: str = "",
) -> dict[str, Any]:
    """Return every field that a template may use; see ``preparer``."""
    return preparer(resultat, adresses=adresses, empreinte=empreinte, version=version)[0]


def preparer(
    resultat: Resultat,
    *,
    adresses: Mapping[str, str] | None = None,
    empreinte: str = "",
    version: str = "",
    images: Mapping[str, Image] | None = None,
) -> tuple[dict[str, Any], dict[str, Graphique]]:
    """Return every field that a template may use, as French text ready to print, and the charts that they name.

    A figure is a ``Chiffre``: its text, ``.ref`` (its line in annex B) and ``.cellule``. Lists hold rows of
    fields. What is missing is said in words; nothing is computed here.
    """
    lecteur = Lecteur(resultat, adresses)
    motifs = raisons(resultat)
    commun = socle(lecteur, "Rapport d'activité", empreinte, version)
    traces = figures(lecteur)
    champs = {
        **commun,
        "sommaire": REPERE_SOMMAIRE,
        "images": champs_d_images(images or {}, descriptions_d_images(resultat)),
        "provisoire": bool(motifs),
        "statut": PROVISOIRE if motifs else COMPLETE,
        "raisons": motifs,
        "identite": chapitre_cpts.identite(lecteur, commun["cpts"]),
        "territoire": chapitre_cpts.territoire(lecteur),
        "chiffres_cles": chiffres_cles(lecteur),
        "note_chiffres_cles": note_chiffres_cles(lecteur),
        "a_retenir": a_retenir(lecteur),
        "vigilance": vigilance(lecteur),
        "presidence": lecteur.texte_libre("presidence"),
        "textes": {rubrique: lecteur.texte_libre(rubrique) for rubrique in RUBRIQUES},
        "instances": gouvernance.instances(lecteur),
        "reunions": gouvernance.reunions(lecteur),
        "adherents": gouvernance.adherents(lecteur),
        "adherents_total": gouvernance.adherents_total(lecteur),
        "reunions_total": gouvernance.reunions_total(lecteur),
        "adherents_sources": gouvernance.sources_des_effectifs(lecteur),
        "equipe": gouvernance.equipe(lecteur),
        "conventions": gouvernance.conventions(lecteur),
        "missions": [{**m, "graphique": _marque(traces, f"serie_{m['code']}")} for m in missions(lecteur)],
        "indicateurs": indicateurs(lecteur),
        "synthese_indicateurs": synthese_indicateurs(lecteur),
        "graphiques": {code: _marque(traces, code) for code in CODES},
        **couverture(lecteur),
        **finances(lecteur),
        "evolutions": evolutions(lecteur),
        **programme(lecteur),
        "dialogue": dialogue(lecteur),
        "controles": controles(lecteur),
        "complements": _complements(lecteur),
        "annexe_b": annexe_b(lecteur),
        "annexe_c": annexe_c(lecteur),
        "definitions": definitions(),
        "sigles": sigles(),
        "definitions_indicateurs": definitions_des_indicateurs(lecteur),
        "textes_appliques": textes_appliques(lecteur),
    }
    return champs, traces


def descriptions_d_images(resultat: Resultat) -> dict[str, str]:
    """Return what each picture shows, for who does not see it."""
    nom = resultat.dossier.nom
    return {"logo": f"Logo : {nom}", "carte": f"Carte du territoire : {nom}"}


def _document(lecteur: Lecteur, titre: str, nom: str, annee: str) -> dict[str, str]:
    """Return the properties of the file; its date is that of the dossier, never the clock."""
    jours = (lecteur.valeurs.get(f"identite.{code}") for code in ("arrete", "debut"))
    date_du_dossier = next((jour for jour in jours if isinstance(jour, date)), date(2000, 1, 1))
    return {
        "titre": titre,
        "sujet": f"Année conventionnelle {annee}",
        "auteur": nom,
        "date_iso": f"{date_du_dossier:%Y-%m-%d}",
    }


def _marque(traces: Mapping[str, Graphique], code: str) -> str:
    """Return what stands where a chart goes: its mark, or nothing when there is nothing to draw."""
    return MarqueDeGraphique(traces[code]) if code in traces else ""


def _complements(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the free texts whose heading is none of ours: nothing that was typed is lost."""
    connues = {"presidence", *RUBRIQUES, *rubriques_de_missions(lecteur)}
    return [
        {"titre": composer(fiche.get("rubrique") or "Sans rubrique"), "paragraphes": paragraphes(fiche["texte"])}
        for fiche in lecteur.dossier.liste("texte")
        if fiche.get("texte") and fiche.get("rubrique") not in connues
    ]
