"""The sheets that a coordinator fills and reads: identity, tables, totals by perimeter."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.etapes import MESURES, PERIMETRES
from cpts_xl.engine.schema import IDENTITE as CHAMPS
from cpts_xl.engine.schema import TOTAL
from cpts_xl.rules.genres import MONTANT, TEXTE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.inks import cache
from cpts_xl.workbook.layout import IDENTITE_CALCULS, LIGNE_ENTETE, Case
from cpts_xl.workbook.sheets import FeuilleTableau, Nature
from cpts_xl.workbook.styles import FOND_TOTAL, MILLIERS
from cpts_xl.workbook.writer import Ecrivain


def identite(e: Ecrivain) -> None:
    """Write the identity sheet: one input per line, then what is computed from them."""
    nom = sheets.IDENTITE
    f = e.titre(nom, "Identité et contrat", "Recopier le contrat. Les listes et les dates sont contrôlées à la saisie.")
    largeurs = (40, 38, 62)
    for colonne, largeur in enumerate(largeurs):
        f.set_column(colonne, colonne, largeur)
    f.set_portrait()
    for colonne, entete in enumerate(("Rubrique", "Valeur", "Où la trouver")):
        f.write_string(LIGNE_ENTETE - 1, colonne, entete, e.styles.entete)
    for champ in CHAMPS:
        case = e.layout.cases[f"identite.{champ.code}"]
        f.write_string(case.ligne - 1, 0, champ.libelle, e.styles.case(TEXTE))
        milliers = {"num_format": MILLIERS} if champ.code == "population" else {}
        e.saisie(f"identite.{champ.code}", champ, align="left", indent=1, **milliers)
        f.write_string(case.ligne - 1, 2, champ.aide, e.styles.aide_longue)
        e.hauteur(
            nom,
            case.ligne,
            [(champ.aide, largeurs[2]), (str(e.resultat.valeurs[f"identite.{champ.code}"]), largeurs[1])],
        )
        e.validation(nom, champ, case, case)
    premiere = e.layout.cases[f"identite.{IDENTITE_CALCULS[0][0]}"].ligne
    for colonne in range(3):
        f.write_string(premiere - 2, colonne, "Calculé" if colonne == 0 else "", e.styles.section)
    for code, libelle in IDENTITE_CALCULS:
        case = e.layout.cases[f"identite.{code}"]
        f.write_string(case.ligne - 1, 0, libelle, e.styles.case(TEXTE))
        regle = e.resultat.par_id[f"identite.{code}"].etape.regle
        e.etape(f"identite.{code}", regle.retour if regle.retour.numerique else TEXTE, align="left", indent=1)
        resume = regle.resume
        f.write_string(case.ligne - 1, 2, resume, e.styles.aide_longue)
        e.hauteur(nom, case.ligne, [(resume, largeurs[2]), (libelle, largeurs[0])])
    e.impression(nom, premiere + len(IDENTITE_CALCULS) - 1, 3, entete=LIGNE_ENTETE)


def tableau(e: Ecrivain, feuille: FeuilleTableau) -> None:
    """Write one sheet made of one table: inputs, fixed words, steps, validations, a real Excel table."""
    f = e.titre(feuille.nom, feuille.titre, feuille.aide)
    rangees = e.layout.rangees[feuille.prefixe]
    for colonne, col in enumerate(feuille.colonnes, 1):
        f.set_column(colonne - 1, colonne - 1, col.largeur)
        for rang, rangee in enumerate(rangees):
            ident = f"{rangee}.{col.code}"
            total: dict[str, Any] = {"bold": True, "bg_color": FOND_TOTAL} if rangee.endswith(f".{TOTAL}") else {}
            if col.nature is Nature.CALCUL and ident in e.resultat.par_id:
                e.etape(ident, col.genre, **total)
            elif col.champ and not total:
                e.saisie(ident, col.champ)
            else:
                case = Case(feuille.nom, LIGNE_ENTETE + 1 + rang, colonne)
                e.valeur(case, e.resultat.valeurs.get(ident), e.styles.case(col.genre, **total))
        if col.champ:
            e.note(feuille.nom, colonne, col.champ)
            debut = Case(feuille.nom, LIGNE_ENTETE + 1, colonne)
            e.validation(feuille.nom, col.champ, debut, Case(feuille.nom, LIGNE_ENTETE + len(rangees), colonne))
    e.tableau(feuille.nom, feuille.nom_tableau, [c.titre for c in feuille.colonnes], len(rangees), LIGNE_ENTETE)
    for rang, rangee in enumerate(rangees):
        textes = [
            (texte, c.largeur)
            for c in feuille.colonnes
            if isinstance(texte := cache(e.resultat.valeurs.get(f"{rangee}.{c.code}"), e.encre), str)
        ]
        e.hauteur(feuille.nom, LIGNE_ENTETE + 1 + rang, textes)
    pleines = [r for r in rangees if e.resultat.valeurs.get(f"{r}.{feuille.cle}") not in {None, ""}]
    # encore vide, le tableau se remplira dans le tableur : la zone, elle, ne suivra pas
    bas = LIGNE_ENTETE + (rangees.index(pleines[-1]) + 1 if pleines else max(len(rangees), 1))
    repete = f"A:{feuille.repete}" if feuille.repete else ""
    e.impression(
        feuille.nom, bas, len(feuille.colonnes), entete=LIGNE_ENTETE, large=feuille.pages_de_large, repete=repete
    )


def totaux(e: Ecrivain) -> None:
    """Write, under the table of Financement, the totals and the totals by named perimeter."""
    nom, layout = sheets.FINANCEMENT_FEUILLE.nom, e.layout
    f = e.feuille(nom)
    ligne = layout.ligne_total
    for colonne in range(1, len(sheets.FINANCEMENT_FEUILLE.colonnes) + 1):
        f.write_blank(ligne - 1, colonne - 1, None, e.styles.case(TEXTE, bg_color=FOND_TOTAL))
    f.write_string(ligne - 1, 1, "Totaux (plafond, droit ouvert et versé : par périmètre, ci-dessous)",
                   e.styles.case(TEXTE, bold=True, bg_color=FOND_TOTAL))  # fmt: skip
    for code in ("acompte", "solde", "reste", "trop_percu"):
        e.etape(f"total.{code}", MONTANT, bold=True, bg_color=FOND_TOTAL)
    entete = layout.cases[f"perimetre.{PERIMETRES[0].code}.libelle"].ligne - 1
    f.write_string(entete - 2, 1, "Totaux par périmètre nommé", e.styles.section)
    titres = {"libelle": "Périmètre", "fonctionnement": "Avec fonctionnement", "supplement_snp": "Avec supplément SNP",
              "crise_variable": "Avec crise variable", **dict(MESURES)}  # fmt: skip
    f.set_row(entete - 1, 30)
    for code, titre in titres.items():
        case = layout.cases[f"perimetre.{PERIMETRES[0].code}.{code}"]
        f.write_string(entete - 1, case.colonne - 1, titre, e.styles.entete)
        for perimetre in PERIMETRES:
            ident = f"perimetre.{perimetre.code}.{code}"
            if code in dict(MESURES):
                e.etape(ident, MONTANT, bold=True)
            else:
                e.valeur(
                    layout.cases[ident], e.resultat.valeurs[ident], e.styles.case(TEXTE, text_wrap=code == "libelle")
                )
    bas = layout.cases[f"perimetre.{PERIMETRES[-1].code}.droit"].ligne
    for perimetre in PERIMETRES:
        _haute(e, layout.cases[f"perimetre.{perimetre.code}.libelle"].ligne, f"perimetre.{perimetre.code}.plafond")
    if (case_acces := layout.cases.get("total.ecart_acces")) is not None:
        bas = case_acces.ligne
        f.write_string(bas - 1, 1, e.resultat.par_id["total.ecart_acces"].etape.libelle, e.styles.case(TEXTE))
        e.etape("total.ecart_acces", MONTANT)
        _haute(e, bas, "total.ecart_acces")
    _haute(e, ligne, "total.acompte")
    f.print_area(0, 0, bas - 1, len(sheets.FINANCEMENT_FEUILLE.colonnes) - 1)
    f.fit_to_pages(sheets.FINANCEMENT_FEUILLE.pages_de_large, 1)


def _haute(e: Ecrivain, ligne: int, ident: str) -> None:
    """Give a row of totals two lines, or what the sentence of a missing total needs."""
    texte = str(cache(e.resultat.valeurs[ident], e.encre))
    e.hauteur(sheets.FINANCEMENT_FEUILLE.nom, ligne, [(texte, 14), ("x " * 30, 44)])
