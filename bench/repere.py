"""The ordinary workbook of the field on which the goals were set: twelve sheets, 3 400 values, 1 500 short formulas.

Ours holds ten times more, for every number there has its rule and its sentence; both are measured, each under its name.
"""

from __future__ import annotations

import io
import random

import xlsxwriter

FEUILLES = ("Lisez-moi", "Identité", "Grille", "Paramètres", "Missions", "Indicateurs", "Socle", "Complémentaires",
            "Dépenses", "Trésorerie", "Synthèse", "Contrôles")  # fmt: skip
TITRES = ("Poste", "Départ", "Cible", "Réalisé", "Taux", "Part fixe", "Part variable", "Total", "Suite", "Note")
POSTES, CONSIGNES, TRANCHES, DROITS = 34, 38, 32, 8
_HAUT = 4


def classeur_repere(graine: int = 1) -> bytes:
    """Return the workbook; its stored results are those that its formulas give."""
    tampon, hasard = io.BytesIO(), random.Random(graine)  # noqa: S311  (des exemples, pas un secret)
    with xlsxwriter.Workbook(tampon, {"in_memory": True}) as classeur:
        euros = classeur.add_format({"num_format": '#,##0.00 "€"', "border": 1})
        taux = classeur.add_format({"num_format": "0.0%", "border": 1})
        saisie = classeur.add_format({"bg_color": "#FFF2CC", "border": 1, "locked": False})
        bareme = [[hasard.randint(9_000, 90_000) for _ in range(DROITS)] for _ in range(TRANCHES)]
        for rang, nom in enumerate(FEUILLES):
            feuille = classeur.add_worksheet(nom)
            feuille.write_string(0, 0, nom)
            if rang <= 1:
                for ligne in range(CONSIGNES):
                    feuille.write_string(2 + ligne, 0, f"Consigne {ligne + 1} : remplir les cellules jaunes seulement")
                    feuille.write_number(2 + ligne, 1, hasard.randint(1, 400), saisie)
            elif nom == "Grille":
                for ligne, montants in enumerate(bareme):
                    feuille.write_row(2 + ligne, 0, montants, euros)
            else:
                _postes(feuille, rang, bareme, hasard, (saisie, taux, euros))
                graphique = classeur.add_chart({"type": "column"})
                graphique.add_series({"values": [nom, _HAUT - 1, 4, _HAUT + POSTES - 2, 4]})
                feuille.insert_chart("L3", graphique)
            feuille.set_column(0, 0, 34)
            feuille.protect()
    return tampon.getvalue()


def _postes(
    feuille: xlsxwriter.worksheet.Worksheet, rang: int, bareme: list[list[int]], hasard: random.Random,
    styles: tuple[xlsxwriter.format.Format, xlsxwriter.format.Format, xlsxwriter.format.Format],
) -> None:  # fmt: skip
    """Write one sheet of posts: a start, a target, a result, then the money that follows, and the totals."""
    saisie, taux, euros = styles
    feuille.write_row(_HAUT - 2, 0, TITRES)
    sommes = [0.0, 0.0, 0.0]
    for numero in range(POSTES):
        ligne, r = _HAUT - 1 + numero, _HAUT + numero
        depart, cible, fait = hasard.randint(0, 40), hasard.randint(60, 100), hasard.randint(0, 110)
        atteint = max(0.0, min(1.0, (fait - depart) / (cible - depart)))
        fixe = float(bareme[numero % TRANCHES][rang % DROITS])
        variable = int(fixe * atteint * 100 + 0.5) / 100
        feuille.write_string(ligne, 0, f"Poste {numero + 1}")
        feuille.write_row(ligne, 1, (depart, cible, fait), saisie)
        feuille.write_formula(ligne, 4, f"=IF(C{r}=B{r},0,MAX(0,MIN(1,(D{r}-B{r})/(C{r}-B{r}))))", taux, atteint)
        place = f"{numero % TRANCHES + 1},{rang % DROITS + 1}"
        feuille.write_formula(ligne, 5, f"=INDEX(Grille!$A$3:$H${TRANCHES + 2},{place})", euros, fixe)
        feuille.write_formula(ligne, 6, f"=ROUND(F{r}*E{r},2)", euros, variable)
        feuille.write_formula(ligne, 7, f"=F{r}+G{r}", euros, fixe + variable)
        mot = "atteint" if fait >= cible else "à suivre"
        feuille.write_formula(ligne, 8, f'=IF(D{r}>=C{r},"atteint","à suivre")', None, mot)
        if numero % 3 == 0:
            feuille.write_string(ligne, 9, f"Note {numero}", saisie)
        for colonne, montant in enumerate((fixe, variable, fixe + variable)):
            sommes[colonne] += montant
    bas = _HAUT + POSTES - 1
    for colonne, (lettre, somme) in enumerate(zip("FGH", sommes, strict=True)):
        feuille.write_formula(bas, 5 + colonne, f"=SUM({lettre}{_HAUT}:{lettre}{bas})", euros, somme)
    feuille.data_validation(_HAUT - 1, 1, bas - 1, 3, {"validate": "decimal", "criteria": "between", "minimum": 0,
                                                         "maximum": 1000})  # fmt: skip
