"""The essentials on one page: key figures of this year and of the one before (T1), what to remember."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.examen.identite import rang_annee
from cpts_xl.engine.reprise import annee_du_contrat
from cpts_xl.report.chapitres.cpts import rang_courant, rang_precedent
from cpts_xl.report.indicateurs import synthese_indicateurs
from cpts_xl.report.lecteur import Lecteur, manque
from cpts_xl.report.posterieurs import apres_l_arrete, depenses_apres, verses_de_l_annee
from cpts_xl.report.typographie import TIRET, Chiffre, Phrase, composer

TOUT = "toutes lignes : fonctionnement et missions, supplément SNP et part variable de crise compris"


def chiffres_cles(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the key figures: this year, the year before where the workbook follows it, and the signed change."""
    rangs = [
        ("Plafond de l'année", TOUT, "perimetre.tout.plafond", "plafond"),
        ("Droit ouvert", TOUT, "perimetre.tout.droit", "droit"),
        (*_verse(lecteur), "perimetre.tout.verse", "verse"),
        ("Reste à percevoir", "droit ouvert non encore versé, ligne par ligne", "total.reste", "reste"),
        ("Dépensé", "tous postes : fonctionnement et missions, dépenses saisies", "poste.total.depense", "depense"),
    ]
    if lecteur.valeurs["total.trop_percu"] != 0:
        rangs.append(("Trop-perçu", "versé au-delà du droit ouvert, ligne par ligne", "total.trop_percu", ""))
    rangs += [
        ("Indicateurs suivis", "tous les indicateurs du contrat", "couverture.total.indicateurs", ""),
        ("Indicateurs prouvés", "part de ceux qui ont une pièce valable", "couverture.total.part", ""),
    ]
    avant, rang = rang_precedent(lecteur), rang_courant(lecteur)
    return [
        {
            "libelle": composer(libelle),
            "perimetre": composer(perimetre),
            "valeur": lecteur.chiffre(ident),
            **_precedent(lecteur, ident, avant, rang, mesure),
        }
        for libelle, perimetre, ident, mesure in rangs
    ]


def _verse(lecteur: Lecteur) -> tuple[str, str]:
    """Return how the row of what was paid is called: not « at the day of the state » when later payments count."""
    libelle, perimetre = "Versé à la date d'arrêté", "versements au titre de l'année, mêmes lignes"
    if apres := apres_l_arrete(lecteur, verses_de_l_annee(lecteur)):
        return "Versé", f"{perimetre}, dont {apres} datés d'après l'arrêté"
    return libelle, perimetre


def note_chiffres_cles(lecteur: Lecteur) -> str:
    """Return the note under the key figures: which figures are not those of a whole year."""
    verses, depenses = apres_l_arrete(lecteur, verses_de_l_annee(lecteur)), depenses_apres(lecteur)
    dits = [f"{somme} de {quoi}" for quoi, somme in (("versements", verses), ("dépenses", depenses)) if somme]
    du_jour = "sont ceux de la date d'arrêté"
    if dits:
        du_jour = f"sont ceux des saisies, dont {' et '.join(dits)} {'datés' if verses else 'datées'} d'après l'arrêté"
    return composer(
        "Évolution : cette année moins l'année précédente. "
        f"Le versé, le reste à percevoir et le dépensé {du_jour}, face à une année entière."
    )


def _precedent(lecteur: Lecteur, ident: str, avant: str, rang: str, mesure: str) -> dict[str, Any]:
    """Return the figure of the year before and the change, or why there is none."""
    if not avant:
        return {"precedent": Chiffre("première année"), "evolution": Chiffre(TIRET)}
    if not mesure:
        return {"precedent": _de_l_historique(lecteur, ident), "evolution": Chiffre(TIRET)}
    ecart = lecteur.ecart(f"annee.{rang}.{mesure}_evolution")
    # un trop-perçu compte en moins dans le reste d'une année, et non dans celui de ses lignes : rien à soustraire
    meme = lecteur.valeurs[ident] == lecteur.valeurs[f"annee.{rang}.{mesure}_annee"]
    return {
        "precedent": lecteur.chiffre(f"annee.{avant}.{mesure}_annee"),
        "evolution": ecart if meme else Chiffre(TIRET),
    }


def _de_l_historique(lecteur: Lecteur, ident: str) -> Chiffre:
    """Return how many indicators the history holds for the year before; nothing else of that year is followed."""
    rang = rang_annee(lecteur.dossier)
    if ident != "couverture.total.indicateurs" or rang is None:
        return Chiffre("non suivi")
    passes = {
        str(ancienne["indicateur"]).strip().casefold()
        for ancienne in lecteur.dossier.liste("historique")
        if ancienne.get("indicateur") and annee_du_contrat(ancienne, lecteur.dossier) == rang - 1
    }
    return Chiffre(formats.nombre(len(passes))) if passes else Chiffre("non suivi")


def evolution(maintenant: Any, avant: Any) -> str:
    """Return the direction of a change in words; nothing is subtracted, a difference would be a step."""
    if not isinstance(maintenant, Fraction) or not isinstance(avant, Fraction):
        return TIRET
    if maintenant == avant:
        return "stable"
    return "en hausse" if maintenant > avant else "en baisse"


def a_retenir(lecteur: Lecteur, *, renvois: bool = True) -> list[Phrase]:
    """Return three sentences made of figures already computed, each followed by its line of annex B if asked."""
    plafond, droit, verse, reste = (
        lecteur.chiffre(ident)
        for ident in ("perimetre.tout.plafond", "perimetre.tout.droit", "perimetre.tout.verse", "total.reste")
    )
    argent = Phrase("Le droit ouvert de l'année n'est pas encore établi : une donnée au moins reste à compléter.")
    if not manque(lecteur.valeurs["perimetre.tout.droit"]) and not manque(lecteur.valeurs["perimetre.tout.plafond"]):
        argent = Phrase("Le droit ouvert de l'année est de ", droit, ", pour un plafond de ", plafond,
                        " (toutes lignes).", renvois=renvois)  # fmt: skip
    caisse = _caisse(lecteur, verse, reste, renvois=renvois)
    return [argent, caisse, Phrase(synthese_indicateurs(lecteur)["phrase"])]


def _caisse(lecteur: Lecteur, verse: Chiffre, reste: Chiffre, *, renvois: bool) -> Phrase:
    """Return what was paid and what is left: each is told as soon as it is known, and so is what a total holds."""
    arrete = lecteur.en_lettres("identite.arrete", "")
    au = f"Au {arrete}, " if arrete else "À une date d'arrêté non renseignée, "
    if manque(lecteur.valeurs["perimetre.tout.verse"]):
        return Phrase(f"{au}le versé n'est pas établi : le reste à percevoir ne peut être dit.")
    apres = apres_l_arrete(lecteur, verses_de_l_annee(lecteur))
    nul = lecteur.valeurs["perimetre.tout.verse"] == 0  # « 0,00 € » est un singulier
    # ce qui est daté d'après l'arrêté n'était pas versé ce jour-là : la phrase ne commence plus par lui
    debut, milieu = (
        ("Versés au titre de l'année : ", f", dont {apres} datés d'après le {arrete}, date d'arrêté ; ")
        if apres
        else (au, f" {'a été versé' if nul else 'ont été versés'} au titre de l'année ; ")
    )
    if manque(lecteur.valeurs["total.reste"]):
        manquant = "le reste à percevoir attend le droit ouvert."
        return Phrase(debut, verse, f"{milieu}{manquant}", renvois=renvois)
    return Phrase(debut, verse, f"{milieu}il reste ", reste, " à percevoir.", renvois=renvois)
