"""The sheets of what the parties say: the values side by side, their chain of calculation, the rights that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cpts_xl.engine.etapes import PERIMETRES, Etape
from cpts_xl.engine.resultat import Resultat
from cpts_xl.revue.plan import CAS, CONVENU, CPAM, CPTS, PALIERS, Indicateur, Revue
from cpts_xl.revue.plausible import INFINI, bornes
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.rules.genres import CHOIX, CODE, ENTIER, MONTANT, NOMBRE, TAUX
from cpts_xl.rules.indicateurs import NEUTRALISATIONS
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case
from cpts_xl.workbook.styles import FOND_TOTAL

MOTS = {CPTS: "CPTS", CPAM: "CPAM", CONVENU: "convenu"}
TOTAL: dict[str, Any] = {"bold": True, "bg_color": FOND_TOTAL}

ECARTS = (
    ("code", Colonne("N°", 7, CODE)), ("mission", Colonne("Mission", 17, CODE)),
    ("libelle", Colonne("Indicateur", 38)), ("unite", Colonne("Unité", 15)),
    ("cible", Colonne("Cible", 9, NOMBRE)), ("mesure", Colonne("Valeur CPTS", 11, NOMBRE)),
    ("cpam", Colonne("Valeur CPAM", 11, NOMBRE)), ("convenu", Colonne("Valeur convenue", 11, NOMBRE)),
    ("neutralisation_convenue", Colonne("Neutralisation convenue", 14, CHOIX)),
    ("ecart", Colonne("CPAM moins CPTS", 11, NOMBRE)), ("accord", Colonne("Accord", 13, CHOIX)),
    ("enjeu", Colonne("Montant en jeu", 13, MONTANT)),
    ("acquis_cpts", Colonne("Acquis, valeur CPTS", 13, MONTANT)),
    ("acquis_cpam", Colonne("Acquis, valeur CPAM", 13, MONTANT)),
    ("difference_cpam", Colonne("Euros, CPAM moins CPTS", 13, MONTANT)),
    ("acquis_convenu", Colonne("Acquis, valeur convenue", 13, MONTANT)),
    ("difference_convenu", Colonne("Euros, convenu moins CPTS", 13, MONTANT)),
    ("origine", Colonne("Saisi par la CPTS en", 22)),
)  # fmt: skip
_JAUNES = {"cpam", "convenu", "neutralisation_convenue"}

PARAMETRES = (
    ("code", Colonne("N°", 7, CODE)), ("mission", Colonne("Mission", 17, CODE)),
    ("libelle", Colonne("Indicateur", 34)), ("mode", Colonne("Mode", 10, CHOIX)), ("sens", Colonne("Sens", 9, CHOIX)),
    ("unite", Colonne("Unité", 15)), ("depart", Colonne("Valeur de départ", 10, NOMBRE)),
    ("cible", Colonne("Cible", 10, NOMBRE)), ("enjeu", Colonne("Montant en jeu", 13, MONTANT)),
    ("mesure", Colonne("Valeur mesurée", 12, NOMBRE)), ("realise", Colonne("Réalisé", 9, CHOIX)),
    ("neutralisation", Colonne("Neutralisation", 14, CHOIX)),
    *((f"seuil_{n}", Colonne(f"Seuil {n}", 9, NOMBRE)) for n in PALIERS),
    *((f"montant_{n}", Colonne(f"Montant {n}", 12, MONTANT)) for n in PALIERS),
)  # fmt: skip
CHAINE = (("valeur", "Valeur", NOMBRE, 11), ("palier", "Palier", ENTIER, 9),
          ("montant_palier", "Montant du palier", MONTANT, 13), ("avancement", "Chemin parcouru", TAUX, 11),
          ("atteinte", "Taux d'atteinte", TAUX, 11), ("taux", "Taux retenu", TAUX, 11))  # fmt: skip
_CALCULS = tuple(
    (f"{code}_{cas}", Colonne(f"{titre}, {MOTS[cas]}", largeur, genre))
    for cas in CAS
    for code, titre, genre, largeur in CHAINE
)

DROIT = (
    ("code", Colonne("Ligne", 24, CODE)), ("libelle", Colonne("Intitulé", 36)), ("mission", Colonne("Mission", 17,
    CODE)),
    ("famille", Colonne("Famille", 16, CODE)), ("plafond", Colonne("Plafond", 13, MONTANT)),
    ("prorata", Colonne("Prorata variable", 9, TAUX)),
    *((f"acquis_{cas}", Colonne(f"Acquis, {MOTS[cas]}", 13, MONTANT)) for cas in CAS),
    *((f"droit_{cas}", Colonne(f"Droit, {MOTS[cas]}", 14, MONTANT)) for cas in CAS),
    ("difference_cpam", Colonne("Droit, CPAM moins CPTS", 13, MONTANT)),
    ("difference_convenu", Colonne("Droit, convenu moins CPTS", 13, MONTANT)),
    ("verse", Colonne("Versé", 14, MONTANT)), ("reste", Colonne("Reste à percevoir, convenu", 14, MONTANT)),
    ("trop_percu", Colonne("Trop-perçu, convenu", 13, MONTANT)),
)  # fmt: skip


def placer(p: Plume, revue: Revue) -> None:
    """Give its cell to every input and step of the review: the one place that knows their addresses."""
    tables = ((Onglet.ECARTS, ECARTS), (Onglet.PARAMETRES, (*PARAMETRES, *_CALCULS)))
    for rang, indicateur in enumerate(revue.indicateurs):
        for onglet, colonnes in reversed(tables):  # ce que les deux feuilles montrent se lit dans les Écarts
            for place, (code, _) in enumerate(colonnes, 1):
                p.cases[f"{indicateur.ident}.{code}"] = Case(onglet, LIGNE_ENTETE + 1 + rang, place)
        for place, (code, _) in enumerate(PARAMETRES, 1):  # sauf les paramètres eux-mêmes, que les règles lisent
            p.cases[f"{indicateur.ident}.{code}"] = Case(Onglet.PARAMETRES, LIGNE_ENTETE + 1 + rang, place)
    for rang, ligne in enumerate(revue.lignes):
        for place, (code, _) in enumerate(DROIT, 1):
            p.cases[f"{ligne.ident}.{code}"] = Case(Onglet.DROIT, LIGNE_ENTETE + 1 + rang, place)
    _placer_totaux(p, revue)


def _placer_totaux(p: Plume, revue: Revue) -> None:
    bas = LIGNE_ENTETE + len(revue.indicateurs) + 1
    for place, (code, _) in enumerate(ECARTS, 1):
        if code.startswith(("acquis_", "difference_")):
            p.cases[f"t.{code}"] = Case(Onglet.ECARTS, bas, place)
    bas = LIGNE_ENTETE + len(revue.lignes) + 1
    places = {code: place for place, (code, _) in enumerate(DROIT, 1)}
    for code in ("verse", "reste", "trop_percu"):
        p.cases[f"t.{code}"] = Case(Onglet.DROIT, bas, places[code])
    for rang, perimetre in enumerate(PERIMETRES):
        for code in (*(f"droit_{cas}" for cas in CAS), "difference_cpam", "difference_convenu"):
            p.cases[f"p.{perimetre.code}.{code}"] = Case(Onglet.DROIT, bas + rang, places[code])


def ecarts(p: Plume, revue: Revue, etapes: dict[str, Etape], origines: dict[str, str]) -> None:
    """Write the values side by side: two yellow cells by indicator, and their consequence in euros."""
    nom, colonnes = Onglet.ECARTS, [colonne for _, colonne in ECARTS]
    p.page(
        nom,
        "Écarts entre la CPTS et la CPAM",
        "Saisir la valeur de la CPAM, puis la valeur convenue (cases jaunes) : les euros se recalculent. Une valeur "
        "vide laisse celle de la CPTS ; elle ne vaut jamais zéro. Un nombre rangé comme un texte donne "
        "« À compléter ».",
        colonnes,
    )
    for rang, indicateur in enumerate(revue.indicateurs):
        ligne = LIGNE_ENTETE + 1 + rang
        for place, (code, colonne) in enumerate(ECARTS, 1):
            case, ident = Case(nom, ligne, place), f"{indicateur.ident}.{code}"
            if code in _JAUNES:
                _jaune(p, case, indicateur, code, revue)
            elif ident in etapes:
                p.pas(etapes[ident], colonne.genre)
            elif code == "origine":
                p.montrer(case, origines.get(indicateur.ident, ""))
            else:
                _dite(p, case, indicateur, code, colonne)
        origine = origines.get(indicateur.ident, "")
        p.hauteur(nom, ligne, [(str(revue.saisies[f"{indicateur.ident}.libelle"] or ""), 38), (origine, 20)])
    p.lister(nom, "tblEcarts", colonnes, len(revue.indicateurs))
    bas = LIGNE_ENTETE + len(revue.indicateurs) + 1
    for place, (code, _) in enumerate(ECARTS, 1):
        p.montrer(Case(nom, bas, place), "Total des indicateurs" if code == "libelle" else "", **TOTAL)
    for ident, case in p.cases.items():
        if ident.startswith("t.") and case.feuille == nom:
            p.pas(etapes[ident], MONTANT, **TOTAL)
    colonne_accord = next(place for place, (code, _) in enumerate(ECARTS, 1) if code == "accord")
    p.alerter(nom, Case(nom, LIGNE_ENTETE + 1, colonne_accord), Case(nom, bas - 1, colonne_accord), "À ")
    p.impression(nom, bas, len(ECARTS), entete=LIGNE_ENTETE, large=2, repete="A:C")


def _dite(p: Plume, case: Case, indicateur: Indicateur, code: str, colonne: Colonne) -> None:
    """Write what the CPTS declared: a recall of the sheet of parameters, empty where it has no object."""
    if code == "mesure" and indicateur.realise:
        p.redite(case, f"{indicateur.ident}.realise", CHOIX, align="right")
    elif code == "ecart":  # un oui et un non n'ont pas d'écart
        p.montrer(case, "", colonne.genre)
    else:
        p.redite(case, f"{indicateur.ident}.{code}", colonne.genre)


def _jaune(p: Plume, case: Case, indicateur: Indicateur, code: str, revue: Revue) -> None:
    """Write a cell that the reviewer fills, with what it admits."""
    genre = CHOIX if indicateur.realise or code == "neutralisation_convenue" else NOMBRE
    p.valeur(case, revue.saisies[f"{indicateur.ident}.{code}"], p.styles.case(genre, saisie=True))
    qui = {CPAM: "Valeur mesurée par la CPAM", CONVENU: "Valeur convenue au dialogue de gestion"}.get(code, "Décision")
    regle: dict[str, Any] = {"ignore_blank": True, "input_title": f"{indicateur.code} : {qui}"[:32],
                             "error_title": "Saisie refusée"}  # fmt: skip
    if code == "neutralisation_convenue":
        regle |= {"validate": "list", "source": list(NEUTRALISATIONS), "error_message": "Choisir un mot de la liste.",
                  "input_message": "Vide : l'indicateur compte. Sinon, ce qui est décidé d'en payer."}  # fmt: skip
    elif indicateur.realise:
        regle |= {"validate": "list", "source": ["Oui", "Non"], "error_message": "Choisir Oui ou Non.",
                  "input_message": f"{qui} : Oui ou Non. Vide : la valeur de la CPTS demeure."}  # fmt: skip
    else:
        admises = bornes(indicateur, revue.saisies)
        nombres: dict[str, Any] = {"validate": "decimal", "criteria": "between", "minimum": -INFINI, "maximum": INFINI,
                                   "error_message": "Saisir un nombre, sans lettre ni unité."}  # fmt: skip
        regle |= admises.validation(case) if admises else nombres
        regle |= {"input_message": f"{qui}, dans l'unité du contrat. Vide : la valeur de la CPTS demeure."}  # fmt: skip
    p.feuille(case.feuille).data_validation(case.ligne - 1, case.colonne - 1, case.ligne - 1, case.colonne - 1, regle)


def _rangee(  # noqa: PLR0917  (une ligne : sa place, son nom, ses colonnes, ce qu'elles disent)
    p: Plume, depart: Case, ident: str, colonnes: Sequence[tuple[str, Colonne]], revue: Revue, etapes: dict[str, Etape]
) -> None:
    """Write one line of a table: the steps as rules and formulas, what was received as it stands."""
    for place, (code, colonne) in enumerate(colonnes, 1):
        cle = f"{ident}.{code}"
        if cle in etapes:
            p.pas(etapes[cle], colonne.genre)
        else:
            p.montrer(Case(depart.feuille, depart.ligne, place), revue.saisies.get(cle), colonne.genre)


def parametres(p: Plume, revue: Revue, etapes: dict[str, Etape]) -> None:
    """Write what the rules read of each indicator, then their chain for each way to value it."""
    nom, toutes = Onglet.PARAMETRES, (*PARAMETRES, *_CALCULS)
    colonnes = [colonne for _, colonne in toutes]
    p.page(
        nom,
        "Paramètres et chemin du calcul",
        "À gauche, ce que le classeur reçu déclare de chaque indicateur ; à droite, le chemin de la valeur "
        "aux euros, par les règles de l'outil, pour chacune des trois valeurs.",
        colonnes,
    )
    for rang, indicateur in enumerate(revue.indicateurs):
        _rangee(p, Case(nom, LIGNE_ENTETE + 1 + rang, 1), indicateur.ident, toutes, revue, etapes)
        p.hauteur(nom, LIGNE_ENTETE + 1 + rang, [(str(revue.saisies[f"{indicateur.ident}.libelle"] or ""), 34)])
    p.lister(nom, "tblParametres", colonnes, len(revue.indicateurs))
    p.impression(nom, LIGNE_ENTETE + len(revue.indicateurs), len(toutes), entete=LIGNE_ENTETE, large=4, repete="A:C")


def droit(p: Plume, revue: Revue, etapes: dict[str, Etape], resultat: Resultat) -> None:
    """Write the right of each line and of each perimeter, for each way to value the indicators."""
    nom, colonnes = Onglet.DROIT, [colonne for _, colonne in DROIT]
    p.page(
        nom,
        "Droit ouvert selon la valeur retenue",
        f"{resultat.dossier.nom} : seules les parts variables suivent les indicateurs. Les lignes fixes, les "
        "plafonds, les proratas et le versé sont ceux que l'outil a recalculés.",
        colonnes,
    )
    for rang, ligne in enumerate(revue.lignes):
        _rangee(p, Case(nom, LIGNE_ENTETE + 1 + rang, 1), ligne.ident, DROIT, revue, etapes)
        p.hauteur(nom, LIGNE_ENTETE + 1 + rang, [(str(revue.saisies[f"{ligne.ident}.libelle"]), 36)])
    p.lister(nom, "tblDroit", colonnes, len(revue.lignes))
    bas = LIGNE_ENTETE + len(revue.lignes) + 1
    for numero, perimetre in enumerate(PERIMETRES):
        for place in range(1, len(DROIT) + 1):
            texte = perimetre.libelle if place == 2 else "Périmètre" if place == 1 else ""  # noqa: PLR2004
            p.montrer(Case(nom, bas + numero, place), texte, **TOTAL, text_wrap=True)
        p.hauteur(nom, bas + numero, [(perimetre.libelle, 33)])
    for ident, case in p.cases.items():
        if ident.startswith(("t.", "p.")) and case.feuille == nom:
            p.pas(etapes[ident], MONTANT, **TOTAL)
    p.impression(nom, bas + len(PERIMETRES) - 1, len(DROIT), entete=LIGNE_ENTETE, large=2, repete="A:B")
