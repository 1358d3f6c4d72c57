"""The fingerprint of a falsified model: another at the least change of what is computed, whatever the ink."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.workbook import sheets
from cpts_xl.workbook.empreinte.modele import empreinte_du_modele
from cpts_xl.workbook.inks import Encre
from tests.workbook.empreintes import changer, copie, ecrire_formule, lu, refaite
from tests.workbook.exemples import ou

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpts_xl.workbook.xlsx.types import ClasseurLu


def _remplace(ident: str, ancien: str, nouveau: str) -> Callable[[ClasseurLu], None]:
    return lambda c: ecrire_formule(c, ident, lambda f: f.replace(ancien, nouveau, 1))


def _nom(nom: str, change: Callable[[str], str]) -> Callable[[ClasseurLu], None]:
    def faire(c: ClasseurLu) -> None:
        apres = change(c.noms[nom])
        assert apres != c.noms[nom]
        c.noms[nom] = apres

    return faire


def _case_bareme(c: ClasseurLu, cle: str, colonne: str, **champs: Any) -> None:
    feuille = c.feuilles[sheets.BAREME]
    ligne = next(n for n, cellules in feuille.lignes.items() if 1 in cellules and cellules[1].valeur == cle)
    changer(c, sheets.BAREME, f"{colonne}{ligne}", **champs)


def _constante(ident: str) -> Callable[[ClasseurLu], None]:
    return lambda c: changer(c, *ou(ident), formule=None, valeur=Fraction(1))


def _plage_glissante(c: ClasseurLu) -> None:
    """Make a whole column relative in the first row, then shorten it row after row."""
    feuille = c.feuilles["Échéances"]
    vue = next(x for x in feuille.cellules.values() if x.formule and re.search(r"\$E\$5:\$E\$\d+", x.formule))
    colonne = re.match(r"[A-Z]+", vue.adresse)[0]
    for ligne in range(5, 9):
        cellule = feuille.cellules[f"{colonne}{ligne}"]
        neuve = re.sub(r"\$E\$5:", f"$E{ligne}:", cellule.formule)
        changer(c, feuille.nom, cellule.adresse, formule=neuve)


def _effacer(c: ClasseurLu, ident: str) -> None:
    feuille, adresse = ou(ident)
    colonne = re.match(r"[A-Z]+", adresse)[0]
    cellules = c.feuilles[feuille].cellules
    efface = re.compile(rf"{colonne}(?:[5-9]|[1-9]\d+)")
    c.feuilles[feuille] = refaite(c.feuilles[feuille], {a: v for a, v in cellules.items() if not efface.fullmatch(a)})


FALSIFICATIONS: dict[str, Callable[[ClasseurLu], Any]] = {
    "une formule remplacée par une constante": _constante("ligne.acces_fixe.plafond"),
    "une constante dans une ligne libre": _constante("indicateur.3.acquis"),
    "ROUND devient ROUNDUP": _remplace("ligne.acces_fixe.plafond", "ROUND(", "ROUNDUP("),
    "un euro ajouté": lambda c: ecrire_formule(c, "perimetre.tout.droit", lambda f: f + "+1"),
    "une somme raccourcie": lambda c: ecrire_formule(
        c, "rendezvous.fin_annee.ordre", lambda f: re.sub(r"\$E\$5:\$E\$\d+", "$E$5:$E$9", f, count=1)
    ),
    "une colonne qui glisse de ligne en ligne": _plage_glissante,
    "la ligne du dessous à la place de la sienne": lambda c: ecrire_formule(
        c, "indicateur.2.acquis", lambda f: re.sub(r"(?<=\$[A-Z])6\b|(?<=\$[A-Z]{2})6\b", "7", f, count=1)
    ),
    "une autre cellule": _remplace("perimetre.tout.verse", "$", "$A"),
    "un mot de la formule": _remplace("ligne.acces_fixe.plafond", '"Oui"', '"Non"'),
    "une comparaison relâchée": lambda c: ecrire_formule(
        c, "mission.acces.retard_demarrage", lambda f: f.replace("MAX(0,", "MAX(1,", 1)
    ),
    "des parenthèses qui comptent": lambda c: ecrire_formule(
        c, "annee.1.debut", lambda f: f.replace("($A5-1)*12", "$A5-1*12")
    ),
    "un nom détourné": _nom("INDICATEUR_ACQUIS", lambda z: z.replace("$L$", "$K$")),
    "un nom raccourci": _nom("INDICATEUR_ACQUIS", lambda z: re.sub(r"\d+$", "20", z)),
    "un nom allongé": _nom("INDICATEUR_ACQUIS", lambda z: re.sub(r"\d+$", "60", z)),
    "un nom qui devient un nombre": _nom("POPULATION", lambda _z: "80000"),
    "un nom supprimé": lambda c: c.noms.pop("TAILLE_RETENUE"),
    "un nom de feuille qui masque le nôtre": lambda c: c.noms.update({"Financement!TAILLE_RETENUE": "Identité!$B$20"}),
    "un montant du barème": lambda c: _case_bareme(c, "montant|acces_fixe|1", "C", valeur=Fraction(99_999)),
    "un montant du barème devenu formule": lambda c: _case_bareme(c, "montant|acces_fixe|1", "C", formule="=15000*2"),
    "une clé du barème": lambda c: _case_bareme(c, "montant|acces_fixe|1", "A", valeur="montant|acces_fixe|9"),
    "un seuil de taille": lambda c: _case_bareme(c, "seuil_taille|2", "K", valeur=Fraction(10)),
    "un mot fixe": lambda c: changer(c, *ou("ligne.acces_fixe.famille"), valeur="fonctionnement"),
    "un périmètre": lambda c: changer(c, *ou("perimetre.tout.supplement_snp"), valeur="Non"),
    "le tableau de bord": lambda c: changer(c, sheets.TABLEAU_DE_BORD, "C5", formule="=Financement!$T$23"),
    "l'écart des calculs": lambda c: changer(c, sheets.CALCULS, "F20", formule=None, valeur=Fraction(0)),
    "un écart toujours nul": lambda c: changer(c, sheets.CALCULS, "F20", formule="=0*D20"),
    "un calcul qui se compare à lui-même": lambda c: changer(c, sheets.CALCULS, "D20", formule="=$E20"),
    "un contrôle": lambda c: changer(c, sheets.CONTROLES, "C6", formule='="Conforme"'),
    "une liste fermée": lambda c: changer(c, sheets.LISTES, "A5", valeur="autre"),
    "le calendrier 1904": lambda c: setattr(c, "date1904", True),
    "toute une colonne effacée": lambda c: _effacer(c, "indicateur.1.acquis"),
}


@pytest.mark.parametrize("nom", FALSIFICATIONS)
def test_a_falsified_model_is_another_model(nom: str, recu: ClasseurLu, empreinte: str) -> None:
    """One sign changed in what is computed changes the fingerprint."""
    faux = copie(recu)
    FALSIFICATIONS[nom](faux)
    assert empreinte_du_modele(faux) != empreinte


def test_a_lambda_rewritten_is_another_model(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A name that holds a function is part of the model, to the last sign."""
    bon = lu(Encre.LAMBDA, tmp_path_factory.getbasetemp())
    faux = copie(bon)
    nom = next(n for n in faux.noms if n.startswith("CPTS_"))
    faux.noms[nom] = faux.noms[nom][:-1] + "+1)"
    assert empreinte_du_modele(faux) != empreinte_du_modele(bon)


def test_a_call_rewritten_is_another_model(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In the ink of the functions, one argument exchanged for another is seen."""
    bon = lu(Encre.PYTHON, tmp_path_factory.getbasetemp())
    faux = copie(bon)
    ecrire_formule(faux, "ligne.acces_fixe.plafond", lambda f: f.replace("CPTS_", "CPTS_X", 1))
    assert empreinte_du_modele(faux) != empreinte_du_modele(bon)


def test_a_hostile_workbook_has_a_fingerprint_too(tmp_path: Path, recu: ClasseurLu) -> None:
    """Absurd names, formulas and codes raise nothing."""
    faux = copie(recu)
    faux.noms.update({"INDICATEUR_ID": "#REF!", "BAREME_CLE": "'x'!$A$1:$ZZZ$9999999", "LISTE_POSTES": "Absente!$A$1"})
    changer(faux, *ou("ligne.acces_fixe.plafond"), formule="=" + "(" * 5000)
    changer(faux, *ou("ligne.acces_fixe.droit"), formule="={" * 50 + "\x00")
    changer(faux, "Financement", "A5", valeur=True)
    assert len(empreinte_du_modele(faux)) == 64
