"""The fields of the report, named and already formatted. A figure comes from a step, or is not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.resultat import Resultat
from cpts_xl.law import empreinte as empreinte_des_textes
from cpts_xl.report.annexes import annexe_b, annexe_c, textes_appliques
from cpts_xl.report.completude import raisons
from cpts_xl.report.finances import finances
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.missions import indicateurs, missions, rubriques_de_missions, synthese_indicateurs
from cpts_xl.report.typographie import NON_RENSEIGNE, REPERE_SOMMAIRE, Chiffre, composer, paragraphes
from cpts_xl.report.vigilance import controles, vigilance

PROVISOIRE = "Version provisoire"
COMPLETE = "Version complète, à soumettre à la CPAM et à l'ARS"
_IDENTITE = ("nom", "finess", "rna", "adresse", "presidence", "coordination", "cpam", "ars")
TOUT = "toutes lignes : fonctionnement et missions, supplément SNP et part variable de crise compris"


def contexte(
    resultat: Resultat,
    *,
    adresses: Mapping[str, str] | None = None,
    empreinte: str = "",
    version: str = "",
) -> dict[str, Any]:
    """Return every field that a template may use, as French text ready to print.

    A figure is a ``Chiffre``: its text, ``.ref`` (its line in annex B) and ``.cellule``. Lists hold rows of
    fields. What is missing is said in words; nothing is computed here.
    """
    lecteur = Lecteur(resultat, adresses)
    motifs = raisons(resultat)
    cpts = {code: str(lecteur.saisie(f"identite.{code}")) for code in _IDENTITE}
    cpts["nom"] = composer(resultat.dossier.nom)
    annee = _annee(lecteur)
    return {
        "document": _document(lecteur, cpts["nom"], annee["libelle"]),
        "sommaire": REPERE_SOMMAIRE,
        "provisoire": bool(motifs),
        "statut": PROVISOIRE if motifs else COMPLETE,
        "raisons": motifs,
        "cpts": cpts,
        "contrat": {"signature": lecteur.en_lettres("identite.signature")},
        "annee": annee,
        "taille": _taille(lecteur),
        "identite": _identite(lecteur, cpts),
        "chiffres_cles": _chiffres_cles(lecteur),
        "a_retenir": _a_retenir(lecteur),
        "vigilance": vigilance(lecteur),
        "presidence": lecteur.texte_libre("presidence"),
        "missions": missions(lecteur),
        "indicateurs": indicateurs(lecteur),
        "synthese_indicateurs": synthese_indicateurs(lecteur),
        **finances(lecteur),
        "controles": controles(lecteur),
        "complements": _complements(lecteur),
        "annexe_b": annexe_b(lecteur),
        "annexe_c": annexe_c(lecteur),
        "attestation": {
            "empreinte": composer(empreinte) if empreinte else "non communiquée",
            "version": composer(version) if version else "non communiquée",
            "empreinte_textes": empreinte_des_textes(),
        },
        "textes_appliques": textes_appliques(lecteur),
    }


def _document(lecteur: Lecteur, nom: str, annee: str) -> dict[str, str]:
    """Return the properties of the file; its date is that of the dossier, never the clock."""
    jours = (lecteur.valeurs.get(f"identite.{code}") for code in ("arrete", "debut"))
    date_du_dossier = next((jour for jour in jours if isinstance(jour, date)), date(2000, 1, 1))
    return {
        "titre": f"Rapport d'activité – {nom}",
        "sujet": f"Année conventionnelle {annee}",
        "auteur": nom,
        "date_iso": f"{date_du_dossier:%Y-%m-%d}",
    }


def _annee(lecteur: Lecteur) -> dict[str, Any]:
    fin = lecteur.valeurs["identite.fin"]
    # la fin calculée est le premier jour qui n'y est plus ; le lecteur attend le dernier qui y est
    incluse = formats.jour_en_lettres(fin - timedelta(days=1)) if isinstance(fin, date) else NON_RENSEIGNE
    debut = lecteur.en_lettres("identite.debut")
    return {
        "numero": lecteur.chiffre("identite.annee"),
        "debut": debut,
        "fin_incluse": incluse,
        "libelle": f"du {debut} au {incluse}",
        "arrete": lecteur.en_lettres("identite.arrete"),
    }


def _taille(lecteur: Lecteur) -> dict[str, Any]:
    valeurs = lecteur.valeurs
    population, contrat = valeurs["identite.population"], valeurs["identite.taille_contrat"]
    habitants = formats.nombre(population) if isinstance(population, Fraction) else NON_RENSEIGNE
    millesime = lecteur.saisie("identite.population_annee", "millésime non renseigné").replace(formats.FINE, "")
    source = f"{lecteur.saisie('identite.population_source', 'source non renseignée')}, {millesime}"
    retenue, calculee = lecteur.chiffre("identite.taille"), lecteur.chiffre("identite.taille_calculee")
    if contrat is None:
        phrase = "Le contrat n'inscrit pas de taille : celle que donne la population est retenue."
    elif valeurs["identite.taille"] == valeurs["identite.taille_calculee"]:
        phrase = "La taille inscrite au contrat est celle que donne la population."
    else:
        phrase = f"La taille inscrite au contrat ({retenue}) l'emporte sur celle que donne la population ({calculee})."
    return {
        "retenue": retenue,
        "calculee": calculee,
        "population": habitants,
        "source": composer(source),
        "statut": lecteur.statut("identite.taille_calculee"),
        "forcee": contrat is not None,
        "phrase": composer(phrase),
    }


def _identite(lecteur: Lecteur, cpts: Mapping[str, str]) -> list[dict[str, Any]]:
    taille = _taille(lecteur)
    rangs: list[tuple[str, str | Chiffre]] = [
        ("Nom", cpts["nom"]),
        ("N° FINESS", cpts["finess"]),
        ("N° RNA", cpts["rna"]),
        ("Siège", cpts["adresse"]),
        ("Présidence", cpts["presidence"]),
        ("Coordination", cpts["coordination"]),
        ("Caisse signataire", cpts["cpam"]),
        ("Agence régionale de santé", cpts["ars"]),
        ("Contrat signé le", lecteur.en_lettres("identite.signature")),
        ("Année du contrat", lecteur.chiffre("identite.annee")),
        ("Population du territoire", f"{taille['population']} habitants"),
        ("Source de la population", taille["source"]),
        ("Taille d'après la population", taille["calculee"]),
        ("Fiabilité des seuils de taille", taille["statut"]),
        ("Taille inscrite au contrat", lecteur.saisie("identite.taille_contrat", "non inscrite")),
        ("Taille retenue", taille["retenue"]),
    ]
    return [{"libelle": composer(libelle), "valeur": _figure(valeur)} for libelle, valeur in rangs]


def _figure(valeur: str | Chiffre) -> Chiffre:
    return valeur if isinstance(valeur, Chiffre) else Chiffre(valeur)


def _chiffres_cles(lecteur: Lecteur) -> list[dict[str, Any]]:
    rangs = [
        ("Plafond de l'année", TOUT, "perimetre.tout.plafond"),
        ("Droit ouvert", TOUT, "perimetre.tout.droit"),
        ("Versé à la date d'arrêté", TOUT, "perimetre.tout.verse"),
        ("Reste à percevoir", "droit ouvert non encore versé, ligne par ligne", "total.reste"),
        ("Dépensé", "tous postes : fonctionnement et missions, dépenses saisies", "poste.total.depense"),
    ]
    if lecteur.valeurs["total.trop_percu"] != 0:
        rangs.append(("Trop-perçu", "versé au-delà du droit ouvert, ligne par ligne", "total.trop_percu"))
    return [
        {"libelle": composer(libelle), "perimetre": composer(perimetre), "valeur": lecteur.chiffre(ident)}
        for libelle, perimetre, ident in rangs
    ]


def _a_retenir(lecteur: Lecteur) -> list[str]:
    """Return three sentences made of figures already computed."""
    plafond, droit, verse, reste = (
        lecteur.chiffre(ident)
        for ident in ("perimetre.tout.plafond", "perimetre.tout.droit", "perimetre.tout.verse", "total.reste")
    )
    arrete = lecteur.en_lettres("identite.arrete")
    if manque(lecteur.valeurs["perimetre.tout.droit"]) or manque(lecteur.valeurs["perimetre.tout.plafond"]):
        argent = "Le droit ouvert de l'année n'est pas encore établi : une donnée au moins reste à compléter."
    else:
        argent = f"Le droit ouvert de l'année est de {droit}, pour un plafond de {plafond} (toutes lignes)."
    if manque(lecteur.valeurs["perimetre.tout.verse"]) or manque(lecteur.valeurs["total.reste"]):
        caisse = f"Au {arrete}, les versements reçus ne sont pas tous connus : le reste à percevoir ne peut être dit."
    else:
        caisse = f"Au {arrete}, {verse} ont été versés ; il reste {reste} à percevoir."
    return [composer(argent), composer(caisse), synthese_indicateurs(lecteur)["phrase"]]


def _complements(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the free texts whose heading is none of ours: nothing that was typed is lost."""
    connues = {"presidence", *rubriques_de_missions(lecteur)}
    return [
        {"titre": composer(fiche.get("rubrique") or "Sans rubrique"), "paragraphes": paragraphes(fiche["texte"])}
        for fiche in lecteur.dossier.liste("texte")
        if fiche.get("texte") and fiche.get("rubrique") not in connues
    ]
