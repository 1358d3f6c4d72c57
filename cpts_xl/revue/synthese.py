"""The first sheet of a review: which file, which rules, the verdict, the findings, the ten questions, the money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from cpts_xl import __version__, formats
from cpts_xl.constats import Constat, Gravite
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.law import empreinte as empreinte_textes
from cpts_xl.revue.graphiques import Graphique, inserer
from cpts_xl.revue.plan import CAS, Revue
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.revue.questions import Question, verdict
from cpts_xl.revue.recalcul import tries
from cpts_xl.rules.genres import ENTIER, MONTANT, TEXTE
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case, feuille_citee
from cpts_xl.workbook.recu.read import version_de
from cpts_xl.workbook.styles import FOND_ENTETE, FOND_TITRE
from cpts_xl.workbook.verification.modele import Verification

NOM = Onglet.SYNTHESE
LARGEURS = (5, 46, 19, 19, 19, 19, 18, 27)
COLONNES = tuple(Colonne("", largeur) for largeur in LARGEURS)
TEXTE_EN, TEXTE_A, CHIFFRE, VERS = 3, 6, 7, 8
"""Columns: a text runs from the third to the sixth, then its figure, then its link."""
LARGEUR_TEXTE = sum(LARGEURS[TEXTE_EN - 1 : TEXTE_A])
GRAVES = 8
"""Findings shown on the first sheet; all of them are on their own sheet."""
INCONNU = "non dit"
SOMME = "Somme des enjeux connus : un même euro peut y être compté deux fois."


def synthese(  # noqa: PLR0917  (ce que les autres feuilles ont déjà établi)
    p: Plume,
    verification: Verification,
    revue: Revue,
    constats: Sequence[Constat],
    dix: Sequence[Question],
    modele: str,
) -> None:
    """Write the first sheet, its links and its chart."""
    r = verification.resultat
    p.page(
        NOM,
        f"Revue du classeur de {r.dossier.nom}",
        "Écrite par l'outil d'après le fichier reçu, qui n'a pas été modifié. Les cases jaunes des autres "
        "feuilles sont au relecteur.",
        COLONNES,
    )
    ligne = _fichier(p, verification, modele)
    ligne = _verdict(p, verification, ligne + 1)
    ligne = _gravites(p, constats, ligne + 1)
    ligne = _dix(p, dix, ligne + 1)
    ligne = _missions(p, revue, ligne + 1)
    p.feuille(NOM).set_portrait()
    p.feuille(NOM).print_area(0, 0, ligne - 1, len(COLONNES) - 1)


def _texte(p: Plume, ligne: int, texte: str) -> None:
    """Write a text over the four columns of texts."""
    p.feuille(NOM).merge_range(ligne - 1, TEXTE_EN - 1, ligne - 1, TEXTE_A - 1, "", p.styles.case(TEXTE))
    p.montrer(Case(NOM, ligne, TEXTE_EN), texte)


def _section(p: Plume, ligne: int, titre: str) -> int:
    for place in range(len(COLONNES)):
        p.feuille(NOM).write_string(ligne - 1, place, titre if place == 0 else "", p.styles.section)
    return ligne + 1


def _fichier(p: Plume, verification: Verification, modele: str) -> int:
    r, classeur = verification.resultat, verification.lecture.classeur
    version = version_de(classeur)
    i, v = r.dossier.identite, r.valeurs
    signature, fin = i.get("signature"), v.get("identite.fin")
    textes = ", ".join(dict.fromkeys(t.court for t in r.droit.textes))
    dernier = formats.jour_en_lettres(fin - timedelta(days=1)) if isinstance(fin, date) else INCONNU
    rubriques = (
        ("CPTS", r.dossier.nom),
        ("Caisse signataire", i.get("cpam") or INCONNU),
        ("Agence régionale de santé", i.get("ars") or INCONNU),
        ("Contrat signé le", formats.jour_en_lettres(signature) if isinstance(signature, date) else INCONNU),
        ("Année conventionnelle", f"du {formats.jour_en_lettres(r.dossier.debut)} au {dernier}"),
        ("Fichier reçu", classeur.chemin.name),
        ("Écrit par", f"cpts_xl {version}" if version else "un programme qui ne se nomme pas"),
        ("Modèle", modele or "non examiné"),
        ("Empreinte des saisies", empreinte_saisies(r.dossier)[:16]),
        ("Textes appliqués", f"{textes}, au {formats.jour(r.droit.jour)} (empreinte {empreinte_textes()[:16]})"),
        ("Relu par", f"cpts_xl {__version__}"),
    )  # fmt: skip
    ligne = _section(p, LIGNE_ENTETE, "Le fichier")
    for rang, (titre, texte) in enumerate(rubriques):
        p.montrer(Case(NOM, ligne + rang, 2), titre, bold=True)
        _texte(p, ligne + rang, str(texte))
        p.hauteur(NOM, ligne + rang, [(str(texte), LARGEUR_TEXTE)])
    return ligne + len(rubriques)


def _verdict(p: Plume, verification: Verification, ligne: int) -> int:
    ligne = _section(p, ligne, "Le verdict")
    juste = verification.comparees == verification.identiques
    style: dict[str, Any] = {"bold": True, "font_size": 13, "text_wrap": True, "valign": "vcenter",
                             "bg_color": FOND_ENTETE, "font_color": FOND_TITRE}  # fmt: skip
    page = p.feuille(NOM)
    page.merge_range(ligne - 1, 1, ligne - 1, CHIFFRE - 1, verdict(verification), p.styles(**style))
    page.set_row(ligne - 1, 30)
    p.lien(Case(NOM, ligne, VERS), Onglet.RECALCUL, "A1", "voir le recalcul" if juste else "voir les écarts")
    return ligne + 1


def _gravites(p: Plume, constats: Sequence[Constat], ligne: int) -> int:
    """Write how many findings of each severity and how many euros, live, then the gravest ones."""
    ligne = _section(p, ligne, "Les constats")
    citee = feuille_citee(Onglet.CONSTATS)
    bas = LIGNE_ENTETE + max(len(constats), 1)
    gravites, euros = (f"{citee}!${c}${LIGNE_ENTETE + 1}:${c}${bas}" for c in "AG")
    for place, titre in ((2, "Gravité"), (3, "Constats"), (4, "Euros en jeu")):
        p.feuille(NOM).write_string(ligne - 1, place - 1, titre, p.styles.entete)
    for rang, gravite in enumerate(Gravite, 1):
        ici = ligne + rang
        siens = [c for c in constats if c.gravite is gravite]
        total = sum((abs(c.enjeu) for c in siens if c.enjeu is not None), Fraction(0))
        p.montrer(Case(NOM, ici, 2), str(gravite), bold=True)
        p.formule(Case(NOM, ici, 3), f"COUNTIF({gravites},$B{ici})", len(siens), ENTIER, align="left", indent=1)
        p.formule(Case(NOM, ici, 4), f"ROUND(SUMIFS({euros},{gravites},$B{ici}),2)", float(total), MONTANT)
        p.lien(Case(NOM, ici, VERS), Onglet.CONSTATS, "A1", "voir les constats")
    ligne += len(Gravite) + 1
    if any(c.enjeu is not None for c in constats):
        p.montrer_note(NOM, ligne, 2, SOMME)
        ligne += 1
    premiers = [c for c in tries(constats) if c.gravite is not Gravite.INFORMATION][:GRAVES]
    for constat in premiers:
        lieu = f"{constat.feuille}!{constat.cellule}" if constat.cellule else constat.feuille
        p.montrer(Case(NOM, ligne, 2), f"{constat.gravite} : {lieu or 'fichier entier'}")
        _texte(p, ligne, constat.message)
        p.montrer(Case(NOM, ligne, CHIFFRE), constat.enjeu, MONTANT)
        p.montrer(Case(NOM, ligne, VERS), constat.cause)
        p.hauteur(NOM, ligne, [(constat.message, LARGEUR_TEXTE), (constat.cause, 26), (lieu, 30)])
        ligne += 1
    return ligne


def _dix(p: Plume, dix: Sequence[Question], ligne: int) -> int:
    ligne = _section(p, ligne, "Les dix questions du relecteur")
    for numero, question in enumerate(dix, 1):
        p.montrer(Case(NOM, ligne, 1), Fraction(numero), ENTIER, align="center", bold=True)
        p.montrer(Case(NOM, ligne, 2), question.texte, bold=True)
        _texte(p, ligne, question.reponse)
        if question.formule is not None:
            p.formule(Case(NOM, ligne, TEXTE_EN), question.formule(p), question.reponse, TEXTE)
        if question.vivant:
            p.redite(Case(NOM, ligne, CHIFFRE), question.vivant, MONTANT)
        else:
            p.montrer(Case(NOM, ligne, CHIFFRE), "")
        p.lien(Case(NOM, ligne, VERS), question.onglet, "A1", question.onglet)
        p.hauteur(NOM, ligne, [(question.reponse, LARGEUR_TEXTE - 4), (question.texte, 42)])
        ligne += 1
    return ligne


def _missions(p: Plume, revue: Revue, ligne: int) -> int:
    """Write, mission by mission, the envelope and the right for each value, live, with their chart."""
    ligne = _section(p, ligne, "Parts variables : ce que chaque valeur ouvre comme droit")
    titres = ("Ligne", "Enveloppe", "Droit, CPTS", "Droit, CPAM", "Droit, convenu")
    variables = [le for le in revue.lignes if le.variable]
    for place, titre in enumerate(titres, 2):
        p.feuille(NOM).write_string(ligne - 1, place - 1, titre, p.styles.entete)
    for rang, le in enumerate(variables, 1):
        p.redite(Case(NOM, ligne + rang, 2), f"{le.ident}.libelle", TEXTE)
        for place, code in enumerate(("plafond", *(f"droit_{cas}" for cas in CAS)), 3):
            p.redite(Case(NOM, ligne + rang, place), f"{le.ident}.{code}", MONTANT)
    premiere, derniere = ligne, ligne + len(variables) - 1
    mots = ("Enveloppe", "Droit, valeurs de la CPTS", "Droit, valeurs de la CPAM", "Droit, valeurs convenues")
    inserer(p, NOM, Graphique(
        "Euros en jeu par mission (parts variables)",
        "Barres horizontales : enveloppe variable de chaque mission, et droit ouvert selon les valeurs de la "
        "CPTS, de la CPAM, et convenues. Les mêmes nombres sont dans le tableau au-dessus.",
        (NOM, 1, premiere, derniere),
        tuple((NOM, place, premiere, derniere, mot) for place, mot in enumerate(mots, 2)),
    ), derniere + 2, 1, taille=(1050, 400))  # fmt: skip
    return derniere + 24
