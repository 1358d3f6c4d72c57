"""Each falsification of the structure of a workbook is named with its sheet, its cell, its cause and its severity."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from cpts_xl.constats import Cause, Gravite
from tests.workbook.exemples import ou
from tests.workbook.livre import (
    BLANC,
    CLASSEUR,
    COLONNE,
    DROIT,
    LETTRE,
    LIBELLES,
    LIGNE,
    POPULATION,
    SOLDE,
    TAUX,
    TITRES,
    F,
    Geste,
    Livre,
    accuses,
    conditionner,
    couvrir,
    dits,
    etirer,
    fusionner,
    habiller,
    masquer,
    mot,
    ranger,
    regler,
    troquer,
    valider,
)

BLOQUANT = Gravite.BLOQUANT
MONTANTS, NATURES, V = "D5:D34", "C5:C34", "Versements"
PERIMETRE = f"B{ou('perimetre.sans_snp.droit')[1][1:]}"
BARRES = f"""<conditionalFormatting sqref="{DROIT[1]}"><cfRule type="dataBar" priority="9">
<dataBar showValue="0"/></cfRule></conditionalFormatting>"""
DOUBLE = '<definedName name="Population">1</definedName><definedName name="POPULATION"'
NOM = '<definedName name="POPULATION"'


class Faux(NamedTuple):
    """A falsification: what it does, the sheet and the cell that must be named, the cause, the severity."""

    geste: Geste
    feuille: str
    cellule: str
    cause: Cause
    gravite: Gravite = Gravite.A_REGARDER


def _aplatir(livre: Livre) -> None:
    livre.changer(F, rf'<row r="{LIGNE}"([^>]*?)(?: ht="[^"]*")?([^>]*)>', rf'<row r="{LIGNE}"\1 ht="0.1"\2>')


MASQUES = {
    "ligne masquée": Faux(ranger(LIGNE, 'hidden="1"'), F, f"F{LIGNE}", Cause.MASQUEE),
    "ligne de hauteur nulle": Faux(_aplatir, F, f"F{LIGNE}", Cause.MASQUEE),
    "toutes les lignes masquées par défaut": Faux(
        lambda w: w.changer(V, "<sheetFormatPr", '<sheetFormatPr zeroHeight="1"'), V, "A5", Cause.MASQUEE
    ),
    "colonne masquée": Faux(etirer(COLONNE, 'width="12" hidden="1"'), F, f"{LETTRE}:{LETTRE}", Cause.MASQUEE),
    "colonne d'un filet": Faux(etirer(3, 'width="1.5" customWidth="1"', "Barème"), "Barème", "C:C", Cause.MASQUEE),
    "colonne de largeur nulle": Faux(etirer(3, 'width="0" customWidth="1"', "Barème"), "Barème", "C:C", Cause.MASQUEE),
    "feuille introuvable au clic droit": Faux(masquer(V, "veryHidden"), V, "", Cause.MASQUEE),
    "contrôles masqués": Faux(masquer("Contrôles"), "Contrôles", "", Cause.MASQUEE),
    "financement masqué": Faux(masquer(F), F, "", Cause.MASQUEE),
    "fenêtre masquée": Faux(regler("workbookView", 'visibility="hidden"'), "", "", Cause.MASQUEE),
    "fusion qui cache un montant": Faux(fusionner(f"N{LIGNE}:{DROIT[1]}"), *DROIT, Cause.RECOUVERTE),
    "forme posée sur un montant": Faux(couvrir(LIGNE, COLONNE), *DROIT, Cause.RECOUVERTE),
    "forme ancrée à une seule cellule": Faux(couvrir(LIGNE, COLONNE, une=True), *DROIT, Cause.RECOUVERTE),
}
FORMATS = {
    "encre blanche": Faux(habiller(DROIT, encre=BLANC), *DROIT, Cause.FORMAT),
    "encre de la couleur du fond": Faux(habiller(DROIT, encre="FF12404A", fond="FF12404B"), *DROIT, Cause.FORMAT),
    "caractères d'un point": Faux(habiller(DROIT, corps="1"), *DROIT, Cause.FORMAT),
    "police de symboles": Faux(habiller(DROIT, police="Wingdings"), *DROIT, Cause.FORMAT),
    "format qui écrit un autre montant": Faux(habiller(DROIT, code='"99 999,00 €"'), *DROIT, Cause.FORMAT, BLOQUANT),
    "format vide": Faux(habiller(DROIT, code=";;;"), *DROIT, Cause.FORMAT),
    "format en milliers, sans le dire": Faux(habiller(SOLDE, code='#,##0.00,\\ "€"'), *SOLDE, Cause.FORMAT, BLOQUANT),
    "taux montré comme des euros": Faux(habiller(TAUX, code='0.00\\ "€"'), *TAUX, Cause.FORMAT),
    "montant montré en pourcentage": Faux(habiller(SOLDE, code="0.00%"), *SOLDE, Cause.FORMAT, BLOQUANT),
    "montant montré comme une date": Faux(habiller(SOLDE, code="dd/mm/yyyy"), *SOLDE, Cause.FORMAT),
    "montant en dollars": Faux(habiller(SOLDE, code='"$"#,##0.00'), *SOLDE, Cause.FORMAT),
    "condition qui blanchit": Faux(conditionner(f'<font><color rgb="{BLANC}"/></font>'), *DROIT, Cause.FORMAT),
    "condition au format vide": Faux(
        conditionner('<numFmt numFmtId="901" formatCode=";;;"/>'), *DROIT, Cause.FORMAT
    ),
    "barres à la place des nombres": Faux(lambda w: w.inserer(F, BARRES, "<dataValidations"), *DROIT, Cause.FORMAT),
    "zéros cachés": Faux(regler("sheetView", 'showZeros="0"', F), F, "", Cause.FORMAT),
    "couleur des alertes retirée": Faux(
        lambda w: w.changer("Contrôles", "<conditionalFormatting.*</conditionalFormatting>", ""),
        "Contrôles", "", Cause.FORMAT, Gravite.INFORMATION,
    ),
}  # fmt: skip
REGLAGES = {
    "volets figés sous les premières lignes": Faux(regler("sheetView", 'topLeftCell="A8"', F), F, "F5", Cause.MASQUEE),
    "formules montrées": Faux(regler("sheetView", 'showFormulas="1"', F), F, "", Cause.REGLAGE),
    "calcul manuel": Faux(regler("calcPr", 'calcMode="manual"'), "", "", Cause.REGLAGE),
    "calcul itératif": Faux(regler("calcPr", 'iterate="1"'), "", "", Cause.REGLAGE),
    "précision affichée": Faux(regler("calcPr", 'fullPrecision="0"'), "", "", Cause.REGLAGE, BLOQUANT),
    "calendrier de 1904": Faux(regler("workbookPr", 'date1904="1"'), "", "", Cause.REGLAGE, BLOQUANT),
    "nom masqué": Faux(lambda w: w.changer(CLASSEUR, NOM, f'{NOM} hidden="1"'), "", "", Cause.NOM),
    "nom défini deux fois": Faux(lambda w: w.changer(CLASSEUR, NOM, DOUBLE), "", "", Cause.NOM, BLOQUANT),
}
GARDES = {
    "validation retirée": Faux(valider(V, MONTANTS, ".*", ""), V, MONTANTS, Cause.VALIDATION),
    "validation qui avertit seulement": Faux(
        valider(V, MONTANTS, "<dataValidation ", '<dataValidation errorStyle="warning" '), V, MONTANTS, Cause.VALIDATION
    ),
    "bornes élargies": Faux(valider(V, MONTANTS, "&lt;=1000000000", "&lt;=9999999999"), V, MONTANTS, Cause.VALIDATION),
    "liste élargie": Faux(
        valider(V, NATURES, r'(<formula1>".*?)"</formula1>', r'\1,avance"</formula1>'), V, NATURES, Cause.VALIDATION
    ),
    "validation de l'identité retirée": Faux(
        valider("Identité", POPULATION, ".*", ""), "Identité", POPULATION, Cause.VALIDATION
    ),
    "mot ajouté à une liste": Faux(mot("Listes", "B6", "poste_invente"), "Listes", "B6", Cause.VALIDATION),
    "cellule calculée déverrouillée": Faux(habiller(DROIT, verrou="0"), *DROIT, Cause.PROTECTION),
    "formule cachée": Faux(habiller(DROIT, cachee="1"), *DROIT, Cause.PROTECTION),
    "protection retirée": Faux(
        lambda w: w.changer(F, r"<sheetProtection[^>]*/>", ""), F, "", Cause.PROTECTION, Gravite.INFORMATION
    ),
}
LIBELLES_FAUX = {
    "intitulés de deux lignes échangés": Faux(
        troquer(F, *LIBELLES), F, f"A{LIGNE}:{LIBELLES[0]}", Cause.LIBELLE, BLOQUANT
    ),
    "famille d'une ligne changée": Faux(mot(F, f"E{LIGNE}", "supplement_snp"), F, f"E{LIGNE}", Cause.LIBELLE, BLOQUANT),
    "accent ajouté à un mot que les formules cherchent": Faux(mot(F, "D6", "fixé"), F, "D6", Cause.LIBELLE, BLOQUANT),
    "espace ajoutée à un code": Faux(lambda w: w.mot(F, "A5", w.lu(F, "A5") + " "), F, "A5", Cause.LIBELLE, BLOQUANT),
    "titres de deux colonnes échangés": Faux(troquer(F, *TITRES), F, TITRES[0], Cause.LIBELLE, BLOQUANT),
    "titre remplacé par un autre des nôtres": Faux(
        mot(F, TITRES[0], "Droit acquis"), F, TITRES[0], Cause.LIBELLE, BLOQUANT
    ),
    "titre doublé": Faux(lambda w: w.mot(F, TITRES[1], w.lu(F, TITRES[0])), F, TITRES[1], Cause.LIBELLE),
    "chiffres du tableau de bord échangés": Faux(
        troquer("Tableau de bord", "C4", "D4"), "Tableau de bord", "C4", Cause.LIBELLE, BLOQUANT
    ),
    "périmètre changé": Faux(
        mot(F, PERIMETRE, "Toutes lignes, avec fonctionnement"), F, PERIMETRE, Cause.LIBELLE, BLOQUANT
    ),
    "contrôle récrit": Faux(mot("Contrôles", "B7", "Tout est conforme"), "Contrôles", "B7", Cause.LIBELLE),
}
FAUX = {**MASQUES, **FORMATS, **REGLAGES, **GARDES, **LIBELLES_FAUX}


@pytest.mark.parametrize("nom", FAUX)
def test_a_falsification_is_named_with_its_place(nom: str, tmp_path: Path) -> None:
    """Change one thing: the sheet, the cell, the cause and the severity are those of that thing, and little else."""
    cas, livre = FAUX[nom], Livre()
    cas.geste(livre)
    constats = dits(livre.octets(), tmp_path)
    trouves = [c for c in constats if (c.feuille, c.cellule, c.cause) == (cas.feuille, cas.cellule, cas.cause)]
    assert trouves, [(c.gravite, c.cause, c.lieu, c.message) for c in constats]
    assert trouves[0].gravite is cas.gravite
    assert len(accuses(constats)) <= 3  # un échange se voit à ses deux places
    assert all(c.remede for c in trouves)


@pytest.mark.parametrize(
    ("nom", "geste"),
    [
        ("encre blanche", "Couleur de police"), ("encre de la couleur du fond", "retirer leur remplissage"),
        ("caractères d'un point", "Taille de police"), ("police de symboles", "Police : Calibri"),
    ],
)  # fmt: skip
def test_each_way_to_hide_a_number_has_its_own_remedy(nom: str, geste: str, tmp_path: Path) -> None:
    """The colour of the ink does nothing to letters of one point, nor to a font of pictures."""
    livre = Livre()
    FORMATS[nom].geste(livre)
    (constat,) = [c for c in dits(livre.octets(), tmp_path) if "ne se lit pas" in c.message]
    assert geste.casefold() in constat.remede.casefold()
