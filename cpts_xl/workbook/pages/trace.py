"""The sheets that a reviewer reads: the parameters of law, the checks, every computation against the engine."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Absent
from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.rules.droit import NOM_CLES, NOM_RANGS, NOM_SEUILS, NOM_VALEURS
from cpts_xl.rules.genres import ENTIER, JOUR, NOMBRE, TEXTE, Genre, genre_de
from cpts_xl.rules.lectures import STATUTS
from cpts_xl.workbook import sheets
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.inks import cache
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case, feuille_citee
from cpts_xl.workbook.pages.papier import ECHELLE, PETIT, ranger
from cpts_xl.workbook.styles import ENCRE_ALERTE, FOND_ALERTE, MILLIERS
from cpts_xl.workbook.writer import Ecrivain

CALCULS = (
    ("N°", 6), ("Calcul", 36), ("Cellule", 19), ("Valeur du classeur", 16), ("Valeur de l'outil", 16), ("Écart", 8),
    ("Texte et article", 25), ("Statut", 11), ("En clair", 38), ("Formule", 160),
)  # fmt: skip
SUR_PAPIER = 9
"""Columns of the computations that are printed: all but the formula."""
CALCULS_MAX = 150
"""Rows of the computations printed at most: about ten pages."""
ECART_DU = (
    "L'écart entre ce classeur et l'outil (une constante) doit être 0 partout : les trois comptes ci-dessous portent "
    "sur toutes les lignes, imprimées ou non."
)
AISANCE = 0.9
"""Share of the width that the sentence is counted to fill: a row of merged cells does not grow by itself."""
A_L_ECRAN = "La formule n'est qu'à l'écran."


def bareme(e: Ecrivain) -> None:
    """Write the law of the day: one row per parameter, its key, value, text, article, source, status and date."""
    nom, droit = sheets.BAREME, e.resultat.droit
    aide = f"Droit en vigueur au {formats.jour(droit.jour)}. Un montant absent est dit, jamais pris pour zéro."
    f = e.titre(nom, "Barème : ce que disent les textes", aide)
    colonnes = (("Clé", 34), ("Intitulé", 52), ("Valeur", 22), ("Unité", 18), ("Texte", 24), ("Article", 16),
                ("Source", 44), ("Statut", 13), ("Vérifié le", 12), ("Taille", 8), ("À partir de (habitants)", 13),
                ("Note", 70))  # fmt: skip
    for rang, (_titre, largeur) in enumerate(colonnes):
        f.set_column(rang, rang, largeur)
    seuils = {seuil.parametre.code: seuil for seuil in droit.seuils}
    parametres = [
        *(s.parametre for s in droit.seuils),
        *(p for p in droit.parametres.values() if p.code not in seuils),
    ]
    for rang, p in enumerate(parametres):
        ligne = LIGNE_ENTETE + 1 + rang
        valeur = droit.valeur(*p.cle)
        textes = (p.code, p.libelle, None, p.unite, p.texte.court, p.article, p.source,
                  STATUTS.get(str(p.statut), str(p.statut)), None, None, None, p.note)  # fmt: skip
        for colonne, texte in enumerate(textes, 1):
            if texte is not None:
                e.valeur(Case(nom, ligne, colonne), texte, e.styles.case(TEXTE))
        absent = isinstance(valeur, Absent)
        alerte: dict[str, Any] = (
            {"bg_color": FOND_ALERTE, "font_color": ENCRE_ALERTE, "text_wrap": True} if absent else {}
        )
        affiche = str(valeur.sorte) if isinstance(valeur, Absent) else valeur
        if p.unite == "habitants":
            alerte["num_format"] = MILLIERS
        e.valeur(Case(nom, ligne, 3), affiche, e.styles.case(genre_de(p.unite), **alerte))
        e.valeur(Case(nom, ligne, 9), p.verifie_le, e.styles.case(JOUR))
        seuil = seuils.get(p.code)
        e.valeur(Case(nom, ligne, 10), Fraction(seuil.rang) if seuil else None, e.styles.case(ENTIER))
        e.valeur(
            Case(nom, ligne, 11),
            Fraction(seuil.a_partir_de) if seuil else None,
            e.styles.case(ENTIER, num_format=MILLIERS),
        )
        e.hauteur(nom, ligne, [(str(t), colonnes[c][1]) for c, t in enumerate(textes) if t] + [(str(affiche), 22)])
    e.tableau(nom, "tblBareme", [titre for titre, _ in colonnes], len(parametres), LIGNE_ENTETE)
    bas, haut = LIGNE_ENTETE + len(parametres), LIGNE_ENTETE + 1
    for cle, lettre, fin in ((NOM_CLES, "A", bas), (NOM_VALEURS, "C", bas), (NOM_RANGS, "J", haut + len(seuils) - 1),
                             (NOM_SEUILS, "K", haut + len(seuils) - 1)):  # fmt: skip
        e.classeur.define_name(cle, f"={feuille_citee(nom)}!${lettre}${haut}:${lettre}${fin}")
    e.impression(nom, bas, len(colonnes), entete=LIGNE_ENTETE, large=2, repete="A:B")


def controles(e: Ecrivain) -> None:
    """Write the checks: result, what it watches with a link to the cell, the rule and its text."""
    nom = sheets.CONTROLES
    f = e.titre(
        nom, "Contrôles", "« À regarder » n'est pas une faute : c'est un point à expliquer ou à corriger avant envoi."
    )
    colonnes = (("N°", 6), ("Contrôle", 62), ("Résultat", 16), ("Où regarder", 26), ("Texte et article", 60))
    for rang, (_titre, largeur) in enumerate(colonnes):
        f.set_column(rang, rang, largeur)
    idents = [i for i in e.layout.cases if i.startswith("controle.")]
    for rang, ident in enumerate(idents):
        calculee, ligne = e.resultat.par_id[ident], e.layout.cases[ident].ligne
        e.valeur(Case(nom, ligne, 1), Fraction(rang + 1), e.styles.case(ENTIER, align="center"))
        e.valeur(Case(nom, ligne, 2), calculee.etape.libelle, e.styles.case(TEXTE))
        e.etape(ident, TEXTE, bold=True, align="center")
        source = next(iter(calculee.etape.entrees.values()))
        cible = e.layout.cases[source[0] if isinstance(source, tuple) else str(source)]
        _lien(e, Case(nom, ligne, 4), cible)
        e.valeur(Case(nom, ligne, 5), calculee.reference, e.styles.case(TEXTE))
        e.hauteur(nom, ligne, [(calculee.etape.libelle, 62), (calculee.reference, 60)])
    bas = LIGNE_ENTETE + len(idents)
    f.conditional_format(LIGNE_ENTETE, 2, bas - 1, 2, {
        "type": "text", "criteria": "begins with", "value": "À ",
        "format": e.styles(bg_color=FOND_ALERTE, font_color=ENCRE_ALERTE, bold=True),
    })  # fmt: skip
    e.tableau(nom, "tblControles", [titre for titre, _ in colonnes], len(idents), LIGNE_ENTETE)
    e.impression(nom, bas, len(colonnes), entete=LIGNE_ENTETE)


def _lien(e: Ecrivain, case: Case, cible: Case) -> None:
    e.feuille(case.feuille).write_url(
        case.ligne - 1, case.colonne - 1, f"internal:{feuille_citee(cible.feuille)}!{cible.adresse}",
        e.styles.case(TEXTE, font_color="#1B3A8C", underline=1), string=cible.nommee, tip=f"Aller à {cible.nommee}",
    )  # fmt: skip


def calculs(e: Ecrivain) -> None:
    """Write every computation: its cell, the value of the spreadsheet, that of the engine, the gap, the sentence.

    The essential ones come first, and they alone are printed; the number of a row is its rank in the sheet.
    """
    nom, largeurs = sheets.CALCULS, [largeur for _, largeur in CALCULS]
    rangees, part = ranger(e.resultat.pleines)
    aide = f"{ECART_DU}\n{part.phrase(CALCULS_MAX)} {A_L_ECRAN}"
    f = e.titre(nom, "Calculs : chaque nombre vérifié", aide)
    for rang, largeur in enumerate(largeurs):
        f.set_column(rang, rang, largeur)
    f.merge_range(1, 0, 1, SUR_PAPIER - 1, aide, e.styles.aide_longue)
    e.hauteur(nom, 2, [(aide, sum(largeurs[:SUR_PAPIER]) * AISANCE)])
    for rang, calculee in enumerate(rangees):
        _calcul(e, LIGNE_ENTETE + 1 + rang, rang + 1, calculee)
    bas = LIGNE_ENTETE + len(rangees)
    e.tableau(nom, "tblCalculs", [titre for titre, _ in CALCULS], len(rangees), LIGNE_ENTETE)
    zone = f"$F${LIGNE_ENTETE + 1}:$F${bas}"
    f.write_string(2, 1, "Lignes comparées / identiques / à regarder", e.styles(bold=True))
    vu: dict[str, Any] = {"bold": True, "align": "center", "num_format": MILLIERS}
    e.formule(Case(nom, 3, 3), f"ROWS({zone})", len(rangees), ENTIER, **vu)
    e.formule(Case(nom, 3, 4), f"COUNTIF({zone},0)", len(rangees), ENTIER, **vu)
    e.formule(Case(nom, 3, 5), "$C3-$D3", 0, ENTIER, **vu)
    e.impression(nom, LIGNE_ENTETE + part.imprimees(CALCULS_MAX), SUR_PAPIER, entete=LIGNE_ENTETE, repete="A:C")
    # à l'échelle plutôt qu'ajustée : la liste entière, si on l'imprime, reste lisible, sur deux pages de large
    f.set_print_scale(ECHELLE)


def _calcul(e: Ecrivain, ligne: int, numero: int, calculee: EtapeCalculee) -> None:
    """Write one row: what the spreadsheet finds for a step, what the tool found, and what explains it."""
    nom, etape, genre = sheets.CALCULS, calculee.etape, calculee.etape.regle.retour
    vu = cache(calculee.valeur, e.encre)
    e.valeur(Case(nom, ligne, 1), Fraction(numero), e.styles.case(ENTIER, align="center"))
    e.valeur(Case(nom, ligne, 2), etape.libelle, e.styles.case(TEXTE))
    _lien(e, Case(nom, ligne, 3), e.layout.cases[etape.id])
    e.rappel(Case(nom, ligne, 4), etape.id, genre)
    _constante(e, Case(nom, ligne, 5), vu, genre)
    ecart = f'IF(COUNT($D{ligne},$E{ligne})=2,ROUND($D{ligne}-$E{ligne},6),IF($D{ligne}=$E{ligne},0,"différent"))'
    e.formule(Case(nom, ligne, 6), ecart, 0, NOMBRE, align="center")
    textes = (
        calculee.reference,
        STATUTS[calculee.statut],
        calculee.phrase,
        en_francais(e.texte_formule(etape.id)),
    )
    for colonne, texte in enumerate(textes, 7):
        e.valeur(Case(nom, ligne, colonne), texte, e.styles.case(TEXTE, font_size=PETIT))
    hauts = [(texte, CALCULS[rang][1]) for rang, texte in enumerate(textes, 6)]
    e.hauteur(nom, ligne, [*hauts, (etape.libelle, 32), (str(vu), 14)], taille=PETIT)


def _constante(e: Ecrivain, case: Case, valeur: float | str, genre: Genre) -> None:
    if isinstance(valeur, str):
        e.valeur(case, valeur, e.styles.case(TEXTE))
    else:
        style = e.styles.case(genre, font_color="#2E6B4F")
        e.feuille(case.feuille).write_number(case.ligne - 1, case.colonne - 1, valeur, style)
